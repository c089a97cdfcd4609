"""The view that is searched: for each failure and each lesson the terms that it is found by, apart by who may see them.

A failure is found by its own words, by those of its attempt and its lessons, and by those of its decision. Each word
stands with the narrowest access of what it comes from, so that whoever may not see an entry does not find by it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import TypeAdapter

from laeringslopp.access import Ruling, Rulings
from laeringslopp.entry import Recorded
from laeringslopp.facts import INTERNAL, Access
from laeringslopp.policy import POLICY_STREAM
from laeringslopp.search.words import terms
from laeringslopp.store import Stored, as_json, encode
from laeringslopp.views.columns import Field, Rows, Shape
from laeringslopp.views.index import Index
from laeringslopp.views.standing import WIDTH
from laeringslopp.views.view import Json, View

OWN, NEAR, AROUND = range(3)
"""How near a word is to what is found: said of it, of its attempt and what came of it, or of its decision."""

SHAPE = Shape(
    "texts",
    ("item_id",),
    (
        Field("item_id", "id", "the failure or the lesson"),
        Field("version", "count", "the entry that founded it"),
        Field("noun", "word", "`failure` or `lesson`"),
        Field("of_failures", "ids", "the failures that a lesson was drawn from", first=[]),
        Field("whose", "private", "the organisation"),
        Field("open", "private", "terms that everybody may find it by"),
        Field("internal", "private", "terms that the organisation may find it by besides"),
        Field("exempt", "private", "terms that nobody else may find it by"),
    ),
    "a failure or a lesson that can be searched for",
)

_access: TypeAdapter[Access] = TypeAdapter(Access)


@dataclass(slots=True)
class Said:
    """What one entry says, and of what: the items and trials it is about; of none: of the whole decision."""

    version: int
    own: Access | None
    terms: str
    about: tuple[str, ...] = ()


@dataclass(slots=True)
class Item:
    """A failure or a lesson, and what it has to do with."""

    noun: str
    position: int
    version: int
    access: Access | None
    near: tuple[str, ...]
    """The ids whose words are near to it."""
    of_failures: tuple[str, ...] = ()


@dataclass(slots=True)
class Kept:
    """What is remembered of a decision."""

    rulings: Rulings = field(default_factory=Rulings)
    said: list[Said] = field(default_factory=list)
    items: dict[str, Item] = field(default_factory=dict)
    taught: dict[str, list[str]] = field(default_factory=dict)
    """For each failure what was drawn from it or done because of it."""


KINDS = frozenset(
    {
        "decision-opened",
        "tags-added",
        "alternative-proposed",
        "direction-chosen",
        "trial-started",
        "retry-started",
        "trial-ended",
        "failure-disclosed",
        "failure-corrected",
        "failure-contained",
        "lesson-drawn",
        "adjustment-made",
        "oversight-received",
        "access-changed",
    }
)


def apply(rows: Rows, recorded: Json) -> None:
    """Keeps what a fact says; the rows are made once for many facts."""
    fact = recorded["fact"]
    kind = fact["kind"]
    if kind not in KINDS or rows.decision_id.startswith(POLICY_STREAM):
        return
    kept: Kept | None = rows.kept
    if kept is None:
        kept = rows.kept = Kept()
    match kind:
        case "decision-opened":
            kept.rulings = Rulings(fact["organisation"], _as_access(fact.get("access")) or INTERNAL)
        case "access-changed":
            kept.rulings = _ruled(kept.rulings, fact, recorded["version"])
            return
        case "failure-disclosed":
            _found(kept, recorded, fact["failure_id"], "failure", tuple(filter(None, (fact.get("trial_id"),))))
        case "lesson-drawn":
            failures = tuple(fact.get("from_failures", ()))
            near = (*failures, *fact.get("from_trials", ()), *fact.get("from_oversight", ()))
            _found(kept, recorded, fact["lesson_id"], "lesson", near, failures)
            for failure_id in failures:
                kept.taught.setdefault(failure_id, []).append(fact["lesson_id"])
        case "adjustment-made":
            for ground in fact.get("because_of", ()):
                kept.taught.setdefault(ground, []).append(fact["adjustment_id"])
    told = " ".join(terms("\n".join(_texts(fact))))
    if told:
        kept.said.append(Said(recorded["version"], _as_access(recorded.get("access")), told, _about(fact)))


def _found(
    kept: Kept, recorded: Json, name: str, noun: str, near: tuple[str, ...], failures: tuple[str, ...] = ()
) -> None:
    access = _as_access(recorded.get("access"))
    kept.items[name] = Item(noun, recorded["position"], recorded["version"], access, near, failures)


TEXTS_OF: Mapping[str, tuple[str, ...]] = {
    "decision-opened": ("title", "question", "goal", "tags"),
    "tags-added": ("tags",),
    "alternative-proposed": ("title",),
    "direction-chosen": ("what",),
    "trial-started": ("hypothesis", "scale", "where"),
    "retry-started": ("hypothesis", "scale", "where"),
    "trial-ended": ("summary", "stopped_because"),
    "failure-disclosed": ("what_happened", "consequence"),
    "failure-corrected": ("what_happened", "consequence"),
    "failure-contained": ("what",),
    "lesson-drawn": ("statement", "recommendation", "applies_to"),
    "oversight-received": ("what",),
}


def _texts(fact: Json) -> Iterator[str]:
    for name in TEXTS_OF.get(fact["kind"], ()):
        said = fact.get(name)
        if isinstance(said, str):
            yield said
        elif said:
            yield from said
    if fact["kind"] == "decision-opened":
        yield fact["organisation"].replace("_", " ")
    for change in fact.get("changes", ()):
        yield from (change[name] for name in ("what", "to") if change.get(name))


ABOUT = {
    "trial-started": "trial_id",
    "retry-started": "trial_id",
    "trial-ended": "trial_id",
    "failure-disclosed": "failure_id",
    "failure-corrected": "failure_id",
    "failure-contained": "failure_id",
    "lesson-drawn": "lesson_id",
    "adjustment-made": "adjustment_id",
    "oversight-received": "oversight_id",
}


def _about(fact: Json) -> tuple[str, ...]:
    return (fact[ABOUT[fact["kind"]]],) if fact["kind"] in ABOUT else ()


def finish(rows: Rows) -> None:
    """Says of each failure and lesson what it is found by now."""
    kept = rows.kept
    if not isinstance(kept, Kept):
        return  # nothing was said yet
    by_name: dict[str, list[Said]] = {}
    around: list[Said] = []
    for said in kept.said:
        for name in said.about:
            by_name.setdefault(name, []).append(said)
        if not said.about:
            around.append(said)
    for name, item in kept.items.items():
        taught = kept.taught.get(name, [])
        near = (*item.near, *taught, *(each for lesson in taught for each in kept.taught.get(lesson, ())))
        found = {"whose": kept.rulings.organisation, "of_failures": list(item.of_failures)}
        parts = [by_name.get(name, []), [each for other in dict.fromkeys(near) for each in by_name.get(other, ())]]
        found.update(_apart(kept.rulings, item, [*parts, around]))
        known = rows.row("texts", name)
        if known is None:
            rows.add("texts", name, position=item.position, version=item.version, noun=item.noun, **found)
        elif any(known[column] != value for column, value in found.items()):
            rows.change("texts", name)
            known.update(found)


def _apart(rulings: Rulings, item: Item, parts: list[list[Said]]) -> dict[str, list[str] | None]:
    """The terms of each access: what stands there may be seen by whoever may see that access and all wider ones."""
    least = WIDTH.index(rulings.of(item.version, item.access).level)
    found: dict[str, list[list[str]]] = {width: [[], [], []] for width in WIDTH}
    for nearness, each in enumerate(parts):
        for said in each:
            width = WIDTH[max(least, WIDTH.index(rulings.of(said.version, said.own).level))]
            found[width][nearness].append(said.terms)
    return {width: [" ".join(each) for each in told] if any(told) else None for width, told in found.items()}


def terms_seen(decision_id: str, seen: Iterable[Recorded]) -> dict[str, tuple[str, ...]]:
    """The terms that each failure and lesson is found by, made of the entries that somebody may see, by nearness."""
    rows = Rows(decision_id, TEXTS.tables)
    for recorded in seen:
        apply(rows, as_json(Stored(recorded.position, *encode(recorded))))
    finish(rows)
    found = {}
    for row in rows.each("texts"):
        told = [row[width] for width in WIDTH if row[width]]
        found[str(row["item_id"])] = tuple(" ".join(each) for each in zip(*told, strict=True))
    return found


def _as_access(written: Any) -> Access | None:
    if written is None:
        return None
    told = {"level": written} if isinstance(written, str) else dict(written)
    return _access.validate_python(told, strict=False)


def _ruled(rulings: Rulings, fact: Json, version: int) -> Rulings:
    access = _as_access(fact["access"])
    assert access is not None
    ruling = Ruling(version, access)
    if fact.get("versions"):
        return replace(rulings, single=rulings.single.update(dict.fromkeys(fact["versions"], ruling)))
    closed = ruling if access.level == "exempt" else rulings.closed
    return replace(rulings, default=access, whole=ruling, closed=closed)


TEXTS = View("texts", 2, (SHAPE,), apply, KINDS, finish, remembers=True, beside=Index())
