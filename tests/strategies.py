"""Random decisions for property tests: every kind of fact, every field, recorded through a register as anybody would.

A *walk* opens a register and records what its state allows: an id refers to what is on record, a time lies in the past,
a text is a mark that occurs nowhere else (``⟨17⟩``), and so is a person's id (``p.17.p``). What a rule refuses is left
out, as in life. Facts are made from the fields that their classes declare, so a new kind or field is walked too.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from laeringslopp import Access, DecisionOpened, Entry, PolicyAdopted, Reader, Recorded, Refused, Register
from laeringslopp.entry import Envelope, Ext
from laeringslopp.facts import EXTERNAL, KINDS, AccessTerms, RefersTo, RefersToDecision, RefersToVersion, Value
from laeringslopp.facts.deciding import Likelihood
from laeringslopp.facts.values import Date, Id, Number, Share, Text, Time, Title, Version
from laeringslopp.policy import LEVELS, Policy
from laeringslopp.rules import GUARDS
from laeringslopp.store import open_store
from laeringslopp.story import tell_recorded
from laeringslopp.testing import Clock

ORGANISATIONS = ("town", "county")
TAGS = ("care", "school", "roads", "water")
METRICS = ("uptake", "falls", "minutes")
AGES = tuple(timedelta(days=days) for days in (0, 0, 0, 1, 29, 30, 31, 45, 400, 4_000))
ZONES = tuple(timezone(timedelta(minutes=minutes)) for minutes in (0, 60, 330, -480))
MARK = re.compile(r"⟨\d+⟩|p\.\d+\.p")

SAYS_SOMETHING = {"direction-chosen": "what", "observation-recorded": "note", "failure-corrected": "what_happened"}
"""Of the kinds that need one field of several, the field that is always given."""
LOOPS = ("trial-started", "failure-disclosed", "trial-ended", "lesson-drawn", "adjustment-made", "retry-started")
"""Kinds that a walk picks more often, or few loops would come round."""


@dataclass
class Walk:
    """A register, and what happened on the way."""

    register: Register
    clock: Clock
    marks: int = 0
    decisions: list[str] = field(default_factory=list)

    def text(self) -> str:
        """A text that occurs nowhere else."""
        self.marks += 1
        return f"⟨{self.marks}⟩"

    def person(self) -> str:
        """The id of a person who occurs nowhere else."""
        self.marks += 1
        return f"p.{self.marks}.p"

    def new_id(self) -> str:
        """An id that is not taken."""
        self.marks += 1
        return f"x{self.marks}"


@dataclass(frozen=True)
class Place:
    """Where in a walk something is made up: what it may refer to."""

    draw: Callable[[st.SearchStrategy[Any]], Any]
    walk: Walk
    decision_id: str

    @property
    def decision(self) -> Any:
        """What is on record there."""
        return self.walk.register.decision(self.decision_id)

    def names(self, nouns: tuple[str, ...]) -> list[str]:
        """The ids on record of these nouns; of all, where none are named."""
        if self.decision_id not in self.walk.decisions:
            return []
        return [name for name, thing in self.decision.things.items() if not nouns or thing.noun in nouns]

    def lessons(self) -> list[tuple[str, str]]:
        """Every lesson in the register, by decision."""
        return [
            (decision_id, name)
            for decision_id in self.walk.decisions
            for name, thing in self.walk.register.decision(decision_id).things.items()
            if thing.noun == "lesson"
        ]


@cache
def _hints(cls: type[Value]) -> dict[str, Any]:
    hints = get_type_hints(cls, include_extras=True)
    return {name: hints[name] for name in cls.model_fields if name != "kind"}


def is_possible(kind: str, place: Place) -> bool:
    """Whether there is something on record for each reference that a kind cannot do without."""
    if kind == "lesson-applied":
        return bool(place.lessons())
    needed = [mark for name, hint in _hints(KINDS[kind]).items() for mark in _marks(hint)]
    return all(place.names(mark.nouns) for mark in needed)


def _marks(hint: Any) -> Iterator[RefersTo]:
    if get_origin(hint) is Annotated:
        yield from (mark for mark in get_args(hint)[1:] if isinstance(mark, RefersTo))


def made_up(cls: type[Value], place: Place) -> dict[str, Any]:
    """Values for the fields of a fact, an envelope or a part of one; what may be left out sometimes is."""
    kind = cls.model_fields["kind"].default if "kind" in cls.model_fields else None
    own_id = f"{cls.names}_id" if getattr(cls, "names", None) else None
    values: dict[str, Any] = {}
    for name, hint in _hints(cls).items():
        if name == own_id:
            values[name] = place.walk.new_id()
        elif name == "lesson":
            decision_id, lesson_id = place.draw(st.sampled_from(place.lessons()))
            values[name] = {"decision_id": decision_id, "lesson_id": lesson_id}
        else:
            value = _value(name, hint, place, must=SAYS_SOMETHING.get(kind or "") == name)
            if value is not None:
                values[name] = value
    if "amount" in values:
        values["currency"] = "NOK"
    return values


NAMED_FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "organisation": st.sampled_from(ORGANISATIONS),
    "deciding_level": st.sampled_from(LEVELS),
    "rule_id": st.sampled_from(sorted(GUARDS)),
    "for_kind": st.sampled_from(sorted(KINDS)),
    "tags": st.lists(st.sampled_from(TAGS), max_size=2).map(tuple),
    "applies_to": st.lists(st.sampled_from(TAGS), max_size=2).map(tuple),
    "target": st.integers(0, 10),
    "value": st.one_of(st.none(), st.integers(0, 10)),
    "amount": st.integers(1, 10**9).map(str),
    "currency": st.just("NOK"),
    "until": st.none() | st.dates(datetime(2025, 1, 1).date(), datetime(2028, 1, 1).date()),  # noqa: DTZ001 - a day
}
"""Fields whose values say more than their type does."""

LEVEL_FIELDS = {"level", "to_level", "with_levels", "levels", "discovered_by"}
PLAIN: tuple[tuple[Any, st.SearchStrategy[Any]], ...] = (
    (Date, st.dates(datetime(2020, 1, 1).date(), datetime(2030, 1, 1).date())),  # noqa: DTZ001 - a day
    (Number, st.integers(-(10**6), 10**6) | st.floats(-1e6, 1e6)),
    (Share, st.floats(0, 1)),
    (Likelihood, st.integers(1, 5)),
    (bool, st.booleans()),
)
"""Types whose values have nothing to do with what is on record."""


def _value(name: str, hint: Any, place: Place, must: bool = False) -> Any:
    if name in NAMED_FIELDS and hint is not Access:
        return place.draw(NAMED_FIELDS[name])
    optional = _without_none(hint)
    if optional is not None:
        if not must and place.draw(st.booleans()):
            return None
        return _value(name, optional, place)
    if hint == AccessTerms:
        return place.draw(accesses(place.walk))
    if hint == Ext:
        return {"prøve.felt": place.walk.text(), "prøve.mer": {"liste": [place.walk.text()]}}
    if hint == Time:
        return place.draw(past(place.walk))
    if hint in (Text, Title):
        if name == "metric":
            return place.draw(st.sampled_from(METRICS))
        return place.walk.text()
    for known, strategy in PLAIN:
        if hint == known:
            return place.draw(strategy)
    if get_origin(hint) is Literal:
        return place.draw(st.sampled_from(get_args(hint)))
    if isinstance(hint, type) and issubclass(hint, Value):
        return hint(**made_up(hint, place))
    if get_origin(hint) is Annotated:
        return _annotated(name, hint, place)
    raise NotImplementedError(f"{name}: {hint}")


def _without_none(hint: Any) -> Any:
    """What an optional field holds when it is given; None for a field that must be."""
    inner = get_args(hint)[0] if get_origin(hint) is Annotated else hint
    if get_origin(inner) in (Union, UnionType) and NoneType in get_args(inner):
        return next(each for each in get_args(inner) if each is not NoneType)
    return None


def _annotated(name: str, hint: Any, place: Place) -> Any:
    base, *marks = get_args(hint)
    for mark in marks:
        if isinstance(mark, RefersTo):
            fitting = place.names(mark.nouns)
            return place.draw(st.sampled_from(fitting)) if fitting else None
        if isinstance(mark, RefersToVersion):
            return place.draw(st.integers(1, place.decision.version))
        if isinstance(mark, RefersToDecision):
            return place.draw(st.sampled_from(place.walk.decisions))
    if get_origin(base) is tuple:
        inner = get_args(base)[0]
        several = place.draw(st.sampled_from((0, 0, 1, 2)))
        items = [_value(name, inner, place) for _ in range(several if _can_be_given(inner, place) else 0)]
        return tuple(item for item in items if item is not None)
    if name in LEVEL_FIELDS:
        return place.draw(st.sampled_from((*LEVELS, EXTERNAL)))
    if name == "id":
        return place.walk.person()
    if hint == Id:
        return place.walk.new_id()
    if hint == Version:
        return place.draw(st.integers(1, place.decision.version))
    if base is str:
        return place.walk.text()
    raise NotImplementedError(f"{name}: {hint}")


def _can_be_given(hint: Any, place: Place) -> bool:
    marks = get_args(hint)[1:] if get_origin(hint) is Annotated else ()
    if hint == Version or any(isinstance(mark, RefersToVersion) for mark in marks):
        return place.decision_id in place.walk.decisions
    return all(place.names(mark.nouns) for mark in marks if isinstance(mark, RefersTo))


@st.composite
def past(draw: st.DrawFn, walk: Walk) -> datetime:
    """A time that is not ahead of the register's clock, in any offset."""
    age = draw(st.sampled_from(AGES)) + timedelta(minutes=draw(st.integers(0, 3000)))
    return (walk.clock.now - age).astimezone(draw(st.sampled_from(ZONES)))


