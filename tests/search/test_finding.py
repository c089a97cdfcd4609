"""What is asked, and what is answered: typing errors, marks, nonsense, and an index that is built anew."""

from dataclasses import replace

import pytest

from laeringslopp import DecisionOpened, Invalid, LessonDrawn
from laeringslopp.search.hits import tell_failed_before
from laeringslopp.views import Behind, Views
from laeringslopp.views.texts import TEXTS
from tests.municipality import ADMINISTRATION, COUNCIL, disclosed, opened, register, started
from tests.search.judging import QUERIES, top


def words_marked(text) -> list[str]:
    return [piece for piece, is_marked in text.pieces() if is_marked]


@pytest.mark.parametrize(
    ("typed", "finds"),
    [
        ("smittstopp", "smittestopp"),
        ("pasientjornal", "helseplattformen"),
        ("inkreving", "efi-gaeldsinddrivelse"),
        ("trygghtsalarm", "trygghetsalarm"),
        ("insurnace", "healthcare-gov"),
    ],
)
def test_a_typing_error_hides_nothing(typed: str, finds: str, cases, either):
    """Nor does one in a word that stands in no text, where another word for the same does."""
    assert cases.failed_before(typed, views=either).hits[0].decision_id == finds


def test_the_answer_says_what_a_word_was_read_as(cases, either):
    """Whoever meant something else sees why they got this."""
    assert cases.failed_before("personvren", views=either).read_as == (("personvren", "personvern"),)
    assert not cases.failed_before("personvern", views=either).read_as


def test_what_was_asked_for_is_marked_where_it_stands(cases, either):
    """Whichever word for it the text has."""
    (first, *_) = cases.failed_before("hospital record locks", views=either).hits
    assert first.item_id == "forelopige-funn"
    assert "Journalen" in words_marked(first.what)
    assert "".join(piece for piece, _ in first.what.pieces()) == first.what.text


def test_a_hit_tells_what_was_tried_and_learned_and_what_became_of_it(cases, in_sqlite):
    """A failure alone says what went wrong; the rest says what to do about it."""
    (hit, *_) = cases.failed_before("trygghetsalarm", lang="en", views=in_sqlite).hits
    assert hit.tried is not None
    assert hit.tried.text.startswith("I ytre bygd")
    assert [lesson.lesson_id for lesson in hit.lessons] == ["prov-der-det-gjelder"]
    assert any("attempt 2" in sentence for sentence in hit.became)
    told = tell_failed_before(cases.failed_before("trygghetsalarm", views=in_sqlite))
    assert told["items"][0]["link"] == f"/decisions/trygghetsalarm#v{hit.version}"


def test_a_lesson_stands_with_its_failure_and_not_beside_it(cases, either):
    """Else the first five would be two failures, each told again and again."""
    found = top(cases, either, "sikkerhet test app skole", 50)
    assert "skolemelding-oslo/test-for-lansering" not in found
    assert len(found) == len(set(found))


@pytest.mark.parametrize(
    "text",
    [
        'app"',
        "app AND NOT skole",
        "app NEAR/3 skole",
        "open: app",
        "{whose} : x",
        "app*",
        "^app",
        "-app",
        "'; DROP TABLE texts; --",
        "app\0skole",
        "app \ud800",
        "😀 app",
        "app | skole & !x",
        "app:b <-> c:*",
        "\u202eppa skole",
        "app " * 4000,
        "skole" * 3000,
        " ".join(f"ord{n}" for n in range(2000)),
    ],
)
def test_whatever_is_typed_gets_an_answer(text: str, cases, either):
    """What means something to a database means nothing in a question."""
    assert len(cases.failed_before(text, views=either).hits) <= 10


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"text": ""}, "no-words"),
        ({"text": " \0 😀 ?!"}, "no-words"),
        ({"text": '"'}, "no-words"),
        ({"text": "a:b <-> c:*"}, "no-words"),
        ({"text": "og i på the of"}, "no-words"),
        ({"text": "x" * 100_000}, "too-long"),
        ({"text": "app", "lang": "se"}, "unknown-language"),
        ({"text": "app", "most": 0}, "no-number"),
    ],
)
def test_what_cannot_be_asked_is_told(asked, code: str, cases, in_sqlite):
    """With a word for what is wrong, and no answer to another question than was asked."""
    with pytest.raises(Invalid) as told:
        cases.failed_before(**asked, views=in_sqlite)
    assert [flaw.code for flaw in told.value.flaws] == [code]


def test_one_organisation_alone_can_be_asked_about(cases, either):
    """Of a long list of others' failures one's own are found."""
    found = cases.failed_before("app", organisation="Oslo_kommune", views=either)
    assert {hit.organisation for hit in found.hits} == {"Oslo_kommune"}
    assert not cases.failed_before("app", organisation="nowhere", views=either).hits


def test_an_index_that_is_built_anew_answers_the_same(cases, server):
    """It is a view: nothing is in it that is not in the facts, in whatever batches they came."""
    with Views(cases.store, "memory:", batch=7) as views:
        views.catch_up()
        before = [top(cases, views, query["text"], 20) for query in QUERIES["held"]]
        views.rebuild("texts")
        views.catch_up()
        assert views.status()[-1].rebuilding is None
        assert [top(cases, views, query["text"], 20) for query in QUERIES["held"]] == before


def test_what_is_recorded_is_found_at_once_and_as_it_was_corrected(tmp_path):
    """The library brings its own index on before it asks."""
    with register(f"sqlite:///{tmp_path}/r.db") as town:
        town.record("a", opened(), disclosed(what_happened="Heisen stoppet"), by=ADMINISTRATION)
        assert [hit.item_id for hit in town.failed_before("heis").hits] == ["f1"]
        taught = LessonDrawn(lesson_id="l1", from_failures=("f1",), statement="Smør vaieren hver måned")
        town.record("a", taught, by=ADMINISTRATION)
        (hit,) = town.failed_before("vaier").hits
        assert (hit.item_id, [lesson.lesson_id for lesson in hit.lessons]) == ("f1", ["l1"])


def test_a_register_in_memory_answers_too():
    """A notebook has no file to keep an index in."""
    with register() as town:
        town.record("a", opened(), started(), disclosed(trial_id="t1"), by=ADMINISTRATION)
        assert [hit.item_id for hit in town.failed_before("alarm").hits] == ["f1"]
        assert not town.failed_before("brannbil").hits


def test_where_nothing_is_recorded_nothing_is_found():
    """And that is an answer."""
    with register() as town:
        assert town.failed_before("app").searched == 0
        town.record(
            "a", DecisionOpened(title="T", question="Q", organisation="o", deciding_level="political"), by=COUNCIL
        )
        assert town.failed_before("app").hits == ()


def test_an_index_of_an_older_program_is_not_asked(cases, tmp_path, monkeypatch):
    """Its words are cut otherwise. That nothing was looked through would read as that nothing has failed."""
    url = f"sqlite:///{tmp_path / 'texts.db'}"
    with Views(cases.store, url) as views:
        views.catch_up()
    monkeypatch.setattr("laeringslopp.views.views.TEXTS", newer := replace(TEXTS, version=TEXTS.version + 1))
    with Views(cases.store, url, [newer]) as views:
        with pytest.raises(Behind):
            cases.failed_before("skole", views=views)
        views.at_least(cases.position, 60.0, ("texts",))
        assert cases.failed_before("skole", views=views).hits
