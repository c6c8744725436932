"""Records accept what people write, refuse the rest by name, never change, and write themselves back."""

from __future__ import annotations

import copy
import inspect
import json
import pickle
import weakref
from collections.abc import Callable
from datetime import UTC, date, datetime
from hashlib import blake2b
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import claimgraph as cg
from claimgraph.records.amendments import Affiliation, Correction, SameAs, brought_in
from claimgraph.records.base import KINDS, Record, private_of
from claimgraph.records.claims import Assertion, Claim, Document, Source
from claimgraph.records.stance import UNKNOWN, Stance, Status

Make = Callable[..., Any]


def source(**given: Any) -> Source:
    return Source(**({"name": "Ann"} | given))


def affiliation(**given: Any) -> Affiliation:
    return Affiliation(**({"source": "Ann"} | given))


def same_as(**given: Any) -> SameAs:
    return SameAs(**({"a": "Ann", "b": "Anna"} | given))


def document(**given: Any) -> Document:
    return Document(**({"title": "News"} | given))


def assertion(**given: Any) -> Assertion:
    return Assertion(**({"text": "bridge open"} | given))


def claim(**given: Any) -> Claim:
    defaults = {"source": "Ann", "stance": "affirms", "assertion": "bridge open", "asserted_at": "2022-07-02"}
    return Claim(**(defaults | given))


def correction(**given: Any) -> Correction:
    return Correction(**({"of": "source:ann", "by": "desk", "why": "typo"} | given))


RECORDS: list[Record] = [
    source(),
    source(speaks_for="Ministry", reliability="B", url="https://example.org", note='it\'s "quoted"\n'),
    source(speaks_for=Source("Ministry", speaks_for="State")),
    affiliation(speaks_for="Ministry", valid="../2022-03-14"),
    affiliation(speaks_for=None),
    same_as(),
    document(),
    document(title=None, url="https://example.org/1", publisher="Times", date="2022-07~"),
    assertion(),
    assertion(text=None, subject="Town", predicate="held by", value="North"),
    assertion(subject="Town", note="half a triple"),
    assertion(text="It | is \\ so", subject="a|b", predicate="c\\", value=3),
    claim(),
    claim(cites=UNKNOWN),
    claim(cites=["claim:0", "TASS", UNKNOWN, Source("Reuters")]),
    claim(
        stance="questions",
        valid="2022-07-02/..",
        document=Document(title="News"),
        locator="p. 3",
        quote="so",
        hedge="perhaps",
        credibility=6,
        note="n",
    ),
    claim(source=Source("Ann"), assertion=Assertion(subject="a", predicate="b", value="c")),
    correction(),
    correction(replacement=Source("Anna", speaks_for="Ministry")),
    correction(of=correction().id, replacement=correction(why="again", replacement=Source("Anna"))),
]
NAMES = {name: getattr(cg, name) for name in cg.__all__}


# --- what all records share ---


@pytest.mark.parametrize("record", [one for one in RECORDS if not private_of(one)], ids=lambda record: record.kind)
def test_a_repr_evaluates_back_to_a_record_without_words_of_the_desk(record: Record) -> None:
    again = eval(repr(record), NAMES)
    assert again == record
    assert again.id == record.id
    assert repr(again) == repr(record)


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.kind)
def test_copies_are_the_record_itself_and_pickles_equal_it(record: Record) -> None:
    assert copy.copy(record) is record
    assert copy.deepcopy(record) is record
    assert copy.deepcopy([record])[0] is record
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        again = pickle.loads(pickle.dumps(record, protocol))
        assert again == record
        assert hash(again) == hash(record)
        assert again.id == record.id


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.kind)
def test_a_record_never_changes(record: Record) -> None:
    before = repr(record)
    for field in attrs.fields(type(record)):  # type: ignore[arg-type]
        with pytest.raises(AttributeError):
            setattr(record, field.name, "other")
        with pytest.raises(AttributeError):
            delattr(record, field.name)
    with pytest.raises(AttributeError):
        record.anything = 1  # type: ignore[attr-defined]
    assert repr(record) == before
    assert not hasattr(record, "__dict__")


def test_records_of_different_content_differ_in_value_and_of_equal_content_are_one_key() -> None:
    assert len(set(RECORDS)) == len(RECORDS)
    assert {claim(): 1}[claim()] == 1
    assert source() != affiliation()
    assert source() != "Ann"


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.kind)
def test_an_id_begins_with_the_kind(record: Record) -> None:
    assert record.id.startswith(record.kind + ":")
    assert record.id == record.id


