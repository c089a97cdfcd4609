"""Each duty: when it is owed, by whom and by when, and what meets it. A day itself is in time; the day after is not."""

from datetime import date, timedelta

import pytest

from laeringslopp import (
    Actor,
    PlanChanged,
)
from laeringslopp.rules import DUTIES
from laeringslopp.testing import (
    START,
    acknowledged,
    concluded,
    corrected,
    criterion,
    disclosed,
    drawn,
    ended,
    entry,
    observed,
    opened,
    overseen,
    presented,
    reopened,
    shared,
    started,
)
from tests.rules.owing import at, one, only, owed

TODAY = START.date()
"""A Monday in March 2026."""
A_DAY = timedelta(days=1)
LONG_AGO = date(2021, 4, 16)


def test_every_duty_of_the_design_is_there():
    """Their ids are the tags of their scenarios, and never change."""
    assert set(DUTIES) == {
        "say-how-it-goes", "draw-lesson", "share-lesson", "inform-deciding-level", "acknowledge-lesson",
        "answer-question", "answer-oversight", "revisit-tentative", "revisit-decision", "case-paper-complete",
    }  # fmt: skip


class TestSayHowItGoes:
    rule_id = "say-how-it-goes"
    REVIEW = date(2026, 6, 1)

    def test_it_is_due_on_the_day_of_review(self, given):
        """That day itself is in time."""
        on_record = given(opened(), started("t1", review_by=self.REVIEW))
        found = one(on_record, self.rule_id)
        assert (found.level, found.about, found.version) == ("administrative", "t1", 2)
        assert (found.owed_since, found.due, found.met_on, found.overdue) == (TODAY, self.REVIEW, None, False)
        assert not one(on_record, self.rule_id, self.REVIEW).overdue
        assert one(on_record, self.rule_id, self.REVIEW + A_DAY).overdue

    def test_without_one_there_are_ninety_days(self, given):
        """By the calendar, from the start; July counts, for a trial does not stop."""
        assert one(given(opened(), started("t1")), self.rule_id).due == TODAY + timedelta(days=90)

    def test_a_policy_sets_other_days(self, given):
        """Of the one sort and of the other."""
        policy = only(self.rule_id, parameters={self.rule_id: {"days": 10, "missed_days": 1}})
        on_record = given(opened(), started("t1"), observed(1, "t1"), policy=policy)
        review, missed = sorted(owed(on_record, self.rule_id), key=lambda each: each.part, reverse=True)
        assert review.due == TODAY + timedelta(days=10)
        assert missed.due == TODAY + A_DAY

    @pytest.mark.parametrize(
        "fact",
        [observed(70, "t1"), ended("t1", "stopped", stopped_because="No"), disclosed("f1", trial="t1")],
        ids=lambda f: f.kind,
    )
    def test_saying_something_meets_it_at_once(self, given, fact):
        """An observation, an end, or a disclosed failure: what is easiest is enough."""
        outcome = given(opened(), started("t1")).later(days=3).when(fact).recorded()
        found = one(outcome, self.rule_id)
        assert (found.met_on, found.open, found.overdue) == (TODAY + timedelta(days=3), False, False)

    def test_what_was_observed_before_the_review_does_not_say_how_it_goes_then(self, given):
        """Somebody set a day to look at it."""
        on_record = given(opened(), started("t1", review_by=self.REVIEW), observed(70, "t1"))
        assert one(on_record, self.rule_id).open
        assert not one(on_record.later(days=91).when(observed(70, "t1")), self.rule_id).open

    def test_a_failure_told_before_the_review_meets_it(self, given):
        """Disclosing is never what has to be done again."""
        on_record = given(opened(), started("t1", review_by=self.REVIEW), disclosed("f1", trial="t1"))
        assert not one(on_record, self.rule_id).open

    def test_a_missed_goal_is_to_be_spoken_of_within_two_weeks(self, given):
        """Fourteen working days from the day on which it was seen."""
        on_record = given(opened(), started("t1", review_by=self.REVIEW)).later(days=1).when(observed(1, "t1"))
        missed = next(each for each in owed(on_record, self.rule_id) if each.part == "missed")
        assert (missed.owed_since, missed.due) == (date(2026, 3, 3), date(2026, 3, 23))

    @pytest.mark.parametrize(
        "fact",
        [observed(70, "t1"), ended("t1", "stopped", stopped_because="No"), disclosed("f1", trial="t1")],
        ids=lambda f: f.kind,
    )
    def test_the_same_meets_a_missed_goal(self, given, fact):
        """The failure that is told is enough."""
        on_record = given(opened(), started("t1"), observed(1, "t1")).later(days=1)
        found = owed(on_record.when(disclosed("f0", trial="t1"), fact), self.rule_id)
        assert [each.open for each in found] == [False, False]

    @pytest.mark.parametrize(
        "said", [(disclosed("f1", trial="t1"),), (disclosed("f1", trial="t1"), ended("t1", "failed"))]
    )
    def test_a_goal_missed_after_it_was_told_raises_nothing_more(self, given, said):
        """Whoever disclosed is not reminded again of what they told."""
        on_record = given(opened(), started("t1"), *said).later(days=2).when(observed(1, "t1"))
        assert [each.part for each in owed(on_record, self.rule_id)] == ["review"]

    def test_a_goal_missed_again_is_to_be_spoken_of_again(self, given):
        """The last time counts."""
        on_record = given(opened(), started("t1"), observed(1, "t1"), observed(70, "t1")).later(days=9)
        found = owed(on_record.when(observed(1, "t1")), self.rule_id, open=True)
        assert [(each.part, each.owed_since) for each in found] == [("missed", TODAY + timedelta(days=9))]

    def test_a_goal_that_is_met_raises_nothing(self, given):
        """Equal to the target is met."""
        on_record = given(opened(), started("t1", criteria=[criterion(target=60)]), observed(60, "t1"))
        assert [each.part for each in owed(on_record, self.rule_id)] == ["review"]


