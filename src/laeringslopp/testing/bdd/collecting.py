"""Feature files as pytest's own: found, tagged and run without any Python beside them."""

import re
import types
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path

import pytest
from pytest_bdd import scenarios
from pytest_bdd.gherkin_parser import Child, get_gherkin_document
from pytest_bdd.parser import Feature, Step
from pytest_bdd.utils import CONFIG_STACK

from laeringslopp.testing.bdd.phrases import Language, languages

COLLECT = "laeringslopp_features"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Says where features are found."""
    parser.addini(COLLECT, "collect *.feature files (on unless a test module of your own does it)", "bool", True)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Makes a feature file a file of tests, in a folder or named on the command line."""
    if file_path.suffix != ".feature":
        return None
    if not parent.config.getini(COLLECT) and not parent.session.isinitpath(file_path):
        return None
    file: FeatureFile = FeatureFile.from_parent(parent, path=file_path)
    return file


class FeatureFile(pytest.Module):
    """A feature file, and the tests that pytest-bdd makes of its scenarios."""

    def _getobj(self) -> types.ModuleType:
        tags_and_names = list(told_in(self.path))
        for tag in sorted({tag for tags, _ in tags_and_names for tag in tags}):
            _make_known(self.config, tag)
        twice = [name for name, times in Counter(name for _, name in tags_and_names).items() if times > 1]
        if twice:
            raise self.CollectError(f"{self.path}: two scenarios have one name, and only one would run: {twice}")
        module = types.ModuleType(self.path.stem)
        module.__file__ = str(self.path)
        module.__dict__["scenarios"] = scenarios
        exec(compile(f"scenarios({str(self.path)!r})", str(self.path), "exec"), module.__dict__)
        del module.__dict__["scenarios"]
        return module


def pytest_bdd_apply_tag(tag: str) -> None:
    """Makes a tag a known marker, so that ``-m late`` runs one rule's scenarios, with ``--strict-markers`` too."""
    _make_known(CONFIG_STACK[-1], tag)


def _make_known(config: pytest.Config, tag: str) -> None:
    line = f"{tag}: scenarios tagged {tag}"
    if line not in config.getini("markers"):
        config.addinivalue_line("markers", line)


def told_in(path: Path) -> Iterator[tuple[set[str], str]]:
    """The tags and the name of each scenario of a feature file. Raises CollectError where it is no feature."""
    try:
        feature = get_gherkin_document(str(path)).feature
    except Exception as problem:
        raise pytest.Collector.CollectError(f"{path}: {problem}") from None
    yield from _told(feature.children, {tag.name.lstrip("@") for tag in feature.tags})


def _told(children: Iterable[Child], around: set[str]) -> Iterator[tuple[set[str], str]]:
    for child in children:
        if child.scenario:
            examples = {tag.name.lstrip("@") for table in child.scenario.examples for tag in table.tags}
            yield around | examples | {tag.name.lstrip("@") for tag in child.scenario.tags}, child.scenario.name
        elif child.rule:
            yield from _told(child.rule.children, around | {tag.name.lstrip("@") for tag in child.rule.tags})


def pytest_bdd_step_error(feature: Feature, step: Step, exception: Exception) -> None:
    """Says at which step it was that something turned out otherwise."""
    if isinstance(exception, pytest.fail.Exception) and isinstance(exception.msg, str):
        exception.msg = f"{feature.filename}:{step.line_number}: {step.keyword} {step.name}\n{exception.msg}"


def pytest_bdd_step_func_lookup_error(feature: Feature, step: Step) -> None:
    """Says which sentences come nearest, in the language of the feature."""
    language = next((each for each in languages() if each.code == feature.language), languages()[0])
    known = dict(sentences(language, step.type))
    near = get_close_matches(_plain(step.name), known, n=3, cutoff=0.4)
    hint = "".join(f"\n    {step.keyword} {known[plain]}" for plain in near)
    where = f"{feature.filename}:{step.line_number}"
    pytest.fail(
        f"{where}: there is no step «{step.keyword} {step.name}»."
        + (f" The nearest:{hint}" if hint else "")
        + "\nEvery step is listed in docs/specs.md, and by python -m laeringslopp.testing.bdd",
        pytrace=False,
    )


def sentences(language: Language, step_type: str) -> Iterator[tuple[str, str]]:
    """Each sentence that may stand there: as it is likely written, and as a template."""
    told = (template for templates in language.facts.values() for template in templates)
    before = (*told, *language.rules.values(), *language.time.values())
    for template in language.answers.values() if step_type == "then" else before:
        yield _plain(template), template


def _plain(sentence: str) -> str:
    """Without signs, and with one of each pair of words."""
    sentence = re.sub(r'"[^"]*"|<\w+>', '"…"', sentence)
    sentence = re.sub(r"\(([^|()]*)\|[^()]*\)", r"\1", sentence)
    return sentence.replace("[", "").replace("]", "")
