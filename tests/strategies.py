"""Hypothesis strategies: small histories with everything that can go subtly wrong, and views of them.

A history is a list of ``(recorded_at, record)`` with times that never go backwards, valid so that a
`ClaimGraph` accepts it whole or record by record. Names, dates and texts come from small pools, so that
ties, merges and overlaps are the rule. Every claim has a note of its own, and with it an id of its own.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from claimgraph.records.amendments import Affiliation, Correction, SameAs
from claimgraph.records.claims import Assertion, Claim, Source
from claimgraph.records.declarations import Dismissal, Link, Part, Predicate
from claimgraph.records.stance import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable

History = list[tuple[datetime, Any]]

NAMES = ("Ann", "Bob", "Corps", "Desk", "Envoy")
TEXTS = ("bridge open", "Town held by North", "Town held by South")
TRIPLES = {text: ("Town", "held by", text.split()[-1]) for text in TEXTS[1:]}
ZONES = ("UTC", "Europe/Kyiv", "America/New_York", "Asia/Kolkata")

# The first of a pool is drawn most and shrunk to; more often in it, more often drawn.
_SPEAKERS = (*NAMES[:2] * 2, *NAMES)
_TEXTS = (*TEXTS[1:2] * 3, *TEXTS)
_STANCES = ("affirms", "denies") * 3 + ("questions", "questions", "withdraws", "withdraws", "comments", "declines")
_MOSTLY_AFFIRMING = ("affirms",) * 8 + ("denies", "questions", "withdraws", "comments", "declines")
_LENGTHS = (2, 4, 6, 8, 10, 12, 14, 14)

# Dates around 2022-07-02, and many of them equal in some zone.
_DAYS = ("2022-06-30", "2022-07-01", "2022-07-02", "2022-07-03")
_STAMPS = (
    "2022-07-01T00:00:00Z",
    "2022-07-02T00:00:00+03:00",
    "2022-07-01T21:00:00Z",
    "2022-07-02T12:30Z",
    "2022-07-02T12:30:00.5Z",
)
_ASSERTED = (
    *_DAYS,
    *_DAYS,
    *_STAMPS,
    "2022",
    "2022-07",
    "2022-07-02~",
    "2022-07-03?",
    "2022-07%",
    "2022-07-01/2022-07-02",
)
_VALID = (
    *(None,) * 9,
    "2022-07-01",
    "2022-07-02",
    "2022-07",
    "2022-07-01/2022-07-02",
    "2022-07-02/2022-07-03",
    "2022-07-01/..",
    "2022-07-02/..",
    "2022-07-03/..",
    "../2022-07-01",
    "../2022-07-02",
    "2022-07-02~",
    "2022-07-01/2022-07-02?",
    "2022-07-02%/..",
    "2022-07-01T21:00:00Z/2022-07-02T12:30Z",
)
_AFFILIATED = (None, "2022-07-01", "2022-07-02/..", "../2022-07-01", "2022-07-01/2022-07-02")
_CLOCKS: dict[str, tuple[Any, ...]] = {
    "as_of": ("2022-07-01", "2022-07-02", "2022-07-02T12:30Z", "2022-07-01T21:00:00Z"),
    "said_since": ("2022-07-01", "2022-07-02T00:00:00+03:00"),
    "valid_at": ("2022-07-01", "2022-07-02T06:00:00Z", "2022-07-01/2022-07-02", "2022-07", "2022-07-02/.."),
    "known_at": ("2022-08-01", "2022-08-02", "2022-08-03", "2022-08-02T06:00:00Z", "2022-08-02T00:00:00+03:00"),
}
_SPELLINGS = (*NAMES, "ann", " CORPS ")

# Of reports: how often one repeats others, and what it cites then. Names outside `NAMES` never speak.
_NEVER = ()
_SELDOM = (False, False, False, True)
_OFTEN = (True, True, False)
_ALWAYS = (True,)
_CITED = ("source",) * 6 + ("own source", "claim", "claim", "claim", "silent source", "unknown")
_SILENT = ("Wire", "Agency")

_START = datetime(2022, 8, 1, tzinfo=UTC)
_PAUSES = tuple(timedelta(hours=hours) for hours in (0, 0, 3, 12, 24))


class _Desk:
    """Makes one history, record by record, and remembers what later records may refer to."""

    def __init__(self, pick: Callable[[Any], Any], citing: tuple[bool, ...] = _NEVER) -> None:
        self.pick = pick  # one of a pool
        self.citing = citing  # whether the next claim repeats others is one of these
        self.speakers = _SPEAKERS
        self.stances = _STANCES
        self.names = (*NAMES, *_SILENT) if citing else NAMES
        self.texts: tuple[str, ...] = _TEXTS
        self.triples = TRIPLES
        self.at = _START
        self.history: History = []
        self.serial = 0
        self.mentioned: list[str] = []
        self.described: set[str] = set()  # names with a full record
        self.speaks_for: dict[str, set[str]] = {}  # all that records of a source ever named
        self.places: list[list[Claim]] = []  # a claim and all that replaced it
        self.corrections: list[tuple[list[Claim] | None, Correction]] = []
        self.ids: set[str] = set()

    def number(self) -> str:
        self.serial += 1
        return str(self.serial)

    def record(self, record: Any) -> None:
        self.at += self.pick(_PAUSES)
        self.history.append((self.at, record))

    def once(self, record: Any) -> None:
        """Record what may come up twice, the first time only."""
        if record.id not in self.ids:
            self.ids.add(record.id)
            self.record(record)

    def mention(self, *names: str | None) -> None:
        self.mentioned += [name for name in names if name is not None and name not in self.mentioned]

    # --- records

    def claim(self, asserted_at: str | None = None) -> None:
        claim = self.new_claim(self.pick(self.speakers), self.pick(self.texts), asserted_at)
        self.places.append([claim])
        self.record(claim)

    def new_claim(self, source: str, text: str, asserted_at: str | None = None) -> Claim:
        self.mention(source)
        stance = self.pick(self.stances)
        return Claim(
            source,
            stance,
            text,
            asserted_at=self.pick(_ASSERTED) if asserted_at is None else asserted_at,
            valid=self.pick(_VALID),
            cites=self.cites(source, text, stance),
            note=self.number(),
        )

    def cites(self, source: str, text: str, stance: str) -> tuple[Any, ...]:
        if stance == "withdraws":
            return self.citable(source, text) if self.pick((True, False)) else ()
        if self.citing and self.pick(self.citing):
            return tuple(self.repeatable(source) for _ in range(self.pick((1, 1, 2, 3))))
        return ()

    def repeatable(self, source: str) -> Any:
        """What a source may repeat: sources by any name, claims of any date on anything, nobody knows whom."""
        what = self.pick(_CITED)
        if what == "unknown":
            return UNKNOWN
        if what == "claim" and self.places:
            return self.pick(self.pick(self.places)).id  # also by the id of a replaced one
        name = source if what == "own source" else self.pick(_SILENT if what == "silent source" else self.speakers)
        self.mention(name)
        return name

    def citable(self, source: str, text: str) -> tuple[str, ...]:
        """One or two earlier claims of a source on an assertion, also by the ids of replaced ones."""
        own = [
            claim.id
            for claims in self.places
            for claim in claims
            if (claim.source, claim.assertion) == (source, text) and str(claim.stance) != "withdraws"
        ]
        return tuple(self.pick(own) for _ in range(self.pick((1, 2)))) if own else ()

    def claim_again(self) -> None:
        untouched = [claims[0] for claims in self.places if len(claims) == 1]
        if untouched:
            self.record(self.pick(untouched))

    def source(self) -> None:
        name = self.pick(self.names)
        if name not in self.described:
            self.described.add(name)
            speaks_for = self.pick_above(name)
            self.mention(name, speaks_for)
            self.record(Source(name, speaks_for=speaks_for, note=self.number()))

    def pick_above(self, name: str) -> str | None:
        """Whom a record may let a source speak for: a ring of records is refused, one of affiliations is not."""
        name = name.split(" the ", maxsplit=1)[0]  # a corrected name is still that source
        below = {name}
        for _ in self.speaks_for:
            below |= {one for one, above in self.speaks_for.items() if above & below}
        speaks_for: str | None = self.pick((None, *(other for other in self.names if other not in below)))
        if speaks_for is not None:
            self.speaks_for.setdefault(name, set()).add(speaks_for)
        return speaks_for

    def assertion(self) -> None:
        text = self.pick(tuple(self.triples))
        subject, predicate, value = self.triples[text]
        self.once(Assertion(text, subject=subject, predicate=predicate, value=value))

    def affiliation(self) -> None:
        name, speaks_for = self.pick(self.names), self.pick((None, *self.names))
        self.mention(name, speaks_for)
        self.once(Affiliation(name, speaks_for=speaks_for, valid=self.pick(_AFFILIATED)))

    def same_as(self) -> None:
        a = self.pick(self.names)
        b = self.pick([name for name in self.names if name != a])
        self.mention(a, b)
        self.once(SameAs(a, b))

    def correct_claim(self) -> None:
        if not self.places:
            return
        claims = self.pick(self.places)
        of = self.pick((claims[0], claims[-1])).id
        self.correct(of, claims, self.replacement(claims))

    def close_ring(self) -> None:
        """Correct a cited claim to one that cites what cites it: ids are digests, and can make no ring otherwise."""
        citing = {cited: claims[-1] for claims in self.places for cited in claims[-1].cites}
        cited = [claims for claims in self.places if claims[-1].id in citing and str(claims[-1].stance) != "withdraws"]
        if not cited:
            return
        claims = self.pick(cited)
        old = claims[-1]
        new = self.repeating(old, citing[old.id].id)
        claims.append(new)
        self.correct(old.id, claims, new)

    def repeating(self, old: Claim, cited: str) -> Claim:
        """The same claim, but for what it cites: a claim, and mostly nothing else."""
        also = (self.repeatable(str(old.source)),) if self.pick((True, False, False)) else ()
        return Claim(
            old.source,
            old.stance,
            old.assertion,
            asserted_at=old.asserted_at,
            valid=old.valid,
            cites=(cited, *also),
            note=self.number(),
        )

    def replacement(self, claims: list[Claim]) -> Claim | None:
        """Another claim, mostly of the same source on the same assertion, or nothing."""
        if self.pick((True, False, False)):
            return None
        old = claims[-1]
        taking_back = [one for others in self.places for one in others if str(one.stance) == "withdraws"]
        cited = {item for claim in taking_back for item in claim.cites}  # of their own source only
        pinned = any(claim.id in cited for claim in claims)
        source = str(old.source) if pinned or self.pick((True, True, False)) else self.pick(NAMES)
        new = self.new_claim(source, str(old.assertion))
        claims.append(new)
        return new

    def correct_source(self) -> None:
        if not self.mentioned:
            return
        name = self.pick(self.mentioned)
        self.described.add(name)  # from here on only corrections change it
        what = self.pick(("record", "record", "name", "nothing"))
        new = None
        if what != "nothing":
            called = f"{name} the {self.number()}th" if what == "name" else name
            speaks_for = self.pick_above(name)
            self.mention(called, speaks_for)
            self.described.add(called)
            new = Source(called, speaks_for=speaks_for, note=self.number())
        self.correct("source:" + name.casefold(), None, new)

    def correct_correction(self) -> None:
        if not self.corrections:
            return
        claims, old = self.pick(self.corrections)
        new = None
        if claims is not None and self.pick((True, False)):
            new = Correction(of=old.of, by="desk", why=self.number(), replacement=self.replacement(claims))
        self.correct(old.id, None, new)
        if new is not None:
            self.corrections.append((claims, new))

    def correct(self, of: str, claims: list[Claim] | None, new: Any) -> None:
        correction = Correction(of=of, by="desk", why=self.number(), replacement=new)
        self.corrections.append((claims, correction))
        self.record(correction)


# What rules are about: for each predicate what may be declared of it, and the triples that may be spoken of.
_DECLARED = (
    Predicate("controlled by", single_valued=True, inherits=True),
    Predicate("controlled by", inherits=True),
    Predicate("controlled by", single_valued=True),
    Predicate("born in"),
    Predicate("born in", single_valued=True),
    Predicate("killed", values="quantity", cumulative=True),
    Predicate("killed", values="quantity", inherits=True),
    Predicate("killed", values="quantity", cumulative=True, inherits=True),
    Predicate("killed", single_valued=True),
    Predicate("taken on", values="date"),
    Predicate("taken on", values="date", inherits=True),
    Predicate("twinned with", single_valued=True),  # only ever by a correction of another
)
_SPOKEN_OF = (
    ("controlled by", ("Town", "City", "Region"), ("North", "South", "North Guard")),
    ("controlled by", ("Town", "City", "Region", "District"), ("North", "South")),
    ("controlled by", ("City", "District"), ("North", "South")),  # with a town in both that nobody speaks of
    ("born in", ("Eve",), ("Town", "City", "Region", "District")),
    ("killed", ("Raid", "War"), ("21", "at least 3", "2-5", "0", "about 40", "at most 5", "about 4", "30", "3 km")),
    ("killed", ("Raid",), ("21", "22", "at least 3", "0", "about 21")),
    ("taken on", ("Town", "City"), ("2022", "2022-07", "2022-07-02", "2022-06", "2022-07-02~", "2022-07?")),
    ("twinned with", ("Town", "City"), ("North", "South")),
)
_UNSTRUCTURED = ("bridge open", "road shut")
_PARTS = (
    ("Town", "City"),
    ("City", "Region"),
    ("Town", "District"),
    ("District", "Region"),
    ("North Guard", "North"),
    ("Raid", "War"),
    ("town ", "REGION"),
    ("North Guard", "South"),
    ("Region", "Town"),
)
_RELATIONS = ("entails", "equivalent", "contrary", "contradictory")


class _RuledDesk(_Desk):
    """Makes a history in which rules are declared, corrected and dismissed, before and after what they bear on."""

    def __init__(self, pick: Callable[[Any], Any], citing: tuple[bool, ...] = _NEVER) -> None:
        super().__init__(pick, citing)
        self.rules: list[list[Any]] = []  # a rule and all that replaced it
        self.revised: set[str] = set()  # texts whose triple was corrected
        self.triples = {}
        for predicate, subjects, values in [pick(_SPOKEN_OF) for _ in range(pick((1, 1, 2)))]:
            for _ in range(pick((2, 3, 4))):
                subject, value = pick(subjects), pick(values)
                self.triples[f"{subject} {predicate} {value}"] = (subject, predicate, value)
        self.texts = (*self.triples, *_UNSTRUCTURED[: pick((0, 1, 2))])
        used = {predicate for _, predicate, _ in self.triples.values()}
        self.declared = [one for one in _DECLARED if one.name in used - {"twinned with"}] or list(_DECLARED[:1])
        self.renamed = [_DECLARED[-1]] if "twinned with" in used else []

    def prepare(self) -> None:
        """Record most triples and some rules ahead of the claims."""
        for _ in self.triples:
            if self.pick((True, True, True, False)):
                self.assertion()
        for _ in range(self.pick((0, 2, 4, 6))):
            getattr(self, self.pick(("predicate", "predicate", "part", "part", "part", "link")))()

    def rule(self, record: Any) -> None:
        if record.id not in self.ids:
            self.rules.append([record])
            self.once(record)

    def predicate(self) -> None:
        self.rule(self.pick(self.declared))

    def part(self) -> None:
        part, whole = self.pick(_PARTS)
        self.rule(Part(part, of=whole))

    def link(self) -> None:
        a, b = self.pick(self.texts), self.pick(self.texts)
        if a != b:
            self.rule(Link(a, self.pick(_RELATIONS), b))

    def dismissal(self) -> None:
        a, b = self.pick(self.texts), self.pick(self.texts)
        if a != b:
            self.rule(Dismissal(a, b, by="desk", why=self.number()))

    def correct_rule(self) -> None:
        if not self.rules:
            return
        versions = self.pick(self.rules)
        of = self.pick((versions[0], versions[-1])).id
        new = self.other_rule(of, versions[-1])
        if new is not None:
            self.ids.add(new.id)
            versions.append(new)
        self.correct(of, None, new)

    def other_rule(self, of: str, old: Any) -> Any:
        """A rule of the same kind that was never recorded, or a predicate declared anew, or nothing."""
        a, b = self.pick(self.texts), self.pick(self.texts)
        part, whole = self.pick(_PARTS)
        new = {
            "predicate": lambda: self.pick([one for one in self.declared if one.name == old.name] + self.renamed),
            "part": lambda: Part(part, of=whole),
            "link": lambda: None if a == b else Link(a, self.pick(_RELATIONS), b),
            "dismissal": lambda: None if a == b else Dismissal(a, b, by="desk", why=self.number()),
        }[old.kind]()
        if new is None or self.pick((True, False, False)):
            return None
        return new if new.id not in self.ids or (old.kind == "predicate" and new.id == old.id == of) else None

    def correct_assertion(self) -> None:
        """Give another value to a recorded triple."""
        recorded = [record for _, record in self.history if record.kind == "assertion"]
        if not recorded:
            return
        old = self.pick(recorded)
        others = [value for name, _, values in _SPOKEN_OF if name == old.predicate for value in values]
        new = Assertion(old.text, subject=old.subject, predicate=old.predicate, value=self.pick(others))
        if new.triple not in self.triples.values() and new.id not in self.ids and old.text not in self.revised:
            self.revised.add(old.text)
            self.ids.add(new.id)
            self.correct(old.id, None, new)


_RULED = ("claim",) * 24 + (
    "assertion",
    "predicate",
    "part",
    "part",
    "link",
    "link",
    "dismissal",
    "source",
    "correct_rule",
    "correct_rule",
    "correct_claim",
    "correct_correction",
)
_RULED_BY_ALL = (*_RULED, "affiliation", "same_as", "correct_source", "correct_assertion", "claim_again", "dismissal")
_PLAIN = ("claim",) * 9 + ("source", "assertion", "claim_again")
_ALL = ("claim",) * 14 + (
    "source",
    "source",
    "assertion",
    "affiliation",
    "affiliation",
    "same_as",
    "claim_again",
    "correct_claim",
    "correct_claim",
    "correct_source",
    "correct_correction",
)
_CORRECTING = ("claim",) * 6 + ("correct_claim",) * 3 + ("correct_correction", "source", "correct_source")
_REPORTING = ("claim",) * 12 + ("source", "source", "affiliation", "same_as")
_REPORTING_WRONGLY = (*_REPORTING, "correct_claim", "close_ring", "close_ring", "close_ring", "correct_source")
_REPRESENTING = ("claim",) * 5 + ("source", "affiliation", "same_as", "correct_source")


def _drawn(draw: Any, citing: tuple[bool, ...] = _NEVER) -> _Desk:
    return _Desk(lambda pool: draw(st.sampled_from(pool)), citing)


def _reporting(desk: _Desk, steps: tuple[str, ...]) -> History:
    """Make a history of a few sources that repeat each other on one or two assertions: rings are common."""
    desk.speakers = desk.pick((NAMES[:3], NAMES[:2], NAMES[:4], NAMES))
    desk.texts = desk.pick((TEXTS[:1], TEXTS[:1], TEXTS[:2]))
    desk.stances = desk.pick((_MOSTLY_AFFIRMING, _STANCES))
    return _history(desk, steps, (4, 8, 12, 16))


def _history(desk: _Desk, steps: tuple[str, ...], lengths: tuple[int, ...] = _LENGTHS) -> History:
    for _ in range(desk.pick(lengths)):
        getattr(desk, desk.pick(steps))()
    if not desk.history:
        desk.claim()
    return desk.history


def random_history(seed: int) -> tuple[History, dict[str, Any], str]:
    """Make a history, the parameters of a view and a zone: quicker and denser than Hypothesis, but not shrunk."""
    pick = Random(seed).choice
    history = _history(_Desk(pick), pick((_PLAIN, _ALL, _ALL, _CORRECTING, _REPRESENTING)))
    return history, _random_view(pick), pick(ZONES)


def random_ruled_history(seed: int) -> tuple[History, dict[str, Any], str]:
    """Make a history with rules in the same way."""
    pick = Random(seed).choice
    history = _ruled(_RuledDesk(pick))
    return history, _random_view(pick), pick(ZONES)


def random_cited_history(seed: int) -> tuple[History, dict[str, Any], str]:
    """Make a history in which claims repeat each other in the same way; most views leave out sources."""
    pick = Random(seed).choice
    steps = pick((_REPORTING, _REPORTING, _REPORTING_WRONGLY, _REPORTING_WRONGLY, _ALL))
    history = _reporting(_Desk(pick, pick((_SELDOM, _OFTEN, _ALWAYS))), steps)
    return history, _random_view(pick) | _left_out(pick), pick(ZONES)


def random_cited_ruled_history(seed: int) -> tuple[History, dict[str, Any], str]:
    """Make a history with rules in which claims repeat each other in the same way."""
    pick = Random(seed).choice
    history = _ruled(_RuledDesk(pick, pick((_SELDOM, _OFTEN))))
    return history, _random_view(pick) | _left_out(pick), pick(ZONES)


def _left_out(pick: Callable[[Any], Any]) -> dict[str, Any]:
    return pick(({}, {}, {"without": [pick(NAMES[:3])]}, {"without": [pick((*_SPELLINGS, *_SILENT))]}))


def _random_view(pick: Callable[[Any], Any]) -> dict[str, Any]:
    clocks = {name: pick(pool) for name, pool in _CLOCKS.items() if pick((True, False, False, False))}
    sources = {name: [pick(_SPELLINGS), pick(NAMES)] for name in ("only", "without") if pick((True, *[False] * 9))}
    return clocks | sources


def _ruled(desk: _RuledDesk) -> History:
    desk.prepare()
    return _history(desk, desk.pick((_RULED, _RULED, _RULED_BY_ALL)), (2, 6, 10, 14, 18, 22, 26))


@st.composite
def ruled_histories(draw: Any) -> History:
    """Draw a history in which rules between assertions matter."""
    return _ruled(_RuledDesk(lambda pool: draw(st.sampled_from(pool))))


@st.composite
def histories(draw: Any) -> History:
    """Draw a history with everything in it: chains, merges, triples, withdrawals and corrections."""
    return _history(_drawn(draw), _ALL)


@st.composite
def plain_histories(draw: Any) -> History:
    """Draw a history of claims, sources and assertions, in which nothing is corrected or merged."""
    return _history(_drawn(draw), _PLAIN)


@st.composite
def cited_histories(draw: Any) -> History:
    """Draw a history in which claims repeat each other, in rings too, and everything else may be in it."""
    desk = _drawn(draw, draw(st.sampled_from((_OFTEN, _ALWAYS))))
    return _reporting(desk, desk.pick((_REPORTING, _REPORTING_WRONGLY, _ALL)))


@st.composite
def plain_cited_histories(draw: Any) -> History:
    """Draw a history in which claims repeat each other and nothing is corrected."""
    return _reporting(_drawn(draw, draw(st.sampled_from((_OFTEN, _ALWAYS)))), _REPORTING)


@st.composite
def cited_ruled_histories(draw: Any) -> History:
    """Draw a history with rules in which claims repeat each other."""
    return _ruled(_RuledDesk(lambda pool: draw(st.sampled_from(pool)), _SELDOM))


@st.composite
def distinct_cited_histories(draw: Any) -> History:
    """Draw a history of claims that repeat each other, no two of one day."""
    return _distinct(_drawn(draw, _OFTEN), draw)


@st.composite
def distinct_histories(draw: Any) -> History:
    """Draw a history in which no two claims were made on one day, so that the order of recording says nothing."""
    return _distinct(_drawn(draw), draw)


def _distinct(desk: _Desk, draw: Any) -> History:
    for day in draw(st.permutations([f"2022-07-{day:02}" for day in range(1, 9)])):
        desk.claim(day)
        if desk.pick((True, False, False)):
            desk.source()
        if desk.pick((True, False, False)):
            desk.assertion()
    return desk.history


@st.composite
def contests(draw: Any) -> History:
    """Draw a history about one assertion between three sources: deep rather than broad."""
    desk = _drawn(draw)
    for _ in range(desk.pick(_LENGTHS)):
        claim = desk.new_claim(desk.pick(_SPEAKERS[:5]), TEXTS[0])
        desk.places.append([claim])
        desk.record(claim)
    return desk.history


@st.composite
def views(draw: Any) -> dict[str, Any]:
    """Draw the parameters of a view; mostly each is left out."""
    pools = _CLOCKS | dict.fromkeys(("only", "without"), (*([name] for name in _SPELLINGS), ["Bob", "Corps"]))
    chosen = {name: draw(st.sampled_from((None,) * 2 * len(pool) + pool)) for name, pool in pools.items()}
    return {name: value for name, value in chosen.items() if value is not None}


@st.composite
def cited_views(draw: Any) -> dict[str, Any]:
    """Draw the parameters of a view that mostly leaves out a source."""
    without = draw(st.sampled_from((None, *([name] for name in (*NAMES[:3], *_SILENT)), ["Ann", "Corps"])))
    return draw(views()) | ({} if without is None else {"without": without})


def zones() -> st.SearchStrategy[str]:
    """Draw the name of a zone in which dates are civil."""
    return st.sampled_from(ZONES)
