"""One plain sentence for each entry, in the reader's language."""

from collections.abc import Mapping
from typing import assert_never

from laeringslopp.entry import Actor, Recorded
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
    Fact,
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
from laeringslopp.story.rulewords import law
from laeringslopp.story.wording import N_, Wording, contained, quoted

ENDED = {
    "succeeded": N_("The trial succeeded: “{what}”"),
    "failed": N_("The trial did not go as meant: “{what}”"),
    "mixed": N_("The trial went partly as meant: “{what}”"),
    "stopped": N_("The trial was stopped: “{what}”"),
}
OVERSIGHT = {
    "advice": N_("{who} gave advice: “{what}”"),
    "notice": N_("{who} gave notice: “{what}”"),
    "order": N_("{who} gave an order: “{what}”"),
    "ban": N_("{who} imposed a ban: “{what}”"),
    "fine": N_("{who} imposed a fine: “{what}”"),
    "audit": N_("{who} reported from an audit: “{what}”"),
    "legality-review": N_("{who} reviewed whether it was lawful: “{what}”"),
    "court": N_("{who} ruled: “{what}”"),
    "cleared": N_("{who} had no objections: “{what}”"),
}
ANSWERED = {
    "followed": N_("{who} followed what the oversight asked: “{what}”"),
    "partly-followed": N_("{who} followed part of what the oversight asked: “{what}”"),
    "not-followed": N_("{who} did not follow what the oversight asked: “{what}”"),
    "contested": N_("{who} contested the oversight: “{what}”"),
}
CONCLUDED = {
    "adopted": (N_("{who} decided to adopt it: “{what}”"), N_("{who} chose to adopt it: “{what}”")),
    "abandoned": (N_("{who} decided to give it up: “{what}”"), N_("{who} chose to give it up: “{what}”")),
    "superseded": (
        N_("{who} decided that something else takes its place: “{what}”"),
        N_("{who} chose something else in its place: “{what}”"),
    ),
    "deferred": (N_("{who} decided to put it off: “{what}”"), N_("{who} put it off: “{what}”")),
}
"""In the words of an organ, and of anybody else."""
LINKED = {
    "part-of": N_("{who} noted that this is part of {decision}"),
    "follows": N_("{who} noted that this follows {decision}"),
    "supersedes": N_("{who} noted that this takes the place of {decision}"),
    "same-as": N_("{who} noted that this is the same as {decision}"),
    "see-also": N_("{who} pointed to {decision}"),
}
OPENED = {
    "open": N_("{who} opened the whole decision to everyone"),
    "internal": N_("{who} made the whole decision internal"),
    "exempt": N_("{who} limited the whole decision to a few readers"),
}


def name_of(actor: Actor) -> str:
    """How a person or an organ is named to a reader: the unit, else the role."""
    return contained(actor.unit or actor.role)


