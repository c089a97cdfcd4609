"""A policy as a document: what a person edits, what is recorded, and what is wrong with it."""

import json
import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from pydantic import Field, ValidationError
from pydantic_core import ErrorDetails

from laeringslopp.errors import Flaw, pointer_step
from laeringslopp.facts import EXTERNAL
from laeringslopp.facts.values import Date, Id, Level, Maybe, Title, Value
from laeringslopp.nearest import closest
from laeringslopp.policy import LEVELS, TOP, Calendar, Mode, Parameter, Policy
from laeringslopp.rules.calendar import countries
from laeringslopp.rules.duty import DUTIES, Duty
from laeringslopp.rules.guard import GUARDS, Guard
from laeringslopp.rules.plugins import load_plugins
from laeringslopp.rules.policies import shipped

OWN = ("mode", "owner")
"""What a rule's table may say besides its parameters."""
SHIPPED = ("standard", "strict")
"""The policies that others are based on."""
DECIDING = "deciding"
"""As the owner of a rule: the level that decides, whichever it is."""
NO_LEVELS = (EXTERNAL, TOP, DECIDING, "public")
"""Words with a meaning of their own, which no level can be called."""


class CalendarDocument(Value):
    """Which days count in a deadline."""

    country: str = Field("NO", pattern=r"^[A-Z]{2}$")
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
    organs: Mapping[str, Title] = Field(default_factory=dict)
    rules: Mapping[str, Mapping[str, Any]] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Read:
    """A document that was read: the policy, or what is wrong with it."""

    policy: Policy | None
    flaws: tuple[Flaw, ...]


def read(document: Mapping[str, Any]) -> Read:
    """The policy that a document describes, or everything that is wrong with it; pointers are within the document."""
    said = plain(document)
    flaws: list[Flaw] = []
    try:
        written = PolicyDocument.model_validate_json(json.dumps(said))
    except ValidationError as error:
        found = error.errors(include_url=False)
        flaws += map(_malformed, found)
        # What is well formed is looked at all the same, so that all that is wrong is told at once.
        written = PolicyDocument.model_validate_json(json.dumps(_well_formed(said, found)))
        if any(each["loc"][:1] == ("levels",) for each in found):
            flaws += (flaw for flaw in _flaws(written) if flaw.code != "unknown-level")
            return Read(None, tuple(flaws))
    flaws += _flaws(written)
    return Read(None, tuple(flaws)) if flaws else Read(_policy(written), ())


@lru_cache(maxsize=64)
def policy_of(document: str) -> Policy:
    """The policy of a document that was found right when it was adopted.

    What cannot be followed any more is as in the policy it is based on: a rule that is no longer installed, a parameter
    with other bounds. Raises ValueError where it is no policy at all.
    """
    written = PolicyDocument.model_validate_json(document)
    if written.based_on not in SHIPPED or list(_levels(written)):
        raise ValueError("this is no policy")
    return _policy(written)


def plain(value: Any) -> Any:
    """What TOML or YAML holds, as JSON has it: days and times are text there."""
    match value:
        case Mapping():
            return {str(key): plain(item) for key, item in value.items()}
        case date() | time():
            return value.isoformat()
        case float() if not math.isfinite(value):
            return str(value)
        case None | str() | bool() | int() | float():
            return value
        case Iterable() if not isinstance(value, bytes):
            return [plain(item) for item in value]
    return str(value)


_SAID: Mapping[str, tuple[str, str]] = {
    "missing": ("missing", "a policy has a name of its own: name = …"),
    "string_type": ("string-type", "this is a text"),
    "bool_type": ("bool-type", "this is true or false"),
    "tuple_type": ("list-type", "this is a list: [ … ]"),
    "mapping_type": ("table-type", "this is a table with keys of its own"),
    "model_type": ("table-type", "this is a table with keys of its own"),
    "model_attributes_type": ("table-type", "this is a table with keys of its own"),
}
_FORMS: Mapping[str, tuple[str, str]] = {
    r"^[A-Z]{2}$": ("country", "a country has two capital letters, such as NO (ISO 3166)"),
    r"^[A-Za-z0-9._-]{1,100}$": ("id", "a name has 1 to 100 of the characters A-Z a-z 0-9 . _ -"),
    r"^\d{4}-\d\d-\d\d$": ("date", "write a date as 2026-03-12"),
}


