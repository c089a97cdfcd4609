"""Policies over HTTP: in force, history, adopting, comparing, and the pages of the same."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from laeringslopp import Register
from laeringslopp_service.api import policy_shapes as shapes
from tests.service.calling import BY, OPENED, body, pointers, problem

COUNCIL = {"id": "kommunestyret", "role": "kommunestyre", "level": "political"}
LENIENT = {
    "name": "lempelig",
    "title": "Et <b>lempelig</b> reglement",
    "rules": {"trial-is-measurable": {"mode": "remark"}, "late": {"days": 7}},
}
AT = "/api/policies/nordfjord"
UNMEASURED = {"kind": "trial-started", "hypothesis": "Færre fall"}
HTML = {"Accept": "text/html"}


def adoption(policy: Any = LENIENT, **more: Any) -> dict[str, Any]:
    return {"by": COUNCIL, "policy": policy, "reason": "Vi prøver oss fram", **more}


@pytest.fixture
def at_work(client: TestClient) -> TestClient:
    """A program before a register with an open decision."""
    assert client.post("/api/decisions", json=body(OPENED, decision_id="sensorer")).status_code == 201
    return client


def test_what_is_adopted_is_in_force_and_stands_in_the_history(at_work: TestClient):
    """And says what it tightened and loosened, to everyone."""
    assert at_work.get(AT).json()["adopted"] is False
    answer = at_work.post(f"{AT}?lang=en", json=adoption())
    assert (answer.status_code, answer.headers["location"], answer.headers["etag"]) == (201, AT, '"1"')
    told = shapes.AdoptionReceipt.model_validate_json(answer.content)
    assert [each.rule_id for each in told.loosened] == ["trial-is-measurable"]
    assert told.tightened[0].sentence.endswith("7. Before: 30.")
    assert at_work.post("/api/decisions/sensorer/facts", json=body(UNMEASURED)).status_code == 201
    for seen_as in ("", "?as=public", "?as=political"):
        shown = at_work.get(f"{AT}{seen_as}")
        assert shapes.PolicyInForce.model_validate_json(shown.content).policy["name"] == "lempelig"
        history = shapes.PolicyHistory.model_validate_json(at_work.get(f"{AT}/history{seen_as}").content)
        assert [(each.name, each.in_force, len(each.loosened)) for each in history.items] == [("lempelig", True, 1)]
        listed = shapes.PolicyList.model_validate_json(at_work.get(f"/api/policies{seen_as}").content)
        assert [(each.organisation, each.name) for each in listed.items] == [("nordfjord", "lempelig")]
    assert "kommunestyret" not in at_work.get(f"{AT}/history?as=public").text


def test_a_document_is_checked_whole_without_adopting(at_work: TestClient):
    """Pointers into the body, and the nearest that is right."""
    wrong = {"name": "feil", "titel": "x", "rules": {"lat": {"mode": "off"}, "late": {"days": 0}}}
    answer = at_work.post(f"{AT}?dry_run=true", json=adoption(wrong))
    told = {(each["pointer"], each["code"]): each.get("instead") for each in problem(answer, 422, "invalid")["errors"]}
    assert told == {
        ("/policy/titel", "unknown-field"): "title",
        ("/policy/rules/lat", "unknown-rule"): "late",
        ("/policy/rules/late/days", "parameter-bounds"): 30,
    }
    right = at_work.post(f"{AT}?dry_run=true", json=adoption())
    assert right.status_code == 200
    verdict = shapes.AdoptionVerdict.model_validate_json(right.content)
    assert (verdict.refusals, len(verdict.loosened)) == ([], 1)
    assert at_work.get(f"{AT}/history").json()["items"] == []


@pytest.mark.parametrize(
    ("sent", "pointer"),
    [
        ({"policy": 7}, "/policy"),
        ({"policy": []}, "/policy"),
        ({"policy": {}}, "/policy"),
        ({"policy": "strickt"}, "/policy"),
        ({"reason": ""}, "/reason"),
        ({"occurred_at": "2020-01-01T00:00:00Z"}, "/occurred_at"),
        ({"access": "internal"}, "/access"),
        ({"in_force_from": "i morgen"}, "/in_force_from"),
        ({"by": {**COUNCIL, "level": "nobody"}}, "/by/level"),
        ({"nonsense": 1}, "/nonsense"),
    ],
)
def test_what_is_wrong_with_an_adoption_is_said_where_it_stands(at_work: TestClient, sent: dict, pointer: str):
    """And the policy in force stays."""
    assert pointer in [each for each, _ in pointers(at_work.post(AT, json={**adoption(), **sent}))]
    assert at_work.get(AT).json()["adopted"] is False


def test_two_policies_never_begin_at_one_moment_or_in_the_wrong_order(at_work: TestClient):
    """Nobody could say which holds."""
    ahead = "2030-01-01T00:00:00+01:00"
    assert at_work.post(AT, json=adoption(in_force_from=ahead)).status_code == 201
    assert [each["name"] for each in at_work.get(AT).json()["ahead"]] == ["lempelig"]
    assert at_work.get(f"{AT}?at=2030-01-01").json()["policy"]["name"] == "lempelig"
    for moment in (ahead, "2029-01-01T00:00:00Z"):
        answer = at_work.post(AT, json=adoption("strict", in_force_from=moment))
        assert pointers(answer) == [("/in_force_from", "policy-before-earlier")]


def test_the_same_key_adopts_once_and_a_stale_version_not_at_all(at_work: TestClient):
    """A retry is safe."""
    first = at_work.post(AT, json=adoption(), headers={"Idempotency-Key": "k"})
    again = at_work.post(AT, json=adoption(), headers={"Idempotency-Key": "k"})
    assert (first.status_code, again.status_code, first.json()) == (201, 200, again.json())
    problem(at_work.post(AT, json=adoption("strict"), headers={"If-Match": '"0"'}), 412, "stale")


def test_two_policies_are_compared(at_work: TestClient):
    """Documents, those that ship, and the one in force."""
    at_work.post(AT, json=adoption())
    call = "/api/policy-comparisons?lang=en"
    told = at_work.post(call, json={"before": {"organisation": "nordfjord"}, "after": LENIENT})
    assert told.json() == {"tightened": [], "loosened": [], "changed": []}
    strict = shapes.Differences.model_validate_json(
        at_work.post(call, json={"before": "standard", "after": "strict"}).content
    )
    assert strict.tightened
    assert not strict.loosened
    wrong = {"before": {"name": "x", "rules": {"lat": {}}}, "after": "strickt"}
    assert pointers(at_work.post(call, json=wrong)) == [
        ("/before/rules/lat", "unknown-rule"),
        ("/after", "unknown-policy"),
    ]
    assert at_work.post(call, json={"before": {"organisation": 7}, "after": "strict"}).status_code == 422
    never = {"organisation": "nordfjord", "at": "never"}
    assert pointers(at_work.post(call, json={"before": never, "after": never})) == [
        ("/before/at", "no-moment"),
        ("/after/at", "no-moment"),
    ]
    when = {"organisation": "nordfjord", "at": "2020-01-01"}
    assert at_work.post(call, json={"before": when, "after": "standard"}).json()["changed"] == []


@pytest.mark.parametrize("name", ["standard", "strict"])
def test_a_shipped_policy_can_be_read_and_adopted_under_another_name(at_work: TestClient, name: str):
    """It is where an organisation begins."""
    shipped = shapes.ShippedPolicy.model_validate_json(at_work.get(f"/api/shipped-policies/{name}").content).policy
    assert pointers(at_work.post(AT, json=adoption(shipped))) == [("/policy/name", "name-taken")]
    assert at_work.post(AT, json=adoption({**shipped, "name": "vaart"})).status_code == 201
    ahead = adoption(name, in_force_from="2030-01-01T00:00:00Z")
    assert at_work.post(AT, json=ahead).status_code == 201
    assert at_work.get(f"{AT}?at=2030-01-02").json()["policy"]["name"] == f"nordfjord-{name}"
    problem(at_work.get("/api/shipped-policies/lenient"), 404, "not-found")


def test_an_organisation_that_is_not_here_is_not_found(at_work: TestClient):
    """For programs and for people."""
    problem(at_work.get("/api/policies/sorfjord"), 404, "not-found")
    assert at_work.get("/policies/sorfjord", headers=HTML).status_code == 404
    problem(at_work.get("/api/policies/nordfjord?as=public"), 404, "not-found")


def test_policies_stand_in_no_list_of_decisions(at_work: TestClient):
    """They are no decisions: not counted, not found, not shown as one."""
    before = at_work.get("/api/views/decisions").json()["items"]
    at_work.post(AT, json=adoption())
    assert len(at_work.get("/api/decisions").json()["items"]) == 1
    assert at_work.get("/api/decisions?q=policy").json()["items"] == []
    assert at_work.get("/api/views/decisions").json()["items"] == before
    assert "policy." not in at_work.get("/decisions", headers=HTML).text
    assert at_work.get("/decisions?as=public&lang=en", headers=HTML).text.count("withheld") <= 2
    kinds = [each["fact"]["kind"] for each in at_work.get("/api/facts").json()["items"]]
    assert kinds == ["decision-opened", "policy-adopted"]


def test_the_pages_say_what_is_in_force_and_what_was_loosened(at_work: TestClient):
    """To everyone, and what people wrote is no markup."""
    at_work.post(AT, json=adoption())
    assert "lempelig" in at_work.get("/policies?as=public", headers=HTML).text
    page = at_work.get("/policies/nordfjord?as=public&lang=en", headers=HTML).text
    assert "Loosened:" in page
    assert "Vi prøver oss fram" in page
    assert "<b>lempelig" not in page
    moved = at_work.get("/decisions/policy.nordfjord?lang=en", headers=HTML, follow_redirects=False)
    assert (moved.status_code, moved.headers["location"]) == (303, "/policies/nordfjord?lang=en")


def test_levels_of_an_adopted_policy_work_over_http(client: TestClient, over: Register):
    """A board, a director and departments, in reading, recording and disclosing."""
    board = {"name": "bruket", "levels": ["styret", "direktoren", "avdeling"]}
    assert client.post("/api/policies/bruket", json=adoption(board)).status_code == 201
    form = client.get("/disclose?lang=en", headers=HTML).text
    assert "direktoren" in form.lower()
    worker = {**BY, "level": "avdeling"}
    told = client.post("/api/disclosures", json={"what_happened": "Ovnen gikk ut", "by": worker})
    assert told.status_code == 201
    decision_id = told.json()["decision_id"]
    assert client.get(f"/api/decisions/{decision_id}").json()["deciding_level"] == "styret"
    shown = client.get(f"/api/decisions/{decision_id}/timeline?level=direktoren&as=styret")
    assert set(shown.json()["unknown_to"]) == {"styret", "direktoren", "avdeling"}
    assert pointers(client.get(f"/api/decisions/{decision_id}/timeline?level=political")) == [
        ("/level", "unknown-level")
    ]
    assert pointers(client.get("/api/decisions?as=nobody")) == [("/as", "unknown-level")]
    assert client.get(f"/decisions/{decision_id}?as=avdeling", headers=HTML).status_code == 200
    assert client.get("/dashboard?as=styret", headers=HTML).status_code == 200
