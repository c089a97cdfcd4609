"""The table of what strict would have done is what it would have done."""

from scripts.backtest_page import PAGE, with_table


def test_the_table_of_the_shipped_cases_is_up_to_date():
    """A governor acts on it; a rule or a case that changed must show (``make casetable``)."""
    page = PAGE.read_text(encoding="utf-8")
    assert with_table(page) == page
    assert "| `risk-before-direction` |" in page
