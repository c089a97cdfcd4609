"""What a refusal offers to record first is what satisfies the rule, once the recorder has filled it in."""

import json
from typing import Any

import pytest

from laeringslopp import Entry, Refusal
from laeringslopp.entry import Envelope
from laeringslopp.rules import GUARDS
from laeringslopp.rules.guard import TO_FILL_IN
from laeringslopp.testing import assessed, concluded, disclosed, drawn, ended, entry, observed, retried, started
from tests.rules.situations import BEGUN, FAILED_TRIAL, LATER, LONG_AGO, SITUATIONS, Situation, only, policy

FILLED_IN: dict[str, Any] = {
    "value": 60,
    "outcome": "stopped",
    "in_force_from": LATER.isoformat(),
    "adjustments": "a1",
    "from_failures": "f1",
    "because_of": "f1",
    "id": "somebody",
}
"""What a recorder writes where a template leaves it open; elsewhere a text will do."""

A_FAILURE = (disclosed("f1"),)
AN_ADJUSTMENT = SITUATIONS["retry-changes-something"].before[-2:-1]
NAMED = {
    "again-is-a-retry": AN_ADJUSTMENT,
    "lesson-has-source": A_FAILURE,
    "adjustment-has-reason": A_FAILURE,
}
"""What is on record for the recorder to name."""

NOT_TOLERATED = assessed("grave", consequence="critical", tolerance="not-tolerated", alternative_id="north")
OTHER_WAYS = [
    ("success-has-evidence", Situation((*BEGUN, started("t1"), observed(59, "t1")), ended("t1"))),
    (
        "risk-tolerated-openly",
        Situation(
            (*SITUATIONS["risk-tolerated-openly"].before[:-1], NOT_TOLERATED), SITUATIONS["risk-tolerated-openly"].fact
        ),
    ),
    ("no-conclusion-with-open-loop", Situation((*BEGUN, started("t1"), disclosed("f1"), disclosed("f2")), concluded())),
    ("retry-has-adjustment", Situation((*FAILED_TRIAL, *AN_ADJUSTMENT), retried("t2", of="t1"))),
    ("policy-by-owner", Situation((), policy("political", LONG_AGO))),
]
"""Something else that the same guard may miss."""


@pytest.mark.parametrize(("rule_id", "situation"), [*SITUATIONS.items(), *OTHER_WAYS])
def test_recording_what_a_refusal_offers_satisfies_the_rule(rule_id, situation):
    """Whoever is refused should be one step from being recorded, and not be sent to read a manual."""
    if GUARDS[rule_id].strict == "remark":
        return  # it never refuses
    before = situation.under(only(rule_id, "refuse"))
    if rule_id in NAMED:
        before = before.when(*NAMED[rule_id]).recorded().given
    refused = before.when(situation.fact).refused(rule_id)
    (refusal,) = refused.refusals
    assert refusal.record_first, "nothing is offered"
    refused.when(*mended(refusal, situation.fact)).unremarked()


@pytest.mark.parametrize(
    ("rule_id", "before", "field", "named"),
    [
        ("lesson-has-source", (disclosed("f1"),), "from_failures", ["f1"]),
        ("lesson-has-source", (disclosed("f1"), disclosed("f2")), "from_failures", [TO_FILL_IN]),
        ("lesson-has-source", (), "from_failures", [TO_FILL_IN]),
        ("adjustment-has-reason", (disclosed("f1"),), "because_of", ["f1"]),
        ("adjustment-has-reason", (disclosed("f1"), drawn("l1", failures=["f1"])), "because_of", [TO_FILL_IN]),
        ("again-is-a-retry", AN_ADJUSTMENT, "adjustments", ["a1"]),
        ("again-is-a-retry", (), "adjustments", [TO_FILL_IN]),
    ],
)
def test_where_only_one_thing_could_be_named_it_is(rule_id: str, before: Any, field: str, named: list[str]):
    """Nobody is sent to look for an id that the register knows; and it guesses none."""
    situation = SITUATIONS[rule_id]
    on_record = situation.under(only(rule_id, "refuse"))
    if before:
        on_record = on_record.when(*before).recorded().given
    (refusal,) = on_record.when(situation.fact).refused(rule_id).refusals
    assert refusal.record_first[-1][field] == named


def mended(refusal: Refusal, step: Any) -> list[Entry]:
    """What is recorded instead: the facts that were offered, and the refused one with its fields filled in."""
    refused = step if isinstance(step, Entry) else entry(step)
    said = refused.model_dump(mode="json", exclude_unset=True, exclude_none=True)
    said["fact"]["kind"] = refused.fact.kind
    first: list[Entry] = []
    instead = False
    for template in refusal.record_first:
        offered = filled_in(template)
        if "kind" in offered:
            where = offered.pop("decision_id", refused.decision_id)  # it may be about what another decision has learned
            fact = Entry.model_validate_json(json.dumps({**said, "fact": offered})).fact
            first.append(entry(fact, decision_id=where))
            # The same thing under another kind is recorded in its place: a retry that was called a new start.
            instead = instead or (said["fact"].get("trial_id") == offered.get("trial_id") and "retry_of" in offered)
            continue
        for name, value in offered.items():
            (said if name in Envelope.model_fields else said["fact"])[name] = value
    return first if instead else [*first, Entry.model_validate_json(json.dumps(said))]


def filled_in(value: Any, name: str = "") -> Any:
    """A template without an open place."""
    if isinstance(value, dict):
        return {key: filled_in(inner, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [filled_in(inner, name) for inner in value]
    return FILLED_IN.get(name, "Somebody wrote this") if value == TO_FILL_IN else value
