"""A page read back without a browser: its elements, and what it shows on a day by the rules of its script."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import Any

VOID = {"meta", "input"}


class Element:
    """An element, with its attributes and what is in it."""

    def __init__(self, name: str, attributes: dict[str, str | None]) -> None:
        self.name = name
        self.attributes = attributes
        self.inner: list[Element | str] = []

    def all(self, name: str | None = None, **wanted: str) -> list[Element]:
        """Find elements by name and attributes; a class is found among several."""
        found = []
        for one in self.inner:
            if isinstance(one, Element):
                if name in (None, one.name) and all(one.has(*pair) for pair in wanted.items()):
                    found.append(one)
                found += one.all(name, **wanted)
        return found

    def has(self, attribute: str, value: str) -> bool:
        if attribute == "data-v":
            return attribute in self.attributes
        given = self.attributes.get(attribute.strip("_"))
        return given == value or (attribute == "class_" and value in (given or "").split())

    @property
    def text(self) -> str:
        return "".join(one if isinstance(one, str) else one.text for one in self.inner)

    @property
    def shown(self) -> str:
        """The text that is not hidden, without pictures."""
        if "hidden" in self.attributes or self.name in ("svg", "script", "style"):
            return ""
        inner = (one if isinstance(one, str) else f" {one.shown} " for one in self.inner)
        return " ".join("".join(inner).split())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        one = Element(tag, dict(attrs))
        self.open[-1].inner.append(one)
        if tag not in VOID:
            self.open.append(one)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().name == tag, f"</{tag}> closes another element"

    def handle_data(self, data: str) -> None:
        self.open[-1].inner.append(data)


class Page:
    """A page."""

    def __init__(self, written: str) -> None:
        reader = _Reader()
        reader.feed(written)
        reader.close()
        assert reader.open == [reader.root], "elements are left open"
        self.root = reader.root
        found = self.root.all("script", type="application/json")
        self.facts = json.loads(found[0].text) if found else None

    @property
    def days(self) -> list[str]:
        return [day for day, _, _ in self.facts["days"]] if self.facts else []

    def articles(self) -> dict[str, Element]:
        """The statements that are told in full, by their ids."""
        return {str(one.attributes["id"]): one for one in self.root.all("article")}

    def state(self, day: int) -> dict[str, tuple[str, str, list[str]]]:
        """Give for each statement spoken of by a day its status, since when, and the lines of its article."""
        found = {}
        articles = self.articles()
        for one, standings, disputed_from, _, _, turns, _ in self.facts["statements"]:
            now = [entry for entry in standings if entry[0] <= day]
            if not now:
                continue
            status = self.facts["statuses"][now[-1][1]]
            lines = articles[one].all(**{"data-v": ""}) if one in articles else []
            for line in lines:
                line.attributes.pop("hidden", None)
            assert len(lines) == len(turns)
            on = [sum(turn <= day for turn in each) % 2 for each in turns]
            if disputed_from is None or disputed_from > day:
                lines = []
            found[one] = status, now[-1][2], [line.shown for line, shown in zip(lines, on, strict=False) if shown]
        return found

    def as_written(self) -> dict[str, list[str]]:
        """Give the lines of each article that are shown without the script."""
        return {
            one: [line.shown for line in article.all(**{"data-v": ""}) if "hidden" not in line.attributes]
            for one, article in self.articles().items()
        }
