"""Guards on time: what is told late, or dated before what it answers to, is recorded with a remark."""

from datetime import timedelta

import pytest

from laeringslopp import Policy
from laeringslopp.rules import GUARDS
from laeringslopp.testing import (
    START,
    Clock,
    Given,
    contained,
    disclosed,
    ended,
    entry,
    observed,
    opened,
    presented,
    started,
)
from tests.rules.situations import BEGUN, long_ago, only

both_policies = pytest.mark.parametrize("policy", ["standard", "strict"])
A_MOMENT = timedelta(microseconds=1)


def now(on_record: Given) -> "Clock":
    """What the register's clock says when it is asked next."""
    return on_record.clock.now + timedelta(minutes=1)


@both_policies
class TestLate:
    rule_id = "late"

    def test_thirty_days_are_not_too_late_and_more_are(self, given, policy):
        """The limit itself is in time."""
        on_record = given(opened(), policy=policy).later(days=60)
        in_time = entry(disclosed(), occurred_at=now(on_record) - timedelta(days=30))
        on_record.when(in_time).unremarked()
        on_record = given(opened(), policy=policy).later(days=60)
        late = entry(disclosed(), occurred_at=now(on_record) - timedelta(days=30) - A_MOMENT)
        on_record.when(late).remarked(self.rule_id)

    @pytest.mark.parametrize("precision", ["minute", "day", "month", "year"])
    def test_a_time_known_roughly_is_late_when_all_of_it_is(self, given, policy, precision):
        """Of what happened in March, nobody can say that it was more than 30 days before 15 April."""
        on_record = given(opened(), policy=policy).later(days=40)
        at = entry(disclosed(), occurred_at=START + timedelta(hours=1), occurred_precision=precision)
        if precision in ("minute", "day"):
            on_record.when(at).remarked(self.rule_id)
        else:
            on_record.when(at).unremarked()

    def test_every_kind_can_be_late(self, given, policy):
        """What reached nobody in time is not only failures."""
        on_record = given(*BEGUN, policy=policy).later(days=60)
        on_record.when(entry(started("t1"), occurred_at=START + timedelta(hours=1))).remarked(self.rule_id)

    def test_history_is_not_late(self, given, policy):
        """It was recorded afterwards, and says so; there was no register to be late in."""
        *before, told = long_ago(opened(), disclosed())
        outcome = given(*before, policy=policy).when(told).unremarked()
        assert outcome.receipt.recorded[0].history

    def test_what_is_recorded_as_it_happens_is_not_late(self, given, policy):
        """That is the ordinary case."""
        given(opened(), policy=policy).later(days=400).when(disclosed()).unremarked()


def test_a_policy_may_set_another_limit_for_what_is_late(given):
    """Thirty days is a start; an organisation may hold itself to a week."""
    week = Policy("week", only("late", "remark").modes, parameters={"late": {"days": 7}})
    on_record = given(opened(), policy=week).later(days=20)
    on_record.when(entry(disclosed(), occurred_at=now(on_record) - timedelta(days=7))).unremarked()
    on_record.when(entry(disclosed(), occurred_at=now(on_record) - timedelta(days=8))).remarked("late")


@both_policies
class TestOutOfOrder:
    rule_id = "out-of-order"

    def test_what_is_dated_before_what_it_refers_to_is_remarked_on(self, given, policy):
        """Something that answers to what had not happened yet was likely dated wrong."""
        before = entry(ended("t1"), occurred_at=START + timedelta(minutes=1))
        given(*BEGUN, started("t1"), observed(60, "t1"), policy=policy).when(before).remarked(self.rule_id)

    def test_the_same_moment_is_in_order(self, given, policy):
        """An import may know one time for the whole course."""
        start = entry(started("t1"), occurred_at=START + timedelta(hours=1))
        seen = entry(observed(60, "t1"), occurred_at=START + timedelta(hours=1))
        end = entry(ended("t1"), occurred_at=START + timedelta(hours=1))
        given(*BEGUN, policy=policy).later(days=1).when(start, seen, end).unremarked()

    def test_the_same_day_is_in_order_where_only_the_day_is_known(self, given, policy):
        """Dates are compared at their own precision."""
        noon = START.replace(hour=12)
        on_record = given(opened(), entry(started("t1"), occurred_at=START), policy=policy).later(days=2)
        morning = {"occurred_at": noon.replace(hour=1), "occurred_precision": "day"}
        on_record.when(entry(observed(1, "t1"), **morning)).unremarked()
        the_day_before = {"occurred_at": noon - timedelta(days=1), "occurred_precision": "day"}
        on_record.when(entry(observed(1, "t1"), **the_day_before)).remarked(self.rule_id)

    def test_a_year_is_not_before_a_day_in_it(self, given, policy):
        """“In 2026” may well be after 3 March 2026."""
        sometime = entry(contained("f1"), occurred_at=START.replace(month=1, day=1), occurred_precision="year")
        given(opened(), disclosed("f1"), policy=policy).later(days=2).when(sometime).unremarked()

    def test_an_entry_that_is_named_as_the_cause_is_referred_to(self, given, policy):
        """So are versions that a fact holds."""
        on_record = given(opened(), started("t1"), policy=policy).later(days=2)
        early = {"occurred_at": START + timedelta(minutes=1)}
        on_record.when(entry(disclosed(), caused_by=[2], **early)).remarked(self.rule_id)
        on_record.when(entry(presented(2), **early)).remarked(self.rule_id)
        on_record.when(entry(presented(1), **early)).unremarked()

    def test_history_is_remarked_on_too(self, given, policy):
        """A source may have a date wrong as easily as anybody."""
        *before, end = long_ago(*BEGUN, started("t1"), observed(60, "t1"), ended("t1"))
        dated_wrong = end.model_copy(update={"occurred_at": before[0].occurred_at})
        given(*before, policy=policy).when(dated_wrong).remarked(self.rule_id)


@pytest.mark.parametrize("rule_id", ["late", "out-of-order"])
def test_no_policy_makes_lateness_a_refusal(given, rule_id):
    """A register that turns away what comes late teaches people to keep it, or to misdate it."""
    harsh = Policy("harsh", dict.fromkeys(GUARDS, "refuse"))
    on_record = given(*BEGUN, started("t1"), observed(60, "t1"), policy=harsh).later(days=31)
    on_record.when(entry(ended("t1"), occurred_at=START + timedelta(minutes=1))).remarked("late", "out-of-order")
