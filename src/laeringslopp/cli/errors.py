"""What went wrong, in plain sentences, with what to do about it."""

import json
import shlex
from collections.abc import Iterator

from laeringslopp.errors import Flaw, Invalid, LaeringsloppError, Refusal, Refused, StoreError, Unknown
from laeringslopp.story import Wording, flaw_sentence, refusal_sentence, trouble_sentence
from laeringslopp.story.wording import N_

REFUSED, UNREACHABLE = 1, 3


def exit_code(error: LaeringsloppError) -> int:
    """3 where the store failed, else 1."""
    return UNREACHABLE if isinstance(error, StoreError) else REFUSED


def explain(error: LaeringsloppError, words: Wording, decision_id: str | None = None) -> Iterator[str]:
    """One sentence for each thing that is wrong, and below it what would mend it."""
    match error:
        case Refused():
            for refusal in error.refusals:
                yield from explain_refusal(refusal, words, decision_id)
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
    said, pointer = flaw_sentence(flaw, words), f"{flaw.pointer}: " if flaw.pointer and where else ""
    told = flaw.detail if said == flaw.detail or words.language == "en" else f"{said} ({flaw.detail})"
    if flaw.instead is not None:
        told += f" → {json.dumps(flaw.instead, ensure_ascii=False)}"
    return pointer + told


def explain_refusal(refusal: Refusal, words: Wording, decision_id: str | None = None) -> Iterator[str]:
    """A guard's no, and what to record first: as a command where the decision is known."""
    yield f"{refusal_sentence(refusal, words)} ({refusal.rule_id})"
    for template in refusal.record_first:
        fact = json.dumps(template, ensure_ascii=False)
        if "kind" not in template:
            yield f"  {words.text(N_('Add this to it:'))} {fact}"
        elif decision_id is None:
            yield f"  {words.text(N_('Record this first:'))} {fact}"
        else:
            yield f"  {words.text(N_('Record this first:'))}"
            # An id may look like an option.
            where = f"-- {decision_id}" if decision_id.startswith("-") else decision_id
            yield f"  laeringslopp record --fact {shlex.quote(fact)} {where}"
