"""The features as they are written, and what each of their steps means whatever the language."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pytest_bdd.feature import get_feature
from pytest_bdd.parser import Feature, ScenarioTemplate, Step

from laeringslopp.rules import DUTIES, GUARDS
from laeringslopp.testing.bdd.acts import whole
from laeringslopp.testing.bdd.entries import entry_told
from laeringslopp.testing.bdd.phrases import DAYS, languages
from laeringslopp.testing.bdd.reading import day_of
from laeringslopp.testing.bdd.telling import Said, told
from laeringslopp.testing.clock import START

FEATURES = Path(__file__).parents[2] / "features"
NAMES = sorted({path.name for path in FEATURES.glob("*/*.feature")})
RULE_IDS = frozenset({*GUARDS, *DUTIES})
LAWS = frozenset({"told-in-one-text", "never-refused", "internal-at-first", "no-dearer-than-silence"})
"""Laws that no rule keeps: they bind the rules, and hold under any policy."""
PROSE = frozenset(
    [
        "title",
        "question",
        "what",
        "what_happened",
        "reason",
        "metric",
        "hypothesis",
        "stopped_because",
        "note",
        "where",
        "statement",
        "text",
        "answer",
        "expected_consequences",
        "affects",
        "lasting",
        "principles",
        "needs",
        "recommended_because",
        "goal",
        "sources",
        "warning_signs",
        "to",
    ]
)
"""Fields that are told in the reader's language; all others say the same in each."""


def feature(language: str, name: str) -> Feature:
    """A feature file."""
    return get_feature(str(FEATURES / language), name)


def rule_tags(scenario: ScenarioTemplate) -> tuple[str, ...]:
    """The tags of the rule that a scenario stands under."""
    return tuple(sorted(scenario.rule.tags)) if scenario.rule else ()


def of_rule(rule_id: str) -> Iterator[ScenarioTemplate]:
    """The English scenarios of a rule."""
    for name in NAMES:
        yield from (each for each in feature("en", name).scenarios.values() if rule_id in rule_tags(each))


def examples(scenario: ScenarioTemplate) -> list[Mapping[str, str]]:
    """What stands in for ``<…>``, one run each."""
    return [row for table in scenario.examples for row in table.as_contexts()] or [{}]


def meaning(scenario: ScenarioTemplate) -> tuple[Any, ...]:
    """What must be the same in every language: the rule, the tags, and what each step of each run means."""
    runs = [[meant(step) for step in scenario.render(row).steps] for row in examples(scenario)]
    return rule_tags(scenario), sorted(scenario.tags), runs


def meant(step: Step) -> tuple[Any, ...]:
    """What a step means: the entry that it tells of, or the sentence and what stands in it."""
    table = step.datatable.raw() if step.datatable else None
    found = told(step.name)
    if found is not None:
        entry = entry_told(whole(found, table, step.docstring), START, 9)
        return step.type, without_prose(entry.model_dump(mode="json", exclude_none=True))
    (name,) = (name for name in languages()[0].sentences if Said(name).is_matching(step.name))
    slots = Said(name).parse_arguments(step.name) or {}
    language = slots.pop("language")
    days = {slot: day_of(text, START.date()) for slot, text in slots.items() if slot in DAYS}
    rows = [(language.field(word), language.values.get(value, value)) for word, value in table or ()]
    shown = [(field, None if field in PROSE else value) for field, value in rows]
    return step.type, name, {**slots, **days}, shown, step.docstring


def without_prose(value: Any) -> Any:
    """Without what is told in words."""
    if isinstance(value, dict):
        return {name: None if name in PROSE else without_prose(inner) for name, inner in value.items()}
    return [without_prose(inner) for inner in value] if isinstance(value, list) else value
