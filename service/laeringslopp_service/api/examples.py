"""One example for each call, in the order in which they can be sent."""

from typing import Any

BY = {"id": "leder-hjemmetjenesten", "role": "leder for hjemmetjenesten", "level": "operational"}

OPENING: dict[str, Any] = {
    "decision_id": "dorsensor",
    "by": {"id": "kommunalsjef-helse", "role": "kommunalsjef for helse", "level": "administrative"},
    "facts": [
        {
            "kind": "decision-opened",
            "title": "Dørsensorer på Solbakken",
            "question": "Skal sensorer si fra når noen går ut om natten?",
            "organisation": "eksempelvik",
            "deciding_level": "political",
            "tags": ["velferdsteknologi"],
        }
    ],
}
FACTS: dict[str, Any] = {
    "by": BY,
    "facts": [
        {
            "kind": "trial-started",
            "trial_id": "natt-1",
            "hypothesis": "Nattevakten rekker fram før noen er ute av bygget.",
            "criteria": [{"metric": "varsler besvart innen ett minutt", "comparison": ">=", "target": 95, "unit": "%"}],
        }
    ],
}
DISCLOSURE: dict[str, Any] = {
    "what_happened": "Sensoren varslet ikke da døra sto på gløtt.",
    "by": BY,
    "decision_id": "dorsensor",
    "trial_id": "natt-1",
    "severity": "moderate",
}
RULES: dict[str, Any] = {
    "items": [
        {
            "rule_id": "trial-is-measurable",
            "nature": "guard",
            "mode": "refuse",
            "owner": "deciding",
            "never_waived": False,
            "sentence": "Ei utprøving har minst eitt kriterium.",
            "reason": "Utan eit kriterium kan ingen seie etterpå om det verka.",
            "parameters": [],
            "kinds": ["retry-started", "trial-started"],
            "plugin": None,
            "refused": 7,
            "followed": 6,
            "remarked": 0,
            "waived": 1,
            "let_past": 1,
            "scenarios": [{"name": "Ett kriterium er nok", "steps": ["Gitt en sak", "Så blir det registrert"]}],
            "scenarios_in": "nb",
        }
    ],
    "policy": "standard",
    "organisation": "eksempelvik",
}
RECEIPT = {"decision_id": "dorsensor", "version": 1, "position": 1, "remarks": []}
VERDICT = {"refusals": [], "remarks": ["trial-after-direction"]}
STATE: dict[str, Any] = {
    "decision_id": "dorsensor",
    "version": 3,
    "status": "open",
    "title": "Dørsensorer på Solbakken",
    "question": "Skal sensorer si fra når noen går ut om natten?",
    "organisation": "eksempelvik",
    "deciding_level": "political",
    "tags": ["velferdsteknologi"],
    "attempts": 1,
    "failures": 1,
    "lessons": 0,
    "adjustments": 0,
}
DUTY: dict[str, Any] = {
    "rule_id": "draw-lesson",
    "decision_id": "dorsensor",
    "level": "administrative",
    "about": "failure-1",
    "part": None,
    "version": 3,
    "owed_since": "2026-03-12",
    "due": "2026-04-28",
    "met_on": None,
    "meeting": None,
    "overdue": False,
    "lacking": [],
    "ground": None,
    "organ": None,
    "sentence": "Innen 28. april 2026 skal administrasjonen trekke en lærdom av denne feilen: "
    "«Sensoren varslet ikke da døra sto på gløtt.»",
}
ENTRY: dict[str, Any] = {
    "version": 3,
    "kind": "failure-disclosed",
    "occurred_at": "2026-03-12T06:40:00+01:00",
    "recorded_at": "2026-03-12T06:40:00+01:00",
    "history": False,
    "sentence": "Leder for hjemmetjenesten meldte: «Sensoren varslet ikke da døra sto på gløtt.»",
    "caused_by": [2],
    "remarks": [],
    "waived": [],
    "known_to": {"operational": "2026-03-12T06:40:00+01:00"},
    "by": BY,
    "access": "internal",
    "fact": {
        "kind": "failure-disclosed",
        "failure_id": "failure-1",
        "what_happened": "Sensoren varslet ikke da døra sto på gløtt.",
        "trial_id": "natt-1",
        "severity": "moderate",
    },
}
STORY: dict[str, Any] = {
    "decision_id": "dorsensor",
    "version": 3,
    "lang": "nb",
    "length": "short",
    "title": STATE["title"],
    "paragraphs": [
        {
            "sentences": [
                {
                    "text": "Én feil er meldt: «Sensoren varslet ikke da døra sto på gløtt.»",
                    "about": "failed",
                    "versions": [3],
                }
            ]
        }
    ],
    "text": "Én feil er meldt: «Sensoren varslet ikke da døra sto på gløtt.»",
}
TIMELINE: dict[str, Any] = {
    "decision_id": "dorsensor",
    "version": 3,
    "status": "open",
    "title": STATE["title"],
    "question": STATE["question"],
    "summary": "Saken er åpen. Ett forsøk er registrert.",
    "entries": [ENTRY],
    "attempts": [],
    "loops": [
        {
            "trial_id": "natt-1",
            "failures": ["failure-1"],
            "lessons": [],
            "adjustments": [],
            "closed": False,
            "missing": ["lesson", "adjustment", "retry"],
        }
    ],
    "open": [
        {
            "what": "failure-without-lesson",
            "version": 3,
            "since": "2026-03-12T06:40:00+01:00",
            "sentence": "Ingen lærdom er trukket av denne feilen ennå: «Sensoren varslet ikke da døra sto på gløtt.»",
        }
    ],
    "unknown_to": {"political": [2, 3], "administrative": [2, 3], "operational": []},
    "withheld": {"count": 0, "grounds": [], "entries": []},
}
FACT: dict[str, Any] = {
    "decision_id": "dorsensor",
    "version": 3,
    "position": 3,
    "recorded_at": "2026-03-12T06:40:00+01:00",
    "occurred_at": "2026-03-12T06:40:00+01:00",
    "history": False,
    "policy": "standard",
    "remarks": [],
    "waived": [],
    "by": BY,
    "access": "internal",
    "fact": ENTRY["fact"],
}
PROBLEMS: dict[str, dict[str, Any]] = {
    "invalid": {
        "detail": "this field is required",
        "errors": [{"pointer": "/facts/0/criteria/0/target", "code": "missing", "detail": "this field is required"}],
    },
    "refused": {
        "detail": "Cannot be recorded yet: missing a criterion to measure by.",
        "refusals": [
            {
                "rule_id": "trial-is-measurable",
                "subject": "trial",
                "sentence": "A trial has at least one criterion.",
                "missing": "a criterion to measure by",
                "parameters": {},
                "record_first": [{"criteria": [{"metric": "…", "comparison": ">=", "target": 0}]}],
                "pointer": "/facts/0",
            }
        ],
        "remarks": ["trial-after-direction"],
    },
    "stale": {"decision_id": "dorsensor", "expected": 7, "actual": 8},
    "conflict": {"decision_id": "dorsensor", "expected": 7, "actual": 8},
    "exists": {"decision_id": "dorsensor", "actual": 8, "instance": "/api/decisions"},
    "unknown": {"decision_id": "dorsenser"},
    "rule-failed": {"rule_id": "ours", "plugin": "our-rules 1.2"},
    "behind": {"expected": 120, "actual": 118},
}
"""What kinds of problem say beside what all of them do."""

