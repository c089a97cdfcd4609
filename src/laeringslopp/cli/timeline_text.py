"""A timeline as blocks of text: what stands on the left, what it says, and how loud."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from laeringslopp.entry import Recorded
from laeringslopp.facts import Criterion, Money
from laeringslopp.facts.trying import TrialOutcome
from laeringslopp.story import (
    Wording,
    exceptions,
    open_sentence,
    remark_sentence,
    sentence,
    summary,
    waiver_sentence,
)
from laeringslopp.story.standing import AHEAD, LAST
from laeringslopp.story.wording import N_
from laeringslopp.timeline import AttemptShown, Changed, Loop, Measured, Step, Timeline

Tone = Literal["title", "plain", "quiet", "failure", "learned", "decided"]
STEPS: dict[Step, str] = {
    "failure": N_("failure"),
    "lesson": N_("lesson"),
    "adjustment": N_("change"),
    "retry": N_("new attempt"),
}
TONES: dict[str, Tone] = {
    "failure-disclosed": "failure",
    "risk-materialised": "failure",
    "lesson-drawn": "learned",
    "lesson-shared": "learned",
    "lesson-acknowledged": "learned",
    "lesson-applied": "learned",
    "adjustment-made": "learned",
    "retry-started": "learned",
    "direction-chosen": "decided",
    "decision-concluded": "decided",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One thing to say, and the date, number or mark that stands before it."""

    left: str
    said: str
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Block:
    """Rows under a heading; the first block of a timeline has none."""

    heading: str
    rows: tuple[Row, ...]

    def plain(self) -> Iterator[str]:
        """The block without colour, and an empty line after it."""
        if self.heading:
            yield self.heading
        width = max((len(row.left) for row in self.rows), default=0)
        margin = "  " if self.heading else ""
        for row in self.rows:
            yield f"{margin}{row.left:<{width}}  {row.said}".rstrip() if width else f"{margin}{row.said}"
        yield ""


def blocks(timeline: Timeline, words: Wording) -> Iterator[Block]:
    """Status and summary, attempts, loops, entries by date, what is open, and what each level does not know."""
    yield Block("", tuple(_head(timeline, words)))
    told = [
        (N_("Attempts"), [row for attempt in timeline.attempts for row in _attempt(attempt, words)]),
        (N_("Learning loops"), [_loop(loop, timeline, words) for loop in timeline.loops]),
        (N_("Entries"), list(_entries(timeline, words))),
        (N_("Open"), [Row(f"{waiting.version}", open_sentence(waiting, words)) for waiting in timeline.open]),
        (N_("Not known to"), list(_unknown(timeline, words))),
        (N_("Withheld"), list(_withheld(timeline, words))),
    ]
    for heading, rows in told:
        if rows:
            yield Block(words.text(heading), tuple(rows))


def _head(timeline: Timeline, words: Wording) -> Iterator[Row]:
    decision = timeline.decision
    if (opened := decision.opened or timeline.opened) is not None:
        yield Row("", opened.title, "title")
        yield Row("", opened.question)
    yield Row("", summary(timeline, words), "title")
    # An id is no word to begin with a capital: it is copied into the next command.
    where = words.text(N_("{decision}, version {version}"))
    yield Row("", where.format(decision=decision.decision_id, version=timeline.version))
    if timeline.as_of is not None:
        yield Row("", words.say(N_("What had happened by {when}."), when=words.when(timeline.as_of)))
    level = words.level(timeline.level) if timeline.level is not None else None
    if timeline.known_at is not None:
        when = words.when(timeline.known_at)
        if level is None:
            yield Row("", words.say(N_("What was known by {when}."), when=when))
        else:
            yield Row("", words.say(N_("What {level} knew by {when}."), when=when, level=level))
    elif level is not None:
        yield Row("", words.say(N_("What {level} knows."), level=level))
    if timeline.ahead:
        yield Row("", words.text(AHEAD))


def _attempt(attempt: AttemptShown, words: Wording) -> Iterator[Row]:
    yield Row(f"{attempt.number}", attempt.fact.hypothesis, "title")
    began = _when(attempt.started, words)
    outcome, tone = words.text(LAST[attempt.outcome]), _tone(attempt.outcome)
    if attempt.ended is None:
        yield Row("", f"{began}: {outcome}", tone)
    else:
        ended = _when(attempt.ended, words)
        yield Row("", f"{began}: {outcome}" if ended == began else f"{began} – {ended}: {outcome}", tone)
    for measured in attempt.criteria:
        yield _measured(measured, words)
    for changed in attempt.changed:
        if changed.what == "hypothesis":
            continue  # it is the attempt's own heading
        yield Row("", _changed(changed, words), "learned")


