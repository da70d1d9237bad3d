"""Reads a notice as the TED search API gives it: flat, in parallel arrays that must never be zipped (facts of 2026)."""

from decimal import Decimal
from typing import Any

from jobs.chain.errors import BadInput
from jobs.chain.tender import Deadline, DeadlineKind, DocumentLink, Kind, Lot, Money, Tender
from jobs.sources.countries import alpha3
from jobs.sources.dates import distinct_deadlines, parse_moment, read_deadline
from jobs.sources.draft import Draft
from jobs.sources.json_text import Object, decimal, mapping
from jobs.sources.languages import alpha3_language, read_language
from jobs.sources.money import empty_value_warning, money, sum_of_lots
from jobs.sources.purpose import kind_warning, purpose_of
from jobs.sources.ted_forms import NATURES, kind_of_codes
from jobs.sources.wording import content_hash, cpv_code, distinct, first_of, one_line, publication_number, web_address

MAX_LOTS = 1_000
_DEADLINES: tuple[tuple[str, DeadlineKind], ...] = (
    # The order in which to believe them; `deadline` and `deadline-date-lot` are other dates, three weeks early in places.
    ("deadline-receipt-tender", "tender"),
    ("deadline-receipt-request", "request"),
    ("deadline-receipt-expressions", "expression"),
)


def looks_like_ted_api(document: Object) -> bool:
    """One notice object of the search API, or a whole response."""
    return "publication-number" in document or isinstance(document.get("notices"), list)


def pick_notice(document: Object) -> Object:
    """The one notice of a response, or the object itself.

    Raises `BadInput` foreign_json where the response holds none (also `timedOut`) or several: which one is meant?
    """
    if not isinstance(document.get("notices"), list):
        return document
    notices = [notice for notice in document["notices"] if isinstance(notice, dict)] if isinstance(document["notices"], list) else []
    if len(notices) == 1 and "publication-number" in notices[0]:
        return notices[0]
    if document.get("timedOut") is True and not notices:
        raise BadInput(
            "foreign_json", "The search on TED timed out and this answer holds no notice. Repeat the search and send one notice."
        )
    raise BadInput("foreign_json", f"This TED search answer holds {len(notices)} notices. Send exactly one notice object.")


def _list(value: object) -> list[str]:
    """Texts of a list or of a single value, empty ones left out, repeats kept."""
    values = value if isinstance(value, list) else [value]
    return [text for item in values if (text := one_line(item) or _number_text(item))]


def _number_text(value: object) -> str | None:
    return f"{value:f}" if isinstance(value, Decimal) else None


def _one(notice: Object, key: str) -> str | None:
    return next(iter(_list(notice.get(key))), None)


def _spoken(notice: Object, key: str, wanted: str | None) -> tuple[str | None, list[str]]:
    """Language and texts of `{lang: text}` or `{lang: [texts]}`: the wanted language, else the first given."""
    said = mapping(notice.get(key))
    language = wanted if wanted in said else next(iter(said), None)
    return language, _list(said.get(language)) if language is not None else []


def _buyer(notice: Object, language: str | None, draft: Draft) -> tuple[str | None, str | None]:
    """Name and ISO alpha-3 country of the first buyer."""
    _, buyers = _spoken(notice, "buyer-name", language)
    draft.prove("buyer", "/buyer-name", next(iter(buyers), None))
    draft.warn(f"{len(set(buyers))} buyers purchase together; the first named is shown." if len(set(buyers)) > 1 else None)
    draft.prove("buyer_country", "/buyer-country", _one(notice, "buyer-country"))
    return next(iter(buyers), None), alpha3(_one(notice, "buyer-country"))


_CODES = ("main-classification-proc", "classification-cpv", "additional-classification-proc")


def _cpv(notice: Object, draft: Draft) -> tuple[str, ...]:
    found = distinct(cpv_code(code) for key in _CODES for code in _list(notice.get(key)))
    draft.prove("cpv_main", "/main-classification-proc, /classification-cpv", found[0] if found else None)
    return found


