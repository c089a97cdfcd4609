"""One function gives every format, and says which libraries a format needs."""

import subprocess
import sys

import pytest

from laeringslopp.errors import ExtraMissing, TemplateFlawed
from laeringslopp.paper.formats import FORMATS, MEDIA, SUFFIXES, render
from tests.paper.documents.papers import paper

BEGINS = {"docx": b"PK", "pdf": b"%PDF-"}


@pytest.mark.parametrize("format", BEGINS)
def test_a_document_is_asked_for_like_any_other_format(format):
    """Command line and service know no library of documents."""
    assert render(paper(), format).startswith(BEGINS[format])
    assert set(MEDIA) == set(SUFFIXES) == set(FORMATS)


@pytest.mark.parametrize(("format", "library"), [("docx", "docx"), ("pdf", "typst")])
def test_without_its_libraries_a_format_says_which_extra_it_needs(format, library, monkeypatch):
    """Most registers never write a document, and pay nothing for those that do."""
    for name in [name for name in sys.modules if name.partition(".")[0] == library or "paper.documents." in name]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(ExtraMissing, match=r"laeringslopp\[documents\]"):
        render(paper(), format)


def test_a_template_without_its_libraries_says_which_extra_it_needs(monkeypatch):
    """The same answer, whichever way one asks."""
    for name in [name for name in sys.modules if name.partition(".")[0] == "docxtpl" or "paper.documents." in name]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "docxtpl", None)
    with pytest.raises(ExtraMissing):
        render(paper(), "html", template=b"{{ body }}")


def test_a_template_is_of_the_form_that_is_asked_for():
    """A Word template gives Word, and nobody is surprised by what is in a file."""
    assert b"<h2" in render(paper(), "html", template=b"{{ body }}")
    for format in ("docx", "pdf", "md", "fiks"):
        with pytest.raises(TemplateFlawed) as told:
            render(paper(), format, template=b"{{ body }}")
        assert [(flaw.code, flaw.said, flaw.instead) for flaw in told.value.flaws] == [("other-form", format, "html")]


def test_the_other_formats_load_no_library_of_documents():
    """Who asks for HTML has not installed Word's."""
    code = "import sys, laeringslopp.paper.formats; print([n for n in ('docx', 'docxtpl', 'typst', 'jinja2') if n in sys.modules])"
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert told.strip() == "[]"
