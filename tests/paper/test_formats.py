"""A paper in its formats: nothing of what people wrote is markup in any of them, and nothing of it runs."""

import re
from datetime import date
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt

from laeringslopp import Register
from laeringslopp.paper import Bullets, Paper, Paragraph, Section, Table
from laeringslopp.paper.formats import FORMATS, render
from laeringslopp.paper.html import as_html
from laeringslopp.paper.markdown import as_markdown
from tests.municipality import entry
from tests.pages.markup import Markup
from tests.pages.test_hostile_text import ALL, everywhere

HOSTILE = (
    *ALL,
    '=cmd|"/c calc"!A1',
    "+1+1",
    "-1-1",
    "@SUM(A1)",
    "# Heading\n- item\n1. one\n> quote\n| a | b |\n|---|---|\n```\ncode\n```",
    "[click](javascript:alert(1)) ![x](y) <!-- --> </style></script> **bold** `code` $x$ ~~no~~",
    "a\u2028b\u202e\u0000\ud800c\ufeff",
)
OURS = {
    *(
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "main",
        "h1",
        "h2",
        "dl",
        "dt",
        "dd",
        "section",
        "p",
        "ul",
        "li",
    ),
    *("div", "table", "caption", "thead", "tbody", "tr", "th", "td", "span", "br"),
}
RUNS = ("script", "iframe", "object", "embed", "link", "img", "svg", "form", "base")


class Texts(HTMLParser):
    """What a reader sees of HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert not [name for name, _ in attrs if name.startswith("on") or name in ("href", "src", "style")], attrs

    def handle_data(self, data: str) -> None:
        self.said.append(data)


def paper_of(text: str) -> Paper:
    """A paper with a text everywhere that one can stand."""
    blocks = (
        Paragraph(text, (1, 2), "failure"),
        Bullets((Paragraph(text), Paragraph(f"{text}\n{text}", (3,)))),
        Table(text, (text, text), ((text, text), ("a", text))),
    )
    return Paper(
        title=text,
        language="nb",
        decision_id="sensorer",
        version=1,
        organisation="nordfjord",
        as_of=date(2026, 3, 12),
        complete=False,
        missing=(text,),
        head=((text, text),),
        sections=(Section("before", text, blocks, boxed=True), Section("open", text, blocks)),
    )


def letters(text: str) -> str:
    """Letters and digits alone: how often a text stands somewhere, whatever is put around it."""
    return re.sub(r"\W|_", "", text)


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_people_wrote_is_markup_in_html(text: str):
    """It is shown as it was written."""
    html = as_html(paper_of(text))
    seen = Texts()
    seen.feed(html.encode("utf-8", "replace").decode())
    assert not set(seen.tags) & set(RUNS)
    assert set(seen.tags) <= OURS
    assert letters(text)[:40] in letters("".join(seen.said))
    assert "{{ 7*7 }}" in html or "7*7" not in text


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_people_wrote_is_markup_in_markdown(text: str):
    """What a reader of Markdown makes of it is text alone."""
    markdown = as_markdown(paper_of(text))
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough").parse(markdown)
    inline = [child for token in tokens for child in (token.children or ())]
    kinds = {token.type for token in (*tokens, *inline)}
    assert not kinds & {
        "html_block",
        "html_inline",
        "link_open",
        "image",
        "code_inline",
        "code_block",
        "fence",
        "em_open",
        "s_open",
        "hr",
        "ordered_list_open",
    }, kinds
    assert [token.tag for token in tokens if token.type == "heading_open"] == ["h1", "h2", "h2"]
    strong = [child.type for child in inline].count("strong_open")
    assert strong == 3  # the label, and the caption of each table
    assert [token.type for token in tokens].count("tr_open") == 6


@pytest.mark.parametrize("text", ['=cmd|"/c calc"!A1', "+1+1", "-1-1", "@SUM(A1)"])
def test_no_cell_that_a_spreadsheet_reads_begins_a_formula(text: str):
    """A page that is opened in one, or pasted there, calculates nothing."""
    for cell in re.findall(r"<(?:t[dh]|li|p|h[12]|d[dt]|caption)[^>]*>([^<]*)", as_html(paper_of(text))):
        assert cell[:1] not in "=+-@" or not cell


@pytest.mark.parametrize("text", ALL)
def test_a_paper_of_a_decision_full_of_hostile_text_is_whole(over: Register, text: str):
    """In every field that takes a text."""
    for fact in everywhere(text):
        over.append([entry("sensorer", fact)])  # type: ignore[arg-type]
    for language in ("nb", "nn", "en"):
        paper = over.paper("sensorer", language)  # type: ignore[arg-type]
        html = as_html(paper)
        assert "\u202e" not in html
        assert "\u202e" not in as_markdown(paper)
        tags = {element.tag for element in Markup(html).elements}
        assert not tags & set(RUNS)


@pytest.mark.parametrize("written", [each for each in FORMATS if each != "fiks"])
def test_the_same_facts_give_the_same_bytes(sensors: Register, written: str):
    """Whoever makes it again can compare it."""
    first, second = (render(sensors.paper("sensorer"), written) for _ in range(2))  # type: ignore[arg-type]
    assert first == second
    assert len(first) > 1000


def test_the_html_says_its_language_and_allows_nothing_but_its_own_style(sensors: Register):
    """Also where it is opened from a disk."""
    page = Markup(as_html(sensors.paper("sensorer", "nn")))
    (root,) = [element for element in page.elements if element.tag == "html"]
    assert root.attributes["lang"] == "nn"
    policies = [e.attributes.get("content", "") for e in page.elements if "http-equiv" in e.attributes]
    assert policies
    assert "default-src 'none'" in policies[0]
    headers = [element for element in page.elements if element.tag == "th"]
    assert headers
    assert all(header.attributes.get("scope") in ("col", "row") for header in headers)
