"""Two moments of one decision: what was added, what was resolved, what changed, and who has come to know what."""

from datetime import UTC, date, datetime, timedelta

import pytest

from laeringslopp import Access, Invalid, Reader, Unknown, tell_comparison
from laeringslopp.facts import OversightAnswered
from laeringslopp.story import LANGUAGES, comparison_notices, wording
from laeringslopp.testing import (
    DECISION,
    START,
    acknowledged,
    adjusted,
    answered,
    asked,
    assessed,
    chosen,
    concluded,
    corrected,
    disclosed,
    drawn,
    ended,
    entry,
    materialised,
    observed,
    opened,
    overseen,
    presented,
    proposed,
    reopened,
    retried,
    shared,
    started,
)
from laeringslopp.timeline import who_knew

AT = datetime(2019, 5, 1, 12, 0, tzinfo=UTC)
OVERSEEN = overseen("o1")
MET = OversightAnswered(oversight_id="o1", answer="We asked", response="followed")


def day(number: int) -> datetime:
    """So many days after the beginning."""
    return AT + timedelta(days=number)


def on(number: int, fact, by="administrative", **envelope):
    """A fact of that day."""
    return entry(fact, by=by, occurred_at=day(number), **envelope)


def compared(given, *steps, first=1, second=20, **more):
    """What came between two days in a decision that was opened on day 0."""
    return given(on(0, opened()), *steps).register.compare(DECISION, day(first), day(second), **more)


def changes(comparison) -> list[tuple]:
    """What changed, of which entry, from what to what, and by which entry."""
    return [
        (each.what, each.about.version if each.about else None, each.before, each.after, each.by)
        for each in comparison.changed
    ]


class TestAdded:
    def test_what_happened_between_was_added(self, given):
        """What stood there before, and what came after the second moment, was not."""
        comparison = compared(given, on(1, observed(1)), on(5, observed(2)), on(30, observed(3)))
        assert [each.version for each in comparison.added] == [3]

    def test_what_had_happened_and_was_not_known_then_was_added_too(self, given):
        """A look back shows what one could have seen on that day, and not what one knows of it since."""
        comparison = compared(given, on(1, disclosed("f1"), by="external", known_from=day(8)), first=3)
        assert [each.version for each in comparison.added] == [2]
        assert comparison.learned["political"] == (2,)

    def test_what_is_known_before_it_has_happened_waits_until_it_has(self, given):
        """An act may refer to what a source dates later."""
        steps = (on(9, disclosed("f1")), on(4, drawn("l1", failures=["f1"])))
        assert [each.version for each in compared(given, *steps, first=5).added] == [2]

    def test_two_looks_at_one_moment_are_the_same(self, given):
        """Nothing comes between a moment and itself."""
        assert compared(given, on(1, disclosed("f1")), first=2, second=2).is_empty


