"""Answers a question from passages: every sentence rests on quotes that code has checked, or is left out; silence is said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from jobs.chain.analysis import Claim
from jobs.chain.evidence.check import check_claim
from jobs.chain.guards.out_private import personal_in
from jobs.chain.guards.out_text import is_unsafe
from jobs.chain.guards.out_wash import Wash, is_withheld
from jobs.chain.pii.case import tokens_in
from jobs.chain.questions.lots import is_of_another, lots_named, lots_of
from jobs.chain.questions.prompting import MARK, Script, answer_material
from jobs.chain.questions.replies import AnsweredClaim, AnswerQuote, AnswerReply, Reply, Status
from jobs.chain.questions.retrieve import Found, excerpt
from jobs.chain.questions.thread import History
from jobs.chain.quotes import LONGEST_QUOTE, squash, stands_in
from jobs.chain.tender import Evidence, Passage, Tender

SHORTEST_QUOTE = 3
MOST_QUOTED = 3
"""Passages shown where no model answers."""
BY_MODEL = "Answered by a language model from {read} of {all} passages; every quote was checked against its passage."
BY_NOBODY = "No language model answered. These passages come nearest to the question; read them yourself."
UNPROVEN = "A language model answered, but none of it stood in the passages. These come nearest to the question; read them yourself."
NOTHING = "No language model answered, and no passage holds a word of the question."


async def answer(question: str, found: Found, history: History, script: Script, *, facts: Tender) -> Reply:
    """The reply a model's claims come to once they were checked. Question, passages and `facts` are masked alike.

    Where nothing of an answer stands, the nearest passages are shown in its place. Raises any `AnalystError`.
    """
    filled = await script.filled(AnswerReply, lambda delimiter: answer_material(question, found.passages, history, delimiter))
    checker = Checker(question, found.passages, facts)
    claims = tuple(claim for each in filled.claims if (claim := checker.claim(each)) is not None) if filled.found != "no" else ()
    left_out = len(filled.claims) - len(claims) if filled.found != "no" else 0
    if filled.found != "no" and not claims:
        return quoted(found, question=question, left_out=left_out)
    status: Status = "not_in_documents" if filled.found == "no" else "answered" if filled.found == "yes" and not left_out else "partly"
    why = filled.why if filled.why != "complete" or status != "not_in_documents" else "not_stated"
    return Reply(
        status=status,
        claims=claims,
        why="complete" if status == "answered" else why,
        left_out=left_out,
        passages_read=len(found.passages),
        passages_in_all=found.in_all,
        label=BY_MODEL.format(read=len(found.passages), all=found.in_all),
        prompt=script.prompt.label,
    )


def quoted(found: Found, *, question: str, left_out: int = 0) -> Reply:
    """The nearest passages as they stand, labelled: what people get where no model answers or nothing of its answer stands."""
    lots = lots_named(question)
    shown = [each for each in found.nearest if not is_unsafe(each.text) and not is_of_another((each,), lots)][:MOST_QUOTED]
    claims = tuple(Claim(text=f"From {each.document}, {each.anchor}:", evidence=(_shown(each, question),)) for each in shown)
    return Reply(
        status="quoted",
        claims=claims,
        why="not_stated" if not claims else "complete",
        left_out=left_out,
        passages_read=len(found.passages),
        passages_in_all=found.in_all,
        label=NOTHING if not claims else UNPROVEN if left_out else BY_NOBODY,
    )


def _shown(passage: Passage, question: str) -> Evidence:
    text = squash(passage.text)
    quote = text if len(text) <= LONGEST_QUOTE else excerpt(question, text, LONGEST_QUOTE)
    if quote.rfind("\u27e6") > quote.rfind("\u27e7"):  # half a mask token would be shown as rubbish
        quote = quote[: quote.rfind("\u27e6")].rstrip()
    return Evidence(anchor=passage.anchor, quote=quote, passage_id=passage.id)


@dataclass(frozen=True)
class Checker:
    """Holds claims of one reply against what was read for it."""

    question: str
    passages: Sequence[Passage]
    facts: Tender

    def claim(self, replied: AnsweredClaim) -> Claim | None:
        """None where a quote is missing, a figure or name is borne out by none, or it speaks of another lot than it rests on."""
        text = self._wash.text(replied.text.replace(MARK.strip(), " "), "claims")
        evidence = tuple(each for quote in replied.quotes if (each := self._evidence(quote)) is not None)
        if not evidence or is_withheld(text) or not text.strip():
            return None
        rested = [self._by_id[each.passage_id] for each in evidence if each.passage_id]
        if is_of_another(rested, lots_named(text) or lots_named(self.question)):
            return None
        claim = Claim(text=text, evidence=evidence)
        # A passage of one lot bears out that lot's number, one of the whole tender that of any lot which was asked about.
        asked = lots_named(self.question) & frozenset(name for lot in self.facts.lots for name in lots_named(lot.id))
        allowed = tuple(f"lot {name}" for name in sorted(asked.union(*map(lots_of, rested))))
        checked = check_claim(claim, self._by_id, facts=self._known, policy="drop", allowed=allowed)
        return claim if checked.status == "supported" else None

    def _evidence(self, replied: AnswerQuote) -> Evidence | None:
        quote = squash(replied.quote.replace(MARK.strip(), " ")).strip('"“”„«» ')[:LONGEST_QUOTE]
        source = self._by_id.get(replied.passage.strip("[] "))
        if source is None or len(quote) < SHORTEST_QUOTE or is_unsafe(quote) or not stands_in(quote, source.text):
            return None
        return Evidence(anchor=source.anchor, quote=quote, passage_id=source.id) if self._wash.has_only_known_links(quote) else None

    @cached_property
    def _by_id(self) -> Mapping[str, Passage]:
        return {each.id: each for each in self.passages}

    @cached_property
    def _known(self) -> Tender:
        """What a claim may name without a quote. Not the coded figures: an answer shows where each of them stands."""
        facts = self.facts
        bare = Tender(source=facts.source, external_id=facts.external_id, content_hash=facts.content_hash, kind=facts.kind)
        return bare.model_copy(update={"title": facts.title, "buyer": facts.buyer})

    @cached_property
    def _wash(self) -> Wash:
        read = self.facts.model_copy(update={"passages": tuple(self.passages)})
        return Wash(read, None, (), tokens_in(read), personal_in)
