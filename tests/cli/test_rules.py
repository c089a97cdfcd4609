"""rules: what is in force, why, and how often each rule spoke."""

import json

import pytest

from laeringslopp.rules import DUTIES, GUARDS
from tests.cli.conftest import Run

RULE = "trial-is-measurable"
TRIAL = json.dumps({"kind": "trial-started", "trial_id": "t1", "hypothesis": "Det går", "criteria": []})
WAIVER = json.dumps({"kind": "rule-waived", "rule_id": RULE, "for_kind": "trial-started", "reason": "Det haster"})


def test_every_rule_is_listed(run: Run, decision: str):
    """With its id, which is what a refusal cites."""
    answer = run("rules", "--json").json
    assert [item["rule_id"] for item in answer["items"]] == [*GUARDS, *DUTIES]
    assert answer["policy"] == "standard"
    told = run("rules").out
    assert all(f"  {rule_id} (" in told for rule_id in GUARDS)


@pytest.mark.parametrize(("language", "says"), [("nb", "avviser"), ("nn", "avviser"), ("en", "refuses")])
def test_one_rule_is_shown_with_its_scenarios(run: Run, decision: str, language: str, says: str):
    """In the reader's language."""
    told = run("rules", RULE, "--lang", language).out
    assert f"{RULE} ({says})" in told
    assert ("Given" if language == "en" else "Gitt") in told
    assert "late" not in told


def test_what_was_refused_and_set_aside_is_counted(run: Run, decision: str):
    """Across runs of the command, each a process of its own."""
    assert run("record", decision, "--fact", TRIAL).code == 1
    assert run("record", decision, "--fact", TRIAL, "--dry-run").code == 1
    assert "Refused once; not recorded after all within a day." in run("rules", RULE).out
    assert run("record", decision, "--fact", WAIVER, "--level", "political").code == 0
    assert run("record", decision, "--fact", TRIAL).code == 0
    told = run("rules", RULE).out
    assert "Refused once; recorded after all within a day once." in told
    assert "Set aside once." in told
    (rule,) = run("rules", RULE, "--json").json["items"]
    assert [rule[name] for name in ("refused", "followed", "waived", "let_past")] == [1, 1, 1, 1]


def test_the_timeline_tells_of_a_waiver_where_it_happened(run: Run, decision: str):
    """And what it let past, in words that do not hide it."""
    run("record", decision, "--fact", WAIVER, "--level", "political")
    assert "Not used yet." in run("timeline", decision).out
    run("record", decision, "--fact", TRIAL)
    told = run("timeline", decision).out
    assert "Used up by entry 4." in told
    assert "Recorded without a criterion to measure by" in told


@pytest.mark.parametrize("wrong", [("trial-is-mesurable",), ("--organisation", "nowhere")])
def test_what_there_is_not_is_told(run: Run, decision: str, wrong: tuple[str, ...]):
    """With the nearest, where something is near."""
    answer = run("rules", *wrong)
    assert (answer.code, answer.out) == (1, "")
    assert "trial-is-measurable" in answer.err or "nowhere" in answer.err


def test_without_a_register_there_is_nothing_in_force(run: Run):
    """A mistyped name shall not make an empty one and show that."""
    assert run("rules").code == 3
