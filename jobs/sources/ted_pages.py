"""Reads the pages of a TED search and keeps count of them, so that a walk that is not complete never looks complete."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from jobs.chain.errors import BadInput, SourceDown
from jobs.sources.json_text import mapping, parse_json
from jobs.sources.ted_api import Object
from jobs.sources.wording import one_line

MAX_PAGES = 2_000
"""Of one walk; at 250 notices a page that is half a year of all Europe."""


@dataclass(frozen=True)
class SearchPage:
    notices: list[Object]
    total: int | None
    """All notices of the query as the service counts them on this page; None where it does not say."""
    token: str | None
    """Of the next page; the last page may carry one too."""


def read_page(body: bytes) -> SearchPage:
    """The page in an answer of status 200. Raises `SourceDown` where it is cut short or is no such page."""
    try:
        document, _ = parse_json(body)
    except BadInput as cause:
        raise SourceDown("TED's search answered something that is not JSON. Try again later.") from cause
    answer = mapping(document)
    # Comes with status 200 and a part of the page.
    if answer.get("timedOut"):
        raise SourceDown("TED's search ran out of time and gave only a part of a page. Try again later.")
    notices, total, token = answer.get("notices"), answer.get("totalNoticeCount"), answer.get("iterationNextToken")
    if not isinstance(notices, list) or not all(isinstance(notice, dict) for notice in notices) or not isinstance(token, str | None):
        raise SourceDown("TED's search answered JSON of a kind it should not. Try again later.")
    return SearchPage(notices, total if isinstance(total, int) and not isinstance(total, bool) else None, token or None)


@dataclass
class Walk:
    """What is to be remembered between pages: counts and tokens, never notices."""

    collected: int = 0
    total: int | None = None
    _tokens: set[int] = field(default_factory=set)
    """Hashes, since a token may be long."""
    _last: tuple[object, ...] = ()
    """Publication numbers of the page before."""

    def ends_with(self, page: SearchPage) -> bool:
        """Counts the page; True where it is the last. Raises `SourceDown` where the walk cannot come to a right end.

        The end is a page without a token or an empty one, and only where as many notices came as were announced.
        """
        self.collected += len(page.notices)
        self.total = page.total if page.total is not None else self.total
        numbers = tuple(notice.get("publication-number") for notice in page.notices)
        if numbers and numbers == self._last:
            raise SourceDown("TED's search gave the same page twice. Start the search again.")
        self._last = numbers
        if page.token is None or not page.notices:
            self._check_count()
            return True
        if hash(page.token) in self._tokens:
            raise SourceDown("TED's search gave the same token for the next page twice. Start the search again.")
        self._tokens.add(hash(page.token))
        if len(self._tokens) >= MAX_PAGES:
            raise SourceDown(f"TED's search has more than {MAX_PAGES:,} pages for this query. Narrow the search.")
        return False

    def _check_count(self) -> None:
        if self.total is None:
            raise SourceDown("TED's search did not say how many notices there are, so none may be missing unseen. Try again later.")
        if self.collected != self.total:
            raise SourceDown(
                f"TED's search gave {self.collected:,} of {self.total:,} notices, so the result is not complete. Start the search again."
            )


def refusal(status: int, body: bytes, fields: Sequence[str], *, paging: bool) -> SourceDown:
    """Why the search answered another status than 200, in one sentence; `paging` says that a token was sent."""
    if status == 500 and paging:
        return SourceDown("TED's search no longer knows the token of the next page (500). Start the search again.")
    if status != 400:
        return SourceDown(f"TED's search does not work at the moment ({status}). Try again later.")
    message, kind = _complaint(body)
    unknown = unsupported_fields(message, fields)
    if unknown:
        return SourceDown(
            f"TED's search no longer knows the field {', '.join(unknown)} (400). Whoever runs Bidwright must have it taken out of the list."
        )
    return SourceDown(f"TED's search refused the query ({kind or 400}): {_short(message)}")


_SUPPORTED = "supported values are:"


def unsupported_fields(message: str, fields: Sequence[str]) -> list[str]:
    """The names that are not in the list of all names which the refusal holds; it does not name the offender itself."""
    if "'fields'" not in message or _SUPPORTED not in message:
        return []
    listed = message.partition(_SUPPORTED)[2].strip().removesuffix(")")
    supported = {name.strip() for name in listed.split(",")}
    return [name for name in fields if name not in supported]


def _complaint(body: bytes) -> tuple[str, str | None]:
    """`message` and `error.type` of a refusal; nothing where it is not the JSON it should be."""
    try:
        answer = mapping(parse_json(body)[0])
    except BadInput:
        return "", None
    return one_line(answer.get("message")) or "", one_line(mapping(answer.get("error")).get("type"))


def _short(message: str) -> str:
    return f"{message[:200].rstrip('.')}." if message else "it gave no reason."
