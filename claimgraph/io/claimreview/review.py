"""A review of a claim in its plain form, and the JSON-LD it is written as."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, TypeAlias
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import attrs

from claimgraph.errors import InvalidRecord
from claimgraph.io.files.strict_json import filled, refused
from claimgraph.io.losses.loss import Losses
from claimgraph.times.instants import EPOCH, to_datetime, to_micros
from claimgraph.times.when import When

Number: TypeAlias = str | int | float

_WEB = re.compile(r"https?://[^\s/?#\x00-\x1f\x7f]+[^\x00-\x1f\x7f]*", re.IGNORECASE)
_HOST = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)+")
_LONGEST_HOST = 253
_PERSON = "Person"
_FIRST = to_micros(datetime.min.replace(tzinfo=EPOCH.tzinfo))


@attrs.frozen
class Person:
    """A person or an organisation; in a note, `claim` is the id of the claim that it made."""

    name: str | None = None
    url: str | None = None
    type: str | None = None
    same_as: tuple[str, ...] = ()
    claim: str | None = None


@attrs.frozen
class Item:
    """What is reviewed: who said it, when and where it appeared."""

    authors: tuple[Person, ...] = ()
    date: str | None = None
    first: tuple[str, ...] = ()
    appearances: tuple[str, ...] = ()


@attrs.frozen
class Rating:
    """The reviewer's verdict: its label, as it stands, and its numbers."""

    label: str | None = None
    name: str | None = None
    explanation: str | None = None
    value: Number | None = None
    best: Number | None = None
    worst: Number | None = None


@attrs.frozen
class Review:
    """A review of a claim."""

    text: str | None = None
    url: str | None = None
    title: str | None = None
    date: str | None = None
    language: str | None = None
    authors: tuple[Person, ...] = ()
    publishers: tuple[Person, ...] = ()
    rating: Rating = Rating()
    items: tuple[Item, ...] = ()

    @property
    def reviewers(self) -> list[Person]:
        """Who may be meant by its source, likeliest first: organisations before persons, publishers before authors."""
        named = [*self.publishers, *self.authors]
        return sorted(named, key=lambda one: one.type == _PERSON)

    @property
    def source(self) -> str | None:
        """Whoever says it: a site if it has one, else a name."""
        return self.site or self.name or next(self._sites(persons=True), None)

    @property
    def site(self) -> str | None:
        """The site where it is published: that of an organisation, if its own address lies there or it has none."""
        page, sites = site_of(self.url or ""), list(self._sites(persons=False))
        if page is None:
            return next(iter(sites), None)
        # An organisation that gives its page on a network would else be one source with all others there.
        return next((site for site in sites if _lies_in(page, site) or _lies_in(site, page)), page)

    @property
    def name(self) -> str | None:
        """The name under which it is published."""
        return next((one.name for one in self.reviewers if one.name), None)

    def _sites(self, *, persons: bool) -> Iterator[str]:
        urls = (one.url for one in self.reviewers if one.url and (one.type == _PERSON) is persons)
        return (site for url in urls if (site := site_of(url)) is not None)


def _lies_in(host: str, site: str) -> bool:
    return f".{host}".endswith(f".{site}")


def site_of(url: str) -> str | None:
    """Give the site of an address, which may lack its scheme: the host without ``www.``.

    Examples
    --------
    >>> from claimgraph.io.claimreview.review import site_of
    >>> site_of("https://www.PolitiFact.com/about/"), site_of("politifact.com"), site_of("mailto:a@b.org")
    ('politifact.com', 'politifact.com', None)
    """
    host = host_of(url)
    bare = None if host is None else host.removeprefix("www.")
    return bare if bare and "." in bare else host


def host_of(url: str) -> str | None:
    """Give the host of an address of the web, as it is looked up."""
    text = url.strip()
    if "://" not in text:
        text = "//" + text.removeprefix("//").replace("@", " ")  # of mail, it is no host
    try:
        parts = urlsplit(text)
        host = (parts.hostname or "").rstrip(".")[: _LONGEST_HOST + 1]
        host = host if host.isascii() else host.encode("idna").decode()
    except ValueError:  # and what cannot be encoded
        return None
    plain = parts.scheme in ("", "http", "https") and len(host) <= _LONGEST_HOST and _HOST.fullmatch(host)
    return host if plain else None


def is_web(url: str) -> bool:
    """Tell whether a text is an address of the web, which alone is taken for a document."""
    if _WEB.fullmatch(url) is None:
        return False
    try:
        return bool(urlsplit(url).hostname)
    except ValueError:
        return False


def address(url: str | None, field: str) -> str | None:
    """Give the address of a review without the spaces round it, or refuse what is none of the web."""
    if url is None or is_web(url.strip()):
        return url and url.strip()
    raise refused(url, "an address of the web, such as 'https://example.org/review'", field)


def as_written(text: str | None, form: re.Pattern[str], zone: ZoneInfo, losses: Losses) -> str | datetime | None:
    """Give a time in the form that a format has for it; of any other time its beginning, from which a claim counts."""
    if text is None:
        return None
    try:
        when = When(text)
    except InvalidRecord:
        losses.note("the date of {} claim, which is none")
        return None
    if form.fullmatch(when.text):
        return when.text
    losses.note("the time of {} claim, save for its beginning")
    start = when.text.partition("/")[0].rstrip("~?%")
    if form.fullmatch(start):
        return start
    return to_datetime(max(when.bounds(zone)[0], _FIRST))


# --- as JSON-LD


def as_json_ld(review: Review) -> dict[str, Any]:
    """Give a review as JSON-LD in the vocabulary of schema.org, without a context."""
    return filled(
        {
            "@type": "ClaimReview",
            "url": review.url,
            "headline": review.title,
            "datePublished": review.date,
            "inLanguage": review.language,
            "author": _listed([_person(one) for one in review.authors]),
            "publisher": _listed([_person(one) for one in review.publishers]),
            "claimReviewed": review.text,
            "reviewRating": _rating(review.rating),
            "itemReviewed": _listed([_item(one) for one in review.items]),
        }
    )


def _person(one: Person) -> dict[str, Any]:
    same_as = _listed(list(one.same_as))
    return filled({"@type": one.type, "@id": one.claim, "name": one.name, "url": one.url, "sameAs": same_as})


def _item(one: Item) -> dict[str, Any]:
    return filled(
        {
            "@type": "Claim",
            "author": _listed([_person(author) for author in one.authors]),
            "datePublished": one.date,
            "firstAppearance": _listed([_work(url) for url in one.first]),
            "appearance": _listed([_work(url) for url in one.appearances]),
        }
    )


def _work(url: str) -> dict[str, str]:
    return {"@type": "CreativeWork", "url": url}


def _rating(one: Rating) -> dict[str, Any] | None:
    if one == Rating():
        return None
    return filled(
        {
            "@type": "Rating",
            "alternateName": one.label,
            "name": one.name,
            "ratingExplanation": one.explanation,
            "ratingValue": one.value,
            "bestRating": one.best,
            "worstRating": one.worst,
        }
    )


def _listed(items: list[Any]) -> Any:
    """Give one thing by itself, and several as a list."""
    return items if len(items) > 1 else items[0] if items else None
