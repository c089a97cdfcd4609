"""An organisation's policy: shown, checked in a file, adopted, and compared with another."""

import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from laeringslopp.cli.errors import explain_flaw, explain_refusal, explain_remarks
from laeringslopp.cli.files import must_exist
from laeringslopp.cli.recording import Key, show_receipt
from laeringslopp.cli.session import AsJson, Lang, Session
from laeringslopp.cli.who import ROLE, WhoId, WhoLevel, WhoRole, WhoUnit, actor, moment, who
from laeringslopp.errors import Flaw, Invalid
from laeringslopp.exchange.policyfiles import ENDINGS, PolicyFile, read_policy
from laeringslopp.exchange.policyshown import adopted_told, document_told, in_force_told, last_by
from laeringslopp.exchange.policytext import policy_text
from laeringslopp.nearest import closest
from laeringslopp.policy import Policy
from laeringslopp.register import Register, Verdict
from laeringslopp.rules import shipped
from laeringslopp.rules.differing import WAYS, Difference, differences
from laeringslopp.rules.document import SHIPPED, policy_of
from laeringslopp.rules.documented import document_of
from laeringslopp.story import Wording, flaw_sentence, tell_flaw, tell_refusal
from laeringslopp.story.policywords import HEADS, difference_sentence, tell_differences
from laeringslopp.story.sentences import name_of
from laeringslopp.story.wording import N_

IN_FORCE = "in-force"
"""Stands for the policy in force, where a file or a shipped policy could stand."""

app = typer.Typer(
    help="Show, check, adopt and compare policies: which rules are in force for an organisation.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Organisation = Annotated[
    str | None, typer.Option(metavar="ID", help="Whose policy (the only one that records here unless given).")
]
Name = Annotated[
    str | None, typer.Argument(metavar="[standard|strict]", help="A policy that ships (the one in force unless given).")
]
POLICY = f"a file ({', '.join(ENDINGS)}), standard or strict"


