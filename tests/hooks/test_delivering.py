"""What is recorded arrives: signed, in order, at least once, and again until it does."""

import asyncio
import json
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent
from standardwebhooks import Webhook as Verifier
from standardwebhooks import WebhookVerificationError

from laeringslopp import Access, AccessChanged, Register
from laeringslopp.facts import INTERNAL, OPEN
from laeringslopp_service.hooks import Keeping, Sender, hooks_url
from laeringslopp_service.hooks.schedule import DELAYS, JITTER, next_try
from laeringslopp_service.hooks.telling import signed
from tests.hooks.conftest import OLD_SECRET, SECRET, Post
from tests.hooks.receiving import PATIENCE, Answer, Decide, Message, Receiver, receiving, well
from tests.municipality import ADMINISTRATION, OPERATIONS, Clock, disclosed, entry, opened

DAY = 24 * 3600


def answering(status: int, **headers: str) -> Decide:
    """A receiver that says so to everything."""
    return lambda _: (status, {name.replace("_", "-"): value for name, value in headers.items()})


def test_each_fact_arrives_once_in_order(post: Post, receiver: Receiver):
    """And is not sent again."""
    post.note(4)
    post.make(receiver)
    post.deliver()
    post.deliver()
    assert receiver.positions == [1, 2, 3, 4, 5]
    assert post.now().position == 5
    assert not post.lacking()


def test_what_arrives_is_signed_so_that_the_librarys_own_verifier_takes_it(post: Post, receiver: Receiver):
    """Receivers in any language can check it."""
    post.make(receiver)
    post.deliver()
    (message,) = receiver.got
    assert Verifier(SECRET).verify(message.body, message.headers) == message.event
    with pytest.raises(WebhookVerificationError):
        Verifier(SECRET).verify(message.body.replace(b"sensorer", b"sensor00"), message.headers)
    with pytest.raises(WebhookVerificationError):
        Verifier(OLD_SECRET).verify(message.body, message.headers)


def test_while_a_secret_is_changed_both_sign(post: Post, receiver: Receiver, clock: Clock):
    """Nothing is lost meanwhile; afterwards the new one alone signs."""
    post.make(receiver, old_secret=OLD_SECRET, old_until=clock().timestamp() + DAY)
    post.deliver()
    for secret in (SECRET, OLD_SECRET):
        Verifier(secret).verify(receiver.got[0].body, receiver.got[0].headers)
    clock.move(days=1)
    post.note()
    post.deliver()
    assert len(receiver.got[1].headers["webhook-signature"].split(" ")) == 1


def test_the_body_is_a_cloud_event_with_the_fact_as_the_feed_has_it(post: Post, receiver: Receiver):
    """CloudEvents 1.0, section 3.1: what is required, and what is known besides."""
    post.make(receiver)
    post.deliver()
    (message,) = receiver.got
    assert message.headers["content-type"] == "application/cloudevents+json"
    event = message.event
    assert {name: event[name] for name in event if name != "data"} == {
        "specversion": "1.0",
        "id": "1",
        "source": "http://localhost/api/facts",
        "type": "laeringslopp.decision-opened",
        "subject": "sensorer",
        "time": event["data"]["recorded_at"],
        "datacontenttype": "application/json",
    }
    assert event["data"]["fact"]["kind"] == "decision-opened"
    assert event["data"]["position"] == 1


def test_every_event_is_read_by_the_sdk_of_cloudevents(post: Post, receiver: Receiver):
    """A fact, one that is withheld, and a message that tries the webhook."""
    post.register.append([entry("sensorer", disclosed(), OPERATIONS)])
    made = post.make(receiver, reads_as="public")
    post.deliver()
    asyncio.run(post.deliveries().tried(made))
    read = [JSONFormat().read(CloudEvent, message.body) for message in receiver.got]
    assert [event.get_type() for event in read] == [
        "laeringslopp.decision-opened",
        "laeringslopp.withheld",
        "laeringslopp.test",
    ]
    assert read[0].get_subject() == "sensorer"
    assert {event.get_source() for event in read} == {"http://localhost/api/facts"}


def test_a_fact_keeps_its_id_however_often_it_is_sent(post: Post):
    """So a receiver drops what it has."""
    with receiving(answering(500)) as receiver:
        post.make(receiver)
        post.deliver()
        post.clock.move(minutes=1)
        receiver.decide = well
        post.deliver()
        post.keeping.replay("hook-1", post.clock().timestamp(), 0, dead=False)
        post.deliver()
    assert [message.id for message in receiver.got] == ["hook-1-1"] * 3


