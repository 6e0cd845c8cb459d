"""Intents of camera moves: what the matrices show, against what a move's name says."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np

from groundplan.agents.critic.assertions.outcome import Measure, Measured, Unmeasured
from groundplan.agents.critic.filmed import Filmed
from groundplan.geometry.transforms import inverse_rigid, transform_points
from groundplan.world.intent import Intent
from groundplan.world.placement import number_at

__all__ = ["MOVE_MEASURES", "MoveSigns", "signs_of"]

_STILL_M: Final = 0.03
_STILL_DEG: Final = 0.6
_STILL_ZOOM: Final = 0.005


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveSigns:
    """What a camera does over a shot, as signed numbers."""

    right_m: float
    """Net travel along its axes in mid-shot: right, up, ahead."""
    up_m: float
    ahead_m: float
    path_m: float
    """Length of its way."""
    pan_deg: float
    """Net turn to the left about the vertical, tilt up, roll clockwise."""
    tilt_deg: float
    roll_deg: float
    swept_deg: float
    """All turning added up."""
    zoom: float
    """Logarithm of last over first focal length."""
    near_m: float
    """How much nearer to the subject it gets over the ground."""
    round_deg: float
    """How far it goes round the subject."""
    keeps: float
    """Least over most distance to the subject, 0..1."""
    focus: float
    """Greatest change of focus, in dioptres."""
    rise_m: float
    """Net travel upwards."""


def signs_of(film: Filmed) -> MoveSigns:
    """Return what the matrices of a shot show."""
    poses, centres = film.poses, film.centres
    middle = inverse_rigid(poses[len(poses) // 2])
    net = transform_points(middle, centres[-1:])[0] - transform_points(middle, centres[:1])[0]
    forward = -poses[:, :3, 2]
    headings = np.unwrap(np.arctan2(forward[:, 0], forward[:, 2]))
    pitches = np.arcsin(np.clip(forward[:, 1], -1.0, 1.0))
    rolls = np.unwrap(np.arctan2(-poses[:, 1, 0], np.maximum(poses[:, 1, 1], 1e-9)))
    focal = number_at(film.eye, "camera.focal_mm", film.frames)
    focus = 1.0 / np.maximum(number_at(film.eye, "camera.focus_m", film.frames), 1e-2)
    subject = film.dense.get(film.shot.framing.subject or "")
    at = subject.positions if subject is not None else np.tile(_pivot(film), (len(centres), 1))
    away = (centres - at)[:, [0, 2]]
    reach = np.linalg.norm(away, axis=1)
    around = np.unwrap(np.arctan2(away[:, 0], away[:, 1]))
    return MoveSigns(
        right_m=float(net[0]), up_m=float(net[1]), ahead_m=-float(net[2]),
        path_m=float(np.linalg.norm(np.diff(centres, axis=0), axis=1).sum()),
        pan_deg=math.degrees(float(headings[-1] - headings[0])),
        tilt_deg=math.degrees(float(pitches[-1] - pitches[0])),
        roll_deg=math.degrees(float(rolls[-1] - rolls[0])),
        swept_deg=math.degrees(float(film.turns.sum()) * film.step_s),
        zoom=math.log(max(float(focal[-1]), 1e-6) / max(float(focal[0]), 1e-6)),
        near_m=float(reach[0] - reach[-1]), round_deg=math.degrees(float(around[-1] - around[0])),
        keeps=float(reach.min() / max(float(reach.max()), 1e-9)), focus=float(np.ptp(focus)),
        rise_m=float(centres[-1, 1] - centres[0, 1]),
    )  # fmt: skip


def _pivot(film: Filmed) -> np.ndarray:
    middle = len(film.poses) // 2
    return film.centres[middle] - 3.0 * film.poses[middle, :3, 2]


def _stands(s: MoveSigns) -> bool:
    return s.path_m < _STILL_M


def _lens_holds(s: MoveSigns) -> bool:
    return abs(s.zoom) < _STILL_ZOOM


def _main(s: MoveSigns, name: str) -> bool:
    """Tell whether most of the travel is along one axis of the camera."""
    ways = {"right": s.right_m, "up": s.up_m, "ahead": s.ahead_m}
    return abs(ways[name]) > _STILL_M and abs(ways[name]) >= 0.7 * max(map(abs, ways.values()))


Test = Callable[[MoveSigns], bool]
_TESTS: Final[Mapping[str, Test]] = MappingProxyType(
    {
        "static": lambda s: s.path_m < 0.1 and s.swept_deg < 2.0 and _lens_holds(s),
        "pan_left": lambda s: _stands(s) and s.pan_deg > _STILL_DEG,
        "pan_right": lambda s: _stands(s) and s.pan_deg < -_STILL_DEG,
        "tilt_up": lambda s: _stands(s) and s.tilt_deg > _STILL_DEG,
        "tilt_down": lambda s: _stands(s) and s.tilt_deg < -_STILL_DEG,
        "whip_pan": lambda s: s.swept_deg > 30.0,
        "whip_tilt": lambda s: s.swept_deg > 20.0,
        "snap_tilt": lambda s: s.swept_deg > 5.0,
        "roll": lambda s: abs(s.roll_deg) > _STILL_DEG or s.swept_deg > 90.0,
        "barrel_roll": lambda s: s.swept_deg > 180.0,
        "zoom_in": lambda s: _stands(s) and s.zoom > _STILL_ZOOM,
        "zoom_out": lambda s: _stands(s) and s.zoom < -_STILL_ZOOM,
        "crash_zoom_in": lambda s: s.zoom > 0.2, "crash_zoom_out": lambda s: s.zoom < -0.2,
        "creep_zoom_in": lambda s: s.zoom > _STILL_ZOOM,
        "creep_zoom_out": lambda s: s.zoom < -_STILL_ZOOM,
        "rack_focus": lambda s: s.focus > 0.02,
        "dolly_in": lambda s: s.near_m > _STILL_M or s.ahead_m > _STILL_M,
        "dolly_out": lambda s: s.near_m < -_STILL_M or s.ahead_m < -_STILL_M,
        "dolly_zoom": lambda s: abs(s.zoom) > 0.02 and s.path_m > 0.1
        and (s.zoom < 0.0) == (s.ahead_m > 0.0),
        "truck_left": lambda s: _main(s, "right") and s.right_m < 0.0,
        "truck_right": lambda s: _main(s, "right") and s.right_m > 0.0,
        "pedestal_up": lambda s: s.rise_m > _STILL_M,
        "pedestal_down": lambda s: s.rise_m < -_STILL_M,
        "crane_up": lambda s: s.rise_m > 0.1, "crane_down": lambda s: s.rise_m < -0.1,
        "jib_up": lambda s: s.rise_m > _STILL_M, "jib_down": lambda s: s.rise_m < -_STILL_M,
        "arc_left": lambda s: s.path_m > 0.1 and s.right_m < 0.0 and abs(s.round_deg) > 3.0,
        "arc_right": lambda s: s.path_m > 0.1 and s.right_m > 0.0 and abs(s.round_deg) > 3.0,
        "orbit": lambda s: abs(s.round_deg) > 15.0 and s.keeps > 0.6,
        "follow": lambda s: s.path_m > 0.1 and s.keeps > 0.4,
        "lead": lambda s: s.path_m > 0.1 and s.keeps > 0.4,
        "handheld": lambda s: s.swept_deg > 1.0,
        "steadicam": lambda s: s.path_m > 0.1,
        "drone": lambda s: s.path_m > 0.1,
    }
)  # fmt: skip
_SAME: Final = MappingProxyType(
    {
        "push_in": "dolly_in", "pull_out": "dolly_out", "creep_in": "dolly_in",
        "creep_out": "dolly_out", "pull_back_reveal": "dolly_out", "drift_left": "truck_left",
        "drift_right": "truck_right", "reveal_left": "truck_left", "reveal_right": "truck_right",
        "parallax_left": "truck_left", "parallax_right": "truck_right",
        "roll_cw": "roll", "roll_ccw": "roll", "dolly_zoom_in": "dolly_zoom",
        "dolly_zoom_out": "dolly_zoom", "whip_pan_left": "whip_pan", "whip_pan_right": "whip_pan",
        "whip_tilt_up": "whip_tilt", "whip_tilt_down": "whip_tilt", "snap_tilt_up": "snap_tilt",
        "snap_tilt_down": "snap_tilt", "rail": "steadicam", "spline": "steadicam",
    }
)  # fmt: skip


def _described(s: MoveSigns) -> str:
    """Return in words what the camera does most."""
    side = "left" if s.pan_deg > 0 else "right"
    told = [
        (s.path_m >= _STILL_M, f"travels {s.path_m:.2f} m"),
        (abs(s.pan_deg) > _STILL_DEG, f"pans {abs(s.pan_deg):.0f} deg {side}"),
        (abs(s.tilt_deg) > _STILL_DEG, f"tilts {s.tilt_deg:+.0f} deg"),
        (abs(s.roll_deg) > _STILL_DEG, f"rolls {s.roll_deg:+.0f} deg"),
        (not _lens_holds(s), f"zooms x {math.exp(s.zoom):.2f}"),
        (abs(s.round_deg) > 5.0, f"goes {abs(s.round_deg):.0f} deg round"),
    ]  # fmt: skip
    return ", ".join(words for does, words in told if does) or "stands still"


def _move(film: Filmed, intent: Intent) -> Measured | Unmeasured:
    name = str(intent.value)
    test = _TESTS.get(_SAME.get(name, name))
    if test is None:
        return Unmeasured(reason=f"no measure is known for the move {name!r}")
    signs = signs_of(film)
    return Measured(
        values=np.array([float(test(signs))]), low=0.5, high=1.5, at_s=np.zeros(1),
        words=_described(signs), expected=name.replace("_", " "),
    )  # fmt: skip


MOVE_MEASURES: Final[Mapping[str, Measure]] = MappingProxyType({"camera_move": _move})
