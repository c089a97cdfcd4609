"""What does not arrive is tried again, for three days; then it is a dead letter that somebody may ask for."""

import threading
from datetime import timedelta
from email.utils import format_datetime

import pytest

from laeringslopp_service.hooks import Sender
from laeringslopp_service.hooks.schedule import DELAYS, JITTER, next_try
from laeringslopp_service.hooks.standing import reasons_of
from tests.hooks.conftest import Post
from tests.hooks.receiving import PATIENCE, Answer, Receiver, answering, receiving, well

DAY = 24 * 3600


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


def test_a_changed_url_is_tried_at_once(post: Post, receiver: Receiver):
    """Whoever mended it does not wait for a day."""
    with receiving(answering(500)) as broken:
        post.make(broken)
        post.deliver()
    post.keeping.change("hook-1", post.clock().timestamp(), {"url": receiver.url})
    post.deliver()
    assert receiver.positions == [1]
    assert not post.lacking()


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


def test_who_keeps_the_service_is_told_of_one_that_waits_for_long(post: Post):
    """In three days it is a dead letter; before that somebody should look. A restart of an hour is nothing to tell of."""
    ours = post.deliveries()
    with receiving(answering(500)) as receiver:
        post.make(receiver)
        post.deliver(by=ours)
        post.clock.move(minutes=59)
        post.deliver(by=ours)
        assert list(reasons_of(ours)) == []
        post.clock.move(hours=2)
        assert list(reasons_of(ours)) == ["a fact has waited 2 h for the receiver of the webhook hook-1"]
        post.keeping.change("hook-1", post.clock().timestamp(), {"state": "paused"})
        assert list(reasons_of(ours)) == []
        receiver.decide = well
        post.keeping.change("hook-1", post.clock().timestamp(), {"state": "active"})
        post.deliver(by=ours)
        assert list(reasons_of(ours)) == []
    ours.stop()
