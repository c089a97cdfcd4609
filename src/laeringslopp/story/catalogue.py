"""The catalogue of rules: each with its law, its reason, how it acts, its scenarios, and how often it spoke."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from laeringslopp.policy import Mode, Parameter, Policy
from laeringslopp.rules import Duty, Guard
from laeringslopp.rules.documented import installed, mode_in
from laeringslopp.rules.figures import RuleFigures
from laeringslopp.scenarios import Scenario, shipped, spoken_in
from laeringslopp.story.rulewords import rule_in_words
from laeringslopp.story.wording import Wording

DECIDING = "deciding"
"""Stands for whichever level decides the decision."""
Nature = Literal["guard", "duty"]
NATURES: tuple[Nature, ...] = ("guard", "duty")


@dataclass(frozen=True, slots=True)
class ParameterShown:
    """A parameter of a rule, and what it is set to."""

    parameter: Parameter[Any]
    value: Any
    meaning: str


@dataclass(frozen=True, slots=True)
class RuleShown:
    """A rule under a policy, in one language."""

    rule_id: str
    nature: Nature
    mode: Mode
    owner: str
    """The level that owns it, or ``DECIDING``."""
    never_waived: bool
    sentence: str
    reason: str
    parameters: tuple[ParameterShown, ...]
    kinds: tuple[str, ...]
    """The kinds of fact that a guard looks at; none: all of them, or it is a duty."""
    plugin: str | None
    scenarios: tuple[Scenario, ...]
    figures: RuleFigures


def rules_shown(policy: Policy, words: Wording, figures: Mapping[str, RuleFigures] | None = None) -> list[RuleShown]:
    """Every rule there is under a policy, guards first; without ``figures`` nothing is known of how often it spoke."""
    return list(_each(policy, words, figures))


def _each(policy: Policy, words: Wording, figures: Mapping[str, RuleFigures] | None) -> Iterator[RuleShown]:
    unknown = RuleFigures(None, None, None, None, None)
    for rule in installed():
        rule_id = rule.rule_id
        sentence, reason = _said(rule_id, words)
        yield RuleShown(
            rule_id=rule_id,
            nature="guard" if isinstance(rule, Guard) else "duty",
            mode=mode_in(policy, rule),
            owner=policy.owner(rule_id, None) or DECIDING,
            never_waived=isinstance(rule, Guard) and rule.never_waived,
            sentence=sentence,
            reason=reason,
            parameters=tuple(
                ParameterShown(each, policy.value(rule_id, each), words.text(each.meaning)) for each in rule.parameters
            ),
            kinds=tuple(sorted(rule.kinds or ())) if isinstance(rule, Guard) else (),
            plugin=rule.plugin if isinstance(rule, Guard) else None,
            scenarios=_scenarios(rule, words),
            figures=unknown if figures is None else figures.get(rule_id, RuleFigures()),
        )


def _said(rule_id: str, words: Wording) -> tuple[str, str]:
    """The law and the reason; a rule without words is its id."""
    rule = rule_in_words(rule_id, words)
    return (rule.law, rule.reason) if rule else (rule_id, "")


def _scenarios(rule: Guard | Duty, words: Wording) -> tuple[Scenario, ...]:
    return shipped()[spoken_in(words.language)].get(rule.rule_id, ())


def tell_rule(rule: RuleShown, words: Wording) -> dict[str, Any]:
    """A rule of the catalogue as the interfaces give it."""
    figures = rule.figures
    return {
        "rule_id": rule.rule_id,
        "nature": rule.nature,
        "mode": rule.mode,
        "owner": rule.owner,
        "never_waived": rule.never_waived,
        "sentence": rule.sentence,
        "reason": rule.reason,
        "parameters": [_parameter(each) for each in rule.parameters],
        "kinds": list(rule.kinds),
        "plugin": rule.plugin,
        "refused": figures.refused,
        "followed": figures.followed,
        "remarked": figures.remarked,
        "waived": figures.waived,
        "let_past": figures.let_past,
        "scenarios": [_scenario(each) for each in rule.scenarios],
        "scenarios_in": "en" if spoken_in(words.language) == "en" else "nb",
    }


def _parameter(shown: ParameterShown) -> dict[str, Any]:
    parameter = shown.parameter
    told = {
        "name": parameter.name,
        "value": shown.value,
        "default": parameter.default,
        "meaning": shown.meaning,
        "least": parameter.least,
        "most": parameter.most,
        "among": list(parameter.among) or None,
    }
    return {name: value for name, value in told.items() if value is not None}


def _scenario(scenario: Scenario) -> dict[str, Any]:
    told: dict[str, Any] = {"name": scenario.name, "steps": list(scenario.steps)}
    return {**told, "examples": [list(row) for row in scenario.examples]} if scenario.examples else told
