"""The governance rules. Guards judge one fact each; a new guard is one function in the file of its subject."""

from laeringslopp.rules import choosing, learning, time, trying
from laeringslopp.rules.guard import GUARDS, Act, Guard, Missing, guard, shipped
from laeringslopp.rules.judging import NEVER_REFUSED, Judgement, judge

SUBJECTS = (choosing, trying, learning, time)

__all__ = ["GUARDS", "NEVER_REFUSED", "Act", "Guard", "Judgement", "Missing", "guard", "judge", "shipped"]
