"""No way out of the service holds a text that its reader may not see: views, files for spreadsheets, lists, figures.

Each text in these registers stands in one entry alone (see ``tests.strategies``), so that a leak has a name.
"""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from laeringslopp import Reader
from laeringslopp.policy import LEVELS
from laeringslopp.views import SHIPPED, Views
from laeringslopp_service.app import create_app
from laeringslopp_service.auth import narrowed
from laeringslopp_service.finding import all_rows
from laeringslopp_service.pages.figures import SMALL, Figures, Scope
from laeringslopp_service.settings import Settings
from tests.municipality import register
from tests.strategies import Walk, marks_in, readers, walks, withheld_texts

TABLES = [shape.name for view in SHIPPED for shape in view.readable]
JSON, CSV, HTML = "application/json", "text/csv", "text/html"
WAYS = (
    *((f"/api/views/{table}", form) for table in TABLES for form in (JSON, CSV)),
    ("/api/decisions", JSON),
    ("/decisions", HTML),
    ("/decisions?outcome=failed", HTML),
    ("/dashboard", HTML),
    ("/readyz", JSON),
    ("/metrics", "text/plain"),
)
examples = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@examples
@given(walks(), st.sampled_from(("public", *LEVELS)))
def test_no_answer_holds_what_is_withheld(walk: Walk, seen_as: str):
    """In no form: not in a row, not in a cell, not in a figure's link or a drawing's words."""
    hidden = withheld_texts(walk.register, narrowed(Reader.member(), seen_as, LEVELS))
    client = TestClient(create_app(walk.register, Settings()), base_url="http://localhost")
    for path, form in WAYS:
        answer = client.get(path, params={"as": seen_as}, headers={"Accept": form})
        assert answer.status_code == 200, answer.text
        assert not hidden & marks_in(answer.text), path


@examples
@given(walks(), readers())
def test_figures_count_what_the_reader_may_see(walk: Walk, reader: Reader):
    """A sum over what is withheld would tell of it, and so would a list that a figure leads to."""
    with Views(walk.register.store, "memory:", clock=walk.clock) as views:
        views.catch_up()
        figures = Figures(views, reader, Scope())
        seen = {row["decision_id"] for row in all_rows(views, "decisions", reader)}
        trials = [row for row in all_rows(views, "trials", reader) if row["decision_id"] in seen]
        assert sum(figures.states().values()) == len(seen)
        assert sum(sum(ends.values()) for ends in figures.attempts().values()) == len(trials)
        for pick in ({"outcome": "failed"}, {"disclosed": "2"}, {"lesson": "drawn"}, {"attempt": "1"}):
            chosen = figures.chosen(pick)
            assert chosen is not None
            assert chosen <= seen


@pytest.mark.parametrize("count", range(SMALL + 2))
def test_a_figure_about_few_is_for_full_members(count: int):
    """Of four somebody knows who it was; that there is none says nothing about anybody."""
    with register() as town, Views(town.store, "memory:") as views:
        assert not Figures(views, Reader.member(), Scope()).is_withheld(count)
        assert not Figures(views, Reader.member("town"), Scope()).is_withheld(count)
        for reader in (Reader.public(), Reader.level("political")):
            assert Figures(views, reader, Scope()).is_withheld(count) is (0 < count < SMALL)
