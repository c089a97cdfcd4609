"""Guards on concluding with something open, and on going on after a conclusion."""

import pytest

from laeringslopp.testing import (
    adjusted,
    chosen,
    concluded,
    corrected,
    disclosed,
    drawn,
    ended,
    entry,
    observed,
    opened,
    reopened,
    retried,
    started,
)
from tests.rules.situations import BEGUN, FAILED_TRIAL, long_ago, succeeded

ADJUSTED = (*FAILED_TRIAL, adjusted("a1", because_of=["f1"]))


class TestNoConclusionWithOpenLoop:
    rule_id = "no-conclusion-with-open-loop"
    running = (*BEGUN, started("t1"))
    stopped = ended("t1", "stopped", stopped_because="No money")

    def test_a_conclusion_while_a_trial_runs_is_remarked_on_and_refused_by_strict(self, given):
        """Once it is concluded, nobody looks."""
        given(*self.running).when(concluded()).remarked(self.rule_id)
        refused = given(*self.running, policy="strict").when(concluded())
        refused.refused(self.rule_id, missing="closed-loops")
        (template,) = refused.refusals[0].record_first
        assert (template["kind"], template["trial_id"]) == ("trial-ended", "t1")

    def test_a_trial_that_has_ended_is_closed(self, given):
        """However it ended; and a decision in which nothing was tried has nothing open."""
        given(*self.running, self.stopped, policy="strict").when(concluded()).unremarked()
        given(*self.running, *succeeded("t1"), policy="strict").when(concluded()).unremarked()
        given(opened(), policy="strict").when(concluded()).unremarked()

    def test_every_trial_counts_and_a_second_end_of_one_ends_no_other(self, given):
        """One that is forgotten is the one that is worth finding."""
        before = (*self.running, started("t2"), self.stopped, self.stopped)
        refused = given(*before, policy="strict").when(concluded()).refused(self.rule_id)
        assert refused.refusals[0].parameters["running"] == ["t2"]

    def test_a_retry_runs_like_any_other_trial(self, given):
        """It is an attempt."""
        before = (*ADJUSTED, drawn("l1", failures=["f1"]), retried("t2", of="t1", adjustments=["a1"]))
        given(*before, policy="strict").when(concluded()).refused(self.rule_id)

    @pytest.mark.parametrize("policy", ["standard", "strict"])
    def test_a_failure_without_a_lesson_is_only_ever_remarked_on(self, given, policy):
        """Had nobody disclosed it, the conclusion would have passed: disclosing must not cost more than silence."""
        outcome = given(opened(), disclosed("f1"), policy=policy).when(concluded()).remarked(self.rule_id)
        assert not outcome.refusals

    def test_a_failure_with_a_lesson_or_found_unfounded_is_closed(self, given):
        """Somebody learned from it, or there was nothing to learn from."""
        given(opened(), disclosed("f1"), drawn("l1", failures=["f1"])).when(concluded()).unremarked()
        unfounded = entry(corrected("f1", finding="unfounded"), sources=["Report 12"])
        given(opened(), disclosed("f1"), unfounded).when(concluded()).unremarked()
        given(opened(), disclosed("f1"), unfounded, corrected("f1", finding="confirmed")).when(concluded()).remarked(
            self.rule_id
        )

    def test_a_lesson_from_the_trial_is_no_lesson_from_the_failure(self, given):
        """Each failure has its own."""
        before = (*FAILED_TRIAL, drawn("l1", from_trials=("t1",)))
        given(*before).when(concluded()).remarked(self.rule_id)

    def test_with_both_open_a_refusal_says_both(self, given):
        """Who mends one thing at a time is sent away once for each."""
        before = (*self.running, disclosed("f1"), disclosed("f2"), drawn("l1", failures=["f1"]))
        refused = given(*before, policy="strict").when(concluded()).refused(self.rule_id)
        assert [template["kind"] for template in refused.refusals[0].record_first] == ["trial-ended", "lesson-drawn"]
        assert refused.refusals[0].parameters == {"running": ["t1"], "without_lesson": ["f2"]}

    @pytest.mark.parametrize("outcome", ["adopted", "abandoned", "superseded", "deferred"])
    def test_every_conclusion_is_asked(self, given, outcome):
        """Whatever is given up was tried all the same."""
        given(*self.running).when(concluded(outcome)).remarked(self.rule_id)

    def test_history_is_only_remarked_on(self, given):
        """Nobody can end an old trial now."""
        *before, conclusion = long_ago(*self.running, concluded())
        given(*before, policy="strict").when(conclusion).remarked(self.rule_id)


class TestReopenBeforeMore:
    rule_id = "reopen-before-more"
    more = (
        chosen(what="Another way"),
        started("t2", where="Elsewhere"),
        retried("t2", of="t1", adjustments=["a1"]),
    )
    ready = (*ADJUSTED, drawn("l1", failures=["f1"]))

    @pytest.mark.parametrize("outcome", ["abandoned", "superseded", "deferred"])
    @pytest.mark.parametrize("fact", more, ids=lambda fact: fact.kind)
    def test_more_after_a_conclusion_follows_a_reopening(self, given, outcome, fact):
        """Whoever read that it was concluded must be able to see that it is not any more."""
        closed = given(*self.ready, concluded(outcome)).when(fact).recorded()
        assert self.rule_id in closed.remarks
        taken_up = given(*self.ready, concluded(outcome), reopened()).when(fact).recorded()
        assert self.rule_id not in taken_up.remarks

    def test_strict_refuses_and_offers_the_reopening(self, given):
        """One line opens it again."""
        before = (*BEGUN, concluded("abandoned"))
        refused = given(*before, policy="strict").when(started("t1")).refused(self.rule_id, missing="reopening")
        assert refused.refusals[0].record_first[0]["kind"] == "decision-reopened"
        given(*before, policy="strict").when(reopened(), started("t1")).unremarked()

    @pytest.mark.parametrize("fact", more[1:], ids=lambda fact: fact.kind)
    def test_what_was_adopted_may_be_carried_out(self, given, fact):
        """That is what it was adopted for."""
        given(*self.ready, concluded("adopted"), policy="strict").when(fact).unremarked()

    def test_another_direction_is_not_what_was_adopted(self, given):
        """Nor is a trial of it, if it was chosen all the same; a choice is asked even where it is the same."""
        adopted = (*BEGUN, concluded("adopted"))
        for direction in self.more[0], chosen():
            outcome = given(*adopted).when(direction).recorded()
            assert self.rule_id in outcome.remarks
        given(*adopted, self.more[0]).when(started("t1")).remarked(self.rule_id)
        given(*adopted, self.more[0], concluded("adopted")).when(started("t1")).unremarked()

    def test_a_reopening_holds_until_the_next_conclusion(self, given):
        """Closed again is closed."""
        before = (*BEGUN, concluded("abandoned"), reopened(), concluded("abandoned"))
        given(*before).when(started("t1")).remarked(self.rule_id)

    def test_nothing_else_is_asked(self, given):
        """What is still learned of a concluded decision is welcome."""
        closed = given(*BEGUN, started("t1"), concluded("abandoned"), policy="strict")
        closed.when(observed(60, "t1"), disclosed("f1"), drawn("l1", failures=["f1"]), ended("t1")).unremarked()

    def test_history_is_only_remarked_on(self, given):
        """The sources need not tell of a reopening."""
        *before, more = long_ago(*BEGUN, concluded("abandoned"), started("t1"))
        given(*before, policy="strict").when(more).remarked(self.rule_id)
