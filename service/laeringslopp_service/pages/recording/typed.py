"""What somebody typed, field by field, and what waits until something else is recorded first. None of it is lost."""

import json
import re
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from laeringslopp.facts import KINDS

KEY = re.compile(r"[A-Za-z0-9_-]{1,64}")
RESERVED = frozenset(("token", "key", "go", "then", "lang", "as"))
"""Names that a form, or an address, uses for itself."""
DEEPEST = 8
"""How many forms may wait for one another."""
MOST_ROWS = 100
Values = tuple[str, ...]


def new_key() -> str:
    """A key under which one form is recorded once, however often it is sent."""
    return secrets.token_urlsafe(18)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A form that waits until something else is on record."""

    decision_id: str
    """Empty where the form is to open one."""
    kind: str
    typed: "Typed"


@dataclass(frozen=True, slots=True)
class Typed:
    """The fields of one form by name, as the browser sent them."""

    values: Mapping[str, Values] = field(default_factory=dict)
    key: str = field(default_factory=new_key)
    then: Waiting | None = None

    def one(self, name: str) -> str:
        """What stands in a field, without space around it."""
        return next((value for value in reversed(self.values.get(name, ())) if value.strip()), "").strip()

    def many(self, name: str) -> Values:
        """All that was chosen in a field."""
        return tuple(dict.fromkeys(value.strip() for value in self.values.get(name, ()) if value.strip()))

    def raw(self, name: str) -> str:
        """What stands in a field, exactly."""
        values = self.values.get(name, ())
        return values[-1] if values else ""

    def has(self, name: str) -> bool:
        """Whether anything stands in a field."""
        return any(value.strip() for value in self.values.get(name, ()))

    def under(self, name: str) -> bool:
        """Whether anything stands in a field or in one of its parts."""
        return any(self.has(each) for each in self.values if each == name or each.startswith(f"{name}."))

    def rows(self, name: str) -> int:
        """How many rows of a list of small models there are."""
        numbers = (
            each.removeprefix(f"{name}.").partition(".")[0] for each in self.values if each.startswith(f"{name}.")
        )
        known = [int(number) for number in numbers if number.isascii() and number.isdigit() and len(number) < 4]
        return min(max(known, default=-1) + 1, MOST_ROWS)

    def holding(self, more: Mapping[str, Values]) -> "Typed":
        """The same with more in it; what is given takes the place of what stood there."""
        return replace(self, values={**self.values, **more})

    def filling(self, more: Mapping[str, Values]) -> "Typed":
        """The same, with what is given where nothing stood."""
        fresh = {name: values for name, values in more.items() if not self.has(name)}
        return self.holding(fresh)

    def waiting_json(self) -> str:
        """What waits for this form, to be carried in it; empty where nothing does."""
        return json.dumps(_as_json(self.then), ensure_ascii=False) if self.then else ""


def from_form(sent: Iterable[tuple[str, Any]]) -> Typed:
    """What a browser sent; browsers end lines with carriage returns, a record does not."""
    values: dict[str, list[str]] = {}
    own: dict[str, str] = {}
    for name, value in sent:
        if not isinstance(value, str):
            continue
        if name in RESERVED:
            own[name] = value
        else:
            values.setdefault(name, []).append(value.replace("\r\n", "\n").replace("\r", "\n"))
    key = own.get("key", "")
    return Typed(
        {name: tuple(each) for name, each in values.items()},
        key if KEY.fullmatch(key) else new_key(),
        _from_json(own.get("then", "")),
    )


def from_query(asked: Iterable[tuple[str, str]]) -> dict[str, Values]:
    """What an address fills in."""
    values: dict[str, list[str]] = {}
    for name, value in asked:
        if name not in RESERVED and value.strip():
            values.setdefault(name, []).append(value)
    return {name: tuple(each) for name, each in values.items()}


def from_wire(fact: Mapping[str, Any]) -> dict[str, Values]:
    """The fields that a template of a fact, or of what is around it, fills in; not what it leaves to the recorder."""
    return {name: tuple(values) for name, values in _flat(fact, "") if values}


def _flat(value: Any, name: str) -> Iterator[tuple[str, list[str]]]:
    match value:
        case dict():
            for key, inner in value.items():
                if name or key != "kind":
                    yield from _flat(inner, f"{name}.{key}" if name else str(key))
        case list() | tuple():
            if any(isinstance(each, dict) for each in value):
                for at, inner in enumerate(value):
                    yield from _flat(inner, f"{name}.{at}")
            else:
                yield name, [said for each in value if (said := _said(each))]
        case _:
            yield name, [said] if (said := _said(value)) else []


TO_FILL_IN = "…"


def _said(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case str():
            return "" if value == TO_FILL_IN else value
    return str(value)


def _as_json(waiting: Waiting) -> dict[str, Any]:
    typed = waiting.typed
    then = {"then": _as_json(typed.then)} if typed.then else {}
    return {"decision_id": waiting.decision_id, "kind": waiting.kind, "key": typed.key, "typed": typed.values, **then}


def _from_json(text: str) -> Waiting | None:
    if not text:
        return None
    try:
        return _waiting(json.loads(text), DEEPEST)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None  # nobody's form wrote this


def _waiting(said: Any, depth: int) -> Waiting | None:
    decision_id, kind, key, typed = said["decision_id"], said["kind"], said["key"], said["typed"]
    if kind not in KINDS or not KEY.fullmatch(key) or depth == 0 or not isinstance(decision_id, str):
        return None
    values = {
        name: tuple(each)
        for name, each in typed.items()
        if isinstance(name, str) and name not in RESERVED and all(isinstance(value, str) for value in each)
    }
    then = _waiting(said["then"], depth - 1) if "then" in said else None
    return Waiting(decision_id, kind, Typed(values, key, then))
