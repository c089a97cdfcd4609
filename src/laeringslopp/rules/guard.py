"""What a guard is: a pure function that says what a record lacks, and the register of all of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources.abc import Traversable
from types import ModuleType
from typing import Any, Generic, TypeVar

from laeringslopp.decision import Decision
from laeringslopp.entry import Actor, Recorded
from laeringslopp.facts import Fact
from laeringslopp.policy import Mode, Parameter, Policy
from laeringslopp.rules.elsewhere import NOWHERE, Elsewhere
from laeringslopp.when import When

F = TypeVar("F", bound=Fact)


@dataclass(frozen=True, slots=True)
class Act(Generic[F]):
    """What is judged: a fact with its envelope, as it will stand if nothing speaks against it."""

    fact: F
    recorded: Recorded
    elsewhere: Elsewhere = NOWHERE
    """What other decisions have learned; for the few guards that look further than the decision itself."""

    @property
    def by(self) -> Actor:
        """Whose act it is."""
        return self.recorded.by

    @property
    def happened_now(self) -> bool:
        """Whether it was recorded as it happened, as nearly everything is."""
        return self.recorded.occurred_at is self.recorded.recorded_at

    @property
    def when(self) -> When:
        """When it occurred, at its own precision."""
        return self.recorded.when


@dataclass(frozen=True, slots=True)
class Missing:
    """What would satisfy a guard: a stable word, its parameters, and facts to record first as templates."""

    what: str
    parameters: dict[str, Any] = field(default_factory=dict)
    record_first: tuple[dict[str, Any], ...] = ()
    takes_its_place: bool = False
    """The last template is to be recorded in place of the fact, not before it."""
    follows_disclosure: bool = False
    """It is missing only because a failure was disclosed: then no policy refuses, for silence would have passed."""


TO_FILL_IN = "…"
"""Stands in a template where the recorder writes. One without a kind is of fields of the refused entry itself."""


def the_only(names: Iterable[str]) -> list[str]:
    """For a template: the only id that could stand there, or a place to fill in."""
    found = list(names)
    return found if len(found) == 1 else [TO_FILL_IN]


def act_of(level: str) -> dict[str, Any]:
    """A template: whose act the refused entry has to be."""
    return {"by": {"id": TO_FILL_IN, "role": TO_FILL_IN, "level": level}}


def as_said(fact: Fact) -> dict[str, Any]:
    """A fact as it was told, in the exchange format: what a template goes on from."""
    return fact.model_dump(mode="json", exclude_unset=True, exclude_none=True)


Judge = Callable[[Decision, Act[Any], Policy], Missing | None]


@dataclass(frozen=True, slots=True)
class Said:
    """A rule in one language: the law, why it exists, and what is missing when it speaks."""

    law: str
    """A whole sentence."""
    reason: str
    """A whole sentence."""
    missing: str
    """As it goes on after “Cannot be recorded yet: missing …”."""


@dataclass(frozen=True, slots=True)
class Guard:
    """A rule about what a record must hold."""

    rule_id: str
    kinds: frozenset[str] | None
    """The kinds it looks at; None: every kind."""
    judge: Judge
    standard: Mode
    strict: Mode
    never_waived: bool
    parameters: tuple[Parameter[Any], ...] = ()
    owner: str | None = None
    """The level that owns it unless a policy names another; None: the deciding level, TOP: the top level."""
    plugin: str | None = None
    """The distribution that brought it; None: it ships with the library."""
    said: Mapping[str, Said] | None = None
    """What a plugin says of its rule, by language; the words of our own stand in the catalogues."""
    scenarios: Traversable | None = None
    """Where a plugin's scenarios lie."""


GUARDS: dict[str, Guard] = {}
"""Every guard by its stable id, in the order in which they judge."""


def guard(
    rule_id: str,
    *kinds: type[Fact],
    standard: Mode,
    strict: Mode = "refuse",
    never_waived: bool = False,
    parameters: tuple[Parameter[Any], ...] = (),
    owner: str | None = None,
) -> Callable[[Judge], Judge]:
    """Enters a function as the guard of this id, with its mode in each shipped policy."""

    def enter(judge: Judge) -> Judge:
        names = frozenset(cls.model_fields["kind"].default for cls in kinds) or None
        enter_guard(Guard(rule_id, names, judge, standard, strict, never_waived, parameters, owner))
        return judge

    return enter


def enter_guard(entered: Guard) -> None:
    """Enters a guard under its id."""
    GUARDS[entered.rule_id] = entered
    guards_of.cache_clear()


def arrange(subjects: Sequence[ModuleType]) -> None:
    """Puts the guards in the order of their subjects' files, and within a file as they stand; others come last."""
    at = {subject.__name__: number for number, subject in enumerate(subjects)}
    arranged = sorted(GUARDS.values(), key=lambda guard: at.get(guard.judge.__module__, len(at)))
    GUARDS.clear()
    GUARDS.update((guard.rule_id, guard) for guard in arranged)
    guards_of.cache_clear()


@cache
def guards_of(kind: str) -> tuple[Guard, ...]:
    """Those that look at a kind, in the order in which they judge."""
    return tuple(guard for guard in GUARDS.values() if guard.kinds is None or kind in guard.kinds)
