"""The governance rules. Guards judge one fact each; a new guard is one function in the file of its subject."""

from laeringslopp.policy import POLICY_STREAM
from laeringslopp.rules import (
    choosing,
    concluding,
    duties,
    knowing,
    learning,
    remembering,
    retrying,
    speaking,
    steering,
    time,
    trying,
)
from laeringslopp.rules.duty import DUTIES, Duty, Matter, Owed, Raised, duties_of, owed, raised
from laeringslopp.rules.elsewhere import NOWHERE, TEACHING, Elsewhere, KnownLesson
from laeringslopp.rules.guard import GUARDS, Act, Guard, Missing, Said, arrange, guard
from laeringslopp.rules.judging import NEVER_REFUSED, Judgement, judge
from laeringslopp.rules.learned import Learned, StillToStand
from laeringslopp.rules.own import OwnRule, own_rule
from laeringslopp.rules.plugins import load_plugins
from laeringslopp.rules.policies import in_force, shipped, stream_of

SUBJECTS = (choosing, trying, learning, retrying, concluding, remembering, knowing, steering, time, speaking)
"""The files of the guards, in the order in which they judge and are listed."""

arrange(SUBJECTS)

__all__ = [
    "DUTIES",
    "GUARDS",
    "NEVER_REFUSED",
    "NOWHERE",
    "POLICY_STREAM",
    "TEACHING",
    "Act",
    "Duty",
    "Elsewhere",
    "Guard",
    "Judgement",
    "KnownLesson",
    "Learned",
    "Matter",
    "Missing",
    "Owed",
    "OwnRule",
    "Raised",
    "Said",
    "StillToStand",
    "duties",
    "duties_of",
    "guard",
    "in_force",
    "judge",
    "load_plugins",
    "owed",
    "own_rule",
    "raised",
    "shipped",
    "stream_of",
]
