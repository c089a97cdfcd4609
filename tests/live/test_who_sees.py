"""What may not be seen is not sent, whenever it was closed."""

import pytest

from laeringslopp import Access, AccessChanged, ObservationRecorded, Register
from laeringslopp.facts import OPEN
from laeringslopp_service.live import hub
from tests.live.conftest import LISTENS
from tests.live.listening import Service
from tests.municipality import ADMINISTRATION, OPERATIONS, disclosed, entry, opened
from tests.service.conftest import GROUND, SECRET

EXEMPT = Access(level="exempt", ground=GROUND, levels=("operational",))


@pytest.mark.parametrize("path", [LISTENS, "/api/events", "/api/events?organisation=nordfjord"])
def test_in_place_of_what_is_withheld_stands_that_it_is(service: Service, town: Register, path: str):
    """As the feed has it: the public learns the ground alone, others the kind too."""
    sign = "&" if "?" in path else "?"
    with (
        service.listen(f"{path}{sign}as=public") as public,
        service.listen(f"{path}{sign}as=political") as council,
        service.listen(f"{path}{sign}as=operational") as operations,
        service.listen(path) as member,
    ):
        secret = disclosed(what_happened=SECRET)
        town.append([entry("sensorer", secret, OPERATIONS, access=EXEMPT)])
        assert public.next().told == {"position": 2, "withheld": True, "ground": GROUND}
        assert council.next().told == {
            "position": 2,
            "withheld": True,
            "ground": GROUND,
            "decision_id": "sensorer",
            "version": 2,
            "kind": "failure-disclosed",
            "access": "exempt",
        }
        seen = operations.next().told
        assert (seen["fact"]["what_happened"], seen["by"]["id"]) == (SECRET, "withheld")
        assert member.next().told["by"]["id"] == OPERATIONS.id


def closing(town: Register, *versions: int) -> None:
    town.record("sensorer", AccessChanged(versions=versions, access=EXEMPT, reason="Personvern"), by=ADMINISTRATION)


@pytest.mark.parametrize(
    ("path", "versions"),
    [
        (LISTENS, (2,)),
        (LISTENS, ()),
        ("/api/events", (2,)),
        ("/api/events", ()),
        ("/api/events?organisation=nordfjord", (2,)),
    ],
)
def test_what_was_closed_meanwhile_is_not_told_to_who_comes_back(
    service: Service, town: Register, path: str, versions: tuple[int, ...]
):
    """It was open when it was recorded, and written for others then; who asks now may not see it any more."""
    path = f"{path}{'&' if '?' in path else '?'}as=public"
    with service.listen(path) as there:
        town.append([entry("sensorer", ObservationRecorded(note=SECRET))])
        assert SECRET in str(there.next().told)
        closing(town, *versions)
        assert there.next().position == 3
        with service.listen(path, 1) as back:
            told = [back.next().told, back.next().told]
            assert told[0] == {"position": 2, "withheld": True, "ground": GROUND}
            assert SECRET not in str(told)


def test_a_decision_that_is_closed_leaves_its_organisation(service: Service, town: Register):
    """Who may not see its opening any more is told neither what comes nor what was at hand."""
    with service.listen("/api/events?organisation=nordfjord&as=public") as there:
        town.append([entry("sensorer", ObservationRecorded(note=SECRET))])
        assert there.next().position == 2
        closing(town)
        town.append([entry("veien", opened(access=OPEN), OPERATIONS)])
        assert there.next().position == 4
        with service.listen("/api/events?organisation=nordfjord&as=public", 1) as back:
            assert back.next().position == 4


def test_what_is_at_hand_is_let_go_when_something_is_closed(service: Service, town: Register):
    """What was written for a reader before is never sent after."""
    with service.listen(f"{LISTENS}?as=public") as there, service.listen("/api/events?as=public") as everything:
        town.append([entry("sensorer", ObservationRecorded(note=SECRET))])
        assert (there.next().position, everything.next().position) == (2, 2)
        closing(town, 2)
        assert (there.next().position, everything.next().position) == (3, 3)
        for channel in _channels(service):
            assert SECRET not in str(list(channel._last))
            assert service.app.state.live.taken(channel, 1) is None


def _channels(service: Service) -> list[hub.Channel]:
    return [channel for sight in service.app.state.live._sights.values() for channel in sight.channels.values()]


def test_an_organisation_that_may_not_be_known_is_not_listened_to(service: Service, town: Register):
    """To which organisation a decision belongs stands in its opening; who may not see that is not told by the stream."""
    with (
        service.listen("/api/events?organisation=nordfjord&as=public") as public,
        service.listen("/api/events?organisation=nordfjord") as member,
    ):
        town.append([entry("skjult", opened(), access=EXEMPT), entry("skjult", ObservationRecorded(note="Hva?"))])
        town.append([entry("sensorer", ObservationRecorded(note="Åpent"))])
        assert member.positions(3) == [2, 3, 4]
        assert public.next().told["position"] == 4


def test_opening_is_told_and_what_was_opened_can_then_be_read(service: Service, town: Register):
    """Who comes back after that is told it whole."""
    with service.listen(f"{LISTENS}?as=public") as public:
        town.append([entry("sensorer", disclosed(what_happened="Alarmen sviktet"), OPERATIONS)])
        assert public.next().told == {"position": 2, "withheld": True}
        town.record("sensorer", AccessChanged(versions=(2,), access=OPEN, reason="Åpnet"), by=ADMINISTRATION)
        assert public.next().position == 3
    with service.listen(f"{LISTENS}?as=public", 1) as public:
        assert public.next().told["fact"]["what_happened"] == "Alarmen sviktet"
