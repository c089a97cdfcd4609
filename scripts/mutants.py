"""Change the rules one place at a time, and see whether a scenario notices.

`python scripts/mutants.py` changes each place in the code of the rules that cosmic-ray knows how to change, and runs
the English features against each changed library until a scenario fails. It lists the changes that none noticed, and
exits 1 where they are more than one in twenty. `--whole` instead takes each rule away, turns it around, and makes it
speak always; there every change must be noticed.

A change is made in the memory of a process of its own; no file is touched.
"""

import argparse
import ast
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import itertools
import os
import resource
import signal
import sys
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any, TypeVar

import pytest
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names
from pytest_bdd import gherkin_parser, parser

T = TypeVar("T")

ROOT = Path(__file__).resolve().parent.parent
FEATURES = ROOT / "features" / "en"
RULES = ROOT / "src" / "laeringslopp" / "rules"
MODULES = (
    *("choosing", "trying", "learning", "retrying", "concluding", "remembering", "knowing", "steering", "time"),
    *("speaking", "guard", "judging", "elsewhere", "learned", "duty", "calendar"),
    *("duties.trying", "duties.learning", "duties.answering", "duties.deciding"),
)
"""Where rules judge, and what says what is owed. All else in the folder is about files, plugins and figures."""
BELOW = tuple(f"laeringslopp.{name}" for name in ("access", "decision", "entry", "errors", "facts", "plain", "when"))
"""What the rules stand on, and is loaded once."""
PLAIN = ("-x", "--assert=plain", "--tb=no", "-p", "pytest_bdd.plugin", "-p", "no:cacheprovider")
SECONDS, PATIENCE, BYTES = 60, 1200, 4 * 2**30
"""What one process may take of a processor, of time, and of memory. A change after which a scenario never ends was
noticed; a machine that does much else is no reason to think so."""
OF_EVERY_DUTY, OF_LESSONS = (".duty", ".calendar"), (".learned", ".elsewhere")
"""What is no rule itself: the files that all duties, and that the rule on the lessons of others, go through."""
ENOUGH = 0.95
ALIKE = ({"BitOr", "BitAnd", "BitXor"}, {"Is", "IsNot"}, {"In", "NotIn"})
"""What is replaced by its like alone."""
NEVER = {"Pow", "LShift", "RShift"}
BY_THE_ALPHABET = ("_Lt", "_LtE", "_Gt", "_GtE")


@dataclass(frozen=True)
class Mutant:
    """A module with one place changed."""

    module: str
    line: int
    before: str
    after: str
    operator: str
    source: str

    def __str__(self) -> str:
        return f"{self.module}:{self.line}  {self.before}  ->  {self.after}"


def mutants_of(module: str) -> Iterator[Mutant]:
    """Each change of a module that makes another program; annotations and decorators are left alone."""
    source = path_of(module).read_text(encoding="utf-8")
    tree, lines = get_ast(source), source.splitlines()
    types, words = list(about_types(source)), list(about_words(source))
    seen = {code_text(compile(source, module, "exec"))}
    for name in filter(is_sensible, operator_names()):
        operator = get_operator(name)()
        places = [start for node in ast_nodes(tree) for start, _ in operator.mutation_positions(node)]
        for number, (line, column) in enumerate(places):
            left_alone = (*types, *words) if name.endswith(BY_THE_ALPHABET) else types
            if any(begin <= (line, column) < end for begin, end in left_alone):
                continue
            changed = mutate_code(source, operator, number)
            text = code_text(compile(changed, module, "exec")) if changed and compiles(changed) else None
            if text is None or text in seen:
                continue
            seen.add(text)
            others = changed.splitlines()
            at = next(at for at, (mine, theirs) in enumerate(zip(lines, others, strict=False)) if mine != theirs)
            yield Mutant(module, at + 1, lines[at].strip(), others[at].strip(), name.partition("/")[2], changed)