def sentence(recorded: Recorded, named: Mapping[str, Recorded], words: Wording) -> str:
    """What the entry says, in one sentence; ``named`` tells what an id stands for, as far as the reader may know."""
    fact, who = recorded.fact, name_of(recorded.by)

    def say(text: str, what: str = "", **values: object) -> str:
        return words.say(text, who=who, what=quoted(what), **values)

    match fact:
        case ObservationRecorded():
            if fact.value is None:
                return say(N_("{who} noted: “{what}”"), fact.note or "")
            value = words.amount(fact.value, fact.unit)
            if fact.metric is None:
                return say(N_("{who} reported {value}"), value=value)
            return say(N_("{who} reported “{what}”: {value}"), fact.metric, value=value)
        case FailureDisclosed():
            if recorded.by.level == EXTERNAL:
                return say(N_("{who} pointed out a failure: “{what}”"), fact.what_happened)
            if fact.finding == "suspected":
                return say(N_("{who} disclosed a possible failure: “{what}”"), fact.what_happened)
            if fact.own:
                return say(N_("{who} disclosed a failure of its own: “{what}”"), fact.what_happened)
            return say(N_("{who} disclosed a failure: “{what}”"), fact.what_happened)
        case TrialStarted():
            if fact.where:
                return say(N_("{who} began a trial ({where}): “{what}”"), fact.hypothesis, where=contained(fact.where))
            return say(N_("{who} began a trial: “{what}”"), fact.hypothesis)
        case RetryStarted():
            if fact.where:
                return say(N_("{who} tried again ({where}): “{what}”"), fact.hypothesis, where=contained(fact.where))
            return say(N_("{who} tried again: “{what}”"), fact.hypothesis)
        case TrialEnded():
            return say(ENDED[fact.outcome], fact.summary)
        case FailureContained():
            return say(N_("{who} acted at once to stop the harm: “{what}”"), fact.what)
        case FailureCorrected():
            if fact.finding == "unfounded":
                return say(N_("{who} found a disclosed failure to be unfounded: “{what}”"), fact.reason)
            return say(N_("{who} corrected the account of a failure: “{what}”"), fact.reason)
        case LessonDrawn():
            return say(N_("{who} drew a lesson: “{what}”"), fact.statement)
        case LessonShared():
            if not fact.with_levels:
                return say(N_("{who} shared a lesson: “{what}”"), _lesson(fact, named))
            levels = words.these([words.level(level) for level in fact.with_levels])
            return say(N_("{who} shared a lesson with {levels}: “{what}”"), _lesson(fact, named), levels=levels)
        case LessonAcknowledged():
            organ = contained(fact.organ or who)
            if fact.reflection:
                text = N_("{who} has read a lesson, and says: “{what}”")
                return words.say(text, who=organ, what=quoted(fact.reflection))
            return words.say(N_("{who} has read a lesson: “{what}”"), who=organ, what=quoted(_lesson(fact, named)))
        case LessonApplied():
            return say(N_("{who} used a lesson from {decision}: “{what}”"), fact.how, decision=fact.lesson.decision_id)
        case AdjustmentMade():
            return _adjustment(fact, words, who)
        case CasePresented():
            to = contained(fact.organ or words.level(fact.to_level))
            return say(N_("{who} presented the case to {to}, up to entry {version}"), to=to, version=fact.up_to_version)
        case QuestionAsked():
            return say(N_("{who} asked {level}: “{what}”"), fact.text, level=words.level(fact.to_level))
        case QuestionAnswered():
            return say(N_("{who} answered: “{what}”"), fact.answer)
        case DecisionOpened():
            return say(N_("{who} raised the question: “{what}”"), fact.question)
        case AlternativeProposed():
            return say(N_("{who} put forward an alternative: “{what}”"), fact.title)
        case RiskAssessed():
            if fact.replaces:
                return say(N_("{who} assessed a risk again: “{what}”"), fact.what)
            return say(N_("{who} pointed out a risk: “{what}”"), fact.what)
        case RiskMaterialised():
            risk = _text(named.get(fact.risk_id)) or fact.note or fact.risk_id
            came_true = N_("A risk came true: “{what}”") if fact.came_true else N_("A risk did not come true: “{what}”")
            return say(came_true, risk)
        case DirectionChosen():
            return _direction(fact, named, words, contained(fact.organ or who))
        case PlanChanged():
            return _plan(fact, words, who)
        case OversightReceived():
            return words.say(OVERSIGHT[fact.nature], who=contained(fact.from_body), what=quoted(fact.what))
        case OversightAnswered():
            return say(ANSWERED[fact.response], fact.answer)
        case AccountDisputed():
            text = N_("{who} gave another account of entry {version}: “{what}”")
            return say(text, fact.claim, version=fact.disputed_version)
        case DecisionEscalated():
            text = N_("{who} escalated the decision to {level}: “{what}”")
            return say(text, fact.reason, level=words.level(fact.to_level))
        case TagsAdded():
            if not fact.tags:
                return say(N_("{who} added no tags"))
            return say(N_("{who} added tags: {tags}"), tags=words.these(fact.tags))
        case DecisionLinked():
            return say(LINKED[fact.relation], decision=fact.to_decision)
        case RuleWaived():
            text = N_("{who} made one exception from the rule “{rule}”: “{what}”")
            return say(text, fact.reason, rule=law(fact.rule_id, words))
        case AccessChanged():
            return _access(fact, words, who)
        case DecisionConcluded():
            by_organ, otherwise = CONCLUDED[fact.outcome]
            text = by_organ if _by_organ(fact) else otherwise
            return words.say(text, who=contained(fact.organ or who), what=quoted(fact.reason))
        case DecisionReopened():
            return say(N_("{who} took the question up again: “{what}”"), fact.reason)
        case PolicyAdopted():
            return _policy(recorded, fact, words, who)
        case _:
            assert_never(fact)


