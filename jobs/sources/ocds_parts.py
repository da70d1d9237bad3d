"""Parts of an OCDS release: buyer, codes, values, deadlines, lots."""

import re
from dataclasses import dataclass
from decimal import Decimal

from jobs.chain.tender import AwardCriterion, Basis, Deadline, DeadlineKind, Lot, Money
from jobs.sources.countries import alpha3, nuts_country
from jobs.sources.dates import distinct_deadlines, parse_iso, read_deadline
from jobs.sources.draft import Draft
from jobs.sources.json_text import decimal, mapping, mappings
from jobs.sources.money import empty_value_warning, money, sum_of_lots
from jobs.sources.wording import clean, cpv_code, distinct, first_of, one_line

Object = dict[str, object]

_UNLIMITED = Decimal(2_147_483_647)
"""Public Contracts Scotland and Sell2Wales write the largest 32-bit number for "unlimited"."""
_COUNTRY_OF_PUBLISHER = {
    # Prefixes of portals that serve one country, from the OCDS prefix list.
    "ocds-h6vhtk": "GBR",
    "ocds-b5fd17": "GBR",
    "ocds-r6ebe6": "GBR",
    "ocds-kuma6s": "GBR",
    "ocds-px0z7d": "PRT",
    "ocds-87sd3t": "MEX",
    "ocds-9t57fa": "ZAF",
}
_NUTS = re.compile(r"^[A-Z]{2}[0-9A-Z]{0,3}$")
MAX_LOTS = 1_000
_CPV_SCHEMES = ("CPV", "CPVS", "EU-CPV", "ДК021")


@dataclass(frozen=True)
class Buyer:
    name: str | None
    country: str | None
    city: str | None


def read_buyer(release: Object, draft: Draft) -> Buyer:
    """`buyer`, filled in from its party; else the party with the role; else `tender.procuringEntity`."""
    named, tender = mapping(release.get("buyer")), mapping(release.get("tender"))
    parties = mappings(release.get("parties"))
    own = next((party for party in parties if named.get("id") is not None and party.get("id") == named.get("id")), None)
    by_role = next((party for role in ("buyer", "procuringEntity") for party in parties if role in _roles(party)), {})
    party = own or by_role or mapping(tender.get("procuringEntity"))
    source = "buyer" if one_line(named.get("name")) else "parties[role=buyer]"
    name = first_of(one_line(named.get("name")), one_line(party.get("name")))
    draft.prove("buyer", f"/{source}/name", name)
    address = mapping(party.get("address")) or mapping(named.get("address"))
    country, anchor, quote = _country(release, party or named, address)
    draft.prove("buyer_country", anchor, quote)
    return Buyer(name=name, country=country, city=one_line(address.get("locality")))


def _roles(party: Object) -> tuple[object, ...]:
    roles = party.get("roles")
    return tuple(roles) if isinstance(roles, list) else (roles,)


def _country(release: Object, party: Object, address: Object) -> tuple[str | None, str, str | None]:
    """What the address says, a NUTS region in it, the register's country (`GB-COH`), the portal's country."""
    region = one_line(address.get("region")) or ""
    scheme = one_line(mapping(party.get("identifier")).get("scheme")) or ""
    register = first_of(scheme if re.match(r"^[A-Z]{2}-", scheme) else None, one_line(party.get("id")))
    ocid = one_line(release.get("ocid")) or ""
    tried = (
        (
            alpha3(one_line(address.get("country")) or one_line(address.get("countryName"))),
            "/parties/address/countryName",
            one_line(address.get("countryName")),
        ),
        (nuts_country(region) if _NUTS.match(region) else None, "/parties/address/region", region),
        (alpha3(register[:2]) if register and re.match(r"^[A-Z]{2}-", register) else None, "/parties/identifier/scheme", register),
        (_COUNTRY_OF_PUBLISHER.get(ocid[:11].lower()), "/ocid", ocid),
    )
    return next((found for found in tried if found[0]), (None, "/parties/address", None))


def read_money(value: object, basis: Basis, fact: str, anchor: str, draft: Draft) -> Money | None:
    """An OCDS value; `amountGross` is with VAT, so an `amount` beside it is without."""
    said = mapping(value)
    net, gross = decimal(said.get("amount")), decimal(said.get("amountGross"))
    number = net if net is not None else gross
    currency = one_line(said.get("currency"))
    if number == _UNLIMITED:
        draft.warn("The notice writes 2147483647 for “unlimited”; the value is read as not stated.")
        return None
    draft.warn(empty_value_warning(number, currency))
    found = money(number, currency, basis, "gross" if net is None else "net" if gross is not None else "unknown")
    if found is not None:
        draft.prove(fact, anchor, f"{number:f}")
    return found


def read_value(release: Object, lots: tuple[Lot, ...], draft: Draft, *, framework: bool | None) -> Money | None:
    """The tender's value (upper end of a range), else the lots', else what was awarded."""
    tender = mapping(release.get("tender"))
    stated = read_money(
        tender.get("value"), "framework_maximum" if framework else "estimated", "estimated_value", "/tender/value/amount", draft
    )
    least = decimal(mapping(tender.get("minValue")).get("amount"))
    if stated is not None and least is not None and 1 < least < stated.amount:
        draft.warn(
            f"The value is a range from {least:,f} to {stated.amount:,f} {stated.currency or ''}".rstrip() + "; the upper end is shown."
        )
    if stated is not None:
        return stated
    if least is not None and least > 1:
        return read_money(tender.get("minValue"), "minimum", "estimated_value", "/tender/minValue/amount", draft)
    summed, warning = sum_of_lots(lots)
    draft.warn(warning)
    return summed or _awarded(release, draft)


