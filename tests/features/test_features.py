"""The laws as people wrote them are the same in both languages, and are the laws of the code."""

import pytest
from pytest_bdd.gherkin_parser import get_gherkin_document

from laeringslopp.testing.bdd.collecting import told_in
from tests.features.written import FEATURES, LAWS, NAMES, RULE_IDS, feature, meaning, of_rule, rule_tags

SPEAKS = ("refused", "remarked", "owed", "overdue")
IS_SILENT = ("unremarked", "clean", "recorded", "nothing-owed", "never-owed", "met", "in-time")
EACH = pytest.mark.parametrize("name", NAMES)


@EACH
def test_both_languages_have_the_same_laws(name: str):
    """A law that only one language knows, or tells otherwise, is a law for half of the readers."""
    english, norwegian = (list(map(meaning, feature(language, name).scenarios.values())) for language in ("en", "no"))
    assert len(english) == len(norwegian)
    for number, (here, there) in enumerate(zip(english, norwegian, strict=True)):
        assert here == there, list(feature("en", name).scenarios)[number]


@EACH
@pytest.mark.parametrize("language", ["en", "no"])
def test_every_scenario_stands_under_a_rule_and_hides_no_other(language: str, name: str):
    """pytest-bdd runs only the last of two that share a name."""
    read = feature(language, name)
    assert read.language == language
    assert len(list(told_in(FEATURES / language / name))) == len(read.scenarios) > 0
    assert all(len(rule_tags(scenario)) == 1 for scenario in read.scenarios.values())


@EACH
def test_every_rule_says_why(name: str):
    """A law without a reason is obeyed by nobody for long."""
    for language in ("en", "no"):
        read = get_gherkin_document(str(FEATURES / language / name)).feature
        assert read.description.strip()
        assert all(child.rule.description.strip() for child in read.children if child.rule)


def test_every_rule_has_its_scenarios_and_every_tag_its_rule():
    """A rule that nobody wrote down is a rule that nobody can contradict."""
    told = [tag for name in NAMES for each in feature("en", name).scenarios.values() for tag in rule_tags(each)]
    assert set(told) == RULE_IDS | LAWS
    once = [{tag for each in feature("en", name).scenarios.values() for tag in rule_tags(each)} for name in NAMES]
    assert sum(map(len, once)) == len(RULE_IDS | LAWS), "a rule is told in one file"


@pytest.mark.parametrize("rule_id", sorted(RULE_IDS))
def test_every_rule_is_shown_when_it_speaks_and_when_it_is_silent(rule_id: str):
    """And once more at least, at the boundary between the two."""
    scenarios = list(of_rule(rule_id))
    answers = {step[1] for each in scenarios for run in meaning(each)[2] for step in run if len(step) > 2}
    assert answers.intersection(SPEAKS)
    assert answers.intersection(IS_SILENT)
    assert len(scenarios) >= 3


@pytest.mark.parametrize("law", sorted(LAWS))
def test_what_no_rule_keeps_is_told_all_the_same(law: str):
    """That disclosing is easier than hiding binds the rules; none of them says it."""
    assert law not in RULE_IDS
    assert len(list(of_rule(law))) >= 3


@EACH
def test_some_of_every_feature_runs_through_the_service(name: str):
    """Otherwise the service could judge otherwise than the library, and nobody would see."""
    assert any("http" in scenario.tags for scenario in feature("en", name).scenarios.values())


def test_only_features_stand_in_the_folders():
    """A file that is not collected is a law that is not held."""
    assert {path.suffix for path in FEATURES.rglob("*") if path.is_file()} == {".feature"}
