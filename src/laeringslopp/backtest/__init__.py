"""What another policy would have made of all that is recorded, before anyone adopts it."""

from laeringslopp.backtest.findings import OUTCOMES, Finding, Outcome
from laeringslopp.backtest.result import Backtest, RuleCount
from laeringslopp.backtest.running import run

__all__ = ["OUTCOMES", "Backtest", "Finding", "Outcome", "RuleCount", "run"]
