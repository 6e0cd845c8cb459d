"""Who stands where and who goes where: what blocking a shot gives."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from groundplan.agents.blocking.goers import Keys
from groundplan.agents.blocking.launches import Launch
from groundplan.agents.blocking.openings import Opening
from groundplan.agents.blocking.pacing import own_way
from groundplan.agents.blocking.sitting_down import Sitting
from groundplan.agents.blocking.standing_up import Rising
from groundplan.agents.blocking.things import Point, Route, Spot, Thing, add
from groundplan.agents.blocking.throws import Throw
from groundplan.agents.blocking.timing import Schedule
from groundplan.agents.blocking.turns import Turn
from groundplan.geometry.landform import Landform
from groundplan.world.finding import Finding

__all__ = ["Blocking"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocking:
    """Who stands where and who goes where, by the keys of the facts."""

    things: dict[str, Thing]
    spots: dict[str, Spot]
    headings: dict[str, float]
    turned: dict[str, tuple[float, ...]]
    """Headings of single bodies, where those of a group differ [rad]."""
    routes: tuple[Route, ...]
    turns: tuple[Turn, ...]
    """On the spot, in the order of time."""
    timing: Schedule
    findings: tuple[Finding, ...]
    resized: frozenset[str]
    """Things that were made smaller so that they fit."""
    own_ways: dict[tuple[str, int], tuple[Keys, ...]]
    """Keys of the routes of single bodies that go another way than their group."""
    openings: tuple[Opening, ...]
    """What is opened and closed, in the order of time."""
    throws: tuple[Throw, ...]
    """What goes from hands to hands through the air, in the order of time."""
    launches: tuple[Launch, ...]
    """What physics moves, in the order of time."""
    sittings: tuple[Sitting, ...] = ()
    """Who sits down on what they have come to."""
    risings: tuple[Rising, ...] = ()
    """Who stands up from what they sit on."""
    tables: Mapping[str, str] = field(default_factory=dict[str, str])
    """By person: the table, desk, bar or piano that they sit or stand at."""
    landform: Landform | None = None
    """The ground that this plan is laid over where that is not level."""

    def grounded(self, point: Point) -> Point:
        """Return where a point of the flat plan lies in the world."""
        return point if self.landform is None else self.landform.placed(point)

    def routes_of(self, key: str, index: int) -> tuple[Route, ...]:
        """Return the ways of one body of a group."""
        routes = tuple(route for route in self.routes if route.mover == key)
        own = self.own_ways.get((key, index))
        if own is not None:
            return tuple(own_way(r, k) for r, k in zip(routes, own, strict=True))
        x, z = self.things[key].offsets[index]
        return tuple(
            replace(r, keys=tuple((t, add(point, (x, 0.0, z))) for t, point in r.keys))
            for r in routes
        )

    def body_heading(self, key: str, index: int) -> float:
        """Return the heading of one body of a group [rad]."""
        turned = self.turned.get(key)
        return self.headings[key] if turned is None else turned[index]

    def world(self, key: str) -> Point:
        """Return where a thing stands at the start, in world axes."""
        spot = self.spots[key]
        if not spot.parent:
            return spot.position
        x, y, z = self.world(spot.parent)
        angle = self.headings.get(spot.parent, 0.0)
        c, s = math.cos(angle), math.sin(angle)
        dx, dy, dz = spot.position
        return (x + c * dx + s * dz, y + dy, z - s * dx + c * dz)
