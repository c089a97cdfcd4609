"""Who keeps a service sees and mends its webhooks from the command line."""

import json
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from standardwebhooks import Webhook as Verifier

from laeringslopp.cli.hooking import app
from laeringslopp_service.hooks.schedule import DELAYS
from tests.cli.conftest import Answer, Run
from tests.hooks.receiving import PATIENCE, Message, Receiver, receiving
from tests.live.listening import Service, serving
from tests.municipality import OPERATIONS, Clock, disclosed, entry, opened, register

Webhooks = Callable[..., Answer]


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    """A register with two entries, served; its webhooks may lead to this machine."""
    with register(clock=Clock()) as town:
        town.append([entry("sensorer", opened()), entry("sensorer", disclosed(), OPERATIONS)])
        with serving(town, hooks_private=True) as made:
            yield made


@pytest.fixture
def webhooks(run: Run, service: Service) -> Webhooks:
    """``webhooks("list")`` asks that service."""
    return lambda *given, **named: run("--register", f"http://127.0.0.1:{service.port}", "webhooks", *given, **named)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """It takes everything."""
    with receiving() as made:
        yield made


def made(webhooks: Webhooks, *given: Any) -> dict[str, Any]:
    """A webhook, as it is told when it is made."""
    told = webhooks("make", *given, "--json")
    assert told.code == 0, told.err
    found: dict[str, Any] = told.json
    return found


PAGE = Path(__file__).parent.parent.parent / "docs" / "webhooks.md"
COMMAND = re.compile(r"`([a-z]+)( [^`]*)?`")


def test_the_commands_that_are_listed_are_those_there_are(run: Run):
    """With the options that are named."""
    table = PAGE.read_text(encoding="utf-8").partition("| `laeringslopp … webhooks` |")[2].partition("\n\n")[0]
    listed = {
        name: options for row in table.splitlines() for name, options in COMMAND.findall("".join(row.split("|")[1:2]))
    }
    commands = {command.name for command in app.registered_commands}
    assert set(listed) == commands
    for name, options in listed.items():
        told = run("webhooks", name, "--help").out
        for option in re.findall(r"--[a-z]+", options):
            assert option in told, (name, option)


def until(is_so: Callable[[], Any]) -> None:
    """Waits for what the service does by itself."""
    for _ in range(PATIENCE * 20):
        if is_so():
            return
        threading.Event().wait(0.05)
    raise AssertionError("it does not come about")


def test_one_is_made_and_sends(webhooks: Webhooks, receiver: Receiver):
    """Its secret, told once, is what the receiver checks with."""
    told = webhooks("make", receiver.url, "--reader", "member", "--after", 0, "--kind", "failure-disclosed")
    assert told.code == 0, told.err
    said, secret = told.lines
    assert said.endswith("shown this once:")
    (message,) = receiver.wait(1)
    assert Verifier(secret).verify(message.body, message.headers)["type"] == "laeringslopp.failure-disclosed"
    assert secret not in webhooks("list").out + webhooks("list", "--json").out


def test_all_stand_in_a_table_or_as_the_service_tells_them(webhooks: Webhooks, receiver: Receiver):
    """How far each has come, and what it lacks."""
    assert webhooks("list").out == "This service has no webhooks.\n"
    one = made(webhooks, receiver.url, "--about", "Til styringspanelet")
    heads, row = (line.split("\t") for line in webhooks("list").lines)
    assert heads == ["Webhook", "State", "Come to", "Behind", "Tried again", "Dead letters", "Address"]
    assert row == [one["webhook_id"], "active", "2", "0", "0", "0", receiver.url]
    (told,) = webhooks("list", "--json").json["items"]
    assert {**told, "secret": one["secret"]} == one


def test_what_did_not_arrive_is_seen_and_sent_again(webhooks: Webhooks, service: Service):
    """Dead letters too, once whoever receives is well again."""
    deliveries = service.app.state.deliveries

    def ill(message: Message) -> tuple[int, dict[str, str]]:
        return (500, {}) if message.position == 1 else (204, {})

    with receiving(ill) as receiver:
        which = made(webhooks, receiver.url, "--reader", "member", "--after", 0)["webhook_id"]
        until(lambda: webhooks("undelivered", which, "--json").json["items"])
        heads, row = (line.split("\t") for line in webhooks("undelivered", which).lines)
        assert heads == ["Position", "State", "Attempts", "Problem", "Next attempt"]
        assert row[:4] == ["1", "tried again", "1", "answered 500"]
        assert row[4]
        now = deliveries.clock()
        for each in deliveries.keeping.deliveries(which):
            hook = deliveries.keeping.get(which)
            deliveries.keeping.failed(hook, _given_up(each, now.timestamp()))
        (dead,) = webhooks("undelivered", which, "--state", "dead", "--json").json["items"]
        assert (dead["position"], dead["attempts"]) == (1, len(DELAYS) + 1)
        assert webhooks("undelivered", which, "--state", "waiting").out == "Everything arrived.\n"
        receiver.decide = lambda _: (204, {})
        assert webhooks("replay", which, "--dead").out == "One entry is gone through again.\n"
        until(lambda: webhooks("undelivered", which).out == "Everything arrived.\n")
        before = len(receiver.got)
        assert webhooks("replay", which, "--after", 0).out == "2 entries are gone through again.\n"
        receiver.wait(before + 2)
        assert receiver.positions[-2:] == [1, 2]


