"""The register for an assistant to ask, over standard input and output."""

from typing import Annotated

import typer

from laeringslopp.cli.session import Lang, Session
from laeringslopp.cli.who import LOWEST, ROLE, WhoId, WhoLevel, WhoRole, WhoUnit, actor, at_level, lowest, who
from laeringslopp.story.wording import N_

IN_MCP_EXTRA = ("mcp", "mcp_types")


def mcp(
    ctx: typer.Context,
    as_: Annotated[
        str,
        typer.Option(
            "--as",
            metavar="public|LEVEL",
            help="What it may read: what everyone may (public), or what that level may. An assistant may send on "
            "what it reads.",
        ),
    ] = "public",
    record: Annotated[
        bool, typer.Option("--record", help="Let it put failures and other facts on record; else it only reads.")
    ] = False,
    by_id: WhoId = None,
    role: WhoRole = ROLE,
    level: WhoLevel = None,
    unit: WhoUnit = None,
    lang: Lang = None,
) -> None:
    """Let an assistant ask the register (Model Context Protocol).

    It asks over standard input and output, and reads what is open unless --as says more. With --record it records in
    your name.
    """
    session: Session = ctx.obj
    words = session.words(lang)
    try:
        from laeringslopp.mcp import made
        from laeringslopp.mcp.asked import Asked
        from laeringslopp.mcp.recorded import Recording
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in IN_MCP_EXTRA:
            raise
        needs = words.say(N_("An assistant needs more: {command}"), command='pip install "laeringslopp[cli,mcp]"')
        typer.echo(needs, err=True)
        raise typer.Exit(2) from None
    by = actor(who(by_id, role, level or LOWEST, unit))
    with session.to_read(as_) as (register, reader):
        if level is None:
            by = at_level(by, lowest(register, None, None))
        recording = Recording(register, by, words.language) if record else None
        made(Asked(register, reader, words.language), recording).run("stdio")
