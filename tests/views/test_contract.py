"""What docs/views.md tells dashboard builders is what the tables are."""

import re
from pathlib import Path

from sqlalchemy import text

from laeringslopp.views import SHIPPED, Views
from laeringslopp.views.database import Database
from tests.views.read import store_of

PAGE = (Path(__file__).parents[2] / "docs" / "views.md").read_text("utf-8")
TYPES = {
    "id": "id",
    "word": "word",
    "text": "text",
    "count": "whole number",
    "yes": "yes or no",
    "time": "time",
    "day": "day",
    "amount": "amount",
    "ids": "list of ids",
}
SHAPES = [shape for view in SHIPPED for shape in view.readable]


def test_each_column_is_told_as_it_is():
    """A dashboard is built on this page, by people who never read the code."""
    for shape in SHAPES:
        told = PAGE.partition(f"### `{shape.name}`\n")[2].partition("\n#")[0]
        listed = re.findall(r"^\| `(\w+)` \| ([\w ]+) \| (.+) \| (.+) \|$", told, re.M)
        assert f"A row is {shape.about}." in told
        assert listed == [
            (each.name, TYPES[each.type], each.meaning, each.null or "–")
            for each in shape.columns
            if each.type != "private"
        ]


def test_the_names_stand_for_these_columns(url):
    """In both dialects, in this order, and with nothing that is of no use to a reader."""
    with Views(store_of(1), url) as views:
        views.catch_up()
    database = Database(url)
    with database.reading() as connection:
        for shape in SHAPES:
            found = connection.execute(text(f"SELECT * FROM {database.schema}{shape.name}"))
            assert tuple(found.keys()) == shape.public
    database.close()


def test_the_questions_are_answered_from_views_alone(url):
    """Each line of the page is a statement that runs."""
    with Views(store_of(2), url) as views:
        views.catch_up()
    asked = re.findall(r"^\| [^|`]+ \| `(SELECT [^`]+)` \|$", PAGE, re.M)
    assert len(asked) == 5
    database = Database(url)
    with database.reading() as connection:
        if database.is_postgres:
            connection.execute(text("SET LOCAL search_path = laeringslopp_views"))
        answers = [[tuple(row) for row in connection.execute(text(each))] for each in asked]
    database.close()
    assert answers[0] == [("open", 2)]
    assert answers[1] == [(1, "failed", 2)]
    assert answers[2] == [("2026-03", 2, 0)]
    assert sorted(answers[3]) == [("operational", 2, 0), ("political", 2, 2)]
