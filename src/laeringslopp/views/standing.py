"""Who may see the whole of a decision: kept beside the views, so that most readers are answered by SQL alone.

It errs on one side: what it calls narrow may have been opened since, and is then looked at entry by entry.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from laeringslopp.views.columns import Field, Rows, Shape
from laeringslopp.views.view import Json, View, own

WIDTH = ("open", "internal", "exempt")
"""From the widest access to the narrowest."""

STANDING = Shape(
    "standing",
    (),
    (
        Field("organisation", "id", "whose decision it is", null="it is an organisation's own stream, of its policies"),
        Field("narrowest", "word", "no entry is narrower than this", first="open"),
        Field("has_open", "yes", "whether an entry may be open", first=False),
    ),
    "a decision, and how widely it may be seen",
)
TOUCHES = Shape(
    "touches",
    ("version",),
    (
        Field("version", "id", "the entry in another decision"),
        Field("touched", "id", "the decision whose rows it changes"),
    ),
    "an entry that changes the rows of another decision than its own",
    (("touched",),),
)


def levels_of(access: Any) -> tuple[str, ...]:
    """The level of an access as it is written: a word, or terms. Left out, it may be any."""
    if access is None:
        return WIDTH
    return (str(access["level"] if isinstance(access, Mapping) else access),)


def standing(views: Sequence[View]) -> View:
    """The standing of decisions, with regard to what the given views let one decision say of another."""
    beyond = [view for view in views if view.about is not own]
    heard = {*CHANGES}.union(*(view.kinds or () for view in beyond))
    hears_all = any(view.kinds is None for view in beyond)

    def apply(rows: Rows, recorded: Json) -> None:
        fact = recorded["fact"]
        kind = fact["kind"]
        known = rows.tables["standing"].get(())  # asked of every fact there is, so it is asked directly
        if known and kind not in heard and not hears_all and recorded.get("access") == known["narrowest"] != "open":
            return  # says nothing new, as most do
        row = rows.change("standing") if kind in CHANGES else rows.row("standing")
        if row is None:
            row = rows.add("standing", position=recorded["position"])
        if kind == "decision-opened":
            row["organisation"] = fact["organisation"]
        for level in levels_of(recorded.get("access")):
            if (level == "open" and not row["has_open"]) or WIDTH.index(level) > WIDTH.index(row["narrowest"]):
                rows.change("standing")
                _note(row, level)
        if kind == "access-changed":
            (level,) = levels_of(fact["access"])
            if level == "open" and not fact.get("versions") and row["narrowest"] != "exempt":
                row["narrowest"] = "open"  # opening a whole decision opens all in it but what is exempt
            _note(row, level)
        for view in beyond:
            if (view.kinds is None or kind in view.kinds) and (touched := view.about(recorded)) != rows.decision_id:
                version = str(recorded["version"])
                if rows.row("touches", version) is None:
                    rows.add("touches", version, position=recorded["position"], touched=touched)

    return View("standing", 1, (STANDING, TOUCHES), apply, shown=False)


CHANGES = ("decision-opened", "access-changed")


def _note(row: dict[str, Any], level: str) -> None:
    row["has_open"] = row["has_open"] or level == "open"
    row["narrowest"] = max(row["narrowest"], level, key=WIDTH.index)
