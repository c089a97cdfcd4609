"""Attempts beside each other: what each was measured by, how it went, and what was different this time."""

import pytest

from laeringslopp.facts import Change, Money
from laeringslopp.testing import (
    DECISION,
    adjusted,
    criterion,
    disclosed,
    ended,
    entry,
    observed,
    opened,
    retried,
    started,
)

FAILED = (opened(), started("t1"), disclosed("f1", trial="t1"), ended("t1", "failed"))


def attempts(on_record):
    """What the timeline says of them."""
    return on_record.register.timeline(DECISION).attempts


def changed(on_record):
    """What is different the last time: what, the name of it, from, to."""
    return [(each.what, each.name, each.from_, each.to) for each in attempts(on_record)[-1].changed]


def test_attempts_are_numbered_in_the_order_in_which_they_began(given):
    """“Attempt 2” is what people call it."""
    before = (*FAILED, adjusted("a1", because_of=["f1"]))
    shown = attempts(given(*before, retried("t2", of="t1", adjustments=["a1"])))
    assert [(each.number, each.fact.trial_id, each.retry_of) for each in shown] == [(1, "t1", None), (2, "t2", "t1")]


def test_an_attempt_says_how_it_ended_what_failed_and_what_it_cost(given):
    """The whole of it in one place."""
    cost = Money(amount="120000", currency="NOK")
    steps = (opened(), started("t1"), disclosed("f1", trial="t1"), ended("t1", "mixed", cost=cost))
    (shown,) = attempts(given(*steps))
    assert (shown.outcome, shown.failures, shown.cost, shown.versions) == ("mixed", ("f1",), cost, (2, 3, 4))


def test_an_attempt_that_runs_has_no_end_and_no_cost(given):
    """Nobody has said yet."""
    (shown,) = attempts(given(opened(), started("t1")))
    assert (shown.outcome, shown.ended, shown.cost) == (None, None, None)


class TestCriteria:
    @pytest.mark.parametrize(
        ("comparison", "value", "met"),
        [
            (">=", 60, True),
            (">=", 59.9, False),
            ("<=", 60, True),
            ("<=", 60.1, False),
            (">", 60, False),
            (">", 61, True),
            ("<", 60, False),
            ("<", 59, True),
            ("=", 60, True),
            ("=", 60.0, True),
            ("=", 61, False),
        ],
    )
    def test_each_is_met_or_not_by_what_was_observed(self, given, comparison, value, met):
        """The target itself is within where the comparison says so."""
        steps = (opened(), started("t1", criteria=[criterion(comparison=comparison)]), observed(value, "t1"))
        (measured,) = attempts(given(*steps))[0].criteria
        assert (measured.observed, measured.met) == (value, met)

    def test_what_was_not_observed_is_neither_met_nor_missed(self, given):
        """Not knowing is its own answer."""
        steps = (opened(), started("t1"), observed(99), observed(99, "t1", metric="something else"))
        (measured,) = attempts(given(*steps))[0].criteria
        assert (measured.observed, measured.met) == (None, None)

    def test_the_last_observation_counts(self, given):
        """In the order in which they occurred."""
        (measured,) = attempts(given(opened(), started("t1"), observed(10, "t1"), observed(70, "t1")))[0].criteria
        assert (measured.observed, measured.met) == (70, True)

    def test_a_measurement_of_zero_is_a_measurement(self, given):
        """Nothing at all is a number too."""
        (measured,) = attempts(given(opened(), started("t1"), observed(0, "t1")))[0].criteria
        assert (measured.observed, measured.met) == (0, False)


class TestWhatIsDifferentThisTime:
    def retry(self, given, of="t1", first=None, **more):
        """A retry of a trial that failed, after one adjustment."""
        began = {"hypothesis": "It works", **(first or {})}
        before = (opened(), started("t1", **began), disclosed("f1", trial="t1"), ended("t1", "failed"))
        change = Change(what="training", from_="none", to="two hours")
        adjustment = adjusted("a1", because_of=["f1"], changes=[change])
        return given(*before, adjustment, retried("t2", of=of, adjustments=["a1"], **{**began, **more}))

    ADJUSTED = ("adjustment", "training", "none", "two hours")

    def test_what_its_adjustments_changed(self, given):
        """That is what the retry names them for."""
        assert changed(self.retry(given)) == [self.ADJUSTED]

    @pytest.mark.parametrize(
        ("field", "was", "now"),
        [
            ("hypothesis", "It works", "It works at night"),
            ("scale", "one ward", "two wards"),
            ("where", "North", None),
            ("stop_when", None, "Somebody falls"),
            ("cost_limit", None, Money(amount="5", currency="NOK")),
        ],
    )
    def test_what_it_says_otherwise_than_the_trial_before(self, given, field, was, now):
        """Also what it says that the first did not, and what it no longer says."""
        first = {field: was} if was is not None else {}
        assert changed(self.retry(given, first=first, **{field: now})) == [self.ADJUSTED, (field, "", was, now)]

    def test_criteria_that_are_new_moved_or_dropped(self, given):
        """Moving the goal is a change that a reader should see as one."""
        first = {"criteria": [criterion("uptake"), criterion("falls", "<=", 2)]}
        moved, new = criterion("uptake", target=40), criterion("minutes", "<=", 5)
        assert changed(self.retry(given, first=first, criteria=[moved, new])) == [
            self.ADJUSTED,
            ("criterion", "uptake", criterion("uptake"), moved),
            ("criterion", "minutes", None, new),
            ("criterion", "falls", criterion("falls", "<=", 2), None),
        ]

    def test_a_retry_of_a_failure_is_compared_with_the_trial_that_failed(self, given):
        """Whichever of the two it names, it is the same attempt again."""
        assert ("hypothesis", "", "It works", "At night") in changed(self.retry(given, of="f1", hypothesis="At night"))

    def test_a_retry_of_a_failure_outside_any_trial_has_nothing_to_be_compared_with(self, given):
        """Its adjustments are what is different."""
        before = (opened(), disclosed("f1"), adjusted("a1", because_of=["f1"]))
        on_record = given(*before, retried("t2", of="f1", adjustments=["a1"]))
        assert changed(on_record) == [("adjustment", "training", None, "two hours")]

    def test_a_first_trial_has_nothing_to_be_different_from(self, given):
        """Nor has a trial at another place."""
        shown = attempts(given(*FAILED, started("t2", where="South")))
        assert [each.changed for each in shown] == [(), ()]

    def test_a_retry_is_compared_with_the_one_it_retries_and_not_with_the_last(self, given):
        """Going back to the first idea is not a change from it."""
        twice = (
            adjusted("a1", because_of=["f1"]),
            retried("t2", of="t1", adjustments=["a1"], hypothesis="Other"),
            disclosed("f2", trial="t2"),
            ended("t2", "failed"),
            adjusted("a2", because_of=["f2"], changes=[]),
        )
        on_record = given(*FAILED, *twice, retried("t3", of="t1", adjustments=["a2"], hypothesis="It works"))
        assert changed(on_record) == []


def test_everything_about_an_attempt_is_found_from_it(given):
    """What refers to it, in its fact or as its cause."""
    beside = (observed(1), entry(observed(2), caused_by=[2]))
    (shown,) = attempts(given(opened(), started("t1"), *beside, observed(63, "t1"), ended("t1")))
    assert shown.versions == (2, 4, 5, 6)
