"""Sentences of the review of disputed answers; `bot.words` has all others."""

from collections.abc import Mapping

NOTHING_TO_REVIEW = "No disputed answer waits. Whoever presses thumbs-down under an answer puts it here; nothing becomes a golden case unless an admin promotes it."
REVIEW_HOW = (
    "*Edit…* says what would be right, *Promote* makes it a golden case of this workspace that `bidwright eval --workspace` judges from then on, "
    "*Dismiss* lets it rest. Personal data is masked before it is stored."
)
NO_VERDICT = "no verdict was given"
NO_REASON = "no reason given yet"
NOT_WRITTEN = "nobody has written yet what is right"
WRITTEN = "what is right is written down"
PROMOTED = "Promoted: the next `bidwright eval --workspace` judges this tender, and expects what was written."
DISMISSED = "Dismissed. The votes stay as they are, and the same dispute does not come back."
REFUSED: Mapping[str, str] = {
    # By `jobs.promotion.Refusal`.
    "gone": "This row is no longer there, so nothing was changed. Below is how the list stands now.",
    "decided": "Somebody decided this, changed it or took the vote back before you, so nothing was changed. Below is how the list stands now.",
    "unedited": "Not promoted: as it stands the case would expect the very answer that is disputed. Press Edit… and say what is right.",
    "lost": "Not promoted: the tender or the company profile that this answer was made of is no longer stored. Dismiss it, or analyse it again.",
    "sealed": (
        "Not promoted: this notice is too near to one of the sealed cases that are judged before a release only, "
        "and who mends to a copy of one has unsealed it. Nothing was stored."
    ),
    "known": "Not promoted: this tender is a golden case of your workspace already, for the same profile. Nothing was stored twice.",
}
SAVED = "Stored. Press *Promote* in the list to make it a golden case; until then nothing is judged by it."
CHANGED_MEANWHILE = (
    "Somebody else wrote on this, decided it or took the vote back since you opened the form, so yours was not stored. "
    "Close the form and open the list again with /bidwright review."
)
NEEDS_VERDICT = "Choose at least one verdict that a careful person could give."
BAD_KNOCK_OUT = "One a line: a code, a colon, and fail or unknown, such as “country: fail”."
BAD_DEADLINE = "Write it with its zone, such as 2027-01-12T12:00+01:00. “none”: the notice states none. Empty: not judged."
BAD_VALUE = "Write an amount and its currency, such as 240000 EUR. “none”: the notice states none. Empty: not judged."
TOO_MANY_WORDS = "At most 20, one a line, each of 100 characters or fewer."


def age(days: int) -> str:
    return "today" if days < 1 else "yesterday" if days == 1 else f"{days} days ago"


def people(count: int) -> str:
    return "1 person disputes it" if count == 1 else f"{count} people dispute it"