@app.command("show")
def show(
    ctx: typer.Context,
    name: Name = None,
    organisation: Organisation = None,
    at: Annotated[str | None, typer.Option(metavar="TIME", help="The one in force then.")] = None,
    history: Annotated[
        bool, typer.Option("--history", help="What was adopted, by whom, and what it loosened.")
    ] = False,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Print a policy whole, as a file to edit: every rule with what it asks, its mode, owner and parameters."""
    session: Session = ctx.obj
    words = session.words(lang)
    if name is not None:
        if name not in SHIPPED or history or at or organisation:
            no = words.say(N_("“{name}” is shown by itself: write standard or strict"), name=name)
            raise typer.BadParameter(no, param_hint="NAME")
        document = document_of(shipped(name))
        typer.echo(_json({"policy": document}) if as_json else policy_text(document, words), nl=as_json)
        return
    moment_asked = _moment(at, "--at", words)
    with session.to_read() as (register, _):
        whose = _known(organisation, register)
        if history:
            _history(register, whose, words, as_json)
            return
        if as_json:
            typer.echo(_json(in_force_told(register, whose, words, moment_asked)))
            return
        current = last_by(register.policies(whose), moment_asked or register.now())
        policy = register.policy_of(whose, moment_asked)
        typer.echo(policy_text(document_told(policy, current), words), nl=False)


def _history(register: Register, organisation: str, words: Wording, as_json: bool) -> None:
    adopted = register.policies(organisation)
    if as_json:
        items = [adopted_told(each, words) for each in adopted]
        typer.echo(_json({"organisation": organisation, "items": items}))
        return
    if not adopted:
        kept = N_("Nothing is adopted for {organisation}. In force is {policy}, which the register was made with.")
        typer.echo(words.say(kept, organisation=organisation, policy=register.policy.name))
    for each in adopted:
        name, when = str(each.fact.policy.get("name", "")), words.when(each.fact.in_force_from, "minute")
        text = N_("The policy {name}, in force from {when}, adopted by {who}: “{reason}”")
        if each.policy is None:
            text = N_("The policy {name}, carried here from elsewhere without effect, adopted by {who}: “{reason}”")
        elif each.is_in_force:
            text = N_("The policy {name}, in force since {when}, adopted by {who}: “{reason}”")
        typer.echo(words.say(text, name=name, when=when, who=name_of(each.recorded.by), reason=each.fact.reason))
        for line in _told(each.differences, words):
            typer.echo(f"  {line}")


@app.command("check")
def check(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", dir_okay=False, help="The policy: TOML, YAML or JSON.")],
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Say everything that is wrong with a policy file, as FILE:LINE. Nothing is adopted."""
    session: Session = ctx.obj
    words = session.words(lang)
    must_exist([file], words)
    read = _read(file)
    if as_json:
        typer.echo(
            _json({"valid": read.policy is not None, "errors": [_flaw(*each, words) for each in read.in_order()]})
        )
    if read.policy is None:
        if not as_json:
            _complain(file, read, read.flaws, words)
        raise typer.Exit(1)
    if not as_json:
        typer.echo(words.say(N_("The policy {name} is well formed."), name=read.policy.name))


@app.command("adopt")
def adopt(
    ctx: typer.Context,
    policy: Annotated[str, typer.Argument(metavar="FILE|standard|strict", help=f"The policy: {POLICY}.")],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why; everyone can read it.")],
    from_: Annotated[
        str | None, typer.Option("--from", metavar="TIME", help="From when it is in force (at once unless given).")
    ] = None,
    organisation: Organisation = None,
    key: Key = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what it would change; adopt nothing.")] = False,
    by_id: WhoId = None,
    role: WhoRole = ROLE,
    level: WhoLevel = None,
    unit: WhoUnit = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Adopt a policy for an organisation, with a reason. The top level does that, from now or later.

    Everyone can see it, and what it loosened. What is wrong with a file is said as FILE:LINE, and the policy in
    force stays.
    """
    session: Session = ctx.obj
    words = session.words(lang)
    when = _moment(from_, "--from", words, begins=True)
    given = _given(policy, words)
    with session.to_write() as register:
        whose = _known(organisation, register)
        by = actor(who(by_id, role, level or register.levels(whose)[-1], unit))
        document = given.name or given.read.document  # type: ignore[union-attr]  # one of the two is there
        try:
            answer = register.adopt(whose, document, reason, by, when, key=key, dry_run=dry_run)
        except Invalid as error:
            if given.read is None or not any(flaw.pointer.startswith(IN_FACT) for flaw in error.flaws):
                raise
            _complain(Path(policy), given.read, error.flaws, words)
            raise typer.Exit(1) from None
        if isinstance(answer, Verdict):
            last = register.last_policy(whose)
            after = policy_of(json.dumps(register.document(whose, document)))
            _verdict(answer, differences(last, after), words, as_json)
            return
        show_receipt(answer, register, words, as_json)
        if not as_json:
            adopted = next(each for each in register.policies(whose) if each.recorded.version == answer.version)
            for line in _told(adopted.differences, words):
                typer.echo(line)


def _verdict(verdict: Verdict, found: tuple[Difference, ...], words: Wording, as_json: bool) -> None:
    if as_json:
        refusals = [tell_refusal(each, words) for each in verdict.refusals]
        typer.echo(_json({"refusals": refusals, "remarks": list(verdict.remarks), **tell_differences(found, words)}))
    else:
        for refusal in verdict.refusals:
            for line in explain_refusal(refusal, words):
                typer.echo(line, err=True)
        for line in explain_remarks(verdict.remarks, words):
            typer.echo(line)
        for line in _told(found, words):
            typer.echo(line)
        if not verdict.refusals:
            typer.echo(words.text(N_("This can be adopted. Nothing was.")))
    if verdict.refusals:
        raise typer.Exit(1)


@app.command("diff")
def diff(
    ctx: typer.Context,
    first: Annotated[str, typer.Argument(metavar="A", help=f"{POLICY}, or in-force.")],
    second: Annotated[str, typer.Argument(metavar="B", help="The same.")],
    organisation: Organisation = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Say what B tightens and what it loosens of A, rule by rule."""
    session: Session = ctx.obj
    words = session.words(lang)
    before, after = (policy_named(each, organisation, session, words) for each in (first, second))
    found = differences(before, after)
    if as_json:
        typer.echo(_json(tell_differences(found, words)))
        return
    for line in _told(found, words):
        typer.echo(line)


def policy_named(text: str, organisation: str | None, session: Session, words: Wording) -> Policy:
    """The policy of a file, one that ships, or the one in force. Raises wrong use, and Exit for a file with errors."""
    if text == IN_FORCE:
        with session.to_read() as (register, _):
            return register.policy_of(_known(organisation, register))
    given = _given(text, words)
    if given.read is None:
        return shipped(text)
    assert given.read.policy is not None
    return given.read.policy


@dataclass(frozen=True, slots=True)
class _Given:
    """A policy as it was named: one that ships, or a file that was found right."""

    name: str | None
    read: PolicyFile | None


def _given(text: str, words: Wording) -> _Given:
    """Raises wrong use where there is no such file, and Exit where something is wrong with it."""
    if text in SHIPPED:
        return _Given(text, None)
    file = Path(text)
    if not file.exists() and (near := closest(text, (*SHIPPED, IN_FORCE))):
        no = words.say(N_("there is no file {file}; did you mean {name}?"), file=file, name=near)
        raise typer.BadParameter(no)
    must_exist([file], words)
    read = _read(file)
    if read.policy is None:
        _complain(file, read, read.flaws, words)
        raise typer.Exit(1)
    return _Given(None, read)


def _read(file: Path) -> PolicyFile:
    if str(file) == "-":
        return read_policy(sys.stdin.buffer.read(), "-.toml")
    return read_policy(file.read_bytes(), file.name)


IN_FACT = "/fact/policy"


def _complain(file: Path, read: PolicyFile, flaws: Iterable[Flaw], words: Wording) -> None:
    """Each flaw on its line; those of a file already adopted by the register say where in the fact they are."""
    told = [
        (read.line_of(flaw.pointer.removeprefix(IN_FACT)), explain_flaw(flaw, words, where=False)) for flaw in flaws
    ]
    for line, said in sorted(told):
        typer.echo(f"{file}:{line}: {said}", err=True)


def _flaw(line: int, flaw: Flaw, words: Wording) -> Mapping[str, Any]:
    return {"line": line, **tell_flaw(flaw), "sentence": flaw_sentence(flaw, words)}


def _told(found: tuple[Difference, ...], words: Wording) -> Iterable[str]:
    if not found:
        yield words.text(N_("Nothing is otherwise."))
    for way in WAYS:
        these = [each for each in found if each.way == way]
        if these:
            yield words.text(HEADS[way])
        for each in these:
            rule = f" ({each.rule_id})" if each.rule_id else ""
            yield f"  {difference_sentence(each, words)}{rule}"


def _known(organisation: str | None, register: Register) -> str:
    return organisation or register.organisation_at_work()


def _moment(text: str | None, option: str, words: Wording, begins: bool = False) -> datetime | None:
    """A moment; a day means its beginning, and today, where something begins, now."""
    if text is None:
        return None
    at, precision = moment(text, option, words)
    if begins and precision == "day" and at.date() == datetime.now(at.tzinfo).date():
        return None
    return at


def _json(told: Mapping[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False)
