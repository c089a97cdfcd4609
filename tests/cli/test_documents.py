"""A case paper as a document, from the command line."""

import json

import docx
import pytest

from laeringslopp.paper.documents.fields import FIELDS
from tests.cli.conftest import Run

CASE = {
    "kind": "decision-opened",
    "title": "Alarms",
    "question": "Which alarms?",
    "organisation": "here",
    "deciding_level": "political",
}


@pytest.fixture
def recorded(run: Run) -> Run:
    assert run("record", "alarms", "--fact", json.dumps(CASE)).code == 0
    return run


@pytest.mark.parametrize(("format", "begins"), [("docx", b"PK"), ("pdf", b"%PDF-")])
def test_a_document_is_written_to_a_file(recorded, tmp_path, format, begins):
    """It is what one hands out."""
    file = tmp_path / f"paper.{format}"
    assert recorded("paper", "alarms", "--format", format, "-o", file).code == 0
    assert file.read_bytes().startswith(begins)


def test_a_template_is_filled_in(recorded, tmp_path):
    """The municipality's papers look as they always have."""
    mal = tmp_path / "mal.docx"
    document = docx.Document()
    document.add_paragraph("Sak: {{ title }}")
    document.add_paragraph("{{p body }}")
    document.save(str(mal))
    out = tmp_path / "paper.docx"
    assert recorded("paper", "alarms", "--format", "docx", "--template", mal, "-o", out).code == 0
    assert docx.Document(str(out)).paragraphs[0].text == "Sak: Alarms"


def test_what_is_wrong_with_a_template_is_told_and_nothing_is_written(recorded, tmp_path):
    """A half paper is worse than none."""
    mal, out = tmp_path / "mal.html", tmp_path / "paper.html"
    mal.write_text("<h1>{{ titel }}</h1>\n<script></script>\n{{ body }}", encoding="utf-8")
    answer = recorded("paper", "alarms", "--format", "html", "--template", mal, "-o", out)
    assert answer.code == 1
    assert answer.err.splitlines() == [
        "Line 1: There is no field titel. The nearest is title.",
        "Line 2: A paper runs nothing. Take out <script>.",
    ]
    assert not out.exists()
    other = recorded("paper", "alarms", "--format", "pdf", "--template", mal, "-o", out)
    assert other.err.strip() == "The template is html, and pdf was asked for. Ask for html."
    assert recorded("paper", "alarms", "--template", tmp_path / "none.html").code == 2


def test_what_a_template_can_print_is_listed(run):
    """Nobody has to read the code to write a letterhead."""
    listed = run("template-fields")
    names = {field.name for fields in FIELDS.values() for field in fields}
    assert names <= {line.split()[0] for line in listed.lines if line.startswith("  ")}
    assert "tried" in listed.lines[-1]
    assert {field["name"] for field in run("template-fields", "--json").json["paper"]} >= {"title", "body"}
    assert "hva saken heter" in run("template-fields", "--lang", "nb").out
