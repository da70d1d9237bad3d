"""The route table: every command, action, form and event on one screen. What is not here is answered by `bot.faults`."""

from slack_bolt.async_app import AsyncApp

from bot.listeners import analyze, bidwright, feedback, lifecycle, quota


def register(app: AsyncApp) -> None:
    app.command("/analyze")(analyze.asked)
    app.command("/quota")(quota.asked)
    app.command("/bidwright")(bidwright.asked)

    app.view("analyze_form")(analyze.submitted)
    app.view("feedback_form")(feedback.submitted)

    app.action("answer:feedback")(feedback.clicked)

    app.event("app_uninstalled")(lifecycle.uninstalled)
    app.event("tokens_revoked")(lifecycle.revoked)
