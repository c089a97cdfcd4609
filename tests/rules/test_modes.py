"""How a guard acts: it refuses, it remarks, or it is off; the two policies that ship; what holds in all of them."""

import pytest

from laeringslopp import Policy, Register
from laeringslopp.rules import GUARDS, judge, shipped
from laeringslopp.testing import adjusted, chosen, disclosed, ended, observed, opened, started
from tests.rules.situations import SITUATIONS, only

ONLY_EVER_REMARK = {"late", "out-of-order", "speak-plainly"}
STANDARD = {
    "alternatives-before-direction": "remark",
    "risk-before-direction": "remark",
    "only-deciding-level-chooses": "remark",
    "lesson-known-before-decision": "remark",
    "trial-is-measurable": "refuse",
    "failed-trial-names-failure": "refuse",
    "again-is-a-retry": "refuse",
    "failure-stays": "refuse",
    "adjustment-has-reason": "refuse",
    "retry-has-adjustment": "refuse",
    "waiver-by-owner": "refuse",
    "late": "remark",
    "out-of-order": "remark",
    "speak-plainly": "remark",
}

every_guard = pytest.mark.parametrize("rule_id", sorted(SITUATIONS))
every_optional_guard = pytest.mark.parametrize(
    "rule_id", sorted(rule_id for rule_id in SITUATIONS if not GUARDS[rule_id].never_waived)
)


def test_every_guard_has_a_situation_that_it_speaks_up_in():
    """A guard that nobody can see speak may as well not be there."""
    assert SITUATIONS.keys() == GUARDS.keys()


@pytest.mark.parametrize(("rule_id", "mode"), STANDARD.items())
def test_standard_refuses_only_what_can_be_mended_in_the_same_breath(rule_id, mode):
    """A guard does not argue with reality: what cannot be mended now is recorded, with a remark."""
    assert shipped("standard").mode(rule_id) == mode


@every_guard
def test_strict_refuses_all_that_is_not_about_lateness(rule_id):
    """It is for those who run the whole process through the register; lateness is never punished."""
    assert shipped("strict").mode(rule_id) == ("remark" if rule_id in ONLY_EVER_REMARK else "refuse")


@every_guard
def test_a_guard_that_may_refuse_does(rule_id):
    """Otherwise a governor's choice of mode would mean nothing."""
    situation = SITUATIONS[rule_id]
    outcome = situation.under(only(rule_id, "refuse")).when(situation.fact)
    if rule_id in ONLY_EVER_REMARK:
        outcome.remarked(rule_id)
    else:
        outcome.refused(rule_id)


@every_optional_guard
def test_a_guard_that_remarks_lets_the_fact_be_recorded(rule_id):
    """What has happened is on record all the same, and the entry says which rule it did not meet."""
    situation = SITUATIONS[rule_id]
    outcome = situation.under(only(rule_id, "remark")).when(situation.fact).remarked(rule_id)
    assert outcome.receipt.recorded[-1].remarks == (rule_id,)


@every_optional_guard
def test_a_guard_that_is_off_says_nothing(rule_id):
    """An organisation decides which rules are its own."""
    situation = SITUATIONS[rule_id]
    situation.under(only(rule_id, "off")).when(situation.fact).unremarked()


@pytest.mark.parametrize("mode", ["remark", "off"])
@pytest.mark.parametrize("rule_id", sorted(rule_id for rule_id in SITUATIONS if GUARDS[rule_id].never_waived))
def test_a_rule_that_is_never_waived_cannot_be_turned_down_by_a_policy(rule_id, mode):
    """A failure could be talked away, or a rule set aside by anybody, where the policy said so."""
    situation = SITUATIONS[rule_id]
    situation.under(only(rule_id, mode)).when(situation.fact).refused(rule_id)


