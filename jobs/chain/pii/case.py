"""Masks a whole case, so that whoever judges it, and whatever is kept of the judgement, sees tokens in the place of personal data."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar, cast

from jobs.chain.model import Case
from jobs.chain.pii.aligned import masked_piece
from jobs.chain.pii.mask import Masker
from jobs.chain.pii.tokens import TOKEN
from jobs.chain.tender import Evidence, Passage, Requirement, Tender, Value

_CODED = """id external_id version content_hash notice_id publication_number procedure_id passage_id requirement_id lot_ids of anchor
kind stage status basis vat nature notice_type form_type cpv cpv_main cpv_all currency published clarification_deadline expires
title_lang notice_lang language buyer_country submission_languages countries languages excluded_countries quarantined"""
CODED: frozenset[str] = frozenset(_CODED.split())
"""Fields of a case that hold ids, codes, dates and places: everything else that is a text is masked, a field of tomorrow too."""
_V = TypeVar("_V")


def mask_case(case: Case, masker: Masker) -> Case:
    """`case` with every text masked that an analyst or a log of answers could see; ids, codes, dates and hashes stay.

    A quote that stood in its passage stands in the masked one, grown to whole tokens where it cut a value. Names of files are masked
    in places too. What one text tells (a contact's name) is masked in those before it.
    """
    said = _masked(_free_texts(case), masker)
    files = {name: said[name] for name in {each.document for each in case.tender.passages} if said[name] != name}
    passages = {each.id: each.text for each in case.tender.passages}
    return _Masking(said, passages, files, masker.tokens).of(case)


def tokens_in(*values: object) -> frozenset[str]:
    """Every well made token in the texts of values of the chain, or of JSON."""
    return frozenset(token for value in values for text in _texts(value) if "\u27e6" in text for token in TOKEN.findall(text))


def _masked(texts: Iterable[str], masker: Masker) -> dict[str, str]:
    """Each text once: a title comes back in facts, passages and quotes. Again where something was met after it."""
    known: dict[str, int] = {}
    masked: dict[str, str] = {}
    for text in filter(None, dict.fromkeys(texts)):
        known[text] = len(masker.tokens)
        masked[text] = masker.mask(text)
    last = len(masker.tokens)
    return {"": ""} | {text: now if known[text] == last else _again(now, masker) for text, now in masked.items()}


def _again(text: str, masker: Masker) -> str:
    # The quick look sees names inside addresses that are to stay; the thorough one, which does not, has the last word.
    return text if masker.mask_again(text) == text else masker.mask(text)


def _free_texts(case: Case) -> Iterator[str]:
    """Passages first: what stands whole in one is known when a part of it comes."""
    for passage in case.tender.passages:
        yield passage.text
    yield from _texts(case, free=True)


def _texts(value: object, *, free: bool = False) -> Iterator[str]:
    if isinstance(value, str):
        yield value
        return
    inner: Iterable[object] = ()
    if isinstance(value, Value):
        inner = (getattr(value, name) for name in (_free(value) if free else type(value).model_fields))
    elif isinstance(value, dict):
        inner = cast(dict[object, object], value).values()
    elif isinstance(value, (tuple, list)):
        inner = cast(Iterable[object], value)
    for each in inner:
        yield from _texts(each, free=free)


def _free(value: Value) -> list[str]:
    # `source` is a code in a tender, and the name of a file in a proof
    return [name for name in type(value).model_fields if name not in CODED and not (name == "source" and isinstance(value, Tender))]


@dataclass(frozen=True)
class _Masking:
    said: Mapping[str, str]
    """Each free text, and what it is masked."""
    passages: Mapping[str, str]
    """Texts of the passages by id, as they were."""
    files: Mapping[str, str]
    """Names of files in which something was masked."""
    tokens: Mapping[str, str]

    def of(self, value: _V) -> _V:
        """The same object where nothing in it changed."""
        if isinstance(value, str):
            return cast(_V, self.said[value])
        if isinstance(value, Value):
            changes = {name: new for name in _free(value) if (new := self.of(old := getattr(value, name))) is not old}
            return value.model_copy(update=changes | self._in_step(value))
        if isinstance(value, tuple):
            return cast(_V, tuple(self.of(each) for each in cast(tuple[object, ...], value)))
        if isinstance(value, dict):
            return cast(_V, {key: self.of(each) for key, each in cast(dict[str, object], value).items()})
        return value

    def _in_step(self, value: Value) -> dict[str, object]:
        """What must agree with the masked passages: quotes, sentences, and places that name a file."""
        match value:
            case Evidence():
                return {"quote": self._piece(value.quote, value), "anchor": self._place(value.anchor)}
            case Requirement():
                return {"text": self._piece(value.text, value.evidence)}
            case Passage():
                return {"anchor": self._place(value.anchor)}
            case _:
                return {}

    def _piece(self, text: str, found: Evidence) -> str:
        passage = self.passages.get(found.passage_id or "", "")
        return masked_piece(text, self.said[text], passage, self.said.get(passage, ""), self.tokens)

    def _place(self, anchor: str) -> str:
        name = next((name for name in self.files if anchor.startswith(f"{name}, ")), None)
        return anchor if name is None else self.files[name] + anchor.removeprefix(name)
