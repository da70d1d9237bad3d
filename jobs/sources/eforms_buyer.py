"""The buyer of an eForms notice, by reference: never the first organisation, which may be the e-sender or a court."""

from dataclasses import dataclass

from jobs.sources.countries import alpha3
from jobs.sources.draft import Draft
from jobs.sources.eforms_tree import EXTENSION, each, first, spoken, text, texts
from jobs.sources.markup import Element
from jobs.sources.whereabouts import Whereabouts, settle_country
from jobs.sources.wording import one_line

_BUYER_ID = "cac:Party/cac:PartyIdentification/cbc:ID"
_ORGANISATION = f"{EXTENSION}/efac:Organizations/efac:Organization"
_ANCHOR = "OPT-300 /*/cac:ContractingParty -> BT-500 efac:Organization"


@dataclass(frozen=True)
class Buyer:
    name: str | None = None
    country: str | None = None
    """ISO 3166 alpha-3, after the check against region, telephone and register number."""
    city: str | None = None


def read_buyer(root: Element, wanted_language: str | None, draft: Draft) -> Buyer:
    """The lead buyer, else the first buyer named; unknown where the reference leads nowhere.

    `cac:ContractingParty/cac:Party` is the buyer (OPT-300); the e-sender sits deeper, in `cac:ServiceProviderParty`,
    and so is never read here.
    """
    references = [reference for party in each(root, "cac:ContractingParty") if (reference := text(party, _BUYER_ID))]
    found = [element for reference in references if (element := _organisation(root, reference)) is not None]
    if not found:
        draft.warn("The notice names no buyer that its list of organisations knows; find out who is buying before anything else.")
        return Buyer()
    lead = next((element for element in found if text(element, "efbc:GroupLeadIndicator") == "true"), found[0])
    company = first(lead, "efac:Company")
    name = one_line(spoken(company, "cac:PartyName/cbc:Name", wanted_language))
    country = _country(company, draft)
    draft.prove("buyer", _ANCHOR, name)
    if len(found) > 1:
        draft.warn(f"{len(found)} buyers purchase together; the first named is shown.")
    return Buyer(name=name, country=country, city=text(company, "cac:PostalAddress/cbc:CityName"))


def _organisation(root: Element, reference: str) -> Element | None:
    for element in each(root, _ORGANISATION):
        own = texts(element, "efac:Company/cac:PartyIdentification/cbc:ID")
        if reference in (*own, *texts(element, "efac:TouchPoint/cac:PartyIdentification/cbc:ID")):
            return element
    return None


def _country(company: Element | None, draft: Draft) -> str | None:
    address = "cac:PostalAddress/"
    coded = text(company, f"{address}cac:Country/cbc:IdentificationCode")
    place = Whereabouts(
        coded=coded,
        nuts=text(company, f"{address}cbc:CountrySubentityCode"),
        telephone=text(company, "cac:Contact/cbc:Telephone"),
        company_id=text(company, "cac:PartyLegalEntity/cbc:CompanyID"),
        addresses=tuple(texts(company, "cbc:WebsiteURI") + texts(company, "cac:Contact/cbc:ElectronicMail")),
    )
    country, warning = settle_country(place)
    draft.warn(warning)
    if coded and alpha3(coded) is None:
        draft.warn(f"The buyer's country code “{coded[:20]}” is no country.")
    draft.prove(
        "buyer_country",
        "BT-514 efac:Company/cac:PostalAddress/cac:Country",
        coded if alpha3(coded) == country else place.nuts or place.telephone,
    )
    return country
