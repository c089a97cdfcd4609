"""The command line in its surroundings: terminals, pipes, signals, help, and what is not installed."""

import signal
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
import typer.main
from rich.console import Console

from laeringslopp import Register
from laeringslopp.cli.app import app
from laeringslopp.cli.timeline_rich import STYLES, show
from laeringslopp.cli.timeline_text import Block, Row, blocks
from laeringslopp.story import wording
from tests.cli.conftest import Run
from tests.municipality import ADMINISTRATION, disclosed

COMMAND = [sys.executable, "-m", "laeringslopp.cli"]


def _python(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", f"import sys; {code}", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)


@pytest.fixture
def told() -> list[Block]:
    """The timeline of a failure told at length, in square brackets as rich writes its markup."""
    with Register.open("memory:") as register:
        receipt = register.disclose("[red]Bussen[/red] kom ikke, " + "og ingen sa fra. " * 20, ADMINISTRATION)
        return list(blocks(register.timeline(receipt.decision_id), wording("nb")))


def _shown(told: list[Block], width: int) -> str:
    paper = StringIO()
    show(told, Console(file=paper, width=width, force_terminal=True, color_system=None))
    return paper.getvalue()


def test_a_terminal_shows_every_row_of_a_timeline(told: list[Block]):
    """What stands in the plain text stands on the screen too, wrapped and coloured or not."""
    letters = "".join(_shown(told, 200).split())
    for block in told:
        for row in block.rows:
            assert "".join(row.said.split())[:100] in letters


def test_no_row_is_wider_than_the_terminal(told: list[Block]):
    """A sentence that the edge of the screen cuts off is a sentence nobody read."""
    assert all(len(line) <= 60 for line in _shown(told, 60).splitlines())


def test_what_people_wrote_is_no_markup(told: list[Block]):
    """Square brackets in a case number or a quotation must not vanish, nor colour the rest."""
    assert "[red]Bussen[/red]" in _shown(told, 200)


def test_a_failure_stands_out_and_stays_calm():
    """Red says danger and blame, and whoever expects blame discloses nothing."""
    assert STYLES["failure"] != STYLES["plain"]
    assert not [style for style in STYLES.values() if "red" in style]


def test_plain_rows_stand_under_each_other():
    """So that they can be read in a mail, and cut by other programs."""
    block = Block("Entries", (Row("1", "one"), Row("10", "ten")))
    assert list(block.plain()) == ["Entries", "  1   one", "  10  ten", ""]


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path):
    """As with ``laeringslopp export | head -1``: nothing on stderr, and no success either."""
    url = f"sqlite:///{tmp_path}/long.db"
    with Register.open(url) as register:
        decision_id = register.disclose("Bussen kom ikke", ADMINISTRATION).decision_id
        told = [disclosed(f"f{number}", what_happened="Alarmen kom ikke fram. " * 100) for number in range(200)]
        register.record(decision_id, *told, by=ADMINISTRATION)
    command = [*COMMAND, "--register", url, "export"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(30) == 141


def test_ctrl_c_ends_quietly(tmp_path: Path):
    """Whoever stops a server knows that they did."""
    url = f"sqlite:///{tmp_path}/laeringslopp.db"
    command = [*COMMAND, "--register", url, "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert b"http://127.0.0.1:" in process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=30)
    assert errors == b""
    assert process.returncode == 130


def test_help_loads_no_more_than_it_says():
    """Help is what people ask for while somebody waits: no storage, no tables of languages, no web server."""
    heavy = ["babel", "eventsourcing", "fastapi", "rich", "stdnum", "uvicorn"]
    code = f"""
from laeringslopp.cli.app import app
try:
    app(["--help"])
finally:
    print([name for name in {heavy} if name in sys.modules], file=sys.stderr)
"""
    asked = _python(code)
    assert "disclose" in asked.stdout
    assert asked.stderr == "[]\n"


def test_every_option_and_argument_says_what_it_is_for(run: Run):
    """An option without a word beside it is an option for those who wrote it."""
    command = typer.main.get_command(app)
    commands = {"": command, **command.commands}  # type: ignore[attr-defined]
    for name, one in commands.items():
        assert one.help, name
        told = run(*filter(None, [name]), "--help").out
        for parameter in one.params:
            assert parameter.help, f"{name} {parameter.name}"
            for option in filter(lambda word: word.startswith("-"), parameter.opts):
                assert option in told, f"{name} {option}"


def test_the_command_line_without_its_extra_says_what_to_install():
    """The library installs without it, and the command is there all the same."""
    asked = _python("sys.modules['typer'] = None; from laeringslopp.cli import main; main()", "decisions")
    assert asked.returncode == 2
    assert 'pip install "laeringslopp[cli]"' in asked.stderr
    assert "Traceback" not in asked.stderr


@pytest.mark.parametrize("missing", ["fastapi", "uvicorn", "standardwebhooks", "laeringslopp_service"])
def test_serving_without_the_service_extra_says_what_to_install(missing: str, tmp_path: Path):
    """Most who record need no server."""
    code = f"sys.modules[{missing!r}] = None; from laeringslopp.cli import main; main()"
    asked = _python(code, "--register", f"sqlite:///{tmp_path}/laeringslopp.db", "serve", "--port", "0")
    assert asked.returncode == 2
    assert 'pip install "laeringslopp[service]"' in asked.stderr
    assert "Traceback" not in asked.stderr


def test_a_mistake_in_the_program_is_a_sentence_too():
    """A traceback tells a secretary that the computer broke; it is there for those who ask for it."""
    code = """
from laeringslopp.cli import main, reading
from laeringslopp.cli.session import Session
def broken(self, as_):
    raise ZeroDivisionError("one by none")
Session.to_read = broken
main()
"""
    asked = _python(code, "decisions")
    assert asked.returncode == 70
    assert "ZeroDivisionError: one by none" in asked.stderr
    assert "Traceback" not in asked.stderr
