"""The view of news: a row for each entry that others want to hear of, and the levels that a decision concerns.

Digests and feeds are made of it: what is new since a day is found without folding a decision.
"""

from collections.abc import Iterator

from laeringslopp.facts import KINDS
from laeringslopp.views.columns import Field, Rows, Shape
from laeringslopp.views.moments import utc
from laeringslopp.views.view import Json, View

NEWS_SHAPE = Shape(
    "news",
    ("version",),
    (
        Field("version", "count", "the entry"),
        Field("kind", "word", "what kind of entry it is"),
        Field("about", "id", "the failure, lesson, trial, question or oversight it is about", null="it is about none"),
        Field("organisation", "id", "whose decision it is", null="its opening is not for the reader"),
        Field("severity", "word", "of a failure, as last corrected", null="it is no failure, or nobody said"),
        Field("unfounded", "yes", "whether it is a failure that was found to be none", first=False),
        Field("recorded_at", "time", "when the entry was recorded"),
        Field("history", "yes", "whether it happened before the decision's first entry was recorded here"),
    ),
    "an entry that others want to hear of",
    (("organisation", "recorded_at"),),
)
CONCERNED_SHAPE = Shape(
    "concerned",
    ("how", "level"),
    (
        Field("how", "word", "why it was first: `decides`, `acted`, or `addressed`"),
        Field("level", "word", "a level that the decision concerns"),
        Field("organisation", "id", "whose decision it is", null="its opening is not for the reader"),
    ),
    "a level that a decision concerns: it decides, has acted in it, or something was addressed to it",
    (("organisation", "level"),),
)
TOLD = Shape(
    "news_of",
    (),
    (Field("organisation", "id", "whose decision it is"),),
    "a decision, as far as news are concerned",
    shown=False,
)

ABOUT = {
    "failure-disclosed": "failure_id",
    "lesson-drawn": "lesson_id",
    "lesson-shared": "lesson_id",
    "trial-started": "trial_id",
    "retry-started": "trial_id",
    "trial-ended": "trial_id",
    "question-asked": "question_id",
    "question-answered": "question_id",
    "oversight-received": "oversight_id",
    "oversight-answered": "oversight_id",
    "decision-opened": None,
    "direction-chosen": None,
    "decision-escalated": None,
    "decision-concluded": None,
    "decision-reopened": None,
}
"""The kinds that are news, and which of their fields says what they are about."""


def apply(rows: Rows, recorded: Json) -> None:
    """What a fact has to tell, and whom the decision concerns from then on."""
    fact = recorded["fact"]
    kind = fact["kind"]
    if kind not in KINDS:
        return
    if kind == "decision-opened":
        rows.add("news_of", position=recorded["position"], organisation=fact["organisation"])
    elif kind == "failure-corrected":
        _correct(rows, fact)
    known = rows.row("news_of")
    organisation = known["organisation"] if known else None
    concerned = {row["level"] for row in rows.tables["concerned"].values()}
    for how, level in _levels(recorded, fact):
        if level not in concerned:
            concerned.add(level)
            rows.add("concerned", how, level, position=recorded["position"], organisation=organisation)
    if kind in ABOUT:
        about = ABOUT[kind]
        rows.add(
            "news",
            recorded["version"],
            position=recorded["position"],
            kind=kind,
            about=fact.get(about) if about else None,
            organisation=organisation,
            severity=fact.get("severity"),
            recorded_at=utc(recorded["recorded_at"]),
            history=recorded.get("history", False),
        )


def _levels(recorded: Json, fact: Json) -> Iterator[tuple[str, str]]:
    if fact["kind"] == "decision-opened":
        yield "decides", fact["deciding_level"]
    yield "acted", recorded["by"]["level"]
    if "to_level" in fact:
        yield "addressed", fact["to_level"]
    for level in fact.get("with_levels", ()):
        yield "addressed", level


def _correct(rows: Rows, fact: Json) -> None:
    for row in rows.each("news"):
        if row["kind"] == "failure-disclosed" and row["about"] == fact["failure_id"]:
            changed = rows.change("news", row["version"])
            assert changed is not None
            changed["severity"] = fact.get("severity", changed["severity"])
            if "finding" in fact:
                changed["unfounded"] = fact["finding"] == "unfounded"


NEWS = View("news", 1, (NEWS_SHAPE, CONCERNED_SHAPE, TOLD), apply)
