"""How an answer of the Messages API looks on the wire, whole, streamed or broken; and which requests it does not take."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from typing import Any

from aiohttp import web

from tests.standins.messages.prompt_cache import MOST_MARKS, too_many_marks
from tests.standins.messages.replies import Body, Reply

FORCED_THINKING = ("claude-sonnet-5-5", "claude-opus-5-5")
"""They refuse `thinking: disabled` (facts/llm.md §1.3)."""


def error_body(kind: str, code: str | None, message: str) -> Body:
    details = {"details": {"error_code": code}} if code else {}
    return {"type": "error", "error": {"type": kind, "message": message, **details}, "request_id": "req_error"}


def wrong_with(body: Body) -> str | None:
    """What the API of 2026-10-21 answers 400 to, as far as this product could come to send it."""
    for name in ("temperature", "top_p", "top_k"):
        if name in body:
            return f"{name} is not supported"
    form = body.get("output_config", {}).get("format", {})
    if form and not _closed(form.get("schema", {})):
        return "schema: objects must set additionalProperties to false"
    if body.get("tool_choice", {}).get("type") in ("any", "tool"):
        return "tool_choice forces a tool"
    if body.get("thinking", {}).get("type") == "disabled" and body.get("model") in FORCED_THINKING:
        return "thinking cannot be disabled"
    if too_many_marks(body):
        return f"at most {MOST_MARKS} blocks may carry cache_control"
    return None if body.get("messages") and body.get("max_tokens", 0) > 0 else "messages and max_tokens are required"


async def send(
    request: web.Request, reply: Reply, payload: bytes, headers: Mapping[str, str], closing: asyncio.Event
) -> web.StreamResponse:
    """The payload, or as much of it as the reply lets through."""
    if not (reply.slow or reply.cut or reply.hang_up):
        return web.Response(body=payload, status=reply.status, headers=headers)
    response = web.StreamResponse(headers=headers)
    await response.prepare(request)
    if reply.slow:
        while not closing.is_set() and request.transport is not None:
            await response.write(b" ")
            await pause(0.05, closing)
        return response
    if reply.cut:
        await response.write(payload[: len(payload) // 2])
    if request.transport is not None:
        request.transport.abort()
    return response


async def pause(seconds: float, closing: asyncio.Event) -> None:
    """Waits, but not longer than the server lives."""
    if seconds > 0:
        try:
            await asyncio.wait_for(closing.wait(), seconds)
        except TimeoutError:
            return


async def stream(request: web.Request, reply: Reply, message: Body, headers: Mapping[str, str]) -> web.StreamResponse:
    """Server-sent events; an error of the reply comes after the first words, `cut` ends without a word."""
    response = web.StreamResponse(headers={**headers, "content-type": "text/event-stream"})
    await response.prepare(request)
    sent = 0
    async for event in _events(message, reply):
        if reply.cut and sent >= 3:
            if request.transport is not None:
                request.transport.abort()
            return response
        await response.write(f"event: {event['type']}\ndata: {json.dumps(event)}\n\n".encode())
        sent += 1
    return response


async def _events(message: Body, reply: Reply) -> AsyncIterator[Body]:
    usage: dict[str, Any] = message.get("usage") or {}
    yield {"type": "message_start", "message": {**message, "content": [], "stop_reason": None, "usage": {**usage, "output_tokens": 1}}}
    for at, block in enumerate(message["content"]):
        text = block.get("text", "")
        yield {"type": "content_block_start", "index": at, "content_block": {**block, "text": ""} if "text" in block else block}
        for piece in (text[: len(text) // 2], text[len(text) // 2 :]) if text else ():
            yield {"type": "content_block_delta", "index": at, "delta": {"type": "text_delta", "text": piece}}
            if reply.error is not None:
                yield error_body(*reply.error, reply.message)
                return
        yield {"type": "content_block_stop", "index": at}
    ending = {"stop_reason": message["stop_reason"], "stop_sequence": None}
    yield {"type": "message_delta", "delta": ending, "usage": {"output_tokens": usage.get("output_tokens", 1)}}
    yield {"type": "message_stop"}


def _closed(schema: object) -> bool:
    if isinstance(schema, dict):
        return not (schema.get("type") == "object" and schema.get("additionalProperties") is not False) and all(
            map(_closed, schema.values())
        )
    return all(map(_closed, schema)) if isinstance(schema, list) else True
