"""A view: the graph seen through chosen clocks and sources, as a value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, cast

import attrs

from claimgraph import formatting
from claimgraph.errors import InvalidTime, meant
from claimgraph.times.instants import BEGINNING, FOREVER
from claimgraph.times.when import When

if TYPE_CHECKING:
    from claimgraph.graph.claim_graph import ClaimGraph
    from claimgraph.log.snapshot import Known


P = ParamSpec("P")
T = TypeVar("T")

MOST_KEPT = 1 << 16
"""How many answers a view keeps."""


@attrs.frozen(repr=False)
class View:
    """What a graph holds, seen through chosen clocks and sources.

    A view is made by `ClaimGraph.view`, in constant time. It pins the length of the log, so that
    nothing recorded later changes what it answers.

    Attributes
    ----------
    graph : ClaimGraph
        The graph.
    length : int
        How many entries of its log are seen.
    as_of, said_since, valid_at, known_at : When or None
        The clocks, as they were given.
    only, without : tuple of str
        The names of the sources asked for, and left out.
    answers : dict
        What was answered already: a view never changes, and so never does an answer.

    Examples
    --------
    >>> g = ClaimGraph()
    >>> before = g.view()
    >>> claim = g.add(Claim("Rybar", "affirms", "Bridge destroyed", asserted_at="2022-07-02"))
    >>> len(claims(before)), len(claims(g.view()))
    (0, 1)
    """

    graph: ClaimGraph = attrs.field(eq=id)
    length: int
    as_of: When | None = None
    said_since: When | None = None
    valid_at: When | None = None
    known_at: When | None = None
    only: tuple[str, ...] | None = None
    without: tuple[str, ...] = ()
    answers: dict[Any, Any] = attrs.field(factory=dict, eq=False, init=False)

    def sharing(self, answers: dict[Any, Any]) -> View:
        """Keep the answers with those to a view that was chosen alike."""
        object.__setattr__(self, "answers", answers)
        return self

    @property
    def known(self) -> Known:
        """What the log says up to the length of this view."""
        return self.graph._known(self.length)

    @property
    def said_between(self) -> tuple[int, int]:
        """The times of speaking that are admitted, half-open, in microseconds."""
        zone = self.graph.zone
        return (
            self.said_since.bounds(zone)[0] if self.said_since else BEGINNING,
            self.as_of.bounds(zone)[1] if self.as_of else FOREVER,
        )

    def _repr_html_(self) -> str:
        clocks = {name: str(getattr(self, name) or "") for name in ("as_of", "said_since", "valid_at", "known_at")}
        facts = {"entries": str(self.length), "zone": self.graph.zone.key, **clocks}
        return formatting.card("View", {**facts, "only": self.only or (), "without": self.without})

    def __repr__(self) -> str:
        clocks = ("as_of", "said_since", "valid_at", "known_at")
        chosen = [f"{name}={str(getattr(self, name))!r}" for name in clocks if getattr(self, name)]
        chosen += [f"only={self.only!r}"] if self.only is not None else []
        chosen += [f"without={self.without!r}"] if self.without else []
        return f"<View of {self.length} entries{': ' if chosen else ''}{', '.join(chosen)}>"


def as_view(view: View | ClaimGraph) -> View:
    """Read a graph that was passed in place of a view as the view of all there is now."""
    if isinstance(view, View):
        return view
    if isinstance(view, type) or not hasattr(view, "log"):
        raise TypeError(f"found {view!r:.80}, expected a ClaimGraph g or a view of it: pass g, or {_in_words(view)}")
    return view.view()


def _in_words(day: object) -> str:
    """Return how to ask for a view as of what may be a day."""
    try:
        return f"g.view(as_of={When.of(cast('str', day)).text!r})"
    except InvalidTime:
        return "g.view(as_of=…)"


_CLOCKS = ("as_of", "said_since", "valid_at", "known_at", "only", "without")
"""The options that choose a view."""


def asking(question: Callable[P, T]) -> Callable[P, T]:
    """Have a question say what was meant where it is asked with an option that it does not take."""
    refuse = _refusing(question)

    @wraps(question)
    def asked(*about: P.args, **options: P.kwargs) -> T:
        if options:
            refuse(options)
        return question(*about, **options)

    return asked


def _refusing(question: Callable[..., Any]) -> Callable[[Mapping[str, Any]], None]:
    """Return what refuses the options that a question does not take."""
    name, code = question.__name__, question.__code__
    known = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]

    def refuse(options: Mapping[str, Any]) -> None:
        for option in options:
            if option not in known:
                raise TypeError(f"{name}() has no option {option}={_instead(name, option, known)}")

    return refuse


def _instead(question: str, name: str, known: tuple[str, ...]) -> str:
    """Return what to write in place of an option that a question does not take."""
    clock = name if name in _CLOCKS else meant(name, _CLOCKS).partition("'")[2].removesuffix("'?")
    if clock and "view" in known:
        return f"; pass a view that was chosen by it: {question}(g.view({clock}=…), …)"
    return meant(name, known) or f"; it takes {', '.join(one for one in known if one != 'self')}"


def kept(question: Callable[P, T]) -> Callable[P, T]:
    """Keep the answers to a question with the view that it was asked of, and give them when it is asked again."""
    name, refuse = question.__name__, _refusing(question)

    ask = cast("Callable[..., T]", question)

    @wraps(question)
    def asked(view: View | ClaimGraph, *about: Any, **options: Any) -> T:
        if options:
            refuse(options)
        view = as_view(view)
        key = (name, *about, *options.items()) if options else (name, *about)
        try:
            found: T = view.answers[key]
        except (KeyError, TypeError):  # not asked before; or asked about what cannot be, which the question refuses
            found = ask(view, *about, **options)
            if len(view.answers) >= MOST_KEPT:
                view.answers.clear()
            view.answers[key] = found
        return found

    return cast("Callable[P, T]", asked)