class TestDrawLesson:
    rule_id = "draw-lesson"

    def test_a_failure_owes_a_lesson_in_thirty_working_days(self, given):
        """From when it was recorded; Easter does not count."""
        on_record = given(opened(), disclosed("f1"))
        found = one(on_record, self.rule_id)
        assert (found.level, found.about, found.owed_since) == ("administrative", "f1", TODAY)
        assert (found.due, found.overdue) == (date(2026, 4, 16), False)
        assert not one(on_record, self.rule_id, found.due).overdue
        assert one(on_record, self.rule_id, found.due + A_DAY).overdue

    def test_a_lesson_meets_it(self, given):
        """The first one; late is shown and met all the same."""
        on_record = given(opened(), disclosed("f1")).later(days=60).when(drawn("l1", failures=["f1"]))
        found = one(on_record, self.rule_id)
        assert (found.met_on, found.overdue) == (TODAY + timedelta(days=60), True)
        assert not owed(on_record, self.rule_id, open=True)

    def test_before_it_was_met_it_was_owed(self, given):
        """As of a day is what was owed on that day."""
        on_record = given(opened(), disclosed("f1")).later(days=5).when(drawn("l1", failures=["f1"]))
        assert one(on_record, self.rule_id, TODAY + timedelta(days=4)).open
        assert not one(on_record, self.rule_id, TODAY + timedelta(days=5)).open
        assert owed(on_record, self.rule_id, TODAY - A_DAY) == []

    def test_it_falls_away_where_there_was_no_failure(self, given):
        """Nothing is to be learned from what was found unfounded; found true after all, it is owed as before."""
        on_record = given(opened(), disclosed("f1")).later(days=5)
        outcome = on_record.when(entry(corrected("f1", finding="unfounded"), sources=("https://a.example",)))
        assert owed(outcome, self.rule_id) == []
        assert one(outcome, self.rule_id, TODAY + timedelta(days=4)).open
        outcome = outcome.when(corrected("f1", finding="confirmed"))
        assert one(outcome, self.rule_id).owed_since == TODAY


