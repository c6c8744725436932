"""What all pictures share: symbols and colours, and the kinds of marks that they are made of.

Pictures are laid out in pixels here, and handed to Altair as marks at given places. Nothing is told by colour alone:
stances differ by symbol, sides of a dispute by the dash of their lines, statuses by their words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, cast

from claimgraph.charts.layout.text import SIZE, fit, font_of, width_of
from claimgraph.errors import MissingExtra
from claimgraph.formatting import STATUS_COLOURS, one_line
from claimgraph.records.stance import Stance, Status

if TYPE_CHECKING:
    import altair as alt

Mark = dict[str, Any]
"""One mark of a layer: where it is, how it looks, and what it says when pointed at."""

INK: Final = "#222222"
"""Text and what belongs to no side; the colour of the page's text in a notebook."""

FAINT: Final = "#888888"
"""Lines that only guide the eye; seen on a white page and on a black one."""

_BLUE, _VERMILLION, _ORANGE = "#1F80C4", "#D55E00", "#E69F00"  # seen on white as on black

SYMBOLS: Final = {
    Stance.AFFIRMS: ("triangle-up", _BLUE),
    Stance.DENIES: ("triangle-down", _VERMILLION),
    Stance.QUESTIONS: ("diamond", _ORANGE),
    Stance.DECLINES: ("square", INK),
    Stance.COMMENTS: ("circle", INK),
    Stance.WITHDRAWS: ("cross", INK),
}
"""The shape and the colour of each stance (after Okabe and Ito, 2008; the blue is lighter, for dark pages)."""

DASHES: Final = {Stance.AFFIRMS: [1, 0], Stance.DENIES: [6, 3], Stance.QUESTIONS: [2, 3]}
"""The dash of the lines of each side: whole for, broken against, dotted in doubt."""

_TOLD = 400  # characters of each text shown when a mark is pointed at


def drawing() -> Any:
    """Import Altair, or say what brings it."""
    try:
        import altair as alt
        import vl_convert  # noqa: F401  # what draws it: better missed before the work than after
    except ImportError:
        raise MissingExtra("a chart", "charts") from None
    return alt


def symbol(stance: Stance, x: float, y: float, *, hollow: bool = False, **more: Any) -> Mark:
    """Make the mark of a stance; what is only implied is hollow."""
    shape, colour = SYMBOLS[stance]
    return dot(x, y, shape, colour, fill="transparent" if hollow else colour, **more)


def dot(x: float, y: float, shape: str, colour: str, *, fill: str, about: str = "", url: str | None = None) -> Mark:
    """Make a mark of some shape."""
    return {**_at(x, y), "shape": shape, "stroke": colour, "fill": fill, "about": about, "url": url}


def bar(box: tuple[float, float, float, float], status: Status, about: str = "") -> Mark:
    """Make a strip in the colour of a status, from one corner to the other."""
    x, y, x2, y2 = box
    return {**_at(x, y), **_to(x2, y2), "fill": STATUS_COLOURS[status.value], "about": about}


def line(x: float, y: float, x2: float, y2: float, *, dashed: bool = False) -> Mark:
    """Make a line that guides the eye."""
    return {**_at(x, y), **_to(x2, y2), "dash": [2, 2] if dashed else [1, 0]}


def words(text: str, x: float, y: float, colour: str = INK) -> Mark:
    """Make a line of text, of what `fit` gives or of our own words."""
    return {**_at(x, y), "text": text, "font": font_of(text), "fill": colour}


def told(*parts: str | None) -> str:
    """Write what a mark says when it is pointed at."""
    return " · ".join(one_line(part[:_TOLD]) + ("…" if len(part) > _TOLD else "") for part in parts if part)


