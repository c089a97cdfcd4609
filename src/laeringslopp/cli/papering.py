"""The case paper: written in a format, and on record as laid before those who decide."""

import errno
import os
import sys
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Annotated

import typer

from laeringslopp.access import Reader
from laeringslopp.cli.files import is_stdin, must_exist, opened
from laeringslopp.cli.reading import cut
from laeringslopp.cli.recording import Key, show_receipt
from laeringslopp.cli.session import As, AsJson, Lang, Session
from laeringslopp.cli.who import ROLE, WhoId, WhoLevel, WhoRole, WhoUnit, actor, moment, who
from laeringslopp.facts import EXTERNAL
from laeringslopp.paper.fiks import fields_in
from laeringslopp.paper.formats import Format, render
from laeringslopp.register.receipts import Receipt
from laeringslopp.register.ruling import organisation_of
from laeringslopp.story import Wording
from laeringslopp.story.wording import N_


def paper(
    ctx: typer.Context,
    decision_id: Annotated[str, typer.Argument(metavar="ID", help="The decision.")],
    format_: Annotated[Format, typer.Option("--format", help="How it is written.")] = "md",
    as_of: Annotated[
        str | None, typer.Option(metavar="DATE", help="As it would have been on that day (now unless given).")
    ] = None,
    fields: Annotated[
        Path | None,
        typer.Option(
            envvar="LAERINGSLOPP_FIELDS", metavar="FILE", help="What fiks asks for and nobody recorded, as JSON."
        ),
    ] = None,
    template: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Your own template, in Word or HTML, for that format; template-fields says what it can print.",
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where to (standard output unless given).")
    ] = None,
    send: Annotated[bool, typer.Option("--send", help="Record that it is laid before --to-level.")] = False,
    to_level: Annotated[
        str | None, typer.Option(metavar="LEVEL", help="Before whom (the level that decides unless given).")
    ] = None,
    organ: Annotated[str | None, typer.Option(metavar="NAME", help="Before which organ.")] = None,
    meeting: Annotated[str | None, typer.Option(metavar="DATE", help="In which meeting.")] = None,
    case_number: Annotated[str | None, typer.Option(metavar="NUMBER", help="As it stands in the agenda.")] = None,
    key: Key = None,
    by_id: WhoId = None,
    role: WhoRole = ROLE,
    level: WhoLevel = None,
    unit: WhoUnit = None,
    as_: As = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Write the case paper of a decision.

    The questions of a proper preparation, and what case papers lack: what was tried, what failed, what was learned,
    what is different this time. With --send it is on record what was laid before whom, and up to which entry.
    """
    session: Session = ctx.obj
    words = session.words(lang)
    at, day = cut(as_of, "--as-of", words), _day(meeting, words)
    must_exist([file for file in (fields, template) if file], words)
    _check_output(format_, output, words)
    told = {"to-level": to_level, "organ": organ, "meeting": meeting, "case-number": case_number, "key": key}
    _check_sending(send, output, told, words)
    with session.to_read(as_) as (register, reader):
        decision = register.decision(decision_id)
        organisation, to = organisation_of(decision), to_level or decision.deciding_level or ""
        if send:
            if to not in (*register.levels(organisation), EXTERNAL):
                known = ", ".join((*register.levels(organisation), EXTERNAL))
                no = words.say(N_("there is no level “{level}”; the levels are {known}"), level=to, known=known)
                raise typer.BadParameter(no, param_hint="--to-level")
            if as_ is None:  # what is sent holds what those may see that it is sent to
                reader = Reader.level(to, *filter(None, [organisation]))
        made = register.paper(decision_id, words.language, at, reader)
        given = fields_in(_bytes_of(fields)) if fields else None
        written = "json" if as_json and not send else format_
        own = _bytes_of(template) if template else None
        document = render(made, written, given, own)
        if not send:
            _write(document, output)
        else:
            assert output is not None
            by = actor(who(by_id, role, level or register.policy_of(organisation).administration, unit))
            said = {"organ": organ, "meeting": day, "case_number": case_number}
            present = partial(register.present, decision_id, to, by, as_of=at, reader=reader, key=key, **said)
            receipt = _sent(document, output, present)
            show_receipt(receipt, register, words, as_json)


def _sent(document: bytes, output: Path, present: Callable[[], Receipt]) -> Receipt:
    """Writes what is sent, and records it. No file stands where that is refused, nor is it on record without a file.

    It is written whole under another name beside it, and gets its own when it is on record.
    """
    if output.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(output))
    if is_stdin(output) or (output.exists() and not output.is_file()):  # standard output, or a pipe: nothing to rename
        receipt = present()
        _write(document, output)
        return receipt
    with NamedTemporaryFile(dir=output.parent, prefix=f".{output.name}.", delete=False) as beside:
        waiting = Path(beside.name)
        try:
            beside.write(document)
            beside.flush()
            receipt = present()
        except BaseException:
            waiting.unlink()
            raise
    waiting.chmod(_usual_mode(output))
    waiting.replace(output)
    return receipt


def _usual_mode(output: Path) -> int:
    """What a file may be used for that anything else writes; a temporary one is its owner's alone."""
    if output.exists():
        return output.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _check_output(written: Format, output: Path | None, words: Wording) -> None:
    """A document is no text: a terminal shows nothing of it, and may be upset by it."""
    if written in ("docx", "pdf") and output is None and sys.stdout.isatty():
        raise typer.BadParameter(words.text(N_("this is a file: give --output too")), param_hint="--format")


def _check_sending(send: bool, output: Path | None, given: Mapping[str, object], words: Wording) -> None:
    """What is sent is a file; what says before whom it is laid says nothing where it is not sent."""
    if send and output is None:
        raise typer.BadParameter(words.text(N_("what is sent is a file: give --output too")), param_hint="--send")
    named = [f"--{name}" for name, said in given.items() if said is not None]
    if named and not send:
        raise typer.BadParameter(words.text(N_("this is about sending it: give --send too")), param_hint=named[0])
    if given["key"] == "":
        raise typer.BadParameter(words.text(N_("the key is empty")), param_hint="--key")


def _day(text: str | None, words: Wording) -> date | None:
    if text is None:
        return None
    at, precision = moment(text, "--meeting", words)
    if precision != "day":
        no = words.say(N_("“{given}” is no day; write it as 2026-03-12"), given=text)
        raise typer.BadParameter(no, param_hint="--meeting")
    return at.date()


def _bytes_of(file: Path) -> bytes:
    with opened(file) as stream:
        return stream.read()


def _write(written: bytes, output: Path | None) -> None:
    if output is None or is_stdin(output):
        sys.stdout.flush()
        sys.stdout.buffer.write(written)
    else:
        output.write_bytes(written)
