"""Moves of a camera on its own, in numbers: how far each turns, travels or zooms over a shot.

A stated amount wins, then a stated manner; with neither, the move is as large as keeps the
subject in the frame.
"""

import math
from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from groundplan.agents.camera.drift import Drift, Ends
from groundplan.agents.camera.extent import LEAST_M, Extent, Made, travel_of, turn_of
from groundplan.agents.camera.framing import CLEARANCE_M
from groundplan.agents.camera.move_request import MoveRequest
from groundplan.agents.camera.terms import SIZES

__all__ = ["SOLO", "Maker"]

Maker = Callable[[MoveRequest, Extent, float], Made]
"""Makes a move from what was asked, what bounds it, and the sign of its way."""
_SECONDS: Final = MappingProxyType({"whip": 0.4, "snap": 0.3, "crash": 0.5, "rack": 1.0})
_WHIP_PAN: Final = math.radians(90.0)
_WHIP_TILT: Final = math.radians(60.0)
_SNAP: Final = math.radians(25.0)
_ZOOM: Final = {"slow": 1.4, "": 1.6, "normal": 1.6, "fast": 2.2}
_CRASH: Final = 2.5
_CREEP_ZOOM: Final = 0.012
"""Per second."""
_CREEP: Final = (0.014, 0.1)
_DRIFT: Final = (0.02, 0.1)
"""Share of distance or width per second, and at most m/s."""
_ROLL: Final = math.radians(20.0)
_FLIGHT_M: Final = 1.5
_OBLIQUE: Final = math.radians(-15.0)
_STEEPEST: Final = math.radians(88.0)
_NEAR: Final = 0.45
"""How much of its distance a dolly zoom travels."""
_NEARLY_LEVEL: Final = math.radians(10.0)
_PULLED: Final = 0.6


def _static(_: MoveRequest, __: Extent, ___: float) -> Made:
    return Made(drift=Drift())


def _pan(move: MoveRequest, extent: Extent, sign: float) -> Made:
    return Made(drift=Drift(yaw=_sweep(move, extent, field=extent.field[0], sign=sign)))


def _tilt(move: MoveRequest, extent: Extent, sign: float) -> Made:
    low, high = _sweep(move, extent, field=max(extent.field[1], math.radians(14.0)), sign=sign)
    start = max(-_STEEPEST, min(_STEEPEST, extent.setup.pitch + low)) - extent.setup.pitch
    return Made(drift=Drift(pitch=(start, high)))


def _roll(move: MoveRequest, extent: Extent, sign: float) -> Made:
    return Made(drift=Drift(roll=(0.0, sign * turn_of(move, extent, default=_ROLL))))


def _whole_roll(_: MoveRequest, __: Extent, sign: float) -> Made:
    return Made(drift=Drift(roll=(0.0, sign * math.tau)))


def _sweep(move: MoveRequest, extent: Extent, *, field: float, sign: float) -> Ends:
    """Return both ends of a turn: centred on the subject, or landing on it when too wide."""
    total = turn_of(move, extent, default=0.6 * field)
    if total > 0.85 * field:
        return (-sign * total, 0.0)
    return (-0.5 * sign * total, 0.5 * sign * total)


def _window(extent: Extent, name: str) -> tuple[float, float]:
    """Return the middle of the shot, as long as a sudden move takes."""
    length = min(1.0, _SECONDS[name] / extent.seconds)
    start = max(0.0, 0.5 - 0.5 * length)
    return (start, start + length)


def _whip_pan(move: MoveRequest, extent: Extent, sign: float) -> Made:
    total = abs(move.amount) if move.amount is not None and move.unit == "rad" else _WHIP_PAN
    way = -sign if move.reverse and move.id == "whip_pan" else sign
    return Made(drift=Drift(window=_window(extent, "whip"), yaw=(-way * total, 0.0)))


def _quick_tilt(extent: Extent, *, total: float, sign: float, name: str) -> Made:
    """Return a tilt that lands on the set-up, or leaves it where there is no room to land."""
    start = extent.setup.pitch - sign * total
    ends = (-sign * total, 0.0) if abs(start) <= _STEEPEST else (0.0, sign * total)
    return Made(drift=Drift(window=_window(extent, name), pitch=ends))


