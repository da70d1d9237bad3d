"""files.*: the three-step upload and what is known about a file."""

from __future__ import annotations

from playground.calls import ApiError, Call, as_list, listed
from playground.methods_chat import read_blocks, read_thread
from playground.records import Channel, Json, Message, StoredFile
from playground.state import Workspace, World


def new_file(world: World, workspace: Workspace, name: str, length: int, user: str) -> StoredFile:
    ident = f"F0{workspace.id[1:3]}{world.number():06d}"
    file = StoredFile(ident, name, length, user, int(world.clock()))
    workspace.files[ident] = file
    return file


def get_upload_url(call: Call) -> Json:
    call.need_scope("files:write")
    length = call.need("length")
    if not length.isdigit() or int(length) < 1:
        raise listed("invalid_arguments", ["[ERROR] must be greater than 0 [json-pointer:/length]"])
    if len(call.text("alt_txt")) > 1000:
        raise ApiError("alt_txt_too_large")
    file = new_file(call.world, call.workspace, call.need("filename"), int(length), call.workspace.bot_user)
    file.alt_txt = call.text("alt_txt")
    return {"upload_url": f"{call.base_url}/upload/v1/{call.workspace.id}-{file.id}", "file_id": file.id}


def complete_upload(call: Call) -> Json:
    """Sharing is done before the answer here; Slack may take a little longer (poll files.info for the ts)."""
    call.need_scope("files:write")
    given = as_list(call.structure("files", "invalid_arguments"))
    if not given:
        raise listed("invalid_arguments", ["[ERROR] missing required field: files"])
    files = [_uploaded(call, str(item.get("id")), item.get("title")) for item in given]
    targets = [name for name in (call.text("channel_id"), *call.text("channels").split(",")) if name]
    if len(targets) > 100:
        raise ApiError("channels_limit_exceeded")
    if call.text("thread_ts") and len(targets) != 1:
        raise listed("invalid_arguments", ["[ERROR] thread_ts needs exactly one channel"])
    channels = [_shareable(call, target) for target in targets]
    blocks = read_blocks(call)
    for channel in channels:
        _share(call, channel, files, blocks)
    for file in files:
        file.complete = True
    return {"files": [file.to_api(call.base_url, call.workspace.id) for file in files]}


def _uploaded(call: Call, ident: str, title: object) -> StoredFile:
    file = call.workspace.files.get(ident)
    if file is None or file.content is None or file.complete:
        raise ApiError("file_not_found")
    if isinstance(title, str) and title:
        file.title = title
    return file


def _shareable(call: Call, target: str) -> Channel:
    channel = call.workspace.find_channel(target)
    bot = call.workspace.bot_user
    if channel is None or (channel.kind != "channel" and bot not in channel.members):
        raise ApiError("channel_not_found")
    if bot not in channel.members:
        raise ApiError("not_in_channel")
    return channel


def _share(call: Call, channel: Channel, files: list[StoredFile], blocks: list[Json] | None) -> None:
    message = Message(
        ts=call.world.next_ts(),
        channel=channel.id,
        user=call.workspace.bot_user,
        bot_id=call.workspace.bot_id,
        text=call.text("initial_comment"),
        blocks=blocks or [],
        thread_ts=read_thread(call, channel),
        subtype="file_share",
    )
    for file in files:
        file.channels.append(channel.id)
        file.shares[channel.id] = message.ts
    message.files = [file.to_api(call.base_url, call.workspace.id) for file in files]
    call.world.add_message(call.workspace.id, message)


def file_info(call: Call) -> Json:
    call.need_scope("files:read")
    file = call.workspace.files.get(call.need("file"))
    if file is None or file.content is None:
        raise ApiError("file_not_found")
    return {"file": file.to_api(call.base_url, call.workspace.id), "comments": [], "response_metadata": {"next_cursor": ""}}