def _tone(outcome: TrialOutcome | None) -> Tone:
    return "plain" if outcome in ("succeeded", None) else "failure"


def _measured(measured: Measured, words: Wording) -> Row:
    asked = words.criterion(measured.criterion)
    if measured.observed is None:
        return Row("", words.say(N_("{criterion}: not measured here"), criterion=asked), "quiet")
    value = words.amount(measured.observed, measured.criterion.unit)
    if measured.met:
        return Row("", words.say(N_("{criterion}: measured {value}, met"), criterion=asked, value=value))
    return Row("", words.say(N_("{criterion}: measured {value}, not met"), criterion=asked, value=value), "failure")


def _changed(changed: Changed, words: Wording) -> str:
    after = _value(changed.to, words)
    said = f"{_value(changed.from_, words)} → {after}" if changed.from_ else after
    different = words.text(N_("Different this time:"))
    return f"{different} {changed.name}: {said}" if changed.name else f"{different} {said}"


def _value(value: str | Criterion | Money | None, words: Wording) -> str:
    match value:
        case Criterion():
            return words.criterion(value)
        case Money():
            return words.money(value)
    return value or "–"


def _loop(loop: Loop, timeline: Timeline, words: Wording) -> Row:
    number = next((str(attempt.number) for attempt in timeline.attempts if attempt.fact.trial_id == loop.trial_id), "–")
    if not loop.closed:
        missing = words.these([words.text(STEPS[step]) for step in loop.missing])
        begun = (timeline.named[name] for name in (loop.trial_id, *loop.failures) if name and name in timeline.named)
        is_history = all(recorded.history for recorded in begun)
        absent = N_("Not found in the sources: {missing}.") if is_history else N_("Not recorded here: {missing}.")
        return Row(number, words.say(absent, missing=missing), "failure")
    if loop.took is None:
        return Row(number, words.text(N_("Has come round.")), "learned")
    days = words.ngettext("Came round in one day.", "Came round in {n} days.", loop.took.days)
    return Row(number, days, "learned")


def _entries(timeline: Timeline, words: Wording) -> Iterator[Row]:
    for entry in timeline.entries:
        recorded = entry.recorded
        left = f"{entry.version:>3}  {_when(recorded, words)}, {words.level(recorded.by.level)}"
        yield Row(left, sentence(recorded, timeline.named, words), TONES.get(recorded.fact.kind, "plain"))
        for rule_id in recorded.remarks:
            yield Row("", remark_sentence(rule_id, words, recorded.history, recorded.fact), "quiet")
        for _, _, said in exceptions(recorded, timeline, words):
            yield Row("", said, "failure")
        if (waiver := timeline.waivers.get(entry.version)) is not None:
            yield Row("", waiver_sentence(waiver, words), "quiet")


def _unknown(timeline: Timeline, words: Wording) -> Iterator[Row]:
    for level, versions in timeline.unknown_to.items():
        if versions:
            count = words.ngettext("One entry", "{n} entries", len(versions))
            yield Row(words.say("{level}", level=words.level(level)), f"{count}: {_ranges(versions)}")


def _ranges(versions: tuple[int, ...]) -> str:
    """Versions as a person writes them: 1–4, 7."""
    spans: list[list[int]] = []
    for version in sorted(versions):
        if spans and version == spans[-1][1] + 1:
            spans[-1][1] = version
        else:
            spans.append([version, version])
    return ", ".join(f"{first}" if first == last else f"{first}–{last}" for first, last in spans)


def _withheld(timeline: Timeline, words: Wording) -> Iterator[Row]:
    if timeline.withheld:
        grounds = sorted({withheld.ground for withheld in timeline.withheld if withheld.ground})
        count = words.ngettext("One entry", "{n} entries", len(timeline.withheld))
        yield Row("", f"{count}: {', '.join(grounds)}" if grounds else count, "quiet")


def _when(recorded: Recorded, words: Wording) -> str:
    """The day it occurred, or as much of it as is known; the clock is left to the JSON."""
    precision = recorded.occurred_precision
    return words.when(recorded.occurred_at, precision if precision in ("year", "month") else "day")
