"""Where the lamps of a rig stand: about the face, inside the room, out of the picture."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.agents.light_rigs.request import Asked, RigRequest
from groundplan.agents.light_rigs.standpoint import Standpoint
from groundplan.agents.light_rigs.table import RigLamp
from groundplan.geometry.gels import gelled

__all__ = ["PlacedLamp", "aim_of", "placed_lamps", "side_sign"]

Vector = Float[np.ndarray, " 3"]

_FRONTAL: Final = math.radians(10.0)
"""A face that is turned less looks at the camera."""
_AWAY: Final = math.radians(75.0)
_AT_MOST: Final = math.radians(60.0)
"""Of a face that looks farther away than `_AWAY`, patterns are laid about this."""
_LEAST_ASIDE: Final = math.radians(30.0)
"""A stated side means at least this far from the camera's axis."""
_WALL_M: Final = 0.15
_NEAREST_M: Final = 0.6
_FLOOR_M: Final = 0.1
_RAISES: Final = (0.0, 10.0, 20.0, 30.0, 40.0)
_STRETCHES: Final = (1.0, 1.25, 1.6, 2.2, 3.0)
_UPLIGHT_DEG: Final = -20.0
"""A lamp from farther below is meant so: it isn't raised."""
_STEEPEST_DEG: Final = 80.0
_SOFT_M: Final = 1.2
_HARD_M: Final = 0.15


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PlacedLamp:
    """A lamp that stands somewhere."""

    spec: RigLamp
    position: Vector
    size_m: float
    asked: Asked
    in_shot: bool
    """True where no place out of the picture was found."""
    blocked: bool = False
    """True where something stands between it and what it points at, wherever it was tried."""

    @property
    def fixed_lm(self) -> float | None:
        """Return what leaves its gels, where its flux is stated or a flame's."""
        flux = self.asked.flux_lm if self.asked.flux_lm is not None else self.spec.flux_lm
        if flux is None:
            return None
        return flux * gelled(5600.0, self.asked.gels).transmission


def side_sign(request: RigRequest, stand: Standpoint) -> float:
    """Return 1 where the key stands on camera right, -1 on camera left."""
    if request.frame == "subject" and request.side in {"left", "right"}:
        return (1.0 if request.side == "left" else -1.0) * (
            1.0 if math.cos(stand.turned) >= 0.0 else -1.0
        )
    if request.side in {"left", "right"}:
        return 1.0 if request.side == "right" else -1.0
    if abs(stand.turned) < _FRONTAL:
        return -1.0
    far = math.copysign(1.0, stand.turned)
    return -far if request.rig.side == "near" else far


def placed_lamps(request: RigRequest, stand: Standpoint) -> tuple[PlacedLamp, ...]:
    """Return all lamps of the rig, placed."""
    sign = side_sign(request, stand)
    return tuple(_placed(lamp, request, stand, sign=sign) for lamp in request.rig.lamps)


def aim_of(lamp: PlacedLamp, stand: Standpoint) -> Vector:
    """Return what a lamp points at: the face, or what is seen behind it [m]."""
    return stand.backdrop if lamp.spec.role == "background" else stand.place


def _placed(lamp: RigLamp, request: RigRequest, stand: Standpoint, *, sign: float) -> PlacedLamp:
    asked = request.asked(lamp.role)
    size = lamp.size_m
    if asked.hard is not None:
        size = min(size, _HARD_M) if asked.hard else max(size, _SOFT_M)
    aside = _aside(lamp, request, stand, sign=sign)
    raised = _elevation_deg(lamp, request)
    places = [
        _position(
            stand, aside, min(raised + lift, max(_STEEPEST_DEG, raised)),
            far=lamp.distance_m * stretch,
        )
        for stretch in _STRETCHES
        for lift in (_RAISES if raised > _UPLIGHT_DEG else _RAISES[:1])
    ]  # fmt: skip
    flame, reach = lamp.flux_lm is not None, 0.6 * size
    clear = lamp.role == "background"
    faults = [
        (not flame and stand.in_shot(at, reach), not clear and stand.blocked(at)) for at in places
    ]
    best = min(range(len(places)), key=lambda k: (sum(faults[k]), k))
    return PlacedLamp(
        spec=lamp, position=places[best], size_m=size, asked=asked,
        in_shot=faults[best][0], blocked=faults[best][1],
    )  # fmt: skip


def _elevation_deg(lamp: RigLamp, request: RigRequest) -> float:
    if lamp.role != "key":
        return lamp.elevation_deg
    if request.elevation_rad is not None:
        return math.degrees(request.elevation_rad)
    return {"above": _STEEPEST_DEG, "below": -50.0}.get(request.side, lamp.elevation_deg)


def _aside(lamp: RigLamp, request: RigRequest, stand: Standpoint, *, sign: float) -> float:
    """Return where the lamp stands about the camera's bearing [rad]."""
    turn = stand.turned
    if abs(turn) > _AWAY:
        turn = math.copysign(_AT_MOST, turn)
    base = turn if lamp.about == "face" else 0.0
    aside = math.remainder(base + sign * math.radians(lamp.azimuth_deg), math.tau)
    if lamp.role != "key":
        return aside
    if request.side == "back":
        return sign * math.radians(150.0)
    if request.side == "front":
        return turn + sign * math.radians(10.0)
    if request.side in {"left", "right", "side"}:
        off = min(max(sign * aside, _LEAST_ASIDE), math.pi - _LEAST_ASIDE)
        return sign * off
    return aside


def _position(stand: Standpoint, aside: float, elevation_deg: float, *, far: float) -> Vector:
    bearing, up = stand.camera_bearing + aside, math.radians(elevation_deg)
    way = np.array([
        math.sin(bearing) * math.cos(up), math.sin(up), math.cos(bearing) * math.cos(up)
    ])  # fmt: skip
    far = max(min(far, stand.reach(way, margin_m=_WALL_M)), _NEAREST_M)
    position = stand.place + far * way
    floor = stand.ground[1] + _FLOOR_M
    if position[1] < floor < stand.place[1]:
        position = stand.place + way * (stand.place[1] - floor) / -way[1]
    return np.round(position, 3)
