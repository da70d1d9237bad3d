"""From a vote against an answer to a golden case of the workspace: what is disputed, and what an admin's promotion stores."""

import asyncio
import hashlib
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from pydantic import ValidationError

from jobs import masking
from jobs.chain.analysis import Analysis
from jobs.chain.model import Case
from jobs.chain.pii.case import mask_case
from jobs.chain.pii.mask import Masker
from jobs.chain.profile import Profile
from jobs.chain.tender import Tender
from jobs.deps import Deps
from jobs.evals import sealed
from jobs.evals.case import Expected
from jobs.evals.workspace import case_of, draft, input_of
from jobs.stored_answer import question_of
from storage import audit, candidates, eval_log, gazetteer, golden_cases, runs, tenants, tenders
from storage.candidates import Candidate, Subject
from storage.errors import Conflict, NotFound
from storage.scope import TenantTx

LABELLED_BY = ("disputed in the thread of the answer", "written and promoted by an admin of the workspace")
LONGEST_PURPOSE = 300
"""Characters of what was said against the answer that the case keeps as its purpose."""

Refusal = Literal["gone", "decided", "unedited", "lost", "sealed", "known"]
"""Why nothing was promoted: the row vanished; somebody was quicker; nobody wrote what is right; the tender or the profile it was judged
by is no longer there; it is near a sealed case; the tender is a case for this profile already."""


@dataclass(frozen=True)
class Material:
    """What the answer was made of."""

    tender: Tender
    profile: Profile | None


def subject_of(entry: eval_log.Entry, run: runs.Run, part: str) -> Subject | None:
    """What somebody disputes; None for an answer whose row in the eval log does not say of what and when it was made."""
    body = entry.body
    outcome: Mapping[str, Any] = body.get("outcome") or {}
    analysis: Mapping[str, Any] = outcome.get("analysis") or {}
    tender_id, question, judged_at = outcome.get("tender_id"), outcome.get("question"), body.get("judged_at")
    if not (isinstance(tender_id, str) and isinstance(question, str) and isinstance(judged_at, str)):
        return None  # written by a version that logged less
    provenance = {
        "run": run.id, "asked_by": run.requester, "asked_at": run.created_at.isoformat(), "judged_at": judged_at,
        "depth": run.depth, "analyst": analysis.get("analyst"), "policy": analysis.get("policy"), "prompts": body.get("prompts", []),
        "models": body.get("models", []),
    }  # fmt: skip
    version = int(body.get("profile_version") or 0)
    return Subject(str(body.get("content_hash")), question, version, part, run.id, tender_id, analysis.get("verdict"), provenance)


async def material(tx: TenantTx, deps: Deps, candidate: Candidate) -> Material | None:
    """None where the tender or the profile that was judged is no longer to be had, or was stored by another version."""
    body = await tenders.content(tx, candidate.tender_id, candidate.content_hash)
    row = await tenants.profile_at(tx, candidate.profile_version) if candidate.profile_version else None
    about = row.body if row else deps.default_profile if candidate.profile_version == 0 else None
    if body is None or (row is None and candidate.profile_version):
        return None
    try:
        found = Material(Tender.model_validate(body), Profile.model_validate(about) if about else None)
    except ValidationError:
        return None
    return found if _is_the_same(found, candidate) else None


async def begin(tx: TenantTx, deps: Deps, candidate: Candidate) -> Expected | None:
    """What an admin goes on from: what was written before, else the answer less what is said against it. None where it is lost."""
    if candidate.expected is not None:
        return Expected.model_validate(candidate.expected)
    found = await material(tx, deps, candidate)
    if found is None:
        return None
    reasons = {each for said in (await candidates.disputes_of(tx, [candidate.id])).get(candidate.id, []) for each in said.reasons}
    return draft(found.tender, await _answer(tx, candidate), verdict_is_wrong="wrong_judgement" in reasons)


