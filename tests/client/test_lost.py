"""Connections break, services restart and answers get lost: what was recorded is recorded once, and nothing is missed."""

import asyncio
import ssl
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from itertools import islice

import httpx
import pytest

from laeringslopp import Conflict, ExtraMissing, Invalid, Reader, Register, StoreError, Unknown
from laeringslopp.client import Retrying, open_async, open_remote
from laeringslopp.register import asking
from laeringslopp.rules import shipped
from tests.client.breaking import Line, line_to
from tests.client.conftest import SOON
from tests.live.listening import Service, serving
from tests.municipality import ADMINISTRATION, COUNCIL, OPERATIONS, disclosed, entry


@pytest.fixture
def line(service: Service):
    """The way to the service."""
    with line_to(service.port) as made:
        yield made


@pytest.fixture
def far(line: Line):
    """The register at its end."""
    with open_remote(line.url, retrying=SOON) as made:
        yield made


@pytest.mark.parametrize(
    "record",
    [
        lambda far: far.append([entry("sensorer", disclosed("f9"))], 4),
        lambda far: far.append_each([([entry("sensorer", disclosed("f9"))], None)])[0],
        lambda far: far.record("sensorer", disclosed("f9"), by=OPERATIONS),
        lambda far: far.disclose("Noe gikk galt", OPERATIONS, "sensorer"),
        lambda far: far.disclose("Noe gikk galt", OPERATIONS),
        lambda far: far.present("sensorer", "political", ADMINISTRATION),
        lambda far: far.adopt("nordfjord", "strict", "Vi vil vite det.", COUNCIL),
    ],
)
def test_what_was_recorded_before_its_answer_was_lost_is_recorded_once(far, line, town: Register, record):
    """Whoever gave no key has one all the same."""
    before = town.position
    line.answers_to_drop = 1
    receipt = record(far)
    assert (line.answers_to_drop, receipt.replayed) == (0, True)
    assert receipt.recorded == tuple(town.facts(after=before))
    assert town.position == before + len(receipt.recorded) <= before + 2


def test_a_stale_version_is_no_reason_to_try_again(far, town: Register):
    """A no is an answer."""
    far._sleep = None  # nobody sleeps
    with pytest.raises(Conflict):
        far.append([entry("sensorer", disclosed("f9"))], 1)
    assert town.position == 4


def test_a_follower_misses_nothing_and_is_told_nothing_twice(far, line, town: Register):
    """Over a line that is cut again and again."""
    followed = far.follow()
    met = [each.position for each in islice(followed, 4)]
    for n in range(5):
        line.cut()
        for m in range(3):
            town.disclose(f"Feil {n}.{m}", OPERATIONS, "sensorer")
        met += [each.position for each in islice(followed, 3)]
    followed.close()
    assert met == list(range(1, 20))


def test_a_follower_lives_through_a_restart(town: Register):
    """A service is upgraded in the middle of the day."""
    with (
        serving(town, heartbeat=0.05) as first,
        line_to(first.port) as line,
        open_remote(line.url, retrying=SOON) as far,
    ):
        followed = far.follow(after=4)
        town.disclose("Før", OPERATIONS, "sensorer")
        assert next(followed).position == 5
        first.stop()
        town.disclose("Imens", OPERATIONS, "sensorer")
        with serving(town, heartbeat=0.05) as second:
            line.to = second.port
            assert next(followed).position == 6
            town.disclose("Etter", OPERATIONS, "sensorer")
            assert next(followed).position == 7
            followed.close()


def test_a_follower_that_waits_for_a_service_can_be_stopped(line, far, monkeypatch, town: Register):
    """Also where nobody answers any more."""
    monkeypatch.setattr(asking, "PATIENCE", 0.01)
    stop = threading.Event()
    followed = far.follow(stopped=stop.is_set)
    assert [each.position for each in islice(followed, 4)] == [1, 2, 3, 4]
    line.to = 1  # nobody is there
    line.cut()
    stop.set()
    assert list(followed) == []


def test_waiting_ends_when_something_is_recorded(far, town: Register):
    """Or when its time is over."""
    assert far.wait(3, 0) is True
    assert far.wait(4, 0.05) is False
    threading.Timer(0.05, lambda: town.disclose("Nå", OPERATIONS, "sensorer")).start()
    assert far.wait(4, 15) is True


