"""The case paper as a document over HTTP."""

import io
import re
import sys
import zipfile

import pypdfium2
import pytest
from starlette.testclient import TestClient

from laeringslopp import Register
from laeringslopp.paper.formats import MEDIA, Format, render
from tests.service.calling import problem
from tests.service.conftest import SECRET

PAPER = "/api/decisions/sensorer/paper"
WRITTEN: tuple[Format, ...] = ("docx", "pdf")


@pytest.mark.parametrize("written", WRITTEN)
def test_a_document_is_what_the_register_makes(client: TestClient, sensors: Register, written: Format):
    """It comes as a file, under a name that says what it is."""
    answer = client.get(f"{PAPER}?format={written}&lang=nn")
    assert answer.content == render(sensors.paper("sensorer", "nn"), written)
    assert answer.headers["content-type"] == MEDIA[written]
    assert answer.headers["content-disposition"] == f'attachment; filename="sensorer.{written}"'


@pytest.mark.parametrize("written", WRITTEN)
def test_what_is_withheld_is_in_no_document(client: TestClient, sensors: Register, written: Format):
    """Neither in its text nor in what it says of itself."""
    public, member = (client.get(f"{PAPER}?format={written}&lang=nb{more}").content for more in ("&as=public", ""))
    assert SECRET not in _said(public)
    assert SECRET in _said(member)


@pytest.mark.parametrize(("written", "library"), [("docx", "docx"), ("pdf", "typst")])
def test_without_its_library_a_format_says_what_is_missing(client: TestClient, sensors, monkeypatch, written, library):
    """It is no fault of who asks, and no fault in the service."""
    for name in [name for name in sys.modules if name.partition(".")[0] == library or "paper.documents." in name]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, library, None)
    told = problem(client.get(f"{PAPER}?format={written}&lang=en"), 501, "not-installed")
    assert "laeringslopp[documents]" in told["detail"]


def _said(content: bytes) -> str:
    """All the text in a document, without its spaces and line ends."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as held:
            return "".join(re.sub("<[^>]*>", "", held.read(name).decode()) for name in held.namelist())
    with pypdfium2.PdfDocument(content) as pages:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in pages).split())
