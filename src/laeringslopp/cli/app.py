"""All commands, and what is the same for each of them: the register, the exit codes, and how a failure reads."""

import os
import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from laeringslopp.cli import (
    INTERRUPTED,
    assisting,
    backtesting,
    comparing,
    digesting,
    exchanging,
    hooking,
    meeting,
    owing,
    papering,
    reading,
    recording,
    rules,
    ruling,
    safekeeping,
    searching,
    serving,
    templating,
)
from laeringslopp.cli.errors import exit_code, explain
from laeringslopp.cli.session import DEFAULT, PolicyName, Session
from laeringslopp.errors import LaeringsloppError, OnlyEmbedded
from laeringslopp.story import file_sentence, trouble_sentence
from laeringslopp.story.wording import N_

NOBODY_READS = 141
"""The exit code, as shells know it, when the reader of a pipe went away, as ``| head`` does."""

WRONG_USE = 2

ABOUT = """
Record what was decided, tried, failed and learned, and read it as a timeline.

Exit codes: 0 done; 1 refused or not found; 2 wrong use; 3 the register could not be reached or is damaged.
"""


@contextmanager
def plainly() -> Iterator[None]:
    """What is wrong with an option is told without the name of the check that found it."""
    try:
        yield
    except typer.BadParameter as error:
        error.message = error.message.removeprefix("Value error, ")
        raise


class Commands(TyperGroup):
    """Turns what goes wrong in a command into a sentence on stderr and an exit code."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Reads the options that every command has."""
        with plainly():
            return super().parse_args(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        """Runs the command."""
        for stream in (sys.stdout, sys.stderr):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # a terminal may lack “ and å
        try:
            with plainly():
                answer = super().invoke(ctx)
            sys.stdout.flush()
        except OnlyEmbedded as error:
            typer.echo(trouble_sentence(error, ctx.obj.words()), err=True)
            raise typer.Exit(WRONG_USE) from None
        except LaeringsloppError as error:
            for line in explain(error, ctx.obj.words(), ctx.obj.call):
                typer.echo(line, err=True)
            raise typer.Exit(exit_code(error)) from None
        except KeyboardInterrupt:
            raise typer.Exit(INTERRUPTED) from None
        except BrokenPipeError:
            # The interpreter shall not stumble over what is left when it ends.
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            raise typer.Exit(NOBODY_READS) from None
        except UnicodeEncodeError as error:
            if error.reason != "surrogates not allowed":
                raise
            said = N_("What was written is not UTF-8, and cannot be looked up or recorded.")
            typer.echo(ctx.obj.words().text(said), err=True)
            raise typer.Exit(WRONG_USE) from None
        except OSError as error:
            typer.echo(file_sentence(error, ctx.obj.words()), err=True)
            raise typer.Exit(1) from None
        return answer


app = typer.Typer(
    cls=Commands,
    help=ABOUT,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def choose_register(
    ctx: typer.Context,
    register: Annotated[
        str, typer.Option(envvar="LAERINGSLOPP_REGISTER", help="The register, as a URL.", metavar="URL")
    ] = DEFAULT,
    policy: Annotated[
        PolicyName | None,
        typer.Option(
            envvar="LAERINGSLOPP_POLICY", help="The policy of a register that is made now (standard unless given)."
        ),
    ] = None,
) -> None:
    """Says which register the command is about."""
    source = ctx.get_parameter_source("register")
    named = source is not None and source.name == "COMMANDLINE"  # what the environment says, it says again
    ctx.obj = Session(register, policy, f"laeringslopp --register {shlex.quote(register)}" if named else "laeringslopp")


app.command("disclose")(recording.disclose)
app.command("record")(recording.record)
app.command("import")(exchanging.import_files)
app.command("export")(exchanging.export_register)
app.command("backup")(safekeeping.backup)
app.command("restore")(safekeeping.restore)
app.command("verify")(safekeeping.verify)
app.command("decisions")(reading.decisions)
app.command("timeline")(reading.timeline)
app.command("compare")(comparing.compare)
app.command("story")(reading.story)
app.command("paper")(papering.paper)
app.command("template-fields")(templating.template_fields)
app.add_typer(ruling.app, name="policy")
app.command("meetings")(meeting.meetings)
app.command("rules")(rules.rules)
app.command("backtest")(backtesting.backtest)
app.command("duties")(owing.duties)
app.command("failed-before")(searching.failed_before)
app.command("digest")(digesting.digest)
app.command("mcp")(assisting.mcp)
app.add_typer(hooking.app, name="webhooks")
app.command("serve")(serving.serve)
app.command("demo")(serving.demo)
