"""The guard on retries: trying the same thing again teaches nothing."""

from datetime import timedelta

import pytest

from laeringslopp.testing import START, adjusted, disclosed, ended, entry, retried, started
from tests.rules.situations import BEGUN, long_ago

pytestmark = pytest.mark.parametrize("policy", ["standard", "strict"])

FAILED = (*BEGUN, started("t1"), disclosed("f1", trial="t1"), ended("t1", "failed"))
ADJUSTED = adjusted("a1", because_of=["f1"])


def test_a_retry_needs_an_adjustment(given, policy):
    """Otherwise the register records stubbornness as learning."""
    outcome = given(*FAILED, policy=policy).when(retried("t2", of="t1"))
    outcome.refused("retry-has-adjustment", missing="adjustment")
    assert outcome.refusals[0].record_first[0]["because_of"] == ["f1"]


def test_a_retry_that_names_an_adjustment_is_recorded(given, policy):
    """That is the loop coming round."""
    given(*FAILED, ADJUSTED, policy=policy).when(retried("t2", of="t1", adjustments=["a1"])).unremarked()


def test_an_adjustment_that_is_not_named_does_not_count(given, policy):
    """The retry must say itself what is different this time."""
    given(*FAILED, ADJUSTED, policy=policy).when(retried("t2", of="t1")).refused("retry-has-adjustment")


def test_one_adjustment_made_since_is_enough(given, policy):
    """What was changed earlier may well be carried along."""
    before = (*BEGUN, disclosed("f0"), adjusted("a0", because_of=["f0"]), *FAILED[2:], ADJUSTED)
    given(*before, policy=policy).when(retried("t2", of="t1", adjustments=["a0"])).refused("retry-has-adjustment")
    given(*before, policy=policy).when(retried("t2", of="t1", adjustments=["a0", "a1"])).unremarked()


def test_an_adjustment_made_while_the_trial_ran_counts(given, policy):
    """Since it started, not since it ended: much is mended underway."""
    before = (*BEGUN, started("t1"), disclosed("f1", trial="t1"), ADJUSTED, ended("t1", "failed"))
    given(*before, policy=policy).when(retried("t2", of="t1", adjustments=["a1"])).unremarked()


def test_a_retry_of_a_failure_counts_from_when_the_failure_occurred(given, policy):
    """A failure that belongs to no trial can be tried again too."""
    before = (*BEGUN, disclosed("f0"), adjusted("a0", because_of=["f0"]), disclosed("f1"), ADJUSTED)
    given(*before, policy=policy).when(retried("t2", of="f1", adjustments=["a0"])).refused("retry-has-adjustment")
    given(*before, policy=policy).when(retried("t2", of="f1", adjustments=["a1"])).unremarked()


def test_an_adjustment_of_the_same_day_counts_where_only_the_day_is_known(given, policy):
    """Dates are compared at their own precision: of the same day, nobody can say which came first."""
    noon = START.replace(hour=12) + timedelta(days=1)
    days = [
        entry(started("t1"), occurred_at=noon, occurred_precision="day"),
        entry(adjusted("a1", because_of=["f0"]), occurred_at=noon - timedelta(hours=9), occurred_precision="day"),
        entry(adjusted("a2", because_of=["f0"]), occurred_at=noon - timedelta(days=1), occurred_precision="day"),
    ]
    on_record = given(*BEGUN, disclosed("f0"), policy=policy).later(days=2).when(*days).recorded()
    on_record.when(retried("t2", of="t1", adjustments=["a2"])).refused("retry-has-adjustment")
    on_record.when(retried("t2", of="t1", adjustments=["a1"])).recorded()


def test_the_second_retry_needs_an_adjustment_of_its_own(given, policy):
    """What was changed before the first retry is not different the second time."""
    again = (disclosed("f2", trial="t2"), ended("t2", "failed"))
    before = (*FAILED, ADJUSTED, retried("t2", of="t1", adjustments=["a1"]), *again)
    the_same = retried("t3", of="t2", adjustments=["a1"], hypothesis="It works this time")
    given(*before, policy=policy).when(the_same).refused("retry-has-adjustment")
    anew = adjusted("a2", because_of=["f2"])
    given(*before, anew, policy=policy).when(retried("t3", of="t2", adjustments=["a2"])).unremarked()


def test_the_register_takes_failure_adjustment_and_retry_in_one_breath(given, policy):
    """Making amends should not take more calls than making the mistake."""
    before = (*BEGUN, started("t1"))
    breath = (*FAILED[3:], ADJUSTED, retried("t2", of="t1", adjustments=["a1"]))
    given(*before, policy=policy).when(*breath).unremarked()


def test_history_may_retry_without_an_adjustment_on_record(given, policy):
    """The sources often do not say what was changed."""
    *before, retry = long_ago(*FAILED, retried("t2", of="t1"))
    given(*before, policy=policy).when(retry).remarked("retry-has-adjustment")
