"""The one error handler: whatever rises out of a listener becomes a sentence for the person and a line for the log."""

from typing import Any

import structlog
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError

from bot import words
from bot.background import Background
from bot.blocks.form import notice_view
from bot.replies import kind_of, needs_message, shown, tell
from jobs.chain.errors import BidwrightError
from storage.errors import InsufficientCredits, NotFound, StorageError

log = structlog.get_logger()


async def handle(error: Exception, body: dict[str, Any], context: AsyncBoltContext) -> BoltResponse:
    """Answer every request that ended in an error; nothing of the error itself leaves the house but its sentence."""
    request_id = str(context.get("request_id", ""))
    sentence = sentence_for(error, body, reference_of(request_id))
    _note(error, body, request_id)
    background: Background = context["background"]
    if kind_of(body) == "event_callback":
        # Slack sends an event again after a 5xx; an event that nobody listens to is simply taken.
        final = isinstance(error, BoltUnhandledRequestError | BidwrightError | InsufficientCredits)
        if final and not isinstance(error, BoltUnhandledRequestError):
            background.start(_say(body.get("event") or {}, context, sentence))
        return BoltResponse(status=200 if final else 503, body="")
    if needs_message(body):
        background.start(_send(body, context, sentence))
    return tell(body, sentence, error=error)


def reference_of(request_id: str) -> str:
    """The end of a request id: short enough to read out, and found by a search of the logs."""
    return request_id[-8:].upper() or "unknown"


def sentence_for(error: Exception, body: dict[str, Any], reference: str) -> str:
    """Escaped, ready to show."""
    match error:
        case BoltUnhandledRequestError():
            return _unhandled(body)
        case BidwrightError():
            return shown(error.sentence)
        case InsufficientCredits():
            return words.too_few(error.asked, error.left)
        case NotFound(what="run"):
            return words.FEEDBACK_FOREIGN
        case StorageError():
            return words.UNAVAILABLE
        case SlackApiError() if _code(error) in {"expired_trigger_id", "trigger_expired", "invalid_trigger_id", "exchanged_trigger_id"}:
            return words.FORM_EXPIRED if kind_of(body) == "command" else words.FORM_EXPIRED_CLICK
        case _:
            return words.apology(shown(reference))


def _unhandled(body: dict[str, Any]) -> str:
    match kind_of(body):
        case "command":
            return words.unknown_command(shown(str(body["command"])[:60]))
        case "view_submission":
            return words.UNKNOWN_VIEW
        case _:
            return words.UNKNOWN_ACTION


async def _send(body: dict[str, Any], context: AsyncBoltContext, sentence: str) -> None:
    """Buttons and shortcuts are answered beside their acknowledgement: by message where there is a place, else in a modal."""
    if context.response_url is not None and context.respond is not None:
        await context.respond(text=sentence, response_type="ephemeral", replace_original=False, thread_ts=context.thread_ts)
    elif body.get("trigger_id") and context.client is not None:
        await context.client.views_open(trigger_id=str(body["trigger_id"]), view=notice_view("That did not work", sentence))


async def _say(event: dict[str, Any], context: AsyncBoltContext, sentence: str) -> None:
    """A message to the app is answered beside it, to its author alone; events that nobody wrote are not answered."""
    if event.get("user") and event.get("channel") and event.get("type") in {"app_mention", "message"} and context.client is not None:
        await context.client.chat_postEphemeral(
            channel=str(event["channel"]), user=str(event["user"]), text=sentence, thread_ts=event.get("thread_ts")
        )


def _note(error: Exception, body: dict[str, Any], request_id: str) -> None:
    fields = {"request_id": request_id, "surface": kind_of(body), "error": type(error).__name__}
    match error:
        case BoltUnhandledRequestError():
            log.info("request_unknown", **fields)
        case BidwrightError() | InsufficientCredits() | NotFound():
            log.info("request_refused", **fields, code=getattr(error, "code", None))
        case SlackApiError():
            log.warning("slack_refused", **fields, code=_code(error))
        case _:
            log.error("request_failed", **fields, exc_info=error)


def _code(error: SlackApiError) -> str:
    return str(error.response.get("error", "")) if error.response is not None else ""
