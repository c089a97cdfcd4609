"""The table of docs/backtest.md: what strict would have made of the cases that ship. ``make casetable`` writes it."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from laeringslopp import Register
from laeringslopp.cases import is_made_up, record_demo
from laeringslopp.rules import shipped
from laeringslopp.rules.duty import DUTIES
from laeringslopp.story import wording
from laeringslopp.story.rulewords import law

PAGE = Path(__file__).parent.parent / "docs" / "backtest.md"
BEGIN, END = "<!-- table: make casetable -->\n", "<!-- end of table -->"
TODAY = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)
"""The day on which duties are asked about, so that the table is the same tomorrow."""


class _Clock:
    """Whatever time the cases are recorded at, and then the day of the table."""

    def __init__(self, clock: object) -> None:
        self.clock = clock
        self.stands = False

    def __call__(self) -> datetime:
        return TODAY if self.stands else self.clock()  # type: ignore[operator, no-any-return]


def table() -> str:
    """The table in Markdown, of the cases that happened."""
    made: list[tuple[Register, _Clock]] = []

    def opening(clock: object) -> Register:
        told = _Clock(clock)
        made.append((Register.open("memory:", "strict", told), told))
        return made[0][0]

    record_demo(opening)
    register, clock = made[0]
    clock.stands = True
    words = wording("en")
    real = {name for name in register.decision_ids() if not is_made_up(register.decision(name))}
    counts: dict[tuple[str, str], dict[str, int]] = {}
    first: dict[str, dict[str, int]] = {}
    with register.backtest(shipped("strict"), as_it_happened=True) as backtest:
        for each in backtest.findings():
            if each.decision_id in real:
                of = counts.setdefault((each.rule_id, each.level), {})
                of[each.outcome] = of.get(each.outcome, 0) + 1
                if each.outcome != "met":
                    named = first.setdefault(each.rule_id, {})
                    named[each.decision_id] = named.get(each.decision_id, 0) + 1
    outcomes = ["refused", *(["overdue", "met", "owed"] if DUTIES else [])]
    lines = [f"| rule | level | {' | '.join(outcomes)} | look first at |", f"|---|---|{'--:|' * len(outcomes)}---|"]
    said: set[str] = set()
    for rule_id, level in sorted(counts):
        of = counts[rule_id, level]
        where = "" if rule_id in said else _most(first.get(rule_id, {}))
        numbers = " | ".join(str(of.get(outcome, "")) for outcome in outcomes)
        lines.append(f"| `{rule_id}` | {words.level(level)} | {numbers} | {where} |")
        said.add(rule_id)
    laws = [f"- `{rule_id}`: {law(rule_id, words)}." for rule_id in sorted(said)]
    return "\n".join([*lines, "", *laws, ""])


def _most(named: dict[str, int]) -> str:
    best = sorted(named.items(), key=lambda item: (-item[1], item[0]))[:3]
    return ", ".join(f"{decision_id} ({count})" for decision_id, count in best)


def with_table(page: str) -> str:
    """The page with the table as it is now."""
    before, _, rest = page.partition(BEGIN)
    return before + BEGIN + "\n" + table() + "\n" + END + rest.partition(END)[2]


if __name__ == "__main__":
    PAGE.write_text(with_table(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    sys.stdout.write(f"{PAGE}: written\n")
