"""The view of decisions: a row for each, with what is counted in it."""

from typing import Any

from laeringslopp.views.columns import Field, Row, Rows, Shape
from laeringslopp.views.moments import began, occurred, order, utc
from laeringslopp.views.view import Json, View

GIVEN_UP = ("abandoned", "superseded")
LACKING = ("failed", "mixed", "stopped")

SHAPE = Shape(
    "decisions",
    (),
    (
        Field("version", "count", "the decision's last version"),
        Field("organisation", "id", "whose decision it is"),
        Field("deciding_level", "word", "the level that decides"),
        Field("title", "text", "what it is called"),
        Field("question", "text", "what is to be answered"),
        Field("reference", "text", "case number", null="none was given"),
        Field(
            "status",
            "word",
            "`open`, or how it was concluded: `adopted`, `abandoned`, `superseded`, `deferred`",
            first="open",
        ),
        Field("opened_at", "time", "when the question was put"),
        Field("opened_text", "text", "the same as it was written, with its offset"),
        Field("opened_precision", "word", "`year`, `month`, `day` or `minute`", null="it is as exact as it is written"),
        Field("recorded_at", "time", "when its first entry was recorded here"),
        Field("concluded_at", "time", "when it was concluded last", null="it is open"),
        Field("concluded_text", "text", "the same as it was written", null="it is open"),
        Field(
            "concluded_precision",
            "word",
            "as `opened_precision`",
            null="it is open, or the time is as exact as written",
        ),
        Field("reopened", "count", "how many times it was taken up again", first=0),
        Field(
            "direction",
            "text",
            "what was chosen last: the alternative's title, or the words",
            null="nothing was chosen",
        ),
        Field("direction_at", "time", "when that was chosen", null="nothing was chosen"),
        Field("trials", "count", "attempts, retries among them", first=0),
        Field("trials_running", "count", "attempts that have not ended", first=0),
        Field("failures", "count", "failures on record, those found unfounded among them", first=0),
        Field(
            "failures_without_lesson", "count", "failures not found unfounded that no lesson was drawn from", first=0
        ),
        Field("lessons", "count", "lessons drawn", first=0),
        Field("open_loops", "count", "loops from trial to retry that have not come round", first=0),
        Field("tags", "ids", "its tags, in the order they were given", first=[]),
        Field("history", "yes", "whether it was opened before its first entry was recorded here"),
        Field(
            "only_history",
            "yes",
            "whether nothing is on record but what occurred before its first entry was recorded here",
            first=True,
        ),
        Field("last_position", "count", "where its last entry stands in the register"),
        Field("last_recorded_at", "time", "when its last entry was recorded"),
        Field("workings", "private", "what loops are counted from"),
    ),
    "a decision",
    (("organisation", "status"),),
)


def apply(rows: Rows, recorded: Json) -> None:
    """What a fact says of its decision."""
    fact = recorded["fact"]
    kind = fact["kind"]
    if kind == "decision-opened":
        _open(rows, recorded, fact)
    row = rows.change("decisions")
    if row is None:
        return
    row["version"], row["last_position"], row["last_recorded_at"] = (
        recorded["version"],
        recorded["position"],
        recorded["recorded_at"],
    )
    if row["only_history"] and not recorded.get("history"):
        row["only_history"] = False
    match kind:
        case "observation-recorded" | "decision-opened":
            pass
        case "decision-concluded":
            row["status"] = row["workings"]["outcome"] = fact["outcome"]
            row.update(occurred(recorded, "concluded"))
        case "decision-reopened":
            row["status"], row["reopened"] = "open", row["reopened"] + 1
            row["workings"]["outcome"] = None
            row["concluded_at"] = row["concluded_text"] = row["concluded_precision"] = None
        case "direction-chosen":
            row["workings"]["chosen"] = [fact.get("alternative_id"), fact.get("what")]
            row["direction_at"] = began(recorded)
        case "alternative-proposed":
            row["workings"]["alternatives"][fact["alternative_id"]] = fact["title"]
        case "tags-added":
            row["tags"] = list(dict.fromkeys([*row["tags"], *fact.get("tags", ())]))
        case _:
            _note(row["workings"], recorded, fact)


def _open(rows: Rows, recorded: Json, fact: Json) -> None:
    rows.add(
        "decisions",
        position=recorded["position"],
        organisation=fact["organisation"],
        deciding_level=fact["deciding_level"],
        title=fact["title"],
        question=fact["question"],
        reference=fact.get("reference"),
        tags=list(dict.fromkeys(fact.get("tags", ()))),
        history=recorded.get("history", False),
        recorded_at=utc(recorded["recorded_at"]),
        workings={
            "outcome": None,
            "chosen": None,
            "alternatives": {},
            "trials": {},
            "failures": {},
            "lessons": {},
            "adjustments": {},
            "versions": {},
        },
        **occurred(recorded, "opened"),
    )


