"""Guards on failures and on changes: a failure stays, and a change answers to something."""

import pytest

from laeringslopp.facts import SCALE
from laeringslopp.testing import adjusted, corrected, disclosed, drawn, entry, opened, overseen, started
from tests.rules.situations import long_ago

both_policies = pytest.mark.parametrize("policy", ["standard", "strict"])
LOWERED = [(before, after) for at, before in enumerate(SCALE) for after in SCALE[:at]]
NOT_LOWERED = [(before, after) for at, before in enumerate(SCALE) for after in SCALE[at:]]


@both_policies
class TestFailureStays:
    rule_id = "failure-stays"

    @pytest.mark.parametrize(("before", "after"), LOWERED)
    def test_lowering_the_severity_takes_a_source(self, given, policy, before, after):
        """A failure is not talked away: whoever says that it was less shows on what ground."""
        on_record = (opened(), disclosed("f1", severity=before))
        less = corrected("f1", severity=after)
        given(*on_record, policy=policy).when(less).refused(self.rule_id, missing="source")
        given(*on_record, policy=policy).when(entry(less, sources=["Report 12"])).unremarked()

    @pytest.mark.parametrize(("before", "after"), NOT_LOWERED)
    def test_the_same_severity_or_a_higher_one_takes_none(self, given, policy, before, after):
        """Saying that it was worse must never be harder than keeping still."""
        given(opened(), disclosed("f1", severity=before), policy=policy).when(
            corrected("f1", severity=after)
        ).unremarked()

    def test_a_severity_where_none_was_said_lowers_nothing(self, given, policy):
        """It is the first anybody says of it."""
        given(opened(), disclosed("f1"), policy=policy).when(corrected("f1", severity="minor")).unremarked()

    def test_the_severity_as_last_corrected_is_what_counts(self, given, policy):
        """Or it could be taken down step by step past an earlier correction."""
        before = (opened(), disclosed("f1", severity="minor"), corrected("f1", severity="critical"))
        given(*before, policy=policy).when(corrected("f1", severity="serious")).refused(self.rule_id)

    def test_finding_a_failure_unfounded_takes_a_source(self, given, policy):
        """That is the strongest word against it."""
        before = (opened(), disclosed("f1", finding="suspected"))
        unfounded = corrected("f1", finding="unfounded")
        given(*before, policy=policy).when(unfounded).refused(self.rule_id)
        given(*before, policy=policy).when(entry(unfounded, sources=["https://example.org/report"])).unremarked()

    def test_confirming_a_failure_or_telling_it_better_takes_none(self, given, policy):
        """Nothing is taken away from it."""
        before = (opened(), disclosed("f1", severity="critical"))
        for better in ({"finding": "confirmed"}, {"what_happened": "It never worked"}, {"consequence": "A fall"}):
            given(*before, policy=policy).when(corrected("f1", **better)).unremarked()

    def test_a_corrected_failure_is_still_on_record(self, given, policy):
        """A failure can be corrected or found unfounded, never withdrawn."""
        unfounded = entry(corrected("f1", finding="unfounded"), sources=["Report 12"])
        decision = given(opened(), disclosed("f1"), policy=policy).when(unfounded).decision
        assert decision.failure("f1").finding == "unfounded"
        assert decision.count("failure") == 1

    def test_an_imported_correction_is_only_remarked_on(self, given, policy):
        """Whoever imports it did not make it, and cannot know its source."""
        *before, less = long_ago(opened(), disclosed("f1", severity="critical"), corrected("f1", severity="minor"))
        given(*before, policy=policy).when(less).remarked(self.rule_id)


@both_policies
class TestAdjustmentHasReason:
    rule_id = "adjustment-has-reason"

    def test_an_adjustment_because_of_nothing_is_refused(self, given, policy):
        """A change that answers to nothing teaches nothing to those who come after."""
        given(opened(), disclosed("f1"), policy=policy).when(adjusted("a1")).refused(self.rule_id, missing="reason")

    @pytest.mark.parametrize("reason", ["f1", "l1", "o1"])
    def test_a_failure_a_lesson_or_oversight_is_a_reason(self, given, policy, reason):
        """All three are somebody saying that something has to change."""
        before = (opened(), disclosed("f1"), drawn("l1", failures=["f1"]), overseen("o1"))
        given(*before, policy=policy).when(adjusted("a1", because_of=[reason])).unremarked()

    def test_an_entry_named_as_its_cause_is_a_reason(self, given, policy):
        """What a change answers to may have no id of its own, such as a plan that was moved."""
        given(opened(), disclosed("f1"), policy=policy).when(entry(adjusted("a1"), caused_by=[2])).unremarked()


@both_policies
class TestLessonHasSource:
    rule_id = "lesson-has-source"

    def test_a_lesson_from_nothing_is_refused(self, given, policy):
        """It is an opinion; nobody can go back and see whether it holds."""
        given(opened(), disclosed("f1"), policy=policy).when(drawn("l1")).refused(self.rule_id, missing="origin")

    @pytest.mark.parametrize("source", [{"failures": ["f1"]}, {"from_trials": ("t1",)}, {"from_oversight": ("o1",)}])
    def test_a_failure_a_trial_or_oversight_is_a_source(self, given, policy, source):
        """A success teaches too, and so does a supervisor."""
        before = (opened(), disclosed("f1"), started("t1"), overseen("o1"))
        given(*before, policy=policy).when(drawn("l1", **source)).unremarked()

    def test_an_imported_lesson_is_only_remarked_on(self, given, policy):
        """The sources may quote it alone."""
        *before, lesson = long_ago(opened(), drawn("l1"))
        given(*before, policy=policy).when(lesson).remarked(self.rule_id)