VIEW: dict[str, Any] = {
    "items": [{"decision_id": "dorsensor", "status": "open", "failures": 1, "opened_at": "2026-03-12T10:00:00Z"}],
    "next": None,
    "position": 3,
}
READY: dict[str, Any] = {
    "ready": True,
    "degraded": False,
    "reasons": [],
    "views": [{"view": "decisions", "position": 3, "behind": 0}],
}

BACKTEST_BEGUN: dict[str, Any] = {
    "backtest_id": "backtest-3f1c2a528a",
    "state": "running",
    "policy": "strict",
    "as_it_happened": False,
    "started_at": "2026-03-12T10:00:00+01:00",
    "done": 0,
    "of": 286,
}
OUTCOMES = {"refused": 1, "remarked": 0, "let_through": 0, "overdue": 0, "met": 0, "owed": 0}
BACKTEST: dict[str, Any] = {
    **BACKTEST_BEGUN,
    "state": "done",
    "done": 286,
    "result": {
        "policy": "strict",
        "position": 286,
        "facts": 286,
        "decisions": 8,
        "history": 250,
        "totals": OUTCOMES,
        "rules": [
            {
                "rule_id": "risk-before-direction",
                "nature": "guard",
                "level": "political",
                "sentence": "Before a direction is chosen, a risk is assessed for it or for the whole decision.",
                **OUTCOMES,
            }
        ],
        "first": [{"rule_id": "risk-before-direction", "decision_id": "dorsensor", "findings": 1}],
    },
}
FINDINGS: dict[str, Any] = {
    "items": [
        {
            "decision_id": "dorsensor",
            "version": 4,
            "kind": "direction-chosen",
            "rule_id": "risk-before-direction",
            "level": "political",
            "outcome": "refused",
            "missing": "risk",
            "was_remarked": True,
        }
    ],
    "next": None,
}
