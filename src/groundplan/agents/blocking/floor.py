"""The floor while it fills up: who stands where, which lanes are taken, and what is still free."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from groundplan.agents.blocking.things import Box, Point, Route, Spot, Thing, add

__all__ = ["Floor"]


@dataclass(slots=True, kw_only=True)
class Floor:
    """Working state of the greedy solver: one group of things that belong together."""

    things: dict[str, Thing]
    spots: dict[str, Spot] = field(default_factory=dict[str, Spot])
    routes: list[Route] = field(default_factory=list[Route])
    together: dict[str, set[str]] = field(default_factory=dict[str, set[str]])
    """Pairs that may share space: one on, in or under the other."""

    def join(self, a: str, b: str) -> None:
        """Allow two things to share space."""
        self.together.setdefault(a, set()).add(b)
        self.together.setdefault(b, set()).add(a)

    def world(self, key: str) -> Point:
        """Return where a thing stands at the start, carriers included (they are not turned).

        What is carried by something that is not put down yet counts from the origin.
        """
        spot = self.spots[key]
        if spot.parent not in self.spots:
            return spot.position
        return add(self.world(spot.parent), spot.position)

    def box(self, key: str, at: Point) -> Box:
        """Return the room that a thing takes at a place."""
        thing = self.things[key]
        half_x, half_z = thing.half
        return Box(
            low=(at[0] - half_x, at[1], at[2] - half_z),
            high=(at[0] + half_x, at[1] + thing.size[1], at[2] + half_z),
        )

    def lane(self, route: Route) -> Box:
        """Return the room that a route takes."""
        boxes = [self.box(route.mover, point) for _, point in route.keys]
        return _hull(boxes)

    def blockers(self, key: str) -> list[Box]:
        """Return everything that a thing must keep clear of."""
        friends = self.together.get(key, set()) | {key}
        standing = [
            self.box(other, spot.position)
            for other, spot in self.spots.items()
            if other not in friends and not spot.parent and not self.things[other].flat
        ]
        lanes = [self.lane(route) for route in self.routes if route.mover not in friends]
        return standing + lanes

    def free(self, key: str, at: Point) -> bool:
        """Return whether a thing can stand there."""
        if self.things[key].flat:
            return True
        box = self.box(key, at)
        return not any(box.overlaps(other) for other in self.blockers(key))

    def first_free(self, key: str, candidates: Iterable[Point]) -> Point | None:
        """Return the first place where a thing can stand."""
        blockers = [] if self.things[key].flat else self.blockers(key)
        for at in candidates:
            box = self.box(key, at)
            if not any(box.overlaps(other) for other in blockers):
                return at
        return None

    def hull(self) -> Box | None:
        """Return the room that all of it takes; None when nothing solid stands here."""
        boxes = [
            self.box(key, spot.position)
            for key, spot in self.spots.items()
            if not spot.parent and not self.things[key].flat
        ]
        boxes += [self.lane(route) for route in self.routes]
        return _hull(boxes) if boxes else None

    def shift(self, by: Point) -> None:
        """Move everything."""
        for key, spot in self.spots.items():
            if not spot.parent:
                self.spots[key] = replace(spot, position=add(spot.position, by))
        self.routes = [
            replace(route, keys=tuple((t, add(point, by)) for t, point in route.keys))
            for route in self.routes
        ]


def _hull(boxes: list[Box]) -> Box:
    return Box(
        low=(
            min(b.low[0] for b in boxes), min(b.low[1] for b in boxes), min(b.low[2] for b in boxes)
        ),
        high=(
            max(b.high[0] for b in boxes), max(b.high[1] for b in boxes),
            max(b.high[2] for b in boxes),
        ),
    )  # fmt: skip
