"""What each entry says in a story that goes on in time: when first, then who, then what was said."""

from collections.abc import Iterator
from typing import Any, assert_never

from laeringslopp.entry import Recorded
from laeringslopp.facts import (
    EXTERNAL,
    AccessChanged,
    AccountDisputed,
    AdjustmentMade,
    AlternativeProposed,
    CasePresented,
    DecisionConcluded,
    DecisionEscalated,
    DecisionLinked,
    DecisionOpened,
    DecisionReopened,
    DirectionChosen,
    FailureContained,
    FailureCorrected,
    FailureDisclosed,
    LessonAcknowledged,
    LessonApplied,
    LessonDrawn,
    LessonShared,
    ObservationRecorded,
    OversightAnswered,
    OversightReceived,
    PlanChanged,
    PolicyAdopted,
    QuestionAnswered,
    QuestionAsked,
    RetryStarted,
    RiskAssessed,
    RiskMaterialised,
    RuleWaived,
    TagsAdded,
    TrialEnded,
    TrialStarted,
    Where,
)
from laeringslopp.story.attempting import Attempting
from laeringslopp.story.parts import About, StorySentence
from laeringslopp.story.sentences import name_of
from laeringslopp.story.spans import WORTH_TELLING, days_between, lasting
from laeringslopp.story.teller import Teller, Written
from laeringslopp.story.wording import N_
from laeringslopp.timeline import Timeline

Said = Iterator[StorySentence]

OVERSIGHT = {
    "advice": N_("{when} {who} gave advice"),
    "notice": N_("{when} {who} gave notice"),
    "order": N_("{when} {who} gave an order"),
    "ban": N_("{when} {who} imposed a ban"),
    "fine": N_("{when} {who} imposed a fine"),
    "audit": N_("{when} {who} reported from an audit"),
    "legality-review": N_("{when} {who} reviewed whether it was lawful"),
    "court": N_("{when} {who} ruled"),
    "cleared": N_("{when} {who} had no objections"),
}
ANSWERED = {
    "followed": N_("{when} {who} followed what the oversight asked"),
    "partly-followed": N_("{when} {who} followed part of what the oversight asked"),
    "not-followed": N_("{when} {who} did not follow what the oversight asked"),
    "contested": N_("{when} {who} contested the oversight"),
}
CONCLUDED = {
    "adopted": (N_("{when} {who} decided to adopt it"), N_("{when} {who} chose to adopt it")),
    "abandoned": (N_("{when} {who} decided to give it up"), N_("{when} {who} chose to give it up")),
    "superseded": (
        N_("{when} {who} decided that something else takes its place"),
        N_("{when} {who} chose something else in its place"),
    ),
    "deferred": (N_("{when} {who} decided to put it off"), N_("{when} {who} put it off")),
}
"""In the words of an organ, and of anybody else."""
OPENED = {
    "open": (
        N_("{when} {who} opened the decision to everyone"),
        N_("{when} {who} opened a part of the decision to everyone"),
    ),
    "internal": (
        N_("{when} {who} made the decision internal"),
        N_("{when} {who} made a part of the decision internal"),
    ),
    "exempt": (
        N_("{when} {who} limited the decision to a few readers"),
        N_("{when} {who} limited a part of the decision to a few readers"),
    ),
}
"""The whole decision, and a part of it."""
LINKED = {
    "part-of": N_("{when} {who} noted that this is part of {decision}"),
    "follows": N_("{when} {who} noted that this follows {decision}"),
    "supersedes": N_("{when} {who} noted that this takes the place of {decision}"),
    "same-as": N_("{when} {who} noted that this is the same as {decision}"),
    "see-also": N_("{when} {who} pointed to {decision}"),
}
ABOUT: dict[str, About] = {
    "decision-opened": "asked",
    "alternative-proposed": "decided",
    "direction-chosen": "decided",
    "decision-concluded": "decided",
    "decision-reopened": "decided",
    "decision-escalated": "decided",
    "policy-adopted": "decided",
    "risk-assessed": "risked",
    "risk-materialised": "risked",
    "trial-started": "tried",
    "retry-started": "tried",
    "trial-ended": "tried",
    "observation-recorded": "tried",
    "failure-disclosed": "failed",
    "failure-contained": "failed",
    "failure-corrected": "failed",
    "lesson-drawn": "learned",
    "lesson-shared": "learned",
    "lesson-acknowledged": "learned",
    "lesson-applied": "learned",
    "adjustment-made": "changed",
    "plan-changed": "changed",
}
"""What else there is was said between levels."""


