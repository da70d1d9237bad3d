"""What an Open Contracting release is called, and where a person can see it: publishers put both in many places."""

import re
from urllib.parse import quote

from jobs.sources.draft import Draft
from jobs.sources.json_text import Object, mapping, mappings
from jobs.sources.wording import clean, one_line, web_address

_LONGEST_TITLE = 250
_FTS_NOTICE = re.compile(r"^[0-9]{4,8}-20[0-9]{2}$")


def read_title(release: Object, tender: Object, draft: Draft) -> str | None:
    """`tender.title`, else where publishers put it instead.

    Lists of call-offs have it in the award or contract, plans in the budget; Colombia and Portugal write a heading into
    the description and no title at all. A long description is no title.
    """
    lots = mappings(tender.get("lots"))
    notices = [document for document in mappings(tender.get("documents")) if _is_notice(document)]
    results = [*mappings(release.get("awards"))[:2], *mappings(release.get("contracts"))[:2]]
    planning = mapping(release.get("planning"))
    said = [
        ("/tender/title", tender.get("title")),
        ("/title", release.get("title")),
        *(("/tender/documents/title", document.get("title")) for document in notices),
        *(("/tender/lots/0/title", lot.get("title")) for lot in lots if len(lots) == 1),
        *(("/awards/0/title, /contracts/0/title", result.get("title")) for result in results),
        ("/planning/project/title", mapping(planning.get("project")).get("title") or planning.get("project")),
        *((f"/{name}/description", _heading(holder.get("description"))) for name, holder in (("tender", tender), ("release", release))),
        ("/planning/budget/description", _heading(mapping(planning.get("budget")).get("description"))),
        *(("/awards/0/description", _heading(result.get("description"))) for result in results),
    ]
    for anchor, value in said:
        title = draft.prove_text("title", anchor, one_line(value))
        if title is not None:
            return title
    return None


def _heading(value: object) -> str | None:
    """A text short enough to be a title, in one line."""
    text = clean(value)
    return text if text and len(text) <= _LONGEST_TITLE and "\n" not in text else None


def _is_notice(document: Object) -> bool:
    return (one_line(document.get("documentType")) or "").endswith("Notice")


_PAGES = (
    ("ocds-be6bcu-", "https://prozorro.gov.ua/tender/"),
    ("ocds-b3wdp1-", "https://mtender.gov.md/tenders/ocds-b3wdp1-"),
)
"""Where portals show a process by what follows the prefix of its ocid."""


def read_url(release: Object, draft: Draft) -> str | None:
    """The notice document of this stage, else the portal's page."""
    tender, planning = mapping(release.get("tender")), mapping(release.get("planning"))
    results = [*mappings(release.get("awards")), *mappings(release.get("contracts"))]
    awarded = [document for result in results for document in mappings(result.get("documents"))]
    for documents in (mappings(tender.get("documents")), awarded, mappings(planning.get("documents"))):
        found = next((url for document in documents if _is_notice(document) and (url := web_address(one_line(document.get("url"))))), None)
        if found:
            draft.prove("url", "/tender/documents[documentType=…Notice]/url", found)
            return found
    notice_id, ocid = one_line(release.get("id")) or "", one_line(release.get("ocid")) or ""
    if ocid.startswith("ocds-h6vhtk-") and _FTS_NOTICE.match(notice_id):
        return f"https://www.find-tender.service.gov.uk/Notice/{notice_id}"
    return next((page + quote(ocid.removeprefix(prefix), safe="") for prefix, page in _PAGES if ocid.startswith(prefix)), None)
