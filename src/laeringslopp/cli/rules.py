"""The catalogue of rules on a terminal."""

import json
from collections.abc import Iterator
from typing import Annotated

import typer

from laeringslopp.cli.session import As, AsJson, Lang, Session
from laeringslopp.errors import Flaw, Invalid
from laeringslopp.nearest import nearest
from laeringslopp.register import Register
from laeringslopp.rules import stream_of
from laeringslopp.story import Wording
from laeringslopp.story.catalogue import DECIDING, NATURES, ParameterShown, RuleShown, rules_shown, tell_rule
from laeringslopp.story.wording import N_

MODES = {
    "refuse": N_("refuses"),
    "remark": N_("remarks"),
    "off": N_("is off"),
    "on": N_("is on"),
}
WAIT = 600.0
"""Seconds that the figures may take where nothing was counted before."""
HEADINGS = {"guard": N_("Guards"), "duty": N_("Duties")}


def rules(
    ctx: typer.Context,
    rule_id: Annotated[str | None, typer.Argument(metavar="RULE_ID", help="One rule, with its scenarios.")] = None,
    organisation: Annotated[
        str | None, typer.Option(metavar="ID", help="Whose rules, where several organisations record.")
    ] = None,
    as_: As = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Show the rules.

    Each with why it exists, how it acts under the policy in force, and how often it refused, remarked or was set
    aside.
    """
    from laeringslopp.views import open_views
    from laeringslopp.views.figures import rule_figures

    session: Session = ctx.obj
    words = session.words(lang)
    with session.to_read(as_) as (register, reader):
        whose = _whose(register, organisation)
        with open_views(register, session.url) as views:
            views.at_least(register.position, WAIT, ("judgements",))
            figures = rule_figures(register, views, reader, whose)
        policy = register.policy_of(whose)
    shown = [rule for rule in rules_shown(policy, words, figures) if rule_id in (None, rule.rule_id)]
    if not shown:
        known = [rule.rule_id for rule in rules_shown(policy, words)]
        raise Invalid([Flaw("unknown-rule", f"there is no rule {rule_id!r}{nearest(rule_id or '', known)}")])
    if as_json:
        told = [tell_rule(rule, words) for rule in shown]
        typer.echo(json.dumps({"items": told, "policy": policy.name, "organisation": whose}, ensure_ascii=False))
        return
    typer.echo(words.say(N_("The policy in force: {policy}."), policy=policy.name))
    for nature in NATURES:
        of_nature = [rule for rule in shown if rule.nature == nature]
        if of_nature:
            typer.echo(f"\n{words.text(HEADINGS[nature])}")
        for rule in of_nature:
            for line in _told(rule, words, with_scenarios=rule_id is not None):
                typer.echo(line)


def _whose(register: Register, organisation: str | None) -> str | None:
    known = register.organisations()
    if organisation is None:
        return known[0] if len(known) == 1 else None
    if organisation not in known and not register.knows(stream_of(organisation)):
        detail = f"nothing is on record here of an organisation {organisation!r}{nearest(organisation, known)}"
        raise Invalid([Flaw("no-such-organisation", detail)])
    return organisation


def _told(rule: RuleShown, words: Wording, *, with_scenarios: bool) -> Iterator[str]:
    mode = words.text(MODES[rule.mode])
    never = words.text(N_("never set aside"))
    yield f"  {rule.rule_id} ({mode}, {never})" if rule.never_waived else f"  {rule.rule_id} ({mode})"
    yield f"    {rule.sentence} {rule.reason}".rstrip()
    if rule.owner != DECIDING:
        owned = words.say(N_("Owned by {level}."), level=words.level(rule.owner))
        yield f"    {owned}"
    for parameter in rule.parameters:
        yield f"    {_parameter(parameter)}"
    yield from (f"    {line}" for line in _figures(rule, words))
    if with_scenarios:
        for scenario in rule.scenarios:
            yield f"    {scenario.name}"
            yield from (f"      {step}" for step in scenario.steps)
            yield from (f"      | {' | '.join(row)} |" for row in scenario.examples)


def _parameter(shown: ParameterShown) -> str:
    return f"{shown.parameter.name} = {shown.value}: {shown.meaning}"


def _figures(rule: RuleShown, words: Wording) -> Iterator[str]:
    """How often it spoke; what is unknown, withheld or none is left out."""
    figures = rule.figures
    if figures.refused:
        said = words.ngettext("Refused once", "Refused {n} times", figures.refused)
        if figures.followed == 0:
            never = words.text(N_("not recorded after all within a day"))
            said = f"{said}; {never}"
        elif figures.followed is not None:
            after = words.ngettext(
                "recorded after all within a day once", "recorded after all within a day {n} times", figures.followed
            )
            said = f"{said}; {after[:1].lower()}{after[1:]}"
        yield f"{said}."
    if figures.remarked:
        yield words.ngettext("Remarked once.", "Remarked {n} times.", figures.remarked)
    if figures.waived:
        yield words.ngettext("Set aside once.", "Set aside {n} times.", figures.waived)
