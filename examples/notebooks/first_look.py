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
# # A first look: one article, claim by claim
#
# On Sunday, 3 July 2022, a news article told of the war in Ukraine. Moscow said that it had taken the Luhansk region;
# Kyiv said that the city of Lysychansk had not fallen. An editor who reads it asks four things: what is disputed in
# here, by whom, since when, and on what grounds?
#
# The article was taken apart by hand. Each claim in it is a line of `seeds/lysychansk-article.jsonl`: who said it,
# about what, on which day, in which paragraph. This notebook reads that file and asks.

# %%
from pathlib import Path

import claimgraph as cg

data = "seeds/lysychansk-article.jsonl"
root = next((folder for folder in (Path.cwd(), *Path.cwd().parents) if (folder / data).is_file()), None)
if root is None:
    raise FileNotFoundError(f"open this notebook in a clone of the repository, which holds {data}: not in {Path.cwd()}")
article = cg.read(root / data)
article

# %% [markdown]
# A graph shows itself as a card. Its entries are sources and what is known of them, assertions, and claims: one source
# taking a stance on one assertion on one day. Here is what Serhiy Haidai, the head of the region, says in the article.

# %% name="haidai"
cg.to_frame(cg.claims(article, source="Serhiy Haidai"))[["stance", "assertion", "asserted_at", "locator"]]

# %% [markdown]
# ## What is disputed?
#
# Three assertions out of twenty-four have somebody for them and somebody against them.

# %% name="disputes"
disputed = cg.disputes(article)
disputed

# %% [markdown]
# The encirclement is the simple case: a spokesman of the Luhansk People's Militia affirmed it, the Government of
# Ukraine denied it, both on Saturday. The last column says so: `polarity`, one affirms what the other denies.
#
# The other two say `inherited`. No two sources in the article spoke of the same thing there. How did they come to be
# opposed?

# %% [markdown]
# ## On what grounds?

# %% name="grounds"
cg.explain(article, "Lysychansk controlled by Russia")

# %% [markdown]
# The minister spoke of the region, and Kyiv of the city. The file also holds what nobody contests: the city lies in the
# region, and who holds a region holds what is in it. From this the library draws the conclusion that a reader draws
# without noticing, and shows each step. Without these two records it would have found nothing: it does not guess.
#
# The outlet itself stands under "Also on record". It spoke of the capture as not confirmed. That is no denial, and is
# not counted as one.

# %% [markdown]
# ## Since when?
#
# A view is the record as it stood at the end of a day.

# %% name="days"
{day: len(cg.disputes(article.view(as_of=day))) for day in ("2022-07-01", "2022-07-02", "2022-07-03")}

# %% [markdown]
# Nothing on Friday, one dispute on Saturday, three on Sunday. As a picture: a strip is a status, and above it stands a
# symbol for each claim, a triangle up for a yes and a triangle down for a no.

# %% name="timeline"
cg.draw_timeline(article, [dispute.assertion for dispute in disputed], title="Disputed in the article")

# %% [markdown]
# The third row has no claim in favour, and is disputed all the same: that side is only implied. `draw_positions` tells
# the two apart. A hollow triangle is where a source stands by what it said of something else.

# %% name="positions"
cg.draw_positions(article, [dispute.assertion for dispute in disputed])

# %% [markdown]
# ## And what is not disputed?
#
# The article also tells of explosions in Belgorod, a Russian city. Nobody in it contradicts what was said of them.

# %% name="belgorod"
belgorod = [row.assertion for row in cg.assertions(article) if "Belgorod" in row.assertion]
cg.draw_network(article, belgorod)

# %% [markdown]
# Three voices, and behind all three is one state:

# %% name="origins"
{assertion: [row.origin for row in cg.origins(article, assertion)] for assertion in belgorod}

# %% [markdown]
# So each of these is `claimed`: it has support from one origin, and no opponent. That is not the same as true, nor as
# `corroborated`, which takes two origins that do not depend on each other. The article may simply not have asked the
# other side.

# %% [markdown]
# ## Something to send round
#
# All of this fits on one page that needs nothing but a browser. Readers choose a day, search, and open the grounds.

# %% name="page"
page = Path("first_look.html")
cg.report(article, page, title="One article of 3 July 2022", notes=True)
print(f"{page} has {page.stat().st_size // 1000} kB")

# %% [markdown]
# ## What you have seen
#
# - A dispute is computed from attributed claims, never stored as a verdict.
# - What follows from a claim counts as far as the record says why, and every step can be read.
# - A view shows the record as of any day; nothing said later leaks into it.
# - Support is counted by origin, not by the number of voices.
#
# Next: the notebook `fortnight` follows the same city through two weeks and 66 claims.
