"""The route table: every command, action, form and event on one screen. What is not here is answered by `bot.faults`."""

from slack_bolt.async_app import AsyncApp

from bot.listeners import (
    analyze,
    approve,
    bidwright,
    corrections,
    feedback,
    library,
    lifecycle,
    mention,
    profile,
    quota,
    review,
    reviewer,
    rows,
    shortcuts,
    stop,
    vote,
)
from bot.listeners.library import Learns, Nobody


def register(app: AsyncApp, librarian: Learns | None = None) -> None:
    app.use(library.with_librarian(librarian or Nobody()))
    _commands(app)
    _forms(app)
    _buttons(app)
    _events(app)


def _commands(app: AsyncApp) -> None:
    app.command("/analyze")(analyze.asked)
    app.command("/quota")(quota.asked)
    app.command("/bidwright", matchers=[bidwright.typed("profile")])(profile.shown)
    app.command("/bidwright", matchers=[bidwright.typed("profile edit")])(profile.edited)
    app.command("/bidwright", matchers=[bidwright.typed("library")])(library.shown)
    app.command("/bidwright", matchers=[bidwright.typed("library add")])(library.asked_to_add)
    app.command("/bidwright", matchers=[bidwright.typed("decisions")])(vote.shown)
    app.command("/bidwright", matchers=[bidwright.typed("review")])(review.shown)
    app.command("/bidwright", matchers=[bidwright.typed("corrections")])(corrections.shown)
    app.command("/bidwright", matchers=[bidwright.typed("review figures")])(reviewer.figures_shown)
    app.command("/bidwright", matchers=[bidwright.begun("reviewer")])(reviewer.named)
    app.command("/bidwright")(bidwright.asked)  # the last: whatever the others did not take

    app.shortcut("analyze_message")(shortcuts.on_message)
    app.shortcut("analyze_form")(shortcuts.anywhere)


def _forms(app: AsyncApp) -> None:
    app.view("analyze_form")(analyze.submitted)
    app.view("feedback_form")(feedback.submitted)
    app.view("row_form")(rows.submitted)
    app.view("correction_form")(corrections.submitted)
    app.view("rubric_form")(reviewer.submitted)
    app.view("vote_form")(vote.explained)
    app.view("decision_form")(vote.decided)
    app.view("profile_form")(profile.submitted)
    app.view("library_form")(library.submitted)
    app.view("case_form")(review.submitted)


def _buttons(app: AsyncApp) -> None:
    app.action("run:approve")(approve.approved)
    app.action("run:decline")(approve.declined)
    app.action("run:stop")(stop.pressed)
    app.action("vote:bid")(vote.chosen)
    app.action("vote:explain")(vote.explaining)
    app.action("bid:decide")(vote.deciding)
    app.action("answer:feedback")(feedback.clicked)
    app.action("row:wrong")(rows.asked)
    app.action("correction:apply")(corrections.applied)
    app.action("correction:edit")(corrections.edited)
    app.action("correction:decline")(corrections.declined)
    app.action("rubric:open")(reviewer.opened)
    app.action("correction:newer")(corrections.paged)
    app.action("correction:older")(corrections.paged)
    app.action("profile:edit")(profile.edited)
    app.action("library:add")(library.asked_to_add)
    app.action("library:remove")(library.removed)
    app.action("library:newer")(library.paged)
    app.action("library:older")(library.paged)
    app.action("review:newer")(review.paged)
    app.action("review:older")(review.paged)
    app.action("case:edit")(review.edited)
    app.action("case:promote")(review.promoted)
    app.action("case:dismiss")(review.dismissed)


def _events(app: AsyncApp) -> None:
    app.event("app_mention")(mention.mentioned)
    app.event("message")(mention.written)
    app.event("app_uninstalled")(lifecycle.uninstalled)
    app.event("tokens_revoked")(lifecycle.revoked)
