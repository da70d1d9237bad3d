"""The drafter that asks a language model, section by section, and believes no sentence unseen."""

import asyncio
import hashlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from pydantic import ValidationError

from jobs.chain.analysis import AnalystName, Claim
from jobs.chain.drafting.check import Checker
from jobs.chain.drafting.coded import fixed
from jobs.chain.drafting.draft import TITLES, Brief, Section, SectionCode
from jobs.chain.drafting.lots import names_another
from jobs.chain.drafting.ours import ours
from jobs.chain.drafting.prefix import order, prefix, read_of, words_for
from jobs.chain.drafting.replies import RepliedParagraph, SectionReply
from jobs.chain.drafting.template import filled
from jobs.chain.errors import BadOutput
from jobs.chain.guards.out_findings import FindPersonalData
from jobs.chain.model import Model, ModelRequest
from jobs.chain.pii.steady import steady
from jobs.chain.prompt import Prompt
from jobs.chain.tender import Passage

MODEL_NOTE = (
    "Written by a language model and checked by code, sentence by sentence: what neither the tender nor your profile and library bear out was "
    "left out, promises are marked for confirmation, and deadlines, sums and the compliance table come from code."
)

FIELDS = frozenset({"paragraphs", "text", "quotes", "passage", "quote"})


@dataclass(frozen=True)
class ModelDrafter:
    """A section raises what the model raises, and `BadOutput` where the second reply is no better than the first."""

    model: Model
    prompt: Prompt
    delimiter: Callable[[], str]
    """A new unguessable word a draft, `lambda: secrets.token_hex(8)`."""
    known_tokens: Collection[str] | None = None
    """Mask tokens of this run, which the renderer unmasks; None: those of the masked case."""
    find_personal: FindPersonalData | None = None
    name: AnalystName = "anthropic"
    calls_model = True
    note: str = MODEL_NOTE

    def __post_init__(self) -> None:
        if self.prompt.form not in ("", SectionReply.__name__):
            raise ValueError(f"the prompt {self.prompt.name} asks for {self.prompt.form}, a draft for {SectionReply.__name__}")

    def begin(self, brief: Brief) -> "ModelPen":
        return ModelPen(self, brief, self.delimiter())


@dataclass(frozen=True)
class ModelPen:
    """Writes the sections of one brief, all behind the same head."""

    drafter: ModelDrafter
    brief: Brief
    delimiter: str

    async def section(self, code: SectionCode, *, shorter_than: Section | None = None) -> Section:
        """The compliance section costs no call: table, statuses and counts are code's."""
        if code == "compliance":
            return filled(code, self.brief)
        reply = await self._ask(code, order(code, shorter_than=shorter_than, lot=self.brief.lot))
        # In a thread: the first look at a pack of two million characters takes a while, and heartbeats go on meanwhile.
        written, left_out = await asyncio.to_thread(self._believed, reply.paragraphs, code)
        if shorter_than is not None:
            written = _within(written, words_for(shorter_than))
        if not written:
            return filled(code, self.brief, left_out=left_out)
        paragraphs = (*fixed(code, self.brief), *written)
        label = self.drafter.prompt.label
        return Section(
            code=code, title=TITLES[code], paragraphs=paragraphs, made_by="model", prompt=label, left_out=left_out, lot=self.brief.lot
        )

    def _believed(self, replied: Sequence[RepliedParagraph], code: SectionCode) -> tuple[tuple[Claim, ...], int]:
        number = self.brief.lot_number
        kept: list[Claim] = []
        left_out = 0
        for each in replied:
            shown = each.model_copy(update={"text": each.text.replace(self.delimiter, "")})
            claim, lost = self._checker.paragraph(shown, code)
            strays = claim is not None and number is not None and names_another(claim.text, number)
            left_out += lost + strays
            if claim is not None and not strays and claim not in kept:
                kept.append(claim)
        return tuple(kept), left_out

    async def _ask(self, code: SectionCode, wanted: str) -> SectionReply:
        """The filled form; one repair, with the kind of error shown."""
        prompt = self.drafter.prompt
        request = ModelRequest(
            step=f"draft:{code}",
            tier=prompt.tier,
            system=prompt.system,
            prefix=self._prefix,
            user=wanted,
            reply_schema=SectionReply.model_json_schema(),
            max_tokens=prompt.max_tokens,
            cache_key=self._key(wanted),
            prompt=prompt.label,
        )
        reply = await self.drafter.model.complete(request)
        try:
            return SectionReply.model_validate_json(reply.text)
        except ValidationError as error:
            wrong = _words(error)
        again = f"{wanted}\n\nYour last reply could not be used: {wrong}. Send the whole reply again, corrected."
        reply = await self.drafter.model.complete(request.model_copy(update={"user": again, "again": True}))
        try:
            return SectionReply.model_validate_json(reply.text)
        except ValidationError as error:
            raise BadOutput(f"The model's answer to the section “{TITLES[code]}” did not have the form asked for, twice.") from error

    def _key(self, wanted: str) -> str:
        """The same for the same texts before delimiter and mask tokens are drawn."""
        texts = (self.drafter.prompt.label, prefix(self.brief, self._read, self._ours, ""), wanted)
        return hashlib.sha256(steady("\0".join(texts)).encode(errors="surrogatepass")).hexdigest()

    @cached_property
    def _read(self) -> tuple[Passage, ...]:
        return read_of(self.brief)

    @cached_property
    def _ours(self) -> tuple[Passage, ...]:
        return ours(self.brief.case)

    @cached_property
    def _prefix(self) -> str:
        return prefix(self.brief, self._read, self._ours, self.delimiter)

    @cached_property
    def _checker(self) -> Checker:
        drafter = self.drafter
        return Checker(self.brief, self._read, self._ours, known_tokens=drafter.known_tokens, find_personal=drafter.find_personal)


def _words(error: ValidationError) -> str:
    """Places and kinds of error; of a key that the form does not have not even the name, it is the model's and may be the notice's."""
    details = error.errors(include_url=False, include_input=False, include_context=False)[:5]
    places = (".".join(str(part) if isinstance(part, int) or part in FIELDS else "?" for part in each["loc"]) for each in details)
    return "; ".join(f"{place or 'reply'}: {each['type']}" for place, each in zip(places, details, strict=True))


def _within(claims: Sequence[Claim], words: int) -> tuple[Claim, ...]:
    """The first claims that fit, one at least: a model asked for fewer words may send more."""
    kept: list[Claim] = []
    for claim in claims:
        words -= len(claim.text.split())
        if kept and words < 0:
            break
        kept.append(claim)
    return tuple(kept)
