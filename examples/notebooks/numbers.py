# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Competing numbers: the losses of the American Civil War
#
# Who lost how many men at Antietam? Historians and agencies have answered for more than a century, and differ. None of
# them *denies* what another said; each gives a figure. This notebook shows how figures come to oppose
# each other, and when they do not.
#
# The figures are from `acw_battle_data` 11.0.0 by Jeffrey B. Arnold, under
# [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/). The table read here is adapted from it;
# `tests/data/README.md` says how.

# %%
import csv
from collections import Counter
from pathlib import Path

import claimgraph as cg

data = "tests/data/civil-war-estimates.csv"
root = next((folder for folder in (Path.cwd(), *Path.cwd().parents) if (folder / data).is_file()), None)
if root is None:
    raise FileNotFoundError(f"open this notebook in a clone of the repository, which holds {data}: not in {Path.cwd()}")
with (root / data).open(encoding="utf-8", newline="") as file:
    rows = list(csv.DictReader(file))
{name: text for name, text in rows[1].items() if text}

# %% [markdown]
# A row is a battle, a side and a measure; then each source has a column. The columns are named shortly. Here is who is
# meant, and the year from which each figure counts:

# %%
PUBLISHED = {
    "phisterer": ("Frederick Phisterer", 1883),
    "fox": ("William F. Fox", 1889),
    "livermore": ("Thomas L. Livermore", 1900),
    "bodart": ("Gaston Bodart", 1908),
    "cwsac": ("Civil War Sites Advisory Commission", 1993),
    "kennedy": ("Frances H. Kennedy", 1997),
    "clodfelter": ("Micheal Clodfelter", 2008),
    "cws2": ("Commission's report, updated", 2010),
    "civilwarorg": ("Civil War Trust", 2013),
    "cwss": ("Soldiers and Sailors System", 2013),
    "wikipedia": ("Wikipedia", 2013),
}
PLACES = {"MD003": "Antietam", "PA002": "Gettysburg"}  # the others keep their numbers


def claims(rows):
    """Give a claim for each figure: in that year, this source put this measure at this value."""
    for row in rows:
        subject = f"{PLACES.get(row['battle'], row['battle'])} {row['side']}".strip()
        for column, (source, year) in PUBLISHED.items():
            for value in row[column].split():
                said = cg.Assertion(subject=subject, predicate=row["measure"], value=value)
                yield cg.Claim(source, "affirms", said, asserted_at=str(year))


# %% [markdown]
# ## Nothing conflicts until you say what the words mean

# %% name="undeclared"
bare = cg.ClaimGraph()
bare.extend(claims(rows))
len(cg.claims(bare)), len(cg.disputes(bare))

# %% [markdown]
# More than eight thousand claims, and no dispute. That 28,000 and 31,621 are figures for one thing, and exclude each
# other, is knowledge that you have and the library does not. It takes one line for each measure to say so. Who won is
# no number, but has one value at a time.

# %% name="declared"
measures = {row["measure"] for row in rows} - {"outcome"}
graph = cg.ClaimGraph()
graph.extend(cg.Predicate(measure, values="quantity") for measure in sorted(measures))
graph.add(cg.Predicate("outcome", single_valued=True))
graph.extend(claims(rows))

about = {row.assertion: (row.subject, row.predicate) for row in cg.assertions(graph)}
contested = {about[dispute.assertion] for dispute in cg.disputes(graph)}
Counter("outcomes" if measure == "outcome" else "figures" for _, measure in contested)

# %% [markdown]
# Sources differ about the outcome of 28 battles, and about 1,088 figures for the strength or the losses of a side.

# %% [markdown]
# ## Antietam: how many Confederate casualties?

# %% name="antietam"
cg.assertions(graph, subject="Antietam Confederate", predicate="casualties")

# %% name="antietam_timeline"
figures = [row.assertion for row in cg.assertions(graph, subject="Antietam Confederate", predicate="casualties")]
cg.draw_timeline(graph, figures, title="Confederate casualties at Antietam")

