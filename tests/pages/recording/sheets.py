"""A form as a browser holds it: what stands in it, and what is sent when a button is pressed."""

from dataclasses import dataclass, field
from typing import Any

from starlette.testclient import TestClient

from tests.pages.markup import Element, Markup

WRITTEN = "Vi skrev dette her"


@dataclass
class Sheet:
    """The form on a page; ``values`` are what its fields hold now."""

    client: TestClient
    page: Markup
    action: str
    values: dict[str, list[str]] = field(default_factory=dict)

    @staticmethod
    def of(client: TestClient, html: str) -> "Sheet":
        """The form on the page."""
        page = Markup(html)
        form = page.one("form")
        sheet = Sheet(client, page, form["action"])
        for element in page.all("input", "textarea", "select"):
            sheet._hold(element)
        return sheet

    @staticmethod
    def at(client: TestClient, address: str) -> "Sheet":
        """The form at an address."""
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code, answer.headers.get("location"))
        return Sheet.of(client, answer.text)

    def write(self, **values: str | list[str]) -> "Sheet":
        """Writes in fields, or chooses; a double line stands for a full stop."""
        for name, value in values.items():
            path = name.replace("__", ".")
            assert any(each["name"] == path for each in self.page.elements), path
            self.values[path] = [value] if isinstance(value, str) else value
        return self

    def press(self, go: str = "") -> Any:
        """Sends it."""
        return self.client.post(self.action, data={**self.values, **({"go": [go]} if go else {})})

    def buttons(self, way: str) -> list[str]:
        """What the buttons of one sort send."""
        return [each["value"] for each in self.page.all("button") if each["value"].startswith(f"{way}.")]

    @property
    def required(self) -> list[str]:
        """What must be filled in, by name, each once."""
        return list(dict.fromkeys(each["name"] for each in self.page.elements if "required" in each))

    def fill_required(self) -> "Sheet":
        """Writes something in each field that must be filled in and is empty."""
        for name in self.required:
            if not any(value.strip() for value in self.values.get(name, [])):
                self.values[name] = [self._something(name)]
        return self

    def _something(self, name: str) -> str:
        first = next(each for each in self.page.elements if each["name"] == name)
        if first.tag == "select":
            options = [each for each in self.page.all("option") if each.parent is first and each["value"]]
            return options[0]["value"]
        if first["type"] == "radio":
            return first["value"]
        return WRITTEN

    def _hold(self, element: Element) -> None:
        held = self.values.setdefault(element["name"], [])
        match element.tag, element["type"]:
            case "textarea", _:
                held.append("".join(element.pieces).removeprefix("\n"))
            case "select", _:
                options = [each for each in self.page.all("option") if each.parent is element]
                chosen = [each["value"] for each in options if "selected" in each]
                held += chosen or [each["value"] for each in options[:1]]
            case _, "radio" | "checkbox":
                held += [element["value"]] if "checked" in element else []
            case _:
                held.append(element["value"])
