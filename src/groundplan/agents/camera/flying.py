"""Moves of a camera in the air: over the subject, past it, straight down on it, away from it."""

import math
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from groundplan.agents.camera.drift import Drift
from groundplan.agents.camera.extent import LEAST_M, Extent, Made
from groundplan.agents.camera.move_request import MoveRequest
from groundplan.agents.camera.moves import Maker
from groundplan.agents.camera.setup import Setup

__all__ = ["AIRBORNE"]

_OVER_M: Final = 2.5
_DOWN: Final = math.radians(-30.0)
_PLUMB: Final = math.radians(-89.0)
_GENTLE: Final = math.radians(-5.0)
_STEEP: Final = math.radians(-20.0)
_REVEALED: Final = math.radians(25.0)
_LEVEL: Final = (1.0, 0.0, 1.0)


def _fly_over(_: MoveRequest, extent: Extent, __: float) -> Made:
    """Return level flight from in front of the subject to behind it."""
    setup = extent.setup
    above = extent.top_m + _OVER_M - setup.aim[1]
    depth = max(setup.depth_m, above / math.sin(-_DOWN))
    ground = depth * math.cos(_DOWN)
    over = replace(setup, pitch=_DOWN, depth_m=depth)
    return Made(drift=Drift(level=(-0.3 * ground, 1.4 * ground)), setup=over)


def _fly_through(_: MoveRequest, extent: Extent, __: float) -> Made:
    """Return level flight close beside the subject, and past it."""
    aside = extent.girth_m + max(0.5, 0.1 * extent.setup.depth_m)
    way = 1.4 * extent.setup.depth_m + 2.0 * extent.girth_m
    level = replace(extent.setup, pitch=0.0)
    return Made(drift=Drift(right=(aside, aside), level=(0.0, way)), setup=level)


def _rise_reveal(_: MoveRequest, extent: Extent, __: float) -> Made:
    up = max(0.6 * extent.setup.depth_m, 3.0)
    setup = _gentle(extent)
    return Made(drift=Drift(rise=(0.0, up), pitch=(-_REVEALED, 0.0)), setup=setup)


def _plumb(_: MoveRequest, extent: Extent, sign: float) -> Made:
    """Return a way along the plumb line over the subject."""
    least = (extent.top_m + LEAST_M - extent.setup.aim[1]) / math.sin(-_PLUMB)
    depth = max(extent.setup.depth_m, 1.2 * least)
    above = replace(extent.setup, pitch=_PLUMB, depth_m=depth)
    ends = (-depth, 0.0) if sign > 0 else (0.0, -depth)
    return Made(drift=Drift(forward=ends), setup=above)


def _gentle(extent: Extent) -> Setup:
    """Return the set-up, from not far over the subject where nobody stated an angle."""
    if extent.angle_stated or extent.setup.pitch > _STEEP:
        return extent.setup
    return replace(extent.setup, pitch=_GENTLE)


def _dronie(_: MoveRequest, extent: Extent, __: float) -> Made:
    up = 1.6 * extent.setup.depth_m
    drift = Drift(radius=(1.0, 2.6), rise=(0.0, up), aims=True, follows=_LEVEL)
    return Made(drift=drift, setup=_gentle(extent))


def _boomerang(_: MoveRequest, extent: Extent, sign: float) -> Made:
    drift = Drift(
        turn=(0.0, sign * math.tau),
        bump_radius=0.6,
        bump_rise_m=0.5 * extent.setup.depth_m,
        aims=True,
        follows=_LEVEL,
    )
    return Made(drift=drift)


def _swoop(_: MoveRequest, extent: Extent, __: float) -> Made:
    down, ahead = max(0.5 * extent.setup.depth_m, 2.5), max(0.8 * extent.setup.depth_m, 1.0)
    drift = Drift(rise=(down, 0.0), level=(-ahead, 0.0), bend=2.0, aims=True)
    return Made(drift=drift, setup=_gentle(extent))


AIRBORNE: Final[MappingProxyType[str, Maker]] = MappingProxyType(
    {
        "fly_over": _fly_over, "fly_through": _fly_through, "rise_reveal": _rise_reveal,
        "plumb": _plumb, "dronie": _dronie, "boomerang": _boomerang, "swoop": _swoop,
    }
)  # fmt: skip
"""By the name of the maker in the table of moves."""
