"""What the page about security says is held by a test, is."""

import re

from tests.docs.pages import ROOT

NAMED = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")


def test_each_test_that_is_named_is_there():
    """A row that leads to nothing would be believed."""
    named = NAMED.findall((ROOT / "docs" / "security.md").read_text())
    assert len(named) > 20
    for path, name in named:
        text = (ROOT / path).read_text()
        assert not name or re.search(rf"^(def|class|async def) {name}\b", text, re.MULTILINE), (path, name)
