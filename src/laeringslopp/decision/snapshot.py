"""A folded decision as bytes and back, so that a very long stream need not be folded from its beginning again.

A snapshot is never the record: it is dropped whenever the code that folds has changed, and made anew from the facts.
Only the few types that a decision is made of are read back; nothing in the bytes is run.
"""

import inspect
import json
from collections.abc import Callable, Iterable
from dataclasses import fields
from datetime import datetime
from functools import cache
from hashlib import sha256
from typing import Any

from immutables import Map
from pydantic import BaseModel

from laeringslopp import access, facts, when
from laeringslopp.access import Ruling, Rulings
from laeringslopp.decision import drafting, evolve, state
from laeringslopp.facts import Access, Criterion, DecisionOpened, RuleWaived

_NAMED = (
    state.Named,
    state.Risk,
    state.Trial,
    state.Failure,
    state.Lesson,
    state.Answerable,
    state.Direction,
    state.Notable,
    state.Appointment,
    state.Adoption,
    Ruling,
)
_MODELS: tuple[type[BaseModel], ...] = (Access, Criterion, DecisionOpened, RuleWaived)
_CLASSES: tuple[type[Any], ...] = (state.Decision, Rulings)
_BY_NAME: dict[str, type[Any]] = {each.__name__: each for each in (*_NAMED, *_MODELS, *_CLASSES)}


@cache
def shape() -> str:
    """A digest of the code that folds: a snapshot of another shape is not read."""
    digest = sha256()
    for module in (state, drafting, evolve, access, when, facts):
        digest.update(inspect.getsource(module).encode())
    return digest.hexdigest()[:16]


def freeze(decision: state.Decision) -> bytes:
    """The decision as JSON."""
    return json.dumps(_plain(decision), ensure_ascii=False, separators=(",", ":")).encode()


def thaw(frozen: bytes) -> state.Decision:
    """The decision that was frozen. Raises ValueError for what is none."""
    try:
        decision = _made(json.loads(frozen))
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        raise ValueError(f"no snapshot: {error!r}") from error
    if not isinstance(decision, state.Decision):
        raise ValueError("no snapshot of a decision")
    return decision


def _plain(value: Any) -> Any:
    """JSON in which whatever is not JSON already is a pair: what it is, and what it holds."""
    match value:
        case None | bool() | int() | float() | str():
            return value
        case datetime():
            return ["time", value.isoformat()]
        case Map():
            return ["map", _groups(value)]
        case BaseModel():
            return [type(value).__name__, value.model_dump_json(exclude_unset=True, exclude_none=True)]
        case frozenset():
            return ["set", sorted(value)]
        case state.Decision() | Rulings():
            return [type(value).__name__, [_plain(getattr(value, each.name)) for each in fields(value)]]
        case tuple():
            name = type(value).__name__
            return [name if name in _BY_NAME else "tuple", [_plain(inner) for inner in value]]
    raise TypeError(f"a decision holds no {type(value).__name__}")


def _groups(held: Map[Any, Any]) -> list[Any]:
    """A map by columns, one group for each type of value: thousands of small tuples are read back in a few calls."""
    groups: dict[tuple[str, int], list[tuple[Any, Any]]] = {}
    for key, value in held.items():
        is_tuple = isinstance(value, tuple)
        groups.setdefault((type(value).__name__ if is_tuple else "", len(value) if is_tuple else 1), []).append(
            (key, value)
        )
    return [
        [name, _column([key for key, _ in items]), [_column(column) for column in _columns(name, items)]]
        for (name, _), items in groups.items()
    ]


def _columns(name: str, items: list[tuple[Any, Any]]) -> list[list[Any]]:
    values = [value for _, value in items]
    return [list(column) for column in zip(*values, strict=True)] if name else [values]


def _column(values: list[Any]) -> list[Any]:
    """Values of one type as they are, or as text; others each by itself."""
    types = set(map(type, values))
    if types <= {str, int, float, bool, type(None)}:
        return ["as-is", values]
    if types == {datetime}:
        return ["times", [value.isoformat() for value in values]]
    return ["each", [_plain(value) for value in values]]


def _values(column: Any) -> Any:
    how, values = column
    match how:
        case "as-is":
            return values
        case "times":
            return map(datetime.fromisoformat, values)
        case "each":
            return map(_made, values)
    raise ValueError(f"no column {how!r}")


def _map(groups: Any) -> Map[Any, Any]:
    made: dict[Any, Any] = {}
    for name, keys, columns in groups:
        values: Iterable[Any]
        if not name:
            values = _values(columns[0])
        elif name == "tuple":
            values = zip(*map(_values, columns), strict=True)
        else:
            values = map(_BY_NAME[name], *map(_values, columns))
        made.update(zip(_values(keys), values, strict=True))
    return Map(made)


_PLAIN: dict[str, Callable[[Any], Any]] = {
    "time": datetime.fromisoformat,
    "map": _map,
    "set": frozenset,
    "tuple": lambda held: tuple(map(_made, held)),
}


def _made(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    what, held = value
    if what in _PLAIN:
        return _PLAIN[what](held)
    made = _BY_NAME[what]
    if issubclass(made, BaseModel):
        return made.model_validate_json(held)
    return made(*map(_made, held))
