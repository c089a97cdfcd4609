"""What is open: what waits for somebody, since when, and for whom."""

import pytest

from laeringslopp.facts import OversightAnswered
from laeringslopp.testing import (
    DECISION,
    acknowledged,
    answered,
    asked,
    assessed,
    corrected,
    disclosed,
    drawn,
    ended,
    entry,
    materialised,
    observed,
    opened,
    overseen,
    shared,
    started,
)


def waiting(on_record) -> list[tuple[str, int, str | None]]:
    """What waits, the entry that it began with, and for which level."""
    return [(each.what, each.version, each.level) for each in on_record.register.timeline(DECISION).open]


OVERSEEN = overseen("o1")
MET = OversightAnswered(oversight_id="o1", answer="We asked", response="followed")
UNFOUNDED = entry(corrected("f1", finding="unfounded"), sources=["Report 12"])
LESSON = drawn("l1", failures=["f1"])


@pytest.mark.parametrize(
    ("began", "what", "level", "ends"),
    [
        (disclosed("f1"), "failure-without-lesson", None, drawn("l1", failures=["f1"])),
        (disclosed("f1"), "failure-without-lesson", None, UNFOUNDED),
        (started("t1"), "trial-running", None, ended("t1", "stopped", stopped_because="No money")),
        (asked("q1", to="operational"), "question-unanswered", "operational", answered("q1")),
        (OVERSEEN, "oversight-unanswered", "political", MET),
        (assessed("r1"), "risk-unresolved", None, materialised("r1", came_true=True)),
        (assessed("r1"), "risk-unresolved", None, materialised("r1", came_true=False)),
        (assessed("r1"), "risk-unresolved", None, assessed("r2", replaces="r1")),
    ],
)
def test_what_waits_waits_until_somebody_has_seen_to_it(given, began, what, level, ends):
    """An answer, an end, a lesson: then it is off the list."""
    assert (what, 2, level) in waiting(given(opened(), began))
    assert (what, 2, level) not in waiting(given(opened(), began, ends))


class TestLessons:
    before = (opened(), disclosed("f1"), LESSON)

    def test_a_lesson_that_was_not_shared_waits_with_those_who_drew_it(self, given):
        """One level has learned, and nobody else knows."""
        assert waiting(given(*self.before)) == [("lesson-not-shared", 3, "administrative")]

    def test_a_lesson_that_was_shared_waits_for_each_level_to_read_it(self, given):
        """Sent is not read."""
        on_record = given(*self.before, shared("l1", "political", "operational"))
        assert waiting(on_record) == [("lesson-unread", 3, "political"), ("lesson-unread", 3, "operational")]

    def test_it_waits_no_more_for_those_who_have_acknowledged_it(self, given):
        """Nor for those who drew it: they know."""
        on_record = given(*self.before, shared("l1", "political", "administrative"), acknowledged("l1", "political"))
        assert waiting(on_record) == []

    def test_those_outside_are_not_waited_for(self, given):
        """They owe nothing here; and the lesson has been shared."""
        assert waiting(given(*self.before, shared("l1", "external"))) == []


def test_what_waits_stands_in_the_order_in_which_it_was_recorded(given):
    """What has waited longest comes first."""
    on_record = given(opened(), asked("q1"), disclosed("f1"), started("t1"))
    assert [each[1] for each in waiting(on_record)] == [2, 3, 4]


def test_nothing_waits_in_a_decision_where_nothing_is_open(given):
    """An empty list is a good thing to see."""
    assert waiting(given(opened(), started("t1"), observed(60, "t1"), ended("t1"))) == []
