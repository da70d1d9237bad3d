"""What a person typed or linked -> the notice it names: publication numbers, OCIDs and the addresses that portals give out."""

import re
from collections.abc import Callable
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from jobs.addresses import LONGEST
from jobs.intake.given import Portal, Reference
from jobs.sources.wording import publication_number

# Each maps to one character, so that places in the text stay the same.
_PLAIN = str.maketrans(dict.fromkeys("‐‑‒–—―−﹣－", "-") | dict.fromkeys("\u00a0\u2007\u202f", " "))
_SPACES = " \t\r\n\u00a0\u200b\u2060\ufeff"
_AROUND = f"{_SPACES}<>\"'`*“”„‘’«»()[]{{}}.,;:!?"
_NUMBER = r"[0-9]{1,8}[ ]?[-/_][ ]?(?:19|20)[0-9]{2}"
_ANY = re.compile(
    rf"""(?ix)
    (?P<url> \bhttps?://[^\s<>"“”«»]+
           | (?<![\w@./:-])(?:www\.)?(?:ted\.europa\.eu|find-tender\.service\.gov\.uk|contractsfinder\.service\.gov\.uk
             |publiccontractsscotland\.gov\.uk|sell2wales\.gov\.wales)/[^\s<>"“”«»]+ )
  | (?P<ocid> (?<![\w-])ocds-[0-9a-z]{{6}}-[0-9a-z][\w.:/-]{{0,200}} )
  | (?P<ojs> (?<![\w/-])(?:OJ\ ?(?:S\ )?)?(?P<year>(?:19|20)[0-9]{{2}})\ ?[/-]\ ?(?:OJ\ ?)?S\ ?[0-9]{{1,3}}\ ?-\ ?(?P<order>[0-9]{{1,8}})(?![0-9]) )
  | (?P<fts> (?<![\w-])(?:FTS|find[ -]a[ -]tender|find-tender)(?:\ notice)?(?:\ n[or]\.?)?[ :#-]{{0,3}}(?P<fts_number>{_NUMBER})(?![0-9]) )
  | (?P<ted> (?<![\w-])TED(?:[ :]notice)?(?:\ n[or]\.?)?[ :#.-]{{0,3}}(?P<ted_number>{_NUMBER})(?![0-9]) (?::[\w:]{{0,40}})? )
  | (?P<bare> (?<![\w/+-])(?<![0-9][.,:])[0-9]{{5,8}}-(?:19|20)[0-9]{{2}}(?![\w/]|-[0-9]) )
    """
)
_BARE_ALONE = re.compile(_NUMBER.replace("1,8", "3,8"))
_OCID = re.compile(r"(?i)ocds-[0-9a-z]{6}-[0-9a-z][\w.:-]*")
_PORTAL_OF_PREFIX: dict[str, Portal] = {
    "h6vhtk": "find_a_tender",
    "b5fd17": "contracts_finder",
    "r6ebe6": "public_contracts_scotland",
    "kuma6s": "sell2wales",
}
_TED_URN = re.compile(r"(?i)TED:NOTICE:([0-9]{1,10}-[0-9]{4})(?![0-9])")
_TED_PATH = re.compile(r"(?i)/notices?/(?:-/)?(?:detail/)?([0-9]{1,10}-[0-9]{4})(?:/|$)")
_FTS_PATH = re.compile(r"(?i)/(?:notice|ocdsReleasePackages)/(?:details/)?([0-9]{1,8}-(?:19|20)[0-9]{2})(?:/|$)")
_GUID = re.compile(r"(?i)/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:[/-]|$)")
_VIEW = re.compile(r"(?i)/search_(?:view|switch)\.aspx$")
_VIEW_ID = re.compile(r"(?i)[a-z]{3}[0-9]{4,9}|[0-9]{4,9}")


def reference_of(typed: str) -> Reference | None:
    """The notice that this one word, number or address names; None where it is something else, or more than one thing.

    TED publication numbers and the ids of Find a Tender have the same shape (`012345-2026`): alone it is taken for TED's;
    `FTS 012345-2026` or the portal's own address says that Find a Tender is meant. Ids: TED `123456-2026`; Find a Tender
    `012345-2026` or the OCID; Contracts Finder a GUID or the OCID; Public Contracts Scotland and Sell2Wales `MAY414901`
    (search_view), `414901` (search_switch) or the OCID; an OCID of any other publisher stays with `ocds`, any other http
    address with `web`.
    """
    inner = typed.strip(_SPACES).lstrip(_AROUND)
    if len(inner) > LONGEST:
        return None
    plain = inner.translate(_PLAIN)
    alone = plain.rstrip(_AROUND)
    if _BARE_ALONE.fullmatch(alone):
        return _ted(alone, inner[: len(alone)])
    found = _ANY.match(plain)
    return _understood(found, inner[: found.end()]) if found and not plain[found.end() :].strip(_AROUND) else None


