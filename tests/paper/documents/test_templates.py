"""The organisation's own template: what is wrong with it is told with its place, and nothing that was written runs."""

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree

from laeringslopp.errors import TemplateFlaw, TemplateFlawed
from laeringslopp.paper.documents import in_template
from laeringslopp.paper.documents.fields import FIELDS, values
from laeringslopp.paper.documents.template import check, filled
from laeringslopp.story import LANGUAGES, trouble_sentence, wording
from laeringslopp.story.templatewords import FLAWS, PLACES, template_sentences
from tests.paper.documents.papers import FORMULA, HOSTILE, MARKUP, paper

FAILURE = "Meldinger kom til feil foreldre."
HEAD = '<!doctype html>\n<html lang="{{ language }}">\n<title>{{ title }}</title>\n'


def word(*paragraphs: str, change: Callable[[docx.document.Document], None] | None = None) -> bytes:
    """A Word template of so many paragraphs."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if change:
        change(document)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def flawed(template: str | bytes) -> list[tuple[object, ...]]:
    """Every flaw of a template: its code, where it is, and what would be accepted."""
    found = check(template.encode() if isinstance(template, str) else template, paper())
    return [(flaw.code, flaw.place, flaw.instead) for flaw in found]


def text_of(content: bytes) -> list[str]:
    return [each.text for each in docx.Document(io.BytesIO(content)).paragraphs]


def test_an_html_template_is_filled_in():
    """Each municipality's papers look as they always have."""
    template = (
        HEAD
        + "{% for s in sections %}<h2>{{ s.heading }}</h2>{% for l in s.lines %}<p>{{ l }}</p>{% endfor %}{% endfor %}"
    )
    made = filled(template.encode(), paper()).decode()
    assert '<html lang="nb-NO">' in made
    assert "<h2>Hva vi har prøvd</h2>" in made
    assert f"<p>{FAILURE}</p>" in made
    assert f"<p>Risiko: {FAILURE}; {FAILURE}: 0 %; Utfall: ikke registrert her</p>" in made
    assert made == filled(template.encode(), paper()).decode()


def test_the_body_can_be_printed_whole():
    """The least template is a letterhead."""
    assert b'<th scope="col">Utfall</th>' in filled((HEAD + "{{ body }}").encode(), paper())


def test_a_word_template_is_filled_in():
    """Rows, paragraphs and runs are taken with their tags as docxtpl does it."""
    template = word(
        "Sak: {{ title }}", "{%p for s in sections %}", "{{ s.heading }}", "{%p for l in s.lines %}", "{{ l }}",
        "{%p endfor %}", "{%p endfor %}",
    )  # fmt: skip
    made = filled(template, paper())
    said = text_of(made)
    assert said[:3] == [f"Sak: {FAILURE}", "Er saken utredet?", "Ikke registrert her: risiko."]
    assert made == filled(template, paper())
    about = docx.Document(io.BytesIO(made)).core_properties
    assert (about.title, about.language) == (FAILURE, "nb-NO")


def test_the_body_takes_the_templates_own_styles():
    """A template from a Norwegian Word calls its headings by another id, and its headings stay headings."""

    def in_norwegian(document: docx.document.Document) -> None:
        document.styles["Heading 1"]._element.set(qn("w:styleId"), "Overskrift1")
        document.styles["List Bullet"].delete()

    document = docx.Document(io.BytesIO(filled(word("{{p body }}", change=in_norwegian), paper())))
    headings = [each.text for each in document.paragraphs if each.style and each.style.name == "Heading 1"]
    assert headings[:2] == ["Er saken utredet?", "Hva vi har prøvd"]
    assert f"• {FAILURE} [7]" in [each.text for each in document.paragraphs]
    assert [cell.text for cell in document.tables[0].rows[0].cells] == ["Risiko", FAILURE, "Utfall"]


