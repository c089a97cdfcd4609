"""A search tells nothing of what its reader may not see: not by a hit, a mark, a count, an order or a mended word.

Each text in the walked registers stands in one entry alone (see ``tests.strategies``), so that a leak has a name.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from laeringslopp import Access, AccessChanged, Entry, Invalid, LessonDrawn, Reader, Recorded, Register
from laeringslopp.facts import INTERNAL, OPEN
from laeringslopp.search.hits import tell_failed_before
from laeringslopp.views import Views
from tests.municipality import ADMINISTRATION, disclosed, entry, opened, register
from tests.strategies import Walk, marks_in, readers, walks, withheld_texts
from tests.views.conftest import new_database

examples = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
PUBLIC = Reader.public()
EXEMPT = Access(level="exempt", ground="offl. § 13 første ledd", levels=("political",))


@contextmanager
def indexed(over: Register) -> Iterator[Views]:
    with Views(over.store, "memory:", clock=over.now) as views:
        views.catch_up()
        yield views


def ranks(over: Register, text: str, reader: Reader) -> list[tuple[str, str]]:
    with indexed(over) as views:
        return [(hit.decision_id, hit.item_id) for hit in over.failed_before(text, reader=reader, views=views).hits]


@examples
@given(walks(), readers(), st.data())
def test_no_answer_holds_or_is_found_by_what_is_withheld(walk: Walk, reader: Reader, data: st.DataObject):
    """Whoever guesses a word of a withheld text gets the answer that they would get if nobody had written it."""
    hidden = withheld_texts(walk.register, reader)
    with indexed(walk.register) as views:
        seen = sorted({mark for fact in walk.register.facts() for mark in marks_in(repr(fact))})
        for text in data.draw(st.lists(st.sampled_from(seen), min_size=1, max_size=4)) if seen else ():
            try:
                found = walk.register.failed_before(text, reader=reader, views=views)
            except Invalid:
                continue
            told = tell_failed_before(found)
            assert not hidden & marks_in(repr(told["items"]))
            assert not hidden & marks_in(repr(told["read_as"].get(text, "")))


@examples
@given(walks(), readers())
def test_what_is_counted_is_what_the_reader_may_see(walk: Walk, reader: Reader):
    """A full member counts all of it; nobody counts more than they could read one by one."""
    with indexed(walk.register) as views, views.searching(reader) as lookup:
        assert lookup is not None
        readable = sum(
            isinstance(fact, Recorded) and fact.fact.kind in ("failure-disclosed", "lesson-drawn")
            for fact in walk.register.feed(reader=reader)
        )
        counted = lookup.counts([""]).get("", 0)
        assert counted == readable if reader == Reader.member() else counted <= readable


def two_open(*more: Entry) -> Register:
    """Two failures that everybody may read, and whatever else there is."""
    town = register()
    said = {"title": "Tak", "question": "Skal taket legges om?", "access": OPEN}
    town.append([entry("a", opened(**said)), entry("a", disclosed("f1", what_happened="Grus på torget"), access=OPEN)])
    town.append([entry("b", opened(**said)), entry("b", disclosed("f2", what_happened="Salt i brønnen"), access=OPEN)])
    if more:
        town.append(more)
    return town


def test_a_withheld_text_moves_no_open_one():
    """Were a word's rarity counted over all texts, the order of two open ones would tell what a third says."""
    closed = [entry(f"c{n}", opened(access=INTERNAL)) for n in range(5)]
    closed += [entry(f"c{n}", disclosed("f9", what_happened="Grus overalt")) for n in range(5)]
    for asked in ("grus salt", "salt grus", "gruss salt"):
        with two_open() as alone, two_open(*closed) as among:
            assert ranks(among, asked, PUBLIC) == ranks(alone, asked, PUBLIC)
            assert ranks(among, asked, Reader.member("elsewhere")) == ranks(alone, asked, PUBLIC)
            assert len(ranks(among, asked, Reader.member("nordfjord"))) == 7


def test_no_mistyped_word_is_read_as_a_withheld_one():
    """What was meant would be a word that the reader has never seen here."""
    hidden = entry("a", disclosed("f9", what_happened="Kloakken rant over"))
    with two_open(hidden) as town, indexed(town) as views:
        assert not town.failed_before("klaokk", reader=PUBLIC, views=views).read_as
        assert town.failed_before("klaokk", views=views).read_as == (("klaokk", "kloakk"),)


