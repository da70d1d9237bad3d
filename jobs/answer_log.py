"""What of an answer goes into the eval log: masked words, the versions that made it, what it cost, and where its input lies.

The input itself stays where it is, in the tender's and the profile's own rows: the log names them by content and version, and
whoever makes a case of it (`jobs.promotion`) masks them then. Nothing personal is ever written to the log.
"""

import asyncio
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, cast

from jobs import masking
from jobs.chain.guards.out_private import PERSONAL
from jobs.chain.model import Case
from jobs.chain.pii.case import CODED
from jobs.chain.pii.mask import Masker
from jobs.chain.pii.tokens import TOKEN
from jobs.chain.pipeline import Outcome
from jobs.chain.tender import Tender
from jobs.deps import Deps
from storage import gazetteer, runs, spend, tenders
from storage.errors import NotFound
from storage.scope import TenantTx

KEY_BYTES = masking.KEY_BYTES
STANDING: frozenset[str] = CODED - {"anchor"} | frozenset(
    {"analyst", "code", "depth", "family", "policy", "prompts", "question", "same_as", "state", "stored_at", "tender_id", "verdict"}
)
"""Fields of an outcome that hold our own codes and hashes. An anchor is none: it may begin with the name of a file."""
MOST_CHARS = 100_000
"""Of a tender, read for the names it tells before a person's words about it are masked: that happens while Slack waits."""


@dataclass(frozen=True)
class Logged:
    """An answer as it may be kept for ever; `profile_version` 0 is the deployment's profile, or none."""

    judged_at: datetime | None = None
    profile_version: int = 0
    outcome: Mapping[str, Any] = field(default_factory=dict[str, Any])
    news: tuple[str, ...] = ()


async def logged(
    deps: Deps,
    tenant_id: str,
    case: Case,
    outcome: Outcome,
    *,
    news: Sequence[str],
    profile_version: int,
    is_masked: bool,
    random: Callable[[int], bytes] = secrets.token_bytes,
) -> Logged:
    """`case` and `outcome` as they were judged; `is_masked`: that was done before a model saw them. Raises StorageError.

    What rules judged is masked by a key that is then forgotten: the log is read by whoever evaluates, and needs no way back.
    """
    body = outcome.model_dump(mode="json")
    if not is_masked:
        async with deps.db.tenant_read(tenant_id) as tx:
            names = await gazetteer.names(tx)

        def work() -> tuple[dict[str, Any], tuple[str, ...]]:
            masker = Masker(random(KEY_BYTES), names=names)
            for text in dict.fromkeys(passage.text for passage in case.tender.passages):
                masker.mask(text)  # for the names that only a contact block of the tender tells
            mask = cache(masker.mask)  # a quote stands in several claims
            return cast(dict[str, Any], _masked(body, mask)), tuple(map(mask, news))

        body, news = await asyncio.to_thread(work)
    return Logged(case.now, profile_version, body, tuple(news))


async def entry(tx: TenantTx, logged: Logged, run: runs.Run, tender: Tender, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The row's body. `facts`: what the end of the run wrote beside its outcome, all of it codes and numbers."""
    analysis: Mapping[str, Any] = logged.outcome.get("analysis") or {}
    calls = await spend.calls_of(tx, run.id) if analysis.get("analyst") not in (None, "rules") else []
    return {
        "depth": run.depth,
        "content_hash": tender.content_hash,
        "source": tender.source,
        "external_id": tender.external_id,
        "tender_kind": tender.kind,
        "profile_version": logged.profile_version,
        "judged_at": logged.judged_at.isoformat() if logged.judged_at else None,
        "prompts": list(analysis.get("prompts") or ()),
        "models": sorted({call.model for call in calls}),
        "calls": len(calls),
        "cost_micro_usd": sum(call.cost_micro_usd for call in calls),
        "outcome": {**logged.outcome, **facts, "news": list(logged.news)},
    }


async def masked_words(deps: Deps, tenant_id: str, run_id: str, words: str) -> str:
    """What a person wrote about a run's answer, a plain word where something personal stood: it is read by others, and nothing puts it back.

    Names that only the run's tender tells are known too. Raises NotFound for a run of another workspace, StorageError.
    """
    async with deps.db.tenant_read(tenant_id) as tx:
        run = await runs.get(tx, run_id)
        known = await masking.kept(tx, deps.cipher, run_id)
        names = await gazetteer.names(tx)
        told = [] if known or run.tender_id is None else await _passages(tx, run.tender_id)

    def work() -> str:
        masker = Masker(secrets.token_bytes(KEY_BYTES), names=names)
        for token, value in known.tokens.items() if known else ():
            if token.startswith("\u27e6NAME"):
                masker.learn(value)
        for text in told:
            masker.mask(text)
        return TOKEN.sub(PERSONAL, masker.mask(words))

    return await asyncio.to_thread(work)


async def _passages(tx: TenantTx, tender_id: str) -> list[str]:
    try:
        body = (await tenders.get(tx, tender_id)).body
    except NotFound:
        return []
    left, found = MOST_CHARS, list[str]()
    for passage in body.get("passages", ()):
        text = str(passage.get("text", ""))[:left]
        found.append(text)
        left -= len(text)
    return found


def _masked(value: object, mask: Callable[[str], str], name: str = "") -> object:
    if isinstance(value, str):
        return value if name in STANDING or not value else mask(value)
    if isinstance(value, Mapping):
        return {key: _masked(each, mask, str(key)) for key, each in cast(Mapping[str, object], value).items()}
    if isinstance(value, list | tuple):
        return [_masked(each, mask, name) for each in cast(Sequence[object], value)]
    return value
