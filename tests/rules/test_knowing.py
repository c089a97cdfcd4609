"""The guard on what the deciding level knows when it chooses."""

from datetime import timedelta

import pytest

from laeringslopp.testing import START, assessed, chosen, disclosed, drawn, entry, presented
from tests.rules.situations import WELL_PREPARED, long_ago

RULE = "presented-before-decision"


def test_a_risk_that_the_deciding_level_does_not_know_is_remarked_on_and_refused_by_strict(given):
    """Who is to choose must know what may fail."""
    before = (*WELL_PREPARED, assessed("r2"))
    given(*before).when(chosen("north")).remarked(RULE)
    refused = given(*before, policy="strict").when(chosen("north")).refused(RULE, missing="presentation")
    assert refused.refusals[0].record_first == (
        {"kind": "case-presented", "to_level": "political", "up_to_version": 5},
    )
    assert refused.refusals[0].parameters["unknown"] == ["r2"]


@pytest.mark.parametrize("policy", ["standard", "strict"])
def test_a_failure_that_it_does_not_know_is_only_ever_remarked_on(given, policy):
    """Had nobody disclosed it, the choice would have passed: disclosing must not cost more than silence."""
    given(*WELL_PREPARED, disclosed("f1"), policy=policy).when(chosen("north")).remarked(RULE)


def test_an_unknown_failure_beside_an_unknown_risk_takes_no_refusal_away(given):
    """Nor does it add one."""
    before = (*WELL_PREPARED, assessed("r2"), disclosed("f1"))
    refused = given(*before, policy="strict").when(chosen("north")).refused(RULE)
    assert refused.refusals[0].parameters["unknown"] == ["r2", "f1"]
    assert refused.refusals[0].record_first[0]["up_to_version"] == 6


@pytest.mark.parametrize("unknown", [assessed("r2"), disclosed("f1")], ids=lambda fact: fact.kind)
def test_what_was_presented_is_known_up_to_the_entry_that_it_reached(given, unknown):
    """The entry itself is reached; the one after it is not."""
    before = (*WELL_PREPARED, unknown)
    given(*before, presented(5)).when(chosen("north")).unremarked()
    given(*before, presented(4)).when(chosen("north")).remarked(RULE)
    given(*before, presented(5, to="operational")).when(chosen("north")).remarked(RULE)
    # A later presentation that reaches less takes nothing away.
    given(*before, presented(5), presented(2)).when(chosen("north")).unremarked()


@pytest.mark.parametrize(
    "known",
    [
        entry(disclosed("f1"), by="political"),
        entry(disclosed("f1"), recorded_by={"id": "p", "role": "p", "level": "political"}),
        entry(disclosed("f1"), known_from=START),
    ],
    ids=["its own act", "what it recorded", "generally known"],
)
def test_what_is_known_otherwise_need_not_be_presented(given, known):
    """Nobody is told what they said themselves."""
    given(*WELL_PREPARED, known).when(chosen("north")).unremarked()


def test_what_its_own_act_refers_to_is_known(given):
    """The act of choosing too: whoever names a risk as tolerated knows it."""
    learned = entry(drawn("l1", failures=["f1"]), by="political")
    given(*WELL_PREPARED, disclosed("f1"), learned).when(chosen("north")).unremarked()
    risk = (*WELL_PREPARED, assessed("r2"))
    named = chosen("north", tolerated_risks=("r2",))
    given(*risk, policy="strict").when(named).unremarked()
    given(*risk, policy="strict").when(entry(chosen("north"), by="political", caused_by=[5])).unremarked()
    given(*risk).when(entry(named.model_copy(update={"basis": "delegated"}), by="administrative")).remarked(RULE)


def test_a_choice_of_what_is_chosen_already_is_asked_too(given):
    """What has failed since is what whoever confirms it needs to know."""
    given(*WELL_PREPARED, chosen("north"), disclosed("f1")).when(chosen("north")).remarked(RULE)


def test_history_is_only_remarked_on(given):
    """What a council knew ten years ago cannot be mended now; that it is not in the sources can be seen."""
    *before, choice = long_ago(*WELL_PREPARED, assessed("r2"), chosen("north"))
    given(*before, policy="strict").when(choice).remarked(RULE)


def test_a_presentation_in_the_same_call_is_in_time(given):
    """The secretary records the meeting in one breath."""
    given(*WELL_PREPARED, assessed("r2"), policy="strict").later(days=1).when(
        entry(presented(5), occurred_at=START + timedelta(hours=5)), chosen("north")
    ).unremarked()
