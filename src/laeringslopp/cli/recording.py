"""Putting facts on record: a failure in one line, or any facts as JSON."""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from laeringslopp.cli.errors import Call, explain_refusal, explain_remarks
from laeringslopp.cli.files import must_exist, opened
from laeringslopp.cli.session import AsJson, Lang, Session
from laeringslopp.cli.who import (
    LOWEST,
    ROLE,
    OccurredAt,
    WhoId,
    WhoLevel,
    WhoRole,
    WhoUnit,
    actor,
    actor_as_json,
    at_level,
    lowest,
    moment,
    who,
)
from laeringslopp.entry import Actor, Entry
from laeringslopp.errors import Flaw, Invalid
from laeringslopp.exchange.lines import BOM
from laeringslopp.facts import DecisionOpened
from laeringslopp.facts.values import Scale
from laeringslopp.integrity import parse, read_entry
from laeringslopp.register import Receipt, Register, Verdict
from laeringslopp.register.organisations import OWN_ORGANISATION
from laeringslopp.story import Wording, remark_sentence, sentence, tell_refusal
from laeringslopp.story.wording import N_

SEEN_BY = {
    "open": N_("Everyone can see this."),
    "internal": N_("Everyone in {organisation} can see this. Nobody outside can, until somebody opens it."),
    "exempt": N_("In {organisation} only {levels} can see this."),
}
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what the rules would say; record nothing.")]
Key = Annotated[str | None, typer.Option(help="Makes it safe to run again: the same key records once.")]
FailureKind = Literal["basic", "complex", "intelligent"]