def test_what_fails_is_tried_again_by_the_schedule_and_then_is_a_dead_letter(post: Post):
    """Ten times in three days; what comes after it is held up until then, and sent then."""
    post.note()
    start = post.clock().timestamp()
    with receiving(lambda message: (500, {}) if message.position == 1 else (204, {})) as receiver:
        post.make(receiver)
        times = []
        for _ in range(len(DELAYS)):
            post.deliver()
            (waiting,) = post.lacking("waiting")
            times.append(waiting.next_at - start)
            before = len(receiver.got)
            post.deliver()
            assert len(receiver.got) == before, "it came before its time"
            post.clock.move(seconds=waiting.next_at - post.clock().timestamp())
        assert times == pytest.approx([5, 305, 2105, 9305, 27305, 63305, 113705, 185705, 272105], abs=0.01)
        assert receiver.positions == [1] * 9
        post.deliver()
    assert receiver.positions == [1] * 10 + [2]
    (dead,) = post.lacking()
    assert (dead.state, dead.position, dead.attempts, dead.problem, dead.status) == ("dead", 1, 10, "answered", 500)
    assert post.now().position == 2


def test_tries_are_spread():
    """Whoever was overrun is not overrun again."""
    assert next_try(1, 0, 0.0) == 5
    assert 5 < (next_try(1, 0, 0.5) or 0) < 5 * (1 + JITTER)
    assert next_try(len(DELAYS) + 1, 0, 0.5) is None


def test_dead_letters_are_sent_again_when_somebody_asks(post: Post):
    """By themselves: what arrived is not sent again."""
    post.note(2)
    with receiving(lambda message: (400, {}) if message.position == 2 else (204, {})) as receiver:
        post.make(receiver)
        for _ in range(len(DELAYS) + 1):
            post.deliver()
            post.clock.move(days=2)
        assert receiver.positions == [1, *[2] * 10, 3]
        receiver.decide = well
        assert post.keeping.replay("hook-1", post.clock().timestamp(), None, dead=True) == 1
        post.deliver()
    assert receiver.positions[-1] == 2
    assert not post.lacking()
    assert post.now().position == 3


def test_from_a_position_everything_is_sent_again(post: Post, receiver: Receiver):
    """In order; what was waiting or dead after it goes along."""
    post.note(3)
    post.make(receiver)
    post.deliver()
    assert post.keeping.replay("hook-1", post.clock().timestamp(), 2, dead=False) == 2
    post.deliver()
    assert receiver.positions == [1, 2, 3, 4, 3, 4]


def test_one_who_is_gone_is_sent_nothing_more(post: Post):
    """410 says so; what it did not take is kept, should it come back."""
    post.note()
    with receiving(answering(410)) as receiver:
        post.make(receiver)
        post.deliver()
        post.deliver()
        assert receiver.positions == [1]
        assert (post.now().state, post.now().position) == ("ended", 0)
        receiver.decide = well
        post.keeping.change("hook-1", post.clock().timestamp(), {"state": "active"})
        post.deliver()
    assert receiver.positions == [1, 1, 2]


@pytest.mark.parametrize("status", [429, 503])
def test_one_who_asks_for_time_gets_it(post: Post, status: int):
    """In seconds or as a date; never less than the schedule, never more than a day."""
    with receiving(answering(status, retry_after="3600")) as receiver:
        post.make(receiver)
        post.deliver()
        now = post.clock().timestamp()
        assert post.lacking()[0].next_at == pytest.approx(now + 3600)
        post.clock.move(seconds=3601)
        receiver.decide = lambda _: (status, {"retry-after": "1"})
        post.deliver()
        now = post.clock().timestamp()
        assert post.lacking()[0].next_at == pytest.approx(now + DELAYS[1])
        post.clock.move(seconds=DELAYS[1])
        receiver.decide = lambda _: (status, {"retry-after": "99999999999"})
        post.deliver()
        now = post.clock().timestamp()
        assert post.lacking()[0].next_at == pytest.approx(now + DAY)
        post.clock.move(days=1)
        receiver.decide = lambda _: (status, {"retry-after": "soon"})
        post.deliver()
        assert post.lacking()[0].next_at == pytest.approx(post.clock().timestamp() + DELAYS[3])


def test_time_is_asked_for_as_a_date_too(post: Post):
    """RFC 9110, 10.2.3; one that has passed, or has no zone, changes nothing."""
    now = post.clock()
    for said, wait in (
        (format_datetime(now + timedelta(hours=2), usegmt=True), 2 * 3600),
        (format_datetime(now - timedelta(hours=2), usegmt=True), DELAYS[0]),
        ((now + timedelta(hours=2)).strftime("%d %b %Y %H:%M:%S"), DELAYS[0]),
    ):
        with receiving(answering(503, retry_after=said)) as receiver:
            post.make(receiver)
            post.deliver()
        assert post.lacking()[0].next_at - now.timestamp() == pytest.approx(wait, abs=1)
        post.keeping.drop("hook-1")


