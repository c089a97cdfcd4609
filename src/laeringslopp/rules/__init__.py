"""The governance rules. Guards judge one fact each; a new guard is one function in the file of its subject."""

from laeringslopp.rules import choosing, learning, speaking, time, trying
from laeringslopp.rules.duty import DUTIES, Duty, Matter, Owed
from laeringslopp.rules.elsewhere import NOWHERE, Elsewhere, KnownLesson
from laeringslopp.rules.guard import GUARDS, Act, Guard, Missing, guard
from laeringslopp.rules.judging import NEVER_REFUSED, Judgement, judge
from laeringslopp.rules.policies import POLICY_STREAM, in_force, shipped, stream_of

SUBJECTS = (choosing, trying, learning, time, speaking)

__all__ = [
    "DUTIES",
    "GUARDS",
    "NEVER_REFUSED",
    "NOWHERE",
    "POLICY_STREAM",
    "Act",
    "Duty",
    "Elsewhere",
    "Guard",
    "Judgement",
    "KnownLesson",
    "Matter",
    "Missing",
    "Owed",
    "guard",
    "in_force",
    "judge",
    "shipped",
    "stream_of",
]