def _note(workings: dict[str, Any], recorded: Json, fact: Json) -> None:
    """Keeps what loops are made of: trials, failures, lessons and adjustments, and what they come from."""
    match fact["kind"]:
        case "trial-started" | "retry-started":
            workings["trials"][fact["trial_id"]] = {
                "order": order(recorded),
                "retry_of": fact.get("retry_of"),
                "adjustments": fact.get("adjustments", []),
                "outcome": None,
                "ended": None,
            }
        case "trial-ended":
            trial, at = workings["trials"].get(fact["trial_id"]), order(recorded)
            if trial is not None and (trial["ended"] is None or trial["ended"] < at):
                trial["outcome"], trial["ended"] = fact["outcome"], at
        case "failure-disclosed":
            workings["failures"][fact["failure_id"]] = [fact.get("trial_id"), fact.get("finding", "confirmed")]
            workings["versions"][str(recorded["version"])] = fact["failure_id"]
        case "failure-corrected":
            failure = workings["failures"].get(fact["failure_id"])
            if failure is not None and "finding" in fact:
                failure[1] = fact["finding"]
        case "lesson-drawn":
            workings["lessons"][fact["lesson_id"]] = [fact.get("from_failures", []), fact.get("from_trials", [])]
            workings["versions"][str(recorded["version"])] = fact["lesson_id"]
        case "adjustment-made":
            caused = (workings["versions"].get(str(version)) for version in recorded.get("caused_by", ()))
            workings["adjustments"][fact["adjustment_id"]] = [*fact.get("because_of", ()), *filter(None, caused)]


def finish(rows: Rows) -> None:
    """Counts what the decision holds."""
    row = rows.row("decisions")
    if row is None:
        return
    if row["last_recorded_at"][-1] != "Z":
        row["last_recorded_at"] = utc(row["last_recorded_at"])
    workings = row["workings"]
    if workings["chosen"]:
        alternative_id, what = workings["chosen"]
        row["direction"] = workings["alternatives"].get(alternative_id) or what or alternative_id
    trials, failures, lessons = workings["trials"], workings["failures"], workings["lessons"]
    row["trials"], row["failures"], row["lessons"] = len(trials), len(failures), len(lessons)
    row["trials_running"] = sum(trial["outcome"] is None for trial in trials.values())
    taught = {name for from_failures, _ in lessons.values() for name in from_failures}
    row["failures_without_lesson"] = sum(
        finding != "unfounded" and name not in taught for name, (_, finding) in failures.items()
    )
    row["open_loops"] = _open_loops(workings) if failures or trials else 0


def _open_loops(workings: Row) -> int:
    """As the timeline tells them: a loop for each trial that failed in any way, and for each failure of no trial."""
    trials = workings["trials"]
    of_trial: dict[str, list[str]] = {}
    strays = []
    for name, (trial_id, finding) in workings["failures"].items():
        if finding != "unfounded":
            if trial_id in trials:
                of_trial.setdefault(trial_id, []).append(name)
            else:
                strays.append(name)
    retries: dict[str, Row] = {}
    for trial in sorted(trials.values(), key=lambda trial: trial["order"]):
        if trial["retry_of"] is not None:
            retries.setdefault(trial["retry_of"], trial)
    lessons_from: dict[str, list[str]] = {}
    for lesson_id, sources in workings["lessons"].items():
        for source in {name for names in sources for name in names}:
            lessons_from.setdefault(source, []).append(lesson_id)
    grounds = {name for because_of in workings["adjustments"].values() for name in because_of}
    given_up = workings["outcome"] in GIVEN_UP

    def is_open(sources: list[str], failures: list[str]) -> bool:
        lessons = [lesson_id for source in sources for lesson_id in lessons_from.get(source, ())]
        found = [retries[source] for source in sources if source in retries]
        retry = min(found, key=lambda trial: trial["order"], default=None)
        abandoned = retry is None and given_up
        named = retry["adjustments"] if retry else []
        adjusted = not grounds.isdisjoint([*failures, *lessons]) or any(n in workings["adjustments"] for n in named)
        return not (failures and lessons and (adjusted or abandoned) and (retry or abandoned))

    return sum(
        is_open([name, *of_trial.get(name, [])], of_trial.get(name, []))
        for name, trial in trials.items()
        if name in of_trial or trial["outcome"] in LACKING
    ) + sum(is_open([name], [name]) for name in strays)


DECISIONS = View("decisions", 2, (SHAPE,), apply, finish=finish)
