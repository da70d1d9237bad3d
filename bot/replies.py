"""How each kind of Slack request is answered at once: a message, an error in a form, a plain 200."""

from typing import Any

from slack_bolt.response import BoltResponse

from bot.blocks.feedback_form import CALLBACK as FEEDBACK
from bot.blocks.form import CALLBACK as ANALYZE
from bot.blocks.form import NAME, TEXT, notice_view
from bot.blocks.message import Message, fit_plain
from bot.blocks.text import escape
from jobs.chain.errors import BadInput

_FIELD = {ANALYZE: TEXT, FEEDBACK: "feedback_correction"}


def ephemeral(message: Message | str) -> dict[str, Any]:
    """Body of an acknowledgement that only the asking person sees."""
    if isinstance(message, str):
        return {"response_type": "ephemeral", "text": message}
    return {"response_type": "ephemeral", "text": message.text, "blocks": list(message.blocks)}


def kind_of(body: dict[str, Any]) -> str:
    """command, event_callback, view_submission, block_actions, shortcut, message_action …"""
    return "command" if "command" in body else str(body.get("type", ""))


def tell(body: dict[str, Any], sentence: str, *, error: Exception | None = None) -> BoltResponse:
    """The response that shows `sentence` (escaped) to whoever sent `body`; empty where it must go another way."""
    match kind_of(body):
        case "command":
            return BoltResponse(status=200, body=ephemeral(sentence))
        case "view_submission" if isinstance(error, BadInput) and _callback(body) in _FIELD:
            field = NAME if error.code == "unknown_sample" else _FIELD[_callback(body)]
            # A form shows plain text: no escapes, no code marks.
            return BoltResponse(
                status=200, body={"response_action": "errors", "errors": {field: fit_plain(error.sentence.replace("`", ""), 500)}}
            )
        case "view_submission":
            # Pushed, so that what was typed stays in the form below.
            return BoltResponse(status=200, body={"response_action": "push", "view": notice_view("That did not work", sentence)})
        case _:
            return BoltResponse(status=200, body="")


def needs_message(body: dict[str, Any]) -> bool:
    """Whether the acknowledgement cannot carry a sentence: buttons and shortcuts."""
    return kind_of(body) not in {"command", "view_submission", "event_callback", ""}


def shown(sentence: str) -> str:
    return escape(sentence)


def _callback(body: dict[str, Any]) -> str:
    return str(body.get("view", {}).get("callback_id", ""))
