"""The slow, obvious reference: the rules of docs/explanation/status.md and docs/explanation/rules.md by brute force.

It shares no code with the package. It reads the attributes of records, parses their dates itself, and
works every answer out from scratch, for every moment of the world and every time of speaking. Nothing is
indexed or remembered. Where an answer of the package differs, one of the two has misread the rules.

The layers, in the order of this file: dates, the log as corrected, who is who, the rules in force, claims
as a view admits them, what a claim bears on, positions at one moment, status, the moment that decides, the
answers. What rules commit a claim to is worked out in `oracle_rules`, and where claims come from in
`oracle_lineage`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from enum import Enum
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

from oracle_lineage import Cited, Lineage, Word
from oracle_rules import Commitments, Extent, Knowledge, Node, Pred, Rules, Triple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

INFINITY = 10**30  # microseconds: later than every date, and its negative earlier than every date
TAKES_POSITION = {"affirms", "denies", "questions"}


# --- dates -----------------------------------------------------------------------------------------


class Span(NamedTuple):
    """A half-open stretch of time in microseconds since 1970, and whether it is only about right."""

    lo: int
    hi: int
    vague: bool = False

    def contains(self, instant: int) -> bool:
        return self.lo <= instant < self.hi


_STAMP = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,6}))?)?(Z|[+-]\d\d:\d\d)")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def micros(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(microseconds=1)


def parse(text: str, zone: tzinfo) -> Span:
    """Read a date text: `a`, `a/b`, `../b`, `a/..`, where a date may end in `~`, `?` or `%`."""
    if "/" not in text:
        return _single(text, zone)
    first, last = text.split("/")
    vague = False
    lo, hi = -INFINITY, INFINITY
    if first != "..":
        lo, _, vague = _single(first, zone)
    if last != "..":
        end = _single(last, zone)
        # An interval ends at the end of a date, but just before an instant.
        hi = end.lo if "T" in last else end.hi
        vague = vague or end.vague
    return Span(lo, hi, vague)


def _single(text: str, zone: tzinfo) -> Span:
    plain = text.rstrip("~?%")
    lo, hi = _timestamp(plain) if "T" in plain else _date(plain, zone)
    return Span(lo, hi, plain != text)


def _timestamp(text: str) -> tuple[int, int]:
    """A minute, a second or a microsecond, as precise as it is written."""
    found = _STAMP.fullmatch(text)
    assert found, text
    year, month, day, hour, minute, second, fraction, offset = found.groups()
    clock = int(hour), int(minute), int(second or 0), int((fraction or "0").ljust(6, "0"))
    start = datetime(int(year), int(month), int(day), *clock, tzinfo=_offset(offset))
    length = 1 if fraction else 1_000_000 if second else 60_000_000
    return micros(start), micros(start) + length


def _offset(text: str) -> tzinfo:
    if text == "Z":
        return UTC
    away = timedelta(hours=int(text[1:3]), minutes=int(text[4:6]))
    return timezone(-away if text[0] == "-" else away)


def _date(text: str, zone: tzinfo) -> tuple[int, int]:
    """A year, a month or a day of the civil calendar in a zone."""
    numbers = [int(part) for part in text.split("-")]
    year, month, day = (*numbers, 1, 1)[:3]
    start = datetime(year, month, day)
    if len(numbers) == 1:
        end = datetime(year + 1, 1, 1)
    elif len(numbers) == 2:
        end = datetime(year + month // 12, month % 12 + 1, 1)
    else:
        end = start + timedelta(days=1)
    return micros(start.replace(tzinfo=zone)), micros(end.replace(tzinfo=zone))


# --- the log as corrected --------------------------------------------------------------------------


def key(name: object) -> str:
    """Names are the same where they differ in case and spacing only."""
    return " ".join(str(name).casefold().split())


class Entry(NamedTuple):
    """What stands at a place of the log: a record, and all ids that this place has gone by."""

    place: int
    record: Any
    ids: frozenset[str]
    recorded_at: datetime


def kind(record: Any) -> str:
    return str(record.kind)


def log_known(entries: Sequence[tuple[datetime, Any]], known_before: int) -> list[Entry]:
    """The log cut at the clock of the graph; adding a record twice changes nothing."""
    log: list[Entry] = []
    for place, (recorded_at, record) in enumerate(entries):
        named = kind(record) in {"source", "assertion"}  # may come again, to complete a bare one
        if micros(recorded_at) < known_before and (named or all(record.id not in old.ids for old in log)):
            log.append(Entry(place, record, frozenset({record.id}), recorded_at))
    return log


def corrected(entry: Entry, corrections: Sequence[Any]) -> Entry:
    """Put in the place of a record what the last correction of it says, which may be corrected in turn."""
    correction = last_of(corrections, {entry.record.id})
    if correction is None:
        return entry
    new = correction.replacement
    if new is None:
        return entry._replace(record=None)
    known = new.id in entry.ids  # the same name, with other content
    entry = entry._replace(record=new, ids=entry.ids | {new.id})
    return entry if known else corrected(entry, corrections)


def last_of(corrections: Sequence[Any], ids: set[str]) -> Any:
    """The last correction of what goes by any of these ids, or None."""
    return next((correction for correction in reversed(corrections) if correction.of in ids), None)


def corrections_in_force(log: Sequence[Entry]) -> list[Any]:
    """Leave out corrections that are corrected away; a replacement acts in the place of the one it replaces.

    Only a later correction corrects a correction, hence backwards.
    """
    in_force: list[Any] = []
    for entry in reversed([entry for entry in log if kind(entry.record) == "correction"]):
        record = corrected(entry, in_force).record
        if record is not None:
            in_force.insert(0, record)
    return in_force


def records_in_force(log: Sequence[Entry], corrections: Sequence[Any], wanted: str) -> list[Entry]:
    entries = [corrected(entry, corrections) for entry in log if kind(entry.record) == wanted]
    return [entry for entry in entries if entry.record is not None]


def names_mentioned(record: Any, wanted: str) -> list[str]:
    """The sources or assertions that a record names, in the order of its fields."""
    if kind(record) == "correction":
        return names_mentioned(record.replacement, wanted) if record.replacement is not None else []
    fields = {
        ("source", "source"): ("name", "speaks_for"),
        ("claim", "source"): ("source",),
        ("affiliation", "source"): ("source", "speaks_for"),
        ("same_as", "source"): ("a", "b"),
        ("assertion", "assertion"): ("text",),
        ("claim", "assertion"): ("assertion",),
        ("link", "assertion"): ("a", "b"),
        ("dismissal", "assertion"): ("a", "b"),
    }.get((kind(record), wanted), ())
    named = [getattr(record, field) for field in fields]
    if (kind(record), wanted) == ("claim", "source"):
        named += [item for item in record.cites if item_kind(item) == "source"]
    return [str(name) for name in named if name is not None]


def item_kind(item: Any) -> str:
    """What a claim cites by this item: a claim, a source, or nobody knows whom."""
    if isinstance(item, Enum):
        return "unknown"
    return "claim" if str(item).startswith("claim:") else "source"


class Name(NamedTuple):
    """A source or an assertion as one name in the log leads to it."""

    said: str  # the key of the name as mentioned
    now: str  # the key of what it is called since corrections
    place: tuple[int, int]  # of its first mention: place in the log, place in the record
    spelled: str  # as first mentioned
    record: Any  # the full record in force that it leads to, or None for a bare one


def names_known(log: Sequence[Entry], corrections: Sequence[Any], wanted: str) -> list[Name]:
    """Every name mentioned, in order of first mention, led to what it means since corrections.

    A mistaken mention stays a mention: correcting a claim leaves the bare source that came with it.
    """
    names: dict[str, Name] = {}
    for entry in log:
        for index, spelled in enumerate(names_mentioned(entry.record, wanted)):
            if key(spelled) not in names:
                record = full_record(log, wanted, key(spelled))
                name = Name(key(spelled), key(spelled), (entry.place, index), spelled, record)
                names[name.said] = renamed(name, corrections, wanted)
    return list(names.values())


def full_record(log: Sequence[Entry], wanted: str, name: str) -> Any:
    """The last record of this name: a later full one completes a bare one."""
    found = [entry.record for entry in log if kind(entry.record) == wanted and key(entry.record) == name]
    return found[-1] if found else None


def renamed(name: Name, corrections: Sequence[Any], wanted: str, passed: frozenset[str] = frozenset()) -> Name:
    """References follow corrections; what is taken out leaves a bare record of its name."""
    ids = {f"{wanted}:{name.now}"} | ({name.record.id} if name.record is not None else set())
    correction = last_of(corrections, ids)
    if correction is None or name.now in passed:
        return name
    new = correction.replacement
    if new is None:
        return name._replace(record=None)
    after = name._replace(now=key(new), record=new)
    return renamed(after, corrections, wanted, passed | {name.now})


# --- who is who ------------------------------------------------------------------------------------


class Everyone:
    """The sources of a known log: which names are one, and who speaks for whom at an instant.

    A source is the frozen set of the keys of its names.
    """

    def __init__(self, log: Sequence[Entry], corrections: Sequence[Any], zone: tzinfo) -> None:
        self.zone = zone
        self.names = names_known(log, corrections, "source")
        self.joined = records_in_force(log, corrections, "same_as")
        self.same = [entry.record for entry in self.joined]
        # The order within a batch says nothing: of those recorded at one time, the order of ids counts.
        entries = records_in_force(log, corrections, "affiliation")
        self.affiliations = [
            entry.record for entry in sorted(entries, key=lambda entry: (entry.recorded_at, entry.record.id))
        ]

    def called(self, name: object) -> frozenset[str]:
        """The source that a name means: all names that `SameAs` joins to it, however indirectly."""
        members = {self.now(name)}
        for _ in self.same:
            for pair in self.same:
                both = {self.now(pair.a), self.now(pair.b)}
                if both & members:
                    members |= both
        return frozenset(members)

    def now(self, name: object) -> str:
        said = key(name).removeprefix("source:")
        return next((known.now for known in self.names if known.said == said), said)

    def members(self, source: frozenset[str]) -> list[Name]:
        """The names that lead to a source: the one it is shown under in front, then by name."""
        chosen = self.chosen(source)
        found = (name for name in self.names if name.now in source)
        return sorted(found, key=lambda name: (name.now != chosen, name.now, name.place))

    def chosen(self, source: frozenset[str]) -> str:
        """A source is shown under the `a` of `SameAs(a, b)`; of several, the one that is no `b`, named so first."""
        others = {self.now(record.b) for record in self.same}
        first: dict[str, datetime] = {}
        for entry in self.joined:
            first.setdefault(self.now(entry.record.a), entry.recorded_at)
        never = datetime.max.replace(tzinfo=UTC)
        return min(source, key=lambda name: (name in others, first.get(name, never), name))

    def shown(self, source: frozenset[str]) -> str:
        """The name that a source is shown under, as it was first written."""
        chosen = self.chosen(source)
        return next(name.spelled for name in self.names if name.said == chosen)

    def speaks_for(self, source: frozenset[str], instant: int) -> frozenset[str] | None:
        """The newest affiliation that covers the instant, else the first record of it that names somebody."""
        for affiliation in reversed(self.affiliations):
            if self.called(affiliation.source) == source and self.covers(affiliation.valid, instant):
                return None if affiliation.speaks_for is None else self.called(affiliation.speaks_for)
        for name in self.members(source):
            if name.record is not None and name.record.speaks_for is not None:
                return self.called(name.record.speaks_for)
        return None

    def covers(self, valid: Any, instant: int) -> bool:
        return valid is None or parse(str(valid), self.zone).contains(instant)

    def chain(self, source: frozenset[str], instant: int) -> tuple[list[frozenset[str]], frozenset[str] | None]:
        """The source and all above it; and, where they run in a ring, the one at which it closes."""
        chain = [source]
        while (above := self.speaks_for(chain[-1], instant)) is not None:
            if above in chain:
                return chain, above
            chain.append(above)
        return chain, None

    def principal(self, source: frozenset[str], instant: int) -> frozenset[str]:
        """The top of the chain; in a ring, the one of the ring with the smallest id."""
        chain, closes_at = self.chain(source, instant)
        if closes_at is None:
            return chain[-1]
        return min(chain[chain.index(closes_at) :], key=lambda member: "source:" + key(self.shown(member)))


# --- the rules in force ----------------------------------------------------------------------------


def triple_of(record: Any) -> Triple | None:
    if record is None or None in (record.subject, record.predicate, record.value):
        return None
    return key(record.subject), key(record.predicate), key(record.value)


def meaning(assertion: Any, texts: Sequence[Name]) -> Node:
    """The assertion that a text, an id or a record means: its triple, or the key of its text where it has none."""
    if kind_of(assertion) == "assertion" and (triple := triple_of(assertion)):
        return triple
    for text in texts:
        if key(assertion) == text.said or (text.record is not None and str(assertion) == text.record.id):
            return triple_of(text.record) or text.now
    return key(assertion)


def kind_of(reference: Any) -> str:
    return str(getattr(reference, "kind", "text"))


def knowledge(log: Sequence[Entry], corrections: Sequence[Any], texts: Sequence[Name], zone: tzinfo) -> Knowledge:
    """What is declared of predicates, parts and links, and what was dismissed; corrections applied."""

    def of(wanted: str) -> list[Any]:
        return [entry.record for entry in records_in_force(log, corrections, wanted)]

    return Knowledge(
        predicates={
            key(one.name): Pred(one.values.value, one.single_valued, one.cumulative, one.inherits)
            for one in of("predicate")
        },
        parts={(key(one.part), key(one.of)) for one in of("part")},
        links=[(meaning(one.a, texts), str(one.relation), meaning(one.b, texts)) for one in of("link")],
        dismissed={frozenset((meaning(one.a, texts), meaning(one.b, texts))) for one in of("dismissal")},
        triples={triple for text in texts if (triple := triple_of(text.record)) is not None},
        date=lambda value: as_extent(value, zone),
    )


_DATE_VALUE = re.compile(r"\d{4}(-\d\d){0,2}[~?%]?")


def as_extent(value: str, zone: tzinfo) -> Extent | None:
    """A date as a value of a predicate; None is no date."""
    if any(end != ".." and not _DATE_VALUE.fullmatch(end) for end in value.split("/")):
        return None
    lo, hi, vague = parse(value, zone)
    return Extent(lo, hi - 1, vague=vague)


# --- claims as a view admits them ------------------------------------------------------------------


@dataclass(frozen=True)
class Said:
    """A claim with all that the rules ask of it worked out."""

    id: str
    ids: frozenset[str]  # also those of the claims that it replaces
    place: int
    source: str  # as shown
    above: frozenset[str]  # the source and all it speaks for at the time, as shown
    principal: str
    stance: str
    about: Node  # the assertion that it speaks of
    time: Span  # of asserted_at
    valid: Span | None
    cites: frozenset[str]  # what a withdrawal takes back
    repeats: tuple[Cited, ...]  # what any other claim cites
    origins: frozenset[str] = frozenset()  # in a view
    # How it bears on the assertion asked about:
    position: str | None = None  # the stance that it takes on it, or commits its source to
    direct: bool = True  # it speaks of that assertion by name
    surely: bool = True  # it commits to that over certain edges
    aside: bool = False  # it only has a part in where other claims come from

    @property
    def start(self) -> int:
        """A claim counts from the start of its `asserted_at`."""
        return self.time.lo

    @property
    def order(self) -> tuple[int, int]:
        """The order of speaking, and where that is the same, of recording."""
        return self.start, self.place

    @property
    def weight(self) -> tuple[int, int, bool]:
        """What decides among claims of one source: the latest, then the one recorded last, then the direct one."""
        return self.start, self.place, self.direct

    @property
    def takes_position(self) -> bool:
        return self.stance in TAKES_POSITION


def as_said(entry: Entry, everyone: Everyone, texts: Sequence[Name]) -> Said:
    claim = entry.record
    time = parse(str(claim.asserted_at), everyone.zone)
    source = everyone.called(claim.source)
    principal, above = represented(source, everyone, time.lo)
    withdraws = str(claim.stance) == "withdraws"
    return Said(
        id=claim.id,
        ids=entry.ids,
        place=entry.place,
        source=everyone.shown(source),
        above=above,
        principal=principal,
        stance=str(claim.stance),
        about=meaning(claim.assertion, texts),
        time=time,
        valid=None if claim.valid is None else parse(str(claim.valid), everyone.zone),
        cites=frozenset(item for item in claim.cites if isinstance(item, str)),
        repeats=tuple(as_cited(item, everyone, time.lo) for item in claim.cites) if not withdraws else (),
    )


def as_cited(item: Any, everyone: Everyone, instant: int) -> Cited:
    """What one item of `cites` means, in a claim made at an instant."""
    if item_kind(item) == "claim":
        return Cited(claim=str(item))
    if item_kind(item) == "unknown":
        return Cited()
    source = everyone.called(item)
    return Cited(source=everyone.shown(source), word=Word(*represented(source, everyone, instant)))


def represented(source: frozenset[str], everyone: Everyone, instant: int) -> tuple[str, frozenset[str]]:
    """The principal of a source, and the source with all it speaks for, as shown."""
    above = frozenset(everyone.shown(member) for member in everyone.chain(source, instant)[0])
    return everyone.shown(everyone.principal(source, instant)), above


# --- what a claim bears on -------------------------------------------------------------------------


def bearing(claims: Iterable[Said], target: Node, commitments: Commitments) -> list[Said]:
    """The claims that bear on an assertion, each as it bears on it, in order.

    Those are the claims on the assertion itself; and those on others to affirm or to deny which would commit
    on it: also the ones that do not commit, since with them their source speaks again, or takes back. Where it
    has not yet said anything there that commits, there is nothing to speak again of; but a withdrawal whose
    date is imprecise may begin before what it takes back.
    """
    found: list[Said] = []
    for claim in claims:
        if claim.about == target:
            position = claim.stance if claim.takes_position else None
            found.append(replace(claim, position=position))
        elif claim.stance in TAKES_POSITION | {"withdraws"} and commitments.bears(claim.about, target):
            position, surely = commitments.of(claim.about, claim.stance, target) or (None, True)
            found.append(replace(claim, position=position, surely=surely, direct=False))
    return sorted((claim for claim in found if speaks_to_it(claim, found)), key=lambda claim: claim.order)


def speaks_to_it(claim: Said, claims: Iterable[Said]) -> bool:
    """Whether a claim is on the assertion, commits on it, or may put an end to what its source committed to."""
    return claim.direct or any(
        (other.source, other.about) == (claim.source, claim.about)
        and other.position
        and (other.start <= claim.start or claim.stance == "withdraws")
        for other in claims
    )


def taken_back(claim: Said, claims: Iterable[Said], t: int) -> bool:
    """Whether its source has withdrawn a claim by t.

    `WITHDRAWS` takes back all that its source said of the assertion before; or what it cites, even
    where that has a later date.
    """
    return any(
        other.stance == "withdraws"
        and (other.source, other.about) == (claim.source, claim.about)
        and other.start <= t
        and (bool(claim.ids & other.cites) if other.cites else claim.order < other.order)
        for other in claims
    )


# --- positions at one moment -----------------------------------------------------------------------


class Moment(NamedTuple):
    """A moment of the world: the present (the open end of time) or a stretch that all claims treat as one."""

    lo: int
    hi: int
    asked: bool = False  # by `valid_at`


PRESENT = Moment(INFINITY, INFINITY)


def covers(claim: Said, w: Moment) -> bool:
    """Whether a claim speaks of a moment."""
    if w == PRESENT:
        return claim.valid is None or claim.valid.hi == INFINITY
    if claim.valid is not None:
        return claim.valid.lo <= w.lo and w.hi <= claim.valid.hi
    if w.asked:  # asked so, the present tense covers every moment from its saying on
        return claim.start <= w.lo
    return w.lo <= claim.start < w.hi  # in the present tense, and said within the stretch


def unsure(claim: Said, w: Moment) -> bool:
    """Whether what is approximate or uncertain leaves open that a claim covers a moment, or what it commits to."""
    if claim.valid is not None:
        return claim.valid.vague or not claim.surely
    return (w != PRESENT and claim.time.vague) or not claim.surely


def alive(claims: Iterable[Said], w: Moment, t: int) -> list[Said]:
    """The claims that take a position on a moment, made and not taken back by t, in order."""
    return [
        claim
        for claim in claims
        if claim.takes_position and claim.start <= t and covers(claim, w) and not taken_back(claim, claims, t)
    ]


def standing(claims: Iterable[Said], w: Moment, t: int) -> list[Said]:
    """Of these the latest of each source on each assertion: what it said before it has revised."""
    return list({(claim.source, claim.about): claim for claim in alive(claims, w, t)}.values())


def deciding_claims(claims: Iterable[Said], w: Moment, t: int) -> dict[str, Said]:
    """For each source the weightiest claim that stands and bears on the assertion: it decides the position."""
    bearing_on_it = [claim for claim in standing(claims, w, t) if claim.position is not None]
    return {claim.source: claim for claim in sorted(bearing_on_it, key=lambda claim: claim.weight)}


def shown(claim: Said, claims: Iterable[Said], w: Moment, t: int) -> Said:
    """The claim that shows a position: the standing one by name that takes it, if there is one, else what decides."""
    for other in standing(claims, w, t):
        if other.direct and (other.source, other.position) == (claim.source, claim.position):
            return other
    return claim


# --- status ----------------------------------------------------------------------------------------


class Sides(NamedTuple):
    """The deciding claims that count, by source."""

    supporters: dict[str, Said]
    opponents: dict[str, Said]
    doubters: dict[str, Said]


def sides(claims: Sequence[Said], w: Moment, t: int) -> Sides:
    """Sort positions into sides. Where one side only may cover the moment, there is no dispute.

    Then the side that surely covers it counts and the other is set aside; the opponents are, where
    neither surely does.
    """
    deciding = deciding_claims(claims, w, t)
    by_stance = {
        stance: {source: claim for source, claim in deciding.items() if claim.position == stance}
        for stance in TAKES_POSITION
    }
    supporters, opponents, doubters = by_stance["affirms"], by_stance["denies"], by_stance["questions"]
    sure_supporter = any(not unsure(claim, w) for claim in supporters.values())
    sure_opponent = any(not unsure(claim, w) for claim in opponents.values())
    if supporters and opponents and not (sure_supporter and sure_opponent):
        if sure_opponent:
            supporters = {}
        else:
            opponents = {}
    return Sides(supporters, opponents, doubters)


def speaking_times(claims: Iterable[Said]) -> list[int]:
    return sorted({claim.start for claim in claims})


def disputed(claims: Sequence[Said], w: Moment, t: int) -> bool:
    now = sides(claims, w, t)
    return bool(now.supporters and now.opponents)


def status_at(claims: Sequence[Said], w: Moment, t: int) -> str:  # noqa: PLR0911  # a row of the table each
    """The table of statuses: the first row that fits."""
    now = sides(claims, w, t)
    history = [sides(claims, w, earlier) for earlier in speaking_times(claims) if earlier <= t]
    was_supported = any(then.supporters for then in history)
    was_disputed = any(then.supporters and then.opponents for then in history)
    former_opponents = {source for then in history for source in then.opponents}
    showing = [shown(claim, claims, w, t) for claim in now.supporters.values()]
    independent = {origin for claim in showing for origin in claim.origins}
    if now.supporters and now.opponents:
        return "disputed"
    if now.supporters and was_disputed and former_opponents & set(now.supporters):
        return "conceded"
    if now.doubters and not now.opponents and (now.supporters or not was_supported):
        return "questioned"
    if len(independent) >= 2:
        return "corroborated"
    if now.supporters:
        return "claimed"
    if was_supported and "affirms" not in {claim.position for claim in deciding_claims(claims, w, t).values()}:
        return "retracted"  # who is only set aside has retracted nothing
    if now.opponents:
        return "denied"
    return "unclaimed"


# --- the moment that decides -----------------------------------------------------------------------


def stretches(claims: Iterable[Said], valid_at: Span | None) -> list[Moment]:
    """The dated stretches to be judged, in order: time cut wherever a claim begins or ceases to apply.

    Claims that only could have borne on the assertion cut as well, but do not make a stretch one to be judged.
    """
    taking = [claim for claim in claims if claim.takes_position]
    explicit = [claim for claim in taking if claim.valid is not None]
    cuts = {end for claim in explicit for end in claim.valid[:2]}  # type: ignore[index]
    if valid_at is None:
        cuts |= {-INFINITY, INFINITY}
        return [w for w in _segments(cuts) if any(claim.position and covers(claim, w) for claim in explicit)]
    cuts |= {claim.start for claim in taking if claim.valid is None}
    inside = {valid_at.lo, valid_at.hi} | {cut for cut in cuts if valid_at.contains(cut)}
    asked = [w._replace(asked=True) for w in _segments(inside)]
    return [w for w in asked if any(claim.position and covers(claim, w) for claim in taking)]


def _segments(cuts: Iterable[int]) -> list[Moment]:
    return [Moment(lo, hi) for lo, hi in pairwise(sorted(cuts))]


def deciding_moments(claims: Sequence[Said], valid_at: Span | None) -> list[Moment]:
    """The moment that decides; several where adjacent stretches are disputed by the same sides; or none.

    The present if disputed, else the latest disputed stretch, else the present if anybody ever took a
    position on it, else the latest stretch.
    """
    dated = stretches(claims, valid_at)
    present = valid_at is None and any(claim.position and covers(claim, PRESENT) for claim in claims)
    if present and disputed(claims, PRESENT, INFINITY):
        return [PRESENT]
    in_dispute = [w for w in dated if disputed(claims, w, INFINITY)]
    if in_dispute:
        return widened(in_dispute, claims)
    if present:
        return [PRESENT]
    return dated[-1:]


def widened(in_dispute: Sequence[Moment], claims: Sequence[Said]) -> list[Moment]:
    """The latest stretch in dispute, with those directly before it that have the same two sides."""

    def camps(w: Moment) -> tuple[set[str], set[str]]:
        now = sides(claims, w, INFINITY)
        return set(now.supporters), set(now.opponents)

    merged = [in_dispute[-1]]
    for w in reversed(in_dispute[:-1]):
        if w.hi != merged[0].lo or camps(w) != camps(merged[0]):
            break
        merged.insert(0, w)
    return merged


def overall_status(claims: Sequence[Said], valid_at: Span | None) -> str:
    """The status at the moment that decides, once anybody has spoken of the assertion by name."""
    moments = deciding_moments(claims, valid_at)
    spoken_of = any(claim.direct for claim in claims)
    return status_at(claims, moments[-1], INFINITY) if moments and spoken_of else "unclaimed"


def deciding(claims: Sequence[Said], valid_at: Span | None) -> dict[str, Said]:
    """The claim that decides the position of each source, at the moment that decides."""
    moments = deciding_moments(claims, valid_at)
    return deciding_claims(claims, moments[-1], INFINITY) if moments else {}


def stances(claims: Sequence[Said], valid_at: Span | None) -> dict[str, str]:
    return {source: str(claim.position) for source, claim in deciding(claims, valid_at).items()}


def since(claims: Sequence[Said], holds: Callable[[int], bool]) -> int:
    """The earliest time of speaking from which something has held without a break until now."""
    times = speaking_times(claims)
    unbroken = [t for index, t in enumerate(times) if all(holds(later) for later in times[index:])]
    return unbroken[0] if unbroken else INFINITY


def held_since(claims: Sequence[Said], source: str, stance: str, moments: Iterable[Moment]) -> int:
    """Since when a source has had its stance, at the earliest over merged stretches."""

    def has(w: Moment, t: int) -> bool:
        claim = deciding_claims(claims, w, t).get(source)
        return claim is not None and claim.position == stance

    return min(since(claims, lambda t, w=w: has(w, t)) for w in moments)  # type: ignore[misc]


def disputed_since(claims: Sequence[Said], moments: Iterable[Moment]) -> int:
    return min(since(claims, lambda t, w=w: disputed(claims, w, t)) for w in moments)  # type: ignore[misc]


def certain(claim: Said, claims: Sequence[Said], w: Moment) -> bool:
    """Whether no imprecise date leaves open that another claim of its source decides instead.

    Each claim not taken back that takes another position, or revises the deciding one, and each withdrawal of
    everything that was said of what that one speaks of, must surely come before.
    """
    rivals = [other for other in alive(claims, w, INFINITY) if other.position not in (None, claim.position)]
    same = [other for other in claims if other.about == claim.about]
    rivals += [other for other in alive(same, w, INFINITY) if other.stance != claim.stance]
    rivals += [other for other in same if other.stance == "withdraws" and not other.cites]
    return not unsure(claim, w) and all(surely_before(other, claim) for other in rivals if other.source == claim.source)


def surely_before(other: Said, claim: Said) -> bool:
    return other.time.hi <= claim.start and not other.time.vague and not claim.time.vague


# --- the answers -----------------------------------------------------------------------------------


class Stand(NamedTuple):
    """The stance of one source, the id of the claim that shows it, since when, whether certain, whether implied."""

    stance: str
    claim: str
    since: int
    certain: bool
    implied: bool


class Oracle:
    """What a view of a log must answer. Times are microseconds since 1970; an open end is ±`INFINITY`."""

    def __init__(
        self,
        entries: Sequence[tuple[datetime, Any]],
        zone: str = "UTC",
        *,
        as_of: str | None = None,
        said_since: str | None = None,
        valid_at: str | None = None,
        known_at: str | None = None,
        only: Sequence[str] | None = None,
        without: Sequence[str] | None = None,
    ) -> None:
        self.zone = ZoneInfo(zone)
        self._asked = {"as_of": as_of, "said_since": said_since, "valid_at": valid_at, "known_at": known_at}
        self._asked |= {"only": only, "without": [*(without or ())]}
        self._entries = entries
        # A time given as a day includes that whole day.
        log = log_known(entries, self._span(known_at, INFINITY).hi)
        corrections = corrections_in_force(log)
        self.everyone = Everyone(log, corrections, self.zone)
        self.texts = names_known(log, corrections, "assertion")
        self.told = [as_said(entry, self.everyone, self.texts) for entry in records_in_force(log, corrections, "claim")]
        until, after = self._span(as_of, INFINITY).hi, self._span(said_since, -INFINITY).lo
        self._until = until
        # What the clocks and `only` admit. A source asked for or left out means it and all who speak for it.
        self.admitted = [claim for claim in self.told if after <= claim.start < until]
        if only is not None:
            self.admitted = [claim for claim in self.admitted if claim.above & self._shown(only)]
        self._left_out = self._shown(without or ())
        self._seen: dict[int, list[Said]] = {}
        self.claims = self._as_of(INFINITY)
        self.valid_at = None if valid_at is None else parse(valid_at, self.zone)
        self.knowledge = knowledge(log, corrections, self.texts, self.zone)
        self.commitments = self._commitments(self.knowledge)

    def _span(self, text: str | None, otherwise: int) -> Span:
        return Span(otherwise, otherwise) if text is None else parse(text, self.zone)

    def _shown(self, names: Iterable[str]) -> set[str]:
        sources = {self.everyone.called(name) for name in names}
        return {self.everyone.shown(source) for source in sources if self.everyone.members(source)}

    def _commitments(self, known: Knowledge) -> Commitments:
        return Commitments(Rules(known), {claim.about for claim in self.admitted})

    def lineage(self, t: int = INFINITY) -> Lineage:
        """Where claims come from, as of a time of speaking."""
        heard = [claim for claim in self.told if claim.start < self._until and claim.start <= t]
        return Lineage(self.told, [claim for claim in self.admitted if claim.start <= t], heard, self._left_out)

    def _as_of(self, t: int) -> list[Said]:
        """The claims of the view as of a time of speaking, with their origins then.

        A claim may have other origins, and may be dropped or not, once more has been said.
        """
        if t not in self._seen:
            lineage = self.lineage(t)
            self._seen[t] = [
                replace(claim, origins=frozenset(lineage.origins[claim.id]))
                for claim in lineage.admitted
                if claim.id not in lineage.dropped
            ]
        return self._seen[t]

    def _on(self, asked: Any, t: int = INFINITY) -> list[Said]:
        """What was said that bears on an assertion: given by its text, or as a record that nobody may have made."""
        return self._bearing(self._as_of(t), asked)

    def _bearing(self, claims: Iterable[Said], asked: Any) -> list[Said]:
        target = meaning(asked, self.texts)
        if isinstance(target, tuple) and target not in self.knowledge.triples:
            known = self.knowledge._replace(triples=self.knowledge.triples | {target})
            return bearing(claims, target, self._commitments(known))
        return bearing(claims, target, self.commitments)

    def knows(self, text: str) -> bool:
        """Whether an assertion is recorded, if only as a bare one, in the log that the view knows."""
        return any(key(text) == name.said for name in self.texts)

    def status(self, text: Any) -> str:
        return overall_status(self._on(text), self.valid_at)

    def positions(self, text: Any) -> dict[str, Stand]:
        """Where each source stands."""
        claims = self._on(text)
        moments = deciding_moments(claims, self.valid_at)
        found = {}
        for source, claim in deciding(claims, self.valid_at).items():
            stance, seen = str(claim.position), shown(claim, claims, moments[-1], INFINITY)
            since = held_since(claims, source, stance, moments)
            found[source] = Stand(stance, seen.id, since, certain(claim, claims, moments[-1]), not seen.direct)
        return found

    def disputes(self) -> dict[str, dict[str, Any]]:
        """For each disputed text its sides, since when, about which time (None: the present), who is divided."""
        found = {}
        for text in self._texts():
            claims = self._on(text)
            if overall_status(claims, self.valid_at) == "disputed":
                moments = deciding_moments(claims, self.valid_at)
                now = sides(claims, moments[-1], INFINITY)
                present = moments == [PRESENT]
                found[text] = {
                    "supporters": set(now.supporters),
                    "opponents": set(now.opponents),
                    "since": disputed_since(claims, moments),
                    "about": None if present else (moments[0].lo, moments[-1].hi),
                    "divided": principals(now.supporters) & principals(now.opponents),
                }
        return found

    def _texts(self) -> list[str]:
        """The assertions by the texts that they go by now."""
        now = {name.now for name in self.texts}
        return [name.spelled for name in self.texts if name.said in now]

    def timeline(self, text: Any) -> list[tuple[int, str, str, frozenset[str]]]:
        """A row whenever the status or a stance changes, as a view of each time of speaking would say.

        Also times count at which others spoke, or of something else: where claims come from may change then.
        """
        rows = []
        previous, before = "unclaimed", dict[str, str]()
        for t in speaking_times(self.told):
            so_far = self._on(text, t)
            status = overall_status(so_far, self.valid_at)
            # What is implied counts from the time on when somebody has spoken of the assertion by name.
            spoken_of = any(claim.direct for claim in so_far)
            after = stances(so_far, self.valid_at) if spoken_of else {}
            if (status, after) != (previous, before):
                rows.append((t, status, previous, because(self._spoken(text, t), before, after)))
            previous, before = status, after
        return rows

    def _spoken(self, text: Any, t: int) -> list[Said]:
        """What was said at t and bears on an assertion; and as asides what only has a part in whence claims come.

        That is what rests on what is left out, and what was said of all that the claims go back to.
        """
        here = [claim for claim in self._on(text, t) if claim.start == t]
        heard = {claim.id for claim in here}
        lineage = self.lineage(t)
        whole = self._bearing(lineage.admitted, text)
        behind = lineage.spoken_of_behind(claim.id for claim in whole)
        among = {claim.id for claim in whole}
        return here + [
            replace(claim, position=None, aside=True)
            for claim in self.told
            if claim.start == t
            and claim.id not in heard
            and (claim.id in among or (claim.start < self._until and (claim.source, claim.about) in behind))
        ]

    def origins(self, text: Any) -> list[tuple[str, str]]:
        """The stance and the name of each origin on either side, supporters first."""
        claims = self._on(text)
        moments = deciding_moments(claims, self.valid_at)
        found = set()
        for claim in deciding(claims, self.valid_at).values():
            seen = shown(claim, claims, moments[-1], INFINITY)
            found |= {(str(claim.position), origin) for origin in seen.origins if claim.position != "questions"}
        return sorted(found)

    def circular_reports(self) -> set[frozenset[str]]:
        """The rings of claims that have no origin, by the ids of the claims."""
        return self.lineage().rings()

    def impact(self, name: str) -> dict[str, tuple[str, str]]:
        """The status of each assertion with and without a source."""
        other = self._without(name)
        return {text: (self.status(text), other.status(text)) for text in self._texts()}

    def changed_sides(self, name: str) -> dict[str, tuple[set[tuple[str, str]], set[tuple[str, str]], set[str]]]:
        """Where anything differs without a source: who joins a side, who leaves one, and who comes to rest on nothing.

        An assertion counts too where somebody rests on something only without the source.
        """
        other = self._without(name)
        found = {}
        for text in self._texts():
            before, after = self.stands(text), other.stands(text)
            if before != after or self.status(text) != other.status(text):
                found[text] = _changes(before, after)
        return found

    def _without(self, name: str) -> Oracle:
        return Oracle(self._entries, self.zone.key, **self._asked | {"without": [*self._asked["without"], name]})

    def stands(self, text: Any) -> dict[str, tuple[str, bool]]:
        """The stance of each source, once the assertion is spoken of by name, and whether it rests on anything."""
        claims = self._on(text)
        moments = deciding_moments(claims, self.valid_at)
        if not any(claim.direct for claim in claims):
            return {}
        return {
            source: (str(claim.position), bool(shown(claim, claims, moments[-1], INFINITY).origins))
            for source, claim in deciding(claims, self.valid_at).items()
        }

    def opposed_by(self, name: str) -> set[tuple[str, str, str]]:
        """Assertion, source asked for or who speaks for it, and whoever stands on the other side."""
        asked = self._shown([name])
        found = set()
        for text in self.disputes():
            claims = deciding(self._on(text), self.valid_at).values()
            for claim in claims:
                for other in claims:
                    if claim.above & asked and {claim.position, other.position} == {"affirms", "denies"}:
                        found.add((text, claim.source, other.source))
        return found


def _changes(
    before: dict[str, tuple[str, bool]], after: dict[str, tuple[str, bool]]
) -> tuple[set[tuple[str, str]], set[tuple[str, str]], set[str]]:
    had, has = ({(source, stance) for source, (stance, _) in one.items()} for one in (before, after))
    nothing = {source for source, _ in had & has if before[source][1] and not after[source][1]}
    return has - had, had - has, nothing


def principals(side: dict[str, Said]) -> set[str]:
    return {claim.principal for claim in side.values()}


def because(spoken: Iterable[Said], before: dict[str, str], after: dict[str, str]) -> frozenset[str]:
    """The claims of one time whose sources changed stance; where there are none, all that could have had a part.

    None of them did where the stances did not change, or only since another moment decides now: then all that was
    said counts, also of what others repeat. Where nobody took a position or withdrew, an assertion was spoken of by
    name, of which much may have been implied before.
    """
    said = list(spoken)
    here = [claim for claim in said if not claim.aside]
    if before != after:
        said = here or said  # what is said elsewhere of those who repeat it changes no stance
    made = [claim for claim in said if claim.takes_position or claim.stance == "withdraws"]
    changed = [claim for claim in made if before.get(claim.source) != after.get(claim.source)]
    taking = [claim for claim in changed if claim.position == after.get(claim.source)]
    # Of a source that took another stance only what takes it; of one that gave one up, all it said.
    changed = [claim for claim in changed if claim in taking or claim.source not in {one.source for one in taking}]
    return frozenset(claim.id for claim in changed or made or said)
