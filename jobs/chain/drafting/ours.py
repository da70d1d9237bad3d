"""What the company can say of itself in a bid: its profile and what the library shows, as passages that claims must rest on."""

from datetime import date

import pycountry

from jobs.chain.model import Case
from jobs.chain.profile import Profile
from jobs.chain.tender import Passage

MOST, LONGEST = 60, 600
"""Lines of the company, and characters of each: what a prompt has room for."""


def ours(case: Case) -> tuple[Passage, ...]:
    """Numbered `o1`, `o2` …; the anchor is the place that people see: a field of the profile, or a document of the library.

    What has expired is left out, and so is what a buyer must not read: the values we want, whom we avoid, how long we need.
    """
    found: list[tuple[str, str]] = _of_profile(case.profile, case.now.date()) if case.profile else []
    for held in case.coverage:
        if held.status == "held":
            found += [(proof.place, proof.quote) for proof in held.evidence if not proof.source.startswith("profile.")]
    return tuple(
        Passage(id=f"o{number}", text=text[:LONGEST], anchor=place, document=place)
        for number, (place, text) in enumerate(list(dict.fromkeys(found))[:MOST], 1)
    )


def _of_profile(profile: Profile, today: date) -> list[tuple[str, str]]:
    lines = [("profile.name", profile.name)]
    lines += [("profile.capabilities", "; ".join(profile.capabilities))]
    lines += [("profile.countries", ", ".join(map(_country, profile.countries)))]
    lines += [("profile.languages", ", ".join(map(_language, profile.languages)))]
    if profile.turnover is not None:
        lines.append(("profile.turnover", f"{profile.turnover:,.0f} {profile.currency} a year"))
    for each in profile.certificates:
        if _is_valid(each.expires, today):
            lines.append(("profile.certificates", f"{each.name}, expires {each.expires}" if each.expires else each.name))
    lines += [("profile.references", line) for line in profile.references]
    return [(place, text) for place, text in lines if text.strip()]


def _is_valid(expires: str | None, today: date) -> bool:
    try:
        return expires is None or date.fromisoformat(expires) >= today
    except ValueError:
        return False


def _country(code: str) -> str:
    found = pycountry.countries.get(alpha_3=code)
    return f"{found.name} ({code})" if found else code


def _language(code: str) -> str:
    found = pycountry.languages.get(alpha_3=code)
    return f"{found.name} ({code})" if found else code