def read_ted_api(document: Object, data: bytes) -> Tender:
    """A `Tender` from one notice object. Unknown facts are None. Raises `BadInput` as `pick_notice` does."""
    notice, draft = pick_notice(document), Draft()
    language = (_one(notice, "official-language") or "").lower() or None
    title, title_lang = _title(notice, language, draft)
    description = draft.prove_text("description", "/description-proc", "\n".join(_spoken(notice, "description-proc", title_lang)[1]))
    buyer, country = _buyer(notice, title_lang, draft)
    spoken = read_language(title_lang, description)
    draft.warn(spoken.warning)
    published = publication_number(_one(notice, "publication-number"))
    draft.prove("publication_number", "/publication-number", _one(notice, "publication-number"))
    cpv, lots = _cpv(notice, draft), _lots(notice, title_lang, draft)
    return Tender(
        source="ted_api",
        external_id=first_of(_one(notice, "notice-identifier"), published) or content_hash(data),
        content_hash=content_hash(data),
        kind=_kind(notice, title, description, draft),
        notice_id=_one(notice, "notice-identifier"),
        publication_number=published,
        procedure_id=_one(notice, "procedure-identifier"),
        title=title,
        title_lang=spoken.language,
        notice_lang=spoken.language if spoken.warning else language,
        description=description,
        buyer=buyer,
        buyer_country=country,
        buyer_city=next(iter(_spoken(notice, "buyer-city", title_lang)[1]), None),
        cpv_main=cpv[0] if cpv else None,
        cpv_all=cpv,
        nature=NATURES.get(_one(notice, "contract-nature-main-proc") or _one(notice, "contract-nature") or ""),
        procedure=_one(notice, "procedure-type"),
        notice_type=_one(notice, "notice-type"),
        form_type=_one(notice, "form-type"),
        lots=lots,
        deadlines=_deadlines(notice, country, lots, draft),
        estimated_value=_value(notice, lots, draft),
        url=_url(notice, published),
        **_terms(notice, draft),
        **draft.filed(),
    )


def _title(notice: Object, language: str | None, draft: Draft) -> tuple[str | None, str | None]:
    """`title-proc`, the buyer's own; `notice-title` is composed by TED in 24 languages and only the last resort."""
    for key in ("title-proc", "title-lot", "notice-title"):
        tag, texts = _spoken(notice, key, language)
        if texts and (key != "title-lot" or len(set(texts)) == 1):
            return draft.prove_text("title", f"/{key}/{tag}", texts[0]), alpha3_language(tag)
    return None, language


def _kind(notice: Object, title: str | None, description: str | None, draft: Draft) -> Kind:
    form, notice_type = _one(notice, "form-type"), _one(notice, "notice-type")
    draft.prove("form_type", "/form-type", form)
    draft.prove("notice_type", "/notice-type", notice_type)
    kind = kind_of_codes(form, notice_type)
    said = purpose_of(title, [description]) if kind in ("opportunity", "planning", "unknown") else None
    if said is not None and said[0] != kind:
        draft.warn(kind_warning(kind, said[0], said[1]))
        return said[0]
    if kind == "opportunity" and _one(notice, "change-notice-version-identifier"):
        draft.warn("The notice changes an earlier one.")
        return "change"
    return kind


def _lots(notice: Object, language: str | None, draft: Draft) -> tuple[Lot, ...]:
    """Lots by identifier alone; titles only where there is exactly one for each, for the arrays are not aligned."""
    ids = distinct(_list(notice.get("identifier-lot")))[:MAX_LOTS]
    titles = _spoken(notice, "title-lot", language)[1]
    for index, text in enumerate((*titles, *_spoken(notice, "description-lot", language)[1])):
        draft.passage(text, f"/title-lot, /description-lot [{index}]")
    named = titles if len(titles) == len(ids) else []
    return tuple(Lot(id=lot_id[:60], title=named[index] if named else None) for index, lot_id in enumerate(ids))


def _deadlines(notice: Object, country: str | None, lots: tuple[Lot, ...], draft: Draft) -> tuple[Deadline, ...]:
    found: list[Deadline] = []
    for prefix, kind in _DEADLINES:
        days, hours = distinct(_list(notice.get(f"{prefix}-date-lot"))), distinct(_list(notice.get(f"{prefix}-time-lot")))
        if len(days) > 1 or len(hours) > 1:
            draft.warn("Lots have different deadlines, which the search answer does not tell apart; read the notice itself.")
        # One date and one time belong together; of several, the earliest time is safe for every date.
        hour = min(hours) if hours else None
        for day in days:
            found += _deadline(day, hour, kind, country, lots if len(days) == 1 else (), prefix, draft)
    if not found:
        for stamp in distinct(_list(notice.get("deadline-receipt-request"))):
            found += _deadline(*_split(stamp), None, country, (), "deadline-receipt-request", draft)
    dated = distinct_deadlines(found)
    if dated:
        _prove_binding(dated[0], notice, draft)
    return dated


