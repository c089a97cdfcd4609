"""A decision is folded from its facts: every kind counts, in any portions, in the time of the facts alone."""

import gc
import json
import sys
from collections import Counter
from dataclasses import fields
from typing import Any, get_args

import pytest
from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st
from immutables import Map
from pydantic import TypeAdapter

from laeringslopp import Decision, Recorded
from laeringslopp.decision import evolve, fold
from laeringslopp.facts import KINDS, Fact
from laeringslopp.facts.values import Noun
from tests.facts.wire import KINDS as WIRE
from tests.facts.wire import least, most
from tests.strategies import walks

RECORDED: TypeAdapter[Recorded] = TypeAdapter(Recorded)


def on_record(fact: dict[str, Any], version: int = 1) -> Recorded:
    """A fact on record, whatever was recorded before it."""
    by = {"id": "a", "role": "r", "level": "political"}
    at = "2026-03-12T10:00:00+01:00"
    around = {"by": by, "occurred_at": at, "recorded_at": at, "policy": "standard", "decision_id": "d"}
    made = RECORDED.validate_json(json.dumps({**around, "fact": fact}))
    made.__dict__["version"] = version
    return made


def course(trials: int) -> list[Recorded]:
    """A decision with so many trials that failed, were learned from and were tried again; a little of all the rest."""
    facts: list[dict[str, Any]] = [least("decision-opened")]
    for n in range(trials):
        facts += [
            {"kind": "risk-assessed", "risk_id": f"r{n}", "what": "w"},
            {"kind": "rule-waived", "rule_id": "late", "for_kind": "trial-ended", "reason": "r"},
            {"kind": "trial-started", "trial_id": f"t{n}", "hypothesis": "h"},
            {"kind": "observation-recorded", "observation_id": f"o{n}", "trial_id": f"t{n}", "metric": "m", "value": n},
            {"kind": "failure-disclosed", "failure_id": f"f{n}", "trial_id": f"t{n}", "what_happened": "w"},
            {"kind": "trial-ended", "trial_id": f"t{n}", "outcome": "failed", "summary": "s"},
            {"kind": "lesson-drawn", "lesson_id": f"l{n}", "from_failures": [f"f{n}"], "statement": "s"},
            {"kind": "lesson-shared", "lesson_id": f"l{n}", "with_levels": ["political"]},
            {"kind": "tags-added", "tags": [f"tag{n}"]},
            {"kind": "access-changed", "versions": [n + 1], "access": "open", "reason": "r"},
        ]
    return [on_record(fact, version) for version, fact in enumerate(facts, start=1)]


def content(decision: Decision) -> dict[str, Any]:
    """All that a decision holds, copied out of it."""
    held = {field.name: getattr(decision, field.name) for field in fields(decision)}
    return {name: dict(value) if isinstance(value, Map) else value for name, value in held.items()}


@pytest.mark.parametrize("kind", WIRE)
@pytest.mark.parametrize("made", [least, most])
def test_every_kind_is_folded_whatever_was_before_it(kind, made):
    """A cut of what was known may leave out what a fact refers to; it is a fact all the same."""
    before = Decision("d")
    after = evolve(before, on_record(made(kind), 7))
    assert after.version == 7
    assert after.when_of(7) is not None
    assert content(before) == content(Decision("d"))


@pytest.mark.parametrize("kind", [kind for kind, cls in KINDS.items() if cls.names])
def test_what_a_fact_brings_into_being_can_be_named_after_it(kind):
    """Whoever comes next refers to it, and the next id is counted from it."""
    noun = KINDS[kind].names
    after = evolve(Decision("d"), on_record({**least(kind), f"{noun}_id": f"{noun}-1"}))
    assert after.things[f"{noun}-1"].noun == noun
    assert after.things[f"{noun}-1"].version == 1
    assert (after.count(noun), after.next_id(noun)) == (1, f"{noun}-2")


def test_every_noun_has_a_kind_that_brings_it_into_being():
    """An id of nothing could never be referred to."""
    assert {cls.names for cls in KINDS.values() if cls.names} == set(get_args(Noun))


def test_a_fact_of_no_known_kind_is_an_error():
    """A forgotten kind must not pass in silence; the type checker says it first."""

    class Unheard(Fact):
        kind: str = "unheard"

    strange = on_record(least("decision-reopened")).model_copy(update={"fact": Unheard()})
    with pytest.raises(AssertionError):
        evolve(Decision("d"), strange)


@settings(max_examples=60)
@examples(walks(), st.data())
def test_folding_at_once_or_in_portions_is_evolving_one_by_one(walk, data):
    """What is kept and brought up to date is what would be read anew."""
    for decision_id in walk.decisions:
        facts = [fact for fact in walk.register.facts() if fact.decision_id == decision_id]
        cut = data.draw(st.integers(0, len(facts)))
        one_by_one = Decision(decision_id)
        for fact in facts:
            one_by_one = evolve(one_by_one, fact)
        at_once = fold(Decision(decision_id), facts)
        assert at_once == one_by_one == walk.register.decision(decision_id)
        assert fold(fold(Decision(decision_id), facts[:cut]), iter(facts[cut:])) == at_once


@settings(max_examples=40)
@examples(walks())
def test_an_old_state_is_what_it_was(walk):
    """Whoever holds one goes on reading it while others record."""
    for decision_id in walk.decisions:
        states = [Decision(decision_id)]
        copies = [content(states[0])]
        for fact in walk.register.facts():
            if fact.decision_id == decision_id:
                states.append(evolve(states[-1], fact))
                copies.append(content(states[-1]))
        assert [content(state) for state in states] == copies
        fold(states[0], (fact for fact in walk.register.facts() if fact.decision_id == decision_id))
        assert content(states[0]) == copies[0]


def test_folding_nothing_changes_nothing():
    """A reader who finds nothing new has what it had."""
    decision = fold(Decision("d"), course(3))
    assert fold(decision, []) == decision


class Counting:
    """A map that says how often it was opened for writing."""

    def __init__(self, opened: Counter[str], name: str) -> None:
        self._opened, self._name = opened, name

    def get(self, key: Any, default: Any = None) -> Any:
        return default

    def update(self, over: dict[Any, Any]) -> dict[Any, Any]:
        self._opened[self._name] += 1
        return dict(over)


MAPS = ("things", "marks", "counts", "observed", "assessed", "ended", "tags")


def test_a_collection_is_written_once_however_many_facts_there_are():
    """A copy for each fact would make a long decision slow, and the longest are those that learned most."""
    opened: Counter[str] = Counter()
    decision = Decision("d")
    for name in MAPS:
        decision.__dict__[name] = Counting(opened, name)
    after = fold(decision, course(50))
    assert opened == Counter(MAPS)
    assert len(after.marks) == 501


def calls(facts: list[Recorded]) -> int:
    """How many functions, of Python and of C, are called to fold these."""
    counted = 0

    def count(frame: Any, event: str, argument: Any) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    gc.disable()  # what is called while it collects is no part of the fold
    sys.setprofile(count)
    try:
        fold(Decision("d"), facts)
    finally:
        sys.setprofile(None)
        gc.enable()
    return counted


def test_ten_times_the_facts_are_ten_times_the_work():
    """Each fact costs what the one before it did."""
    few, many = calls(course(20)), calls(course(200))
    assert few > 200
    assert many <= 10 * few
