"""The random decisions that other tests are made of reach what they should."""

from collections import Counter

from hypothesis import given, settings

from laeringslopp import Reader, Recorded
from laeringslopp.story import tell_recorded
from tests.strategies import MARK, ORDINARY, marks_in, policies, walks, withheld_texts


def test_walks_reach_nearly_every_kind_and_both_live_facts_and_history():
    """A law that is only tried on openings is not tried."""
    kinds: Counter[str] = Counter()
    states: Counter[tuple[bool, bool, bool]] = Counter()

    @settings(max_examples=200, derandomize=True)
    @given(walks(policies()))
    def walk_on(walk):
        for fact in walk.register.facts():
            kinds[fact.fact.kind] += 1
            states[fact.history, bool(fact.remarks), fact.access.level == "exempt"] += 1

    walk_on()
    assert len(kinds) >= len(ORDINARY) - 3
    assert {history for history, _, _ in states} == {True, False}
    assert {remarked for _, remarked, _ in states} == {True, False}
    assert {exempt for _, _, exempt in states} == {True, False}


@settings(max_examples=30)
@given(walks())
def test_a_text_of_a_walk_stands_in_one_entry_alone(walk):
    """Otherwise a leak could hide behind the same text in what may be seen."""
    found: Counter[str] = Counter()
    for fact in walk.register.facts():
        found.update(marks_in(tell_recorded(fact)))
    assert all(MARK.fullmatch(mark) for mark in found)
    assert set(found.values()) <= {1}


@settings(max_examples=30)
@given(walks())
def test_what_is_withheld_from_the_public_is_all_that_is_in_what_it_may_not_see(walk):
    """And from a full member nothing."""
    assert withheld_texts(walk.register, Reader.member()) == set()
    hidden = withheld_texts(walk.register, Reader.public())
    for whole, seen in zip(walk.register.feed(), walk.register.feed(reader=Reader.public()), strict=True):
        texts = {mark for mark in marks_in(tell_recorded(whole)) if mark.startswith("⟨")}
        assert texts.isdisjoint(hidden) if isinstance(seen, Recorded) else texts <= hidden
