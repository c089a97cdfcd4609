"""The shapes of what is answered about backtests."""

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, Field

from laeringslopp.facts.values import Id
from laeringslopp_service.api.shapes import Shown


class BacktestRule(Shown):
    """What a rule would have done at one level."""

    rule_id: Id
    nature: Literal["guard", "duty"]
    level: str = Field(description="Whose acts they were, or who owes.")
    sentence: str
    refused: int
    remarked: int
    let_through: int = Field(description="Entries that it remarked on when they were recorded, and would not now.")
    overdue: int
    met: int
    owed: int


class BacktestTotals(Shown):
    """How many findings there are of each outcome."""

    refused: int
    remarked: int
    let_through: int
    overdue: int
    met: int
    owed: int


class BacktestFirst(Shown):
    """A decision with many findings of a rule."""

    rule_id: Id
    decision_id: Id
    findings: int


class BacktestResult(Shown):
    """What a policy would have made of what was recorded up to a position."""

    policy: Id
    position: int
    facts: int
    decisions: int
    history: int = Field(description="How many of the facts were recorded afterwards, and are only remarked on.")
    totals: BacktestTotals
    rules: list[BacktestRule]
    first: list[BacktestFirst] = Field(description="For each rule the decisions to look at first.")


class BacktestJob(Shown):
    """A backtest: how far it has come, and then what it found."""

    backtest_id: Id
    state: Literal["running", "done", "stopped", "failed"]
    policy: Id
    organisation: Id | None = None
    as_it_happened: bool
    started_at: datetime
    done: int = Field(description="How many facts are judged.")
    of: int = Field(description="Of how many.")
    result: BacktestResult | None = None
    why: str | None = Field(None, description="Why it failed, where that can be told.")


class Finding(Shown):
    """A fact that a policy would have treated otherwise, or a follow-up that it would have asked for."""

    decision_id: Id
    version: int
    rule_id: Id
    level: str
    outcome: Literal["refused", "remarked", "let-through", "overdue", "met", "owed"]
    kind: str | None = None
    missing: str | None = None
    was_remarked: bool | None = None
    about: str | None = None
    due: date | None = None


class FindingPage(Shown):
    """Findings, decision by decision."""

    items: list[Finding]
    next: str | None = Field(description="The cursor to go on from; null: there is no more.")


ANSWERS: tuple[type[BaseModel], ...] = (BacktestJob, FindingPage)
"""Every shape that an answer about a backtest has."""
