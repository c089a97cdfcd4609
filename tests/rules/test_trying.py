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
    waived,
)
from tests.rules.situations import BEGUN, long_ago, succeeded

both_policies = pytest.mark.parametrize("policy", ["standard", "strict"])


@both_policies
class TestTrialIsMeasurable:
    rule_id = "trial-is-measurable"

    def test_a_trial_without_a_criterion_is_refused(self, given, policy):
        """Without one nobody can say afterwards whether it worked."""
        given(*BEGUN, policy=policy).when(started("t1", criteria=())).refused(self.rule_id, missing="criterion")

    def test_one_criterion_is_enough(self, given, policy):
        """The rule asks for something to measure by, not for a research programme."""
        given(*BEGUN, policy=policy).when(started("t1", criteria=[criterion()])).unremarked()

    def test_a_retry_is_measured_too(self, given, policy):
        """Otherwise the second attempt would be the one that nobody can judge."""
        before = (*BEGUN, disclosed("f1"), adjusted("a1", because_of=["f1"]))
        retry = retried("t2", of="f1", adjustments=["a1"], criteria=())
        given(*before, policy=policy).when(retry).refused(self.rule_id)


@both_policies
class TestFailedTrialNamesFailure:
    rule_id = "failed-trial-names-failure"

    @pytest.mark.parametrize("outcome", ["failed", "mixed"])
    def test_a_trial_that_failed_needs_a_failure_on_record(self, given, policy, outcome):
        """What failed must be named, or nobody can learn from it."""
        before = (*BEGUN, started("t1"))
        refused = given(*before, policy=policy).when(ended("t1", outcome)).refused(self.rule_id, missing="failure")
        assert refused.refusals[0].record_first[0]["kind"] == "failure-disclosed"
        given(*before, disclosed("f1", trial="t1"), policy=policy).when(ended("t1", outcome)).unremarked()

    def test_a_trial_that_succeeded_needs_none(self, given, policy):
        """There is nothing to name."""
        given(*BEGUN, started("t1"), policy=policy).when(*succeeded("t1")).unremarked()

    def test_a_failure_of_another_trial_is_not_its_failure(self, given, policy):
        """Each trial answers for itself."""
        before = (*BEGUN, started("t1"), started("t2"), disclosed("f1", trial="t2"), disclosed("f2"))
        given(*before, policy=policy).when(ended("t1", "failed")).refused(self.rule_id)

    def test_a_suspected_failure_counts(self, given, policy):
        """Whoever suspects something has said what went wrong, as far as is known."""
        before = (*BEGUN, started("t1"), disclosed("f1", trial="t1", finding="suspected"))
        given(*before, policy=policy).when(ended("t1", "failed")).unremarked()

    def test_a_stopped_trial_needs_a_failure_or_a_reason(self, given, policy):
        """A trial may stop for want of money; one that stops without a word hides why."""
        before = (*BEGUN, started("t1"))
        given(*before, policy=policy).when(ended("t1", "stopped")).refused(self.rule_id)
        given(*before, policy=policy).when(ended("t1", "stopped", stopped_because="No money")).unremarked()
        given(*before, disclosed("f1", trial="t1"), policy=policy).when(ended("t1", "stopped")).unremarked()

    def test_a_reason_does_not_cover_a_criterion_that_was_missed(self, given, policy):
        """“It was stopped” would be the easy way past a bad measurement."""
        stopped = ended("t1", "stopped", stopped_because="No money")
        missed = (*BEGUN, started("t1"), observed(59, "t1"))
        given(*missed, policy=policy).when(stopped).refused(self.rule_id)
        given(*missed, disclosed("f1", trial="t1"), policy=policy).when(stopped).unremarked()

    def test_a_measurement_at_the_target_is_no_miss(self, given, policy):
        """At least 60 is met by 60."""
        stopped = ended("t1", "stopped", stopped_because="No money")
        given(*BEGUN, started("t1"), observed(60, "t1"), policy=policy).when(stopped).unremarked()

    def test_the_last_measurement_counts(self, given, policy):
        """A trial that began badly and came right has not missed; one that went bad has."""
        stopped = ended("t1", "stopped", stopped_because="No money")
        before = (*BEGUN, started("t1"))
        given(*before, observed(10, "t1"), observed(70, "t1"), policy=policy).when(stopped).unremarked()
        given(*before, observed(70, "t1"), observed(10, "t1"), policy=policy).when(stopped).refused(self.rule_id)

    def test_a_measurement_of_another_trial_or_of_the_whole_decision_is_not_a_miss(self, given, policy):
        """Nor is one of something that is no criterion."""
        before = (*BEGUN, started("t1"), started("t2"), observed(1, "t2"), observed(1), observed(1, "t1", metric="x"))
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
        refused = given(*BEGUN, *self.failed(outcome=outcome), policy=policy).when(started("t2"))
        refused.refused(self.rule_id, missing="retry")
        assert refused.refusals[0].record_first[-1]["retry_of"] == "t1"

    def test_the_template_keeps_what_was_said(self, given, policy):
        """Whoever calls it a retry writes nothing twice."""
        begun = started("t2", where="North school", stop_when="Somebody falls")
        refused = given(*BEGUN, *self.failed(where="North school"), policy=policy).when(begun).refused(self.rule_id)
        said = begun.model_dump(mode="json", exclude_unset=True, exclude_none=True)
        assert refused.refusals[0].record_first == (
            {**said, "kind": "retry-started", "retry_of": "t1", "adjustments": ["…"]},
        )

    def test_a_new_start_after_a_success_is_a_new_start(self, given, policy):
        """There is nothing to try again."""
        given(*BEGUN, started("t1"), *succeeded("t1"), policy=policy).when(started("t2")).unremarked()

    def test_a_trial_beside_one_that_still_runs_is_no_retry(self, given, policy):
        """It has not failed yet."""
        before = (*BEGUN, started("t1"), disclosed("f1", trial="t1"))
        given(*before, policy=policy).when(started("t2")).unremarked()

    def test_the_retry_itself_is_recorded(self, given, policy):
        """That is the way the rule points to."""
        before = (*BEGUN, *self.failed(), adjusted("a1", because_of=["f-t1"]))
        given(*before, policy=policy).when(retried("t2", of="t1", adjustments=["a1"])).unremarked()

    def test_no_place_at_all_is_the_same_place(self, given, policy):
        """Or leaving the place out would be the way around the rule."""
        given(*BEGUN, *self.failed(), policy=policy).when(started("t2")).refused(self.rule_id)

    def test_the_same_place_is_the_same_and_another_is_not(self, given, policy):
        """What failed in one school may be started afresh in the next."""
        before = (*BEGUN, *self.failed(where="North school"))
        given(*before, policy=policy).when(started("t2", where="North school")).refused(self.rule_id)
        given(*before, policy=policy).when(started("t2", where="South school")).unremarked()
        given(*before, policy=policy).when(started("t2")).unremarked()

    def test_the_latest_ended_trial_at_the_place_counts(self, given, policy):
        """After a retry that succeeded, the next trial there is a new start again."""
        came_right = (adjusted("a1", because_of=["f-t1"]), retried("t2", of="t1", adjustments=["a1"]), *succeeded("t2"))
        given(*BEGUN, *self.failed(), *came_right, policy=policy).when(started("t3")).unremarked()
        went_wrong = (started("t1"), *succeeded("t1"), *self.failed("t2"))
        given(*BEGUN, *went_wrong, policy=policy).when(started("t3")).refused(self.rule_id)

    def test_the_retry_is_of_the_latest_trial_that_failed(self, given, policy):
        """The template names the attempt whose failure would be hidden."""
        both_run = (started("t1"), started("t2"), disclosed("f1", trial="t1"), disclosed("f2", trial="t2"))
        before = (*BEGUN, *both_run, ended("t2", "failed"), ended("t1", "failed"))
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
        *before, again = long_ago(*BEGUN, *self.failed(), started("t2"))
        given(*before, policy=policy).when(again).remarked(self.rule_id)


