"""A failure that is told without a decision opens one, and what the register makes of the text refuses nobody."""

import pytest

from laeringslopp import Invalid, Register
from tests.municipality import ADMINISTRATION

TRAP = "Kode 010190  00083"
"""Two spaces: no valid number as it stands. On one line, as a title is, it would be one."""


@pytest.mark.parametrize("text", [TRAP, "Kode 010190\n\n00083", f"{'x' * 68} 0101900008399"])
def test_no_title_of_our_own_making_refuses_a_disclosure(empty: Register, text: str) -> None:
    """Whoever is refused for a number that nobody wrote cannot mend it, and tells nothing."""
    receipt = empty.disclose(text, ADMINISTRATION)
    opened = empty.decision(receipt.decision_id).opened
    assert opened is not None
    assert opened.question == text
    assert "00083" not in opened.title


def test_a_number_that_somebody_wrote_is_refused_with_where_it_stands(empty: Register) -> None:
    """An answer without a reason is no answer."""
    with pytest.raises(Invalid) as refused:
        empty.disclose("Kode 010190 00083", ADMINISTRATION)
    assert [flaw.pointer for flaw in refused.value.flaws] == ["/fact/what_happened"]
