"""The box near the head: what was tried and what failed, short enough that nobody turns the page without it."""

from collections.abc import Iterator

from laeringslopp.facts import AdjustmentMade, FailureDisclosed, LessonDrawn, TrialEnded
from laeringslopp.paper.model import Bullets, Paragraph, Section
from laeringslopp.paper.saying import Sayer, brief, item, joined
from laeringslopp.story.course import gravest_failures, what_was_learned
from laeringslopp.story.standing import LAST
from laeringslopp.story.wording import N_
from laeringslopp.timeline import AttemptShown, Timeline

FIRST, LAST_ONES = 2, 1
"""How many attempts are told of: the first ones, and the last."""
FAILURES, LESSONS, CHANGES = 3, 2, 2


def before(timeline: Timeline, say: Sayer) -> Section:
    """The section. The first attempt is always in it, and the gravest failures."""
    items = [*_attempts(timeline, say), *_failures(timeline, say)]
    if not items:
        blocks: tuple[Bullets | Paragraph, ...] = (say.absent(N_("No attempt and no failure is {recorded}.")),)
    else:
        blocks = (Bullets((*items, *_lessons(timeline, say), *_changes(timeline, say))),)
    return say.section("before", N_("What we have tried, and what failed"), blocks, boxed=True)


def _attempts(timeline: Timeline, say: Sayer) -> Iterator[Paragraph]:
    attempts = timeline.attempts
    if len(attempts) <= FIRST + LAST_ONES:
        yield from (_attempt(each, say) for each in attempts)
        return
    yield from (_attempt(each, say) for each in attempts[:FIRST])
    left = len(attempts) - FIRST - LAST_ONES
    yield Paragraph(say.words.ngettext("One more attempt came between.", "{n} more attempts came between.", left))
    yield from (_attempt(each, say) for each in attempts[-LAST_ONES:])


def _attempt(attempt: AttemptShown, say: Sayer) -> Paragraph:
    values = {"n": attempt.number, "date": say.day(attempt.started), "ended": say.text(LAST[attempt.outcome])}
    said = say.say(N_("Attempt {n}, begun {date}, {ended}."), **values)
    end = attempt.ended.fact if attempt.ended else None
    told = end.summary if isinstance(end, TrialEnded) else attempt.fact.hypothesis
    has_failed = attempt.outcome in ("failed", "mixed", "stopped")
    versions = [attempt.started.version, *([attempt.ended.version] if attempt.ended else [])]
    return item(joined(said, say.told(brief(told))), *versions, tone="failure" if has_failed else "plain")


def _failures(timeline: Timeline, say: Sayer) -> Iterator[Paragraph]:
    found = gravest_failures(timeline)
    for recorded in found[:FAILURES]:
        assert isinstance(recorded.fact, FailureDisclosed)
        said = say.say(
            N_("A failure, {date}: {what}"), date=say.day(recorded), what=_brief(recorded.fact.what_happened, say)
        )
        yield item(said, recorded.version, tone="failure")
    if (left := len(found) - FAILURES) > 0:
        more = say.words.ngettext(
            "One more failure stands further down.", "{n} more failures stand further down.", left
        )
        yield item(more, tone="failure")


def _brief(text: str, say: Sayer) -> str:
    return say.told(brief(text))


def _lessons(timeline: Timeline, say: Sayer) -> Iterator[Paragraph]:
    found = what_was_learned(timeline)
    for recorded in found[:LESSONS]:
        assert isinstance(recorded.fact, LessonDrawn)
        yield item(
            say.say(N_("Learned: {what}"), what=_brief(recorded.fact.statement, say)), recorded.version, tone="lesson"
        )
    if not found:
        yield say.absent(N_("No lesson is {recorded}."))


def _changes(timeline: Timeline, say: Sayer) -> Iterator[Paragraph]:
    found = [
        (entry.version, f"{change.what}: {change.to}")
        for entry in timeline.entries
        if isinstance(fact := entry.recorded.fact, AdjustmentMade)
        for change in fact.changes
    ]
    for version, change in found[-CHANGES:]:
        yield item(say.say(N_("Changed since: {what}"), what=_brief(change, say)), version)
    if not found:
        yield say.absent(N_("No change is {recorded}."))
