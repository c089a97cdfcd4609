"""The whole decision as a short plain text: a pure function of its timeline, in three lengths and languages.

Short is what a councillor reads in twenty seconds, medium takes a minute, and long is the whole course, in order.
There is no language model in it: the same facts give the same text.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from laeringslopp.facts import FailureDisclosed, LessonDrawn, RetryStarted, RiskAssessed
from laeringslopp.policy import POLICY_STREAM
from laeringslopp.story.acts import Acts, Said
from laeringslopp.story.closing import Closing, all_of
from laeringslopp.story.course import course, gravest_failures, gravest_risks, what_matters, what_was_learned
from laeringslopp.story.parts import Length, Paragraph, Story
from laeringslopp.story.spans import Dates
from laeringslopp.story.standing import before_all
from laeringslopp.story.teller import Teller
from laeringslopp.story.wording import N_, Language, wording
from laeringslopp.timeline import Timeline

QUOTES = "«“"
MEDIUM_SORTS = 2
"""How many sorts of what waits the story of medium length names."""


def story(timeline: Timeline, language: Language = "nb", length: Length = "short") -> Story:
    """What was decided and why, risked, tried, failed, learned and changed, what waits, and who does not know."""
    shown = {entry.version for entry in timeline.entries}
    # What a cut leaves out is not told by way of what refers to it.
    named = {name: recorded for name, recorded in timeline.named.items() if recorded.version in shown}
    within = replace(timeline, named=named)
    teller = Teller(wording(language))
    told = _short(within, teller) if length == "short" else _whole(within, teller, full=length == "long")
    opened = within.decision.opened or within.opened
    return Story(
        decision_id=timeline.decision.decision_id,
        version=timeline.version,
        language=language,
        length=length,
        title=opened.title if opened else None,
        paragraphs=tuple(paragraph for paragraph in told if paragraph.sentences),
        as_of=timeline.as_of,
        known_at=timeline.known_at,
        level=timeline.level,
    )


def tell_story(told: Story) -> dict[str, Any]:
    """A story as the interfaces give it; what is not known is left out."""
    moments = {name: at.isoformat() for name in ("as_of", "known_at") if (at := getattr(told, name)) is not None}
    return {
        "decision_id": told.decision_id,
        "version": told.version,
        "lang": told.language,
        "length": told.length,
        **({"title": told.title} if told.title is not None else {}),
        **moments,
        **({"level": told.level} if told.level is not None else {}),
        "paragraphs": [
            {
                "sentences": [
                    {"text": text, "about": sentence.about, "versions": list(sentence.versions)}
                    for text, sentence in paragraph.pieces()
                ]
            }
            for paragraph in told.paragraphs
        ],
        "text": str(told),
    }


def _whole(timeline: Timeline, teller: Teller, *, full: bool) -> Iterator[Paragraph]:
    closing = Closing(timeline, teller)
    yield Paragraph(all_of(closing.cut(), _nothing(timeline, teller)))
    told = [entry.recorded for entry in timeline.entries] if full else what_matters(timeline)
    yield from course(timeline, teller, told, full=full)
    if _is_policy(timeline):
        yield Paragraph(all_of(closing.withheld()))
        return
    most = None if full else MEDIUM_SORTS
    yield Paragraph(all_of(closing.stands(), closing.absent(), closing.waits(most), closing.next()))
    yield Paragraph(all_of(closing.unknown()))
    yield Paragraph(all_of(closing.withheld()))


def _short(timeline: Timeline, teller: Teller) -> Iterator[Paragraph]:
    closing = Closing(timeline, teller)
    if _is_policy(timeline):
        yield from _whole(timeline, teller, full=False)
        return
    yield Paragraph(
        all_of(
            closing.cut(),
            _nothing(timeline, teller),
            _decided(timeline, teller),
            _risked(timeline, teller),
            _failed(timeline, teller),
            closing.absent(),
            _learned(timeline, teller),
            _now(timeline, teller, closing),
            closing.withheld(grounds=False),
        )
    )


def _is_policy(timeline: Timeline) -> bool:
    return timeline.decision.decision_id.startswith(POLICY_STREAM)


def _nothing(timeline: Timeline, teller: Teller) -> Said:
    if timeline.is_before_all:
        yield from teller.said(before_all(timeline, teller.words).rstrip("."), "now", ())
    elif not timeline.entries:
        yield from teller.say(N_("There is nothing to show here"), "now", ())


def _decided(timeline: Timeline, teller: Teller) -> Said:
    """The question while nothing is chosen, else the direction in force and how it was concluded."""
    entries = {entry.version: entry.recorded for entry in timeline.entries}
    decision = timeline.decision
    chosen = entries.get(decision.direction.version) if decision.direction else None
    concluded = entries.get(decision.concluded)
    if chosen is None and concluded is None and decision.opened:
        opened = [version for version, recorded in entries.items() if recorded.fact.kind == "decision-opened"]
        yield from teller.say(N_("This is the question"), "asked", opened, decision.opened.question)
    acts, dates = Acts(timeline, teller, full=False), Dates(teller.words)
    for recorded in (chosen, concluded):
        if recorded is not None:
            told = list(acts.tell(recorded, dates.of(recorded), also=False))
            yield from (said for at, said in enumerate(told) if at == 0 or said.text[:1] in QUOTES)


def _risked(timeline: Timeline, teller: Teller) -> Said:
    for recorded in gravest_risks(timeline)[:1]:
        assert isinstance(recorded.fact, RiskAssessed)
        risk = timeline.decision.things.get(recorded.fact.risk_id)
        came_true = getattr(risk, "came_true", None)
        frame = N_("A known risk came true") if came_true else N_("This risk was pointed out")
        yield from teller.say(frame, "risked", (recorded.version,), recorded.fact.what)


def _failed(timeline: Timeline, teller: Teller) -> Said:
    failures = gravest_failures(timeline)
    for recorded in failures[:1]:
        assert isinstance(recorded.fact, FailureDisclosed)
        said = teller.counted(
            "One failure was disclosed", "{n} failures were disclosed, this among them", len(failures)
        )
        yield from teller.said(said, "failed", (recorded.version,), recorded.fact.what_happened)


def _learned(timeline: Timeline, teller: Teller) -> Said:
    lessons = what_was_learned(timeline)
    for recorded in lessons[:1]:
        assert isinstance(recorded.fact, LessonDrawn)
        said = teller.counted("This lesson was drawn", "{n} lessons were drawn, this among them", len(lessons))
        yield from teller.said(said, "learned", (recorded.version,), recorded.fact.statement)


def _now(timeline: Timeline, teller: Teller, closing: Closing) -> Said:
    """What was changed and what goes on; else where the decision stands, and the first of what waits."""
    running = [attempt for attempt in timeline.attempts[-1:] if attempt.ended is None and not attempt.started.history]
    for attempt in running:
        changes = [change for change in attempt.changed if change.what == "adjustment"]
        if changes:
            grounds = attempt.fact.adjustments if isinstance(attempt.fact, RetryStarted) else ()
            versions = [timeline.named[name].version for name in grounds if name in timeline.named]
            said = teller.counted(
                "After one change, attempt {attempt} goes on",
                "After {n} changes, attempt {attempt} goes on",
                len(changes),
                attempt=attempt.number,
            )
            yield from teller.said(said, "now", (attempt.started.version, *versions))
            return
    if running:
        yield from closing.running()
    elif timeline.decision.concluded:  # how it was concluded is told of as what was decided
        yield from all_of(closing.waits(1), closing.next())
    else:
        yield from closing.stands()
