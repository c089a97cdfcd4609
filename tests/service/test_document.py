"""The document that describes the service says what the service does."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator
from pydantic import BaseModel
from starlette.testclient import TestClient

from laeringslopp import Register
from laeringslopp.cases import record_demo
from laeringslopp.facts import KINDS
from laeringslopp_service.api import shapes, story_shapes
from laeringslopp_service.api.calls import CALLS
from tests.service.calling import NOTE, body
from tests.service.conftest import client_of

CALLED = {
    ("post", "/api/decisions"): "open_decision",
    ("get", "/api/decisions"): "list_decisions",
    ("post", "/api/decisions/{decision_id}/facts"): "record_facts",
    ("post", "/api/disclosures"): "disclose_failure",
    ("get", "/api/decisions/{decision_id}"): "read_decision",
    ("get", "/api/decisions/{decision_id}/timeline"): "read_timeline",
    ("get", "/api/decisions/{decision_id}/story"): "read_story",
    ("get", "/api/facts"): "follow_facts",
    ("get", "/api/views/{view}"): "read_view",
    ("get", "/api/policies"): "list_policies",
    ("get", "/api/policies/{organisation}"): "read_policy",
    ("post", "/api/policies/{organisation}"): "adopt_policy",
    ("get", "/api/policies/{organisation}/history"): "read_policy_history",
    ("get", "/api/shipped-policies/{name}"): "read_shipped_policy",
    ("post", "/api/policy-comparisons"): "compare_policies",
    ("post", "/api/webhooks"): "make_webhook",
    ("get", "/api/webhooks"): "list_webhooks",
    ("get", "/api/webhooks/{webhook_id}"): "read_webhook",
    ("patch", "/api/webhooks/{webhook_id}"): "change_webhook",
    ("delete", "/api/webhooks/{webhook_id}"): "drop_webhook",
    ("get", "/api/webhooks/{webhook_id}/deliveries"): "list_deliveries",
    ("post", "/api/webhooks/{webhook_id}/replay"): "replay_webhook",
    ("post", "/api/webhooks/{webhook_id}/test"): "test_webhook",
    ("post", "/api/webhooks/{webhook_id}/secret"): "renew_webhook_secret",
    ("get", "/metrics"): "metrics",
    ("get", "/livez"): "live",
    ("get", "/readyz"): "ready",
    ("get", "/problems/{name}"): "explain_problem",
}


@pytest.fixture
def document(client: TestClient) -> dict[str, Any]:
    """The OpenAPI document."""
    told: dict[str, Any] = client.get("/openapi.json").json()
    return told


def operations(document: dict[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    """Each call as the document has it."""
    return {(method, path): call for path, calls in document["paths"].items() for method, call in calls.items()}


def test_operation_ids_stay(document: dict[str, Any]):
    """Programs are generated from them."""
    found = {place: call["operationId"] for place, call in operations(document).items()}
    assert CALLED.items() <= found.items()


def test_every_call_is_described_with_an_example(document: dict[str, Any]):
    """Whoever reads it can try it."""
    for place, call in operations(document).items():
        assert call["summary"], place
        assert call["description"], place
        answers = [answer for status, answer in call["responses"].items() if status.startswith("2")]
        told = [answer["content"]["application/json"] for answer in answers if "application/json" in answer["content"]]
        assert all("example" in each for each in told), place


def test_every_call_shows_what_it_answers(document: dict[str, Any]):
    """Also where it is no JSON: nobody should have to call it to see a feed, a calendar or a stream."""
    for calls in document["paths"].values():
        for said in calls.values():
            shown = [form for each in said["responses"].values() for form in each.get("content", {}).items()]
            well = [form for form, told in shown if "example" in told]
            assert well or "204" in said["responses"], said["operationId"]
            assert all("example" in told for form, told in shown if form == "application/jsonl"), said["operationId"]


def test_every_reference_leads_somewhere(document: dict[str, Any]):
    """A generator stops at the first that does not."""

    def references(value: Any) -> list[str]:
        if isinstance(value, dict):
            own = [value["$ref"]] if isinstance(value.get("$ref"), str) else []
            return own + [each for inner in value.values() for each in references(inner)]
        return [each for inner in value for each in references(inner)] if isinstance(value, list) else []

    known = {f"#/components/{part}/{name}" for part, named in document["components"].items() for name in named}
    assert set(references(document)) <= known


def test_a_fact_names_its_kind(document: dict[str, Any]):
    """The service refuses one that does not, so a program made from the document must know."""
    facts = [document["components"]["schemas"][fact.__name__] for fact in KINDS.values()]
    assert facts
    assert all("kind" in fact["required"] for fact in facts)


def test_patterns_mean_the_same_in_every_language(document: dict[str, Any]):
    """Many dialects know no classes of Unicode, and a program made from the document then refuses all text."""
    patterns = set(re.findall(r'"pattern": ("(?:[^"\\]|\\.)*")', json.dumps(document)))
    assert patterns
    for pattern in map(json.loads, patterns):
        re.compile(pattern)


def test_the_examples_of_bodies_can_be_sent_one_after_the_other(client: TestClient, document: dict[str, Any]):
    """An example that does not work is worse than none."""
    for operation_id, path in (
        ("open_decision", "/api/decisions"),
        ("record_facts", "/api/decisions/dorsensor/facts"),
        ("disclose_failure", "/api/disclosures"),
        ("adopt_policy", "/api/policies/eksempelvik"),
    ):
        place = next(place for place, name in CALLED.items() if name == operation_id)
        example = operations(document)[place]["requestBody"]["content"]["application/json"]["example"]
        answer = client.post(path, json=example)
        assert answer.status_code == 201, answer.text


@pytest.mark.parametrize("operation_id", CALLS)
def test_the_examples_of_answers_have_the_shape_they_are_examples_of(operation_id: str):
    """They are written by hand."""
    call = CALLS[operation_id]
    if call.answer is not None:
        call.answer.model_validate_json(json.dumps(call.example))


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A program before a register that holds every shipped case."""
    url = f"sqlite:///{tmp_path_factory.mktemp('demo') / 'x.db'}"
    record_demo(lambda clock: Register.open(url, clock=clock))
    with Register.open(url) as over:
        yield client_of(over)


