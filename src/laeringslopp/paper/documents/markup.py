"""Where in an HTML template a value may stand: as text, or in a quoted attribute that nothing runs or fetches.

Escaping keeps a text from becoming markup. It does not help within a script, a style or an address, so there no value
may stand; and a paper that is handed out has no script of its own.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from laeringslopp.errors import TemplateFlaw
from laeringslopp.paper.documents.checking import Sandbox

VALUE, CHOICE = "\ue000", "\ue001"
"""Stand where the template prints a value, and where it chooses or repeats."""
_QUIET = {"abbr", "alt", "aria-label", "aria-labelledby", "class", "colspan", "datetime", "dir", "headers", "id"}
_QUIET |= {"lang", "name", "rowspan", "scope", "title"}
"""Attributes that nothing runs or fetches."""
_ADDRESSES = {"action", "background", "cite", "data", "formaction", "href", "poster", "src", "srcset", "xlink:href"}
_RUNS = re.compile("(java|vb)script:", re.IGNORECASE)
_UNSEEN = re.compile(f"[\\s\\x00-\\x1f{CHOICE}]")
"""What a browser overlooks in an address."""
_QUOTED = re.compile("\"[^\"]*\"|'[^']*'")
_BEGINS_A_TAG = re.compile(f"<[/!]?[{VALUE}{CHOICE}]")
_NO_TEXT = ("script", "style")


def flaws(sandbox: Sandbox, source: str) -> Iterator[TemplateFlaw]:
    """What in an HTML template could run, whatever the paper says."""
    plain = _without_tags(sandbox, source)
    for found in _BEGINS_A_TAG.finditer(plain):
        line = plain.count("\n", 0, found.start()) + 1
        yield TemplateFlaw("value-in-markup", (("line", line),), "<{{ … }}>")
    looked = _Looking()
    looked.feed(plain)
    looked.close()
    yield from looked.found


def _without_tags(sandbox: Sandbox, source: str) -> str:
    """The template with a sign for each value and choice, and the same lines."""
    signs = {"variable_end": VALUE, "block_end": CHOICE}
    return "".join(
        re.sub(f"[{VALUE}{CHOICE}]", "", value) if token == "data" else "\n" * value.count("\n") + signs.get(token, "")
        for _, token, value in sandbox.lex(source)
    )


class _Looking(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[TemplateFlaw] = []
        self.within: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.within = tag if tag in _NO_TEXT else None
        if tag == "script":
            self._no("script", "<script>")
        # What stands outside of quotation marks could become another attribute, or the name of another tag.
        outside = _QUOTED.sub("", self.get_starttag_text() or "")
        if VALUE in outside or CHOICE in outside:
            self._no("value-in-markup", f"<{tag}>")
        for name, value in attrs:
            self._attribute(name, value or "")

    def _attribute(self, name: str, value: str) -> None:
        if name.startswith("on") or (name in _ADDRESSES and _RUNS.match(_UNSEEN.sub("", value))):
            self._no("script", name)
        is_quiet = name in _QUIET or (name == "href" and value.startswith("#"))
        if VALUE in value and not is_quiet:
            self._no("value-in-markup", name)

    def handle_endtag(self, tag: str) -> None:
        self.within = None

    def handle_data(self, data: str) -> None:
        if self.within and VALUE in data:
            self._no("value-in-markup", f"<{self.within}>")

    def _no(self, code: str, said: str) -> None:
        line, _ = self.getpos()
        said = said.replace(VALUE, "{{ … }}").replace(CHOICE, "{% … %}")
        self.found.append(TemplateFlaw(code, (("line", line),), said))
