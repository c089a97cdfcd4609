"""Nothing that others hold on to is taken from them unawares."""

import copy
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI, Response
from starlette.testclient import TestClient

from laeringslopp_service.api import CALLS, Deprecating
from laeringslopp_service.api.asking import Query
from laeringslopp_service.api.call import Deprecation
from laeringslopp_service.api.describing import described
from laeringslopp_service.problems import KINDS
from scripts import contract
from scripts.differing import breaches

TODAY = date(2026, 12, 1)
Change = Callable[[dict[str, Any]], object]


def document() -> dict[str, Any]:
    """A small one, with each thing that somebody may hold on to."""
    name = {"type": "string", "maxLength": 100}
    sent = {
        "type": "object",
        "additionalProperties": False,
        "properties": {"name": name, "size": {"enum": ["small", "large"]}, "times": {"type": "integer", "default": 1}},
        "required": ["name"],
    }
    cat = {"type": "object", "properties": {"kind": {"const": "cat"}, "name": name}, "required": ["kind", "name"]}
    dog = {"type": "object", "properties": {"kind": {"const": "dog"}}, "required": ["kind"]}
    pets = [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}]
    answered = {
        "type": "object",
        "properties": {
            "size": {"type": "string", "enum": ["small", "large"]},
            "age": {"anyOf": [{"type": "integer"}, {"type": "null"}]},
            "pets": {"type": "array", "items": {"oneOf": pets, "discriminator": {"propertyName": "kind"}}},
            "inner": {"$ref": "#/components/schemas/Answered"},
        },
        "required": ["size"],
    }
    call = {
        "operationId": "make",
        "parameters": [
            {"in": "query", "name": "lang", "schema": {"type": "string"}},
            {"in": "query", "name": "most", "schema": {"type": "integer", "maximum": 10}},
        ],
        "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Sent"}}}},
        "responses": {
            "200": {
                "headers": {"ETag": {}},
                "content": {
                    "application/json": {"schema": {"$ref": "#/components/schemas/Answered"}},
                    "text/csv": {"schema": {"type": "string"}},
                },
            },
            "404": {"content": {}},
        },
    }
    return {
        "openapi": "3.1.0",
        "paths": {"/things": {"post": call}},
        "components": {"schemas": {"Sent": sent, "Answered": answered, "Cat": cat, "Dog": dog}},
    }


def call(changed: dict[str, Any]) -> Any:
    return changed["paths"]["/things"]["post"]


def shape(changed: dict[str, Any], name: str) -> Any:
    return changed["components"]["schemas"][name]


def field(changed: dict[str, Any], name: str, of: str) -> Any:
    return shape(changed, name)["properties"][of]