@st.composite
def accesses(draw: st.DrawFn, walk: Walk) -> Access:
    """An access of any level; exempt on a ground, for some levels, perhaps until a date."""
    level = draw(st.sampled_from(("open", "internal", "exempt")))
    if level != "exempt":
        return Access(level=level)
    ground = draw(st.sampled_from((None, "offl. § 13", "offl. § 23 første ledd")))
    levels = draw(st.lists(st.sampled_from(LEVELS), max_size=2).map(tuple))
    return Access(level="exempt", ground=ground, levels=levels, until=draw(NAMED_FIELDS["until"]))


@st.composite
def entries(draw: st.DrawFn, walk: Walk, decision_id: str, kinds: tuple[str, ...] | None = None) -> Entry:
    """Something that can happen next in a decision of a walk, of any kind or of these."""
    place = Place(draw, walk, decision_id)
    kind = draw(st.sampled_from([kind for kind in kinds or (*ORDINARY, *LOOPS, *LOOPS) if is_possible(kind, place)]))
    fact = KINDS[kind](**made_up(KINDS[kind], place))
    if kind == "rule-waived":  # a rule is waived for what it looks at
        asked = GUARDS[fact.rule_id].kinds or KINDS
        fact = fact.model_copy(update={"for_kind": draw(st.sampled_from(sorted(asked)))})
    return Entry(decision_id=decision_id, fact=fact, **made_up(Envelope, place))