class TestShareLesson:
    rule_id = "share-lesson"

    def test_it_is_shared_with_every_level_but_its_own(self, given):
        """Within fourteen working days."""
        on_record = given(opened(), disclosed("f1"), drawn("l1", failures=["f1"]))
        found = one(on_record, self.rule_id)
        assert (found.level, found.due, found.lacking) == (
            "administrative", date(2026, 3, 20), ("political", "operational"),
        )  # fmt: skip

    def test_the_last_level_meets_it(self, given):
        """One level that was left out is the one that needed it."""
        on_record = given(opened(), disclosed("f1"), drawn("l1", failures=["f1"])).later(days=1)
        outcome = on_record.when(shared("l1", "operational"))
        assert (one(outcome, self.rule_id).open, one(outcome, self.rule_id).lacking) == (True, ("political",))
        outcome = outcome.later(days=1).when(shared("l1", "political"))
        assert one(outcome, self.rule_id).met_on == TODAY + timedelta(days=2)
        assert one(outcome, self.rule_id, TODAY + A_DAY).lacking == ("political",)

    def test_the_levels_are_those_of_the_policy(self, given):
        """An organisation with two levels shares with the other one."""
        policy = only(self.rule_id, levels=("council", "office"))
        act = Actor(id="o", role="o", level="office")
        on_record = given(entry(opened(deciding_level="council"), by=act), entry(disclosed("f1"), by=act),
                          entry(drawn("l1", failures=["f1"]), by=act), policy=policy)  # fmt: skip
        found = one(on_record, self.rule_id)
        assert (found.level, found.lacking) == ("office", ("council",))


class TestAcknowledgeLesson:
    rule_id = "acknowledge-lesson"
    BEFORE = (opened(), disclosed("f1"), drawn("l1", failures=["f1"]))

    def test_each_level_it_was_shared_with_reads_it(self, given):
        """But not the one that drew it, and nobody outside."""
        shares = shared("l1", "political", "administrative", "operational", "external")
        found = owed(given(*self.BEFORE, shares), self.rule_id)
        assert {(each.level, each.due) for each in found} == {
            ("political", date(2026, 4, 16)), ("operational", date(2026, 4, 16)),
        }  # fmt: skip

    def test_a_level_that_meets_reads_it_by_then(self, given):
        """The first meeting after the day on which it was owed."""
        meetings = {"political": (TODAY, date(2026, 3, 26), date(2026, 4, 30))}
        policy = only(self.rule_id, meetings=meetings)
        found = one(given(*self.BEFORE, shared("l1", "political"), policy=policy), self.rule_id)
        assert found.due == date(2026, 3, 26)

    def test_where_no_later_meeting_is_known_there_are_thirty_days(self, given):
        """A list of meetings ends, and a duty does not."""
        policy = only(self.rule_id, meetings={"political": (TODAY,)})
        found = one(given(*self.BEFORE, shared("l1", "political"), policy=policy), self.rule_id)
        assert found.due == date(2026, 4, 16)

    def test_saying_so_meets_it(self, given):
        """For the level that says it."""
        on_record = given(*self.BEFORE, shared("l1", "political", "operational")).later(days=2)
        found = owed(on_record.when(acknowledged("l1", "political")), self.rule_id)
        assert {each.level: each.met_on for each in found} == {
            "political": TODAY + timedelta(days=2),
            "operational": None,
        }


