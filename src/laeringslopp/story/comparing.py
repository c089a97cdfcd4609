"""What came between two looks at a decision, in plain sentences and as the exchange format shows it."""

from collections.abc import Iterator
from typing import Any

from laeringslopp.entry import Recorded
from laeringslopp.facts import (
    AlternativeProposed,
    Attempt,
    DirectionChosen,
    FailureCorrected,
    FailureDisclosed,
    RiskAssessed,
    RiskMaterialised,
)
from laeringslopp.rules import Owed
from laeringslopp.story.dutywords import duty_sentence
from laeringslopp.story.standing import LAST, said_of, summary
from laeringslopp.story.telling import Json, tell_duty, tell_entry, tell_open, withheld_to
from laeringslopp.story.wording import N_, Language, Wording, quoted, wording
from laeringslopp.timeline import CameRound, Closed, Comparison, Difference, Measured, Settled, Side, Timeline

RESOLVED = "resolved"
"""The part of a comparison, in JSON and on the page, that tells what was open and is no more."""
CLOSED = {
    "failure-without-lesson": N_("A lesson was drawn from this failure: “{what}”"),
    "trial-running": N_("This trial has ended: “{what}”"),
    "question-unanswered": N_("This question was answered: “{what}”"),
    "oversight-unanswered": N_("This oversight was answered: “{what}”"),
    "risk-unresolved": N_("This risk came true: “{what}”"),
    "lesson-unread": N_("{level} has read this lesson: “{what}”"),
    "lesson-not-shared": N_("This lesson was shared: “{what}”"),
}
NOT_TRUE = N_("This risk did not come true: “{what}”")
CAME_ROUND = N_("What failed here taught something, and was tried again: “{what}”")
GIVEN_UP = N_("No new attempt is asked for, since the decision does not go on: “{what}”")
STATUS = {
    "open": N_("The decision was taken up again."),
    "adopted": N_("The decision was adopted."),
    "abandoned": N_("The decision was given up."),
    "superseded": N_("Something else took the place of the decision."),
    "deferred": N_("The decision was put off."),
}
RISK = {
    "probability": N_("The probability of this risk is now {after}; it was {before}: “{what}”"),
    "likelihood": N_("On a scale to 5 this risk is now {after}; it was {before}: “{what}”"),
    "consequence": N_("The consequence of this risk is now {after}; it was {before}: “{what}”"),
    "tolerance": N_("Of this risk it was said “{before}”, and now “{after}”: “{what}”"),
    "severity": N_("The severity of this failure is now {after}; it was {before}: “{what}”"),
}
FINDING = {
    "confirmed": N_("This failure is now confirmed: “{what}”"),
    "unfounded": N_("This failure was found to be unfounded: “{what}”"),
}
VALUES = {
    "minor": N_("minor"),
    "moderate": N_("moderate"),
    "serious": N_("serious"),
    "critical": N_("critical"),
    "tolerated": N_("tolerated"),
    "to-be-reduced": N_("to be reduced"),
    "not-tolerated": N_("not tolerated"),
}
AHEAD: dict[Side, str] = {
    "from": N_("The first moment lies ahead. It shows how things stand now."),
    "to": N_("The second moment lies ahead. It shows how things stand now."),
}


def comparison_summary(comparison: Comparison, words: Wording) -> str:
    """How much came between, in short sentences."""
    resolved = len(comparison.closed) + len(comparison.came_round) + len(comparison.settled)
    added, changed = len(comparison.added), len(comparison.changed)
    counted = []
    if added:
        counted.append(words.ngettext("One entry was added.", "{n} entries were added.", added))
    if resolved:
        counted.append(words.ngettext("One thing was resolved.", "{n} things were resolved.", resolved))
    if changed:
        counted.append(words.ngettext("One thing changed.", "{n} things changed.", changed))
    return " ".join(counted) or words.text(N_("Nothing is different between the two moments."))


def comparison_notices(comparison: Comparison, words: Wording) -> Iterator[str]:
    """What a reader should know of the moments before reading what differs."""
    for side in comparison.ahead:
        yield words.text(AHEAD[side])
    if comparison.level is not None:
        level = words.level(comparison.level)
        yield words.say(N_("Only what {level} knew is compared."), level=level)
    if comparison.before.entries:
        return
    if comparison.begins is None:
        yield words.text(N_("Nothing of this decision is to be seen at either moment."))
    else:
        first = words.day(comparison.begins.date())
        yield words.say(N_("At the first moment there is nothing to see. The first is of {date}."), date=first)