@pytest.mark.parametrize("rule_id", sorted(SITUATIONS.keys() - ONLY_EVER_REMARK))
def test_history_is_only_remarked_on(rule_id):
    """Sources often lack what a rule asks of a live fact, and history cannot be mended now."""
    situation = SITUATIONS[rule_id].as_history()
    outcome = situation.under(shipped("strict")).when(situation.fact).recorded()
    assert rule_id in outcome.remarks
    assert outcome.receipt.recorded[-1].history


@pytest.mark.parametrize("policy", ["standard", "strict"])
def test_refusals_and_remarks_of_one_call_are_given_all_at_once(given, policy):
    """Who mends one thing at a time is sent away once for each."""
    outcome = given(opened(), policy=policy).when(started("t1", criteria=()), chosen(), adjusted("a1"))
    remarked = {"trial-after-direction": 0, "alternatives-before-direction": 1, "risk-before-direction": 1}
    refused = {"trial-is-measurable": 0, "adjustment-has-reason": 2}
    if policy == "strict":
        refused, remarked = {**refused, **remarked}, {}
    assert {refusal.rule_id: refusal.entry for refusal in outcome.refusals} == refused
    assert set(outcome.remarks) == set(remarked)


def test_nothing_of_a_call_is_recorded_when_one_fact_of_it_is_refused(given):
    """A failed trial without its failure must not slip in beside what was in order."""
    outcome = given(opened(), started("t1")).when(observed(12, "t1"), ended("t1", "failed"))
    outcome.refused("failed-trial-names-failure")
    assert outcome.decision.version == 2


def test_each_fact_of_a_call_is_judged_on_the_state_after_those_before_it(given):
    """Naming the failure and ending the trial is one breath, in that order."""
    before = (opened(), started("t1"))
    given(*before).when(disclosed("f1", trial="t1"), ended("t1", "failed")).recorded()
    given(*before).when(ended("t1", "failed"), disclosed("f1", trial="t1")).refused("failed-trial-names-failure")


def test_judging_goes_on_past_a_refusal_and_an_integrity_error_stops_it(given):
    """A refused fact is assumed to be mended; on what is malformed nothing can be built."""
    given(opened()).when(started("t1", criteria=()), observed(12, "t1")).refused("trial-is-measurable")
    outcome = given(opened()).when(adjusted("a1"), observed(12, "nowhere"), adjusted("a1"))
    outcome.invalid("no-such-reference")
    assert [flaw.entry for flaw in outcome.flaws] == [1]


def test_a_dry_run_says_what_would_be_said_and_records_nothing(given):
    """Whoever asks first should hear exactly what recording would answer."""
    situation = SITUATIONS["retry-has-adjustment"]
    on_record = situation.under(shipped("standard"))
    version = on_record.register.version("decision-1")
    by = {"by": {"id": "x", "role": "x", "level": "administrative"}}
    verdict = on_record.register.record("decision-1", situation.fact, **by, dry_run=True)
    assert [refusal.rule_id for refusal in verdict.refusals] == ["retry-has-adjustment"]
    assert on_record.register.version("decision-1") == version


def test_a_guard_that_a_policy_does_not_name_is_off():
    """A policy written before a rule existed did not ask for it."""
    on_record = SITUATIONS["adjustment-has-reason"].under(shipped("standard"))
    before = on_record.register.decision("decision-1")
    made = on_record.when(disclosed("f1")).receipt.recorded[0].model_copy(update={"fact": adjusted("a1")})
    assert judge(before, made, Policy("older", {}), 0).refusals == ()
    assert judge(before, made, shipped("standard"), 0).refusals != ()


def test_the_entry_says_under_which_policy_it_was_judged():
    """A fact is judged once, when it is recorded; a reader a year later must know by which rules."""
    with Register.open("memory:", "strict") as register:
        by = {"id": "x", "role": "x", "level": "administrative"}
        receipt = register.record("d", opened(), by=by)
        assert receipt.recorded[0].policy == "strict"
