"""The stand-in itself: serves on loopback, takes replies from scripts, keeps a journal."""

import asyncio
import json
import time
from collections import deque
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from importlib import import_module, util
from typing import Any, Self

from aiohttp import web

from tests.standins.messages.judging import plausible, step_of
from tests.standins.messages.prompt_cache import PromptCache
from tests.standins.messages.replies import COUNTED, GOOD, Body, Reply
from tests.standins.messages.wire import error_body, pause, send, stream, wrong_with

WINDOWS = {"claude-haiku-4-5": (200_000, 64_000)}
"""Models whose window and longest reply, in tokens, are other than a million and 128,000."""


@dataclass(frozen=True)
class Served:
    """One request and when it was answered; seconds of a monotonic clock."""

    step: str
    model: str
    arrived: float
    latency: float
    """Seconds the answer was held back on purpose."""
    usage: Mapping[str, Any] | None
    """As it was sent; None for an error."""


@dataclass
class Rule:
    """Replies for the requests of one step or model, or both; the last one again and again where it is `always`."""

    step: str | None
    model: str | None
    replies: deque[Reply]
    always: bool

    def takes(self, step: str, model: str) -> bool:
        return bool(self.replies) and self.step in (None, step) and self.model in (None, model)

    def next(self) -> Reply:
        return self.replies[0] if self.always and len(self.replies) == 1 else self.replies.popleft()


@dataclass
class Journal:
    """What arrived, in order of arrival."""

    bodies: list[Body] = field(default_factory=list[Body])
    headers: list[dict[str, str]] = field(default_factory=list[dict[str, str]])
    served: list[Served] = field(default_factory=list[Served])


class MessagesStandIn:
    """`async with MessagesStandIn() as api:` serves at `api.url`.

    A request takes its reply from the first rule of `answer()` that fits it, then from `api.script`, then `api.default`.
    `latencies`: seconds each step takes, the name of its prompt file as the key.
    """

    def __init__(self, *script: Reply, default: Reply = GOOD, latencies: Mapping[str, float] | None = None, port: int = 0) -> None:
        self.script: deque[Reply] = deque(script)
        self.default = default
        self.latencies = dict(latencies or {})
        self.books = Journal()
        self.cache = PromptCache(time.monotonic)
        self.unknown_models: set[str] = set()
        """What `/v1/models/…` does not know."""
        self.arrived = asyncio.Event()
        """Set by the first request."""
        self.url = ""
        self._port = port
        self._rules: list[Rule] = []
        self._runner: web.AppRunner | None = None
        self._closing = asyncio.Event()

    @property
    def journal(self) -> list[Body]:
        """Bodies of the requests, in order of arrival."""
        return self.books.bodies

    @property
    def headers(self) -> list[dict[str, str]]:
        return self.books.headers

    @property
    def served(self) -> list[Served]:
        return self.books.served

    def answer(self, *replies: Reply, step: str | None = None, model: str | None = None, always: bool = False) -> None:
        """Replies for the next requests of that step and model; `always`: the last one from then on."""
        self._rules.append(Rule(step, model, deque(replies), always))

    def forget(self) -> None:
        """As new, the prompt cache apart: no script, no rules, an empty journal."""
        self.script.clear()
        self._rules.clear()
        self.books = Journal()
        self.arrived.clear()

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=64 * 1024 * 1024)
        app.router.add_post("/v1/messages", self._messages)
        app.router.add_get("/v1/models/{name}", self._model)
        app.router.add_get("/served", self._served)
        _join_batches(app, self)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._closing.set()
        if self._runner is not None:
            await self._runner.cleanup()

    def reply_for(self, step: str, model: str) -> Reply:
        """The next reply by rules and script, which it uses up."""
        rule = next((rule for rule in self._rules if rule.takes(step, model)), None)
        if rule is not None:
            return rule.next()
        return self.script.popleft() if self.script else self.default

    def payload(self, reply: Reply, body: Body) -> Body:
        """The message, or the error, that answers `body`."""
        if reply.error is not None and not body.get("stream"):
            return error_body(*reply.error, reply.message)
        text = reply.text if reply.text is not None else json.dumps((reply.answer or plausible)(body))
        content: list[Body] = [{"type": "thinking", "thinking": "", "signature": "c2ln"}] if reply.thinking else []
        content += [{"type": "text", "text": text}] if text else []
        model = (reply.model or "{model}").format(model=body["model"])
        head = {"id": f"msg_{len(self.journal)}", "type": "message", "role": "assistant", "model": model}
        message = {**head, "content": content, "stop_reason": reply.stop_reason, "stop_sequence": None}
        if reply.usage is None:
            return message
        counted = {**self.cache.usage(body), "output_tokens": max(1, len(text) // 4)}
        return {**message, "usage": counted if reply.usage is COUNTED else reply.usage}

    async def _messages(self, request: web.Request) -> web.StreamResponse:
        arrived = time.monotonic()
        body: Body = await request.json()
        self.journal.append(body)
        self.headers.append({name.lower(): value for name, value in request.headers.items()})
        self.arrived.set()
        number, step = len(self.journal), step_of(body)
        reply = self.reply_for(step, str(body.get("model")))
        latency = reply.delay + (self.latencies.get(step, 0.0) if reply.status == 200 else 0.0)
        await pause(latency, self._closing)
        if reply.refuse_connection and request.transport is not None:
            request.transport.abort()
        if wrong := wrong_with(body):
            return web.json_response(error_body("invalid_request_error", None, wrong), status=400)
        message = self.payload(reply, body)
        self.served.append(Served(step, str(body.get("model")), arrived, latency, message.get("usage")))
        headers = {"request-id": f"req_{number}", "content-type": reply.content_type, **reply.headers}
        if body.get("stream") and reply.status == 200 and reply.raw is None:
            return await stream(request, reply, message, headers)
        payload = reply.raw if reply.raw is not None else json.dumps(message).encode()
        return await send(request, reply, payload, headers, self._closing)

    async def _model(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        if name in self.unknown_models:
            return web.json_response(error_body("not_found_error", None, f"model: {name}"), status=404)
        window, longest = WINDOWS.get(name, (1_000_000, 128_000))
        head = {"type": "model", "id": name, "display_name": name, "created_at": "2026-01-01T00:00:00Z", "retires_at": None}
        return web.json_response({**head, "lifecycle": "active", "max_input_tokens": window, "max_tokens": longest})

    async def _served(self, _: web.Request) -> web.Response:
        """For who runs it as a process: the API has no such thing."""
        return web.json_response([asdict(each) for each in self.served])


def _join_batches(app: web.Application, state: MessagesStandIn) -> None:
    """The batch endpoints, where there are any."""
    if util.find_spec("tests.standins.batches_api") is not None:
        import_module("tests.standins.batches_api").add_batches(app, state)
