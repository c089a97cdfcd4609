"""What is new for a level, printed, written as an e-mail, or sent: a command for cron."""

import json
import os
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from laeringslopp.cli.sending import PASSWORD, Server, send
from laeringslopp.cli.session import AsJson, Lang, Session
from laeringslopp.digest import Digest, tell_digest
from laeringslopp.digest.html import html
from laeringslopp.digest.mail import mail
from laeringslopp.digest.markdown import markdown
from laeringslopp.register.digesting import LAST_MEETING
from laeringslopp.story.wording import N_

Format = Literal["md", "html", "eml"]
NOTHING_NEW = 4
"""The exit code of ``--quiet`` where nothing is new, so that a script can tell; nothing is written then."""


def digest(
    ctx: typer.Context,
    level: Annotated[
        str | None, typer.Option("--level", metavar="LEVEL", help="For whom (the top level unless given).")
    ] = None,
    since: Annotated[
        str, typer.Option("--since", metavar="last-meeting|DATE", help="What was recorded since then; 2026-03-12.")
    ] = LAST_MEETING,
    organisation: Annotated[
        str | None, typer.Option(metavar="ID", help="In which organisation (the only one that records here).")
    ] = None,
    decision: Annotated[
        list[str] | None, typer.Option("--decision", metavar="ID", help="Only this decision; may be repeated.")
    ] = None,
    format_: Annotated[Format, typer.Option("--format", help="Markdown, HTML or an e-mail.")] = "md",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", dir_okay=False, help="Where to write it.")
    ] = None,
    whole: Annotated[bool, typer.Option("--whole", help="Everything, however long; one page unless given.")] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", help="Where nothing is new, write and send nothing, and exit 4.")
    ] = False,
    send_: Annotated[
        str | None,
        typer.Option("--send", metavar="SMTP-URL", help=f"Send it: smtp://user@host:587; {PASSWORD} has the password."),
    ] = None,
    to: Annotated[list[str] | None, typer.Option("--to", metavar="ADDRESS", help="To whom; may be repeated.")] = None,
    from_: Annotated[
        str, typer.Option("--from", metavar="ADDRESS", envvar="LAERINGSLOPP_MAIL_FROM", help="From whom.")
    ] = "laeringslopp@localhost",
    base: Annotated[
        str | None,
        typer.Option("--base", metavar="URL", envvar="LAERINGSLOPP_BASE", help="The service that its links lead to."),
    ] = None,
    as_: Annotated[
        str | None, typer.Option("--as", metavar="public|LEVEL", help="What that reader sees (the level's own).")
    ] = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Tell a level what is new since its last meeting, or a date: one page, the most serious first.

    Failures, questions to answer, lessons to read, what is due, new attempts, and how it went. What the level may not
    read is left out and counted.
    """
    session: Session = ctx.obj
    words = session.words(lang)
    server = Server.of(send_) if send_ is not None else None
    if bool(to) != (server is not None) and (server is not None or format_ != "eml"):
        no = words.text(N_("--send takes at least one --to, and --to needs --send or --format eml"))
        raise typer.BadParameter(no, param_hint="--to")
    with session.to_read(as_) as (register, reader):
        whose = organisation or register.organisation_at_work()
        made = register.digest(
            level or register.levels(whose)[0],
            whose,
            since,
            words.language,
            only=decision,
            whole=whole,
            reader=reader if as_ is not None else None,
        )
        now = register.now()
    if quiet and not made.is_new:
        raise typer.Exit(NOTHING_NEW)
    if server is not None:
        send(mail(made, now, from_, to or (), base), server, os.environ.get(PASSWORD))
        typer.echo(words.say(N_("Sent to {to}."), to=words.these(to or [])), err=True)
        return
    if as_json:
        data = (json.dumps(tell_digest(made), ensure_ascii=False) + "\n").encode()
    elif format_ == "eml":
        data = bytes(mail(made, now, from_, to or ("undisclosed@localhost",), base))
    else:
        data = _text(made, format_, base).encode("utf-8", "replace")
    if output is not None:
        output.write_bytes(data)
    else:
        sys.stdout.buffer.write(data)
        sys.stdout.flush()


def _text(made: Digest, format_: Format, base: str | None) -> str:
    return html(made, base) if format_ == "html" else markdown(made, base)
