"""What a decision is after what happened to it."""

import pytest

from laeringslopp.testing import (
    chosen,
    concluded,
    corrected,
    disclosed,
    drawn,
    ended,
    entry,
    given,
    observed,
    opened,
    proposed,
    reopened,
    started,
    waived,
)


def after(*steps):
    """The decision once these are on record."""
    return given().when(opened(), *steps).recorded().decision


@pytest.mark.parametrize("outcome", ["adopted", "abandoned", "superseded", "deferred"])
def test_a_decision_is_open_until_it_is_concluded_and_again_when_it_is_reopened(outcome):
    """A list of what is open is a list of what somebody still answers for."""
    assert after().status == "open"
    assert after(concluded(outcome)).status == outcome
    assert after(concluded(outcome), reopened()).status == "open"


def test_a_later_direction_replaces_the_one_before():
    """One is in force, and it is known since when."""
    direction = after(proposed("a"), chosen("a"), chosen()).direction
    assert direction is not None
    assert direction.version == 4
    assert direction.key != after(proposed("a"), chosen("a")).direction.key


def test_a_failure_is_as_last_corrected_and_never_gone():
    """It can be found unfounded; it stays on record as that."""
    failure = after(
        disclosed("f1"), entry(corrected("f1", finding="unfounded", severity="minor"), sources=["s"])
    ).failure("f1")
    assert failure is not None
    assert (failure.finding, failure.severity, failure.has_lesson) == ("unfounded", "minor", False)


def test_a_failure_has_a_lesson_once_one_is_drawn_from_it():
    """That is what it waits for."""
    decision = after(disclosed("f1"), disclosed("f2"), drawn(failures=("f1",)))
    assert [decision.failure(name).has_lesson for name in ("f1", "f2")] == [True, False]


def test_a_trial_knows_its_failure_and_its_end():
    """A failure disclosed after the end counts as well."""
    trial = after(started("t1"), disclosed(trial="t1"), ended("t1", "failed")).trial("t1")
    assert (trial.has_failure, trial.outcome) == (True, "failed")
    assert after(started("t1")).trial("t1").outcome is None


def test_a_waiver_is_used_up_by_what_it_lets_past():
    """A rule is set aside once, not for good."""
    no_measure = waived("trial-is-measurable", "trial-started")
    assert list(after(no_measure).waivers) == [2]
    assert list(after(no_measure, started(criteria=())).waivers) == []


def test_a_failure_told_of_the_decision_says_how_each_running_trial_goes():
    """Whoever tells it need not know how the trials are called here; of the only one it is the failure."""
    one = given(opened(), started("t1")).when(disclosed("f1")).decision.trial("t1")
    assert one.said_on
    assert one.reviewed_on
    assert one.has_failure
    both = given(opened(), started("t1"), started("t2", where="North")).when(disclosed("f1")).decision
    assert [both.trial(name).reviewed_on > 0 for name in ("t1", "t2")] == [True, True]
    assert [both.trial(name).has_failure for name in ("t1", "t2")] == [False, False]
    over = given(opened(), started("t1"), observed(60, "t1"), ended("t1")).when(disclosed("f1")).decision
    assert not over.trial("t1").has_failure
