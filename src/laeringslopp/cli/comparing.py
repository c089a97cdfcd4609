"""Two moments of one decision compared."""

import json
import sys
from collections.abc import Iterator
from typing import Annotated

import typer

from laeringslopp.cli.reading import check_level, cut
from laeringslopp.cli.session import As, AsJson, Lang, Session
from laeringslopp.cli.timeline_text import TONES, Block, Row
from laeringslopp.errors import Invalid
from laeringslopp.story import (
    Wording,
    came_round_sentence,
    closed_sentence,
    comparison_notices,
    comparison_summary,
    difference_sentence,
    learned_sentence,
    open_sentence,
    owed_sentence,
    sentence,
    settled_sentence,
    summary,
    tell_comparison,
)
from laeringslopp.story.wording import N_
from laeringslopp.timeline import Comparison, Timeline


def compare(
    ctx: typer.Context,
    decision_id: Annotated[str, typer.Argument(metavar="ID", help="The decision.")],
    from_: Annotated[
        str, typer.Option("--from", metavar="TIME", help="The first moment: 2026-03-12, or with time and offset.")
    ],
    to: Annotated[str | None, typer.Option(metavar="TIME", help="The second moment (now unless given).")] = None,
    level: Annotated[str | None, typer.Option(metavar="LEVEL", help="Compare what that level knew.")] = None,
    as_: As = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Compare a decision at two moments.

    What was added, what was resolved, and what changed. At each moment it is what had happened and was known by then.
    """
    session: Session = ctx.obj
    words = session.words(lang)
    first, second = cut(from_, "--from", words), cut(to, "--to", words)
    assert first is not None
    with session.to_read(as_) as (register, reader):
        check_level(level, register, decision_id, words)
        try:
            found = register.compare(decision_id, first, second, level, reader)
        except Invalid as error:
            if all(flaw.code != "from-after-to" for flaw in error.flaws):
                raise
            turned = f"--from {to} --to {from_}" if to else f"--from {second or register.now().date()} --to {from_}"
            no = words.say(N_("--from comes after --to; turned round it is {turned}"), turned=turned)
            raise typer.BadParameter(no, param_hint="--from") from None
    if as_json:
        typer.echo(json.dumps(tell_comparison(found, words.language), ensure_ascii=False))
    elif sys.stdout.isatty():
        from laeringslopp.cli.timeline_rich import show

        show(compared(found, words))
    else:
        for block in compared(found, words):
            typer.echo("\n".join(block.plain()))


def compared(found: Comparison, words: Wording) -> Iterator[Block]:
    """How it stood at each moment, and what came between."""
    after = found.after
    yield Block("", tuple(_head(found, words)))
    told = [
        (N_("Added"), list(_added(found, words))),
        (N_("Resolved"), list(_resolved(found, words))),
        (
            N_("Changed"),
            [Row(_number(each.by), difference_sentence(each, after, words)) for each in found.changed],
        ),
        (N_("Open since"), [Row(_number(each.version), open_sentence(each, words)) for each in found.opened]),
        (N_("Owed since"), [Row(_number(each.version), owed_sentence(each, after, words)) for each in found.owed]),
        (
            N_("Came to know"),
            [
                Row("", f"{learned_sentence(level, len(versions), words)} ({', '.join(map(str, versions))})", "learned")
                for level, versions in found.learned.items()
                if versions
            ],
        ),
    ]
    for heading, rows in told:
        if rows:
            yield Block(words.text(heading), tuple(rows))


def _number(version: int | None) -> str:
    return str(version) if version else ""


def _head(found: Comparison, words: Wording) -> Iterator[Row]:
    opened = found.after.decision.opened
    if opened is not None:
        yield Row("", opened.title, "title")
    for timeline in (found.before, found.after):
        yield Row("", _stood(timeline, words))
    yield Row("", comparison_summary(found, words), "title")
    for notice in comparison_notices(found, words):
        yield Row("", notice)


def _stood(timeline: Timeline, words: Wording) -> str:
    assert timeline.known_at is not None
    stood = summary(timeline, words) if timeline.entries else words.text(N_("Nothing is on record."))
    return f"{words.day(timeline.known_at.date())}: {stood}"


def _added(found: Comparison, words: Wording) -> Iterator[Row]:
    for entry in found.added:
        recorded = entry.recorded
        precision = recorded.occurred_precision
        when = words.when(recorded.occurred_at, precision if precision in ("year", "month") else "day")
        left = f"{entry.version:>3}  {when}, {words.level(recorded.by.level)}"
        yield Row(left, sentence(recorded, found.after.named, words), TONES.get(recorded.fact.kind, "plain"))


def _resolved(found: Comparison, words: Wording) -> Iterator[Row]:
    for closed in found.closed:
        yield Row(_number(closed.by), closed_sentence(closed, found.after, words), "learned")
    for each in found.came_round:
        yield Row(_number(each.by), came_round_sentence(each, words), "learned")
    for settled in found.settled:
        yield Row("", settled_sentence(settled, found.after, words), "learned")
