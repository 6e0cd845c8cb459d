"""Where the search starts from: cameras in closed form for one subject and for two."""

import itertools
import math
from collections.abc import Sequence
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.agents.camera.solving.asks import Ask
from groundplan.agents.camera.solving.bodies import Body
from groundplan.agents.camera.solving.floor import Floor
from groundplan.agents.camera.solving.search import Bounds, start_row
from groundplan.geometry.composition.edges import at_depth
from groundplan.geometry.composition.resection import resected
from groundplan.geometry.composition.toric import Pair, level_camera
from groundplan.geometry.composition.views import FOCAL, PITCH, YAW, views_of

__all__ = ["group_starts", "pair_starts", "row_starts", "single_starts"]

_TURNS: Final = tuple(math.radians(a) for a in (0.0, 20.0, -20.0, 45.0, -45.0, 80.0, -80.0, 180.0))
"""From the azimuth that there was: a way around what stands in it."""
_GENTLE: Final = math.radians(4.0)
_FULL: Final = 1.9 / 1.7
_LENSES: Final = 4
_RISES: Final = (0.05,)
"""How much lower than who is looked at a near head is, of the frame's height: of starts only."""


def single_starts(
    floor: Floor, asks: Sequence[Ask], *, main: str, base: Float[np.ndarray, " 7"], bounds: Bounds,
    row: int,
) -> Float[np.ndarray, "start 7"]:  # fmt: skip
    """Return cameras that show one subject as asked, from its azimuth and others around it.

    Exact in its size, place and angle, but for the outline of its surface.
    """
    body = floor.bodies[main]
    eye = body.mark(body.main)[row]
    way = base[:3] - eye
    azimuth = math.atan2(way[0], way[2]) if math.hypot(way[0], way[2]) > 1e-6 else float(base[YAW])
    asked = _of(asks, "camera_azimuth", main)
    turns = _TURNS
    if asked is not None and not asked.implied:
        front = body.world_from_body[row][:3, 2]
        middle = asked.wish if asked.wish is not None else 0.5 * (asked.low + asked.high)
        azimuth, turns = math.atan2(front[0], front[2]) + middle, (0.0,)
    focal = float(np.clip(math.exp(base[FOCAL]), *np.exp([bounds.low[FOCAL], bounds.high[FOCAL]])))
    rows = [
        _facing(floor, asks, body, azimuth=azimuth + turn, focal_mm=focal, row=row, base=base)
        for turn in turns
    ]
    return np.stack([np.clip(base, bounds.low, bounds.high), *rows])


def _facing(  # noqa: PLR0913  (each is one part of what is asked, by keyword)
    floor: Floor, asks: Sequence[Ask], body: Body, *, azimuth: float, focal_mm: float, row: int,
    base: Float[np.ndarray, " 7"],
) -> Float[np.ndarray, " 7"]:  # fmt: skip
    """Return the camera at an azimuth about a subject that shows its main part where asked."""
    tangents = (0.5 * floor.gate_mm[0] / focal_mm, 0.5 * floor.gate_mm[1] / focal_mm)
    depth = _depth(asks, body, tangents=tangents, base=base, row=row)
    eye = body.mark(body.main)[row]
    x = _wanted(asks, "screen_x", body.entity, usual=0.5)
    y = _wanted(
        asks,
        "screen_y",
        body.entity,
        usual=_eye_line(asks, body, tangents=tangents, depth=depth, row=row),
    )
    roll = _wanted(asks, "camera_roll", "", usual=0.0)
    pitch = _pitch(asks, tangents=tangents, y=y)
    start = start_row(eye, yaw=azimuth - math.atan((2.0 * x - 1.0) * tangents[0]), pitch=pitch,
                      focal_mm=focal_mm, roll=roll)  # fmt: skip
    turn = views_of(start[None], gate_mm=floor.gate_mm).turns[0]
    start[:3] = at_depth(eye, turn=turn, place=(x, y), tangents=tangents, depth_m=depth)
    return start


