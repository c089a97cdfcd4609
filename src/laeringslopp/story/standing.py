"""Where a decision stands now, and what is open, in plain sentences."""

from laeringslopp.decision import Decision
from laeringslopp.facts import (
    Attempt,
    FailureDisclosed,
    LessonDrawn,
    OversightReceived,
    QuestionAsked,
    RiskAssessed,
)
from laeringslopp.policy import POLICY_STREAM
from laeringslopp.story.wording import N_, Wording, quoted
from laeringslopp.timeline import Open, Timeline

STANDS = {
    "open": N_("The decision is open."),
    "no-end-found": N_("How it ended is not found in the sources."),
    "adopted": N_("It was adopted."),
    "abandoned": N_("It was given up."),
    "superseded": N_("Something else took its place."),
    "deferred": N_("It was put off."),
}
LAST = {
    "succeeded": N_("succeeded"),
    "failed": N_("did not go as meant"),
    "mixed": N_("went partly as meant"),
    "stopped": N_("was stopped"),
    None: N_("has no recorded end"),
}
AHEAD = N_("The moment that was asked for lies ahead. This is how things stand now.")
OPEN = {
    "failure-without-lesson": N_("No lesson from this failure is {recorded}: “{what}”"),
    "trial-running": N_("No end of this trial is {recorded}: “{what}”"),
    "question-unanswered": N_("No answer from {level} is {recorded}: “{what}”"),
    "oversight-unanswered": N_("No answer to this oversight is {recorded}: “{what}”"),
    "risk-unresolved": N_("Whether this risk came true is not {recorded}: “{what}”"),
    "lesson-unread": N_("That {level} has read this lesson is not {recorded}: “{what}”"),
    "lesson-not-shared": N_("That this lesson was shared is not {recorded}: “{what}”"),
}
RECORDED, FOUND = N_("recorded here"), N_("found in the sources")
"""What nobody recorded is not recorded here, or not found in the sources of history; it is never “not done”."""


def standing(decision: Decision) -> str:
    """``open``, how it was concluded, or ``no-end-found`` for a case of which only history is on record."""
    if decision.status == "open" and decision.marks and all(mark[2] for mark in decision.marks.values()):
        return "no-end-found"
    return decision.status


def summary(timeline: Timeline, words: Wording) -> str:
    """Where the decision stands now, in two short sentences."""
    if timeline.decision.decision_id.startswith(POLICY_STREAM):
        organisation = timeline.decision.decision_id.removeprefix(POLICY_STREAM)
        return words.say(N_("The policies of {organisation}."), organisation=organisation)
    if timeline.is_before_all:
        return before_all(timeline, words)
    attempts = timeline.attempts
    last = attempts[-1].outcome if attempts else None
    return stands(standing(timeline.decision), len(attempts), last, timeline.decision.count("failure"), words)


def before_all(timeline: Timeline, words: Wording) -> str:
    """Why a timeline that is cut before its first entry is empty; where something is withheld nobody can say."""
    if timeline.withheld:
        return f"{words.text(N_('There is nothing to show here'))}."
    if timeline.level is not None:
        return words.say(N_("Nothing here is on record as known to {level}."), level=words.level(timeline.level))
    if timeline.known_at is not None:
        return words.text(N_("Nothing of this was known yet."))
    return words.text(N_("Nothing of this had happened yet."))


def stands(status: str, attempts: int, last: str | None, failures: int, words: Wording) -> str:
    """The same from figures alone: the decision's ``standing``, its attempts, how the last ended, and its failures."""
    if attempts:
        tried = words.ngettext(
            "One attempt is on record; it {last}.",
            "{n} attempts are on record; the last {last}.",
            attempts,
            last=words.text(LAST[last]),
        )
    elif failures:
        tried = words.ngettext(
            "No attempt is on record, but one failure.", "No attempt is on record, but {n} failures.", failures
        )
    else:
        tried = words.text(N_("No attempt is on record."))
    return f"{words.text(STANDS[status])} {tried}"


def open_sentence(waiting: Open, words: Wording) -> str:
    """What waits, and for whom."""
    level = words.level(waiting.level) if waiting.level else ""
    recorded = words.text(FOUND if waiting.since.history else RECORDED)
    return words.say(OPEN[waiting.what], what=quoted(said_of(waiting)), level=level, recorded=recorded)


def said_of(waiting: Open) -> str:
    """The words of what waits, as they were written."""
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