def references_in(text: str) -> list[Reference]:
    """Every notice that a message names, each once, in the order of mention.

    In running text a bare number counts from five digits on and with a dash alone: `24-2026` and `1234/2026` are
    somebody's file numbers.
    """
    found: dict[tuple[Portal, str], Reference] = {}
    for match in _ANY.finditer(text.translate(_PLAIN)):
        reference = _understood(match, text[match.start() : match.end()])
        if reference is not None:
            found.setdefault((reference.portal, reference.id), reference)
    return list(found.values())


def _understood(found: re.Match[str], typed: str) -> Reference | None:
    match found.lastgroup:
        case "url":
            return _of_address(_without_the_sentence(typed))
        case "ocid":
            return _of_ocid(typed.rstrip(".:/-"), typed.rstrip(".:/-"))
        case "ojs":
            return _ted(f"{found['order']}-{found['year']}", typed)
        case "fts":
            return _fts(found["fts_number"], typed)
        case "ted":
            return _ted(found["ted_number"], typed)
        case _:
            return _ted(found[0], typed)


def _without_the_sentence(address: str) -> str:
    """Without the full stop, comma or bracket that a sentence puts behind an address."""
    while address and (address[-1] in ".,;:!?'*`’‘|" or (address[-1] in ")]}" and _unopened(address))):
        address = address[:-1]
    return address


def _unopened(address: str) -> bool:
    opening = {")": "(", "]": "[", "}": "{"}[address[-1]]
    return address.count(opening) < address.count(address[-1])


def _dashed(number: str) -> str:
    return "-".join(re.findall("[0-9]+", number))


def _ted(number: str, typed: str) -> Reference | None:
    published = publication_number(_dashed(number))
    return Reference(portal="ted", id=published, typed=typed) if published and not published.startswith("0-") else None


def _fts(number: str, typed: str) -> Reference:
    order, year = _dashed(number).split("-")
    return Reference(portal="find_a_tender", id=f"{int(order):06}-{year}", typed=typed)


def _of_ocid(ocid: str, typed: str) -> Reference:
    """OCIDs are case-sensitive behind the prefix, which is registered in lower case."""
    return Reference(portal=_PORTAL_OF_PREFIX.get(ocid[5:11].lower(), "ocds"), id=ocid[:11].lower() + ocid[11:], typed=typed)


def _of_address(address: str) -> Reference | None:
    whole = address if re.match("(?i)https?://", address) else f"https://{address}"
    try:
        parts = urlsplit(whole)
        host = (parts.hostname or "").rstrip(".")
    except ValueError:  # brackets that hold no IPv6 address
        return None
    if not host or len(whole) > LONGEST:
        return None
    read = next((read for suffix, read in _READERS if host == suffix or host.endswith(f".{suffix}")), None)
    known = read(parts, address) if read and not host.startswith("preview.") else None
    return known or Reference(portal="web", id=whole, typed=address)


def _of_ted(parts: SplitResult, typed: str) -> Reference | None:
    path, query = unquote(parts.path), unquote(parts.query)
    found = _TED_URN.search(f"{path}?{query}") or _TED_PATH.search(path)
    return _ted(found[1], typed) if found else None


def _of_find_a_tender(parts: SplitResult, typed: str) -> Reference | None:
    found = _FTS_PATH.search(parts.path)
    return _fts(found[1], typed) if found else _ocid_in(parts, typed)


def _of_contracts_finder(parts: SplitResult, typed: str) -> Reference | None:
    found = _GUID.search(parts.path)
    return _ocid_in(parts, typed) or (Reference(portal="contracts_finder", id=found[1].lower(), typed=typed) if found else None)


def _of_proactis(portal: Portal) -> Callable[[SplitResult, str], Reference | None]:
    """Public Contracts Scotland and Sell2Wales run on one software: the same pages, ids of the same shape."""

    def read(parts: SplitResult, typed: str) -> Reference | None:
        shown = next((value for name, value in parse_qsl(parts.query) if name.lower() == "id"), "")
        if _VIEW.search(parts.path) and _VIEW_ID.fullmatch(shown):
            return Reference(portal=portal, id=shown.upper(), typed=typed)
        return _ocid_in(parts, typed)

    return read


def _ocid_in(parts: SplitResult, typed: str) -> Reference | None:
    found = _OCID.search(unquote(f"{parts.path}?{parts.query}"))
    return _of_ocid(found[0].rstrip(".:-"), typed) if found else None


_READERS: tuple[tuple[str, Callable[[SplitResult, str], Reference | None]], ...] = (
    ("ted.europa.eu", _of_ted),
    ("tenders.europa.eu", _of_ted),
    ("find-tender.service.gov.uk", _of_find_a_tender),
    ("contractsfinder.service.gov.uk", _of_contracts_finder),
    ("publiccontractsscotland.gov.uk", _of_proactis("public_contracts_scotland")),
    ("sell2wales.gov.wales", _of_proactis("sell2wales")),
    ("sell2wales.co.uk", _of_proactis("sell2wales")),
)
