"""One desk's day, 3 July 2022: what is new, who only repeats whom, what rests on one man, which items to look at again.

Run it from anywhere: ``python examples/newsroom_day.py``. It reads `seeds/lysychansk-2022.jsonl`, real claims about
Lysychansk, and writes nothing. What is invented for the example is added to a copy of that record: the outlets in
`HEARSAY` and the desk's own items in `PUBLISHED`. All their names begin with "Example", and all their addresses lie
under example.org.
"""

import copy
import textwrap
from collections.abc import Iterable
from pathlib import Path

import claimgraph as cg

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
EVE, TODAY = "2022-07-02", "2022-07-03"  # the record tells days apart, not hours: the morning knows all of the eve
DROPPED = ("Ruslan Muzychuk", "Sergei Shoigu", "RIA Novosti", "Example Wire")
MEANING = {
    cg.Status.DISPUTED: "disputed",
    cg.Status.CONCEDED: "disputed once, and conceded since",
    cg.Status.QUESTIONED: "doubted",
    cg.Status.CORROBORATED: "affirmed independently",
    cg.Status.CLAIMED: "single-sourced",
    cg.Status.RETRACTED: "taken back",
    cg.Status.DENIED: "only denied",
    cg.Status.UNCLAIMED: "spoken of by nobody",
}
SAID = {
    cg.Stance.AFFIRMS: "affirmed",
    cg.Stance.DENIES: "denied",
    cg.Stance.QUESTIONS: "questioned",
    cg.Stance.WITHDRAWS: "took back",
}


def hearsay(source: str, assertion: str, cites: str = "") -> cg.Claim:
    """Make up what an outlet says, on its own word or on that of another."""
    return cg.Claim(source, "affirms", assertion, asserted_at=EVE, cites=cites or (), note="invented for the example")


def item(slug: str, title: str, date: str, assertion: str) -> cg.Reliance:
    """Make up an item of the desk's own, and what it rested on."""
    document = cg.Document(title, url=f"https://example.org/{slug}", publisher="Example Desk", date=date)
    return cg.Reliance(document, assertion, note="invented for the example")


HEARSAY = (  # invented
    hearsay("Example Wire", "Example Bridge destroyed"),
    hearsay("Example Morning Paper", "Example Bridge destroyed", cites="Example Wire"),
    hearsay("Example Radio", "Example Bridge destroyed", cites="Example Wire"),
    hearsay("Example Evening Paper", "Example Bridge destroyed", cites="Example Morning Paper"),
    hearsay("Example Blog", "Example Ferry sunk", cites="Example Channel"),
    hearsay("Example Channel", "Example Ferry sunk", cites="Example Forum"),
    hearsay("Example Forum", "Example Ferry sunk", cites="Example Blog"),
)
PUBLISHED = (  # invented
    item("1", "Example: Kyiv gives up Severodonetsk", "2022-06-26", "Severodonetsk controlled by Russia"),
    item("2", "Example: Fighting reaches the streets", "2022-06-27", "Fighting inside Lysychansk"),
    item("3", "Example: The city is still Ukrainian", "2022-07-02", "Lysychansk controlled by Ukraine"),
    item("4", "Example: Four outlets report bridge gone", "2022-07-02", "Example Bridge destroyed"),
    item("5", "Example: Both sides agree on Severodonetsk", "2022-07-03", "Severodonetsk controlled by Russia"),
)


def main() -> None:
    record = cg.read(SEEDS / "lysychansk-2022.jsonl")
    desk = copy.copy(record)
    desk.extend([*HEARSAY, *PUBLISHED])
    evening = desk.view(as_of=TODAY)

    heading("1. What is new since the morning of 3 July 2022")
    line("Each status that changed, with the numbers of the claims that changed it.", indent=0)
    print_news(record.view(as_of=EVE), record.view(as_of=TODAY))
    heading("2. Many voices, few origins")
    line("An origin is one who says it on its own word, with all who speak for it.", indent=0)
    print_shared_origins(evening)
    print_reports(evening)
    print_rings(evening)
    heading("3. What changes if one source is dropped")
    line("With all who speak for it, and all that rests on it alone.", indent=0)
    for source in DROPPED:
        print_impact(evening, source)
    heading("4. Published items that need a second look (all invented)")
    line("What they rested on was not affirmed independently, or has changed since.", indent=0)
    print_exposed(evening)


def print_news(before: cg.View, after: cg.View) -> None:
    """Print which statuses changed, and who is new in the disputes that go on."""
    changed = [row for row in cg.diff(before, after) if row.before is not row.after]
    print_differences(sorted(changed, key=lambda row: row.after is not cg.Status.DISPUTED), "was", "now")
    others = {row.assertion for row in changed}
    echoed = []
    line("\nDisputed before and still, with somebody new:", indent=0)
    for dispute in cg.disputes(after):
        new = [row for row in (*dispute.supporters, *dispute.opponents) if str(row.since) == TODAY]
        if dispute.assertion in others or not new:
            continue
        if all(position.implied for position in new):
            echoed.append(dispute.assertion)
            continue
        told = [f"{row.source} {SAID[row.stance]} it" for row in new if not row.implied]
        told += [f"{name} stands on both sides" for name in dispute.divided]
        line(f"{dispute.assertion}: {'; '.join(told)}")
    if echoed:
        line(f"And, by what the same words imply: {'; '.join(echoed)}")


