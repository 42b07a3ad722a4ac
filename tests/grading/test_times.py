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
    ("due", "days", "zone", "hours"),
    [
        (datetime(2026, 10, 23, 16), 3, "Europe/Berlin", 73),  # the clocks go back on the 25th
        (datetime(2026, 3, 27, 17), 3, "Europe/Berlin", 71),  # and forward on the 29th
        (datetime(2026, 10, 23, 16), 1, "Europe/Berlin", 24),
        (datetime(2026, 10, 23, 16), 3, "UTC", 72),
        (datetime(2026, 10, 23, 16), 2.5, "Europe/Berlin", 61),
        (datetime(2026, 7, 1), 0.5, "Europe/Berlin", 12),
    ],
)
def test_days_are_those_of_the_calendar(due, days, zone, hours):
    assert days_on(due, days, zone) == timedelta(hours=hours)


def test_a_class_is_in_the_zone_that_its_configuration_names():
    assert zone_of({"Exchange": {"timezone": "Asia/Kolkata"}}) == "Asia/Kolkata"
    assert zone_of({"Exchange": {"timezone": ""}}) == zone_of({}) == "UTC"
    with pytest.raises(KuleshovError, match="no time zone 'Berlin': write one such as"):
        zone_of({"Exchange": {"timezone": "Berlin"}})
