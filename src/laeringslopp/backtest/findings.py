"""One thing that another policy would have done otherwise, or a duty that it would have raised."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

Outcome = Literal["refused", "remarked", "let-through", "overdue", "met", "owed"]
"""What a policy would have done with a fact; what came of a duty."""
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)


@dataclass(frozen=True, slots=True)
class Finding:
    """Of a guard: a fact that it would have treated otherwise than was recorded. Of a duty: that it was owed."""

    decision_id: str
    version: int
    """The entry that is judged, or that raised the duty."""
    kind: str
    """Of the entry; empty for a duty."""
    rule_id: str
    level: str
    """Whose act it was, or who owes."""
    outcome: Outcome
    missing: str = ""
    """What a refusal asks for, as ``Refusal.missing``."""
    was_remarked: bool = False
    """Whether the rule remarked on it when it was recorded."""
    about: str = ""
    """What a duty is about, as ``Owed.about``."""
    due: date | None = None

    @property
    def is_of_a_duty(self) -> bool:
        """Whether it is about something owed, not about a fact that is judged."""
        return self.due is not None

    def as_line(self) -> str:
        """As it is kept until somebody reads it."""
        due = self.due.isoformat() if self.due else None
        values = [getattr(self, name) for name in self.__slots__[:-1]]
        return json.dumps([*values, due], ensure_ascii=False, separators=(",", ":"))

    @staticmethod
    def of_line(line: str) -> "Finding":
        """What was kept."""
        values = json.loads(line)
        values[-1] = date.fromisoformat(values[-1]) if values[-1] else None
        return Finding(*values)
