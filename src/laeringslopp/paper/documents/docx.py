"""The case paper as a Word document (Office Open XML, ISO/IEC 29500), whose bytes depend on the paper alone."""

import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, time

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RELATION
from docx.opc.rel import Relationships
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element
from docx.shared import Mm

from laeringslopp.paper.documents import styles, wordml
from laeringslopp.paper.documents.wordml import made
from laeringslopp.paper.documents.writing import line, locale_tag, page_words
from laeringslopp.paper.model import Block, Bullets, Paper, Paragraph, Section, Table
from laeringslopp.story.wording import wording

MADE_BY = "Læringsløpp"
_OF_THE_PATTERN = ("stylesWithEffects", "customXml")
_STAMP = (1980, 1, 1, 0, 0, 0)
"""The time of every part: the first that a ZIP file can tell."""
_RULE = {"sz": "8", "space": "6", "color": "555555"}
_PROPERTY = 255
"""Characters of a property that python-docx takes."""


def as_docx(paper: Paper) -> bytes:
    """The paper as a Word document. The same paper gives the same bytes."""
    document = docx.Document()
    _strip(document)
    styles.restyle(document, locale_tag(paper.language))
    describe(document, paper)
    body = document.element.body
    end = body.sectPr
    for element in (wordml.paragraph("Title", wordml.run(paper.title)), *_below(paper)):
        end.addprevious(element)
    _lay_out(document, paper)
    return packed(document)


def body_in(document: Document, paper: Paper) -> list[Element]:
    """Everything below the title, for another document: in its own styles, as far as it has them."""
    elements = list(_below(paper))
    styles.adopt(document, elements)
    return elements


def describe(document: Document, paper: Paper) -> None:
    """What the document says of itself. The day is the paper's own: no clock is asked."""
    about = document.core_properties
    day = datetime.combine(paper.as_of, time(), UTC).replace(tzinfo=None)
    about.title, about.author = _property(paper.title), _property(paper.organisation)
    about.subject, about.language = _property(paper.decision_id), locale_tag(paper.language)
    about.created = about.modified = day
    about.last_modified_by, about.revision, about.comments, about.keywords = MADE_BY, 1, "", ""


def packed(document: Document) -> bytes:
    """The document's bytes, with no time in them that the paper does not give."""
    written, stamped = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(stamped, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.infolist():
            info = zipfile.ZipInfo(part.filename, _STAMP)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 0
            target.writestr(info, source.read(part))
    return stamped.getvalue()


def _property(text: str) -> str:
    return line(text)[:_PROPERTY]


def _strip(document: Document) -> None:
    """Takes out what the pattern of a document brings and a paper has no use for: its picture, and data of its own."""
    package = document.part.package
    assert package is not None
    _drop(package.rels, RELATION.THUMBNAIL)
    for name in _OF_THE_PATTERN:
        _drop(document.part.rels, name)


def _drop(relations: Relationships, kind: str) -> None:
    for key in [key for key, each in relations.items() if each.reltype.endswith(kind)]:
        del relations[key]


def _lay_out(document: Document, paper: Paper) -> None:
    """A4, and at the foot of each page what it belongs to and which page it is."""
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(25)
    page.top_margin, page.bottom_margin = Mm(22), Mm(22)
    before, between, after = page_words(wording(paper.language))
    foot = page.footer.paragraphs[0]._p
    foot.extend(
        [
            wordml.run(f"{_property(paper.title)} · {before}"),
            wordml.field("PAGE", "1"),
            wordml.run(between),
            wordml.field("NUMPAGES", "1"),
            wordml.run(after),
        ]
    )


def _below(paper: Paper) -> Iterator[Element]:
    for label, value in paper.head:
        yield wordml.paragraph(styles.HEAD, wordml.run(label, "Strong"), wordml.run(f"\t{value}"))
    for section in paper.sections:
        yield from _section(section)


def _section(section: Section) -> Iterator[Element]:
    within = [wordml.paragraph("Heading1", wordml.run(section.heading))]
    for block in section.blocks:
        within.extend(_block(block))
    if section.boxed:
        _line(within[0], "top", **_RULE)
        _line(within[-1], "bottom", **_RULE)
    yield from within


def _block(block: Block) -> Iterator[Element]:
    match block:
        case Paragraph():
            yield _said(styles.TONES[block.tone][0], block)
        case Bullets():
            for item in block.items:
                point = _said("ListBullet", item)
                if item.tone in ("failure", "lesson"):
                    colour = str(styles.TONES[item.tone][1])
                    _line(point, "left", sz="24", space="8", color=colour)
                yield point
        case Table():
            yield wordml.paragraph("Caption", wordml.run(block.caption))
            yield wordml.table((styles.HEADER, styles.CELL), block)
            yield wordml.paragraph(styles.CELL)  # two tables in a row would become one


def _said(style: str, paragraph: Paragraph) -> Element:
    runs = [wordml.run(paragraph.text)]
    if paragraph.refs:
        runs.append(wordml.run(f" [{', '.join(map(str, paragraph.refs))}]", styles.REFERENCE))
    return wordml.paragraph(style, *runs)


def _line(element: Element, side: str, **look: str) -> None:
    """A line beside a paragraph; a table has its own."""
    properties = element.find(qn("w:pPr"))
    if properties is None:
        return
    lines = properties.find(qn("w:pBdr"))
    if lines is None:
        lines = made("pBdr")
        properties.append(lines)
    lines.append(made(side, val="single", **look))
