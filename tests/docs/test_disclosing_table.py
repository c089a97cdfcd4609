"""The table of what disclosing costs is what it costs."""

from scripts.disclosing import PAGE, STATES, with_table


def test_the_table_of_what_disclosing_costs_is_up_to_date():
    """Whoever owns a rule reads here what it does to those who tell; a rule that changed must show."""
    page = PAGE.read_text(encoding="utf-8")
    assert with_table(page) == page, "run make disclosing"
    assert all(f"| {state} | the decision |" in page for state in STATES)
