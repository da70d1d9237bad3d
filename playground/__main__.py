"""``python -m playground``: the local Slack as a process of its own, for the demo and for trying things by hand."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
from pathlib import Path
from typing import Any, cast

from playground.server import SIGNING_SECRET, start


def _arguments(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m playground",
        description="A local Slack to try the bot in.",
        epilog="Example: python -m playground --port 8765 --app-url http://127.0.0.1:3000",
    )
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0, help="0 picks a free one")
    parser.add_argument("--app-url", help="where the app listens, without /slack/events")
    parser.add_argument("--signing-secret", default=SIGNING_SECRET)
    parser.add_argument("--manifest", type=Path, help="the app's manifest.yml: its commands and shortcuts are offered on the page")
    parser.add_argument("--with-parent", action="store_true", help="end when standard input closes, so as never to outlive the demo")
    return parser.parse_args(argv)


def _features(manifest: Path | None) -> dict[str, Any]:
    """Commands and shortcuts of a manifest, as arguments of :func:`start`."""
    if manifest is None:
        return {}
    import yaml

    features = cast("dict[str, Any]", yaml.safe_load(manifest.read_text("utf-8")))["features"]
    return {"commands": features.get("slash_commands"), "shortcuts": features.get("shortcuts")}


async def _stdin_closed() -> None:
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while await reader.read(4096):
        continue


async def run(argv: list[str]) -> int:
    options = _arguments(argv)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    playground = await start(
        host=options.host,
        port=options.port,
        app_url=options.app_url,
        signing_secret=options.signing_secret,
        **_features(options.manifest),
    )
    print(f"PLAYGROUND_READY {playground.url}", flush=True)
    waits: list[asyncio.Task[object]] = [asyncio.create_task(stop.wait())]
    if options.with_parent:
        waits.append(asyncio.create_task(_stdin_closed()))
    await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    for wait in waits:
        wait.cancel()
    await playground.close()
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(run(sys.argv[1:])))