def test_to_the_public_is_sent_what_the_public_may_see(post: Post):
    """In place of the rest stands that it is withheld, and not in which decision."""
    post.register.append([entry("sensorer", disclosed(), OPERATIONS)])
    with receiving() as receiver:
        post.make(receiver, reads_as="public")
        post.deliver()
    event = receiver.got[1].event
    assert event["type"] == "laeringslopp.withheld"
    assert event["data"] == {"position": 2, "withheld": True}
    assert "subject" not in event
    assert b"Alarmen" not in receiver.got[1].body


def test_who_may_see_it_is_asked_when_it_is_sent(post: Post):
    """What was closed between two attempts is not sent, though it was open when it was recorded."""
    with receiving(answering(500)) as receiver:
        post.make(receiver, reads_as="public")
        post.deliver()
        assert receiver.got[0].event["type"] == "laeringslopp.decision-opened"
        closed = AccessChanged(access=INTERNAL, reason="Et navn sto der")
        post.register.append([entry("sensorer", closed, ADMINISTRATION)])
        post.clock.move(minutes=1)
        receiver.decide = well
        post.deliver()
    assert receiver.got[1].event["data"] == {"position": 1, "withheld": True}


def test_a_level_is_sent_what_it_may_see_and_one_that_is_no_more_what_the_public_may(post: Post):
    """Widening is said; what nobody knows any more is the least."""
    exempt = Access(level="exempt", ground="offl. § 13", levels=("operational",))
    post.register.append([entry("sensorer", disclosed(), OPERATIONS, access=exempt)])
    with receiving() as receiver:
        for name, reads_as in (("a", "operational"), ("b", "political"), ("c", "regional")):
            post.make(receiver, webhook_id=name, reads_as=reads_as, position=1)
            post.deliver(name)
    seen, withheld, public = (message.event["data"] for message in receiver.got)
    assert seen["fact"]["kind"] == "failure-disclosed"
    assert withheld["kind"] == "failure-disclosed"
    assert withheld["withheld"] is True
    assert public == {"position": 2, "withheld": True, "ground": "offl. § 13"}


def test_only_what_was_asked_for_is_sent_and_the_rest_is_passed(post: Post):
    """By kind, decision and organisation; how far it has come is noted all the same."""
    post.register.append(
        [
            entry("heis", opened(organisation="sorfjord", access=OPEN)),
            entry("heis", disclosed(), OPERATIONS, access=OPEN),
            entry("sensorer", disclosed(), OPERATIONS, access=OPEN),
        ]
    )
    chosen = {
        "kind": ({"kinds": ("failure-disclosed",)}, [3, 4]),
        "decision": ({"decision_id": "heis"}, [2, 3]),
        "organisation": ({"organisation": "nordfjord"}, [1, 4]),
        "both": ({"organisation": "nordfjord", "kinds": ("failure-disclosed",)}, [4]),
        "neither": ({"organisation": "sorfjord", "decision_id": "sensorer"}, []),
    }
    for name, (narrow, positions) in chosen.items():
        with receiving() as receiver:
            post.make(receiver, webhook_id=name, **narrow)
            post.deliver(name)
            assert receiver.positions == positions, name
            assert post.now(name).position == 4, name


def test_kinds_tell_the_public_nothing_of_what_is_withheld(post: Post):
    """A message that comes or does not would say of what kind a hidden fact is; a member is told."""
    post.register.append([entry("sensorer", disclosed(), OPERATIONS)])
    exempt = Access(level="exempt", ground="offl. § 13", levels=("operational",))
    post.register.append([entry("sensorer", disclosed("f2"), OPERATIONS, access=exempt)])
    for reads_as, withheld, positions in (
        ("public", "tell", []),
        ("political", "tell", [2, 3]),
        ("political", "skip", [2]),
    ):
        with receiving() as receiver:
            name = f"{reads_as}-{withheld}"
            post.make(receiver, webhook_id=name, reads_as=reads_as, withheld=withheld, kinds=("failure-disclosed",))
            post.deliver(name)
            assert receiver.positions == positions, name


def test_a_paused_one_is_sent_nothing_and_then_all(post: Post, receiver: Receiver):
    """Nothing is lost in between."""
    post.make(receiver, state="paused")
    post.deliver()
    assert receiver.positions == []
    post.note()
    post.keeping.change("hook-1", post.clock().timestamp(), {"state": "active"})
    post.deliver()
    assert receiver.positions == [1, 2]


