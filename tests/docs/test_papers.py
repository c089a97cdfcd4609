"""The papers that are shown are those that are made, and a reader finds the failure where the reading begins."""

import pypdfium2
import pytest

from laeringslopp import Register
from laeringslopp.facts import FailureDisclosed
from laeringslopp.paper.documents.fields import FIELDS
from laeringslopp.paper.documents.starting import STARTERS, starter
from laeringslopp.paper.documents.template import check
from laeringslopp.paper.formats import render
from scripts.browsing import shipped
from scripts.papers import CASES, HERE, paper_of
from tests.docs.pages import ROOT
from tests.paper.documents.papers import paper

TEMPLATES = (ROOT / "docs" / "documents.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def register(tmp_path_factory):
    register = shipped(tmp_path_factory.mktemp("cases"))
    yield register
    register.close()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.decision_id)
def test_a_paper_that_is_shown_is_what_is_made(case, register: Register):
    """`make papers` brings them up to date."""
    made = paper_of(register, case)
    for written in ("md", "html", "json"):
        assert (HERE / f"{case.decision_id}.{written}").read_bytes() == render(made, written)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.decision_id)
def test_the_first_failure_stands_on_page_one(case, register: Register):
    """A councillor who reads one page has read what the first attempt showed."""
    timeline = register.timeline(case.decision_id, as_of=case.as_of)
    first = next(each.recorded.fact for each in timeline.entries if isinstance(each.recorded.fact, FailureDisclosed))
    pages = pypdfium2.PdfDocument(HERE / f"{case.decision_id}.pdf")
    said = "".join(pages[0].get_textpage().get_text_range().replace("\ufffe", "").split())
    pages.close()
    assert "".join(first.what_happened.split(". ")[0].split()) in said


@pytest.mark.parametrize("form", STARTERS)
def test_the_template_to_begin_with_is_right(form):
    """Whoever begins with it has something that works, and changes one thing at a time."""
    assert check(starter(form), paper()) == ()
    assert (HERE / f"template.{form}").read_bytes() == starter(form)


def test_every_field_of_a_template_is_listed():
    """The page and the command name the same fields."""
    for fields in FIELDS.values():
        for field in fields:
            assert f"`{field.name}`" in TEMPLATES
