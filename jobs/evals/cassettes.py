"""Replies of a model kept by all that decides them, so that the golden set runs through the real chain again without a key."""

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from jobs.chain.errors import AnalystError, BadInput, BadOutput, ModelRefused, TooLong
from jobs.chain.model import Model, ModelReply, ModelRequest, StopReason, Tier, Usage
from jobs.chain.prompt import Prompt
from jobs.chain.tender import Value

SHIPPED = Path(__file__).with_name("cassettes") / "golden.jsonl.gz"
LARGEST = 64 * 1024 * 1024
"""Bytes of a file once it is unpacked."""
RENEW = "record again with `make eval-record`"
FAULTS: Mapping[str, type[AnalystError]] = {each.__name__: each for each in (ModelRefused, TooLong, BadOutput)}
"""What a model answers instead of a reply, and would answer again: kept as replies are. All else is weather, and is not."""


class Label(Value):
    """First line of a file: who gave these replies."""

    format: int = 1
    synthetic: bool
    """Replies of a stand-in: no figure of model quality may be published from them."""
    source: str
    """In words: `synthetic model, seed 7, errors 0.03`."""
    models: dict[Tier, str]
    """Who was asked in each tier."""


class Kept(Value):
    """One reply, or the fault that came instead of it."""

    key: str
    case: str
    prompt: str
    """`name@version#hash`."""
    text: str
    """Of the reply, or of the fault."""
    stop_reason: StopReason = "end_turn"
    usage: Usage = Usage()
    fault: str | None = None
    """A name of FAULTS."""


@dataclass(frozen=True)
class Cassettes:
    """What a file holds, by key."""

    label: Label
    replies: Mapping[str, Kept]

    def prompts_of(self, case: str, name: str) -> set[str]:
        """Labels of the prompts of that name which the case was judged with."""
        return {each.prompt for each in self.replies.values() if each.case == case and each.prompt.partition("@")[0] == name}


def key_of(request: ModelRequest, prompt: Prompt, model: str) -> str:
    """SHA-256, hex, of everything that decides a reply: prompt and version, every text the model reads, the form, model and length."""
    decides = [
        prompt.name,
        prompt.version,
        request.system,
        request.prefix + request.user,
        json.dumps(request.reply_schema, sort_keys=True),
        model,
        request.max_tokens,
    ]
    return hashlib.sha256(json.dumps(decides).encode()).hexdigest()


@dataclass(frozen=True)
class Replay:
    """`jobs.chain.model.Model` for one case. Raises BadInput with code `unrecorded` where nothing was kept: no `AnalystError`, since no step
    of the chain may make do without that reply.
    """

    cassettes: Cassettes
    scripts: Mapping[str, Prompt]
    case: str
    models: Mapping[Tier, str]
    """Who would be asked; of a stand-in's replies those of its label."""

    async def complete(self, request: ModelRequest) -> ModelReply:
        prompt, model = self.scripts[request.step], self.models[request.tier]
        kept = self.cassettes.replies.get(key_of(request, prompt, model))
        if kept is None:
            raise BadInput("unrecorded", f"{self._missing(prompt)}: {RENEW}.")
        if kept.fault is not None:
            raise FAULTS[kept.fault](kept.text)
        return ModelReply(text=kept.text, stop_reason=kept.stop_reason, usage=kept.usage, model=model)

    def _missing(self, prompt: Prompt) -> str:
        said = f"The prompt {prompt.name} {prompt.version} has no recorded reply for case {self.case}"
        before = self.cassettes.prompts_of(self.case, prompt.name)
        if not before:
            return said
        if prompt.label not in before:
            return f"{said}, which was recorded with {', '.join(sorted(before))}"
        return f"{said}: the prompt is as it was, the notice, what is read of it, the form or the model is not"


@dataclass(frozen=True)
class Tape:
    """Takes down what models reply, in any order; written sorted, so that the same replies are the same file."""

    label: Label
    replies: dict[str, Kept] = field(default_factory=dict[str, Kept])

    def recorder(self, model: Model, scripts: Mapping[str, Prompt], case: str) -> Model:
        return _Recorder(self, model, scripts, case)


@dataclass(frozen=True)
class _Recorder:
    tape: Tape
    model: Model
    scripts: Mapping[str, Prompt]
    case: str

    async def complete(self, request: ModelRequest) -> ModelReply:
        try:
            reply = await self.model.complete(request)
        except (ModelRefused, TooLong, BadOutput) as error:
            self._keep(request, Kept(key="", case="", prompt="", text=error.sentence, fault=type(error).__name__))
            raise
        self._keep(request, Kept(key="", case="", prompt="", text=reply.text, stop_reason=reply.stop_reason, usage=reply.usage))
        return reply

    def _keep(self, request: ModelRequest, kept: Kept) -> None:
        prompt = self.scripts[request.step]
        key = key_of(request, prompt, self.tape.label.models[request.tier])
        self.tape.replies[key] = kept.model_copy(update={"key": key, "case": self.case, "prompt": prompt.label})


def write_cassettes(path: Path, label: Label, replies: Iterable[Kept]) -> None:
    """JSON lines, sorted and compressed, without a time. Raises BadInput where the file cannot be written."""
    rows = sorted(replies, key=lambda each: (each.case, each.prompt, each.key))
    lines = [each.model_dump_json(exclude_defaults=True) for each in (label, *rows)]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(gzip.compress("".join(f"{line}\n" for line in lines).encode(), mtime=0))
    except OSError as error:
        raise BadInput("missing_file", f"{path} cannot be written.") from error


def read_cassettes(path: Path) -> Cassettes:
    """Raises BadInput with code `missing_file` for anything but a file of `write_cassettes`."""
    try:
        with gzip.open(path) as packed:
            first, *lines = packed.read(LARGEST).decode().splitlines()
        label, replies = Label.model_validate_json(first), [Kept.model_validate_json(line) for line in lines]
    except (OSError, EOFError, zlib.error, UnicodeDecodeError, ValueError, ValidationError) as error:
        raise BadInput("missing_file", f"{path} is not a file of `bidwright eval --save-cassettes`.") from error
    if label.format != 1 or any(each.fault not in (None, *FAULTS) for each in replies):
        raise BadInput("missing_file", f"{path} was written by another release: {RENEW}.")
    return Cassettes(label, {each.key: each for each in replies})
