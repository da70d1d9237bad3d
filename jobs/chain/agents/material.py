"""What a model reads: the company, then numbered passages, marked as data line by line, between lines with an unguessable word."""

from collections.abc import Iterable

from jobs.chain.model import Case
from jobs.chain.tender import Passage

MARK = "│ "
FACTS_ROOM, PROFILE_ROOM = 12_000, 20_000
"""Characters of coded facts and of the profile: both are small, unless somebody made them large."""
NO_PROFILE = "(none is set: what depends on it is unclear or null)"
NOT_NEEDED = "(not needed for this)"
FACTS = {
    "title",
    "buyer",
    "buyer_country",
    "cpv_all",
    "nature",
    "procedure",
    "framework",
    "deadlines",
    "estimated_value",
    "award_criteria",
}


def material(case: Case, passages: Iterable[Passage], delimiter: str, *, company: bool = True) -> str:
    """The user text of a call. `delimiter` is unguessable; wherever the notice contains it, it is taken out."""
    return head(case, delimiter, company=company) + body(passages, delimiter)


def head(case: Case, delimiter: str, *, company: bool = True) -> str:
    """All before the passages: the same for every window of a step, so that the vendor's prompt cache can hold it."""
    profile = (
        (case.profile.model_dump_json(exclude_defaults=True)[:PROFILE_ROOM] if case.profile else NO_PROFILE) if company else NOT_NEEDED
    )
    facts = case.tender.model_dump_json(include=FACTS, exclude_none=True)[:FACTS_ROOM]
    lines = ["The company profile:", profile, "", f"The notice, between the lines marked {delimiter}:", "", f"<<<{delimiter}"]
    return "\n".join([*lines, f"[facts]\n{_marked(facts, delimiter)}", ""])


def body(passages: Iterable[Passage], delimiter: str) -> str:
    lines = [line for passage in passages for line in (f"[{passage.id}]", _marked(passage.text, delimiter))]
    lines += [f"{delimiter}>>>", ""]
    lines += [f"Now fill in the form about the notice between the lines marked {delimiter}. Quote from numbered passages only."]
    return "\n".join(lines)


def size(text: str) -> int:
    """Bytes of UTF-8 with the marks of its lines."""
    return len(text.encode(errors="surrogatepass")) + len(MARK.encode()) * (text.count("\n") + 1)


def _marked(text: str, delimiter: str) -> str:
    return "\n".join(MARK + line for line in text.replace(delimiter, "").splitlines())
