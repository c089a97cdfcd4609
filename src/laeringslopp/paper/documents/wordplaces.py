"""A Word template read as lines, one for each paragraph, so that what is wrong in it has a place to look for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RELATION
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element

Place = tuple[tuple[str, int], ...]
_OF_WORD = re.compile(r"([{][{%#])(?:tr|tc|p|r)(?=\s)")
"""docxtpl's own tags: what takes the whole row, cell, paragraph or run with it."""
_MERGED = re.compile(r"[{]%\s*(?:vm|hm)\s*%[}]")
_CELL = re.compile(r"[{]%\s*(?:colspan|cellbg)\s+([^%]*?)\s*%[}]")
_CURLED = str.maketrans("“”‘’", "\"\"''")
_TAG = re.compile(r"[{][{%#].*?[#%}][}]", re.DOTALL)
_OPENS = re.compile(r"[{][{%#]")
_SHOWN = frozenset({qn("wp:docPr"), qn("pic:cNvPr")})
"""Whose attributes are texts: alternative texts."""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph's text, and where it stands."""

    written: str
    """As it stands in the document."""
    text: str
    """In Jinja's own tags, on one line."""
    place: Place


def lines(document: Document) -> list[Line]:
    """Every paragraph of the document, its headers and footers, in the order that they are filled in."""
    found = list(_of(document.element.body, ()))
    for kind in (RELATION.HEADER, RELATION.FOOTER):
        name = kind.rpartition("/")[2]
        parts = (each.target_part for each in document.part.rels.values() if each.reltype == kind)
        for number, part in enumerate(sorted(parts, key=lambda part: str(part.partname)), 1):
            found.extend(_of(part._element, ((name, number),)))
    return found


def within_markup(document: Document) -> Iterator[str]:
    """Each tag that stands where Word would run or follow it: within a field, or in an attribute."""
    parts = [document.part, *(each.target_part for each in document.part.rels.values() if not each.is_external)]
    for part in parts:
        root = getattr(part, "_element", None)
        if root is None:
            continue
        for element in root.iter():
            if element.tag == qn("w:instrText") and _OPENS.search(element.text or ""):
                yield element.text
            if element.tag not in _SHOWN:
                yield from (value for value in element.attrib.values() if _OPENS.search(value))


def _of(root: Element, around: Place) -> Iterator[Line]:
    numbers = {"paragraph": 0, "table": 0}
    for element in root.iterchildren(qn("w:p"), qn("w:tbl"), qn("w:sdt")):
        if element.tag == qn("w:sdt"):
            content = element.find(qn("w:sdtContent"))
            if content is not None:
                yield from _of(content, around)
        elif element.tag == qn("w:tbl"):
            numbers["table"] += 1
            yield from _rows(element, (*around, ("table", numbers["table"])))
        else:
            numbers["paragraph"] += 1
            place = (*around, ("paragraph", numbers["paragraph"]))
            written = _text(element)
            yield Line(written, _jinja(written), place)
            for box in element.iter(qn("w:txbxContent")):
                yield from _of(box, place)


def _rows(table: Element, around: Place) -> Iterator[Line]:
    for row, found in enumerate(table.iterchildren(qn("w:tr")), 1):
        for cell, inner in enumerate(found.iterchildren(qn("w:tc")), 1):
            yield from _of(inner, (*around, ("row", row), ("cell", cell)))


def _text(paragraph: Element) -> str:
    """What a paragraph says, without what a text box in it says."""
    return "".join(
        (each.text or "") if each.tag == qn("w:t") else " "
        for each in paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br"))
        if next(each.iterancestors(qn("w:p"))) is paragraph
    )


def _jinja(text: str) -> str:
    plain = _CELL.sub(r"{{ \1 }}", _MERGED.sub("", _OF_WORD.sub(r"\1", text)))
    return _TAG.sub(lambda tag: tag[0].translate(_CURLED), plain).replace("\n", " ").replace("\r", " ")
