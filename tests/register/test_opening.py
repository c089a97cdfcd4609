"""A register is opened, named, read and copied."""

from datetime import UTC, date, datetime, timedelta

import pytest

from laeringslopp import Invalid, Register, StoreError, Unknown
from laeringslopp.store import open_store
from tests.municipality import ADMINISTRATION, COUNCIL, NOW, Clock, disclosed, entry, opened, register, started
from tests.register.doubles import over


class TestPolicy:
    @pytest.mark.parametrize(("asked", "named"), [(None, "standard"), ("standard", "standard"), ("strict", "strict")])
    def test_it_is_named_when_the_register_is_made(self, tmp_path, asked, named):
        """And kept with it: whoever opens it later need not know."""
        url = f"sqlite:///{tmp_path / 'r.db'}"
        with register(url, asked) as made:
            assert made.policy.name == named
            assert made.position == 0
        for again in (None, named):
            with register(url, again) as opened_again:
                assert opened_again.policy.name == named

    @pytest.mark.parametrize(("first", "then"), [(None, "strict"), ("strict", "standard")])
    def test_opening_under_another_name_is_an_error(self, tmp_path, first, then):
        """Rules that could be renamed from outside would be no rules; and the register is still there after."""
        url = f"sqlite:///{tmp_path / 'r.db'}"
        with register(url, first) as made:
            named = made.policy.name
        with pytest.raises(StoreError):
            register(url, then)
        with register(url) as again:
            assert again.policy.name == named

    @pytest.mark.parametrize("name", ["", "mild", "Standard"])
    def test_a_policy_that_does_not_ship_is_an_error_and_makes_nothing(self, tmp_path, name):
        """A slip in a name leaves no register behind."""
        with pytest.raises(StoreError):
            register(f"sqlite:///{tmp_path / 'r.db'}", name)
        assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("url", ["", "register.db", "sqlite://", "sqlite:///", "sqlite:///:memory:", "postgres:///x"])
def test_what_names_no_register_is_an_error(url):
    """Better than a file in an odd place."""
    with pytest.raises(StoreError):
        Register.open(url)


class TestDisclose:
    def test_one_text_and_a_name_are_enough(self):
        """In a register that holds nothing yet, too."""
        with register() as empty:
            told = empty.disclose("Alarmen nådde ikke fram i natt.", COUNCIL)
            decision = empty.decision(told.decision_id)
        assert (told.decision_id, told.version) == ("sak-1", 2)
        assert (decision.opened.title, decision.opened.question) == ("Alarmen nådde ikke fram i natt.",) * 2
        assert (decision.opened.organisation, decision.deciding_level) == ("organisation", "political")

    def test_the_title_is_the_beginning_of_the_text_on_one_line(self):
        """Eighty characters, for a list."""
        with register() as here:
            told = here.disclose("  En lang\nhistorie " + "x" * 200, COUNCIL)
            title = here.decision(told.decision_id).opened.title
        assert title == ("En lang historie " + "x" * 200)[:80]

    def test_the_same_key_opens_the_same_decision(self):
        """Whoever got no answer tells it again, and it is told once."""
        with register() as here:
            first = here.disclose("Alarmen kom ikke fram", COUNCIL, key="k")
            here.record("other", opened(organisation="elsewhere"), by=COUNCIL)
            again = here.disclose("Alarmen kom ikke fram", COUNCIL, key="k")
        assert again.recorded == first.recorded

    @pytest.mark.parametrize(
        ("more", "pointer"),
        [
            ({"severity": "awful"}, "/fact/severity"),
            ({"surprise": 1}, "/surprise"),
            ({"occurred_at": NOW + timedelta(days=1)}, "/occurred_at"),
            ({"text": " "}, "/fact/what_happened"),
            ({"text": "Gjelder 01018500120"}, "/fact/what_happened"),
        ],
    )
    @pytest.mark.parametrize("decision_id", [None, "a"])
    def test_a_flaw_is_pointed_at_in_what_was_told(self, decision_id, more, pointer):
        """Once, and not in the question that was made of it."""
        with register() as here:
            here.record("a", opened(), by=COUNCIL)
            with pytest.raises(Invalid) as no:
                here.disclose(by=COUNCIL, decision_id=decision_id, **{"text": "Det gikk galt", **more})
            assert [flaw.pointer for flaw in no.value.flaws] == [pointer]
            assert here.position == 1

    def test_a_decision_that_is_not_there_is_unknown(self):
        """A slip in an id does not open another question."""
        with register() as here, pytest.raises(Unknown):
            here.disclose("Det gikk galt", COUNCIL, "nowhere")


