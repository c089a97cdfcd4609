"""A policy written out whole, as a document that a person can edit."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from laeringslopp.policy import Mode, Policy
from laeringslopp.rules.document import DECIDING, SHIPPED, modes_of
from laeringslopp.rules.duty import DUTIES, Duty
from laeringslopp.rules.guard import GUARDS, Guard

Json = dict[str, Any]
LONGEST = 100
"""How many characters an id has at most."""
KEPT = ("levels", "calendar", "meetings", "organs")
"""What an organisation keeps when it goes over to a policy that ships."""


def installed() -> tuple[Guard | Duty, ...]:
    """Every rule that a policy can speak of: guards, then duties."""
    return (*GUARDS.values(), *DUTIES.values())


def mode_in(policy: Policy, rule: Guard | Duty) -> Mode:
    """How a rule acts under a policy; one that has one mode in every policy has it whatever is written."""
    allowed = modes_of(rule)
    return allowed[0] if len(allowed) == 1 else policy.mode(rule.rule_id)


def document_of(policy: Policy, title: str | None = None, based_on: str | None = None) -> Json:
    """The document that describes a policy: every key, every rule with its mode, owner and parameters."""
    base = based_on or (policy.name if policy.name in SHIPPED else "standard")
    return {
        "name": policy.name,
        **({} if title is None else {"title": title}),
        "based_on": base,
        "levels": list(policy.levels),
        "calendar": {
            "country": policy.calendar.country,
            "july_counts": policy.calendar.july_counts,
            "closed": [day.isoformat() for day in sorted(policy.calendar.closed)],
        },
        "meetings": {level: [day.isoformat() for day in days] for level, days in policy.meetings.items()},
        "organs": dict(policy.organs),
        "rules": {rule.rule_id: _rule(policy, rule) for rule in installed()},
    }


def _rule(policy: Policy, rule: Guard | Duty) -> Json:
    said: Json = {"mode": mode_in(policy, rule), "owner": policy.owners.get(rule.rule_id, DECIDING)}
    said.update((parameter.name, policy.value(rule.rule_id, parameter)) for parameter in rule.parameters)
    return said


def named_document(name: str, organisation: str, kept: Policy) -> Json:
    """A shipped policy as a document of the organisation's own: ``strict`` becomes ``<organisation>-strict``.

    Its rules are those that ship; the organisation keeps its levels, calendar, meetings and organs.
    """
    own = f"{organisation[: LONGEST - 1 - len(name)]}-{name}"
    whole = document_of(kept)
    return {"name": own, "based_on": name, **{part: whole[part] for part in KEPT}}


def with_meetings(
    document: Json,
    level: str,
    days: Iterable[date],
    known: Iterable[date],
    today: date,
    organ: str | None = None,
    begins: date | None = None,
) -> Json:
    """The document with a level's meetings as a plan says them.

    From the plan's first day on, or from the day it ``begins``, it is the plan that counts, so a meeting can be moved
    or called off. What lies before that, and every meeting that was held, stays as it was known.
    """
    planned = set(days)
    first = max([today, *([begins] if begins else [min(planned)] if planned else [])])
    written = [day.isoformat() for day in sorted({*(day for day in known if day < first), *planned})]
    changed = {**document, "meetings": {**document.get("meetings", {}), level: written}}
    return changed if organ is None else {**changed, "organs": {**document.get("organs", {}), level: organ}}
