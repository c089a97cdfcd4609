"""What is owed, by whom and by when."""

import json
from typing import Annotated

import typer

from laeringslopp.cli.reading import cut
from laeringslopp.cli.session import As, AsJson, Lang, Session
from laeringslopp.cli.tables import lay_out
from laeringslopp.rules import Owed
from laeringslopp.story import Wording, tell_duty
from laeringslopp.story.wording import N_


def duties(
    ctx: typer.Context,
    decision_id: Annotated[str | None, typer.Argument(metavar="[ID]", help="Of one decision alone.")] = None,
    as_of: Annotated[
        str | None,
        typer.Option(metavar="TIME", help="What is owed then, also ahead: 2026-03-12, or with time and offset."),
    ] = None,
    level: Annotated[str | None, typer.Option(metavar="LEVEL", help="What that level owes.")] = None,
    organisation: Annotated[str | None, typer.Option(metavar="ID", help="In decisions of that organisation.")] = None,
    all_: Annotated[bool, typer.Option("--all", help="Also what is met.")] = False,
    as_: As = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """List what is owed, by whom and by when.

    What is due first stands first. A duty is met by recording what it asks for.
    """
    session: Session = ctx.obj
    words = session.words(lang)
    moment = cut(as_of, "--as-of", words)
    with session.to_read(as_) as (register, reader):
        found = register.duties(moment, level, organisation, decision_id, None if all_ else True, reader)
        told = [tell_duty(each, register.entry(each.decision_id, each.version, reader), words) for each in found]
    if as_json:
        typer.echo(json.dumps({"items": told, "next": None}, ensure_ascii=False))
        return
    _table(found, [str(each["sentence"]) for each in told], words)


def _table(found: list[Owed], sentences: list[str], words: Wording) -> None:
    if not found:
        typer.echo(words.text(N_("Nobody owes anything here.")))
        return
    heads = [words.text(head) for head in (N_("Due"), N_("Decision"), N_("Follow-up"), N_("State"))]
    rows = [
        (each.due.isoformat(), each.decision_id, sentence, _state(each, words))
        for each, sentence in zip(found, sentences, strict=True)
    ]
    lay_out(heads, rows)


def _state(each: Owed, words: Wording) -> str:
    if each.met_on:
        return words.say(N_("met on {date}"), date=words.day(each.met_on))
    return words.text(N_("past its day") if each.overdue else N_("open"))
