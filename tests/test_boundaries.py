"""What may know what. Arrows point inwards."""

import ast
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import laeringslopp

ROOT = Path(__file__).parent.parent
LIBRARY = ROOT / "src" / "laeringslopp"
CORE = (
    "facts",
    "decision",
    "rules",
    "timeline",
    "story",
    "paper",
    "access.py",
    "when.py",
    "entry.py",
    "policy.py",
    "plain.py",
    "errors.py",
)
OUTSIDE = {"sqlite3", "socket", "random", "secrets", "uuid", "eventsourcing", "fastapi", "typer"}


def files(*places: Path) -> list[Path]:
    return [file for place in places for file in ([place] if place.suffix else sorted(place.rglob("*.py")))]


def imports(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def test_importing_the_library_loads_no_framework():
    """Who embeds the library pays for nothing that the service or the command line needs."""
    unwanted = "'fastapi', 'starlette', 'typer', 'rich', 'jinja2', 'uvicorn', 'httpx', 'babel.dates'"
    code = f"import sys, laeringslopp; print([name for name in ({unwanted}) if name in sys.modules])"
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert told.strip() == "[]"


def test_opening_a_register_does_not_load_what_only_views_and_counts_need():
    """A command that records one fact should not wait for a library that it does not use."""
    code = (
        "import sys, laeringslopp; laeringslopp.Register.open(sys.argv[1]).close(); print('sqlalchemy' in sys.modules)"
    )
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", code, f"sqlite:///{folder}/r.db"]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert told.strip() == "False"


@pytest.mark.parametrize("file", files(LIBRARY, ROOT / "service"), ids=lambda file: str(file.relative_to(ROOT)))
def test_only_the_stores_know_eventsourcing(file: Path):
    """Another engine can take its place without anybody else noticing."""
    if (LIBRARY / "store") not in file.parents:
        assert not [name for name in imports(file) if name.partition(".")[0] == "eventsourcing"]


@pytest.mark.parametrize("file", files(*(LIBRARY / name for name in CORE)), ids=lambda file: file.name)
def test_the_core_knows_no_edge_no_clock_and_no_chance(file: Path):
    """The same facts give the same answer, whoever asks and whenever."""
    inward = {name.split(".")[1] for name in imports(file) if name.startswith("laeringslopp.")}
    assert not inward & {"register", "store", "exchange", "cli", "cases"}
    assert not {name.partition(".")[0] for name in imports(file)} & OUTSIDE
    called = {
        node.func.attr
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    assert not called & {"now", "today", "utcnow", "perf_counter", "monotonic"}


@pytest.mark.parametrize("file", files(LIBRARY), ids=lambda file: str(file.relative_to(LIBRARY)))
def test_the_library_does_not_know_the_service(file: Path):
    """Only the command that starts the service names it, when it is asked to."""
    if file.name != "serving.py":
        assert not [name for name in imports(file) if name.startswith("laeringslopp_service")]


@pytest.mark.parametrize("file", files(LIBRARY, ROOT / "service"), ids=lambda file: str(file.relative_to(ROOT)))
def test_a_file_is_read_in_ten_minutes(file: Path):
    """A file that grows past 400 lines wants to be two."""
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 400


def test_everything_public_is_there():
    """What is promised by name can be imported by name."""
    assert all(hasattr(laeringslopp, name) for name in laeringslopp.__all__)
    assert {"Register", "Actor", "Access", "Reader", "Timeline", "Refused", "Conflict", "Invalid"} <= {
        *laeringslopp.__all__
    }
