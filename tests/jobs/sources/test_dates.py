import pytest

from jobs.chain.tender import Deadline
from jobs.sources.dates import distinct_deadlines, parse_iso, parse_moment, read_deadline, with_zone


@pytest.mark.parametrize(
    ("day", "hour", "published"),
    [
        ("2027-04-26+02:00", "16:00:00+02:00", "2027-04-26T16:00:00+02:00"),
        ("2027-04-26+03:00", "10:00:00.000+03:00", "2027-04-26T10:00:00+03:00"),
        ("2027-04-26+02:00", "00:00:00.0000000+02:00", "2027-04-26T00:00:00+02:00"),
        ("2027-04-26Z", "12:00:00Z", "2027-04-26T12:00:00Z"),
        ("2027-04-26", "12:00", "2027-04-26T12:00:00"),
        ("2027-04-26+02:00", None, "2027-04-26"),
        ("2027-04-26+02:00", "12:00:00", "2027-04-26T12:00:00+02:00"),
        ("20270426", "9:30", "2027-04-26T09:30:00"),
        ("2027-04-26", "12:00:00.250Z", "2027-04-26T12:00:00.25Z"),
    ],
)
def test_dates_and_times_as_publishers_write_them(day: str, hour: str | None, published: str) -> None:
    moment = parse_moment(day, hour)

    assert moment is not None
    assert moment.published == published


@pytest.mark.parametrize("day", ["", "soon", "2027-13-01", "2027-02-30", "0001-01-01", "9999-12-31", "٢٠٢٧-٠١-٠١", "2027-04-26+99:99x"])
def test_impossible_dates_are_unknown(day: str) -> None:
    assert parse_moment(day, "12:00:00") is None


def deadline(text: str, country: str | None) -> tuple[Deadline, tuple[str, ...]]:
    moment = parse_iso(text)
    assert moment is not None
    return read_deadline(moment, "tender", country)


@pytest.mark.parametrize(
    ("text", "country", "instant"),
    [
        ("2027-05-10T12:00:00+01:00", "IRL", "2027-05-10T11:00:00+00:00"),
        ("2027-05-10T12:00:00+00:00", "IRL", "2027-05-10T11:00:00+00:00"),
        ("2027-05-10T12:00:00+03:00", "AUT", "2027-05-10T09:00:00+00:00"),
        ("2027-05-10T12:00:00+01:00", "ESP", "2027-05-10T11:00:00+00:00"),
        ("2027-05-10T12:00:00", "DEU", "2027-05-10T10:00:00+00:00"),
        ("2027-05-10T12:00:00-04:00", "USA", "2027-05-10T16:00:00+00:00"),
        ("2027-05-10T12:00:00+02:00", None, "2027-05-10T10:00:00+00:00"),
        ("2027-05-10T24:00:00+02:00", "DEU", "2027-05-10T22:00:00+00:00"),
    ],
)
def test_the_earliest_possible_instant_binds(text: str, country: str | None, instant: str) -> None:
    found, _ = deadline(text, country)

    assert found.instant is not None
    assert found.instant.isoformat() == instant


@pytest.mark.parametrize(
    ("text", "country", "word"),
    [
        ("2027-05-10T12:00:00+00:00", "IRL", "does not use on that day"),
        ("2099-12-31T23:59:00+01:00", "DEU", "placeholder"),
        ("2027-05-10T00:00:00+02:00", "DEU", "the day before"),
        ("2027-05-10", "DEU", "no time of day"),
        ("2027-05-10T12:00:00", "DEU", "read as local time in Germany (UTC+02:00)"),
        ("2027-05-10T12:00:00", None, "ask the buyer which clock counts"),
    ],
)
def test_what_is_odd_about_a_deadline_is_said(text: str, country: str | None, word: str) -> None:
    assert any(word in sentence for sentence in deadline(text, country)[1])


@pytest.mark.parametrize(
    ("text", "country"), [("2027-05-10T12:00:00+02:00", "DEU"), ("2027-05-10T12:00:00+01:00", "ESP"), ("2027-01-10T12:00:00Z", "GBR")]
)
def test_nothing_is_said_about_an_ordinary_deadline(text: str, country: str) -> None:
    assert deadline(text, country)[1] == ()


def test_an_inferred_zone_is_shown_and_a_published_one_kept() -> None:
    assert with_zone(deadline("2021-08-30T16:00:00", "GUY")[0]) == "2021-08-30T16:00:00-04:00"
    assert with_zone(deadline("2027-01-10T12:00:00Z", "GBR")[0]) == "2027-01-10T12:00:00Z"


def test_equal_deadlines_become_one_with_the_lots_of_both_and_unknown_instants_come_last() -> None:
    one, two = deadline("2027-05-10T12:00:00+02:00", "DEU")[0], deadline("2027-05-01T12:00:00+02:00", "DEU")[0]
    unknown = deadline("2027-01-01T12:00:00", None)[0]

    found = distinct_deadlines([unknown, one.model_copy(update={"lot_ids": ("1",)}), two, one.model_copy(update={"lot_ids": ("2",)})])

    assert [(each.published, each.lot_ids) for each in found] == [
        ("2027-05-01T12:00:00+02:00", ()),
        ("2027-05-10T12:00:00+02:00", ("1", "2")),
        ("2027-01-01T12:00:00", ()),
    ]
