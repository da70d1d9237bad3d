"""What the commands can do, with examples that work as they stand."""

from collections.abc import Sequence

from bot import words
from bot.blocks.message import Message, context, header, section
from bot.blocks.text import said


def analyze_help(samples: Sequence[str]) -> Message:
    names = ", ".join(f"`{said(name, 60)}`" for name in samples) or "none are bundled"
    sample = said(samples[0], 60) if samples else "name"
    lines = [
        "`/analyze 123456-2026`  a notice by its TED number, OCID or link; `FTS 012345-2026` for Find a Tender",
        f"`/analyze {sample}`  a bundled sample notice",
        "`/analyze` and a notice behind it  its text, eForms or TED XML, OCDS or TED JSON",
        f"`/analyze quick {sample}`  the first look alone; `draft` in its place asks for a draft as well",
        "`/analyze`  alone opens a form with room for files and text",
        "`@Bidwright 123456-2026`, a direct message, or *Analyze this tender* in a message's menu  the same, in threads too",
    ]
    text = "/analyze reads a public tender and answers in a thread: bid or not, why, and where each fact stands."
    blocks = (
        header("Analyse a tender"),
        section(text),
        section("*Examples*\n" + "\n".join(lines)),
        section(f"*Samples:* {names}"),
        section("*Depths*\n" + "\n".join(f"• {words.price(depth)}, usually {words.USUAL_TIME[depth]}" for depth in words.DEPTH)),
        context("What cannot be read costs nothing. /quota shows the credits left.", words.ACCURACY),
    )
    return Message(f"{text} Examples: {'; '.join(lines)}", blocks)


def bidwright_help() -> Message:
    lines = [
        "`/analyze`  read a tender, answer in a thread",
        "`/quota`  credits left and used",
        "`/bidwright profile`  what your company says of itself; `/bidwright profile edit` changes it",
        "`/bidwright library`  documents that answers may quote; `/bidwright library add` adds some",
        "`@Bidwright` and a question, in the thread of an answer  an answer from its documents, with the passages",
        "`/bidwright decisions`  what was decided on which tender, and why",
        "`/bidwright review`  answers that somebody disputes, for admins to make golden cases of",
        "`/bidwright corrections`  what people said about us or a tender, for admins to apply, edit or decline",
        "`/bidwright reviewer @person`  who reviews a sample of answers each week; `/bidwright review figures` shows what came of it",
        "`/bidwright help`  this text",
    ]
    text = "Bidwright is the bid desk in Slack: a public tender in, a go or no-go with evidence out."
    blocks = (header("Bidwright"), section(text), section("*Commands*\n" + "\n".join(lines)), context(words.ACCURACY))
    return Message(f"{text} Commands: {'; '.join(lines)}", blocks)
