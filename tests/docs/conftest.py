"""How the command lines in the documentation are run."""

from collections.abc import Callable

import pytest


@pytest.fixture
def run_command() -> Callable[[list[str]], str]:
    """Runs ``laeringslopp`` with these arguments in the current folder, and gives what it prints."""

    def run(arguments: list[str]) -> str:
        raise AssertionError(arguments)

    return run
