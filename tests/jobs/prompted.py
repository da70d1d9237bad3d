"""Texts of prompts as somebody at the terminal hands them in."""

import hashlib

from jobs.prompting import shipped_text
from storage import prompts
from storage.db import Database
from storage.prompts import Act, Version
from tests.builders import NOW


def text(name: str = "rate", version: str = "2", *, instead: tuple[str, str] = ("│", "│ (a bar)")) -> str:
    """The shipped prompt worded anew under another version, its first line apart: by that the stand-in knows the step."""
    old, new = instead
    return shipped_text(name).replace("version: 1\n", f"version: {version}\n", 1).replace(old, new, 1)


async def put(database: Database, body: str, *, percent: int | None = None, rev: int = 0) -> Version:
    """Keeps a text and puts it in force, as the verb does once the gate has let it."""
    head = dict(line.split(": ") for line in body.split("---")[1].strip().splitlines())
    version = Version(head["name"], head["version"], sha(body), body, "", "operator", NOW)
    async with database.system() as sys:
        await prompts.add(sys, version, Act(f"add {sha(body)}", "operator", NOW))
        await prompts.activate(sys, version.name, version.version, percent=percent, rev=rev, act=Act(f"put {sha(body)}", "operator", NOW))
    return version


def sha(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()
