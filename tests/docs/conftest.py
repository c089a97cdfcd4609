"""How the command lines in the documentation are run."""

import argparse
from collections.abc import Callable, Iterator

import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from laeringslopp.cli.app import app as commands
from laeringslopp_service.app import create_app
from laeringslopp_service.settings import Settings

ENVIRONMENT = dict.fromkeys(("LC_ALL", "LC_MESSAGES", "LANG", "LAERINGSLOPP_REGISTER", "LAERINGSLOPP_POLICY"))
"""What a reader's own environment may say, and these tests must not hear."""


@pytest.fixture
def run_command() -> Iterator[Callable[[str, list[str]], str | None]]:
    """Runs a program with its arguments in the current folder, and gives what it prints; None: it is not run here.

    ``laeringslopp`` runs in this process, and ``curl`` asks a service in it, that of an empty register in memory.
    """
    with TestClient(create_app("memory:", Settings()), "http://localhost:8000") as service:

        def run(program: str, arguments: list[str]) -> str | None:
            match program, arguments:
                case "laeringslopp", ["serve", *options]:
                    laeringslopp(["serve", "--help", *options])  # it would not come back
                    return None
                case "laeringslopp", _:
                    return laeringslopp(arguments)
                case "curl", _:
                    return curl(arguments, service)
            return None

        yield run


def laeringslopp(arguments: list[str]) -> str:
    """What a command prints, errors among it."""
    answer = CliRunner(env=ENVIRONMENT).invoke(commands, arguments, prog_name="laeringslopp")
    if answer.exception is not None and not isinstance(answer.exception, SystemExit):
        raise answer.exception
    assert answer.exit_code == 0 or answer.output, f"{arguments} ended with {answer.exit_code} and said nothing"
    assert answer.exit_code in (0, 1), answer.output
    return answer.output


def curl(arguments: list[str], service: TestClient) -> str:
    """What curl would print, for the few options that the documentation uses."""
    options = argparse.ArgumentParser("curl", allow_abbrev=False)
    options.add_argument("-s", action="store_true")
    options.add_argument("-i", action="store_true")
    options.add_argument("-H", action="append", default=[])
    options.add_argument("--json")
    options.add_argument("url")
    asked = options.parse_args(arguments)
    headers = dict(header.split(": ", 1) for header in asked.H)
    if asked.json is None:
        answer = service.get(f"http://{asked.url}", headers=headers)
    else:
        answer = service.post(
            f"http://{asked.url}", content=asked.json, headers={"Content-Type": "application/json", **headers}
        )
    shown = [f"HTTP/1.1 {answer.status_code} {answer.reason_phrase}"] if asked.i else []
    shown += [f"{name}: {value}" for name, value in answer.headers.items() if asked.i]
    return "\n".join([*shown, *([""] if asked.i else []), answer.text.replace("\r\n", "\n")])
