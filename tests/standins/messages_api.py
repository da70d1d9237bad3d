"""A Messages API over real HTTP: plausible structured replies by default, any fault on demand, a journal of requests."""

import asyncio
import json
import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Self

from aiohttp import web

Body = dict[str, Any]
Answer = Callable[[Body], Body]
PASSAGE = re.compile(r"^\[(p\d+)\]\n((?:│ .*\n?)+)", re.MULTILINE)


@dataclass(frozen=True)
class Reply:
    """One entry of the script. Without changes it is a good reply computed from the request."""

    answer: Answer | None = None
    """The JSON object to reply with; None takes the plausible one."""
    text: str | None = None
    """Raw text of the reply instead of JSON."""
    stop_reason: str | None = "end_turn"
    thinking: bool = True
    """Whether a thinking block stands before the text, as models of 2026 send it."""
    status: int = 200
    error: tuple[str, str | None] | None = None
    """`error.type` and `error.details.error_code` of an error body."""
    headers: dict[str, str] = field(default_factory=dict)
    raw: bytes | None = None
    """Body sent as it is."""
    content_type: str = "application/json"
    delay: float = 0.0
    """Seconds before the first byte."""
    cut: bool = False
    """The connection is closed in the middle of the body."""
    refuse_connection: bool = False
    """The connection is closed before any byte of an answer."""
    slow: bool = False
    """A byte every twentieth of a second, for ever."""


GOOD = Reply()
OVERLOADED = Reply(status=529, error=("overloaded_error", None))
RATE_LIMITED = Reply(status=429, error=("rate_limit_error", None), headers={"retry-after": "7"})
SPEND_LIMIT = Reply(status=429, error=("rate_limit_error", "enforced_spend_limit_reached"), headers={"retry-after": "3600"})
BROKEN_DOWN = Reply(status=500, error=("api_error", None))
BAD_KEY = Reply(status=401, error=("authentication_error", None))
REFUSED = Reply(text="", stop_reason="refusal")
CUT_SHORT = Reply(text='{"relevant": "ye', stop_reason="max_tokens")
GARBAGE = Reply(raw=b'{"id": "msg_1", "type": "mess')
NO_JSON = Reply(text="I would rather talk about the weather.")
CUT_CONNECTION = Reply(cut=True)
SLOW_BYTES = Reply(slow=True)


