"""Do bodies stand to one another as was said, as the camera sees them."""

import math
from collections.abc import Callable, Iterator
from types import MappingProxyType
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.agents.critic.observation import Observation
from groundplan.agents.figures import Figure
from groundplan.geometry.boxes import footprint_corners, footprint_gap, footprints_overlap
from groundplan.world.finding import Finding
from groundplan.world.intent import Intent
from groundplan.world.narrative import RelationKind

__all__ = ["outline", "relation_findings", "relation_holds", "sits_on"]

_Pair = tuple[Figure, Figure]


def relation_findings(seen: Observation) -> Iterator[Finding]:
    """Return relations and distances that do not hold."""
    yield from _relations(seen)
    yield from _beside(seen)
    yield from _distances(seen)


def _pair(seen: Observation, intent: Intent) -> tuple[Figure, Figure] | None:
    a, b = seen.figures.get(intent.subject or ""), seen.figures.get(intent.object or "")
    return None if a is None or b is None else (a, b)


def _index(intent: Intent) -> int:
    return -1 if intent.when == "end" else 0


def relation_holds(
    seen: Observation, relation: RelationKind, pair: tuple[Figure, Figure], *, index: int
) -> bool:
    """Return whether a relation holds at a sample, as the camera sees it.

    `left_of` orders the middles of pixel boxes that overlap by at most half of the narrower;
    `in_front_of` is nearer over the ground and lined up in the picture; the others compare heights
    and footprints.
    """
    test = _TESTS.get(relation)
    return test is None or test(seen, pair, index)


def _side(seen: Observation, pair: _Pair, i: int) -> bool:
    a, b = pair
    (a0, a1), (b0, b1) = seen.boxes_px(a)[i, :, 0], seen.boxes_px(b)[i, :, 0]
    overlap, narrower = min(a1, b1) - max(a0, b0), min(a1 - a0, b1 - b0)
    return bool(a0 + a1 < b0 + b1 and overlap <= 0.5 * narrower)


def _nearer(seen: Observation, pair: _Pair, i: int) -> bool:
    a, b = pair
    (a0, a1), (b0, b1) = seen.boxes_px(a)[i, :, 0], seen.boxes_px(b)[i, :, 0]
    closer = seen.ground_distances(a)[i] < seen.ground_distances(b)[i]
    return bool(closer and min(a1, b1) > max(a0, b0))


def outline(figure: Figure, i: int) -> Float[np.ndarray, "4 2"]:
    """Return the footprint's corners (x, z) at a sample [m]."""
    width, _, depth = figure.size_m
    x, _, z = figure.positions[i]
    return footprint_corners(np.array([x, z]), np.array([width, depth]), float(figure.headings[i]))


def _beside_gap(_: Observation, pair: _Pair, i: int) -> bool:
    a, b = pair
    gap = footprint_gap(outline(a, i), outline(b, i))
    largest = max(a.size_m[0], a.size_m[2], b.size_m[0], b.size_m[2])
    return gap <= max(0.8, 0.75 * largest) + 1e-6


def _over(_: Observation, pair: _Pair, i: int) -> bool:
    a, b = pair
    return bool(a.positions[i, 1] >= b.positions[i, 1] + 0.5 * b.height_m)


def sits_on(seen: Observation, pair: set[str]) -> bool:
    """Return whether one of two sits on the other, or is in the hands of who does.

    A body that sits has its feet lower than the seat, and a seat's box reaches over its lap.
    """
    seats = {
        t.entity: t.target for t in seen.world.tracks.values() if t.name in _SITTING and t.target
    }
    held = ({grip.entity, seats.get(grip.holder, "")} for grip in seen.world.grips.values())
    return any({one, seat} == pair for one, seat in seats.items()) or pair in held


