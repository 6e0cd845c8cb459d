"""Each camera move in numbers: how far it turns, travels or zooms over a shot.

A stated amount wins, then a stated manner; with neither, the move is as large as keeps the
subject in the frame.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from groundplan.agents.camera.framing import CLEARANCE_M
from groundplan.agents.camera.request import CameraRequest, MoveRequest
from groundplan.agents.camera.rigid import Drift
from groundplan.agents.camera.setup import Gate, Setup
from groundplan.agents.camera.terms import LINEAR_MPS, SIZES, TURNING_RADPS, SizeTerm

__all__ = ["RIGID", "Extent", "drift_of", "shake_rms"]

RIGID: Final = frozenset(
    {
        "static", "pan_left", "pan_right", "tilt_up", "tilt_down", "roll_cw", "roll_ccw",
        "truck_left", "truck_right", "pedestal_up", "pedestal_down", "dolly_in", "dolly_out",
        "zoom_in", "zoom_out", "dolly_zoom", "whip_pan", "oblique", "handheld",
    }
)  # fmt: skip
_WHIP_SECONDS: Final = 0.4
_WHIP_RAD: Final = math.radians(90.0)
_WIDEST_SWEEP: Final = math.radians(170.0)
_LEAST_M: Final = 0.2
"""Shortest travel that reads as one: our engineering default."""
_SHAKE_RAD: Final = {
    "slow": math.radians(0.3), "": math.radians(0.6), "normal": math.radians(0.6),
    "fast": math.radians(1.0),
}  # fmt: skip
_ZOOM: Final = {"slow": 1.4, "": 1.6, "normal": 1.6, "fast": 2.2}
_ROLL_RAD: Final = math.radians(20.0)
_FLIGHT_M: Final = 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """What bounds a move: the shot's length, the set-up, and the size that has to hold."""

    seconds: float
    setup: Setup
    gate: Gate
    size: SizeTerm | None
    end_size: SizeTerm | None
    fixed_lens: bool = False

    @property
    def field(self) -> tuple[float, float]:
        """Return the full horizontal and vertical field of view [rad]."""
        x, y = self.gate.tangents(self.setup.focal_mm)
        return 2.0 * math.atan(x), 2.0 * math.atan(y)

    @property
    def visible_m(self) -> tuple[float, float]:
        """Return width and height of the picture at the aimed point [m]."""
        x, y = self.gate.tangents(self.setup.focal_mm)
        return 2.0 * x * self.setup.depth_m, 2.0 * y * self.setup.depth_m

    @property
    def size_ratio(self) -> float:
        """Return by which factor the distance may change while the size still holds."""
        if self.size is None or self.size.low <= 0.0 or math.isinf(self.size.high):
            return 1.5
        return min(1.8, 0.97 * self.size.high / self.size.low)


def shake_rms(request: CameraRequest) -> float | None:
    """Return how strongly a hand-held camera shakes [rad], None where it is not hand-held."""
    move = request.asks("handheld")
    return None if move is None else _SHAKE_RAD.get(move.manner, _SHAKE_RAD[""])


def drift_of(move: MoveRequest, extent: Extent) -> Drift:
    """Return the drift of a rigid move; none for `static` and `handheld`."""
    kind, _, way = move.id.partition("_")
    make = _MAKERS.get(move.id) or _MAKERS.get(kind)
    positive = way in {"left", "up", "cw", "in"} if kind != "truck" else way == "right"
    return Drift() if make is None else make(move, extent, 1.0 if positive else -1.0)


def _pan(move: MoveRequest, extent: Extent, sign: float) -> Drift:
    return Drift(yaw=_sweep(move, extent, field=extent.field[0], sign=sign))


def _roll(move: MoveRequest, extent: Extent, sign: float) -> Drift:
    return Drift(roll=(0.0, sign * _turn(move, extent, default=_ROLL_RAD)))


def _truck(move: MoveRequest, extent: Extent, sign: float) -> Drift:
    total = sign * _travel(move, extent, room=0.5 * extent.visible_m[0])
    return Drift(right=(-0.5 * total, 0.5 * total))


def _oblique(_: MoveRequest, extent: Extent, __: float) -> Drift:
    """Return airborne travel forward that ends at the set-up."""
    room = 0.5 * extent.setup.depth_m * math.cos(extent.setup.pitch)
    return Drift(level=(-max(room, _FLIGHT_M), 0.0))


def _turn(move: MoveRequest, extent: Extent, *, default: float) -> float:
    if move.amount is not None and move.unit == "rad":
        return abs(move.amount)
    if move.amount is not None and move.unit == "rad/s":
        return abs(move.amount) * extent.seconds
    if move.manner:
        return min(TURNING_RADPS[move.manner] * extent.seconds, _WIDEST_SWEEP)
    return min(default, TURNING_RADPS["normal"] * extent.seconds)