# %% [markdown]
# Phisterer's figure of 1883 stood alone until Bodart put it at less than half in 1908. From then on every new figure
# opposes all the others:

# %% name="antietam_positions"
cg.draw_positions(graph, figures)

# %% name="explained"
cg.explain(graph, "Antietam Confederate casualties 10300")

# %% [markdown]
# ## Is 10,300 against 10,316 a dispute?
#
# By the letter, yes: "10300" and "10316" share no number. But one may well be the other, rounded. The library does not
# guess that. If your desk holds that a figure ending in two noughts is rounded, record the range that it stands for.


# %% name="rounded"
def as_meant(value):
    """Read a figure that ends in two noughts as rounded to hundreds."""
    if value.isdigit() and value.endswith("00") and value != "00":
        return f"{int(value) - 50}-{int(value) + 49}"
    return value


losses = [row for row in rows if row["battle"] == "MD003" and row["side"] and row["measure"] == "casualties"]
columns = PUBLISHED.keys()
meant = cg.ClaimGraph()
meant.add(cg.Predicate("casualties", values="quantity"))
meant.extend(claims([{key: as_meant(text) if key in columns else text for key, text in row.items()} for row in losses]))
cg.draw_positions(meant, [row.assertion for row in cg.assertions(meant)])

# %% [markdown]
# Now "10316" *implies* "10250 to 10349": a hollow triangle up, where "10300" had one down. On the Confederate side the
# later sources stand together, against Bodart and Phisterer. On the Union side the figures of seven sources fall into
# two camps, about 12,400 and about 12,500.
#
# Whether to read figures so is a decision of the desk. It stands in the record, where others can see it and disagree.

# %% [markdown]
# ## Who won?

# %% name="outcome"
cg.draw_timeline(graph, ["Antietam outcome Union", "Antietam outcome Inconclusive"], title="Antietam: who won?")

# %% [markdown]
# Fox and Livermore gave it to the Union, independently as far as the record knows, so it was `corroborated`. It became
# disputed 131 years after the battle, when the commission of 1993 called it inconclusive. Nothing new had happened on
# the field. What changed is who had said what, and that is what the clock of this picture counts.

# %% [markdown]
# ## Who agrees with whom?
#
# `agreement` is a NetworkX graph of sources: how often two of them answer a question alike, such as how many men one
# side lost in a battle, and how often not.

# %% name="agreement"
shares = [
    (both["agree"] / (both["agree"] + both["contradict"]), both["agree"] + both["contradict"], *pair)
    for *pair, both in cg.agreement(graph).edges(data=True)
    if both["agree"] + both["contradict"] >= 300
]
for share, together, one, other in sorted(shares, reverse=True)[:5]:
    print(f"{share:.0%} of {together:,}: {one} and {other}")

# %% [markdown]
# High agreement need not mean that figures are right. Two sources that give the same figure nearly always may have one
# origin. Whoever knows that a figure was taken over records it with `cites=`, and the two count as one. Suppose, though
# nothing here says so, that the System took Kennedy's figure for the Union side:

# %% name="cites"
figure = "Antietam Union casualties 12400"
supposed = cg.ClaimGraph()
book = supposed.add(cg.Claim("Frances H. Kennedy", "affirms", figure, asserted_at="1997"))
supposed.add(cg.Claim("Soldiers and Sailors System", "affirms", figure, asserted_at="2013", cites=book))
cg.explain(supposed, figure)

# %% [markdown]
# It is `claimed`, by two voices. Without the citation it would be `corroborated`.

# %% [markdown]
# ## What you have seen
#
# - Figures conflict only once a predicate is declared to be a quantity; ranges conflict only where they share no
#   number.
# - A narrower figure supports a wider one, though its source never mentioned it.
# - Rounding is not guessed away. You decide, and the record shows it.
# - A question can become disputed a century later, and the timeline says by whom.
