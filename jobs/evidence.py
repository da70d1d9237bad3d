"""Looks up in the company's library what it can show for the requirements of a tender."""

from collections.abc import Sequence

from jobs.chain.coverage import Coverage
from jobs.chain.profile import Profile
from jobs.chain.tender import Requirement, Tender
from jobs.deps import Deps
from jobs.library.coverage import coverage
from jobs.library.terms import terms_of
from storage import library

MOST_ASKED = 60
"""Requirements looked up; what knocks out comes first."""
HITS = 5
FIRST = ("certification", "insurance", "mandatory", "policy", "attachment", "scored")


async def evidence_for(
    deps: Deps, tenant_id: str, tender: Tender, profile: Profile | None, *, shelved: bool = True
) -> tuple[Coverage, ...]:
    """One for each requirement that was looked up, in the order of the tender. Raises StorageError.

    `shelved` False: the library is known to be empty, and only the profile is asked.
    """
    asked = {requirement.id for requirement in _first(tender.requirements)}
    wanted = [requirement for requirement in tender.requirements if requirement.id in asked]
    if not wanted:
        return ()
    hits: dict[str, list[library.Hit]] = {}
    if shelved:
        async with deps.db.tenant_read(tenant_id) as tx:
            hits = {each.id: await library.search(tx, terms_of(each.text), limit=HITS) for each in wanted}
    return coverage(wanted, profile, hits, today=deps.now().date())


def _first(requirements: Sequence[Requirement]) -> list[Requirement]:
    return sorted(requirements, key=lambda each: FIRST.index(each.kind))[:MOST_ASKED]
