"""What is history: all that had wholly occurred before the first entry was recorded, and refers to nothing live.

The register derives it; nobody claims it.
"""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from laeringslopp.testing import (
    START,
    adjusted,
    contained,
    corrected,
    disclosed,
    drawn,
    ended,
    entry,
    opened,
    ruled,
    started,
    waived,
)
from tests.rules.situations import LONG_AGO, long_ago

FIRST = START + timedelta(minutes=1)
"""When the first entry of a given decision is recorded: 2 March 2026 at 09:01, an hour east of UTC."""


def recorded(outcome):
    """The one entry that was recorded."""
    return outcome.recorded().receipt.recorded[-1]


def is_history(outcome):
    """What the register made of it."""
    return recorded(outcome).history


class TestWhollyBeforeTheFirstEntry:
    @pytest.mark.parametrize(
        ("precision", "history", "live"),
        [
            (None, FIRST - timedelta(microseconds=1), FIRST),
            ("minute", FIRST - timedelta(seconds=1), FIRST + timedelta(seconds=30)),
            ("day", FIRST.replace(day=1), FIRST.replace(hour=0, minute=0)),
            ("month", FIRST.replace(month=2, day=28), FIRST.replace(day=1)),
            ("year", FIRST.replace(year=2025, month=12), FIRST.replace(month=1)),
        ],
    )
    def test_a_time_is_before_another_when_all_of_it_is(self, given, precision, history, live):
        """The day of the first entry was not over when it was recorded; the day before was."""
        on_record = given(opened()).later(days=1)
        assert is_history(on_record.when(entry(disclosed(), occurred_at=history, occurred_precision=precision)))
        assert not is_history(on_record.when(entry(disclosed(), occurred_at=live, occurred_precision=precision)))

    def test_a_day_is_a_day_where_it_was_lived(self, given):
        """1 March was over in Tokyo, and not in New York, when the register there wrote 2 March at one."""
        at_one = given()
        at_one.clock.now = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
        on_record = at_one.when(opened()).given.later(days=1)
        for hours, history in ((9, True), (-5, False)):
            day = datetime(2026, 3, 1, 12, 0, tzinfo=timezone(timedelta(hours=hours)))
            told = entry(disclosed(), occurred_at=day, occurred_precision="day")
            assert is_history(on_record.when(told)) is history

    def test_a_first_entry_without_a_time_is_live(self, given):
        """It occurs when it is recorded, and that is not before."""
        assert not is_history(given().when(opened()))

    def test_a_first_entry_of_long_ago_is_history(self, given):
        """That is how an import begins."""
        assert is_history(given().when(*long_ago(opened())))

    def test_the_same_call_may_hold_history_and_what_is_live(self, given):
        """What counts is when each occurred."""
        outcome = given().when(*long_ago(opened()), disclosed())
        assert [each.history for each in outcome.recorded().receipt.recorded] == [True, False]

    def test_the_first_entry_counts_and_not_the_present(self, given):
        """What happened after the decision came into the register could have been recorded then."""
        on_record = given(*long_ago(opened())).later(days=400)
        since = entry(disclosed(), occurred_at=FIRST + timedelta(days=1))
        assert not is_history(on_record.when(since).remarked("late"))

    def test_history_may_be_added_at_any_time(self, given):
        """An old case paper turns up."""
        on_record = given(opened(), disclosed()).later(days=400)
        assert is_history(on_record.when(entry(disclosed(), occurred_at=LONG_AGO)))


class TestRefersToNothingLive:
    def test_what_answers_to_something_live_is_live(self, given):
        """Or anybody could date a fact back to get past a rule."""
        on_record = given(opened(), disclosed("f1"))
        assert not is_history(on_record.when(entry(contained("f1"), occurred_at=LONG_AGO)))

    def test_what_names_a_live_entry_as_its_cause_is_live(self, given):
        """The envelope refers as well as the fact does."""
        on_record = given(opened(), disclosed("f1"))
        assert not is_history(on_record.when(entry(adjusted("a1"), caused_by=[2], occurred_at=LONG_AGO)))

    def test_one_live_thing_among_several_is_enough(self, given):
        """The lesson cannot be older than the newest failure that it comes from."""
        on_record = given(*long_ago(opened(), disclosed("f1")), disclosed("f2"))
        assert is_history(on_record.when(entry(drawn("l1", failures=["f1"]), occurred_at=LONG_AGO)))
        assert not is_history(on_record.when(entry(drawn("l2", failures=["f1", "f2"]), occurred_at=LONG_AGO)))

    def test_dating_a_fact_back_does_not_get_it_past_a_rule(self, given):
        """A trial that runs here is ended by the rules that hold here."""
        back_dated = entry(ended("t1", "failed"), occurred_at=LONG_AGO)
        given(opened(), started("t1")).when(back_dated).refused("failed-trial-names-failure")

    def test_what_is_live_may_answer_to_history(self, given):
        """A decision that was imported goes on."""
        outcome = given(*long_ago(opened(), started("t1"))).when(disclosed("f1", trial="t1"), ended("t1", "failed"))
        assert [each.history for each in outcome.unremarked().receipt.recorded] == [False, False]


class TestActsInTheRegister:
    """Corrections, waivers and access changes occur when they are recorded, whatever their recorder says."""

    @pytest.mark.parametrize(
        "act",
        [
            corrected("f1", consequence="A fall"),
            waived("trial-is-measurable", "trial-started"),
            ruled("open", 2),
        ],
        ids=lambda act: act.kind,
    )
    def test_a_live_act_occurs_when_it_is_recorded(self, given, act):
        """Or an access change could be dated back to before somebody asked."""
        on_record = given(opened(), disclosed("f1")).later(days=1)
        made = recorded(on_record.when(entry(act, occurred_at=FIRST + timedelta(hours=1), occurred_precision="day")))
        assert made.occurred_at == made.recorded_at
        assert made.occurred_precision is None

    @pytest.mark.parametrize(
        "act",
        [
            corrected("f1", consequence="A fall"),
            waived("trial-is-measurable", "trial-started"),
            ruled("open", 2),
        ],
        ids=lambda act: act.kind,
    )
    def test_an_imported_act_keeps_its_time(self, given, act):
        """It is history where its decision is."""
        *before, act = long_ago(opened(), disclosed("f1"), act)
        made = recorded(given(*before).when(act))
        assert made.history
        assert made.occurred_at == act.occurred_at

    def test_an_imported_waiver_is_spent(self, given):
        """It let something past where it was recorded, not here."""
        imported = long_ago(opened(), waived("trial-is-measurable", "trial-started", expires_on=date(2100, 1, 1)))
        given(*imported).when(started("t1", criteria=())).refused("trial-is-measurable")