class TestOrganisationAtWork:
    def test_it_is_the_only_one_or_the_only_one_that_is_live(self):
        """Known cases from elsewhere leave no doubt."""
        with register() as here:
            assert here.organisation_at_work() == "organisation"
            here.append([entry("case", opened(organisation="state"), occurred_at=datetime(2020, 4, 16, tzinfo=UTC))])
            assert here.organisation_at_work() == "state"
            here.append([entry("a", opened(organisation="town")), entry("b", opened(organisation="town"))])
            assert here.organisation_at_work() == "town"
            assert here.organisations() == ["state", "town"]

    def test_several_at_work_are_asked_which(self):
        """A failure must not end up with somebody else."""
        with register() as here:
            here.append([entry("a", opened(organisation="town")), entry("b", opened(organisation="county"))])
            with pytest.raises(Invalid) as no:
                here.disclose("Det gikk galt", COUNCIL)
            assert [flaw.pointer for flaw in no.value.flaws] == ["/organisation"]
            told = here.disclose("Det gikk galt", COUNCIL, organisation="county")
            assert here.decision(told.decision_id).opened.organisation == "county"


class TestReading:
    def test_what_is_not_there_is_unknown(self):
        """And asking does not make it."""
        with register() as here:
            for ask in (here.decision, here.timeline):
                with pytest.raises(Unknown):
                    ask("nowhere")
            assert (here.version("nowhere"), list(here.decision_ids())) == (0, [])

    @pytest.mark.parametrize("name", ["as_of", "known_at"])
    def test_a_timeline_is_asked_for_a_time_with_its_offset(self, name):
        """Or for a day, which lasts until it is over."""
        with register() as here:
            here.record("a", opened(), by=COUNCIL)
            with pytest.raises(Invalid) as no:
                here.timeline("a", **{name: datetime(2026, 3, 12, 12)})  # noqa: DTZ001
            assert [flaw.pointer for flaw in no.value.flaws] == [f"/{name}"]
            assert len(here.timeline("a", **{name: date(2026, 3, 12)}).entries) == 1
            assert len(here.timeline("a", **{name: date(2026, 3, 11)}).entries) == 0

    @pytest.mark.parametrize("level", ["mayor", "external", ""])
    def test_a_timeline_is_asked_for_a_level_of_the_organisation(self, level):
        """Nobody outside knows anything by the organisation's own account."""
        with register() as here:
            here.record("a", opened(), by=COUNCIL)
            with pytest.raises(Invalid) as no:
                here.timeline("a", level=level)
            assert [flaw.pointer for flaw in no.value.flaws] == ["/level"]

    def test_a_time_ahead_shows_now(self):
        """Nothing is known of it yet."""
        with register() as here:
            here.record("a", opened(), by=COUNCIL)
            assert here.timeline("a", as_of=NOW + timedelta(days=400)).entries == here.timeline("a").entries


class TestCopy:
    def of(self):
        clock = Clock()
        other = register(clock=clock)
        other.record("a", opened(), started(), by=ADMINISTRATION)
        clock.move(days=3)
        other.record("b", opened(), by=COUNCIL)
        other.record("a", disclosed(), by=ADMINISTRATION)
        return list(other.facts())

    def test_facts_are_taken_over_exactly_as_they_were(self):
        """A copy of a store judges nothing again and moves no time."""
        facts = self.of()
        with register(clock=Clock(NOW + timedelta(days=900))) as here:
            assert here.copy(iter(facts)).new == 4
            assert list(here.facts()) == facts
            assert here.record("a", disclosed("f2"), by=ADMINISTRATION).version == 4

    def test_a_register_that_holds_something_takes_over_nothing(self):
        """Two histories cannot be one."""
        with register() as here:
            here.record("c", opened(), by=COUNCIL)
            with pytest.raises(Invalid) as no:
                here.copy(self.of())
            assert [flaw.code for flaw in no.value.flaws] == ["not-empty"]
            assert here.position == 1

    @pytest.mark.parametrize("left_out", [0, 1])
    def test_a_history_with_a_gap_is_not_taken_over(self, left_out):
        """All or none, and the caller hears of it as of any other flaw."""
        facts = self.of()
        del facts[left_out]
        with register() as here:
            with pytest.raises(Invalid) as no:
                here.copy(facts)
            assert [flaw.code for flaw in no.value.flaws] == ["version-gap"]
            assert here.position == 0

    def test_nothing_is_a_register_too(self):
        """An empty one is copied to an empty one."""
        with over(open_store("memory:")) as here:
            assert here.copy([]).new == 0