def unchanged(module: str) -> Mutant:
    """No change at all: where a scenario fails all the same, no other failure says anything."""
    return Mutant(module, 0, "", "", "", path_of(module).read_text(encoding="utf-8"))


def is_sensible(name: str) -> bool:
    """Whether what an operator makes is not merely a program that no type check lets through."""
    operator = get_operator(name)
    if operator.arguments() or name.endswith("/RemoveDecorator"):
        return False
    _, _, replaced = name.partition("Operator_")
    before, _, after = replaced.partition("_")
    return all((before in alike) == (after in alike) for alike in ALIKE) and after not in NEVER


Span = tuple[tuple[int, int], tuple[int, int]]


def span(node: ast.expr) -> Span:
    """Where an expression begins and ends."""
    return (node.lineno, node.col_offset), (node.end_lineno or 0, node.end_col_offset or 0)


def about_words(source: str) -> Iterator[Span]:
    """Where something is compared with a word: before or after it in the alphabet is no other law."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Compare):
            for each in (node.left, *node.comparators):
                if isinstance(each, ast.Constant) and isinstance(each.value, str):
                    yield span(node)


def about_types(source: str) -> Iterator[Span]:
    """Where the code only says of what type something is, or how a class is made."""
    for node in ast.walk(ast.parse(source)):
        told: list[ast.expr | None] = []
        if isinstance(node, ast.FunctionDef):
            every = (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
            if node.args.kwonlyargs:  # the star before them is no product
                yield (node.lineno, node.col_offset), span(every[len(every) - len(node.args.kwonlyargs)])[0]
            told += [node.returns, *(each.annotation for each in every)]
            told += [each for each in node.decorator_list if "cache" in ast.unparse(each)]  # as fast, and no law
        elif isinstance(node, ast.ClassDef):
            told += node.decorator_list
        elif isinstance(node, ast.AnnAssign):
            told.append(node.annotation)
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Subscript):
            told.append(node.value)
        for each in told:
            if each is not None:
                yield span(each)


def compiles(source: str) -> bool:
    """Whether it is a program at all."""
    try:
        compile(source, "changed", "exec")
    except SyntaxError:
        return False
    return True


def code_text(code: CodeType) -> str:
    """What a program does, to tell two apart."""
    inner = (code_text(each) if isinstance(each, CodeType) else repr(each) for each in code.co_consts)
    return f"{code.co_code.hex()} {code.co_names} {code.co_varnames} {code.co_exceptiontable!r} {' '.join(inner)}"


def path_of(module: str) -> Path:
    """The file of a module."""
    return RULES / f"{module.replace('.', '/')}.py"


class Changed(importlib.abc.MetaPathFinder, importlib.machinery.SourceFileLoader):
    """Imports a module as it reads after the change, and all others as they are."""

    def __init__(self, mutant: Mutant) -> None:
        super().__init__(f"laeringslopp.rules.{mutant.module}", str(path_of(mutant.module)))
        self._code = compile(mutant.source, self.path, "exec")

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != self.name:
            return None
        return importlib.util.spec_from_file_location(fullname, self.path, loader=self)

    def get_code(self, fullname: str) -> CodeType:
        return self._code


class FirstOf:
    """Runs the scenarios of some rules first, or alone."""

    def __init__(self, module: str = "", rule_id: str = "") -> None:
        self._module, self._rule_id = f"laeringslopp.rules.{module}", rule_id

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        from laeringslopp.rules import DUTIES, GUARDS

        judged = {rule_id: rule.judge for rule_id, rule in GUARDS.items()}
        judged |= {rule_id: rule.matters for rule_id, rule in DUTIES.items()}
        first = {rule_id for rule_id, function in judged.items() if function.__module__ == self._module}
        first |= set(DUTIES) if self._module.endswith(OF_EVERY_DUTY) else set()
        first |= {"lesson-known-before-decision"} if self._module.endswith(OF_LESSONS) else set()
        if self._rule_id:
            items[:] = [item for item in items if item.get_closest_marker(self._rule_id)]
        items.sort(key=lambda item: first.isdisjoint(mark.name for mark in item.iter_markers()))


def begin(prepare: Callable[[], FirstOf], files: Iterable[Path] = (FEATURES,)) -> int:
    """Begins to run scenarios in a process of its own, which ends with 0 where all of them pass; gives its number."""
    if (process := os.fork()) > 0:
        return process
    signal.alarm(PATIENCE)
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    quiet = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(quiet, stream)
    code = 1
    try:
        code = pytest.main([*PLAIN, *map(str, files)], plugins=[prepare()])
    finally:
        os._exit(code)


def run(begun: Iterable[tuple[T, Callable[[], int]]], workers: int) -> Iterator[tuple[T, bool]]:
    """Runs scenarios for each of many changes, some at a time, and says whether all of them passed."""
    running: dict[int, T] = {}

    def ended() -> tuple[T, bool]:
        process, status = os.wait()
        return running.pop(process), status == 0

    for change, start in begun:
        if len(running) >= workers:
            yield ended()
        running[start()] = change
    while running:
        yield ended()


def load() -> None:
    """Loads the library, and reads the features, once for all processes."""
    parse = cache(gherkin_parser.get_gherkin_document)
    gherkin_parser.get_gherkin_document = parser.get_gherkin_document = parse
    for file in FEATURES.glob("*.feature"):
        parse(str(file))
    for name in ("collecting", "acts", "answers", "owing"):
        importlib.import_module(f"laeringslopp.testing.bdd.{name}")


def in_one_place(mutants: Iterable[Mutant]) -> Iterator[tuple[Mutant, Callable[[], int]]]:
    """Each change of one place, and how its scenarios begin."""
    load()
    for name in [name for name in sys.modules if name.startswith("laeringslopp") and not name.startswith(BELOW)]:
        del sys.modules[name]  # each process loads the rules, and all that stands on them, anew
    for mutant in (unchanged(MODULES[0]), *mutants):

        def prepare(mutant: Mutant = mutant) -> FirstOf:
            sys.meta_path.insert(0, Changed(mutant))
            return FirstOf(module=mutant.module)

        yield mutant, partial(begin, prepare)


def of_whole_rules(every: int) -> Iterator[tuple[str, Callable[[], int]]]:
    """Each rule taken away, turned around and never silent, and how its own scenarios begin; one change in so many."""
    from laeringslopp.rules import DUTIES, GUARDS

    load()
    yield UNCHANGED, partial(begin, FirstOf)
    told = {file: file.read_text(encoding="utf-8") for file in FEATURES.glob("*.feature")}
    every_change = (
        (rules, rule_id, *change)
        for rules, changes in ((GUARDS, OF_GUARDS), (DUTIES, OF_DUTIES))
        for rule_id in rules
        for change in changes.items()
    )
    for rules, rule_id, name, change in itertools.islice(every_change, None, None, every):
        files = [file for file, text in told.items() if f"@{rule_id}\n" in text]

        def prepare(rules: Any = rules, rule_id: str = rule_id, change: Any = change) -> FirstOf:
            rules[rule_id] = replace(rules[rule_id], **change(rules[rule_id]))
            importlib.import_module("laeringslopp.rules.guard").guards_of.cache_clear()
            return FirstOf(rule_id=rule_id)

        yield f"{rule_id} {name}", partial(begin, prepare, files)


def _without(guard: Any) -> dict[str, Any]:
    return {"judge": lambda *asked: None}


def _turned(guard: Any) -> dict[str, Any]:
    missing = importlib.import_module("laeringslopp.rules").Missing("anything")
    return {"judge": lambda *asked: missing if guard.judge(*asked) is None else None}


def _never_silent(guard: Any) -> dict[str, Any]:
    missing = importlib.import_module("laeringslopp.rules").Missing("anything")
    return {"judge": lambda *asked: guard.judge(*asked) or missing}


def _raises_nothing(duty: Any) -> dict[str, Any]:
    return {"matters": lambda decision: iter(())}


def _met_where_it_was_not(duty: Any) -> dict[str, Any]:
    rules = importlib.import_module("laeringslopp.rules")

    def turned(matter: Any) -> Any:
        needed = duty.needs(matter, rules.shipped("standard")) if duty.needs else ()
        undone = tuple((step, matter.since) for step in needed if step not in dict(matter.steps))
        return matter._replace(met_on=0 if matter.met_on else matter.since, steps=undone)

    return {"matters": lambda decision: map(turned, duty.matters(decision))}


def _always_owed(duty: Any) -> dict[str, Any]:
    matter = importlib.import_module("laeringslopp.rules").Matter

    def matters(decision: Any) -> Iterator[Any]:
        found = [each._replace(met_on=0, fell_on=0, steps=()) for each in duty.matters(decision)]
        yield from found or [matter("", 1, "administrative", decision.first_recorded_at.toordinal())]

    return {"matters": matters}


UNCHANGED = "unchanged"
OF_GUARDS = {"taken away": _without, "turned around": _turned, "never silent": _never_silent}
OF_DUTIES = {"taken away": _raises_nothing, "turned around": _met_where_it_was_not, "always owed": _always_owed}


def try_whole_rules(workers: int, every: int) -> int:
    """Says which rules may be changed as a whole without a scenario that fails."""
    tried, unnoticed = 0, 0
    for change, passed in run(of_whole_rules(every), workers):
        if change == UNCHANGED:
            assert passed, "scenarios fail without any change"
            continue
        tried, unnoticed = tried + 1, unnoticed + passed
        if passed:
            print(change, flush=True)
    print(f"{tried} changes of whole rules, {unnoticed} not noticed")
    return 1 if unnoticed else 0


def try_places(mutants: Sequence[Mutant], workers: int) -> int:
    """Says which places may be changed without a scenario that fails, and how many in each module."""
    tried, unnoticed = Counter[str](), Counter[str]()
    for mutant, passed in run(in_one_place(mutants), workers):
        if not mutant.line:
            assert passed, "scenarios fail without any change"
            continue
        tried[mutant.module] += 1
        unnoticed[mutant.module] += passed
        if passed:
            print(mutant, flush=True)
    print("\n| module | changes | noticed | not noticed | share noticed |", "|---|---|---|---|---|", sep="\n")
    for module in tried:
        print(_row(module, tried[module], unnoticed[module]))
    print(_row("all", tried.total(), unnoticed.total()))
    return 0 if unnoticed.total() <= (1 - ENOUGH) * tried.total() else 1


def _row(name: str, tried: int, unnoticed: int) -> str:
    return f"| {name} | {tried} | {tried - unnoticed} | {unnoticed} | {1 - unnoticed / tried:.1%} |"


def main(arguments: list[str] | None = None) -> int:
    options = argparse.ArgumentParser(description="Change the rules, and see whether a scenario notices.")
    options.add_argument("modules", nargs="*", default=MODULES, help="such as choosing or duties.trying")
    options.add_argument("--whole", action="store_true", help="change whole rules, not one place at a time")
    options.add_argument("--every", type=int, default=1, help="try only one change in so many")
    options.add_argument("--line", type=int, help="try only the changes of one line")
    options.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    options.add_argument("--list", action="store_true", help="only list the changes")
    asked = options.parse_args(arguments)
    warnings.simplefilter("ignore", SyntaxWarning)
    os.chdir(ROOT)
    if asked.whole:
        return try_whole_rules(asked.workers, asked.every)
    found = (mutant for module in asked.modules for mutant in mutants_of(module))
    mutants = [mutant for mutant in found if asked.line in (None, mutant.line)][:: asked.every]
    if asked.list:
        print(*mutants, sep="\n")
        return 0
    return try_places(mutants, asked.workers)


if __name__ == "__main__":
    sys.exit(main())
