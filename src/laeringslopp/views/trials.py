"""The view of trials: a row for each attempt, and how it ended."""

from laeringslopp.views.columns import Field, Rows, Shape
from laeringslopp.views.moments import days, occurred, order, utc
from laeringslopp.views.view import Json, View

RUNS = "it has not ended"

SHAPE = Shape(
    "trials",
    ("trial_id",),
    (
        Field("trial_id", "id", "the attempt"),
        Field("version", "count", "the entry that began it"),
        Field("number", "count", "1 for the decision's first attempt, in the order in which they began"),
        Field("retry_of", "id", "the trial or the failure that it follows", null="it is no retry"),
        Field("hypothesis", "text", "what was expected"),
        Field("place", "text", "the unit of a roll-out", null="none was named"),
        Field("criteria", "count", "how many things it is measured by", first=0),
        Field("adjustments", "count", "how many adjustments a retry named", first=0),
        Field("started_at", "time", "when it began"),
        Field("started_text", "text", "the same as it was written, with its offset"),
        Field(
            "started_precision", "word", "`year`, `month`, `day` or `minute`", null="it is as exact as it is written"
        ),
        Field("review_by", "day", "when it was to be looked at again", null="no day was set"),
        Field("ended_at", "time", "when it ended", null=RUNS),
        Field("ended_text", "text", "the same as it was written", null=RUNS),
        Field(
            "ended_precision",
            "word",
            "as `started_precision`",
            null="it has not ended, or the time is as exact as written",
        ),
        Field(
            "days",
            "count",
            "whole days from its beginning to its end",
            null="it has not ended, or a time is known to the month or the year",
        ),
        Field("outcome", "word", "how it ended: `succeeded`, `failed`, `mixed`, `stopped`", null=RUNS),
        Field("summary", "text", "how it went, in words", null=RUNS),
        Field("cost_amount", "amount", "what it cost", null="it has not ended, or no cost was given"),
        Field("cost_currency", "word", "in which currency (ISO 4217)", null="as `cost_amount`"),
        Field("limit_amount", "amount", "what it was to cost at most", null="no limit was set"),
        Field("limit_currency", "word", "in which currency", null="no limit was set"),
        Field("observations", "count", "measurements and notes about it", first=0),
        Field("failures", "count", "failures disclosed in it", first=0),
        Field("recorded_at", "time", "when its beginning was recorded here"),
        Field("history", "yes", "whether it began before the decision's first entry was recorded here"),
        Field("workings", "private", "what orders it among the others"),
    ),
    "an attempt",
    (("number", "outcome"),),
)

KINDS = frozenset({"trial-started", "retry-started", "trial-ended", "observation-recorded", "failure-disclosed"})


def apply(rows: Rows, recorded: Json) -> None:
    """What a fact says of an attempt."""
    fact = recorded["fact"]
    match fact["kind"]:
        case "observation-recorded":
            if (trial_id := fact.get("trial_id")) and (row := rows.change("trials", trial_id)):
                row["observations"] += 1
        case "trial-started" | "retry-started":
            _begin(rows, recorded, fact)
        case "trial-ended":
            row = rows.change("trials", fact["trial_id"])
            at = order(recorded)
            if row is not None and (row["workings"]["ended"] is None or row["workings"]["ended"] < at):
                row["workings"]["ended"] = at
                row["outcome"], row["summary"] = fact["outcome"], fact["summary"]
                cost = fact.get("cost", {})
                row["cost_amount"], row["cost_currency"] = cost.get("amount"), cost.get("currency")
                row.update(occurred(recorded, "ended"))
                precisions = row["started_precision"], row["ended_precision"]
                row["days"] = days(row["started_text"], row["ended_text"], *precisions)
        case "failure-disclosed":
            if (trial_id := fact.get("trial_id")) and (row := rows.change("trials", trial_id)):
                row["failures"] += 1


def _begin(rows: Rows, recorded: Json, fact: Json) -> None:
    limit = fact.get("cost_limit", {})
    rows.add(
        "trials",
        fact["trial_id"],
        position=recorded["position"],
        version=recorded["version"],
        number=0,
        retry_of=fact.get("retry_of"),
        hypothesis=fact["hypothesis"],
        place=fact.get("where"),
        criteria=len(fact.get("criteria", ())),
        adjustments=len(fact.get("adjustments", ())),
        review_by=fact.get("review_by"),
        limit_amount=limit.get("amount"),
        limit_currency=limit.get("currency"),
        recorded_at=utc(recorded["recorded_at"]),
        history=recorded.get("history", False),
        workings={"order": order(recorded), "ended": None},
        **occurred(recorded, "started"),
    )


def finish(rows: Rows) -> None:
    """Numbers the attempts: one that is recorded late may have begun before others."""
    trials = rows.each("trials")
    if len(trials) == 1 and trials[0]["number"] == 1:
        return
    for number, row in enumerate(sorted(trials, key=lambda row: row["workings"]["order"]), start=1):
        if row["number"] != number:
            rows.change("trials", row["trial_id"])
            row["number"] = number


TRIALS = View("trials", 1, (SHAPE,), apply, KINDS, finish)
