"""Papers to be written as documents: one that is plain, and one whose every text is hostile."""

from datetime import date

from laeringslopp.paper import Block, Bullets, Paper, Paragraph, Section, Table
from laeringslopp.story import Language

FORMULA = "=cmd|' /C calc'!A0"
MARKUP = '<script>alert(1)</script> <w:t> &lt; ]]> <!-- **x** [l](javascript:alert(1)) #eval("1") $x^2$ \\n {{ 7*7 }} {% if %}'
RIGHT_TO_LEFT = "\u202etxet siht\u202c שלום مرحبا \u2067x"
EMOJI = "😀 👩\u200d🚀 🇳🇴 中文"
CONTROLS = "a\x00b\x07c\x0bd\x0ce\x1bf\x7fg\x85h\u2028i\ufffej\uffffk\ud800l\ufdd0m\rn"
HOSTILE = (
    FORMULA,
    MARKUP,
    RIGHT_TO_LEFT,
    EMOJI,
    CONTROLS,
    '{ INCLUDETEXT "/etc/passwd" }',
    "",
    " ",
    "\n\n",
    "\t",
    "x" * 5000,
)


def paper(text: str = "Meldinger kom til feil foreldre.", language: Language = "nb", rows: int = 3) -> Paper:
    """A paper with every kind of block, that says ``text`` wherever somebody's words stand."""
    blocks: tuple[Block, ...] = (
        Paragraph(text, (3,), "plain"),
        Paragraph(text, (4, 5), "failure"),
        Paragraph(text, (6,), "lesson"),
        Paragraph(text, (), "note"),
        Bullets((Paragraph(text, (7,)), Paragraph(text))),
        Table(
            text,
            ("Risiko", text, "Utfall"),
            tuple((text, f"{number} %", "ikke registrert her") for number in range(rows)),
        ),
    )
    return Paper(
        title=text,
        language=language,
        decision_id="skolemelding",
        version=9,
        organisation=text,
        as_of=date(2019, 5, 1),
        complete=False,
        missing=("risiko",),
        head=(("Sak", text), (text, "1. mai 2019")),
        sections=(
            Section(
                "prepared", "Er saken utredet?", (Paragraph("Ikke registrert her: risiko.", (), "missing"),), boxed=True
            ),
            Section("tried", "Hva vi har prøvd", blocks),
            Section("empty", text, ()),
            Section("sources", "Kilder", (Bullets(()),)),
        ),
    )


def plain_lines(text: str) -> list[str]:
    """What is readable of a text, line by line: without what a document cannot hold and without white space at the ends."""
    return [line for line in text.split("\n") if line.strip()]
