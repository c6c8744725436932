"""ClaimReview as it is found: JSON-LD in all the shapes that publishers give it, made plain."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from claimgraph.errors import InvalidRecord
from claimgraph.io.claimreview.json_ld import References, properties, types_of
from claimgraph.io.claimreview.review import Item, Number, Person, Rating, Review, address, is_web
from claimgraph.io.files.strict_json import no_text, refused
from claimgraph.io.losses.loss import Losses
from claimgraph.records.validators import is_text
from claimgraph.records.verdicts import MAPPED

_SILENT = frozenset({"@type", "@id", "@context"})
_NO_DATE = ("0000-00-00", "-0001-11-30")  # as MySQL has it, and what PHP makes of that
_NAMED = 20  # how many properties that are not kept a warning names
_SHOWN = 60  # characters of each name in a message


class Parser:
    """Makes reviews of JSON-LD, and counts what they leave out.

    Parameters
    ----------
    references : References
        What those refer to who give an ``@id`` only.
    losses : Losses
        Where to note what is not kept.
    note : bool
        Whether this is what a claim keeps of a review, where authors may stand for claims by their ids.
    """

    def __init__(self, references: References, losses: Losses, *, note: bool = False) -> None:
        self._references = references
        self._losses = losses
        self._note = note
        self._ignored: set[str] = set()

    def review(self, node: dict[str, Any]) -> Review:
        """Read one ClaimReview.

        Raises
        ------
        InvalidRecord
            With the property that is wrong as its field.
        """
        given = properties(node)
        if self._note:
            given.pop(MAPPED, None)
        items = [self._item(item) for item in self._objects(given.pop("itemReviewed", None), "itemReviewed")]
        text = _only(given.pop("claimReviewed", None), "claimReviewed")
        titles = [*_texts(given.pop("headline", None), "headline"), *_texts(given.pop("name", None), "name")]
        found = Review(
            text=text or next((words for _, words in items if words), None),
            url=self._url(given.pop("url", None), "url"),
            title=self._first(titles, "title"),
            date=_date(given.pop("datePublished", None), "datePublished"),
            language=self._language(given.pop("inLanguage", None)),
            authors=self._people(given.pop("author", None), "author"),
            publishers=self._people(given.pop("publisher", None), "publisher"),
            rating=self._rating(given.pop("reviewRating", None)),
            items=tuple(item for item, _ in items if item != Item()),
        )
        if text and any(words not in (None, text) for _, words in items):
            self._losses.note("other words for the claim of {} review")
        self._ignore(given, "")
        return found

    # Parts

    def _rating(self, value: Any) -> Rating:
        ratings = list(self._objects(value, "reviewRating"))
        if not ratings:
            return Rating()
        if len(ratings) > 1:
            problem = f"found {len(ratings)} ratings, expected one: which of them is the reviewer's verdict?"
            raise InvalidRecord(problem, field="reviewRating", found=value)
        if isinstance(ratings[0], str):
            return Rating(label=ratings[0])
        given = properties(ratings[0])
        texts = {
            name: _only(given.pop(name, None), f"reviewRating.{name}")
            for name in ("alternateName", "name", "ratingExplanation")
        }
        numbers = {
            name: _number(given.pop(name, None), f"reviewRating.{name}")
            for name in ("ratingValue", "bestRating", "worstRating")
        }
        self._ignore(given, "reviewRating.")
        label, name, explanation = texts.values()
        value, best, worst = numbers.values()
        if self._note:  # the label is the claim's to say
            return Rating(label, name, explanation, value, best, worst)
        if label is None and name is None and isinstance(value, str) and not _is_number(value):
            label, value = value, None
        if label is None:
            label, name = name, None
        if label is None and value is None:
            label, explanation = explanation, None
        return Rating(label, None if name == label else name, explanation, value, best, worst)

    def _item(self, node: dict[str, Any] | str) -> tuple[Item, str | None]:
        """Read what is reviewed, and the words for it if there are any."""
        if isinstance(node, str):
            return (Item(appearances=(node,)), None) if is_web(node) else (Item(), node)
        given = properties(node)
        is_claim = "Claim" in types_of(node)
        names = ("claimReviewed", "text", "name") if is_claim else ("claimReviewed",)
        words = [_only(given.pop(name, None), f"itemReviewed.{name}") for name in names]
        item = Item(
            authors=self._people(given.pop("author", None), "itemReviewed.author"),
            date=_date(given.pop("datePublished", None), "itemReviewed.datePublished"),
            first=self._works(given.pop("firstAppearance", None), "itemReviewed.firstAppearance"),
            appearances=(
                *self._works(given.pop("appearance", None), "itemReviewed.appearance"),
                *_texts(given.pop("url", None), "itemReviewed.url"),
            ),
        )
        self._ignore(given, "itemReviewed.")
        return item, next(filter(None, words), None)

    def _works(self, value: Any, path: str) -> tuple[str, ...]:
        found: list[str] = []
        for node in self._objects(value, path):
            if isinstance(node, str):
                found.append(node)
                continue
            given = properties(node)
            urls = _texts(given.pop("url", None), f"{path}.url") or _texts(given.get("@id"), path)
            found += urls
            self._ignore(given, f"{path}.")
        return tuple(dict.fromkeys(found))

    def _people(self, value: Any, path: str) -> tuple[Person, ...]:
        # PHP writes false for what is missing. In a rating it could be the verdict.
        found = [self._person(node, path) for node in self._objects(None if value is False else value, path)]
        named = [one for one in found if one.name or one.url or one.claim]
        if len(named) < len(found):
            self._losses.note(f"the {path} without a name of {{}} review")
        return tuple(dict.fromkeys(named))

    def _person(self, node: dict[str, Any] | str, path: str) -> Person:
        if isinstance(node, str):
            return Person(url=node) if is_web(node) else Person(name=node)
        given = properties(node)
        names = _texts(given.pop("name", None), f"{path}.name")
        urls = _texts(given.pop("url", None), f"{path}.url")
        own = next(iter(_texts(given.get("@id"), path)), "")
        if not names and not urls and is_web(own):
            urls = [own]
        same_as = _texts(given.pop("sameAs", None), f"{path}.sameAs")
        self._ignore(given, f"{path}.")
        # Who is said to be a review would be read as one when it is written.
        types = [one for one in types_of(node) if one != "ClaimReview"]
        return Person(
            name=self._first(names, f"{path}.name"),
            url=self._first(urls, f"{path}.url"),
            type="Person" if "Person" in types else next(iter(types), None),
            same_as=tuple(dict.fromkeys(same_as)),
            claim=own if self._note and path.startswith("item") and own.startswith("claim:") else None,
        )

    # Values

    def _language(self, value: Any) -> str | None:
        """Return a language, of which an object has the code for its other name."""
        found: list[str] = []
        for one in self._objects(value, "inLanguage"):
            given = {} if isinstance(one, str) else properties(one)
            found += _texts(given.get("alternateName") or given.get("name") or one, "inLanguage")
        return self._first(found, "inLanguage")

    def _objects(self, value: Any, path: str) -> Iterator[dict[str, Any] | str]:
        """Give the objects and texts of a value that may be one or several, each in full where it is known."""
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                yield self._references.in_full(one)
            elif isinstance(one, list):
                yield from self._objects(one, path)
            else:
                yield from _texts(one, path)

    def _url(self, value: Any, path: str) -> str | None:
        return address(self._first([url.strip() for url in _texts(value, path)], path), path)

    def _first(self, texts: list[str], path: str) -> str | None:
        texts = list(dict.fromkeys(texts))
        if len(texts) > 1:
            self._losses.note(f"all but the first {path} of {{}} review")
        return texts[0] if texts else None

    def _ignore(self, given: dict[str, Any], path: str) -> None:
        for name, value in given.items():
            if name in _SILENT or value in (None, "", [], {}):
                continue
            called = (path + name)[:_SHOWN].encode("utf-8", "backslashreplace").decode()
            called = called.replace("{", "(").replace("}", ")")
            if called in self._ignored or len(self._ignored) < _NAMED:
                self._ignored.add(called)
                self._losses.note(f"the {called} of {{}} review")
            else:
                self._losses.note("{} other among the properties of reviews")


def _date(value: Any, path: str) -> str | None:
    """Return a date as it stands, but none for what databases and PHP have where there is none."""
    text = None if value is False else _only(value, path)
    return None if text is not None and text.startswith(_NO_DATE) else text


def _only(value: Any, path: str) -> str | None:
    """Give the one text of a property."""
    found = list(dict.fromkeys(_texts(value, path)))
    if len(found) > 1:
        raise InvalidRecord(f"found {len(found)} values, expected one", field=path, found=value)
    return found[0] if found else None


def _texts(value: Any, path: str) -> list[str]:
    """Give the texts of a property that may have one or several, as JSON-LD writes them."""
    if value is None or (isinstance(value, str) and (not value or value.isspace())):
        return []
    if isinstance(value, list):
        return [text for item in value for text in _texts(item, path)]
    if isinstance(value, dict) and ("@value" in value or "@id" in value):
        return _texts(value.get("@value", value.get("@id")), path)
    if type(value) in (int, float):
        return [str(_number(value, path))]
    if is_text(value):
        return [str(value)]
    raise no_text(value, path)


def _number(value: Any, path: str) -> Number | None:
    """Give the number of a rating as it stands: publishers write it as a text too."""
    if isinstance(value, dict) and "@value" in value:
        value = value["@value"]
    if type(value) is int or (type(value) is float and math.isfinite(value)):
        return value
    if isinstance(value, (str, list)) or value is None:
        return _only(value, path)
    raise refused(value, "a number", path)


def _is_number(text: str) -> bool:
    try:
        float(text.replace(",", "."))
    except ValueError:
        return False
    return True
