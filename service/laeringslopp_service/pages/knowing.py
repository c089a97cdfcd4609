"""What each level knew at a moment, side by side: what the council knew when it decided."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from laeringslopp import (
    CasePresented,
    DecisionConcluded,
    DirectionChosen,
    FailureDisclosed,
    LessonDrawn,
    OversightReceived,
    Recorded,
    RiskAssessed,
    RiskMaterialised,
    Timeline,
    TrialEnded,
)
from laeringslopp.facts.values import Precision
from laeringslopp.story import sentence
from laeringslopp.story.wording import contained
from laeringslopp.timeline import LevelKnew, NotKnown, TimelineEntry, who_knew
from laeringslopp_service.pages.asked import Asked
from laeringslopp_service.pages.entries import tone
from laeringslopp_service.pages.moments import Moments, day_of, default_moment, lies_ahead, moments
from laeringslopp_service.pages.texts import N_

T = TypeVar("T")
OCCASIONS = (DirectionChosen, DecisionConcluded, FailureDisclosed, CasePresented)
WEIGHTY = (
    FailureDisclosed,
    RiskAssessed,
    RiskMaterialised,
    LessonDrawn,
    OversightReceived,
    TrialEnded,
    DirectionChosen,
)
"""What is shown first of what a level did not know; the rest folds."""


@dataclass(frozen=True, slots=True)
class Line:
    """One entry, and what is to be said of who knew it."""

    version: int
    when: str
    sentence: str
    tone: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """One level."""

    level: str
    name: str
    is_deciding: bool
    counted: str
    gaps: tuple[Line, ...]
    """What it did not know, and weighs most."""
    more_gaps: tuple[Line, ...]
    knew: tuple[Line, ...]
    more_knew: tuple[Line, ...]
    link: str
    """The decision's page as that level knew it."""


@dataclass(frozen=True, slots=True)
class KnewPage:
    """One moment, as each level stood before it."""

    decision_id: str
    title: str
    when: str
    at: str
    occasions: tuple[Line, ...]
    notices: tuple[str, ...]
    begins: str | None
    """Where nothing was on record: the day to ask for instead."""
    is_empty: bool
    """Whether there is nothing to set side by side."""
    columns: tuple[Column, ...]
    withheld: int
    moments: Moments


def knew_page(page: Asked, decision_id: str) -> KnewPage:
    """The page of a moment. Raises Unknown, Invalid and PageProblem."""
    whole = page.register.timeline(decision_id, reader=page.reader)
    text = page.query.get("day") or page.query.get("at") or default_moment(whole, page)
    asked = page.moment("day") or page.moment("at") or page.moment_in(text)
    timeline = page.register.timeline(decision_id, asked, asked, reader=page.reader)
    at, now, texts = timeline.known_at, page.register.now(), page.texts
    assert at is not None
    notices, begins = [], None
    if lies_ahead(asked, now):
        notices.append(texts.say(N_("The moment you asked for lies ahead; this is how it stands now.")))
    if not timeline.entries and whole.entries:
        begins = day_of(whole.entries[0].recorded.occurred_at)
        first = texts.words.day(whole.entries[0].recorded.occurred_at.date())
        notices.append(texts.say(N_("Nothing was on record by then. The first entry is of {date}."), date=first))
    opened = whole.decision.opened
    return KnewPage(
        decision_id=decision_id,
        title=contained(opened.title) if opened else texts.say(N_("A decision that is withheld")),
        when=texts.words.when(at, _precision(asked)),
        at=text,
        occasions=tuple(_occasions(timeline, at, _precision(asked), page)),
        notices=tuple(notices),
        begins=begins,
        is_empty=not timeline.entries,
        columns=tuple(_columns(timeline, opened.deciding_level if opened else None, text, page)),
        withheld=len(timeline.withheld),
        moments=moments(whole, page),
    )


def _precision(asked: object) -> Precision:
    return "minute" if isinstance(asked, datetime) else "day"


def _occasions(timeline: Timeline, at: datetime, precision: Precision, page: Asked) -> Iterator[Line]:
    """What happened at that very moment, or on that day: the choice that is looked back at."""
    for entry in timeline.entries:
        recorded = entry.recorded
        is_then = recorded.occurred_at.date() == at.date() if precision == "day" else recorded.occurred_at == at
        if is_then and isinstance(recorded.fact, OCCASIONS):
            yield _line(recorded, timeline, page)


def _columns(timeline: Timeline, deciding: str | None, at: str, page: Asked) -> Iterator[Column]:
    texts, total = page.texts, len(timeline.entries)
    lines = {entry.version: _line(entry.recorded, timeline, page) for entry in timeline.entries}
    for knew in who_knew(timeline):
        gaps, more_gaps = _by_weight(knew.not_known, lambda each: each.entry)
        known, more_known = _by_weight(knew.knew, lambda each: each)
        yield Column(
            level=knew.level,
            name=texts.words.level(knew.level),
            is_deciding=knew.level == deciding,
            counted=_counted(knew, total, page),
            gaps=tuple(_gap(each, lines[each.entry.version], page) for each in gaps),
            more_gaps=tuple(_gap(each, lines[each.entry.version], page) for each in more_gaps),
            knew=tuple(lines[each.version] for each in known),
            more_knew=tuple(lines[each.version] for each in more_known),
            link=page.to(f"/decisions/{timeline.decision.decision_id}", known_at=at, level=knew.level),
        )


def _by_weight(found: Sequence[T], entry_of: Callable[[T], TimelineEntry]) -> tuple[list[T], list[T]]:
    """What weighs most, and the rest; where nothing weighs more than the rest, all of it stands first."""
    weighty = [each for each in found if isinstance(entry_of(each).recorded.fact, WEIGHTY)]
    rest = [each for each in found if not isinstance(entry_of(each).recorded.fact, WEIGHTY)]
    return (weighty, rest) if weighty else (rest, [])


def _counted(knew: LevelKnew, total: int, page: Asked) -> str:
    number = page.texts.words.number(len(knew.knew))
    return page.texts.ngettext("Knew {known} of one entry", "Knew {known} of {n} entries", total, known=number)


def _gap(each: NotKnown, line: Line, page: Asked) -> Line:
    texts, words = page.texts, page.texts.words
    since = words.when(each.since, _as_known(each))
    if each.known_by:
        knew = words.these([words.level(level) for level in each.known_by])
        could = texts.say(N_("Could have known since {date}: {levels} knew"), date=since, levels=knew)
    else:
        could = texts.say(N_("Could have known since {date}: it was in the register"), date=since)
    if each.told_at is None:
        told = texts.say(N_("Not on record as told since"))
    else:
        told = texts.say(N_("Came to know {date}"), date=words.when(each.told_at, "day"))
    return replace(line, notes=(could, told))


def _as_known(each: NotKnown) -> Precision:
    """How precisely it can be said since when: as precisely as the entry itself, where it was known at once."""
    recorded = each.entry.recorded
    precision = recorded.occurred_precision
    return precision if each.since == recorded.occurred_at and precision in ("month", "year") else "day"


def _line(recorded: Recorded, timeline: Timeline, page: Asked) -> Line:
    words = page.texts.words
    when = words.when(recorded.occurred_at, recorded.occurred_precision or "day")
    return Line(recorded.version, when, sentence(recorded, timeline.named, words), tone(recorded.fact))
