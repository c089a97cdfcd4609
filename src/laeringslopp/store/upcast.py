"""Older stored shapes, made new when they are read; what lies in the store is never rewritten.

A fact's shape is part of its topic: ``kind`` is shape 1, ``kind:2`` shape 2. When a kind's stored shape
changes, raise its number in ``SHAPES`` and add the step from the old shape to ``STEPS``.
"""

from collections.abc import Callable, Mapping
from typing import Any

Step = Callable[[dict[str, Any]], dict[str, Any]]
"""From a stored object (envelope with ``fact``) to the same in the next shape."""

SHAPES: Mapping[str, int] = {}
"""The current shape of each kind that has had more than one."""

STEPS: Mapping[tuple[str, int], Step] = {}
"""The step away from each older shape."""


def topic_of(kind: str, shapes: Mapping[str, int] = SHAPES) -> str:
    """The topic under which a kind is stored now."""
    shape = shapes.get(kind, 1)
    return kind if shape == 1 else f"{kind}:{shape}"


def upcast(topic: str, stored: dict[str, Any], shapes: Mapping[str, int], steps: Mapping[tuple[str, int], Step]) -> Any:
    """The stored object in its kind's current shape. Raises LookupError where no step leads there."""
    kind, _, number = topic.partition(":")
    first, current = int(number or 1), shapes.get(kind, 1)
    if first > current:
        raise LookupError(
            f"it has shape {first} of {kind}, and this version reads up to {current}; upgrade laeringslopp"
        )
    for shape in range(first, current):
        if (kind, shape) not in steps:
            raise LookupError(f"nothing leads from shape {shape} of {kind} to the next")
        stored = steps[kind, shape](stored)
    return stored
