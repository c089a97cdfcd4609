"""Bodies that the service takes, and what its problems look like."""

from typing import Any

from httpx2 import Response

BY = {"id": "sykehjemmet", "role": "avdelingsleder", "level": "operational"}
OPENED = {
    "kind": "decision-opened",
    "title": "Velferdsteknologi",
    "question": "Skal sensorer prøves?",
    "organisation": "nordfjord",
    "deciding_level": "political",
}
NOTE = {"kind": "observation-recorded", "note": "Alarmen kom fram"}
TRIAL = {
    "kind": "trial-started",
    "trial_id": "t1",
    "hypothesis": "Færre fall",
    "criteria": [{"metric": "fall per uke", "comparison": "<=", "target": 2}],
}


def body(*facts: Any, **more: Any) -> dict[str, Any]:
    """Facts in one envelope."""
    return {"by": BY, "facts": list(facts), **more}


def problem(response: Response, status: int, name: str) -> dict[str, Any]:
    """What a problem says, once it is seen to be one (RFC 9457)."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    told: dict[str, Any] = response.json()
    assert told["status"] == status
    assert told["type"] == f"/problems/{name}"
    assert told["title"]
    assert told["detail"]
    assert told["instance"] == response.request.url.path
    return told


def pointers(response: Response, status: int = 422) -> list[tuple[str, str]]:
    """Where a body or a question is wrong, and how."""
    return [(error["pointer"], error["code"]) for error in problem(response, status, "invalid")["errors"]]
