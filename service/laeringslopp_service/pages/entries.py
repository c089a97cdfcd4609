"""The entries of a timeline in words, each in the lane of its level; oversight has one of its own."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from laeringslopp import (
    FailureDisclosed,
    ObservationRecorded,
    OversightReceived,
    Recorded,
    RiskMaterialised,
    TrialEnded,
)
from laeringslopp.facts import EXTERNAL, AccountDisputed, Criterion, Fact
from laeringslopp.facts.values import Precision
from laeringslopp.story import exceptions, name_of, remark_sentence, sentence, value_label, waiver_sentence
from laeringslopp.timeline import Timeline, TimelineEntry, citations, could_have_known, followed_by
from laeringslopp_service.pages.asked import Asked
from laeringslopp_service.pages.fulltext import Field, FullText, Source, source
from laeringslopp_service.pages.labels import kind_label
from laeringslopp_service.pages.spans import months
from laeringslopp_service.pages.texts import N_, Texts
from laeringslopp_service.pages.ways import Way, Ways

MARKEDLY = timedelta(days=28)
"""From when on it is said that something was known long before it was told."""
DAY = timedelta(days=1)
OVERSIGHT = "oversight"
"""The lane of what supervisors, auditors and courts said."""
DECIDING = frozenset({"direction-chosen", "decision-concluded", "decision-reopened"})
LEARNING = frozenset({"lesson-drawn", "adjustment-made", "retry-started", "lesson-applied"})
MINOR = frozenset({"observation-recorded", "tags-added", "access-changed", "decision-linked"})
"""What folds where several of them follow each other; nothing of it is left out."""


class Lane(NamedTuple):
    """A column of the timeline, where there is something to show in it."""

    level: str
    name: str
    number: int


class Row(NamedTuple):
    """One entry in words."""

    version: int
    when: str
    day: str
    """As ``when``, without the hour."""
    month: str
    """The month, or the year, in which it occurred."""
    sentence: str
    kind: str
    tone: str
    """``failure``, ``deciding``, ``learning`` or ``plain``."""
    lane: Lane
    who: str
    caused_by: tuple[int, ...]
    """Versions that the reader sees too."""
    followed_by: tuple[int, ...]
    remarks: tuple[str, ...]
    exceptions: tuple[tuple[str, int | None], ...]
    """The waivers that it used, and the entry of each that the reader sees; of a waiver, what became of it."""
    disputed_by: tuple[int, ...]
    sources: tuple[tuple[Source, int], ...]
    """Each with its number in the list of sources."""
    times: tuple[str, ...]
    """When it became known and when it was recorded, where that is another day than when it happened."""
    confidence: str | None
    """``reported`` or ``disputed``, in words."""
    lag: str | None
    """How long it was known before it was told, where that is long."""
    learned_late: tuple[str, ...]
    """Levels that came to know of a failure afterwards, when, and since when they could have known."""
    unknown_to: tuple[Lane | str, ...]
    """Levels that do not know it: by their lane where they have one."""
    fields: tuple[Field, ...]
    is_minor: bool
    ways: tuple[Way, ...]
    """What one may record of it."""


def lanes(timeline: Timeline, texts: Texts) -> tuple[Lane, ...]:
    """The levels from the top that have something to show, then oversight, then others."""
    acting = {lane_of(entry.recorded) for entry in timeline.entries}
    names = {level: texts.words.level(level) for level in (*timeline.levels, EXTERNAL)}
    names[OVERSIGHT] = texts.say(N_("oversight and audit"))
    order = [level for level in (*timeline.levels, OVERSIGHT, EXTERNAL) if level in acting]
    return tuple(Lane(level, names[level], number) for number, level in enumerate(order, start=1))


def lane_of(recorded: Recorded) -> str:
    """Oversight stands in its own lane whoever recorded it, all else in the lane of whose act it was."""
    return OVERSIGHT if isinstance(recorded.fact, OversightReceived) else recorded.by.level


def silent(timeline: Timeline, texts: Texts) -> tuple[str, ...]:
    """The organisation's levels that no entry comes from."""
    acting = {entry.recorded.by.level for entry in timeline.entries}
    return tuple(texts.words.level(level) for level in timeline.levels if level not in acting)


