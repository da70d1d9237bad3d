"""Reads a TED_EXPORT notice (schema R2.0.x, TED until 2024)."""

from dataclasses import dataclass

from jobs.chain.tender import Deadline, Kind, Lot, SelectionCriterion, Tender
from jobs.sources.countries import alpha3
from jobs.sources.criteria import shared_criteria, shared_duration
from jobs.sources.draft import Draft
from jobs.sources.languages import alpha2_language, alpha3_language, read_language
from jobs.sources.legacy_criteria import read_common_criteria, read_selection
from jobs.sources.legacy_dates import common_duration, read_deadlines
from jobs.sources.legacy_forms import form_number, kind_of, nature_of, procedure_of
from jobs.sources.legacy_lots import read_lots
from jobs.sources.legacy_terms import Terms, read_amendment, read_terms
from jobs.sources.legacy_tree import each, first, form_of, line, paragraphs, strip_namespaces, value_of
from jobs.sources.legacy_value import read_value
from jobs.sources.markup import Element
from jobs.sources.purpose import kind_warning, lots_warning, purpose_of
from jobs.sources.whereabouts import Whereabouts, settle_country
from jobs.sources.wording import content_hash, cpv_code, distinct, first_of, one_line, publication_number

_BUYER = ("CONTRACTING_BODY/ADDRESS_CONTRACTING_BODY", ".//CA_CE_CONCESSIONAIRE_PROFILE")
_TITLE = ("OBJECT_CONTRACT/TITLE", ".//TITLE_CONTRACT")
_DESCRIPTION = ("OBJECT_CONTRACT/SHORT_DESCR", ".//SHORT_CONTRACT_DESCRIPTION")
_KOSOVO = "1A"
"""The Official Journal's own country code."""
_TWO_STAGES = ("restricted", "negotiated-with-call", "competitive-dialogue")
_TEXTS = (
    "OBJECT_CONTRACT/OBJECT_DESCR/INFO_ADD",
    "OBJECT_CONTRACT/OBJECT_DESCR/RENEWAL_DESCR",
    "OBJECT_CONTRACT/OBJECT_DESCR/OPTIONS_DESCR",
    "OBJECT_CONTRACT/OBJECT_DESCR/CRITERIA_CANDIDATE",
    "LEFTI/MAIN_FINANCING_CONDITION",
    "LEFTI/PERFORMANCE_CONDITIONS",
    ".//MAIN_FINANCING_CONDITIONS",
    ".//OPTION_DESCRIPTION",
    ".//TOTAL_QUANTITY_OR_SCOPE",
    "PROCEDURE/CRITERIA_EVALUATION",
    "COMPLEMENTARY_INFO/INFO_ADD",
    ".//ADDITIONAL_INFORMATION",
)


@dataclass(frozen=True)
class _Parts:
    """What must be read before the rest, because the rest depends on it."""

    title: str | None
    language: str | None
    """As tagged, or as read where that is plainly another."""
    description: str | None
    country: str | None
    lots: tuple[Lot, ...]
    kind: Kind
    procedure: str | None
    deadlines: tuple[Deadline, ...]
    selection: tuple[SelectionCriterion, ...]
    terms: Terms


def _read_parts(root: Element, form: Element | None, coded: Element | None, draft: Draft) -> _Parts:
    title = draft.prove_text("title", "OBJECT_CONTRACT/TITLE", first_of(line(form, *_TITLE), _composed_title(root)))
    description = draft.prove_text("description", "OBJECT_CONTRACT/SHORT_DESCR", paragraphs(first(form, *_DESCRIPTION)))
    country = _country(first(form, *_BUYER), coded, draft)
    lots, terms, selection = read_lots(form, draft), read_terms(form, draft), read_selection(form, draft)
    _file_texts(form, draft)
    kind = _kind(form, coded, title, description, draft)
    procedure, said = procedure_of(form, coded)
    draft.prove("procedure", "PROCEDURE/PT_* or CODIF_DATA/PR_PROC", said)
    deadlines = read_deadlines(form, coded, kind, country, draft, restricted=procedure in _TWO_STAGES)
    draft.warn(lots_warning(len(lots), [title, description]))
    spoken = read_language(form.get("LG") if form is not None else None, description)
    draft.warn(spoken.warning)
    return _Parts(title, spoken.language, description, country, lots, kind, procedure, deadlines, selection, terms)


def _buyer(root: Element, form: Element | None, draft: Draft) -> str | None:
    in_form = line(first(form, *_BUYER), "OFFICIALNAME", "ORGANISATION/OFFICIALNAME")
    name = first_of(in_form, line(root, "TRANSLATION_SECTION/ML_AA_NAMES/AA_NAME"))
    draft.prove("buyer", "CONTRACTING_BODY/ADDRESS_CONTRACTING_BODY/OFFICIALNAME", name)
    return name


def _identity(root: Element, form: Element | None, draft: Draft) -> tuple[str | None, str | None]:
    """Publication number and form number."""
    draft.prove("publication_number", "TED_EXPORT/@DOC_ID", root.get("DOC_ID"))
    draft.prove("notice_type", "FORM_SECTION/*/@FORM", form.get("FORM") if form is not None else None)
    return publication_number(root.get("DOC_ID")), form_number(form)