class Sheet:
    """Collects the layers of a picture of a given size, the lowest first."""

    def __init__(self, width: float, height: float) -> None:
        self.alt = drawing()
        self.width, self.height = round(width), round(height)
        self.layers: list[alt.Chart] = []

    def dots(self, marks: Iterable[Mark], *, size: float = 62) -> None:
        """Add symbols."""
        rows = list(marks)
        look = ("x", "y", "shape", "fill", "stroke", "about")
        # Vega makes a link to "undefined" of a mark without an address beside one that has one.
        without = self._layer((row for row in rows if not row["url"]), *look)
        linked = self._layer((row for row in rows if row["url"]), *look, "url")
        for drawn in (without, linked):
            self._add(drawn and drawn.mark_point(size=size, strokeWidth=1.3, opacity=1, aria=_speaks(rows)))

    def bars(self, marks: Iterable[Mark]) -> None:
        """Add strips."""
        rows = list(marks)
        drawn = self._layer(rows, "x", "y", "x2", "y2", "fill", "about")
        self._add(drawn and drawn.mark_rect(stroke=FAINT, strokeWidth=0.5, opacity=1, aria=_speaks(rows)))

    def lines(self, marks: Iterable[Mark], *, width: float = 1, opacity: float = 0.4) -> None:
        """Add lines that guide the eye."""
        drawn = self._layer(marks, "x", "y", "x2", "y2", "dash")
        self._add(drawn and drawn.mark_rule(color=FAINT, strokeWidth=width, strokeOpacity=opacity, aria=False))

    def curves(self, marks: Iterable[tuple[Stance, bool, Sequence[tuple[float, float]]]]) -> None:
        """Add curves past points, each with its stance and whether it is thin."""
        alt = self.alt
        rows = [
            {"n": n, "i": i, **_at(x, y), "stroke": SYMBOLS[one][1], "dash": DASHES[one], "w": 0.7 if thin else 1.4}
            for n, (one, thin, points) in enumerate(marks)
            for i, (x, y) in enumerate(points)
        ]
        drawn = alt.Chart(alt.InlineData(values=rows)).encode(
            x=self.place("x", self.width),
            y=self.place("y", self.height, "Y"),
            detail="n:N",
            order="i:Q",
            stroke=alt.Stroke("stroke:N", scale=None),
            strokeDash=alt.StrokeDash("dash:N", scale=None),
            strokeWidth=alt.StrokeWidth("w:Q", scale=None),
        )
        self._add(drawn.mark_line(interpolate="basis", aria=False))

    def texts(self, marks: Iterable[Mark], *, align: str = "left", size: float = SIZE, angle: float = 0) -> None:
        """Add lines of text."""
        drawn = self._layer(marks, "x", "y", "text", "fill")
        font = self.alt.expr("datum.font")
        style = {"align": align, "fontSize": size, "angle": angle, "baseline": "middle", "font": font, "aria": False}
        self._add(drawn and drawn.mark_text(**style))

    def key(self, entries: Iterable[tuple[Mark | None, str]], x: float, y: float, *, size: float = 62) -> float:
        """Add a row that says what symbols or colours mean, and tell where it ends.

        What stands without a symbol is only said.
        """
        strips, symbols, labels = [], [], []
        for mark, label in entries:
            if mark and "x2" in mark:
                strips.append({**mark, **_at(x, y - 5), **_to(x + 10, y + 5)})
            elif mark:
                symbols.append({**mark, **_at(x + 5, y)})
            labels.append(words(label, x + (15 if mark else 0), y))
            x += width_of(label) + (34 if mark else 19)
        self.bars(strips)
        self.dots(symbols, size=size)
        self.texts(labels)
        return x

    def picture(self, title: str | None, below: str) -> alt.LayerChart:
        """Put the layers together, under a title and what the picture is of."""
        heading = fit(title, self.width, lines=2, size=15) if title else []
        beneath = fit(below, self.width, lines=2)
        drawn = self.alt.layer(*self.layers).resolve_scale(x="independent", y="independent").configure_view(stroke=None)
        titled: alt.LayerChart = drawn.properties(
            width=self.width,
            height=self.height,
            padding=12,
            background="white",
            title=self.alt.TitleParams(
                heading or beneath,
                subtitle=beneath if heading else [],
                anchor="start",
                frame="group",
                offset=14,
                color=INK,
                subtitleColor=INK,
                fontSize=15 if heading else SIZE,
                fontWeight="bold" if heading else "normal",
                subtitleFontSize=SIZE,
                font=font_of("".join(heading or beneath)),
                subtitleFont=font_of("".join(beneath)),
            ),
        )
        return titled

    def place(self, field: str, length: float, kind: str = "X") -> Any:
        """Encode a place in pixels."""
        scale = self.alt.Scale(domain=[0, length], nice=False, zero=False, reverse=kind == "Y")
        return getattr(self.alt, kind)(f"{field}:Q", scale=scale, axis=None)

    def _layer(self, marks: Iterable[Mark], *fields: str) -> alt.Chart | None:
        rows = list(marks)
        if not rows:
            return None
        raw = {"shape": self.alt.Shape, "fill": self.alt.Fill, "stroke": self.alt.Stroke, "dash": self.alt.StrokeDash}
        encoding: dict[str, Any] = {"x": self.place("x", self.width), "y": self.place("y", self.height, "Y")}
        for field in fields:
            if field in raw:
                encoding["strokeDash" if field == "dash" else field] = raw[field](f"{field}:N", scale=None)
            elif field == "about" and rows[0]["about"]:
                encoding |= {"tooltip": "about:N", "description": "about:N"}
            elif field == "url":
                encoding["href"] = "url:N"
            elif field in ("x2", "y2", "text"):
                encoding[field] = f"{field}:N" if field == "text" else field
        used = (*fields, "font")
        values = [{name: row[name] for name in used if row.get(name) not in (None, "")} for row in rows]
        return cast("alt.Chart", self.alt.Chart(self.alt.InlineData(values=values)).encode(**encoding))

    def _add(self, layer: alt.Chart | None) -> None:
        if layer is not None:
            self.layers.append(layer)


def key_of(stances: Iterable[Stance], *, lines: bool = False) -> Iterator[tuple[Mark | None, str]]:
    """Say what the symbols of these stances mean."""
    found = set(stances)
    for stance in SYMBOLS:
        if stance in found:
            yield symbol(stance, 0, 0), f"{stance.value}{_LINES[stance] if lines else ''}"


_LINES: Mapping[Stance, str] = {
    Stance.AFFIRMS: " (solid line)",
    Stance.DENIES: " (dashed)",
    Stance.QUESTIONS: " (dotted)",
}


def _speaks(rows: Sequence[Mark]) -> bool:
    return any(row["about"] for row in rows)


def _at(x: float, y: float) -> Mark:
    return {"x": round(x, 1), "y": round(y, 1)}


def _to(x: float, y: float) -> Mark:
    return {"x2": round(x, 1), "y2": round(y, 1)}