def test_the_kinds_are_these_in_this_order() -> None:
    words = "source document assertion claim affiliation same_as correction predicate part link dismissal reliance"
    assert list(KINDS) == words.split()  # as messages name them; the columns of Parquet come in their order


def test_a_repr_is_short_and_leaves_out_what_was_not_given() -> None:
    assert repr(source(note="n")) == "Source('Ann', note=…)"
    assert repr(claim()) == "Claim('Ann', 'affirms', 'bridge open', asserted_at='2022-07-02')"
    assert repr(claim(cites=UNKNOWN)).endswith("cites=(UNKNOWN,))")


# --- what each accepts ---


def test_only_what_was_given_is_set() -> None:
    assert attrs.astuple(source()) == ("Ann", None, None, None, None)
    assert attrs.astuple(affiliation()) == ("Ann", None, None)
    assert attrs.astuple(document()) == ("News", None, None, None)
    assert attrs.astuple(assertion()) == ("bridge open", None, None, None, None)
    assert attrs.astuple(correction()) == ("source:ann", "desk", "typo", None)
    bare = claim()
    assert (bare.valid, bare.document, bare.locator, bare.quote) == (None, None, None, None)
    assert (bare.cites, bare.hedge, bare.credibility, bare.note) == ((), None, None, None)


@pytest.mark.parametrize(
    ("make", "field", "given", "kept"),
    [
        (source, "name", "  Ann Bee ", "  Ann Bee "),
        (source, "reliability", " b ", "B"),
        (source, "reliability", "F", "F"),
        (source, "speaks_for", Source("Ministry"), Source("Ministry")),
        (document, "date", date(2022, 7, 2), cg.When("2022-07-02")),
        (assertion, "value", 21, "21"),
        (assertion, "value", 2.5, "2.5"),
        (assertion, "value", True, "true"),
        (claim, "stance", "DENIES", Stance.DENIES),
        (claim, "stance", Stance.WITHDRAWS, Stance.WITHDRAWS),
        (claim, "asserted_at", datetime(2022, 7, 2, 10, tzinfo=UTC), cg.When("2022-07-02T10:00:00Z")),
        (claim, "asserted_at", "2022-07-02/..", cg.When("2022-07-02/..")),
        (claim, "valid", "../2022", cg.When("../2022")),
        (claim, "credibility", "3", 3),
        (claim, "credibility", 1, 1),
        (claim, "cites", "TASS", ("TASS",)),
        (claim, "cites", UNKNOWN, (UNKNOWN,)),
        (claim, "cites", "unknown:", (UNKNOWN,)),
        (claim, "cites", Source("TASS"), (Source("TASS"),)),
        (claim, "cites", claim(), (claim().id,)),
        (claim, "cites", [claim(), "TASS", claim().id, "TASS"], (claim().id, "TASS")),
        (claim, "cites", (name for name in ("b", "a")), ("b", "a")),
        (claim, "cites", [], ()),
        (correction, "of", source(), "source:ann"),
        (correction, "of", claim(), claim().id),
        (correction, "replacement", Source("Anna"), Source("Anna")),
    ],
)
def test_a_record_keeps_what_it_accepts_in_one_form(make: Make, field: str, given: Any, kept: Any) -> None:
    assert getattr(make(**{field: given}), field) == kept


def test_an_assertion_with_a_triple_needs_no_text_and_may_have_one_of_its_own() -> None:
    triple = {"subject": "Lysychansk", "predicate": "controlled by", "value": "Russia"}
    assert Assertion(**triple).text == "Lysychansk controlled by Russia"
    assert Assertion("Lysychansk is Russian", **triple).text == "Lysychansk is Russian"
    assert Assertion(**triple).triple == ("Lysychansk", "controlled by", "Russia")
    assert Assertion("x", subject="Lysychansk").triple is None
    assert str(Assertion(**triple)) == "Lysychansk controlled by Russia"


def test_a_source_and_a_document_are_shown_by_their_names() -> None:
    assert str(source()) == "Ann"
    assert str(document()) == "News"
    assert str(Document(url="https://example.org/1")) == "https://example.org/1"


# --- what each refuses ---

_TEXTS: list[tuple[Any, str]] = [("", "text"), (" \n", "text"), ("\ud800", "text"), (3, "text"), (b"a", "text")]
_SOURCES: list[tuple[Any, str]] = [
    ("", "the name of a source"),
    (3, "the name of a source"),
    (Assertion("x"), "the name of a source"),
    (["Ann"], "the name of a source"),
]
_TIMES: list[tuple[Any, str]] = [("2022-13", ""), ("yesterday", ""), ("2022-07-02T10:00", ""), (2022, ""), ("", "")]