class TestResolved:
    @pytest.mark.parametrize(
        ("began", "what", "ends"),
        [
            (disclosed("f1"), "failure-without-lesson", drawn("l1", failures=["f1"])),
            (disclosed("f1"), "failure-without-lesson", entry(corrected("f1", finding="unfounded"), sources=["R 12"])),
            (started("t1"), "trial-running", ended("t1", "stopped", stopped_because="No money")),
            (asked("q1"), "question-unanswered", answered("q1")),
            (OVERSEEN, "oversight-unanswered", MET),
            (assessed("r1"), "risk-unresolved", materialised("r1", came_true=True)),
            (assessed("r1"), "risk-unresolved", materialised("r1", came_true=False)),
        ],
    )
    def test_what_was_open_and_is_seen_to_names_what_saw_to_it(self, given, began, what, ends):
        """A reader wants to know how it ended, not only that it did."""
        closing = ends if not hasattr(ends, "kind") else entry(ends)
        closing = closing.model_copy(update={"occurred_at": day(5)})
        comparison = compared(given, on(1, began), closing)
        assert [(each.open.what, each.open.version, each.by) for each in comparison.closed] == [(what, 2, 3)]
        for language in LANGUAGES:
            (told, *_) = tell_comparison(comparison, language)["resolved"]
            assert (told["what"], told["version"], told["by"]) == (what, 2, 3)
            assert told["sentence"]

    def test_a_lesson_is_resolved_level_by_level(self, given):
        """That the council has read it says nothing of the ward."""
        steps = (on(0, disclosed("f1")), on(1, drawn("l1", failures=["f1"])))
        steps += (on(1, shared("l1", "political", "operational")), on(6, acknowledged("l1"), by="political"))
        closed = compared(given, *steps).closed
        assert [(each.open.what, each.open.level, each.by) for each in closed] == [("lesson-unread", "political", 5)]

    def test_a_loop_that_came_round_is_resolved_by_its_retry(self, given):
        """Also one that had not begun at the first moment."""
        steps = [started("t1"), disclosed("f1", trial="t1"), ended("t1", "failed"), drawn("l1", failures=["f1"])]
        steps += [adjusted("a1", because_of=["l1"]), retried("t2", of="t1", adjustments=["a1"])]
        made = [on(number, step) for number, step in enumerate(steps, start=1)]
        for first in (0, 3):
            (found,) = compared(given, *made, first=first).came_round
            assert (found.loop.trial_id, found.begun.version, found.by) == ("t1", 2, 7)
        assert not compared(given, *made, first=6).came_round

    def test_a_duty_that_was_met_is_resolved_and_one_that_fell_away_too(self, given):
        """Somebody owed it at the first moment, and nobody does now."""
        on_record = given(opened(), disclosed("f1"), disclosed("f2"))
        register, then = on_record.register, on_record.register.now()
        on_record.later(days=3)
        on_record.when(drawn("l1", failures=["f1"]), entry(corrected("f2", finding="unfounded"), sources=["R 12"]))
        settled = register.compare(DECISION, then).settled
        found = {each.owed.about: each.met_on is not None for each in settled if each.owed.rule_id == "draw-lesson"}
        assert found == {"f1": True, "f2": False}

    def test_a_duty_that_came_or_whose_day_has_passed_is_owed_since(self, given):
        """What is new of what is owed."""
        on_record = given(opened(), disclosed("f1"))
        register, then = on_record.register, on_record.register.now()
        before = {each.rule_id for each in register.compare(DECISION, START - timedelta(days=1)).owed}
        assert "draw-lesson" in before
        assert register.compare(DECISION, then).owed == ()
        on_record.later(days=100)
        assert {each.rule_id for each in register.compare(DECISION, then).owed if each.overdue} >= {"draw-lesson"}


