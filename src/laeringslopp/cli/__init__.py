"""The command line: ``laeringslopp [--register URL] COMMAND``."""

import os
import sys
from collections.abc import Callable
from typing import Any

INTERRUPTED, UNFORESEEN = 130, 70
"""Exit codes as shells know them: Ctrl-C, and a mistake in the program itself."""


def main() -> None:
    """Runs the command that was given, and exits."""
    try:
        _commands()(prog_name="laeringslopp")
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except Exception as error:
        if "LAERINGSLOPP_TRACEBACK" in os.environ:
            raise
        print(
            f"Something went wrong that should not ({type(error).__name__}: {error}). "
            "Set LAERINGSLOPP_TRACEBACK=1 and run it again to see where, and please report it.",
            file=sys.stderr,
        )
        sys.exit(UNFORESEEN)


def _commands() -> Callable[..., Any]:
    try:
        from laeringslopp.cli.app import app
    except ModuleNotFoundError as error:
        if error.name not in ("rich", "typer"):
            raise
        print('The command line needs more: pip install "laeringslopp[cli]"', file=sys.stderr)
        sys.exit(2)
    return app
