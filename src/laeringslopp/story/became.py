"""What became of a failure or a lesson: what was changed, whether it was tried again, and where the decision stands."""

from collections.abc import Iterator

from laeringslopp.facts import AdjustmentMade, FailureContained, LessonDrawn
from laeringslopp.story.standing import FOUND, LAST, RECORDED, STANDS, standing
from laeringslopp.story.wording import N_, Wording, quoted
from laeringslopp.timeline import Timeline

MOST_CHANGES = 2


def became(timeline: Timeline, item_id: str, words: Wording) -> Iterator[str]:
    """Plain sentences, from what the timeline shows alone."""
    recorded = timeline.named[item_id]
    decision = timeline.decision
    on_record = words.text(FOUND if recorded.history else RECORDED)
    state = decision.failure(item_id)
    if state is not None and state.finding == "unfounded":
        yield words.text(N_("It was found afterwards that this was no failure."))
    if any(_contains(entry.recorded.fact, item_id) for entry in timeline.entries):
        yield words.text(N_("The harm was stopped or held back at once."))
    if state is not None and not state.has_lesson:
        yield words.say(N_("No lesson from it is {recorded}."), recorded=on_record)
    yield from _changed(timeline, item_id, words)
    yield from _retried(timeline, item_id, words, on_record)
    yield words.text(STANDS[standing(decision)])


def _contains(fact: object, item_id: str) -> bool:
    return isinstance(fact, FailureContained) and fact.failure_id == item_id


def _changed(timeline: Timeline, item_id: str, words: Wording) -> Iterator[str]:
    grounds = {item_id}
    for entry in timeline.entries:
        fact = entry.recorded.fact
        if isinstance(fact, LessonDrawn) and item_id in fact.from_failures:
            grounds.add(fact.lesson_id)
    told = 0
    for entry in timeline.entries:
        fact = entry.recorded.fact
        if isinstance(fact, AdjustmentMade) and grounds.intersection(fact.because_of):
            for change in fact.changes:
                if told < MOST_CHANGES:
                    yield words.say(N_("Changed because of it: “{what}”"), what=quoted(f"{change.what}: {change.to}"))
                told += 1


def _retried(timeline: Timeline, item_id: str, words: Wording, on_record: str) -> Iterator[str]:
    loops = [loop for loop in timeline.loops if item_id in (*loop.failures, *loop.lessons)]
    retries = [attempt for attempt in timeline.attempts if attempt.fact.trial_id in {loop.retry for loop in loops}]
    if retries:
        last = words.text(LAST[retries[-1].outcome])
        yield words.say(N_("It was tried again in attempt {n}, which {last}."), n=retries[-1].number, last=last)
    else:
        yield words.say(N_("No new attempt after it is {recorded}."), recorded=on_record)
