"""The laws as people wrote them, in both languages."""

from pathlib import Path

import pytest
from pytest_bdd import scenarios

FEATURES = Path(__file__).parents[2] / "features"

scenarios("en", "no")


def shape(language: str, name: str) -> list[str]:
    """The rules' tags and a mark for each scenario, in order."""
    lines = (FEATURES / language / name).read_text(encoding="utf-8").splitlines()
    said = [line.strip() for line in lines]
    return [line if line.startswith("@") else "Scenario" for line in said if line.startswith(("@", "Scenario"))]


@pytest.mark.parametrize("name", sorted(path.name for path in (FEATURES / "en").iterdir()))
def test_both_languages_have_the_same_laws(name: str):
    """A law that only one language knows is a law for half of the readers."""
    assert shape("en", name) == shape("no", name)
    assert shape("en", name)