def _prove_binding(binding: Deadline, notice: Object, draft: Draft) -> None:
    """Quotes the field that states the day of the earliest deadline; its time stands in another, and a quote of both in neither."""
    keys = [f"{prefix}-date-lot" for prefix, kind in _DEADLINES if kind == binding.kind] or ["deadline-receipt-request"]
    for key in keys:
        for said in distinct(_list(notice.get(key))):
            moment = parse_moment(*_split(said))
            if moment is not None and moment.published[:10] == binding.published[:10]:
                draft.prove_first("deadlines", f"/{key}", said)


def _split(stamp: str) -> tuple[str, str | None]:
    day, _, hour = stamp.partition("T")
    return day, hour or None


def _deadline(
    day: str, hour: str | None, kind: DeadlineKind | None, country: str | None, lots: tuple[Lot, ...], key: str, draft: Draft
) -> list[Deadline]:
    moment = parse_moment(day, hour)
    if moment is None:
        draft.warn(f"A deadline could not be read: “{day[:40]}” (/{key}).")
        return []
    reading = read_deadline(moment, kind, country, tuple(lot.id for lot in lots))
    for sentence in reading.warnings:
        draft.warn(sentence)
    return [reading.deadline]


def _value(notice: Object, lots: tuple[Lot, ...], draft: Draft) -> Money | None:
    for key, currency_key in (
        ("estimated-value-proc", "estimated-value-cur-proc"),
        ("framework-maximum-value-lot", "framework-maximum-value-cur-lot"),
    ):
        numbers = [decimal(text) for text in distinct(_list(notice.get(key)))]
        if len(numbers) == 1:
            draft.warn(empty_value_warning(numbers[0], _one(notice, currency_key)))
            found = money(
                numbers[0], _one(notice, currency_key), "estimated" if key == "estimated-value-proc" else "framework_maximum", "net"
            )
            if found is not None:
                draft.prove("estimated_value", f"/{key}", f"{found.amount:f}")
                return found
    return _lot_values(notice, lots, draft)


def _lot_values(notice: Object, lots: tuple[Lot, ...], draft: Draft) -> Money | None:
    """Values of lots are summed only where there is one for each lot and a single currency for all."""
    texts, currencies = _list(notice.get("estimated-value-lot")), distinct(_list(notice.get("estimated-value-cur-lot")))
    values = [money(decimal(text), currencies[0] if len(currencies) == 1 else None, "estimated", "net") for text in texts]
    if not texts or len(texts) != len(lots) or len(currencies) != 1:
        draft.warn("The search answer gives values that cannot be matched to lots; read the notice itself." if texts else None)
        return None
    found, warning = sum_of_lots([lot.model_copy(update={"value": value}) for lot, value in zip(lots, values, strict=True)])
    draft.warn(warning)
    draft.prove("estimated_value", "/estimated-value-lot", texts[0])
    return found


def _terms(notice: Object, draft: Draft) -> dict[str, Any]:
    """Facts about how to bid, under the names they have in `Tender`."""
    return {
        "framework": _technique(notice, "framework-agreement-lot", "fa-"),
        "dynamic": _technique(notice, "dps-usage-lot", "dps-"),
        "submission_languages": distinct(alpha3_language(code) for code in _list(notice.get("submission-language"))),
        "submission_url": _address(notice, "submission-url-lot", "submission_url", draft),
        "documents": _documents(notice, draft),
    }


def _technique(notice: Object, key: str, prefix: str) -> bool | None:
    kinds = _list(notice.get(key))
    return any(kind.startswith(prefix) for kind in kinds) if kinds else None


def _address(notice: Object, key: str, fact: str, draft: Draft) -> str | None:
    """The first web address of a list."""
    found = next((address for said in _list(notice.get(key)) if (address := web_address(said))), None)
    draft.prove(fact, f"/{key}", found)
    return found


def _documents(notice: Object, draft: Draft) -> tuple[DocumentLink, ...]:
    _address(notice, "document-url-lot", "documents", draft)
    addresses = distinct(web_address(said) for said in _list(notice.get("document-url-lot")))
    return tuple(DocumentLink(url=address) for address in addresses[:200])


def _url(notice: Object, published: str | None) -> str | None:
    html = mapping(mapping(notice.get("links")).get("html"))
    given = one_line(html.get("ENG"))
    return (
        given if given and given.startswith("https://") else f"https://ted.europa.eu/en/notice/-/detail/{published}" if published else None
    )
