"""What the storage tests begin with: a fixed time, two workspaces, a run."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from storage import batch_items, quality, questions, runs, spend, tenants
from storage.cipher import Cipher
from storage.db import Database
from storage.scope import TenantTx

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
CIPHER = Cipher([("2026", b"0123456789abcdef0123456789abcdef")])
PERIOD = "2026-11"
TOKEN = "tok"


class Turn(NamedTuple):
    """A place in a queue of `storage.pacing`."""

    key: str
    interval: timedelta
    burst: int


HERE, THERE = "ten_here", "ten_there"


async def workspaces(database: Database, *names: str) -> None:
    """Makes HERE and THERE, or the named tenants."""
    for name in names or (HERE, THERE):
        async with database.tenant(name) as tx:
            await tenants.ensure(tx, name=name.title(), enterprise_id="", team_id=f"T_{name}", now=NOW)


def new_run(id: str = "run_1", **changed: Any) -> runs.NewRun:
    values: dict[str, Any] = {
        "dedupe_key": f"key of {id}", "request_id": "req_1", "requester": "U1", "surface": "command", "channel": "C1",
        "depth": "standard", "source_kind": "text", "input_ref": "vault_1",
    }  # fmt: skip
    return runs.NewRun(id=id, **{**values, **changed})


def call(id: str = "call_1", **changed: Any) -> spend.Call:
    values: dict[str, Any] = {
        "run_id": "run_1", "step": "screen", "feature": "analyze", "member": "U1", "tier": "small", "model": "model-a", "outcome": "ok",
        "input_tokens": 100, "output_tokens": 10, "cache_read_tokens": 3, "cache_write_tokens": 4, "cost_micro_usd": 50, "duration_ms": 800,
        "request_id": "req_1", "batch": False,
    }  # fmt: skip
    return spend.Call(id=id, **{**values, **changed})


async def accepted(tx: TenantTx, id: str = "run_1", now: datetime = NOW) -> str:
    return (await runs.accept(tx, new_run(id), now)).run_id


async def running(tx: TenantTx, id: str = "run_1", *, token: str = TOKEN, now: datetime = NOW, lease_seconds: float = 10) -> runs.Run:
    await accepted(tx, id, now)
    run = await runs.claim(tx, id, 1, token=token, now=now, lease_seconds=lease_seconds)
    assert run is not None
    return run


@dataclass(frozen=True)
class Chunk:
    text: str
    anchor: str
    page: int | None


def chunk(text: str, anchor: str = "page 1", page: int | None = 1) -> Chunk:
    return Chunk(text, anchor, page)


def document(name: str, **changed: Any) -> dict[str, Any]:
    """What `library.add` takes beside id and chunks."""
    values: dict[str, Any] = {
        "name": name, "kind": "reference", "content_hash": f"hash of {name}", "added_by": "U1", "pages": 1, "status": "read", "reason": None,
        "now": NOW,
    }  # fmt: skip
    return values | changed


VERSION = questions.Version("tnd_1", "h", "library 1", "answer@1#a")


def question(id: str, tender_id: str, **changed: Any) -> questions.NewQuestion:
    """A question of the thread `run_1` about content `h`; `version` takes changes of its own as a mapping."""
    version = replace(VERSION, tender_id=tender_id, **changed.pop("version", {}))
    values: dict[str, Any] = {
        "thread": "run_1", "signature": "1:abc", "keys": {"version": 1}, "text": "What is the deadline?", "body": {"claims": []},
        "reusable": True, "member": "U1",
    }  # fmt: skip
    return questions.NewQuestion(id=id, version=version, **{**values, **changed})


def batch_item(id: str, **changed: Any) -> batch_items.NewItem:
    """A request that waits in the batch `batch_1`."""
    values: dict[str, Any] = {
        "batch_id": "batch_1", "key": f"key of {id}", "feature": "digest", "run_id": None, "member": None, "step": "screen", "tier": "small",
        "model": "model-a", "held": 9, "day": "2026-11-02", "expires_at": NOW + 60 * MINUTE,
    }  # fmt: skip
    return batch_items.NewItem(id=id, **{**values, **changed})


def figure(run_id: str, **changed: Any) -> quality.Figure:
    """Of an answer that says bid, before anything is fitted."""
    values: dict[str, Any] = {
        "verdict": "bid", "score": 72, "raw": 0.7, "facts": {"open": 0}, "unsupported": 0.1, "fallback": False, "share": None,
        "called_right": None, "called": None, "calibration": None, "created_at": NOW,
    }  # fmt: skip
    return quality.Figure(run_id=run_id, **{**values, **changed})
