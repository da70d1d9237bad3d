"""What the acknowledgement is held against: a Bolt app that checks the signature and only acknowledges."""

import sys
from typing import Any

import uvloop
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult


async def authorize(**_: Any) -> AuthorizeResult:
    return AuthorizeResult(enterprise_id=None, team_id="T0BENCH", bot_token="xoxb-bench", bot_id="B0BENCH", bot_user_id="U0BENCH")


def build(signing_secret: str) -> web.Application:
    app = AsyncApp(signing_secret=signing_secret, authorize=authorize)

    @app.command("/analyze")
    async def analyze(ack: Any) -> None:
        await ack("Reading.")

    async def events(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))

    application = web.Application()
    application.router.add_post("/slack/events", events)
    return application


if __name__ == "__main__":
    port = int(sys.argv[1])
    web.run_app(
        build(sys.argv[2]), host="127.0.0.1", port=port, access_log=None, print=None, loop=uvloop.new_event_loop()
    )  # as the product
