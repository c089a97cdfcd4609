"""The organisation's own template, in Word or HTML, filled in with a paper.

A template is checked before anything is written, and all that is wrong with it is told at once, each with its place. It
may leave out much, but never what the paper says of failures or of what is missing: that is why a paper is read.
"""

import html
import io
import re
import traceback
import zipfile
from collections.abc import Iterator
from typing import Literal

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import TemplateError
from lxml import etree
from markupsafe import Markup

from laeringslopp.errors import TemplateFlaw, TemplateFlawed
from laeringslopp.nearest import closest
from laeringslopp.paper.documents import checking, markup, wordplaces
from laeringslopp.paper.documents.checking import FieldMissing, Sandbox
from laeringslopp.paper.documents.docx import body_in, describe, packed
from laeringslopp.paper.documents.fields import SECTIONS, values
from laeringslopp.paper.documents.writing import line, writable
from laeringslopp.paper.html import body_of
from laeringslopp.paper.model import Bullets, Paper, Paragraph

Form = Literal["docx", "html"]
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
LARGEST = 50_000_000
"""Bytes that a Word template may unfold to."""
_BODY = re.compile(r"[{]{2}-?\s*body\b|[{]{2}r\s+body\b|[^{\s]\s*[{]{2}p\s+body\b")
"""The body holds paragraphs and tables, which cannot stand within a line."""
_TEMPLATE = "<template>"
_MUST_STAND = ("failure", "missing")
"""The tones of what no template leaves out."""


def form_of(template: bytes) -> Form:
    """Whether it is a Word template; all else is read as HTML."""
    return "docx" if template.startswith((ZIP, OLE)) else "html"


def filled(template: bytes, paper: Paper) -> bytes:
    """The template filled in with the paper. Raises TemplateFlawed, with everything that is wrong with it."""
    return _filled_word(template, paper) if form_of(template) == "docx" else _filled_html(template, paper)


def check(template: bytes, paper: Paper) -> tuple[TemplateFlaw, ...]:
    """What is wrong with a template for a paper; nothing: it can be filled in."""
    try:
        filled(template, paper)
    except TemplateFlawed as error:
        return error.flaws
    return ()


def _filled_html(template: bytes, paper: Paper) -> bytes:
    sandbox = Sandbox()
    try:
        source = template.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise _flawed("not-utf-8", (("line", template.count(b"\n", 0, error.start) + 1),)) from None
    _checked(sandbox, source, paper, None, markup.flaws)
    made = _rendered(sandbox, source, paper, None, Markup(writable(body_of(paper))))
    _leaves_nothing_out(_words_of_html(made), paper)
    return made.encode()


def _filled_word(template: bytes, paper: Paper) -> bytes:
    sandbox, document = Sandbox(), _opened(template)
    found = wordplaces.lines(document)
    for said in wordplaces.within_markup(document):
        raise _flawed("value-in-markup", (), said)
    within_a_line = [each for each in found if _BODY.search(each.written)]
    if within_a_line:
        raise TemplateFlawed([TemplateFlaw("body-in-a-line", each.place, "", "{{p body }}") for each in within_a_line])
    source = "\n".join(each.text for each in found)
    _checked(sandbox, source, paper, found, None)
    _rendered(sandbox, source, paper, found, Markup())
    written = DocxTemplate(io.BytesIO(template))
    written.init_docx()
    body = Markup("".join(map(_serialised, body_in(written.docx, paper))))
    try:
        written.render(values(paper, body), jinja_env=sandbox)
    except (TemplateError, etree.XMLSyntaxError, ValueError) as error:
        # Each paragraph is right by itself: a tag that takes a row or paragraph with it stands where it cannot.
        raise _flawed("tags-in-word", (), str(error).splitlines()[0] if str(error) else "") from error
    describe(written.docx, paper)
    content = packed(written.docx)
    _leaves_nothing_out(_words_of_word(docx.Document(io.BytesIO(content))), paper)
    return content


