"""What a model reads: numbered passages, marked as data line by line, between lines with an unguessable word."""

from collections.abc import Iterable

from jobs.chain.model import Case
from jobs.chain.tender import Passage

MARK = "│ "


def passages_within(case: Case, room: int) -> tuple[Passage, ...]:
    """Passages in reading order up to `room` characters; the first is always there, cut if it must be."""
    kept: list[Passage] = []
    for passage in case.tender.passages:
        left = room - sum(len(each.text) for each in kept)
        if left <= 0:
            break
        kept.append(passage if len(passage.text) <= left else passage.model_copy(update={"text": passage.text[:left]}))
    return tuple(kept)


def material(case: Case, passages: Iterable[Passage], delimiter: str) -> str:
    """The user text of a call. `delimiter` is drawn anew for each call; wherever the notice contains it, it is taken out."""
    lines = [f"The notice, between the lines marked {delimiter}:", "", f"<<<{delimiter}"]
    lines += [f"[facts]\n{_marked(_facts(case), delimiter)}"]
    for passage in passages:
        lines += [f"[{passage.id}]", _marked(passage.text, delimiter)]
    lines += [f"{delimiter}>>>", "", "The company profile:", _profile(case), ""]
    lines += [f"Now fill in the form about the notice between the lines marked {delimiter}. Quote from numbered passages only."]
    return "\n".join(lines)


def _marked(text: str, delimiter: str) -> str:
    return "\n".join(MARK + line for line in text.replace(delimiter, "").splitlines())


def _facts(case: Case) -> str:
    shown = {
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
    return case.tender.model_dump_json(include=shown, exclude_none=True)


def _profile(case: Case) -> str:
    return case.profile.model_dump_json(exclude_defaults=True) if case.profile else "(none is set: what depends on it is unclear or null)"
