"""How a story ends: where the decision stands, what waits, who does not know, and what is not shown."""

from collections.abc import Iterable, Iterator
from typing import Any

from laeringslopp.facts import (
    AlternativeProposed,
    DecisionConcluded,
    DirectionChosen,
    FailureDisclosed,
    LessonDrawn,
    OversightReceived,
    QuestionAsked,
    RiskAssessed,
)
from laeringslopp.story.acts import Said
from laeringslopp.story.parts import StorySentence
from laeringslopp.story.spans import WORTH_TELLING, lasting
from laeringslopp.story.standing import AHEAD, FOUND, RECORDED, STANDS, standing
from laeringslopp.story.teller import Teller, Written
from laeringslopp.story.wording import N_
from laeringslopp.timeline import Open, Timeline
from laeringslopp.timeline.model import OpenWhat

URGENCY: tuple[OpenWhat, ...] = (
    "question-unanswered",
    "oversight-unanswered",
    "failure-without-lesson",
    "lesson-not-shared",
    "lesson-unread",
    "trial-running",
    "risk-unresolved",
)
"""What waits for somebody comes before what only time will show."""
GROUNDS = 3


class Closing:
    """Says what is left to say once the course is told."""

    def __init__(self, timeline: Timeline, teller: Teller) -> None:
        self.timeline, self.teller, self.words = timeline, teller, teller.words
        self.entries = {entry.version: entry.recorded for entry in timeline.entries}
        self.opened = tuple(v for v, recorded in self.entries.items() if recorded.fact.kind == "decision-opened")

    def cut(self) -> Said:
        """At which moment, and with whose eyes, the story is told."""
        words, timeline = self.words, self.timeline
        if timeline.as_of:
            yield from self.teller.say(
                N_("This is how it was by {date}"), "cut", (), date=words.day(timeline.as_of.date())
            )
        if timeline.level:
            level = Written(words.level(timeline.level))
            if timeline.known_at:
                date = words.day(timeline.known_at.date())
                yield from self.teller.say(N_("This is what {level} knew by {date}"), "cut", (), level=level, date=date)
            else:
                yield from self.teller.say(N_("This is what {level} knows"), "cut", (), level=level)
        elif timeline.known_at:
            date = words.day(timeline.known_at.date())
            yield from self.teller.say(N_("This is what was known by {date}"), "cut", (), date=date)
        if timeline.ahead:
            yield from self.teller.said(words.text(AHEAD).rstrip("."), "cut", ())

    def stands(self) -> Said:
        """Open or concluded, and the attempt that goes on; nothing of a decision that was not there yet."""
        if self.timeline.is_before_all:
            return
        decided = self.timeline.decision
        status = self.words.text(STANDS[standing(decided)]).rstrip(".")
        yield from self.teller.said(status, "now", (decided.concluded,) if decided.concluded else self.opened)
        if standing(decided) != "no-end-found":
            yield from self.running()

    def running(self) -> Said:
        """The newest attempt, where it goes on; of history nobody knows that it does."""
        for attempt in self.timeline.attempts[-1:]:
            if attempt.ended is None:
                frame = N_("Attempt {n} goes on")
                if attempt.started.history:
                    frame = N_("How attempt {n} ended is not found in the sources")
                yield from self.teller.say(frame, "now", (attempt.started.version,), n=attempt.number)
                if attempt.fact.review_by and not attempt.started.history:
                    frame, date = N_("It is to be reviewed by {date}"), self.words.day(attempt.fact.review_by)
                    yield from self.teller.say(frame, "now", (attempt.started.version,), date=date)

    def waits(self, most: int | None = None) -> Said:
        """What waits for somebody, sort by sort; a single thing is named, several are counted."""
        told = self._sorts()
        for what, found in told[:most]:
            yield from self._waiting(what, found)

    def _sorts(self) -> list[tuple[OpenWhat, list[Open]]]:
        sorts: dict[tuple[OpenWhat, bool], list[Open]] = {}
        latest = self.timeline.attempts[-1].started.version if self.timeline.attempts else None
        for each in self.timeline.open:
            if each.what == "trial-running" and each.version == latest:
                continue  # it is told of as where the decision stands
            sorts.setdefault((each.what, each.since.history), []).append(each)
        return [(what, found) for (what, _), found in sorted(sorts.items(), key=lambda item: URGENCY.index(item[0][0]))]

    def _waiting(self, what: OpenWhat, found: list[Open]) -> Said:
        recorded = self.words.text(FOUND if found[0].since.history else RECORDED)
        levels = self.words.these(list(dict.fromkeys(self.words.level(each.level) for each in found if each.level)))
        values: dict[str, Any] = {"recorded": recorded, "level": Written(levels)}
        versions = [each.version for each in found]
        many = len(set(versions))
        said = self.words_for(what, many, values)
        yield from self.teller.said(said, "now", versions, _text(found[0]) if many == 1 else None)

    def words_for(self, what: OpenWhat, many: int, values: dict[str, Any]) -> str:
        """What waits, of one thing or of several."""
        counted = self.teller.counted
        match what:
            case "question-unanswered":
                return counted(
                    "No answer to this question is {recorded}",
                    "Answers to {n} questions are not {recorded}",
                    many,
                    **values,
                )
            case "oversight-unanswered":
                return counted(
                    "No answer to this oversight is {recorded}",
                    "Answers to {n} words of oversight are not {recorded}",
                    many,
                    **values,
                )
            case "failure-without-lesson":
                return counted(
                    "No lesson from this failure is {recorded}",
                    "Lessons from {n} failures are not {recorded}",
                    many,
                    **values,
                )
            case "lesson-not-shared":
                return counted(
                    "That this lesson was shared is not {recorded}",
                    "That {n} lessons were shared is not {recorded}",
                    many,
                    **values,
                )
            case "lesson-unread":
                return counted(
                    "That {level} has read this lesson is not {recorded}",
                    "That {level} has read {n} lessons is not {recorded}",
                    many,
                    **values,
                )
            case "trial-running":
                return counted(
                    "How this attempt ended is not {recorded}",
                    "How {n} attempts ended is not {recorded}",
                    many,
                    **values,
                )
            case "risk-unresolved":
                return counted(
                    "Whether this risk came true is not {recorded}",
                    "Whether {n} risks came true is not {recorded}",
                    many,
                    **values,
                )

    def next(self) -> Said:
        """When the decision is to be taken up again."""
        for version, recorded in self.entries.items():
            fact, decision = recorded.fact, self.timeline.decision
            due = None
            if isinstance(fact, DecisionConcluded) and decision.concluded == version:
                due = fact.revisit_by
            elif isinstance(fact, DirectionChosen) and decision.direction and decision.direction.version == version:
                due = fact.until if decision.outcome is None else None
            if due:
                frame = N_("It is to be taken up again by {date}")
                yield from self.teller.say(frame, "now", (version,), date=self.words.day(due))

    def unknown(self) -> Said:
        """Who is not on record as knowing a failure or a lesson, and who came to know late."""
        if not any(isinstance(r.fact, FailureDisclosed | LessonDrawn) for r in self.entries.values()):
            return
        nobody = True
        for level, versions in self.timeline.unknown_to.items():
            failures = self._among(versions, FailureDisclosed)
            lessons = self._among(versions, LessonDrawn)
            if not (failures or lessons):
                continue
            nobody = False
            parts = []
            if failures:
                parts.append(self.words.counted("one failure", "{n} failures", len(failures)))
            if lessons:
                parts.append(self.words.counted("one lesson", "{n} lessons", len(lessons)))
            rests_on = [*failures, *lessons]
            history = all(self.entries[version].history for version in rests_on)
            yield from self.teller.say(
                N_("That {level} knows of {what} is not {recorded}"),
                "unknown",
                rests_on,
                level=Written(self.words.level(level)),
                what=self.words.these(parts),
                recorded=self.words.text(FOUND if history else RECORDED),
            )
        yield from self._late()
        if nobody:
            known = [v for v, r in self.entries.items() if isinstance(r.fact, FailureDisclosed | LessonDrawn)]
            yield from self.teller.say(
                N_("Every level is on record as knowing what failed and what was learned"), "unknown", known
            )

    def _among(self, versions: Iterable[int], kind: type) -> list[int]:
        return [v for v in versions if v in self.entries and isinstance(self.entries[v].fact, kind)]

    def _late(self) -> Said:
        """The longest that a failure was known before it reached those who decide."""
        deciding = self.timeline.decision.deciding_level
        waited: list[tuple[int, int]] = []
        for entry in self.timeline.entries:
            recorded = entry.recorded
            if not isinstance(recorded.fact, FailureDisclosed) or (since := entry.known_to.get(deciding or "")) is None:
                continue
            if recorded.occurred_precision in ("month", "year"):
                continue
            waited.append(((since.date() - recorded.occurred_at.date()).days, recorded.version))
        if deciding and waited and max(waited)[0] >= WORTH_TELLING:
            days, version = max(waited)
            frame = N_("A failure was known for {time} before {level} came to know of it")
            values: dict[str, Any] = {"time": lasting(days, self.words), "level": Written(self.words.level(deciding))}
            yield from self.teller.say(frame, "unknown", (version,), **values)

    def absent(self) -> Said:
        """What a reader would ask for and nobody recorded: never that it was not done."""
        if not self.entries:
            return
        if self.timeline.withheld:
            recorded = self.words.text(N_("shown here"))
        else:
            history = all(recorded.history for recorded in self.entries.values())
            recorded = self.words.text(FOUND if history else RECORDED)
        if not any(isinstance(r.fact, FailureDisclosed) for r in self.entries.values()):
            yield from self.teller.say(N_("No failure is {recorded}"), "failed", self.opened, recorded=recorded)

    def withheld(self, *, grounds: bool = True) -> Said:
        """That something is withheld, how much and on which grounds; never what it says."""
        withheld = self.timeline.withheld
        if not withheld:
            return
        versions = () if self.timeline.is_public else tuple(each.version for each in withheld)
        said = self.teller.counted("One entry is withheld here", "{n} entries are withheld here", len(withheld))
        yield from self.teller.said(said, "withheld", versions)
        found = sorted({each.ground for each in withheld if each.ground})
        if found and grounds:
            titles = [self.teller.title(ground) for ground in found[:GROUNDS]]
            yield from self.teller.listed(self.words.text(N_("On this ground")), "withheld", versions, titles)


def _text(waiting: Open) -> str | None:
    fact = waiting.since.fact
    match fact:
        case FailureDisclosed():
            return fact.what_happened
        case QuestionAsked():
            return fact.text
        case OversightReceived() | RiskAssessed():
            return fact.what
        case LessonDrawn():
            return fact.statement
        case AlternativeProposed():
            return fact.title
    return getattr(fact, "hypothesis", None)


def all_of(*said: Iterator[StorySentence]) -> tuple[StorySentence, ...]:
    """These sentences one after another."""
    return tuple(sentence for each in said for sentence in each)
