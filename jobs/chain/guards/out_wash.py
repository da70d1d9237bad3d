"""One field of text through every check that needs no evidence; what comes out goes through unchanged a second time."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property

from jobs.chain.coverage import Coverage
from jobs.chain.guards.out_contacts import Contacts
from jobs.chain.guards.out_findings import Action, Family, FindPersonalData, OutFinding
from jobs.chain.guards.out_links import KnownLinks, without_foreign
from jobs.chain.guards.out_private import MASKED, without_personal, without_unknown_tokens
from jobs.chain.guards.out_text import SLACK, closed, is_unsafe, visible, without_markup
from jobs.chain.guards.out_topics import WITHHELD, without_topics
from jobs.chain.pii.case import tokens_in
from jobs.chain.profile import Profile
from jobs.chain.quotes import squash
from jobs.chain.tender import Evidence, Passage, Tender

ROUNDS = 6
"""What is taken out can join what stood around it (`<!<!here>here>`): again until nothing changes."""
_PLAIN = re.compile(r"[^\w\s,;%€$£()'’\-]|[.。．](?=\w)")
REASONS: dict[Family, str] = {
    "unsafe_text": "Hidden characters, markup, stacked marks or endless words.",
    "slack_control": "Slack would have called people or a channel.",
    "foreign_link": "An address that the notice does not hold.",
    "mask_token": "A mask token that was not issued in this run.",
    "personal_data": "Personal data that the notice does not hold.",
    "hate": "It insults people.",
    "violence": "It threatens or calls for violence.",
    "illegal_advice": "It reads like advice to break the law.",
    "off_topic": "It is not about the tender.",
}


class Wash:
    def __init__(
        self,
        tender: Tender,
        profile: Profile | None,
        untrusted: Iterable[str],
        known_tokens: Collection[str] | None,
        find_personal: FindPersonalData | None,
        coverage: Sequence[Coverage] = (),
        contacts: Contacts | None = None,
    ) -> None:
        self._tender, self._profile, self._coverage = tender, profile, coverage
        self._given_tokens, self._find = known_tokens, find_personal
        self.passages: Mapping[str, Passage] = {passage.id: passage for passage in tender.passages}
        self._links = KnownLinks(tender, self.passages, untrusted)
        self.contacts = contacts or Contacts()
        self.findings: list[OutFinding] = []

    def text(self, text: str, place: str, *, topics: bool = True) -> str:
        """`text` cleaned; each family found in it is noted once."""
        now = text
        for _ in range(ROUNDS):
            before, now = now, self._once(now, place, topics=topics)
            if now == before:
                return now
        return squash(_PLAIN.sub(" ", now))

    def _once(self, text: str, place: str, *, topics: bool) -> str:
        now = self._step(text, without_markup(visible(SLACK.sub("", text))), place, "unsafe_text", SLACK.sub("", text))
        if topics:
            withheld = without_topics(now, self._in_source)
            for family in withheld.families:
                self.note(family, "replaced", REASONS[family], place)
            now = withheld.text
        before, now = now, without_unknown_tokens(now, lambda: self._known_tokens)
        if now.count(MASKED) > before.count(MASKED):
            self.note("mask_token", "removed", REASONS["mask_token"], place)
        now = self._step(now, without_foreign(now, self._links), place, "foreign_link")
        now = self.contacts.hidden_in(now)
        if self._find is not None:
            now = self._step(now, without_personal(now, self._find, self._in_source), place, "personal_data")
        return self._step(now, closed(SLACK.sub("", now)), place, "slack_control")

    def _step(self, before: str, after: str, place: str, family: Family, compared: str | None = None) -> str:
        if compared is not None and compared != before:
            self.note("slack_control", "removed", REASONS["slack_control"], place)
        if after != (before if compared is None else compared):
            self.note(family, "removed", REASONS[family], place)
        return after

    def note(self, family: Family, action: Action, reason: str, place: str) -> None:
        finding = OutFinding(family=family, action=action, reason=reason, place=place)
        if finding not in self.findings[-8:]:
            self.findings.append(finding)

    def quote(self, evidence: Evidence) -> Evidence | None:
        """The evidence without a person's data: its longest piece that has none; None where nothing of it may be shown."""
        if is_unsafe(evidence.quote) or is_unsafe(evidence.anchor) or not self.has_only_known_links(evidence.quote):
            return None
        cut = self.contacts.cut(evidence.quote)
        return evidence if cut == evidence.quote else evidence.model_copy(update={"quote": cut}) if cut else None

    def has_only_known_links(self, text: str) -> bool:
        return without_foreign(text, self._links) == text

    @cached_property
    def _known_tokens(self) -> Collection[str]:
        """In a masked case every token is the run's own: what looked like one in it was masked as text."""
        return tokens_in(self._tender, self._profile, *self._coverage) if self._given_tokens is None else self._given_tokens

    def _in_source(self, piece: str) -> bool:
        return squash(piece).casefold() in self._source

    @cached_property
    def _source(self) -> str:
        facts = self._tender
        coded = [facts.title or "", facts.buyer or "", facts.description or "", self._profile.model_dump_json() if self._profile else ""]
        return squash("\n".join([*(passage.text for passage in facts.passages), *coded])).casefold()


def is_withheld(text: str) -> bool:
    return any(words in text for words in WITHHELD.values())