def disclose(
    ctx: typer.Context,
    text: Annotated[list[str], typer.Argument(help="What happened, in your own words. Quotes are not needed.")],
    decision: Annotated[
        str | None, typer.Option(metavar="ID", help="The decision it belongs to (a new one unless given).")
    ] = None,
    organisation: Annotated[
        str | None, typer.Option(metavar="ID", help="Whose it is, where several organisations record.")
    ] = None,
    trial: Annotated[
        str | None, typer.Option(metavar="ID", help="The trial that it was in, which says how that goes.")
    ] = None,
    severity: Annotated[Scale | None, typer.Option(help="How bad it is.")] = None,
    kind: Annotated[FailureKind | None, typer.Option(help="What sort of failure it is (Edmondson).")] = None,
    consequence: Annotated[str | None, typer.Option(metavar="TEXT", help="What it led to.")] = None,
    own: Annotated[bool, typer.Option("--own", help="This was our own doing.")] = False,
    occurred_at: OccurredAt = None,
    key: Key = None,
    dry_run: DryRun = False,
    by_id: WhoId = None,
    role: WhoRole = ROLE,
    level: WhoLevel = None,
    unit: WhoUnit = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Disclose a failure: one line is enough.

    It is internal to the organisation until somebody opens it, and no rule refuses it.
    """
    session: Session = ctx.obj
    words = session.words(lang)
    _not_empty(key, words)
    more: dict[str, Any] = {"trial_id": trial, "severity": severity, "failure_kind": kind, "consequence": consequence}
    if own:
        more["own"] = True
    if occurred_at is not None:
        more["occurred_at"], more["occurred_precision"] = moment(occurred_at, "--occurred-at", words)
    given = {name: value for name, value in more.items() if value is not None}
    by = actor(who(by_id, role, level or LOWEST, unit))
    with session.to_write() as register:
        if level is None:
            by = at_level(by, lowest(register, decision, organisation))
        told = register.disclose(
            " ".join(text), by, decision, organisation=organisation, key=key, dry_run=dry_run, **given
        )
        if isinstance(told, Receipt):
            show_receipt(told, register, words, as_json)
        else:
            _show_verdict(told, session, words, as_json)


def record(
    ctx: typer.Context,
    decision_id: Annotated[str, typer.Argument(metavar="DECISION_ID", help="The decision.")],
    file: Annotated[
        Path | None,
        typer.Argument(metavar="FILE", dir_okay=False, help="Facts as JSON (- or none is standard input)."),
    ] = None,
    fact: Annotated[
        list[str] | None, typer.Option("--fact", metavar="JSON", help="A fact as JSON; may be given several times.")
    ] = None,
    by: Annotated[str | None, typer.Option(metavar="JSON", help="Who, as JSON, in place of the four options.")] = None,
    occurred_at: OccurredAt = None,
    source: Annotated[list[str] | None, typer.Option(help="A source; may be given several times.")] = None,
    expected: Annotated[int | None, typer.Option(help="Record only if the decision is at this version.")] = None,
    key: Key = None,
    dry_run: DryRun = False,
    by_id: WhoId = None,
    role: WhoRole = ROLE,
    level: WhoLevel = None,
    unit: WhoUnit = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Record facts in a decision, all of them or none.

    Facts are JSON: one object, a list, or one object a line. Each is a fact, {"kind": …}, or a fact with what is
    around it, {"fact": {"kind": …}, "occurred_at": …, "sources": […]}; what stands there goes before the options.
    """
    session: Session = ctx.obj
    words = session.words(lang)
    _not_empty(key, words)
    must_exist([file] if file else [], words)
    around: dict[str, Any] = {"by": actor_as_json(by) if by is not None else who(by_id, role, level or LOWEST, unit)}
    if occurred_at is not None:
        at, precision = moment(occurred_at, "--occurred-at", words)
        around["occurred_at"] = at.isoformat()
        if precision is not None:
            around["occurred_precision"] = precision
    if source:
        around["sources"] = source
    entries = list(_entries(_given(fact, file, words), {"decision_id": decision_id, **around}))
    session.call = Call(session.program, decision_id, entries)
    with session.to_write() as register:
        if level is None and by is None:
            entries = _at_lowest(entries, actor(around["by"]), register)
        if not dry_run:
            show_receipt(register.append(entries, expected, key), register, words, as_json)
            return
        verdict = register.append(entries, expected, key, dry_run=True)
    _show_verdict(verdict, session, words, as_json)


def _at_lowest(entries: list[Entry], by: Actor, register: Register) -> list[Entry]:
    """The entries of whoever named no level, at the lowest of the organisation."""
    opened = next((entry.fact.organisation for entry in entries if isinstance(entry.fact, DecisionOpened)), None)
    whose = at_level(by, lowest(register, entries[0].decision_id if entries else None, opened))
    return [entry.model_copy(update={"by": whose}) if entry.by == by else entry for entry in entries]


def _show_verdict(verdict: Verdict, session: Session, words: Wording, as_json: bool) -> None:
    """What a dry run found; the command fails where something would be refused."""
    if as_json:
        told = [tell_refusal(refusal, words) for refusal in verdict.refusals]
        typer.echo(json.dumps({"refusals": told, "remarks": list(verdict.remarks)}, ensure_ascii=False))
    else:
        for refusal in verdict.refusals:
            for line in explain_refusal(refusal, words, session.call):
                typer.echo(line, err=True)
        for line in explain_remarks(verdict.remarks, words):
            typer.echo(line)
        if not verdict.refusals:
            typer.echo(words.text(N_("This can be recorded. Nothing was.")))
    if verdict.refusals:
        raise typer.Exit(1)


def _not_empty(key: str | None, words: Wording) -> None:
    """An empty key, as of a variable that a script did not set, would make nothing safe and not say so."""
    if key == "":
        raise typer.BadParameter(words.text(N_("the key is empty")), param_hint="--key")


def _given(facts: list[str] | None, file: Path | None, words: Wording) -> Iterator[Any]:
    """What stands on the command line, else in the file or on standard input, as parsed JSON."""
    if facts:
        if file is not None:
            raise typer.BadParameter(words.say(N_("give the facts with --fact or in a file, not both")))
        for text in facts:
            yield from _each(parse(text))
        return
    if file is None and sys.stdin.isatty():
        raise typer.BadParameter(words.say(N_("give the facts with --fact, in a file, or on standard input")))
    with opened(file or Path("-")) as stream:
        data = stream.read()
    lines = [line for line in data.removeprefix(BOM).splitlines() if line.strip()]
    try:
        yield from _each(parse(data.removeprefix(BOM)))
    except Invalid as whole:
        try:
            first = parse(lines[0] if lines else b"")
        except Invalid:
            raise whole from None  # it is no JSON Lines either
        yield from _each(first)
        for line in lines[1:]:
            yield from _each(parse(line))


def _each(made: Any) -> Iterator[Any]:
    if isinstance(made, list):
        yield from made
    else:
        yield made


def _entries(given: Iterator[Any], around: Mapping[str, Any]) -> Iterator[Entry]:
    for made in given:
        if not isinstance(made, Mapping):
            raise Invalid([Flaw("not-an-object", 'a fact is an object: {"kind": …}')])
        if "kind" in made and "fact" not in made:
            yield read_entry({**around, "fact": made})
        elif made.get("decision_id", around["decision_id"]) != around["decision_id"]:
            detail = f"this is about another decision than {around['decision_id']}, in which it is to be recorded"
            raise Invalid([Flaw("other-decision", detail, "/decision_id")])
        else:
            yield read_entry({**around, **made})


def show_receipt(receipt: Receipt, register: Register, words: Wording, as_json: bool) -> None:
    """What stands on record now, and who can see it."""
    if as_json:
        answer = {
            "decision_id": receipt.decision_id,
            "version": receipt.version,
            "position": receipt.position,
            "remarks": list(receipt.remarks),
        }
        typer.echo(json.dumps(answer, ensure_ascii=False))
        return
    shown = register.timeline(receipt.decision_id)
    for recorded in receipt.recorded:
        where = words.say(N_("Entry {version} of {decision}:"), version=recorded.version, decision=recorded.decision_id)
        typer.echo(f"{where} {sentence(recorded, shown.named, words)}")
        for rule_id in recorded.remarks:
            typer.echo(f"  {remark_sentence(rule_id, words, recorded.history, recorded.fact)} ({rule_id})")
    if receipt.replayed:
        typer.echo(words.text(N_("This key had recorded it before. Nothing new was recorded.")))
    decision = register.decision(receipt.decision_id)
    last = receipt.recorded[-1]
    access = decision.rulings.of(last.version, last.access)
    levels = words.these([words.level(level) for level in access.levels])
    organisation = decision.rulings.organisation
    if organisation == OWN_ORGANISATION:
        organisation = words.text(N_("your organisation"))
    # An id has no spaces; a person reads Oslo_kommune as Oslo kommune.
    typer.echo(words.say(SEEN_BY[access.level], organisation=(organisation or "").replace("_", " "), levels=levels))
