"""Who disputed what around Lysychansk, day by day, in the first days of July 2022.

Run it from anywhere: ``python examples/lysychansk.py``. It reads `seeds/lysychansk-2022.jsonl`, which also says
which place lies in which, and that a place is in one hand at a time: so those who deny that the city is Russian
stand against those who affirm it of the whole oblast. Where that is why, the line says by which words.
"""

from collections.abc import Iterable
from pathlib import Path

import claimgraph as cg

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
DAYS = ("2022-07-01", "2022-07-02", "2022-07-03", "2022-07-04")
WATCHED = ("Lysychansk encircled", "Lysychansk controlled by Russia")
SIDES = ("Government of Ukraine", "Russia", "Luhansk People's Republic")
DOING = {cg.Stance.AFFIRMS: "affirming", cg.Stance.DENIES: "denying"}
DONE = {cg.Stance.AFFIRMS: "affirmed", cg.Stance.DENIES: "denied"}


def main() -> None:
    graph = cg.read(SEEDS / "lysychansk-2022.jsonl")
    for day in DAYS:
        print_disputes(graph, day)
    for assertion in WATCHED:
        print_timeline(graph, assertion)
    for side in SIDES:
        print_opposition(graph.view(as_of=DAYS[-1]), side)


def print_disputes(graph: cg.ClaimGraph, day: str) -> None:
    """Print what was disputed by the end of a day, and who stood on which side since when."""
    heading(f"Disputed as of {day}")
    for dispute in cg.disputes(graph.view(as_of=day)):
        print(f"\n  {dispute.assertion}, since {dispute.since}")
        for side, positions in (("for", dispute.supporters), ("against", dispute.opponents)):
            for position in positions:
                said = f", by {DOING[position.claim.stance]} “{position.claim.assertion}”" if position.implied else ""
                print(f"    {side:<8} {position.source} (since {position.since}{said})")
        if dispute.divided:
            print(f"    both     {', '.join(dispute.divided)} stands on both sides")


def print_timeline(graph: cg.ClaimGraph, assertion: str) -> None:
    """Print how an assertion fared: each change of its status or of anyone's stance."""
    heading(f"How “{assertion}” fared")
    for change in cg.timeline(graph, assertion):
        causes = dict.fromkeys(f"{claim.source} {words(claim, assertion)}" for claim in change.because)
        print(f"  {change.at}  {change.status!s:<12}  {'; '.join(causes)}")


def print_opposition(view: cg.View, side: str) -> None:
    """Print who contradicts a source, or those who speak for it."""
    heading(f"Who contradicts {side}, as of {view.as_of}")
    oppositions = cg.opposed_by(view, side)
    for assertion, stance in dict.fromkeys((row.assertion, row.stance) for row in oppositions):
        rows = [row for row in oppositions if (row.assertion, row.stance) == (assertion, stance)]
        print(f"\n  “{assertion}”")
        print(f"    {DONE[stance]} by {names(row.opponent for row in rows)}")
        print(f"    against {names(row.source for row in rows)}")


def words(claim: cg.Claim, about: str) -> str:
    """Say what a claim says, and of what where that is another assertion than the one it is listed under."""
    return str(claim.stance) if str(claim.assertion) == about else f"{claim.stance} “{claim.assertion}”"


def names(sources: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(sources))


def heading(text: str) -> None:
    print(f"\n{text}\n{'-' * len(text)}")


if __name__ == "__main__":
    main()
