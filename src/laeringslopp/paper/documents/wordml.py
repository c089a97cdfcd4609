"""The parts of a Word document's body (WordprocessingML, ISO/IEC 29500-1 §17): text goes in as text alone."""

from collections.abc import Iterator, Sequence

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from laeringslopp.paper.documents.writing import line, shares, writable
from laeringslopp.paper.model import Table

SPACE = "{http://www.w3.org/XML/1998/namespace}space"
GREY, TINT = "B5B5B5", "F0F0EE"
SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def made(name: str, /, *inside: Element, **attributes: str) -> Element:
    """An element with its attributes, all in Word's own namespace."""
    element = OxmlElement(f"w:{name}", {qn(f"w:{key}"): value for key, value in attributes.items()})
    element.extend(inside)
    return element


def run(text: str, style: str | None = None) -> Element:
    """A text, with its tabs and line breaks; ``style`` is the id of a style for characters."""
    element = made("r")
    if style:
        element.append(made("rPr", made("rStyle", val=style)))
    element.extend(_pieces(writable(text)))
    return element


def _pieces(text: str) -> Iterator[Element]:
    for at, written in enumerate(text.split("\n")):
        if at:
            yield made("br")
        for nth, piece in enumerate(written.split("\t")):
            if nth:
                yield made("tab")
            if piece:
                said = OxmlElement("w:t", {SPACE: "preserve"})
                said.text = piece
                yield said


def paragraph(style: str, *runs: Element) -> Element:
    """A paragraph in the style of that id."""
    return made("p", made("pPr", made("pStyle", val=style)), *runs)


def field(instruction: str, shown: str) -> Element:
    """A number that Word keeps, such as ``PAGE``. The instruction is ours and holds nothing of what anybody wrote."""
    return made("fldSimple", run(shown), instr=instruction)


def table(styles: tuple[str, str], given: Table) -> Element:
    """A table whose first row is its header, on each page that it goes over; no row is split between pages.

    ``styles`` are the ids of the paragraph styles of a header's cell and of any other.
    """
    widths = shares(given)
    looks = {"firstRow": "1", "lastRow": "0", "firstColumn": "0", "lastColumn": "0", "noHBand": "1", "noVBand": "1"}
    lines = (made(side, val="single", sz="4", space="0", color=GREY) for side in SIDES)
    element = made(
        "tbl",
        made(
            "tblPr",
            made("tblStyle", val="TableGrid"),
            made("tblW", w="5000", type="pct"),
            made("tblInd", w="108", type="dxa"),  # so that the table's text stands under the text above
            made("tblBorders", *lines),
            made("tblLayout", type="autofit"),
            made("tblLook", val="0620", **looks),
            made("tblCaption", val=line(given.caption)),
            made("tblDescription", val=line(f"{given.caption}: {', '.join(given.header)}")),
        ),
        made("tblGrid", *(made("gridCol", w=str(9000 * each // sum(widths))) for each in widths)),
        _row(made("trPr", made("cantSplit"), made("tblHeader")), given.header, styles[0], TINT),
    )
    element.extend(_row(made("trPr", made("cantSplit")), row, styles[1], None) for row in given.rows)
    return element


def _row(properties: Element, cells: Sequence[str], style: str, tint: str | None) -> Element:
    return made("tr", properties, *(_cell(cell, style, tint) for cell in cells))


def _cell(text: str, style: str, tint: str | None) -> Element:
    properties = made("tcPr", made("tcW", w="0", type="auto"))
    if tint:
        properties.append(made("shd", val="clear", color="auto", fill=tint))
    return made("tc", properties, paragraph(style, run(text)))
