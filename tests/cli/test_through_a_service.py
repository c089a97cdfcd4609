"""A command does with a service what it does with a register on hand, or says plainly that it does not."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from laeringslopp import Reader, Register
from laeringslopp.client import Retrying
from laeringslopp.exchange import export
from laeringslopp.facts import OPEN
from tests.cli.conftest import Run
from tests.live.listening import serving
from tests.municipality import ADMINISTRATION, OPERATIONS, Clock, disclosed, entry, opened, register, started

SHARED = (
    ["decisions"],
    ["decisions", "--json"],
    ["timeline", "sensorer", "--lang", "en"],
    ["timeline", "sensorer", "--as", "public", "--json"],
    ["story", "sensorer", "--lang", "nn"],
    ["compare", "sensorer", "--from", "2026-03-01", "--to", "2026-03-12", "--lang", "en"],
    ["duties", "--json"],
    ["paper", "sensorer", "--lang", "nb"],
    ["failed-before", "alarm", "--json"],
    ["digest", "--since", "2026-01-01", "--lang", "en"],
    ["policy", "show", "--lang", "en"],
    ["export"],
    ["backtest", "strict", "--lang", "en"],
)
ONLY_ON_HAND = (
    ["backup", "x.backup"],
    ["verify"],
    ["rules"],
)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The addresses of a register: its own, and that of a service before it."""
    url = f"sqlite:///{tmp_path_factory.mktemp('town')}/r.db"
    with register(url, clock=Clock()) as town:
        town.append(
            [entry("sensorer", opened(access=OPEN, tags=("velferd",))), entry("sensorer", started(), OPERATIONS)]
        )
        town.append([entry("sensorer", disclosed(trial_id="t1"), OPERATIONS)])
        town.adopt(
            "nordfjord", "standard", "Slik gjør vi det.", ADMINISTRATION.model_copy(update={"level": "political"})
        )
    with serving(url) as service:
        yield url, f"http://127.0.0.1:{service.port}"


@pytest.mark.parametrize("command", SHARED, ids=" ".join)
def test_what_is_read_is_the_same(run: Run, both, command):
    """Whoever moves to the service changes one word."""
    here, there = (run("--register", url, *command) for url in both)
    assert here.code == 0, here.err
    assert (there.code, there.out, there.err) == (0, here.out.replace(both[0], both[1]), here.err)


def test_what_is_recorded_stands_on_record(run: Run, both):
    """Disclosing is one line here too."""
    url, far = both
    told = run("--register", far, "disclose", "Døra sto åpen", "--json")
    assert told.code == 0, told.err
    with Register.open(url) as town:
        assert town.version(told.json["decision_id"]) == 2


@pytest.mark.parametrize("command", ONLY_ON_HAND, ids=" ".join)
@pytest.mark.parametrize(("lang", "said"), [("en", "not possible through a service"), ("nb", "gjennom en tjeneste")])
def test_what_needs_the_store_says_so(run: Run, both, command, lang, said):
    """It is wrong use, not a fault."""
    told = run("--register", both[1], *command, LANG=f"{lang}_X.UTF-8")
    assert (told.code, said in told.err) == (2, True), told.err


@pytest.mark.parametrize("command", [("demo",), ("import", "lines"), ("import", "--move", "lines")], ids=" ".join)
def test_what_is_recorded_where_the_register_lies_leaves_no_half_of_it_behind(run: Run, tmp_path: Path, command):
    """What is on record is never taken back, so a no comes before the first entry."""
    with register(clock=Clock()) as other:
        other.append([entry("a", opened())])
        (tmp_path / "lines").write_bytes(
            b"".join(line + b"\n" for line in export(other, Reader.member()) if isinstance(line, bytes))
        )
    given = [str(tmp_path / each) if each == "lines" else each for each in command]
    with register(clock=Clock()) as town, serving(town) as service:
        told = run("--register", f"http://127.0.0.1:{service.port}", *given, LANG="en_X.UTF-8")
        assert (told.code, "Run it where the register lies" in told.err) == (2, True), told.err
        assert town.position == 0


def test_a_service_that_is_not_there_is_told_of(run: Run, monkeypatch):
    """As a store that cannot be reached is."""
    monkeypatch.setattr("laeringslopp.client.opening.PATIENTLY", Retrying(tries=1))
    told = run("--register", "http://127.0.0.1:1", "timeline", "x", "--lang", "en")
    said = "The service at http://127.0.0.1:1 does not answer. Check the address, and that it runs.\n"
    assert (told.code, told.err) == (3, said)
