"""A policy as a document: what a person edits, what is recorded, and what is wrong with it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from pydantic import Field, ValidationError

from laeringslopp.errors import Flaw, pointer_step
from laeringslopp.facts import EXTERNAL
from laeringslopp.facts.values import Date, Id, Level, Maybe, Title, Value
from laeringslopp.nearest import nearest
from laeringslopp.policy import LEVELS, TOP, Calendar, Mode, Parameter, Policy
from laeringslopp.rules.duty import DUTIES, Duty
from laeringslopp.rules.guard import GUARDS, Guard
from laeringslopp.rules.plugins import load_plugins
from laeringslopp.rules.policies import shipped

OWN = ("mode", "owner")
"""What a rule's table may say besides its parameters."""


class CalendarDocument(Value):
    """Which days count in a deadline."""

    country: str = "NO"
    july_counts: bool = False
    closed: tuple[Date, ...] = ()


class PolicyDocument(Value):
    """A policy as it is written: what it does not name is as in the policy it is based on."""

    name: Id
    title: Maybe[Title] = None
    based_on: str = "standard"
    levels: tuple[Level, ...] = LEVELS
    calendar: CalendarDocument = CalendarDocument()
    meetings: Mapping[str, tuple[Date, ...]] = Field(default_factory=dict)
    rules: Mapping[str, Mapping[str, Any]] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Read:
    """A document that was read: the policy, or what is wrong with it."""

    policy: Policy | None
    flaws: tuple[Flaw, ...]


def read(document: Mapping[str, Any]) -> Read:
    """The policy that a document describes, or everything that is wrong with it; pointers are within the document."""
    try:
        written = PolicyDocument.model_validate_json(json.dumps(document, default=_plain))
    except ValidationError as error:
        return Read(None, tuple(_malformed(error)))
    flaws = tuple(_flaws(written))
    return Read(None, flaws) if flaws else Read(_policy(written), ())


@lru_cache(maxsize=64)
def policy_of(document: str) -> Policy:
    """The policy of a document that was found right when it was adopted; a rule that is no longer installed is off."""
    return _policy(PolicyDocument.model_validate_json(document))


def _plain(value: object) -> str:
    if isinstance(value, date):  # TOML and YAML have dates of their own
        return value.isoformat()
    raise TypeError(f"a policy holds no {type(value).__name__}")


def _malformed(error: ValidationError) -> Iterator[Flaw]:
    for each in error.errors(include_url=False):
        pointer = "".join(map(pointer_step, each["loc"]))
        last = str(each["loc"][-1]) if each["loc"] else ""
        hint = nearest(last, PolicyDocument.model_fields) if each["type"] == "extra_forbidden" else ""
        yield Flaw(each["type"].replace("_", "-"), f"{each['msg']}{hint}", pointer)


def _policy(written: PolicyDocument) -> Policy:
    base = shipped(written.based_on)
    modes, owners = dict(base.modes), dict(base.owners)
    parameters: dict[str, Mapping[str, Any]] = {}
    for rule_id, said in written.rules.items():
        if "mode" in said:
            modes[rule_id] = said["mode"]
        elif rule_id in GUARDS and GUARDS[rule_id].plugin is not None:
            modes[rule_id] = GUARDS[rule_id].standard  # to name a plugin's rule is to ask for it
        if "owner" in said:
            owners[rule_id] = said["owner"]
        parameters[rule_id] = MappingProxyType({name: value for name, value in said.items() if name not in OWN})
    return Policy(
        written.name,
        MappingProxyType(modes),
        written.levels,
        MappingProxyType(parameters),
        MappingProxyType(owners),
        Calendar(written.calendar.country, written.calendar.july_counts, frozenset(written.calendar.closed)),
        MappingProxyType({level: tuple(sorted(days)) for level, days in written.meetings.items()}),
    )


def _flaws(written: PolicyDocument) -> Iterator[Flaw]:
    load_plugins()
    if written.name in ("standard", "strict"):
        yield Flaw("name-taken", f"{written.name} ships with the library; choose another name", "/name")
    if written.based_on not in ("standard", "strict"):
        known = nearest(written.based_on, ("standard", "strict"))
        yield Flaw("unknown-policy", f"there is no policy {written.based_on!r}{known}", "/based_on")
    if not written.levels or len(set(written.levels)) < len(written.levels) or EXTERNAL in written.levels:
        detail = f"name each level once, from the top; {EXTERNAL} is outside the order"
        yield Flaw("levels", detail, "/levels")
    for level in written.meetings:
        if level not in written.levels:
            detail = f"there is no level {level!r}{nearest(level, written.levels)}"
            yield Flaw("unknown-level", detail, f"/meetings{pointer_step(level)}")
    for rule_id, said in written.rules.items():
        pointer = f"/rules{pointer_step(rule_id)}"
        rule: Guard | Duty | None = GUARDS.get(rule_id) or DUTIES.get(rule_id)
        if rule is None:
            detail = f"there is no rule {rule_id!r}{nearest(rule_id, (*GUARDS, *DUTIES))}"
            yield Flaw("unknown-rule", detail, pointer)
            continue
        for name, value in said.items():
            yield from _of_rule(rule, name, value, f"{pointer}{pointer_step(name)}", written.levels)


def _of_rule(rule: Guard | Duty, name: str, value: Any, pointer: str, levels: tuple[str, ...]) -> Iterator[Flaw]:
    if name == "mode":
        yield from _mode(rule, value, pointer)
    elif name == "owner":
        if value not in (TOP, *levels):
            yield Flaw("unknown-level", f"the owner is a level: {', '.join(levels)}; or {TOP}", pointer)
    else:
        known = {parameter.name: parameter for parameter in rule.parameters}
        if name not in known:
            detail = f"{rule.rule_id} has no parameter {name!r}{nearest(name, (*OWN, *known))}"
            yield Flaw("unknown-parameter", detail, pointer)
        else:
            yield from _parameter(known[name], value, pointer)


def _mode(rule: Guard | Duty, value: Any, pointer: str) -> Iterator[Flaw]:
    allowed = modes_of(rule)
    if value not in allowed:
        why = f"{rule.rule_id} has one mode in every policy" if len(allowed) == 1 else "choose one"
        yield Flaw("mode", f"{why}: {', '.join(allowed)}", pointer)


def modes_of(rule: Guard | Duty) -> tuple[Mode, ...]:
    """The modes that a policy may give a rule."""
    if isinstance(rule, Duty):
        return ("on", "off")
    if rule.never_waived:
        return (rule.standard,)
    return ("remark", "off") if rule.strict == "remark" else ("refuse", "remark", "off")


def _parameter(parameter: Parameter[Any], value: Any, pointer: str) -> Iterator[Flaw]:
    kind = type(parameter.default)
    fits = isinstance(value, int | float) if kind is float else isinstance(value, kind)
    if not fits or isinstance(value, bool):
        yield Flaw("parameter-type", f"{parameter.name} is {_NAMES[kind]}", pointer)
    elif parameter.among and value not in parameter.among:
        yield Flaw("parameter-word", f"{parameter.name} is one of {', '.join(parameter.among)}", pointer)
    elif not parameter.among and not (
        (parameter.least is None or value >= parameter.least) and (parameter.most is None or value <= parameter.most)
    ):
        detail = f"{parameter.name} is from {parameter.least} to {parameter.most}"
        yield Flaw("parameter-bounds", detail, pointer, instead=parameter.default)


_NAMES: Mapping[type, str] = {int: "a whole number", float: "a number", str: "a word"}
