"""One proposed change of one field, put into the company profile through the very readers of the profile's form."""

import re

from bot import words_learning
from bot.blocks.profile import FIELDS, as_text
from bot.here import Here
from bot.profile_form import Mistakes, differences, filled_in
from jobs.chain.errors import BadInput, BidwrightError
from jobs.chain.profile import Profile
from jobs.company_words import Proposal
from jobs.sources.countries import alpha3
from jobs.sources.languages import alpha3_language
from storage import audit, corrections, tenants
from storage.scope import TenantTx

BY_ATTRIBUTE = {field.attribute: field for field in FIELDS}
OPPOSITE = {"countries": "excluded_countries", "excluded_countries": "countries"}
"""A country that is added to one leaves the other: it cannot be in both."""


class ChangedMeanwhile(BidwrightError):
    """Somebody else saved a version of the profile in the same moment; nothing was stored."""


async def current(tx: TenantTx, here: Here) -> tuple[Profile | None, tenants.ProfileRow | None]:
    """The profile in force, and its row where it is the workspace's own."""
    row = await tenants.profile(tx)
    body = row.body if row else here.deps.default_profile
    return (Profile.model_validate(body) if body is not None else None), row


async def apply_correction(here: Here, id: str, edited: Proposal | None) -> int | Mistakes | None:
    """Apply what a person said, as an admin edited it or as it was proposed: the version of the profile that says so now.

    Mistakes, by the ids of the profile's form, where a field does not take the value; None where it was decided before. One transaction
    decides it and stores the profile: two admins at once store it once. Raises ChangedMeanwhile, BadInput without a profile, StorageError.
    """
    now = here.deps.now()
    async with here.deps.db.tenant(here.tenant_id) as tx:
        found = await corrections.get(tx, id)
        proposal = edited or (Proposal.model_validate(found.proposal) if found and found.proposal else None)
        if found is None or found.state != "open" or proposal is None:
            return None
        profile, row = await current(tx, here)
        if profile is None:
            raise BadInput("no_profile", words_learning.NO_COMPANY)
        after = changed(profile, proposal)
        if isinstance(after, Mistakes):
            return after
        before, different = (row.version if row else 0), differences(profile, after)
        version = before + 1 if different else before
        if not await corrections.decide(tx, id, state="applied", by=here.member, now=now, version=version):
            return None
        if different and await tenants.set_profile(tx, after.model_dump(mode="json"), by=here.member, now=now) != version:
            raise ChangedMeanwhile(words_learning.PROFILE_MOVED)  # leaving by an error takes the decision back
        told = {"version": version, "fields": list(different), "correction": id, "run": found.run_id, "edited": edited is not None}
        await audit.record(
            tx, actor=here.member, act="correction_applied", subject="profile", before={"version": before}, after=told,
            request_id=here.request_id, now=now,
        )  # fmt: skip
    return version


def changed(profile: Profile, change: Proposal) -> Profile | Mistakes:
    """The profile with the change; Mistakes, by the ids of the profile's form, for a value that its field does not take."""
    attribute = change.field
    texts = {attribute: _text(profile, change)}
    if attribute in OPPOSITE and change.how == "add":
        other = OPPOSITE[attribute]
        texts[other] = _without(as_text(profile, other), change.value, other)
    values = {BY_ATTRIBUTE[name].id: {BY_ATTRIBUTE[name].id: {"value": text}} for name, text in texts.items()}
    return filled_in(values, profile)


def _text(profile: Profile, change: Proposal) -> str:
    """The field as it would stand in the form."""
    if not BY_ATTRIBUTE[change.field].lines:
        return "" if change.how == "remove" else change.value
    if change.how == "set":
        return change.value
    rest = _without(as_text(profile, change.field), change.value, change.field)
    # A certificate that is there already is renewed in its place: two of one name would contradict each other.
    return "\n".join(each for each in (rest, "" if change.how == "remove" else change.value) if each)


def _without(lines: str, entry: str, attribute: str) -> str:
    wanted = _key(entry, attribute)
    return "\n".join(line for line in lines.split("\n") if _key(line, attribute) != wanted)


def _key(line: str, attribute: str) -> str:
    """What two entries that mean the same have in common."""
    match attribute:
        case "countries" | "excluded_countries":
            return alpha3(line) or line.casefold()
        case "languages":
            return alpha3_language(line) or line.casefold()
        case "certificates":
            return re.sub(r"[\s,;-]|\d{4}-\d\d-\d\d", "", line).casefold()
        case _:
            return " ".join(line.split()).casefold()
