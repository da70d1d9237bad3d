"""Lots of an eForms notice: title, codes, value, deadlines and award criteria, each lot for itself."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from jobs.chain.tender import AwardCriterion, Deadline, DeadlineKind, Lot
from jobs.sources.dates import distinct_deadlines, parse_moment, read_deadline
from jobs.sources.draft import Draft
from jobs.sources.eforms_terms import read_duration, read_selection
from jobs.sources.eforms_tree import EXTENSION, codes, each, first, spoken, text, texts
from jobs.sources.eforms_value import project_ceiling, project_value
from jobs.sources.markup import Element
from jobs.sources.wording import cpv_code, distinct, first_of, one_line

MAX_LOTS = 1_000
_NEVER = datetime.max.replace(tzinfo=UTC)
_DEADLINES: tuple[tuple[DeadlineKind, str, str], ...] = (
    ("tender", "BT-131", "cac:TenderSubmissionDeadlinePeriod"),
    ("request", "BT-1311", "cac:ParticipationRequestReceptionPeriod"),
    ("expression", "BT-630", f"{EXTENSION}/efac:InterestExpressionReceptionPeriod"),
)
_CLASSES = (
    "cac:MainCommodityClassification/cbc:ItemClassificationCode",
    "cac:AdditionalCommodityClassification/cbc:ItemClassificationCode",
)


@dataclass
class Reader:
    """What the lots share while they are read."""

    draft: Draft
    country: str | None
    language: str | None
    clarifications: list[Deadline] = field(default_factory=list)
    _proven: dict[str, datetime] = field(default_factory=dict)

    def prove_earliest(self, fact: str, anchor: str, quote: str, instant: datetime | None) -> None:
        """Of several dates for one fact the earliest is quoted: it is the one that binds."""
        moment = instant or _NEVER
        if fact not in self._proven or moment < self._proven[fact]:
            self._proven[fact] = moment
            self.draft.prove(fact, anchor, quote)


def read_lots(root: Element, reader: Reader) -> tuple[Lot, ...]:
    """Every lot proper, in order; groups of lots (`GLO-`) and parts of a planning notice are none."""
    elements = [element for element in each(root, "cac:ProcurementProjectLot") if _scheme(element) == "Lot"]
    if len(elements) > MAX_LOTS:
        reader.draft.warn(f"The notice has {len(elements)} lots; the first {MAX_LOTS} were read.")
    return tuple(_read_lot(element, index, reader) for index, element in enumerate(elements[:MAX_LOTS], start=1))


def _scheme(element: Element) -> str | None:
    identifier = first(element, "cbc:ID")
    return identifier.get("schemeName") if identifier is not None else None


def _read_lot(element: Element, index: int, reader: Reader) -> Lot:
    lot_id = text(element, "cbc:ID") or f"LOT-{index:04}"
    project = first(element, "cac:ProcurementProject")
    draft = reader.draft
    where = f"{lot_id} cac:ProcurementProject"
    title = draft.prove_text(f"lots.{lot_id}.title", f"BT-21-Lot {where}/cbc:Name", one_line(spoken(project, "cbc:Name", reader.language)))
    description = draft.prove_text(
        f"lots.{lot_id}.description", f"BT-24-Lot {where}/cbc:Description", spoken(project, "cbc:Description", reader.language)
    )
    return Lot(
        id=lot_id,
        title=title,
        description=description,
        cpv=project_cpv(project),
        value=project_value(project, f"lots.{lot_id}.value", lot_id, draft),
        deadlines=_deadlines(element, lot_id, reader),
        place=_place(project),
        award_criteria=_award_criteria(element, reader.language),
        selection_criteria=read_selection(element, lot_id, reader.language, draft),
        duration=read_duration(project),
        framework_maximum=project_ceiling(project),
    )


def project_cpv(project: Element | None) -> tuple[str, ...]:
    """CPV codes, the main one first."""
    return distinct(cpv_code(code) for path in _CLASSES for code in texts(project, path))


def _deadlines(element: Element, lot_id: str, reader: Reader) -> tuple[Deadline, ...]:
    process = first(element, "cac:TenderingProcess")
    found: list[Deadline] = []
    for kind, term, path in _DEADLINES:
        found += _period(process, path, kind, f"lots.{lot_id}.deadlines", f"{term} {lot_id} {path.rsplit('/', 1)[-1]}", reader, lot_id)
    reader.clarifications += _period(
        process,
        "cac:AdditionalInformationRequestPeriod",
        None,
        "clarification_deadline",
        f"BT-13 {lot_id} cac:AdditionalInformationRequestPeriod",
        reader,
        lot_id,
    )
    if first(process, f"{EXTENSION}/efac:AnswerReceptionPeriod") is not None:
        answer = first(process, f"{EXTENSION}/efac:AnswerReceptionPeriod")
        reader.draft.warn(
            f"Answers to the consultation are due {text(answer, 'cbc:EndDate') or ''} {text(answer, 'cbc:EndTime') or ''}".rstrip() + "."
        )
    return distinct_deadlines(found)


def _period(
    process: Element | None, path: str, kind: DeadlineKind | None, fact: str, anchor: str, reader: Reader, lot_id: str
) -> list[Deadline]:
    found: list[Deadline] = []
    for period in each(process, path):
        day, hour = text(period, "cbc:EndDate"), text(period, "cbc:EndTime")
        moment = parse_moment(day, hour)
        if moment is None:
            reader.draft.warn(f"A deadline could not be read: “{day} {hour or ''}”".rstrip() + f" ({anchor})." if day else None)
            continue
        reading = read_deadline(moment, kind, reader.country, (lot_id,))
        for sentence in reading.warnings if kind is not None else ():
            reader.draft.warn(sentence)
        reader.prove_earliest(fact, anchor, f"{day} {hour or ''}", reading.deadline.instant)
        found.append(reading.deadline)
    return found


def _place(project: Element | None) -> str | None:
    location = first(project, "cac:RealizedLocation")
    address = first(location, "cac:Address")
    parts = (text(address, "cbc:CityName"), text(address, "cbc:CountrySubentityCode"), text(address, "cac:Country/cbc:IdentificationCode"))
    return first_of(", ".join(distinct(parts)), one_line(spoken(location, "cbc:Description", None)), text(address, "cbc:Region"))


_CRITERION = "cac:TenderingTerms/cac:AwardingTerms/cac:AwardingCriterion"


def _award_criteria(element: Element, wanted: str | None) -> tuple[AwardCriterion, ...]:
    """The subordinate criteria; a criterion that has none counts itself."""
    found: list[AwardCriterion | None] = []
    for parent in each(element, _CRITERION):
        below = list(each(parent, "cac:SubordinateAwardingCriterion"))
        if below or text(parent, "cbc:AwardingCriterionTypeCode"):
            found += [_criterion(criterion, wanted) for criterion in below or [parent]]
    return tuple(criterion for criterion in found if criterion is not None)


def _criterion(element: Element, wanted: str | None) -> AwardCriterion | None:
    coded = text(element, "cbc:AwardingCriterionTypeCode")
    said = first_of(spoken(element, "cbc:Name", wanted), spoken(element, "cbc:Description", wanted), coded)
    name = one_line(said)
    if name is None:
        return None
    kind = coded if coded in ("price", "cost", "quality") else None
    return AwardCriterion(kind=kind, name=name[:300], weight=_weight(element))


def _weight(element: Element) -> str | None:
    """`40 %` for an exact percentage, else the SDK's code and number (`poi-exa 30`): points are of an unknown total."""
    for parameter in each(element, f"{EXTENSION}/efac:AwardCriterionParameter"):
        number = text(parameter, "efbc:ParameterNumeric")
        unit = next(iter(codes(parameter, "efbc:ParameterCode", "number-weight")), None)
        if number and unit:
            return f"{number[:20]} %" if unit == "per-exa" else f"{unit[:20]} {number[:20]}"
        if number and first(parameter, "efbc:ParameterCode") is None:
            return number[:20]
    return None