def _travel(move: MoveRequest, extent: Extent, *, room: float) -> float:
    if move.amount is not None and move.unit == "m":
        return abs(move.amount if move.end_amount is None else move.end_amount - move.amount)
    if move.amount is not None and move.unit == "m/s":
        return abs(move.amount) * extent.seconds
    return max(min(LINEAR_MPS[move.manner] * extent.seconds, room), _LEAST_M)


def _sweep(move: MoveRequest, extent: Extent, *, field: float, sign: float) -> tuple[float, float]:
    """Return both ends of a turn: centred on the subject, or landing on it when too wide."""
    total = _turn(move, extent, default=0.6 * field)
    if total > 0.85 * field:
        return (-sign * total, 0.0)
    return (-0.5 * sign * total, 0.5 * sign * total)


def _tilt(move: MoveRequest, extent: Extent, sign: float) -> Drift:
    low, high = _sweep(move, extent, field=max(extent.field[1], math.radians(14.0)), sign=sign)
    limit = math.radians(88.0)
    start = max(-limit, min(limit, extent.setup.pitch + low)) - extent.setup.pitch
    return Drift(pitch=(start, high))


def _pedestal(move: MoveRequest, extent: Extent, sign: float) -> Drift:
    total = _travel(move, extent, room=0.5 * extent.visible_m[1])
    height = float(extent.setup.position[1])
    lowest = max(-0.5 * total, CLEARANCE_M - height)
    highest = lowest + total
    return Drift(rise=(lowest, highest) if sign > 0 else (highest, lowest))


def _dolly(move: MoveRequest, extent: Extent, sign: float) -> Drift:
    """Return travel along the axis; the stated size holds all the way, or changes as stated.

    A wide picture stays about its set-up, which has everybody in frame.
    """
    depth = extent.setup.depth_m
    if extent.end_size is not None and extent.size is not None and extent.end_size != extent.size:
        end = depth * extent.end_size.fraction / extent.size.fraction
        return Drift(forward=(0.0, depth - end))
    if extent.size is not None:
        ratio = extent.size_ratio
        room = depth * (math.sqrt(ratio) - 1.0 / math.sqrt(ratio))
        total = _travel(move, extent, room=room)
        near = depth / math.sqrt(ratio)
        wide = extent.size.fraction >= SIZES["wide"].fraction
        nearest = min(max(0.5 * total, 0.0 if wide else depth - near), 0.6 * depth)
    else:
        total, nearest = _travel(move, extent, room=0.6 * depth), 0.0
    far = nearest - total
    sine = math.sin(extent.setup.pitch)
    height = float(extent.setup.position[1])
    if height + far * sine < 0.5 * CLEARANCE_M and sine > 0.0:
        far = min(nearest - _LEAST_M, (0.5 * CLEARANCE_M - height) / sine)
    return Drift(forward=(far, nearest) if sign > 0 else (nearest, far))


def _zoom(move: MoveRequest, extent: Extent, sign: float) -> Drift:
    focal, inwards = extent.setup.focal_mm, sign > 0.0
    if move.unit == "mm" and move.amount is not None and move.end_amount is not None:
        return Drift(zoom=(move.amount / focal, move.end_amount / focal))
    if extent.end_size is not None and extent.size is not None and extent.end_size != extent.size:
        return Drift(zoom=(1.0, extent.size.fraction / extent.end_size.fraction))
    factor = min(_ZOOM[move.manner], extent.size_ratio) if extent.size else _ZOOM[move.manner]
    if extent.size is not None and not extent.fixed_lens:
        root = math.sqrt(factor)
        return Drift(zoom=(1.0 / root, root) if inwards else (root, 1.0 / root))
    if extent.fixed_lens:
        return Drift(zoom=(1.0, factor if inwards else 1.0 / factor))
    return Drift(zoom=(1.0 / factor, 1.0) if inwards else (1.0, 1.0 / factor))


def _dolly_zoom(_: MoveRequest, extent: Extent, __: float) -> Drift:
    """Return travel to 55 % of the depth with the lens shortened alike: the subject keeps its size.

    Source:
        Similar triangles: image height = f H / d stays when f changes in proportion to d.
    """
    return Drift(forward=(0.0, 0.45 * extent.setup.depth_m), zoom=(1.0, 0.55))


def _whip(move: MoveRequest, extent: Extent, _: float) -> Drift:
    length = min(1.0, _WHIP_SECONDS / extent.seconds)
    start = max(0.0, 0.5 - 0.5 * length)
    total = abs(move.amount) if move.amount is not None and move.unit == "rad" else _WHIP_RAD
    sign = 1.0 if "left" in move.id or move.reverse else -1.0
    return Drift(window=(start, start + length), yaw=(-sign * total, 0.0))


_MAKERS: Final[dict[str, Callable[[MoveRequest, Extent, float], Drift]]] = {
    "pan": _pan, "tilt": _tilt, "roll": _roll, "truck": _truck, "pedestal": _pedestal,
    "dolly": _dolly, "zoom": _zoom, "oblique": _oblique, "dolly_zoom": _dolly_zoom,
    "whip_pan": _whip,
}  # fmt: skip
"""By move or by its first word; the sign is that of the coordinate's positive way."""
