"""Every sentence people read, in one place: what happened, what was kept or charged, what to do next."""

from collections.abc import Mapping

from jobs.chain.analysis import CREDITS, DRAFT_CREDITS, Depth, KnockOutStatus, Verdict
from jobs.chain.tender import Basis, DeadlineKind, Kind, Vat

VERDICT: Mapping[Verdict, tuple[str, str]] = {
    # Symbol and words; the symbol never stands alone.
    "bid": ("🟢", "Bid"),
    "conditional": ("🟡", "Bid under conditions"),
    "no_bid": ("🔴", "Do not bid"),
    "review": ("🔵", "A person must decide"),
}
STATE: Mapping[str, tuple[str, str]] = {
    "queued": ("🕓", "waiting for its turn"),
    "running": ("⏳", "being analysed"),
    "awaiting_approval": ("✋", "waiting for approval"),
    "drafting": ("✍️", "being drafted"),
    "complete": ("✅", "done, the answer is in this thread"),
    "filtered_out": ("✅", "done after the first look, the answer is in this thread"),
    "rated_low": ("✅", "done, rated low, the answer is in this thread"),
    "refused": ("⛔", "not analysed, the reason is in this thread"),
    "failed": ("⚠️", "not finished, details are in this thread"),
    "cancelled": ("◻️", "cancelled"),
}
STEP: Mapping[str, str] = {
    "read": "Read the notice", "screen": "First look at whether it concerns us", "rate": "Rate it criterion by criterion",
    "answer": "Check and write the answer",
}  # fmt: skip
STEP_STATE: Mapping[str, tuple[str, str]] = {
    "waiting": ("◻️", "waiting"), "running": ("⏳", "in progress"), "done": ("✅", "done"), "skipped": ("⏭️", "not needed"),
    "failed": ("⚠️", "failed"),
}  # fmt: skip
KNOCK_OUT: Mapping[KnockOutStatus, tuple[str, str]] = {"clear": ("✅", "clear"), "fail": ("🔴", "fails"), "unknown": ("❔", "unknown")}
NOTICE: Mapping[Kind, str] = {
    "opportunity": "a call for tenders", "award": "an award notice", "planning": "a planning notice",
    "market_consultation": "a market consultation", "qualification_system": "a qualification system",
    "change": "a change notice", "cancellation": "a cancellation", "test_notice": "a test notice", "unknown": "a notice of unknown kind",
}  # fmt: skip
DEADLINE: Mapping[DeadlineKind | None, str] = {
    "tender": "for tenders", "request": "for requests to participate", "expression": "for expressions of interest",
    None: "for what the notice does not say",
}  # fmt: skip
BASIS: Mapping[Basis, str] = {
    "estimated": "estimated by the buyer", "framework_maximum": "ceiling of the framework", "awarded": "as awarded",
    "lots_sum": "sum of the lots", "minimum": "the least that is guaranteed", "stated": "as stated, basis not said",
}  # fmt: skip
VAT: Mapping[Vat, str] = {"net": "without VAT", "gross": "with VAT", "unknown": "VAT not said"}
DEPTH: Mapping[Depth, str] = {
    "quick": "Quick: a first look and the knock-outs", "standard": "Standard: rated criterion by criterion",
    "draft": "Draft: rated, then drafted once somebody approves",
}  # fmt: skip
USUAL_TIME: Mapping[Depth, str] = {
    "quick": "under a minute",
    "standard": "at most two minutes",
    "draft": "at most two minutes to the answer",
}
CRITERION: Mapping[str, str] = {
    "capability": "Capability fit", "strategy": "Strategic fit", "winnability": "Chance to win", "references": "References",
    "commercial": "Commercial terms", "effort": "Effort and time",
}  # fmt: skip
REASON: Mapping[str, str] = {
    "wrong_fact": "A fact is wrong", "wrong_passage": "The passage quoted is the wrong one",
    "not_in_documents": "It is not in the documents", "wrong_judgement": "The facts are right, the judgement is wrong",
    "missing_something": "Something important is missing", "other": "Something else",
}  # fmt: skip