class Acts:
    """Tells one entry after another. ``full`` tells of each all that mattered, not only what was done."""

    def __init__(self, timeline: Timeline, teller: Teller, *, full: bool) -> None:
        self.timeline, self.teller, self.words, self.full = timeline, teller, teller.words, full
        self.attempting = Attempting(timeline, teller, full=full)
        self.sentences = 3 if full else 1
        self.last_lesson: str | None = None
        self.last_direction: str | None = None

    def tell(self, recorded: Recorded, when: str, *, also: bool) -> Said:
        """The sentences of one entry. ``also``: the one before it was the same act of the same actor at that time."""
        fact, versions = recorded.fact, (recorded.version,)
        about: About = ABOUT.get(fact.kind, "said")

        def say(frame: str, quote: str | None = None, who: str | None = None, **values: object) -> Said:
            given = {"when": when, "who": Written(who or name_of(recorded.by)), **values}
            return self.teller.say(frame, about, versions, quote, self.sentences, **given)

        def add(frame: str, quote: str | None) -> Said:
            if quote and self.full:
                yield from self.teller.say(frame, about, versions, quote, 1)

        match fact:
            case DecisionOpened():
                yield from say(N_("{when} {who} raised the question"), fact.question)
                yield from add(N_("This was the goal"), fact.goal)
            case AlternativeProposed():
                yield from say(N_("{when} {who} put forward an alternative"), fact.title)
            case RiskAssessed():
                again = N_("{when} {who} assessed a risk again")
                frame = N_("Another risk was pointed out too") if also else N_("{when} {who} pointed out a risk")
                yield from say(again if fact.replaces else frame, fact.what)
            case RiskMaterialised():
                yield from self._materialised(fact, recorded, when)
            case DirectionChosen():
                yield from self._direction(fact, recorded, when)
            case TrialStarted() | RetryStarted():
                yield from self.attempting.began(fact, recorded, when)
            case TrialEnded():
                yield from self.attempting.ended(fact, recorded, when)
            case ObservationRecorded():
                yield from self._observation(fact, recorded, when, also)
            case PlanChanged():
                yield from self._plan(fact, recorded, when)
            case FailureDisclosed():
                yield from self._failure(fact, recorded, when, also)
            case FailureContained():
                yield from say(N_("{when} {who} acted at once to stop the harm"), fact.what)
            case FailureCorrected():
                unfounded = N_("{when} {who} found a disclosed failure to be unfounded")
                frame = N_("{when} {who} corrected the account of a failure")
                yield from say(unfounded if fact.finding == "unfounded" else frame, fact.reason)
            case LessonDrawn():
                self.last_lesson = fact.lesson_id
                frame = N_("Another lesson was drawn too") if also else N_("{when} {who} drew a lesson")
                yield from say(frame, fact.statement)
                yield from add(N_("The advice is this"), fact.recommendation)
            case LessonShared():
                lesson = self._lesson(fact.lesson_id)
                everyone = set(self.timeline.levels) <= set(fact.with_levels)
                levels = self.words.these([self.words.level(level) for level in fact.with_levels])
                levels = self.words.text(N_("every level")) if everyone else levels
                if not fact.with_levels:
                    yield from say(N_("{when} {who} shared the lesson"), lesson)
                else:
                    yield from say(N_("{when} the lesson was shared with {levels}"), lesson, levels=Written(levels))
            case LessonAcknowledged():
                lesson = self._lesson(fact.lesson_id)
                if fact.reflection and lesson is None:
                    frame = N_("{when} {who} said after reading the lesson")
                    yield from say(frame, fact.reflection, fact.organ)
                else:
                    yield from say(N_("{when} {who} had read the lesson"), lesson, fact.organ)
            case LessonApplied():
                yield from say(N_("{when} {who} used a lesson from another decision"), fact.how)
            case AdjustmentMade():
                yield from self._adjustment(fact, recorded, when)
            case CasePresented():
                to = Written(fact.organ or self.words.level(fact.to_level))
                yield from say(N_("{when} the case was laid before {to}"), to=to)
            case QuestionAsked():
                yield from say(N_("{when} {who} asked {level}"), fact.text, level=self._level(fact.to_level))
            case QuestionAnswered():
                yield from say(N_("{when} {who} answered"), fact.answer)
                yield from self._waited(fact.question_id, recorded)
            case OversightReceived():
                yield from say(OVERSIGHT[fact.nature], fact.what, fact.from_body)
                if fact.comply_by:
                    due = self.words.day(fact.comply_by)
                    yield from self.teller.say(N_("The answer was due by {date}"), about, versions, date=due)
            case OversightAnswered():
                yield from say(ANSWERED[fact.response], fact.answer)
            case AccountDisputed():
                frame = N_("{when} {who} gave another account of entry {version}")
                yield from say(frame, fact.claim, version=fact.disputed_version)
            case DecisionEscalated():
                frame = N_("{when} {who} escalated the decision to {level}")
                yield from say(frame, fact.reason, level=self._level(fact.to_level))
            case TagsAdded():
                return  # they file the decision, and are nothing that happened in it
            case DecisionLinked():
                yield from say(LINKED[fact.relation], decision=Written(fact.to_decision))
            case RuleWaived():
                yield from say(N_("{when} {who} made one exception from a rule"), fact.reason)
            case AccessChanged():
                whole, part = OPENED[fact.access.level]
                yield from say(part if fact.versions else whole)
            case DecisionConcluded():
                by_organ, otherwise = CONCLUDED[fact.outcome]
                yield from say(by_organ if is_of_organ(fact) else otherwise, fact.reason, fact.organ)
            case DecisionReopened():
                yield from say(N_("{when} {who} took the question up again"), fact.reason)
            case PolicyAdopted():
                title = fact.policy.get("title") or fact.policy.get("name")
                policy = self.teller.title(title) if isinstance(title, str) else "?"
                yield from say(N_("{when} {who} adopted the policy {policy}"), fact.reason, policy=policy)
            case _:
                assert_never(fact)

    def _level(self, level: str) -> Written:
        return Written(self.words.level(level))

    def _lesson(self, lesson_id: str) -> str | None:
        """What the lesson says, unless it was the last one told of."""
        if lesson_id == self.last_lesson:
            return None
        self.last_lesson = lesson_id
        recorded = self.timeline.named.get(lesson_id)
        return recorded.fact.statement if recorded and isinstance(recorded.fact, LessonDrawn) else None

    def _materialised(self, fact: RiskMaterialised, recorded: Recorded, when: str) -> Said:
        risk = self.timeline.named.get(fact.risk_id)
        what = risk.fact.what if risk and isinstance(risk.fact, RiskAssessed) else fact.note
        if risk and not self.full:
            what = None  # the only risk that a shorter story tells of was quoted when it was pointed out
        versions = (recorded.version, *((risk.version,) if risk else ()))
        if not fact.came_true:
            yield from self.teller.say(
                N_("{when} a risk was found not to come true"), "risked", versions, what, when=when
            )
            return
        known = days_between(risk, recorded) if risk else 0
        if known >= WORTH_TELLING:
            frame = N_("{when} a risk came true that had been known for {time}")
            said = self.teller.framed(frame, when=when, time=lasting(known, self.words))
        else:
            said = self.teller.framed(N_("{when} a known risk came true"), when=when)
        yield from self.teller.said(said, "risked", versions, what)

    def _direction(self, fact: DirectionChosen, recorded: Recorded, when: str) -> Said:
        alternative = self.timeline.named.get(fact.alternative_id or "")
        title = alternative.fact.title if alternative and isinstance(alternative.fact, AlternativeProposed) else None
        what = fact.what or title or fact.alternative_id or ""
        versions = (recorded.version, *((alternative.version,) if alternative and not fact.what else ()))
        who, last, self.last_direction = fact.organ or name_of(recorded.by), self.last_direction, what
        values: dict[str, Any] = {"when": when, "who": Written(who)}
        if fact.until:
            values["date"] = self.words.day(fact.until)
            frame = N_("{when} {who} chose, until {date}")
            if is_of_organ(fact):
                frame = N_("{when} {who} decided, until {date}")
        elif last is not None and last != what:
            frame = N_("{when} {who} decided anew") if is_of_organ(fact) else N_("{when} {who} chose anew")
        else:
            frame = N_("{when} {who} decided") if is_of_organ(fact) else N_("{when} {who} chose")
        yield from self.teller.say(frame, "decided", versions, what, **values)
        if fact.reason:
            sentences = 2 if self.full else 1
            yield from self.teller.say(N_("This was the reason"), "decided", versions[:1], fact.reason, sentences)
        if fact.tolerated_risks and self.full:
            said = self.teller.counted(
                "One known risk was tolerated", "{n} known risks were tolerated", len(set(fact.tolerated_risks))
            )
            risks = [self.timeline.named[name].version for name in fact.tolerated_risks if name in self.timeline.named]
            yield from self.teller.said(said, "risked", (recorded.version, *risks))

    def _observation(self, fact: ObservationRecorded, recorded: Recorded, when: str, also: bool) -> Said:
        who, versions = Written(name_of(recorded.by)), (recorded.version,)
        if fact.value is None:
            frame = N_("This was noted too") if also else N_("{when} {who} noted")
            yield from self.teller.say(frame, "tried", versions, fact.note, self.sentences, when=when, who=who)
            return
        frame = N_("{when} {who} gave this figure")
        said = self.teller.framed(frame, when=when, who=who)
        yield from self.teller.listed(said, "tried", versions, [self.figure(fact)])

    def figure(self, fact: ObservationRecorded) -> str:
        """A metric and its value."""
        value = self.attempting.amount(fact.value or 0, fact.unit)
        return f"{self.teller.title(fact.metric)} ({value})" if fact.metric else value

    def _plan(self, fact: PlanChanged, recorded: Recorded, when: str) -> Said:
        values: dict[str, Any] = {"when": when, "who": Written(name_of(recorded.by))}
        if fact.to_date:
            values["date"] = self.words.day(fact.to_date)
            yield from self.teller.say(
                N_("{when} {who} set a new date, {date}"), "changed", (recorded.version,), fact.what, **values
            )
        else:
            yield from self.teller.say(
                N_("{when} {who} changed the plan"), "changed", (recorded.version,), fact.what, **values
            )
        if self.full:
            yield from self.teller.say(N_("This was the reason"), "changed", (recorded.version,), fact.reason, 2)

    def _failure(self, fact: FailureDisclosed, recorded: Recorded, when: str, also: bool) -> Said:
        if recorded.by.level == EXTERNAL:
            frame = N_("{when} {who} pointed out a failure")
        elif fact.finding == "suspected":
            frame = N_("{when} {who} disclosed a possible failure")
        elif fact.own:
            frame = N_("{when} {who} disclosed a failure of its own")
        else:
            frame = N_("{when} {who} disclosed a failure")
        if also:
            frame = N_("Another failure was disclosed too")
        who = Written(name_of(recorded.by))
        versions = (recorded.version,)
        yield from self.teller.say(frame, "failed", versions, fact.what_happened, self.sentences, when=when, who=who)
        if fact.consequence and self.full:
            yield from self.teller.say(N_("This was the consequence"), "failed", versions, fact.consequence, 2)
        if fact.discovered_at:
            known = (recorded.occurred_at.date() - fact.discovered_at.date()).days
            if known >= WORTH_TELLING and recorded.occurred_precision not in ("month", "year"):
                frame = N_("It had then been known for {time}")
                yield from self.teller.say(frame, "failed", versions, time=lasting(known, self.words))

    def _adjustment(self, fact: AdjustmentMade, recorded: Recorded, when: str) -> Said:
        who, versions = Written(name_of(recorded.by)), (recorded.version,)
        if len(fact.changes) < 2:
            what = f"{fact.changes[0].what}: {fact.changes[0].to}" if fact.changes else None
            yield from self.teller.say(N_("{when} {who} made a change"), "changed", versions, what, when=when, who=who)
            return
        said = self.teller.counted(
            "{when} {who} changed one thing", "{when} {who} changed {n} things", len(fact.changes), when=when, who=who
        )
        yield from self.teller.listed(
            said, "changed", versions, [self.teller.title(each.what) for each in fact.changes]
        )

    def _waited(self, question_id: str, recorded: Recorded) -> Said:
        asked = self.timeline.named.get(question_id)
        if asked and (days := days_between(asked, recorded)) >= WORTH_TELLING:
            versions = (asked.version, recorded.version)
            time = lasting(days, self.words)
            yield from self.teller.say(N_("The answer had then taken {time}"), "said", versions, time=time)


def is_of_organ(where: Where) -> bool:
    """Whether an organ decided it, or a meeting."""
    return where.organ is not None or where.basis == "meeting"
