"""Whoever runs what a refusal says gets the fact recorded."""

import json
import shlex
from pathlib import Path
from typing import Any

import pytest

from laeringslopp import Register
from laeringslopp.rules import shipped
from laeringslopp.store import open_store
from laeringslopp.testing import entry
from laeringslopp.testing.clock import Clock
from tests.cli.conftest import Answer, Run
from tests.rules.situations import SITUATIONS, Situation

FILLED_IN = "Skrevet av en som vet"
REFUSING = (
    "alternatives-before-direction",
    "risk-before-direction",
    "trial-is-measurable",
    "failed-trial-names-failure",
    "retry-has-adjustment",
    "failure-stays",
    "adjustment-has-reason",
)
"""What is missing lies before the fact, in it, or around it; that every template works is tested with the rules."""
ROUNDS = 6


def on_record(situation: Situation, url: str) -> None:
    """A strict register that holds what came before, judged in its own day by the standard rules."""
    store = open_store(url)
    store.name_policy("strict")
    with Register(store, shipped("standard"), Clock(), lambda: "decision-1") as register:
        for step in situation.before:
            register.append([step if hasattr(step, "fact") else entry(step)])


def commands(answer: Answer) -> list[list[str]]:
    offered = (line.strip() for line in answer.err.splitlines())
    return [shlex.split(line)[1:] for line in offered if line.startswith("laeringslopp ")]


def filled(value: Any, failure_id: str) -> Any:
    """What a person writes where a template has an ellipsis: words, or the failure that was the reason."""
    if isinstance(value, dict):
        return {
            key: [failure_id] if (key, each) == ("because_of", ["…"]) else filled(each, failure_id)
            for key, each in value.items()
        }
    if isinstance(value, list):
        return [filled(each, failure_id) for each in value]
    return FILLED_IN if value == "…" else value


@pytest.mark.parametrize("rule_id", REFUSING)
def test_what_a_refusal_says_to_run_leads_to_the_record(run: Run, tmp_path: Path, rule_id: str):
    """A template that does not work is a second refusal."""
    situation = SITUATIONS[rule_id]
    on_record(situation, f"sqlite:///{tmp_path / 'laeringslopp.db'}")
    made = situation.fact if hasattr(situation.fact, "fact") else entry(situation.fact)
    told = made.model_dump(mode="json", exclude_unset=True, exclude_none=True, exclude={"decision_id"})
    wanted = ["record", "decision-1", "--fact", json.dumps(told)]
    answer = run(*wanted)
    assert f"({rule_id})" in answer.err
    failure_id = _disclosed(run)
    for _ in range(ROUNDS):
        offered = commands(answer)
        assert offered or answer.code == 0, answer.err
        for words in offered:
            at = words.index("--fact") + 1
            fact = filled(json.loads(words[at]), failure_id)
            words[at] = json.dumps(fact)
            if "fact" in fact:
                wanted = words  # what to send in its place
            else:
                first = run(*words)
                assert first.code == 0, first.err
        answer = run(*wanted)
        if answer.code == 0:
            return
    raise AssertionError(answer.err)


def _disclosed(run: Run) -> str:
    version = run("disclose", "Det gikk galt", "--decision", "decision-1", "--json").json["version"]
    entries = run("timeline", "decision-1", "--json").json["entries"]
    return next(each["fact"]["failure_id"] for each in entries if each["version"] == version)
