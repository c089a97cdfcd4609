"""What a case paper is made of, read from the register for one reader and one moment."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from laeringslopp.access import Reader
from laeringslopp.decision.state import Failure, Lesson
from laeringslopp.entry import Recorded
from laeringslopp.errors import Flaw, Invalid
from laeringslopp.facts import CasePresented, DecisionLinked, LessonApplied, LessonDrawn
from laeringslopp.paper import Paper
from laeringslopp.paper.making import Given, make
from laeringslopp.paper.others import Other, OtherFailure, OtherLesson
from laeringslopp.policy import Policy
from laeringslopp.register.given import made
from laeringslopp.register.looking import Looking
from laeringslopp.register.ruling import organisation_of
from laeringslopp.register.subjects import Subjects
from laeringslopp.rules import Elsewhere, raised
from laeringslopp.rules.duties.deciding import GROUND, PREPARED, untold
from laeringslopp.story import LANGUAGES, Language
from laeringslopp.story.course import gravest_failures
from laeringslopp.timeline import Timeline

PREPARATION = "case-paper-complete"
"""The duty that says what a properly prepared case holds."""
LOOKED_AT, TOLD_OF = 12, 5
"""How many of the decisions most alike are looked at, and how many of them a paper tells of."""
WEIGHTY = frozenset(
    (
        "failure-disclosed",
        "failure-corrected",
        "risk-assessed",
        "risk-materialised",
        "trial-ended",
        "plan-changed",
        "lesson-drawn",
        "oversight-received",
    )
)
"""What a level is on record as knowing only when it was laid before it: a paper that lacks one reaches no further."""

Look = Callable[[str, Reader], Looking]
PolicyAt = Callable[[str | None, datetime], Policy]


def paper_of(
    look: Look,
    subjects: Subjects,
    policy_at: PolicyAt,
    decision_id: str,
    language: Language,
    as_of: datetime | date | None,
    reader: Reader,
) -> Paper:
    """The paper of a decision. Raises Unknown and Invalid."""
    if language not in LANGUAGES:
        raise Invalid([Flaw("unknown-language", f"{language!r} is not spoken here; write nb, nn or en", "/lang")])
    looking = look(decision_id, reader)
    at = looking.moment(as_of, "/as_of") or looking.now
    timeline = _within(looking, at)
    organisation = organisation_of(looking.whole)
    policy = policy_at(organisation, at)
    alike = _alike(timeline, subjects)
    here = _for_one(reader, organisation)
    found = [other for name in alike[:LOOKED_AT] if (other := _other(look(name, here), at, timeline))]
    found.sort(key=lambda other: not other.is_own)
    given = Given(
        timeline=timeline,
        as_of=at.date(),
        up_to=_reaches(looking.facts, timeline),
        ground=policy.value(PREPARATION, GROUND),
        lacking=_lacking(timeline, policy, at, looking.elsewhere),
        owed=tuple(each for each in looking.owed(timeline, policy_at) if each.open),
        meeting=_meeting(timeline, policy, at.date()),
        others=tuple(found[:TOLD_OF]),
        others_left_out=len(found[TOLD_OF:]),
        others_looked_at=LOOKED_AT if len(alike) > LOOKED_AT else 0,
    )
    return make(given, language)


def presentation(to_level: str, up_to: int, **where: Any) -> CasePresented:
    """That a paper was laid before a level. Raises Invalid, also where it reaches no entry."""
    if up_to < 1:
        detail = "the paper reaches no entry: the first of weight is withheld from those it is for"
        raise Invalid([Flaw("reaches-nothing", detail, "/fact/up_to_version")])
    return made(CasePresented, to_level=to_level, up_to_version=up_to, **where)


def _lacking(timeline: Timeline, policy: Policy, at: datetime, elsewhere: Elsewhere) -> tuple[str, ...]:
    """What the papers lack, whether or not a policy has anybody owe it on a day."""
    if timeline.decision.opened is None:
        return PREPARED  # the reader may not see what it is about
    each = next(each for each in raised(timeline.decision) if each.rule_id == PREPARATION)
    done = dict(each.matter.steps)
    more = untold(each, policy, at.date(), elsewhere)
    return (*(step for step in PREPARED if step not in done), *more)


def _meeting(timeline: Timeline, policy: Policy, day: date) -> tuple[str, date] | None:
    """The next meeting of those who decide, where it is known; on the day itself it may still lie ahead."""
    opened = timeline.decision.opened
    if opened is None or timeline.decision.outcome is not None:
        return None
    coming = policy.next_meeting(opened.deciding_level, day)
    return (policy.organs.get(opened.deciding_level, opened.deciding_level), coming) if coming else None


def _within(looking: Looking, at: datetime) -> Timeline:
    """The timeline of a moment; what is withheld of later is not told of either."""
    timeline = looking.on_paper(at)
    later = {each.version for each in looking.facts if not _is_there(each, at)}
    return replace(timeline, withheld=tuple(each for each in timeline.withheld if each.version not in later))


def _is_there(recorded: Recorded, at: datetime) -> bool:
    return not recorded.when.is_after(at) and (recorded.history or recorded.recorded_at <= at)


def _reaches(facts: Sequence[Recorded], timeline: Timeline) -> int:
    """The last version up to which nothing that a level is to know was left out."""
    shown = {entry.version for entry in timeline.entries}
    withheld = {each.version for each in timeline.withheld if each.kind not in WEIGHTY}
    reached = 0
    for recorded in facts:
        if recorded.version not in shown and recorded.version not in withheld:
            break
        reached = recorded.version
    return reached


def _alike(timeline: Timeline, subjects: Subjects) -> list[str]:
    """Decisions on the same subject: those that this one is linked to first, then by shared tags."""
    linked = [
        entry.recorded.fact.to_decision for entry in timeline.entries if isinstance(entry.recorded.fact, DecisionLinked)
    ]
    by_tags = subjects.alike(tuple(sorted(timeline.decision.tags)), timeline.decision.decision_id)
    return [name for name in dict.fromkeys((*linked, *by_tags)) if name != timeline.decision.decision_id]


def _for_one(reader: Reader, organisation: str | None) -> Reader:
    """The same reader within one organisation: a paper tells nobody what others keep to themselves."""
    own = frozenset([organisation] if organisation else [])
    return Reader(reader.levels, own if reader.organisations is None else reader.organisations & own)


def _other(looking: Looking, at: datetime, ours: Timeline) -> Other | None:
    """What another decision has to tell; None where that is nothing, or is not about the same as far as is seen."""
    timeline = looking.on_paper(at)
    decision = timeline.decision
    organisation = organisation_of(looking.whole) or ""
    own = ours.decision.opened.organisation if ours.decision.opened else ""
    is_own = organisation == own

    def was_known(recorded: Recorded) -> bool:
        return is_own or recorded.known_from is None or recorded.known_from <= at

    failures = [
        OtherFailure(recorded, failure.severity)
        for recorded in gravest_failures(timeline)
        if was_known(recorded) and isinstance(failure := decision.things.get(_name(recorded)), Failure)
    ]
    lessons = [each for each in _lessons(timeline, ours, is_own) if was_known(each.recorded)]
    if not failures and not lessons:
        return None
    opened = decision.opened
    return Other(
        decision_id=decision.decision_id,
        title=opened.title if opened else decision.decision_id,
        organisation=organisation,
        is_own=is_own,
        failures=tuple(failures),
        lessons=tuple(sorted(lessons, key=lambda each: each.is_read)),
    )


def _name(recorded: Recorded) -> str:
    return getattr(recorded.fact, "failure_id", "")


def _lessons(timeline: Timeline, ours: Timeline, is_own: bool) -> Iterator[OtherLesson]:
    applied = {
        (fact.lesson.decision_id, fact.lesson.lesson_id)
        for entry in ours.entries
        if isinstance(fact := entry.recorded.fact, LessonApplied)
    }
    level = ours.decision.deciding_level
    for entry in timeline.entries:
        if isinstance(fact := entry.recorded.fact, LessonDrawn):
            lesson = timeline.decision.things.get(fact.lesson_id)
            read = lesson.acknowledged_by | {lesson.by_level} if isinstance(lesson, Lesson) else frozenset()
            # What another organisation's council has read, ours has not.
            is_read = (is_own and level in read) or (timeline.decision.decision_id, fact.lesson_id) in applied
            yield OtherLesson(entry.recorded, is_read)
