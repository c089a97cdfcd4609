"""What is recorded arrives: signed, in order, at least once, whichever process sends it."""

import asyncio
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent
from standardwebhooks import Webhook as Verifier
from standardwebhooks import WebhookVerificationError

from laeringslopp import Register
from laeringslopp.facts import OPEN
from laeringslopp_service.hooks import Keeping, Sender, hooks_url
from laeringslopp_service.hooks.standing import reasons_of
from laeringslopp_service.hooks.telling import signed
from tests.faults.damage import damaged
from tests.hooks.conftest import OLD_SECRET, SECRET, Post
from tests.hooks.receiving import Answer, Message, Receiver, answering, receiving, well
from tests.municipality import OPERATIONS, Clock, disclosed, entry, opened

DAY = 24 * 3600


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


def test_from_a_position_everything_is_sent_again(post: Post, receiver: Receiver):
    """In order; what was waiting or dead after it goes along."""
    post.note(3)
    post.make(receiver)
    post.deliver()
    assert post.keeping.replay("hook-1", post.clock().timestamp(), 2, dead=False) == 2
    post.deliver()
    assert receiver.positions == [1, 2, 3, 4, 3, 4]


def test_a_paused_one_is_sent_nothing_and_then_all(post: Post, receiver: Receiver):
    """Nothing is lost in between."""
    post.make(receiver, state="paused")
    post.deliver()
    assert receiver.positions == []
    post.note()
    post.keeping.change("hook-1", post.clock().timestamp(), {"state": "active"})
    post.deliver()
    assert receiver.positions == [1, 2]


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


@pytest.mark.parametrize("status", [204, 500, 410])
def test_one_that_is_removed_while_a_message_is_under_way_leaves_nothing_behind(post: Post, status: int):
    """Whatever comes of the message; and one that is made anew begins where it is told to."""

    def removed(_: Message) -> Answer:
        post.keeping.drop("hook-1")
        return status, {}

    post.note()
    with receiving(removed) as receiver:
        post.make(receiver)
        post.deliver()
        assert receiver.positions == [1]
        assert post.keeping.every() == []
        assert post.lacking() == []
        receiver.decide = well
        post.make(receiver, position=1)
        post.deliver()
        assert receiver.positions == [1, 2]


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


def test_one_that_stands_before_a_damaged_fact_is_told_of_once_and_goes_on_when_it_is_mended(
    tmp_path: Path, clock: Clock, receiver: Receiver, caplog: pytest.LogCaptureFixture
):
    """Its receiver can do nothing about it, and nothing is let past; a line every few seconds would fill a disk."""
    url = f"sqlite:///{tmp_path}/x.db"
    with Register.open(url, clock=clock) as town:
        town.append([entry("sensorer", opened(access=OPEN)), entry("sensorer", disclosed(), OPERATIONS)])
        town.append([entry("sensorer", disclosed("f2"), OPERATIONS)])
        post = Post(town, Keeping("memory:"), clock, Sender(allow_private=True))
        post.make(receiver)
        ours = post.deliveries()
        with damaged(url, 2, "no JSON"):
            post.deliver(by=ours)
            post.deliver(by=ours)
            assert receiver.positions == [1]
            (reason,) = reasons_of(ours)
            assert reason == "the webhook hook-1 cannot go on after position 1; the log says why"
            assert len(caplog.records) == 1
        post.deliver(by=ours)
        assert receiver.positions == [1, 2, 3]
        assert list(reasons_of(ours)) == []
        ours.stop()
