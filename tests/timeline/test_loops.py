"""A loop is trial, failure, lesson, adjustment, retry: open until it comes round."""

import pytest

from laeringslopp.testing import (
    DECISION,
    adjusted,
    concluded,
    corrected,
    disclosed,
    drawn,
    ended,
    entry,
    observed,
    opened,
    retried,
    started,
)

TRIAL = (opened(), started("t1"))
STEPS = (
    disclosed("f1", trial="t1"),
    ended("t1", "failed"),
    drawn("l1", failures=["f1"]),
    adjusted("a1", because_of=["l1"]),
    retried("t2", of="t1", adjustments=["a1"]),
)


def loops(on_record):
    """What the timeline says of them."""
    return on_record.register.timeline(DECISION).loops


class TestWhatIsMissing:
    @pytest.mark.parametrize(
        ("steps", "missing"),
        [
            (STEPS[:1], ("lesson", "adjustment", "retry")),
            (STEPS[:2], ("lesson", "adjustment", "retry")),
            (STEPS[:3], ("adjustment", "retry")),
            (STEPS[:4], ("retry",)),
            (STEPS, ()),
            ((*STEPS[:2], adjusted("a1", because_of=["f1"]), STEPS[4]), ("lesson",)),
        ],
    )
    def test_each_step_that_has_not_been_taken(self, given, steps, missing):
        """The reader sees which step the loop waits for."""
        (loop,) = loops(given(*TRIAL, *steps))
        assert (loop.missing, loop.closed) == (missing, not missing)

    def test_the_failure_where_a_trial_was_stopped_without_one(self, given):
        """It did not succeed, and nobody has said what went wrong."""
        (loop,) = loops(given(*TRIAL, ended("t1", "stopped", stopped_because="No money")))
        assert loop.missing == ("failure", "lesson", "adjustment", "retry")

    def test_a_loop_that_came_round_says_what_it_was_made_of(self, given):
        """From the failure to the retry, each by its id."""
        (loop,) = loops(given(*TRIAL, *STEPS))
        assert (loop.trial_id, loop.failures, loop.lessons, loop.adjustments, loop.retry) == (
            "t1",
            ("f1",),
            ("l1",),
            ("a1",),
            "t2",
        )


class TestWhatBelongsToALoop:
    def test_a_trial_that_succeeded_without_a_failure_makes_none(self, given):
        """Nor does one that still runs."""
        assert loops(given(*TRIAL, observed(60, "t1"), ended("t1"), started("t2"))) == ()

    def test_a_lesson_from_the_trial_itself_counts(self, given):
        """What the trial taught need not be pinned on one failure."""
        (loop,) = loops(given(*TRIAL, *STEPS[:2], drawn("l1", from_trials=["t1"])))
        assert loop.lessons == ("l1",)

    @pytest.mark.parametrize(
        "adjustment",
        [adjusted("a1", because_of=["f1"]), entry(adjusted("a1"), caused_by=[3])],
        ids=["because of the failure", "caused by its entry"],
    )
    def test_an_adjustment_that_answers_to_its_failure_counts(self, given, adjustment):
        """Whether the recorder named the failure in the fact or as the cause of the entry."""
        (loop,) = loops(given(*TRIAL, *STEPS[:2], adjustment))
        assert loop.adjustments == ("a1",)

    def test_an_adjustment_that_answers_to_something_else_does_not(self, given):
        """Unless the retry names it: then it is what was changed."""
        before = (*TRIAL, disclosed("f0"), *STEPS[:2], adjusted("a1", because_of=["f0"]))
        of_trial = {loop.trial_id: loop for loop in loops(given(*before))}["t1"]
        assert of_trial.adjustments == ()
        retry = retried("t2", of="t1", adjustments=["a1"])
        of_trial = {loop.trial_id: loop for loop in loops(given(*before, retry))}["t1"]
        assert of_trial.adjustments == ("a1",)

    def test_a_retry_of_the_failure_closes_the_trials_loop(self, given):
        """It is the same thing tried again."""
        (loop,) = loops(given(*TRIAL, *STEPS[:4], retried("t2", of="f1", adjustments=["a1"])))
        assert loop.closed

    def test_each_failure_outside_any_trial_has_a_loop_of_its_own(self, given):
        """Not everything that fails was called a trial."""
        shown = loops(given(opened(), disclosed("f1"), disclosed("f2"), drawn("l1", failures=["f2"])))
        assert [(loop.trial_id, loop.failures, loop.lessons) for loop in shown] == [
            (None, ("f1",), ()),
            (None, ("f2",), ("l1",)),
        ]

    def test_a_retry_that_fails_opens_the_next_loop(self, given):
        """One loop came round; the next waits."""
        again = (disclosed("f2", trial="t2"), ended("t2", "failed"))
        first, second = loops(given(*TRIAL, *STEPS, *again))
        assert (first.closed, second.trial_id, second.missing) == (True, "t2", ("lesson", "adjustment", "retry"))

    def test_a_failure_that_was_found_unfounded_makes_none(self, given):
        """There is nothing to learn from what did not happen; the entries themselves stay."""
        unfounded = entry(corrected("f1", finding="unfounded"), sources=["Report 12"])
        on_record = given(opened(), disclosed("f1"), unfounded)
        assert loops(on_record) == ()
        assert len(on_record.register.timeline(DECISION).entries) == 3


class TestGivenUp:
    @pytest.mark.parametrize("outcome", ["abandoned", "superseded"])
    def test_what_was_given_up_needs_no_retry(self, given, outcome):
        """Not going on is an answer too, once the lesson is drawn."""
        (loop,) = loops(given(*TRIAL, *STEPS[:3], concluded(outcome)))
        assert loop.closed

    def test_but_it_still_needs_its_lesson(self, given):
        """The next decision will want it."""
        (loop,) = loops(given(*TRIAL, *STEPS[:2], concluded("abandoned")))
        assert loop.missing == ("lesson",)

    @pytest.mark.parametrize("outcome", ["adopted", "deferred"])
    def test_what_was_adopted_or_put_off_is_not_given_up(self, given, outcome):
        """Adopting what failed without trying it again leaves the loop open for all to see."""
        (loop,) = loops(given(*TRIAL, *STEPS[:3], concluded(outcome)))
        assert loop.missing == ("adjustment", "retry")


class TestDays:
    def test_from_the_first_failure_until_the_retry_began(self, given):
        """How long it took to come round."""
        on_record = given(*TRIAL, disclosed("f0", trial="t1")).later(days=10).when(*STEPS[:4]).recorded().later(days=4)
        (loop,) = loops(on_record.when(STEPS[4]).recorded().given)
        assert loop.took.days == 14

    def test_none_while_it_has_not_come_round(self, given):
        """There is no number yet."""
        (loop,) = loops(given(*TRIAL, *STEPS[:4]))
        assert loop.took is None
