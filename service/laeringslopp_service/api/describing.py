"""The calls as the OpenAPI document describes them."""

from collections.abc import Iterable, Mapping
from typing import Any

from fastapi import Response
from pydantic import BaseModel

from laeringslopp_service.api import (
    examples,
    policy_shapes,
    shapes,
)
from laeringslopp_service.api.answering import JSON, JSON_LINES
from laeringslopp_service.api.asking import Query
from laeringslopp_service.api.call import IF_NONE_MATCH, PREFER, Call
from laeringslopp_service.api.calls import CALLS
from laeringslopp_service.api.text_examples import lines, text_example
from laeringslopp_service.api.waiting import AFTER, PREFER_WAITING
from laeringslopp_service.problems import KINDS, MEDIA_TYPE, TYPES

REFERENCE = "#/components/schemas/{model}"
ETAG = {"ETag": {"description": "Names what is answered.", "schema": {"type": "string"}}}
APPLIED = {"Preference-Applied": {"description": "What of `Prefer` was done.", "schema": {"type": "string"}}}
LOCATION = {"Location": {"description": "Where it is.", "schema": {"type": "string"}}}


def described(operation_id: str, query: Query, parameters: Iterable[Mapping[str, Any]] = ()) -> dict[str, Any]:
    """What a route's decorator is given; ``parameters`` are described as they are."""
    call = CALLS[operation_id]
    answers, waits = _answers(call, operation_id), AFTER in query.parameters
    if waits:
        answers[200]["headers"] = {**answers[200].get("headers", {}), **APPLIED}
    more: dict[str, Any] = {
        "parameters": [
            *parameters,
            *(each.described for each in query.parameters),
            *map(dict, call.headers),
            *([dict(PREFER_WAITING)] if waits else []),
        ]
    }
    if call.body is not None:
        content = {JSON: {"schema": _reference(call.body), "example": call.body_example}}
        more["requestBody"] = {"required": True, "content": content}
    if call.deprecated is not None:
        more["x-sunset"] = str(call.deprecated.sunset)
    return {
        "operation_id": operation_id,
        "deprecated": True if call.deprecated else None,
        "summary": call.summary,
        "description": call.about,
        "tags": [call.tag],
        "status_code": call.status,
        "responses": answers,
        **({} if call.answer else {"response_class": Response}),
        "openapi_extra": more,
    }


def _answers(call: Call, operation_id: str) -> dict[int | str, dict[str, Any]]:
    content: dict[str, Any] = {}
    if call.answer is not None:
        schema = {"oneOf": [_reference(each) for each in call.either]} if call.either else _reference(call.answer)
        content[JSON] = {"schema": schema, "example": call.example}
    for media in (call.also, *call.documents):
        if media:
            content[media] = {"schema": {"type": "string"}}
            shown = lines(call.example) if media == JSON_LINES else text_example(operation_id, media)
            content[media] |= {"example": shown} if shown else {}
    told: dict[int | str, dict[str, Any]] = {}
    if call.status == 201 and PREFER not in call.headers and call.dry_run is None:
        told[201] = {"description": "It is made.", "content": content, "headers": LOCATION}
        told[200] = {"description": "The same Idempotency-Key made this before.", "content": content}
    elif call.status == 201:
        told[201] = {"description": "It is recorded.", "content": content, "headers": {**LOCATION, **ETAG, **APPLIED}}
        again = "The same Idempotency-Key recorded this before."
        if call.dry_run:
            assert call.answer is not None
            either = {"oneOf": [_reference(call.answer), _reference(call.dry_run)]}
            example = examples.VERDICT if call.dry_run is shapes.Verdict else policy_shapes.VERDICT
            told[200] = {
                "description": f"{again} Or a dry run: nothing is recorded.",
                "content": {JSON: {"schema": either, "example": example}},
            }
        else:
            told[200] = {"description": again, "content": content}
    elif call.status == 202:
        told[202] = {"description": "It has begun.", "content": content, "headers": LOCATION}
    elif call.status == 204:
        told[204] = {"description": "It is stopped, or let go of.", "content": {}}
    else:
        told[200] = {"description": call.summary, "content": content}
        if IF_NONE_MATCH in call.headers:
            told[200]["headers"] = ETAG
            told[304] = {"description": "What you have is current."}
    failing = {422, 503, *call.fails} if call.body else {403, 406, 422, 503, *call.fails}
    for status in sorted(failing):
        kinds = {name: kind for name, kind in KINDS.items() if status in (kind.status, kind.also)}
        problems = {name: {"$ref": f"#/components/examples/{name}"} for name in kinds}
        content = {"schema": _reference(shapes.Problem), "examples": problems}
        titles = "; ".join(kind.title for kind in kinds.values())
        told[status] = {"description": titles, "content": {MEDIA_TYPE: content}}
    return told


def problem_examples() -> dict[str, dict[str, Any]]:
    """One of each kind of problem, to which the calls refer."""
    return {
        name: {
            "summary": kind.title,
            "value": {
                "type": f"{TYPES}{name}",
                "title": kind.title,
                "status": kind.status,
                "detail": kind.about,
                "instance": "/api/decisions/dorsensor/facts",
                **examples.PROBLEMS.get(name, {}),
            },
        }
        for name, kind in KINDS.items()
    }


def _reference(model: type[BaseModel]) -> dict[str, str]:
    return {"$ref": REFERENCE.format(model=model.__name__)}