class TestInformDecidingLevel:
    rule_id = "inform-deciding-level"

    @pytest.mark.parametrize(
        ("facts", "raised"),
        [
            ([disclosed("f1", severity="serious")], True),
            ([disclosed("f1", severity="critical")], True),
            ([disclosed("f1", severity="moderate")], False),
            ([disclosed("f1")], False),
            ([disclosed("f1"), corrected("f1", severity="serious")], True),
            ([started("t1"), ended("t1", "stopped", stopped_because="It hurt")], True),
            ([started("t1"), disclosed("f1", trial="t1"), ended("t1", "failed")], False),
            ([PlanChanged(what="The start", reason="Late")], True),
        ],
    )  # fmt: skip
    def test_what_is_grave_is_to_be_laid_before_those_who_decide(self, given, facts, raised):
        """Serious or worse, a stop, a broken plan."""
        found = owed(given(opened(), *facts), self.rule_id)
        assert [(each.level, each.due) for each in found] == [("administrative", date(2026, 4, 16))] * raised

    def test_it_is_due_by_the_next_meeting_of_those_who_decide(self, given):
        """Not of those who owe it."""
        meetings = {"political": (date(2026, 3, 26),), "administrative": (date(2026, 3, 4),)}
        on_record = given(opened(), disclosed("f1", severity="serious"), policy=only(self.rule_id, meetings=meetings))
        assert one(on_record, self.rule_id).due == date(2026, 3, 26)

    def test_presenting_it_meets_it(self, given):
        """Up to the entry, or past it."""
        on_record = given(opened(), disclosed("f1", severity="serious")).later(days=1)
        assert one(on_record.when(presented(1)), self.rule_id).open
        assert one(on_record.when(presented(2)), self.rule_id).met_on == TODAY + A_DAY

    def test_presenting_it_to_others_does_not(self, given):
        """They are not the ones who decide."""
        on_record = given(opened(), disclosed("f1", severity="serious"))
        assert one(on_record.when(presented(2, "operational")), self.rule_id).open

    def test_it_falls_away_where_there_was_no_failure(self, given):
        """There is nothing to tell."""
        unfounded = entry(corrected("f1", finding="unfounded"), sources=("https://a.example",))
        assert owed(given(opened(), disclosed("f1", severity="serious"), unfounded), self.rule_id) == []


class TestHistory:
    def test_what_is_open_is_counted_from_when_it_was_recorded_here(self, given):
        """Nobody is five years late with what was recorded today."""
        on_record = given(at(LONG_AGO, opened()), at(LONG_AGO, disclosed("f1")),
                          at(LONG_AGO, overseen("o1", comply_by=date(2021, 6, 1))))  # fmt: skip
        assert (one(on_record, "draw-lesson").owed_since, one(on_record, "draw-lesson").due) == (
            TODAY,
            date(2026, 4, 16),
        )
        assert one(on_record, "answer-oversight").due == date(2026, 4, 16)

    def test_what_was_met_then_is_not_raised(self, given):
        """It is told in the timeline."""
        before = [at(LONG_AGO, fact) for fact in (opened(), disclosed("f1"), drawn("l1", failures=["f1"]))]
        assert owed(given(*before), "draw-lesson") == []

    def test_a_decision_that_is_concluded_raises_nothing_of_it(self, given):
        """Until somebody takes it up again."""
        before = [at(LONG_AGO, fact) for fact in (opened(), disclosed("f1"), concluded())]
        assert owed(given(*before), "draw-lesson") == []
        assert one(given(*before).later(days=9).when(reopened()), "draw-lesson").owed_since == TODAY

    def test_a_trial_without_a_day_of_review_is_over_or_forgotten(self, given):
        """Only one with a day was to be looked at again, and then within ninety days from now."""
        before = (at(LONG_AGO, opened()), at(LONG_AGO, started("t1")))
        assert owed(given(*before), "say-how-it-goes") == []
        reviewed = at(LONG_AGO, started("t1", review_by=date(2021, 9, 1)))
        assert one(given(before[0], reviewed), "say-how-it-goes").due == TODAY + timedelta(days=90)

    def test_a_live_failure_in_a_concluded_decision_is_learned_from(self, given):
        """A conclusion ends no duty that was live."""
        assert one(given(opened(), concluded(), disclosed("f1")), "draw-lesson").open


def test_a_policy_that_turns_a_duty_off_raises_nothing(given):
    """Nor does one that does not name it."""
    assert given(opened(), disclosed("f1", severity="serious"), policy=only("answer-question")).register.duties() == []


@pytest.mark.parametrize("rule_id", DUTIES)
def test_every_duty_has_words(rule_id):
    """A law, a reason, and who is to do what."""
    from laeringslopp.story.dutywords import DUTY_WORDS

    assert all((DUTY_WORDS[rule_id].law, DUTY_WORDS[rule_id].reason, DUTY_WORDS[rule_id].owed))
