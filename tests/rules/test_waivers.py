"""A waiver sets a rule aside once, in the open, by those who own the rule."""

from datetime import timedelta

import pytest

from laeringslopp.rules import GUARDS
from laeringslopp.testing import (
    START,
    adjusted,
    chosen,
    corrected,
    disclosed,
    entry,
    opened,
    retried,
    started,
    waived,
)
from tests.rules.situations import BEGUN, FAILED_TRIAL, SITUATIONS, long_ago, only

both_policies = pytest.mark.parametrize("policy", ["standard", "strict"])
NEVER_WAIVED = ["failure-stays", "policy-by-owner", "waiver-by-owner"]
WAIVER = waived("trial-is-measurable", "trial-started")
UNMEASURED = (started("t1", criteria=()), started("t2", criteria=()))


def test_three_rules_are_never_waived():
    """With any of them set aside, a failure could be talked away, or the rules that keep it."""
    assert sorted(rule_id for rule_id, guard in GUARDS.items() if guard.never_waived) == NEVER_WAIVED


@pytest.mark.parametrize("rule_id", sorted(SITUATIONS.keys() - set(NEVER_WAIVED)))
@pytest.mark.parametrize("mode", ["refuse", "remark"])
def test_a_waiver_lets_one_fact_past_any_other_rule(rule_id, mode):
    """It takes away a refusal, or a remark; the entry says which waiver it used."""
    situation = SITUATIONS[rule_id]
    kind = getattr(situation.fact, "fact", situation.fact).kind
    under = situation.under(only(rule_id, mode))
    on_record = under.when(waived(rule_id, kind)).given
    version = on_record.register.version("decision-1")
    assert on_record.when(situation.fact).unremarked().receipt.recorded[-1].waived == (version,)


@both_policies
class TestUsedUp:
    def test_by_the_first_fact_that_it_lets_past(self, given, policy):
        """Once is once: the next one is asked like any other."""
        on_record = given(*BEGUN, WAIVER, policy=policy)
        on_record.when(UNMEASURED[0]).unremarked().when(UNMEASURED[1]).refused("trial-is-measurable")

    def test_within_the_same_call_too(self, given, policy):
        """One call is no way to use it twice."""
        given(*BEGUN, WAIVER, policy=policy).when(*UNMEASURED).refused("trial-is-measurable")
        given(*BEGUN, policy=policy).when(WAIVER, UNMEASURED[0]).unremarked()

    def test_not_by_a_fact_that_needs_none(self, given, policy):
        """A measurable trial was let past by nothing but itself."""
        on_record = given(*BEGUN, WAIVER, policy=policy)
        on_record.when(started("t0")).unremarked().when(UNMEASURED[0]).unremarked()

    def test_not_by_a_call_that_was_refused(self, given, policy):
        """What was not recorded has used nothing."""
        on_record = given(*BEGUN, WAIVER, policy=policy)
        on_record.when(UNMEASURED[0], adjusted("a1")).refused("adjustment-has-reason").when(UNMEASURED[0]).unremarked()

    def test_each_waiver_once_and_the_earliest_first(self, given, policy):
        """Two exceptions are two, and each entry names its own."""
        on_record = given(*BEGUN, WAIVER, WAIVER, policy=policy)
        first, second = on_record.when(*UNMEASURED).unremarked().receipt.recorded
        assert (first.waived, second.waived) == ((3,), (4,))

    def test_one_fact_may_use_a_waiver_of_each_rule(self, given, policy):
        """Each rule that it does not meet was set aside by its own decision."""
        both = (waived("retry-has-adjustment", "retry-started"), waived("trial-is-measurable", "retry-started"))
        outcome = given(*FAILED_TRIAL, *both, policy=policy).when(retried("t2", of="t1", criteria=()))
        assert sorted(outcome.unremarked().receipt.recorded[0].waived) == [6, 7]


def test_a_remark_uses_up_a_waiver_too(given):
    """A waiver takes away a remark, and is used up by it."""
    both = [
        waived(rule_id, "direction-chosen") for rule_id in ("alternatives-before-direction", "risk-before-direction")
    ]
    on_record = given(opened(), *both).when(chosen()).unremarked()
    on_record.when(chosen(what="Another way")).remarked("alternatives-before-direction", "risk-before-direction")


