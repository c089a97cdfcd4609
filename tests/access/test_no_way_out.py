"""No way out of the library holds a text that its reader may not see: everything shown passes one function.

Each text in these registers stands in one entry alone (see ``tests.strategies``), so that a leak has a name.
"""

from hypothesis import given, settings
from hypothesis import strategies as st

from laeringslopp import Recorded
from laeringslopp.policy import LEVELS
from laeringslopp.story import LANGUAGES, tell, tell_decision, tell_recorded, tell_withheld
from tests.strategies import Walk, marks_in, past, readers, walks, withheld_texts

examples = settings(max_examples=60)


@st.composite
def read(draw: st.DrawFn) -> tuple[Walk, object, set[str]]:
    """A register, somebody who reads it, and every text that is not for them."""
    walk = draw(walks())
    reader = draw(readers())
    return walk, reader, withheld_texts(walk.register, reader)


@examples
@given(read())
def test_the_timeline_holds_nothing_that_is_withheld(case):
    """In no language, and not in what it is made of either."""
    walk, reader, hidden = case
    for decision_id in walk.decisions:
        timeline = walk.register.timeline(decision_id, reader=reader)
        assert not hidden & marks_in(repr(timeline))
        for language in LANGUAGES:
            assert not hidden & marks_in(tell(timeline, language))


@examples
@given(read(), st.data(), st.sampled_from((None, *LEVELS)), st.booleans())
def test_nor_does_a_timeline_cut_at_a_moment(case, data, level, by_knowledge):
    """A cut leaves more out; it never lets anything in."""
    walk, reader, hidden = case
    moment = data.draw(past(walk))
    cut = {"known_at" if by_knowledge or level else "as_of": moment}
    for decision_id in walk.decisions:
        timeline = walk.register.timeline(decision_id, reader=reader, level=level, **cut)
        assert not hidden & marks_in(repr(timeline))
        assert not hidden & marks_in(tell(timeline, "nb"))


@examples
@given(read())
def test_the_state_of_a_decision_holds_nothing_that_is_withheld(case):
    """Nor does the line that a list shows of it."""
    walk, reader, hidden = case
    for decision_id in walk.register.decision_ids():
        decision = walk.register.decision(decision_id, reader)
        assert not hidden & marks_in(repr(decision))
        assert not hidden & marks_in(tell_decision(decision, walk.register.version(decision_id)))


@examples
@given(read())
def test_the_feed_and_the_facts_hold_nothing_that_is_withheld(case):
    """In place of what is withheld stands that it is; the public is not even told of what kind."""
    walk, reader, hidden = case
    for position, seen in enumerate(walk.register.feed(reader=reader), start=1):
        if isinstance(seen, Recorded):
            assert not hidden & marks_in(tell_recorded(seen))
            continue
        assert not hidden & marks_in(repr(seen))
        told = tell_withheld(seen, "d0", position, public=reader.is_public)
        assert not hidden & marks_in(told)
        assert ("kind" in told) is not reader.is_public
    for fact in walk.register.facts(reader=reader):
        assert not hidden & marks_in(repr(fact))


@examples
@given(walks(), readers())
def test_whoever_sees_less_sees_nothing_that_others_do_not(walk, reader):
    """A full member sees everything; nobody sees what the public sees and they do not."""
    everything = list(walk.register.feed())
    assert all(isinstance(each, Recorded) for each in everything)
    narrow = [isinstance(each, Recorded) for each in walk.register.feed(reader=reader)]
    public = [isinstance(each, Recorded) for each in walk.register.feed(reader=reader.public())]
    assert all(mine or not theirs for mine, theirs in zip(narrow, public, strict=True))


def test_the_walks_have_something_to_withhold():
    """These laws would hold of an empty register too; this says that it is not empty."""
    found: list[int] = []

    @settings(max_examples=30)
    @given(read())
    def count(case: tuple[Walk, object, set[str]]) -> None:
        found.append(len(case[2]))

    count()
    assert sum(number > 0 for number in found) >= 10
