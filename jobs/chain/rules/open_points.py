"""What keeps a good sum from being a plain yes: facts of the notice that somebody has to settle first, whoever judged the rest."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from jobs.chain.analysis import Claim
from jobs.chain.missing import THIN, text_length
from jobs.chain.model import Case
from jobs.chain.profile import Profile
from jobs.chain.rules import cite
from jobs.chain.rules.calendar import working_days
from jobs.chain.rules.knock_outs import open_deadlines
from jobs.chain.rules.languages import is_known, same_language
from jobs.chain.rules.matching import size_fit
from jobs.chain.tender import Tender

WESTMOST = timedelta(hours=12)
"""How much later than in UTC a wall clock without a zone may show the same time."""
DAY_ALONE = len("2027-01-31")
OUTSIDE = {"near": "just outside", "over": "above", "under": "below"}


def open_points(case: Case) -> tuple[Claim, ...]:
    """Open points of language, size and time, each with its evidence; none without a profile."""
    if case.profile is None:
        return ()
    return (*_language(case.tender, case.profile), *_size(case.tender, case.profile), *_time(case, case.profile))


def foreign(tender: Tender, profile: Profile) -> str | None:
    """The language offers are written in, where it is stated and the company lists none of those allowed; else that of the notice,
    where it is none of those allowed: somebody must read it, and the box that was ticked may be the wrong one.
    """
    allowed = tender.submission_languages or ((tender.notice_lang,) if tender.notice_lang else ())
    if not allowed or not profile.languages:
        return None
    if not _is_among(allowed, profile.languages):
        return allowed[0]
    written = tender.notice_lang
    odd = written is not None and is_known(written) and not _is_among((written,), allowed) and not _is_among((written,), profile.languages)
    return written if odd else None


def _is_among(these: Sequence[str], those: Sequence[str]) -> bool:
    return any(same_language(each, other) for each in these for other in those)


def hardly_any_text(tender: Tender) -> tuple[Claim, ...]:
    """Said where there is too little text to judge the work by, whatever codes and sums say."""
    if text_length(tender) >= THIN:
        return ()
    return (cite.claim("There is hardly any text: too little to judge the work by.", *cite.fact(tender, "description", "title")[:1]),)


def questions_closed(case: Case) -> tuple[Claim, ...]:
    """Said where the last moment for questions has passed in every zone: what is unclear stays so."""
    published = case.tender.clarification_deadline
    try:
        last = datetime.fromisoformat(published or "")
    except ValueError:
        return ()
    if last.tzinfo is None:
        last = last.replace(tzinfo=UTC) + WESTMOST + (timedelta(days=1) if len(published or "") == DAY_ALONE else timedelta())
    if last >= case.now:
        return ()
    text = f"The last day for questions has passed ({published}): what is unclear stays unclear."
    return (cite.claim(text, *cite.fact(case.tender, "clarification_deadline")),)


def _language(tender: Tender, profile: Profile) -> Iterator[Claim]:
    if language := foreign(tender, profile):
        text = f"The offer is written in {language}, which you do not list: who writes it?"
        if tender.submission_languages and not _is_among((language,), tender.submission_languages):
            text = f"The notice is written in {language}, which you do not list, and offers are to be in {', '.join(tender.submission_languages)}: ask which holds."
        yield cite.claim(text, *cite.fact(tender, "submission_languages", "notice_lang")[:1])


def _size(tender: Tender, profile: Profile) -> Iterator[Claim]:
    money = tender.estimated_value
    fit = size_fit(money, profile)
    if money is None or fit is None or fit == "within" or money.basis == "framework_maximum" or len(tender.lots) > 1:
        return  # a ceiling is shared, and one may bid for single lots
    text = f"{money.amount:,.0f} {money.currency} is {OUTSIDE[fit]} your range: is that a contract you take?"
    yield cite.claim(text, *cite.fact(tender, "estimated_value"))


def _time(case: Case, profile: Profile) -> Iterator[Claim]:
    ahead = open_deadlines(case.tender, case.now)
    days = working_days(case.now, ahead[0][1]) if ahead else profile.bid_days
    if days < profile.bid_days:
        text = f"{days} working days are left, and an offer takes you about {profile.bid_days}: who has the time?"
        yield cite.claim(text, *cite.fact(case.tender, "deadlines", "deadline")[:1])
