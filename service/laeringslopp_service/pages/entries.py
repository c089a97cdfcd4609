"""The entries of a timeline as a page shows them: one after the other, each in the lane of its level."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from laeringslopp import FailureDisclosed, Recorded, RiskMaterialised, TrialEnded
from laeringslopp.facts import EXTERNAL, Fact
from laeringslopp.story import exceptions, name_of, remark_sentence, sentence, value_label, waiver_sentence
from laeringslopp.timeline import Timeline, TimelineEntry
from laeringslopp_service.pages.asked import Asked
from laeringslopp_service.pages.fulltext import Field, FullText, Source, source
from laeringslopp_service.pages.labels import kind_label
from laeringslopp_service.pages.texts import Texts

MARKEDLY = timedelta(days=28)
"""From when on it is said that something was known long before it was told."""
MONTH_DAYS = 365.25 / 12
DECIDING = frozenset({"direction-chosen", "decision-concluded", "decision-reopened"})
LEARNING = frozenset({"lesson-drawn", "adjustment-made", "retry-started", "lesson-applied"})


@dataclass(frozen=True, slots=True)
class Lane:
    """A level's column, where it has entries to show."""

    level: str
    name: str
    number: int


@dataclass(frozen=True, slots=True)
class Row:
    """One entry in words."""

    version: int
    period: str | None
    """The month (or year) that begins with this entry."""
    when: str
    sentence: str
    kind: str
    tone: str
    """``failure``, ``deciding``, ``learning`` or ``plain``."""
    lane: Lane
    who: str
    caused_by: tuple[int, ...]
    """Versions that the reader sees too."""
    remarks: tuple[str, ...]
    exceptions: tuple[tuple[str, int | None], ...]
    """The waivers that it used, and the entry of each that the reader sees; of a waiver, what became of it."""
    sources: tuple[Source, ...]
    history: bool
    confidence: str | None
    """``reported`` or ``disputed``, in words."""
    lag: str | None
    """How long it was known before it was told, where that is long."""
    learned_late: tuple[tuple[str, str], ...]
    """Levels that came to know of a failure afterwards, and when."""
    unknown_to: tuple[str, ...]
    """Levels that do not know it."""
    fields: tuple[Field, ...]


def lanes(timeline: Timeline, texts: Texts) -> tuple[Lane, ...]:
    """The levels from the top that have something to show, then others."""
    acting = {entry.recorded.by.level for entry in timeline.entries}
    levels = [level for level in (*timeline.levels, EXTERNAL) if level in acting]
    return tuple(Lane(level, texts.words.level(level), number) for number, level in enumerate(levels, start=1))


def silent(timeline: Timeline, texts: Texts) -> tuple[str, ...]:
    """The organisation's levels that no entry comes from."""
    acting = {entry.recorded.by.level for entry in timeline.entries}
    return tuple(texts.words.level(level) for level in timeline.levels if level not in acting)


def rows(timeline: Timeline, page: Asked) -> Iterator[Row]:
    """Every entry, in the order in which it happened."""
    texts = page.texts
    by_level = {lane.level: lane for lane in lanes(timeline, texts)}
    shown = frozenset(entry.version for entry in timeline.entries)
    fulltext = FullText(page, timeline.named, shown)
    last = None
    for entry in timeline.entries:
        period = _period(entry.recorded, texts)
        yield _row(entry, timeline, texts, by_level, fulltext, shown, period if period != last else None)
        last = period


def _row(
    entry: TimelineEntry,
    timeline: Timeline,
    texts: Texts,
    by_level: Mapping[str, Lane],
    fulltext: FullText,
    shown: frozenset[int],
    period: str | None,
) -> Row:
    recorded, words = entry.recorded, texts.words
    is_failure = isinstance(recorded.fact, FailureDisclosed)
    return Row(
        version=entry.version,
        period=period,
        when=words.when(recorded.occurred_at, recorded.occurred_precision),
        sentence=sentence(recorded, timeline.named, words),
        kind=kind_label(recorded.fact, texts),
        tone=_tone(recorded.fact),
        lane=by_level[recorded.by.level],
        who=_who(recorded),
        caused_by=tuple(version for version in entry.caused_by if version in shown),
        remarks=tuple(remark_sentence(rule, words, recorded.history, recorded.fact) for rule in recorded.remarks),
        exceptions=tuple(_exceptions(entry, timeline, texts)),
        sources=tuple(map(source, recorded.sources)),
        history=recorded.history,
        confidence=value_label(recorded.confidence, words) if recorded.confidence != "confirmed" else None,
        lag=_lag(recorded, texts),
        learned_late=tuple(_learned_late(entry, timeline, texts)) if is_failure else (),
        unknown_to=tuple(
            words.level(level) for level in timeline.levels if entry.version in timeline.unknown_to.get(level, ())
        ),
        fields=fulltext.of(recorded),
    )


def _exceptions(entry: TimelineEntry, timeline: Timeline, texts: Texts) -> Iterator[tuple[str, int | None]]:
    for version, rule_id, said in exceptions(entry.recorded, timeline, texts.words):
        yield said, version if rule_id else None
    if (waiver := timeline.waivers.get(entry.version)) is not None:
        yield waiver_sentence(waiver, texts.words), waiver.used_by


def _who(recorded: Recorded) -> str:
    """Role and unit; an organ is its own unit."""
    role, unit = recorded.by.role, recorded.by.unit
    return f"{role}, {unit}" if unit and unit.casefold() != role.casefold() else name_of(recorded.by)


def _tone(fact: Fact) -> str:
    if isinstance(fact, FailureDisclosed):
        return "failure"
    if isinstance(fact, TrialEnded):
        return "plain" if fact.outcome == "succeeded" else "failure"
    if isinstance(fact, RiskMaterialised):
        return "failure" if fact.came_true else "plain"
    if fact.kind in DECIDING:
        return "deciding"
    return "learning" if fact.kind in LEARNING else "plain"


def _period(recorded: Recorded, texts: Texts) -> str:
    is_year = recorded.occurred_precision == "year"
    return texts.words.when(recorded.occurred_at, "year" if is_year else "month")


def _lag(recorded: Recorded, texts: Texts) -> str | None:
    """How long passed from when somebody knew until it was told."""
    fact = recorded.fact
    since = fact.discovered_at if isinstance(fact, FailureDisclosed) else None
    known = since or recorded.occurred_at
    # What was recorded afterwards was told when its sources told it, not when it was put in here.
    told = recorded.known_from or (recorded.occurred_at if recorded.history else recorded.recorded_at)
    passed = told - known
    if passed < MARKEDLY:
        return None
    months = max(1, round(passed.days / MONTH_DAYS))
    return texts.ngettext("Known {n} month before it was told", "Known {n} months before it was told", months)


def _learned_late(entry: TimelineEntry, timeline: Timeline, texts: Texts) -> Iterator[tuple[str, str]]:
    for level in timeline.levels:
        since = entry.known_to.get(level)
        if since is not None and since - entry.recorded.occurred_at >= timedelta(days=1) and _is_shown(since, timeline):
            yield texts.words.level(level), texts.words.when(since, "day")


def _is_shown(since: datetime, timeline: Timeline) -> bool:
    """Whether the moment lies within what the timeline is cut to."""
    moment = timeline.known_at or timeline.as_of
    return moment is None or since <= moment
