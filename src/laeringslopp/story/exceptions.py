"""Waivers in words that do not hide them: what became of each, and what the entry lacks that it let past."""

from collections.abc import Iterator

from laeringslopp.entry import Recorded
from laeringslopp.story.rulewords import RULES, law
from laeringslopp.story.wording import N_, Wording
from laeringslopp.timeline import Timeline, WaiverShown


def waiver_sentence(waiver: WaiverShown, words: Wording) -> str:
    """What became of a waiver."""
    last = words.day(waiver.fact.expires_on) if waiver.fact.expires_on else None
    match waiver.state:
        case "used" if waiver.used_by is not None:
            return words.say(N_("Used up by entry {version}."), version=waiver.used_by)
        case "used":
            return words.text(N_("Used up by an entry that is not shown here."))
        case "expired":
            return words.say(N_("Never used. It held through {day}."), day=last)
        case "history":
            return words.text(N_("Recorded afterwards. It sets nothing aside here."))
        case "unused":
            if last is not None:
                return words.say(N_("Not used yet. It holds through {day}."), day=last)
            return words.text(N_("Not used yet."))


def exceptions(recorded: Recorded, timeline: Timeline, words: Wording) -> Iterator[tuple[int, str | None, str]]:
    """Each waiver that an entry used: its version, its rule where the waiver is shown, and what the entry lacks."""
    for version in recorded.waived:
        waiver = timeline.waivers.get(version)
        rule_id = waiver.fact.rule_id if waiver else None
        yield version, rule_id, _let_past(version, rule_id, words)


def _let_past(version: int, rule_id: str | None, words: Wording) -> str:
    if rule_id is None:
        return words.say(N_("A rule was set aside for this, in entry {version}."), version=version)
    rule = RULES.get(rule_id)
    if rule is None or not rule.missing:
        set_aside = N_("The rule “{rule}” was set aside for this, in entry {version}.")
        return words.say(set_aside, rule=law(rule_id, words), version=version)
    without = N_("Recorded without {missing}: the rule was set aside in entry {version}.")
    return words.say(without, missing=words.text(rule.missing), version=version)
