"""How a Word paper looks: real styles of headings, lists and tables, which whoever opens it can change in one place."""

from collections.abc import Iterable
from typing import NamedTuple

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element
from docx.shared import Pt, RGBColor
from docx.styles.style import BaseStyle, CharacterStyle, ParagraphStyle

from laeringslopp.paper.documents.wordml import made, run
from laeringslopp.paper.model import Tone

FONT = "Calibri"
INK, FAINT = RGBColor(0x1A, 0x1A, 0x1A), RGBColor(0x55, 0x55, 0x55)
KEPT_TABLES = ("TableNormal", "TableGrid")


class Look(NamedTuple):
    """How a style looks; measures in points."""

    size: float
    before: float
    after: float
    bold: bool = False


LOOKS = {
    "Normal": Look(11, 0, 6),
    "Title": Look(22, 0, 8, bold=True),
    "Heading 1": Look(15, 16, 5, bold=True),
    "Heading 2": Look(12.5, 10, 4, bold=True),
    "List Bullet": Look(11, 0, 3),
    "Caption": Look(10, 8, 3, bold=True),
    "Footer": Look(9, 0, 0),
}
TONES: dict[Tone, tuple[str, str | None]] = {
    "plain": ("Normal", None),
    "failure": ("PaperFailure", "B35900"),
    "lesson": ("PaperLesson", "1F6F5C"),
    "missing": ("PaperMissing", "8A5A00"),
    "note": ("PaperNote", None),
}
"""The id of each tone's style, and the colour of the bar before it. The words say the same: no colour says it alone."""
HEAD, HEADER, CELL, REFERENCE = "PaperHead", "PaperHeader", "PaperCell", "PaperReference"
OWN: dict[str, Look | None] = {
    **{f"Paper {tone}": LOOKS["Normal"] for tone in TONES if tone != "plain"},
    "Paper head": Look(11, 0, 2),
    "Paper header": Look(10, 2, 2, bold=True),
    "Paper cell": Look(10, 2, 2),
    "Paper reference": None,
}
"""The styles that only a paper has, by the names that a person sees; the last is for characters."""
NAMES = {
    "Normal": "normal",
    "Heading1": "heading 1",
    "ListBullet": "list bullet",
    "Caption": "caption",
    "Strong": "strong",
    "TableGrid": "table grid",
}
"""What Word calls each style in every language, by the id that it has in a paper."""


def restyle(document: Document, language: str) -> None:
    """Gives a document its styles, and the language of all that stands in it."""
    styles = document.styles
    for style in list(styles):
        if style.type is WD_STYLE_TYPE.TABLE and style.style_id not in KEPT_TABLES:
            style.delete()
    for name, look in LOOKS.items():
        _look(styles[name], look)
    _add_own(document)
    _speak(document, language)


def adopt(document: Document, elements: Iterable[Element]) -> None:
    """Gives elements the styles that another document has under the same names; what it lacks, they go without."""
    _add_own(document)
    own = {_id_of(name): name.casefold() for name in OWN}
    named = {str(style.name).casefold(): style.style_id for style in document.styles}
    for element in elements:
        for used in list(element.iter(qn("w:pStyle"), qn("w:rStyle"), qn("w:tblStyle"))):
            style_id = used.get(qn("w:val"), "")
            theirs = named.get(NAMES.get(style_id) or own[style_id])
            if theirs is not None:
                used.set(qn("w:val"), theirs)
                continue
            if style_id == "ListBullet":
                used.getparent().addnext(run("• "))
            used.getparent().remove(used)


def _add_own(document: Document) -> None:
    """The styles that only a paper has; one that is there already stays as somebody made it."""
    there = {str(style.name) for style in document.styles}
    for name, look in OWN.items():
        if name in there:
            continue
        if look is None:
            _add_reference(document, name)
            continue
        style = _added(document, name, look)
        if name == "Paper head":
            style.paragraph_format.left_indent, style.paragraph_format.first_line_indent = Pt(140), Pt(-140)
            style.paragraph_format.tab_stops.add_tab_stop(Pt(140))
        for tone, (style_id, colour) in TONES.items():
            if tone != "plain" and style_id == style.style_id:
                _bar(style, colour)


def _added(document: Document, name: str, look: Look) -> ParagraphStyle:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style._element.set(qn("w:styleId"), _id_of(name))
    assert isinstance(style, ParagraphStyle)
    style.base_style = document.styles.default(WD_STYLE_TYPE.PARAGRAPH)
    return _look(style, look)


def _add_reference(document: Document, name: str) -> None:
    style = document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
    assert isinstance(style, CharacterStyle)
    style.font.size, style.font.color.rgb = Pt(8.5), FAINT
    style._element.set(qn("w:styleId"), _id_of(name))


def _id_of(name: str) -> str:
    """``PaperHead`` for "Paper head"."""
    return "".join(word.capitalize() for word in name.split())


def _look(style: BaseStyle, look: Look) -> ParagraphStyle:
    assert isinstance(style, ParagraphStyle)
    style.font.size, style.font.bold, style.font.italic = Pt(look.size), look.bold, False
    style.font.color.rgb = INK
    properties = style.element.get_or_add_rPr()
    for fonts in properties.findall(qn("w:rFonts")):
        properties.remove(fonts)  # a theme's font would go before ours
    style.font.name = FONT
    for borders in style.element.xpath("./w:pPr/w:pBdr"):
        borders.getparent().remove(borders)
    layout = style.paragraph_format
    layout.space_before, layout.space_after = Pt(look.before), Pt(look.after)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.MULTIPLE, 1.15
    return style


def _bar(style: ParagraphStyle, colour: str | None) -> None:
    """A bar before the text, or for a note fainter words."""
    if colour is None:
        style.font.color.rgb = FAINT
        return
    style.paragraph_format.left_indent = Pt(12)
    bar = made("left", val="single", sz="24", space="8", color=colour)
    properties = style.element.get_or_add_pPr()
    properties.insert_element_before(
        made("pBdr", bar),
        *("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:outlineLvl"),
    )


def _speak(document: Document, language: str) -> None:
    """The language of each text, for those who listen to it and for the spelling."""
    said = {"val": language, "eastAsia": language}
    for element in document.styles.element.iter(qn("w:lang")):
        for key, value in said.items():
            element.set(qn(f"w:{key}"), value)
    for element in document.settings.element.iter(qn("w:themeFontLang")):
        for key, value in said.items():
            element.set(qn(f"w:{key}"), value)
