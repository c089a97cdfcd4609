"""What one reader sees of a decision, as it is sent to where its timelines are made.

The service tells it and the client reads it: that neither forgets a part is why both stand here.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from immutables import Map

from laeringslopp.access import Reader, Withheld, visible
from laeringslopp.decision import Decision, fold
from laeringslopp.entry import Recorded
from laeringslopp.facts import Access, AccessLevel, RuleWaived
from laeringslopp.register.looking import Looking
from laeringslopp.store import COLUMNS, as_recorded
from laeringslopp.story import tell_recorded, tell_withheld
from laeringslopp.timeline import Seen

ALWAYS_TOLD = (*COLUMNS, "history", "remarks", "waived")
"""What is told of every recorded fact, whether it says something or not."""


@dataclass(frozen=True)
class Sight:
    """The entries that a reader sees as they were recorded, and what else a timeline needs to know."""

    decision_id: str
    version: int
    """The last of the decision's stream, seen or not."""
    levels: tuple[str, ...]
    """The levels of its organisation now."""
    facts: tuple[Recorded | Withheld, ...]
    access: Mapping[int, Access]
    """Who may see an entry now, where the entry itself does not say so."""
    unused_waivers: tuple[int, ...]
    """The waivers among what is seen that nothing has used up."""
    is_public: bool

    @cached_property
    def decision(self) -> Decision:
        """The decision's state, from what is seen."""
        folded = fold(Decision(self.decision_id), (fact for fact in self.facts if isinstance(fact, Recorded)))
        return replace(folded, version=self.version)

    @cached_property
    def seen(self) -> Seen:
        """What its timelines are made of."""
        shown = [
            fact.model_copy(update={"access": self.access[fact.version]}) if fact.version in self.access else fact
            for fact in self.facts
            if isinstance(fact, Recorded)
        ]
        withheld = tuple(fact for fact in self.facts if isinstance(fact, Withheld))
        whole = self.decision
        if withheld:
            # What used a waiver up may be withheld; that it is used is shown.
            unused = {fact.version: fact.fact for fact in shown if fact.version in self.unused_waivers}
            left = {version: fact for version, fact in unused.items() if isinstance(fact, RuleWaived)}
            whole = replace(whole, waivers=Map(left))
        return Seen(self.version, shown, withheld, whole, self.is_public)


def sight_of(looking: Looking, reader: Reader) -> Sight:
    """What the reader of a decision that is looked at is sent."""
    rulings, today = looking.whole.rulings, looking.now.date()
    facts = tuple(visible(recorded, reader, rulings, today) for recorded in looking.facts)
    own = {fact.version: fact.access for fact in facts if isinstance(fact, Recorded)}
    shown = looking.seen.shown
    return Sight(
        looking.whole.decision_id,
        looking.seen.version,
        looking.levels,
        facts,
        {each.version: each.access for each in shown if each.access and each.access != own[each.version]},
        tuple(each.version for each in shown if each.version in looking.whole.waivers),
        looking.seen.is_public,
    )


def tell_sight(sight: Sight) -> dict[str, Any]:
    """It as JSON. Entries with the same access share one line of it; most decisions have one or two."""
    by_access: dict[Access, list[int]] = {}
    for version, access in sight.access.items():
        by_access.setdefault(access, []).append(version)
    return {
        "decision_id": sight.decision_id,
        "version": sight.version,
        "levels": list(sight.levels),
        "public": sight.is_public,
        "items": [_told(fact, sight.is_public) for fact in sight.facts],
        "access_now": [
            {"versions": versions, "access": access.model_dump(mode="json", exclude_unset=True, exclude_none=True)}
            for access, versions in by_access.items()
        ],
        "unused_waivers": list(sight.unused_waivers),
    }


def _told(fact: Recorded | Withheld, public: bool) -> dict[str, Any]:
    if isinstance(fact, Recorded):
        return tell_recorded(fact)
    return tell_withheld(fact, fact.decision_id, fact.position, public=public)


def read_sight(told: Mapping[str, Any]) -> Sight:
    """It, from JSON. Raises ValueError and LookupError where it is of another make."""
    return Sight(
        told["decision_id"],
        told["version"],
        tuple(told["levels"]),
        tuple(read_seen(item) for item in told["items"]),
        {
            version: access
            for group in told["access_now"]
            for access in (Access.model_validate_json(json.dumps(group["access"])),)
            for version in group["versions"]
        },
        tuple(told["unused_waivers"]),
        told["public"],
    )


def read_seen(told: Mapping[str, Any]) -> Recorded | Withheld:
    """A fact as it is sent, or that it is withheld. Raises ValueError and LookupError where it is of another make.

    Where the public is not told of which decision and kind a withheld fact is, its version is 0 and its kind empty.
    """
    if told.get("withheld") is not True:
        recorded = as_recorded(told)
        # As the store gives it: what is always told counts as said only where it says something.
        unsaid = {name for name in ALWAYS_TOLD if name in COLUMNS or not getattr(recorded, name)}
        recorded.model_fields_set.difference_update(unsaid)
        return recorded
    ground = told.get("ground")
    level: AccessLevel = told.get("access", "internal" if ground is None else "exempt")
    where = (told.get("decision_id", ""), told["position"])
    return Withheld(told.get("version", 0), told.get("kind", ""), level, ground, *where)