def test_the_one_that_is_awaited_loses_nothing_either(line, town: Register):
    """It is the same conversation."""

    async def followed() -> list[int]:
        async with open_async(line.url, retrying=SOON) as far:
            line.answers_to_drop = 1
            receipt = await far.disclose("Noe gikk galt", OPERATIONS, "sensorer")
            assert receipt.recorded == tuple(town.facts(after=4))
            assert await far.position == 5
            assert await far.timeline("sensorer") == town.timeline("sensorer")
            assert [each.position async for each in far.facts(after=2)] == [3, 4, 5]
            assert await far.wait(5, 0.05) is False
            met = []
            following = far.follow()
            async for each in following:
                met.append(each.position)
                if each.position == 5:
                    line.cut()
                    town.disclose("Feil", OPERATIONS, "sensorer")
                if each.position == 6:
                    break
            await following.aclose()
            return met

    assert asyncio.run(followed()) == [1, 2, 3, 4, 5, 6]


def answering(*answers: httpx.Response | Exception):
    """A service that answers so, one after the other, and what was asked of it."""
    asked: list[httpx.Request] = []
    left = list(answers)

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        said = left.pop(0) if len(left) > 1 else left[0]
        if isinstance(said, Exception):
            raise said
        return said

    return httpx.MockTransport(answer), asked


KNOWN = httpx.Response(
    200,
    json={
        "policy": "standard", "position": 7, "now": "2026-03-12T10:00:00+00:00", "levels": [], "organisations": [],
        "ruled": [], "at_work": [],
    },
)  # fmt: skip


def problem(status: int, name: str, headers: dict[str, str] | None = None, **more: object) -> httpx.Response:
    """A problem as the service tells it."""
    told = {"type": f"/problems/{name}", "title": name, "status": status, "detail": name, "instance": "/", **more}
    said = {"Content-Type": "application/problem+json", **(headers or {})}
    return httpx.Response(status, json=told, headers=said)


class Slept(list[float]):
    """How long was slept, without sleeping."""

    def __call__(self, seconds: float) -> None:
        self.append(round(seconds, 3))


def asked_of(*answers: httpx.Response | Exception, retrying: Retrying = SOON):
    """What is asked of such a service, and how long is slept between."""
    transport, asked = answering(*answers)
    slept = Slept()
    far = open_remote("http://service", retrying=retrying, chance=lambda: 0.0, transport=transport)
    far._sleep = slept
    return far, asked, slept


def test_one_that_is_overloaded_is_asked_again_when_it_says():
    """Retry-After counts for more than our own pauses."""
    far, asked, slept = asked_of(
        problem(503, "full", {"Retry-After": "3"}), problem(429, "busy", {"Retry-After": "2"}), KNOWN
    )
    assert (far.position, len(asked), slept) == (7, 3, [3.0, 2.0])


def test_one_that_asks_for_too_long_a_pause_is_not_waited_for():
    """Whoever called decides about minutes."""
    far, asked, slept = asked_of(problem(503, "store", {"Retry-After": "3600"}))
    with pytest.raises(StoreError):
        far.position  # noqa: B018
    assert (len(asked), slept) == (1, [])


@pytest.mark.parametrize(
    "trouble",
    [
        httpx.ReadTimeout("slow"),
        httpx.ConnectError("[Errno -2] Name or service not known"),
        httpx.RemoteProtocolError("Server disconnected"),
        httpx.DecodingError("no gzip"),
        httpx.Response(502, html="<h1>Bad Gateway</h1>"),
        httpx.Response(504),
    ],
)
def test_one_that_does_not_answer_is_asked_a_few_times_more(trouble):
    """Each time after about twice as long; then it is told."""
    far, asked, slept = asked_of(trouble, retrying=Retrying(tries=4, first=0.1, longest=0.3))
    with pytest.raises(StoreError) as no:
        far.position  # noqa: B018
    assert (len(asked), slept) == (4, [0.1, 0.2, 0.3])
    assert no.value.reason == "service-away"
    assert "http://service" in str(no.value)


def untrusted() -> httpx.ConnectError:
    """What httpx raises of a certificate that nobody we know has signed."""
    error = httpx.ConnectError("certificate verify failed: self-signed certificate")
    error.__cause__ = ssl.SSLCertVerificationError("self-signed")
    return error


@pytest.mark.parametrize("ask", [lambda far: far.position, lambda far: next(far.follow()), lambda far: far.wait(0, 5)])
def test_a_certificate_that_is_not_trusted_is_told_at_once(ask):
    """It will be no better the seventh time."""
    far, asked, slept = asked_of(untrusted())
    with pytest.raises(StoreError, match="self-signed") as no:
        ask(far)
    assert (no.value.reason, len(asked), slept) == ("not-trusted", 1, [])