BREAKING: dict[str, tuple[Change, str]] = {
    "a call is gone": (lambda d: d["paths"].pop("/things"), "the call is gone"),
    "another operation id": (lambda d: call(d).update(operationId="do"), "its operation id was make"),
    "a sign-in": (lambda d: d.update(security=[{"sign-in": []}]), "asks for a sign-in"),
    "a parameter is gone": (lambda d: call(d)["parameters"].pop(0), "no longer taken"),
    "a parameter is required": (lambda d: call(d)["parameters"][0].update(required=True), "come to be required"),
    "a new parameter is required": (
        lambda d: call(d)["parameters"].append({"in": "query", "name": "x", "required": True}),
        "new, and required",
    ),
    "a parameter takes less": (lambda d: call(d)["parameters"][1]["schema"].update(maximum=5), "maximum was 10"),
    "a parameter of another type": (
        lambda d: call(d)["parameters"][0]["schema"].update(type="integer"),
        "it was string, and is integer",
    ),
    "the body is required": (lambda d: call(d)["requestBody"].update(required=True), "come to be required"),
    "the body is gone": (lambda d: call(d).pop("requestBody"), "no longer taken"),
    "a field of the body is gone": (lambda d: shape(d, "Sent")["properties"].pop("size"), "the field is gone"),
    "a field of the body is required": (lambda d: shape(d, "Sent")["required"].append("size"), "come to be required"),
    "a new field of the body is required": (lambda d: shape(d, "Sent")["required"].append("new"), "it is required"),
    "shorter text": (lambda d: field(d, "Sent", "name").update(maxLength=10), "maxLength was 100"),
    "longer text": (lambda d: field(d, "Sent", "name").update(minLength=1), "minLength was not there"),
    "a pattern": (lambda d: field(d, "Sent", "name").update(pattern="^a"), "it has to match"),
    "a format": (lambda d: field(d, "Sent", "name").update(format="date"), "its format was None"),
    "another default": (lambda d: field(d, "Sent", "times").update(default=2), "left out, it meant 1"),
    "a value is no longer taken": (lambda d: field(d, "Sent", "size")["enum"].pop(), "'large' is no longer taken"),
    "an answer's value is new": (lambda d: field(d, "Answered", "size")["enum"].append("huge"), "nobody expects"),
    "an answer's field is gone": (lambda d: shape(d, "Answered")["properties"].pop("size"), "the field is gone"),
    "an answer's field may be left out": (lambda d: shape(d, "Answered")["required"].clear(), "may be left out now"),
    "an answer's field may be null": (
        lambda d: field(d, "Answered", "pets").update(type=["array", "null"]),
        "it was array, and is array or null",
    ),
    "an answer's field may be text too": (
        lambda d: field(d, "Answered", "age")["anyOf"].append({"type": "string"}),
        "string is not as it was",
    ),
    "a field of a kind is gone": (lambda d: shape(d, "Cat")["properties"].pop("name"), "the field is gone"),
    "a kind is no longer answered": (
        lambda d: field(d, "Answered", "pets")["items"]["oneOf"].pop(),
        "Dog is no longer answered",
    ),
    "a success is gone": (lambda d: call(d)["responses"].pop("200"), "no longer answers so"),
    "another success": (lambda d: call(d)["responses"].update({"202": {}}), "a success that nobody expects"),
    "a header is gone": (lambda d: call(d)["responses"]["200"]["headers"].clear(), "the header ETag is gone"),
    "a media type is gone": (lambda d: call(d)["responses"]["200"]["content"].pop("text/csv"), "text/csv is gone"),
}


@pytest.mark.parametrize("name", BREAKING)
def test_what_would_break_a_client_is_found(name: str):
    """And what it says is where and what."""
    change, told = BREAKING[name]
    changed = document()
    change(changed)
    found = [f"{each.place}: {each.what}" for each in breaches(document(), changed, TODAY)]
    assert found
    assert all("/things" in each for each in found)
    assert any(told in each for each in found), found


HARMLESS: dict[str, Change] = {
    "nothing": lambda d: None,
    "a new call": lambda d: d["paths"].update({"/others": {"get": {"operationId": "see"}}}),
    "a new parameter": lambda d: call(d)["parameters"].append({"in": "query", "name": "x", "schema": {}}),
    "a parameter takes more": lambda d: call(d)["parameters"][1]["schema"].update(maximum=50),
    "a new field in the body": lambda d: shape(d, "Sent")["properties"].update(new={"type": "string"}),
    "a field of the body need not be there": lambda d: shape(d, "Sent")["required"].clear(),
    "longer text is taken": lambda d: field(d, "Sent", "name").update(maxLength=1000),
    "numbers where there were whole ones": lambda d: field(d, "Sent", "times").update(type="number"),
    "a value more is taken": lambda d: field(d, "Sent", "size")["enum"].append("huge"),
    "a new field in the answer": lambda d: shape(d, "Answered")["properties"].update(new={"type": "string"}),
    "a field of the answer is always there": lambda d: shape(d, "Answered")["required"].append("age"),
    "a field of the answer is never null": lambda d: field(d, "Answered", "age")["anyOf"].pop(),
    "a value less is answered": lambda d: field(d, "Answered", "size")["enum"].pop(),
    "a new kind": lambda d: (
        d["components"]["schemas"].update(Fish={"type": "object", "properties": {"kind": {"const": "fish"}}}),
        field(d, "Answered", "pets")["items"]["oneOf"].append({"$ref": "#/components/schemas/Fish"}),
    ),
    "another failure": lambda d: call(d)["responses"].update({"429": {}}),
    "other words": lambda d: call(d).update(summary="Make a thing"),
    "another media type": lambda d: call(d)["responses"]["200"]["content"].update({"text/plain": {}}),
}


