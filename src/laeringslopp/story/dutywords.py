"""What a duty says to a person: the law, why it exists, and who is to do what by when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from laeringslopp.entry import Recorded
from laeringslopp.facts import (
    Attempt,
    FailureDisclosed,
    LessonDrawn,
    OversightReceived,
    PlanChanged,
    QuestionAsked,
    TrialEnded,
)
from laeringslopp.rules import Owed
from laeringslopp.story.wording import N_, Wording, quoted


@dataclass(frozen=True, slots=True)
class DutyWords:
    """A duty to its readers."""

    law: str
    reason: str
    owed: str
    """Who is to do what by when, in one case."""


DUTY_WORDS: Mapping[str, DutyWords] = {
    "say-how-it-goes": DutyWords(
        N_("The administration says how a trial goes by its day of review, and when a goal was missed."),
        N_("Silence is what shows. An observation, an end or a disclosed failure is enough."),
        N_("By {due} {level} is to say how this trial goes: “{what}”"),
    ),
    "draw-lesson": DutyWords(
        N_("The administration draws a lesson from each failure."),
        N_("A failure that nobody learns from is paid for again."),
        N_("By {due} {level} is to draw a lesson from this failure: “{what}”"),
    ),
    "share-lesson": DutyWords(
        N_("The administration shares a lesson with every level."),
        N_("What one level has learned, another is about to need."),
        N_("By {due} {level} is to share this lesson with {levels}: “{what}”"),
    ),
    "inform-deciding-level": DutyWords(
        N_("Serious failures, stops and broken plans are laid before the level that decides."),
        N_("Those who decide hear of it while there is still something to decide."),
        N_("By {due} {level} is to lay this before those who decide: “{what}”"),
    ),
    "acknowledge-lesson": DutyWords(
        N_("A level that a lesson was shared with says that it has read it."),
        N_("A lesson that was sent and never read has taught nobody."),
        N_("By {due} {level} is to read this lesson: “{what}”"),
    ),
    "answer-question": DutyWords(
        N_("A level that was asked answers."),
        N_("A question without an answer leaves one level alone with it."),
        N_("By {due} {level} is to answer this question: “{what}”"),
    ),
    "answer-oversight": DutyWords(
        N_("The level that decides answers oversight by the day that was set."),
        N_("Those who decide answer for what a supervisor found."),
        N_("By {due} {level} is to answer this oversight: “{what}”"),
    ),
    "revisit-tentative": DutyWords(
        N_("A choice for the time being is looked at again before its time is up."),
        N_("A choice for the time being that nobody looks at again becomes a choice for good."),
        N_("By {due} {level} is to look again at what was chosen for the time being."),
    ),
    "revisit-decision": DutyWords(
        N_("A decision is looked at again by the day that was set when it was concluded."),
        N_("Whether it was right shows later. Then somebody has to look."),
        N_("By {due} {level} is to look again at what was concluded."),
    ),
    "case-paper-complete": DutyWords(
        N_("Before the deciding level meets, the case is properly prepared."),
        N_("Those who decide have seen what there is to choose between, for whom, and what it takes."),
        N_("By {due} {level} is to prepare the case, after the pattern of {ground}."),
    ),
}

MISSED = N_("By {due} {level} is to say how this trial goes, since a goal was missed: “{what}”")
ITSELF = N_("By {due} {level} is to take in this lesson itself: “{what}”")
LACKING = N_("Not recorded here: {missing}.")
PARTS: Mapping[str, str] = {
    "goal": N_("the goal"),
    "alternatives": N_("at least two alternatives"),
    "risk": N_("an assessed risk"),
    "principles": N_("which questions of principle it raises"),
    "effects": N_("what effects are expected"),
    "affected": N_("whom it affects"),
    "lasting": N_("how long the effects last"),
    "recommendation": N_("what is recommended and why"),
    "needs": N_("what it takes to succeed"),
    "lessons": N_("lessons from other decisions, shared with those who decide"),
}
"""The questions that a properly prepared case answers."""


def duty_sentence(owed: Owed, raised_by: Recorded | None, words: Wording) -> str:
    """Who is to do what by when; ``raised_by`` is the entry that raised it, as the reader may see it."""
    told = DUTY_WORDS.get(owed.rule_id)
    if told is None:
        return owed.rule_id
    others = [level for level in owed.lacking if level != owed.level]
    pattern = told.owed
    if owed.rule_id == "say-how-it-goes" and owed.part == "missed":
        pattern = MISSED
    elif owed.rule_id == "share-lesson" and owed.lacking and not others:
        pattern = ITSELF
    said = words.say(
        pattern,
        due=due_words(owed, words),
        level=words.level(owed.level),
        what=quoted(_said(raised_by)),
        levels=words.these([words.level(level) for level in others]) or words.text(N_("every level")),
        ground=owed.ground,
    )
    if owed.rule_id == "case-paper-complete" and owed.lacking:
        missing = words.these([words.text(PARTS[part]) for part in owed.lacking])
        return f"{said} {words.say(LACKING, missing=missing)}"
    return said


def due_words(owed: Owed, words: Wording) -> str:
    """By when: a day, and the meeting that it was counted to where there is one."""
    if owed.meeting is None:
        return words.day(owed.due)
    meeting = meeting_words(owed.organ, owed.meeting, words)
    if owed.meeting == owed.due:
        return meeting
    return words.text(N_("{due}, before {meeting},")).format(due=words.day(owed.due), meeting=meeting)


def meeting_words(organ: str, day: date, words: Wording) -> str:
    """A meeting within a sentence; ``organ`` is its name, or the level where nobody named it."""
    return words.text(N_("the meeting of {organ} on {date}")).format(organ=words.level(organ), date=words.day(day))


def _said(recorded: Recorded | None) -> str:
    match recorded.fact if recorded else None:
        case FailureDisclosed() as fact:
            return fact.what_happened
        case Attempt() as fact:
            return fact.hypothesis
        case LessonDrawn() as fact:
            return fact.statement
        case QuestionAsked() as fact:
            return fact.text
        case OversightReceived() | PlanChanged() as fact:
            return fact.what
        case TrialEnded() as fact:
            return fact.stopped_because or fact.summary
    return "…"
