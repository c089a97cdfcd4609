"""One file, several processes: nothing is lost between them, whichever comes or goes."""

from pathlib import Path

from laeringslopp.store import Store, open_store
from tests.stores.elsewhere import printed, started
from tests.stores.rows import row, rows

WRITING = """
decision_ids, count = sys.argv[2].split(), int(sys.argv[3])
print("ready", flush=True)
sys.stdin.readline()
for at in range(count):
    decision_id = decision_ids[at % len(decision_ids)]
    while True:
        version = store.version(decision_id) + 1
        try:
            position = store.append([row(decision_id, version, sys.argv[4].encode())])
        except VersionTaken as lost:
            assert lost.actual >= version
        else:
            break
    print(position, decision_id, version)
"""


def followed(store: Store, total: int) -> list[int]:
    """The positions that a reader meets who goes on from the last one it saw, until it has met them all."""
    met: list[int] = []
    while len(met) < total:
        page = store.since(met[-1] if met else 0, 7)
        met += [stored.position for stored in page]
    return met


def test_processes_that_append_at_once_each_get_their_own_place(tmp_path: Path) -> None:
    """Every success has a version of its own, positions have no gap, and a follower misses nothing."""
    path, each = tmp_path / "register.db", 60
    third = open_store(f"sqlite:///{path}")
    writers = [started(WRITING, path, names, each, names) for names in ("shared a", "shared b")]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("\n")
        writer.stdin.flush()
    met = followed(third, 2 * each)
    said = [line.split() for writer in writers for line in printed(writer)]
    assert met == list(range(1, 2 * each + 1))
    assert sorted(int(position) for position, _, _ in said) == met
    assert len({(decision_id, version) for _, decision_id, version in said}) == 2 * each
    stands = {(str(s.position), s.decision_id, str(s.version)) for s in third.since(0, 1000)}
    assert stands == {tuple(line) for line in said}
    third.close()


def test_processes_that_make_the_same_register_at_once_both_have_it(tmp_path: Path) -> None:
    """Two services that are started together on a new machine must not trip over each other."""
    for attempt in range(3):
        path = tmp_path / f"{attempt}.db"
        code = "print(store.name_policy(sys.argv[2])); store.append([row(sys.argv[2], 1)]); store.close()"
        made = [started(code, path, name) for name in ("strict", "standard", "other")]
        named = {line for process in made for line in printed(process)}
        assert len(named) == 1
        store = open_store(f"sqlite:///{path}")
        assert store.policy_name() in named
        assert sorted(store.decision_ids()) == ["other", "standard", "strict"]
        assert [stored.position for stored in store.since(0, 10)] == [1, 2, 3]
        store.close()


def test_looking_at_a_register_again_does_not_let_go_of_it(tmp_path: Path) -> None:
    """A process's lock on a file is gone once any of its descriptors on the file is closed.

    Then the next process to close the register would take the log away that this one still writes to.
    """
    path = tmp_path / "register.db"
    store = open_store(f"sqlite:///{path}")
    store.append([row("a", 1)])
    open_store(f"sqlite:///{path}").close()
    printed(started("store.append([row('b', 1)]); store.close()", path))
    store.append(rows("a", 2, 3))
    printed(started("assert store.last_position() == 4, store.last_position(); store.close()", path))
    store.close()
    again = open_store(f"sqlite:///{path}")
    assert [(stored.decision_id, stored.version) for stored in again.since(0, 10)] == [
        ("a", 1),
        ("b", 1),
        ("a", 2),
        ("a", 3),
    ]
    again.close()


KILLED = """
version = store.version("a")
while True:
    version += 1
    store.append([row("a", version), row("b", version)], [(key(f"k{version}"), 2)])
    print(version, flush=True)
"""


def test_what_was_acknowledged_survives_the_death_of_its_writer(tmp_path: Path) -> None:
    """``kill -9`` at any moment: all that was acknowledged is there, whole, and the register goes on."""
    path = tmp_path / "register.db"
    acknowledged = 0
    for lives in range(1, 13):
        writer = started(KILLED, path)
        assert writer.stdout is not None
        for _ in range(lives * 3):
            acknowledged = int(writer.stdout.readline())
        writer.kill()
        rest = writer.stdout.readlines()  # not communicate(), which would leave out what readline() has read ahead
        writer.communicate(timeout=60)
        acknowledged = max([acknowledged, *(int(line) for line in rest if line.endswith("\n"))])
        store = open_store(f"sqlite:///{path}")
        stands = store.version("a")
        # One more may stand than was told of: the writer died between the disk and the word.
        assert acknowledged <= stands <= acknowledged + 1
        assert [stored.version for stored in store.of_decision("a")] == list(range(1, stands + 1))
        assert [stored.version for stored in store.of_decision("b")] == list(range(1, stands + 1))
        assert store.last_position() == 2 * stands
        answer = store.answered(f"k{stands}")
        assert answer is not None
        assert (answer.first, answer.last) == (2 * stands - 1, 2 * stands)
        store.close()
