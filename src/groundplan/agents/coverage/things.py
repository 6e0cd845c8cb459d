"""Set-ups of things: the insert of what is handled, the cutaway to what else is there."""

import itertools
import math
from typing import Final

import numpy as np

from groundplan.agents.camera.setup import Gate, Setup
from groundplan.agents.camera.terms import SIZES, size_of_fraction
from groundplan.agents.coverage.clearance import surroundings_of
from groundplan.agents.coverage.company import Company
from groundplan.agents.coverage.placing import Pair
from groundplan.agents.coverage.setups import Role, SetUp
from groundplan.scene.placing import world_from_entity_at
from groundplan.world.narrative import Action

__all__ = ["cutaway_to", "handled_things", "insert_of", "other_things"]

_TURNS_RAD: Final = tuple(math.radians(a) for a in (0, 25, -25, 50, -50, 75, -75))
"""About the thing from square to the line, on the cameras' side."""
_DOWN_RAD: Final = tuple(math.radians(a) for a in (-32.0, -45.0, -20.0, -60.0))
_LENSES_MM: Final = (50.0, 40.0, 65.0, 35.0)
_LEAST_SHOWN_M: Final = 0.3
_LARGEST_M: Final = 1.2
"""What is larger is no thing to cut in to."""
_FURNITURE: Final = frozenset({"table", "desk", "counter", "bench", "chair", "bed", "sofa"})


def handled_things(company: Company) -> dict[str, Action]:
    """Return small things that hands deal with, by the id of the action, in order of time."""
    found = dict[str, Action]()
    for key, action in sorted(company.actions.items(), key=lambda item: (item[1].start, item[0])):
        thing = company.figures.get(action.object or "")
        if thing is None or company.player(action.agent) is None or action.action == "look":
            continue
        if thing.kind == "prop" and max(thing.size_m) <= _LARGEST_M and action.start >= 0:
            found[key] = action
    return found


def other_things(company: Company) -> tuple[str, ...]:
    """Return what nobody handles and is worth a look: animals, then things, the smaller first."""
    used = {a.object for a in company.actions.values()} | {p.entity for p in company.players}
    free = [
        f for k, f in company.figures.items()
        if k not in used and f.kind in {"prop", "animal"}
        and company.world.entities[k].semantics.noun not in _FURNITURE
    ]  # fmt: skip
    return tuple(f.entity for f in sorted(free, key=lambda f: (max(f.size_m), f.name)))


def insert_of(
    company: Company, thing: str, *, pair: Pair, gate: Gate, span: tuple[int, int], holder: str = ""
) -> SetUp | None:
    """Return the close picture of a thing during a stretch of time, from the cameras' side."""
    return _close(company, thing, pair=pair, gate=gate, span=span, role="insert", holder=holder)


def cutaway_to(company: Company, thing: str, *, pair: Pair, gate: Gate) -> SetUp | None:
    """Return the picture of something that is not part of the action."""
    return _close(company, thing, pair=pair, gate=gate, span=(company.first, company.last),
                  role="cutaway")  # fmt: skip


def _close(  # noqa: PLR0913  # keywords, each one part of the picture
    company: Company, thing: str, *, pair: Pair, gate: Gate, span: tuple[int, int], role: Role,
    holder: str = "",
) -> SetUp | None:  # fmt: skip
    figure = company.figures[thing]
    sample = int(np.argmin(np.abs(company.times - 0.5 * (span[0] + span[1]))))
    around = surroundings_of(company.world, time=float(company.times[sample]))
    at = np.array([float(company.times[sample])])
    root = world_from_entity_at(company.world, thing, at)[0]
    lift = 0.5 * figure.height_m
    aim = root[:3, 3] + np.array([0.0, lift, 0.0])
    shown = max(_LEAST_SHOWN_M, SIZES["close_up"].fraction * figure.framed_m)
    best, least = None, math.inf
    base = math.atan2(pair.out[0], pair.out[2])
    for (r, focal), (d, down), (t, turn) in itertools.product(
        enumerate(_LENSES_MM), enumerate(_DOWN_RAD), enumerate(_TURNS_RAD)
    ):
        setup = Setup(
            aim=(float(aim[0]), float(aim[1]), float(aim[2])), focal_mm=focal,
            depth_m=shown * focal / gate.height_mm, azimuth=base + turn, pitch=down,
        )  # fmt: skip
        place = setup.position
        cost = 0.3 * r + 0.2 * d + 0.1 * t
        cost += 0.0 if around.fits(place, near={holder, thing}) else 100.0
        cost += 0.0 if around.sees(place, aim, but={thing}) else 10.0
        cost += 0.0 if float((place - pair.start) @ pair.out) > 0.0 else 5.0
        if cost < least:
            best, least = setup, cost
    if best is None or least >= 100.0:
        return None
    x, y, z = (float(v) for v in best.position)
    return SetUp(
        role=role, subject=thing, other=holder, first=span[0], last=span[1], position=(x, y, z),
        focal_mm=best.focal_mm, depth_m=best.depth_m, visible_m=shown,
        size=size_of_fraction(shown / figure.framed_m).id, target=thing, aim_height_m=lift,
    )  # fmt: skip