def _given_up(delivery: Any, now: float) -> Any:
    return replace(delivery, state="dead", attempts=len(DELAYS) + 1, last_at=now)


def test_one_is_paused_resumed_and_removed(webhooks: Webhooks, receiver: Receiver):
    """And says so each time."""
    which = made(webhooks, receiver.url)["webhook_id"]
    assert webhooks("pause", which).out == f"The webhook {which}: paused.\n"
    assert webhooks("list", "--json").json["items"][0]["state"] == "paused"
    assert webhooks("resume", which).out == f"The webhook {which}: active.\n"
    assert webhooks("remove", which).out == f"The webhook {which} has ended.\n"
    assert webhooks("list", "--json").json == {"items": []}


def test_trying_one_says_what_came_of_it(webhooks: Webhooks, receiver: Receiver):
    """A script sees by the exit code whether it arrived."""
    told = made(webhooks, receiver.url)
    which = told["webhook_id"]
    new = webhooks("renew", which, "--json").json["secret"]
    answer = webhooks("test", which)
    assert (answer.code, answer.out) == (0, "It arrived; the receiver answered 204.\n")
    for secret in (told["secret"], new):
        assert Verifier(secret).verify(receiver.got[0].body, receiver.got[0].headers)
    receiver.decide = lambda _: (418, {})
    answer = webhooks("test", which)
    assert (answer.code, answer.out) == (1, "It did not arrive: answered 418.\n")
    assert json.loads(webhooks("test", which, "--json").out)["status"] == 418


@pytest.mark.parametrize("command", ["undelivered", "pause", "resume", "remove", "test", "renew"])
@pytest.mark.parametrize("which", ["hook-0", "../hook-0", "a b", "æ", ""])
def test_one_that_is_not_there_is_told_of_with_what_to_run(
    webhooks: Webhooks, service: Service, command: str, which: str
):
    """Whatever was typed; and it is sought nowhere else."""
    told = webhooks(command, which)
    assert told.code == 1
    assert told.err == (
        f"There is no webhook {which}. See them all: "
        f"laeringslopp --register http://127.0.0.1:{service.port} webhooks list\n"
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["make", "ftp://dashboard.example/"], "/url: a webhook is called over https or http, not ftp"),
        (["make", "https://a.example/", "--kind", "failure"], "/kinds/0"),
        (["make", "https://a.example/", "--reader", "regional"], "/reader: nobody reads as 'regional'"),
        (["make", "https://a.example/", "--after", "9"], "/after"),
        (["make", "https://a.example/", "--decision", "nothing"], "/decision_id: there is no decision 'nothing'"),
    ],
)
def test_what_cannot_be_made_is_said_where_and_why(webhooks: Webhooks, given: list[str], said: str):
    """As the service says it."""
    told = webhooks(*given)
    assert (told.code, said in told.err) == (1, True), told.err


def test_what_to_send_again_has_to_be_said(webhooks: Webhooks):
    """It is wrong use."""
    told = webhooks("replay", "hook-0")
    assert (told.code, "--after POSITION, or --dead" in told.err) == (2, True)


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "running service"), ("nb", "tjeneste som kjører"), ("nn", "teneste som køyrer")]
)
def test_without_a_service_it_is_said_how_to_name_one(run: Run, lang: str, said: str):
    """A register on hand has none: the service sends."""
    told = run("webhooks", "list", "--lang", lang)
    assert (told.code, said in told.err) == (2, True), told.err
    assert "--register http://127.0.0.1:8000" in told.err


def test_a_service_that_does_not_answer_is_told_of(run: Run):
    """At once: what is asked here is asked one time."""
    told = run("--register", "http://127.0.0.1:1", "webhooks", "list")
    assert (told.code, told.err) == (
        3,
        "The service at http://127.0.0.1:1 does not answer. Check the address, and that it runs.\n",
    )
