"""Groups on or in something: close together so that all of it carries them, or shared out.

"Five kittens on three chairs" sit two, two and one; "three kittens in a basket" lie side by side.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from groundplan.agents.blocking.links import Link
from groundplan.agents.blocking.things import Thing

__all__ = ["gathered"]

_CARRYING: Final = frozenset({"on", "inside"})
_AIR_M: Final = 0.02
_TWIG_M: Final = 0.12
_MOST_GROWN: Final = 3.0
_SLACK: Final = 1.1
_TIGHTEST: Final = 1.3
_ROOM: Final = 0.94
"""How much of a footprint is used: our engineering default."""

Place = tuple[float, float]


def gathered(
    things: Mapping[str, Thing], links: Sequence[Link]
) -> tuple[dict[str, Thing], frozenset[str]]:
    """Return the things, groups spread so that what they are on or in carries all of them.

    Second: carriers of guessed size that grew because the group would not have fitted.
    """
    found = dict(things)
    grown: set[str] = set()
    for link in links:
        group, carrier = found[link.subject], found[link.object]
        if link.relation not in _CARRYING or carrier.flat or carrier.table or group.table:
            continue
        if group.count < 2 or group.spread or group.stacked:
            continue
        wider = _grown(carrier, group)
        if wider is not carrier:
            found[carrier.key], carrier = wider, wider
            grown.add(carrier.key)
        spread = _shared_out(group, carrier) if carrier.count > 1 else _close(group, carrier)
        found[group.key] = replace(group, spread=spread)
    return found, frozenset(grown)


def _grown(carrier: Thing, group: Thing) -> Thing:
    """Return the carrier, wider and deeper where its size is free and the group needs it."""
    if carrier.count > 1 or carrier.kind != "prop" or not carrier.resizable or carrier.treelike:
        return carrier
    factor = min(
        _MOST_GROWN, _SLACK * min(_need(group, carrier, n) for n in range(1, group.count + 1))
    )
    if factor <= _SLACK:
        return carrier
    w, h, d = carrier.size
    return replace(carrier, size=(round(w * factor, 4), h, round(d * factor, 4)))


def _need(group: Thing, carrier: Thing, columns: int) -> float:
    """Return how many times as wide and deep a carrier must be for a group in so many columns."""
    counts = (columns, math.ceil(group.count / columns))
    return max(
        (n * (2.0 * own + _AIR_M)) / (2.0 * _ROOM * room)
        for n, own, room in zip(counts, group.one, carrier.one, strict=True)
    )


def _shared_out(group: Thing, carrier: Thing) -> tuple[Place, ...]:
    """Return places on the carriers in turn, those on the same one side by side."""
    seats = carrier.offsets
    places: list[Place] = []
    for index in range(group.count):
        seat = index % len(seats)
        own = [k for k in range(group.count) if k % len(seats) == seat]
        grid = _grid(group, len(own), half=carrier.one)
        x, z = grid[own.index(index)]
        places.append((seats[seat][0] + x, seats[seat][1] + z))
    return tuple(places)


def _close(group: Thing, carrier: Thing) -> tuple[Place, ...]:
    """Return the usual places of a group, closer where the carrier is smaller than the group."""
    if carrier.treelike:
        return _perched(group, carrier)
    half_x, half_z = group.half
    fits = half_x <= carrier.one[0] and half_z <= carrier.one[1]
    least = min(_need(group, carrier, n) for n in range(1, group.count + 1))
    if fits or least > _TIGHTEST:  # bodies rather stand beside it than in one another
        return group.spread
    return _grid(group, group.count, half=carrier.one)


def _perched(group: Thing, tree: Thing) -> tuple[Place, ...]:
    """Return places side by side on the side of the nominal camera, so that leaves hide none."""
    step = min(2.0 * group.one[0] + _TWIG_M, 2.0 * _ROOM * tree.one[0] / group.count)
    middle = 0.5 * (group.count - 1)
    return tuple((round((k - middle) * step, 4), 0.0) for k in range(group.count))


def _grid(group: Thing, count: int, *, half: Place) -> tuple[Place, ...]:
    """Return places in rows and columns that reach least beyond a footprint of half extents [m].

    Bodies keep apart as long as there is room; where there is none, they overlap before they fall.
    """
    own_x, own_z = group.one
    room = [max(0.0, _ROOM * half[k] - (own_x, own_z)[k]) for k in (0, 1)]

    def lack(columns: int) -> float:
        rows = math.ceil(count / columns)
        wanted = ((columns - 1) * (own_x + 0.5 * _AIR_M), (rows - 1) * (own_z + 0.5 * _AIR_M))
        return sum(max(0.0, w - r) for w, r in zip(wanted, room, strict=True))

    columns = min(range(1, count + 1), key=lambda n: (round(lack(n), 6), -n))
    rows = math.ceil(count / columns)
    steps = [
        min(2.0 * own + _AIR_M, 2.0 * r / max(number - 1, 1)) if r else 2.0 * own + _AIR_M
        for own, r, number in zip((own_x, own_z), room, (columns, rows), strict=True)
    ]
    return tuple(
        (
            round((k % columns - 0.5 * (columns - 1)) * steps[0], 4),
            round((0.5 * (rows - 1) - k // columns) * steps[1], 4),
        )
        for k in range(count)
    )
