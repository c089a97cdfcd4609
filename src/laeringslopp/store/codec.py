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
        if stored.topic in KINDS and stored.topic not in shapes:
            recorded = _recorded.validator.validate_json(stored.state)
        else:
            object_ = upcast.upcast(stored.topic, json.loads(stored.state), shapes, steps)
            recorded = _recorded.validator.validate_json(json.dumps(object_))
    except (ValidationError, ValueError, KeyError) as error:
        raise StoreError(
            f"the fact at position {stored.position} ({stored.decision_id}, version {stored.version}) "
            f"cannot be read: {error}"
        ) from error
    # The model is frozen for everybody else; here it is still being made.
    recorded.__dict__.update(decision_id=stored.decision_id, version=stored.version, position=stored.position)
    return recorded  # type: ignore[no-any-return]


def as_json(stored: Stored) -> dict[str, Any]:
    """A stored fact as plain JSON, for projections that need no types."""
    object_: dict[str, Any] = from_json(stored.state, cache_strings="keys")
    object_["decision_id"], object_["version"], object_["position"] = (
        stored.decision_id,
        stored.version,
        stored.position,
    )
    return object_
