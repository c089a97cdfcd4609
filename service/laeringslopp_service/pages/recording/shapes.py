"""From a fact's model to the fields of a form: which there are, and what sort of thing is written in each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import StringConstraints
from pydantic.fields import FieldInfo

from laeringslopp import Access, Actor, LessonElsewhere, Money
from laeringslopp.entry import Envelope
from laeringslopp.facts import KINDS, RefersTo, RefersToDecision, RefersToVersion
from laeringslopp.facts.values import Id, Noun, Value
from laeringslopp_service.pages.fulltext import LEVELS

Widget = Literal[
    "line",  # a short text
    "text",  # a long one
    "number",
    "share",  # from 0 to 1, or per cent
    "day",
    "moment",
    "choice",  # one of a few words
    "flag",  # yes, no, or nothing said
    "level",
    "levels",
    "thing",  # what the decision holds and an id names
    "things",
    "entry",  # the number of an entry
    "entries",
    "decision",
    "lesson",  # of whatever decision
    "rows",  # small models, one beneath the other
    "lines",  # texts, one a line
    "tags",
    "money",
    "access",
    "rule",
    "kind",
    "organisation",
    "actor",
    "json",  # carried, and never written in a form
]

SPECIAL: Mapping[tuple[str, str], Widget] = {
    ("rule-waived", "rule_id"): "rule",
    ("rule-waived", "for_kind"): "kind",
    ("decision-opened", "organisation"): "organisation",
}
"""Ids of what is no thing in the decision; the model calls them ids and no more."""
ID = get_args(Id)[1].pattern
LONG = 300
"""From so many characters on a text gets room for several lines."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One field: where it stands in the model, and what is written in it."""

    path: str
    """Its place in the model, such as ``criteria.metric``; the same for each row."""
    widget: Widget
    is_required: bool = False
    values: tuple[str, ...] = ()
    """The words to choose from."""
    nouns: tuple[Noun, ...] = ()
    """What it may refer to; none: anything that an id names."""
    parts: tuple["Shape", ...] = ()
    """The fields of a small model."""
    info: FieldInfo | None = field(default=None, repr=False, compare=False)
    """What the model says of it."""

    @property
    def name(self) -> str:
        """The last step of its place."""
        return self.path.rpartition(".")[2]


@cache
def shapes_of(kind: str) -> tuple[Shape, ...]:
    """The fields of a kind, in the model's order; ids of new things are made by the register, and not asked for."""
    fact = KINDS[kind]
    own = f"{fact.names}_id" if fact.names else None
    return tuple(shape for shape in _shapes(fact, kind) if shape.name not in ("kind", own) and shape.widget != "json")


@cache
def shapes_around() -> tuple[Shape, ...]:
    """The fields of what stands around every fact."""
    return tuple(shape for shape in _shapes(Envelope, "") if shape.widget != "json")


def _shapes(model: type[Value], kind: str, before: str = "") -> Iterator[Shape]:
    hints = get_type_hints(model, include_extras=True)
    for name, info in model.model_fields.items():
        path = f"{before}{info.alias or name}"
        inner = _Inner.of(hints[name])
        special = SPECIAL.get((kind, name))
        widget = special or inner.widget(name)
        parts: tuple[Shape, ...] = ()
        if widget in ("rows", "money", "access", "actor"):
            parts = tuple(_shapes(inner.base, kind, f"{path}."))
        yield Shape(path, widget, info.is_required(), inner.values, inner.nouns, parts, info)


@dataclass(frozen=True, slots=True)
class _Inner:
    """A field's type with what stands around it taken off."""

    base: Any
    marks: tuple[Any, ...]
    is_many: bool

    @staticmethod
    def of(annotation: Any) -> "_Inner":
        marks: list[Any] = []
        is_many = False
        while True:
            origin, arguments = get_origin(annotation), get_args(annotation)
            if origin is Annotated:
                annotation, *more = arguments
                marks += more
            elif origin in (Union, UnionType) and NoneType in arguments:
                annotation = Union[tuple(each for each in arguments if each is not NoneType)]  # noqa: UP007
            elif origin is tuple:
                annotation, is_many = arguments[0], True
            else:
                return _Inner(annotation, tuple(marks), is_many)

    @property
    def values(self) -> tuple[str, ...]:
        """The words to choose from."""
        return get_args(self.base) if get_origin(self.base) is Literal else ()

    @property
    def nouns(self) -> tuple[Noun, ...]:
        """What it may refer to."""
        return next((mark.nouns for mark in self.marks if isinstance(mark, RefersTo)), ())

    def widget(self, name: str) -> Widget:
        """What is written in it."""
        if any(isinstance(mark, RefersTo) for mark in self.marks):
            return "things" if self.is_many else "thing"
        if any(isinstance(mark, RefersToDecision) for mark in self.marks):
            return "decision"
        if any(isinstance(mark, RefersToVersion) for mark in self.marks) or name == "caused_by":
            return "entries" if self.is_many else "entry"
        if not self.values and (name in LEVELS or name == "levels"):
            return "levels" if self.is_many else "level"
        return self._of_type()

    def _of_type(self) -> Widget:
        base = self.base
        if self.values:
            return "choice"
        if isinstance(base, type) and issubclass(base, Value):
            small: Mapping[type, Widget] = {Money: "money", Access: "access", LessonElsewhere: "lesson", Actor: "actor"}
            return small.get(base, "rows")
        if base is bool:
            return "flag"
        if base is datetime:
            return "moment"
        if base is date:
            return "day"
        if base is str:
            return self._of_text()
        if get_origin(base) is dict:
            return "json"
        return "share" if self._most() == 1 else "number"

    def _of_text(self) -> Widget:
        if self.is_many:
            return "tags" if self._pattern() == ID else "lines"
        return "text" if (self._most() or 0) > LONG else "line"

    def _most(self) -> float | None:
        for mark in self.marks:
            for each in (mark, *getattr(mark, "metadata", ())):
                most = each.max_length if isinstance(each, StringConstraints) else getattr(each, "le", None)
                most = most or (getattr(each, "max_length", None) if not self.is_many else None)
                if most is not None:
                    return float(most)
        return None

    def _pattern(self) -> str | None:
        found = (mark.pattern for mark in self.marks if isinstance(mark, StringConstraints))
        return next((str(pattern) for pattern in found if pattern), None)
