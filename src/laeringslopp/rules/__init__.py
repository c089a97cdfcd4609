"""The governance rules. Guards judge one fact each; a new guard is one function in the file of its subject."""

from laeringslopp.rules import choosing, learning, speaking, time, trying
from laeringslopp.rules.duty import DUTIES, Duty, Matter, Owed
from laeringslopp.rules.elsewhere import NOWHERE, Elsewhere, KnownLesson
from laeringslopp.rules.guard import GUARDS, Act, Guard, Missing, Said, guard
from laeringslopp.rules.judging import NEVER_REFUSED, Judgement, judge
from laeringslopp.rules.own import OwnRule, own_rule
from laeringslopp.rules.plugins import load_plugins
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
    "OwnRule",
    "Said",
    "guard",
    "in_force",
    "judge",
    "load_plugins",
    "own_rule",
    "shipped",
    "stream_of",
]
