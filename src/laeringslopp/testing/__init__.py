"""A test kit for whoever embeds the library: what was on record, what is recorded next, and what the register answers.

The shape is event-driven-io/emmett's: given facts, when a fact is recorded, then it is recorded or refused.

>>> _ = (
...     given(opened(), chosen(), started("t1"), disclosed("f1", trial="t1"), ended("t1", "failed"))
...     .when(retried("t2", of="t1"))
...     .refused("retry-has-adjustment", missing="adjustment")
... )

Nothing here needs pytest. With pytest, ``from laeringslopp.testing.fixtures import given`` in a ``conftest.py``
makes ``given`` a fixture.
"""

from laeringslopp.testing.clock import START, Clock
from laeringslopp.testing.happened import (
    acknowledged,
    adjusted,
    answered,
    asked,
    assessed,
    chosen,
    concluded,
    contained,
    corrected,
    criterion,
    disclosed,
    drawn,
    ended,
    escalated,
    materialised,
    observed,
    opened,
    overseen,
    presented,
    proposed,
    reopened,
    retried,
    ruled,
    shared,
    started,
    waived,
)
from laeringslopp.testing.scenario import DECISION, Given, Outcome, Step, actor, entry, given

__all__ = [
    "DECISION",
    "START",
    "Clock",
    "Given",
    "Outcome",
    "Step",
    "acknowledged",
    "actor",
    "adjusted",
    "answered",
    "asked",
    "assessed",
    "chosen",
    "concluded",
    "contained",
    "corrected",
    "criterion",
    "disclosed",
    "drawn",
    "ended",
    "entry",
    "escalated",
    "given",
    "materialised",
    "observed",
    "opened",
    "overseen",
    "presented",
    "proposed",
    "reopened",
    "retried",
    "ruled",
    "shared",
    "started",
    "waived",
]
