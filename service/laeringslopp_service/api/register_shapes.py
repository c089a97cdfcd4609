"""The shapes of what a program keeps a register by: appends of several decisions, and all that a reader sees of one."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, Strict

from laeringslopp import Access, Entry, Recorded
from laeringslopp.facts.values import Id, Maybe
from laeringslopp_service.api import examples
from laeringslopp_service.api.call import LONGEST_KEY
from laeringslopp_service.api.shapes import DutyShown, Problem, Shown, WithheldFact

Key = Annotated[str, Field(min_length=1, max_length=LONGEST_KEY, pattern=r"^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$")]
Expected = Annotated[int, Field(ge=0)]


Entries = Annotated[tuple[Entry, ...], Strict(False), Field(max_length=1000, description="As lines of an export are.")]


class Group(BaseModel):
    """Entries that are recorded all together or not at all."""

    model_config = ConfigDict(extra="forbid", strict=True)

    entries: Entries
    key: Annotated[Maybe[Key], Field(description="The group's own idempotency key.")] = None


Groups = Annotated[tuple[Group, ...], Strict(False), Field(min_length=1, max_length=1000)]


class Appends(BaseModel):
    """Entries of one or several decisions, for one transaction; or several groups of them."""

    model_config = ConfigDict(extra="forbid", strict=True)

    entries: Annotated[Maybe[Entries], Field(description="One group, whose key is the Idempotency-Key.")] = None
    groups: Annotated[Maybe[Groups], Field(description="Or several.")] = None
    expected: Annotated[
        Maybe[Expected | dict[Id, Expected]],
        Field(description="The version that you have seen; where there are several decisions, of each."),
    ] = None
    partly: bool = Field(
        False, description="Records the groups that can be recorded, and says which cannot; else all or none."
    )


class FullReceipt(Shown):
    """What was recorded of one group."""

    decision_id: Id = Field(description="Of the last entry.")
    version: int
    position: int
    remarks: list[Id]
    replayed: bool = Field(description="Whether the key had recorded it before; then nothing was recorded now.")
    recorded: list[Recorded] = Field(description="The facts as they stand on record.")


class FailedGroup(Shown):
    """A group that was left out, and why."""

    group: int = Field(description="Its number, from 0.")
    problem: Problem


class Appended(Shown):
    """What was recorded, group by group."""

    items: list[FullReceipt] = Field(description="The groups that stand on record, in order.")
    failed: list[FailedGroup] = Field(description="Those that were left out, where `partly` was asked for.")


class WasRecorded(Shown):
    """What became of a key."""

    recorded: bool = Field(description="Whether something was recorded under it.")


class AccessNow(Shown):
    """Who may see some of the entries now, where they do not say so themselves."""

    versions: list[int]
    access: Access


class SightShown(Shown):
    """All that a reader sees of a decision."""

    decision_id: Id
    version: int = Field(description="The last of the decision's stream, seen or not.")
    levels: list[str] = Field(description="The levels of its organisation now, from the top.")
    public: bool
    items: list[Recorded | WithheldFact] = Field(description="In order of version.")
    access_now: list[AccessNow]
    unused_waivers: list[int] = Field(description="The versions of the waivers that nothing has used up.")


class DutiesThen(Shown):
    """What a decision had made owed at a moment."""

    items: list[DutyShown]


class RegisterShown(Shown):
    """The register that is served."""

    policy: Literal["standard", "strict"] | str = Field(description="The rules that it was made with.")
    position: int = Field(description="Of the last fact; 0 where nothing is recorded.")
    now: datetime = Field(description="The register's own clock.")
    levels: list[str] = Field(description="Every level that some organisation has, from the top.")
    organisations: list[Id] = Field(description="Those that have a decision here, in the order of their first.")
    ruled: list[Id] = Field(description="Those that have adopted a policy, in the order of their first.")
    at_work: list[Id] = Field(description="Those that record here.")


LINE: dict[str, Any] = {
    "decision_id": "dorsensor",
    "by": {"id": "ks", "role": "kommunestyre", "level": "political"},
    "fact": {"kind": "tags-added", "tags": ["natt"]},
}
APPENDS: dict[str, Any] = {"entries": [LINE]}
APPENDED: dict[str, Any] = {
    "items": [
        {
            "decision_id": examples.FACT["decision_id"],
            "version": examples.FACT["version"],
            "position": examples.FACT["position"],
            "remarks": examples.FACT["remarks"],
            "replayed": False,
            "recorded": [examples.FACT],
        }
    ],
    "failed": [],
}
SIGHT: dict[str, Any] = {
    "decision_id": examples.FACT["decision_id"],
    "version": examples.FACT["version"],
    "levels": ["political", "administrative", "operational"],
    "public": False,
    "items": [examples.FACT],
    "access_now": [{"versions": [examples.FACT["version"]], "access": {"level": "internal"}}],
    "unused_waivers": [],
}
REGISTER: dict[str, Any] = {
    "policy": "standard",
    "position": 41,
    "now": "2026-03-12T10:00:00+01:00",
    "levels": ["political", "administrative", "operational"],
    "organisations": ["eksempelvik"],
    "ruled": [],
    "at_work": ["eksempelvik"],
}
ANSWERS: tuple[type[BaseModel], ...] = (Appended, WasRecorded, SightShown, DutiesThen, RegisterShown)
