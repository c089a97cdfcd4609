"""The case paper as a tagged PDF."""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
import pypdfium2
import pytest

from laeringslopp.paper.documents.pdf import as_pdf
from tests.paper.documents.papers import EMOJI, FORMULA, HOSTILE, MARKUP, paper


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content))


def tags(element: Any) -> Iterator[Any]:
    """Every element of the tree of tags, in reading order."""
    if isinstance(element, pikepdf.Array):
        for each in element:
            yield from tags(each)
    elif isinstance(element, pikepdf.Dictionary):
        if "/S" in element:
            yield element
        if "/K" in element:
            yield from tags(element.K)


def tagged(pdf: pikepdf.Pdf, name: str) -> list[Any]:
    return [each for each in tags(pdf.Root.StructTreeRoot) if str(each.S) == f"/{name}"]


def read(content: bytes) -> str:
    """The text of all pages as a program for reading takes it out, with lines put together."""
    pages = pypdfium2.PdfDocument(content)
    return " ".join("".join(page.get_textpage().get_text_range() for page in pages).split())


def test_the_same_paper_gives_the_same_bytes():
    """No clock, and no font of the machine's, has a part in it."""
    assert as_pdf(paper()) == as_pdf(paper())


def test_it_promises_to_be_accessible():
    """PDF/UA-1 is what the law's standard asks of a PDF; Typst refuses to write one that breaks it."""
    pdf = opened(as_pdf(paper()))
    about = pdf.open_metadata()
    assert about["pdfuaid:part"] == "1"
    assert about["dc:title"] == "Meldinger kom til feil foreldre."
    assert bool(pdf.Root.MarkInfo.Marked)
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert "/StructTreeRoot" in pdf.Root


@pytest.mark.parametrize(("language", "tag"), [("nb", "nb-NO"), ("nn", "nn-NO"), ("en", "en-GB")])
def test_it_says_in_which_language_it_is(language, tag):
    """A reader that speaks Norwegian as English is understood by nobody."""
    assert str(opened(as_pdf(paper(language=language))).Root.Lang) == tag


def test_headings_lists_and_tables_are_tagged():
    """Whoever listens to it goes from heading to heading, and hears the head of a column with each cell."""
    pdf = opened(as_pdf(paper(rows=2)))
    assert [str(each.T) for each in tagged(pdf, "H1")][:2] == ["Er saken utredet?", "Hva vi har prøvd"]
    assert len(tagged(pdf, "TH")) == 3
    assert len(tagged(pdf, "TD")) == 2 * 3
    assert len(tagged(pdf, "Caption")) == 1
    assert len(tagged(pdf, "LI")) == 2
    scopes = {
        str(attributes.get("/Scope")) for each in tagged(pdf, "TH") for attributes in each.A if "/Scope" in attributes
    }
    assert scopes == {"/Column"}


def test_a_table_over_pages_has_its_header_on_each():
    """A row on the third page means nothing without it."""
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(as_pdf(paper(rows=120)))]
    with_rows = [page for page in pages if "ikke registrert her" in page]
    assert len(with_rows) > 2
    assert all("Utfall" in page for page in with_rows)


def test_each_page_has_its_number():
    """A council refers to a page."""
    pages = pypdfium2.PdfDocument(as_pdf(paper(language="en", rows=120)))
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page.get_textpage().get_text_range()


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_was_written_there_is_a_paper(text):
    """One odd sign in one entry may not cost the council its paper."""
    pdf = opened(as_pdf(paper(text)))
    assert pdf.open_metadata()["pdfuaid:part"] == "1"


def test_text_stays_text():
    """Nothing that somebody wrote is markup to the program that sets the page, and nothing in the file can run."""
    content = as_pdf(paper(f"{MARKUP} {FORMULA}"))
    assert FORMULA in read(content)
    assert '#eval("1") $x^2$' in read(content)
    pdf = opened(content)
    assert not {"/OpenAction", "/AA", "/Names", "/AcroForm"} & set(pdf.Root.keys())
    assert all("/Annots" not in page for page in pdf.pages)


def test_a_sign_that_the_fonts_lack_is_written_by_its_name():
    """PDF/UA allows no sign that cannot be seen, and a text with a hole says something else."""
    said = read(as_pdf(paper(EMOJI)))
    assert "[grinning face]" in said
    assert "[rocket]" in said


def test_letters_that_norway_writes_are_there():
    """North, South and Lule Sámi, Kven and the neighbours' letters need no name."""
    letters = "ČčĐđŊŋŠšŦŧŽž Ïï Ǥǥ Ǩǩ Ǯǯ Ʒʒ ÆØÅ éòâ «» – … “” ½ €"
    assert "[" not in read(as_pdf(paper(letters))).replace("[3]", "").replace("[4, 5]", "").replace("[6]", "").replace(
        "[7]", ""
    )
