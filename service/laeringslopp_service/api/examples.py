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
    "version": 3,
    "owed_since": "2026-03-12",
    "due": "2026-04-28",
    "met_on": None,
    "overdue": False,
    "lacking": [],
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
INVALID: dict[str, Any] = {
    "type": "/problems/invalid",
    "title": "This cannot be recorded or asked for as it is written",
    "status": 422,
    "detail": "this field is required",
    "instance": "/api/decisions/dorsensor/facts",
    "errors": [{"pointer": "/facts/0/criteria/0/target", "code": "missing", "detail": "this field is required"}],
}

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
