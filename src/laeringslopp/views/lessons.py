"""The view of lessons: a row for each that was drawn, and a row for each level that has to do with one."""

from laeringslopp.views.columns import Field, Rows, Shape
from laeringslopp.views.moments import began, days, occurred, utc
from laeringslopp.views.view import Json, View

LESSONS_SHAPE = Shape(
    "lessons",
    ("lesson_id",),
    (
        Field("lesson_id", "id", "the lesson"),
        Field("version", "count", "the entry that drew it"),
        Field("statement", "text", "what was learned"),
        Field("recommendation", "text", "what to do about it", null="none was given"),
        Field("applies_to", "ids", "the tags of decisions that it is of use to", first=[]),
        Field("from_failures", "count", "how many failures it was drawn from", first=0),
        Field("from_trials", "count", "how many trials it was drawn from", first=0),
        Field("from_oversight", "count", "how many words of oversight it was drawn from", first=0),
        Field("drawn_at", "time", "when it was drawn"),
        Field("drawn_text", "text", "the same as it was written, with its offset"),
        Field("drawn_precision", "word", "`year`, `month`, `day` or `minute`", null="it is as exact as it is written"),
        Field("by_level", "word", "the level that drew it"),
        Field("shared_with", "ids", "the levels it was shared with, in that order", first=[]),
        Field("acknowledged_by", "ids", "the levels that said they know it, in that order", first=[]),
        Field("applied", "count", "how many times it was used, here or in other decisions", first=0),
        Field("recorded_at", "time", "when it was recorded here"),
        Field("history", "yes", "whether it was drawn before the decision's first entry was recorded here"),
    ),
    "a lesson",
)

LEVELS_SHAPE = Shape(
    "lesson_levels",
    ("lesson_id", "level"),
    (
        Field("lesson_id", "id", "the lesson"),
        Field("level", "word", "a level that it was shared with, or that said it knows it"),
        Field("shared_at", "time", "when it was first shared with that level", null="it was not"),
        Field("acknowledged_at", "time", "when that level first said that it knows it", null="it has not"),
        Field(
            "days_until_acknowledged",
            "count",
            "whole days from when the lesson was drawn until that",
            null="it has not, or a time is known to the month or the year",
        ),
        Field("organ", "text", "the organ that said so first", null="none was named"),
    ),
    "a lesson and a level; `position` is that of the lesson",
    (("level",),),
)

KINDS = frozenset({"lesson-drawn", "lesson-shared", "lesson-acknowledged", "lesson-applied"})


def about(recorded: Json) -> str:
    """A lesson that is applied changes where it was drawn; everything else, where it is recorded."""
    fact = recorded["fact"]
    return str(fact["lesson"]["decision_id"] if fact["kind"] == "lesson-applied" else recorded["decision_id"])


def apply(rows: Rows, recorded: Json) -> None:
    """What a fact says of a lesson."""
    fact = recorded["fact"]
    match fact["kind"]:
        case "lesson-drawn":
            _draw(rows, recorded, fact)
        case "lesson-shared":
            lesson = rows.change("lessons", fact["lesson_id"])
            if lesson is None:
                return
            levels = fact.get("with_levels", ())
            lesson["shared_with"] = list(dict.fromkeys([*lesson["shared_with"], *levels]))
            for level in levels:
                _share(rows, recorded, fact["lesson_id"], level, lesson["position"])
        case "lesson-acknowledged":
            lesson = rows.change("lessons", fact["lesson_id"])
            if lesson is None:
                return
            lesson["acknowledged_by"] = list(dict.fromkeys([*lesson["acknowledged_by"], fact["level"]]))
            _acknowledge(rows, recorded, fact, lesson)
        case "lesson-applied":
            lesson = rows.change("lessons", fact["lesson"]["lesson_id"])
            if lesson is not None:
                lesson["applied"] += 1


def _draw(rows: Rows, recorded: Json, fact: Json) -> None:
    rows.add(
        "lessons",
        fact["lesson_id"],
        position=recorded["position"],
        version=recorded["version"],
        statement=fact["statement"],
        recommendation=fact.get("recommendation"),
        applies_to=list(dict.fromkeys(fact.get("applies_to", ()))),
        from_failures=len(fact.get("from_failures", ())),
        from_trials=len(fact.get("from_trials", ())),
        from_oversight=len(fact.get("from_oversight", ())),
        by_level=recorded["by"]["level"],
        recorded_at=utc(recorded["recorded_at"]),
        history=recorded.get("history", False),
        **occurred(recorded, "drawn"),
    )


def _share(rows: Rows, recorded: Json, lesson_id: str, level: str, position: int) -> None:
    row = rows.change("lesson_levels", lesson_id, level)
    if row is None:
        row = rows.add("lesson_levels", lesson_id, level, position=position)
    at = began(recorded)
    row["shared_at"] = min(at, row["shared_at"] or at)


def _acknowledge(rows: Rows, recorded: Json, fact: Json, lesson: Json) -> None:
    row = rows.change("lesson_levels", fact["lesson_id"], fact["level"])
    if row is None:
        row = rows.add("lesson_levels", fact["lesson_id"], fact["level"], position=lesson["position"])
    at = began(recorded)
    if row["acknowledged_at"] is None or at < row["acknowledged_at"]:
        precisions = lesson["drawn_precision"], recorded.get("occurred_precision")
        row["acknowledged_at"], row["organ"] = at, fact.get("organ")
        row["days_until_acknowledged"] = days(lesson["drawn_text"], recorded["occurred_at"], *precisions)


LESSONS = View("lessons", 1, (LESSONS_SHAPE, LEVELS_SHAPE), apply, KINDS, about=about)
