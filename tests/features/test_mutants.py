"""A change in the rules' code is noticed by a scenario; `make mutants` tries every place, and this a few."""

import subprocess
import sys
from pathlib import Path

import pytest

from laeringslopp.rules import DUTIES, GUARDS
from scripts.mutants import MODULES, mutants_of, path_of

ROOT = Path(__file__).parents[2]


def mutants(*arguments: str) -> subprocess.CompletedProcess[str]:
    """What the script says."""
    command = [sys.executable, "scripts/mutants.py", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=600)


def test_no_rule_can_be_taken_away():
    """A law whose absence no scenario notices is a law that nobody wrote down."""
    # The first of the three changes of each rule; `make mutants` also turns each around, and makes it speak always.
    done = mutants("--whole", "--every", "3")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout == f"{len(GUARDS) + len(DUTIES)} changes of whole rules, 0 not noticed\n"


def test_a_change_in_one_place_is_noticed():
    """The run itself works: it would be no use to find that it had broken on the day it is needed."""
    done = mutants("learning", "--every", "5")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "| learning | 5 | 5 | 0 | 100.0% |" in done.stdout


def test_a_change_that_no_scenario_notices_is_listed_and_fails_the_run():
    """A run that cannot fail says nothing; this place is left to the unit tests."""
    done = mutants("steering", "--line", "12")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "steering:12" in done.stdout


@pytest.mark.parametrize("module", ["choosing", "elsewhere"])
def test_a_change_is_another_program_and_changes_one_line(module: str):
    """Words about types and classes, and stars that are no product, are no law."""
    source = path_of(module).read_text(encoding="utf-8").splitlines()
    changed = list(mutants_of(module))
    assert len({mutant.source for mutant in changed}) == len(changed) > 0
    for mutant in changed:
        compile(mutant.source, module, "exec")
        pairs = zip(source, mutant.source.splitlines(), strict=True)
        assert [at for at, (before, after) in enumerate(pairs, start=1) if before != after] == [mutant.line]
        assert "->" not in mutant.before


def test_every_file_of_rules_is_tried():
    """A new subject would otherwise go unnoticed."""
    prefix = "laeringslopp.rules."
    ours = [rule.judge for rule in GUARDS.values() if rule.plugin is None] + [rule.matters for rule in DUTIES.values()]
    assert {function.__module__.removeprefix(prefix) for function in ours} <= set(MODULES)
