"""Sentences about what people teach: corrections, rows called wrong, the human review. The others are in `bot.words`."""

from collections.abc import Mapping

from jobs.answer_rows import RowKind
from jobs.chain.analysis import Verdict

ABOUT: Mapping[str, str] = {
    # What a thumbs-down is about.
    "company": "Us: our company is other than it thinks",
    "tender": "This tender: a fact of it",
    "judgement": "The judgement: the facts are right",
}
ABOUT_HINT = (
    "What you say about us goes to the admins, as a change of the company profile. What you say about this tender is shown in its next "
    "answer in this workspace, without your name."
)
THANKS: Mapping[str, str] = {
    "company": "Thank you. Your reasons are in the evaluation log; what you said about us waits for an admin in `/bidwright corrections`.",
    "tender": "Thank you. Your reasons are in the evaluation log; what you said about this tender is told in its next answer here.",
}
IMPLIED: Mapping[str, str] = {"wrong_fact": "tender", "wrong_passage": "tender", "not_in_documents": "tender"}
"""A reason that says what it is about, where nothing was chosen."""

ROWS_LABEL = "A row is wrong…"
ROW_KIND: Mapping[RowKind, str] = {"criterion": "Criteria", "knock_out": "Knock-out questions", "requirement": "Requirements"}
ROW_MARK: Mapping[str, str] = {"wrong": "It is wrong", "right": "It is right after all"}
NO_ROWS = "This answer has no rows that could be wrong: it ended before anything was rated. Use the thumbs below the verdict instead."
ROW_GONE = "This row is not in the answer any more, so nothing was stored. Close the form and open it again."
ROW_NONE = "Choose the row that is wrong."

ABOUT_US = "About us"
TOLD = "Told in the answers of"
UNTITLED = "a tender without a title"
NO_CORRECTIONS = "Nothing waits: nobody has said that the company or a tender is other than the answers think, or all of it was decided."
CORRECTION_GONE = "That was decided or taken back before; the list below is how it stands now."
NO_PROPOSAL = "No rule knows which field is meant: choose it with Edit."
CORRECTION_DECLINED = "Declined. The profile stays as it is, and no answer tells it."
PROFILE_MOVED = "Somebody else saved the profile in the same moment, so nothing was changed. Press it again."
NO_COMPANY = "No company profile is set yet. Write it with `/bidwright profile edit`, then come back. Nothing was changed."
HOW: Mapping[str, str] = {"add": "Add it", "remove": "Take it away", "set": "Put it in place of what is there"}
HOW_SHORT: Mapping[str, str] = {"add": "add", "remove": "take away", "set": "becomes"}
COLLEAGUES = "Said by colleagues: not in the notice, checked by nobody"

REVIEWER_HOW = "Write `/bidwright reviewer @person` to name who reviews a sample of answers each week, or `/bidwright reviewer off`."
REVIEWER_OFF = "Nobody reviews answers from now on. What was reviewed is kept."
WHO_IS_THAT = "Slack did not say in time who that is, so nothing was changed. Try again in a minute."
NO_COLLEAGUE = "Only a member of this workspace can review: no guest, no app, nobody of another company. Nothing was changed."
NOT_REVIEWER = "This answer is for somebody else to review. Nothing was stored."
REVIEW_GONE = "This answer is no longer up for review. Nothing was stored."
REVIEW_THANKS = "Thank you. Your review is stored; sending it again replaces it."
WHY: Mapping[str, str] = {
    "sample": "It was drawn at random from last week's answers.",
    "disputed": "Somebody voted it down or called a row of it wrong last week.",
}
RUBRIC: Mapping[str, tuple[str, Mapping[str, str]]] = {
    # Question of the rubric -> its words, and the words of each answer.
    "facts": (
        "Are the facts right?",
        {"right": "Yes, all that I checked", "wrong": "No, at least one is wrong", "unchecked": "Not checked"},
    ),
    "invented": ("Is anything invented?", {"no": "No", "yes": "Yes, it says what is nowhere"}),
    "useful": ("Was it useful?", {"yes": "Yes", "partly": "In part", "no": "No"}),
}
RUBRIC_VERDICT = "What would your verdict be?"
VERDICT: Mapping[Verdict, str] = {
    "bid": "Bid", "conditional": "Bid under conditions", "no_bid": "Do not bid", "review": "A person must decide",
}  # fmt: skip
NO_REVIEWS = "Nothing was reviewed yet. Name a reviewer with `/bidwright reviewer @person`; each week a sample of answers goes there."


def noted(day: str, text: str) -> str:
    """`text` is a person's and escaped."""
    return f"A colleague noted on {day}: “{text}”"


def applied(version: int) -> str:
    return f"Stored as version {version} of the company profile. The next analysis is held against it."


def row_stored(name: str, *, wrong: bool) -> str:
    """`name` escaped."""
    return f"Noted as wrong: {name}." if wrong else f"Noted as right after all: {name}."


def reviewer_named(mention: str) -> str:
    return (
        f"{mention} reviews answers from now on: each week five at random and all that somebody disputed, in a direct message. "
        "`/bidwright review figures` shows how far they agree."
    )
