"""A chart: drawn as SVG, PNG or a page of its own, and shown in notebooks without any script."""

from __future__ import annotations

from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from claimgraph.charts.marks import marks
from claimgraph.charts.marks.html_page import page
from claimgraph.charts.marks.svg import clean
from claimgraph.errors import UnknownFormat
from claimgraph.formatting import one_line

if TYPE_CHECKING:
    import altair as alt

_TITLE = 200  # the most characters of a title that are read


@attrs.frozen(repr=False, eq=False)
class Chart:
    """A picture that is drawn when it is asked for, safe to put on a page whatever the claims in it say.

    Parameters
    ----------
    altair : altair.TopLevelMixin
        The chart as Altair has it, to change as you like: wrap what comes out again, `Chart(changed)`, since
        Altair's own pages run a script that hides in the text of a claim.
    summary : str
        What it shows, in words: for those who hear it read, and where no picture can be shown.
    title : str
        The words above it, if any.
    told : str
        What can be seen in it, in sentences, for those who hear it read.

    Examples
    --------
    >>> g = ClaimGraph()
    >>> claim = g.add(Claim("Rybar", "affirms", "Bridge destroyed", asserted_at="2022-07-02"))
    >>> chart = draw_timeline(g)
    >>> chart
    <Chart: timeline of 1 assertion, 1 claim>
    >>> wide = Chart(chart.altair.properties(background="#eeeeee"), chart.summary)
    >>> "#eeeeee" in wide.to_svg()
    True
    """

    altair: alt.LayerChart
    summary: str = "a chart"
    title: str = ""
    told: str = ""

    def to_svg(self) -> str:
        """Draw it as SVG, on a white ground: shapes, text and links to the web, nothing that runs.

        Returns
        -------
        str
            The same text every time, for the same versions of Altair and vl-convert.
        """
        return clean(self._drawn(), self._read, ink=marks.INK, still=False)

    def to_png(self, *, scale: float = 2) -> bytes:
        """Draw it as PNG; the letters are those of the fonts on this machine.

        Parameters
        ----------
        scale : float
            Pixels of the picture to a pixel of the layout: 2 for screens, 4 for print.

        Returns
        -------
        bytes
            The picture.
        """
        import vl_convert

        drawn: bytes = vl_convert.svg_to_png(self.to_svg(), scale=scale)
        return drawn

    def to_html(self) -> str:
        """Make a page that needs nothing else: pointed at, a mark says what it stands for.

        Returns
        -------
        str
            HTML with its own scripts, which fetches nothing and runs no script of anybody else's.
        """
        return page(self.altair.to_dict(), self.to_svg(), one_line(self.title) or self._told, self._read)

    def save(self, path: str | PathLike[str]) -> None:
        """Write it to a file.

        Parameters
        ----------
        path : str or path
            Ending in ``.svg``, ``.png`` or ``.html``.

        Raises
        ------
        UnknownFormat
            If it ends otherwise.
        """
        suffix = Path(path).suffix.lower()
        if suffix == ".png":
            Path(path).write_bytes(self.to_png())
        elif suffix in (".svg", ".html"):
            text = self.to_svg() if suffix == ".svg" else self.to_html()
            Path(path).write_text(text, encoding="utf-8", newline="\n")
        else:
            raise UnknownFormat(f"found {fspath(path)!r}, expected a name that ends in .svg, .png or .html")

    def __repr__(self) -> str:
        return f"<Chart: {self._told}>"

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:  # noqa: ARG002 - as notebooks call it
        """Show it in a notebook: a still picture in the colour of the page's text, and words where there is none."""
        picture = clean(self._drawn(), self._read, ink=marks.INK, still=True)
        return {"text/html": f'<div class="claimgraph">{picture}</div>', "text/plain": repr(self)}

    @property
    def _told(self) -> str:
        return one_line(self.summary)

    @property
    def _read(self) -> str:
        """What is read to those who do not see it."""
        title = f"{self.title[:_TITLE]}…" if len(self.title) > _TITLE else self.title
        start = f"{title}: {self.summary}" if title else self.summary
        return one_line(f"{start}. {self.told}" if self.told else start)

    def _drawn(self) -> str:
        import vl_convert

        # Nothing is fetched, not even by a chart that was changed to ask for it.
        drawn: str = vl_convert.vegalite_to_svg(self.altair.to_dict(), allowed_base_urls=[])
        return drawn


def empty(view: object, kind: str) -> Chart:
    """Make the picture that says that there is nothing to show."""
    sheet = marks.Sheet(460, 44)
    sheet.texts([marks.words("Nothing to draw: this view has no claims to show.", 0, 22)], size=13)
    return Chart(sheet.picture(None, str(view)), f"{kind} with nothing to draw")
