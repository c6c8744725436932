"""A drawn SVG made safe and still: only shapes and text are kept, and links to the web."""

from __future__ import annotations

from typing import Final
from xml.etree import ElementTree as ET

from claimgraph.formatting import is_web

_SVG: Final = "http://www.w3.org/2000/svg"
_LINK: Final = "{http://www.w3.org/1999/xlink}href"

_ELEMENTS = frozenset({"svg", "g", "path", "rect", "line", "circle", "text", "tspan", "a"})
_ATTRIBUTES = frozenset(
    {
        *(
            "d",
            "x",
            "y",
            "x1",
            "y1",
            "x2",
            "y2",
            "dx",
            "dy",
            "cx",
            "cy",
            "r",
            "width",
            "height",
            "viewBox",
            "transform",
        ),
        *("fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-miterlimit"),
        *("opacity", "display", "text-anchor", "font-family", "font-size", "font-weight", "font-style"),
        *("stroke-linejoin", "stroke-linecap", "stroke-dashoffset"),
    }
)


def clean(drawn: str, alternative: str, *, ink: str, still: bool) -> str:
    """Keep what shows, and say in words what is pointed at.

    Parameters
    ----------
    drawn : str
        The SVG as a renderer made it.
    alternative : str
        What the picture shows, for those who hear it read.
    ink : str
        The colour that becomes that of the text around it.
    still : bool
        Whether the picture stands in a page: then it has no ground, and that colour is the page's.

    Returns
    -------
    str
        The SVG, without any element or attribute but those that are known to do nothing.
    """
    root = ET.fromstring(drawn)  # noqa: S314  # the renderer's own output, which declares no entities
    size = root.get("width", ""), root.get("height", "")
    kept = ET.Element("svg", {"xmlns": _SVG})
    _copy(root, kept)
    kept.set("role", "img")
    kept.set("aria-label", alternative)
    if still:
        for ground in kept.findall("rect"):
            if (ground.get("width"), ground.get("height")) == size:
                kept.remove(ground)
        for one in kept.iter():
            for paint in ("fill", "stroke"):
                if one.get(paint) == ink:
                    one.set(paint, "currentColor")
        kept.set("style", "max-width:100%;height:auto")
    return ET.tostring(kept, encoding="unicode")


def _copy(found: ET.Element, kept: ET.Element) -> None:
    """Copy attributes, text and elements that are known; what is unknown goes with all that is in it."""
    for name, value in found.attrib.items():
        if name in _ATTRIBUTES and "url(" not in value:
            kept.set(name, value)
    link = found.get(_LINK, found.get("href", ""))
    if kept.tag == "a" and is_web(link):
        for name, value in (("href", link), ("target", "_blank"), ("rel", "noopener noreferrer")):
            kept.set(name, value)
    if kept.tag == "path" and found.get("aria-label"):
        ET.SubElement(kept, "title").text = found.get("aria-label")
    if kept.tag in ("text", "tspan"):
        kept.text = found.text
    for child in found:
        tag = str(child.tag).rpartition("}")[2]  # that of a comment is a function
        if tag in _ELEMENTS:
            _copy(child, ET.SubElement(kept, tag))