def closed_sentence(closed: Closed, timeline: Timeline, words: Wording) -> str:
    """What is no longer open, and how."""
    entry = timeline.entry(closed.by) if closed.by else None
    text = CLOSED[closed.open.what]
    match entry.recorded.fact if entry else None:
        case FailureCorrected():
            text = FINDING["unfounded"]
        case RiskMaterialised(came_true=False):
            text = NOT_TRUE
    level = words.level(closed.open.level) if closed.open.level else ""
    return words.say(text, what=quoted(said_of(closed.open)), level=level)


def came_round_sentence(each: CameRound, words: Wording) -> str:
    """A learning loop that has come round."""
    return words.say(CAME_ROUND if each.loop.retry else GIVEN_UP, what=quoted(_said(each.begun)))


def settled_sentence(settled: Settled, timeline: Timeline, words: Wording) -> str:
    """A duty, and that it was met or fell away."""
    owed = _duty(settled.owed, timeline, words)
    if settled.met_on is None:
        settled_how = words.text(N_("No longer asked for."))
    else:
        settled_how = words.say(N_("Done on {date}."), date=words.day(settled.met_on))
    return f"{settled_how} {owed}"


def owed_sentence(owed: Owed, timeline: Timeline, words: Wording) -> str:
    """A duty that came, or whose day has passed."""
    said = _duty(owed, timeline, words)
    passed = words.text(N_("The day has passed."))
    return f"{passed} {said}" if owed.overdue else said


def _duty(owed: Owed, timeline: Timeline, words: Wording) -> str:
    entry = timeline.entry(owed.version)
    return duty_sentence(owed, entry.recorded if entry else None, words)


def difference_sentence(each: Difference, timeline: Timeline, words: Wording) -> str:
    """What is otherwise now; ``timeline`` is the later look."""
    what = quoted(_said(each.about))
    match each.what:
        case "status":
            return words.text(STATUS[str(each.after)])
        case "direction":
            return _direction(each, timeline, words)
        case "outcome":
            ended = words.text(LAST[each.after])  # type: ignore[index]  # an outcome is what an attempt ended as
            return words.say(N_("This trial {ended}: “{what}”"), ended=ended, what=what)
        case "criterion":
            return _criterion(each, words)
        case "finding":
            return words.say(FINDING[str(each.after)], what=what)
        case "account":
            return words.say(N_("What is told of this failure was corrected: “{what}”"), what=what)
    before, after = _value(each, each.before, words), _value(each, each.after, words)
    return words.say(RISK[each.what], before=before, after=after, what=what)


def _direction(each: Difference, timeline: Timeline, words: Wording) -> str:
    before, after = each.before, each.after
    now, until = _chosen(after, timeline)
    if not isinstance(before, Recorded):
        return words.say(N_("A direction was chosen: “{what}”"), what=quoted(now))
    was, _ = _chosen(before, timeline)
    if was != now:
        return words.say(
            N_("The direction was “{before}”, and is now “{after}”"), before=quoted(was), after=quoted(now)
        )
    if until is None:
        return words.say(N_("The choice no longer has a last day: “{what}”"), what=quoted(now))
    return words.say(N_("The choice now holds until {date}: “{what}”"), date=words.day(until), what=quoted(now))


def _chosen(recorded: Any, timeline: Timeline) -> tuple[str, Any]:
    fact = recorded.fact if isinstance(recorded, Recorded) else None
    if not isinstance(fact, DirectionChosen):
        return "", None
    alternative = timeline.named.get(fact.alternative_id or "")
    return fact.what or _said(alternative) or fact.alternative_id or "", fact.until


def _criterion(each: Difference, words: Wording) -> str:
    after, before = each.after, each.before
    if not isinstance(after, Measured):
        return ""
    asked, unit = words.criterion(after.criterion), after.criterion.unit
    was = before.observed if isinstance(before, Measured) else None
    values = {
        "criterion": asked,
        "before": words.text(N_("not measured")) if was is None else words.amount(was, unit),
        "after": words.text(N_("not measured")) if after.observed is None else words.amount(after.observed, unit),
    }
    text = N_("{criterion}: then {before}, now {after}, met")
    return words.say(text if after.met else N_("{criterion}: then {before}, now {after}, not met"), **values)


