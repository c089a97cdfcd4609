"""The exchange format as data: each kind with its fields and types, and what each type holds and does not hold.

A name that ends in ``?`` may be left out. Other people's files depend on this table: it changes by additions alone.
"""

import json
from typing import Any

SCALE = "minor moderate serious critical"
WHERE = {"organ?": "Title", "meeting?": "Date", "case_number?": "Title", "vote?": "Text"}
DECIDED = {**WHERE, "basis?": "words meeting delegated urgent"}
ATTEMPT = {
    "trial_id?": "Id",
    "hypothesis": "Text",
    "criteria?": "list Criterion",
    "stop_when?": "Text",
    "scale?": "Text",
    "where?": "Title",
    "cost_limit?": "Money",
    "review_by?": "Date",
}

KINDS: dict[str, dict[str, str]] = {
    "decision-opened": {
        "title": "Title",
        "question": "Text",
        "organisation": "Id",
        "deciding_level": "Level",
        "reference?": "Title",
        "goal?": "Text",
        "expected_outcome?": "Text",
        "tags?": "list Id",
        "access?": "Access",
    },
    "alternative-proposed": {
        "alternative_id?": "Id",
        "title": "Title",
        "expected_consequences?": "Text",
        "affects?": "list Title",
        "cost?": "Money",
        "reversible?": "bool",
        "lasting?": "Text",
        "principles?": "Text",
        "needs?": "Text",
        "recommended_because?": "Text",
        "rejected_because?": "Text",
    },
    "risk-assessed": {
        "risk_id?": "Id",
        "replaces?": "Id",
        "alternative_id?": "Id",
        "what": "Text",
        "probability?": "0–1",
        "likelihood?": "1–5",
        "consequence?": f"words {SCALE}",
        "tolerance?": "words tolerated to-be-reduced not-tolerated",
        "warning_signs?": "list Text",
    },
    "risk-materialised": {"risk_id": "Id", "came_true": "bool", "failure_id?": "Id", "note?": "Text"},
    "direction-chosen": {
        "alternative_id?": "Id",
        "what?": "Text",
        "reason?": "Text",
        "tolerated_risks?": "list Id",
        "until?": "Date",
        **DECIDED,
    },
    "trial-started": ATTEMPT,
    "plan-changed": {
        "trial_id?": "Id",
        "what": "Title",
        "from_date?": "Date",
        "to_date?": "Date",
        "reason": "Text",
        "extra_cost?": "Money",
    },
    "observation-recorded": {
        "observation_id?": "Id",
        "trial_id?": "Id",
        "metric?": "Title",
        "value?": "number",
        "unit?": "Title",
        "note?": "Text",
    },
    "trial-ended": {
        "trial_id": "Id",
        "outcome": "words succeeded failed mixed stopped",
        "summary": "Text",
        "stopped_because?": "Text",
        "cost?": "Money",
    },
    "failure-disclosed": {
        "failure_id?": "Id",
        "what_happened": "Text",
        "trial_id?": "Id",
        "consequence?": "Text",
        "severity?": f"words {SCALE}",
        "failure_kind?": "words basic complex intelligent",
        "finding?": "words suspected confirmed",
        "own?": "bool",
        "discovered_at?": "Time",
        "discovered_by?": "Level",
    },
    "failure-contained": {"failure_id": "Id", "what": "Text", "harm_stopped_at?": "Time"},
    "failure-corrected": {
        "failure_id": "Id",
        "reason": "Text",
        "what_happened?": "Text",
        "consequence?": "Text",
        "severity?": f"words {SCALE}",
        "failure_kind?": "words basic complex intelligent",
        "finding?": "words confirmed unfounded",
    },
    "lesson-drawn": {
        "lesson_id?": "Id",
        "from_failures?": "list Id",
        "from_trials?": "list Id",
        "from_oversight?": "list Id",
        "statement": "Text",
        "recommendation?": "Text",
        "applies_to?": "list Id",
    },
    "lesson-shared": {"lesson_id": "Id", "with_levels?": "list Level", "how?": "Text"},
    "lesson-acknowledged": {
        "lesson_id": "Id",
        "level": "Level",
        "organ?": "Title",
        "case_number?": "Title",
        "reflection?": "Text",
    },
    "lesson-applied": {"lesson": "Lesson", "how": "Text"},
    "adjustment-made": {
        "adjustment_id?": "Id",
        "because_of?": "list Id",
        "depth?": "words single double triple",
        "changes?": "list Change",
        "temporary?": "bool",
    },
    "retry-started": {**ATTEMPT, "retry_of": "Id", "adjustments?": "list Id"},
    "case-presented": {
        "to_level": "Level",
        "up_to_version": "version",
        "organ?": "Title",
        "meeting?": "Date",
        "case_number?": "Title",
    },
    "question-asked": {"question_id?": "Id", "to_level": "Level", "text": "Text"},
    "question-answered": {"question_id": "Id", "answer": "Text"},
    "oversight-received": {
        "oversight_id?": "Id",
        "from_body": "Title",
        "nature": "words advice notice order ban fine audit legality-review court cleared",
        "what": "Text",
        "binding": "bool",
        "comply_by?": "Date",
        "sum?": "Money",
        "about?": "list Id",
    },
    "oversight-answered": {
        "oversight_id": "Id",
        "answer": "Text",
        "response": "words followed partly-followed not-followed contested",
    },
    "account-disputed": {"disputed_version": "version", "claim": "Text"},
    "decision-escalated": {"to_level": "Level", "reason": "Text"},
    "tags-added": {"tags?": "list Id"},
    "decision-linked": {
        "to_decision": "Id",
        "relation": "words part-of follows supersedes same-as see-also",
        "reason?": "Text",
    },
    "rule-waived": {"rule_id": "Id", "for_kind": "Id", "reason": "Text", "expires_on?": "Date"},
    "access-changed": {"versions?": "list version", "access": "Access", "reason": "Text"},
    "decision-concluded": {
        "outcome": "words adopted abandoned superseded deferred",
        "reason": "Text",
        "superseded_by?": "Id",
        "partly?": "bool",
        "revisit_by?": "Date",
        **DECIDED,
    },
    "decision-reopened": {"reason": "Text"},
    "policy-adopted": {"policy": "Policy", "reason": "Text", "in_force_from?": "Time"},
}