class MessagesStandIn:
    """`async with MessagesStandIn() as api:` serves at `api.url`; `api.script` is used up first, then `api.default`."""

    def __init__(self, *script: Reply, default: Reply = GOOD) -> None:
        self.script: deque[Reply] = deque(script)
        self.default = default
        self.journal: list[Body] = []
        """Bodies of the requests, in order of arrival."""
        self.headers: list[dict[str, str]] = []
        self.arrived = asyncio.Event()
        """Set by the first request."""
        self.url = ""
        self._runner: web.AppRunner | None = None
        self._closing = asyncio.Event()

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=64 * 1024 * 1024)
        app.router.add_post("/v1/messages", self._messages)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._closing.set()
        if self._runner is not None:
            await self._runner.cleanup()

    async def _messages(self, request: web.Request) -> web.StreamResponse:
        body: Body = await request.json()
        self.journal.append(body)
        self.arrived.set()
        self.headers.append({name.lower(): value for name, value in request.headers.items()})
        reply = self.script.popleft() if self.script else self.default
        await self._pause(reply.delay)
        if reply.refuse_connection and request.transport is not None:
            request.transport.abort()
        if wrong := _refusal(body):
            return web.json_response(_error("invalid_request_error", None, wrong), status=400)
        payload = reply.raw if reply.raw is not None else json.dumps(self._payload(reply, body)).encode()
        headers = {"request-id": f"req_{len(self.journal)}", "content-type": reply.content_type, **reply.headers}
        if reply.slow:
            return await self._trickle(request, headers)
        if reply.cut:
            return await self._cut(request, payload, headers)
        return web.Response(body=payload, status=reply.status, headers=headers)

    def _payload(self, reply: Reply, body: Body) -> Body:
        if reply.error is not None:
            return _error(*reply.error)
        text = reply.text if reply.text is not None else json.dumps((reply.answer or plausible)(body))
        content: list[Body] = [{"type": "thinking", "thinking": "", "signature": "c2ln"}] if reply.thinking else []
        content += [{"type": "text", "text": text}] if text else []
        usage = {"input_tokens": len(json.dumps(body)) // 4, "output_tokens": max(1, len(text) // 4), "cache_read_input_tokens": 11}
        usage["cache_creation_input_tokens"] = 13
        head = {"id": f"msg_{len(self.journal)}", "type": "message", "role": "assistant", "model": body["model"]}
        return {**head, "content": content, "stop_reason": reply.stop_reason, "stop_sequence": None, "usage": usage}

    async def _cut(self, request: web.Request, payload: bytes, headers: dict[str, str]) -> web.StreamResponse:
        response = web.StreamResponse(headers=headers)
        await response.prepare(request)
        await response.write(payload[: len(payload) // 2])
        if request.transport is not None:
            request.transport.abort()
        return response

    async def _trickle(self, request: web.Request, headers: dict[str, str]) -> web.StreamResponse:
        response = web.StreamResponse(headers=headers)
        await response.prepare(request)
        while not self._closing.is_set() and request.transport is not None:
            await response.write(b" ")
            await self._pause(0.05)
        return response

    async def _pause(self, seconds: float) -> None:
        if seconds > 0:
            try:
                await asyncio.wait_for(self._closing.wait(), seconds)
            except TimeoutError:
                return


def _error(kind: str, code: str | None, message: str = "so it goes") -> Body:
    details = {"details": {"error_code": code}} if code else {}
    return {"type": "error", "error": {"type": kind, "message": message, **details}, "request_id": "req_error"}


def _refusal(body: Body) -> str | None:
    """What the API of 2026-10-21 answers 400 to, as far as this product could come to send it."""
    for name in ("temperature", "top_p", "top_k"):
        if name in body:
            return f"{name} is not supported"
    form = body.get("output_config", {}).get("format", {})
    if form and not _closed(form.get("schema", {})):
        return "schema: objects must set additionalProperties to false"
    if body.get("tool_choice", {}).get("type") in ("any", "tool"):
        return "tool_choice forces a tool"
    return None if body.get("messages") and body.get("max_tokens", 0) > 0 else "messages and max_tokens are required"


def _closed(schema: object) -> bool:
    if isinstance(schema, dict):
        return not (schema.get("type") == "object" and schema.get("additionalProperties") is not False) and all(
            map(_closed, schema.values())
        )
    return all(map(_closed, schema)) if isinstance(schema, list) else True


def passages(body: Body) -> list[tuple[str, str]]:
    """Ids and texts of the numbered passages in a prompt, as the model sees them."""
    user = body["messages"][-1]["content"]
    user = user if isinstance(user, str) else "".join(block.get("text", "") for block in user)
    return [(hit[1], "\n".join(line[2:] for line in hit[2].splitlines())) for hit in PASSAGE.finditer(user)]


def plausible(body: Body) -> Body:
    """A reply a careful model could give: by the schema asked for, quoting the longest passage."""
    known = passages(body)
    source, text = max(known, key=lambda each: len(each[1]), default=("p1", ""))
    quote = " ".join(text.split()[:12])
    claim = {"text": "The work described is what the profile offers.", "passage": source, "quote": quote}
    wanted = body["output_config"]["format"]["schema"].get("properties", {})
    if "relevant" in wanted:
        return {"relevant": "yes", "claim": claim, "knock_outs": []}
    scores = {"capability": 5, "strategy": 4, "winnability": 3, "references": 4, "commercial": 4}
    return {
        "criteria": [{"code": code, "score": score, "claim": claim} for code, score in scores.items()],
        "knock_outs": [],
        "risks": [{**claim, "text": "The term may be extended."}],
        "what_would_change": ["Ask who holds the contract today."],
    }