def _malformed(found: ErrorDetails) -> Flaw:
    pointer = "".join(map(pointer_step, found["loc"]))
    if found["type"] == "extra_forbidden":
        model = CalendarDocument if len(found["loc"]) > 1 else PolicyDocument
        where = "calendar" if model is CalendarDocument else "policy"
        word = str(found["loc"][-1])
        return _unknown("unknown-field", f"a {where} has no key {word!r}", word, model.model_fields, pointer)
    if found["type"] == "string_pattern_mismatch":
        how, detail = _FORMS.get(found["ctx"]["pattern"], ("", found["msg"]))
        return Flaw("string-pattern-mismatch", detail, pointer, values={"how": how})
    code, detail = _SAID.get(found["type"], (found["type"].replace("_", "-"), found["msg"]))
    return Flaw(code, detail, pointer)


def _well_formed(said: Mapping[str, Any], found: Iterable[ErrorDetails]) -> dict[str, Any]:
    """The document without what is malformed in it."""
    kept = dict(said)
    for each in found:
        top, *rest = each["loc"]
        if top == "rules" and rest and isinstance(kept.get("rules"), Mapping):
            kept["rules"] = {name: rule for name, rule in kept["rules"].items() if name != rest[0]}
        else:
            kept.pop(str(top), None)
    return {"name": "nameless", **kept}


def _unknown(code: str, detail: str, word: str, known: Collection[str], pointer: str) -> Flaw:
    """Something that nobody knows, with the nearest that somebody does."""
    near = closest(word, known)
    told = f"; did you mean {near!r}?" if near else f"; known are {', '.join(known)}" if len(known) < 12 else ""
    named = {"name": word, "near": near, "allowed": tuple(known)}
    return Flaw(code, f"{detail}{told}", pointer, instead=near, values=named)


def _policy(written: PolicyDocument) -> Policy:
    base = shipped(written.based_on)
    modes, owners = dict(base.modes), dict(base.owners)
    parameters: dict[str, Mapping[str, Any]] = {}
    for rule_id, said in written.rules.items():
        rule = rule_of(rule_id)
        if rule is None:
            continue  # it came with a plugin that is no longer installed
        right = {
            name: value for name, value in said.items() if not list(_of_rule(rule, name, value, "", written.levels))
        }
        # To name a plugin's rule is to ask for it.
        asked = rule.standard if isinstance(rule, Guard) and rule.plugin is not None else modes[rule_id]
        modes[rule_id] = right.pop("mode", asked)
        owner = right.pop("owner", None)
        if owner == DECIDING:
            owners.pop(rule_id, None)
        elif owner is not None:
            owners[rule_id] = owner
        if right:
            parameters[rule_id] = MappingProxyType(right)
    return Policy(
        written.name,
        MappingProxyType(modes),
        written.levels,
        MappingProxyType(parameters),
        MappingProxyType(owners),
        Calendar(written.calendar.country, written.calendar.july_counts, frozenset(written.calendar.closed)),
        MappingProxyType({level: tuple(sorted(set(days))) for level, days in written.meetings.items()}),
        MappingProxyType(dict(written.organs)),
    )


def rule_of(rule_id: str) -> Guard | Duty | None:
    """The rule of an id; None where none is installed."""
    return GUARDS.get(rule_id) or DUTIES.get(rule_id)


