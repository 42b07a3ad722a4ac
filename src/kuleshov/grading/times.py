"""Times of a class: when something was handed in, and when its days end.

nbgrader writes times with the short name of the class's zone, such as CET, and that name alone
says little: three zones are called IST. So it is read with the zone that the class is in
(``c.Exchange.timezone`` in ``grading/nbgrader_config.py``), its summer time included; a name that this
zone doesn't have is unknown.
"""

from __future__ import annotations

import datetime
import re
from typing import Any

from ..errors import KuleshovError

_UTC_NAMES = ("UTC", "GMT", "UCT", "Z")
_DAY = re.compile(r"\s*\d{4}([-/.]?)\d{1,2}\1\d{1,2}(?!\d)", re.ASCII)
"""Year, month, day: 02.03. is the second of March here and the third of February there."""
_FROM_UTC = re.compile(r"\b(?:UTC|GMT)\s?(?=[+-]\d)")


class UnknownZone(ValueError):
    """A time in a zone that can't be known, and which."""


def zone_of(config: Any) -> str:
    """Return the name of the zone that a class is in, from its configuration: "UTC" if none is told.

    Raises
    ------
    KuleshovError
        Where there is no such zone.

    Examples
    --------
    >>> zone_of({"Exchange": {"timezone": "Europe/Berlin"}}), zone_of({})
    ('Europe/Berlin', 'UTC')
    """
    name = str(config.get("Exchange", {}).get("timezone") or "UTC")
    _zone(name)
    return name


def parse_time(text: str, zone: str = "UTC") -> datetime.datetime:
    """Read a time as nbgrader writes it.

    Parameters
    ----------
    text : str
        Such as "2026-11-30 18:10:00.000000 CET": year, month, day. One without a zone is UTC, as
        nbgrader reads it.
    zone : str
        The zone that the class is in.

    Returns
    -------
    datetime.datetime
        With its distance from UTC.

    Raises
    ------
    UnknownZone
        Where the text names a zone that the class is not in, or was not in that year.
    ValueError, OverflowError
        Where it is no time.

    Examples
    --------
    >>> parse_time("2026-11-30 18:10:00.000000 CET", "Europe/Berlin").isoformat()
    '2026-11-30T18:10:00+01:00'
    >>> parse_time("2026-02-01 12:00:00.000000 UTC").isoformat()
    '2026-02-01T12:00:00+00:00'
    """
    from dateutil.parser import parse
    from dateutil.tz import UTC

    named: list[str] = []

    def known(name: str | None, offset: int | None) -> datetime.tzinfo | None:
        if offset is not None and name and name not in _UTC_NAMES:
            raise UnknownZone(f"{name} with hours added can't be read; write UTC+2 or +0200.")
        if offset is not None and name is None:
            return datetime.timezone(datetime.timedelta(seconds=offset))
        if name is None:
            return None
        if name.upper() in _UTC_NAMES:
            return UTC
        named.append(name)
        return _own(name, zone)

    if not _DAY.match(text):
        raise ValueError(f"{text[:40]!r} doesn't begin with a year, a month and a day.")
    found = parse(_FROM_UTC.sub("", text), tzinfos=known)
    if found.tzinfo is None:
        return found.replace(tzinfo=UTC)
    offset = found.utcoffset()
    if named and found.tzname() != named[0]:  # CET written in July: its own hour, all the same
        offset = _offsets(zone, found.year).get(named[0])
        if offset is None:
            raise UnknownZone(f"{zone} had no {named[0]} in {found.year}.")
    return found.replace(tzinfo=datetime.timezone(offset or datetime.timedelta()), fold=0)


def days_on(due: datetime.datetime, days: float, zone: str) -> datetime.timedelta:
    """Return how long so many days of the class's calendar last from a date on.

    Three days from Friday at 18:00 end on Monday at 18:00, whatever happens to the clocks on Sunday.

    Parameters
    ----------
    due : datetime.datetime
        UTC, without a zone, as nbgrader keeps it.
    days : float
        A part of a day is so many hours.
    zone : str
        The zone that the class is in.

    Returns
    -------
    datetime.timedelta

    Examples
    --------
    >>> days_on(datetime.datetime(2026, 10, 23, 16), 3, "Europe/Berlin")
    datetime.timedelta(days=3, seconds=3600)
    """
    from dateutil.tz import UTC, datetime_ambiguous

    local = due.replace(tzinfo=UTC).astimezone(_zone(zone))
    end = local + datetime.timedelta(days=int(days))
    if int(days) == 0:
        return datetime.timedelta(days=days)
    if datetime_ambiguous(end):
        end = end.replace(fold=1)  # of an hour that comes twice the student has both
    after = end.astimezone(UTC).replace(tzinfo=None) - due
    return after + datetime.timedelta(days=days - int(days))


def _zone(name: str) -> datetime.tzinfo:
    from dateutil.tz import gettz

    found = gettz(name)
    if found is None:
        raise KuleshovError(
            f"There is no time zone {name!r}: write one such as 'Europe/Berlin' as "
            "c.Exchange.timezone in nbgrader_config.py."
        )
    return found


def _offsets(zone: str, year: int) -> dict[str, datetime.timedelta]:
    """Return the short names that a zone has in a year, with how far each is from UTC."""
    own = _zone(zone)
    found = {}
    for month in range(1, 13):
        when = datetime.datetime(year, month, 15, tzinfo=own)
        found[str(when.tzname())] = when.utcoffset() or datetime.timedelta()
    return found


def _own(name: str, zone: str) -> datetime.tzinfo:
    """Return the class's zone where a short name is one of its own."""
    year = datetime.date.today().year
    if name not in _offsets(zone, year):
        raise UnknownZone(f"{name} is no time of this class, which is in {zone}.")
    return _zone(zone)