def _whip_tilt(_: MoveRequest, extent: Extent, sign: float) -> Made:
    return _quick_tilt(extent, total=_WHIP_TILT, sign=sign, name="whip")


def _snap_tilt(_: MoveRequest, extent: Extent, sign: float) -> Made:
    return _quick_tilt(extent, total=_SNAP, sign=sign, name="snap")


def _truck(move: MoveRequest, extent: Extent, sign: float) -> Made:
    total = sign * travel_of(move, extent, room=0.5 * extent.visible_m[0])
    return Made(drift=Drift(right=(-0.5 * total, 0.5 * total)))


def _slow_truck(_: MoveRequest, extent: Extent, sign: float) -> Made:
    share, fastest = _DRIFT
    total = sign * extent.seconds * min(share * extent.visible_m[0], fastest)
    return Made(drift=Drift(right=(-0.5 * total, 0.5 * total)))


def _creep(_: MoveRequest, extent: Extent, sign: float) -> Made:
    share, fastest = _CREEP
    total = extent.seconds * min(share * extent.setup.depth_m, fastest)
    return Made(drift=Drift(forward=(-total, 0.0) if sign > 0 else (0.0, -total)))


def _pedestal(move: MoveRequest, extent: Extent, sign: float) -> Made:
    total = travel_of(move, extent, room=0.5 * extent.visible_m[1])
    height = float(extent.setup.position[1])
    lowest = max(-0.5 * total, CLEARANCE_M - height)
    highest = lowest + total
    return Made(drift=Drift(rise=(lowest, highest) if sign > 0 else (highest, lowest)))


def _dolly(move: MoveRequest, extent: Extent, sign: float) -> Made:
    """Return travel along the axis; the stated size holds all the way, or changes as stated.

    A wide picture stays about its set-up, which has everybody in frame.
    """
    depth = extent.setup.depth_m
    if extent.end_size is not None and extent.size is not None and extent.end_size != extent.size:
        end = depth * extent.end_size.fraction / extent.size.fraction
        return Made(drift=Drift(forward=(0.0, depth - end)))
    if extent.size is not None:
        ratio = extent.size_ratio
        room = depth * (math.sqrt(ratio) - 1.0 / math.sqrt(ratio))
        total = travel_of(move, extent, room=room)
        near = depth / math.sqrt(ratio)
        wide = extent.size.fraction >= SIZES["wide"].fraction
        nearest = min(max(0.5 * total, 0.0 if wide else depth - near), 0.6 * depth)
    else:
        total, nearest = travel_of(move, extent, room=0.6 * depth), 0.0
    far = nearest - total
    sine = math.sin(extent.setup.pitch)
    height = float(extent.setup.position[1])
    if height + far * sine < 0.5 * CLEARANCE_M and sine > 0.0:
        far = min(nearest - LEAST_M, (0.5 * CLEARANCE_M - height) / sine)
    return Made(drift=Drift(forward=(far, nearest) if sign > 0 else (nearest, far)))


def _zoom(move: MoveRequest, extent: Extent, sign: float) -> Made:
    focal, inwards = extent.setup.focal_mm, sign > 0.0
    if move.unit == "mm" and move.amount is not None and move.end_amount is not None:
        return Made(drift=Drift(zoom=(move.amount / focal, move.end_amount / focal)))
    if extent.end_size is not None and extent.size is not None and extent.end_size != extent.size:
        return Made(drift=Drift(zoom=(1.0, extent.size.fraction / extent.end_size.fraction)))
    factor = min(_ZOOM[move.manner], extent.size_ratio) if extent.size else _ZOOM[move.manner]
    if extent.size is not None and not extent.fixed_lens:
        root = math.sqrt(factor)
        return Made(drift=Drift(zoom=(1.0 / root, root) if inwards else (root, 1.0 / root)))
    return _zoomed(extent, factor, inwards=inwards)


def _zoomed(extent: Extent, factor: float, *, inwards: bool) -> Made:
    if extent.fixed_lens:
        return Made(drift=Drift(zoom=(1.0, factor if inwards else 1.0 / factor)))
    return Made(drift=Drift(zoom=(1.0 / factor, 1.0) if inwards else (1.0, 1.0 / factor)))


