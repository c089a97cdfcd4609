"""Trying a policy on what is recorded, before anyone adopts it."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import typer

from laeringslopp.backtest import OUTCOMES, Backtest, Finding, Outcome
from laeringslopp.backtest.telling import tell_backtest, tell_finding
from laeringslopp.cli.ruling import POLICY, policy_named
from laeringslopp.cli.session import AsJson, Lang, Session
from laeringslopp.cli.tables import lay_out
from laeringslopp.story import Wording
from laeringslopp.story.rulewords import law
from laeringslopp.story.wording import N_

HEADS: dict[Outcome, str] = {
    "refused": N_("Refused"),
    "remarked": N_("Remarked on"),
    "let-through": N_("Let through"),
    "overdue": N_("Overdue"),
    "met": N_("Met in time"),
    "owed": N_("Owed still"),
}
SHOWN_FIRST = 3


def backtest(
    ctx: typer.Context,
    policy: Annotated[str, typer.Argument(metavar="POLICY-or-FILE", help=f"{POLICY}, or in-force.")],
    organisation: Annotated[
        str | None, typer.Option(metavar="ID", help="Only the decisions of this organisation.")
    ] = None,
    as_it_happened: Annotated[
        bool,
        typer.Option(
            "--as-it-happened",
            help="Judge what was recorded afterwards as if it had been recorded on the day.",
        ),
    ] = False,
    findings: Annotated[bool, typer.Option("--findings", help="Each entry by itself, instead of counts.")] = False,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Try a policy on what is recorded.

    Which entries it would have refused, remarked on or let through otherwise than happened, and which follow-ups it
    would have asked for. Nothing is changed by it.
    """
    session: Session = ctx.obj
    words = session.words(lang)
    tried = policy_named(policy, organisation, session, words)
    with session.to_read() as (register, _), _progress() as show:
        found = register.backtest(tried, show, organisation, as_it_happened)
    with found:
        if findings:
            _each(found.findings(), words, as_json)
        elif as_json:
            typer.echo(json.dumps(tell_backtest(found, words), ensure_ascii=False))
        else:
            _table(found, words)


def _each(findings: Iterator[Finding], words: Wording, as_json: bool) -> None:
    """One finding a line, as they are read from the file that holds them."""
    for finding in findings:
        if as_json:
            typer.echo(json.dumps(tell_finding(finding), ensure_ascii=False))
        else:
            about = finding.kind or f"{finding.about} {finding.due}".strip()
            entry = f"{finding.decision_id}\t{finding.version}\t{about}\t{finding.level}"
            typer.echo(f"{entry}\t{words.text(HEADS[finding.outcome])}\t{finding.rule_id}")


def _table(found: Backtest, words: Wording) -> None:
    decisions = words.ngettext("One decision", "{n} decisions", found.decisions)
    entries = words.ngettext("one entry", "{n} entries", found.facts)
    typer.echo(
        words.say(
            N_("Under {policy}: {decisions}, {entries}."), policy=found.policy, decisions=decisions, entries=entries
        )
    )
    if found.history:
        told = words.ngettext(
            "One entry was recorded afterwards, and is only remarked on; --as-it-happened judges it as on the day.",
            "{n} entries were recorded afterwards, and are only remarked on; "
            "--as-it-happened judges them as on the day.",
            found.history,
        )
        typer.echo(told)
    if not found.rules:
        typer.echo(words.text(N_("Nothing would have been otherwise.")))
        return
    used = [outcome for outcome in OUTCOMES if found.total(outcome)]
    heads = [N_("Rule"), N_("Level"), *(HEADS[outcome] for outcome in used), N_("Look first at")]
    rows = [
        [
            rule.rule_id,
            words.level(rule.level),
            *(str(rule.of.get(outcome, "")) for outcome in used),
            _first(found, rule.rule_id) if at == 0 or found.rules[at - 1].rule_id != rule.rule_id else "",
        ]
        for at, rule in enumerate(found.rules)
    ]
    lay_out([words.text(head) for head in heads], rows, range(2, len(heads) - 1))
    typer.echo()
    for rule_id in dict.fromkeys(rule.rule_id for rule in found.rules):
        typer.echo(f"{rule_id}: {law(rule_id, words)}.")


def _first(found: Backtest, rule_id: str) -> str:
    return ", ".join(f"{decision_id} ({count})" for decision_id, count in found.first.get(rule_id, ())[:SHOWN_FIRST])


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal; else nothing."""
    if not sys.stderr.isatty():
        yield lambda done, all_: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    console = Console(stderr=True)
    columns: tuple[Any, ...] = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=None)
        yield lambda done, all_: progress.update(task, completed=done, total=all_)
