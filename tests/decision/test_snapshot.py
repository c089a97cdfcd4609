"""A folded decision can be kept as bytes, and comes back as it was."""

import pytest
from hypothesis import given, settings

from laeringslopp.decision import fold
from laeringslopp.decision.snapshot import freeze, thaw
from tests.strategies import walks


@settings(max_examples=60)
@given(walks())
def test_what_was_frozen_thaws_to_the_same(walk) -> None:
    """A judgement on a snapshot must be the judgement on the facts."""
    for decision_id in walk.decisions:
        decision = walk.register.decision(decision_id)
        thawed = thaw(freeze(decision))
        assert thawed == decision
        assert {name: type(thing) for name, thing in thawed.things.items()} == {
            name: type(thing) for name, thing in decision.things.items()
        }


@settings(max_examples=30)
@given(walks())
def test_folding_goes_on_from_a_snapshot(walk) -> None:
    """Half of the facts from a snapshot and half from the store give what all of them give."""
    for decision_id in walk.decisions:
        facts = [fact for fact in walk.register.facts() if fact.decision_id == decision_id]
        whole = walk.register.decision(decision_id)
        half = fold(type(whole)(decision_id), facts[: len(facts) // 2])
        assert fold(thaw(freeze(half)), facts[len(facts) // 2 :]) == whole


@pytest.mark.parametrize(
    "held", [b"", b"{}", b"[]", b'["Decision",[]]', b'["Popen",["ls"]]', b'["map",[]]', b'["tuple",[1]]', b"\xff"]
)
def test_what_is_no_snapshot_is_said_to_be_none(held: bytes) -> None:
    """Whatever lies in the store, the facts are read instead; nothing else is made of it, and nothing is run."""
    with pytest.raises(ValueError):  # noqa: PT011 - any of its kinds will do
        thaw(held)
