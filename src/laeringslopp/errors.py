"""What can go wrong, as data. Words and HTTP statuses are made at the edge, in the reader's language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


class LaeringsloppError(Exception):
    """The root of everything the library raises on purpose."""


def pointer_step(key: str | int) -> str:
    """A key or an index as a step of a JSON pointer (RFC 6901)."""
    return "/" + str(key).replace("~", "~0").replace("/", "~1")


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing that is wrong with an entry, whatever the rules say."""

    code: str
    """Stable, such as ``id-taken`` or ``not-in-the-future``."""
    detail: str
    """In plain English: what is wrong and how to mend it."""
    pointer: str = ""
    """JSON pointer within the entry, such as ``/fact/trial_id``."""
    entry: int = 0
    """Which entry of the call, from 0."""
    instead: Any = None
    """What would be accepted in its place, where that is known."""
    known: tuple[str, ...] = ()
    """What there is to choose from, where one of them is to be named."""
    values: Mapping[str, Any] = field(default_factory=dict, compare=False)
    """What ``detail`` names, such as ``name``, ``near``, ``least``, ``most``: for those who say it in other words."""


class Invalid(LaeringsloppError):
    """Integrity: malformed, out of bounds, a broken reference, the future, an identity number."""

    def __init__(self, flaws: Sequence[Flaw]) -> None:
        self.flaws = tuple(flaws)
        super().__init__("; ".join(f"{flaw.pointer or '/'}: {flaw.detail}" for flaw in self.flaws))


@dataclass(frozen=True, slots=True)
class Refusal:
    """A guard's no: which rule, on what, what is missing, and what to record first."""

    rule_id: str
    subject: str
    """The id or kind of what was refused."""
    missing: str
    """What would satisfy the rule, as a stable word such as ``adjustment``."""
    parameters: dict[str, Any] = field(default_factory=dict)
    record_first: tuple[dict[str, Any], ...] = ()
    """Templates of facts that would satisfy it; one without ``kind`` is what to add to the fact itself."""
    instead: dict[str, Any] | None = None
    """What to record in place of it, where it is the fact itself that lacks something: ``{"fact": …}``, and whatever
    of the envelope is lacking."""
    entry: int = 0
    """Which entry of the call, from 0."""


class Refused(LaeringsloppError):
    """One or more guards said no; nothing was recorded. Carries every refusal and remark of the call."""

    def __init__(self, refusals: Sequence[Refusal], remarks: Sequence[str] = ()) -> None:
        self.refusals, self.remarks = tuple(refusals), tuple(remarks)
        super().__init__("; ".join(f"{refusal.rule_id}: missing {refusal.missing}" for refusal in self.refusals))


class RuleFailed(LaeringsloppError):
    """A rule that a plugin brought could not judge; nothing was recorded. A disclosure is recorded all the same."""

    def __init__(self, rule_id: str, plugin: str, why: str) -> None:
        self.rule_id, self.plugin, self.why = rule_id, plugin, why
        super().__init__(f"the rule {rule_id} of {plugin} failed: {why}")


class Conflict(LaeringsloppError):
    """The decision is not at the version that the caller expected."""

    def __init__(self, decision_id: str, expected: int, actual: int) -> None:
        self.decision_id, self.expected, self.actual = decision_id, expected, actual
        super().__init__(f"{decision_id} is at version {actual}, not {expected}; read it again and retry")


class Unknown(LaeringsloppError):
    """No such decision in the register."""

    def __init__(self, decision_id: str) -> None:
        self.decision_id = decision_id
        super().__init__(f"there is no decision {decision_id} in this register")


class KeyReused(LaeringsloppError):
    """The idempotency key was used before, with another body."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(f"the key {key!r} was used with another body; give a new key")


class StoreError(LaeringsloppError):
    """The store could not be reached, is damaged, or is not one of ours; it was left untouched."""

    def __init__(self, detail: str, reason: str = "", **values: object) -> None:
        """``detail`` is the exact English; ``reason`` a stable word for it, with the values that a sentence names."""
        self.reason, self.values = reason, values
        super().__init__(detail)


class ExtraMissing(LaeringsloppError):
    """What was asked for needs libraries that are not installed; the extra of this package brings them."""

    def __init__(self, wanted: str, extra: str) -> None:
        self.wanted, self.extra = wanted, extra
        super().__init__(f"{wanted} needs more libraries: pip install 'laeringslopp[{extra}]'")


class OnlyEmbedded(LaeringsloppError):
    """This is not to be had through a service; ``instead`` says what is."""

    def __init__(self, wanted: str, instead: str) -> None:
        self.wanted, self.instead = wanted, instead
        super().__init__(f"{wanted} is not to be had through a service: {instead}")


@dataclass(frozen=True, slots=True)
class TemplateFlaw:
    """One thing that keeps an organisation's own template from being filled in."""

    code: str
    """Stable, such as ``syntax`` or ``unknown-field``."""
    place: tuple[tuple[str, int], ...] = ()
    """Where it is, from the outside in: ``(("line", 12),)`` or ``(("table", 1), ("row", 2), ("cell", 3))``."""
    said: str = ""
    """What stands there, or what the template language's own English says of it."""
    instead: str | None = None
    """The nearest that would be accepted, where one is near."""


class TemplateFlawed(LaeringsloppError):
    """An organisation's own template cannot be filled in; nothing was written. Carries every flaw that was found."""

    def __init__(self, flaws: Sequence[TemplateFlaw]) -> None:
        self.flaws = tuple(flaws)
        super().__init__("; ".join(f"{dict(flaw.place)}: {flaw.code} {flaw.said}".strip() for flaw in self.flaws))
