import pytest

from jobs.sources.text_dates import find_date, find_dates


@pytest.mark.parametrize(
    ("text", "day", "hour"),
    [
        ("noon on 3 June 2027", "2027-06-03", "12:00"),
        ("5:00 PM on June 3, 2027", "2027-06-03", "17:00"),
        ("12-Jan-2027 10:00", "2027-01-12", "10:00"),
        ("2027-06-03T17:00:00+02:00", "2027-06-03", "17:00:00+02:00"),
        ("12.01.27, 12:00", "2027-01-12", "12:00"),
        ("12.00 on Wednesday 13 January 2027", "2027-01-13", "12:00"),
        ("12:00 hours (GMT+2) on Tuesday, 12 January 2027", "2027-01-12", "12:00+02:00"),
        ("12. Januar 2027, 24:00 Uhr", "2027-01-12", "24:00"),
        ("14:00 horas del 12 de enero de 2027", "2027-01-12", "14:00"),
        ("12 de janeiro de 2027, às 17h00", "2027-01-12", "17:00"),
        ("1er février 2027 à 12 heures", "2027-02-01", "12:00"),
        ("12. 1. 2027 do 10:00 hodin", "2027-01-12", "10:00"),
        ("2027. január 12. 10:00 óra", "2027-01-12", "10:00"),
        ("2027. gada 12. janvārim plkst. 11.00", "2027-01-12", "11:00"),
        ("2027 m. sausio 12 d. 10.00 val.", "2027-01-12", "10:00"),
        ("12 ΙΑΝΟΥΑΡΙΟΥ 2027, ώρα 14:00", "2027-01-12", "14:00"),
        ("12 януари 2027 г., 17:00 ч.", "2027-01-12", "17:00"),
        ("12. siječnja 2027. u 12:00 sati", "2027-01-12", "12:00"),
        ("12. jaanuar 2027 kell 11", "2027-01-12", "11:00"),
        ("12.1.2027 klo 12", "2027-01-12", "12:00"),
        ("den 12:e januari 2027 kl. 12.00", "2027-01-12", "12:00"),
        ("12 Meán Fómhair 2027", "2027-09-12", None),
        ("12 ta' Jannar 2027", "2027-01-12", None),
    ],
)
def test_dates_and_times_of_the_languages_of_the_union(text: str, day: str, hour: str | None) -> None:
    found = find_date(f"It ends {text}.")

    assert found is not None
    assert (found.day, found.hour) == (day, hour)


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("12 January 2027, 12:00 (heure de Paris)", "12:00+01:00"),
        ("12 July 2027, 12:00 (heure de Paris)", "12:00+02:00"),
        ("12 July 2027 12:00 (UK time)", "12:00+01:00"),
        ("12 July 2027 at noon BST", "12:00+01:00"),
        ("12 July 2027, 14:00 Central European Summer Time", "14:00+02:00"),
        ("12.07.2027, 12 Uhr MESZ", "12:00+02:00"),
        ("12.07.2027, 12 Uhr (Ortszeit)", "12:00"),
        ("12 July 2027, 12:00 local time", "12:00"),
        ("January 12, 2027, 2:00 PM Eastern Time", "14:00-05:00"),
        ("July 12, 2027 at 3 p.m. (Central Time)", "15:00-05:00"),
        ("July 12, 2027, 10:30 AM Mountain Prevailing Time", "10:30-06:00"),
        ("4:30 p.m. PT on July 12, 2027", "16:30-07:00"),
        ("January 12, 2027 5:00 PM ET", "17:00-05:00"),
        ("12 January 2027, 14:00 Newfoundland Time", "14:00-03:30"),
        ("12 January 2027, 14:00 Hawaii Standard Time", "14:00-10:00"),
        ("12 July 2027, 2 pm Australian Eastern Standard Time", "14:00+10:00"),
        ("12 January 2027 12:00 PT", "12:00"),
        ("12 January 2027, 12:00, central store, time clock", "12:00"),
    ],
)
def test_a_zone_in_words_becomes_the_offset_of_that_day(text: str, hour: str) -> None:
    found = find_date(text)

    assert found is not None
    assert found.hour == hour


def test_a_winter_zone_in_summer_keeps_the_offset_it_may_mean() -> None:
    summer, winter = find_date("12 July 2027 12:00 CET"), find_date("12 January 2027 12:00 CET")

    assert (summer and summer.hour, summer and summer.other_offset) == ("12:00+01:00", "+02:00")
    assert winter
    assert winter.other_offset is None


@pytest.mark.parametrize(
    ("text", "offsets"),
    [
        ("July 12, 2027, 5 pm Eastern Standard Time", ("-05:00", "-04:00")),
        ("January 12, 2027, 5 pm Pacific Daylight Time", ("-07:00", "-08:00")),
        ("12 January 2027, 5 pm Australian Eastern Standard Time", ("+10:00", "+11:00")),
    ],
)
def test_a_zone_of_the_other_half_of_the_year_keeps_both_offsets(text: str, offsets: tuple[str, str]) -> None:
    found = find_date(text)

    assert found is not None
    assert (found.hour, found.other_offset) == (f"17:00{offsets[0]}", offsets[1])


@pytest.mark.parametrize(
    "text",
    [
        "12 January 2027 (see section 3.20)",
        "12 January 2027 price 3.20",
        "12 January 2027 at midnight",
        "12 January 2027. At 9:00 we meet",
        "clause 12 of 2027, 12 January 2027; 9:30",
    ],
)
def test_numbers_that_are_no_time_of_that_date_are_left(text: str) -> None:
    assert [date.hour for date in find_dates(text)] == [None]


@pytest.mark.parametrize("text", ["31 February 2027", "45.13.2027", "version 10.02.26", "3.2.2027.4.1", "no date", "12 January"])
def test_what_is_no_date_is_not_made_one(text: str) -> None:
    assert list(find_dates(text)) == []


def test_an_ambiguous_date_carries_both_readings() -> None:
    slashed, named, plain = find_date("03/04/2027"), find_date("12. listopada 2027"), find_date("25/04/2027")

    assert slashed
    assert (slashed.day, slashed.other_day) == ("2027-04-03", "2027-03-04")
    assert named
    assert (named.day, named.other_day) == ("2027-11-12", "2027-10-12")
    assert plain
    assert not plain.ambiguous


def test_each_of_several_dates_keeps_its_own_time() -> None:
    text = "Questions 5 January 2027, 10:00 and offers 12 January 2027, 12:00"

    assert [(date.day, date.hour) for date in find_dates(text)] == [("2027-01-05", "10:00"), ("2027-01-12", "12:00")]
