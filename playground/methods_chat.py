"""chat.*, reactions.* and the status line: everything that puts words into a conversation."""

from __future__ import annotations

import json
from dataclasses import replace

from playground.calls import ApiError, Call, as_list, listed
from playground.limits import MARKDOWN_BLOCK, MARKDOWN_MESSAGE, check_blocks, markdown_length
from playground.records import Channel, Json, Message

TEXT_KEPT = 40_000
UPDATE_TEXT = 4_000
METADATA_BYTES = 4_096


def read_blocks(call: Call) -> list[Json] | None:
    """The ``blocks`` argument, checked and given ids; None when absent.

    Raises: ApiError invalid_blocks_format, invalid_blocks (with pointers), msg_blocks_too_long.
    """
    given = call.structure("blocks", "invalid_blocks_format")
    if given is None:
        return None
    blocks = as_list(given)
    if blocks is None:
        raise ApiError("invalid_blocks_format")
    if problems := check_blocks(blocks):
        raise listed("invalid_blocks", problems)
    if markdown_length(blocks) > MARKDOWN_MESSAGE:
        raise ApiError("msg_blocks_too_long")
    return call.world.with_ids(blocks)


def read_content(call: Call) -> tuple[str, list[Json] | None]:
    """Text and blocks of a post, from ``text``, ``blocks`` or ``markdown_text``.

    Raises: ApiError no_text, markdown_text_conflict, msg_too_long and those of :func:`read_blocks`.
    """
    markdown = call.text("markdown_text")
    blocks = read_blocks(call)
    text = call.text("text")
    if markdown:
        if text or blocks:
            raise ApiError("markdown_text_conflict")
        if len(markdown) > MARKDOWN_BLOCK:
            raise ApiError("msg_too_long")
        return markdown, call.world.with_ids([{"type": "markdown", "text": markdown}])
    if not text.strip() and not blocks and not call.args.get("attachments"):
        raise ApiError("no_text")
    return text, blocks


def read_metadata(call: Call) -> Json | None:
    """The ``metadata`` argument; None when absent.

    Raises: ApiError invalid_metadata_format, invalid_metadata_schema, metadata_too_large.
    """
    given = call.structure("metadata", "invalid_metadata_format")
    if given is None or given == {}:
        return None if given is None else {}
    if not isinstance(given, dict) or not isinstance(given.get("event_type"), str) or not isinstance(given.get("event_payload"), dict):  # pyright: ignore[reportUnknownMemberType]
        raise ApiError("invalid_metadata_schema")
    if len(json.dumps(given)) > METADATA_BYTES:
        raise ApiError("metadata_too_large")
    return given  # pyright: ignore[reportUnknownVariableType]


def read_thread(call: Call, channel: Channel) -> str | None:
    """The root a post goes under; a reply's ts counts as its root's.

    Raises: ApiError cannot_reply_to_message when there is no such message.
    """
    thread_ts = call.text("thread_ts")
    if not thread_ts:
        return None
    parent = channel.find(thread_ts)
    if parent is None or parent.ephemeral_to is not None:
        raise ApiError("cannot_reply_to_message")
    return parent.root


def _bot_message(call: Call, channel: Channel, text: str, blocks: list[Json] | None) -> Message:
    return Message(
        ts=call.world.next_ts(),
        channel=channel.id,
        user=call.workspace.bot_user,
        bot_id=call.workspace.bot_id,
        text=text[:TEXT_KEPT],
        blocks=blocks or [],
    )


def post_message(call: Call) -> Json:
    channel = call.postable()
    text, blocks = read_content(call)
    message = _bot_message(call, channel, text, blocks)
    message.thread_ts = read_thread(call, channel)
    message.metadata = read_metadata(call) or None
    message.client_msg_id = call.text("client_msg_id") or None
    message.reply_broadcast = call.flag("reply_broadcast") and message.thread_ts is not None
    call.world.add_message(call.workspace.id, message)
    return {"channel": channel.id, "ts": message.ts, "message": call.message(message, metadata=True)}


