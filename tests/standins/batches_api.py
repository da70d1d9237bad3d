"""Message Batches beside the Messages API stand-in: batches that end when a test says so, and every fault on demand.

`batches_of(api)` is the desk of a stand-in: `end()` a batch, script faults in `faults`, rearrange what results look like in `arrange`.
"""

import json
import re
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, Protocol
from weakref import WeakKeyDictionary

from aiohttp import web

from tests.standins.messages.replies import GOOD, Body, Reply
from tests.standins.messages.wire import error_body, wrong_with

Verb = Literal["create", "list", "retrieve", "cancel", "results"]
Verdict = Literal["succeeded", "errored", "canceled", "expired"]
CUSTOM_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")
LIFE = timedelta(hours=24)
EPOCH = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


class StandIn(Protocol):
    """As much of `MessagesStandIn` as is needed here."""

    def payload(self, reply: Reply, body: Body) -> Body: ...


@dataclass(frozen=True)
class Mishap:
    """`reply` in place of the good answer; `done`: what was asked for happened all the same."""

    reply: Reply
    done: bool = False


@dataclass
class Batch:
    """As the vendor holds it. `verdicts` and `replies` by custom id, once it has ended."""

    id: str
    requests: list[Body]
    created_at: datetime
    cancelled_at: datetime | None = None
    ended_at: datetime | None = None
    verdicts: dict[str, Verdict] = field(default_factory=dict[str, Verdict])
    replies: dict[str, Reply] = field(default_factory=dict[str, Reply])

    @property
    def ids(self) -> list[str]:
        return [request["custom_id"] for request in self.requests]

    def told(self) -> Body:
        counts = Counter(self.verdicts.values())
        numbers: dict[str, int] = {name: counts.get(name, 0) for name in ("succeeded", "errored", "canceled", "expired")}
        status = "ended" if self.ended_at else "canceling" if self.cancelled_at else "in_progress"
        times = {"created_at": self.created_at, "expires_at": self.created_at + LIFE, "ended_at": self.ended_at, "archived_at": None}
        return {
            "id": self.id,
            "type": "message_batch",
            "processing_status": status,
            "request_counts": {"processing": 0 if self.ended_at else len(self.requests), **numbers},
            "cancel_initiated_at": self.cancelled_at and self.cancelled_at.isoformat(),
            # Where a client that follows it would take its key: nobody of ours may.
            "results_url": "http://results.invalid/stolen" if self.ended_at else None,
            **{name: at and at.isoformat() for name, at in times.items()},
        }


class BatchesDesk:
    def __init__(self) -> None:
        self.now: Callable[[], datetime] = lambda: EPOCH
        self.held: dict[str, Batch] = {}
        """By the vendor's id, in order of creation."""
        self.faults: defaultdict[Verb, deque[Mishap]] = defaultdict(deque)
        self.arrange: Callable[[list[bytes]], Sequence[bytes]] = list
        """Of the lines of results, each with its line feed."""
        self.heard: Callable[[Verb], object] = lambda _: None
        """Called with each request."""
        self.journal: list[tuple[Verb, str]] = []
        """Verb and the vendor's id, or '' where there is none yet."""

    def end(
        self, id: str | None = None, verdicts: Mapping[str, Verdict] | None = None, replies: Mapping[str, Reply] | None = None
    ) -> Batch:
        """Ends that batch, or the only one; what `verdicts` do not name succeeded, or was canceled where that was asked for."""
        batch = self.held[id] if id else next(iter(self.held.values()))
        rest: Verdict = "canceled" if batch.cancelled_at else "succeeded"
        batch.verdicts = {**dict.fromkeys(batch.ids, rest), **(verdicts or {})}
        batch.replies = dict(replies or {})
        batch.ended_at = self.now()
        return batch

    def counted(self, verb: Verb) -> int:
        return sum(each == verb for each, _ in self.journal)


_DESKS: WeakKeyDictionary[StandIn, BatchesDesk] = WeakKeyDictionary()


def batches_of(api: StandIn) -> BatchesDesk:
    return _DESKS.setdefault(api, BatchesDesk())


def add_batches(app: web.Application, state: StandIn) -> None:
    """Joins the endpoints to the stand-in's app."""
    paths = _Paths(batches_of(state), state)
    app.router.add_post("/v1/messages/batches", paths.create)
    app.router.add_get("/v1/messages/batches", paths.list)
    app.router.add_get("/v1/messages/batches/{id}", paths.retrieve)
    app.router.add_post("/v1/messages/batches/{id}/cancel", paths.cancel)
    app.router.add_get("/v1/messages/batches/{id}/results", paths.results)