@pytest.mark.parametrize("name", HARMLESS)
def test_what_breaks_nobody_is_let_through(name: str):
    """A check that cries too often is turned off."""
    changed = document()
    HARMLESS[name](changed)
    assert list(breaches(document(), changed, TODAY)) == []


@pytest.mark.parametrize(("sunset", "may_go"), [("2026-12-01", True), ("2026-12-02", False)])
def test_a_call_may_go_from_the_day_of_its_sunset(sunset: str, may_go: bool):
    """And not the day before."""
    old = document()
    call(old).update({"deprecated": True, "x-sunset": sunset})
    assert (list(breaches(old, {**old, "paths": {}}, TODAY)) == []) is may_go


def test_the_service_keeps_what_it_has_promised(capsys: pytest.CaptureFixture[str]):
    """And docs/openapi.json is what it says of itself."""
    assert contract.main(["--check"], TODAY) == 0, capsys.readouterr().err


def test_what_breaks_is_not_written_without_a_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """With one it is, and the reason stays."""
    promised, broken = tmp_path / "openapi.json", tmp_path / "broken.json"
    monkeypatch.setattr(contract, "ROOT", tmp_path)
    monkeypatch.setattr(contract, "PROMISED", promised)
    monkeypatch.setattr(contract, "BROKEN", broken)
    monkeypatch.setattr(contract, "described", document)
    assert contract.main([], TODAY) == 0
    before = promised.read_text()
    narrower = copy.deepcopy(document())
    call(narrower)["parameters"].pop()
    monkeypatch.setattr(contract, "described", lambda: narrower)
    assert contract.main([], TODAY) == 1
    assert promised.read_text() == before
    assert "POST /things query most: it is no longer taken" in capsys.readouterr().err
    assert contract.main(["--break", "nobody used it"], TODAY) == 0
    assert "most" not in promised.read_text()
    (kept,) = json.loads(broken.read_text())
    assert kept == {
        "on": "2026-12-01",
        "reason": "nobody used it",
        "broken": ["POST /things query most: it is no longer taken"],
    }


def test_a_call_on_its_way_out_says_so_in_each_answer(monkeypatch: pytest.MonkeyPatch):
    """From when, until when, and where to go instead; a failure too."""
    leaving = Deprecation(date(2027, 1, 1), date(2027, 7, 1), "/docs#read_decision")
    old = CALLS["live"]
    calls = {
        **CALLS,
        "live": type(old)(*(old.tag, old.summary, old.about, old.answer, old.example), deprecated=leaving),
    }
    monkeypatch.setattr("laeringslopp_service.api.describing.CALLS", calls)
    app = FastAPI()

    @app.get("/old", **described("live", Query()))
    def answers() -> Response:
        return Response(status_code=503)

    @app.get("/new")
    def stays() -> Response:
        return Response()

    app.add_middleware(Deprecating, calls=calls)
    client = TestClient(app)
    told = client.get("/old").headers
    assert told["deprecation"] == "@1798761600"
    assert told["sunset"] == "Thu, 01 Jul 2027 00:00:00 GMT"
    assert told["link"] == '</docs#read_decision>; rel="successor-version"'
    assert "deprecation" not in client.get("/new").headers
    described_now = client.get("/openapi.json").json()["paths"]["/old"]["get"]
    assert described_now["deprecated"] is True
    assert described_now["x-sunset"] == "2027-07-01"


def test_each_kind_of_problem_has_an_example(client: TestClient):
    """Which each call that may fail so refers to."""
    told = client.get("/openapi.json").json()
    assert told["components"]["examples"].keys() == KINDS.keys()
    for calls in told["paths"].values():
        for each in calls.values():
            for status, answer in each["responses"].items():
                content = answer.get("content", {}).get("application/problem+json")
                if status[0] in "45" and content is not None:
                    assert content["examples"], (each["operationId"], status)
