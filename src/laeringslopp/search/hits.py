"""What a reader is shown of an earlier failure: what was tried, what failed, what was learned, what became of it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from laeringslopp.facts import FailureCorrected, FailureDisclosed, LessonDrawn
from laeringslopp.search.words import composed, words
from laeringslopp.story.became import became
from laeringslopp.story.wording import Language, Wording
from laeringslopp.timeline import AttemptShown, Timeline

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Marked:
    """A text, and where in it the words stand that were asked for: where each begins and where it ends."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()

    def pieces(self) -> Iterator[tuple[str, bool]]:
        """The text in pieces, each with whether it was asked for."""
        at = 0
        for begin, end in self.marks:
            if at < begin:
                yield self.text[at:begin], False
            yield self.text[begin:end], True
            at = end
        if at < len(self.text):
            yield self.text[at:], False


@dataclass(frozen=True, slots=True)
class Learned:
    """A lesson, and what is recommended because of it."""

    lesson_id: str
    version: int
    statement: Marked
    recommendation: Marked | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """An earlier failure, or a lesson that was drawn from none, as its reader may see it."""

    decision_id: str
    title: Marked | None
    """The decision's; None where it is withheld."""
    organisation: str | None
    noun: str
    """``failure`` or ``lesson``."""
    item_id: str
    version: int
    when: str
    """When it happened, in words, as precisely as is known."""
    what: Marked
    """What happened, as it was first told; of a lesson what was learned."""
    corrected: Marked | None
    """What happened as it was corrected last; None: it was not."""
    consequence: Marked | None
    severity: str | None
    finding: str | None
    """``suspected``, ``confirmed`` or ``unfounded``; None for a lesson."""
    tried: Marked | None
    """What was expected of the attempt; None where it belongs to none that is shown."""
    lessons: tuple[Learned, ...]
    """What was drawn from it; of a lesson it itself."""
    became: tuple[str, ...]
    """What became of it, in sentences."""

    @property
    def link(self) -> str:
        """Where it stands on the decision's page."""
        return f"/decisions/{quote(self.decision_id)}#v{self.version}"


@dataclass(frozen=True, slots=True)
class FailedBefore:
    """The earlier failures most like what somebody plans, the most like first."""

    asked: str
    language: Language
    hits: tuple[Hit, ...]
    read_as: tuple[tuple[str, str], ...] = ()
    """Words that stand in no text, each with what it was read as."""
    searched: int = 0
    """How many failures and lessons the reader may see here."""


def hit(timeline: Timeline, item_id: str, asked: Collection[str], spoken: Wording) -> Hit | None:
    """What a timeline shows of a failure or a lesson; None where that is not shown. ``asked`` are terms to mark."""
    recorded = timeline.named.get(item_id)
    if recorded is None or not isinstance(recorded.fact, FailureDisclosed | LessonDrawn):
        return None
    fact, opened = recorded.fact, timeline.decision.opened
    is_failure = isinstance(fact, FailureDisclosed)
    told = fact.what_happened if isinstance(fact, FailureDisclosed) else fact.statement
    corrected, consequence = _as_corrected(timeline, item_id)
    state = timeline.decision.failure(item_id)
    return Hit(
        decision_id=timeline.decision.decision_id,
        title=marked(opened.title, asked) if opened else None,
        organisation=opened.organisation if opened else None,
        noun="failure" if is_failure else "lesson",
        item_id=item_id,
        version=recorded.version,
        when=spoken.when(recorded.occurred_at, recorded.occurred_precision),
        what=marked(told, asked),
        corrected=marked(corrected, asked) if corrected else None,
        consequence=marked(consequence, asked) if consequence else None,
        severity=state.severity if state else None,
        finding=state.finding if state else None,
        tried=_tried(timeline, fact, asked),
        lessons=tuple(_lessons(timeline, item_id, asked)),
        became=tuple(became(timeline, item_id, spoken)),
    )


def marked(text: str, asked: Collection[str]) -> Marked:
    """A text with the words in it that stand for one of the terms."""
    text = composed(text)
    found = ((word.begin, word.end) for word in words(text) if any(term in asked for term in word.terms))
    return Marked(text, tuple(found))


def _as_corrected(timeline: Timeline, item_id: str) -> tuple[str | None, str | None]:
    first = timeline.named[item_id].fact
    what, consequence = None, first.consequence if isinstance(first, FailureDisclosed) else None
    for entry in timeline.entries:
        fact = entry.recorded.fact
        if isinstance(fact, FailureCorrected) and fact.failure_id == item_id:
            what, consequence = fact.what_happened or what, fact.consequence or consequence
    return what, consequence


def _tried(timeline: Timeline, fact: FailureDisclosed | LessonDrawn, asked: Collection[str]) -> Marked | None:
    trials = (fact.trial_id,) if isinstance(fact, FailureDisclosed) else fact.from_trials
    attempts: list[AttemptShown] = [each for each in timeline.attempts if each.fact.trial_id in trials]
    return marked(attempts[0].fact.hypothesis, asked) if attempts else None


def _lessons(timeline: Timeline, item_id: str, asked: Collection[str]) -> Iterator[Learned]:
    for entry in timeline.entries:
        fact = entry.recorded.fact
        if isinstance(fact, LessonDrawn) and item_id in (*fact.from_failures, fact.lesson_id):
            advice = marked(fact.recommendation, asked) if fact.recommendation else None
            yield Learned(fact.lesson_id, entry.version, marked(fact.statement, asked), advice)


def tell_failed_before(answer: FailedBefore) -> Json:
    """The answer as JSON: what is not known is left out."""
    return {
        "q": answer.asked,
        "lang": answer.language,
        "searched": answer.searched,
        "read_as": dict(answer.read_as),
        "items": [_told(each) for each in answer.hits],
    }


def _told(hit: Hit) -> Json:
    told = {
        "decision_id": hit.decision_id,
        "title": _said(hit.title),
        "organisation": hit.organisation,
        "noun": hit.noun,
        "id": hit.item_id,
        "version": hit.version,
        "when": hit.when,
        "what": _said(hit.what),
        "corrected": _said(hit.corrected),
        "consequence": _said(hit.consequence),
        "severity": hit.severity,
        "finding": hit.finding,
        "tried": _said(hit.tried),
        "lessons": [
            _known(
                lesson_id=each.lesson_id,
                version=each.version,
                statement=_said(each.statement),
                recommendation=_said(each.recommendation),
            )
            for each in hit.lessons
        ],
        "became": list(hit.became),
        "link": hit.link,
    }
    return _known(**told)


def _said(text: Marked | None) -> Json | None:
    return {"text": text.text, "marks": [list(mark) for mark in text.marks]} if text is not None else None


def _known(**values: Any) -> Json:
    return {name: value for name, value in values.items() if value is not None}
