"""What is wrong is told in the caller's language; what programs go by is the same in all."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from laeringslopp import Flaw, Invalid, Register
from laeringslopp.integrity.malformed import CODES
from laeringslopp.rules.document import _SAID
from laeringslopp.story import LANGUAGES, has_words
from laeringslopp_service.api.asking import Query
from tests.service.calling import NOTE, TRIAL, body
from tests.service.test_bodies import FLAWS

ROOT = Path(__file__).parents[2]
FACTS = "/api/decisions/sensorer/facts"
MAKERS = {"Flaw": 0, "invalid": 0, "no": 0, "_wrong": 0, "_unknown": 0}
"""What makes a flaw, and which of its arguments is the code."""
ASKED: list[tuple[str, str, str]] = [
    ("/api/decisions?nonsense=1", "nonsense", "organisation"),
    ("/api/decisions?tga=1", "tga", "tag"),
    ("/api/decisions?limit=0", "1", "1"),
    ("/api/duties?limit=5&limit=6", "limit", "limit"),
    ("/api/decisions?status=opne", "adopted", "open"),
    ("/api/decisions/sensorer/timeline?as_of=i+går", "2026-03-12", "2026-03-12"),
    ("/api/decisions/sensorer/timeline?after=99", "4", "4"),
    ("/api/views/decisions?statsu=open", "statsu", "status"),
    ("/api/failed-before?q=x&most=0", "1", "50"),
    ("/api/duties?open=maybe", "true", "false"),
]
"""Something that is wrong in a question, and what the sentence names of it."""


def told(client: TestClient, path: str, **sent: Any) -> dict[str, tuple[list[dict[str, Any]], dict[str, Any], str]]:
    """The errors, the rest, and the language, in each of the three."""
    found = {}
    for language in LANGUAGES:
        headers = {"Accept-Language": language}
        answer = client.post(path, headers=headers, **sent) if sent else client.get(path, headers=headers)
        problem = answer.json()
        found[language] = (problem.pop("errors"), problem, answer.headers["content-language"])
    return found


def alike(found: dict[str, tuple[list[dict[str, Any]], dict[str, Any], str]]) -> None:
    """All that programs go by is the same; what people read is not."""
    rest = [[{**error, "detail": ""} for error in errors] for errors, _, _ in found.values()]
    assert rest[0] == rest[1] == rest[2]
    english = [error["detail"] for error in found["en"][0]]
    for language in ("nb", "nn"):
        errors, problem, spoken = found[language]
        assert spoken == language
        for error, said in zip(errors, english, strict=True):
            assert error["detail"] != said
            assert error["detail"] in problem["detail"]


@pytest.mark.parametrize("sent", [sent for sent, _ in FLAWS], ids=[f"{pointer} {code}" for _, (pointer, code) in FLAWS])
def test_what_is_wrong_with_a_body_is_said_in_the_callers_language(
    client: TestClient, sensors: Register, sent: dict[str, Any]
):
    """A clerk who is told in a foreign language what to mend mends nothing."""
    alike(told(client, FACTS, json=sent))


@pytest.mark.parametrize(("path", "name", "other"), ASKED, ids=[path for path, _, _ in ASKED])
def test_what_is_wrong_with_a_question_is_said_with_what_it_names(
    client: TestClient, sensors: Register, path: str, name: str, other: str
):
    """The same of what is asked; a sentence without its values helps nobody."""
    found = told(client, path)
    for language in ("nb", "nn"):
        (error, *_), problem, spoken = found[language]
        assert spoken == language
        assert name in problem["detail"]
        assert other in problem["detail"] + str(error.get("instead"))
        assert error["detail"] != found["en"][0][0]["detail"]


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        (b'{"by": 1, "by": 2}', "by"),
        (b'{"a" 1}', "linje 1"),
        (b'{"a": NaN}', "NaN"),
        (b"\xff", "byte 0"),
        (b'{"\\ud800": 1, "\\ud800": 2}', "\\ud800"),
        (b"[" * 40, "32"),
    ],
)
def test_what_is_no_json_is_said_with_where(client: TestClient, sent: bytes, name: str):
    """Whoever wrote it finds the place."""
    found = {
        language: client.post(
            "/api/decisions", content=sent, headers={"Content-Type": "application/json", "Accept-Language": language}
        )
        for language in LANGUAGES
    }
    assert name in found["nb"].json()["errors"][0]["detail"]
    assert found["nb"].headers["content-language"] == "nb"
    assert len({answer.json()["detail"] for answer in found.values()}) == 3


def test_a_number_a_word_and_a_length_are_named(client: TestClient, sensors: Register):
    """Each with what would do."""
    wrong = {**TRIAL, "trial_id": "t9", "criteria": [{"metric": "m" * 301, "comparison": "~", "target": 1}]}
    errors, _, _ = told(client, FACTS, json=body(wrong, {**NOTE, "value": 2e15}))["nb"]
    said = {error["pointer"]: error["detail"] for error in errors}
    assert "300" in said["/facts/0/criteria/0/metric"]
    assert ">=" in said["/facts/0/criteria/0/comparison"]
    assert "1 000 000 000 000 000" in said["/facts/1/value"].replace("\xa0", " ")


def test_what_has_no_words_is_english_and_the_language_says_so(client: TestClient, monkeypatch: pytest.MonkeyPatch):
    """``Content-Language`` tells the truth."""

    def wrong(*_: object) -> None:
        raise Invalid([Flaw("brand-new", "nobody has said this yet", "/x"), Flaw("missing", "it is needed", "/y")])

    monkeypatch.setattr(Query, "read", wrong)
    found = told(client, "/api/rules")
    assert [language for _, _, language in found.values()] == ["nb, en", "nn, en", "en"]
    assert [error["detail"] for error in found["nb"][0]] == ["nobody has said this yet", "Dette må fylles ut."]


def _made() -> Iterator[tuple[str, str]]:
    """Where a flaw is made, and its code."""
    for file in (*(ROOT / "src").rglob("*.py"), *(ROOT / "service").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
                name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
                code = node.args[MAKERS[name]] if name in MAKERS and node.args else None
                if isinstance(code, ast.Constant) and isinstance(code.value, str):
                    yield f"{file.name}:{node.lineno}", code.value
                if name == "PydanticCustomError" and isinstance(node.args[0], ast.Constant):
                    yield f"{file.name}:{node.lineno}", str(node.args[0].value).replace("_", "-")


OF_PYDANTIC = (
    *("string-type", "int-type", "int-parsing", "int-from-float", "float-type", "bool-type", "tuple-type", "dict-type"),
    *("model-type", "model-attributes-type", "too-short", "greater-than-equal", "less-than-equal", "finite-number"),
    *("date-from-datetime-parsing", "datetime-from-date-parsing", "timezone-aware", "decimal-parsing", "decimal-type"),
)
"""What pydantic finds wrong with what our models are, under its own names."""


def test_every_flaw_that_is_made_anywhere_has_words():
    """Whoever adds a check, in the library or the service, says what it finds in three languages."""
    found = dict(_made())
    assert len(set(found.values())) > 60
    said_already = {"refused"}  # a form shows a refusal beside its field, in the words that refusals have
    unsaid = {where: code for where, code in found.items() if not has_words(Flaw(code, ""))}
    assert set(unsaid.values()) <= said_already, unsaid
    others = {*CODES.values(), *(code for code, _ in _SAID.values()), *OF_PYDANTIC}
    assert {code for code in others if not has_words(Flaw(code, ""))} == set()


def test_every_problem_is_told_in_words_that_are_translated():
    """An English sentence within a Norwegian problem is where a reader stops."""
    seen = 0
    for file in (ROOT / "service").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Problem":
                seen += 1
                text = node.args[1] if len(node.args) > 1 else None
                is_bare = isinstance(text, ast.JoinedStr) or (isinstance(text, ast.Constant) and text.value is not None)
                assert not is_bare, f"{file.name}:{node.lineno}"
    assert seen > 20


def test_what_a_header_or_an_address_lacks_is_said_in_the_callers_language(client: TestClient, sensors: Register):
    """Also what is no flaw in a body or a question."""
    sent = {"json": body(NOTE)}
    asked: list[tuple[str, str, dict[str, str]]] = [
        ("POST", FACTS, {"If-Match": "7"}),
        ("POST", FACTS, {"Idempotency-Key": "k" * 201}),
        ("GET", "/api/views/nowhere", {}),
        ("GET", "/api/backtests/none", {}),
        ("GET", "/api/webhooks/none", {}),
        ("GET", "/api/policies/nobody", {}),
        ("GET", "/api/rules", {"Accept": "model/vrml"}),
        ("GET", "/api/rules", {"Host": "elsewhere.example"}),
    ]
    for method, path, headers in asked:
        more = sent if method == "POST" else {}
        found = [
            client.request(method, path, headers={**headers, "Accept-Language": language}, **more)
            for language in LANGUAGES
        ]
        nb, nn, en = (answer.json()["detail"] for answer in found)
        assert en not in (nb, nn), path
        assert [answer.headers["content-language"] for answer in found] == list(LANGUAGES), path


@pytest.mark.parametrize("number", [10**30, 10**300, 10**4000, 1e300], ids=["31", "301", "4001", "float"])
def test_a_number_of_any_length_is_told(client: TestClient, sensors: Register, number: float):
    """Whoever sends one is told what is wrong, and not that the service failed."""
    disputed = {"kind": "account-disputed", "disputed_version": number, "claim": "It was the other deadline."}
    for language in LANGUAGES:
        answer = client.post(f"{FACTS}?lang={language}", json=body(disputed))
        assert (answer.status_code, bool(answer.json()["errors"][0]["detail"])) == (422, True)
