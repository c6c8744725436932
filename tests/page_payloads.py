"""Payloads that run in a page that puts text into itself without care, and a graph that has them everywhere."""

from __future__ import annotations

import claimgraph as cg

RAN = "window.ran=(window.ran||0)+1"
_VECTORS = (
    f"<script>{RAN}</script>",
    f"<img src=x onerror={RAN}>",
    f"<svg onload={RAN}>",
    f"<svg><script>{RAN}</script></svg>",
    f"<body onload={RAN}>",
    f"<details open ontoggle={RAN}><summary>x</summary></details>",
    f"<input autofocus onfocus={RAN}><img src=x onerror={RAN}>",
    f"<iframe srcdoc='<script>parent.{RAN.replace('window', 'parent')}</script>'></iframe>",
    f"<video><source onerror={RAN}></video>",
    f"<audio src=x onerror={RAN}></audio>",
    f"<style>@keyframes x{{}}</style><b style='animation-name:x' onanimationstart={RAN}>x</b>",
    f"<math><mtext><table><mglyph></mglyph></table><img src=x onerror={RAN}></mtext></math>",
    f"<template><script>{RAN}</script></template><img src=y onerror={RAN}>",
    f"<a href=javascript:{RAN} autofocus onfocus={RAN} tabindex=0>x<img src=x onerror={RAN}></a>",
    f"<noscript><p title='</noscript><img src=x onerror={RAN}>'></noscript>",
    f"<meta http-equiv=refresh content='0;url=javascript:{RAN}'><img src=z onerror={RAN}>",
    f"<base href=//example.org/><img src onerror={RAN}>",
    f"<object data=x onerror={RAN}></object><img/src/onerror={RAN}>",
    f"\u202e<img src=x onerror={RAN}>\u2066",
    f"' onmouseover={RAN} autofocus onfocus={RAN} x='<img src=x onerror={RAN}>",
)
_BREAKS = (
    "",
    '">',
    "--></script></style></title></textarea>",
    "]]></svg></td></table></bdi></p></article></main>",
    "\u2028&lt;`${",
)
PAYLOADS = [f"{before}{vector}" for before in _BREAKS for vector in _VECTORS]
"""A hundred of them."""


def graph() -> cg.ClaimGraph:
    """Make a graph with a payload in every text of every record: each statement is disputed, in words and by rules."""
    found = cg.ClaimGraph()
    for n, bad in enumerate(PAYLOADS):
        day, later = f"2022-07-{n % 28 + 1:02}", f"2022-07-{n % 28 + 2:02}"
        paper = cg.Document(
            f"{bad} title {n}",
            url=f"{('https://example.org/', '', 'javascript:')[n % 3]}{bad}{n}",
            publisher=f"{bad} publisher",
            date=day,
        )
        said = {"locator": f"{bad} locator", "hedge": f"{bad} hedge", "note": f"{bad} note"}
        what = cg.Assertion(
            f"{bad} statement {n}",
            subject=f"{bad} subject {n}",
            predicate=f"{bad} predicate",
            value=f"{bad} value",
            note=f"{bad} note",
        )
        rival = cg.Assertion(subject=f"{bad} subject {n}", predicate=f"{bad} predicate", value=f"{bad} other value")
        found.extend(
            [
                cg.Source(f"{bad} source {n}", speaks_for=f"{bad} principal", url=bad, note=f"{bad} note"),
                cg.Claim(f"{bad} source {n}", "affirms", what, asserted_at=day, document=paper, quote=bad, **said),
                cg.Claim(f"{bad} rival {n}", "denies", what, asserted_at=later, quote=bad, cites=f"{bad} source {n}"),
                cg.Claim(f"{bad} third {n}", "affirms", rival, asserted_at=later, document=f"{bad} address {n}"),
                cg.Claim(f"{bad} fourth {n}", "comments", what, asserted_at=later, note=f"{bad} note"),
                cg.Link(what, "contrary", rival),
                cg.Link(what, "contrary", f"{bad} far {n}"),
                cg.Dismissal(what, f"{bad} far {n}", by=f"{bad} desk", why=f"{bad} reason"),
            ],
            recorded_at="2022-08-01T00:00Z",
        )
    return found
