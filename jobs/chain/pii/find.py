"""All personal data of one text: every scan over one bare copy, then one reading for each place."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from jobs.chain.pii.accounts import cards, ibans
from jobs.chain.pii.bare import Bare, bare
from jobs.chain.pii.contacts import contacts, names_beside
from jobs.chain.pii.emails import emails, user_infos
from jobs.chain.pii.finding import Finding, resolve
from jobs.chain.pii.gazetteer import Gazetteer
from jobs.chain.pii.national_numbers import national_numbers
from jobs.chain.pii.phones import phones, phones_beside
from jobs.chain.pii.vat_numbers import vat_numbers


def find(text: str, *, names: Sequence[str] = ()) -> tuple[Finding, ...]:
    """What in `text` is personal, or an account or tax number, in order and without overlaps; `names` are those a workspace
    knows. Linear in the length of `text`. Names that are neither known nor marked by their place are not seen.
    """
    copy = bare(text)
    return tuple(Finding(each.type, *copy.span(each.start, each.end)) for each in find_in(copy, Gazetteer(names)))


def find_in(copy: Bare, gazetteer: Gazetteer) -> list[Finding]:
    """`find` on a bare copy, offsets in the copy. A name met as a contact is looked for in the whole text."""
    secrets = user_infos(copy)
    mails = list(emails(copy, frozenset(secret.end for secret in secrets)))
    found = secrets + mails + list(phones(copy))
    found += _clear_of(mails, _by_place(copy, mails))
    found += phones_beside(copy, resolve(each for each in found if each.type in ("email", "phone", "contact")))
    for numbers in (ibans, cards, vat_numbers, national_numbers):
        found += numbers(copy)
    if gazetteer:
        found += _clear_of(mails, gazetteer.find(copy))
    return resolve(found)


def _clear_of(mails: Sequence[Finding], names: Iterable[Finding]) -> list[Finding]:
    """Without names that reach into an address: one read across the line break above `anna.muster@…` would join the two."""
    starts = [mail.start for mail in mails]
    kept: list[Finding] = []
    for name in names:
        before = bisect_left(starts, name.end) - 1
        if before < 0 or mails[before].end <= name.start:
            kept.append(name)
    return kept


def _by_place(copy: Bare, mails: Iterable[Finding]) -> list[Finding]:
    found = [*contacts(copy), *names_beside(copy, mails)]
    met = Gazetteer({copy.text[each.start : each.end] for each in found if " " in copy.text[each.start : each.end]})
    return found + [Finding("contact", each.start, each.end) for each in met.find(copy)] if met else found
