"""Facts to compact JSON and back; SQL can read it too."""

import json
from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import from_json

from laeringslopp.entry import Recorded
from laeringslopp.errors import StoreError
from laeringslopp.facts import KINDS
from laeringslopp.store import upcast
from laeringslopp.store.protocol import Row, Stored
from laeringslopp.store.trusting import stored_validator

COLUMNS = ("decision_id", "version", "position")
"""Kept in columns of their own: on a recorded fact they do not count as set, so they stay out of the JSON."""

_recorded = TypeAdapter(Recorded)


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
    except (ValidationError, ValueError, LookupError) as error:
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
    except (ValueError, LookupError) as error:
        raise _unreadable(stored, error) from error
    object_["position"], object_["decision_id"], object_["version"] = stored[:3]
    return object_


def _object(stored: Stored) -> dict[str, Any]:
    object_ = from_json(stored.state, cache_strings="keys")
    if not isinstance(object_, dict):
        raise ValueError("it is no JSON object")
    return object_


def _is_current(topic: str, shapes: Mapping[str, int]) -> bool:
    """Whether the kind has had one shape only, as nearly every kind has."""
    return topic in KINDS and topic not in shapes


def _unreadable(stored: Stored, why: Exception) -> StoreError:
    return StoreError(
        f"the fact at position {stored.position} ({stored.decision_id}, version {stored.version}) cannot be read: {why}"
    )
