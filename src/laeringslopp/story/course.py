"""The course of a decision in the order in which it happened, and which of it matters most."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from laeringslopp.decision.state import Failure, Risk
from laeringslopp.entry import Recorded
from laeringslopp.facts import (
    SCALE,
    AdjustmentMade,
    AlternativeProposed,
    DecisionConcluded,
    DecisionOpened,
    DirectionChosen,
    FailureDisclosed,
    LessonAcknowledged,
    LessonDrawn,
    ObservationRecorded,
    OversightReceived,
    PolicyAdopted,
    RetryStarted,
    RiskAssessed,
    RiskMaterialised,
)
from laeringslopp.story.acts import Acts, Said
from laeringslopp.story.parts import Paragraph, StorySentence
from laeringslopp.story.sentences import name_of
from laeringslopp.story.spans import LONG_WAIT, Dates, days_between, lasting
from laeringslopp.story.teller import Teller, Written
from laeringslopp.story.wording import N_
from laeringslopp.timeline import Timeline

PARAGRAPH, MOST_OF_A_PARAGRAPH = 7, 14
"""Sentences after which a new paragraph begins with the next day, or with the next thing that is told."""
FEW = 2
"""Of each sort, in the story of medium length."""
SAID_AS_ANOTHER = (RiskAssessed, FailureDisclosed, LessonDrawn)
"""Kinds of which the second in a row is told as another one."""


def course(timeline: Timeline, teller: Teller, told: Sequence[Recorded], *, full: bool) -> Iterator[Paragraph]:
    """Paragraphs that tell of these entries in order; where nothing happened for long, it is said."""
    acts, dates, words = Acts(timeline, teller, full=full), Dates(teller.words), teller.words
    sentences: list[StorySentence] = []
    previous: Recorded | None = None
    for group in _groups(told):
        recorded = group[0]
        waited = days_between(previous, recorded) if previous and full else 0
        goes_on = previous is not None and _is_same_time(previous, recorded)
        most = MOST_OF_A_PARAGRAPH if goes_on else PARAGRAPH
        if sentences and (len(sentences) >= most or waited >= LONG_WAIT):
            yield Paragraph(tuple(sentences))
            sentences = []
        if not sentences:
            dates.begin()
        if previous and waited >= LONG_WAIT:
            frame = N_("Then {time} passed before the next entry")
            if timeline.withheld:
                frame = N_("Then {time} passed before the next entry that is shown")
            versions = (previous.version, recorded.version)
            sentences.extend(teller.say(frame, "waited", versions, time=lasting(waited, words)))
        also = bool(sentences) and previous is not None and _is_same_act(previous, recorded)
        sentences.extend(_tell(acts, group, dates.of(recorded), also))
        previous = group[-1]
    if sentences:
        yield Paragraph(tuple(sentences))


def _groups(told: Iterable[Recorded]) -> Iterator[list[Recorded]]:
    """Alternatives and figures that one actor gave at one time are told together."""
    group: list[Recorded] = []
    for recorded in told:
        if group and _is_counted(recorded) and _is_same_act(group[0], recorded) and _is_counted(group[0]):
            group.append(recorded)
            continue
        if group:
            yield group
        group = [recorded]
    if group:
        yield group


def _is_counted(recorded: Recorded) -> bool:
    fact = recorded.fact
    return isinstance(fact, AlternativeProposed) or (isinstance(fact, ObservationRecorded) and fact.value is not None)


def _is_same_act(one: Recorded, other: Recorded) -> bool:
    return one.fact.kind == other.fact.kind and name_of(one.by) == name_of(other.by) and _is_same_time(one, other)


def _is_same_time(one: Recorded, other: Recorded) -> bool:
    return one.occurred_precision == other.occurred_precision and one.occurred_at.date() == other.occurred_at.date()


def _tell(acts: Acts, group: list[Recorded], when: str, also: bool) -> Said:
    if len(group) == 1:
        recorded = group[0]
        is_note = isinstance(recorded.fact, ObservationRecorded) and recorded.fact.value is None
        another = also and (is_note or isinstance(recorded.fact, SAID_AS_ANOTHER))
        return acts.tell(recorded, when, also=another)
    teller, versions = acts.teller, [recorded.version for recorded in group]
    values: dict[str, Any] = {"when": when, "who": Written(name_of(group[0].by))}
    facts = [recorded.fact for recorded in group]
    if isinstance(facts[0], AlternativeProposed):
        titles = [teller.title(fact.title) for fact in facts if isinstance(fact, AlternativeProposed)]
        return teller.listed(
            teller.counted(
                "{when} {who} put forward one alternative",
                "{when} {who} put forward {n} alternatives",
                len(group),
                **values,
            ),
            "decided",
            versions,
            titles,
        )
    figures = [acts.figure(fact) for fact in facts if isinstance(fact, ObservationRecorded)]
    said = teller.counted("{when} {who} gave one figure", "{when} {who} gave {n} figures", len(group), **values)
    return teller.listed(said, "tried", versions, figures)


def what_matters(timeline: Timeline) -> list[Recorded]:
    """The entries that a reader with one minute is told of, in order."""
    told = [entry.recorded for entry in timeline.entries]
    chosen: set[int] = set()

    def take(found: Iterable[Recorded]) -> None:
        chosen.update(recorded.version for recorded in found)

    def of(*kinds: type) -> list[Recorded]:
        return [recorded for recorded in told if isinstance(recorded.fact, kinds)]

    take(of(DecisionOpened)[:1])
    directions = of(DirectionChosen)
    take((*directions[:1], *directions[-1:]))
    take(of(DecisionConcluded)[-1:])
    take(of(PolicyAdopted)[-FEW:])
    risks = gravest_risks(timeline)[:1]
    take(risks)
    at_risk = {r.fact.risk_id for r in risks if isinstance(r.fact, RiskAssessed)}
    take([r for r in of(RiskMaterialised) if isinstance(r.fact, RiskMaterialised) and r.fact.risk_id in at_risk][-1:])
    take(gravest_failures(timeline)[:FEW])
    taken = what_was_learned(timeline)[:FEW]
    take(taken)
    read = {r.fact.lesson_id for r in taken if isinstance(r.fact, LessonDrawn)}
    take(
        [
            r
            for r in of(LessonAcknowledged)
            if isinstance(r.fact, LessonAcknowledged)
            and r.fact.lesson_id in read
            and r.fact.level == _decides(timeline)
        ][:1]
    )
    shown = timeline.attempts
    for attempt in {attempt.number: attempt for attempt in (*shown[:1], *shown[-1:])}.values():
        take([attempt.started, *([attempt.ended] if attempt.ended else [])])
    retried = [attempt.fact for attempt in shown[-1:] if isinstance(attempt.fact, RetryStarted)]
    used = {name for fact in retried for name in fact.adjustments}
    adjustments = [r for r in of(AdjustmentMade) if isinstance(r.fact, AdjustmentMade)]
    for_retry = [r for r in adjustments if isinstance(r.fact, AdjustmentMade) and r.fact.adjustment_id in used]
    take((for_retry or adjustments)[-1:])
    take([r for r in of(OversightReceived) if isinstance(r.fact, OversightReceived) and r.fact.binding][:1])
    return [recorded for recorded in told if recorded.version in chosen]


def _decides(timeline: Timeline) -> str | None:
    return timeline.decision.deciding_level


def gravest_failures(timeline: Timeline) -> list[Recorded]:
    """The failures that stand, the gravest first, then as they were recorded."""
    found = [
        (-_gravity(failure.severity), recorded.version, recorded)
        for name, failure in timeline.decision.each(Failure)
        if failure.finding != "unfounded"
        and (recorded := timeline.named.get(name))
        and isinstance(recorded.fact, FailureDisclosed)
    ]
    return [recorded for _, _, recorded in sorted(found, key=lambda each: each[:2])]


def gravest_risks(timeline: Timeline) -> list[Recorded]:
    """The risks as last assessed: those that came true first, then the gravest."""
    found = [
        (risk.came_true is not True, -_gravity(risk.consequence), recorded.version, recorded)
        for name, risk in timeline.decision.each(Risk)
        if not risk.replaced and (recorded := timeline.named.get(name)) and isinstance(recorded.fact, RiskAssessed)
    ]
    return [recorded for *_, recorded in sorted(found, key=lambda each: each[:3])]


def what_was_learned(timeline: Timeline) -> list[Recorded]:
    """The lessons: those of the gravest failures first, then as they were drawn."""
    gravest = [r.fact.failure_id for r in gravest_failures(timeline) if isinstance(r.fact, FailureDisclosed)]
    order = {name: at for at, name in enumerate(gravest)}
    found = [
        (min((order.get(name, len(order)) for name in fact.from_failures), default=len(order)), entry.version, entry)
        for entry in timeline.entries
        if isinstance(fact := entry.recorded.fact, LessonDrawn)
    ]
    return [entry.recorded for *_, entry in sorted(found, key=lambda each: each[:2])]


def _gravity(severity: str | None) -> int:
    return SCALE.index(severity) if severity in SCALE else -1