class TestChanged:
    def test_status_and_direction(self, given):
        """Where the decision stands, and what was chosen."""
        steps = (on(1, chosen(what="Mobile alarms"), by="political"), on(4, chosen(what="Fixed ones"), by="political"))
        comparison = compared(given, *steps, on(5, concluded("abandoned"), by="political"))
        status, direction = comparison.changed
        assert (status.what, status.before, status.after, status.by) == ("status", "open", "abandoned", 4)
        assert (direction.what, direction.before.version, direction.after.version) == ("direction", 2, 3)

    def test_what_was_concluded_and_reopened_is_as_it_was(self, given):
        """Between the two it was another; a comparison is of the two."""
        comparison = compared(given, on(3, concluded("deferred"), by="political"), on(5, reopened(), by="political"))
        assert changes(comparison) == []
        assert [each.version for each in comparison.added] == [2, 3]

    def test_a_choice_that_holds_for_another_while_is_another_choice(self, given):
        """The same alternative, and no longer for the time being."""
        steps = (proposed("north"), chosen("north", until=date(2019, 9, 1)), chosen("north"))
        made = [on(number * 2, step, by="political") for number, step in enumerate(steps)]
        (found,) = compared(given, *made, first=3).changed
        assert (found.what, found.by) == ("direction", 4)
        assert "last day" in tell_comparison(compared(given, *made, first=3), "en")["changed"][0]["sentence"]

    def test_outcome_and_criteria_of_a_trial_that_ran(self, given):
        """What a criterion says is what was measured last."""
        steps = (
            on(1, started("t1")),
            on(4, observed(70, "t1")),
            on(5, observed(40, "t1")),
            on(6, ended("t1", "failed")),
        )
        outcome, criterion = compared(given, *steps).changed
        assert (outcome.what, outcome.about.version, outcome.before, outcome.after) == ("outcome", 2, None, "failed")
        assert (criterion.before.observed, criterion.after.observed, criterion.after.met) == (None, 40, False)
        assert (outcome.by, criterion.by) == (5, 4)

    def test_a_risk_that_was_assessed_anew_changed_and_was_not_resolved(self, given):
        """It stands there under another name, and through every name that it had."""
        steps = (
            on(1, assessed("r1", probability=0.1, consequence="minor", tolerance="tolerated")),
            on(4, assessed("r2", replaces="r1", probability=0.4, consequence="minor")),
            on(5, assessed("r3", replaces="r2", probability=0.7, consequence="serious", tolerance="not-tolerated")),
        )
        comparison = compared(given, *steps)
        assert comparison.closed == ()
        assert changes(comparison) == [
            ("probability", 2, 0.1, 0.7, 4),
            ("consequence", 2, "minor", "serious", 4),
            ("tolerance", 2, "tolerated", "not-tolerated", 4),
        ]

    def test_a_corrected_failure(self, given):
        """How grave, how certain, and what is told of it."""
        source = {"sources": ["R 12"]}
        steps = (
            on(1, disclosed("f1", severity="minor", finding="suspected")),
            on(4, corrected("f1", severity="critical", finding="confirmed"), **source),
            on(5, corrected("f1", what_happened="Twelve alarms did not get through"), **source),
        )
        assert changes(compared(given, *steps)) == [
            ("severity", 2, "minor", "critical", 3),
            ("finding", 2, "suspected", "confirmed", 3),
            ("account", 2, None, None, 4),
        ]

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_every_change_is_told_in_words(self, given, language):
        """No sentence shows a word of the code."""
        steps = (
            on(1, assessed("r1", likelihood=2, tolerance="tolerated")),
            on(4, assessed("r2", replaces="r1", likelihood=4, tolerance="to-be-reduced", probability=0.5)),
            on(1, disclosed("f1", severity="minor")),
            on(4, corrected("f1", severity="serious", finding="unfounded"), sources=["R 12"]),
            on(5, concluded("superseded"), by="political"),
        )
        told = tell_comparison(compared(given, *steps), language)["changed"]
        assert len(told) == 6
        assert not [each["sentence"] for each in told if "to-be-reduced" in each["sentence"] or "{" in each["sentence"]]

    def test_what_changed_is_marked_where_it_stood(self, given):
        """The timeline shows both what is new and what is otherwise."""
        comparison = compared(given, on(1, disclosed("f1")), on(1, started("t1")), on(5, drawn("l1", failures=["f1"])))
        assert comparison.touched == {2}


class TestLearned:
    def test_a_level_has_learned_what_had_happened_and_it_did_not_know(self, given):
        """What is new to everybody is no sign that anybody was told."""
        steps = (on(1, disclosed("f1"), by="operational"), on(6, observed(2)), on(7, presented(3)))
        comparison = compared(given, *steps)
        assert comparison.learned == {"political": (1, 2), "administrative": (), "operational": ()}

    def test_one_levels_knowledge_can_be_compared(self, given):
        """What it was told between is what was added for it."""
        steps = (on(1, disclosed("f1"), by="operational"), on(6, presented(2)))
        comparison = compared(given, *steps, level="political")
        assert [each.version for each in comparison.added] == [1, 2, 3]
        assert comparison.level == "political"
        assert list(comparison.learned) == ["political"]


