"""The OpenAPI document, and a page that shows it without asking any other host."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.openapi.utils import get_openapi
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from pydantic.json_schema import models_json_schema
from pydantic_core import to_json

from laeringslopp.facts import KINDS as FACT_KINDS
from laeringslopp_service.api import (
    backtest_shapes,
    comparison_shapes,
    digest_shapes,
    hook_shapes,
    paper_shapes,
    policy_shapes,
    register_shapes,
    rule_shapes,
    search_shapes,
    story_shapes,
)
from laeringslopp_service.api.answering import answer, written
from laeringslopp_service.api.asking import AS, LANG, Query
from laeringslopp_service.api.bodies import BacktestAsked, Disclosure, Opening, Recording
from laeringslopp_service.api.describing import REFERENCE, problem_examples
from laeringslopp_service.api.shapes import ANSWERS
from laeringslopp_service.problems import KINDS

router = APIRouter(include_in_schema=False)

HERE = Path(__file__).parent
NOTHING = Query(LANG, AS)
ABOUT = (
    "Decisions under risk, as facts that are never taken back: what was decided, tried, failed, learned and tried "
    "again. There is no sign-in yet: the service listens on this machine alone, and whoever reaches it is a full "
    "member. Every error is a problem as RFC 9457 describes it."
)
TAGS = [
    {"name": "Recording", "description": "What is sent is recorded whole, or not at all."},
    {"name": "Reading", "description": "Every answer has an ETag, and takes `as` and `lang`."},
    {"name": "Ruling", "description": "Which rules are in force for an organisation. Policies are open to everyone."},
    {
        "name": "Sending",
        "description": "Webhooks: what is recorded is sent to those who asked. For full members alone.",
    },
    {"name": "Service", "description": "Whether it works, and what its problems mean."},
]
METHODS = ("get", "put", "post", "patch", "delete")
PATHS: Mapping[str, Mapping[str, Any]] = {
    "decision_id": {"description": "Which decision.", "example": "dorsensor"},
    "organisation": {"description": "Which organisation.", "example": "eksempelvik"},
    "backtest_id": {"description": "Which backtest.", "example": "backtest-3f1c2a528a"},
    "webhook_id": {"description": "Which webhook.", "example": "hook-1f2a3b4c5d6e"},
    "view": {"example": "decisions"},
    "name": {"description": "Its name."},
}
"""What is said of the parts of addresses."""


@router.get("/openapi.json")
def openapi_json(request: Request) -> Response:
    """The OpenAPI document."""
    NOTHING.read(request)
    return answer(request, written(request.app.openapi()))


@router.get("/docs")
def docs(request: Request) -> Response:
    """The same for people."""
    NOTHING.read(request)
    document = request.app.openapi()
    schemas = document["components"]["schemas"]
    kinds = {cls.__name__: kind for kind, cls in FACT_KINDS.items()}
    page = _templates().get_template("docs.html")
    text = page.render(
        document=document,
        calls=list(_calls(document)),
        facts=[(kind, _shown(name, schemas[name])) for name, kind in sorted(kinds.items(), key=lambda item: item[1])],
        shapes=[_shown(name, schema) for name, schema in sorted(schemas.items()) if name not in kinds],
        problems=KINDS,
        root=request.scope.get("root_path", ""),
    )
    return answer(request, text.encode(), media_type="text/html; charset=utf-8")


@router.get("/docs.css")
def docs_css(request: Request) -> Response:
    """How the page looks."""
    return answer(request, (HERE / "docs.css").read_bytes(), media_type="text/css; charset=utf-8")


def describe(app: FastAPI) -> None:
    """Has the app describe itself with the shapes of bodies and answers, which its routes do not check."""

    @cache
    def openapi() -> dict[str, Any]:
        document = get_openapi(title="Læringsløpp", version=_version(), description=ABOUT, tags=TAGS, routes=app.routes)
        sent = (
            Opening,
            Recording,
            Disclosure,
            BacktestAsked,
            register_shapes.Appends,
            *policy_shapes.BODIES,
            *paper_shapes.BODIES,
            *hook_shapes.BODIES,
        )
        answered = (
            *ANSWERS,
            *policy_shapes.ANSWERS,
            *backtest_shapes.ANSWERS,
            *rule_shapes.ANSWERS,
            *comparison_shapes.ANSWERS,
            search_shapes.FailedBefore,
            story_shapes.Story,
            *paper_shapes.ANSWERS,
            digest_shapes.Digest,
            *register_shapes.ANSWERS,
            *hook_shapes.ANSWERS,
        )
        bodies = [(model, "validation") for model in sent]
        answers = [(model, "serialization") for model in answered]
        _, made = models_json_schema([*bodies, *answers], ref_template=REFERENCE)  # type: ignore[list-item]
        schemas = _without_null(made["$defs"])
        for fact in FACT_KINDS.values():  # in JSON a fact is known by its kind, which Python gives it
            schema = schemas[fact.__name__]
            schema["required"] = ["kind", *schema.get("required", ())]
        for _, call in _operations(document):
            call["parameters"] = _whole(call.get("parameters", ()))
        document["components"] = {"schemas": schemas, "examples": problem_examples()}
        return document

    app.openapi = openapi  # type: ignore[method-assign]


def _whole(parameters: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Each once: what the framework made of an address, with what is said of it here."""
    made: dict[tuple[str, str], dict[str, Any]] = {}
    for each in parameters:
        name = each["name"]
        described = PATHS.get(name, {}) if each["in"] == "path" else {}
        made[each["in"], name] = {**described, **made.get((each["in"], name), {}), **each}
    return list(made.values())


