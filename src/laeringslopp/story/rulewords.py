"""What a refusal and a remark say to a person."""

from collections.abc import Mapping
from dataclasses import dataclass

from laeringslopp.errors import Refusal
from laeringslopp.facts import Fact
from laeringslopp.plain import heavy, measure
from laeringslopp.rules.guard import GUARDS, Said
from laeringslopp.rules.judging import NEVER_BY_PLUGINS
from laeringslopp.rules.speaking import SENTENCE, long_texts
from laeringslopp.story.dutywords import DUTY_WORDS
from laeringslopp.story.wording import N_, Wording


@dataclass(frozen=True, slots=True)
class RuleWords:
    """A rule to its readers: the law, why it exists, and what is missing when it speaks."""

    law: str
    reason: str
    missing: str = ""
    """Empty: the rule never refuses, and its remark has words of its own."""


RULES: Mapping[str, RuleWords] = {
    "alternatives-before-direction": RuleWords(
        N_("Before a direction is chosen, at least two alternatives are on record."),
        N_("A choice between one alternative is no choice."),
        N_("at least two alternatives"),
    ),
    "risk-before-direction": RuleWords(
        N_("Before a direction is chosen, a risk is assessed for it or for the whole decision."),
        N_("Who has not asked what could go wrong cannot take the risk openly."),
        N_("an assessed risk"),
    ),
    "risk-tolerated-openly": RuleWords(
        N_("Each grave risk of what is chosen is tolerated by name, or is to be reduced."),
        N_("A grave risk that nobody said yes to was overlooked, not taken."),
        N_("a yes to each grave risk, or that it is to be reduced"),
    ),
    "only-deciding-level-chooses": RuleWords(
        N_("The deciding level, or one above it, chooses and concludes, unless it is delegated."),
        N_("A direction is the act of those who answer for it."),
        N_("a choice by the deciding level, or delegation from it"),
    ),
    "trial-after-direction": RuleWords(
        N_("A trial is of a direction that somebody chose."),
        N_("What nobody chose, nobody answers for when it fails."),
        N_("a chosen direction"),
    ),
    "lesson-known-before-decision": RuleWords(
        N_("Whoever chooses a direction knows what other decisions on the same matters have learned."),
        N_("A lesson that stays where it was learned is paid for again."),
        N_("that the deciding level has read what others have learned"),
    ),
    "trial-is-measurable": RuleWords(
        N_("A trial has at least one criterion."),
        N_("Without a criterion nobody can say afterwards whether it worked."),
        N_("a criterion to measure by"),
    ),
    "failed-trial-names-failure": RuleWords(
        N_("A trial that failed, or partly failed, has a failure on record."),
        N_("What failed must be named, or nobody can learn from it."),
        N_("a failure that says what went wrong"),
    ),
    "again-is-a-retry": RuleWords(
        N_("After a trial that did not succeed, the next one at the same place is a retry."),
        N_("A retry says what is different this time; a new start would hide it."),
        N_("which attempt this one follows"),
    ),
    "success-has-evidence": RuleWords(
        N_("A trial that succeeded was measured, and met each criterion."),
        N_("A success that nobody measured is a hope."),
        N_("a measurement that meets each criterion"),
    ),
    "failure-stays": RuleWords(
        N_("Whoever says that a failure was less, or none, gives a source."),
        N_("A failure is not talked away."),
        N_("a source"),
    ),
    "lesson-has-source": RuleWords(
        N_("A lesson comes from a failure, a trial or oversight."),
        N_("A lesson that comes from nowhere is an opinion."),
        N_("what the lesson was drawn from"),
    ),
    "adjustment-has-reason": RuleWords(
        N_("A change is made because of a lesson, a failure or oversight."),
        N_("A change that answers to nothing teaches nothing to those who come after."),
        N_("a lesson, a failure or oversight as the reason for the change"),
    ),
    "retry-has-adjustment": RuleWords(
        N_("A retry names something that was changed since the trial it follows."),
        N_("Trying the same thing again teaches nothing."),
        N_("a change made since the last attempt"),
    ),
    "retry-changes-something": RuleWords(
        N_("A retry differs from every earlier trial in what is tried."),
        N_("What was tried in just this way will give the same answer."),
        N_("what is different this time"),
    ),
    "escalate-after-failures": RuleWords(
        N_("After several retries, the decision has been escalated to the deciding level."),
        N_("Those who decide should not be the last to hear that it keeps failing."),
        N_("an escalation to the deciding level"),
    ),
    "no-conclusion-with-open-loop": RuleWords(
        N_("When a decision is concluded, no trial runs, and each failure has a lesson."),
        N_("What was not learned when the decision was concluded is easily lost."),
        N_("an end to each trial, and a lesson from each failure"),
    ),
    "reopen-before-more": RuleWords(
        N_("What goes on after a conclusion begins with a reopening."),
        N_("Whoever read that it was concluded must see that it is not any more."),
        N_("a reopening"),
    ),
    "presented-before-decision": RuleWords(
        N_("When a direction is chosen, the deciding level knows each failure and each risk."),
        N_("Who is to choose must know what has failed, and what may fail."),
        N_("a presentation of all failures and risks to the deciding level"),
    ),
    "waiver-by-owner": RuleWords(
        N_("A rule is set aside only by those who own it."),
        N_("Who sets a rule aside does so in the open, and answers for it."),
        N_("a yes from those who own the rule"),
    ),
    "acknowledge-for-own-level": RuleWords(
        N_("A level acknowledges a lesson for itself only."),
        N_("That others have read something is for them to say."),
        N_("a word from the level itself"),
    ),
    "policy-by-owner": RuleWords(
        N_("A policy is adopted by the top level, and is in force from now or later."),
        N_("Rules are changed by those at the top, and never backwards in time."),
        N_("an adoption by the top level, in force from now or later"),
    ),
    "late": RuleWords(
        N_("What happens is recorded soon after."),
        N_("What is told a month later reached nobody in time."),
    ),
    "out-of-order": RuleWords(
        N_("What answers to something else happened after it."),
        N_("What answers to something that had not happened yet may be dated wrong."),
    ),
    "speak-plainly": RuleWords(
        N_("A long text is easy to read, and has no very long sentence."),
        N_("What a reader cannot get through is as good as withheld."),
    ),
}

