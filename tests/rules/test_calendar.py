"""Which days count in a deadline."""

from datetime import date

import pytest

from laeringslopp.policy import Calendar
from laeringslopp.rules import calendar
from laeringslopp.rules.document import read

NORWAY = Calendar()


@pytest.mark.parametrize(
    ("since", "days", "due"),
    [
        (date(2026, 3, 12), 1, date(2026, 3, 13)),  # a Thursday and the Friday after
        (date(2026, 3, 13), 1, date(2026, 3, 16)),  # no weekend
        (date(2026, 3, 14), 1, date(2026, 3, 16)),  # since a Saturday
        (date(2026, 4, 1), 1, date(2026, 4, 7)),  # Easter: from Maundy Thursday to the Monday
        (date(2026, 4, 30), 1, date(2026, 5, 4)),  # 1 May is a Friday
        (date(2027, 5, 14), 1, date(2027, 5, 18)),  # 17 May is a Monday, and the day after Pentecost too
        (date(2026, 5, 13), 1, date(2026, 5, 15)),  # Ascension Day
        (date(2026, 6, 30), 1, date(2026, 8, 3)),  # July does not count
        (date(2026, 7, 15), 1, date(2026, 8, 3)),
        (date(2026, 12, 23), 2, date(2026, 12, 28)),  # Christmas Day is a Friday
        (date(2026, 12, 30), 2, date(2027, 1, 4)),  # over the new year
        (date(2026, 1, 5), 300, date(2027, 4, 16)),
    ],
)
def test_working_days_are_counted(since: date, days: int, due: date):
    """Nobody is asked to answer on 17 May, or in the middle of July."""
    assert calendar.after(since.toordinal(), days, NORWAY) == due


@pytest.mark.parametrize("days", range(1, 400, 7))
@pytest.mark.parametrize("since", [date(2026, 3, 12), date(2026, 7, 4), date(2026, 12, 31)])
def test_so_many_working_days_lie_between(since: date, days: int):
    """Counted one by one, which is what the table of a year stands for."""
    due = calendar.after(since.toordinal(), days, NORWAY)
    between = map(date.fromordinal, range(since.toordinal() + 1, due.toordinal() + 1))
    assert sum(calendar.counts(day, NORWAY) for day in between) == days
    assert calendar.counts(due, NORWAY)


def test_july_counts_where_the_policy_says_so():
    """A hospital does not close."""
    assert calendar.after(date(2026, 6, 30).toordinal(), 1, Calendar(july_counts=True)) == date(2026, 7, 1)


def test_a_policy_closes_more_days():
    """As between Christmas and the new year."""
    closed = Calendar(closed=frozenset([date(2026, 3, 13)]))
    assert calendar.after(date(2026, 3, 12).toordinal(), 1, closed) == date(2026, 3, 16)


def test_another_country_has_other_holidays():
    """In Denmark 1 May is a working day."""
    assert calendar.after(date(2026, 4, 30).toordinal(), 1, Calendar("DK")) == date(2026, 5, 1)


def test_the_working_day_before():
    """A case paper is ready before the meeting, and nobody works in Easter."""
    assert calendar.before(date(2026, 4, 7).toordinal(), NORWAY) == date(2026, 4, 1)
    assert calendar.before(date(2026, 3, 13).toordinal(), NORWAY) == date(2026, 3, 12)
    assert calendar.before(date(2026, 1, 2).toordinal(), NORWAY) == date(2025, 12, 31)
    assert calendar.before(date(2026, 1, 1).toordinal(), NORWAY) == date(2025, 12, 31)
    assert calendar.before(date(2026, 8, 3).toordinal(), NORWAY) == date(2026, 6, 30)


def test_a_country_nobody_knows_is_a_flaw():
    """A deadline that counts no holidays at all would look right, and be wrong."""
    document = {"name": "own", "calendar": {"country": "XQ"}}
    (flaw,) = read(document).flaws
    assert (flaw.pointer, flaw.code) == ("/calendar/country", "unknown-country")
    assert "NO" in flaw.detail
    assert read({"name": "own", "calendar": {"country": "SE"}}).policy
