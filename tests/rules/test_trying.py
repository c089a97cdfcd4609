"""Guards on trials: measurable when they start, honest when they end, and not started anew to forget a failure."""

import pytest

from laeringslopp.testing import (
    adjusted,
    chosen,
    criterion,
    disclosed,
    ended,
    observed,
    opened,
    proposed,
    retried,
    started,
)
from tests.rules.situations import long_ago

both_policies = pytest.mark.parametrize("policy", ["standard", "strict"])


@both_policies
class TestTrialIsMeasurable:
    rule_id = "trial-is-measurable"

    def test_a_trial_without_a_criterion_is_refused(self, given, policy):
        """Without one nobody can say afterwards whether it worked."""
        given(opened(), policy=policy).when(started("t1", criteria=())).refused(self.rule_id, missing="criterion")

    def test_one_criterion_is_enough(self, given, policy):
        """The rule asks for something to measure by, not for a research programme."""
        given(opened(), policy=policy).when(started("t1", criteria=[criterion()])).unremarked()

    def test_a_retry_is_measured_too(self, given, policy):
        """Otherwise the second attempt would be the one that nobody can judge."""
        before = (opened(), disclosed("f1"), adjusted("a1", because_of=["f1"]))
        retry = retried("t2", of="f1", adjustments=["a1"], criteria=())
        given(*before, policy=policy).when(retry).refused(self.rule_id)


@both_policies
class TestFailedTrialNamesFailure:
    rule_id = "failed-trial-names-failure"

    @pytest.mark.parametrize("outcome", ["failed", "mixed"])
    def test_a_trial_that_failed_needs_a_failure_on_record(self, given, policy, outcome):
        """What failed must be named, or nobody can learn from it."""
        before = (opened(), started("t1"))
        refused = given(*before, policy=policy).when(ended("t1", outcome)).refused(self.rule_id, missing="failure")
        assert refused.refusals[0].record_first[0]["kind"] == "failure-disclosed"
        given(*before, disclosed("f1", trial="t1"), policy=policy).when(ended("t1", outcome)).unremarked()

    def test_a_trial_that_succeeded_needs_none(self, given, policy):
        """There is nothing to name."""
        given(opened(), started("t1"), policy=policy).when(ended("t1", "succeeded")).unremarked()

    def test_a_failure_of_another_trial_is_not_its_failure(self, given, policy):
        """Each trial answers for itself."""
        before = (opened(), started("t1"), started("t2"), disclosed("f1", trial="t2"), disclosed("f2"))
        given(*before, policy=policy).when(ended("t1", "failed")).refused(self.rule_id)

    def test_a_suspected_failure_counts(self, given, policy):
        """Whoever suspects something has said what went wrong, as far as is known."""
        before = (opened(), started("t1"), disclosed("f1", trial="t1", finding="suspected"))
        given(*before, policy=policy).when(ended("t1", "failed")).unremarked()

    def test_a_stopped_trial_needs_a_failure_or_a_reason(self, given, policy):
        """A trial may stop for want of money; one that stops without a word hides why."""
        before = (opened(), started("t1"))
        given(*before, policy=policy).when(ended("t1", "stopped")).refused(self.rule_id)
        given(*before, policy=policy).when(ended("t1", "stopped", stopped_because="No money")).unremarked()
        given(*before, disclosed("f1", trial="t1"), policy=policy).when(ended("t1", "stopped")).unremarked()

    def test_a_reason_does_not_cover_a_criterion_that_was_missed(self, given, policy):
        """“It was stopped” would be the easy way past a bad measurement."""
        stopped = ended("t1", "stopped", stopped_because="No money")
        missed = (opened(), started("t1"), observed(59, "t1"))
        given(*missed, policy=policy).when(stopped).refused(self.rule_id)
        given(*missed, disclosed("f1", trial="t1"), policy=policy).when(stopped).unremarked()

    def test_a_measurement_at_the_target_is_no_miss(self, given, policy):
        """At least 60 is met by 60."""
        stopped = ended("t1", "stopped", stopped_because="No money")
        given(opened(), started("t1"), observed(60, "t1"), policy=policy).when(stopped).unremarked()

    def test_the_last_measurement_counts(self, given, policy):
        """A trial that began badly and came right has not missed; one that went bad has."""
        stopped = ended("t1", "stopped", stopped_because="No money")
        before = (opened(), started("t1"))
        given(*before, observed(10, "t1"), observed(70, "t1"), policy=policy).when(stopped).unremarked()
        given(*before, observed(70, "t1"), observed(10, "t1"), policy=policy).when(stopped).refused(self.rule_id)

    def test_a_measurement_of_another_trial_or_of_the_whole_decision_is_not_a_miss(self, given, policy):
        """Nor is one of something that is no criterion."""
        before = (opened(), started("t1"), started("t2"), observed(1, "t2"), observed(1), observed(1, "t1", metric="x"))
        stopped = ended("t1", "stopped", stopped_because="No money")
        given(*before, policy=policy).when(stopped).unremarked()


