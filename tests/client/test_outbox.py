"""The recipe for those with a database of their own: killed anywhere, the row and the fact are both there, or neither."""

import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, func, select

from laeringslopp import Register
from tests.stores.postgres_server import a_database

PAGE = Path(__file__).parents[2] / "docs" / "outbox.md"
CODE = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)[0]
"""What the page tells its readers to copy."""
PROGRAM = """
import os, signal, sys
from sqlalchemy import create_engine
from laeringslopp import Actor, FailureDisclosed, Register

engine, register, where = create_engine(sys.argv[1]), Register.open(sys.argv[2]), sys.argv[3]
projects = Table("projects", mine, Column("name", Text, primary_key=True))
mine.create_all(engine)
clinic = Actor(id="clinic", role="clinic manager", level="operational")
die = lambda: os.kill(os.getpid(), signal.SIGKILL)

with engine.begin() as connection:
    connection.execute(insert(projects).values(name="booking"))
    put(connection, Entry(decision_id="sensorer", by=clinic, fact=FailureDisclosed(what_happened="Ingen svarte")))
    if where == "before-commit":
        die()
if where == "after-commit":
    die()
append = register.append
register.append = lambda *given, **more: (append(*given, **more), die())
relay(engine, register)
"""


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest, tmp_path: Path):
    """The address of an application's own database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/mine.db"
    else:
        with a_database() as url:
            yield url.replace("postgresql://", "postgresql+psycopg://")


@pytest.mark.parametrize(("where", "count"), [("before-commit", 0), ("after-commit", 1), ("after-append", 1)])
def test_killed_anywhere_it_is_both_or_neither(database: str, town: Register, url: str, where: str, count: int):
    """And once, however often the relay is run."""
    killed = subprocess.run([sys.executable, "-c", CODE + PROGRAM, database, url, where], check=False, timeout=60)
    assert killed.returncode == -signal.SIGKILL
    recipe: dict[str, Any] = {}
    exec(CODE, recipe)
    engine = create_engine(database)
    with Register.open(url) as far:
        for _ in range(2):
            recipe["relay"](engine, far)
    with engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT count(*) FROM projects").scalar_one()
        left = connection.execute(select(func.count()).select_from(recipe["outbox"])).scalar_one()
    engine.dispose()
    told = [fact for fact in town.facts(after=4) if getattr(fact.fact, "what_happened", "") == "Ingen svarte"]
    assert (rows, len(told), left) == (count, count, 0)


def test_what_is_refused_is_kept_with_its_reason_and_the_others_go_on(database: str, town: Register):
    """Nothing is lost, and nothing stands in the way of what comes after it."""
    recipe: dict[str, Any] = {}
    exec(CODE, recipe)
    engine = create_engine(database)
    recipe["mine"].create_all(engine)
    from tests.municipality import disclosed, entry

    with engine.begin() as connection:
        recipe["put"](connection, entry("nowhere", disclosed("f8")))
        recipe["put"](connection, entry("sensorer", disclosed("f9")))
    assert (recipe["relay"](engine, town), town.version("sensorer")) == (1, 5)
    with engine.connect() as connection:
        left = connection.execute(select(recipe["outbox"].c.why_not)).scalars().all()
    engine.dispose()
    assert ["nowhere" in why for why in left] == [True]