ORDINARY = tuple(kind for kind in KINDS if KINDS[kind] not in (DecisionOpened, PolicyAdopted))

MODES = st.sampled_from(("refuse", "remark", "off"))
ANY_SHIPPED = st.sampled_from(("standard", "strict"))


def policies() -> st.SearchStrategy[Policy | str]:
    """The shipped policies, and any other: each guard refuses, remarks or is off."""
    any_other = st.fixed_dictionaries(dict.fromkeys(GUARDS, MODES)).map(lambda modes: Policy("other", modes))
    return ANY_SHIPPED | any_other


def opened_register(policy: Policy | str, clock: Clock) -> Register:
    """A new register in memory under a policy, shipped or not."""
    if isinstance(policy, str):
        return Register.open("memory:", policy, clock)
    return Register(open_store("memory:"), policy, clock, lambda: "unnamed")


@st.composite
def walks(draw: st.DrawFn, policy: st.SearchStrategy[Policy | str] = ANY_SHIPPED, steps: int = 20) -> Walk:
    """A register after so many attempts, or fewer, to record something in one decision or two."""
    clock = Clock()
    walk = Walk(opened_register(draw(policy), clock), clock)
    for number in range(draw(st.integers(steps // 2, steps))):
        clock.forward(draw(st.sampled_from((timedelta(0), timedelta(hours=3), timedelta(days=40)))))
        if number == 0 or (len(walk.decisions) < 2 and draw(st.integers(0, 9)) == 0):
            decision_id = f"d{number}"
            walk.register.append([draw(entries(walk, decision_id, ("decision-opened",)))])
            walk.decisions.append(decision_id)
            continue
        entry = draw(entries(walk, draw(st.sampled_from(walk.decisions))))
        try:
            walk.register.append([entry])
        except Refused:
            continue
    return walk


def readers() -> st.SearchStrategy[Reader]:
    """Anybody who may read: the public, a level, a member, of any organisation or of one."""
    organisation = st.sampled_from([(), *((name,) for name in ORGANISATIONS)])
    return st.one_of(
        st.just(Reader.public()),
        st.builds(lambda level, of: Reader.level(level, *of), st.sampled_from((*LEVELS, EXTERNAL)), organisation),
        st.builds(lambda of: Reader.member(*of), organisation),
    )


def marks_in(value: object) -> set[str]:
    """The marks that occur in a value, however it is written."""
    return set(MARK.findall(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=repr)))


def withheld_texts(register: Register, reader: Reader) -> set[str]:
    """Every text on record that the reader may not see, and every person's id where it may see none.

    Whoever writes a way out holds it to this: no mark of these stands in anything that the reader is given. The
    legal ground of what is exempt is no secret, and no mark.
    """
    organisations = {
        decision_id: register.decision(decision_id).rulings.organisation for decision_id in register.decision_ids()
    }
    hidden: set[str] = set()
    shown: set[str] = set()
    for whole, seen in zip(register.feed(), register.feed(reader=reader), strict=True):
        assert isinstance(whole, Recorded)
        marks = marks_in(tell_recorded(whole))
        if not isinstance(seen, Recorded):
            hidden |= marks
            continue
        full_member = reader.levels is None and reader.belongs_to(organisations[whole.decision_id])
        people = set() if full_member else {mark for mark in marks if mark.startswith("p.")}
        hidden |= people
        shown |= marks - people
    return hidden - shown