def _flaws(written: PolicyDocument) -> Iterator[Flaw]:
    load_plugins()
    if written.name in SHIPPED:
        yield Flaw("name-taken", f"{written.name} ships with the library; choose another name", "/name")
    if written.based_on not in SHIPPED:
        detail = f"there is no policy {written.based_on!r} to be based on"
        yield _unknown("unknown-policy", detail, written.based_on, SHIPPED, "/based_on")
    if written.calendar.country not in countries():
        detail = f"no holidays are known of {written.calendar.country!r}; write two letters of ISO 3166, such as NO"
        yield Flaw("unknown-country", detail, "/calendar/country")
    yield from _levels(written)
    for part, named in (("meetings", written.meetings), ("organs", written.organs)):
        for level in (level for level in named if level not in written.levels):
            pointer = f"/{part}{pointer_step(level)}"
            yield _unknown("unknown-level", f"there is no level {level!r}", level, written.levels, pointer)
    for rule_id, said in written.rules.items():
        pointer = f"/rules{pointer_step(rule_id)}"
        rule = rule_of(rule_id)
        if rule is None:
            known = (*GUARDS, *DUTIES)
            yield _unknown("unknown-rule", f"there is no rule {rule_id!r}", rule_id, known, pointer)
            continue
        for name, value in said.items():
            yield from _of_rule(rule, name, value, f"{pointer}{pointer_step(name)}", written.levels)


def _levels(written: PolicyDocument) -> Iterator[Flaw]:
    if not written.levels:
        yield Flaw("levels", "name at least one level, from the top", "/levels")
    for at, level in enumerate(written.levels):
        if level in NO_LEVELS:
            yield Flaw("levels", f"{level} has a meaning of its own; call the level something else", f"/levels/{at}")
        elif level in written.levels[:at]:
            yield Flaw("levels", f"{level} is named twice; name each level once, from the top", f"/levels/{at}")


def _of_rule(rule: Guard | Duty, name: str, value: Any, pointer: str, levels: tuple[str, ...]) -> Iterator[Flaw]:
    if name == "mode":
        yield from _mode(rule, value, pointer)
    elif name == "owner":
        known = (TOP, DECIDING, *levels)
        if value not in known:
            yield _unknown("unknown-level", f"no level {value!r} can own it", str(value), known, pointer)
    else:
        parameters = {parameter.name: parameter for parameter in rule.parameters}
        if name not in parameters:
            detail = f"{rule.rule_id} has no parameter {name!r}"
            yield _unknown("unknown-parameter", detail, name, (*OWN, *parameters), pointer)
        else:
            yield from _parameter(parameters[name], value, pointer)


def _mode(rule: Guard | Duty, value: Any, pointer: str) -> Iterator[Flaw]:
    allowed = modes_of(rule)
    if value not in allowed:
        if len(allowed) == 1:
            detail = f"{rule.rule_id} has one mode in every policy, {allowed[0]}"
            yield Flaw("mode", detail, pointer, instead=allowed[0], values={"allowed": allowed})
        else:
            yield _unknown("mode", f"{rule.rule_id} cannot be {value!r}", str(value), allowed, pointer)


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
    if not fits or isinstance(value, bool) != (kind is bool):
        how, name = _NAMES[kind]
        detail = f"{parameter.name} is {name}"
        yield Flaw("parameter-type", detail, pointer, instead=parameter.default, values={"how": how})
    elif parameter.among and value not in parameter.among:
        yield _unknown("parameter-word", f"{parameter.name} cannot be {value!r}", value, parameter.among, pointer)
    elif not parameter.among and not (
        (parameter.least is None or value >= parameter.least) and (parameter.most is None or value <= parameter.most)
    ):
        detail = f"{parameter.name} is {bounds_of(parameter)}, and {value} is not"
        bounds = {"least": parameter.least, "most": parameter.most}
        yield Flaw("parameter-bounds", detail, pointer, instead=parameter.default, values=bounds)


def bounds_of(parameter: Parameter[Any]) -> str:
    """What a parameter may be, in a few words: ``from 1 to 365``."""
    if parameter.among:
        return " or ".join(parameter.among)
    if parameter.least is None and parameter.most is None:
        return _NAMES[type(parameter.default)][1]
    parts = (("from", parameter.least), ("to", parameter.most))
    return " ".join(f"{word} {bound:g}" for word, bound in parts if bound is not None)


_NAMES: Mapping[type, tuple[str, str]] = {
    int: ("whole-number", "a whole number"),
    float: ("number", "a number"),
    str: ("word", "a text"),
    bool: ("yes", "true or false"),
}
