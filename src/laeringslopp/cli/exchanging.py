"""Whole registers in and out: import and export."""

import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from laeringslopp.access import Withheld
from laeringslopp.cli.errors import explain
from laeringslopp.cli.files import is_stdin, must_exist, opened
from laeringslopp.cli.session import As, Lang, Session
from laeringslopp.exchange import (
    BadLine,
    Imported,
    export,
    import_lines,
    import_together,
    move,
    policy_named_in,
)
from laeringslopp.story import Wording
from laeringslopp.story.wording import N_

AGAIN = N_("What was recorded stays. Run the same command again, and it goes on from there.")

Files = Annotated[
    list[Path],
    typer.Argument(metavar="FILE...", dir_okay=False, readable=True, help="JSON Lines (- is standard input)."),
]


def import_files(
    ctx: typer.Context,
    files: Files,
    together: Annotated[
        bool,
        typer.Option(
            "--all-or-nothing",
            help="Record nothing if any line is bad. Until then all of it is held in memory, about a kilobyte a line.",
        ),
    ] = False,
    copy: Annotated[
        bool,
        typer.Option(
            "--move",
            help="Copy a whole exported register into an empty one, just as it was: all of it or nothing.",
        ),
    ] = False,
    lang: Lang = None,
) -> None:
    """Record the entries of files.

    A file holds one entry a line (JSON Lines); the order of the lines is the order of recording.

    A file may be imported again, whole or grown at its end: nothing is recorded twice. A bad line is named as
    FILE:LINE and left out. Put mended lines in a file of their own, or at the end: lines that follow a changed one
    count as new.
    """
    session: Session = ctx.obj
    words = session.words(lang)
    must_exist(files, words)

    def bad(problem: BadLine) -> None:
        for told in explain(problem.why, words):
            typer.echo(told if told.startswith("  ") else f"{problem.file}:{problem.line}: {told}", err=True)

    if copy:
        if together or len(files) > 1:
            no = words.text(N_("--move takes one file, and is all or nothing by itself"))
            raise typer.BadParameter(no, param_hint="--move")
        _move(session, files[0], words, bad)
    elif together:
        with ExitStack() as held, session.to_write() as register:
            streams = [(str(file), held.enter_context(opened(file, again=True))) for file in files]
            _finish(import_together(register, streams, bad), words)
    else:
        _import_each(session, files, words, bad)


def _import_each(session: Session, files: list[Path], words: Wording, bad: Callable[[BadLine], None]) -> None:
    total = so_far = Imported()
    with session.to_write() as register, _progress(files) as show:
        try:
            for file in files:
                so_far = Imported()
                with opened(file) as stream:
                    for so_far in import_lines(register, stream, str(file), bad):
                        show(total.end + so_far.end)
                total, so_far = total + so_far, Imported()
        except KeyboardInterrupt:
            stopped = words.ngettext(
                "Stopped after one entry.", "Stopped after {n} entries.", (total + so_far).recorded
            )
            typer.echo(f"{stopped} {words.text(AGAIN)}", err=True)
            raise
    _finish(total, words)


def _move(session: Session, file: Path, words: Wording, bad: Callable[[BadLine], None]) -> None:
    with opened(file, again=True) as stream:
        policy = policy_named_in(stream)
        stream.seek(0)
        with session.made(policy if policy in ("standard", "strict") else None) as register:
            copied = move(register, stream, str(file), bad)
    typer.echo(words.ngettext("One entry was copied.", "{n} entries were copied.", copied.new))
    if copied.there:
        typer.echo(words.ngettext("One was there already.", "{n} were there already.", copied.there))


def _finish(so_far: Imported, words: Wording) -> None:
    typer.echo(words.ngettext("One entry was recorded.", "{n} entries were recorded.", so_far.recorded))
    if so_far.taken:
        typer.echo(words.ngettext("One was on record already.", "{n} were on record already.", so_far.taken))
    if so_far.remarked:
        typer.echo(words.ngettext("The rules remarked on one.", "The rules remarked on {n}.", so_far.remarked))
    if so_far.bad:
        typer.echo(
            words.ngettext("One line could not be taken.", "{n} lines could not be taken.", so_far.bad), err=True
        )
        raise typer.Exit(1)


@contextmanager
def _progress(files: list[Path]) -> Iterator[Callable[[int], None]]:
    """A bar on a terminal, that is told how many bytes of the files lie behind; else nothing."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TimeRemainingColumn

    console = Console(stderr=True)
    with Progress(BarColumn(), DownloadColumn(), TimeRemainingColumn(), console=console, transient=True) as progress:
        task = progress.add_task("", total=sum(file.stat().st_size for file in files if not is_stdin(file)))
        yield lambda behind: progress.update(task, completed=behind)


def export_register(
    ctx: typer.Context,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", dir_okay=False, help="The file (standard output unless given).")
    ] = None,
    as_: As = None,
    lang: Lang = None,
) -> None:
    """Write all entries as JSON Lines.

    They stand in the order in which they were recorded; --as leaves out what that reader does not see.

    Read by a full member (without --as) the file holds the whole register: import --move makes the same one of it.
    """
    session: Session = ctx.obj
    words = session.words(lang)
    withheld = 0
    with session.to_read(as_) as (register, reader), _written(output) as file:
        for line in export(register, reader):
            if isinstance(line, Withheld):
                withheld += 1
            else:
                file.write(line)
                file.write(b"\n")
    if withheld:
        told = words.ngettext(
            "One entry is withheld from this reader, and is left out.",
            "{n} entries are withheld from this reader, and are left out.",
            withheld,
        )
        typer.echo(told, err=True)


@contextmanager
def _written(output: Path | None) -> Iterator[BinaryIO]:
    """Where to write. A file is there whole or not at all: half an export must not pass for one."""
    if output is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    output = output.resolve()
    if output.exists() and not stat.S_ISREG(output.stat().st_mode):
        with output.open("wb") as device:
            yield device
        return
    unfinished = output.with_name(f".{output.name}.{os.getpid()}")
    try:
        made = unfinished.open("wb")
    except OSError as error:
        error.filename = str(output)  # what was asked for, not what stands for it meanwhile
        raise
    try:
        with made as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(output)
    finally:
        unfinished.unlink(missing_ok=True)
