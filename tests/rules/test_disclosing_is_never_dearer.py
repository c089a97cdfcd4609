"""Disclosing a failure must always be easier than hiding it: no rule may make silence the shorter way.

Two people stand in the same state. One writes *it did not work*, the other writes *all is well*; both make an entry
that they would have made anyway. That is the honest comparison: who says nothing at all makes no call, but has not
gone on either, and it is just that silence which raises ``say-how-it-goes``. The first must need no more fields and no
more calls, owe nothing within thirty days that the second does not owe, and close nothing off that the second may do.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from laeringslopp import FailureDisclosed, ObservationRecorded, Policy
from laeringslopp.decision.state import Trial
from laeringslopp.facts import DecisionConcluded
from laeringslopp.policy import LEVELS, Parameter
from laeringslopp.rules import DUTIES, GUARDS, Missing, shipped
from laeringslopp.rules.document import modes_of, read
from laeringslopp.rules.guard import Guard, enter_guard, guards_of
from laeringslopp.testing import DECISION, START, actor, opened, proposed
from laeringslopp.testing import given as on_record
from laeringslopp.testing.candidates import candidates
from laeringslopp.testing.disclosing import smallest, weigh
from scripts.disclosing import CHOSEN, STATES, reached, told
from tests.rules.own import asks, installed, naming, rule
from tests.strategies import Walk, walks

POLICIES = pytest.mark.parametrize("policy", ["standard", "strict"])
A_MONTH = timedelta(days=35)
OLD = {"occurred_at": START - timedelta(days=3000)}
HARSH = Policy("harsh", dict.fromkeys(GUARDS, "refuse"))


def dearer(course: Any, policy: Policy, **more: Any) -> list[str]:
    """In which ways disclosing would cost more then."""
    return [f"{each.told_of}: {how}" for each in told(reached(course, policy), **more) for how in each.dearer]


@POLICIES
def test_disclosing_costs_no_more_than_saying_nothing_whatever_has_happened(policy: str):
    """In every kind of state; of the decision, and of each trial in it."""
    found = {state: dearer(course, shipped(policy)) for state, course in STATES.items()}
    assert {state: ways for state, ways in found.items() if ways} == {}


@POLICIES
@pytest.mark.parametrize(
    "around",
    [OLD, {"by": "operational"}, {"by": "political"}, {"by": "external"}],
    ids=["of what happened long ago", "by those who run it", "by those who decide", "by somebody outside"],
)
def test_nor_does_it_whoever_tells_and_however_old_it_is(policy: str, around: dict[str, Any]):
    """A month after all else: who has waited with telling is not to be kept from it by what is due at once."""
    for state, course in STATES.items():
        on = reached((*course, A_MONTH), shipped(policy))
        assert weigh(on.register, DECISION, **around).dearer == [], state


@POLICIES
def test_nor_does_it_at_any_step_of_the_way(policy: str):
    """A state that is only passed through is a state too."""
    course = STATES["escalated after the first failure"]
    for steps in range(1, len(course)):
        assert dearer(course[:steps], shipped(policy)) == [], steps


def weighed(walk: Walk) -> list[str]:
    """In which ways disclosing would cost more where a walk ended."""
    found = []
    for decision_id in walk.decisions:
        trials = sorted(name for name, _ in walk.register.decision(decision_id).each(Trial))
        for trial_id in (None, *trials[:1]):
            found += weigh(walk.register, decision_id, trial_id).dearer
    return found


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(walks(steps=24))
def test_nor_does_it_in_any_state_that_can_be_reached(walk: Walk):
    """Nobody has thought of every state."""
    assert weighed(walk) == []


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """A policy as somebody might write it: any mode, any parameter within its bounds, meetings and another calendar."""
    rules: dict[str, dict[str, Any]] = {}
    for each in (*GUARDS.values(), *DUTIES.values()):
        if draw(st.booleans()):
            said: dict[str, Any] = {"mode": draw(st.sampled_from(modes_of(each)))}
            for parameter in each.parameters:
                said[parameter.name] = draw(values(parameter))
            rules[each.rule_id] = said
    meetings = draw(st.lists(st.integers(0, 60), max_size=3, unique=True).map(sorted))
    return {
        "name": "drawn",
        "based_on": draw(st.sampled_from(("standard", "strict"))),
        "calendar": {"july_counts": draw(st.booleans())},
        "meetings": {"political": [(START + timedelta(days=days)).date().isoformat() for days in meetings]},
        "rules": rules,
    }


def values(parameter: Parameter[Any]) -> st.SearchStrategy[Any]:
    """What a parameter may be."""
    if parameter.among:
        return st.sampled_from(parameter.among)
    if isinstance(parameter.default, str):
        return st.just(parameter.default)
    if isinstance(parameter.default, int):
        return st.integers(int(parameter.least or 0), int(parameter.most or 100))
    return st.floats(parameter.least, parameter.most)


def drawn(document: dict[str, Any]) -> Policy:
    """The policy that a document describes."""
    found = read(document)
    assert found.policy is not None, found.flaws
    return found.policy


ANY = st.sampled_from(("standard", "strict")).map(shipped) | st.just(HARSH) | documents().map(drawn)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(walks(ANY, steps=12), st.sampled_from((*LEVELS, "external")), st.sampled_from(({}, OLD)))
def test_a_minimal_disclosure_is_refused_with_the_probability_nought(walk: Walk, level: str, around: dict[str, Any]):
    """Over any state and any policy that can be written, by anybody, of the decision and of every trial in it."""
    for decision_id in walk.decisions:
        trials = [name for name, _ in walk.register.decision(decision_id).each(Trial)]
        for about in ({}, *({"trial_id": name} for name in trials)):
            fact = FailureDisclosed(what_happened="It did not work", **about)
            verdict = walk.register.record(decision_id, fact, by=actor(level), dry_run=True, **around)
            assert verdict.refusals == ()


@contextmanager
def one_of_ours(judge: Any) -> Iterator[None]:
    """A guard on every fact that refuses, as if it shipped."""
    enter_guard(Guard("has-source", None, judge, "off", "refuse", never_waived=False))
    try:
        yield
    finally:
        del GUARDS["has-source"]
        guards_of.cache_clear()


@pytest.mark.parametrize("entered", [one_of_ours, lambda judge: installed(has_source=rule(judge))])
@pytest.mark.parametrize("state", ["just opened", "a trial runs", "concluded: abandoned", "history, concluded"])
def test_nor_is_it_by_a_rule_that_nothing_is_good_enough_for(state: str, entered: Any):
    """None that ships looks at a disclosure; the next one may, by mistake."""
    with entered(asks):
        policy = naming(mode="refuse")
        on = reached(STATES[state], policy)
        on.when(proposed("west")).refused("has-source")
        for each in told(on):
            assert (each.disclosing.calls, each.dearer) == (1, [])


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.sampled_from(sorted(STATES)), documents().map(drawn))
def test_nor_does_any_policy_let_a_disclosure_block_what_silence_leaves_open(state: str, policy: Policy):
    """A policy sets when a lesson is due; what may be recorded after a disclosure is not in its hands."""
    for each in told(reached(STATES[state], policy)):
        assert each.disclosing.blocked <= each.silent.blocked
        assert each.disclosing.opened >= each.silent.opened
        assert (each.disclosing.fields, each.disclosing.calls) == (each.silent.fields, each.silent.calls)


def test_the_fields_are_those_that_the_models_cannot_do_without():
    """A field more in ``failure-disclosed`` would be found here, before anybody had to fill it in."""
    assert smallest(FailureDisclosed(what_happened="It did not work", severity="serious", own=True)) == 1
    assert smallest(ObservationRecorded(note="All is well", unit="falls")) == 1
    assert smallest(DecisionConcluded(outcome="adopted", reason="It is settled", vote="12 to 3")) == 2


def test_an_act_that_only_a_disclosure_blocks_is_found():
    """The laws above can fail: a rule that punishes who told is caught, and one that says why it speaks is not."""

    def judged(**more: Any) -> Any:
        def no_conclusion_after_failures(decision: Any, act: Any, policy: Any) -> Missing | None:
            return Missing("calm", **more) if decision.count("failure") else None

        return rule(no_conclusion_after_failures, "no-failures", DecisionConcluded, mode="refuse")

    for more, acts in (({}, 8), ({"follows_disclosure": True}, 0)):
        with installed(no_failures=judged(**more)):
            on = on_record(opened(), policy=naming("no-failures"))
            found = weigh(on.register, DECISION).dearer
            assert len(found) == acts
            assert all(how.startswith("blocks decision-1: decision-concluded by ") for how in found)


def test_an_act_that_silence_opens_and_a_disclosure_does_not_is_found():
    """To be rewarded for a note alone would be the same in other words."""

    def no_conclusion_without_a_note(decision: Any, act: Any, policy: Any) -> Missing | None:
        return None if decision.count("observation") else Missing("note")

    with installed(a_note=rule(no_conclusion_without_a_note, "a-note", DecisionConcluded, mode="refuse")):
        found = weigh(on_record(opened(), policy=naming("a-note")).register, DECISION).dearer
        assert len(found) == 8
        assert all(how.startswith("does not open decision-1: decision-concluded by ") for how in found)


@pytest.mark.parametrize(("days", "found"), [(22, ["owes draw-lesson administrative failure-1"]), (23, [])])
def test_a_duty_that_only_a_disclosure_brings_within_thirty_days_is_found(days: int, found: list[str]):
    """The shipped policies give thirty working days; a policy that gives under 23 makes the teller's side owe soon."""
    policy = read({"name": "ours", "based_on": "standard", "rules": {"draw-lesson": {"days": days}}}).policy
    assert policy is not None
    assert weigh(on_record(opened(), policy=policy).register, DECISION).dearer == found