def _without_null(schema: Any) -> Any:
    """What may be left out has no default: null, and an id without letters, would be refused."""
    if isinstance(schema, dict):
        return {
            key: _without_null(value)
            for key, value in schema.items()
            if not (key == "default" and (value is None or (value == "" and "pattern" in schema)))
        }
    return [_without_null(value) for value in schema] if isinstance(schema, list) else schema


def _version() -> str:
    try:
        return version("laeringslopp")
    except PackageNotFoundError:
        return "0"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a shape."""

    name: str
    is_required: bool
    type: str
    shape: str | None
    """The shape that it is made of, where that has a name."""
    about: str


@dataclass(frozen=True, slots=True)
class Shape:
    """A named shape with its fields."""

    name: str
    about: str
    fields: tuple[Field, ...]


def _operations(document: dict[str, Any]) -> Iterator[tuple[tuple[str, str], dict[str, Any]]]:
    for path, operations in document["paths"].items():
        for method in METHODS:
            if method in operations:
                yield (method.upper(), path), operations[method]


def _calls(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for (method, path), call in _operations(document):
        yield {"path": path, "method": method, **call}


def _shown(name: str, schema: dict[str, Any]) -> Shape:
    required = schema.get("required", ())
    fields = tuple(
        Field(key, key in required, _type(value), _shape(value), value.get("description", ""))
        for key, value in schema.get("properties", {}).items()
    )
    return Shape(name, schema.get("description", ""), fields)


def _type(schema: dict[str, Any]) -> str:
    """A schema in a few words."""
    if "const" in schema:
        return repr(schema["const"]).replace("'", '"')
    if "enum" in schema:
        return " | ".join(f'"{value}"' for value in schema["enum"])
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    branches = schema.get("anyOf") or schema.get("oneOf")
    if branches:
        return "a fact" if "discriminator" in schema else " or ".join(dict.fromkeys(map(_type, branches)))
    if schema.get("type") == "array":
        return f"list of {_type(schema.get('items', {}))}"
    bounds = [
        f"{sign} {schema[name]}"
        for name, sign in (("minimum", "≥"), ("maximum", "≤"), ("maxLength", "at most"))
        if name in schema
    ]
    return ", ".join([str(schema.get("format") or schema.get("type") or "anything"), *bounds])


def _shape(schema: dict[str, Any]) -> str | None:
    for inner in (schema, schema.get("items", {}), *schema.get("anyOf", ())):
        if "$ref" in inner:
            return str(inner["$ref"]).rpartition("/")[2]
    return None


@cache
def _templates() -> Environment:
    made = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.filters["json"] = lambda value: to_json(value, indent=2).decode()
    made.filters["prose"] = _prose
    return made


def _prose(text: str) -> Markup:
    """Text with what stands between backticks as code."""
    parts = text.split("`")
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if at % 2 else escape(part) for at, part in enumerate(parts)
    )