def _value(each: Difference, value: object, words: Wording) -> str:
    if value is None:
        return words.text(N_("not stated"))
    if isinstance(value, str):
        return words.text(VALUES[value])
    if isinstance(value, int | float):
        return words.amount(round(value * 100), "%") if each.what == "probability" else words.number(value)
    return ""


def _said(recorded: Recorded | None) -> str:
    match recorded.fact if recorded else None:
        case AlternativeProposed() as fact:
            return fact.title
        case Attempt() as fact:
            return fact.hypothesis
        case RiskAssessed() as fact:
            return fact.what
        case FailureDisclosed() as fact:
            return fact.what_happened
    return ""


def learned_sentence(level: str, number: int, words: Wording) -> str:
    """How much a level has come to know that had happened before the first moment."""
    return words.ngettext(
        "{level} has come to know one entry that it did not know then.",
        "{level} has come to know {n} entries that it did not know then.",
        number,
        level=words.level(level),
    )


def tell_comparison(comparison: Comparison, language: Language) -> Json:
    """The whole comparison; what is not known is left out."""
    words, before, after = wording(language), comparison.before, comparison.after
    opened = after.decision.opened
    told: Json = {
        "decision_id": after.decision.decision_id,
        "version": after.version,
        "title": opened.title if opened else None,
        "level": comparison.level,
        "begins": comparison.begins.isoformat() if comparison.begins else None,
    }
    return {
        **{name: value for name, value in told.items() if value is not None},
        "summary": comparison_summary(comparison, words),
        "notices": list(comparison_notices(comparison, words)),
        "from": _side("from", before, comparison, words),
        "to": _side("to", after, comparison, words),
        "added": [tell_entry(entry, after, words) for entry in comparison.added],
        RESOLVED: list(_resolved(comparison, words)),
        "changed": [_difference(each, after, words) for each in comparison.changed],
        "opened": [tell_open(each, words) for each in comparison.opened],
        "owed": [_owed(each, after, words) for each in comparison.owed],
        "learned": [
            {"level": level, "versions": list(versions), "sentence": learned_sentence(level, len(versions), words)}
            for level, versions in comparison.learned.items()
            if versions
        ],
        "withheld": withheld_to(after.withheld, public=after.is_public),
    }


def _side(side: Side, timeline: Timeline, comparison: Comparison, words: Wording) -> Json:
    assert timeline.known_at is not None
    return {
        "at": timeline.known_at.isoformat(),
        "is_ahead": side in comparison.ahead,
        "status": timeline.decision.status,
        "summary": summary(timeline, words) if timeline.entries else "",
        "entries": len(timeline.entries),
        "open": len(timeline.open),
        "unknown_to": {level: len(versions) for level, versions in timeline.unknown_to.items()},
    }


def _resolved(comparison: Comparison, words: Wording) -> Iterator[Json]:
    after = comparison.after
    for closed in comparison.closed:
        told = {"what": closed.open.what, "version": closed.open.version, "by": closed.by, "level": closed.open.level}
        yield _known(**told, sentence=closed_sentence(closed, after, words))
    for each in comparison.came_round:
        version = each.begun.version if each.begun else None
        yield _known(what="loop", version=version, by=each.by, sentence=came_round_sentence(each, words))
    for settled in comparison.settled:
        owed, met_on = settled.owed, settled.met_on.isoformat() if settled.met_on else None
        told = {"what": "duty", "rule_id": owed.rule_id, "version": owed.version, "level": owed.level, "met_on": met_on}
        yield _known(**told, sentence=settled_sentence(settled, after, words))


def _owed(owed: Owed, timeline: Timeline, words: Wording) -> Json:
    entry = timeline.entry(owed.version)
    told = tell_duty(owed, entry.recorded if entry else None, words)
    return {**told, "sentence": owed_sentence(owed, timeline, words)}


def _difference(each: Difference, timeline: Timeline, words: Wording) -> Json:
    told: Json = {"what": each.what, "version": each.about.version if each.about else None, "by": each.by}
    if isinstance(each.after, Measured):
        told["name"] = each.after.criterion.metric
    values = {"from": _plain(each.before), "to": _plain(each.after)}
    return _known(**told, **values, sentence=difference_sentence(each, timeline, words))


def _plain(value: object) -> Any:
    match value:
        case Recorded():
            return {"version": value.version}
        case Measured():
            return _known(observed=value.observed, met=value.met)
    return value


def _known(**values: Any) -> Json:
    return {name: value for name, value in values.items() if value is not None}
