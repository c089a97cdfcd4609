"""What each call takes and answers, for the OpenAPI document. Nothing here is looked at when a call is made."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from laeringslopp_service.api import shapes
from laeringslopp_service.api.asking import Query
from laeringslopp_service.api.bodies import Disclosure, Opening, Recording
from laeringslopp_service.problems import MEDIA_TYPE

SCHEMAS = "#/components/schemas/"
BODIES: tuple[type[BaseModel], ...] = (Opening, Recording, Disclosure)
BY = {"id": "hjemmetjenesten", "role": "avdelingsleder", "level": "operational", "unit": "Hjemmetjenesten"}
OPENED = {
    "kind": "decision-opened",
    "title": "Ny trygghetsalarm",
    "question": "Skal vi bytte trygghetsalarm?",
    "organisation": "eksempelvik",
    "deciding_level": "political",
}
RECEIPT = {"decision_id": "trygghetsalarm", "version": 2, "position": 2, "remarks": []}


@dataclass(frozen=True, slots=True)
class Call:
    """One call: what it is called, what is sent, what comes back, and what it may say no with."""

    summary: str
    answer: type[BaseModel]
    no: tuple[int, ...]
    status: int = 200
    body: type[BaseModel] | None = None
    example: Any = None
    """Of the body where there is one, else of the answer."""


CALLS: Mapping[str, Call] = {
    "open_decision": Call(
        "Open a decision", shapes.Receipt, (400, 403, 409, 413, 415, 422, 503), 201, Opening,
        {"decision_id": "trygghetsalarm", "by": BY, "facts": [OPENED]},
    ),
    "record_facts": Call(
        "Record facts in a decision", shapes.Receipt, (400, 403, 404, 409, 412, 413, 415, 422, 503), 201, Recording,
        {"by": BY, "facts": [{"kind": "observation-recorded", "note": "Alarmen virker i sone nord."}]},
    ),
    "disclose_failure": Call(
        "Disclose a failure", shapes.Receipt, (400, 403, 404, 413, 415, 422, 503), 201, Disclosure,
        {"what_happened": "Alarmen nådde ikke fram i natt.", "by": BY},
    ),
    "read_decision": Call("Read where a decision stands", shapes.DecisionState, (404, 406, 422, 503)),
    "read_timeline": Call("Read a decision's timeline", shapes.Timeline, (404, 406, 422, 503)),
    "list_decisions": Call("Find decisions", shapes.DecisionPage, (406, 422, 503)),
    "follow_facts": Call("Follow all facts", shapes.FactPage, (406, 422, 503)),
    "live": Call("Ask whether the process lives", shapes.Live, (422,), example={"live": True}),
    "ready": Call(
        "Ask whether it can answer", shapes.Ready, (422, 503), example={"ready": True, "reasons": []}
    ),
    "explain_problem": Call("Read what a problem means", shapes.ProblemKind, (404, 422)),
}  # fmt: skip
"""Every call by its stable operation id."""


def described(operation_id: str, query: Query) -> dict[str, Any]:
    """What a route's decorator is told, so that the OpenAPI document says it."""
    call = CALLS[operation_id]
    parameters = [parameter.described for parameter in query.parameters]
    if call.body is not None:
        parameters.append(_header("Idempotency-Key", "Makes a retry safe: the same key and body record once."))
    if 412 in call.no:
        parameters.append(_header("If-Match", 'The version that you have seen, in quotes: "7".'))
    told: dict[str, Any] = {"parameters": parameters, "responses": _responses(call)}
    if call.body is not None:
        content: dict[str, Any] = {"schema": _ref(call.body), "example": call.example}
        told["requestBody"] = {"required": True, "content": {"application/json": content}}
    return {
        "operation_id": operation_id,
        "summary": call.summary,
        "status_code": call.status,
        "response_model": None,
        "openapi_extra": told,
    }


def components() -> dict[str, Any]:
    """The schemas that the calls point to."""
    asked = [(model, "validation") for model in BODIES] + [(model, "serialization") for model in shapes.ANSWERS]
    _, schema = models_json_schema(asked, ref_template=SCHEMAS + "{model}")  # type: ignore[arg-type]
    return dict(schema["$defs"])


def _responses(call: Call) -> dict[str, Any]:
    good: dict[str, Any] = {"schema": _ref(call.answer)}
    if call.body is not None:
        good["example"] = RECEIPT
    elif call.example is not None:
        good["example"] = call.example
    told: dict[str, Any] = {str(call.status): {"description": "Done.", "content": {"application/json": good}}}
    if call.status == 201:
        told["200"] = {
            "description": "The same key recorded this before, or it was a dry run.",
            "content": {"application/json": {"schema": {"anyOf": [_ref(shapes.Receipt), _ref(shapes.Verdict)]}}},
        }
    for status in call.no:
        told[str(status)] = {
            "description": "A problem (RFC 9457).",
            "content": {MEDIA_TYPE: {"schema": _ref(shapes.Problem)}},
        }
    return told


def _ref(model: type[BaseModel]) -> dict[str, str]:
    return {"$ref": SCHEMAS + model.__name__}


def _header(name: str, about: str) -> dict[str, Any]:
    return {"name": name, "in": "header", "required": False, "description": about, "schema": {"type": "string"}}