def test_a_changed_url_is_tried_at_once(post: Post, receiver: Receiver):
    """Whoever mended it does not wait for a day."""
    with receiving(answering(500)) as broken:
        post.make(broken)
        post.deliver()
    post.keeping.change("hook-1", post.clock().timestamp(), {"url": receiver.url})
    post.deliver()
    assert receiver.positions == [1]
    assert not post.lacking()


def test_what_is_changed_while_a_message_is_under_way_is_not_overwritten(post: Post):
    """Who asks for a replay meanwhile gets it, whatever comes of the message."""

    def replayed(message: Message) -> Answer:
        if message.position == 2 and len(receiver.got) == 1:
            post.keeping.replay("hook-1", post.clock().timestamp(), 0, dead=False)
        return 204, {}

    post.note()
    with receiving(replayed) as receiver:
        post.make(receiver)
        post.deliver()
        assert post.now().position == 0
        post.deliver()
    assert receiver.positions == [1, 2, 1, 2]


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        ((302, {"Location": "http://127.0.0.1:1/"}), "redirected"),
        ((404, {}), "answered"),
        ((500, {}), "answered"),
    ],
)
def test_only_2xx_is_an_arrival(post: Post, answer: Answer, problem: str):
    """A redirect is not followed."""
    with receiving(lambda _: answer) as receiver:
        post.make(receiver)
        post.deliver()
        assert len(receiver.got) == 1
    (waiting,) = post.lacking()
    assert (waiting.problem, waiting.status) == (problem, answer[0])


def test_what_cannot_be_reached_or_takes_too_long_is_tried_again(post: Post):
    """Whatever a receiver does, it is not our fault and stops nothing."""
    post.make("http://127.0.0.1:1/", webhook_id="closed")
    post.make("http://nobody.invalid/", webhook_id="nameless")
    post.deliver("closed")
    post.deliver("nameless")
    enough = threading.Event()
    with receiving(lambda _: (204 if enough.wait(PATIENCE) else 500, {})) as receiver:
        post.sender = Sender(allow_private=True, answering=0.05)
        post.make(receiver, webhook_id="slow")
        post.deliver("slow")
        enough.set()
    problems = {each.webhook_id: each.problem for each in post.keeping.deliveries()}
    assert problems == {"closed": "not-reached", "nameless": "no-such-name", "slow": "timed-out"}


def test_two_processes_do_not_both_deliver(url: str, clock: Clock, receiver: Receiver):
    """A webhook is one's at a time, until its lease is over or given back."""
    with Register.open(url, clock=clock) as town:
        town.append([entry("sensorer", opened(access=OPEN))])
        keeping = Keeping(_beside(url))
        post = Post(town, keeping, clock, Sender(allow_private=True))
        one, other = post.deliveries(), post.deliveries()
        post.make(receiver)
        assert keeping.claim("hook-1", one._who, clock().timestamp())
        post.deliver(by=other)
        assert receiver.positions == []
        post.deliver(by=one)
        assert receiver.positions == [1]
        post.note()
        post.deliver(by=other)
        assert receiver.positions == [1, 2]
        one.stop()
        other.stop()


def test_who_died_with_a_claim_is_followed_by_another(post: Post, receiver: Receiver):
    """After its lease."""
    post.make(receiver)
    assert post.keeping.claim("hook-1", "dead", post.clock().timestamp())
    post.deliver()
    assert receiver.positions == []
    post.clock.move(seconds=61)
    post.deliver()
    assert receiver.positions == [1]


def test_all_is_kept_beside_the_register(url: str, clock: Clock):
    """In each kind of store, with what did not arrive; and nothing is made before there is a webhook."""
    with Register.open(url, clock=clock) as town:
        town.append([entry("sensorer", opened(access=OPEN))])
        keeping = Keeping(_beside(url))
        assert keeping.every() == []
        with receiving(answering(500)) as receiver:
            post = Post(town, keeping, clock, Sender(allow_private=True))
            made = post.make(receiver, kinds=("decision-opened",), about="Til styringspanelet")
            post.deliver()
        if url != "memory:":
            keeping.close()
            keeping = Keeping(_beside(url))
        (kept,) = keeping.every()
        assert replace(kept, claimed_by="", claimed_until=0.0) == made
        assert [each.position for each in keeping.deliveries("hook-1", "waiting")] == [1]
        assert keeping.counts()["hook-1"]["waiting"] == 1
        assert keeping.drop("hook-1")
        assert not keeping.drop("hook-1")
        assert keeping.deliveries() == []
        keeping.close()


def _beside(url: str) -> str:
    return hooks_url(url)


def test_signing_is_as_the_specification_has_it():
    """The library's own example."""
    secret, at = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", datetime.fromtimestamp(1614265330, UTC)
    headers = signed("msg_p5jXN8AQM9LWM0D4loKWxJek", at, json.dumps({"test": 2432232314}).encode(), [secret])
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
