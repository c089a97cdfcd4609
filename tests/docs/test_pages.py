"""Documentation runs: what a page shows is what happens."""

import re
from pathlib import Path

import pytest

from laeringslopp.facts import KINDS
from laeringslopp.rules import DUTIES, GUARDS
from laeringslopp_service.problems import KINDS as PROBLEMS
from tests.docs.pages import PAGES, ROOT, examples, name_of

LINK = re.compile(r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]*))?\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
TARGET = re.compile(r"^([a-z]+):", re.MULTILINE)
IN_A_TABLE = re.compile(r"^\| `([a-z-]+)` \| (\w+) \| (\w+) \|", re.MULTILINE)


def no_commands(program: str, arguments: list[str]) -> str:
    raise AssertionError(f"no command line is run here: {program} {arguments}")


def show(tmp_path: Path, text: str) -> None:
    """Runs a page with this text."""
    page = tmp_path / "page.md"
    page.write_text(text, encoding="utf-8")
    for example in examples(page, no_commands):
        example.evaluate()


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_what_a_page_shows_is_what_happens(page, tmp_path, monkeypatch, run_command):
    """A reader who pastes an example and gets something else stops trusting the rest of the page."""
    monkeypatch.chdir(tmp_path)
    for example in examples(page, run_command):
        example.evaluate()


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_leads_somewhere(page):
    """A page that is moved or renamed takes the links to it along."""
    for file, heading in LINK.findall(page.read_text(encoding="utf-8")):
        there = (page.parent / file).resolve() if file else page
        assert there.exists(), f"{name_of(page)} links to {file}"
        if heading:
            anchors = {anchor(title) for title in HEADING.findall(there.read_text(encoding="utf-8"))}
            assert heading in anchors, f"{name_of(page)} links to {file}#{heading}"


def anchor(title: str) -> str:
    """What a heading is called in a link, as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_make_target_that_a_page_names_exists(page):
    """The first command that a newcomer types is the last one that may fail."""
    targets = TARGET.findall((ROOT / "Makefile").read_text(encoding="utf-8"))
    named = re.findall(r"(?:^|`)make ([a-z]+)", page.read_text(encoding="utf-8"), re.MULTILINE)
    assert set(named) <= set(targets)


def test_the_rules_that_are_listed_are_the_rules_that_judge():
    """Who is refused looks the rule up; a rule that is not listed, or listed with another mode, misleads."""
    listed = IN_A_TABLE.findall((ROOT / "docs" / "rules.md").read_text(encoding="utf-8"))
    judging = [(rule.rule_id, rule.standard, rule.strict) for rule in (*GUARDS.values(), *DUTIES.values())]
    assert sorted(listed) == sorted(judging)


def test_an_output_that_differs_is_found(tmp_path):
    """The tests above can fail."""
    with pytest.raises(Exception, match="printed:\ntwo"):
        show(tmp_path, "```python\nprint('two')\n```\n\n```text\none\n```\n")


@pytest.mark.parametrize("after", ["", "\n```python\npass\n```\n"])
def test_an_output_that_is_not_shown_is_found(tmp_path, after):
    """What an example prints is part of what it teaches."""
    with pytest.raises(pytest.fail.Exception, match="not shown"):
        show(tmp_path, f"```python\nprint('two')\n```\n{after}")


def test_dots_stand_for_what_is_new_each_time(tmp_path):
    """Times and ids made by the register differ from run to run; all else is compared."""
    show(tmp_path, "```python\nprint('sak-4f1 is open')\n```\n\n```text\nsak-… is open\n```\n")
    with pytest.raises(Exception, match="shown"):
        show(tmp_path, "```python\nprint('sak-4f1 is shut')\n```\n\n```text\nsak-… is open\n```\n")


def test_the_problems_that_are_listed_are_those_that_are_answered():
    """A client is written against the types that are listed."""
    listed = re.findall(r"^\| `/problems/([a-z-]+)` \| (\d+) \|", (ROOT / "docs" / "http.md").read_text("utf-8"), re.M)
    assert sorted(listed) == sorted((name, str(kind.status)) for name, kind in PROBLEMS.items())


def test_the_kinds_that_are_listed_have_the_fields_that_are_listed():
    """Whoever writes a file for import writes it from this table."""
    table = (ROOT / "docs" / "import-export.md").read_text("utf-8").partition("## Kinds")[2]
    rows = re.findall(r"^\| `([a-z-]+)` \| (.+) \|$", table, re.M)
    listed = {kind: set(re.findall(r"`(\w+)`(\??)", fields)) for kind, fields in rows}
    for kind, cls in KINDS.items():
        fields = {(field.alias or name, "" if field.is_required() else "?") for name, field in cls.model_fields.items()}
        assert listed.pop(kind) == fields - {("kind", "?")}, kind
    assert not listed
