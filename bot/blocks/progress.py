"""The message that changes while a run is under way: each step with its state in words."""

from bot import words
from bot.blocks.card import RunCard
from bot.blocks.message import Message, context, section
from bot.blocks.stop import stop_button
from bot.blocks.text import said


def progress(card: RunCard) -> Message:
    lines = [_line(name, state) for name, state in card.steps] or [_line("read", "waiting")]
    done = sum(1 for _, state in card.steps if state in {"done", "skipped"})
    running = next((words.STEP.get(name, said(name, 60)) for name, state in card.steps if state == "running"), None)
    text = f"{done} of {len(lines)} steps done{f', now: {running}' if running else ''}."
    blocks = (section("\n".join(lines)), context(text))
    return Message(text, (*blocks, *stop_button(card)), card.metadata("progress"))


def _line(name: str, state: str) -> str:
    symbol, word = words.STEP_STATE.get(state, ("◻️", said(state, 40)))
    return f"{symbol} {words.STEP.get(name, said(name, 60))}: {word}"
