"""The policies that ship, and which one is in force."""

from collections.abc import Callable
from datetime import datetime

from laeringslopp.decision import Decision
from laeringslopp.policy import POLICY_STREAM, Mode, Policy
from laeringslopp.rules.duty import DUTIES, Duty
from laeringslopp.rules.guard import GUARDS, Guard
from laeringslopp.rules.plugins import load_plugins


def stream_of(organisation: str) -> str:
    """The stream that holds an organisation's policies."""
    return f"{POLICY_STREAM}{organisation}"


def shipped(name: str) -> Policy:
    """A policy that ships with the library: ``standard`` or ``strict``. Raises KeyError for another name.

    What plugins bring is off in both: to install a package changes nobody's rules, only a policy that names them does.
    """
    load_plugins()
    rules: tuple[Guard | Duty, ...] = (*(own for own in GUARDS.values() if own.plugin is None), *DUTIES.values())
    modes: dict[str, dict[str, Mode]] = {
        "standard": {rule.rule_id: rule.standard for rule in rules},
        "strict": {rule.rule_id: rule.strict for rule in rules},
    }
    owners = {rule.rule_id: rule.owner for rule in rules if rule.owner is not None}
    return Policy(name, modes[name], owners=owners)


def in_force(stream: Decision, at: datetime, named: Policy, made: Callable[[str], Policy]) -> Policy:
    """The policy of an organisation at a moment: the last of its stream that is in force by then, else ``named``."""
    for adoption in reversed(stream.adopted):
        if adoption.in_force_from <= at:
            try:
                return made(adoption.document)
            except ValueError:  # copied here from a file that was damaged: the one before it stays in force
                continue
    return named
