"""Duties that follow from failures and lessons: to draw, share and read what was learned."""

from collections.abc import Iterator

from laeringslopp.decision import Decision
from laeringslopp.decision.state import Failure, Lesson
from laeringslopp.facts import EXTERNAL
from laeringslopp.policy import Parameter, Policy
from laeringslopp.rules.duty import ADMINISTRATION, Matter, by_the_next_meeting, duty, in_working_days

DRAW_WITHIN = Parameter("days", 30, "working days after a failure was recorded", least=1, most=365, tighter="less")
SHARE_WITHIN = Parameter("days", 14, "working days after a lesson was drawn", least=1, most=365, tighter="less")
READ_WITHIN = Parameter("days", 30, "working days where no meeting is known", least=1, most=365, tighter="less")


@duty("draw-lesson", in_working_days("draw-lesson", DRAW_WITHIN), DRAW_WITHIN)
def draw_lesson(decision: Decision) -> Iterator[Matter]:
    """A failure that nobody learns from is paid for again."""
    for failure_id, failure in decision.each(Failure):
        yield Matter(
            failure_id,
            failure.version,
            ADMINISTRATION,
            failure.on,
            met_on=failure.lesson_on,
            fell_on=failure.unfounded_on,
        )


def _every_level_but_its_own(matter: Matter, policy: Policy) -> tuple[str, ...]:
    return tuple(level for level in policy.levels if level != matter.part)


@duty("share-lesson", in_working_days("share-lesson", SHARE_WITHIN), SHARE_WITHIN, needs=_every_level_but_its_own)
def share_lesson(decision: Decision) -> Iterator[Matter]:
    """What one level learned, another is about to need."""
    for lesson_id, lesson in decision.each(Lesson):
        yield Matter(lesson_id, lesson.version, ADMINISTRATION, lesson.on, part=lesson.by_level, steps=lesson.shared)


@duty(
    "acknowledge-lesson",
    by_the_next_meeting("acknowledge-lesson", READ_WITHIN, lambda matter, _: matter.owed_by),
    READ_WITHIN,
    meets=lambda matter, _: matter.owed_by,
)
def acknowledge_lesson(decision: Decision) -> Iterator[Matter]:
    """A lesson that was sent and never read has taught nobody."""
    for lesson_id, lesson in decision.each(Lesson):
        read = dict(lesson.acknowledged)
        for level, on in lesson.shared:
            if level not in (lesson.by_level, EXTERNAL):
                yield Matter(lesson_id, lesson.version, level, on, met_on=read.get(level, 0), part=level)
