"""What a comparison says itself is as plain as what a timeline says: see ``test_plain_stories``."""

from datetime import UTC, datetime

import pytest

from laeringslopp import Entry, Register, tell_comparison
from laeringslopp.cases import MADE_UP, names, open_case
from laeringslopp.exchange import entry_of, lines
from laeringslopp.story import LANGUAGES, Language
from tests.test_plain_stories import LIX, heavy, quoted

PARTS = ("resolved", "changed", "opened", "owed", "learned")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", names())
def test_what_came_between_two_moments_is_told_plainly(case: str, language: Language):
    """A third of the way into a case and at its end, with what its recorders wrote in quotation marks."""
    now = datetime(2026, 12, 1, tzinfo=UTC)
    made: list[Entry] = []
    with open_case(case) as file:
        made = [quoted(entry_of(line)) for line in lines(file)]
    at = [now]
    with Register.open("memory:", clock=lambda: at[0]) as register:
        for entry in made:
            at[0] = entry.occurred_at or now if case == MADE_UP else now
            register.append([entry])
        at[0] = now
        for decision_id in register.decision_ids():
            entries = register.timeline(decision_id).entries
            first = entries[len(entries) // 3].recorded.occurred_at
            told = tell_comparison(register.compare(decision_id, first), language)
            said = [told["summary"], *told["notices"], *(each["sentence"] for part in PARTS for each in told[part])]
            lix, too_long = heavy(said)
            assert (lix <= LIX, too_long) == (True, []), (lix, said)
