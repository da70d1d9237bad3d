"""Who buys, in an Open Contracting release, and in which country."""

import re
from dataclasses import dataclass

from jobs.sources.countries import alpha3, nuts_country
from jobs.sources.draft import Draft
from jobs.sources.json_text import Object, mapping, mappings
from jobs.sources.wording import first_of, one_line

_COUNTRY_OF_PUBLISHER = {
    # Prefixes of portals that serve one country, from the OCDS prefix list.
    "ocds-h6vhtk": "GBR",
    "ocds-b5fd17": "GBR",
    "ocds-r6ebe6": "GBR",
    "ocds-kuma6s": "GBR",
    "ocds-px0z7d": "PRT",
    "ocds-87sd3t": "MEX",
    "ocds-9t57fa": "ZAF",
    "ocds-be6bcu": "UKR",
    "ocds-b3wdp1": "MDA",
    "ocds-03ad3f": "PRY",
    "ocds-k50g02": "COL",
    "ocds-70d2nz": "CHL",
    "ocds-lcuori": "HND",
    "ocds-d2phr6": "AUS",
}
_NUTS = re.compile(r"^[A-Z]{2}[0-9A-Z]{0,3}$")


@dataclass(frozen=True)
class Buyer:
    name: str | None
    country: str | None
    city: str | None


def read_buyer(release: Object, draft: Draft) -> Buyer:
    """`buyer`, filled in from its party; else the party with the role; else `tender.procuringEntity`."""
    named, tender = mapping(release.get("buyer")), mapping(release.get("tender"))
    entity = mapping(tender.get("procuringEntity"))
    parties = mappings(release.get("parties"))
    own = next((party for party in parties if named.get("id") is not None and party.get("id") == named.get("id")), None)
    by_role = next((party for role in ("buyer", "procuringEntity") for party in parties if role in _roles(party)), {})
    party = own or by_role or entity
    told = (
        ("/buyer/name", one_line(named.get("name"))),
        ("/parties[role=buyer]/name", one_line((own or by_role).get("name"))),
        ("/tender/procuringEntity/name", one_line(entity.get("name"))),
        ("/parties[role=buyer]/identifier/legalName", one_line(mapping(party.get("identifier")).get("legalName"))),
    )
    anchor, name = next((entry for entry in told if entry[1]), ("/buyer/name", None))
    draft.prove("buyer", anchor, name)
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
    nested = mapping(mapping(address.get("addressDetails")).get("country"))
    coded = one_line(address.get("country")) or one_line(nested.get("id"))
    named = one_line(address.get("countryName")) or one_line(nested.get("description"))
    tried = (
        (alpha3(coded), "/parties/address/country", coded),
        (alpha3(named), "/parties/address/countryName", named),
        (nuts_country(region) if _NUTS.match(region) else None, "/parties/address/region", region),
        (alpha3(register[:2]) if register and re.match(r"^[A-Z]{2}-", register) else None, "/parties/identifier/scheme", register),
        (_COUNTRY_OF_PUBLISHER.get(ocid[:11].lower()), "/ocid", ocid),
    )
    return next((found for found in tried if found[0]), (None, "/parties/address", None))
