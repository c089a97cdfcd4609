"""Write the case papers in docs/papers from the shipped cases, with pictures of their pages: `make papers`.

Each is the paper of a real case as it stood the evening before its second decision, so a reader finds on page one what
the first attempt had shown. The same facts give the same files.
"""

import tempfile
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path

import pypdfium2

from laeringslopp import Register
from laeringslopp.paper import Paper
from laeringslopp.paper.documents.starting import STARTERS, starter
from laeringslopp.paper.formats import SUFFIXES, Format, render
from laeringslopp.story import Language
from scripts.browsing import shipped

HERE = Path(__file__).resolve().parent.parent / "docs/papers"
WRITTEN: tuple[Format, ...] = ("md", "html", "docx", "pdf", "json")
SCALE = 1.5
"""Of a page's picture: 108 dots an inch."""


@dataclass(frozen=True, slots=True)
class Case:
    """A paper that is shown, and the day that it stands on."""

    decision_id: str
    as_of: date
    language: Language


CASES = (
    # The app had been tried, criticised and stopped; the next day another design was chosen.
    Case("smittestopp", date(2020, 9, 27), "nb"),
    # The platform had been started in two places, with failures; the next day it was started in another county.
    Case("helseplattformen", date(2024, 4, 26), "nn"),
)

MADE_UP = {
    "sak": {"fagsystemetsSaksnummer": {"saksaar": 2026, "sakssekvensnummer": 1}, "saksansvarlig": "Eksempel"},
    "forslagTilBehandlingsplan": [{"tilUtvalgId": "eksempel", "tilUtvalgNavn": "Eksempelutvalget"}],
}
"""What Fiks asks for and no source tells."""


def paper_of(register: Register, case: Case) -> Paper:
    return register.paper(case.decision_id, case.language, as_of=case.as_of)


def pictures(pdf: bytes) -> list[bytes]:
    """Each page as PNG, in so few colours that it is small."""
    made: list[bytes] = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            held = BytesIO()
            page.render(scale=SCALE).to_pil().convert("RGB").quantize(128).save(held, "PNG", optimize=True)
            page.close()
            made.append(held.getvalue())
    return made


def main() -> None:
    HERE.mkdir(parents=True, exist_ok=True)
    for old in HERE.glob("*.png"):
        old.unlink()
    with tempfile.TemporaryDirectory() as folder:
        register = shipped(Path(folder))
        for case in CASES:
            paper = paper_of(register, case)
            for written in WRITTEN:
                content = render(paper, written)
                _write(f"{case.decision_id}.{SUFFIXES[written]}", content)
                if written == "pdf":
                    for number, picture in enumerate(pictures(content), 1):
                        _write(f"{case.decision_id}-{number}.png", picture)
            _write(f"{case.decision_id}.fiks.json", render(paper, "fiks", MADE_UP))
        register.close()
    for form in STARTERS:
        _write(f"template.{form}", starter(form))


def _write(name: str, content: bytes) -> None:
    (HERE / name).write_bytes(content)
    print(f"docs/papers/{name}: {len(content) // 1000} kB")


if __name__ == "__main__":
    main()
