"""Facts to compact JSON and back; SQL can read it too.

pydantic-core writes facts and reads them with their types; msgspec reads them as plain JSON, in less time
(``benchmarks/encoding.py`` compares the two at each).
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from msgspec import UNSET, UnsetType
from pydantic import TypeAdapter, ValidationError

from laeringslopp.entry import Recorded
from laeringslopp.errors import StoreError
from laeringslopp.facts import KINDS
from laeringslopp.store import upcast
from laeringslopp.store.protocol import Row, Stored
from laeringslopp.store.trusting import stored_validator

COLUMNS = ("decision_id", "version", "position")
"""Kept in columns of their own: on a recorded fact they do not count as set, so they stay out of the JSON."""

UNREADABLE = (ValidationError, msgspec.DecodeError, ValueError, LookupError, TypeError, AttributeError)
"""What comes of a row that holds anything: no JSON, no text, nothing at all, something else than was written."""

_recorded = TypeAdapter(Recorded)
_read = msgspec.json.Decoder().decode
_write = msgspec.json.Encoder().encode


class _OfKind(msgspec.Struct, gc=False):
    kind: str


class _Said(msgspec.Struct, gc=False):
    """What of a stored fact is asked for to write it as a line; all else in it is passed over, and must be JSON."""

    fact: _OfKind
    history: msgspec.Raw | UnsetType = UNSET
    remarks: msgspec.Raw | UnsetType = UNSET
    waived: msgspec.Raw | UnsetType = UNSET


_said = msgspec.json.Decoder(list[_Said]).decode
_OF_ONE_SHAPE = KINDS.keys() - upcast.SHAPES.keys()
_END = ord("}")
_LEFT_OUT = ',"history":false,"remarks":[],"waived":[]'


def encode(recorded: Recorded) -> Row:
    """A fact on its way in. What was left out stays out."""
    state = _recorded.serializer.to_json(recorded, exclude_unset=True, exclude_none=True)
    return Row(recorded.decision_id, recorded.version, upcast.topic_of(recorded.fact.kind), state)


def decode(
    stored: Stored,
    shapes: Mapping[str, int] = upcast.SHAPES,
    steps: Mapping[tuple[str, int], upcast.Step] = upcast.STEPS,
) -> Recorded:
    """A fact on its way out, in its kind's current shape. Raises StoreError where the row cannot be read."""
    try:
        if _is_current(stored.topic, shapes):
            recorded = stored_validator().validate_json(stored.state)
        else:
            object_ = upcast.upcast(stored.topic, _object(stored), shapes, steps)
            recorded = _recorded.validator.validate_json(json.dumps(object_))
        _refuse_another_kind(stored.topic, recorded.fact.kind)
    except UNREADABLE as error:
        raise _unreadable(stored, error) from error
    # The model is frozen for everybody else; here it is still being made.
    said = recorded.__dict__
    said["position"], said["decision_id"], said["version"] = stored[:3]
    return recorded  # type: ignore[no-any-return]


def as_json(
    stored: Stored,
    shapes: Mapping[str, int] = upcast.SHAPES,
    steps: Mapping[tuple[str, int], upcast.Step] = upcast.STEPS,
) -> dict[str, Any]:
    """A stored fact as plain JSON in its current shape, for projections that need no types. Raises StoreError."""
    try:
        object_ = _object(stored)
        if not _is_current(stored.topic, shapes):
            object_ = upcast.upcast(stored.topic, object_, shapes, steps)
        _refuse_another_kind(stored.topic, object_["fact"]["kind"])
    except UNREADABLE as error:
        raise _unreadable(stored, error) from error
    object_["position"], object_["decision_id"], object_["version"] = stored[:3]
    return object_


def as_lines(page: Sequence[Stored]) -> list[bytes]:
    """Stored facts as lines of the exchange format, of their own bytes: they are looked through, and not taken apart.

    Ends before the first that is no JSON, or says that it is of another kind; raises StoreError where that is the
    first of all.
    """
    lines: list[bytes] = []
    for stored, has in zip(page, _looked_through(page), strict=True):
        position, decision_id, version, topic, state = stored
        is_as_it_lies = has is not None and has.fact.kind == topic and topic in _OF_ONE_SHAPE
        if has is None or not is_as_it_lies or state[-1] != _END or '"' in decision_id:
            try:
                lines.append(_write({"history": False, "remarks": [], "waived": [], **as_json(stored)}) + b"\n")
            except StoreError:
                if not lines:
                    raise
                break
            continue
        left_out = _LEFT_OUT if has.history is has.remarks is has.waived is UNSET else _left_out(has)
        rest = f'{left_out},"decision_id":"{decision_id}","version":{version},"position":{position}}}\n'
        lines.append(state[:-1] + rest.encode())
    return lines


def _looked_through(page: Sequence[Stored]) -> Sequence[_Said | None]:
    """What each has; None of one that is damaged. All at once where none is."""
    try:
        said = _said(b"[%s]" % b",".join([stored.state for stored in page]))
    except UNREADABLE:
        said = []
    if len(said) == len(page):
        return said
    return [None] if len(page) == 1 else [_looked_through((stored,))[0] for stored in page]


def _left_out(has: _Said) -> str:
    """What of the fields that are left out where they say nothing a line has all the same."""
    history = "" if has.history is not UNSET else ',"history":false'
    remarks = "" if has.remarks is not UNSET else ',"remarks":[]'
    waived = "" if has.waived is not UNSET else ',"waived":[]'
    return history + remarks + waived


def as_recorded(object_: Mapping[str, Any]) -> Recorded:
    """What ``as_json`` gave, with its types."""
    recorded: Recorded = stored_validator().validate_python(object_, strict=False)
    return recorded


def _object(stored: Stored) -> dict[str, Any]:
    object_ = _read(stored.state)
    if not isinstance(object_, dict):
        raise ValueError("it is no JSON object")
    return object_


def _refuse_another_kind(topic: str, kind: str) -> None:
    """A row whose two words for what it is differ was not written by us, and one reader would go by either."""
    if topic.partition(":")[0] != kind:
        raise ValueError(f"it is kept as {topic} and says that it is {kind}")


def _is_current(topic: str, shapes: Mapping[str, int]) -> bool:
    """Whether the kind has had one shape only, as nearly every kind has."""
    return topic in KINDS and topic not in shapes


def _unreadable(stored: Stored, why: Exception) -> StoreError:
    where = f"position {stored.position} ({stored.decision_id}, version {stored.version})"
    return StoreError(
        f"the fact at {where} cannot be read: {why}",
        "unreadable",
        position=stored.position,
        decision=stored.decision_id,
        version=stored.version,
    )
