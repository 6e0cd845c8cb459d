"""Intents of the frame: sizes, angles, lens, distance, and where parts of a body are in it."""

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.agents.camera.terms import ANGLES, SIZES
from groundplan.agents.critic.assertions.banding import angle, banded
from groundplan.agents.critic.assertions.outcome import Measure, Measured, Unmeasured
from groundplan.agents.critic.filmed import Filmed
from groundplan.agents.figures import Figure
from groundplan.world.intent import BodyPoint, Intent
from groundplan.world.placement import number_at

__all__ = ["FRAME_MEASURES", "POSITIONS", "aimed", "part_place"]

_SIZE_SLACK: Final = 0.02
_ANGLE_SLACK: Final = math.radians(0.25)
_THIRD: Final = 1.0 / 3.0
POSITIONS: Final[Mapping[str, tuple[float | None, float | None]]] = MappingProxyType(
    {
        "centre": (0.5, None), "center": (0.5, None), "left": (_THIRD, None),
        "right": (2 * _THIRD, None), "left_third": (_THIRD, None),
        "right_third": (2 * _THIRD, None), "upper_third": (None, _THIRD),
        "lower_third": (None, 2 * _THIRD), "middle": (0.5, 0.5),
    }
)  # fmt: skip
"""Shares of width and height that words for places in the frame mean."""
_PLACE_SLACK: Final = 0.05
"""Within 5 % of a third line: shared notes, framing rules."""
_KEYPOINTS: Final[Mapping[str, tuple[tuple[str, slice], ...]]] = MappingProxyType(
    {
        "eyes": (("coco17", slice(1, 3)), ("ap10k", slice(0, 2))),
        "shoulders": (("coco17", slice(5, 7)),), "hips": (("coco17", slice(11, 13)),),
        "hands": (("coco17", slice(9, 11)),), "feet": (("coco17", slice(15, 17)),),
    }
)  # fmt: skip
_JOINTS: Final = MappingProxyType({"chest": "upperChest", "waist": "spine"})

Rows = Float[np.ndarray, "time 2"]


def aimed(film: Filmed, intent: Intent) -> Figure | Unmeasured:
    """Return the body that an intent is about: its subject, else that of the shot."""
    key = intent.subject or film.shot.framing.subject or ""
    figure = film.seen.figures.get(key)
    if figure is not None:
        return figure
    if key in film.document.entities:
        name = film.document.entities[key].name
        return Unmeasured(reason=f"{name} is no body in the scene of {film.shot.name}")
    return Unmeasured(reason="it names nobody, and the shot is about nobody")


def _points(film: Filmed, entity: str, part: str) -> Float[np.ndarray, "time 3"] | None:
    for scheme, rows in _KEYPOINTS.get(part, ()):
        bodies = [joints.get(entity) for joints in film.bodies.joints]
        found = [None if b is None else b.keypoints.get(scheme) for b in bodies]  # pyright: ignore[reportArgumentType]  # names of schemes
        points = [p.points_in_world[rows].mean(axis=0) for p in found if p is not None]
        if points and len(points) == len(bodies):
            return np.array(points)
    if part == "face":
        eyes, nose = _points(film, entity, "eyes"), _nose(film, entity)
        return None if eyes is None or nose is None else 0.5 * (eyes + nose)
    return film.bodies.joint(entity, _JOINTS[part]) if part in _JOINTS else None


def _nose(film: Filmed, entity: str) -> Float[np.ndarray, "time 3"] | None:
    bodies = [joints.get(entity) for joints in film.bodies.joints]
    found = [None if b is None else b.keypoints.get("coco17") for b in bodies]
    points = [p.points_in_world[0] for p in found if p is not None]
    return np.array(points) if points and len(points) == len(bodies) else None


def main_points(film: Filmed, figure: Figure) -> Float[np.ndarray, "time 3"]:
    """Return what a framing is about: the eyes of who has some, else the middle."""
    eyes = _points(film, figure.entity, "eyes")
    return eyes if eyes is not None else figure.positions + np.array([0, 0.5 * figure.height_m, 0])


def part_place(film: Filmed, figure: Figure, part: BodyPoint) -> Rows | Unmeasured:
    """Return where a part is in the frame, shares of width and height; NaN behind the camera."""
    size = np.array(film.size_px, dtype=np.float64)
    points = _points(film, figure.entity, part or "eyes")
    if points is not None:
        return film.seen.pixels_of(points[:, None])[:, 0] / size
    if part not in {"", "body", "head"}:
        return Unmeasured(reason=f"{figure.name} has no {part}")
    box = film.bodies.head_box(figure.entity) if part == "head" else film.bodies.box(figure.entity)
    if box is None:
        return Unmeasured(reason=f"{figure.name} has no {part or 'drawn body'}")
    return 0.5 * (box[:, :2] + box[:, 2:]) / size


