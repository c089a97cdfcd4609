"""What an assistant may put on record, where that is switched on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field

from laeringslopp.access import Reader
from laeringslopp.entry import Actor
from laeringslopp.integrity import read_entry
from laeringslopp.mcp.asked import DecisionId, Json, telling
from laeringslopp.register import Receipt, Register, Verdict
from laeringslopp.story import Language, remark_sentence, tell_refusal, wording

Key = Annotated[str | None, Field(description="Makes it safe to send again: the same key records once.")]
Facts = Annotated[
    list[dict[str, Any]],
    Field(min_length=1, max_length=100, description="Each with its `kind` and fields, as the tool kinds tells them."),
]
DryRun = Annotated[bool, Field(description="Only say what the rules would say; record nothing.")]


@dataclass(frozen=True, slots=True)
class Recording:
    """A register, and whose acts are put on record: of the person whom the assistant works for."""

    register: Register
    by: Actor
    language: Language

    @property
    def tools(self) -> Mapping[str, tuple[str, Callable[..., Json]]]:
        """Every act: its title, and the function that does it."""
        return {
            "disclose_failure": ("Disclose a failure", self.disclose_failure),
            "record_facts": ("Record facts in a decision", self.record_facts),
        }

    def disclose_failure(
        self,
        what_happened: Annotated[str, Field(description="What happened, in the user's own words.")],
        decision_id: Annotated[
            str | None, Field(description="The decision it belongs to; a new one unless given.")
        ] = None,
        organisation: Annotated[str | None, Field(description="Whose it is, where several record.")] = None,
        key: Key = None,
        dry_run: DryRun = False,
    ) -> Json:
        """Put a failure on record. One sentence is enough, and no rule refuses it.

        It is internal to the organisation until somebody opens it. Say what happened, not who is to blame. It is never
        taken back, so show the user the text first.
        """
        with telling(self.register, Reader.member(), self.language):
            told = self.register.disclose(
                what_happened, self.by, decision_id, organisation=organisation, key=key, dry_run=dry_run
            )
        return self._told(told)

    def record_facts(
        self,
        decision_id: DecisionId,
        facts: Facts,
        expected: Annotated[int | None, Field(description="Record only if the decision is at this version.")] = None,
        key: Key = None,
        dry_run: DryRun = False,
    ) -> Json:
        """Put facts on record in a decision, all of them or none. They are never taken back; try with dry_run first.

        A refusal says what to record first, as a template with `…` where the user has to fill in. Do not make up what
        the user has not said.
        """
        around = {"decision_id": decision_id, "by": self.by.model_dump(mode="json", exclude_none=True)}
        with telling(self.register, Reader.member(), self.language):
            entries = [read_entry({**around, "fact": fact}) for fact in facts]
            told = self.register.append(entries, expected, key, dry_run=dry_run)  # type: ignore[call-overload]
        return self._told(told)

    def _told(self, told: Receipt | Verdict) -> Json:
        words = wording(self.language)
        remarks = [{"rule_id": rule_id, "sentence": remark_sentence(rule_id, words)} for rule_id in told.remarks]
        if isinstance(told, Verdict):
            return {"refusals": [tell_refusal(each, words) for each in told.refusals], "remarks": remarks}
        receipt = {"decision_id": told.decision_id, "version": told.version, "position": told.position}
        return {**receipt, "remarks": remarks, "replayed": told.replayed}
