"""The view of failures: a row for each that was disclosed, and how long that took."""

from typing import Any

from laeringslopp.views.columns import Field, Row, Rows, Shape
from laeringslopp.views.moments import began, days, occurred, utc
from laeringslopp.views.view import Json, View

UNKNOWN = "it is history, and nothing says when it became known"

SHAPE = Shape(
    "failures",
    ("failure_id",),
    (
        Field("failure_id", "id", "the failure"),
        Field("version", "count", "the entry that disclosed it"),
        Field("trial_id", "id", "the attempt it belongs to", null="it belongs to none"),
        Field("what_happened", "text", "the first account; corrections are in the timeline"),
        Field("consequence", "text", "what came of it, as last corrected", null="nobody said"),
        Field(
            "severity", "word", "`minor`, `moderate`, `serious` or `critical`, as last corrected", null="nobody said"
        ),
        Field("failure_kind", "word", "`basic`, `complex` or `intelligent`, as last corrected", null="nobody said"),
        Field("finding", "word", "`suspected`, `confirmed` or `unfounded`, as last corrected"),
        Field("corrections", "count", "how many times the account was corrected", first=0),
        Field("own", "yes", "whether whoever disclosed it said that it was their own doing", null="nobody said"),
        Field("by_level", "word", "the level that disclosed it"),
        Field("discovered_by", "word", "the level that found it", null="nobody said"),
        Field("discovered_at", "time", "when it was found", null="nobody said"),
        Field("occurred_at", "time", "when it happened"),
        Field("occurred_text", "text", "the same as it was written, with its offset"),
        Field(
            "occurred_precision", "word", "`year`, `month`, `day` or `minute`", null="it is as exact as it is written"
        ),
        Field(
            "disclosed_at",
            "time",
            "when it was recorded, or of history when a source says that it became known",
            null=UNKNOWN,
        ),
        Field("disclosed_month", "word", "the month of that in UTC, `2026-03`", null=UNKNOWN),
        Field(
            "days_until_disclosure",
            "count",
            "whole days from when it happened until it was disclosed",
            null="`disclosed_at` is, or it is known to the month or the year when it happened",
        ),
        Field(
            "contained_at",
            "time",
            "when the harm was first stopped or held back",
            null="it was not, as far as is recorded here",
        ),
        Field("has_lesson", "yes", "whether a lesson was drawn from it", first=False),
        Field("recorded_at", "time", "when it was recorded here"),
        Field("history", "yes", "whether it happened before the decision's first entry was recorded here"),
    ),
    "a failure",
    (("disclosed_month",),),
)

OPENINGS = Shape(
    "failure_openings",
    (),
    (Field("opening", "private", "what was asked, by whom and when, where that is history"),),
    "a decision that was opened in the past",
    shown=False,
)
"""A failure may have opened its decision, and was then disclosed when that was recorded."""

KINDS = frozenset({"decision-opened", "failure-disclosed", "failure-corrected", "failure-contained", "lesson-drawn"})


def apply(rows: Rows, recorded: Json) -> None:
    """What a fact says of a failure."""
    fact = recorded["fact"]
    match fact["kind"]:
        case "decision-opened":
            if recorded.get("history"):
                said = _opening(recorded, fact["question"], recorded["position"])
                rows.add("failure_openings", position=recorded["position"], opening=said)
        case "failure-disclosed":
            _disclose(rows, recorded, fact)
        case "failure-corrected":
            row = rows.change("failures", fact["failure_id"])
            if row is not None:
                row["corrections"] += 1
                row.update({name: fact[name] for name in CORRECTED if name in fact})
        case "failure-contained":
            row = rows.change("failures", fact["failure_id"])
            if row is not None:
                at = utc(fact["harm_stopped_at"]) if "harm_stopped_at" in fact else began(recorded)
                row["contained_at"] = min(at, row["contained_at"] or at)
        case "lesson-drawn":
            for failure_id in fact.get("from_failures", ()):
                row = rows.change("failures", failure_id)
                if row is not None:
                    row["has_lesson"] = True


CORRECTED = ("consequence", "severity", "failure_kind", "finding")


def _disclose(rows: Rows, recorded: Json, fact: Json) -> None:
    row = rows.add(
        "failures",
        fact["failure_id"],
        position=recorded["position"],
        version=recorded["version"],
        trial_id=fact.get("trial_id"),
        what_happened=fact["what_happened"],
        consequence=fact.get("consequence"),
        severity=fact.get("severity"),
        failure_kind=fact.get("failure_kind"),
        finding=fact.get("finding", "confirmed"),
        own=fact.get("own"),
        by_level=recorded["by"]["level"],
        discovered_by=fact.get("discovered_by"),
        discovered_at=utc(fact["discovered_at"]) if "discovered_at" in fact else None,
        recorded_at=utc(recorded["recorded_at"]),
        history=recorded.get("history", False),
        **occurred(recorded, "occurred"),
    )
    # History was recorded when somebody wrote it down, which says nothing about when it was told.
    disclosed = recorded.get("known_from") if row["history"] else recorded["recorded_at"]
    if disclosed is None and _has_opened(rows, recorded, fact):
        disclosed = recorded["recorded_at"]
    if disclosed is not None:
        _tell(row, disclosed)


def _has_opened(rows: Rows, recorded: Json, fact: Json) -> bool:
    """Whether the decision was opened by this disclosure: with its words, in the same call."""
    opened = rows.row("failure_openings")
    return opened is not None and opened["opening"] == _opening(
        recorded, fact["what_happened"], recorded["position"] - 1
    )


def _opening(recorded: Json, said: str, position: int) -> list[Any]:
    by = recorded["by"]
    return [said, position, recorded["recorded_at"], by["id"], by["role"], by["level"]]


def _tell(row: Row, disclosed: str) -> None:
    row["disclosed_at"] = utc(disclosed)
    row["disclosed_month"] = row["disclosed_at"][: len("2026-03")]
    row["days_until_disclosure"] = days(row["occurred_text"], disclosed, row["occurred_precision"])


FAILURES = View("failures", 2, (SHAPE, OPENINGS), apply, KINDS)
