"""What a refusal, a remark and a flaw say to a person."""

from collections.abc import Mapping
from dataclasses import dataclass

from laeringslopp.errors import Flaw, Refusal
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

FLAWS: Mapping[str, str] = {
    "empty": N_("Write something here."),
    "missing": N_("This must be filled in."),
    "no-words": N_("Write what you plan, in a few words."),
    "not-filled-in": N_("Write what belongs here in place of “…”."),
    "too-long": N_("The text is too long."),
    "not-in-the-future": N_("This lies ahead. Record what has happened."),
    "no-national-identity": N_("This holds a national identity number. Record it without the number."),
    "no-such-decision": N_("There is no such decision."),
    "no-such-organisation": N_("Nothing is on record here of this organisation."),
    "which-organisation": N_("Several organisations record here. Choose one."),
    "unknown-level": N_("There is no such level."),
    "string-pattern-mismatch": N_("This holds characters that cannot be recorded."),
    "unknown-word": N_("Choose one of the words offered."),
    "null": N_("null is no value. Leave the field out."),
    "too-many": N_("There are too many of these."),
    "unknown-field": N_("There is no such field."),
    "unknown-kind": N_("There is no such kind of entry."),
    "unknown-rule": N_("There is no such rule."),
    "waives-duty": N_("What a level owes by a date cannot be set aside. It is met by recording what it asks for."),
    "waives-nothing": N_("This rule does not look at such entries, so there is nothing to set aside."),
    "unknown-organisation": N_("No decision of this organisation is on record here."),
    "unknown-language": N_("This language is not spoken here."),
    "unknown-parameter": N_("There is no such parameter."),
    "given-twice": N_("This is given twice. Give it once."),
    "no-offset": N_("A time needs its offset from UTC."),
    "from-after-to": N_("The first moment comes after the second; give the earlier one first."),
    "no-moment": N_("This is no time. Write it as 2026-03-12 or 2026-03-12T10:00:00+01:00."),
    "no-number": N_("This is no number that fits here."),
    "no-answer": N_("This is true or false."),
    "no-cursor": N_("This is no place in the list."),
    "not-json": N_("This is not JSON."),
    "not-utf-8": N_("This is not UTF-8. Save the file as UTF-8."),
    "not-an-object": N_("This is to be an object in JSON."),
    "not-a-line": N_("No entry can be read from this."),
    "already-opened": N_("This decision is opened already."),
    "not-opened": N_("A decision begins with its opening."),
    "id-taken": N_("This id names something already."),
    "id-reserved": N_("This id is kept for policies. Choose another."),
    "id-of-dots": N_("An id needs a letter or a digit, or no address leads to it."),
    "no-such-reference": N_("This names something that is not on record here."),
    "wrong-reference": N_("This names something of another sort than what belongs here."),
    "no-such-version": N_("There is no entry with this number yet."),
    "presents-too-much": N_("Only what is on record already can be laid before anyone."),
    "policy-before-earlier": N_(
        "A policy that was adopted before comes into force then or later, and nothing takes it back. "
        "Give a later time, and adopt there what is to stand."
    ),
    "policy-is-open": N_("Everyone may know which rules an organisation has."),
    "reaches-nothing": N_("Those it is for may not see the first entries, so nothing was laid before them."),
    "unknown-format": N_("No paper is made in this format."),
    "no-template": N_("The organisation's own template cannot be used."),
    "wrong-field": N_("The receiver's schema does not have this field so."),
    "not-toml": N_("This is not TOML."),
    "not-yaml": N_("This is not YAML."),
    "alias": N_("A policy says everything where it holds."),
    "file-ending": N_("A policy file ends in .toml, .yaml, .yml or .json."),
    "name-taken": N_("This name is taken. Choose another."),
    "unknown-policy": N_("There is no such policy."),
    "levels": N_("Name each level once, from the top."),
    "unknown-country": N_("No holidays are known of this country."),
    "mode": N_("This rule cannot act in this way."),
    "parameter-bounds": N_("This is not within its bounds."),
    "parameter-word": N_("This is none of the words to choose from."),
    "parameter-type": N_("This is of another type than the parameter."),
    "not-a-policy-stream": N_("A policy is recorded in its organisation's own stream."),
    "not-empty": N_("Only an empty register takes over another."),
    "bad-lines": N_("Some lines cannot be copied, so nothing was."),
    "position-gap": N_("An entry is missing before this one. A move needs a whole export."),
    "version-gap": N_("An entry of this decision is missing before this one."),
    "other-policy": N_("The export is of a register with another policy."),
    "other-decision": N_("This is about another decision than the one in which it is to be recorded."),
    "no-address": N_("This is no e-mail address. Write it as name@example.org."),
    "no-mail-server": N_("This names no mail server. Write smtp://host or smtps://user@host."),
    "no-meeting-known": N_("No earlier meeting is known. Give a date, or adopt the meetings of a calendar."),
    "no-meetings": N_("This holds no meetings that can be read: give an iCalendar file or a meeting plan in JSON."),
    "which-organ": N_("The file holds the meetings of several. Say whose."),
    "unknown-organ": N_("The file holds no meeting of that name."),
    "no-day": N_("The day of a meeting cannot be read."),
    "ids-withheld": N_("Who it was is withheld here. A move needs an export made without --as."),
}

SORTS: Mapping[str, str] = {
    "-type": N_("This is of another type than what belongs here."),
    "-parsing": N_("This cannot be read as what belongs here."),
    "greater-than": N_("This is less, or earlier, than what can be recorded."),
    "less-than": N_("This is more, or later, than what can be recorded."),
}
"""What stands for flaws of one sort, by how their codes begin or end."""


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


LEVELS_ARE = N_("There is no such level. The levels are {levels}.")
LEVEL_NEAR = N_("There is no such level. The levels are {levels}. Did you mean {near}?")


def flaw_sentence(flaw: Flaw, words: Wording) -> str:
    """What is wrong, in the reader's language where the catalogue has it, else in English."""
    if flaw.code == "unknown-level" and flaw.known:
        levels = words.these(flaw.known)
        return words.say(LEVEL_NEAR if flaw.instead else LEVELS_ARE, levels=levels, near=flaw.instead)
    if flaw.code in FLAWS:
        return words.text(FLAWS[flaw.code])
    for sort, said in SORTS.items():
        if flaw.code.startswith(sort) or flaw.code.endswith(sort):
            return words.text(said)
    return flaw.detail