class TestMoments:
    def test_before_the_first_entry_there_is_nothing_and_it_says_when_there_is(self, given):
        """A page can offer that day; at that moment there is something to see."""
        comparison = compared(given, on(2, observed(1)), first=-5)
        assert comparison.before.entries == ()
        assert comparison.begins == day(0)
        register = given(on(0, opened())).register
        assert register.compare(DECISION, comparison.begins).before.entries
        assert len(list(comparison_notices(comparison, wording("en")))) == 1

    def test_for_a_level_it_begins_when_that_level_knows(self, given):
        """The council had heard of nothing before it was told."""
        comparison = compared(given, on(2, presented(1)), first=1, level="political")
        assert comparison.begins == day(2)

    def test_what_lies_ahead_is_now_and_says_so(self, given):
        """Nobody knows yet what will stand there."""
        register = given(opened()).register
        comparison = register.compare(DECISION, date(2099, 1, 1), date(2099, 2, 1))
        assert comparison.ahead == ("from", "to")
        assert comparison.is_empty
        assert register.compare(DECISION, START, START.date()).ahead == ()
        assert register.compare(DECISION, START).ahead == ()

    @pytest.mark.parametrize(
        ("first", "second"),
        [(day(9), day(3)), (date(2019, 6, 2), date(2019, 6, 1)), (date(2099, 2, 1), date(2099, 1, 1))],
    )
    def test_moments_in_the_wrong_order_are_an_error_that_says_so(self, given, first, second):
        """What went away cannot be told from what came."""
        with pytest.raises(Invalid) as error:
            given(on(0, opened())).register.compare(DECISION, first, second)
        assert [(flaw.code, flaw.pointer) for flaw in error.value.flaws] == [("from-after-to", "/from")]

    def test_a_date_means_the_end_of_that_day(self, given):
        """From one day to the next is what happened on the next."""
        register = given(on(0, opened()), on(1, observed(1)), on(2, observed(2))).register
        comparison = register.compare(DECISION, date(2019, 5, 2), date(2019, 5, 3))
        assert [each.version for each in comparison.added] == [3]

    def test_what_is_not_there_is_an_error(self, given):
        """An unknown decision, an unknown level, a time without its offset."""
        register = given(opened()).register
        with pytest.raises(Unknown):
            register.compare("nobody", START)
        with pytest.raises(Invalid):
            register.compare(DECISION, START, level="politicl")
        with pytest.raises(Invalid):
            register.compare(DECISION, datetime(2026, 3, 2))  # noqa: DTZ001 - that is the point


class TestReaders:
    def test_what_a_reader_may_not_see_is_in_no_part_of_it(self, given):
        """Neither what it says nor that anything was resolved by it."""
        closed = Access(level="exempt", ground="offl. § 13", levels=("operational",))
        steps = (on(1, disclosed("f1")), on(4, drawn("l1", failures=["f1"], statement="A secret"), access=closed))
        for reader in (Reader.level("political"), Reader.public()):
            comparison = compared(given, *steps, reader=reader)
            assert comparison.closed == ()
            assert "A secret" not in str(tell_comparison(comparison, "en"))
        assert compared(given, *steps).closed

    def test_the_public_sees_nothing_of_an_internal_decision(self, given):
        """And is told so."""
        comparison = compared(given, on(1, disclosed("f1")), reader=Reader.public())
        assert comparison.is_empty
        assert comparison.begins is None
        assert tell_comparison(comparison, "en")["withheld"]["count"] == 2


class TestWhoKnew:
    def test_each_level_knew_some_and_could_have_known_the_rest(self, given):
        """Who knew it, since when, and when the others came to know."""
        steps = (on(1, disclosed("f1"), by="operational"), on(6, chosen(), by="political"), on(9, presented(2)))
        timeline = given(on(0, opened()), *steps).register.timeline(DECISION, as_of=day(6), known_at=day(6))
        council, office, ward = who_knew(timeline)
        assert [each.version for each in council.knew] == [3]
        assert [each.version for each in ward.knew] == [2]
        assert [(each.entry.version, each.since, each.known_by, each.told_at) for each in council.not_known] == [
            (1, day(0), ("administrative",), day(9)),
            (2, day(1), ("operational",), day(9)),
        ]
        assert [(each.entry.version, each.told_at) for each in office.not_known] == [(2, day(9)), (3, None)]

    def test_what_no_level_is_on_record_as_knowing_could_be_known_since_it_was_recorded(self, given):
        """It stood in the register, and nobody had been told."""
        timeline = given(on(0, opened()), on(1, disclosed("f1"), by="external")).register.timeline(DECISION)
        recorded_at = timeline.entry(2).recorded.recorded_at
        cut = given(on(0, opened()), on(1, disclosed("f1"), by="external")).register.timeline(
            DECISION, known_at=recorded_at
        )
        found = who_knew(cut)[0].not_known[-1]
        assert (found.entry.version, found.since, found.known_by) == (2, recorded_at, ())