def _policy(recorded: Recorded, fact: PolicyAdopted, words: Wording, who: str) -> str:
    named = fact.policy.get("title") or fact.policy.get("name")
    policy = quoted(named) if isinstance(named, str) else "?"
    if recorded.history:
        text = N_("{who} adopted the policy “{policy}”, which is carried here without effect: “{what}”")
        return words.say(text, who=who, policy=policy, what=quoted(fact.reason))
    text = N_("{who} adopted the policy “{policy}”, in force from {when}: “{what}”")
    when = words.when(fact.in_force_from, "minute")
    return words.say(text, who=who, policy=policy, when=when, what=quoted(fact.reason))


def _direction(fact: DirectionChosen, named: Mapping[str, Recorded], words: Wording, who: str) -> str:
    what = quoted(fact.what or _text(named.get(fact.alternative_id or "")) or fact.alternative_id or "")
    if fact.until:
        until = N_("{who} chose, until {date}: “{what}”")
        if _by_organ(fact):
            until = N_("{who} decided, until {date}: “{what}”")
        return words.say(until, who=who, what=what, date=words.day(fact.until))
    text = N_("{who} decided: “{what}”") if _by_organ(fact) else N_("{who} chose: “{what}”")
    return words.say(text, who=who, what=what)


def _by_organ(where: Where) -> bool:
    return where.organ is not None or where.basis == "meeting"


def _adjustment(fact: AdjustmentMade, words: Wording, who: str) -> str:
    if not fact.changes:
        return words.say(N_("{who} made a change"), who=who)
    if len(fact.changes) == 1:
        change = fact.changes[0]
        return words.say(N_("{who} made a change: “{what}”"), who=who, what=quoted(f"{change.what}: {change.to}"))
    what = quoted("; ".join(change.what for change in fact.changes))
    text = N_("{who} made {n} changes: “{what}”")
    return words.say(text, who=who, what=what, n=words.number(len(fact.changes)))


def _access(fact: AccessChanged, words: Wording, who: str) -> str:
    if not fact.versions:
        return words.say(OPENED[fact.access.level], who=who)
    values = {"who": who, "entries": words.these([str(version) for version in fact.versions])}
    number = len(fact.versions)
    match fact.access.level:
        case "open":
            return words.ngettext(
                "{who} opened entry {entries} to everyone",
                "{who} opened entries {entries} to everyone",
                number,
                **values,
            )
        case "internal":
            return words.ngettext(
                "{who} made entry {entries} internal", "{who} made entries {entries} internal", number, **values
            )
        case "exempt":
            return words.ngettext(
                "{who} limited entry {entries} to a few readers",
                "{who} limited entries {entries} to a few readers",
                number,
                **values,
            )


def _plan(fact: PlanChanged, words: Wording, who: str) -> str:
    what = quoted(fact.what)
    if fact.from_date and fact.to_date:
        text = N_("{who} moved the plan from {start} to {end}: “{what}”")
        return words.say(text, who=who, what=what, start=words.day(fact.from_date), end=words.day(fact.to_date))
    if fact.to_date:
        return words.say(N_("{who} set a new date, {end}: “{what}”"), who=who, what=what, end=words.day(fact.to_date))
    what = quoted(f"{fact.what}: {fact.reason}")
    return words.say(N_("{who} changed the plan: “{what}”"), who=who, what=what)


def _lesson(fact: LessonShared | LessonAcknowledged, named: Mapping[str, Recorded]) -> str:
    return _text(named.get(fact.lesson_id)) or fact.lesson_id


def _text(recorded: Recorded | None) -> str | None:
    """What the thing that an entry brought into being is called."""
    fact: Fact | None = recorded.fact if recorded else None
    match fact:
        case AlternativeProposed():
            return fact.title
        case RiskAssessed():
            return fact.what
        case LessonDrawn():
            return fact.statement
        case FailureDisclosed():
            return fact.what_happened
    return None
