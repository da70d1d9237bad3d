"""A Slack that takes everything at once: what is measured is the product, not the playground."""

import itertools
import sys

from aiohttp import web

COUNTER = itertools.count(1)


async def method(request: web.Request) -> web.Response:
    await request.read()
    if request.match_info["name"] == "auth.test":
        who = {"team": "Bench", "team_id": "T0BENCH", "user_id": "U0BOT", "bot_id": "B0BOT", "app_id": "A0BENCH"}
        return web.json_response({"ok": True} | who)
    number = next(COUNTER)
    return web.json_response({"ok": True, "ts": f"1700000000.{number:06}", "channel": "C0BENCH", "messages": []})


if __name__ == "__main__":
    application = web.Application()
    application.router.add_post("/api/{name}", method)
    application.router.add_get("/api/{name}", method)
    web.run_app(application, host="127.0.0.1", port=int(sys.argv[1]), access_log=None, print=None)
