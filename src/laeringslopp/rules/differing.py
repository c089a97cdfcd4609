"""What one policy tightened and loosened of another, rule by rule."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from laeringslopp.policy import TOP, Parameter, Policy
from laeringslopp.rules.document import DECIDING
from laeringslopp.rules.documented import installed, mode_in
from laeringslopp.rules.duty import Duty
from laeringslopp.rules.guard import Guard

Way = Literal["tightened", "loosened", "changed"]
WAYS: tuple[Way, ...] = ("tightened", "loosened", "changed")
Subject = Literal["mode", "owner", "parameter", "levels", "country", "july_counts", "closed", "meetings", "organs"]
STRENGTH = ("off", "on", "remark", "refuse")
"""How much a mode asks, from nothing."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is otherwise in the second of two policies."""

    way: Way
    """``changed`` where it neither asks more nor less of anybody."""
    subject: Subject
    before: Any
    after: Any
    rule_id: str | None = None
    parameter: Parameter[Any] | None = None
    level: str | None = None
    """Whose meetings, or whose organ."""


def differences(before: Policy, after: Policy) -> tuple[Difference, ...]:
    """What is otherwise in ``after``: levels and calendar first, then each rule in its order."""
    return (*_around(before, after), *(found for rule in installed() for found in _of_rule(rule, before, after)))


def _around(before: Policy, after: Policy) -> Iterator[Difference]:
    if before.levels != after.levels:
        yield Difference("changed", "levels", before.levels, after.levels)
    old, new = before.calendar, after.calendar
    if old.country != new.country:
        yield Difference("changed", "country", old.country, new.country)
    if old.july_counts != new.july_counts:
        way: Way = "tightened" if new.july_counts else "loosened"  # more days count, so a deadline is sooner
        yield Difference(way, "july_counts", old.july_counts, new.july_counts)
    if added := new.closed - old.closed:
        yield Difference("loosened", "closed", (), tuple(sorted(added)))
    if gone := old.closed - new.closed:
        yield Difference("tightened", "closed", tuple(sorted(gone)), ())
    for level in dict.fromkeys((*before.meetings, *after.meetings)):
        was, is_ = before.meetings.get(level, ()), after.meetings.get(level, ())
        if was != is_:
            yield Difference("changed", "meetings", was, is_, level=level)
    for level in dict.fromkeys((*before.organs, *after.organs)):
        called, is_called = before.organs.get(level, ""), after.organs.get(level, "")
        if called != is_called:
            yield Difference("changed", "organs", called, is_called, level=level)


def _of_rule(rule: Guard | Duty, before: Policy, after: Policy) -> Iterator[Difference]:
    was, is_ = mode_in(before, rule), mode_in(after, rule)
    if was != is_:
        way: Way = "tightened" if STRENGTH.index(is_) > STRENGTH.index(was) else "loosened"
        yield Difference(way, "mode", was, is_, rule.rule_id)
    old, new = (policy.owners.get(rule.rule_id, DECIDING) for policy in (before, after))
    if old != new:
        yield Difference(_owned(old, new, before, after), "owner", old, new, rule.rule_id)
    for parameter in rule.parameters:
        said, says = before.value(rule.rule_id, parameter), after.value(rule.rule_id, parameter)
        if said != says:
            yield Difference(_set(parameter, said, says), "parameter", said, says, rule.rule_id, parameter)


def _owned(old: str, new: str, before: Policy, after: Policy) -> Way:
    """The higher the owner stands, the fewer can set the rule aside."""
    if TOP in (old, new) and DECIDING in (old, new):
        return "tightened" if new == TOP else "loosened"
    was, is_ = _height(old, before), _height(new, after)
    if was is None or is_ is None or was == is_ or before.levels != after.levels:
        return "changed"
    return "tightened" if is_ < was else "loosened"


def _height(owner: str, policy: Policy) -> int | None:
    return 0 if owner == TOP else policy.levels.index(owner) if owner in policy.levels else None


def _set(parameter: Parameter[Any], was: Any, is_: Any) -> Way:
    if not parameter.tighter:
        return "changed"
    if parameter.among:  # words stand in their order, from the least
        was, is_ = parameter.among.index(was), parameter.among.index(is_)
    return "tightened" if (is_ > was) == (parameter.tighter == "more") else "loosened"