async def promote(
    deps: Deps,
    tenant_id: str,
    candidate_id: str,
    *,
    by: str,
    request_id: str | None,
    random: Callable[[int], bytes] = secrets.token_bytes,
) -> Refusal | Literal["promoted"]:
    """Makes the candidate a golden case, masked, once; whatever speaks against it changes nothing. Raises StorageError."""
    async with deps.db.tenant_read(tenant_id) as tx:
        try:
            candidate = await candidates.get(tx, candidate_id)
        except NotFound:
            return "gone"
        if candidate.state != "open":
            return "decided"
        if candidate.expected is None:
            return "unedited"
        found = await material(tx, deps, candidate)
        names = await gazetteer.names(tx)
    if found is None:
        return "lost"
    if await asyncio.to_thread(sealed.is_near_copy, found.tender):
        return "sealed"
    masker = Masker(random(masking.KEY_BYTES), names=names)
    async with deps.db.tenant_read(tenant_id) as tx:
        against = (await candidates.disputes_of(tx, [candidate.id])).get(candidate.id, [])
    row = await asyncio.to_thread(_row, candidate, found, against, masker, deps.now())
    provenance = {**row.provenance, "promoted_by": by, "promoted_at": deps.now().isoformat()}
    return await _store(deps, tenant_id, candidate, row, provenance, by=by, request_id=request_id)


async def _store(
    deps: Deps,
    tenant_id: str,
    candidate: Candidate,
    row: golden_cases.GoldenRow,
    provenance: Mapping[str, Any],
    *,
    by: str,
    request_id: str | None,
) -> Refusal | Literal["promoted"]:
    try:
        async with deps.db.tenant(tenant_id) as tx:
            if not await candidates.decide(tx, candidate.id, "promoted", revision=candidate.revision, by=by, now=deps.now()):
                return "decided"
            whole = replace(row, provenance=provenance)
            if not await golden_cases.add(tx, whole):
                # Leaving by an error takes the decision back.
                raise Conflict("The tender is a case of this workspace already.")
            await audit.record(
                tx, actor=by, act="case_promoted", subject=f"candidate:{candidate.id}", before={"state": "open"},
                after={"case": row.id, "run": candidate.run_id, "revision": candidate.revision}, request_id=request_id, now=deps.now(),
            )  # fmt: skip
    except Conflict:
        return "known"
    return "promoted"


def _row(candidate: Candidate, found: Material, against: list[candidates.Dispute], masker: Masker, now: datetime) -> golden_cases.GoldenRow:
    judged_at = datetime.fromisoformat(candidate.provenance["judged_at"])
    safe = mask_case(Case(tender=found.tender, profile=found.profile, now=judged_at), masker)
    expected = Expected.model_validate(candidate.expected)
    expected = expected.model_copy(update={"must_not": tuple(map(masker.mask, expected.must_not))})
    dedupe = _dedupe(found)
    source, notice = input_of(safe.tender)
    case = case_of(
        f"workspace-{dedupe[:12]}", safe.tender, expected,
        source=source, judged_at=judged_at, tests=_purpose(against), labelled_by=LABELLED_BY,
    )  # fmt: skip
    provenance = {
        **candidate.provenance, "candidate": candidate.id, "tender": candidate.tender_id, "content_hash": candidate.content_hash,
        "disputed_by": sorted({each.member for each in against}), "revision": candidate.revision,
    }  # fmt: skip
    return golden_cases.GoldenRow(
        case.id,
        dedupe,
        candidate.id,
        notice,
        safe.profile.model_dump(mode="json") if safe.profile else {},
        # What is not judged must stay unset: a field that is null is one that must be said to be unknown.
        case.model_dump(mode="json", exclude_unset=True),
        provenance,
        now,
    )


def _purpose(against: list[candidates.Dispute]) -> str:
    reasons = sorted({each for said in against for each in said.reasons})
    words = next((said.correction for said in against if said.correction), "")
    return f"Disputed: {', '.join(reasons) or 'without a reason'}. {words}".strip()[:LONGEST_PURPOSE]


def _dedupe(found: Material) -> str:
    about = found.profile.model_dump_json() if found.profile else ""
    return hashlib.sha256(f"{found.tender.content_hash}\0{about}".encode("utf-8", "surrogatepass")).hexdigest()


def _is_the_same(found: Material, candidate: Candidate) -> bool:
    """The deployment's own profile has no versions: the question tells whether it is still the one that was judged by."""
    depth, policy = candidate.provenance.get("depth"), candidate.provenance.get("policy")
    if candidate.profile_version or not (isinstance(depth, str) and isinstance(policy, str)):
        return True
    return question_of(found.tender, found.profile, depth, policy) == candidate.question


async def _answer(tx: TenantTx, candidate: Candidate) -> Analysis | None:
    for entry in await eval_log.entries(tx, run_id=candidate.run_id, kind="answer", limit=1):
        try:
            return Analysis.model_validate((entry.body.get("outcome") or {}).get("analysis"))
        except ValidationError:  # stored by an older version, or refused
            return None
    return None
