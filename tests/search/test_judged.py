"""What comes up is what should, in either database; and docs/search.md says how much of it."""

from collections import Counter
from pathlib import Path

import pytest

from tests.search.judging import QUERIES, recall, top

PAGE = (Path(__file__).parents[2] / "docs" / "search.md").read_text("utf-8")


def test_the_queries_are_many_and_in_every_language():
    """A ranking that is judged on a handful is tuned to a handful."""
    assert len(QUERIES["tune"]) >= 40
    assert len(QUERIES["held"]) >= 20
    for queries in QUERIES.values():
        assert min(Counter(query["lang"] for query in queries)[lang] for lang in ("nb", "nn", "en")) >= 5


def test_what_should_come_up_is_on_record(cases):
    """A label that names nothing would only lower the figure, and nobody would see why."""
    for queries in QUERIES.values():
        for query in queries:
            for each in query["find"]:
                decision_id, _, item_id = each.partition("/")
                assert item_id in cases.timeline(decision_id).named


@pytest.mark.parametrize("which", ["tune", "held"])
def test_nine_of_ten_that_should_come_up_are_among_the_first_five(which, cases, either):
    """In either database, and for the queries that nothing was tuned by as well."""
    assert recall(cases, either, QUERIES[which]) >= 0.9


def test_nine_of_ten_of_all_queries_too(cases, either):
    """Those that were written last are the hardest, and count as much as any other."""
    assert recall(cases, either, [query for queries in QUERIES.values() for query in queries]) >= 0.9


def test_of_all_that_was_looked_at_hardly_any_is_missed(cases, either):
    """What was once found stays found when a word is added for something else."""
    seen = [query for which in ("tune", "held", "later", "fresh") for query in QUERIES[which]]
    assert recall(cases, either, seen) >= 0.95


@pytest.mark.parametrize("which", sorted(QUERIES))
def test_the_page_tells_the_very_figure(which, cases, in_sqlite, in_postgres):
    """Also where it flatters nobody."""
    figures = [f"{recall(cases, views, QUERIES[which]):.3f}" for views in (in_sqlite, in_postgres)]
    assert f"| `{which}` | {len(QUERIES[which])} | {' | '.join(figures)} |" in PAGE


def test_both_databases_give_the_same_in_the_same_order(cases, in_sqlite, in_postgres):
    """Whoever moves a register to a server gets no other answers."""
    for queries in QUERIES.values():
        for query in queries:
            assert top(cases, in_sqlite, query["text"], 20) == top(cases, in_postgres, query["text"], 20)