@pytest.mark.parametrize(
    ("make", "field", "found", "expected"),
    [
        *((source, "name", found, expected) for found, expected in [*_TEXTS, (None, "text")]),
        *((source, field, found, expected) for field in ("url", "note") for found, expected in _TEXTS),
        *((source, "speaks_for", found, expected) for found, expected in _SOURCES),
        *((source, "reliability", found, "from 'A' to 'F'") for found in ("G", "", "AB", 1, True)),
        *((affiliation, "source", found, expected) for found, expected in [*_SOURCES, (None, "the name of a source")]),
        *((affiliation, "speaks_for", found, expected) for found, expected in _SOURCES),
        *((affiliation, "valid", found, expected) for found, expected in _TIMES),
        *((same_as, field, found, expected) for field in "ab" for found, expected in [*_SOURCES, (None, "a source")]),
        *((document, field, found, expected) for field in ("title", "url", "publisher") for found, expected in _TEXTS),
        (document, "title", None, "a title or a url"),
        *((document, "date", found, expected) for found, expected in _TIMES),
        *((assertion, "text", found, expected) for found, expected in [*_TEXTS, (None, "or else a subject")]),
        *((assertion, field, found, expected) for field in ("subject", "predicate") for found, expected in _TEXTS),
        *((assertion, "value", found, "") for found in ("", float("nan"), float("-inf"), [], {"a": 1})),
        *((assertion, "note", found, expected) for found, expected in _TEXTS),
        *((claim, "source", found, expected) for found, expected in [*_SOURCES, (None, "the name of a source")]),
        *((claim, "stance", found, "one of affirms, denies") for found in ("agrees", "", None, 1, Status.DENIED)),
        *((claim, "assertion", found, "the text of an assertion") for found in ("", None, 3, Source("Ann"))),
        *((claim, "asserted_at", found, expected) for found, expected in [*_TIMES, (None, "a date such as")]),
        (claim, "asserted_at", "../2022", "a time with a start"),
        *((claim, "valid", found, expected) for found, expected in _TIMES),
        *((claim, "document", found, "a URL or the Document itself") for found in ("", 3, Source("Ann"))),
        *((claim, field, found, "text") for field in ("locator", "quote", "hedge", "note") for found, _ in _TEXTS),
        *((claim, "cites", found, "claims, ids of claims") for found in (None, 3, b"a", {"a": 1}, Assertion("x"), "")),
        *((claim, "credibility", found, "from 1 to 6") for found in (0, 7, "A", "", 1.0, True, "7")),
        *((correction, "of", found, "a record or its id") for found in ("", None, 3)),
        *((correction, field, found, "text") for field in ("by", "why") for found, _ in [*_TEXTS, (None, "")]),
        *((correction, "replacement", found, "a record, or None") for found in ("Anna", 3, [])),
        (correction, "replacement", Assertion("x"), "a record of the kind of 'source:ann'"),
        (correction, "replacement", Affiliation("Ann"), "a record of the kind of 'source:ann'"),
    ],
)
def test_a_record_refuses_what_it_cannot_keep(make: Make, field: str, found: Any, expected: str) -> None:
    with pytest.raises(cg.InvalidRecord) as caught:
        make(**{field: found})
    error = caught.value
    kind = make().kind
    assert (error.record, error.field) == (kind, field)
    assert str(error).startswith(f"{kind}.{field}: ")
    assert expected in error.problem
    assert error.found == found or error.found is found or str(found) == error.found


@pytest.mark.parametrize("item", [3, None, "", Assertion("x"), ["TASS"]])
def test_a_claim_names_the_one_thing_that_cannot_be_cited(item: Any) -> None:
    with pytest.raises(cg.InvalidRecord) as caught:
        claim(cites=["TASS", item])
    assert caught.value.field == "cites"
    assert caught.value.found is item


@pytest.mark.parametrize("cited", ["TASS", Source("TASS"), UNKNOWN, ["claim:0", "TASS"]])
def test_a_withdrawal_takes_back_claims_and_nothing_else(cited: Any) -> None:
    assert claim(stance="withdraws", cites="claim:0").cites == ("claim:0",)
    with pytest.raises(cg.InvalidRecord, match=r"^claim\.cites: found .*a withdrawal takes back claims$"):
        claim(stance="withdraws", cites=cited)


def test_a_correction_of_a_name_instead_of_a_record_is_refused_where_it_is_made() -> None:
    with pytest.raises(cg.InvalidRecord) as caught:
        correction(of="Ann")
    assert caught.value.field == "of"
    with pytest.raises(cg.InvalidRecord) as caught:
        correction(of="Ann", replacement=Source("Anna"))
    assert caught.value.field == "of"


