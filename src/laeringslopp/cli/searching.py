"""Has this failed before? Asked in one line, answered with what was tried, what failed and what became of it."""

import json
import sys
from collections.abc import Iterator
from typing import Annotated

import typer

from laeringslopp.cli.session import As, AsJson, Lang, Session
from laeringslopp.search.hits import FailedBefore, Hit, Marked, tell_failed_before
from laeringslopp.story import Wording
from laeringslopp.story.fieldwords import value_label
from laeringslopp.story.wording import N_

NOTHING = N_("Nothing like it is on record here. That says nothing of what was tried elsewhere.")
READ_AS = N_("“{typed}” stands in no text; “{meant}” was searched for.")


def failed_before(
    ctx: typer.Context,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What you plan, in any of the languages.")],
    organisation: Annotated[str | None, typer.Option(metavar="ID", help="In decisions of that organisation.")] = None,
    most: Annotated[int, typer.Option(metavar="N", help="At most so many.")] = 5,
    as_: As = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Ask whether something like it has failed before.

    The earlier failures and lessons most like what you plan, with what was tried, learned and changed.
    """
    session: Session = ctx.obj
    words = session.words(lang)
    with session.to_read(as_) as (register, reader):
        answer = register.failed_before(text, words.language, organisation, most, reader)
    if as_json:
        typer.echo(json.dumps(tell_failed_before(answer), ensure_ascii=False))
        return
    for line in _told(answer, words):
        typer.echo(line)


def _told(answer: FailedBefore, words: Wording) -> Iterator[str]:
    for typed, meant in answer.read_as:
        yield words.say(READ_AS, typed=typed, meant=meant)
    if not answer.hits:
        yield words.text(NOTHING)
    for number, hit in enumerate(answer.hits, start=1):
        if number > 1 or answer.read_as:
            yield ""
        yield from _hit(number, hit, words)


def _hit(number: int, hit: Hit, words: Wording) -> Iterator[str]:
    title = _said(hit.title) if hit.title else words.text(N_("A decision that is withheld"))
    around = [each for each in (hit.organisation and hit.organisation.replace("_", " "), hit.when) if each]
    if hit.severity:
        around.append(value_label(hit.severity, words))
    yield f"{number}. {title} ({', '.join(around)})"
    if hit.tried:
        yield "   " + words.say(N_("Tried: {what}"), what=_said(hit.tried))
    if hit.noun == "failure":
        yield "   " + words.say(N_("Failed: {what}"), what=_said(hit.what))
    if hit.corrected:
        yield "   " + words.say(N_("Corrected: {what}"), what=_said(hit.corrected))
    if hit.consequence:
        yield "   " + words.say(N_("Came of it: {what}"), what=_said(hit.consequence))
    for lesson in hit.lessons:
        told = " ".join(_said(each) for each in (lesson.statement, lesson.recommendation) if each)
        yield "   " + words.say(N_("Learned: {what}"), what=told)
    yield "   " + words.say(N_("Since then: {what}"), what=" ".join(hit.became))
    yield "   " + words.say(N_("Read on: {link}"), link=hit.link)


def _said(text: Marked) -> str:
    """On one line; the words that were asked for stand out, on a terminal in bold, else between « and »."""
    bold = sys.stdout.isatty()
    pieces = (_standing_out(piece, bold) if is_marked else piece for piece, is_marked in text.pieces())
    return " ".join("".join(pieces).split())


def _standing_out(word: str, bold: bool) -> str:
    return typer.style(word, bold=True) if bold else f"«{word}»"
