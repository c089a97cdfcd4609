"""The guard on what other decisions have learned."""

from typing import Any

from laeringslopp.decision import Decision
from laeringslopp.facts import DirectionChosen
from laeringslopp.policy import Parameter, Policy
from laeringslopp.rules.elsewhere import KnownLesson
from laeringslopp.rules.guard import Act, Missing, guard

BEST = Parameter("lessons", 5, "how many of the best matching lessons count", least=1, most=20)


@guard("lesson-known-before-decision", DirectionChosen, standard="remark", parameters=(BEST,))
def lesson_known_before_decision(decision: Decision, act: Act[DirectionChosen], policy: Policy) -> Missing | None:
    """What another decision has paid for is known to those who choose, whether anybody shared it or not."""
    if decision.opened is None or not decision.tags:
        return None
    level, today = decision.opened.deciding_level, act.recorded.recorded_at.date()
    best = act.elsewhere.lessons(
        decision.opened.organisation,
        decision.tags,
        other_than={decision.decision_id},
        by=act.when,
        most=policy.value("lesson-known-before-decision", BEST),
    )
    unknown = [lesson for lesson in best if level not in lesson.known_to]
    if not unknown:
        return None
    readable = [lesson for lesson in unknown if lesson.may_be_read_by(level, today)]
    told = {
        "level": level,
        "lessons": [{"decision_id": lesson.decision_id, "lesson_id": lesson.lesson_id} for lesson in readable],
        "withheld": len(unknown) - len(readable),
    }
    templates = tuple(template for lesson in readable for template in _to_be_known(lesson, level))
    # Nobody acknowledges what is kept from them by law: of that alone the entry only says that there is something.
    return Missing("acknowledgement", told, templates, follows_disclosure=not readable)


def _to_be_known(lesson: KnownLesson, level: str) -> list[dict[str, Any]]:
    where = {"decision_id": lesson.decision_id}
    shared: dict[str, Any] = {**where, "kind": "lesson-shared", "lesson_id": lesson.lesson_id, "with_levels": [level]}
    known: dict[str, Any] = {**where, "kind": "lesson-acknowledged", "lesson_id": lesson.lesson_id, "level": level}
    return [known] if level in lesson.shared_with else [shared, known]