@pytest.mark.parametrize(
    "make",
    [
        Source,
        lambda: Source("Ann", "Ministry"),
        lambda: Claim("Ann", "affirms", "x"),
        lambda: Claim("Ann", "affirms", "x", "2022"),
        lambda: Correction("source:ann", "desk", "why"),
        lambda: SameAs("Ann"),
        lambda: Source("Ann", speeks_for="x"),
    ],
)
def test_only_the_main_parts_of_a_record_are_positional_and_none_is_unknown(make: Callable[[], Record]) -> None:
    with pytest.raises(TypeError):
        make()


# --- ids ---


def digest(kind: str, *content: Any) -> str:
    message = json.dumps([kind, 1, *content], separators=(",", ":")).encode()
    return f"{kind}:{blake2b(message, digest_size=12).hexdigest()}"


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (Source("  Ramzan  KADYROV "), "source:ramzan kadyrov"),
        (Source("Cafe\u0301"), "source:caf\u00e9"),
        (Source("a|b\\c"), "source:a|b\\c"),
        (Assertion("Bridge  Open"), "assertion:bridge open"),
        (Assertion("a|b\\c"), "assertion:a\\|b\\\\c"),
        (Assertion("words", subject="Town", predicate="Held by", value="North"), "assertion:town|held by|north"),
        (Assertion(subject="a|b", predicate="c\\", value="d"), "assertion:a\\|b|c\\\\|d"),
        (Assertion("words", subject="Town"), "assertion:words"),
        (Document(url="https://example.org/A", title="x"), "document:https://example.org/A"),
        (Document(title="News", date="2022"), digest("document", "News", None, None, "2022")),
        (Affiliation("ANN", speaks_for="Ministry"), digest("affiliation", "source:ann", "source:ministry", None)),
        (Affiliation("Ann", valid="2022"), digest("affiliation", "source:ann", None, "2022")),
        (SameAs("b", "A"), digest("same_as", "source:a", "source:b")),
        (correction(), digest("correction", "source:ann", "desk", "typo", None)),
        (
            correction(replacement=Source("B")),
            digest("correction", "source:ann", "desk", "typo", ["source", "B", None, None, None, None]),
        ),
        (
            claim(cites=["claim:0", "TASS", UNKNOWN], document="https://example.org", valid="2022", credibility=2),
            digest(
                "claim",
                "source:ann",
                "affirms",
                "assertion:bridge open",
                "2022-07-02",
                "2022",
                "document:https://example.org",
                None,
                None,
                ["claim:0", "source:tass", "unknown:"],
                None,
                2,
                None,
            ),
        ),
    ],
)
def test_ids_follow_the_scheme(record: Record, expected: str) -> None:
    assert record.id == expected


@pytest.mark.parametrize("name", ["source:Ann", "source:ann"])
def test_a_name_that_looks_like_an_id_is_not_taken_for_one(name: str) -> None:
    """Either such a name is refused, or its id is made by the scheme like any other."""
    try:
        record = Source(name)
    except cg.InvalidRecord as error:
        assert error.field == "name"
    else:
        assert record.id == "source:" + name.casefold()
        assert record.id != Source("Ann").id


def test_an_assertion_whose_text_looks_like_an_id_is_not_taken_for_one() -> None:
    try:
        record = Assertion("assertion:X")
    except cg.InvalidRecord as error:
        assert error.field == "text"
    else:
        assert record.id == "assertion:assertion:x"


def test_a_claim_has_one_id_whether_it_names_records_or_holds_them() -> None:
    page = Document(url="https://example.org/1", title="News")
    held = claim(
        source=Source("Ann", note="n"), assertion=Assertion("bridge open"), document=page, cites=Source("TASS")
    )
    named = claim(document="https://example.org/1", cites="TASS")
    assert held.id == named.id
    assert claim(document="document:https://example.org/1", cites="source:tass").id == named.id
    assert claim(source=" ANN ", assertion="Bridge  open").id == claim().id


@pytest.mark.parametrize(
    "other",
    [
        {"source": "Bob"},
        {"stance": "denies"},
        {"assertion": "bridge shut"},
        {"asserted_at": "2022-07"},
        {"valid": "2022-07-02"},
        {"document": "https://example.org"},
        {"locator": "a"},
        {"quote": "a"},
        {"cites": "TASS"},
        {"hedge": "a"},
        {"credibility": 1},
        {"note": "a"},
    ],
    ids=lambda other: next(iter(other)),
)
def test_every_field_of_a_claim_is_part_of_its_id(other: dict[str, Any]) -> None:
    assert claim(**other).id != claim().id


