"""The guard on grave risks: each is said yes to by name, or is to be reduced."""

import pytest

from laeringslopp import Policy
from laeringslopp.testing import assessed, chosen, entry, opened, proposed
from tests.rules.situations import GRAVE, SITUATIONS, WELL_PREPARED, long_ago, only

RULE = "risk-tolerated-openly"


def risk(risk_id="grave", **more):
    """A risk that the deciding level has assessed itself, and so knows."""
    return entry(assessed(risk_id, **more), by="political")


@pytest.mark.parametrize(
    "grave",
    [
        {"probability": 0.5},
        {"probability": 1},
        {"likelihood": 4},
        {"likelihood": 5},
        {"consequence": "serious"},
        {"consequence": "critical"},
        {"probability": 0.5, "tolerance": "tolerated"},
    ],
)
def test_a_risk_at_or_above_the_threshold_is_named(given, grave):
    """A grave risk that nobody said yes to was overlooked; the threshold itself is grave."""
    before = (*WELL_PREPARED, risk(**grave))
    given(*before).when(chosen("north")).remarked(RULE)
    refused = given(*before, policy="strict").when(chosen("north")).refused(RULE, missing="tolerance")
    assert refused.refusals[0].record_first == ({"tolerated_risks": ["grave"]},)
    given(*before, policy="strict").when(chosen("north", tolerated_risks=("grave",))).unremarked()


@pytest.mark.parametrize(
    "slight",
    [{}, {"probability": 0.49}, {"probability": 0}, {"likelihood": 3}, {"likelihood": 1}, {"consequence": "moderate"}],
)
def test_a_risk_below_the_threshold_need_not_be_named(given, slight):
    """Who must name everything names nothing."""
    given(*WELL_PREPARED, risk(**slight), policy="strict").when(chosen("north")).unremarked()


def test_a_risk_that_is_to_be_reduced_need_not_be_tolerated(given):
    """Somebody will see to it."""
    reduced = risk(consequence="critical", tolerance="to-be-reduced")
    given(*WELL_PREPARED, reduced, policy="strict").when(chosen("north")).unremarked()


def test_a_risk_that_is_not_tolerated_is_not_made_tolerated_by_naming_it(given):
    """On record stand a no and a yes; the risk is assessed anew before it is taken."""
    before = (*WELL_PREPARED, risk(consequence="critical", tolerance="not-tolerated", alternative_id="north"))
    named = chosen("north", tolerated_risks=("grave",))
    refused = given(*before, policy="strict").when(named).refused(RULE)
    (template,) = refused.refusals[0].record_first
    assert (template["kind"], template["replaces"], template["alternative_id"]) == ("risk-assessed", "grave", "north")
    anew = risk("less", replaces="grave", consequence="critical", tolerance="to-be-reduced")
    given(*before, anew, policy="strict").when(named).unremarked()


def test_only_the_latest_assessment_of_a_risk_counts(given):
    """What was assessed anew is no longer what is feared, in either direction."""
    grave, slight = {"consequence": "critical"}, {"consequence": "minor"}
    for first, then in ((grave, slight), (slight, grave)):
        before = (*WELL_PREPARED, risk("old", **first), risk("new", replaces="old", **then))
        outcome = given(*before).when(chosen("north"))
        outcome.remarked(RULE) if then is grave else outcome.unremarked()
    # Naming the assessment that was replaced is no yes to the new one.
    given(*before).when(chosen("north", tolerated_risks=("old",))).remarked(RULE)


def test_a_risk_of_another_alternative_is_not_taken(given):
    """A risk of the whole decision is taken whichever way is chosen."""
    given(*WELL_PREPARED, risk(consequence="critical", alternative_id="south")).when(chosen("north")).unremarked()
    given(*WELL_PREPARED, risk(consequence="critical", alternative_id="north")).when(chosen("north")).remarked(RULE)
    given(*WELL_PREPARED, risk(consequence="critical", alternative_id="south")).when(chosen()).unremarked()
    given(*WELL_PREPARED, risk(consequence="critical")).when(chosen()).remarked(RULE)


def test_the_same_direction_chosen_again_is_asked_again(given):
    """A risk that has come up since is taken by whoever confirms the choice."""
    given(*WELL_PREPARED, chosen("north"), GRAVE).when(chosen("north")).remarked(RULE)


def test_all_that_is_missing_is_said_at_once_in_the_order_of_the_record(given):
    """Those named already stay named in the template."""
    risks = [risk(f"r{number}", consequence="serious") for number in (4, 3, 2)]
    refused = given(*WELL_PREPARED, *risks, policy="strict").when(chosen("north", tolerated_risks=("r3",)))
    assert refused.refused(RULE).refusals[0].record_first == ({"tolerated_risks": ["r3", "r4", "r2"]},)
    assert refused.refusals[0].parameters["risks"] == ["r4", "r2"]


def test_a_policy_may_set_other_thresholds(given):
    """A likelihood counts as the least that its step may mean: five steps, a fifth each."""
    ours = Policy(
        "ours", only(RULE, "remark").modes, parameters={RULE: {"probability": 0.7, "consequence": "critical"}}
    )
    for slight in ({"probability": 0.69}, {"likelihood": 4}, {"consequence": "serious"}):
        given(*WELL_PREPARED, risk(**slight), policy=ours).when(chosen("north")).unremarked()
    for grave in ({"probability": 0.7}, {"likelihood": 5}, {"consequence": "critical"}):
        given(*WELL_PREPARED, risk(**grave), policy=ours).when(chosen("north")).remarked(RULE)


def test_history_is_only_remarked_on(given):
    """The sources seldom say who took the risk."""
    *before, choice = long_ago(*SITUATIONS[RULE].before, SITUATIONS[RULE].fact)
    given(*before, policy="strict").when(choice).remarked(RULE)


def test_a_risk_that_is_told_of_without_its_alternative_is_of_the_whole_decision(given):
    """Nobody said that it can be avoided."""
    before = (opened(), proposed("north"), proposed("south"), GRAVE)
    given(*before).when(chosen("south")).remarked("risk-before-direction")
    given(*before, risk("whole", consequence="critical")).when(chosen("south")).remarked(RULE)
