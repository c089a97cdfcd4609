"""What is made from the rules is current: their scenarios in the package, and the list in docs/rules.md."""

import importlib.util
from pathlib import Path
from typing import Any

from laeringslopp.rules import GUARDS
from laeringslopp.scenarios import Scenario, read, shipped
from tests.docs.pages import ROOT


def script() -> Any:
    """scripts/rules.py, as a module."""
    spec = importlib.util.spec_from_file_location("made_from_rules", ROOT / "scripts" / "rules.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_what_is_made_from_the_rules_is_current():
    """Else the wheel shows scenarios that no test runs, and the page rules that nobody has."""
    assert script().main(["--check"]) == 0


def test_what_is_stale_is_written(tmp_path: Path):
    """The check above can fail, and `make rules` mends it."""
    for name in ("features/en/a.feature", "features/no/a.feature", "docs/rules.md", "src/laeringslopp/scenarios.json"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("Feature: Nothing\n" if name.endswith("feature") else "", encoding="utf-8")
    made = script()
    (tmp_path / "docs/rules.md").write_text(f"# Rules\n\n{made.BEGIN}\n{made.END}\n", encoding="utf-8")
    assert made.main(["--check"], tmp_path) == 1
    assert made.main([], tmp_path) == 0
    assert made.main(["--check"], tmp_path) == 0


def test_every_scenario_that_is_shown_belongs_to_a_rule():
    """And is found in both languages."""
    no, en = shipped()["no"], shipped()["en"]
    assert set(no) == set(en)
    assert {"trial-is-measurable", "failure-stays"} <= set(en) & set(GUARDS)


def test_a_background_and_examples_are_shown_with_the_scenario(tmp_path: Path):
    """A reader who sees half of a case judges it wrong."""
    for spoken in ("no", "en"):
        (tmp_path / spoken).mkdir()
    (tmp_path / "en" / "a.feature").write_text(
        "Feature: F\n\n  Background:\n    Given a decision\n\n  @one @two\n  Rule: R\n\n    Scenario Outline: S\n"
        "      When it is <how>\n      Then it is recorded\n\n      Examples:\n        | how |\n        | late |\n",
        encoding="utf-8",
    )
    scenario = Scenario("S", ("Given a decision", "When it is <how>", "Then it is recorded"), (("how",), ("late",)))
    assert read(tmp_path) == {"no": {}, "en": {"one": [scenario], "two": [scenario]}}
