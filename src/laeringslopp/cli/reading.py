"""Reading decisions: all of them in a table, or one as a timeline."""

import json
import sys
from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated

import typer

from laeringslopp.access import Reader
from laeringslopp.cli.session import As, AsJson, Lang, Session
from laeringslopp.cli.tables import lay_out
from laeringslopp.cli.timeline_text import blocks
from laeringslopp.cli.who import moment
from laeringslopp.decision import Decision
from laeringslopp.register import Register
from laeringslopp.register.ruling import organisation_of
from laeringslopp.story import Length, Wording, tell, tell_decision, tell_story
from laeringslopp.story.standing import STANDS, standing
from laeringslopp.story.wording import N_


def decisions(ctx: typer.Context, as_: As = None, lang: Lang = None, as_json: AsJson = False) -> None:
    """List the decisions.

    They stand in the order in which they were first recorded; --as leaves out what that reader does not see.
    """
    session: Session = ctx.obj
    words = session.words(lang)
    with session.to_read(as_) as (register, reader):
        shown = _decisions(register, reader)
        if as_json:
            items = [tell_decision(decision, version) for decision, version in shown]
            typer.echo(json.dumps({"items": items, "next": None}, ensure_ascii=False))
        else:
            _table([decision for decision, _ in shown], words)


def _decisions(register: Register, reader: Reader) -> Iterator[tuple[Decision, int]]:
    for decision_id in register.decision_ids():
        decision = register.decision(decision_id, reader)
        if decision.opened is not None:
            yield decision, register.version(decision_id)


def _table(shown: list[Decision], words: Wording) -> None:
    if not shown:
        typer.echo(words.text(N_("No decisions are recorded here yet.")))
        return
    heads = [N_("Decision"), N_("Title"), N_("Where it stands"), N_("Attempts"), N_("Failures"), N_("Lessons")]
    rows = [
        (
            decision.decision_id,
            decision.opened.title if decision.opened else "",
            words.text(STANDS[standing(decision)]),
            *(str(decision.count(noun)) for noun in ("trial", "failure", "lesson")),
        )
        for decision in shown
    ]
    lay_out([words.text(head) for head in heads], rows, range(3, len(heads)))


def timeline(
    ctx: typer.Context,
    decision_id: Annotated[str, typer.Argument(metavar="ID", help="The decision.")],
    as_of: Annotated[
        str | None,
        typer.Option(metavar="TIME", help="What had happened by then: 2026-03-12, or with time and offset."),
    ] = None,
    known_at: Annotated[str | None, typer.Option(metavar="TIME", help="What was known by then.")] = None,
    level: Annotated[str | None, typer.Option(metavar="LEVEL", help="What that level knows, or knew by then.")] = None,
    as_: As = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Show a decision as a timeline.

    What was tried, what failed, what was learned, what is open, and what each level does not know yet.
    """
    session: Session = ctx.obj
    words = session.words(lang)
    happened, known = cut(as_of, "--as-of", words), cut(known_at, "--known-at", words)
    with session.to_read(as_) as (register, reader):
        check_level(level, register, decision_id, words)
        shown = register.timeline(decision_id, happened, known, level, reader)
    if as_json:
        typer.echo(json.dumps(tell(shown, words.language), ensure_ascii=False))
    elif sys.stdout.isatty():
        from laeringslopp.cli.timeline_rich import show

        show(blocks(shown, words))
    else:
        for block in blocks(shown, words):
            typer.echo("\n".join(block.plain()))


def story(
    ctx: typer.Context,
    decision_id: Annotated[str, typer.Argument(metavar="ID", help="The decision.")],
    length: Annotated[
        Length, typer.Option(help="Twenty seconds to read (short), a minute (medium), or the whole course (long).")
    ] = "medium",
    as_of: Annotated[
        str | None,
        typer.Option(metavar="TIME", help="What had happened by then: 2026-03-12, or with time and offset."),
    ] = None,
    known_at: Annotated[str | None, typer.Option(metavar="TIME", help="What was known by then.")] = None,
    level: Annotated[str | None, typer.Option(metavar="LEVEL", help="What that level knows, or knew by then.")] = None,
    as_: As = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Tell a decision as a short plain text.

    What was decided and why, risked, tried, failed, learned and changed, what waits, and who does not know.
    """
    session: Session = ctx.obj
    words = session.words(lang)
    happened, known = cut(as_of, "--as-of", words), cut(known_at, "--known-at", words)
    with session.to_read(as_) as (register, reader):
        check_level(level, register, decision_id, words)
        told = register.story(decision_id, words.language, length, happened, known, level, reader)
    typer.echo(json.dumps(tell_story(told), ensure_ascii=False) if as_json else str(told))


def check_level(level: str | None, register: Register, decision_id: str, words: Wording) -> None:
    """Raises BadParameter for a level that the decision's organisation does not have."""
    is_known = level is not None and register.knows(decision_id)
    levels = register.levels(organisation_of(register.decision(decision_id)) if is_known else None)
    if level is not None and level not in levels:
        known_levels = ", ".join(levels)
        no = words.say(N_("there is no level “{level}”; the levels are {known}"), level=level, known=known_levels)
        raise typer.BadParameter(no, param_hint="--level")


def cut(text: str | None, option: str, words: Wording) -> datetime | date | None:
    """A date means the end of that day."""
    if text is None:
        return None
    at, precision = moment(text, option, words)
    if precision in ("year", "month"):
        no = words.say(N_("“{given}” is no day; write it as 2026-03-12"), given=text)
        raise typer.BadParameter(no, param_hint=option)
    return at.date() if precision == "day" else at
