"""The scenarios of each rule, as they stand in the features: read when they are packaged, shown from a data file."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Literal

Spoken = Literal["no", "en"]
"""The languages in which features are written; whoever reads nynorsk reads them in bokmål."""
FILE = "scenarios.json"


@dataclass(frozen=True, slots=True)
class Scenario:
    """One case of a rule, in its readers' words."""

    name: str
    steps: tuple[str, ...]
    """Each with its keyword: ``Given a decision``; those of the background come first."""
    examples: tuple[tuple[str, ...], ...] = ()
    """Of an outline: the rows of its tables, with their headings first."""


def spoken_in(language: str) -> Spoken:
    """The language of the scenarios that a reader is shown."""
    return "en" if language == "en" else "no"


@cache
def shipped() -> Mapping[Spoken, Mapping[str, tuple[Scenario, ...]]]:
    """The scenarios of the library's own rules, by language and rule."""
    found = json.loads((files("laeringslopp") / FILE).read_text(encoding="utf-8"))
    return {
        spoken: {rule_id: tuple(map(_scenario, each)) for rule_id, each in rules.items()}
        for spoken, rules in found.items()
    }


def _scenario(found: Mapping[str, Any]) -> Scenario:
    return Scenario(found["name"], tuple(found["steps"]), tuple(map(tuple, found.get("examples", ()))))


def read(folder: Traversable) -> dict[Spoken, dict[str, list[Scenario]]]:
    """The scenarios of a folder with ``no/*.feature`` and ``en/*.feature``, by the tags of their rules.

    Needs the extra ``testing``, whose pytest-bdd brings the parser.
    """
    from gherkin.parser import Parser

    found: dict[Spoken, dict[str, list[Scenario]]] = {"no": {}, "en": {}}
    for spoken, rules in found.items():
        for file in sorted((folder / spoken).iterdir(), key=lambda each: each.name):
            if file.name.endswith(".feature"):
                feature = Parser().parse(file.read_text(encoding="utf-8"))["feature"]
                for rule_id, scenario in _scenarios(feature):
                    rules.setdefault(rule_id, []).append(scenario)
    return found


def _scenarios(feature: Mapping[str, Any]) -> Iterator[tuple[str, Scenario]]:
    """Each scenario under each tag of its rule."""
    before = _background(feature["children"])
    for rule in (child["rule"] for child in feature["children"] if "rule" in child):
        steps = (*before, *_background(rule["children"]))
        for scenario in (child["scenario"] for child in rule["children"] if "scenario" in child):
            made = Scenario(
                scenario["name"], (*steps, *_steps(scenario)), tuple(_examples(scenario.get("examples", ())))
            )
            for tag in rule["tags"]:
                yield tag["name"].removeprefix("@"), made


def _background(children: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    return tuple(step for child in children if "background" in child for step in _steps(child["background"]))


def _steps(of: Mapping[str, Any]) -> Iterator[str]:
    for step in of["steps"]:
        yield f"{step['keyword']}{step['text']}"
        for row in step.get("dataTable", {}).get("rows", ()):
            yield " | ".join(cell["value"] for cell in row["cells"])


def _examples(tables: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, ...]]:
    for table in tables:
        for row in (table["tableHeader"], *table["tableBody"]):
            yield tuple(cell["value"] for cell in row["cells"])