def print_differences(rows: Iterable[cg.Difference], earlier: str, later: str) -> None:
    """Print each status before and after, with numbers that stand for the causes, and then each cause once."""
    causes: dict[str, int] = {}
    for row in rows:
        numbers = dict.fromkeys(causes.setdefault(told(claim), len(causes) + 1) for claim in row.because)
        line(f"{row.assertion} [{', '.join(map(str, numbers))}]")
        line(f"{earlier} {MEANING[row.before]}; {later} {MEANING[row.after]}", indent=6)
    for cause, number in causes.items():
        line(f"[{number}] {cause}", indent=4)


def print_shared_origins(view: cg.View) -> None:
    """Print who affirms or denies what, wherever several do so by name and fewer origins are behind them."""
    for assertion in (row.assertion for row in cg.assertions(view)):
        for stance in (cg.Stance.AFFIRMS, cg.Stance.DENIES):
            voices = [row for row in cg.positions(view, assertion) if row.stance is stance]
            by_name = [row for row in voices if not row.implied]
            if not 0 < len({name for row in by_name for name in row.origins}) < len(by_name):
                continue
            origins = [row for row in cg.origins(view, assertion) if row.stance is stance]
            count = f"{len(origins)} origin{'s' * (len(origins) > 1)}"
            line(f"\n“{assertion}”{invented(assertion)}: {SAID[stance]} by {len(voices)} voices, {count}")
            implied = {row.claim.id: f" (by “{row.claim.assertion}”)" for row in voices if row.implied}
            for row in origins:
                told = [f"{claim.source}{implied.get(claim.id, '')}" for claim in row.own]
                told += [f"{repetition.source} (from {', '.join(repetition.of)})" for repetition in row.repeated_by]
                line(f"{row.origin}: {', '.join(told)}", indent=6)


def print_reports(view: cg.View) -> None:
    """Print the statements that were read in several places: those that later records cite as the same."""
    claims = {claim.id: claim for claim in cg.claims(view)}
    reports: dict[str, int] = {}
    for claim in claims.values():
        for cited in claim.cites:
            if cited in claims and claims[cited].source == claim.source:
                reports[cited] = reports.get(cited, 1) + 1
    for cited, number in reports.items():
        line(f"\nOne statement, read in {number} places: {told(claims[cited])}")


def print_rings(view: cg.View) -> None:
    """Print the reports that repeat each other, and nobody who says where it comes from."""
    for ring in cg.circular_reports(view):
        about = ", ".join(f"“{assertion}”{invented(assertion)}" for assertion in ring.assertions)
        line(f"\n{about}: no origin, {len(ring.sources)} voices that repeat each other")
        line(", ".join(ring.sources), indent=6)


def print_impact(view: cg.View, source: str) -> None:
    """Print which statuses rest on one source."""
    rows = [row for row in cg.impact(view, source) if row.before is not row.after]
    line(f"\nWithout {source}{invented(source)}:" + ("" if rows else " nothing changes."), indent=0)
    print_differences(rows, "is", "would be")


def print_exposed(view: cg.View) -> None:
    """Print the items whose ground was weak when they were published, or is another now; and the others."""
    rows = cg.exposed(view)
    for row in rows:
        line(f"\n{row.document}, {row.published}")
        line(f"rested on “{row.assertion}”", indent=6)
        if row.changed and row.then is not None:
            line(f"was {MEANING[row.then]}; now {MEANING[row.now]}", indent=6)
        else:
            line(f"was and is {MEANING[row.now]}", indent=6)
        for cause in dict.fromkeys(map(told, row.because)):
            line(f"because {cause}", indent=6)
    fine = {str(reliance.document) for reliance in PUBLISHED} - {row.document for row in rows}
    line(f"\nNo second look needed: {', '.join(sorted(fine))}")


def told(claim: cg.Claim) -> str:
    """Say what a claim says, and when unless it is today."""
    said = f"{claim.source} {SAID[claim.stance]} “{claim.assertion}”"
    return said if str(claim.asserted_at) == TODAY else f"{said}, {claim.asserted_at}"


def invented(name: str) -> str:
    return " (invented)" if name.startswith("Example") else ""


def line(text: str, indent: int = 2) -> None:
    """Print a line, folded to fit a terminal; and an empty one before it where the text begins with a line break."""
    before, margin = "\n" if text.startswith("\n") else "", " " * indent
    print(before + textwrap.fill(text.strip(), 79, initial_indent=margin, subsequent_indent=margin + "    "))


def heading(text: str) -> None:
    print(f"\n\n{text}\n{'=' * len(text)}")


if __name__ == "__main__":
    main()
