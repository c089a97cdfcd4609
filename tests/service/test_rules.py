"""The catalogue of rules over HTTP: what is in force, why, its scenarios, and how often each spoke."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from laeringslopp import Register, RuleWaived
from laeringslopp.rules import DUTIES, GUARDS
from tests.municipality import COUNCIL, OPERATIONS, Clock, entry, started
from tests.service.calling import OPENED, TRIAL, body, pointers

RULE = "trial-is-measurable"
WIRE = {"rule_id", "nature", "mode", "owner", "sentence", "reason", "parameters", "refused", "remarked", "waived"}


def rules(client: TestClient, query: str = "") -> dict[str, dict[str, Any]]:
    """Each rule by its id."""
    answer = client.get(f"/api/rules{query}")
    assert answer.status_code == 200, answer.text
    return {item["rule_id"]: item for item in answer.json()["items"]}


def refuse(client: TestClient, times: int = 1) -> None:
    """Sends what the rule refuses."""
    for _ in range(times):
        sent = body({**TRIAL, "trial_id": "t9", "criteria": []})
        assert client.post("/api/decisions/sensorer/facts", json=sent).status_code == 422


def test_every_rule_is_listed_with_what_the_wire_promises(client: TestClient):
    """Who is refused by a rule finds it here."""
    found = rules(client)
    assert list(found) == [*GUARDS, *DUTIES]
    assert all(set(rule) >= WIRE for rule in found.values())
    assert {rule["nature"] for rule in found.values()} <= {"guard", "duty"}
    assert found["late"]["parameters"] == [
        {
            "name": "days",
            "value": 30,
            "default": 30,
            "meaning": "dager før en oppføring er sen",
            "least": 1,
            "most": 365,
        }
    ]
    assert found["failure-stays"]["never_waived"] is True


@pytest.mark.parametrize(("language", "spoken"), [("nb", "nb"), ("nn", "nb"), ("en", "en")])
def test_words_and_scenarios_are_in_the_readers_language(client: TestClient, language: str, spoken: str):
    """Features are written in bokmål and English; whoever reads nynorsk reads them in bokmål, and is told so."""
    rule = rules(client, f"?lang={language}")[RULE]
    assert rule["scenarios_in"] == spoken
    assert {step.partition(" ")[0] for each in rule["scenarios"] for step in each["steps"]} & {"Gitt", "Given"}
    assert rule["sentence"] != rules(client, f"?lang={'en' if language != 'en' else 'nb'}")[RULE]["sentence"]


def test_a_refusal_counts_and_a_dry_run_does_not(client: TestClient, sensors: Register):
    """Governors see which rule bites."""
    assert rules(client)[RULE]["refused"] == 0
    refuse(client)
    sent = body({**TRIAL, "trial_id": "t9", "criteria": []})
    client.post("/api/decisions/sensorer/facts?dry_run=true", json=sent)
    assert (rules(client)[RULE]["refused"], rules(client)[RULE]["followed"]) == (1, 0)
    client.post("/api/decisions/sensorer/facts", json=body({**TRIAL, "trial_id": "t9", "where": "Nord"}))
    assert (rules(client)[RULE]["refused"], rules(client)[RULE]["followed"]) == (1, 1)


def test_remarks_and_waivers_are_counted_from_what_is_on_record(client: TestClient, sensors: Register):
    """How often it remarked, was set aside, and let something past."""
    waiver = RuleWaived(rule_id=RULE, for_kind="trial-started", reason="Det haster")
    sensors.append([entry("sensorer", waiver, COUNCIL), entry("sensorer", started("t2", criteria=()), OPERATIONS)])
    client.post("/api/decisions/sensorer/facts", json=body({"kind": "direction-chosen", "what": "Kjøpe"}))
    found = rules(client)
    assert (found[RULE]["waived"], found[RULE]["let_past"], found[RULE]["remarked"]) == (1, 1, 0)
    assert found["alternatives-before-direction"]["remarked"] == 1


def test_the_public_is_told_no_figure_under_five(client: TestClient, sensors: Register, clock: Clock):
    """A small figure may be about somebody; nor may one be worked out from two others."""
    refuse(client, 4)
    public = rules(client, "?as=public")[RULE]
    assert [public[name] for name in ("refused", "followed", "remarked", "waived", "let_past")] == [None] * 5
    refuse(client)
    assert rules(client, "?as=public")[RULE]["refused"] == 5
    client.post("/api/decisions/sensorer/facts", json=body({**TRIAL, "trial_id": "t9", "where": "Nord"}))
    assert rules(client)[RULE]["followed"] == 5
    assert rules(client, "?as=public")[RULE]["followed"] is None


def test_an_organisation_that_nothing_is_on_record_of_is_named(client: TestClient, sensors: Register):
    """A mistyped name must not show the rules of nobody."""
    assert pointers(client.get("/api/rules?organisation=nordfjor")) == [("/organisation", "no-such-organisation")]
    assert client.get("/api/rules?organisation=nordfjord").json()["organisation"] == "nordfjord"


def test_each_organisation_has_its_own_figures(client: TestClient, sensors: Register):
    """What another one was refused says nothing of this one's rules."""
    refuse(client)
    client.post("/api/decisions", json=body({**OPENED, "organisation": "sorfjord"}, decision_id="d2"))
    assert rules(client, "?organisation=nordfjord")[RULE]["refused"] == 1
    assert rules(client, "?organisation=sorfjord")[RULE]["refused"] == 0
    assert client.get("/api/rules").json()["organisation"] is None


def test_prometheus_reads_what_was_refused(client: TestClient, sensors: Register):
    """A rule that suddenly refuses much more is seen on the same board as everything else."""
    refuse(client, 2)
    told = client.get("/metrics").text
    assert f'laeringslopp_refused_total{{rule="{RULE}"}} 2.0' in told
    assert f'laeringslopp_refused_followed_total{{rule="{RULE}"}} 0.0' in told


def test_the_same_rules_have_the_same_tag(client: TestClient, sensors: Register):
    """Nothing is sent again that the caller has."""
    etag = client.get("/api/rules").headers["etag"]
    assert client.get("/api/rules", headers={"If-None-Match": etag}).status_code == 304
    refuse(client)
    assert client.get("/api/rules", headers={"If-None-Match": etag}).status_code == 200


def test_a_waiver_is_told_where_it_happened(client: TestClient, sensors: Register):
    """With the entry that used it up."""
    waiver = RuleWaived(rule_id=RULE, for_kind="trial-started", reason="Det haster")
    sensors.append([entry("sensorer", waiver, COUNCIL), entry("sensorer", started("t2", criteria=()), OPERATIONS)])
    entries = client.get("/api/decisions/sensorer/timeline?lang=en").json()["entries"]
    assert entries[-2]["waiver"] == {"state": "used", "used_by": 6, "sentence": "Used up by entry 6."}
    assert [each["version"] for each in entries[-1]["waived"]] == [5]


def test_a_second_opening_of_the_same_kind_is_no_rule(client: TestClient):
    """Integrity is no rule, and is not counted."""
    client.post("/api/decisions", json=body(OPENED, decision_id="d1"))
    client.post("/api/decisions", json=body(OPENED, decision_id="d1"))
    assert all(rule["refused"] == 0 for rule in rules(client).values())