@dataclass(frozen=True)
class _Paths:
    desk: BatchesDesk
    api: StandIn

    async def create(self, request: web.Request) -> web.StreamResponse:
        body: Body = await request.json()
        mishap = self._noted("create", "")
        if mishap and not mishap.done:
            return await _broken(request, mishap.reply)
        ids = [each["custom_id"] for each in body["requests"]]
        if not ids or len(set(ids)) != len(ids) or not all(map(CUSTOM_ID.fullmatch, ids)):
            return web.json_response(error_body("invalid_request_error", None, "custom_id"), status=400)
        batch = Batch(f"msgbatch_{len(self.desk.held) + 1}", body["requests"], self.desk.now())
        self.desk.held[batch.id] = batch
        return await _broken(request, mishap.reply) if mishap else web.json_response(batch.told())

    async def list(self, request: web.Request) -> web.StreamResponse:
        if mishap := self._noted("list", ""):
            return await _broken(request, mishap.reply)
        newest = list(reversed(self.desk.held.values()))
        after, limit = request.query.get("after_id"), int(request.query.get("limit", "20"))
        start = next((place + 1 for place, batch in enumerate(newest) if batch.id == after), 0)
        page = [batch.told() for batch in newest[start : start + limit]]
        ends = {"first_id": page[0]["id"], "last_id": page[-1]["id"]} if page else {"first_id": None, "last_id": None}
        return web.json_response({"data": page, "has_more": start + limit < len(newest), **ends})

    async def retrieve(self, request: web.Request) -> web.StreamResponse:
        return await self._of_one(request, "retrieve", lambda batch: None)

    async def cancel(self, request: web.Request) -> web.StreamResponse:
        def cancelled(batch: Batch) -> None:
            batch.cancelled_at = batch.cancelled_at or self.desk.now()

        return await self._of_one(request, "cancel", cancelled)

    async def _of_one(self, request: web.Request, verb: Verb, act: Callable[[Batch], None]) -> web.StreamResponse:
        id = request.match_info["id"]
        if mishap := self._noted(verb, id):
            return await _broken(request, mishap.reply)
        batch = self.desk.held.get(id)
        if batch is None:
            return web.json_response(error_body("not_found_error", None, id), status=404)
        act(batch)
        return web.json_response(batch.told())

    async def results(self, request: web.Request) -> web.StreamResponse:
        id = request.match_info["id"]
        mishap, batch = self._noted("results", id), self.desk.held.get(id)
        if mishap and not mishap.reply.cut:
            return await _broken(request, mishap.reply)
        if batch is None or batch.ended_at is None:
            return web.json_response(error_body("not_found_error", None, id), status=404)
        lines = [json.dumps(self._line(batch, each)).encode() + b"\n" for each in batch.requests]
        whole = b"".join(self.desk.arrange(lines))
        if mishap:
            return await _cut(request, whole)
        response = web.StreamResponse(headers={"content-type": "application/binary"})
        await response.prepare(request)
        for start in range(0, len(whole), 700):  # pieces that end in the middle of lines
            await response.write(whole[start : start + 700])
        return response

    def _line(self, batch: Batch, each: Body) -> Body:
        id, params = each["custom_id"], each["params"]
        result: dict[str, Any] = {"type": batch.verdicts[id]}
        if wrong := wrong_with(params):
            result = {"type": "errored", "error": error_body("invalid_request_error", None, wrong)}
        elif result["type"] == "succeeded":
            result["message"] = self.api.payload(batch.replies.get(id, GOOD), params)
        elif result["type"] == "errored":
            result["error"] = error_body("api_error", None, "so it goes")
        return {"custom_id": id, "result": result}

    def _noted(self, verb: Verb, id: str) -> Mishap | None:
        self.desk.journal.append((verb, id))
        self.desk.heard(verb)
        return self.desk.faults[verb].popleft() if self.desk.faults[verb] else None


async def _broken(request: web.Request, reply: Reply) -> web.StreamResponse:
    if reply.refuse_connection and request.transport is not None:
        request.transport.abort()
    kind = reply.error or ("api_error", None)
    payload = reply.raw if reply.raw is not None else json.dumps(error_body(*kind, reply.message)).encode()
    return web.Response(body=payload, status=reply.status, headers=dict(reply.headers), content_type="application/json")


async def _cut(request: web.Request, whole: bytes) -> web.StreamResponse:
    response = web.StreamResponse(headers={"content-type": "application/binary"})
    await response.prepare(request)
    await response.write(whole[: len(whole) * 2 // 3])
    if request.transport is not None:
        request.transport.abort()
    return response
