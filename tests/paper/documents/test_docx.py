"""The case paper as a Word document."""

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from lxml import etree

from laeringslopp.paper.documents.docx import as_docx
from laeringslopp.paper.documents.writing import shares
from laeringslopp.paper.model import Table
from tests.paper.documents.papers import FORMULA, HOSTILE, MARKUP, paper

OFFICE = shutil.which("soffice")


def opened(content: bytes) -> Document:
    return docx.Document(io.BytesIO(content))


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as held:
        return {name: held.read(name) for name in held.namelist()}


def test_the_same_paper_gives_the_same_bytes():
    """Who compares two papers finds what changed, and nothing else."""
    assert as_docx(paper()) == as_docx(paper())
    with zipfile.ZipFile(io.BytesIO(as_docx(paper()))) as held:
        assert {part.date_time for part in held.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_headings_are_headings():
    """Whoever listens to a document goes from heading to heading; bold text is none."""
    document = opened(as_docx(paper()))
    styles = [(each.style.name, each.text) for each in document.paragraphs if each.style and each.text]
    assert ("Title", "Meldinger kom til feil foreldre.") in styles
    assert [text for name, text in styles if name == "Heading 1"][:2] == ["Er saken utredet?", "Hva vi har prøvd"]
    assert ("List Bullet", "Meldinger kom til feil foreldre. [7]") in styles


def test_a_table_says_which_row_is_its_header_and_what_it_is_about():
    """A cell means nothing without the head of its column, on each page, and for those who hear it."""
    [table] = opened(as_docx(paper(rows=2))).tables
    header, *rows = table._tbl.tr_lst
    assert header.find(f".//{qn('w:tblHeader')}") is not None
    assert all(row.find(f".//{qn('w:tblHeader')}") is None for row in rows)
    assert [cell.text for cell in table.rows[1].cells] == [
        "Meldinger kom til feil foreldre.",
        "0 %",
        "ikke registrert her",
    ]
    properties = table._tbl.tblPr
    assert properties.find(qn("w:tblCaption")).get(qn("w:val")) == "Meldinger kom til feil foreldre."
    assert "Risiko" in properties.find(qn("w:tblDescription")).get(qn("w:val"))


@pytest.mark.parametrize(("language", "tag"), [("nb", "nb-NO"), ("nn", "nn-NO"), ("en", "en-GB")])
def test_it_says_in_which_language_it_is(language, tag):
    """A reader that speaks Norwegian as English is understood by nobody."""
    document = opened(as_docx(paper(language=language)))
    said = {each.get(qn("w:val")) for each in document.styles.element.iter(qn("w:lang"))}
    assert said == {tag}
    assert document.core_properties.language == tag


def test_it_says_what_it_is():
    """An archive finds it by title and body, on the day that the paper stands."""
    about = opened(as_docx(paper())).core_properties
    assert (about.title, about.author, about.subject) == ("Meldinger kom til feil foreldre.",) * 2 + ("skolemelding",)
    assert str(about.created) == str(about.modified)
    assert str(about.created).startswith("2019-05-01")


def test_each_page_has_its_number():
    """A council refers to a page."""
    foot = opened(as_docx(paper())).sections[0].footer._element
    assert [field.get(qn("w:instr")) for field in foot.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_was_written_the_document_is_whole(text):
    """One odd sign in one entry may not cost the council its paper."""
    content = as_docx(paper(text))
    for name, part in parts(content).items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(part)
    assert len(opened(content).tables) == 1


def test_text_stays_text():
    """Word runs fields, macros and what is embedded: none of them may come from what somebody wrote."""
    plain, hostile = parts(as_docx(paper())), parts(as_docx(paper(f"{MARKUP} {FORMULA}")))
    assert set(plain) == set(hostile)
    named = [
        [element.tag for element in etree.fromstring(each["word/document.xml"]).iter()] for each in (plain, hostile)
    ]
    assert named[0] == named[1]
    document = opened(as_docx(paper(f"{MARKUP} {FORMULA}")))
    assert document.tables[0].rows[1].cells[0].text == f"{MARKUP} {FORMULA}"
    assert "TargetMode" not in hostile["word/_rels/document.xml.rels"].decode()


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not here; on Debian: apt install libreoffice-writer-nogui")
def test_another_program_opens_it(tmp_path: Path):
    """What python-docx wrote and reads itself says little; LibreOffice is somebody else."""
    for number, text in enumerate(("Vanlig tekst.", "\n".join(HOSTILE))):
        (tmp_path / f"{number}.docx").write_bytes(as_docx(paper(text)))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [str(OFFICE), profile, "--headless", "--convert-to", "txt:Text", "--outdir", str(tmp_path)]
    subprocess.run([*command, *map(str, tmp_path.glob("*.docx"))], check=True, capture_output=True, timeout=120)
    assert "Hva vi har prøvd" in (tmp_path / "0.txt").read_text(encoding="utf-8")
    assert FORMULA in (tmp_path / "1.txt").read_text(encoding="utf-8")


def test_a_column_has_room_for_its_bold_header():
    """A word that is broken over two lines is read twice."""
    narrow, wide = shares(Table("a", ("Oppføringer", "b"), (("3", "x" * 400),)))
    assert narrow > len("Oppføringer") * 1.2
    assert wide > narrow
