"""Duties of deciding: to look again by the day that was set, and to prepare a case before it is decided."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

from laeringslopp.decision import Decision
from laeringslopp.policy import Parameter, Policy
from laeringslopp.rules import calendar
from laeringslopp.rules.duty import ADMINISTRATION, Matter, Raised, duty
from laeringslopp.rules.elsewhere import Elsewhere
from laeringslopp.when import When

GROUND = Parameter("ground", "utredningsinstruksen § 2-1", "the legal ground that is printed with what is asked for")
BEST = Parameter("lessons", 5, "how many of the best matching lessons count", least=1, most=20)
PREPARED = (
    "goal",
    "alternatives",
    "risk",
    "principles",
    "effects",
    "affected",
    "lasting",
    "recommendation",
    "needs",
)
"""What makes a case properly prepared, in the order of the questions that it answers."""
OPENING = 1
"""The version of the entry that opens a decision."""


def _by_its_day(matter: Matter, policy: Policy, deciding_level: str, today: date) -> date:
    return date.fromordinal(matter.due or matter.since)


def _look_again(decision: Decision, rule_id: str) -> Iterator[Matter]:
    deciding = decision.deciding_level
    for version, appointed in decision.appointments.items():
        if appointed.rule_id == rule_id and deciding:
            yield Matter("", version, deciding, appointed.on, appointed.due, appointed.met_on)


@duty("revisit-tentative", _by_its_day)
def revisit_tentative(decision: Decision) -> Iterator[Matter]:
    """A choice for the time being that nobody looks at again has become a choice for good."""
    yield from _look_again(decision, "revisit-tentative")


@duty("revisit-decision", _by_its_day)
def revisit_decision(decision: Decision) -> Iterator[Matter]:
    """Whether it was right shows later; then somebody has to look."""
    yield from _look_again(decision, "revisit-decision")


def _before_the_next_meeting(matter: Matter, policy: Policy, deciding_level: str, today: date) -> date | None:
    meeting = next((day for day in policy.meetings.get(deciding_level, ()) if day >= today), None)
    return calendar.before(meeting.toordinal(), policy.calendar) if meeting else None


def untold(each: Raised, policy: Policy, today: date, elsewhere: Elsewhere) -> tuple[str, ...]:
    """Whether there is a lesson on the same tags that the deciding level neither knows nor was given."""
    if not each.matter.tags:
        return ()
    level = each.deciding_level or ""
    best = elsewhere.lessons(
        each.organisation or "",
        each.matter.tags,
        other_than={each.decision_id},
        by=When.of(datetime(today.year, today.month, today.day, tzinfo=UTC), "day"),
        most=policy.value("case-paper-complete", BEST),
    )
    # Nobody puts into a case paper what those who decide may not read.
    untold = (
        level not in lesson.known_to | lesson.shared_with for lesson in best if lesson.may_be_read_by(level, today)
    )
    return ("lessons",) if any(untold) else ()


@duty(
    "case-paper-complete",
    _before_the_next_meeting,
    GROUND,
    BEST,
    needs=lambda matter, policy: PREPARED,
    lacks=untold,
    ground=GROUND,
    meets=lambda _, deciding: deciding,
)
def case_paper_complete(decision: Decision) -> Iterator[Matter]:
    """Who decides shall have seen what there is to choose between, for whom, and what it takes."""
    if decision.opened is not None:
        assert decision.first_recorded_at is not None
        since = decision.first_recorded_at.toordinal()
        fell_on = decision.chosen_on or decision.concluded_on
        steps = tuple(decision.prepared.items())
        yield Matter(
            "", OPENING, ADMINISTRATION, since, fell_on=fell_on, steps=steps, tags=tuple(sorted(decision.tags))
        )
