"""What goes wrong is said in the language of whoever it went wrong for, and nothing else differs."""

import ast
import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from laeringslopp.errors import StoreError
from laeringslopp.store.sqlite.engine import TOLD
from laeringslopp.story import LANGUAGES, trouble_sentence, wording
from laeringslopp.story.flawwords import FLAWS
from laeringslopp.story.troubles import FILES, STORE
from tests.cli.conftest import Run

ROOT = Path(__file__).parents[2]
TAGS = json.dumps({"kind": "tags-added", "tags": ["buss"]})
SPOKEN = {
    "a version that is behind": (1, ["record", "{decision}", "--fact", TAGS, "--expected", "1"]),
    "a key for something else": (1, ["disclose", "Noe annet", "--key", "k1"]),
    "no such decision": (1, ["timeline", "noe-helt-annet"]),
    "no text": (1, ["disclose", "   "]),
    "a bad fact": (1, ["record", "{decision}", "--fact", '{"kind": "tags-added", "tags": 5}']),
    "no JSON": (1, ["record", "{decision}", "--fact", "{"]),
    "a folder that is not there": (1, ["export", "-o", "no/such/folder.jsonl"]),
    "a register that is not made": (3, ["--register", "sqlite:///none.db", "decisions"]),
    "a register that is a folder": (3, ["--register", "sqlite:///.", "decisions"]),
    "a folder for a register that is not there": (3, ["--register", "sqlite:///no/such/x.db", "disclose", "x"]),
    "another program's file": (3, ["--register", "sqlite:///others.db", "decisions"]),
    "a file that is no register": (3, ["--register", "sqlite:///facts.json", "decisions"]),
    "a server that is not there": (3, ["--register", "postgresql://nobody@127.0.0.1:1/none", "decisions"]),
    "no address of a server": (3, ["--register", "postgresql://%zz", "decisions"]),
    "no register": (3, ["--register", "nonsense", "decisions"]),
    "an unknown reader": (2, ["decisions", "--as", "nobody"]),
    "an unknown level": (2, ["timeline", "{decision}", "--level", "nobody"]),
    "a time that is none": (2, ["timeline", "{decision}", "--as-of", "yesterday"]),
    "a time without offset": (2, ["disclose", "x", "--occurred-at", "2026-03-12T10:00:00"]),
    "a month as a cut": (2, ["timeline", "{decision}", "--as-of", "2026-03"]),
    "facts twice": (2, ["record", "{decision}", "facts.json", "--fact", TAGS]),
    "a file that is not there": (2, ["import", "none.jsonl"]),
    "a move of two": (2, ["import", "--move", "facts.json", "facts.json"]),
    "other machines": (2, ["serve", "--host", "0.0.0.0"]),
}


@pytest.mark.parametrize(("code", "arguments"), SPOKEN.values(), ids=SPOKEN.keys())
def test_what_goes_wrong_is_said_in_the_language_that_was_asked_for(
    run: Run, code: int, arguments: list[str], tmp_path: Path
):
    """An error in a foreign language is where a secretary stops recording."""
    (tmp_path / "facts.json").write_text(TAGS)
    others = sqlite3.connect(tmp_path / "others.db")
    others.execute("CREATE TABLE t (c)")
    others.close()
    decision = run("disclose", "Bussen kom ikke", "--key", "k1", "--json").json["decision_id"]
    asked = [argument.format(decision=decision) if argument == "{decision}" else argument for argument in arguments]
    by_option = [run(*asked, "--lang", language) for language in LANGUAGES]
    by_machine = [run(*asked, LANG=f"{language}_NO.UTF-8") for language in LANGUAGES]
    assert [(answer.code, answer.out) for answer in by_option] == [(code, "")] * 3
    assert [answer.err for answer in by_machine] == [answer.err for answer in by_option]
    assert len({answer.err for answer in by_option}) == 3


def _codes() -> Iterator[str]:
    """The codes of all flaws that the library makes."""
    for file in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Flaw":
                code = node.args[0]
                if isinstance(code, ast.Constant):
                    yield str(code.value)


def test_every_flaw_that_the_library_makes_has_words():
    """Whoever adds a check says what it finds, for those who do not read English."""
    codes = set(_codes())
    assert len(codes) > 20
    assert codes - set(FLAWS) == set()


def _reasons() -> Iterator[tuple[str, str | None]]:
    """Where a StoreError is made, and the stable word for it; a word that is chosen there is among these."""
    for file in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "StoreError":
                reason = node.args[1] if len(node.args) > 1 else None
                if reason is None or isinstance(reason, ast.Constant):
                    yield f"{file.name}:{node.lineno}", reason and str(reason.value)


def test_every_way_in_which_a_store_cannot_be_used_has_words():
    """A secretary who reads half a sentence of English does not know whether anything was lost."""
    found = dict(_reasons())
    chosen = {reason for _, reason, _ in TOLD} | {"no-password", "wrong-password", "unreachable", "unanswered"}
    assert {where: reason for where, reason in found.items() if reason not in {*STORE, "os"}} == {}
    assert chosen <= set(STORE)
    assert len(set(found.values())) > 25


@pytest.mark.parametrize("language", ["nb", "nn"])
@pytest.mark.parametrize("reason", STORE)
def test_no_english_is_left_in_what_a_norwegian_is_told(language: str, reason: str):
    """Values are names and numbers; all else is in the reader's own words."""
    words = wording(language)  # type: ignore[arg-type]
    values = {field: f"<{field}>" for _, field, _, _ in Formatter().parse(STORE[reason]) if field}
    told = trouble_sentence(StoreError("the exact English", reason, **values), words)
    assert "the exact English" not in told
    assert told != STORE[reason].format(**values)
    assert all(value in told for value in values.values())


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_why_a_register_or_a_file_cannot_be_used_has_words(language: str):
    """The one error that stops everything is the one that must be understood."""
    words = wording(language)  # type: ignore[arg-type]
    assert [text for text in (*STORE.values(), *FILES.values()) if words.text(text) == text] == []
    known = trouble_sentence(StoreError("the exact English", "damaged", path="a.db"), words)
    assert "a.db" in known
    assert "the exact English" not in known
    assert "the exact English" in trouble_sentence(StoreError("the exact English"), words)


def test_a_mistake_in_the_program_is_told_in_the_language_of_the_machine():
    """Also the sentence that asks people to report it."""
    code = """
import sys
from laeringslopp.cli import main
from laeringslopp.cli.session import Session
Session.to_read = None
main()
"""
    told = set()
    for language in LANGUAGES:
        command = [sys.executable, "-c", code, "decisions"]
        ended = subprocess.run(
            command, capture_output=True, text=True, timeout=30, check=False, env={"LANG": f"{language}_NO.UTF-8"}
        )
        assert ended.returncode == 70
        assert "Traceback" not in ended.stderr
        told.add(ended.stderr)
    assert len(told) == 3