def update(call: Call) -> Json:
    """chat.update. Blocks stay only when neither text nor blocks come; metadata stays unless new metadata comes."""
    channel = call.channel()
    message = call.message_in(channel)
    if message.user != call.workspace.bot_user:
        raise ApiError("cant_update_message")
    if len(call.text("text")) > UPDATE_TEXT:
        raise ApiError("msg_too_long")
    if channel.is_archived:
        raise ApiError("is_inactive")
    metadata = read_metadata(call)
    if metadata is None or any(call.args.get(name) for name in ("text", "blocks", "markdown_text")):
        text, blocks = read_content(call)
        message.text, message.blocks = text, blocks or []
    if metadata is not None:
        message.metadata = metadata or None
    message.edited_ts = call.world.next_ts()
    call.world.changed(call.workspace.id, message)
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": call.message(message, metadata=True)}


def post_ephemeral(call: Call) -> Json:
    channel = call.postable()
    user = call.need("user")
    if user not in channel.members:
        raise ApiError("user_not_in_channel")
    text, blocks = read_content(call)
    message = _bot_message(call, channel, text, blocks)
    message.ephemeral_to = user
    message.thread_ts = read_thread(call, channel)
    call.world.add_message(call.workspace.id, message)
    return {"message_ts": message.ts}


def delete(call: Call) -> Json:
    channel = call.channel()
    message = call.message_in(channel)
    if message.user != call.workspace.bot_user:
        raise ApiError("cant_delete_message")
    remove(call, channel, message)
    return {"channel": channel.id, "ts": message.ts}


def remove(call: Call, channel: Channel, message: Message) -> None:
    """Take a message away; the root of a thread stays as a tombstone."""
    if len(channel.thread(message.ts)) > 1:
        index = channel.messages.index(message)
        gone = "This message was deleted."
        channel.messages[index] = replace(message, text=gone, blocks=[], subtype="tombstone", metadata=None, files=[], reactions={})
    else:
        channel.messages.remove(message)
    call.world.changed(call.workspace.id, message)


def permalink(call: Call) -> Json:
    channel = call.channel()
    message = call.message_in(channel, "message_ts")
    link = f"{call.base_url}/archives/{channel.id}/p{message.ts.replace('.', '')}"
    if message.thread_ts:
        link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}


def add_reaction(call: Call) -> Json:
    channel = call.postable()
    message = call.message_in(channel, "timestamp")
    name = call.need("name").strip(":")
    users = message.reactions.setdefault(name, [])
    if call.workspace.bot_user in users:
        raise ApiError("already_reacted")
    users.append(call.workspace.bot_user)
    call.world.changed(call.workspace.id, message)
    return {}


def remove_reaction(call: Call) -> Json:
    channel = call.postable()
    message = call.message_in(channel, "timestamp")
    users = message.reactions.get(call.need("name").strip(":"), [])
    if call.workspace.bot_user not in users:
        raise ApiError("no_reaction")
    users.remove(call.workspace.bot_user)
    call.world.changed(call.workspace.id, message)
    return {}


def set_status(call: Call) -> Json:
    channel = call.channel("channel_id")
    thread_ts = call.need("thread_ts")
    if channel.find(thread_ts) is None:
        raise ApiError("invalid_thread_ts")
    call.world.set_status(call.workspace.id, channel.id, thread_ts, call.text("status"))
    return {}


def set_prompts(call: Call) -> Json:
    channel = call.channel("channel_id")
    prompts = as_list(call.structure("prompts", "invalid_arguments"))
    if prompts is None or len(prompts) > 4:
        raise listed("invalid_arguments", ["[ERROR] no more than 4 items allowed [json-pointer:/prompts]"])
    call.workspace.prompts[channel.id] = prompts
    call.world.announce({"kind": "channels", "team": call.workspace.id})
    return {}
