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
# # A fortnight: who held Lysychansk?
#
# From 24 June to 6 July 2022 the claims about one city changed by the day: encircled, not encircled, taken, not taken.
# The file `seeds/lysychansk-2022.jsonl` holds 66 of them, each with the page on which it was read. This notebook
# follows the disputes as a desk would have seen them grow.

# %%
from pathlib import Path

import claimgraph as cg

data = "seeds/lysychansk-2022.jsonl"
root = next((folder for folder in (Path.cwd(), *Path.cwd().parents) if (folder / data).is_file()), None)
if root is None:
    raise FileNotFoundError(f"open this notebook in a clone of the repository, which holds {data}: not in {Path.cwd()}")
record = cg.read(root / data)
record

# %% [markdown]
# ## How it grew
#
# The number of disputes at the end of a day:

# %% name="days"
days = ("2022-06-28", "2022-06-29", "2022-07-01", "2022-07-02", "2022-07-03", "2022-07-06")
{day: len(cg.disputes(record.view(as_of=day))) for day in days}

# %% [markdown]
# By Sunday, 3 July, seven assertions are disputed, and none of them was settled by the 6th. No source on record took
# anything back.

# %% name="timeline"
disputed = [dispute.assertion for dispute in cg.disputes(record)]
cg.draw_timeline(record, disputed, title="Disputed from 24 June to 6 July 2022")

# %% [markdown]
# Read the first row with care. On 24 June the Institute for the Study of War said that the city was not encircled; its
# daily assessments speak of their day and no longer, so it is not one of the parties on 2 July.

# %% [markdown]
# ## Saturday, 2 July: encircled?

# %% name="encircled"
saturday = record.view(as_of="2022-07-02")
cg.positions(saturday, "Lysychansk encircled")

# %% [markdown]
# Three men say yes, one says no. But the record has more than four claims. Where did the others go?

# %% name="reports"
denials = [
    claim for claim in cg.claims(saturday, assertion="Lysychansk encircled") if claim.source == "Ruslan Muzychuk"
]
len(denials)

# %% name="origins"
cg.origins(saturday, "Lysychansk encircled")

# %% [markdown]
# Ruslan Muzychuk of the National Guard denied it once, and three pages reported it: two of the claims cite the first.
# On the other side, Kadyrov and Alaudinov both speak for Russia, and are one origin; Marochko speaks for the Luhansk
# People's Republic, which this record keeps apart from Russia. Two origins against one, then, not three against three.
# The library counts them for you, and draws no conclusion from the count.

# %% [markdown]
# ## What if that one man was wrong?
#
# `impact` leaves a source out and lists what would change: statuses, and who stands where.

# %% name="impact"
missing = cg.impact(saturday, "Ruslan Muzychuk")
[(row.assertion, str(row.before), str(row.after)) for row in missing if row.before is not row.after]

# %% [markdown]
# Two disputes rest on his word alone. A desk that reports them should have called a second person. That the city is
# controlled by Russia stays disputed without him, though on thin ground: on the day before, Ukrainian officials denied
# it of one factory in the city.

# %% [markdown]
# ## Sunday, 3 July: what is new?

# %% name="news"
sunday = record.view(as_of="2022-07-03")
news = cg.diff(saturday, sunday)
[
    (row.assertion, str(row.after), [claim.source for claim in row.because])
    for row in news
    if row.before is not row.after
]

# %% [markdown]
# Two disputes are new, over the whole oblast and over Bilohorivka, and one cause stands in both rows: Sergei Shoigu
# told his president that all of the oblast was taken. What he said of the oblast, he said of every place in it.

# %% name="region"
cg.explain(sunday, "Luhansk Oblast controlled by Russia")

# %% [markdown]
# ## One government, two answers
#
# The last column but one of `disputes` names who stands on both sides through different sources.

# %% name="divided"
{dispute.assertion: dispute.divided for dispute in cg.disputes(sunday) if dispute.divided}

# %% name="positions"
cg.draw_positions(sunday, ["Lysychansk controlled by Russia", "Luhansk Oblast controlled by Russia"])

# %% [markdown]
# On that Sunday Serhiy Haidai, the head of the region, conceded the city, which President Zelenskyy would not. Within
# days he denied that the region was lost. Had the newest statement simply replaced the older ones, one of the two
# would be gone. Here both stand, each with its name and its day.

# %% name="haidai"
cg.to_frame(cg.track_record(record, "Serhiy Haidai"))[["assertion", "stance", "contested", "outcome"]]

# %% [markdown]
# ## Who speaks with whom?
#
# The same positions as a network, for the disputed assertions at the end: lines from those who speak to what they speak
# of, solid for, dashed against, thin where it is only implied.

# %% name="network"
cg.draw_network(record, disputed)

# %% [markdown]
# ## The page for readers

# %% name="page"
page = Path("fortnight.html")
cg.report(record, page, title="Lysychansk, 24 June to 6 July 2022")
print(f"{page} has {page.stat().st_size // 1000} kB")

# %% [markdown]
# ## What you have seen
#
# - Three reports of one denial are one denial.
# - What rests on a single source can be found before it is printed.
# - Two days can be compared, with the claims that made the difference.
# - A party that contradicts itself through different mouths is named, and nothing is decided for it.
#
# Next: the notebook `numbers`, where sources differ by figures instead of by yes and no.