class TestTrialAfterDirection:
    rule_id = "trial-after-direction"

    @pytest.mark.parametrize("fact", [started("t1"), retried("t1", of="f1", adjustments=["a1"])], ids=lambda f: f.kind)
    def test_a_trial_of_what_nobody_chose_is_remarked_on(self, given, fact):
        """What nobody chose, nobody answers for when it fails; a retry is a trial too."""
        before = (opened(), disclosed("f1"), adjusted("a1", because_of=["f1"]))
        given(*before).when(fact).remarked(self.rule_id)
        refused = given(*before, policy="strict").when(fact).refused(self.rule_id, missing="direction")
        assert refused.refusals[0].record_first[0]["kind"] == "direction-chosen"
        given(*before, chosen(), policy="strict").when(fact).unremarked()

    def test_a_choice_in_the_same_call_is_in_time_if_it_stands_first(self, given):
        """Each is judged on the state after those before it."""
        given(opened()).when(chosen(), started("t1")).remarked("alternatives-before-direction", "risk-before-direction")
        outcome = given(opened()).when(started("t1"), chosen()).recorded()
        assert outcome.receipt.recorded[0].remarks == (self.rule_id,)

    def test_imported_history_is_only_remarked_on(self, given):
        """The sources often begin with the trial."""
        *before, trial = long_ago(opened(), started("t1"))
        given(*before, policy="strict").when(trial).remarked(self.rule_id)


