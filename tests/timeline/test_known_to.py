"""Who knew what when: the earliest of what a level did, recorded, was told, referred to or had laid before it."""

from datetime import UTC, datetime, timedelta

import pytest

from laeringslopp import Entry, Policy, Register
from laeringslopp.facts import DecisionEscalated, DecisionLinked
from laeringslopp.testing import (
    DECISION,
    START,
    Given,
    acknowledged,
    actor,
    answered,
    asked,
    chosen,
    contained,
    disclosed,
    drawn,
    entry,
    observed,
    opened,
    presented,
    shared,
    started,
)

AT = datetime(2019, 5, 1, 12, 0, tzinfo=UTC)
ALL = ("political", "administrative", "operational")


def day(number: int) -> datetime:
    """So many days after the beginning."""
    return AT + timedelta(days=number)


def on(number: int, fact, by="administrative", **envelope):
    """A fact of that day."""
    return entry(fact, by=by, occurred_at=day(number), **envelope)


def known_to(on_record: Given, version: int) -> dict[str, datetime]:
    """Since when each level knows an entry."""
    shown = on_record.register.timeline(DECISION).entry(version)
    assert shown is not None
    return dict(shown.known_to)


OPENING = on(0, opened())


class TestSources:
    def test_a_level_knows_its_own_act_from_when_it_occurred(self, given):
        """Whoever does something knows it."""
        assert known_to(given(OPENING, on(3, observed(1), by="operational")), 2) == {"operational": day(3)}

    def test_who_puts_it_on_record_knows_it_from_then(self, given):
        """A secretary who records the council's vote has read it, when it is recorded and not before."""
        vote = on(3, chosen(), by="political", recorded_by=actor("administrative"))
        on_record = given(OPENING, vote)
        recorded_at = on_record.register.timeline(DECISION).entry(2).recorded.recorded_at
        assert known_to(on_record, 2) == {"political": day(3), "administrative": recorded_at}

    def test_what_became_generally_known_every_level_knows(self, given):
        """It stood in the paper."""
        failure = on(3, disclosed("f1"), by="operational", known_from=day(9))
        assert known_to(given(OPENING, failure), 2) == {
            "operational": day(3),
            "political": day(9),
            "administrative": day(9),
        }

    @pytest.mark.parametrize(
        "fact",
        [
            shared("l1", "political"),
            asked("q1", to="political"),
            presented(2, to="political"),
            DecisionEscalated(to_level="political", reason="It is serious"),
        ],
        ids=lambda fact: fact.kind,
    )
    def test_whom_it_is_addressed_to_knows_it_from_when_it_occurred(self, given, fact):
        """That is what it was sent for."""
        on_record = given(OPENING, on(1, drawn("l1", from_trials=())), on(3, fact))
        assert known_to(on_record, 3)["political"] == day(3)

    def test_whoever_answers_to_an_entry_knows_it_by_then(self, given):
        """Nobody holds back the harm of a failure that they have not heard of."""
        on_record = given(OPENING, on(1, disclosed("f1"), by="operational"), on(4, contained("f1")))
        assert known_to(on_record, 2) == {"operational": day(1), "administrative": day(4)}

    def test_another_decision_is_not_what_is_called_the_same_here(self, given):
        """Ids are a decision's own: whoever points to the decision "t1" has not thereby read this one's trial "t1"."""
        link = DecisionLinked(to_decision="t1", relation="see-also")
        on_record = given(OPENING, on(1, started("t1"), by="operational"))
        other = Entry(decision_id="t1", fact=opened(), by=actor("political"))
        on_record.register.append([other])
        on_record.register.append([Entry(decision_id=DECISION, fact=link, by=actor("administrative"))])
        assert on_record.register.timeline(DECISION).entry(3).caused_by == ()
        assert known_to(on_record, 2) == {"operational": day(1)}

    def test_whoever_names_an_entry_as_a_cause_knows_it_by_then(self, given):
        """What stands in the envelope counts as what stands in the fact."""
        on_record = given(OPENING, on(1, disclosed("f1"), by="operational"), on(4, observed(1), caused_by=[2]))
        assert known_to(on_record, 2)["administrative"] == day(4)

    def test_whoever_acknowledges_a_lesson_knows_it(self, given):
        """That is what acknowledging says."""
        before = (OPENING, on(1, drawn("l1", from_trials=())))
        on_record = given(*before, on(6, acknowledged("l1", "political"), by="political"))
        assert known_to(on_record, 2)["political"] == day(6)

    def test_whom_the_record_was_laid_before_knows_what_it_reached(self, given):
        """Up to that entry, and no further."""
        before = (OPENING, on(1, observed(1)), on(2, observed(2)))
        on_record = given(*before, on(5, presented(2)))
        assert known_to(on_record, 1)["political"] == day(5)
        assert known_to(on_record, 2)["political"] == day(5)
        assert "political" not in known_to(on_record, 3)

    def test_a_presentation_to_one_level_is_none_to_another(self, given):
        """The council's papers are not the nurses'."""
        on_record = given(OPENING, on(1, observed(1)), on(5, presented(2)))
        assert "operational" not in known_to(on_record, 2)

    def test_those_outside_are_not_asked_what_they_know(self, given):
        """They owe no duties and decide nothing."""
        on_record = given(OPENING, on(1, disclosed("f1"), by="external"), on(2, asked("q1", to="external")))
        assert known_to(on_record, 2) == {}
        assert known_to(on_record, 3) == {"administrative": day(2)}


