"""Whether the scene is a place of the said kind, and a room has its size with all things apart.

A room is right when both lengths were understood as quantities [m], all things lie inside a
rectangle of that size, and no two of them overlap by more than 2 cm in depth, width and height.
"""

import math
from itertools import combinations
from typing import Any, Final

from judging.naming import answering

__all__ = ["has_scene", "room_verdicts"]

_THINGS: Final = ("character", "animal", "prop", "vehicle")
_SLACK_M: Final = 0.02
_HELD: Final = ("on", "inside", "in", "holds", "wears")

Body = dict[str, Any]


def has_scene(description: dict[str, Any], noun: str) -> bool:
    """Tell whether a place of the kind is among the entities."""
    return bool(answering(description, noun))


def room_verdicts(description: dict[str, Any], size_m: list[float]) -> dict[str, bool]:
    """Return whether the size was understood, all things are inside, and none collide."""
    said = [q["value"] for q in description["quantities"] if q["unit"] == "m"]
    sample = description["shots"][0]["samples"][0]["entities"]
    bodies = {
        e["id"]: sample[e["id"]]
        for e in description["entities"]
        if e["kind"] in _THINGS and e["id"] in sample
    }
    held = {
        frozenset((r["subject"], r["object"]))
        for r in description["relations"]
        if r["relation"] in _HELD
    }
    clear = not any(
        _collide(bodies[a], bodies[b])
        for a, b in combinations(bodies, 2)
        if frozenset((a, b)) not in held
    )
    return {
        "room: size understood": all(any(abs(v - w) < 1e-6 for v in said) for w in size_m),
        "room: all inside": _fits(list(bodies.values()), size_m),
        "room: no collisions": clear,
    }


def _fits(bodies: list[Body], size_m: list[float]) -> bool:
    corners = [corner for body in bodies for corner in _corners(body)]
    spans = [max(c[k] for c in corners) - min(c[k] for c in corners) for k in (0, 1)]
    allowed = [v + _SLACK_M for v in size_m]
    return any(
        spans[0] <= w and spans[1] <= d for w, d in (allowed, allowed[::-1])
    ) if corners else False  # fmt: skip


def _corners(body: Body) -> list[tuple[float, float]]:
    x, _, z = body["position_m"]
    w, _, d = body["size_m"]
    c, s = math.cos(body["heading_rad"]), math.sin(body["heading_rad"])
    return [
        (x + c * u * w / 2 + s * v * d / 2, z - s * u * w / 2 + c * v * d / 2)
        for u in (-1, 1)
        for v in (-1, 1)
    ]


def _collide(a: Body, b: Body) -> bool:
    low = max(a["position_m"][1], b["position_m"][1])
    high = min(x["position_m"][1] + x["size_m"][1] for x in (a, b))
    if high - low <= _SLACK_M:
        return False
    axes = [(math.cos(x["heading_rad"]), -math.sin(x["heading_rad"])) for x in (a, b)]
    axes += [(-z, x) for x, z in axes]
    return all(_shared(_corners(a), _corners(b), axis) > _SLACK_M for axis in axes)


def _shared(
    a: list[tuple[float, float]], b: list[tuple[float, float]], axis: tuple[float, float]
) -> float:
    """Return how far two outlines overlap along one axis [m] (separating axis theorem)."""
    (a0, a1), (b0, b1) = (
        (min(on), max(on)) for on in ([p[0] * axis[0] + p[1] * axis[1] for p in c] for c in (a, b))
    )
    return min(a1, b1) - max(a0, b0)