@pytest.mark.parametrize(
    ("template", "code", "line", "instead"),
    [
        ("a\n{% for s in sections %}\n{{ s.heading", "syntax", 3, None),
        ("a\n\n{% endfor %}", "syntax", 3, None),
        ("{{ title | shout }}", "syntax", 1, None),
        ("a\n{{ titel }}", "unknown-field", 2, "title"),
        ("{% for s in sections %}\n{{ s.heding }}{% endfor %}", "unknown-field", 2, "heading"),
        ("{% for s in sections %}{% for b in s.blocks %}{% for i in b.items %}\n{{ i.txt }}{% endfor %}{% endfor %}{% endfor %}", "unknown-field", 2, "text"),
        ("{{ section.tryed.heading }}", "unknown-field", 1, "tried"),
        ("{{ sections[0].heding }}", "unknown-field", 1, "heading"),
        ("{% set s = sections | first %}\n{{ s.heding }}", "unknown-field", 2, "heading"),
        ("{% if complet %}{% endif %}", "unknown-field", 1, "complete"),
        ("\n{{ 1 / 0 }}", "fails", 2, None),
        ("{{ 'x' * 10 ** 9 }}", "fails", 1, None),
        ("{{ 'x' * 999999999 }}", "fails", 1, None),
        ("{{ title.__class__.__mro__ }}", "unknown-field", 1, None),
        ("{{ ''.__class__ }}", "unknown-field", 1, None),
        ("{{ title | safe }}", "syntax", 1, None),
        ("{% autoescape false %}{{ title }}{% endautoescape %}", "past-the-escaping", 1, None),
        ("{% filter striptags %}{{ title }}{% endfilter %}", "past-the-escaping", 1, None),
        ("{% set x | striptags %}{{ title }}{% endset %}{{ x }}", "past-the-escaping", 1, None),
        ("{% include '/etc/passwd' %}", "stands-alone", 1, None),
        ("{% extends 'x' %}", "stands-alone", 1, None),
        ("a\n<script>alert(1)</script>", "script", 2, None),
        ("<p onclick='x()'>", "script", 1, None),
        ("<a href=' java\tscript:x'>a</a>", "script", 1, None),
        ("<a href='JavaScript:x'>a</a>", "script", 1, None),
        ("<a href=\"{{ title }}\">a</a>", "value-in-markup", 1, None),
        ("<p\nclass={{ title }}>", "value-in-markup", 1, None),
        ("<p style='{{ title }}'>", "value-in-markup", 1, None),
        ("\n<{{ title }}>", "value-in-markup", 2, None),
        ("<{% if complete %}script{% endif %}>", "value-in-markup", 1, None),
        ("<p>\n{{ title\n<p>{{ body }}", "syntax", 2, None),
        ("<p>\n{{ title\n<p>", "syntax", 2, None),
        ("<scr{% if complete %}ipt{% endif %}>", "value-in-markup", 1, None),
        ("<p title={% if complete %}'{% endif %}{{ title }}{% if complete %}'{% endif %}>", "value-in-markup", 1, None),
        ("<h{{ version }}>a", "value-in-markup", 1, None),
        ("<style>\np { color: {{ title }} }</style>", "value-in-markup", 1, None),
    ],
)  # fmt: skip
def test_what_is_wrong_in_html_has_its_line(template, code, line, instead):
    """ "Unexpected end of template" helps nobody who has two hundred lines of it."""
    found = flawed(template)
    assert (code, (("line", line),), instead) in found


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        (word("Sak", "{{ titel }}"), ("unknown-field", (("paragraph", 2),), "title")),
        (word("Sak", "{%p for s in sections %}"), ("syntax", (("paragraph", 2),), None)),
        (word("{{ title", "b"), ("syntax", (("paragraph", 1),), None)),
        (word("a", "{{ 1 / 0 }}"), ("fails", (("paragraph", 2),), None)),
        (word("a", "b {{ body }}"), ("body-in-a-line", (("paragraph", 2),), "{{p body }}")),
    ],
)
def test_what_is_wrong_in_word_has_its_paragraph(template, expected):
    """Word has no lines that stay where they are."""
    assert expected in flawed(template)