ACCURACY = "Machine-made from the notice alone: it can be wrong. Check what matters against the source before you decide."
NOT_STATED = "not stated"
NO_KILLER = "Nothing was found that alone would end this bid."
UNSUPPORTED = "no passage is quoted for this"
TWO_READINGS = "its offset is not the buyer's on that day: the earlier of two readings is shown, ask the buyer"
GUARD_FLAGGED = "Parts of this notice read like instructions to software. They were treated as text and followed by nobody."
NOT_INSTALLED = "Bidwright is not installed in this workspace (any more). Nothing was stored or charged. Ask an admin to install it."
WHY_NOT: Mapping[str, str] = {
    # What is said of a run that ended without an answer and without a sentence of its own.
    "refused": "Its text reads like instructions to software rather than a notice, so nobody and nothing followed it.",
    "cancelled": "It was stopped before it was finished.",
}
WENT_WRONG = "Something went wrong on our side."
FEEDBACK_THANKS = {
    "up": "Thank you. Noted as helpful; you can change your vote at any time.",
    "down": "Thank you. Your reasons are in the evaluation log, and this answer counts against us.",
}
FEEDBACK_FOREIGN = "This answer does not belong to this workspace, so your vote was not stored. Vote on an answer in your own workspace."
TOO_SLOW = "We could not store your request in time, so it was not started and nothing was charged. Please try again in a minute."
UNAVAILABLE = "We cannot reach our storage right now. Nothing new was started and nothing was charged. Please try again in a minute."
FORM_EXPIRED = "Slack let the form expire before we could open it. Nothing was charged. Please type the command again."
FORM_EXPIRED_CLICK = "Slack let the form expire before we could open it. Your vote is counted; press the button again to say why."
FORM_EXPIRED_AGAIN = "Slack let the form expire before we could open it. Nothing was changed. Please ask for it again."
NOT_SAID = "not said"
WHO_MAY_EDIT: Mapping[str, str] = {
    # By the answer to "may this person change it?".
    "no": "Only owners and admins of this workspace may change this. Nothing was changed. Ask one of them.",
    "unknown": (
        "Slack did not say in time whether you are an admin here, so nothing was changed. Try again in a minute; "
        "if it stays so, ask an admin to allow Bidwright the scope users:read."
    ),
}
WHO_MAY_APPROVE: Mapping[str, str] = {
    # By the approver of the table of actions, where another sentence than `WHO_MAY_EDIT` is due.
    "requester": "Only the person who asked for it, or an owner or admin of this workspace, may do this. Nothing was changed.",
    "owner": "Only owners of this workspace may do this. Nothing was changed. Ask one of them.",
    "operator": "Only the owner of this deployment may do this, outside of Slack. Nothing was changed.",
}
FOREIGNER = "Only people of the workspace that Bidwright is installed in may do this. Nothing was changed or charged."
GUARD_LEFT_OUT = "Something that has to be checked first was not, so nothing was changed. Please tell the owner of this deployment."
WHOM_TO_ASK: Mapping[str, str] = {
    # The same, beside something that is only looked at.
    "no": "Owners and admins of this workspace may change it: ask one of them.",
    "unknown": "Slack did not say in time whether you may change it: ask for it again in a minute.",
}
NO_PROFILE = "No company profile is set: without one fit stays unknown, and every tender needs a person to decide."
PROFILE_OF_DEPLOYMENT = "Given by the deployment to workspaces without a profile of their own; saving it makes it yours."
PROFILE_HOW = "Whoever may edit writes it with `/bidwright profile edit`."
NO_DOCUMENTS = "The library is empty. It holds your references, certificates, policies and past answers, which answers then quote."
LIBRARY_KIND: Mapping[str, str] = {
    "reference": "Reference or past offer", "certificate": "Certificate", "policy": "Policy", "method": "Method statement",
    "cv": "CV", "other": "Something else",
}  # fmt: skip
LIBRARY_STATE: Mapping[str, tuple[str, str]] = {
    "waiting": ("🕓", "waiting to be read"), "read": ("✅", "read"), "partly_read": ("⚠️", "read in part"),
    "cannot_read": ("⛔", "could not be read"),
}  # fmt: skip
LIBRARY_NO_FILES = "Choose at least one file to add."
PASTE_OR_NUMBER = "Paste the notice, name its number or link, or add files: one of the three is needed."


NOTHING_IN_MESSAGE = "There is no notice in this message: no number or link, no file, no text of one. Nothing was charged."
STOP = "Stop"
STOPPING = "It is being stopped. The credits that were reserved for it come back, and its thread says so."
NOTHING_TO_STOP = "It is over, or being stopped already: there is nothing left to stop."
NAME_OR_CONTENT = "Give either the number or link of the notice, or its files and text: with both we cannot tell which of them you mean."


