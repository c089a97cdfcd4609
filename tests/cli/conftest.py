"""The command line as a test speaks to it: a folder of its own, nothing from the environment, in English."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from typer.testing import CliRunner

from laeringslopp.cli.app import app

SILENT = dict.fromkeys(
    (
        "LAERINGSLOPP_REGISTER",
        "LAERINGSLOPP_POLICY",
        "LAERINGSLOPP_BY_ID",
        "LAERINGSLOPP_BY_ROLE",
        "LAERINGSLOPP_BY_LEVEL",
        "LAERINGSLOPP_BY_UNIT",
        "LC_ALL",
        "LC_MESSAGES",
    )
)


class Answer(NamedTuple):
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Its output as JSON."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[str]:
        """Its output by line."""
        return self.out.splitlines()


Run = Callable[..., Answer]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in an empty folder; ``run("decisions", "--json")``."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: object, stdin: str | bytes | None = None, **environment: str) -> Answer:
        runner = CliRunner(env={**SILENT, "LANG": "en_GB.UTF-8", **environment})
        answer = runner.invoke(app, [str(argument) for argument in arguments], input=stdin, prog_name="laeringslopp")
        # Anything but an exit would be a traceback on somebody's screen.
        assert answer.exception is None or isinstance(answer.exception, SystemExit), answer.exception
        assert "Traceback" not in answer.output
        return Answer(answer.exit_code, answer.stdout, answer.stderr)

    return run


@pytest.fixture
def decision(run: Run) -> str:
    """A decision that one disclosure opened."""
    return run("disclose", "Bussen kom ikke", "--json").json["decision_id"]
