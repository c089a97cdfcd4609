"""A page as a browser, or a screen reader, comes to know it."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"meta", "link", "input", "br", "hr", "img", "path", "rect"})

INLINE = frozenset({"a", "span", "strong", "code"})


@dataclass
class Element:
    """One element: its name, its attributes and the text in it."""

    tag: str
    attributes: dict[str, str]
    parent: "Element | None" = None
    pieces: list[str] = field(default_factory=list)

    def __getitem__(self, name: str) -> str:
        return self.attributes.get(name, "")

    def __contains__(self, name: str) -> bool:
        return name in self.attributes

    @property
    def text(self) -> str:
        """The text in it, with every run of white space as one space."""
        return " ".join("".join(self.pieces).split())

    @property
    def classes(self) -> set[str]:
        """Its classes."""
        return set(self["class"].split())

    def is_within(self, tag: str) -> bool:
        """Whether it stands in such an element."""
        return self.parent is not None and (self.parent.tag == tag or self.parent.is_within(tag))


class Markup(HTMLParser):
    """Every element of a page, in order. Raises ValueError where tags do not pair."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.html = html
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(html)
        self.close()
        if self._open:
            raise ValueError(f"never closed: {[element.tag for element in self._open]}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            raise ValueError(f"an attribute stands twice in {tag}: {names}")
        made = Element(tag, {name: value or "" for name, value in attrs}, self._open[-1] if self._open else None)
        self.elements.append(made)
        if tag not in VOID:
            self._open.append(made)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1].tag != tag:
            raise ValueError(f"</{tag}> closes {self._open[-1].tag if self._open else 'nothing'}")
        self._open.pop()
        if tag not in INLINE:
            self.handle_data(" ")

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.pieces.append(data)

    def all(self, *tags: str, of: str = "", **attributes: str) -> list[Element]:
        """The elements with one of these tags (none: any), the class ``of``, and these attributes."""
        return [
            element
            for element in self.elements
            if (not tags or element.tag in tags)
            and (not of or of in element.classes)
            and all(element[name] == value for name, value in attributes.items())
        ]

    def one(self, *tags: str, of: str = "", **attributes: str) -> Element:
        """The only such element."""
        found = self.all(*tags, of=of, **attributes)
        assert len(found) == 1, f"{len(found)} of {tags} {of} {attributes}"
        return found[0]

    @property
    def text(self) -> str:
        """All that a reader reads."""
        return self.one("body").text

    @property
    def ids(self) -> list[str]:
        """Every id, in order."""
        return [element["id"] for element in self.elements if "id" in element]