SAYS_SOMETHING = {"direction-chosen": "what", "observation-recorded": "note", "failure-corrected": "severity"}
"""Of the kinds that need one field of several, one that will do."""

ACTOR = {"id": "fhi", "role": "etat", "level": "administrative", "unit": "Folkehelseinstituttet"}
ENVELOPE: dict[str, str] = {
    "decision_id": "Id",
    "by": "Actor",
    "occurred_at?": "Time",
    "occurred_precision?": "words year month day minute",
    "recorded_by?": "Actor",
    "known_from?": "Time",
    "sources?": "list Citation",
    "references?": "list Reference",
    "confidence?": "words confirmed reported disputed",
    "caused_by?": "list version",
    "access?": "Access",
    "ext?": "Ext",
}

CRITERION = {"metric": "fall per uke", "comparison": "<=", "target": 2, "unit": "fall"}
CHANGE = {"what": "opplæring", "from": "ingen", "to": "to timer"}
MONEY = {"amount": "1200000.50", "currency": "NOK"}
LESSON = {"decision_id": "d", "lesson_id": "lesson-1"}
TERMS = {"level": "exempt", "ground": "offl. § 23 første ledd", "levels": ["political"], "until": "2030-01-01"}

GOOD: dict[str, tuple[Any, ...]] = {
    "Text": ("a", "a\nb", "æ" * 10_000, "⟨“–”⟩ 🙂"),
    "Title": ("a", "ø" * 300),
    "Id": ("a", "Az-09._", "x" * 100),
    "Level": ("political", "external", "skole"),
    "Date": ("2026-03-12", "1814-05-17", "2024-02-29"),
    "Time": ("2026-03-12T10:00:00+01:00", "2020-04-16T10:00:00+00:00", "1999-12-31T23:59:59.123456-08:00"),
    "bool": (True, False),
    "version": (1, 99),
    "number": (0, -1, 60, 60.0, 0.5, -1e-9, 10**12),
    "0–1": (0, 1, 0.5, 1.0),
    "1–5": (1, 5),
    "Money": (MONEY, {"amount": "-0.05", "currency": "EUR"}, {"amount": "9" * 30, "currency": "NOK"}),
    "Criterion": (CRITERION, {"metric": "m", "comparison": "=", "target": 0.5}),
    "Change": (CHANGE, {"what": "w", "to": "t"}),
    "Lesson": (LESSON,),
    "Access": ("open", "internal", "exempt", TERMS, {"level": "exempt", "levels": ["political", "external"]}),
    "Policy": ({"levels": ["political"], "rules": {"late": {"days": 7, "mode": None}}},),
    "Actor": (ACTOR, {"id": "a", "role": "r", "level": "external"}),
    "Citation": ("https://example.org/?a=å", "PS 45/26"),
    "Reference": ({"system": "ePhorte", "id": "26/1234", "url": "https://e.org"}, {"system": "s", "id": "i"}),
    "Ext": ({"acme.avvik": 1, "acme.mer": {"a": [None, 1.5, "x"]}}, {"a.b": "x" * 4086}, {}),
}