def _awarded(release: Object, draft: Draft) -> Money | None:
    values = [
        read_money(award.get("value"), "awarded", "estimated_value", "/awards/0/value/amount", draft)
        for award in mappings(release.get("awards"))
    ]
    known = [value for value in values if value is not None]
    if not known or len({value.currency for value in known}) > 1:
        return None
    return known[0].model_copy(update={"amount": sum((value.amount for value in known), Decimal())})


def read_cpv(tender: Object, draft: Draft) -> tuple[str, ...]:
    """CPV codes of the tender, its items and lots, the main one first; other schemes (UNSPSC, GSIN) are left out."""
    items, lots = mappings(tender.get("items")), mappings(tender.get("lots"))
    found = distinct((*_codes(tender), *(code for item in (*items, *lots) for code in _codes(item))))
    draft.prove("cpv_main", "/tender/classification, /tender/items", found[0] if found else None)
    return found


def _codes(holder: Object) -> list[str]:
    found = [*mappings(holder.get("classification")), *mappings(holder.get("additionalClassifications"))]
    cpv = (entry for entry in found if (one_line(entry.get("scheme")) or "").upper() in _CPV_SCHEMES)
    return [code for entry in cpv if (code := cpv_code(one_line(entry.get("id"))))]


def read_deadlines(tender: Object, country: str | None, draft: Draft) -> tuple[Deadline, ...]:
    """`tenderPeriod.endDate` and the UK's `expressionOfInterestDeadline`."""
    period = mapping(tender.get("tenderPeriod"))
    found: list[Deadline] = []
    sources: tuple[tuple[object, DeadlineKind, str], ...] = (
        (period.get("endDate"), "tender", "/tender/tenderPeriod/endDate"),
        (tender.get("expressionOfInterestDeadline"), "expression", "/tender/expressionOfInterestDeadline"),
    )
    for value, kind, anchor in sources:
        said = one_line(value)
        moment = parse_iso(said)
        if moment is None:
            draft.warn(f"A deadline could not be read: “{said[:40]}”." if said else None)
            continue
        reading = read_deadline(moment, kind, country)
        for sentence in reading.warnings:
            draft.warn(sentence)
        draft.prove_first("deadlines", anchor, said)
        found.append(reading.deadline)
    return distinct_deadlines(found)


def read_lots(tender: Object, draft: Draft) -> tuple[Lot, ...]:
    """`tender.lots`; none where the tender is not divided."""
    items = mappings(tender.get("items"))
    return tuple(_read_lot(lot, index, items, draft) for index, lot in enumerate(mappings(tender.get("lots"))[:MAX_LOTS]))


def _read_lot(lot: Object, index: int, items: list[Object], draft: Draft) -> Lot:
    lot_id = first_of(one_line(lot.get("id")), str(index + 1)) or str(index + 1)
    anchor = f"/tender/lots/{index}"
    mine = [item for item in items if one_line(item.get("relatedLot")) == lot_id or lot_id in _related(item)]
    places = [one_line(address.get("region")) for item in mine for address in mappings(item.get("deliveryAddresses"))]
    return Lot(
        id=lot_id[:60],
        title=draft.prove_text(f"lots.{lot_id}.title", f"{anchor}/title", one_line(lot.get("title"))),
        description=draft.prove_text(f"lots.{lot_id}.description", f"{anchor}/description", clean(lot.get("description"))),
        cpv=distinct(code for holder in (lot, *mine) for code in _codes(holder)),
        value=read_money(lot.get("value"), "estimated", f"lots.{lot_id}.value", f"{anchor}/value/amount", draft),
        place=", ".join(distinct(places)[:5]) or None,
        award_criteria=read_award_criteria(lot),
    )


def _related(item: Object) -> tuple[object, ...]:
    related = item.get("relatedLots")
    return tuple(related) if isinstance(related, list) else ()


def read_award_criteria(holder: Object) -> tuple[AwardCriterion, ...]:
    """`awardCriteria.criteria[]`; publishers of the EU profile put the weight into `description`."""
    found: list[AwardCriterion] = []
    for criterion in mappings(mapping(holder.get("awardCriteria")).get("criteria"))[:100]:
        kind, said = one_line(criterion.get("type")), one_line(criterion.get("description"))
        weight = said if said and re.match(r"^[0-9]{1,3}(?:[.,][0-9]+)?\s*%?$", said) else None
        number = next((decimal(entry.get("number")) for entry in mappings(criterion.get("numbers"))), None)
        name = first_of(one_line(criterion.get("name")), None if weight else said, kind)
        if name:
            known = "price" if kind == "price" else "cost" if kind == "cost" else "quality" if kind == "quality" else None
            found.append(AwardCriterion(kind=known, name=name[:300], weight=weight or (f"{number:f}" if number is not None else None)))
    return tuple(found)