@given(st.text(min_size=1), st.text(min_size=1))
def test_two_sources_have_one_id_exactly_where_a_look_up_forgives_the_difference(a: str, b: str) -> None:
    from claimgraph.records.ids import normalise

    for name in (a, b):
        if name.isspace() or name.startswith("source:"):
            return
    assert (Source(a).id == Source(b).id) == (normalise(a) == normalise(b))


def test_corrections_of_equal_words_and_different_content_have_different_ids() -> None:
    one = correction(replacement=Source("Ann", speaks_for="A"))
    other = correction(replacement=Source("Ann", speaks_for="B"))
    assert one != other
    assert one.id != other.id


# --- enumerations ---


def test_a_status_has_no_truth_value_and_prints_as_its_word() -> None:
    for member in Status:
        with pytest.raises(TypeError, match=f"{member} is neither true nor false"):
            bool(member)
        assert str(member) == member.value
        assert member == Status(member.value)
    with pytest.raises(TypeError):
        assert not Status.UNCLAIMED


@pytest.mark.parametrize("words", [Stance, Status, cg.Relation, cg.ValueKind, cg.Outcome, cg.Certainty])
def test_a_member_compares_and_hashes_as_its_word(words: Any) -> None:
    for member in words:
        assert member == member.value == str(member) == f"{member}"
        assert hash(member) == hash(member.value)
        assert {member: 1}[member.value] == 1
        assert member != member.name
        assert member != "no such word"
        assert len([other for other in words if other == member.value]) == 1
        assert pickle.loads(pickle.dumps(member)) is member is copy.deepcopy(member)
        assert cg.to_data(member) == member.value
        assert type(cg.to_data(member)) is str
        assert json.loads(json.dumps([member])) == [member.value]


def test_the_statuses_are_these_in_this_order() -> None:
    words = "disputed conceded questioned corroborated claimed retracted denied unclaimed"
    assert [str(member) for member in Status] == words.split()


def test_three_stances_take_a_position() -> None:
    assert [str(stance) for stance in Stance] == ["affirms", "denies", "questions", "declines", "comments", "withdraws"]
    assert [str(stance) for stance in Stance if stance.takes_position] == ["affirms", "denies", "questions"]


def test_unknown_is_one_object_through_copies_and_pickles() -> None:
    assert pickle.loads(pickle.dumps(UNKNOWN)) is UNKNOWN
    assert copy.deepcopy(UNKNOWN) is UNKNOWN
    assert repr(UNKNOWN) == "UNKNOWN"


def test_a_correction_brings_in_replacements_within_replacements() -> None:
    inner = correction(why="again", replacement=Source("Anna"))
    outer = correction(of=correction().id, replacement=inner)
    assert brought_in(outer) == [outer, inner, Source("Anna")]
    assert brought_in(correction()) == [correction()]
    assert brought_in(source()) == [source()]


@pytest.mark.parametrize("record", [cg.Claim, cg.Source, cg.Assertion, cg.Document, cg.Predicate, cg.Link, cg.Part])
def test_the_signature_of_a_record_says_what_is_accepted(record: Any) -> None:
    parameters = inspect.signature(record).parameters
    assert list(parameters) == [field.name for field in attrs.fields(record)]
    assert all(one.annotation not in (one.empty, "Any") for one in parameters.values())


def test_the_signature_of_a_claim_names_the_types_that_its_fields_take() -> None:
    parameters = inspect.signature(Claim).parameters
    assert parameters["stance"].annotation == "Stance | str"
    assert parameters["asserted_at"].annotation == "When | str | date"
    assert parameters["document"].annotation == "Document | str | None"
    assert "Iterable[Claim | Source | Lineage | str]" in parameters["cites"].annotation


def test_a_record_made_of_checked_fields_is_like_any_other() -> None:
    asserted_at = cg.When("2022-07-02")
    claim = Claim.checked("Ann", Stance.AFFIRMS, "A", asserted_at, note="n", valid=cg.When("2022"))
    triple = ("Town", "held by", "North")
    held = Assertion.checked("Town held by North", triple, "assertion:town|held by|north")
    again = (
        Claim("Ann", "affirms", "A", asserted_at="2022-07-02", note="n", valid="2022"),
        Assertion(subject="Town", predicate="held by", value="North"),
    )
    for made, other in zip((claim, held), again, strict=True):
        assert (type(made), made, hash(made), made.id) == (type(other), other, hash(other), other.id)
        assert repr(made) == repr(other)
        assert pickle.loads(pickle.dumps(made)) == made
        assert weakref.ref(made)() is made
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            made.note = "other"  # type: ignore[misc]