@both_policies
class TestAgainIsARetry:
    rule_id = "again-is-a-retry"

    @staticmethod
    def failed(trial_id="t1", outcome="failed", **more):
        """A trial that did not succeed, with its failure on record."""
        return (started(trial_id, **more), disclosed(f"f-{trial_id}", trial=trial_id), ended(trial_id, outcome))

    @pytest.mark.parametrize("outcome", ["failed", "mixed", "stopped"])
    def test_a_new_start_after_a_trial_that_did_not_succeed_is_refused(self, given, policy, outcome):
        """A new start after a failure hides the failure; a retry says what is different this time."""
        refused = given(opened(), *self.failed(outcome=outcome), policy=policy).when(started("t2"))
        refused.refused(self.rule_id, missing="retry")
        assert refused.refusals[0].record_first[0]["retry_of"] == "t1"

    def test_a_new_start_after_a_success_is_a_new_start(self, given, policy):
        """There is nothing to try again."""
        given(opened(), started("t1"), ended("t1"), policy=policy).when(started("t2")).unremarked()

    def test_a_trial_beside_one_that_still_runs_is_no_retry(self, given, policy):
        """It has not failed yet."""
        before = (opened(), started("t1"), disclosed("f1", trial="t1"))
        given(*before, policy=policy).when(started("t2")).unremarked()

    def test_the_retry_itself_is_recorded(self, given, policy):
        """That is the way the rule points to."""
        before = (opened(), *self.failed(), adjusted("a1", because_of=["f-t1"]))
        given(*before, policy=policy).when(retried("t2", of="t1", adjustments=["a1"])).unremarked()

    def test_no_place_at_all_is_the_same_place(self, given, policy):
        """Or leaving the place out would be the way around the rule."""
        given(opened(), *self.failed(), policy=policy).when(started("t2")).refused(self.rule_id)

    def test_the_same_place_is_the_same_and_another_is_not(self, given, policy):
        """What failed in one school may be started afresh in the next."""
        before = (opened(), *self.failed(where="North school"))
        given(*before, policy=policy).when(started("t2", where="North school")).refused(self.rule_id)
        given(*before, policy=policy).when(started("t2", where="South school")).unremarked()
        given(*before, policy=policy).when(started("t2")).unremarked()

    def test_the_latest_ended_trial_at_the_place_counts(self, given, policy):
        """After a retry that succeeded, the next trial there is a new start again."""
        came_right = (adjusted("a1", because_of=["f-t1"]), retried("t2", of="t1", adjustments=["a1"]), ended("t2"))
        given(opened(), *self.failed(), *came_right, policy=policy).when(started("t3")).unremarked()
        went_wrong = (started("t1"), ended("t1"), *self.failed("t2"))
        given(opened(), *went_wrong, policy=policy).when(started("t3")).refused(self.rule_id)

    def test_the_retry_is_of_the_latest_trial_that_failed(self, given, policy):
        """The template names the attempt whose failure would be hidden."""
        both_run = (started("t1"), started("t2"), disclosed("f1", trial="t1"), disclosed("f2", trial="t2"))
        before = (opened(), *both_run, ended("t2", "failed"), ended("t1", "failed"))
        refused = given(*before, policy=policy).when(started("t3")).refused(self.rule_id)
        assert refused.refusals[0].parameters["retry_of"] == "t1"

    def test_another_direction_is_another_matter(self, given, policy):
        """Who changes course has learned something, and starts anew."""
        before = (opened(), proposed("north"), proposed("south"), chosen("north"), *self.failed())
        given(*before, policy=policy).when(started("t2")).refused(self.rule_id)
        given(*before, chosen("south"), policy=policy).when(started("t2")).unremarked()

    def test_choosing_the_same_direction_again_does_not_clear_the_slate(self, given, policy):
        """Nor does turning back to a direction under which the last trial failed."""
        before = (opened(), proposed("north"), proposed("south"), chosen("north"), *self.failed())
        given(*before, chosen("north"), policy=policy).when(started("t2")).refused(self.rule_id)
        given(*before, chosen("south"), chosen("north"), policy=policy).when(started("t2")).refused(self.rule_id)

    def test_a_trial_belongs_to_the_direction_that_it_was_started_under(self, given, policy):
        """That the course has changed since does not make the failure that of the new one."""
        before = (opened(), chosen(what="north"), started("t1"), chosen(what="south"), disclosed("f1", trial="t1"))
        given(*before, ended("t1", "failed"), policy=policy).when(started("t2")).unremarked()

    def test_imported_history_is_not_asked_to_be_a_retry(self, given, policy):
        """The sources tell of two trials, whether or not the second called itself a retry."""
        *before, again = long_ago(opened(), *self.failed(), started("t2"))
        given(*before, policy=policy).when(again).remarked(self.rule_id)
