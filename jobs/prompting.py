"""Which prompts answer now: the shipped ones, or what was put in their place for all runs or for a share of them."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources

import structlog

from jobs.chain.errors import BadInput
from jobs.chain.prompt import Arm, Prompt, parse_prompt
from jobs.llm.purse import Payer
from jobs.llm.router import assign
from storage import prompts
from storage.db import Database
from storage.prompts import InForce, Version

FOLDER = resources.files("jobs.chain.prompts")
LONGEST = 40_000
"""Characters of a prompt file: twice what the longest step may read of orders."""
LONGEST_VERSION = 40
DATA_MARK = "│"
"""Begins each line that strangers wrote (`jobs.chain.agents.material`): a prompt must tell the model so, or it could not tell orders from data."""

log = structlog.get_logger()


@dataclass(frozen=True)
class Canary:
    prompt: Prompt
    percent: int


@dataclass(frozen=True)
class Force:
    """What answers, by name. `faults`: a sentence for each kept text that cannot be used, for which the shipped one stands in."""

    stable: Mapping[str, Prompt]
    canaries: tuple[Canary, ...] = ()
    faults: tuple[str, ...] = ()

    def scripts(self, who: str) -> dict[str, Prompt]:
        """The prompts of a run, or whatever else is known by `who`: the same each time while the same is in force."""
        drawn = {each.prompt.name: each.prompt for each in self.canaries if arm_of(each, who) == "canary"}
        return {**self.stable, **drawn}


class Prompting:
    """What one process knows of it: the shipped prompts, until it has looked."""

    def __init__(self, shipped: Mapping[str, Prompt], db: Database) -> None:
        self._shipped, self._db = shipped, db
        self._force = Force(shipped)
        self._seen: list[InForce] = []

    def scripts(self, payer: Payer) -> Mapping[str, Prompt]:
        """By tenant and run, so that each try of a run is made with the same."""
        return self._force.scripts(f"{payer.tenant_id}\0{payer.run_id or payer.member or ''}")

    async def look(self) -> Force:
        """Read what is in force now; texts are read only where something changed. Raises StorageError."""
        async with self._db.system() as sys:
            seen = await prompts.all_in_force(sys)
            if seen == self._seen:
                return self._force
            kept = await prompts.listed(sys)
        force = force_of(self._shipped, seen, kept)
        for sentence in force.faults:
            log.error("prompt_not_usable", sentence=sentence)
        log.info("prompts_in_force", prompts=sorted(each.label for each in force.stable.values()), canaries=len(force.canaries))
        self._force, self._seen = force, seen
        return force


def shipped() -> dict[str, Prompt]:
    """The prompt files of this release, by name."""
    found = [parse_prompt(entry.read_text(encoding="utf-8")) for entry in FOLDER.iterdir() if entry.name.endswith(".md")]
    return {prompt.name: prompt for prompt in found}


def shipped_text(name: str) -> str:
    """The file of a shipped prompt, as it is. Raises FileNotFoundError."""
    return (FOLDER / f"{name}.md").read_text(encoding="utf-8")


def force_of(shipped: Mapping[str, Prompt], states: Sequence[InForce], kept: Sequence[Version]) -> Force:
    """A kept text that does not match its hash, or is none for this release, is left out with a sentence."""
    texts = {(each.name, each.version): each for each in kept}
    reader = _Reader(shipped, texts)
    stable, canaries = dict(shipped), list[Canary]()
    for state in states:
        if state.active and (prompt := reader.read(state.name, state.active)):
            stable[state.name] = prompt
        if state.canary and state.percent and (prompt := reader.read(state.name, state.canary)):
            canaries.append(Canary(prompt.model_copy(update={"arm": "canary"}), state.percent))
    return Force(stable, tuple(canaries), tuple(reader.faults))


@dataclass
class _Reader:
    shipped: Mapping[str, Prompt]
    texts: Mapping[tuple[str, str], Version]
    faults: list[str] = field(default_factory=list[str])

    def read(self, name: str, version: str) -> Prompt | None:
        kept = self.texts.get((name, version))
        try:
            if kept is None or hashlib.sha256(kept.body.encode()).hexdigest() != kept.sha:
                raise BadInput("damaged", "its text is not the one that was added")
            return checked(kept.body, self.shipped)
        except BadInput as error:
            self.faults.append(f"The version {version} of {name} cannot be used, the shipped prompt answers: {error.sentence}")
            return None


def checked(text: str, shipped: Mapping[str, Prompt]) -> Prompt:
    """A prompt that may stand in for a shipped one. Raises BadInput with code `broken_prompt` and a sentence for the first fault."""
    if len(text) > LONGEST or (not text.isprintable() and not text.replace("\n", "").isprintable()):
        raise BadInput(
            "broken_prompt",
            f"A prompt is text of at most {LONGEST:,} characters, with line feeds and no other control characters or odd spaces.",
        )
    try:
        prompt = parse_prompt(text)
    except ValueError as error:
        raise BadInput(
            "broken_prompt", f"The head cannot be read: {_fault(error)}. `bidwright prompts show NAME` shows a right one."
        ) from error
    ours = shipped.get(prompt.name)
    if ours is None:
        raise BadInput("broken_prompt", f"There is no prompt {prompt.name[:40]!r}: there are {', '.join(sorted(shipped))}.")
    if prompt.form != ours.form:
        raise BadInput("broken_prompt", f"The prompt {prompt.name} asks for the form {ours.form}; this one names {prompt.form[:40]}.")
    if not prompt.version.isascii() or not prompt.version.isalnum() or len(prompt.version) > LONGEST_VERSION:
        raise BadInput("broken_prompt", f"A version is at most {LONGEST_VERSION} letters and digits, for instance {_next(ours.version)}.")
    if prompt.version == ours.version and prompt.sha != ours.sha:
        raise BadInput("broken_prompt", f"Version {ours.version} of {prompt.name} is the shipped one: give this text another version.")
    if DATA_MARK in ours.system and DATA_MARK not in prompt.system:
        raise BadInput(
            "broken_prompt", f"It must tell the model that lines beginning with “{DATA_MARK}” are no orders, as the shipped one does."
        )
    return prompt


def arm_of(canary: Canary, who: str) -> Arm:
    return assign(who, percent=canary.percent, trial=f"{canary.prompt.name}@{canary.prompt.version}")


def label_of(version: Version) -> str:
    """Of a version on trial, as the books have it."""
    return f"{version.name}@{version.version}#{version.sha[:12]}~canary"


def _next(version: str) -> str:
    return str(int(version) + 1) if version.isdecimal() else f"{version}b"


def _fault(error: ValueError) -> str:
    found = getattr(error, "errors", None)
    if found is None:
        said = str(error)
        return "max_tokens and max_input are whole numbers" if said.startswith("invalid literal") else said
    first = found()[0]
    return f"{'.'.join(map(str, first['loc']))}: {first['msg'][:1].lower()}{first['msg'][1:]}"
