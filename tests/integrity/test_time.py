"""Nothing on record lies ahead: a time is in the future when all of it is, at its own precision."""

from datetime import timedelta

import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from laeringslopp import Invalid
from laeringslopp.testing import START, contained, corrected, disclosed, entry, opened
from laeringslopp.when import When
from tests.municipality import ADMINISTRATION, NOW, Clock, register
from tests.municipality import disclosed as a_failure
from tests.municipality import opened as a_question
from tests.strategies import ZONES

A_MOMENT = timedelta(microseconds=1)
PRECISIONS = (None, "minute", "day", "month", "year")


def is_refused(at, precision=None, now=NOW):
    """Whether a disclosure of that time is one of the future."""
    here = register(clock=Clock(now))
    here.record("d", a_question(), by=ADMINISTRATION)
    try:
        here.record("d", a_failure(), by=ADMINISTRATION, occurred_at=at, occurred_precision=precision)
    except Invalid as no:
        return {(flaw.code, flaw.pointer) for flaw in no.flaws} == {("not-in-the-future", "/occurred_at")}
    return False


@pytest.mark.parametrize(
    ("precision", "last_that_has_begun", "first_that_has_not"),
    [
        (None, NOW, NOW + A_MOMENT),
        ("minute", NOW.replace(second=59), NOW + timedelta(minutes=1)),
        ("day", NOW.replace(hour=23, minute=59), NOW.replace(day=13, hour=0)),
        ("month", NOW.replace(day=31, hour=23), NOW.replace(month=4, day=1, hour=0)),
        ("year", NOW.replace(month=12, day=31, hour=23), NOW.replace(year=2027, month=1, day=1, hour=0)),
    ],
)
def test_a_time_is_in_the_future_when_all_of_it_is(precision, last_that_has_begun, first_that_has_not):
    """“In 2026” can be said in March 2026, whatever day a source writes for it; “in 2027” cannot."""
    assert not is_refused(last_that_has_begun, precision)
    assert is_refused(first_that_has_not, precision)


def test_a_day_is_a_day_where_it_was():
    """It is the 13th in Auckland while it is the 12th in Greenwich, and both are right."""
    tomorrow_there = (NOW + timedelta(hours=3)).astimezone(ZONES[2]).replace(hour=23)
    late = NOW.replace(hour=22)
    assert tomorrow_there.day == late.day
    assert not is_refused(late.astimezone(ZONES[2]), "day", now=late)
    assert is_refused(NOW.replace(day=13, hour=1), "day", now=late)


@examples(st.integers(-(10**6), 10**6), st.sampled_from(PRECISIONS), st.sampled_from(ZONES))
def test_only_what_has_not_begun_is_refused(minutes, precision, zone):
    """Whatever the precision and the zone, the answer is that of the stretch of time itself."""
    at = (NOW + timedelta(minutes=minutes)).astimezone(zone)
    assert is_refused(at, precision) == (When.of(at, precision).begin > NOW)


@pytest.mark.parametrize(
    ("fact", "envelope", "pointer"),
    [
        (disclosed, {"known_from": START + timedelta(days=9)}, "/known_from"),
        (lambda: disclosed(discovered_at=START + timedelta(days=9)), {}, "/fact/discovered_at"),
        (lambda: contained("f1", harm_stopped_at=START + timedelta(days=9)), {}, "/fact/harm_stopped_at"),
    ],
)
def test_nothing_becomes_known_or_ends_in_the_future(given, fact, envelope, pointer):
    """A time beside the entry's own is held to the same."""
    outcome = given(opened(), disclosed("f1")).when(entry(fact(), **envelope)).invalid("not-in-the-future")
    assert [flaw.pointer for flaw in outcome.flaws] == [pointer]
    outcome.given.later(days=9).when(entry(fact(), **envelope)).recorded()


def test_an_act_in_the_register_occurs_when_it_is_recorded(given):
    """So its time is not asked, and cannot be wrong."""
    ahead = entry(corrected("f1", severity="serious"), occurred_at=START + timedelta(days=9))
    outcome = given(opened(), disclosed("f1")).when(ahead).recorded()
    assert outcome.receipt.recorded[0].occurred_at == outcome.receipt.recorded[0].recorded_at
