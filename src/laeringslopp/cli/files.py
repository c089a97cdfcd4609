"""Files that a command reads, and standard input."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

import typer

from laeringslopp.exchange import rereadable
from laeringslopp.story import Wording
from laeringslopp.story.wording import N_


def is_stdin(file: Path) -> bool:
    """Whether it was written as ``-``."""
    return str(file) == "-"


def must_exist(files: Iterable[Path], words: Wording) -> None:
    """Raises wrong use for the first that is not there, before anything is made or recorded."""
    for file in files:
        if not (is_stdin(file) or file.exists()):
            raise typer.BadParameter(words.say(N_("there is no file {file}"), file=file), param_hint="FILE")


@contextmanager
def opened(file: Path, again: bool = False) -> Iterator[BinaryIO]:
    """A file, or standard input; one that comes through a pipe is kept on disk where it is read ``again``."""
    with ExitStack() as held:
        stream = sys.stdin.buffer if is_stdin(file) else held.enter_context(file.open("rb"))
        if again and (is_stdin(file) or not stream.seekable()):
            stream = held.enter_context(rereadable(stream))
        yield stream
