"""Times of a class: CET is read with the class's zone, and days are days of its calendar."""

from datetime import datetime, timedelta

import pytest

from kuleshov.errors import KuleshovError
from kuleshov.grading.times import UnknownZone, days_on, parse_time, zone_of


@pytest.mark.parametrize(
    ("text", "zone", "utc"),
    [
        # As nbgrader writes them where c.Exchange.timezone is set.
        ("2026-11-30 18:10:00.000000 CET", "Europe/Berlin", "2026-11-30T17:10"),
        ("2026-07-30 18:10:00.000000 CEST", "Europe/Berlin", "2026-07-30T16:10"),
        ("2026-11-30 12:50:00.000000 EST", "America/New_York", "2026-11-30T17:50"),
        ("2026-07-30 12:50:00.000000 EDT", "America/New_York", "2026-07-30T16:50"),
        ("2026-11-30 12:50:00.000000 IST", "Asia/Kolkata", "2026-11-30T07:20"),
        ("2026-11-30 12:50:00.000000 IST", "Asia/Jerusalem", "2026-11-30T10:50"),
        # The hour that comes twice, when the clocks go back: the name says which.
        ("2026-10-25 02:30:00.000000 CEST", "Europe/Berlin", "2026-10-25T00:30"),
        ("2026-10-25 02:30:00.000000 CET", "Europe/Berlin", "2026-10-25T01:30"),
        # A clock that was never set to summer time.
        ("2026-07-30 18:10 CET", "Europe/Berlin", "2026-07-30T17:10"),
        # Whatever the class's zone is, these say it themselves.
        ("2026-11-30 18:10:00.000000 UTC", "Europe/Berlin", "2026-11-30T18:10"),
        ("2026-11-30T18:10:00Z", "Europe/Berlin", "2026-11-30T18:10"),
        ("2026-11-30 18:10 GMT", "Europe/Berlin", "2026-11-30T18:10"),
        ("2026-11-30 18:10 +0530", "Europe/Berlin", "2026-11-30T12:40"),
        ("2026-11-30 18:10 -03:00", "Europe/Berlin", "2026-11-30T21:10"),
        ("2026-11-30 18:10", "Europe/Berlin", "2026-11-30T18:10"),
        # So far from Greenwich, and as Python itself calls a zone without a name.
        ("2026-11-30 18:10 +1345", "Pacific/Chatham", "2026-11-30T04:25"),
        ("2026-11-30 18:10:00.000000 UTC+03:00", "Europe/Istanbul", "2026-11-30T15:10"),
        ("2026-11-30 18:10 GMT-3", "UTC", "2026-11-30T21:10"),
        ("2026-12-31 23:59 -1200", "UTC", "2027-01-01T11:59"),
        ("2026/11/30 6:10 PM", "UTC", "2026-11-30T18:10"),
        ("20261130T1810Z", "UTC", "2026-11-30T18:10"),
        # The hour that is left out, when the clocks go forward.
        ("2026-03-29 02:30 CET", "Europe/Berlin", "2026-03-29T01:30"),
    ],
)
def test_a_time_is_read_in_the_zone_that_was_meant(text, zone, utc):
    found = parse_time(text, zone)
    assert (found - found.utcoffset()).replace(tzinfo=None).isoformat()[:16] == utc
    assert parse_time(found.isoformat()) == found, "written down it is the same"


@pytest.mark.parametrize(
    ("text", "zone"),
    [("2026-11-30 18:10 EST", "Europe/Berlin"), ("2026-11-30 18:10 CET", "UTC"),
     ("2026-11-30 18:10 XYZ", "Europe/Berlin")],
)  # fmt: skip
def test_a_zone_that_the_class_is_not_in_is_unknown(text, zone):
    with pytest.raises(UnknownZone, match=f"{text[-3:]} is no time of this class.* in {zone}"):
        parse_time(text, zone)


@pytest.mark.parametrize("year", ["1800", "0001"])
def test_a_zone_that_the_class_had_not_yet_is_unknown(year):
    with pytest.raises(UnknownZone, match=f"Europe/Berlin had no CET in {int(year)}"):
        parse_time(f"{year}-02-01 10:00 CET", "Europe/Berlin")


@pytest.mark.parametrize(
    "text",
    ["02.03.2026 18:10", "03/02/2026 18:10", "2.3.26", "26-11-30 18:10", "30. Dezember 2026", "30 décembre 2026",
     "2026年11月30日", "٢٠٢٦-١١-٣٠ 18:10", "18:10", "Monday", "12", "2026", "2026-11", "1796062200", "2026-02-30",
     "2026-11-30 24:00", "2026-11-30 18:10 +2500", "2026-11-30 18:10 cet", "2026-11-30 18:10 CET+1", ""],
)  # fmt: skip
def test_a_time_that_could_be_another_is_none(text):
    with pytest.raises(ValueError):
        parse_time(text, "Europe/Berlin")


@pytest.mark.parametrize(
    ("due", "days", "zone", "hours"),
    [
        (datetime(2026, 10, 23, 16), 3, "Europe/Berlin", 73),  # the clocks go back on the 25th
        (datetime(2026, 3, 27, 17), 3, "Europe/Berlin", 71),  # and forward on the 29th
        (datetime(2026, 10, 23, 16), 1, "Europe/Berlin", 24),
        (datetime(2026, 10, 23, 16), 3, "UTC", 72),
        (datetime(2026, 10, 23, 16), 2.5, "Europe/Berlin", 61),
        (datetime(2026, 7, 1), 0.5, "Europe/Berlin", 12),
        (datetime(2026, 12, 31, 17), 1, "Europe/Berlin", 24),
        (datetime(2026, 12, 30, 22, 59), 2, "Asia/Kolkata", 48),
        # Into the hour that comes twice, all of it; and from it, for no day at all.
        (datetime(2026, 10, 24, 0, 30), 1, "Europe/Berlin", 25),
        (datetime(2026, 10, 25, 1, 30), 0, "Europe/Berlin", 0),
        (datetime(2026, 10, 25, 1, 30), 0.5, "Europe/Berlin", 12),
        # Into the hour that is left out, and over a day that an island left out.
        (datetime(2026, 3, 28, 1, 30), 1, "Europe/Berlin", 24),
        (datetime(2011, 12, 29, 12), 1, "Pacific/Apia", 24),
    ],
)
def test_days_are_those_of_the_calendar(due, days, zone, hours):
    assert days_on(due, days, zone) == timedelta(hours=hours)


def test_a_class_is_in_the_zone_that_its_configuration_names():
    assert zone_of({"Exchange": {"timezone": "Asia/Kolkata"}}) == "Asia/Kolkata"
    assert zone_of({"Exchange": {"timezone": ""}}) == zone_of({}) == "UTC"
    with pytest.raises(KuleshovError, match="no time zone 'Berlin': write one such as"):
        zone_of({"Exchange": {"timezone": "Berlin"}})
