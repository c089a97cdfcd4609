"""The web service, and the examples to look at in it."""

from typing import Annotated

import typer

from laeringslopp.cli.session import Lang, Session
from laeringslopp.story.wording import N_

IN_SERVICE_EXTRA = (
    "fastapi",
    "httpcore2",
    "jinja2",
    "laeringslopp_service",
    "python_multipart",
    "standardwebhooks",
    "starlette",
    "uvicorn",
)
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def serve(
    ctx: typer.Context,
    host: Annotated[str, typer.Option(help="The address to listen on: this machine's own.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port.")] = 8000,
    lang: Lang = None,
) -> None:
    """Serve the pages, to this machine alone."""
    session: Session = ctx.obj
    words = session.words(lang)
    if host not in LOOPBACK:
        no = N_(
            "{host} can be reached from other machines, and there is no sign-in yet. Everyone who came by could read "
            "and record everything. Use 127.0.0.1"
        )
        raise typer.BadParameter(words.text(no).format(host=host), param_hint="--host")
    session.made().close()  # a register that cannot be opened is told of here, not in every answer
    try:
        from laeringslopp_service.app import serve as serve_pages
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in IN_SERVICE_EXTRA:
            raise
        needs = words.say(N_("The service needs more: {command}"), command='pip install "laeringslopp[service]"')
        typer.echo(needs, err=True)
        raise typer.Exit(2) from None
    serve_pages(session.url, host, port)


def demo(
    ctx: typer.Context,
    if_empty: Annotated[
        bool, typer.Option("--if-empty", help="Do nothing, and call it done, where the register holds something.")
    ] = False,
    lang: Lang = None,
) -> None:
    """Record examples to look at.

    A made-up municipality, and cases known from the world. Stopped half way, it goes on when it is run again.
    """
    from laeringslopp.cases import record_demo

    session: Session = ctx.obj
    words = session.words(lang)
    count = record_demo(lambda clock: session.made("strict", clock))
    if count:
        typer.echo(words.ngettext("One entry was recorded.", "{n} entries were recorded.", count))
    elif if_empty:
        typer.echo(words.text(N_("The register holds entries already, so nothing was done.")))
    else:
        told = words.text(N_("The register holds entries already, and examples do not belong among them."))
        typer.echo(f"{told} laeringslopp --register sqlite:///demo.db demo", err=True)
        raise typer.Exit(1)