def _rests(seen: Observation, pair: _Pair, i: int) -> bool:
    a, b = pair
    inside = footprints_overlap(outline(a, i), outline(b, i))
    if inside and sits_on(seen, {a.entity, b.entity}):
        return True
    base, low = float(a.positions[i, 1]), float(b.positions[i, 1])
    return inside and low + 0.3 * b.height_m - 0.02 <= base <= low + b.height_m + 0.05


def _within(_: Observation, pair: _Pair, i: int) -> bool:
    a, b = pair
    inside = footprints_overlap(outline(a, i), outline(b, i))
    return bool(inside and a.positions[i, 1] < b.positions[i, 1] + b.height_m)


_SITTING: Final = frozenset({"sit", "sit_down", "stand_up", "ride"})
_TESTS: Final = MappingProxyType[str, Callable[[Observation, _Pair, int], bool]](
    {
        "left_of": _side,
        "right_of": lambda s, pair, i: _side(s, (pair[1], pair[0]), i),
        "in_front_of": _nearer,
        "behind": lambda s, pair, i: _nearer(s, (pair[1], pair[0]), i),
        "next_to": _beside_gap,
        "above": _over,
        "below": lambda s, pair, i: _over(s, (pair[1], pair[0]), i),
        "on": _rests,
        "under": _within,
        "inside": _within,
    }
)


def _relations(seen: Observation) -> Iterator[Finding]:
    for key, intent in seen.asserted("relation"):
        pair = _pair(seen, intent)
        if pair is None or not isinstance(intent.value, str):
            continue
        if relation_holds(seen, intent.value, pair, index=_index(intent)):  # pyright: ignore[reportArgumentType]  # unknown relations hold
            continue
        a, b = (seen.name(f.entity) for f in pair)
        yield Finding(
            code="layout.relation-violated",
            severity="warning",
            message=(
                f"{a} is not {intent.value.replace('_', ' ')} {b} as the camera sees it at "
                f"{seen.second(0 if _index(intent) == 0 else 8):.2f} s"
            ),
            paths=(f"intents/{key}", *(f"entities/{f.entity}" for f in pair)),
            expected=intent.value,
            span=intent.span,
            options=(f"move {a}", "turn the camera towards the nominal view", "drop the relation"),
        )


def _beside(seen: Observation) -> Iterator[Finding]:
    for key, intent in seen.asserted("beside"):
        pair = _pair(seen, intent)
        if pair is None or not isinstance(intent.value, int | float):
            continue
        apart = np.linalg.norm((pair[0].positions - pair[1].positions)[:, [0, 2]], axis=1)
        limit = float(intent.value) + (intent.tolerance or 0.0)
        worst = int(np.argmax(apart))
        if apart[worst] > limit:
            a, b = (seen.name(f.entity) for f in pair)
            yield Finding(
                code="motion.not-beside",
                severity="warning",
                message=(
                    f"{a} is {apart[worst]:.2f} m from {b} at {seen.second(worst):.2f} s, and "
                    f"beside means at most {limit:g} m"
                ),
                paths=(f"intents/{key}", *(f"entities/{f.entity}" for f in pair)),
                measured=round(float(apart[worst]), 3),
                expected=limit,
                unit="m",
                span=intent.span,
            )


def _distances(seen: Observation) -> Iterator[Finding]:
    for key, intent in seen.asserted("distance"):
        pair = _pair(seen, intent)
        if pair is None or not isinstance(intent.value, int | float):
            continue
        i = _index(intent)
        apart = math.dist(
            pair[0].positions[i, [0, 2]].tolist(), pair[1].positions[i, [0, 2]].tolist()
        )
        if abs(apart - intent.value) > (intent.tolerance or 0.01):
            a, b = (seen.name(f.entity) for f in pair)
            yield Finding(
                code="layout.distance-differs",
                severity="error",
                message=f"{a} and {b} are {apart:.3f} m apart, and {intent.value:g} m was asked",
                paths=(f"intents/{key}", *(f"entities/{f.entity}" for f in pair)),
                measured=round(apart, 4),
                expected=float(intent.value),
                unit="m",
                span=intent.span,
            )