def test_what_is_wrong_in_a_table_or_a_footer_has_its_place_too():
    """Most templates are tables."""

    def change(document: docx.document.Document) -> None:
        document.add_table(2, 3).cell(1, 2).text = "{{ organisasjon }}"
        document.sections[0].footer.paragraphs[0].text = "{{ decision }}"

    found = flawed(word("a", change=change))
    assert ("unknown-field", (("table", 1), ("row", 2), ("cell", 3), ("paragraph", 1)), "organisation") in found
    assert ("unknown-field", (("footer", 1), ("paragraph", 1)), "decision_id") in found


def test_a_tag_that_word_has_cut_in_pieces_is_one_tag():
    """Word splits a text wherever somebody corrected a letter."""

    def change(document: docx.document.Document) -> None:
        cut = document.add_paragraph()
        for piece in ("{", "{ ti", "tle }", "}", " {{p"):
            cut.add_run(piece).bold = piece == "tle }"
        document.add_paragraph("{{p body }}")

    with pytest.raises(TemplateFlawed):
        filled(word("a", change=change), paper())
    assert text_of(filled(word("a", "{{p body }}", change=lambda d: _cut(d)), paper()))[-1] == FAILURE


def _cut(document: docx.document.Document) -> None:
    cut = document.add_paragraph()
    for piece in ("{", "{ ti", "tle }", "}"):
        cut.add_run(piece).bold = piece == "tle }"


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("lines", [False, True])
def test_whatever_was_written_word_is_whole(text, lines):
    """A value is never read as a tag, and never as markup."""
    by_line = ("{%p for s in sections %}", "{%p for l in s.lines %}", "{{ l }}", "{%p endfor %}", "{%p endfor %}")
    content = filled(word("{{ title }}", *(by_line if lines else ["{{p body }}"])), paper(text))
    with zipfile.ZipFile(io.BytesIO(content)) as held:
        for name in held.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(held.read(name))
    assert text_of(content)


@pytest.mark.parametrize("lines", [False, True])
def test_text_stays_text_in_word(lines):
    """Neither a field, nor markup, nor a tag of the template's comes from what somebody wrote."""
    by_line = ("{%p for s in sections %}", "{%p for l in s.lines %}", "{{ l }}", "{%p endfor %}", "{%p endfor %}")
    said = text_of(filled(word("{{ title }}", *(by_line if lines else ["{{p body }}"])), paper(f"{MARKUP} {FORMULA}")))
    assert said[0] == f"{MARKUP} {FORMULA}"
    assert any("{{ 7*7 }}" in line for line in said[1:])


@pytest.mark.parametrize("text", HOSTILE)
def test_text_stays_text_in_html(text):
    """Markup that somebody wrote is read by people, not by the browser."""
    by_line = '{% for s in sections %}{% for l in s.lines %}<p title="{{ l }}">{{ l }}</p>{% endfor %}{% endfor %}'
    for template in (HEAD + "{{ body }}", HEAD + by_line):
        made = filled(template.encode(), paper(text)).decode()
        assert "<script" not in made
        assert "49" not in made.replace("{{ 7*7 }}", "")


def test_a_template_leaves_no_failure_out():
    """A letterhead may be anybody's; what has failed and what is missing is why the paper is read."""
    nothing = flawed("<h1>{{ title }}</h1>")
    assert {code for code, *_ in nothing} == {"leaves-out"}
    assert check(b"{{ body }}", paper("Hendelse A & B <c>")) == ()
    assert flawed(word("{{ section.tried.heading }}"))
    hidden = flawed("<!-- {{ body }} --><title>{{ body | striptags }}</title>")
    assert {code for code, *_ in hidden} == {"leaves-out"}


