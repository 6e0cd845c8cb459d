"""Room for what stands between two things: it is put down first, and they on either side of it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from groundplan.agents.blocking.links import Link
from groundplan.agents.blocking.things import Thing

__all__ = ["opened"]

_GAP_M: Final = (0.25, 0.6)
"""Least and most air on either side: our engineering defaults."""


def opened(
    links: Sequence[Link], things: Mapping[str, Thing], *, movers: frozenset[str]
) -> tuple[Link, ...]:
    """Return the constraints; of who is right of A and left of B, turned round.

    A and B then find their places beside what is between them: at equal distances between centres
    where it stands still, and beyond its way where it moves.
    """
    found = dict(enumerate(links))
    for n, right in enumerate(links):
        pairs = (m for m, x in enumerate(links) if _are_sides(right, x) and found[m] is x)
        other = next(pairs, None)
        if other is None or found[n] is not right:
            continue
        left = links[other]
        reach = _reach(things, right, left) if right.subject not in movers else None
        for index, relation in ((n, "left_of"), (other, "right_of")):
            old = links[index]
            found[index] = replace(
                old, subject=old.object, object=old.subject, relation=relation, distance_m=reach
            )
    return tuple(found.values())


def _are_sides(right: Link, left: Link) -> bool:
    return (
        (right.relation, left.relation) == ("right_of", "left_of")
        and right.subject == left.subject
        and right.object != left.object
        and right.when == left.when == "always"
        and right.distance_m is left.distance_m is None
    )


def _reach(things: Mapping[str, Thing], right: Link, left: Link) -> float:
    """Return the distance between centres that leaves air on both sides [m]."""
    own = things[right.subject].half[0]
    widest = max(things[right.object].half[0], things[left.object].half[0])
    gap = min(_GAP_M[1], max(_GAP_M[0], 0.4 * max(own, widest)))
    return round(own + widest + gap, 3)
