"""Sentence by sentence, what a model wrote is held against tender, profile and library; what nothing bears out is not in the draft."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from jobs.chain.analysis import Claim
from jobs.chain.coverage import Proof
from jobs.chain.drafting.draft import CONFIRM, Brief, Row, Section, SectionCode
from jobs.chain.drafting.replies import RepliedParagraph, RepliedQuote
from jobs.chain.drafting.voice import Voice, boasts, is_close, unborne_words, voice_of
from jobs.chain.evidence.check import Ground, check_claim
from jobs.chain.evidence.figures import Figure, figures
from jobs.chain.evidence.ground import Pool, kind_of, unborne
from jobs.chain.guards.out_findings import FindPersonalData
from jobs.chain.guards.out_text import is_unsafe
from jobs.chain.guards.out_wash import Wash, is_withheld
from jobs.chain.quotes import LONGEST_QUOTE, squash, stands_in
from jobs.chain.rules.sentences import sentences_of
from jobs.chain.rules.words import fold
from jobs.chain.tender import Evidence, Passage

LINE = "│"
OFFERING: frozenset[SectionCode] = frozenset({"approach", "team", "timeline", "risks", "pricing"})
_HAND_IN = re.compile(
    r"(?<!\w)(?:deadlines?|due|submi\w{1,10}|clos(?:es|ing)|hand(?:ed)? in|offers?|tenders?|bids?|questions?|clarifications?)(?!\w)"
)
_NOTHING = Pool(())


class Checker:
    """For one brief; `tender` and `company` are the passages that the model was shown."""

    def __init__(
        self,
        brief: Brief,
        tender: Sequence[Passage],
        company: Sequence[Passage],
        *,
        known_tokens: Collection[str] | None = None,
        find_personal: FindPersonalData | None = None,
    ) -> None:
        case = brief.case
        self._profile = case.profile
        self._tender: Mapping[str, Passage] = {passage.id: passage for passage in tender}
        self._company: Mapping[str, Passage] = {passage.id: passage for passage in company if passage.id not in self._tender}
        self._ground = Ground(case.tender, case.profile)
        self._wash = washer(brief, known_tokens, find_personal)

    def paragraph(self, reply: RepliedParagraph, code: SectionCode) -> tuple[Claim | None, int]:
        """What of it may be said, and how many of its sentences may not. A promise ends with the mark that people have to confirm it."""
        text = self._wash.text(reply.text.replace(CONFIRM, ""), f"draft {code}")
        said = [each.text for each in sentences_of(text)]
        if is_withheld(text):
            return None, len(said)
        quoted = [each for each in map(self._quoted, reply.quotes) if each]
        kept = [(each, voice) for each in said if self._stands(each, voice := self._voice(each, code), quoted)]
        if not kept:
            return None, len(said)
        voices = {voice for _, voice in kept}
        ending = f" {CONFIRM}" if "promise" in voices else ""
        used = tuple(_shown(each, ours) for each, ours in quoted if ("us" in voices if ours else voices & {"tender", "promise"}))
        return Claim(text=" ".join(each for each, _ in kept) + ending, evidence=used), len(said) - len(kept)

    def _voice(self, sentence: str, code: SectionCode) -> Voice:
        return voice_of(sentence, self._profile, offering=code in OFFERING)

    def _quoted(self, reply: RepliedQuote) -> tuple[Evidence, bool] | None:
        """The quote where it stands, and whether it is the company's."""
        name = reply.passage.strip("[] ")
        passage = self._tender.get(name) or self._company.get(name)
        quote = squash(reply.quote.replace(LINE, " ")).strip('"“”„«» ')[:LONGEST_QUOTE]
        if passage is None or len(quote) < 3 or not stands_in(quote, passage.text):
            return None
        if is_unsafe(quote) or is_unsafe(passage.anchor) or not self._wash.has_only_known_links(quote):
            return None
        return Evidence(anchor=passage.anchor, quote=quote, passage_id=passage.id), name in self._company

    def _stands(self, sentence: str, voice: Voice, quoted: Sequence[tuple[Evidence, bool]]) -> bool:
        proof = [each for each, ours in quoted if ours == (voice == "us")]
        said = [each for each in figures(sentence) if not each.soft]
        if (not proof and voice != "promise") or self._is_codes_own(sentence, said, voice):
            return False
        known = self._company if voice == "us" else self._tender
        checked = check_claim(
            Claim(text=sentence, evidence=tuple(proof)), known, facts=self._ground.facts, ground=self._ground, policy="drop"
        )
        if checked.status != "supported":
            return False
        if voice == "tender":
            cited = [passage.text for each in proof if (passage := self._tender.get(each.passage_id or ""))]
            return not boasts(sentence, [each.quote for each in proof]) and is_close(sentence, [*cited, self._ground.facts.title or ""])
        if unborne(said, Pool(tuple(each.quote for each in proof)), _NOTHING, _NOTHING):
            return False  # neither the notice's figures nor the rest of the profile bear out what we say of ourselves
        if voice == "promise":
            return not boasts(sentence, self._our_words(each for each, ours in quoted if ours))
        return not unborne_words(sentence, self._our_words(proof))

    def _our_words(self, proof: Iterable[Evidence]) -> list[str]:
        cited = [passage for each in proof if (passage := self._company.get(each.passage_id or ""))]
        name = [self._profile.name] if self._profile else []
        return [*name, *(each.text for each in cited), *(each.anchor.replace(".", " ") for each in cited)]

    def _is_codes_own(self, sentence: str, said: Sequence[Figure], voice: Voice) -> bool:
        """Days of handing in are code's; a promise names no day, no sum and no share: that would be a commitment nobody made."""
        kinds = {kind_of(each) for each in said}
        if voice == "promise":
            return bool(kinds & {"money", "share", "date", "time"})
        return bool(kinds & {"date", "time"}) and bool(_HAND_IN.search(fold(sentence)))


def _shown(evidence: Evidence, ours: bool) -> Evidence:
    """The company's passages are numbered for one prompt: what stays of them is the place in profile or library."""
    return evidence.model_copy(update={"passage_id": None}) if ours else evidence


def washer(brief: Brief, known_tokens: Collection[str] | None = None, find_personal: FindPersonalData | None = None) -> Wash:
    return Wash(brief.case.tender, brief.case.profile, brief.case.quarantined, known_tokens, find_personal)


def washed(section: Section, wash: Wash) -> Section:
    """The section as it may be shown: every text through the last guard's washing, no quote that a program would act on."""
    place = f"draft {section.code}"

    def safe(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
        return tuple(each for each in evidence if not is_unsafe(each.quote + each.anchor) and wash.has_only_known_links(each.quote))

    def clean(row: Row) -> Row:
        said = {"requirement": wash.text(row.requirement, place), "place": wash.text(row.place, place, topics=False)}
        proofs = tuple(
            Proof(source=wash.text(each.source, place, topics=False), quote=wash.text(each.quote, place), page=each.page)
            for each in row.proofs
        )
        return row.model_copy(update=said | {"evidence": safe(row.evidence), "proofs": proofs})

    paragraphs = tuple(Claim(text=wash.text(each.text, place), evidence=safe(each.evidence)) for each in section.paragraphs)
    return section.model_copy(update={"paragraphs": paragraphs, "rows": tuple(map(clean, section.rows))})
