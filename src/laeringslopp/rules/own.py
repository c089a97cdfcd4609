"""What a rule of an embedder's own is: a function with its parameters, sentences and scenarios.

A package registers it under the entry-point group ``laeringslopp.rules``, by its rule id. See docs/own-rules.md.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Any, Literal

from laeringslopp.facts import Fact
from laeringslopp.policy import Mode, Parameter
from laeringslopp.rules.guard import Judge, Said


@dataclass(frozen=True, slots=True)
class OwnRule:
    """A guard that another distribution brings. Make one with ``own_rule``."""

    rule_id: str
    judge: Judge
    said: Mapping[str, Said]
    kinds: frozenset[str] | None
    mode: Mode
    only_remarks: bool
    parameters: tuple[Parameter[Any], ...]
    scenarios: Traversable | None


def own_rule(
    rule_id: str,
    *kinds: type[Fact],
    nb: Said,
    nn: Said,
    en: Said,
    mode: Literal["refuse", "remark"] = "remark",
    only_remarks: bool = False,
    parameters: tuple[Parameter[Any], ...] = (),
    scenarios: Traversable | None = None,
) -> Callable[[Judge], OwnRule]:
    """Makes a rule of a pure function ``(decision, act, policy)`` that gives a ``Missing``, or None.

    ``kinds``: the facts that it looks at (none: every fact). ``mode``: how it acts where a policy names it without a
    mode; where no policy names it, it is off. ``scenarios``: a folder with ``no/*.feature`` and ``en/*.feature``, as
    ``importlib.resources.files(__name__) / "features"``. Raises ValueError for a mode that the rule cannot have.
    """
    if mode not in ("refuse", "remark") or (only_remarks and mode != "remark"):
        raise ValueError(f"{rule_id} cannot have the mode {mode!r}")
    names = frozenset(cls.model_fields["kind"].default for cls in kinds) or None

    def made(judge: Judge) -> OwnRule:
        said = {"nb": nb, "nn": nn, "en": en}
        return OwnRule(rule_id, judge, said, names, mode, only_remarks, parameters, scenarios)

    return made
