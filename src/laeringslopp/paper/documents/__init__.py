"""The case paper as a document that is handed out: Word, PDF, and the organisation's own template.

The libraries come with ``laeringslopp[documents]``, and load when somebody first asks for a document.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Literal

from laeringslopp.errors import ExtraMissing, TemplateFlaw, TemplateFlawed
from laeringslopp.paper.model import Paper

Written = Literal["docx", "pdf"]
EXTRA, TEMPLATE = "documents", "template"
_LIBRARY = {"docx": "docx", "pdf": "typst"}
_BROUGHT = ("docx", "docxtpl", "jinja2", "lxml", "markupsafe", "typst")
"""The modules that the extra brings."""


@contextmanager
def libraries(wanted: str) -> Iterator[None]:
    """Within it the extra's libraries are imported for what is wanted. Raises ExtraMissing where one is not there."""
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _BROUGHT:
            raise
        raise ExtraMissing(wanted, EXTRA) from error


def is_at_hand(written: str) -> bool:
    """Whether the library of a format is installed; formats that need none are always at hand."""
    library = _LIBRARY.get(written)
    return library is None or find_spec(library) is not None


def as_document(paper: Paper, written: Written) -> bytes:
    """The paper as Word or PDF. The same paper gives the same bytes. Raises ExtraMissing."""
    with libraries(written):
        if written == "docx":
            from laeringslopp.paper.documents.docx import as_docx

            return as_docx(paper)
        from laeringslopp.paper.documents.pdf import as_pdf

        return as_pdf(paper)


def in_template(paper: Paper, template: bytes, written: str) -> bytes:
    """The organisation's own template filled in with the paper; ``written`` is the format that was asked for.

    Raises ExtraMissing, and TemplateFlawed with all that is wrong with the template.
    """
    with libraries(TEMPLATE):
        from laeringslopp.paper.documents.template import filled, form_of
    form = form_of(template)
    if form != written:
        if written == "docx" and not any(sign in template for sign in (b"<", b"{{", b"{%")):
            raise TemplateFlawed([TemplateFlaw("not-word")])
        raise TemplateFlawed([TemplateFlaw("other-form", (), written, form)])
    return filled(template, paper)
