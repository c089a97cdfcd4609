"""A backtest as JSON, for programs and for the service."""

from typing import Any

from laeringslopp.backtest.findings import OUTCOMES, Finding
from laeringslopp.backtest.result import Backtest
from laeringslopp.rules import DUTIES
from laeringslopp.story.rulewords import law
from laeringslopp.story.wording import Wording


def tell_backtest(backtest: Backtest, words: Wording) -> dict[str, Any]:
    """What it counted: in all, by rule and level, and which decisions to look at first."""
    return {
        "policy": backtest.policy,
        "position": backtest.position,
        "facts": backtest.facts,
        "decisions": backtest.decisions,
        "history": backtest.history,
        "totals": {_key(outcome): backtest.total(outcome) for outcome in OUTCOMES},
        "rules": [
            {
                "rule_id": rule.rule_id,
                "nature": "duty" if rule.rule_id in DUTIES else "guard",
                "level": rule.level,
                "sentence": f"{law(rule.rule_id, words)}.",
                **{_key(outcome): rule.of.get(outcome, 0) for outcome in OUTCOMES},
            }
            for rule in backtest.rules
        ],
        "first": [
            {"rule_id": rule_id, "decision_id": decision_id, "findings": count}
            for rule_id, named in backtest.first.items()
            for decision_id, count in named
        ],
    }


def tell_finding(finding: Finding) -> dict[str, Any]:
    """One finding; what it does not have is left out."""
    told = {
        "decision_id": finding.decision_id,
        "version": finding.version,
        "rule_id": finding.rule_id,
        "level": finding.level,
        "outcome": finding.outcome,
    }
    if finding.due is not None:
        return {**told, "about": finding.about, "due": finding.due.isoformat()}
    missing = {"missing": finding.missing} if finding.missing else {}
    return {**told, "kind": finding.kind, **missing, "was_remarked": finding.was_remarked}


def _key(outcome: str) -> str:
    return outcome.replace("-", "_")