class Rows:
    """Makes the rows of one timeline."""

    def __init__(self, timeline: Timeline, page: Asked, ways: Ways) -> None:
        self.timeline, self.texts, self.words = timeline, page.texts, page.texts.words
        self.ways, self.is_known_case = ways, ways.is_known_case
        self.lanes = lanes(timeline, self.texts)
        self._by_level = {lane.level: lane for lane in self.lanes}
        self._shown = frozenset(entry.version for entry in timeline.entries)
        self._fulltext = FullText(page, timeline.named, self._shown)
        self._followed = followed_by(timeline)
        self._numbers = {each.text: each.number for each in citations(timeline)}
        self._sources: dict[str, tuple[Source, int]] = {}
        self._unknown = [
            (self._by_level.get(level) or self.words.level(level), frozenset(versions))
            for level, versions in timeline.unknown_to.items()
        ]
        self._criteria: Mapping[tuple[str, str], Criterion] = {
            (attempt.fact.trial_id, criterion.metric): criterion
            for attempt in timeline.attempts
            for criterion in attempt.fact.criteria
        }
        self._months: dict[tuple[int, int, Precision], str] = {}
        self._disputed: dict[int, list[int]] = {}
        for entry in timeline.entries:
            if isinstance(entry.recorded.fact, AccountDisputed):
                self._disputed.setdefault(entry.recorded.fact.disputed_version, []).append(entry.version)

    def __iter__(self) -> Iterator[Row]:
        return map(self._row, self.timeline.entries)

    def _row(self, entry: TimelineEntry) -> Row:
        recorded, words, texts, version = entry.recorded, self.words, self.texts, entry.recorded.version
        fact = recorded.fact
        precision = recorded.occurred_precision
        period: Precision = "year" if precision == "year" else "month"
        when = words.when(recorded.occurred_at, precision)
        has_waivers = recorded.waived or version in self.timeline.waivers
        return Row(
            version=version,
            when=when,
            day=when if precision in ("year", "month", "day") else words.when(recorded.occurred_at, "day"),
            month=self._month(recorded.occurred_at, period),
            sentence=sentence(recorded, self.timeline.named, words),
            kind=kind_label(fact, texts),
            tone=tone(fact),
            lane=self._by_level.get(lane_of(recorded)) or Lane(recorded.by.level, words.level(recorded.by.level), 1),
            who=who(recorded),
            caused_by=tuple(cause for cause in entry.caused_by if cause in self._shown) if entry.caused_by else (),
            followed_by=self._followed.get(version, ()),
            remarks=tuple(remark_sentence(rule, words, recorded.history, fact) for rule in recorded.remarks),
            exceptions=tuple(self._exceptions(recorded)) if has_waivers else (),
            disputed_by=tuple(self._disputed.get(version, ())),
            sources=tuple(map(self._source, recorded.sources)),
            times=tuple(self._times(recorded)),
            confidence=value_label(recorded.confidence, words) if recorded.confidence != "confirmed" else None,
            lag=_lag(recorded, texts),
            learned_late=tuple(self._learned_late(entry)) if isinstance(fact, FailureDisclosed) else (),
            unknown_to=tuple(level for level, versions in self._unknown if version in versions),
            fields=self._fulltext.of(recorded),
            is_minor=self._is_minor(recorded),
            ways=self.ways.of_entry(recorded),
        )

    def _month(self, at: datetime, period: Precision) -> str:
        key = (at.year, at.month, period)
        made = self._months.get(key)
        if made is None:
            made = self._months[key] = self.words.when(at, period)
        return made

    def _source(self, citation: str) -> tuple[Source, int]:
        made = self._sources.get(citation)
        if made is None:
            made = self._sources[citation] = (source(citation), self._numbers[citation])
        return made

    def _exceptions(self, recorded: Recorded) -> Iterator[tuple[str, int | None]]:
        if recorded.waived:
            for version, rule_id, said in exceptions(recorded, self.timeline, self.words):
                yield said, version if rule_id else None
        if (waiver := self.timeline.waivers.get(recorded.version)) is not None:
            yield waiver_sentence(waiver, self.words), waiver.used_by

    def _times(self, recorded: Recorded) -> Iterator[str]:
        """What a known case says of itself once is not said again for each entry."""
        fact, at = recorded.fact, recorded.occurred_at
        found = fact.discovered_at if isinstance(fact, FailureDisclosed) else None
        if found is not None and abs(found - at) >= DAY:
            yield self.texts.say(N_("discovered {date}"), date=self.words.when(found, "day"))
        if recorded.known_from is not None and recorded.known_from >= recorded.when.end:
            yield self.texts.say(N_("generally known from {date}"), date=self.words.when(recorded.known_from, "day"))
        if recorded.history:
            if not self.is_known_case:
                then = self.words.when(recorded.recorded_at, "day")
                yield self.texts.say(N_("recorded afterwards, {date}"), date=then)
        elif recorded.recorded_at - at >= DAY and recorded.recorded_at >= recorded.when.end:
            yield self.texts.say(N_("recorded {date}"), date=self.words.when(recorded.recorded_at, "day"))

    def _learned_late(self, entry: TimelineEntry) -> Iterator[str]:
        words = self.words
        moment = self.timeline.known_at or self.timeline.as_of
        for level in self.timeline.levels:
            since = entry.known_to.get(level)
            if since is None or since - entry.recorded.occurred_at < DAY or (moment is not None and since > moment):
                continue
            name = words.level(level)
            could = could_have_known(entry, level, self.timeline.levels).could_since
            values = {"level": name[:1].upper() + name[1:], "date": words.when(since, "day")}
            if could is not None and since - could >= DAY:
                said = N_("{level}: knew from {date}, and could have known from {earlier}")
                yield self.texts.say(said, **values, earlier=words.when(could, "day"))
            else:
                yield self.texts.say(N_("{level}: knew from {date}"), **values)

    def _is_minor(self, recorded: Recorded) -> bool:
        """A goal that was missed, what others tell otherwise and what is remarked on stands for itself."""
        fact = recorded.fact
        if fact.kind not in MINOR or recorded.remarks or recorded.version in self._disputed:
            return False
        if isinstance(fact, ObservationRecorded) and fact.trial_id and fact.metric and fact.value is not None:
            criterion = self._criteria.get((fact.trial_id, fact.metric))
            return criterion is None or criterion.is_met_by(fact.value)
        return True


def who(recorded: Recorded) -> str:
    """Role and unit; an organ is its own unit."""
    role, unit = recorded.by.role, recorded.by.unit
    return f"{role}, {unit}" if unit and unit.casefold() != role.casefold() else name_of(recorded.by)


def tone(fact: Fact) -> str:
    """How loud an entry is: ``failure``, ``deciding``, ``learning`` or ``plain``."""
    if isinstance(fact, FailureDisclosed):
        return "failure"
    if isinstance(fact, TrialEnded):
        return "plain" if fact.outcome == "succeeded" else "failure"
    if isinstance(fact, RiskMaterialised):
        return "failure" if fact.came_true else "plain"
    if fact.kind in DECIDING:
        return "deciding"
    return "learning" if fact.kind in LEARNING else "plain"


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
    return texts.ngettext("Known {n} month before it was told", "Known {n} months before it was told", months(passed))
