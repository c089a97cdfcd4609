"""compare: what came between two moments, for a person and for a program."""

import pytest

from tests.cli.conftest import Run

YESTERDAY, NEXT_YEAR = "2020-01-01", "2099-01-01"


def test_a_comparison_reads_from_top_to_bottom(run: Run, decision: str):
    """How it stood, how it stands, and what came between."""
    answer = run("compare", decision, "--from", YESTERDAY)
    assert answer.code == 0
    for told in ("Bussen kom ikke", "2 entries were added", "Added", "Open since", "there is nothing to see"):
        assert told in answer.out


def test_a_comparison_as_json_has_its_documented_shape(run: Run, decision: str):
    """The same as the service answers."""
    told = run("compare", decision, "--from", YESTERDAY, "--to", NEXT_YEAR, "--json").json
    assert {"decision_id", "version", "from", "to", "added", "resolved", "changed", "opened", "learned"} <= set(told)
    assert [entry["version"] for entry in told["added"]] == [1, 2]
    assert (told["from"]["entries"], told["to"]["entries"], told["to"]["is_ahead"]) == (0, 2, True)


def test_it_is_told_in_the_language_that_was_asked_for(run: Run, decision: str):
    """Three languages, three answers."""
    outs = {run("compare", decision, "--from", YESTERDAY, "--lang", lang).out for lang in ("nb", "nn", "en")}
    assert len(outs) == 3


def test_what_a_reader_may_not_see_is_not_there(run: Run, decision: str):
    """The public sees nothing of what is internal."""
    told = run("compare", decision, "--from", YESTERDAY, "--as", "public", "--json").json
    assert (told["added"], told["withheld"]["count"]) == ([], 2)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--from", "2026-02-01", "--to", "2026-01-01"), "--from 2026-01-01 --to 2026-02-01"),
        (("--from", "yesterday"), "yesterday"),
        (("--from", YESTERDAY, "--to", "2026-13-01"), "2026-13-01"),
        (("--from", "2020"), "2020"),
        (("--from", YESTERDAY, "--level", "politicl"), "political"),
        (("--from", YESTERDAY, "--lang", "de"), "de"),
        ((), "--from"),
    ],
)
def test_wrong_use_is_told_and_how_to_mend_it(run: Run, decision: str, options: tuple[str, ...], told: str):
    """Exit code 2, and a sentence that names what was wrong."""
    answer = run("compare", decision, *options)
    assert answer.code == 2
    assert told in answer.err


@pytest.mark.parametrize(
    "moment", ["0001-02-01", "0001-01-01T00:00:00+14:00", "9999-12-31", "9999-12-31T23:59:00-14:00"]
)
def test_any_moment_there_is_can_be_asked_for(run: Run, decision: str, moment: str):
    """However far off."""
    assert run("compare", decision, "--from", moment).code == 0


def test_an_unknown_decision_is_said_to_be_unknown(run: Run, decision: str):
    """Exit code 1, whatever else was asked."""
    for options in ((), ("--level", "political")):
        assert run("compare", "nobody", "--from", YESTERDAY, *options).code == 1
