"""The recipes for other people's tools work on what they are about: the shipped cases, in both databases."""

import asyncio
import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psycopg
import pytest
from datasette.app import Datasette

from laeringslopp import Reader, Register
from laeringslopp.cases import record_demo
from laeringslopp.views import open_views
from tests.live.listening import serving
from tests.stores.postgres_server import a_database

EXAMPLES = Path(__file__).resolve().parents[2] / "docs" / "examples"
METADATA = json.loads((EXAMPLES / "datasette" / "metadata.json").read_text(encoding="utf-8"))
QUERIES = METADATA["databases"]["laeringslopp.db"]["queries"]
DASHBOARD = json.loads((EXAMPLES / "grafana" / "decisions.json").read_text(encoding="utf-8"))
READER_SQL = (EXAMPLES / "grafana" / "reader.sql").read_text(encoding="utf-8")


def with_views(url: str) -> None:
    """The shipped cases, and the views of them."""
    record_demo(lambda clock: Register.open(url, "strict", clock))
    with Register.open(url) as register, open_views(register, url) as views:
        views.at_least(register.position, 60)


@pytest.fixture(scope="module")
def views_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file beside a register that is called as it is by default."""
    folder = tmp_path_factory.mktemp("datasette")
    with_views(f"sqlite:///{folder / 'laeringslopp.db'}")
    return folder / "laeringslopp.db.views"


@pytest.mark.parametrize("name", QUERIES)
def test_each_query_for_datasette_answers(views_file: Path, name: str):
    """With rows, through Datasette itself."""

    async def ask() -> Any:
        page = Datasette([str(views_file)], metadata=METADATA)
        await page.invoke_startup()
        answer = await page.client.get(f"/laeringslopp~2Edb/{name}.json?_shape=array&decision=")
        return answer.json()

    rows = asyncio.run(ask())
    assert rows
    assert all(isinstance(row, dict) for row in rows), rows


def test_what_power_bi_asks_for_is_answered_in_the_form_it_reads(views_file: Path):
    """Its query is not run here; what it sends is, and what it is told to expect of the answer is so."""
    page = (EXAMPLES.parent / "analysis.md").read_text(encoding="utf-8")
    query = page.partition("Web.Contents(")[2]
    (path,) = re.findall(r'RelativePath = "(.+)"', query)
    asked = dict(re.findall(r'#?"?(\w+)"? = "([^"]+)"', re.findall(r"Query = \[(.+)\]", query)[0]))
    headers = dict(re.findall(r'(\w+) = "([^"]+)"', re.findall(r"Headers = \[(.+)\]", query)[0]))
    with Register.open(f"sqlite:///{str(views_file).removesuffix('.views')}") as register:
        rows = list(register.rows("failures", reader=Reader.public()))
        with serving(register) as service:
            answer, body = service.ask(f"/{path}?{urlencode(asked)}", **headers)
    assert answer.headers["Content-Type"].startswith("text/csv; charset=utf-8")
    head, *told = csv.reader(io.StringIO(body.decode("utf-8"), newline=""))
    assert head == list(rows[0])
    assert [dict(zip(head, each, strict=True))["what_happened"] for each in told] == [
        each["what_happened"] for each in rows
    ]


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    """A database of its own with the shipped cases, their views, and the role that reads them."""
    with a_database() as url:
        with_views(url)
        with psycopg.connect(url, autocommit=True) as owner:
            owner.execute("DROP ROLE IF EXISTS laeringslopp_reader")
            owner.execute(READER_SQL.encode())
        yield url
        with psycopg.connect(url, autocommit=True) as owner:
            owner.execute("DROP OWNED BY laeringslopp_reader")
            owner.execute("DROP ROLE laeringslopp_reader")


def as_reader(url: str) -> psycopg.Connection[Any]:
    return psycopg.connect(url.replace("://postgres@", "://laeringslopp_reader@"), autocommit=True)


@pytest.mark.parametrize("panel", DASHBOARD["panels"], ids=lambda panel: panel["title"])
def test_each_panel_for_grafana_answers(database: str, panel: dict[str, Any]):
    """To the role that may only read; what Grafana itself puts in is put in here."""
    (target,) = panel["targets"]
    sql = re.sub(r"\$__timeFilter\((\w+)\)", r"\1 BETWEEN '2000-01-01' AND '2100-01-01'", target["rawSql"])
    with as_reader(database) as connection:
        found = connection.execute(sql.encode())
        names = [column.name for column in found.description or ()]
        assert found.fetchall()
    assert ("time" in names) is (target["format"] == "time_series")


def test_what_was_granted_outlives_a_view_that_is_built_anew(database: str):
    """Or a dashboard would go dark at each new version."""
    with Register.open(database) as register, open_views(register, database) as views:
        views.rebuild("failures")
        views.catch_up()
    with as_reader(database) as connection:
        assert connection.execute("SELECT count(*) FROM laeringslopp_views.failures").fetchone() != (0,)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM laeringslopp_views.failures",
        "SET default_transaction_read_only = off; DELETE FROM laeringslopp_views.failures",
        "SELECT * FROM laeringslopp_facts",
        "SELECT * FROM laeringslopp_views.failures__g1",
    ],
)
def test_the_role_reads_the_views_and_nothing_else(database: str, statement: str):
    """It cannot write, and does not see the facts."""
    with as_reader(database) as connection, pytest.raises(psycopg.Error):
        connection.execute(statement.encode())
