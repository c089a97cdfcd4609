"""Who can see an entry, now and later, and on which ground: said before it is sent, and beside what is on record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from laeringslopp.access import Rulings
from laeringslopp.facts import EXTERNAL, INTERNAL, OPEN, Access
from laeringslopp.story.wording import N_, Wording

Who = Literal["anyone", "organisation", "levels"]
Why = Literal["chosen", "disclosure", "policy", "decision"]

_GROUNDS: dict[Why, str] = {
    "chosen": N_("This was chosen for this entry."),
    "disclosure": N_("A failure is internal until somebody opens it."),
    "policy": N_("Which rules hold is open to everyone."),
    "decision": N_("This is what holds in this decision."),
}


@dataclass(frozen=True, slots=True)
class Claim:
    """What is said of who sees an entry on a day; what ``access.visible`` then does must be the same."""

    who: Who
    levels: tuple[str, ...] = ()
    """Those who see it, where only some do; besides them whoever reads for all levels."""
    organisation_from: date | None = None
    """The day from which the whole organisation sees what only some see now."""
    opens_with_the_whole: bool = False
    """Whether it becomes open when the whole decision is opened."""


@dataclass(frozen=True, slots=True)
class Sight:
    """Who can see an entry, in words."""

    now: str
    later: str
    ground: str
    claim: Claim


def access_of_new(kind: str, rulings: Rulings, chosen: Access | None = None) -> tuple[Access, Why]:
    """The access that an entry of a kind would be recorded with, and why it is that one.

    ``chosen`` is what its recorder says; for ``decision-opened`` also what the decision itself is to have.
    """
    if chosen is not None:
        return chosen, "chosen"
    if kind == "failure-disclosed":
        return INTERNAL, "disclosure"
    if kind == "policy-adopted":
        return OPEN, "policy"
    return rulings.default, "decision"


def claim(access: Access, today: date) -> Claim:
    """Who sees what has this access, on a day."""
    match access.level:
        case "open":
            return Claim("anyone")
        case "internal":
            return Claim("organisation", opens_with_the_whole=True)
        case "exempt":
            if access.until is not None and access.until <= today:
                return Claim("organisation")
            # Whoever reads for others outside reads as the public does, and sees no more than the public.
            named = tuple(level for level in dict.fromkeys(access.levels) if level != EXTERNAL)
            return Claim("levels", named, access.until)


def sight(access: Access, why: Why, organisation: str | None, today: date, words: Wording) -> Sight:
    """Who can see an entry of this access in an organisation, now and later, and on which ground."""
    said = claim(access, today)
    where = organisation or words.text(N_("the organisation"))
    return Sight(_now(said, where, words), _later(access, said, where, words), _ground(access, why, words), said)


def _now(said: Claim, where: str, words: Wording) -> str:
    match said.who:
        case "anyone":
            return words.text(N_("Anyone, at once."))
        case "organisation":
            return words.say(
                N_("Everyone in {organisation}. The public sees that something is recorded, not what."),
                organisation=where,
            )
        case "levels":
            return words.say(
                N_(
                    "In {organisation} only {levels}. Others there see what kind of entry it is. "
                    "The public sees only that something is recorded, and on which ground it is kept back."
                ),
                organisation=where,
                levels=_those(said.levels, words),
            )


def _those(levels: Sequence[str], words: Wording) -> str:
    return words.these([*map(words.level, levels), words.text(N_("those who see all levels"))])


def _later(access: Access, said: Claim, where: str, words: Wording) -> str:
    if said.who == "anyone":
        return words.text(N_("It can be limited. What somebody has read by then stays read."))
    if said.organisation_from is not None:
        return words.say(
            N_("Everyone in {organisation} from {date} on. Others too, if somebody opens this entry."),
            organisation=where,
            date=words.day(said.organisation_from),
        )
    if said.opens_with_the_whole:
        return words.text(N_("Anyone, if somebody opens it or the whole decision."))
    return words.text(N_("Others too, if somebody opens this entry. To open the whole decision is not enough."))


def _ground(access: Access, why: Why, words: Wording) -> str:
    if access.level != "exempt":
        return words.text(_GROUNDS[why])
    if access.ground is None:
        return words.text(N_("No legal ground is given for keeping it back."))
    return words.say(N_("Legal ground: {ground}."), ground=access.ground.rstrip("."))
