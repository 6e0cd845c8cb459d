"""Rigid blocks of furniture: chairs around a table, desks in rows, a circle of chairs.

A block has its middle at (0, 0) and turn 0; its parts keep their places in it when it turns. [mm]
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

__all__ = ["Block", "Body", "Part", "around_table", "before", "in_circle", "in_rows", "single"]

_SEAT_MM: Final = 620
"""Edge that one person takes at a table."""
_AIR_MM: Final = 20
"""Between the front of a chair and the edge of the top."""
_AISLE_MM: Final = (120, 650)
"""Least gap between what stands side by side in a row, and between rows, where people pass."""
_DESK_ROW_MM: Final = 850
_TABLES_MM: Final = 1100
"""Most between tables with chairs in a row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One body of a block."""

    key: str
    index: int
    x: float
    z: float
    heading: float = 0.0
    """Which way it faces while the block is at turn 0 [rad]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Some bodies that are moved as one."""

    parts: tuple[Part, ...]
    half: tuple[float, float]
    height: float
    middle: tuple[float, float] = (0.0, 0.0)
    """Where the middle of what it covers lies from the origin of its parts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """Key, number and half sizes (x, z) of one body at heading 0, and its height."""

    key: str
    index: int
    half: tuple[float, float]
    height: float


def single(body: Body) -> Block:
    """Return a block of one."""
    part = Part(key=body.key, index=body.index, x=0.0, z=0.0)
    return Block(parts=(part,), half=body.half, height=body.height)


def _block(parts: Sequence[tuple[Body, float, float, float]]) -> Block:
    """Return the block of bodies at places (body, x, z, heading), its origin in its middle."""
    low, high = [math.inf, math.inf], [-math.inf, -math.inf]
    for body, x, z, heading in parts:
        c, s = abs(math.cos(heading)), abs(math.sin(heading))
        hx = c * body.half[0] + s * body.half[1]
        hz = s * body.half[0] + c * body.half[1]
        low = [min(low[0], x - hx), min(low[1], z - hz)]
        high = [max(high[0], x + hx), max(high[1], z + hz)]
    mx, mz = 0.5 * (low[0] + high[0]), 0.5 * (low[1] + high[1])
    return Block(
        parts=tuple(
            Part(key=b.key, index=b.index, x=x - mx, z=z - mz, heading=h) for b, x, z, h in parts
        ),
        half=(0.5 * (high[0] - low[0]), 0.5 * (high[1] - low[1])),
        height=max(body.height for body, *_ in parts),
    )


def around_table(table: Body, chairs: Sequence[Body]) -> Block:
    """Return a table with chairs on its sides, turned to it: ends last, long sides evenly."""
    hx, hz = table.half
    along_x = hx >= hz
    ends = 2 if len(chairs) in {2, 3} and max(hx, hz) < 1.5 * min(hx, hz) else 0
    if len(chairs) >= 5 or (len(chairs) == 4 and max(hx, hz) < 1.3 * min(hx, hz)):  # a square one
        ends = 2
    ends = min(ends, len(chairs))
    rest = len(chairs) - ends
    sides = [("far", (rest + 1) // 2), ("near", rest // 2), ("left", (ends + 1) // 2),
             ("right", ends // 2)]  # fmt: skip
    parts: list[tuple[Body, float, float, float]] = [(table, 0.0, 0.0, 0.0)]
    left = list(chairs)
    for side, count in sides:
        for k in range(count):
            chair = left.pop(0)
            parts.append(
                (chair, *_seat(table, chair, side=side, share=(k, count), along_x=along_x))
            )
    return _block(parts)


def _seat(
    table: Body, chair: Body, *, side: str, share: tuple[int, int], along_x: bool
) -> tuple[float, float, float]:
    """Return place and heading of a chair: far and near are the long sides."""
    k, count = share
    hx, hz = table.half
    if not along_x:
        hx, hz = hz, hx
    step = max(_SEAT_MM, 2.0 * chair.half[0] + 60.0)
    aside = (k - 0.5 * (count - 1)) * step
    out = chair.half[1] + _AIR_MM
    x, z, heading = {
        "far": (aside, -hz - out, 0.0), "near": (aside, hz + out, math.pi),
        "left": (-hx - out, aside, 0.5 * math.pi), "right": (hx + out, aside, -0.5 * math.pi),
    }[side]  # fmt: skip
    return (x, z, heading) if along_x else (z, -x, heading + 0.5 * math.pi)


def before(desk: Body, chair: Body) -> Block:
    """Return a desk with a chair at its front, turned to it."""
    z = desk.half[1] + chair.half[1] + _AIR_MM
    return _block([(desk, 0.0, 0.0, 0.0), (chair, 0.0, z, math.pi)])


def in_rows(
    groups: Sequence[Block], *, rows: int, floor: tuple[float, float], worked: bool
) -> Block:
    """Return blocks in rows (0: as many as suit the floor); the floor's width narrows the gaps.

    `floor`: width and depth that the rows may take [mm].
    """
    half = (max(g.half[0] for g in groups), max(g.half[1] for g in groups))
    rows = rows or _rows_for(len(groups), half, floor)
    width = floor[0]
    columns = math.ceil(len(groups) / rows)
    free = (width - columns * 2.0 * half[0]) / max(columns - 1, 1)
    company = len(groups[0].parts) > 1
    gap_x = min(_TABLES_MM if company else _AISLE_MM[1], max(_AISLE_MM[0], free))
    gap_z = _DESK_ROW_MM if worked and not company else _AISLE_MM[1]
    if company and rows > 1:
        gap_z = min(_TABLES_MM, max(gap_z, (floor[1] - rows * 2.0 * half[1]) / (rows - 1)))
    step = (2.0 * half[0] + gap_x, 2.0 * half[1] + gap_z)
    placed: list[Part] = []
    for n, group in enumerate(groups):
        row, column = divmod(n, columns)
        in_row = min(columns, len(groups) - row * columns)
        x = (column - 0.5 * (in_row - 1)) * step[0]
        z = (row - 0.5 * (rows - 1)) * step[1]
        placed += [
            Part(key=p.key, index=p.index, x=p.x + x, z=p.z + z, heading=p.heading)
            for p in group.parts
        ]
    half_x = half[0] + 0.5 * (columns - 1) * step[0]
    half_z = half[1] + 0.5 * (rows - 1) * step[1]
    return Block(parts=tuple(placed), half=(half_x, half_z), height=max(g.height for g in groups))


def _rows_for(count: int, half: tuple[float, float], floor: tuple[float, float]) -> int:
    """Return in how many rows so many blocks fill a floor most evenly."""

    def filled(rows: int) -> float:
        columns = math.ceil(count / rows)
        wide, deep = (2.0 * half[k] * n + _AISLE_MM[1] * (n - 1)
                      for k, n in ((0, columns), (1, rows)))  # fmt: skip
        return max(wide / floor[0], deep / floor[1])

    return min(range(1, count + 1), key=filled)


def in_circle(bodies: Sequence[Body]) -> Block:
    """Return bodies on a circle, turned to its middle, with a person's width inside."""
    wide = max(2.0 * b.half[0] for b in bodies) + 200.0
    radius = max(700.0, 0.5 * wide / math.sin(math.pi / max(len(bodies), 2)))
    radius += max(b.half[1] for b in bodies)
    parts: list[tuple[Body, float, float, float]] = []
    for k, body in enumerate(bodies):
        angle = math.tau * (k + 0.5) / len(bodies)
        x, z = radius * math.sin(angle), radius * math.cos(angle)
        parts.append((body, x, z, angle + math.pi))
    return _block(parts)
