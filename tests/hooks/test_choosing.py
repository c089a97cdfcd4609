"""Who is sent what: what a receiver may see, of what it asked for."""

from laeringslopp import Access, AccessChanged
from laeringslopp.facts import INTERNAL, OPEN
from tests.hooks.conftest import Post
from tests.hooks.receiving import answering, receiving, well
from tests.municipality import ADMINISTRATION, OPERATIONS, disclosed, entry, opened


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
