"""Duties to answer, to look again, and to prepare a case."""

from datetime import date, timedelta
from typing import Any

import pytest

from laeringslopp import (
    OversightAnswered,
)
from laeringslopp.testing import (
    START,
    answered,
    asked,
    assessed,
    chosen,
    concluded,
    opened,
    overseen,
    proposed,
    reopened,
)
from tests.rules.owing import one, only, owed

TODAY = START.date()
"""A Monday in March 2026."""
A_DAY = timedelta(days=1)


class TestAnswers:
    def test_a_question_is_answered_in_fourteen_working_days(self, given):
        """By the level that was asked."""
        on_record = given(opened(), asked("q1", to="operational"))
        found = one(on_record, "answer-question")
        assert (found.level, found.about, found.due) == ("operational", "q1", date(2026, 3, 20))
        outcome = on_record.later(days=1).when(answered("q1"))
        assert one(outcome, "answer-question").met_on == TODAY + A_DAY

    def test_nobody_outside_owes_an_answer(self, given):
        """They are not of the organisation."""
        assert owed(given(opened(), asked("q1", to="external")), "answer-question") == []

    def test_oversight_is_answered_by_its_day(self, given):
        """By those who decide; without a day in thirty working days."""
        by_then, without = overseen("o1", comply_by=date(2026, 5, 17)), overseen("o2")
        found = owed(given(opened(), by_then, without), "answer-oversight")
        assert [(each.about, each.level, each.due) for each in found] == [
            ("o2", "political", date(2026, 4, 16)), ("o1", "political", date(2026, 5, 17)),
        ]  # fmt: skip

    def test_oversight_without_objections_asks_for_nothing(self, given):
        """It was cleared."""
        assert owed(given(opened(), overseen("o1", nature="cleared")), "answer-oversight") == []

    def test_an_answer_meets_it(self, given):
        """Whatever it says."""
        answer = OversightAnswered(oversight_id="o1", answer="No", response="contested")
        assert not one(given(opened(), overseen("o1"), answer), "answer-oversight").open


class TestLookingAgain:
    def test_a_choice_for_the_time_being(self, given):
        """Is looked at again before its time is up: by choosing anew, or concluding."""
        on_record = given(opened(), chosen(until=date(2026, 6, 30)))
        found = one(on_record, "revisit-tentative")
        assert (found.level, found.version, found.due) == ("political", 2, date(2026, 6, 30))
        assert one(on_record, "revisit-tentative", date(2026, 7, 1)).overdue
        assert not one(on_record.later(days=1).when(chosen()), "revisit-tentative").open
        assert not one(given(opened(), chosen(until=date(2026, 6, 30)), concluded()), "revisit-tentative").open

    def test_a_choice_for_good_is_not(self, given):
        """Nobody set a day."""
        assert owed(given(opened(), chosen()), "revisit-tentative") == []

    def test_a_conclusion_with_a_day(self, given):
        """By taking it up again."""
        on_record = given(opened(), concluded(revisit_by=date(2026, 6, 30)))
        found = one(on_record, "revisit-decision")
        assert (found.level, found.due, found.open) == ("political", date(2026, 6, 30), True)
        assert not one(on_record.when(reopened()), "revisit-decision").open


MEETINGS = {"political": (date(2026, 4, 7), date(2026, 5, 18))}
"""The Tuesday after Easter; the day after 17 May."""
WHOLE: dict[str, Any] = {
    "expected_consequences": "Fewer falls", "affects": ["Residents"], "lasting": "Ten years",
    "principles": "Surveillance", "needs": "Training", "recommended_because": "It is safe",
}  # fmt: skip


class TestCasePaper:
    rule_id = "case-paper-complete"

    def policy(self, **more: Any) -> Any:
        return only(self.rule_id, meetings=MEETINGS, **more)

    def test_it_is_ready_the_working_day_before_the_next_meeting(self, given):
        """Which is before Easter."""
        found = one(given(opened(), policy=self.policy()), self.rule_id)
        assert (found.level, found.about, found.due) == ("administrative", "", date(2026, 4, 1))
        assert found.ground == "utredningsinstruksen § 2-1"
        assert one(given(opened(), policy=self.policy()), self.rule_id, date(2026, 4, 2)).overdue

    def test_after_that_meeting_it_is_the_next(self, given):
        """The case was put off."""
        on_record = given(opened(), policy=self.policy())
        assert one(on_record, self.rule_id, date(2026, 4, 7)).due == date(2026, 4, 1)
        assert one(on_record, self.rule_id, date(2026, 4, 8)).due == date(2026, 5, 15)
        assert owed(on_record, self.rule_id, date(2026, 5, 19)) == []

    def test_where_no_meeting_is_known_nothing_is_owed(self, given):
        """Nobody knows by when."""
        assert owed(given(opened()), self.rule_id) == []

    def test_it_says_what_is_lacking_until_all_is_there(self, given):
        """A goal, alternatives, a risk, and what utredningsinstruksen asks."""
        on_record = given(opened(goal="Fewer falls"), proposed("a1"), policy=self.policy())
        assert one(on_record, self.rule_id).lacking == (
            "alternatives", "risk", "principles", "effects", "affected", "lasting", "recommendation", "needs",
        )  # fmt: skip
        outcome = on_record.later(days=1).when(proposed("a2", **WHOLE))
        assert one(outcome, self.rule_id).lacking == ("risk",)
        outcome = outcome.later(days=1).when(assessed("r1"))
        found = one(outcome, self.rule_id)
        assert (found.met_on, found.lacking) == (TODAY + timedelta(days=2), ())
        assert one(outcome, self.rule_id, TODAY + A_DAY).lacking == ("risk",)

    @pytest.mark.parametrize("fact", [chosen(), concluded()], ids=lambda fact: fact.kind)
    def test_once_it_is_decided_nobody_prepares_it(self, given, fact):
        """It was owed until then."""
        outcome = given(opened(), policy=self.policy()).later(days=3).when(fact)
        assert owed(outcome, self.rule_id) == []
        assert one(outcome, self.rule_id, TODAY + timedelta(days=2)).open

    def test_what_is_taken_up_again_is_prepared_again(self, given):
        """Where nothing was chosen before."""
        assert one(given(opened(), concluded(), reopened(), policy=self.policy()), self.rule_id).open