def test_one_that_ceases_to_be_trusted_while_it_is_waited_for_is_told_too():
    """Whoever waits would wait in vain."""
    far, _, _ = asked_of(KNOWN, untrusted())
    with pytest.raises(StoreError) as no:
        far.wait(7, 5)
    assert no.value.reason == "not-trusted"


LOGIN = httpx.Response(200, html="<p>Who are you?</p>")


@pytest.mark.parametrize(
    ("ask", "answers"),
    [
        (lambda far: next(far.follow()), [LOGIN]),
        (lambda far: far.wait(7, 5), [KNOWN, LOGIN]),
        (lambda far: list(far.facts()), [LOGIN]),
    ],
    ids=["follow", "wait", "facts"],
)
def test_a_page_for_people_is_no_stream(ask, answers):
    """Such as that of a proxy which wants somebody to sign in: to listen to it would be to wait for ever."""
    far, _, _ = asked_of(*answers)
    with pytest.raises(StoreError, match="200, text/html") as no:
        ask(far)
    assert no.value.reason == "no-service"


def test_what_is_no_text_in_a_stream_is_told():
    """Whatever stands in between has spoilt it."""
    far, _, _ = asked_of(
        httpx.Response(200, content=b"data: \xff\xfe\n\n", headers={"Content-Type": "text/event-stream"})
    )
    with pytest.raises(StoreError) as no:
        next(far.follow())
    assert no.value.reason == "newer-service"


def test_a_service_that_lacks_a_call_is_told_of_as_older():
    """There is one there, so its address is not what is wrong."""
    far, asked, _ = asked_of(problem(404, "not-found"))
    with pytest.raises(StoreError, match="no such call") as no:
        list(far.rows("failures"))
    assert (no.value.reason, len(asked)) == ("older-service", 1)


def test_a_service_that_sends_on_is_told_of_with_where_to():
    """Nothing is sent to an address that nobody gave."""
    far, asked, _ = asked_of(httpx.Response(308, headers={"Location": "https://register.example.no/api/register"}))
    with pytest.raises(StoreError, match=r"sends on to https://register\.example\.no/api/register") as no:
        far.append([entry("a", disclosed())])
    assert (no.value.reason, len(asked)) == ("no-service", 1)


def test_a_backtest_that_a_restart_took_with_it_is_told_of_as_gone():
    """And not as a call that there is none of."""
    begun = httpx.Response(202, json={"backtest_id": "b", "state": "running"})
    far, _, _ = asked_of(begun, problem(404, "not-found"))
    with pytest.raises(StoreError, match="started again") as no:
        far.backtest(shipped("strict"))
    assert no.value.reason == "service-said"


def test_one_client_is_shared_among_threads(url: str, town: Register):
    """What each records stands once, and what each reads is its own reader's."""
    readers = (Reader.member(), Reader.public(), Reader.level("political"))
    with Register.open(url) as far, ThreadPoolExecutor(6) as threads:
        receipts = list(threads.map(lambda n: far.disclose(f"Feil {n}", OPERATIONS, "sensorer"), range(24)))
        shown = list(threads.map(lambda n: far.timeline("sensorer", reader=readers[n % 3]), range(24)))
    assert sorted(each.position for each in receipts) == list(range(5, 29))
    for n, each in enumerate(shown):
        assert [entry.version for entry in each.entries] == [
            entry.version for entry in town.timeline("sensorer", reader=readers[n % 3]).entries
        ]


def test_pauses_are_spread_by_chance():
    """Not all who lost a service come back in the same moment."""
    retrying = Retrying(tries=3, first=1.0, longest=10)
    assert list(retrying.pauses(lambda: 0.0)) == [1.0, 2.0]
    assert list(retrying.pauses(lambda: 1.0)) == [0.5, 1.0]