def who_may(answer: str, approver: str) -> str:
    """Why a person was not let: `answer` as of `WHO_MAY_EDIT`, `approver` as of the table of actions."""
    return WHO_MAY_APPROVE.get(approver, WHO_MAY_EDIT[answer]) if answer == "no" else WHO_MAY_EDIT[answer]


def one_at_a_time(count: int, named: str) -> str:
    """`named`: the first of them as written."""
    return f"That names {count} notices ({named}). Nothing was charged. Ask for one at a time, so that each gets a thread of its own."


def too_many_files(count: int, most: int) -> str:
    return f"{count} files are too many for one request; at most {most} are read. Put them into a ZIP, or choose those that matter."


def profile_saved(version: int) -> str:
    return (
        f"Stored as version {version} of the company profile. The next analysis is held against it; those that are done stay as they are."
    )


def profile_changed(version: int, different: str) -> str:
    """Unescaped; `different` names the fields in which that version and what was typed differ."""
    return (
        f"Somebody else saved the profile while you were editing: it is version {version} now, and nothing of yours was stored. "
        f"It differs from yours in: {different}. What you typed is still in the form behind this: copy what you need, close the form "
        "and open it again with /bidwright profile edit."
    )


def library_accepted(count: int, known: int) -> str:
    """`known`: files that were in the library or waiting already."""
    fresh = (
        f"{count} {'file is' if count == 1 else 'files are'} being read. A direct message tells you what is in and what could not be read."
    )
    again = f"{known} {'was' if known == 1 else 'were'} handed in before and {'is' if known == 1 else 'are'} not read twice."
    return " ".join(each for each in (fresh if count else "", again if known else "") if each)


def library_removed(name: str) -> str:
    """`name` escaped."""
    return f"Removed: {name}. Answers that are already given keep their quotes; new ones no longer use it."


LIBRARY_GONE = "This document was removed before; the list below is how the library stands now."


def looks(confidence: float) -> str:
    """`confidence` as counted, 0 to 1: a word and no number, since nobody has measured what the number is worth."""
    return "high" if confidence >= 0.75 else "medium" if confidence >= 0.45 else "low"


def looks_only(confidence: float) -> str:
    return f"{looks(confidence)}, not yet measured"


def measured(share: float, right: int, of: int) -> str:
    """`share` of 0 to 1 as people's votes have it: `right` of `of` such answers were called right."""
    return f"{share * 100:.0f} %: of {of} answers as sure as this, {right} were called right"


def amount(count: int) -> str:
    return "1 credit" if count == 1 else f"{count:,} credits"


def price(depth: Depth) -> str:
    more = f", {DRAFT_CREDITS} more when approved" if depth == "draft" else ""
    return f"{DEPTH[depth]} ({amount(CREDITS[depth])}{more})"


def understood(subject: str, depth: Depth, left: int, *, created: bool) -> str:
    """`subject` escaped; said when a request is stored."""
    if not created:
        return f"This request for {subject} is already under way: nothing was stored or reserved twice. {amount(left)} left this month."
    return (
        f"Understood: {subject}. {depth.capitalize()} analysis, {amount(CREDITS[depth])} reserved, {left} left this month. "
        f"It usually takes {USUAL_TIME[depth]}; the answer comes as a thread in this channel."
    )


def too_few(asked: int, left: int) -> str:
    return (
        f"This needs {amount(asked)} and {amount(left) if left else 'none'} {'is' if left == 1 else 'are'} left this month. "
        "Nothing was charged. Choose a quick analysis, or wait for the new month: /quota shows when it begins."
    )


def unknown_word(word: str, nearest: str | None, command: str) -> str:
    """Unescaped, as every sentence of an error is."""
    hint = f"Did you mean `{command} {nearest}`?" if nearest else f"Type `{command} help` for what there is."
    return f"“{word}” is nothing {command} knows. Nothing was charged. {hint}"


def unknown_command(command: str) -> str:
    return f"Bidwright does not know {command} (yet). Nothing was stored or charged. Type `/bidwright help` for what there is."


UNKNOWN_ACTION = "This button is from another version of Bidwright and does nothing now. Nothing was changed. Ask again with /analyze."
UNKNOWN_VIEW = "This form is from another version of Bidwright, so nothing was stored. Close it and type the command again."


def apology(reference: str) -> str:
    return (
        "Something went wrong on our side, so this request was not carried out and nothing was charged for it. "
        f"Please try again; if it happens again, give your admin the reference {reference}."
    )


def reference_line(reference: str) -> str:
    return f"Reference {reference}"
