"""A paper in the format that is asked for: one function, which the command line and the service both call."""

from collections.abc import Mapping
from typing import Any, Literal, get_args

from pydantic_core import to_json

from laeringslopp.paper.documents import as_document, in_template
from laeringslopp.paper.fiks import as_fiks
from laeringslopp.paper.html import as_html
from laeringslopp.paper.markdown import as_markdown
from laeringslopp.paper.model import Paper, tell_paper

Format = Literal["md", "html", "docx", "pdf", "json", "fiks"]
FORMATS: tuple[Format, ...] = get_args(Format)
MEDIA: Mapping[Format, str] = {
    "md": "text/markdown",
    "html": "text/html",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "json": "application/json",
    "fiks": "application/json",
}
"""The media type of each."""
SUFFIXES: Mapping[Format, str] = {
    "md": "md",
    "html": "html",
    "docx": "docx",
    "pdf": "pdf",
    "json": "json",
    "fiks": "json",
}
"""How a file of each ends."""


def render(
    paper: Paper, format: Format, fields: Mapping[str, Any] | None = None, template: bytes | None = None
) -> bytes:
    """The paper in a format, as bytes that depend on the paper alone.

    ``fields`` are what *fiks* asks for besides; ``template`` is the organisation's own, for *docx* or *html*.

    Raises Invalid where *fiks* lacks a field, ExtraMissing where the libraries of a format are not installed, and
    TemplateFlawed with all that is wrong with a template.
    """
    if template is not None:
        return in_template(paper, template, format)
    match format:
        case "md":
            return as_markdown(paper).encode()
        case "html":
            return as_html(paper).encode()
        case "docx" | "pdf":
            return as_document(paper, format)
        case "json":
            return bytes(to_json(tell_paper(paper))) + b"\n"
        case "fiks":
            return as_fiks(paper, fields)