REMARKS: Mapping[str, str] = {
    "late": N_("Recorded late, long after it happened."),
    "out-of-order": N_("Dated before what it refers to."),
    "speak-plainly": N_("This text is heavy to read."),
}
HEAVY = N_("This text is heavy to read (LIX {lix}). Begin with the sentence of {n} words: “{begins} …”")
"""Which sentence weighs most, where the reader sees the text itself."""


def refusal_sentence(refusal: Refusal, words: Wording) -> str:
    """A guard's no: what is missing, and why it is asked for."""
    rule = rule_in_words(refusal.rule_id, words)
    if refusal.missing == "no-waiver":
        return words.say(N_("No exception is made from the rule “{rule}”."), rule=law(refusal.rule_id, words))
    if rule is None or not rule.missing:
        asked = law(refusal.rule_id, words)
        return words.say(N_("Cannot be recorded yet: the rule “{rule}” asks for more."), rule=asked)
    missing = words.say(N_("Cannot be recorded yet: missing {missing}."), missing=rule.missing)
    return f"{missing} {rule.reason}"


def remark_sentence(rule_id: str, words: Wording, history: bool = False, fact: Fact | None = None) -> str:
    """What the record lacks, beside an entry that was recorded all the same; ``fact``: what was remarked on."""
    if rule_id == "speak-plainly" and fact is not None and (found := _heaviest(fact)) is not None:
        return words.say(HEAVY, lix=found["lix"], n=found["words"], begins=found["begins"])
    if rule_id in REMARKS:
        return words.text(REMARKS[rule_id])
    rule = rule_in_words(rule_id, words)
    if rule is None or not rule.missing:
        return rule_id
    if rule_id not in RULES and (history or fact is None or isinstance(fact, NEVER_BY_PLUGINS)):
        # Such a fact is recorded with the same remark where a plugin's rule failed, and nobody knows what it lacks.
        return words.say(N_("Not met, or not checked: “{rule}”."), rule=law(rule_id, words))
    lacks = N_("Not found in the sources: {missing}.") if history else N_("Not recorded here: {missing}.")
    return words.say(lacks, missing=rule.missing)


def _heaviest(fact: Fact) -> Mapping[str, int | str] | None:
    """Of a fact that was remarked on: the LIX of its heaviest text, and that text's heaviest sentence."""
    measured = (measure(text) for _, text in long_texts(fact))
    said = [each for each in measured if each.sentences]
    return heavy(max(said, key=lambda each: each.lix), SENTENCE.default) if said else None


def law(rule_id: str, words: Wording) -> str:
    """The law of a rule to be quoted within a sentence; a rule without words is its id."""
    rule = rule_in_words(rule_id, words)
    return rule.law.removesuffix(".") if rule else rule_id


def rule_in_words(rule_id: str, words: Wording) -> Said | None:
    """A rule to a reader of one language, ours or a plugin's; None for one that has no words here.

    Of a rule that never refuses, what is missing is empty: its remark has words of its own.
    """
    if (ours := RULES.get(rule_id)) is not None:
        return Said(words.text(ours.law), words.text(ours.reason), words.text(ours.missing) if ours.missing else "")
    if (duty := DUTY_WORDS.get(rule_id)) is not None:
        return Said(words.text(duty.law), words.text(duty.reason), "")
    guard = GUARDS.get(rule_id)
    return guard.said.get(words.language) if guard and guard.said else None
