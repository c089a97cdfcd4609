"""What went wrong, in plain sentences, with what to do about it."""

import json
import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from laeringslopp.entry import Entry
from laeringslopp.errors import Flaw, Invalid, LaeringsloppError, Refusal, Refused, StoreError, Unknown
from laeringslopp.story import Wording, flaw_sentence, is_exact, refusal_sentence, remark_sentence, trouble_sentence
from laeringslopp.story.wording import N_

REFUSED, UNREACHABLE = 1, 3
FIRST = N_("Record this first:")
INSTEAD = N_("Record this in its place:")
ADD = N_("Add this to it:")
WHICH = N_("Several organisations record here. Say which with {option}: {known}.")

SAID_WHOLE = frozenset(("empty", "missing", "no-national-identity", "null", "waives-duty", "not-filled-in"))
MENDED_BY_WHAT_FOLLOWS = frozenset(
    ("beyond-the-end", "not-there-yet", "unknown-field", "unknown-parameter", "unknown-policy", "unknown-rule")
)


@dataclass(frozen=True, slots=True)
class Call:
    """What was to be recorded, so that a refusal can say what to run."""

    program: str = "laeringslopp"
    """With the options that every command of this run needs."""
    decision_id: str | None = None
    """None: there is no one decision that is known."""
    entries: Sequence[Entry] = ()

    def command(self, fact: Mapping[str, Any], *options: str) -> str:
        """The command that records a fact, or a fact with what is around it."""
        decision_id = self.decision_id or ""
        # An id may look like an option.
        where = f"-- {decision_id}" if decision_id.startswith("-") else decision_id
        text = shlex.quote(json.dumps(fact, ensure_ascii=False))
        return " ".join([self.program, "record", "--fact", text, *options, where])

    def around(self, refusal: Refusal) -> Mapping[str, Any]:
        """What stood around the fact that was refused."""
        if refusal.entry >= len(self.entries):
            return {}
        left_out = {"decision_id", "fact"}
        entry = self.entries[refusal.entry]
        around: dict[str, Any] = entry.model_dump(mode="json", exclude=left_out, exclude_unset=True, exclude_none=True)
        return around


def exit_code(error: LaeringsloppError) -> int:
    """3 where the store failed, else 1."""
    return UNREACHABLE if isinstance(error, StoreError) else REFUSED


def explain(error: LaeringsloppError, words: Wording, call: Call | None = None) -> Iterator[str]:
    """One sentence for each thing that is wrong, and below it what would mend it."""
    match error:
        case Refused():
            for refusal in error.refusals:
                yield from explain_refusal(refusal, words, call)
            yield from explain_remarks(error.remarks, words)
        case Invalid():
            for flaw in error.flaws:
                yield explain_flaw(flaw, words)
        case Unknown():
            missing = trouble_sentence(error, words)
            near = [words.say(N_("Did you mean {name}?"), name=name) for name in getattr(error, "__notes__", ())]
            yield " ".join([missing, *near])
        case _:
            yield trouble_sentence(error, words)


def explain_flaw(flaw: Flaw, words: Wording, where: bool = True) -> str:
    """What is wrong, and where unless that is said already.

    The exact English stands behind the reader's own words, since it says how to mend it.
    """
    if flaw.code == "which-organisation" and flaw.known:
        # Who writes a command knows options, not pointers.
        return words.say(WHICH, option="--organisation NAME", known=", ".join(flaw.known))
    said, pointer = flaw_sentence(flaw, words), f"{flaw.pointer}: " if flaw.pointer and where else ""
    if words.language == "en":
        told = flaw.detail
    else:
        told = said if said == flaw.detail or _says_all(flaw) else f"{said} ({flaw.detail})"
    if flaw.instead is not None:
        told += f" → {json.dumps(flaw.instead, ensure_ascii=False)}"
    return pointer + told


def _says_all(flaw: Flaw) -> bool:
    """Whether the reader's own words, with what stands after them, say how to mend it."""
    mended_by_what_follows = flaw.code in MENDED_BY_WHAT_FOLLOWS and flaw.instead is not None
    return (
        is_exact(flaw)
        or mended_by_what_follows
        or flaw.code in SAID_WHOLE
        or (flaw.code == "unknown-level" and bool(flaw.known))
    )


def explain_refusal(refusal: Refusal, words: Wording, call: Call | None = None) -> Iterator[str]:
    """A guard's no, and what to record first or in its place: as a command where the decision is known."""
    yield f"{refusal_sentence(refusal, words)} ({refusal.rule_id})"
    known = call if call is not None and call.decision_id is not None else None
    for template in refusal.record_first:
        if template == (refusal.instead or {}).get("fact"):
            continue  # it takes the fact's place, and is told below
        if "kind" not in template:
            if known is None:
                yield f"  {words.text(ADD)} {json.dumps(template, ensure_ascii=False)}"
        elif known is None:
            yield f"  {words.text(FIRST)} {json.dumps(template, ensure_ascii=False)}"
        else:
            yield f"  {words.text(FIRST)}"
            yield f"  {known.command(template, *_as(template))}"
    if refusal.instead is not None and known is not None:
        yield f"  {words.text(INSTEAD)}"
        yield f"  {known.command({**known.around(refusal), **refusal.instead})}"


def explain_remarks(rule_ids: Iterable[str], words: Wording) -> Iterator[str]:
    """What the rules would remark on, each with its rule."""
    for rule_id in rule_ids:
        yield f"{remark_sentence(rule_id, words)} ({rule_id})"


def _as(template: Mapping[str, Any]) -> tuple[str, ...]:
    """Whose act it has to be, where the fact itself says so: a level acknowledges for itself."""
    level = template.get("level") if template["kind"] == "lesson-acknowledged" else None
    return ("--level", shlex.quote(str(level))) if level else ()