@pytest.mark.parametrize("seen_as", ["", "?as=public", "?as=political", "?lang=en"])
def test_answers_have_the_shapes_that_are_described(demo: TestClient, seen_as: str):
    """A field that nobody described is one that nobody can rely on."""
    shown: list[tuple[str, type[BaseModel]]] = [
        ("/api/decisions", shapes.DecisionPage),
        ("/api/facts", shapes.FactPage),
        ("/livez", shapes.Live),
        ("/readyz", shapes.Ready),
        ("/problems/refused", shapes.ProblemKind),
        *((f"/api/views/{shape.__doc__.split('`')[1]}", shape) for shape in shapes.VIEW_PAGES),
    ]
    for decision in demo.get("/api/decisions").json()["items"]:
        decision_id = decision["decision_id"]
        shown.append((f"/api/decisions/{decision_id}", shapes.DecisionState))
        shown.append((f"/api/decisions/{decision_id}/timeline", shapes.Timeline))
        shown.append((f"/api/decisions/{decision_id}/story", story_shapes.Story))
    for path, shape in shown:
        answer = demo.get(path + seen_as)
        assert answer.status_code == 200
        shape.model_validate_json(answer.content)


def test_problems_have_the_shape_that_is_described(client: TestClient, sensors: Register):
    """Those of the rules, of integrity and of conflict."""
    path = "/api/decisions/sensorer/facts"
    for sent, headers in (
        (body({"kind": "trial-started", "hypothesis": "x"}), {}),
        (body({"kind": "x"}), {}),
        (body(NOTE), {"If-Match": '"1"'}),
    ):
        answer = client.post(path, json=sent, headers=headers)
        told = shapes.Problem.model_validate_json(answer.content)
        assert set(answer.json()) <= set(shapes.Problem.model_fields)
        assert told.status == answer.status_code


def test_the_page_asks_no_other_host(client: TestClient):
    """It works on a machine that reaches nothing, and needs no script."""
    page = client.get("/docs")
    assert page.headers["content-type"].startswith("text/html")
    assert "://" not in page.text.replace("https://…", "").replace(
        "http://www.w3.org/2005/Atom", ""
    )  # a name, no address
    assert "<script" not in page.text
    assert client.get("/docs.css").headers["content-type"].startswith("text/css")


def test_the_page_shows_every_call_and_every_kind(client: TestClient, document: dict[str, Any]):
    """And everything it points to on itself is there."""
    page = client.get("/docs").text
    for (_, path), call in operations(document).items():
        assert path in page
        assert f'id="{call["operationId"]}"' in page
    for part in page.split('href="#')[1:]:
        assert f'id="{part.partition(chr(34))[0]}"' in page


def test_the_document_does_not_depend_on_what_was_recorded_first():
    """A model that was used before the document was asked for once took its page down; a new process shows it."""
    code = (
        "from laeringslopp import Access, AccessChanged, Register\n"
        "from laeringslopp_service.app import create_app\n"
        "AccessChanged(access=Access(level='open'), reason='Alle bør vite det')\n"
        "print(sorted(create_app(Register.open('memory:')).openapi()['components']['schemas']))"
    )
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert "'AccessChanged'" in told
    assert "-Input" not in told


def test_the_document_is_what_it_says_it_is(document: dict[str, Any]):
    """OpenAPI 3.1, to the letter: generators and other tools stop at the first thing that is not."""
    assert document["openapi"].startswith("3.1.")
    assert [error.message for error in OpenAPIV31SpecValidator(document).iter_errors()] == []


def test_each_example_of_a_problem_has_its_shape_and_leads_to_what_it_means(
    client: TestClient, document: dict[str, Any]
):
    """And each that a call may answer with has one of its status."""
    for name, example in document["components"]["examples"].items():
        told = shapes.Problem.model_validate_json(json.dumps(example["value"]))
        assert set(example["value"]) <= set(shapes.Problem.model_fields)
        assert told.type == f"/problems/{name}"
        assert client.get(told.type).status_code == 200
    for place, call in operations(document).items():
        for status, answer in call["responses"].items():
            if (status[0] in "45" and status != "422") or "application/problem+json" in answer.get("content", {}):
                assert answer["content"]["application/problem+json"]["examples"], (place, status)


def test_every_part_of_an_address_and_of_a_question_is_described(document: dict[str, Any]):
    """In words; what a name stands for is else a guess."""
    for place, call in operations(document).items():
        for parameter in call.get("parameters", ()):
            assert parameter.get("description"), (place, parameter["name"])
