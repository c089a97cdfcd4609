"""Policies in words: what an adoption tightened and loosened, and a policy as those who ask for it are told."""

from collections.abc import Iterable, Mapping
from typing import Any

from laeringslopp.policy import TOP
from laeringslopp.rules.differing import WAYS, Difference, Way
from laeringslopp.rules.document import DECIDING
from laeringslopp.story.rulewords import law
from laeringslopp.story.wording import N_, Wording

Json = dict[str, Any]

MODES: Mapping[str, str] = {
    "refuse": N_("refuses"),
    "remark": N_("remarks"),
    "off": N_("is off"),
    "on": N_("is on"),
}
OWNERS: Mapping[str, str] = {TOP: N_("the top level"), DECIDING: N_("the deciding level")}
WORDS: Mapping[str, str] = {
    "minor": N_("minor"),
    "moderate": N_("moderate"),
    "serious": N_("serious"),
    "critical": N_("critical"),
}
"""The words that a parameter chooses among."""
HEADS: Mapping[Way, str] = {
    "tightened": N_("Tightened:"),
    "loosened": N_("Loosened:"),
    "changed": N_("Otherwise changed:"),
}


def difference_sentence(found: Difference, words: Wording) -> str:
    """What is otherwise, in one plain sentence."""
    rule = law(found.rule_id, words) if found.rule_id else ""

    def say(text: str, **values: object) -> str:
        return words.say(text, rule=rule, **values)

    match found.subject:
        case "mode":
            was, is_ = (words.text(MODES[mode]) for mode in (found.before, found.after))
            return say(N_("The rule “{rule}” {after}. Before: {before}."), before=was, after=is_)
        case "owner":
            was, is_ = (_owner(owner, words) for owner in (found.before, found.after))
            return say(N_("The rule “{rule}” is owned by {after}. Before: {before}."), before=was, after=is_)
        case "parameter":
            assert found.parameter is not None
            meaning = words.text(found.parameter.meaning)
            was, is_ = (_value(value, words) for value in (found.before, found.after))
            return say(
                N_("The rule “{rule}”: {meaning}: {after}. Before: {before}."), meaning=meaning, before=was, after=is_
            )
        case "levels":
            was, is_ = (words.these([words.level(level) for level in levels]) for levels in (found.before, found.after))
            return say(N_("The levels are {after}, from the top. Before: {before}."), before=was, after=is_)
        case "country":
            text = N_("The public holidays are those of {after}. Before: {before}.")
            return say(text, before=found.before, after=found.after)
        case "july_counts":
            return say(N_("July counts in deadlines.") if found.after else N_("July does not count in deadlines."))
        case "closed":
            if found.after:
                return say(N_("More days do not count in deadlines: {days}."), days=_days(found.after, words))
            return say(N_("These days count in deadlines again: {days}."), days=_days(found.before, words))
        case "meetings":
            level = words.level(found.level or "")
            if not found.after:
                return say(N_("No days are known on which {level} meets."), level=level)
            return say(N_("The meetings of {level}: {days}."), level=level, days=_days(found.after, words))
        case "organs":
            level = words.level(found.level or "")
            if not found.after:
                return say(N_("The organ of {level} has no name here any more."), level=level)
            return say(N_("The organ of {level} is {after}."), level=level, after=found.after)


def _owner(owner: str, words: Wording) -> str:
    return words.text(OWNERS[owner]) if owner in OWNERS else words.level(owner)


def _value(value: Any, words: Wording) -> str:
    if isinstance(value, bool):
        return words.text(N_("yes") if value else N_("no"))
    if isinstance(value, int | float):
        return words.number(value)
    return words.text(WORDS[value]) if value in WORDS else str(value)


def _days(days: Iterable[Any], words: Wording) -> str:
    return words.these([words.day(day) for day in days])


def tell_differences(found: Iterable[Difference], words: Wording) -> Json:
    """All of them: what was tightened, what was loosened, and what is otherwise neither."""
    told: Json = {way: [] for way in WAYS}
    for each in found:
        told[each.way].append(_difference(each, words))
    return told


def _difference(found: Difference, words: Wording) -> Json:
    said = {
        "rule_id": found.rule_id,
        "subject": found.subject,
        "parameter": found.parameter.name if found.parameter else None,
        "level": found.level,
        "before": _plain(found.before),
        "after": _plain(found.after),
        "sentence": difference_sentence(found, words),
    }
    return {name: value for name, value in said.items() if value is not None}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value if isinstance(value, str | int | float) else value.isoformat()