@pytest.mark.parametrize("status", [400, 403, 404, 409, 412, 413, 415, 422, 500])
def test_what_is_wrong_with_what_was_sent_is_not_sent_again(status):
    """It would be as wrong the second time."""
    far, asked, slept = asked_of(problem(status, "something"))
    with pytest.raises(Exception, match="something"):
        far.append([entry("a", disclosed())])
    assert (len(asked), slept) == (1, [])


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"items": [], "kind": "new"}, "does not know"),
        ({"decision_id": "a", "version": 1, "levels": [], "public": False, "access_now": [], "unused_waivers": [],
          "items": [{"fact": {"kind": "decision-dreamt"}, "position": 1}]}, "decision-dreamt"),
    ],
)  # fmt: skip
def test_a_newer_service_is_told_of_as_one(told, said):
    """Nothing is passed over in silence: the next version of this package knows it."""
    far, _, _ = asked_of(httpx.Response(200, json=told, headers={"Register-Time": "2026-03-12T10:00:00+00:00"}))
    with pytest.raises(StoreError, match="upgrade laeringslopp") as no:
        far.timeline("a")
    assert no.value.reason == "newer-service"
    assert said in str(no.value)


@pytest.mark.parametrize(
    "answer", [httpx.Response(200, html="<p>Hello"), httpx.Response(301), httpx.Response(200, text="{")]
)
def test_what_is_no_such_service_is_told_of_as_none(answer):
    """A mistyped address is the commonest fault."""
    far, _, _ = asked_of(answer)
    with pytest.raises(StoreError, match="no Læringsløpp service at http://service"):
        far.position  # noqa: B018


@pytest.mark.parametrize("told", [[1], 7, "x"])
def test_what_was_told_in_another_shape_is_told_of_as_newer(told):
    """Also of what was recorded."""
    far, _, _ = asked_of(httpx.Response(201, json=told))
    with pytest.raises(StoreError) as no:
        far.append([entry("a", disclosed())])
    assert no.value.reason == "newer-service"


@pytest.mark.parametrize("status", [401, 403, 407])
def test_a_proxy_that_lets_nobody_in_is_told_of_as_one(status):
    """The address is right all the same."""
    far, asked, _ = asked_of(httpx.Response(status, html="<p>Who are you?"))
    with pytest.raises(StoreError, match=f"answered {status}, and wants to know who asks") as no:
        far.timeline("a")
    assert (no.value.reason, len(asked)) == ("service-said", 1)


def test_one_that_is_closed_says_so(url: str, town: Register):
    """In the words of the register on hand."""
    with Register.open(url) as far:
        assert far.position == 4
    for ask in (lambda: far.position, lambda: next(far.follow())):
        with pytest.raises(StoreError) as no:
            ask()
        assert (no.value.reason, no.value.values) == ("closed", {"path": url})


@pytest.mark.parametrize("url", ["http://", "https:///x", "http://x?y=1", "http://x#y", "http://[::1"])
def test_what_is_no_address_is_told_at_once(url):
    """Before anything is asked."""
    with pytest.raises(StoreError) as no:
        Register.open(url)
    assert no.value.reason == "unknown-url"


def test_without_its_library_it_says_what_to_install(monkeypatch):
    """Who embeds the register on hand needs no HTTP."""
    for name in [name for name in sys.modules if name.partition(".")[0] == "httpx" or "laeringslopp.client" in name]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "httpx", None)
    with pytest.raises(ExtraMissing, match=r"pip install 'laeringslopp\[client\]'"):
        Register.open("http://localhost:1")


@pytest.mark.parametrize("name", ["..", ".", "a/b", "a?b", "å", "%2e", ""])
def test_what_no_decision_is_called_is_unknown(far, name):
    """In an address two dots are a step back, and a slash is a step on."""
    with pytest.raises(Unknown) as no:
        far.timeline(name)
    assert no.value.decision_id == name
    assert (far.version(name), far.knows(name), far.entry(name, 1)) == (0, False, None)


@pytest.mark.parametrize("key", ["nøkkel", " k", "k\n", "k" * 201])
def test_a_key_that_no_header_holds_is_told_before_it_is_sent(far, town: Register, key):
    """And nothing is recorded."""
    for record in (
        lambda: far.append([entry("sensorer", disclosed("f9"))], key=key),
        lambda: far.disclose("x", OPERATIONS, key=key),
    ):
        with pytest.raises(Invalid) as no:
            record()
        assert [flaw.code for flaw in no.value.flaws] == ["string-pattern-mismatch"]
    assert town.position == 4


def test_a_follower_comes_back_when_a_full_service_says(town: Register):
    """And does not knock every second until then."""
    far, asked, slept = asked_of(problem(503, "full", {"Retry-After": "3"}), problem(422, "invalid", errors=[]))
    with pytest.raises(Invalid):
        next(far.follow())
    assert (len(asked), sum(slept)) == (2, 3.0)