class TestEarliest:
    def test_of_several_sources_the_earliest_wins(self, given):
        """Being told again does not make anybody forget that they knew."""
        failure = on(3, disclosed("f1"), by="operational", known_from=day(9))
        on_record = given(OPENING, failure, on(5, contained("f1")), on(7, presented(3)))
        assert known_to(on_record, 2) == {"operational": day(3), "administrative": day(5), "political": day(7)}

    def test_of_several_presentations_the_earliest_that_reaches_it_wins(self, given):
        """A later one that reaches further does not push back what was laid before."""
        before = (OPENING, on(1, observed(1)), on(2, observed(2)))
        on_record = given(*before, on(9, presented(3)), on(5, presented(2)))
        assert known_to(on_record, 2)["political"] == day(5)
        assert known_to(on_record, 3)["political"] == day(9)

    def test_the_order_of_recording_does_not_matter(self, given):
        """Knowing follows what occurred, whenever somebody got round to recording it."""
        told = [on(7, presented(1)), on(4, presented(1)), on(5, presented(1))]
        assert known_to(given(OPENING, *told), 1)["political"] == day(4)


class TestUnknownTo:
    def test_what_a_level_has_no_source_for_is_listed_as_unknown_to_it(self, given):
        """That gap is what the register exists to close."""
        on_record = given(OPENING, on(1, disclosed("f1"), by="operational"), on(2, presented(1)))
        assert dict(on_record.register.timeline(DECISION).unknown_to) == {
            "political": (2,),
            "administrative": (2,),
            "operational": (1, 3),
        }

    def test_what_became_known_later_was_unknown_at_the_time(self, given):
        """Asked of a day, the answer is that day's."""
        on_record = given(OPENING, on(1, disclosed("f1")), on(5, presented(2)))
        assert on_record.register.timeline(DECISION, as_of=day(4)).unknown_to["political"] == (1, 2)
        assert on_record.register.timeline(DECISION, as_of=day(5)).unknown_to["political"] == ()

    def test_answering_a_question_makes_the_answer_known_to_those_who_answer(self, given):
        """And to those who asked, when it is laid before them or they act on it."""
        on_record = given(OPENING, on(1, asked("q1"), by="political"), on(2, answered("q1")))
        assert on_record.register.timeline(DECISION).unknown_to["political"] == (1, 3)


def test_levels_that_an_organisation_made_up_know_things_too(given):
    """Knowing follows the levels of the policy, not three names."""
    policy = Policy("other", {}, levels=("board", "office"))
    on_record = given(policy=policy)
    opening = entry(opened(deciding_level="board"), by="office", occurred_at=day(0), known_from=day(2))
    timeline = on_record.when(opening).recorded().given.register.timeline(DECISION)
    assert timeline.entries[0].known_to == {"office": day(0), "board": day(2)}


def test_live_entries_are_known_by_the_same_rules():
    """Nothing about knowing is particular to history."""
    with Register.open("memory:", clock=lambda: START) as register:
        register.record("d", opened(), started("t1"), by=actor("operational"))
        assert register.timeline("d").entries[1].known_to == {"operational": START}