def _crash_zoom(_: MoveRequest, extent: Extent, sign: float) -> Made:
    made = _zoomed(extent, _CRASH, inwards=sign > 0.0)
    return Made(drift=replace(made.drift, window=_window(extent, "crash")))


def _creep_zoom(_: MoveRequest, extent: Extent, sign: float) -> Made:
    return _zoomed(extent, math.exp(_CREEP_ZOOM * extent.seconds), inwards=sign > 0.0)


def _rack_focus(_: MoveRequest, extent: Extent, __: float) -> Made:
    depth = extent.setup.depth_m
    ends = extent.rack_m if extent.rack_m is not None else (0.5 * depth, depth)
    return Made(drift=Drift(window=_window(extent, "rack"), focus=ends))


def _dolly_zoom(move: MoveRequest, extent: Extent, sign: float) -> Made:
    """Return travel along the axis, the lens solved in every frame: the subject keeps its height.

    A camera that looks down or up only a little is levelled: what stands upright then has one depth
    from head to foot, and keeps its height in every part.

    Source:
        Similar triangles: image height = f H / d; see `travel` for a subject seen at an angle.
    """
    level = not extent.angle_stated and abs(extent.setup.pitch) < _NEARLY_LEVEL
    setup = replace(extent.setup, pitch=0.0) if level else None
    way = _NEAR * extent.setup.depth_m
    if move.amount is not None and move.unit == "m":
        way = min(abs(move.amount), 0.8 * extent.setup.depth_m)
    ends = (0.0, way) if sign > 0 else (way, 0.0)
    return Made(drift=Drift(forward=ends, keeps_size=True), setup=setup)


def _push_pan(_: MoveRequest, extent: Extent, sign: float) -> Made:
    turn = 0.15 * sign * extent.field[0]
    ahead = 0.25 * extent.setup.depth_m
    return Made(drift=Drift(forward=(-ahead, 0.0), yaw=(-turn, turn)))


def _pull_back(_: MoveRequest, extent: Extent, __: float) -> Made:
    return Made(drift=Drift(forward=(_PULLED * extent.setup.depth_m, 0.0)))


def _rail(_: MoveRequest, extent: Extent, __: float) -> Made:
    way = max(0.4 * extent.visible_m[0], LEAST_M)
    return Made(drift=Drift(right=(-0.5 * way, 0.5 * way), level=(-way, 0.0)))


def _oblique(_: MoveRequest, extent: Extent, __: float) -> Made:
    """Return airborne travel forward that ends at the set-up, which looks down."""
    setup = extent.setup
    if setup.pitch > _OBLIQUE:
        setup = replace(setup, pitch=_OBLIQUE)
    room = 0.5 * setup.depth_m * math.cos(setup.pitch)
    return Made(drift=Drift(level=(-max(room, _FLIGHT_M), 0.0)), setup=setup)


def _float(_: MoveRequest, extent: Extent, __: float) -> Made:
    return Made(drift=Drift(loop_m=max(0.02 * extent.visible_m[1], 0.03)))


def _corkscrew(_: MoveRequest, extent: Extent, sign: float) -> Made:
    way = max(0.35 * extent.setup.depth_m, LEAST_M)
    return Made(drift=Drift(forward=(-way, 0.0), roll=(0.0, sign * math.tau)))


SOLO: Final[MappingProxyType[str, Maker]] = MappingProxyType(
    {
        "static": _static, "carried": _static, "pan": _pan, "tilt": _tilt, "roll": _roll,
        "whole_roll": _whole_roll, "whip_pan": _whip_pan, "whip_tilt": _whip_tilt,
        "snap_tilt": _snap_tilt, "zoom": _zoom, "crash_zoom": _crash_zoom,
        "creep_zoom": _creep_zoom, "rack_focus": _rack_focus, "dolly": _dolly, "creep": _creep,
        "truck": _truck, "drift": _slow_truck, "pedestal": _pedestal, "dolly_zoom": _dolly_zoom,
        "push_pan": _push_pan, "pull_back": _pull_back, "rail": _rail, "oblique": _oblique,
        "float": _float, "corkscrew": _corkscrew,
    }
)  # fmt: skip
"""By the name of the maker in the table of moves."""
