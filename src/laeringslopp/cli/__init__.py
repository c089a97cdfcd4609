"""The command line: ``laeringslopp [--register URL] COMMAND``."""

import os
import sys
from collections.abc import Callable
from typing import Any

INTERRUPTED, UNFORESEEN = 130, 70
"""Exit codes as shells know them: Ctrl-C, and a mistake in the program itself."""


def main() -> None:
    """Runs the command that was given, and exits."""
    _open_what_is_closed()
    try:
        _commands()(prog_name="laeringslopp")
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except Exception as error:
        if "LAERINGSLOPP_TRACEBACK" in os.environ:
            raise
        told = N_(
            "Something went wrong that should not ({what}). "
            "Set LAERINGSLOPP_TRACEBACK=1 and run it again to see where, and please report it."
        )
        print(_worded(told, what=f"{type(error).__name__}: {error}"), file=sys.stderr)
        sys.exit(UNFORESEEN)


def _open_what_is_closed() -> None:
    """One that was closed, as by ``>&-``, reads and writes nothing; else a register's file might get its number."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode))  # noqa: SIM115 - it stays open as long as the program runs


def N_(text: str) -> str:  # noqa: N802 - gettext's own name
    """As ``story.wording.N_``, which is not loaded before somebody needs words."""
    return text


def _worded(text: str, **values: str) -> str:
    """The text in the language of the environment."""
    from laeringslopp.cli.language import language_of
    from laeringslopp.story import wording

    return wording(language_of(os.environ)).say(text, **values)


def _commands() -> Callable[..., Any]:
    try:
        from laeringslopp.cli.app import app
    except ModuleNotFoundError as error:
        if error.name not in ("rich", "typer"):
            raise
        needs = N_("The command line needs more: {command}")
        print(_worded(needs, command='pip install "laeringslopp[cli]"'), file=sys.stderr)
        sys.exit(2)
    return app
