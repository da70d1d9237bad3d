"""TED as its search API and its site answer, documented errors and traps included."""

from collections.abc import Sequence
from typing import Any

from aiohttp import web

from tests.standins.portals.serving import Fault, Page, PortalStandIn
from tests.standins.portals.ted_expert import Query, QueryRefused, read_query
from tests.standins.portals.ted_notices import notice_xml

SUPPORTED = frozenset({
    "publication-number", "notice-identifier", "change-notice-version-identifier", "procedure-identifier", "publication-date",
    "notice-type", "form-type", "notice-subtype", "official-language", "links", "notice-title", "title-proc", "title-lot",
    "description-proc", "description-lot", "buyer-name", "buyer-country", "buyer-city", "place-of-performance",
    "place-of-performance-country-proc", "classification-cpv", "main-classification-proc", "main-classification-type-proc",
    "additional-classification-proc", "contract-nature", "contract-nature-main-proc", "procedure-type", "framework-agreement-lot",
    "dps-usage-lot", "identifier-lot", "deadline", "deadline-date-lot", "deadline-receipt-tender-date-lot",
    "deadline-receipt-tender-time-lot", "deadline-receipt-request-date-lot", "deadline-receipt-request-time-lot",
    "deadline-receipt-expressions-date-lot", "deadline-receipt-expressions-time-lot", "deadline-receipt-request",
    "estimated-value-proc", "estimated-value-cur-proc", "estimated-value-lot", "estimated-value-cur-lot",
    "framework-maximum-value-lot", "framework-maximum-value-cur-lot", "award-criterion-type-lot", "award-criterion-name-lot",
    "submission-url-lot", "document-url-lot", "submission-language", "winner-name", "total-value", "tender-value", "tender-value-cur",
})  # fmt: skip
"""Names seen in answers of the service; the real list has about 1,830."""
_KEYS = {"query", "fields", "limit", "page", "paginationMode", "iterationNextToken", "scope", "onlyLatestVersions", "checkQuerySyntax"}
_TITLE_PAGE = "<!doctype html><html><head><title>TED</title></head><body></body></html>"

TIMED_OUT = Fault(change=lambda page: page | {"timedOut": True, "notices": page["notices"][:1]})
ONE_MISSING = Fault(change=lambda page: page | {"notices": page["notices"][:-1]})
NO_TOTAL = Fault(change=lambda page: page | {"totalNoticeCount": None})
EMPTY_PAGE = Fault(change=lambda page: page | {"notices": []})
STRANGE_NOTICES = Fault(change=lambda page: page | {"notices": ["123-2026"]})
STRANGE_TOKEN = Fault(change=lambda page: page | {"iterationNextToken": 7})


class TedStandIn(PortalStandIn):
    """Serves both hosts of TED at one address; `notices` may be added to at any time."""

    def __init__(self, notices: Sequence[Page] = ()) -> None:
        super().__init__()
        self.notices = notices
        self.supported = set(SUPPORTED)
        self.trailing_token = False
        """A token after the last notice, with which an empty page comes that has a token again."""
        self.same_token = False
        """Every page carries the same token, though the pages go on."""
        self.same_page = False
        """Every page holds the notices of the first, under a token of its own."""
        self._walks: dict[str, tuple[str, int]] = {}
        self._found: dict[str, list[int]] = {}

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/v3/notices/search", self._search),
            web.get("/{language}/notice/{number}/xml", self._xml),
            web.get("/{language}/notice/-/detail/{number}", self._home),
            # An older address of the search leads to the title page since 2024.
            web.route("*", "/v3.0/notices/search", self._moved),
            web.get("/", self._home),
        ]

    def forget_tokens(self) -> None:
        self._walks.clear()

    async def _search(self, request: web.Request) -> web.Response:
        body: dict[str, Any] = await request.json()
        wrong = _refusal(body, self.supported)
        if wrong is not None:
            return web.json_response(wrong, status=400)
        try:
            query = read_query(body["query"])
        except QueryRefused as refused:
            return web.json_response(_error(str(refused), refused.kind), status=400)
        if body.get("checkQuerySyntax"):
            return web.json_response({"notices": [], "totalNoticeCount": None, "iterationNextToken": None, "timedOut": False})
        token = body.get("iterationNextToken")
        if token is not None and token not in self._walks:
            return web.json_response({"message": "Internal server error", "error": None}, status=500)
        return web.json_response(self._page(body, query, self._walks[token][1] if token else 0))

    def _page(self, body: dict[str, Any], query: Query, start: int) -> Page:
        found, limit = self._matching(body["query"], query), body["limit"]
        if body.get("paginationMode", "PAGE_NUMBER") == "PAGE_NUMBER":
            start = (body.get("page", 1) - 1) * limit
        shown = found[0 if self.same_page else start :][:limit]
        wanted = {*body["fields"], "links"}
        notices = [{key: value for key, value in self.notices[index].items() if key in wanted} for index in shown]
        more = start + limit < len(found) or self.trailing_token
        token = self._token(body["query"], start + limit) if more and body.get("paginationMode") == "ITERATION" else None
        return {"notices": notices, "totalNoticeCount": len(found), "iterationNextToken": token, "timedOut": False}

    def _matching(self, text: str, query: Query) -> list[int]:
        """Places of the notices found, worked out once a query."""
        if text not in self._found:
            days = {index: str(each["publication-date"]) for index, each in enumerate(self.notices) if query.matches(each)}
            self._found[text] = sorted(days, key=lambda index: days[index], reverse=query.descending)
        return self._found[text]

    def _token(self, text: str, start: int) -> str:
        token = "AAABsame" if self.same_token else f"AAAB{start:08x}"
        self._walks[token] = (text, start)
        return token

    async def _xml(self, request: web.Request) -> web.Response:
        number = request.match_info["number"]
        found = next((each for each in self.notices if each["publication-number"] == number), None)
        if found is None:
            return web.Response(text=_TITLE_PAGE, status=404, content_type="text/html")
        return web.Response(body=notice_xml(found), content_type="application/xml")

    async def _home(self, request: web.Request) -> web.Response:
        return web.Response(text=_TITLE_PAGE, content_type="text/html")

    async def _moved(self, request: web.Request) -> web.Response:
        raise web.HTTPFound("/")


def _refusal(body: dict[str, Any], supported: set[str]) -> Page | None:
    """What is answered with 400, in the order in which the service looks."""
    for key in body:
        if key not in _KEYS:
            return _error(f'JSON parse error: Unrecognized field "{key}" (class PublicExpertSearchRequestV1), not marked as ignorable')
    fields, limit = body.get("fields") or [], body.get("limit", 10)
    if not fields or not body.get("query"):
        return _error("Validation error: fields and query must not be empty")
    if not set(fields) <= supported:
        return _error(f"Parameter 'fields' contains unsupported value (supported values are: {','.join(sorted(supported))})")
    if limit > 250:
        return _error(f"Value ({limit}) of parameter 'limit' exceeds maximum allowed value (250)", "SEARCH_EXCEEDS_MAX_LIMIT")
    if limit * len(fields) > 10_000:
        cells = f"Value ({limit * len(fields)}) of parameter 'Fields per page' exceeds maximum allowed value (10000)"
        return _error(cells, "SEARCH_FIELDS_PER_PAGE_EXCEEDS_MAX_LIMIT")
    return None


def _error(message: str, kind: str | None = None) -> Page:
    return {"message": message, "error": {"type": kind} if kind else None}