def test_an_internal_lesson_does_not_find_its_open_failure():
    """A row is made of many entries, and each word in it stands for the entry that it came from."""
    lesson = LessonDrawn(lesson_id="l1", from_failures=("f1",), statement="Rådmannen glemte feiebilen")
    with two_open(entry("a", lesson, access=INTERNAL)) as town:
        assert ranks(town, "feiebil", Reader.member()) == [("a", "f1")]
        assert ranks(town, "feiebil", PUBLIC) == []
        assert ranks(town, "grus", PUBLIC) == [("a", "f1")]


def test_an_exempt_entry_is_found_by_full_members_alone():
    """A level that may read it reads it where it stands; what a search cannot be sure of it leaves out."""
    with two_open(entry("a", disclosed("f9", what_happened="Kloakken rant over"), access=EXEMPT)) as town:
        assert ranks(town, "kloakk", Reader.member("nordfjord")) == [("a", "f9")]
        for reader in (Reader.level("political"), Reader.level("operational"), PUBLIC):
            assert ranks(town, "kloakk", reader) == []


def test_what_is_closed_is_not_found_although_the_index_lags():
    """Between an entry that closes and the index that hears of it nobody finds by what was open a moment ago."""
    with two_open() as town, indexed(town) as views:
        found = town.failed_before("grus salt", reader=PUBLIC, views=views)
        assert len(found.hits) == 2
        town.record("a", AccessChanged(versions=(2,), access=INTERNAL, reason="Det står et navn"), by=ADMINISTRATION)
        assert [hit.item_id for hit in town.failed_before("grus salt", reader=PUBLIC, views=views).hits] == ["f2"]
        lesson = LessonDrawn(lesson_id="l1", from_failures=("f2",), statement="Rådmannen glemte feiebilen")
        town.record("b", lesson, by=ADMINISTRATION, access=OPEN)
        views.catch_up()
        assert town.failed_before("feiebil", reader=PUBLIC, views=views).hits
        town.record("b", AccessChanged(versions=(3,), access=INTERNAL, reason="Det står et navn"), by=ADMINISTRATION)
        assert not town.failed_before("feiebil", reader=PUBLIC, views=views).hits


def test_what_is_opened_is_found_by_everybody():
    """Opening is an act on record, and the index hears of it."""
    with two_open(entry("a", disclosed("f9", what_happened="Kloakken rant over"))) as town:
        assert ranks(town, "kloakk", PUBLIC) == []
        town.record("a", AccessChanged(versions=(3,), access=OPEN, reason="Innsyn"), by=ADMINISTRATION)
        assert ranks(town, "kloakk", PUBLIC) == [("a", "f9")]


def test_postgresql_lets_everybody_find_what_sqlite_does(server: str):
    """Who finds by a word is asked of the index itself there, so each way of seeing is asked of both."""
    more = [
        entry("a", disclosed("f9", what_happened="Kloakken rant over grusen"), access=EXEMPT),
        entry("a", disclosed("f8", what_happened="Grus i kloakken"), access=INTERNAL),
        entry("c", opened(access=INTERNAL, organisation="sorfjord")),
        entry("c", disclosed("f7", what_happened="Salt og grus"), access=INTERNAL),
    ]
    seeing = [
        Reader.member(),
        Reader.member("nordfjord"),
        Reader.member("nordfjord", "sorfjord"),
        Reader.level("political"),
        Reader.level("political", "sorfjord"),
        PUBLIC,
    ]
    with (
        two_open(*more) as town,
        indexed(town) as here,
        Views(town.store, new_database(server), clock=town.now) as there,
    ):
        there.catch_up()
        found = set()
        for reader in seeing:
            for asked in ("grus", "salt grus", "kloakk", "taket legges", "grsu"):
                for only in (None, "nordfjord", "sorfjord"):
                    told = [
                        tell_failed_before(town.failed_before(asked, "nb", only, reader=reader, views=views))
                        for views in (here, there)
                    ]
                    assert told[0] == told[1]
                    found.add(len(told[0]["items"]))
        assert len(found) > 3
