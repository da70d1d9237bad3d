"""The route table: every command, action, form and event on one screen. What is not here is answered by `bot.faults`."""

from slack_bolt.async_app import AsyncApp

from bot.listeners import analyze, bidwright, feedback, library, lifecycle, mention, profile, quota, rows, shortcuts, stop
from bot.listeners.library import Learns, Nobody


def register(app: AsyncApp, librarian: Learns | None = None) -> None:
    app.use(library.with_librarian(librarian or Nobody()))

    app.command("/analyze")(analyze.asked)
    app.command("/quota")(quota.asked)
    app.command("/bidwright", matchers=[bidwright.typed("profile")])(profile.shown)
    app.command("/bidwright", matchers=[bidwright.typed("profile edit")])(profile.edited)
    app.command("/bidwright", matchers=[bidwright.typed("library")])(library.shown)
    app.command("/bidwright", matchers=[bidwright.typed("library add")])(library.asked_to_add)
    app.command("/bidwright")(bidwright.asked)  # the last: whatever the others did not take

    app.shortcut("analyze_message")(shortcuts.on_message)
    app.shortcut("analyze_form")(shortcuts.anywhere)

    app.view("analyze_form")(analyze.submitted)
    app.view("feedback_form")(feedback.submitted)
    app.view("row_form")(rows.submitted)
    app.view("profile_form")(profile.submitted)
    app.view("library_form")(library.submitted)

    app.action("run:stop")(stop.pressed)
    app.action("answer:feedback")(feedback.clicked)
    app.action("row:wrong")(rows.asked)
    app.action("profile:edit")(profile.edited)
    app.action("library:add")(library.asked_to_add)
    app.action("library:remove")(library.removed)
    app.action("library:newer")(library.paged)
    app.action("library:older")(library.paged)

    app.event("app_mention")(mention.mentioned)
    app.event("message")(mention.written)
    app.event("app_uninstalled")(lifecycle.uninstalled)
    app.event("tokens_revoked")(lifecycle.revoked)
