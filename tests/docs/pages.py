"""The pages of documentation, and how what they show is run.

A page's blocks run in order and share their names: ``python`` prints what the ``text`` block after it shows, each line
that begins with ``$`` in a ``console`` block is run in the page's own empty folder and answers what stands below it.
What a command prints may be left out altogether. A file that a page is about is shown with ``cat``.
"""

import contextlib
import io
import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from sybil import Document, Example, Region
from sybil.evaluators.python import PythonEvaluator
from sybil.parsers.markdown import CodeBlockParser

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
PRINTED = "what the python block before printed, until a text block shows it"

_run_python = PythonEvaluator()


def name_of(page: Path) -> str:
    """What a page is called in a test's id."""
    return str(page.relative_to(ROOT))


def examples(page: Path, run_command: Callable[[str, list[str]], str | None]) -> list[Example]:
    """What a page shows, ready to be run in order; ``run_command`` gives what a program prints, None if it is not run."""

    def python(example: Example) -> None:
        all_is_shown(example)
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            _run_python(example)
        example.namespace[PRINTED] = printed.getvalue()

    def text(example: Example) -> str | None:
        printed = example.namespace.pop(PRINTED, None)
        if printed is None:
            return None
        return _differs(str(example.parsed), printed)

    def console(example: Example) -> str | None:
        all_is_shown(example)
        for command, shown in commands(str(example.parsed)):
            program, *arguments = shlex.split(command, comments=True)
            if program == "cat" and not (file := Path(arguments[0])).exists():
                file.write_text(shown, encoding="utf-8")  # a page shows a file of its own so, and goes on with it
                continue
            printed = run_command(program, arguments)
            if shown and printed is not None and (differs := _differs(shown, printed)):
                return f"$ {command}\n{differs}"
        return None

    def data(example: Example) -> None:
        json.loads(str(example.parsed))

    languages = {"python": python, "text": text, "console": console, "json": data}
    document = Document.parse(str(page), *(CodeBlockParser(name, run) for name, run in languages.items()))
    document.add(Region(document.end, document.end, "", all_is_shown))
    return list(document.examples())


def all_is_shown(example: Example) -> None:
    """Fails where something was printed that the page does not show."""
    printed = example.namespace.pop(PRINTED, "")
    if printed:
        pytest.fail(f"{example.path}, before line {example.line}: printed and not shown in a text block:\n{printed}")


def commands(block: str) -> list[tuple[str, str]]:
    """Each command of a console block with the output shown below it; an open quote goes on over the line."""
    found: list[tuple[str, str]] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append((line.removeprefix("$ "), ""))
        elif found and _is_open(found[-1][0]):
            found[-1] = (f"{found[-1][0]}\n{line}", "")
        elif found:
            command, shown = found[-1]
            found[-1] = (command, f"{shown}{line}\n")
    return found


def _is_open(command: str) -> bool:
    try:
        shlex.split(command)
    except ValueError:
        return True
    return False


def _differs(shown: str, printed: str) -> str | None:
    """What differs; a ``…`` in what is shown stands for anything, as a time or an id that is new each time."""
    pattern = ".*".join(re.escape(part) for part in shown.strip().split("…"))
    if re.fullmatch(pattern, printed.strip(), re.DOTALL):
        return None
    return f"shown:\n{shown.strip()}\n\nprinted:\n{printed.strip()}"