NOT_TEXT = (None, 1, True, [], {}, "")
NOT_OBJECTS = (None, "x", 1, [], {})
BAD: dict[str, tuple[Any, ...]] = {
    "Text": (*NOT_TEXT, " ", "\n\t ", "a" * 10_001, "a\tb", "a\rb", "a\x00b", "a\x7fb", "a\x85b"),
    "Title": (*NOT_TEXT, " ", "a" * 301, "a\nb", "a\tb", "a\x00b"),
    "Id": (*NOT_TEXT, "x" * 101, "a b", "å", "a/b", "a\n", " a", "a:b"),
    "Level": (*NOT_TEXT, "x" * 101, "to ord", "nivå"),
    "Date": (*NOT_TEXT, "2026-3-1", "2026-02-29", "2026-03-12T00:00:00Z", "20260312", "1799-12-31", "1767225600"),
    "Time": (
        *NOT_TEXT,
        "2026-03-12",
        "2026-03-12T10:00:00",
        "2026-03-12 10:00:00+01:00",
        "2026-02-29T10:00:00Z",
        "2026-03-12T25:00:00Z",
        "1767225600",
        "1799-12-31T23:59:59+00:00",
        "2200-01-01T00:00:01+00:00",
    ),
    "bool": (None, 0, 1, "true", "", []),
    "version": (None, 0, -1, 1.5, 1.0, True, "1"),
    "number": (None, True, "1", "", [], float("nan"), float("inf"), float("-inf")),
    "0–1": (None, True, "0.5", -0.01, 1.01, float("nan")),
    "1–5": (None, True, "3", 0, 6, 2.5, 3.0),
    "Money": (
        *NOT_OBJECTS,
        {"amount": "1"},
        {"currency": "NOK"},
        {**MONEY, "vat": "25"},
        *({**MONEY, "amount": amount} for amount in (None, 1, 1.5, "", "1.", ".5", "1e5", "+1", "1 000", "1,5", "١")),
        *({**MONEY, "amount": amount} for amount in ("NaN", "Infinity", "1_000", "--1", "9" * 31)),
        *({**MONEY, "currency": code} for code in (None, 1, "", "nok", "NO", "KRONER", "QQQ", "NOK\n")),
    ),
    "Criterion": (
        *NOT_OBJECTS,
        {"metric": "m", "comparison": ">="},
        {**CRITERION, "comparison": "=="},
        {**CRITERION, "target": "2"},
        {**CRITERION, "target": None},
        {**CRITERION, "metric": ""},
        {**CRITERION, "unit": None},
        {**CRITERION, "goal": 1},
    ),
    "Change": (*NOT_OBJECTS, {"what": "w"}, {**CHANGE, "from": None}, {**CHANGE, "to": ""}, {**CHANGE, "why": "x"}),
    "Lesson": (*NOT_OBJECTS, {"lesson_id": "l"}, {**LESSON, "lesson_id": None}, {**LESSON, "extra": 1}),
    "Access": (
        *NOT_OBJECTS,
        "shut",
        "Open",
        {"level": "shut"},
        {"ground": "offl. § 13"},
        {"level": "open", "ground": "offl. § 13"},
        {"level": "internal", "levels": ["political"]},
        {**TERMS, "ground": None},
        {**TERMS, "until": "next year"},
        {**TERMS, "levels": "political"},
        {**TERMS, "why": "x"},
    ),
    "Policy": NOT_OBJECTS,
    "Actor": (*NOT_OBJECTS, {**ACTOR, "unit": None}, {**ACTOR, "id": "a b"}, {**ACTOR, "role": ""}, {**ACTOR, "x": 1}),
    "Citation": (*NOT_TEXT, "a\nb", "x" * 2001),
    "Reference": (*NOT_OBJECTS, {"system": "s"}, {"system": "s", "id": "i", "url": None}, {"system": "s", "id": 1}),
    "Ext": (None, "x", 1, [], {"avvik": 1}, {".a": 1}, {"a.": 1}, {"a.b": "x" * 4087}, {"a.b": "æ" * 2044}),
}


def name_of(field: str) -> str:
    """The field without its mark."""
    return field.removesuffix("?")


def good(what: str) -> tuple[Any, ...]:
    """Values that a type holds."""
    if what.startswith("words "):
        return tuple(what.split()[1:])
    if what.startswith("list "):
        inner = good(what.removeprefix("list "))
        return (list(inner), [inner[0]] * 100, [])
    return GOOD[what]


def bad(what: str) -> tuple[Any, ...]:
    """Values that a type does not hold; null is one of them everywhere."""
    if what.startswith("words "):
        return (*NOT_TEXT, "another-word", what.split()[1].upper(), f" {what.split()[1]}")
    if what.startswith("list "):
        inner = what.removeprefix("list ")
        return (None, 1, "x", {}, {"0": good(inner)[0]}, [good(inner)[0]] * 101, *([value] for value in bad(inner)))
    return BAD[what]


def least(kind: str) -> dict[str, Any]:
    """A fact of this kind that says no more than it must."""
    says = {SAYS_SOMETHING[kind]} if kind in SAYS_SOMETHING else set()
    fields = KINDS[kind].items()
    return {"kind": kind} | {
        name_of(field): good(what)[0] for field, what in fields if not field.endswith("?") or name_of(field) in says
    }


def most(kind: str) -> dict[str, Any]:
    """A fact of this kind with every field that it can have."""
    return {"kind": kind} | {name_of(field): good(what)[0] for field, what in KINDS[kind].items()}


def least_entry() -> dict[str, Any]:
    """An entry with an envelope that says no more than it must."""
    return {
        "decision_id": "d",
        "by": {"id": "a", "role": "r", "level": "political"},
        "fact": least("decision-reopened"),
    }


def as_text(value: Any) -> str:
    """JSON to compare by: 60 and 60.0 are not the same there."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
