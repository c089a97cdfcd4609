"""A paper as HTML: a file that needs no other, in which nothing runs; or its body alone, for a page that has a head."""

from base64 import b64encode
from collections.abc import Callable, Iterator
from hashlib import sha256
from html import escape

from laeringslopp.paper.model import Block, Bullets, Paper, Paragraph, Section, Table

FORMULA = "=+-@"
"""What a spreadsheet that opens the file would take as the beginning of a formula."""
STYLE = """
body{font:1rem/1.55 system-ui,sans-serif;color:#1e2b3c;max-width:46rem;margin:2rem auto;padding:0 1rem}
body{overflow-wrap:anywhere}
h1{font-size:1.7rem;line-height:1.25}h2{font-size:1.2rem;margin:2rem 0 .5rem}
dl{display:grid;grid-template-columns:minmax(7rem,max-content) 1fr;gap:.25rem 1rem}dt{font-weight:600}dd{margin:0}
li{margin:.35rem 0}.boxed{border:2px solid #5b6b7f;border-radius:.4rem;padding:0 1.2rem .8rem;margin:1.5rem 0}
.failure{border-left:4px solid #b35900;padding-left:.6rem}.lesson{border-left:4px solid #1f6f5c;padding-left:.6rem}
.missing{font-style:italic}.note,.refs{color:#4a5868;font-size:.875rem}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;overflow-wrap:normal}
caption{text-align:left;font-weight:600;padding:.3rem 0}
th,td{border:1px solid #8a97a6;padding:.35rem .5rem;text-align:left;vertical-align:top}thead th{background:#eef1f4}
tbody th{font-weight:400}
@media print{body{margin:0;max-width:none}.boxed,tr,li{break-inside:avoid}h2{break-after:avoid}}
""".strip().replace("\n", "")
STYLE_SOURCE = f"'sha256-{b64encode(sha256(STYLE.encode()).digest()).decode()}'"
"""What a content security policy allows, and nothing else."""

Link = Callable[[int], str]


def as_html(paper: Paper) -> str:
    """The whole paper as a file of its own."""
    policy = f"default-src 'none'; style-src {STYLE_SOURCE}; base-uri 'none'; form-action 'none'"
    return (
        f'<!doctype html>\n<html lang="{paper.language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(paper.title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{_text(paper.title)}</h1>\n{body_of(paper)}</main>\n</body>\n</html>\n"
    )


def body_of(paper: Paper, link: Link | None = None) -> str:
    """Everything below the title; ``link`` says where an entry of a number stands."""
    return "".join(_body(paper, link))


def _body(paper: Paper, link: Link | None) -> Iterator[str]:
    yield '<dl class="head">\n'
    for label, value in paper.head:
        yield f"<dt>{_text(label)}</dt><dd>{_text(value)}</dd>\n"
    yield "</dl>\n"
    for section in paper.sections:
        yield from _section(section, link)


def _section(section: Section, link: Link | None) -> Iterator[str]:
    boxed = ' class="boxed"' if section.boxed else ""
    name = f"paper-{section.id}"
    yield f'<section{boxed} aria-labelledby="{name}">\n<h2 id="{name}">{_text(section.heading)}</h2>\n'
    for block in section.blocks:
        yield from _block(block, link)
    yield "</section>\n"


def _block(block: Block, link: Link | None) -> Iterator[str]:
    match block:
        case Paragraph():
            yield f"<p{_tone(block)}>{_said(block, link)}</p>\n"
        case Bullets():
            yield "<ul>\n"
            yield from (f"<li{_tone(item)}>{_said(item, link)}</li>\n" for item in block.items)
            yield "</ul>\n"
        case Table():
            # Where it is wider than a small screen it is scrolled, with the keyboard too.
            caption = escape(" ".join(block.caption.split()))
            yield f'<div class="scroll" role="region" tabindex="0" aria-label="{caption}">\n'
            yield f"<table>\n<caption>{_text(block.caption)}</caption>\n<thead><tr>"
            yield from (f'<th scope="col">{_text(cell)}</th>' for cell in block.header)
            yield "</tr></thead>\n<tbody>\n"
            yield from map(_row, block.rows)
            yield "</tbody>\n</table>\n</div>\n"


def _row(cells: tuple[str, ...]) -> str:
    first, *others = cells
    return f'<tr><th scope="row">{_text(first)}</th>{"".join(f"<td>{_text(cell)}</td>" for cell in others)}</tr>\n'


def _tone(paragraph: Paragraph) -> str:
    return "" if paragraph.tone == "plain" else f' class="{paragraph.tone}"'


def _said(paragraph: Paragraph, link: Link | None) -> str:
    said = _text(paragraph.text)
    if not paragraph.refs:
        return said
    entries = (f'<a href="{escape(link(ref))}">{ref}</a>' if link else str(ref) for ref in paragraph.refs)
    return f'{said} <span class="refs">[{", ".join(entries)}]</span>'


def _text(text: str) -> str:
    """Text with its line ends; one that a spreadsheet would run begins with an apostrophe."""
    safe = f"'{text}" if text[:1] in FORMULA and text else text
    return escape(safe).replace("\n", "<br>")