def test_of_what_is_left_out_a_few_are_named_and_the_others_counted():
    """A template without its body leaves out everything, and what to do about it is the same for all."""
    left = [TemplateFlaw("leaves-out", (), f"Failure {n}") for n in range(29)]
    said = list(template_sentences(TemplateFlawed(left), wording("en")))
    assert [("Failure" in each) for each in said] == [True, True, True, False]
    assert said[-1] == "It leaves out 26 more."


def test_macros_fields_and_other_files_are_no_template():
    """A paper that is handed out runs nothing."""

    def in_a_field(document: docx.document.Document) -> None:
        instruction = OxmlElement("w:instrText")
        instruction.text = 'HYPERLINK "{{ title }}"'
        document.add_paragraph().add_run()._r.append(instruction)

    held = io.BytesIO(word("{{p body }}"))
    with zipfile.ZipFile(held, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"x")
    assert [code for code, *_ in flawed(held.getvalue())] == ["macros"]
    assert [code for code, *_ in flawed(word("{{p body }}", change=in_a_field))] == ["value-in-markup"]
    assert [code for code, *_ in flawed(b"PK\x03\x04nothing")] == ["not-word"]
    with pytest.raises(TemplateFlawed) as caught:
        in_template(paper("Hendelse A"), b"plain text", "docx")
    assert [flaw.code for flaw in caught.value.flaws] == ["not-word"]
    assert [code for code, *_ in flawed(b"\xd0\xcf\x11\xe0 an old .doc")] == ["not-word"]
    assert flawed(b"a\n\xff") == [("not-utf-8", (("line", 2),), None)]


def test_tags_of_rows_and_paragraphs_that_stand_wrong_are_told():
    """docxtpl cuts what they stand in; what is left must be a document."""
    found = flawed(word("{%tr for s in sections %}", "x", "{%tr endfor %}", "{{p body }}"))
    assert found


def test_a_choice_within_quotation_marks_is_harmless():
    """What a template is likely to do is not refused for what it might."""
    template = "<p class=\"{% if complete %}a{% else %}b{% endif %}\" title='{{ title }}'>{{ body }}</p><a href='#{{ version }}'>x</a>"
    assert flawed(template) == []


def test_what_is_wrong_is_told_at_once():
    """Five tries for five mistakes is four too many."""
    assert [flaw.instead for flaw in check(b"{{ titel }}\n{{ organisasion }}", paper())] == ["title", "organisation"]
    assert check(b"{{ titel }}", paper())[0] == TemplateFlaw("unknown-field", (("line", 1),), "titel", "title")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_flaw_and_place_has_words(language):
    """Whoever mends a template may not know English, or what a pointer is."""
    words = wording(language)
    for code in FLAWS:
        flaw = TemplateFlaw(code, tuple((kind, 2) for kind in PLACES), "titel", "title")
        [said] = template_sentences(TemplateFlawed([flaw]), words)
        assert said.endswith((".", "titel"))
        assert "{" not in said
    unknown = TemplateFlawed([TemplateFlaw("unknown-field", (("table", 1), ("row", 2), ("cell", 3)), "titel", "title")])
    expected = {
        "nb": "Tabell 1, rad 2, celle 3: Det finnes ikke noe felt titel. Det nærmeste er title.",
        "nn": "Tabell 1, rad 2, celle 3: Det finst ikkje noko felt titel. Det nærmaste er title.",
        "en": "Table 1, row 2, cell 3: There is no field titel. The nearest is title.",
    }
    assert trouble_sentence(unknown, words) == expected[language]


@pytest.mark.parametrize("name", [each.name for each in FIELDS["paper"]])
def test_every_field_has_a_value(name):
    """What is listed can be printed."""
    assert name in values(paper(), "body")
    assert {field.name for field in FIELDS["paper"]} == set(values(paper(), "body"))


def test_a_section_that_a_paper_has_nothing_for_is_empty():
    """A template that asks for it is right, though this case has nothing to say there."""
    assert check(b"{{ body }}{{ section.oversight.heading }}", paper()) == ()