def _eye_line(
    asks: Sequence[Ask], body: Body, *, tangents: tuple[float, float], depth: float, row: int
) -> float:
    """Return where the main part goes when only the room over the head is asked."""
    points = body.points[row][body.head] if body.head.any() else body.points[row]
    top = float(points[:, 1].max() - body.mark(body.main)[row][1])
    room = _wanted(asks, "headroom", body.entity, usual=math.nan)
    if math.isnan(room):
        return 0.5
    return room + top / (2.0 * tangents[1] * depth)


def _depth(
    asks: Sequence[Ask], body: Body, *, tangents: tuple[float, float],
    base: Float[np.ndarray, " 7"], row: int,
) -> float:  # fmt: skip
    """Return how far from its subject the camera is: by size, height in frame or distance [m]."""
    distance = _of(asks, "camera_distance", body.entity)
    height = _of(asks, "screen_height", body.entity)
    size = _of(asks, "shot_size", body.entity)
    if distance is not None:
        return max(0.5 * (distance.low + min(distance.high, distance.low + 1e3)), 0.1)
    if height is not None:
        tall = float(np.ptp(body.points[row][:, 1]))
        share = 0.5 * (height.low + min(height.high, 1.0))
        return tall / max(2.0 * tangents[1] * share, 1e-6)
    if size is not None and size.wish is not None:
        return size.wish * body.framed_m / (2.0 * tangents[1])
    away = float(np.linalg.norm(base[:3] - body.mark(body.main)[row]))
    return away if away > 0.3 else _FULL * body.framed_m / (2.0 * tangents[1])


def _pitch(asks: Sequence[Ask], *, tangents: tuple[float, float], y: float) -> float:
    """Return the pitch that was asked; else that with the lens at the height of the main part."""
    asked = _of(asks, "camera_pitch", "") or _of(asks, "camera_angle", "")
    level = -math.atan((1.0 - 2.0 * y) * tangents[1])
    level = min(_GENTLE, max(-_GENTLE, level))
    if asked is None:
        return level
    if asked.wish is not None:
        return asked.wish
    return min(max(level, asked.low), asked.high)


def _of(asks: Sequence[Ask], kind: str, entity: str) -> Ask | None:
    return next((a for a in asks if a.kind == kind and (not entity or a.subject == entity)), None)


def _wanted(asks: Sequence[Ask], kind: str, entity: str, *, usual: float) -> float:
    """Return the number of a constraint: its wish, or the middle of its band."""
    ask = _of(asks, kind, entity)
    if ask is None:
        return usual
    if ask.wish is not None:
        return ask.wish
    if math.isinf(ask.low) or math.isinf(ask.high):
        return ask.low if math.isfinite(ask.low) else ask.high if math.isfinite(ask.high) else usual
    return 0.5 * (ask.low + ask.high)


def pair_starts(  # noqa: PLR0913  (each is one part of what is asked, by keyword)
    floor: Floor, asks: Sequence[Ask], *, near: str, far: str, places: tuple[float, float],
    base: Float[np.ndarray, " 7"], row: int,
) -> Float[np.ndarray, "start 7"]:  # fmt: skip
    """Return level cameras that show two heads at two heights of x: the toric surface's.

    `places`: x of the near and of the far one, fractions of the width.
    """
    one, two = floor.bodies[near], floor.bodies[far]
    focal = float(math.exp(base[FOCAL]))
    tangents = (0.5 * floor.gate_mm[0] / focal, 0.5 * floor.gate_mm[1] / focal)
    depth = _depth(asks, two, tangents=tangents, base=base, row=row)
    y = _wanted(
        asks, "screen_y", far, usual=_eye_line(asks, two, tangents=tangents, depth=depth, row=row)
    )
    first, second = (b.mark("head" if b.living else b.main)[row] for b in (one, two))
    found = [np.zeros((0, 7))]
    for rise in _RISES:
        pair = Pair(
            first=_plain(first), second=_plain(second), first_place=(places[0], y + rise),
            second_place=(places[1], y),
        )  # fmt: skip
        found.append(level_camera(pair, distance_m=depth, focal_mm=focal, gate_mm=floor.gate_mm))
    rows = np.concatenate(found)
    return rows[np.abs(rows[:, PITCH]) < math.radians(60.0)]


def _plain(point: Float[np.ndarray, " 3"]) -> tuple[float, float, float]:
    x, y, z = point.tolist()
    return (x, y, z)


