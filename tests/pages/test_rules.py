"""The page of rules: without a script, in three languages, for whoever owns them and whoever is refused by them."""

import pytest
from starlette.testclient import TestClient

from laeringslopp import Register, RuleWaived
from laeringslopp.rules import DUTIES, GUARDS
from tests.municipality import ADMINISTRATION, COUNCIL, OPERATIONS, entry, started
from tests.pages.markup import Markup

RULE = "trial-is-measurable"


def card(client: TestClient, address: str = "/rules?lang=en", rule_id: str = RULE) -> str:
    """What the page says of one rule."""
    return next(each.text for each in Markup(client.get(address).text).all("article") if each["id"] == rule_id)


def test_every_rule_stands_on_the_page(client: TestClient):
    """Each under an address of its own, for a refusal to link to."""
    ids = [each["id"] for each in Markup(client.get("/rules").text).all("article")]
    assert ids == [*GUARDS, *DUTIES]


def test_a_rule_says_why_it_exists_how_it_acts_and_what_it_is_set_to(client: TestClient):
    """The people who own a rule must be able to read it."""
    said = card(client, rule_id="late")
    for text in ("What happens is recorded soon after", "reached nobody in time", "Remarks", "30: days after"):
        assert text in said


@pytest.mark.parametrize(
    ("language", "step", "spoken"), [("nb", "Gitt", None), ("nn", "Gitt", "nb"), ("en", "Given", None)]
)
def test_scenarios_are_shown_in_the_readers_language(client: TestClient, language: str, step: str, spoken: str | None):
    """A screen reader is told where bokmål stands on a page in nynorsk."""
    page = Markup(client.get(f"/rules?lang={language}").text)
    assert step in card(client, f"/rules?lang={language}")
    assert all(("lang" in each) == (spoken is not None) for each in page.all("ol"))


def test_the_page_says_how_often_a_rule_spoke(client: TestClient, small: Register):
    """Also that it never did: that is an answer."""
    assert "refused 0 times" in card(client)
    waiver = RuleWaived(rule_id=RULE, for_kind="trial-started", reason="Det haster")
    small.append([entry("sensorer", waiver, COUNCIL)])
    small.append([entry("sensorer", started("t8", criteria=(), where="Nord"), OPERATIONS)])
    said = card(client)
    assert "set aside 1 time" in said
    assert "set aside" not in card(client, "/rules?lang=en&as=public")


def test_rules_are_found_by_their_nature(client: TestClient):
    """A link each, which works without a script."""
    assert len(Markup(client.get("/rules?nature=guard").text).all("article")) == len(GUARDS)
    assert client.get("/rules?nature=law").status_code == 404


def test_an_organisation_that_is_mistyped_is_told(client: TestClient):
    """Not shown the rules of nobody."""
    assert client.get("/rules?organisation=nordfjor").status_code == 422


def test_a_waiver_is_shown_where_it_happened(client: TestClient, small: Register):
    """With a link to what used it up, and from there back."""
    waiver = RuleWaived(rule_id="alternatives-before-direction", for_kind="direction-chosen", reason="Det haster")
    measured = RuleWaived(rule_id=RULE, for_kind="trial-started", reason="Det haster")
    first = small.append([entry("sensorer", waiver, COUNCIL), entry("sensorer", measured, COUNCIL)]).version
    last = small.append([entry("sensorer", started("t8", criteria=(), where="Nord"), ADMINISTRATION)]).version
    said = client.get("/decisions/sensorer?lang=en").text
    assert "Recorded without a criterion to measure by" in said
    assert f"Used up by entry {last}." in said
    assert "Not used yet." in said
    assert f'href="#v{first}"' in said
