"""Who disputed what around Lysychansk, day by day, in the first days of July 2022.

Run it from anywhere: ``python examples/lysychansk.py``. It reads `seeds/lysychansk-2022.jsonl`.
"""

from pathlib import Path

import claimgraph as cg

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
DAYS = ("2022-07-01", "2022-07-02", "2022-07-03", "2022-07-04")
WATCHED = ("Lysychansk encircled", "Lysychansk controlled by Russia")
SIDES = ("Government of Ukraine", "Russia", "Luhansk People's Republic")


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
                print(f"    {side:<8} {position.source} (since {position.since})")
        if dispute.divided:
            print(f"    both     {', '.join(dispute.divided)} stands on both sides")


def print_timeline(graph: cg.ClaimGraph, assertion: str) -> None:
    """Print how an assertion fared: each change of its status or of anyone's stance."""
    heading(f"How “{assertion}” fared")
    for change in cg.timeline(graph, assertion):
        causes = "; ".join(f"{claim.source} {claim.stance}" for claim in change.because)
        print(f"  {change.at}  {change.status!s:<12}  {causes}")


def print_opposition(view: cg.View, side: str) -> None:
    """Print who contradicts a source, or those who speak for it."""
    heading(f"Who contradicts {side}, as of {view.as_of}")
    for row in cg.opposed_by(view, side):
        print(f"  {row.opponent} {row.stance} “{row.assertion}”, against {row.source}")


def heading(text: str) -> None:
    print(f"\n{text}\n{'-' * len(text)}")


if __name__ == "__main__":
    main()