def group_starts(
    floor: Floor, asks: Sequence[Ask], *, members: Sequence[str], base: Float[np.ndarray, " 7"],
    row: int,
) -> Float[np.ndarray, "start 7"]:  # fmt: skip
    """Return cameras that look square at a group, from either side and from where there was one.

    As far back as the widest of frame and heads asks.
    """
    bodies = [floor.bodies[m] for m in members]
    heads = np.stack([b.mark("head" if b.living else "body")[row] for b in bodies])
    middle = heads.mean(axis=0)
    line = heads[-1] - heads[0]
    square = math.atan2(-line[2], line[0]) if math.hypot(line[0], line[2]) > 1e-6 else 0.0
    way = base[:3] - middle
    focal = math.exp(float(base[FOCAL]))
    tangents = (0.5 * floor.gate_mm[0] / focal, 0.5 * floor.gate_mm[1] / focal)
    depth = _depth(asks, bodies[0], tangents=tangents, base=base, row=row)
    reach = float(np.linalg.norm(heads - middle, axis=1).max()) + 0.2
    depth = max(depth, reach / (0.9 * tangents[0]))
    size = next((a for a in asks if a.kind == "screen_height"), None)
    usual = 0.3 if size is None else 0.5
    rows: list[Float[np.ndarray, " 7"]] = []
    sides = [square + turn for turn in (0.0, math.pi, 0.5, -0.5, math.pi - 0.5, math.pi + 0.5)]
    for azimuth in (math.atan2(way[0], way[2]), *sides):
        y = _wanted(asks, "screen_y", members[0], usual=usual)
        start = start_row(middle, yaw=azimuth, pitch=_pitch(asks, tangents=tangents, y=y),
                          focal_mm=focal)  # fmt: skip
        turn = views_of(start[None], gate_mm=floor.gate_mm).turns[0]
        start[:3] = at_depth(middle, turn=turn, place=(0.5, y), tangents=tangents, depth_m=depth)
        rows.append(start)
    return np.stack(rows)


def row_starts(
    floor: Floor, asks: Sequence[Ask], *, members: Sequence[str], bounds: Bounds, row: int
) -> Float[np.ndarray, "start 7"]:
    """Return cameras that see three of several bodies at their places across the frame.

    Exact for a level camera; of a range of lenses a few are tried.
    """
    low, high = bounds.low[FOCAL], bounds.high[FOCAL]
    bodies = [floor.bodies[m] for m in members]
    eyes = [b.mark(b.main)[row] for b in bodies]
    places = [_wanted(asks, "screen_x", b.entity, usual=0.5) for b in bodies]
    found = [np.zeros((0, 7))]
    count = 1 if high <= low else _LENSES
    steps = (low + (high - low) * k / max(count - 1, 1) for k in range(count))
    for focal in (math.exp(float(step)) for step in steps):
        tangents = (0.5 * floor.gate_mm[0] / focal, 0.5 * floor.gate_mm[1] / focal)
        for a, b, c in itertools.combinations(range(len(bodies)), 3):
            plan = np.array([eyes[k][[0, 2]] for k in (a, b, c)])
            seen = resected(plan, (places[a], places[b], places[c]), tangent=tangents[0])
            if seen is not None:
                start = np.array([seen[0], 0.0, seen[1], seen[2], 0.0, 0.0, math.log(focal)])
                found.append(_at_height(asks, bodies, start, tangents=tangents, row=row)[None])
    return np.concatenate(found)


def _at_height(
    asks: Sequence[Ask], bodies: Sequence[Body], start: Float[np.ndarray, " 7"], *,
    tangents: tuple[float, float], row: int,
) -> Float[np.ndarray, " 7"]:  # fmt: skip
    """Return a level camera raised so that who has a height in the frame is there."""
    body = next((b for b in bodies if _of(asks, "screen_y", b.entity)), bodies[0])
    eye = body.mark(body.main)[row]
    y = _wanted(asks, "screen_y", body.entity, usual=0.4)
    pitch = _pitch(asks, tangents=tangents, y=y)
    away = math.hypot(eye[0] - start[0], eye[2] - start[2])
    start[PITCH] = pitch
    start[1] = eye[1] - away * math.tan(math.atan((1.0 - 2.0 * y) * tangents[1]) + pitch)
    return start
