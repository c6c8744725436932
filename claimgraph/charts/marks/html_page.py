"""A page of its own for a chart: it fetches nothing, and no text in it can become part of its script."""

from __future__ import annotations

import base64
import hashlib
import json
from html import escape
from typing import Any

_START = """\
const spec = JSON.parse(document.getElementById("spec").textContent);
// An interpreter takes the place of functions made of text, so that the policy need not allow any.
vegaEmbed("#chart", spec, {actions: false, ast: true, renderer: "svg", tooltip: {theme: "custom"}});
"""

_STYLE = """\
body{margin:1rem;background:#fff;color:#222;font-family:Helvetica,Arial,sans-serif}
h1{position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
#box{overflow-x:auto}
#vg-tooltip-element{max-width:min(28rem,80vw);white-space:normal;overflow-wrap:anywhere;background:#fff;color:#222;
border:1px solid #888;padding:.4rem .6rem;font-size:13px}
"""


def page(spec: dict[str, Any], picture: str, title: str, told: str) -> str:
    """Write the page.

    Parameters
    ----------
    spec : dict
        The Vega-Lite description.
    picture : str
        The same as a safe SVG, shown until the script has run or where none may.
    title : str
        What the page is called; not seen on it, for the picture has a title of its own.
    told : str
        What the picture shows, for those who hear it read.

    Returns
    -------
    str
        HTML. The description is JSON in an element that is no script; the policy lets only the two scripts
        that we wrote run, by their digests, and nothing be fetched.
    """
    import vl_convert

    bundle = vl_convert.javascript_bundle(None)  # type: ignore[arg-type]  # all of it, which is its default
    scripts = [_shut(bundle), _START]
    digests = " ".join(f"'sha256-{_digest(script)}'" for script in scripts)
    policy = f"default-src 'none'; script-src {digests}; style-src 'unsafe-inline'; form-action 'none'"
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}; base-uri 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{escape(title)}</title>
<style>{_STYLE}</style>
</head>
<body>
<main>
<h1>{escape(title)}</h1>
<div id="box" role="region" aria-label="picture" tabindex="0"><div id="chart">{picture}</div></div>
</main>
<script id="spec" type="application/json">{as_data(spec | {"description": told})}</script>
<script>{scripts[0]}</script>
<script>{scripts[1]}</script>
</body>
</html>
"""


def as_data(value: Any) -> str:
    r"""Write JSON that no HTML parser can see a tag in.

    Examples
    --------
    >>> as_data("</script>")
    '"\\u003c/script\\u003e"'
    """
    text = json.dumps(value, sort_keys=True, separators=(",", ":"))
    for sign in "<>&":  # these stand in the strings of JSON only
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _shut(script: str) -> str:
    return script.replace("</script", "<\\/script").replace("<!--", "<\\!--").replace("\r\n", "\n").replace("\r", "\n")


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode("ascii")
