"""Integrity: what holds for every fact, in every policy, whatever the rules say."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from laeringslopp.decision import Decision
from laeringslopp.entry import Recorded
from laeringslopp.errors import Flaw, pointer_step
from laeringslopp.facts import (
    EXTERNAL,
    KINDS,
    AccessChanged,
    CasePresented,
    DecisionEscalated,
    DecisionOpened,
    FailureContained,
    FailureDisclosed,
    LessonAcknowledged,
    LessonApplied,
    LessonShared,
    PolicyAdopted,
    QuestionAsked,
    Reference,
    RefersTo,
    RefersToDecision,
    RuleWaived,
    own_id,
    references,
)
from laeringslopp.facts.values import Noun
from laeringslopp.integrity.identity import identity_numbers, masked, may_hold_one
from laeringslopp.nearest import closest, nearest
from laeringslopp.policy import Policy
from laeringslopp.rules import DUTIES, GUARDS, POLICY_STREAM
from laeringslopp.rules.document import read
from laeringslopp.rules.guard import TO_FILL_IN

Elsewhere = Callable[[str], Decision]
"""Another decision of the register; an empty one where there is none."""


def flaws(recorded: Recorded, decision: Decision, policy: Policy, elsewhere: Elsewhere) -> list[Flaw]:
    """Everything that is wrong with an entry, given the decision as it stands before it."""
    fact = recorded.fact
    found: list[Flaw] = []
    if isinstance(fact, DecisionOpened | PolicyAdopted) or recorded.decision_id.startswith(POLICY_STREAM):
        found += _opening(recorded, decision, policy)
    if fact.names is not None and own_id(fact) in decision.things:
        found += _own_id(recorded, decision)
    found += _future(recorded)
    found += _levels(recorded, policy)
    for reference in references(fact):
        found += _reference(reference, recorded, decision, elsewhere)
    for at, version in enumerate(recorded.caused_by):
        if version > decision.version:
            detail, pointer = _no_version(version, decision), f"/caused_by/{at}"
            found.append(Flaw("no-such-version", detail, pointer, values=_last(version, decision)))
    if isinstance(fact, RuleWaived):
        found += _waiver(fact, policy, recorded.history)
    return found


def identity_flaws(recorded: Recorded, state: bytes) -> Iterator[Flaw]:
    """Where the entry holds a national identity number, with the text masked to record instead."""
    if recorded.version == 1 and masked(recorded.decision_id) != recorded.decision_id:
        detail = "this is a national identity number; choose an id that names the question"
        yield Flaw("no-national-identity", detail, "/decision_id")
    if not may_hold_one(state):
        return
    wire = recorded.model_dump(mode="json", exclude_unset=True, exclude_none=True)
    for pointer, safe in identity_numbers(wire):
        detail = "this holds a national identity number; record it without the number"
        yield Flaw("no-national-identity", detail, pointer, instead=safe)


def unfilled_flaws(recorded: Recorded, state: bytes) -> Iterator[Flaw]:
    """Where the entry says no more than a template does: whoever runs one as it stands has said nothing yet."""
    if recorded.history or _UNFILLED not in state:
        return
    wire = recorded.model_dump(mode="json", exclude_unset=True, exclude_none=True)
    for pointer in _unfilled(wire, ""):
        yield Flaw("not-filled-in", f"write what belongs here in place of {TO_FILL_IN}", pointer)


_UNFILLED = f'"{TO_FILL_IN}"'.encode()


def _unfilled(value: Any, pointer: str) -> Iterator[str]:
    if value == TO_FILL_IN:
        yield pointer
    elif isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _unfilled(inner, f"{pointer}{pointer_step(key)}")


def _opening(recorded: Recorded, decision: Decision, policy: Policy) -> Iterator[Flaw]:
    fact = recorded.fact
    if isinstance(fact, PolicyAdopted):
        yield from _policy(recorded, fact, decision)
    elif recorded.decision_id.startswith(POLICY_STREAM):
        yield Flaw("id-reserved", "ids that begin with policy. are for policies; choose another", "/decision_id")
    if isinstance(fact, DecisionOpened):
        if not recorded.decision_id.strip("."):
            detail = "clients take dots alone out of an address (RFC 3986, 5.2.4); give the id a letter or a digit"
            yield Flaw("id-of-dots", detail, "/decision_id")
        if decision.opened is not None:
            yield Flaw("already-opened", f"{recorded.decision_id} is opened already", "/fact")
        if fact.deciding_level not in policy.levels:
            detail = f"the deciding level is one of {', '.join(policy.levels)}"
            yield Flaw("unknown-level", detail, "/fact/deciding_level", known=policy.levels)


def _policy(recorded: Recorded, fact: PolicyAdopted, decision: Decision) -> Iterator[Flaw]:
    if not recorded.decision_id.startswith(POLICY_STREAM):
        detail = "a policy is recorded in its organisation's own stream, policy.<organisation>"
        yield Flaw("not-a-policy-stream", detail, "/decision_id")
    if recorded.access is not None and recorded.access.level != "open":
        detail = "everyone may know which rules an organisation has; leave access out, or write open"
        yield Flaw("policy-is-open", detail, "/access", instead="open")
    if recorded.history:
        return  # carried without effect
    for flaw in read(fact.policy).flaws:
        yield replace(flaw, pointer=f"/fact/policy{flaw.pointer}")
    last = decision.adopted[-1].in_force_from if decision.adopted else None
    if last is not None and fact.in_force_from <= last:
        detail = f"the policy before it is in force from {last.isoformat()}; this one comes into force later than that"
        if last > recorded.recorded_at:
            detail += (
                ". That one is still to come, and nothing takes it back: give a later time, and adopt there what is to "
                "stand; until the earlier one comes into force, the policy of today stays, and a rule may be waived"
            )
        yield Flaw("policy-before-earlier", detail, "/fact/in_force_from")


def _future(recorded: Recorded) -> Iterator[Flaw]:
    now = recorded.recorded_at
    if recorded.occurred_at > now and recorded.when.is_after(now):
        yield _is_future("/occurred_at", recorded.occurred_at, now)
    if recorded.known_from is not None and recorded.known_from > now:
        yield _is_future("/known_from", recorded.known_from, now)
    fact = recorded.fact
    if isinstance(fact, FailureDisclosed) and fact.discovered_at is not None and fact.discovered_at > now:
        yield _is_future("/fact/discovered_at", fact.discovered_at, now)
    if isinstance(fact, FailureContained) and fact.harm_stopped_at is not None and fact.harm_stopped_at > now:
        yield _is_future("/fact/harm_stopped_at", fact.harm_stopped_at, now)


def _is_future(pointer: str, at: datetime, now: datetime) -> Flaw:
    return Flaw(
        "not-in-the-future",
        f"{at.isoformat()} lies ahead (the register's clock says {now.isoformat(timespec='seconds')}); "
        "record what has happened, or a plan as plan-changed",
        pointer,
    )


def _levels(recorded: Recorded, policy: Policy) -> Iterator[Flaw]:
    for pointer, level in _levels_named(recorded):
        if not policy.knows(level):
            known = (*policy.levels, EXTERNAL)
            detail = f"there is no level {level!r}; the levels are {', '.join(known)}"
            yield Flaw("unknown-level", detail, pointer, known=known)


def _levels_named(recorded: Recorded) -> Iterator[tuple[str, str]]:
    yield "/by/level", recorded.by.level
    if recorded.recorded_by is not None:
        yield "/recorded_by/level", recorded.recorded_by.level
    fact = recorded.fact
    opened_with = fact.access if isinstance(fact, DecisionOpened) else None
    if opened_with is not None:
        yield from _each("/fact/access/levels", opened_with.levels)
    if recorded.access is not None and recorded.access is not opened_with:
        yield from _each("/access/levels", recorded.access.levels)
    match fact:
        case FailureDisclosed():
            if fact.discovered_by is not None:
                yield "/fact/discovered_by", fact.discovered_by
        case AccessChanged():
            yield from _each("/fact/access/levels", fact.access.levels)
        case LessonShared():
            yield from _each("/fact/with_levels", fact.with_levels)
        case CasePresented() | QuestionAsked() | DecisionEscalated():
            yield "/fact/to_level", fact.to_level
        case LessonAcknowledged():
            yield "/fact/level", fact.level


def _each(pointer: str, levels: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    return ((f"{pointer}/{at}", level) for at, level in enumerate(levels))


def _own_id(recorded: Recorded, decision: Decision) -> Iterator[Flaw]:
    name, noun = own_id(recorded.fact), recorded.fact.names
    if name and noun and name in decision.things:
        free = decision.next_id(noun)
        yield Flaw("id-taken", f"{name} names something already in this decision", f"/fact/{noun}_id", instead=free)


def _reference(reference: Reference, recorded: Recorded, decision: Decision, elsewhere: Elsewhere) -> Iterator[Flaw]:
    pointer, target = f"/fact{reference.pointer}", reference.target
    if isinstance(target, int):
        if target > decision.version:
            code = "presents-too-much" if isinstance(recorded.fact, CasePresented) else "no-such-version"
            detail, near = _no_version(target, decision), decision.version or None
            yield Flaw(code, detail, pointer, instead=near, values=_last(target, decision))
    elif reference.to is RefersToDecision:
        other = decision if target == decision.decision_id else elsewhere(target)
        if other.version == 0:
            detail = f"there is no decision {target} in this register"
            yield Flaw("no-such-decision", detail, pointer, values={"name": target})
        elif isinstance(recorded.fact, LessonApplied):
            lesson_id = recorded.fact.lesson.lesson_id
            thing = other.things.get(lesson_id)
            if thing is None or thing.noun != "lesson":
                yield Flaw("no-such-reference", f"{target} has no lesson {lesson_id}", "/fact/lesson/lesson_id")
    elif reference.to is RefersTo:
        yield from _named(target, reference.nouns, pointer, decision)


def _named(target: str, nouns: tuple[Noun, ...], pointer: str, decision: Decision) -> Iterator[Flaw]:
    thing = decision.things.get(target)
    if thing is None:
        what = " or ".join(nouns) or "thing"
        fitting = [name for name, known in decision.things.items() if not nouns or known.noun in nouns]
        detail = f"this decision has no {what} {target!r}{nearest(target, fitting)}"
        named = {"name": target, "near": closest(target, fitting)}
        yield Flaw("no-such-reference", detail, pointer, values=named)
    elif nouns and thing.noun not in nouns:
        yield Flaw("wrong-reference", f"{target} is a {thing.noun}; here stands a {' or '.join(nouns)}", pointer)


def _no_version(version: int, decision: Decision) -> str:
    return f"entry {version} is not on record; the last one before this is {decision.version}"


def _last(version: int, decision: Decision) -> dict[str, int]:
    return {"name": version, "last": decision.version}


def _waiver(fact: RuleWaived, policy: Policy, history: bool) -> Iterator[Flaw]:
    if fact.rule_id not in policy.modes:
        detail = f"there is no rule {fact.rule_id!r}{nearest(fact.rule_id, policy.modes)}"
        named = {"name": fact.rule_id, "near": closest(fact.rule_id, policy.modes)}
        yield Flaw("unknown-rule", detail, "/fact/rule_id", values=named)
    if fact.for_kind not in KINDS:
        detail = f"there is no kind {fact.for_kind!r}{nearest(fact.for_kind, KINDS)}"
        named = {"name": fact.for_kind, "near": closest(fact.for_kind, KINDS)}
        yield Flaw("unknown-kind", detail, "/fact/for_kind", values=named)
    elif not history:
        yield from _waives_nothing(fact)


def _waives_nothing(fact: RuleWaived) -> Iterator[Flaw]:
    """A waiver that no entry could ever use up would stand there as if something had been let past."""
    if fact.rule_id in DUTIES:
        detail = f"{fact.rule_id} is a duty, and only guards are waived; record what it asks for"
        yield Flaw("waives-duty", detail, "/fact/rule_id")
    rule = GUARDS.get(fact.rule_id)
    if rule is None or rule.never_waived or rule.kinds is None or fact.for_kind in rule.kinds:
        return
    asked = sorted(rule.kinds)
    detail = f"{fact.rule_id} is asked of {', '.join(asked)}, not of {fact.for_kind}"
    yield Flaw("waives-nothing", detail, "/fact/for_kind", instead=asked[0] if len(asked) == 1 else None)