def _shot_size(film: Filmed, intent: Intent) -> Measured | Unmeasured:
    """Measure the visible height at the subject over its height.

    At its eyes or at its middle, whichever is nearer to the band: sizes are words.
    """
    figure, term = aimed(film, intent), SIZES.get(str(intent.value))
    if isinstance(figure, Unmeasured) or term is None:
        return figure if isinstance(figure, Unmeasured) else _no_word(intent)
    low, high = term.low * (1.0 - _SIZE_SLACK), term.high * (1.0 + _SIZE_SLACK)
    scale = film.size_px[1] / film.seen.intrinsics_px[:, 1, 1] / figure.framed_m
    at_eyes = _depths(film, main_points(film, figure)) * scale
    at_middle = film.seen.depths(figure) * scale
    off = [np.maximum(low - v, v - high) for v in (at_eyes, at_middle)]
    return Measured(
        values=np.where(off[0] <= off[1], at_eyes, at_middle), low=low, high=high, unit="1",
        expected=f"{term.low:g} to {term.high:g} of its height ({_spoken(term.id)})",
    )  # fmt: skip


def _depths(film: Filmed, points: Float[np.ndarray, "time 3"]) -> Float[np.ndarray, " time"]:
    return -np.sum((points - film.seen.centres) * film.seen.world_from_camera[:, :3, 2], axis=1)


def _spoken(word: str) -> str:
    return word.replace("_", " ")


def _no_word(intent: Intent) -> Unmeasured:
    return Unmeasured(reason=f"{intent.value!r} is no {_spoken(intent.kind)} that is known")


def _camera_angle(film: Filmed, intent: Intent) -> Measured | Unmeasured:
    term = ANGLES.get(str(intent.value))
    if term is None:
        return _no_word(intent)
    if term.id == "dutch":
        return Measured(values=np.degrees(np.abs(_rolls(film))), low=4.75, high=30.25, unit="deg",
                        digits=2, expected="5 to 30 of roll (dutch)")  # fmt: skip
    if "tilt" in film.shot.framing.move and intent.when == "always" and intent.first is None:
        return Unmeasured(reason="a tilt changes the angle: give the intent a time")
    slack = math.degrees(_ANGLE_SLACK)
    low, high = math.degrees(term.low), math.degrees(term.high)
    return Measured(values=np.degrees(film.seen.pitches), low=low - slack, high=high + slack,
                    unit="deg", digits=2,
                    expected=f"{low:g} to {high:g} of pitch ({_spoken(term.id)})")  # fmt: skip


def _rolls(film: Filmed) -> Float[np.ndarray, " time"]:
    """Return the roll, clockwise seen from behind positive [rad].

    Of the camera's right axis against the level: positive when the right side hangs down.
    """
    poses = film.seen.world_from_camera
    right, up = poses[:, 1, 0], poses[:, 1, 1]
    return np.where(np.hypot(right, up) < 1e-3, 0.0, np.arctan2(-right, up))


def _roll(film: Filmed, intent: Intent) -> Measured | Unmeasured:
    return angle(intent, _rolls(film))


def _pitch(film: Filmed, intent: Intent) -> Measured | Unmeasured:
    return angle(intent, film.seen.pitches)


def _azimuth(film: Filmed, intent: Intent) -> Measured | Unmeasured:
    figure = aimed(film, intent)
    if isinstance(figure, Unmeasured):
        return figure
    way = film.seen.centres - main_points(film, figure)
    return angle(intent, np.arctan2(way[:, 0], way[:, 2]) - figure.headings)


def _distance(film: Filmed, intent: Intent) -> Measured | Unmeasured:
    figure = aimed(film, intent)
    if isinstance(figure, Unmeasured):
        return figure
    values = film.seen.ground_distances(figure)
    travels = float(film.speeds.sum()) > 1e-6 or figure.moving
    if travels and intent.when == "always" and intent.first is None and intent.last is None:
        # A distance without a time is where a move sets out from.
        values = np.full(len(values), values[0])
    return banded(intent, values, unit="m")


def _height(film: Filmed, intent: Intent) -> Measured | Unmeasured:
    return banded(intent, film.seen.centres[:, 1], unit="m")


