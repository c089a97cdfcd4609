"""What an organisation's own template can print."""

import json
from collections.abc import Iterator

import typer

from laeringslopp.cli.session import AsJson, Lang, Session
from laeringslopp.paper.documents.fields import FIELDS, SECTIONS, Field, Shape
from laeringslopp.story import Wording
from laeringslopp.story.wording import N_

HEADINGS: dict[Shape, str] = {
    "paper": N_("Everywhere"),
    "line": N_("Of each line in head"),
    "section": N_("Of each section"),
    "block": N_("Of each block in a section"),
    "item": N_("Of each of a block's items"),
}
WIDTH = 14


def template_fields(ctx: typer.Context, lang: Lang = None, as_json: AsJson = False) -> None:
    """List what a template of your own can print.

    A template is a Word document or an HTML file with Jinja in it: {{ title }} prints a field. Give it to the command
    paper with --template.
    """
    session: Session = ctx.obj
    words = session.words(lang)
    if as_json:
        told = {shape: [_told(field, words) for field in FIELDS[shape]] for shape in HEADINGS}
        typer.echo(json.dumps({**told, "section_ids": SECTIONS}, ensure_ascii=False))
        return
    for line in _lines(words):
        typer.echo(line)


def _told(field: Field, words: Wording) -> dict[str, object]:
    return {"name": field.name, "meaning": words.text(field.meaning), "many": field.many, "of": field.shape}


def _lines(words: Wording) -> Iterator[str]:
    for shape, heading in HEADINGS.items():
        yield words.text(heading)
        for field in FIELDS[shape]:
            yield f"  {field.name:{WIDTH}}{words.text(field.meaning)}"
        yield ""
    yield words.say(N_("The ids of sections: {names}."), names=", ".join(SECTIONS))
