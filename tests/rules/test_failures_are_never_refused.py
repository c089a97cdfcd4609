"""A failure can always be put on record: in any state, under any policy, however old, and it never goes away again."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from laeringslopp import Actor, FailureCorrected, FailureDisclosed, Policy, Reader
from laeringslopp.facts import SCALE
from laeringslopp.rules import GUARDS, NEVER_REFUSED, judge
from laeringslopp.story import LANGUAGES, tell
from laeringslopp.testing import Clock
from tests.strategies import Walk, entries, opened_register, past, policies, walks

KINDS_THAT_PASS = ("failure-disclosed", "failure-contained", "risk-materialised", "observation-recorded")
SOMEBODY = Actor(id="somebody", role="caretaker", level="operational")
SEVERE = "severe"
HARSH = Policy("harsh", dict.fromkeys(GUARDS, "refuse"))


def test_the_kinds_that_no_rule_refuses():
    """These four, and no fewer: what went wrong, what was done at once, what came true, what was seen."""
    assert {cls.model_fields["kind"].default for cls in NEVER_REFUSED} == set(KINDS_THAT_PASS)


@st.composite
def walks_and_a_telling(draw: st.DrawFn, kinds: tuple[str, ...]) -> tuple[Walk, object]:
    """A register in any state that can be reached, and one of these kinds that refers to what is there."""
    walk = draw(walks(policies() | st.just(HARSH), steps=12))
    first = walk.decisions[0]
    # Something for each kind to refer to, so that none of them is passed over.
    walk.register.append([draw(entries(walk, first, ("risk-assessed",))).model_copy(update={"occurred_at": None})])
    severe = FailureDisclosed(failure_id=SEVERE, what_happened="It never worked", severity="critical")
    walk.register.record(first, severe, by=SOMEBODY)
    return walk, draw(entries(walk, first, kinds))


@settings(max_examples=100)
@given(walks_and_a_telling(KINDS_THAT_PASS))
def test_no_rule_refuses_what_tells_of_a_failure(case):
    """Disclosing a failure must always be easier than hiding it."""
    walk, told = case
    receipt = walk.register.append([told])
    assert receipt.recorded[0].fact.kind in KINDS_THAT_PASS


@settings(max_examples=60)
@given(
    walks_and_a_telling(KINDS_THAT_PASS),
    st.sampled_from(SCALE),
    st.sampled_from((None, "confirmed", "unfounded")),
    st.sampled_from(((), ("Report 12",))),
)
def test_a_correction_answers_to_failure_stays_alone(case, severity, finding, sources):
    """Telling it better is as free as telling it; only talking it down takes a source."""
    walk, _ = case
    told = FailureCorrected(failure_id=SEVERE, reason="We know more", severity=severity, finding=finding)
    verdict = walk.register.record(walk.decisions[0], told, by=SOMEBODY, sources=sources, dry_run=True)
    talked_down = (severity != "critical" or finding == "unfounded") and not sources
    assert [refusal.rule_id for refusal in verdict.refusals] == (["failure-stays"] if talked_down else [])


@settings(max_examples=60)
@given(walks_and_a_telling((*KINDS_THAT_PASS, "failure-corrected")), policies())
def test_nor_does_any_other_policy_on_the_same_state(case, policy):
    """Whatever is adopted tomorrow, a failure can be told under it."""
    walk, told = case
    chosen = policy if isinstance(policy, Policy) else opened_register(policy, walk.clock).policy
    before = walk.register.decision(told.decision_id)
    recorded = walk.register.append([told.model_copy(update={"sources": ("Report 12",)})]).recorded[0]
    for as_history in (False, True):
        judged = judge(before, recorded.model_copy(update={"history": as_history}), chosen, 0)
        assert judged.refusals == ()


@settings(max_examples=40)
@given(walks(policies(), steps=24))
def test_a_failure_is_never_removed(walk):
    """No fact takes a failure away; not a correction, not a conclusion, not another access."""
    disclosed = [recorded for recorded in walk.register.facts() if isinstance(recorded.fact, FailureDisclosed)]
    for recorded in disclosed:
        assert walk.register.decision(recorded.decision_id).failure(recorded.fact.failure_id) is not None
        timeline = walk.register.timeline(recorded.decision_id)
        shown = timeline.entry(recorded.version)
        assert shown is not None
        assert shown.recorded.fact == recorded.fact
        unfounded = timeline.decision.failure(recorded.fact.failure_id).finding == "unfounded"
        assert unfounded or any(recorded.fact.failure_id in loop.failures for loop in timeline.loops)


@settings(max_examples=40)
@given(walks(policies()), st.sampled_from(LANGUAGES))
def test_a_failure_that_a_reader_may_not_see_is_counted_as_withheld(walk, language):
    """Nobody is led to believe that there was nothing."""
    for decision_id in walk.decisions:
        told = tell(walk.register.timeline(decision_id, reader=Reader.public()), language)
        assert len(told["entries"]) + told["withheld"]["count"] == walk.register.version(decision_id)


@settings(max_examples=60)
@given(st.data(), policies() | st.just(HARSH))
def test_a_failure_is_recorded_however_old_it_is(data, policy):
    """Ten years late is late, and welcome."""
    walk = data.draw(walks(st.just(policy), steps=6))
    walk.clock.now = walk.clock.now.replace(year=2090)
    at = data.draw(past(walk))
    told = FailureDisclosed(what_happened="It never worked")
    assert walk.register.record(walk.decisions[0], told, by=SOMEBODY, occurred_at=at).recorded


@pytest.mark.parametrize("policy", ["standard", "strict"])
def test_one_text_is_enough(policy):
    """One field and one click: nothing else is asked for, not even a decision."""
    register = opened_register(policy, Clock())
    receipt = register.disclose("The alarm did not go off", by=SOMEBODY)
    assert [each.fact.kind for each in receipt.recorded] == ["decision-opened", "failure-disclosed"]
