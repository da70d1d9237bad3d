"""Finds the one release to read in any of the packages that Open Contracting data comes in."""

from jobs.chain.errors import BadInput
from jobs.sources.dates import parse_iso
from jobs.sources.draft import Draft
from jobs.sources.json_text import Object, mapping, mappings
from jobs.sources.ocds_kind import tags_of
from jobs.sources.wording import one_line

_MAX_STAGES = 200


def looks_like_ocds(document: Object) -> bool:
    """A release, a release package, a record, a record package."""
    return (
        any(isinstance(document.get(key), list) for key in ("releases", "records"))
        or "compiledRelease" in document
        or _is_release(document)
    )


def _is_release(document: Object) -> bool:
    return "ocid" in document and any(key in document for key in ("tender", "tag", "buyer", "parties", "awards", "planning"))


def pick_release(document: Object, draft: Draft) -> Object:
    """The one release to read.

    A record: its compiled release, else its releases merged in the order of their dates. A package: its newest release
    of the first contracting process, with a warning where it holds several. Raises `BadInput` foreign_json for an
    empty package.
    """
    if isinstance(document.get("records"), list):
        records = mappings(document.get("records"))
        stages = _stages(records)
        if stages:
            return _of_stages([pick_release(record, draft) for record in stages])
        _warn_of_others(len(records), draft)
        return pick_release(records[0], draft) if records else _nothing()
    compiled = mapping(document.get("compiledRelease"))
    if compiled:
        return compiled
    if not isinstance(document.get("releases"), list):
        return document if _is_release(document) else _nothing()
    releases = [release for release in mappings(document.get("releases")) if _is_release(release)]
    if not releases:
        return _nothing()
    process = releases[0].get("ocid")
    mine = [release for release in releases if release.get("ocid") == process]
    _warn_of_others(len({str(release.get("ocid")) for release in releases}), draft)
    return _merged(sorted(mine, key=_when))


def _stages(records: list[Object]) -> list[Object]:
    """Records of one process that a publisher splits into stages (MTender: `…-MD-1`, `…-MD-1-EV-2`), master first; else none."""
    ordered = sorted(records[:_MAX_STAGES], key=lambda record: len(str(record.get("ocid"))))
    master = str(ordered[0].get("ocid")) if ordered else ""
    one = len(ordered) > 1 and len(master) > 10 and all(str(record.get("ocid")).startswith(f"{master}-") for record in ordered[1:])
    return ordered if one else []


def _of_stages(releases: list[Object]) -> Object:
    """The master keeps what it says; later stages add what it leaves out (lots, periods, documents) and their tags."""
    merged: Object = {}
    for release in reversed(releases):
        merged = _overlay(merged, release)
    tags = [tag for release in releases for tag in tags_of(release)]
    return merged | {"tag": list(dict.fromkeys(tag for tag in tags if tag != "compiled")) or tags[:1]}


def _nothing() -> Object:
    raise BadInput("foreign_json", "The Open Contracting package holds no release to read. Send a package with one release in it.")


def _warn_of_others(count: int, draft: Draft) -> None:
    draft.warn(
        f"The package holds {count} contracting processes; only the first was read. Send the others one by one." if count > 1 else None
    )


def _when(release: Object) -> str:
    moment = parse_iso(one_line(release.get("date")))
    return moment.published if moment else ""


def _merged(releases: list[Object]) -> Object:
    """Later releases win, object by object; lists are replaced whole. Tags are those of the last release."""
    merged = dict(releases[0])
    for release in releases[1:]:
        merged = _overlay(merged, release)
    return merged


def _overlay(below: Object, above: Object) -> Object:
    joined = {
        key: _overlay(mapping(below.get(key)), value) if isinstance(value, dict) else value
        for key, value in above.items()
        if value is not None
    }
    return {**below, **joined}
