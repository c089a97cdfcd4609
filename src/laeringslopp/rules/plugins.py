"""Rules that other distributions bring, found by their entry points when rules are first needed."""

import json
import logging
import re
from collections.abc import Iterable
from functools import cache
from importlib.metadata import EntryPoint, entry_points

from laeringslopp.decision import Decision
from laeringslopp.errors import RuleFailed
from laeringslopp.policy import Policy
from laeringslopp.rules.duty import DUTIES
from laeringslopp.rules.guard import GUARDS, Act, Guard, Judge, Missing, enter_guard
from laeringslopp.rules.own import OwnRule

GROUP = "laeringslopp.rules"
"""The entry-point group; an entry point is named as its rule is."""

RULE_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

log = logging.getLogger("laeringslopp.rules")


@cache
def load_plugins() -> tuple[str, ...]:
    """Enters the rules of every installed plugin, once in a process; what is wrong with some, a sentence for each.

    A rule that cannot be used stands all the same, and fails whenever a policy asks for it: a policy that asks for a
    rule is not served by leaving it out in silence, and nothing else may stop because of it.
    """
    return enter_plugins(entry_points(group=GROUP))


def enter_plugins(found: Iterable[EntryPoint]) -> tuple[str, ...]:
    """Enters these rules; what is wrong with some, a sentence for each, which is logged too."""
    troubles = []
    for point in sorted(found, key=lambda point: (point.name, _distribution(point))):
        plugin = _distribution(point)
        try:
            if (taken := _taken(point.name, plugin)) is not None:
                trouble = f"The rule {point.name} of {plugin} is not used: {taken}"
            else:
                enter_guard(_guard(point, plugin))
                continue
        except Exception as error:  # whatever a plugin does when it is imported
            why = " ".join(f"{type(error).__name__}: {error}".split())
            trouble = f"The rule {point.name} of {plugin} cannot be used, and fails where a policy asks for it: {why}"
            failing = _failing(point.name, plugin, why)
            enter_guard(
                Guard(point.name, None, failing, standard="refuse", strict="refuse", never_waived=False, plugin=plugin)
            )
        troubles.append(trouble)
        log.warning(trouble)
    return tuple(troubles)


def _taken(rule_id: str, plugin: str) -> str | None:
    """Why no plugin may bring a rule of this id."""
    if not RULE_ID.fullmatch(rule_id):
        return "write its id in small letters, digits and hyphens"
    if rule_id in DUTIES or (rule_id in GUARDS and GUARDS[rule_id].plugin is None):
        return "the library has a rule of that name; give it another"
    if rule_id in GUARDS and GUARDS[rule_id].plugin != plugin:
        return f"{GUARDS[rule_id].plugin} brings a rule of that name too"
    return None


def _guard(point: EntryPoint, plugin: str) -> Guard:
    rule = point.load()
    if not isinstance(rule, OwnRule):
        raise TypeError(f"{point.value} is no rule; make one with laeringslopp.rules.own_rule")
    if rule.rule_id != point.name:
        raise ValueError(f"{point.value} is the rule {rule.rule_id}; its entry point must have that name")
    return Guard(
        rule.rule_id,
        rule.kinds,
        _watched(rule.judge, rule.rule_id, plugin),
        standard=rule.mode,
        strict="remark" if rule.only_remarks else "refuse",
        never_waived=False,
        parameters=rule.parameters,
        plugin=plugin,
        said=rule.said,
        scenarios=rule.scenarios,
    )


def _watched(judge: Judge, rule_id: str, plugin: str) -> Judge:
    """The same; whatever it raises, and an answer that is none, is a RuleFailed that names it."""

    def asked(decision: Decision, act: Act, policy: Policy) -> Missing | None:  # type: ignore[type-arg]
        try:
            missing: object = judge(decision, act, policy)
            if missing is None:
                return None
            if not isinstance(missing, Missing):
                raise TypeError(f"a rule answers with Missing or None, not {type(missing).__name__}")
            json.dumps((missing.what, missing.parameters, missing.record_first))
        except Exception as error:  # whatever somebody else's function raises
            log.info("the rule %s of %s failed", rule_id, plugin, exc_info=True)
            raise RuleFailed(rule_id, plugin, f"{type(error).__name__}: {error}") from error
        return missing

    return asked


def _failing(rule_id: str, plugin: str, why: str) -> Judge:
    def fail(decision: Decision, act: object, policy: Policy) -> Missing | None:
        raise RuleFailed(rule_id, plugin, why)

    return fail


def _distribution(point: EntryPoint) -> str:
    return point.dist.name if point.dist else point.module
