"""The view of judgements: a row for each word that a rule had on an entry that was recorded."""

from laeringslopp.views.columns import Field, Rows, Shape
from laeringslopp.views.moments import utc
from laeringslopp.views.view import Json, View

SHAPE = Shape(
    "judgements",
    ("version", "rule_id"),
    (
        Field("version", "count", "the entry"),
        Field("rule_id", "id", "the rule"),
        Field(
            "said",
            "word",
            "`remarked`: the rule remarked on the entry; `let-past`: a waiver let the entry past the rule; `waived`: "
            "the entry is a waiver of the rule",
        ),
        Field("kind", "word", "what kind of entry it is"),
        Field("organisation", "id", "whose decision it is", null="its opening is not for the reader"),
        Field("waiver", "count", "the entry that let it past", null="no waiver did"),
        Field("recorded_at", "time", "when the entry was recorded"),
        Field("history", "yes", "whether it happened before the decision's first entry was recorded here"),
    ),
    "what a rule said of an entry",
    (("organisation", "rule_id", "said"),),
)
JUDGED = Shape(
    "judged",
    (),
    (
        Field("organisation", "id", "whose decision it is"),
        Field("waivers", "private", "the rule of each waiver, by version"),
    ),
    "a decision, as far as rules are concerned",
    shown=False,
)


def apply(rows: Rows, recorded: Json) -> None:
    """What the rules said of a fact."""
    fact = recorded["fact"]
    if fact["kind"] == "decision-opened":
        rows.add("judged", position=recorded["position"], organisation=fact["organisation"], waivers={})
    elif fact["kind"] == "rule-waived" and not recorded.get("history"):
        # One that was imported is spent, and sets nothing aside here.
        decision = rows.change("judged")
        if decision is not None:
            decision["waivers"][str(recorded["version"])] = fact["rule_id"]
        _say(rows, recorded, fact["rule_id"], "waived")
    for rule_id in recorded.get("remarks", ()):
        _say(rows, recorded, rule_id, "remarked")
    if recorded.get("waived"):
        decision = rows.row("judged")
        waivers = decision["waivers"] if decision else {}
        for version in recorded["waived"]:
            if str(version) in waivers:  # the waiver may not be for this reader
                _say(rows, recorded, waivers[str(version)], "let-past", version)


def _say(rows: Rows, recorded: Json, rule_id: str, said: str, waiver: int | None = None) -> None:
    decision = rows.row("judged")
    rows.add(
        "judgements",
        recorded["version"],
        rule_id,
        position=recorded["position"],
        said=said,
        kind=recorded["fact"]["kind"],
        organisation=decision["organisation"] if decision else None,
        waiver=waiver,
        recorded_at=utc(recorded["recorded_at"]),
        history=recorded.get("history", False),
    )


JUDGEMENTS = View("judgements", 1, (SHAPE, JUDGED), apply)
