"""What a backtest found: counts in memory, and every single finding in a file that goes when the result does."""

import heapq
import shutil
import weakref
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from tempfile import mkdtemp
from types import TracebackType
from typing import Any, NamedTuple, Self

from laeringslopp.backtest.findings import OUTCOMES, Finding, Outcome

FIRST = 5
"""How many decisions are named for a rule."""


class RuleCount(NamedTuple):
    """What a rule would have done at one level."""

    rule_id: str
    level: str
    """Whose acts they were, or who owes."""
    of: Mapping[Outcome, int]
    """How many of each outcome; what did not occur is left out."""


class Folder:
    """Where findings lie until nobody asks for them any more."""

    def __init__(self) -> None:
        self.path = Path(mkdtemp(prefix="laeringslopp-backtest-"))
        self.remove = weakref.finalize(self, shutil.rmtree, self.path, ignore_errors=True)


class Tally:
    """Counts that grow with rules and levels, whatever is counted."""

    def __init__(self) -> None:
        self.facts = self.decisions = self.history = 0
        self.counts: Counter[tuple[str, str, Outcome]] = Counter()
        self.first: dict[str, list[tuple[int, int, str]]] = {}
        """For each rule the decisions with the most findings: how many, minus which decision, and its id."""

    def count(self, number: int, decision_id: str, facts: int, history: int, found: list[Finding]) -> None:
        """One whole decision, the so-manyeth of the register."""
        self.history += history
        self.facts, self.decisions = self.facts + facts, self.decisions + 1
        self.counts.update((each.rule_id, each.level, each.outcome) for each in found)
        # A duty that was met in time asks nobody to look.
        for rule_id, count in Counter(each.rule_id for each in found if each.outcome != "met").items():
            self._keep(rule_id, (count, -number, decision_id))

    def _keep(self, rule_id: str, named: tuple[int, int, str]) -> None:
        first = self.first.setdefault(rule_id, [])
        heapq.heappush(first, named)
        if len(first) > FIRST:
            heapq.heappop(first)

    def add(self, other: "Tally") -> None:
        """What another counted in other decisions."""
        self.facts, self.decisions = self.facts + other.facts, self.decisions + other.decisions
        self.history += other.history
        self.counts.update(other.counts)
        for rule_id, first in other.first.items():
            for named in first:
                self._keep(rule_id, named)

    def as_json(self) -> Any:
        """As one process tells another."""
        return [
            self.facts,
            self.decisions,
            self.history,
            [[*key, count] for key, count in self.counts.items()],
            self.first,
        ]

    @staticmethod
    def of_json(told: Any) -> "Tally":
        """What another process told."""
        tally = Tally()
        tally.facts, tally.decisions, tally.history = told[:3]
        tally.counts.update({(rule_id, level, outcome): count for rule_id, level, outcome, count in told[3]})
        tally.first = {rule_id: [tuple(named) for named in first] for rule_id, first in told[4].items()}
        return tally


@dataclass(frozen=True, slots=True)
class Backtest:
    """What another policy would have made of a register. Its findings lie in a file until it is closed or let go of."""

    policy: str
    """The name of the policy."""
    position: int
    """How far the register was read."""
    facts: int
    decisions: int
    history: int
    """How many of the facts were only remarked on, since they had happened before they were recorded."""
    rules: tuple[RuleCount, ...]
    """Rules that would have done something otherwise, and duties that would have been raised; by id, then level."""
    first: Mapping[str, tuple[tuple[str, int], ...]]
    """For each rule the decisions to look at first, with how many findings each has."""
    _folder: Folder

    @staticmethod
    def of(policy: str, position: int, tally: Tally, folder: Folder) -> "Backtest":
        """The result that was counted so."""
        by_rule: dict[tuple[str, str], dict[Outcome, int]] = {}
        for (rule_id, level, outcome), count in tally.counts.items():
            by_rule.setdefault((rule_id, level), {})[outcome] = count
        rules = tuple(
            RuleCount(rule_id, level, {each: of[each] for each in OUTCOMES if each in of})
            for (rule_id, level), of in sorted(by_rule.items())
        )
        first = {
            rule_id: tuple((decision_id, count) for count, _, decision_id in sorted(named, reverse=True))
            for rule_id, named in sorted(tally.first.items())
        }
        return Backtest(policy, position, tally.facts, tally.decisions, tally.history, rules, first, folder)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the findings; the counts stay."""
        self._folder.remove()

    def total(self, outcome: Outcome) -> int:
        """How many findings have an outcome."""
        return sum(rule.of.get(outcome, 0) for rule in self.rules)

    def findings(self) -> Iterator[Finding]:
        """Every finding, decision by decision in the order in which they were first recorded, then by version."""
        kept = map(_numbered, self._folder.path.iterdir())
        return (Finding.of_line(line) for _, line in heapq.merge(*kept, key=itemgetter(0)))


def _numbered(file: Path) -> Iterator[tuple[int, str]]:
    """Lines as they were kept, each with the number of its decision."""
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            number, _, kept = line.partition(" ")
            yield int(number), kept