@POLICIES
def test_a_minimal_disclosure_is_nothing_that_the_deciding_level_must_be_told_of(policy: str):
    """That follows from its severity, which nobody has to say."""
    on = reached(CHOSEN, shipped(policy))
    on.when(*(FailureDisclosed(what_happened="It did not work", severity=grade) for grade in (None, "moderate")))
    assert [owed.rule_id for owed in on.register.duties(decision_id=DECISION)] == ["draw-lesson"] * 2
    on.when(FailureDisclosed(what_happened="It did not work", severity="serious"))
    assert "inform-deciding-level" in {owed.rule_id for owed in on.register.duties(decision_id=DECISION)}


@POLICIES
def test_disclosing_meets_what_was_owed(policy: str):
    """Who says that it goes badly has said how it goes."""
    on = reached(STATES["a criterion was missed"], shipped(policy))
    for about in (None, "t1"):
        weighed = weigh(on.register, DECISION, about)
        assert weighed.disclosing.duties == frozenset()
    assert {rule_id for rule_id, *_ in weigh(on.register, DECISION).silent.duties} == {"say-how-it-goes"}


def test_an_early_escalation_is_not_lost_by_telling_of_a_failure():
    """Where the first retry already takes an escalation: made before the failure, it was in time without it."""
    policy = read({"name": "ours", "based_on": "strict", "rules": {"escalate-after-failures": {"n": 1}}}).policy
    assert policy is not None
    states = ("escalated, stopped and changed, and nothing failed", "a change was made", "a retry runs")
    assert {state: dearer(STATES[state], policy) for state in states} == {state: [] for state in states}


@POLICIES
def test_the_states_are_not_shut_anyway(policy: str):
    """Where nothing could be recorded, nothing could be blocked, and the laws above would be empty."""
    tried, stands = set(), set()
    for course in STATES.values():
        register = reached(course, shipped(policy)).register
        together = register.together()
        for act in candidates(register, DECISION):
            tried.add(act.fact.kind)
            if act.fact.kind not in stands and not together.judge([act]).refusals:
                stands.add(act.fact.kind)
    assert stands == tried
    assert {"direction-chosen", "decision-concluded", "trial-ended", "retry-started", "trial-started"} <= stands
