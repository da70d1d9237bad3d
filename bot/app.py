"""Builds the Bolt app: authorisation, middleware, the route table and the one error handler."""

import logging

import aiohttp
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot import faults, listeners, words
from bot.background import Background
from bot.listeners.library import Learns
from bot.middleware import identify, place
from bot.oauth import InstallationAuthorize
from jobs.deps import Deps


class SlackApp(AsyncApp):
    """Bolt's app with the work that its listeners left running; whoever stops the app waits for it."""

    background: Background


def build_app(
    deps: Deps,
    *,
    authorize: InstallationAuthorize,
    signing_secret: str,
    base_url: str = "https://slack.com/api/",
    session: aiohttp.ClientSession | None = None,
    librarian: Learns | None = None,
) -> SlackApp:
    """`base_url` ends with a slash; `session` is shared by all calls to Slack and closed by whoever made it (None: one per call).

    Without a `librarian` what is handed to the library waits for the next round of one elsewhere.
    """
    background = Background()
    # At DEBUG the SDK logs message text and tokens (facts/slack.md §5.11).
    logger = logging.getLogger("slack_bolt")
    logger.setLevel(max(logger.getEffectiveLevel(), logging.WARNING))
    # No retries: a post that was sent twice is worse than one that is reported.
    client = AsyncWebClient(token=None, base_url=base_url, session=session, logger=logger, retry_handlers=[])
    app = SlackApp(
        name="bidwright",
        logger=logger,
        client=client,
        signing_secret=signing_secret,
        authorize=authorize,  # pyright: ignore[reportArgumentType]  # Bolt takes its own class too, its annotation forgot it
        before_authorize=identify(deps, background),
        user_facing_authorize_error_message=words.NOT_INSTALLED,
        # bot.web.slack verifies, with a guarded clock, and is the only way in by HTTP.
        request_verification_enabled=False,
        raise_error_for_unhandled_request=True,
        # Answer when the listener is done: no polling every 10 ms, no task that nobody holds, and an event that failed is sent again.
        # What may take longer goes to `background`.
        process_before_response=True,
        attaching_conversation_kwargs_enabled=False,
    )
    app.background = background
    app.use(place(deps, background, authorize))
    app.error(faults.handle)
    listeners.register(app, librarian)
    return app