def _opened(template: bytes) -> Document:
    """The template as python-docx has it, once it is known to be a Word document without macros."""
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as held:
            names = held.namelist()
            if sum(part.file_size for part in held.infolist()) > LARGEST:
                raise _flawed("too-large")
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                raise _flawed("macros")
        return docx.Document(io.BytesIO(template))
    except (zipfile.BadZipFile, KeyError, ValueError, etree.XMLSyntaxError, NotImplementedError) as error:
        raise _flawed("not-word") from error


Found = list[wordplaces.Line] | None
"""The lines of a Word template; None for HTML, whose lines are its own."""


def _checked(sandbox: Sandbox, source: str, paper: Paper, found: Found, more: object) -> None:
    """Raises TemplateFlawed unless the template can be used."""
    tree = checking.parsed(sandbox, source)
    if isinstance(tree, TemplateFlaw):
        raise TemplateFlawed([_placed(tree, found)])
    wrong = list(checking.flaws(sandbox, tree, tuple({*SECTIONS, *(each.id for each in paper.sections)})))
    if more is markup.flaws:
        wrong.extend(markup.flaws(sandbox, source))
    if wrong:
        raise TemplateFlawed([_placed(flaw, found) for flaw in sorted(wrong, key=lambda flaw: flaw.place)])


def _rendered(sandbox: Sandbox, source: str, paper: Paper, found: Found, body: Markup) -> str:
    """The source filled in. Whatever the template does wrong on the way has its line."""
    code = sandbox.compile(source, filename=_TEMPLATE)
    template = sandbox.template_class.from_code(sandbox, code, sandbox.make_globals(None))
    try:
        return template.render(values(paper, body))
    except FieldMissing as error:
        near = closest(error.name, error.known)
        raise TemplateFlawed(
            [_placed(TemplateFlaw("unknown-field", _line_of(error), error.name, near), found)]
        ) from error
    except Exception as error:  # whatever a template comes to do: its own arithmetic, its own calls
        flaw = TemplateFlaw("fails", _line_of(error), f"{type(error).__name__}: {error}")
        raise TemplateFlawed([_placed(flaw, found)]) from error


def _line_of(error: Exception) -> wordplaces.Place:
    """The last line of the template that ran."""
    ran = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == _TEMPLATE]
    return (("line", ran[-1]),) if ran and ran[-1] else ()


def _placed(flaw: TemplateFlaw, found: Found) -> TemplateFlaw:
    """In Word a line is a paragraph, and is told as the person who wrote it finds it."""
    if found is None or not flaw.place:
        return flaw
    at = min(flaw.place[0][1], len(found))
    return TemplateFlaw(flaw.code, found[at - 1].place if at else (), flaw.said, flaw.instead)


def _flawed(code: str, place: wordplaces.Place = (), said: str = "") -> TemplateFlawed:
    return TemplateFlawed([TemplateFlaw(code, place, said)])


def _serialised(element: object) -> str:
    return str(etree.tostring(element, encoding="unicode"))


def _leaves_nothing_out(said: str, paper: Paper) -> None:
    """Raises TemplateFlawed where a failure, or what is missing, does not stand in what came out."""
    stands = _bare(said)
    left = [each.text for each in _must_stand(paper) if _bare(writable(each.text)) not in stands]
    if left:
        raise TemplateFlawed([TemplateFlaw("leaves-out", (), line(text)) for text in left])


def _must_stand(paper: Paper) -> Iterator[Paragraph]:
    for section in paper.sections:
        for block in section.blocks:
            within = block.items if isinstance(block, Bullets) else (block,)
            yield from (each for each in within if isinstance(each, Paragraph) and each.tone in _MUST_STAND)


def _bare(text: str) -> str:
    """A text without the case and the spaces that a template may change."""
    return "".join(text.casefold().split())


def _words_of_html(content: str) -> str:
    shown = re.sub(r"<!--.*?-->|<(style|title|template)\b.*?</\1\s*>", "", content, flags=re.DOTALL | re.IGNORECASE)
    return html.unescape(re.sub(r"<[^>]*>", "", shown))


def _words_of_word(document: Document) -> str:
    return "".join(each.text or "" for each in document.element.body.iter(qn("w:t")))