@both_policies
class TestWhatItIsFor:
    def test_a_waiver_is_for_its_own_rule(self, given, policy):
        """An exception from one rule is none from another."""
        aside = waived("trial-after-direction", "trial-started")
        given(*BEGUN, aside, policy=policy).when(UNMEASURED[0]).refused("trial-is-measurable")

    def test_a_waiver_is_for_its_own_kind(self, given, policy):
        """That a trial may be unmeasured says nothing of its retry."""
        retry = retried("t2", of="f1", adjustments=["a1"], criteria=())
        before = (*BEGUN, WAIVER, disclosed("f1"), adjusted("a1", because_of=["f1"]))
        given(*before, policy=policy).when(retry).refused("trial-is-measurable")

    def test_a_waiver_holds_through_the_day_that_it_expires_on(self, given, policy):
        """Until the date is until the end of it."""
        two_days = waived("trial-is-measurable", "trial-started", expires_on=START.date() + timedelta(days=2))
        given(*BEGUN, two_days, policy=policy).later(days=2).when(UNMEASURED[0]).unremarked()
        given(*BEGUN, two_days, policy=policy).later(days=3).when(UNMEASURED[0]).refused("trial-is-measurable")

    def test_history_uses_no_waiver(self, given, policy):
        """History is only remarked on, so there is nothing to let past."""
        on_record = given(*BEGUN, WAIVER, policy=policy)
        told = on_record.when(*long_ago(UNMEASURED[0])).remarked("trial-is-measurable")
        told.when(UNMEASURED[1]).unremarked()

    def test_a_waiver_of_an_unknown_rule_or_kind_is_invalid(self, given, policy):
        """It would look like an exception and be none."""
        given(*BEGUN, policy=policy).when(waived("no-such-rule", "trial-started")).invalid("unknown-rule")
        given(*BEGUN, policy=policy).when(waived("late", "no-such-kind")).invalid("unknown-kind")

    def test_a_waiver_that_no_entry_could_use_up_is_invalid(self, given, policy):
        """It would be read as if something had been let past, and a duty is met or owed, whatever anybody waives."""
        given(*BEGUN, policy=policy).when(waived("share-lesson", "lesson-drawn")).invalid("waives-duty")
        elsewhere = waived("trial-is-measurable", "lesson-drawn")
        given(*BEGUN, policy=policy).when(elsewhere).invalid("waives-nothing")
        given(*BEGUN, policy=policy).when(*long_ago(elsewhere)).recorded()


@both_policies
class TestWaiverByOwner:
    @pytest.mark.parametrize(
        ("deciding", "may"),
        [
            ("political", {"political"}),
            ("administrative", {"political", "administrative"}),
            ("operational", {"political", "administrative", "operational"}),
        ],
    )
    @pytest.mark.parametrize("level", ["political", "administrative", "operational", "external"])
    def test_the_deciding_level_or_one_above_sets_a_rule_aside(self, given, policy, deciding, may, level):
        """A rule is set aside by those who own it; nobody outside ever is."""
        outcome = given(opened(deciding_level=deciding), policy=policy).when(entry(WAIVER, by=level))
        if level in may:
            outcome.unremarked()
        else:
            outcome.refused("waiver-by-owner", missing="act-of-owner")

    @pytest.mark.parametrize("rule_id", NEVER_WAIVED)
    def test_a_waiver_of_a_rule_that_is_never_waived_is_refused_by_that_rule(self, given, policy, rule_id):
        """The refusal cites the rule that would have been set aside."""
        given(opened(), policy=policy).when(waived(rule_id, "rule-waived")).refused(rule_id, missing="no-waiver")

    def test_somebody_elses_waiver_of_such_a_rule_is_refused_twice(self, given, policy):
        """Both laws are broken, and both are told at once."""
        given(opened(), policy=policy).when(
            entry(waived("failure-stays", "failure-corrected"), by="administrative")
        ).refused("failure-stays", "waiver-by-owner")

    def test_an_imported_waiver_of_such_a_rule_sets_nothing_aside(self, given, policy):
        """It is carried as what it is: something that was said elsewhere."""
        imported = long_ago(opened(), waived("failure-stays", "failure-corrected"))
        before = given(*imported, disclosed("f1", severity="critical"), policy=policy)
        before.when(corrected("f1", severity="minor")).refused("failure-stays")

    def test_an_imported_waiver_by_somebody_else_is_remarked_on(self, given, policy):
        """That it was not theirs to set aside is worth seeing."""
        *before, act = long_ago(opened(), entry(WAIVER, by="external"))
        given(*before, policy=policy).when(act).remarked("waiver-by-owner")


def test_a_waiver_under_a_policy_where_the_rule_is_off_is_not_used_up(given):
    """Nothing stood in the way, so nothing was let past."""
    outcome = given(opened(), WAIVER, policy=only("late", "remark")).when(UNMEASURED[0]).unremarked()
    assert outcome.receipt.recorded[0].waived == ()
    assert set(outcome.decision.waivers) == {2}
