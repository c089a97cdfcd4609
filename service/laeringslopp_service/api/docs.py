"""The calls as a page to read. It is made from the OpenAPI document, and asks no other host for anything."""

import json
from pathlib import Path

from fastapi import APIRouter, Request, Response
from jinja2 import Environment, FileSystemLoader, select_autoescape

router = APIRouter(include_in_schema=False)

_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=select_autoescape(),
    trim_blocks=True,
    lstrip_blocks=True,
)
_templates.filters["as_json"] = lambda value: json.dumps(value, ensure_ascii=False, indent=2)


@router.api_route("/docs", methods=["GET", "HEAD"])
def read_the_calls(request: Request) -> Response:
    """Every call with what it takes and answers."""
    document = request.app.openapi()
    calls = [
        {"method": method.upper(), "path": path, **operation}
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
    ]
    page = _templates.get_template("docs.html").render(about=document["info"], calls=calls)
    return Response(page, media_type="text/html")
