"""Days that count in a deadline: working days of an organisation's calendar, counted with a library of holidays."""

from bisect import bisect_left, bisect_right
from datetime import date
from functools import cache, lru_cache

from laeringslopp.decision.state import Day
from laeringslopp.policy import Calendar

JULY = 7
SATURDAY = 5


def counts(day: date, calendar: Calendar) -> bool:
    """Whether a day is a working day that counts."""
    return day.toordinal() in _working_days(calendar, day.year)


def after(since: Day, days: int, calendar: Calendar) -> date:
    """The day on which so many working days have passed since a day, which does not count itself."""
    return date.fromordinal(_after(since, days, calendar))


def before(day: Day, calendar: Calendar) -> date:
    """The last working day before a day."""
    return date.fromordinal(_before(day, calendar))


@cache
def countries() -> tuple[str, ...]:
    """The countries whose public holidays are known, by their ISO 3166 codes."""
    from holidays import list_supported_countries  # its tables load when somebody first counts days

    return tuple(sorted(list_supported_countries(include_aliases=False)))


@lru_cache(maxsize=65536)  # many things are owed from the same days
def _after(since: Day, days: int, calendar: Calendar) -> Day:
    year, left = date.fromordinal(since).year, days
    while True:
        working = _working_days(calendar, year)
        at = bisect_right(working, since)
        if at + left <= len(working):
            return working[at + left - 1]
        left -= len(working) - at
        year += 1


@lru_cache(maxsize=4096)
def _before(day: Day, calendar: Calendar) -> Day:
    year = date.fromordinal(day).year
    while True:
        working = _working_days(calendar, year)
        if at := bisect_left(working, day):
            return working[at - 1]
        year -= 1


@lru_cache(maxsize=1024)
def _working_days(calendar: Calendar, year: int) -> tuple[Day, ...]:
    from holidays import country_holidays

    holidays = country_holidays(calendar.country, years=year)
    first = date(year, 1, 1).toordinal()
    days = map(date.fromordinal, range(first, date(year + 1, 1, 1).toordinal()))
    return tuple(
        day.toordinal()
        for day in days
        if day.weekday() < SATURDAY
        and (day.month != JULY or calendar.july_counts)
        and day not in holidays
        and day not in calendar.closed
    )
