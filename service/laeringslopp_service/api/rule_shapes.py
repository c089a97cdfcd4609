"""The shapes of what is answered about the rules."""

from typing import Literal

from pydantic import BaseModel, Field

from laeringslopp.facts.values import Id
from laeringslopp.policy import Mode
from laeringslopp.story.catalogue import Nature
from laeringslopp_service.api.shapes import Shown


class RuleParameter(Shown):
    """A number or a word that a policy may set for a rule."""

    name: Id
    value: int | float | str = Field(description="Under the policy in force.")
    default: int | float | str
    meaning: str
    least: float | None = None
    most: float | None = None
    among: list[str] | None = Field(None, description="The words to choose from.")


class RuleScenario(Shown):
    """One case of a rule."""

    name: str
    steps: list[str]
    examples: list[list[str]] | None = Field(None, description="Rows of an outline's tables, headings first.")


class Rule(Shown):
    """A rule, as it is in force."""

    rule_id: Id
    nature: Nature
    mode: Mode
    owner: str = Field(description="A level; `deciding`: whichever level decides the decision.")
    never_waived: bool
    sentence: str
    reason: str
    parameters: list[RuleParameter]
    kinds: list[str] = Field(description="The kinds of fact that a guard looks at; empty: all of them.")
    plugin: str | None = Field(description="The package that brought it; null: it is the library's own.")
    refused: int | None = Field(description="How many attempts it refused.")
    followed: int | None = Field(
        description="After how many of those the same kind was recorded in the same decision within a day."
    )
    remarked: int | None = Field(description="How many entries it remarked on.")
    waived: int | None = Field(description="How often it was set aside.")
    let_past: int | None = Field(description="How many entries used such a waiver.")
    scenarios: list[RuleScenario]
    scenarios_in: Literal["nb", "en"]


class RuleList(Shown):
    """All rules."""

    items: list[Rule]
    policy: str = Field(description="The policy in force.")
    organisation: str | None = Field(description="Whose; null: what the register was made with.")


ANSWERS: tuple[type[BaseModel], ...] = (RuleList,)
"""Every shape that an answer about the rules has."""
