"""Rules that somebody else's package brings: as entry points of a module made for the test."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import EntryPoint
from types import ModuleType
from typing import Any

from laeringslopp import Policy
from laeringslopp.rules import GUARDS, Missing, OwnRule, Said, load_plugins, own_rule
from laeringslopp.rules.document import policy_of, read
from laeringslopp.rules.guard import guards_of
from laeringslopp.rules.plugins import GROUP, enter_plugins

MODULE = "their_rules"
WORDS = {
    "nb": Said("Alt har en kilde.", "Uten kilde vet ingen det.", "en kilde"),
    "nn": Said("Alt har ei kjelde.", "Utan kjelde veit ingen det.", "ei kjelde"),
    "en": Said("Everything has a source.", "Without a source nobody knows.", "a source"),
}


def rule(judge: Any, rule_id: str = "has-source", *kinds: Any, **more: Any) -> OwnRule:
    """A rule of theirs."""
    return own_rule(rule_id, *kinds, **WORDS, **more)(judge)


def asks(decision: Any, act: Any, policy: Any) -> Missing | None:
    """Everything has a source."""
    return None if act.recorded.sources else Missing("source")


def breaks(decision: Any, act: Any, policy: Any) -> Missing | None:
    """A fault of its author's."""
    raise ZeroDivisionError("their fault")


def answers(answer: Any) -> Any:
    """A function that gives this, whatever it is asked."""
    return lambda decision, act, policy: answer


@contextmanager
def installed(**rules: Any) -> Iterator[tuple[str, ...]]:
    """These are installed, each under an entry point of its name (``_`` for ``-``); what is said of them at the start.

    A text is where an entry point leads instead.
    """
    load_plugins()
    module = ModuleType(MODULE)
    points = []
    for name, value in rules.items():
        setattr(module, name, value)
        leads = value if isinstance(value, str) else f"{MODULE}:{name}"
        points.append(EntryPoint(name.replace("_", "-"), leads, GROUP))
    before = dict(GUARDS)
    sys.modules[MODULE] = module
    try:
        yield enter_plugins(points)
    finally:
        del sys.modules[MODULE]
        GUARDS.clear()
        GUARDS.update(before)
        guards_of.cache_clear()
        policy_of.cache_clear()


def naming(rule_id: str = "has-source", **said: Any) -> Policy:
    """A policy that asks for a rule."""
    # Theirs alone is what is asked about: nobody has chosen a direction in these decisions.
    policy = read({"name": "own", "rules": {rule_id: said, "trial-after-direction": {"mode": "off"}}}).policy
    assert policy is not None
    return policy