def _focal(film: Filmed, intent: Intent) -> Measured | Unmeasured:
    values = film.seen.focals_mm
    if "zoom" in film.shot.framing.move and intent.when == "always" and intent.first is None:
        values = np.full(len(values), values[0])
    return banded(intent, values, unit="mm", digits=2)


def _aperture(film: Filmed, intent: Intent) -> Measured | Unmeasured:
    times = film.seen.times.astype(np.float64)
    return banded(intent, number_at(film.eye, "camera.fstop", times), unit="1", digits=2)


def _screen(film: Filmed, intent: Intent, axis: int) -> Measured | Unmeasured:
    figure = aimed(film, intent)
    place = figure if isinstance(figure, Unmeasured) else part_place(film, figure, intent.part)
    return place if isinstance(place, Unmeasured) else banded(
        intent, place[:, axis], unit="1", digits=4)  # fmt: skip


def _screen_x(film: Filmed, intent: Intent) -> Measured | Unmeasured:
    return _screen(film, intent, 0)


def _screen_y(film: Filmed, intent: Intent) -> Measured | Unmeasured:
    return _screen(film, intent, 1)


def _screen_position(film: Filmed, intent: Intent) -> Measured | Unmeasured:
    figure, wanted = aimed(film, intent), POSITIONS.get(str(intent.value))
    if wanted is None:
        return _no_word(intent)
    place = figure if isinstance(figure, Unmeasured) else part_place(film, figure, intent.part)
    if isinstance(place, Unmeasured):
        return place
    off = [np.abs(place[:, k] - w) for k, w in enumerate(wanted) if w is not None]
    return Measured(values=np.max(off, axis=0), low=0.0, high=intent.tolerance or _PLACE_SLACK,
                    unit="of the frame", digits=4,
                    expected=f"{_spoken(str(intent.value))}, within "
                             f"{intent.tolerance or _PLACE_SLACK:g}")  # fmt: skip


def _screen_height(film: Filmed, intent: Intent) -> Measured | Unmeasured:
    figure = aimed(film, intent)
    if isinstance(figure, Unmeasured):
        return figure
    head = intent.part in {"head", "face"}
    box = (film.bodies.head_box if head else film.bodies.box)(figure.entity)
    if box is None:
        return Unmeasured(reason=f"{figure.name} is not drawn")
    return banded(intent, (box[:, 3] - box[:, 1]) / film.size_px[1], unit="1", digits=4)


def _headroom(film: Filmed, intent: Intent) -> Measured | Unmeasured:
    figure = aimed(film, intent)
    if isinstance(figure, Unmeasured):
        return figure
    box = film.bodies.head_box(figure.entity)
    if box is None:
        box = film.bodies.box(figure.entity)
    if box is None:
        return Unmeasured(reason=f"{figure.name} is not drawn")
    return banded(intent, box[:, 1] / film.size_px[1], unit="1", digits=4)


def _lead_room(film: Filmed, intent: Intent) -> Measured | Unmeasured:
    """Measure the space ahead of the eyes over that behind, the way that they go or face."""
    figure = aimed(film, intent)
    place = figure if isinstance(figure, Unmeasured) else part_place(film, figure, intent.part)
    if isinstance(figure, Unmeasured) or isinstance(place, Unmeasured):
        return place if isinstance(place, Unmeasured) else Unmeasured(reason="nobody")
    way = figure.positions[-1] - figure.positions[0]
    fronts = figure.world_from_figure[:, :3, 2]
    ways = np.tile(way, (len(place), 1)) if figure.moving else fronts
    ahead = np.sum(ways * film.seen.world_from_camera[:, :3, 0], axis=1)
    x = np.clip(place[:, 0], 0.01, 0.99)
    ratio = np.where(ahead >= 0.0, (1.0 - x) / x, x / (1.0 - x))
    return banded(intent, ratio, unit="1", open_above=True)


FRAME_MEASURES: Final[Mapping[str, Measure]] = MappingProxyType(
    {
        "shot_size": _shot_size, "camera_angle": _camera_angle, "camera_distance": _distance,
        "focal_length": _focal, "camera_height": _height, "camera_roll": _roll,
        "camera_pitch": _pitch, "camera_azimuth": _azimuth, "screen_position": _screen_position,
        "screen_x": _screen_x, "screen_y": _screen_y, "screen_height": _screen_height,
        "headroom": _headroom, "lead_room": _lead_room, "aperture": _aperture,
    }
)  # fmt: skip