@both_policies
class TestSuccessHasEvidence:
    rule_id = "success-has-evidence"
    two = (*BEGUN, started("t1", criteria=[criterion(), criterion("falls", "<", 3)]))

    def test_a_success_that_was_not_measured_is_refused(self, given, policy):
        """It is a hope; and one criterion that was met does not stand for the other."""
        refused = given(*self.two, policy=policy).when(ended("t1")).refused(self.rule_id, missing="evidence")
        assert [each["metric"] for each in refused.refusals[0].record_first] == ["uptake", "falls"]
        given(*self.two, observed(60, "t1"), policy=policy).when(ended("t1")).refused(self.rule_id)
        met = (observed(60, "t1"), observed(2.9, "t1", metric="falls"))
        given(*self.two, *met, policy=policy).when(ended("t1")).unremarked()

    def test_the_target_itself_is_met_or_missed_as_the_criterion_says(self, given, policy):
        """At least 60 is met by 60; fewer than 3 is not met by 3."""
        at_targets = (observed(60, "t1"), observed(3, "t1", metric="falls"))
        refused = given(*self.two, *at_targets, policy=policy).when(ended("t1")).refused(self.rule_id)
        assert refused.refusals[0].parameters["missed"] == ["falls"]
        assert refused.refusals[0].record_first == ({"outcome": "…"},)

    def test_the_last_measurement_counts(self, given, policy):
        """Once met is not met."""
        before = (*BEGUN, started("t1"))
        given(*before, observed(10, "t1"), observed(60, "t1"), policy=policy).when(ended("t1")).unremarked()
        given(*before, observed(60, "t1"), observed(59, "t1"), policy=policy).when(ended("t1")).refused(self.rule_id)

    def test_a_measurement_of_another_trial_or_of_the_decision_is_no_evidence(self, given, policy):
        """Nor is a note without a value."""
        note = observed(60, "t1").model_copy(update={"value": None, "note": "It went well"})
        before = (*BEGUN, started("t1"), started("t2"), observed(60, "t2"), observed(60), note)
        given(*before, policy=policy).when(ended("t1")).refused(self.rule_id)

    def test_a_trial_without_a_criterion_cannot_be_called_a_success(self, given, policy):
        """Nobody said beforehand what success would be."""
        aside = waived("trial-is-measurable", "trial-started")
        before = given(*BEGUN, aside, started("t1", criteria=()), observed(60, "t1"), policy=policy)
        before.when(ended("t1")).refused(self.rule_id).when(
            ended("t1", "stopped", stopped_because="The time was up")
        ).unremarked()

    @pytest.mark.parametrize("outcome", ["failed", "mixed", "stopped"])
    def test_another_end_needs_no_evidence(self, given, policy, outcome):
        """Saying that it did not work is never harder than saying that it did."""
        given(*self.two, disclosed("f1", trial="t1"), policy=policy).when(ended("t1", outcome)).unremarked()

    def test_imported_history_is_only_remarked_on(self, given, policy):
        """The sources say that it went well, and not how anybody knew."""
        *before, end = long_ago(*BEGUN, started("t1"), ended("t1"))
        given(*before, policy=policy).when(end).remarked(self.rule_id)
