"""The button that stops a run, for as long as there is something to stop."""

from bot import words
from bot.blocks.card import RunCard
from bot.blocks.message import Block, plain_text

STOP = "run:stop"
STOPPABLE = frozenset({"queued", "running"})


def stop_button(card: RunCard) -> tuple[Block, ...]:
    """A row of buttons, or nothing."""
    if card.state not in STOPPABLE:
        return ()
    label = f"Stop the analysis {card.reference}"
    button = {"type": "button", "action_id": STOP, "text": plain_text(words.STOP, 75), "value": card.run_id, "accessibility_label": label}
    return ({"type": "actions", "elements": [button]},)
