"""The command that writes a case paper, and puts on record that it is sent."""

import json
from pathlib import Path

import pytest

from laeringslopp import Register
from tests.cli.conftest import Run
from tests.municipality import Clock, entry, register
from tests.paper.conftest import course
from tests.paper.test_fiks import FIELDS


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A register with one decision in a file."""
    clock = Clock()
    with register(f"sqlite:///{tmp_path}/r.db", clock=clock) as made:
        for fact, by in course():
            made.append([entry("sensorer", fact, by)])
            clock.move(days=1)
    return f"sqlite:///{tmp_path}/r.db"


@pytest.mark.parametrize("format_", ["md", "html", "json"])
def test_a_paper_is_written_to_a_file_or_to_standard_output(run: Run, url: str, tmp_path: Path, format_: str):
    """The same bytes, wherever they go."""
    file = tmp_path / "paper"
    shown = run("--register", url, "paper", "sensorer", "--format", format_, "--as-of", "2026-03-30", "--lang", "nb")
    assert shown.code == 0, shown.err
    options = ("--format", format_, "--as-of", "2026-03-30", "--lang", "nb", "-o", str(file))
    assert run("--register", url, "paper", "sensorer", *options).code == 0
    assert file.read_text(encoding="utf-8") == shown.out
    assert "For mange alarmer" in shown.out


def test_fiks_without_its_fields_writes_nothing_and_names_them(run: Run, url: str, tmp_path: Path):
    """Half a message is none."""
    file = tmp_path / "case.json"
    answer = run("--register", url, "paper", "sensorer", "--format", "fiks", "-o", str(file))
    assert answer.code == 1
    assert "/sak/saksansvarlig" in answer.err
    assert "/forslagTilBehandlingsplan" in answer.err
    assert not file.exists()


def test_fiks_takes_its_fields_from_a_file(run: Run, url: str, tmp_path: Path):
    """By the schema's own names."""
    fields, file = tmp_path / "fields.json", tmp_path / "case.json"
    fields.write_text(json.dumps(FIELDS), encoding="utf-8")
    options = ("--format", "fiks", "--fields", str(fields), "-o", str(file))
    assert run("--register", url, "paper", "sensorer", *options).code == 0
    assert json.loads(file.read_text(encoding="utf-8"))["sak"]["saksansvarlig"] == "Kommunedirektøren"


def test_what_is_sent_is_on_record_once(run: Run, url: str, tmp_path: Path):
    """Before whom, in which meeting, and up to which entry."""
    file = tmp_path / "paper.md"
    options = ("--send", "-o", str(file), "--organ", "Kommunestyret", "--meeting", "2026-04-09", "--key", "k", "--json")
    first, again = (run("--register", url, "paper", "sensorer", *options) for _ in range(2))
    assert (first.code, again.code) == (0, 0), first.err
    assert first.json["version"] == again.json["version"]
    with Register.open(url) as register:
        fact = register.entry("sensorer", first.json["version"]).fact  # type: ignore[union-attr]
        assert (fact.to_level, fact.up_to_version, fact.organ) == ("political", 12, "Kommunestyret")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--send",), 2),
        (("--organ", "Kommunestyret"), 2),
        (("--send", "-o", "FILE", "--to-level", "nobody"), 2),
        (("--send", "-o", "FILE", "--meeting", "2026"), 2),
        (("--send", "-o", "FILE", "--key", ""), 2),
        (("--fields", "nowhere.json"), 2),
        (("--as-of", "yesterday"), 2),
        (("--format", "odt"), 2),
        (("-o", "/nowhere/at/all.md"), 1),
    ],
)
def test_a_use_that_is_wrong_records_nothing(run: Run, url: str, tmp_path: Path, options: tuple[str, ...], code: int):
    """It is said, and nothing has happened."""
    given = [str(tmp_path / "paper.md") if option == "FILE" else option for option in options]
    answer = run("--register", url, "paper", "sensorer", *given)
    assert answer.code == code, answer.err
    with Register.open(url) as register:
        assert register.version("sensorer") == 12


def test_a_decision_that_is_not_there_is_said(run: Run, url: str):
    """With the one that may have been meant."""
    answer = run("--register", url, "paper", "sensor")
    assert answer.code == 1
    assert "sensorer" in answer.err


def test_a_paper_whose_sending_is_refused_is_not_written(run: Run, url: str, tmp_path: Path):
    """Whoever finds the file would lay it before the council, and nobody could say later what they knew."""
    file = tmp_path / "paper.md"
    options = ("--send", "-o", str(file), "--to-level", "political", "--organ", "x" * 10_000)
    assert run("--register", url, "paper", "sensorer", *options).code != 0
    assert list(tmp_path.glob("*paper*")) == []
    file.write_text("what was there")
    assert run("--register", url, "paper", "sensorer", *options).code != 0
    assert file.read_text() == "what was there"


def test_a_paper_that_cannot_be_written_is_not_on_record(run: Run, url: str, tmp_path: Path):
    """Nobody was shown anything."""
    for where in ("/nowhere/at/all.md", str(tmp_path / "a-folder")):
        (tmp_path / "a-folder").mkdir(exist_ok=True)
        assert run("--register", url, "paper", "sensorer", "--send", "-o", where).code != 0
    with Register.open(url) as register:
        assert register.version("sensorer") == 12
