"""Bring what is made from the rules up to date: their scenarios in the package, and the list in docs/rules.md.

`python scripts/rules.py` writes what has changed. With `--check` it writes nothing, and exits 1 when something is
stale.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from laeringslopp.rules import DUTIES, GUARDS, shipped
from laeringslopp.scenarios import FILE, read
from laeringslopp.scenarios import shipped as packaged
from laeringslopp.story import wording
from laeringslopp.story.catalogue import DECIDING, RuleShown, rules_shown

ROOT = Path(__file__).resolve().parent.parent
BEGIN, END = "<!-- made by `make rules` -->", "<!-- made until here -->"
NATURES = {"guard": "Guards", "duty": "Duties"}


def scenarios(root: Path) -> str:
    """Every scenario of the features, by language and rule; a law that no rule keeps is not shown as one."""
    found = {
        spoken: {
            rule_id: [{name: value for name, value in asdict(each).items() if value} for each in rules[rule_id]]
            for rule_id in sorted(rules.keys() & (GUARDS.keys() | DUTIES.keys()))
        }
        for spoken, rules in read(root / "features").items()
    }
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def page(text: str) -> str:
    """The page with the list of rules as they are now."""
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}\n\n{chr(10).join(listed())}\n{END}{after}"


def listed() -> Iterator[str]:
    """A table of all rules, and a part for each."""
    words = wording("en")
    standard, strict = (rules_shown(shipped(name), words) for name in ("standard", "strict"))
    for nature, heading in NATURES.items():
        pairs = [each for each in zip(standard, strict, strict=True) if each[0].nature == nature]
        if not pairs:
            continue
        yield from (f"### {heading}", "", "| rule | standard | strict | the law |", "|---|---|---|---|")
        for rule, stricter in pairs:
            law = f"{rule.sentence}{' Never waived.' if rule.never_waived else ''}"
            yield f"| `{rule.rule_id}` | {rule.mode} | {stricter.mode} | {law} |"
        yield ""
        for rule, _ in pairs:
            yield from told(rule)


def told(rule: RuleShown) -> Iterator[str]:
    """One rule."""
    owner = "the deciding level" if rule.owner == DECIDING else f"the level `{rule.owner}`"
    kinds = ", ".join(f"`{kind}`" for kind in rule.kinds) or "every kind"
    asks = f" Looks at {kinds}." if rule.nature == "guard" else ""
    yield from (
        f"#### {rule.rule_id}",
        "",
        f"{rule.sentence} {rule.reason}".strip(),
        "",
        f"Owned by {owner}.{asks}",
        "",
    )
    for each in rule.parameters:
        bounds = [
            f"{word} {value}"
            for word, value in (("from", each.parameter.least), ("to", each.parameter.most))
            if value is not None
        ]
        if each.parameter.among:
            bounds = [f"one of {', '.join(each.parameter.among)}"]
        within = f"; {' '.join(bounds)}" if bounds else ""
        yield f"- `{each.parameter.name}` (default {each.parameter.default}{within}): {each.meaning}"
    if rule.parameters:
        yield ""
    for scenario in rule.scenarios:
        yield f"- *{scenario.name}.* {'; '.join(scenario.steps)}."
    if rule.scenarios:
        yield ""


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    parser = argparse.ArgumentParser(description="Bring what is made from the rules up to date.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when something is stale")
    check = parser.parse_args(arguments).check
    stale = []
    for path, made in ((root / "src/laeringslopp" / FILE, scenarios), (root / "docs/rules.md", page)):
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        after = made(root) if made is scenarios else page(before)
        if after == before:
            continue
        stale.append(path)
        if not check:
            path.write_text(after, encoding="utf-8")
            packaged.cache_clear()
            print(f"{path.relative_to(root)}: written")
    if check:
        for path in stale:
            print(f"{path.relative_to(root)}: stale; run make rules", file=sys.stderr)
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
