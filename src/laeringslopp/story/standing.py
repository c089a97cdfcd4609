"""Where a decision stands now, and what is open, in plain sentences."""

from laeringslopp.facts import (
    Attempt,
    FailureDisclosed,
    LessonDrawn,
    OversightReceived,
    QuestionAsked,
    RiskAssessed,
)
from laeringslopp.story.wording import N_, Wording, quoted
from laeringslopp.timeline import Open, Timeline

STANDS = {
    "open": N_("The decision is open."),
    "adopted": N_("It was adopted."),
    "abandoned": N_("It was given up."),
    "superseded": N_("Something else took its place."),
    "deferred": N_("It was put off."),
}
LAST = {
    "succeeded": N_("the last one succeeded"),
    "failed": N_("the last one did not go as meant"),
    "mixed": N_("the last one went partly as meant"),
    "stopped": N_("the last one was stopped"),
    None: N_("the last one has no end on record"),
}
OPEN = {
    "failure-without-lesson": N_("No lesson is drawn from this failure yet: “{what}”"),
    "trial-running": N_("This trial has no end on record: “{what}”"),
    "question-unanswered": N_("{level} has not answered: “{what}”"),
    "oversight-unanswered": N_("No answer to this oversight is on record: “{what}”"),
    "risk-unresolved": N_("Nobody has said whether this risk came true: “{what}”"),
    "lesson-unread": N_("{level} has not read this lesson: “{what}”"),
    "lesson-not-shared": N_("This lesson is not shared yet: “{what}”"),
}


def summary(timeline: Timeline, words: Wording) -> str:
    """Where the decision stands now, in two short sentences."""
    status = words.text(STANDS[timeline.decision.status])
    attempts, failures = timeline.attempts, timeline.decision.count("failure")
    if attempts:
        last = words.text(LAST[attempts[-1].outcome])
        tried = words.ngettext(
            "{n} attempt is on record; {last}.", "{n} attempts are on record; {last}.", len(attempts), last=last
        )
    elif failures:
        tried = words.ngettext(
            "No attempt is on record, but {n} failure.", "No attempt is on record, but {n} failures.", failures
        )
    else:
        tried = words.text(N_("No attempt is on record."))
    return f"{status} {tried}"


def open_sentence(waiting: Open, words: Wording) -> str:
    """What waits, and for whom."""
    level = words.level(waiting.level) if waiting.level else ""
    return words.say(OPEN[waiting.what], what=quoted(_said(waiting)), level=level)


def _said(waiting: Open) -> str:
    fact = waiting.since.fact
    match fact:
        case FailureDisclosed():
            return fact.what_happened
        case Attempt():
            return fact.hypothesis
        case QuestionAsked():
            return fact.text
        case OversightReceived() | RiskAssessed():
            return fact.what
        case LessonDrawn():
            return fact.statement
    return ""