def read_ted_legacy(root: Element, data: bytes) -> Tender:
    """A `Tender` from a TED_EXPORT root (renamed in place). Unknown facts are None; nothing is raised."""
    strip_namespaces(root)
    draft = Draft()
    form, coded = form_of(root), first(root, "CODED_DATA_SECTION")
    parts = _read_parts(root, form, coded, draft)
    (published, number), cpv = _identity(root, form, draft), _cpv(form, coded, draft)
    return Tender(
        source="ted_legacy",
        external_id=first_of(published, line(root, "FORM_SECTION/NOTICE_UUID")) or content_hash(data),
        content_hash=content_hash(data),
        kind=parts.kind,
        notice_id=line(root, "FORM_SECTION/NOTICE_UUID"),
        publication_number=published,
        procedure_id=line(form, "OBJECT_CONTRACT/REFERENCE_NUMBER", ".//FILE_REFERENCE_NUMBER"),
        title=parts.title,
        title_lang=alpha3_language(parts.language),
        notice_lang=alpha2_language(parts.language),
        description=parts.description,
        buyer=_buyer(root, form, draft),
        buyer_country=parts.country,
        buyer_city=line(first(form, *_BUYER), "TOWN"),
        cpv_main=cpv[0] if cpv else None,
        cpv_all=cpv,
        nature=nature_of(form, coded),
        procedure=parts.procedure,
        notice_type=number,
        form_type=number,
        lots=parts.lots,
        deadlines=parts.deadlines,
        estimated_value=read_value(form, coded, parts.lots, draft),
        award_criteria=shared_criteria(parts.lots) or read_common_criteria(form),
        selection_criteria=parts.selection,
        duration=shared_duration(lot.duration for lot in parts.lots) or common_duration(form),
        amendment=read_amendment(form),
        url=f"https://ted.europa.eu/en/notice/-/detail/{published}" if published else None,
        **vars(parts.terms),
        **draft.filed(),
    )


def _composed_title(root: Element) -> str | None:
    """The Official Journal's title in English: what is left of a form whose own title cannot be found."""
    return line(root, "TRANSLATION_SECTION/ML_TITLES/ML_TI_DOC[@LG='EN']/TI_TEXT", "TRANSLATION_SECTION/ML_TITLES/ML_TI_DOC/TI_TEXT")


def _country(body: Element | None, coded: Element | None, draft: Draft) -> str | None:
    said = first_of(value_of(body, "COUNTRY", "VALUE"), value_of(coded, "NOTICE_DATA/ISO_COUNTRY", "VALUE"))
    place = Whereabouts(
        coded="XK" if said == _KOSOVO else said,
        nuts=value_of(body, "NUTS", "CODE"),
        telephone=line(body, "PHONE"),
        company_id=line(body, "NATIONALID"),
    )
    country, warning = settle_country(place)
    draft.warn(warning)
    draft.prove("buyer_country", "ADDRESS_CONTRACTING_BODY/COUNTRY/@VALUE", said if alpha3(said) == country else place.nuts)
    return country


def _cpv(form: Element | None, coded: Element | None, draft: Draft) -> tuple[str, ...]:
    paths = ("OBJECT_CONTRACT/CPV_MAIN/CPV_CODE", ".//CPV_MAIN/CPV_CODE", ".//CPV_CODE")
    replaced = set(each(form, "CHANGES//CPV_CODE"))
    in_form = [element.get("CODE") for path in paths for element in each(form, path) if element not in replaced]
    in_code = [element.get("CODE") for element in each(coded, "NOTICE_DATA/ORIGINAL_CPV")]
    found = distinct(cpv_code(code) for code in (*in_form, *in_code))
    draft.prove("cpv_main", "OBJECT_CONTRACT/CPV_MAIN/CPV_CODE/@CODE", found[0] if found else None)
    return found


def _kind(form: Element | None, coded: Element | None, title: str | None, description: str | None, draft: Draft) -> Kind:
    kind = kind_of(form, coded)
    said = purpose_of(title, [description]) if kind in ("opportunity", "planning", "unknown") else None
    if kind == "change":
        draft.warn(f"The notice corrects {line(form, './/NOTICE_NUMBER_OJ') or 'an earlier one'}.")
    if said is None or said[0] == kind:
        return kind
    draft.warn(kind_warning(kind, said[0], said[1]))
    return said[0]


def _file_texts(form: Element | None, draft: Draft) -> None:
    for path in _TEXTS:
        for element in each(form, path):
            draft.passage(paragraphs(element), path.removeprefix(".//"))
    for change in list(each(form, "CHANGES/CHANGE"))[:200]:
        parts = [
            f"{name}: {said}"
            for name, path in (("Where", "WHERE"), ("Instead of", "OLD_VALUE"), ("Read", "NEW_VALUE"))
            if (said := _spaced(first(change, path)))
        ]
        draft.passage("\n".join(parts), "CHANGES/CHANGE")


def _spaced(element: Element | None) -> str | None:
    """Text of an element whose parts stand in elements of their own (`SECTION`, `LABEL`, `DATE`, `TIME`)."""
    return one_line(" ".join(map(str, element.itertext()))) if element is not None else None
