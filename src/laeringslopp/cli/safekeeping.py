"""Backups of the register, back again, and whether all that it holds hangs together."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from laeringslopp.cli.errors import REFUSED
from laeringslopp.cli.files import must_exist
from laeringslopp.cli.session import AsJson, Lang, Session
from laeringslopp.errors import Flaw, Invalid
from laeringslopp.story import Wording
from laeringslopp.story.wording import N_

if TYPE_CHECKING:
    from laeringslopp.store.digest import Digest

File = Annotated[Path, typer.Argument(metavar="FILE", help="The backup.")]

TOLD = 100
"""How many troubles are told one by one; the rest is counted."""


def backup(ctx: typer.Context, file: File, lang: Lang = None, as_json: AsJson = False) -> None:
    """Write a backup of the register, which may be in use.

    FILE holds everything up to an entry: facts, idempotency keys, and which policy the register has. It is read back
    and compared before it gets its name. An earlier backup of that name is replaced then; no other file ever is.
    """
    from laeringslopp.store.backup import back_up

    session: Session = ctx.obj
    words = session.words(lang)
    with session.to_read() as (register, _), _progress() as show:
        digest = back_up(register.store, file, register.now(), show)
    said = words.ngettext(
        "The backup holds one entry, at position {position}.",
        "The backup holds {n} entries, up to position {position}.",
        digest.entries,
        position=digest.position,
    )
    _tell(file, digest, said, words, as_json)


def restore(ctx: typer.Context, file: File, lang: Lang = None, as_json: AsJson = False) -> None:
    """Restore a backup into a register that is empty, or not made yet.

    All of it or nothing. The register may be of another make than that which the backup is of.
    """
    from laeringslopp.store import NotEmpty
    from laeringslopp.store.backup import open_backup
    from laeringslopp.store.backup import restore as put_back

    session: Session = ctx.obj
    words = session.words(lang)
    must_exist([file], words)
    with open_backup(file) as held, _progress() as show:
        held.check()
        _forget_views(session.url)
        with session.made(held.digest.policy) as register:
            try:
                digest = put_back(held, register.store, show)
            except NotEmpty as there:
                detail = f"only an empty register takes over another's facts; this one has {there.position}"
                raise Invalid([Flaw("not-empty", detail)]) from None
    said = words.ngettext(
        "One entry was restored, at position {position}.",
        "{n} entries were restored, up to position {position}.",
        digest.entries,
        position=digest.position,
    )
    _tell(file, digest, said, words, as_json)


def verify(ctx: typer.Context, lang: Lang = None, as_json: AsJson = False) -> None:
    """Check that all the register holds hangs together, and print its digest.

    Positions and versions follow one another without a gap, each entry can be read, and each idempotency key leads to
    entries that are there. Exits with 1 when something is wrong.
    """
    from laeringslopp.store.verifying import Trouble
    from laeringslopp.store.verifying import verify as go_through

    session: Session = ctx.obj
    words = session.words(lang)
    wrong: list[Trouble] = []
    count = 0

    def found(trouble: Trouble) -> None:
        nonlocal count
        count += 1
        if count <= TOLD:
            wrong.append(trouble)

    with session.to_read() as (register, _), _progress() as show:
        last = max(1, register.store.last_position())
        met = 0

        def more(facts: int) -> None:
            nonlocal met
            met += facts
            show(min(1.0, met / last))

        digest = go_through(register.store, found, more)
    if as_json:
        told = [{name: value for name, value in asdict(one).items() if value is not None} for one in wrong]
        typer.echo(json.dumps({**asdict(digest), "sound": not count, "troubles": told, "count": count}))
    else:
        _tell_verified(digest.entries, digest.position, wrong, count, words)
        _tell_digest(digest.digest, words)
    if count:
        raise typer.Exit(REFUSED)


def _forget_views(url: str) -> None:
    """Lets go of the views beside a file that is gone: they would be taken for those of the register made now."""
    scheme, _, path = url.partition(":///")
    if scheme == "sqlite" and path and not Path(path).expanduser().exists():
        for name in (".views", ".views-wal", ".views-shm"):
            Path(path + name).expanduser().unlink(missing_ok=True)


TROUBLES = {
    "position-gap": N_("Position {position}: entries are missing before this one."),
    "version-gap": N_("Position {position}: entries of {decision_id} are missing before version {version}."),
    "unreadable": N_("Position {position}: version {version} of {decision_id} cannot be read."),
    "key-astray": N_("The key {key} leads to entries that are not there."),
}
"""What does not hang together, by its code."""


def _tell_verified(entries: int, position: int, wrong: list[Any], count: int, words: Wording) -> None:
    typer.echo(
        words.ngettext(
            "The register holds one entry, at position {position}.",
            "The register holds {n} entries, up to position {position}.",
            entries,
            position=position,
        )
    )
    if not count:
        typer.echo(words.text(N_("Nothing is wrong.")))
    for trouble in wrong:
        typer.echo(f"{words.text(TROUBLES[trouble.code]).format(**asdict(trouble))} ({trouble.detail})", err=True)
    if count:
        typer.echo(words.ngettext("One thing is wrong.", "{n} things are wrong.", count), err=True)


def _tell(file: Path, digest: "Digest", said: str, words: Wording, as_json: bool) -> None:
    """What a file holds now, or what came out of it: as a sentence, or as JSON."""
    if as_json:
        typer.echo(json.dumps({"file": str(file), **asdict(digest)}, ensure_ascii=False))
        return
    typer.echo(said)
    _tell_digest(digest.digest, words)


def _tell_digest(digest: str, words: Wording) -> None:
    typer.echo(words.say(N_("Digest: {digest}"), digest=digest))


@contextmanager
def _progress() -> Iterator[Callable[[float], None]]:
    """A bar on a terminal, that is told how much is done, from 0 to 1; else nothing."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TimeRemainingColumn

    console = Console(stderr=True)
    with Progress(
        BarColumn(), TaskProgressColumn(), TimeRemainingColumn(), console=console, transient=True
    ) as progress:
        task = progress.add_task("", total=1.0)
        yield lambda done: progress.update(task, completed=done)
