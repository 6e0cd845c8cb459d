"""Which named move a camera makes, from its matrices and lens and its subject's place alone.

An independent judge for tests: it knows nothing of how moves are made. It looks at what a viewer
could measure: how far the lens travels and along which of its axes, how far it turns, whether the
subject stays where it is in the picture, how its size and the distance to it change.
"""

# ruff: noqa: D102, PLR0911  (helpers of tests: names say what they do; a judge returns early)

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from jaxtyping import Float

__all__ = ["Seen", "named"]

STILL_M = 1e-3
"""A lens that goes less than this stands."""
STILL_DEG = 0.3
LEVEL_CREEP = (0.02, 0.15)
"""A creep goes less than this share of its distance a second, and slower than this [m/s]."""
DRIFT = (0.03, 0.15)
AXIS = 0.97
"""Cosine between a way and an axis that it goes along."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Seen:
    """What is given: one entry per frame."""

    poses: Float[np.ndarray, "frame 4 4"]
    """`world_from_camera`, looking along -Z."""
    intrinsics: Float[np.ndarray, "frame 3 3"]
    size_px: tuple[int, int]
    feet: Float[np.ndarray, "frame 3"]
    """The subject's lowest point [m]."""
    height_m: float
    focus_m: Float[np.ndarray, " frame"]
    fps: float

    @cached_property
    def places(self) -> Float[np.ndarray, "frame 3"]:
        return self.poses[:, :3, 3]

    @cached_property
    def seconds(self) -> float:
        return (len(self.poses) - 1) / self.fps

    @cached_property
    def middle(self) -> Float[np.ndarray, "frame 3"]:
        return self.feet + np.array([0.0, 0.5 * self.height_m, 0.0])

    @cached_property
    def offset(self) -> Float[np.ndarray, "frame 3"]:
        """From the subject to the lens."""
        return self.places - self.middle

    @cached_property
    def path(self) -> float:
        return float(np.linalg.norm(np.diff(self.places, axis=0), axis=1).sum())

    @cached_property
    def net(self) -> Float[np.ndarray, " 3"]:
        return self.places[-1] - self.places[0]

    @cached_property
    def axes(self) -> Float[np.ndarray, "frame 3 3"]:
        """Rows right, up, ahead of the lens."""
        turn = np.swapaxes(self.poses[:, :3, :3], 1, 2).copy()
        turn[:, 2] *= -1.0
        return turn

    @cached_property
    def angles(self) -> Float[np.ndarray, "frame 3"]:
        """Pan left, tilt up, roll clockwise [deg]."""
        right, up, ahead = (self.axes[:, i] for i in range(3))
        pan = np.unwrap(np.arctan2(-ahead[:, 0], -ahead[:, 2]))
        tilt = np.arcsin(np.clip(ahead[:, 1], -1.0, 1.0))
        roll = np.unwrap(np.arctan2(-right[:, 1], up[:, 1]))
        return np.degrees(np.stack([pan, tilt, roll], axis=1))

    @cached_property
    def ranges(self) -> Float[np.ndarray, " 3"]:
        return np.ptp(self.angles, axis=0)

    @cached_property
    def azimuth(self) -> Float[np.ndarray, " frame"]:
        """Where the lens stands about the subject, from +Z towards +X [deg]."""
        return np.degrees(np.unwrap(np.arctan2(self.offset[:, 0], self.offset[:, 2])))

    @property
    def circled(self) -> float:
        return float(self.azimuth[-1] - self.azimuth[0])

    @cached_property
    def ground(self) -> Float[np.ndarray, " frame"]:
        return np.hypot(self.offset[:, 0], self.offset[:, 2])

    def local(self, points: Float[np.ndarray, "frame 3"]) -> Float[np.ndarray, "frame 3"]:
        """Return right, up and ahead of the lens [m]."""
        return np.einsum("fij,fj->fi", self.axes, points - self.places)

    @cached_property
    def ahead(self) -> Float[np.ndarray, " frame"]:
        return self.local(self.middle)[:, 2]

    @cached_property
    def aside(self) -> Float[np.ndarray, " frame"]:
        """Where the subject is across the picture: -1 its left edge, 1 its right edge."""
        local = self.local(self.middle)
        half = 0.5 * self.size_px[0] / self.intrinsics[:, 0, 0]
        return local[:, 0] / np.maximum(local[:, 2], 1e-6) / half

    @cached_property
    def tall(self) -> Float[np.ndarray, " frame"]:
        """Height of the subject in the picture [px]."""
        ends: list[Float[np.ndarray, "frame 2"]] = []
        for lift in (0.0, self.height_m):
            local = self.local(self.feet + np.array([0.0, lift, 0.0]))
            ends.append(local[:, :2] / np.maximum(local[:, 2:], 1e-6))
        return np.linalg.norm(ends[1] - ends[0], axis=1) * self.intrinsics[:, 0, 0]

    @cached_property
    def zoom(self) -> Float[np.ndarray, " frame"]:
        return np.log(self.intrinsics[:, 0, 0])

    @cached_property
    def width_m(self) -> float:
        """Of the picture at the subject, in the middle of the shot."""
        mid = len(self.ahead) // 2
        return float(self.size_px[0] / self.intrinsics[mid, 0, 0] * abs(self.ahead[mid]))

    @cached_property
    def bow(self) -> Float[np.ndarray, " 3"]:
        """From the chord of the way to its half-way point."""
        run = np.concatenate(
            [[0.0], np.cumsum(np.linalg.norm(np.diff(self.places, axis=0), axis=1))]
        )
        half = np.zeros(3)
        for axis in range(3):
            half[axis] = np.interp(0.5 * run[-1], run, self.places[:, axis])
        return half - 0.5 * (self.places[0] + self.places[-1])

    @property
    def straight(self) -> bool:
        return float(np.linalg.norm(self.bow)) < 2e-3 * self.path and not self.winding

    @cached_property
    def winding(self) -> bool:
        """Whether the way lies on both sides of its chord."""
        chord = self.net / max(float(np.linalg.norm(self.net)), 1e-9)
        out = self.places - self.places[0]
        away = out - np.outer(out @ chord, chord)
        axis = away[np.argmax(np.linalg.norm(away, axis=1))]
        side = away @ axis / max(float(np.linalg.norm(axis)), 1e-9)
        return bool(side.min() < -0.01 * self.path and side.max() > 0.01 * self.path)


def named(seen: Seen) -> str:
    """Return the id of the move."""
    carrier = _carrier(seen)
    if carrier:
        return carrier
    if seen.ranges[2] > 5.0:
        return _rolling(seen)
    if seen.path < STILL_M:
        return _standing(seen)
    if float(np.linalg.norm(seen.net)) < 0.02 * seen.path:
        if abs(seen.circled) < 300.0:
            return "float"
        return _around(seen) if np.ptp(seen.ground) < 0.01 * seen.ground.mean() else "boomerang"
    for judge in (_sized, _along, _around):
        name = judge(seen)
        if name:
            return name
    turning = max(seen.ranges[:2]) > STILL_DEG
    return _turning(seen) if turning else _rigid(seen)


def _carrier(seen: Seen) -> str:
    """Return who carries a camera that is not quiet: its horizon, or its height, is never still."""
    if seen.ranges[2] > 5.0:
        return ""
    unrest = float(seen.angles[:, 2].std())
    if unrest > 0.08:
        return "handheld"
    if unrest > 0.008:
        return "steadicam"
    time = np.arange(len(seen.places)) / seen.fps
    smooth = np.vander(2.0 * time / time[-1] - 1.0, 8)
    steps = np.stack([np.sin(math.tau * 1.8 * time), np.cos(math.tau * 1.8 * time)], axis=1)
    heights = seen.places[:, 1]
    both = np.concatenate([smooth, steps], axis=1)
    known = np.linalg.lstsq(both, heights, rcond=None)[0]
    left = heights - both @ known
    bare = heights - smooth @ np.linalg.lstsq(smooth, heights, rcond=None)[0]
    bobs = float(np.hypot(*known[-2:])) > 0.008 and float(left.std()) < 0.3 * float(bare.std())
    return "gimbal" if bobs else ""


def _rolling(seen: Seen) -> str:
    turn = float(seen.angles[-1, 2] - seen.angles[0, 2])
    if abs(turn) > 300.0:
        return "corkscrew" if seen.path > STILL_M else "barrel_roll"
    return "roll_cw" if turn > 0.0 else "roll_ccw"


def _standing(seen: Seen) -> str:
    if max(seen.ranges[:2]) > STILL_DEG:
        axis = int(np.argmax(seen.ranges[:2]))
        turn = float(seen.angles[-1, axis] - seen.angles[0, axis])
        peak = float(np.abs(np.diff(seen.angles[:, axis])).max() * seen.fps)
        if axis == 0:
            way = "left" if turn > 0.0 else "right"
            return f"whip_pan_{way}" if peak > 150.0 else f"pan_{way}"
        way = "up" if turn > 0.0 else "down"
        if peak < 75.0:
            return f"tilt_{way}"
        return f"whip_tilt_{way}" if abs(turn) > 45.0 else f"snap_tilt_{way}"
    change = float(seen.zoom[-1] - seen.zoom[0])
    if abs(change) > 1e-4:
        way = "in" if change > 0.0 else "out"
        if float(np.abs(np.diff(seen.zoom)).max() * seen.fps) > 1.2:
            return f"crash_zoom_{way}"
        return f"creep_zoom_{way}" if abs(change) / seen.seconds < LEVEL_CREEP[0] else f"zoom_{way}"
    return "rack_focus" if np.ptp(seen.focus_m) > 0.05 * seen.focus_m.mean() else "static"


def _sized(seen: Seen) -> str:
    """Return a move whose lens makes up for its way."""
    if np.ptp(seen.zoom) < 0.02 or np.ptp(seen.tall) > 0.005 * seen.tall.mean():
        return ""
    if abs(seen.circled) > 20.0:
        return "counter_arc_left" if seen.circled < 0.0 else "counter_arc_right"
    return "dolly_zoom_in" if seen.zoom[-1] < seen.zoom[0] else "dolly_zoom_out"


def _along(seen: Seen) -> str:
    """Return a move that keeps its offset to a subject that travels."""
    way = seen.feet[-1] - seen.feet[0]
    if float(np.linalg.norm(way)) < 0.3:
        return ""
    if np.abs(seen.offset - seen.offset.mean(axis=0)).max() > 0.03 * seen.ground.mean():
        return ""
    bearing = math.degrees(
        math.remainder(math.radians(float(seen.azimuth[0])) - math.atan2(way[0], way[2]), math.tau)
    )
    if abs(bearing) < 45.0:
        return "lead"
    if abs(bearing) > 135.0:
        return "chase"
    return "track_left" if bearing > 0.0 else "track_right"


def _around(seen: Seen) -> str:
    """Return a move about the subject."""
    turn = seen.circled
    steady = np.ptp(seen.ground) < 0.01 * seen.ground.mean()
    level = np.ptp(seen.offset[:, 1]) < 1e-3 * seen.path
    if steady and level and abs(turn) > 5.0 and not seen.straight:
        if abs(turn) > 150.0:
            return "orbit" if turn < 0.0 else "orbit_ccw"
        return "arc_left" if turn < 0.0 else "arc_right"
    if abs(turn) > 200.0:
        return "spiral" if level else "helix"
    return ""


def _rigid(seen: Seen) -> str:
    """Return a move that turns nothing."""
    way = seen.net / float(np.linalg.norm(seen.net))
    right, _, ahead = seen.axes[0]
    steep = float(seen.angles[0, 1])
    above = float((seen.offset[:, 1] - 0.5 * seen.height_m).min())
    if steep < -80.0 and abs(way[1]) > AXIS:
        return "top_down_descend" if way[1] < 0.0 else "top_down_rise"
    if seen.ahead[0] > 0.0 > seen.ahead[-1]:
        over = above > 0.3 and seen.ground.min() < 0.1 * seen.height_m + 0.5
        return "fly_over" if over else "fly_through"
    if abs(way[1]) > AXIS:
        return "pedestal_up" if way[1] > 0.0 else "pedestal_down"
    if abs(float(way @ right)) > AXIS:
        return _sideways(seen, "right" if float(way @ right) > 0.0 else "left")
    if abs(float(way @ ahead)) > 0.999:
        return _in_or_out(seen, "in" if float(way @ ahead) > 0.0 else "out")
    if abs(way[1]) < 0.02 and abs(float(way @ right)) < 0.1 and steep < -10.0:
        return "fly_over" if seen.ground.min() < 0.5 and above > 0.3 else "oblique"
    return "rail"


def _sideways(seen: Seen, way: str) -> str:
    if abs(seen.aside[0]) > 1.0 > abs(seen.aside[-1]):
        return f"reveal_{way}"
    share = seen.path / seen.width_m / seen.seconds
    slow = share < DRIFT[0] and seen.path / seen.seconds < DRIFT[1]
    return f"drift_{way}" if slow else f"truck_{way}"


def _in_or_out(seen: Seen, way: str) -> str:
    ratio = float(seen.ahead[-1] / seen.ahead[0])
    if ratio > 2.2:
        return "pull_back_reveal"
    share = abs(math.log(max(ratio, 1e-6))) / seen.seconds
    slow = share < LEVEL_CREEP[0] and seen.path / seen.seconds < LEVEL_CREEP[1]
    return f"creep_{way}" if slow else f"dolly_{way}"


def _turning(seen: Seen) -> str:
    """Return a move that travels and turns."""
    way = seen.net / float(np.linalg.norm(seen.net))
    right, _, ahead = seen.axes[len(seen.axes) // 2]
    centred = np.ptp(seen.aside) < 0.02
    if abs(way[1]) > AXIS:
        rises = way[1] > 0.0
        if seen.straight:
            return "rise_reveal" if rises and seen.angles[-1, 1] > seen.angles[0, 1] else "unknown"
        name = "jib" if _radius(seen) < 3.3 else "crane"
        return f"{name}_{'up' if rises else 'down'}"
    if not centred:
        pan = float(seen.angles[-1, 0] - seen.angles[0, 0])
        return "push_in_pan_left" if pan > 0.0 else "push_in_pan_right"
    if seen.winding:
        return "spline"
    if abs(float(way @ right)) > 0.9:
        side = "right" if float(way @ right) > 0.0 else "left"
        if seen.straight:
            return f"parallax_{side}"
        return f"boom_{side}" if float(seen.bow @ ahead) > 0.0 else f"arc_{side}"
    if seen.straight and way[1] > 0.2 and seen.ahead[-1] > 2.2 * seen.ahead[0]:
        return "dronie"
    return "swoop" if way[1] < -0.1 and not seen.straight else "unknown"


def _radius(seen: Seen) -> float:
    """Return the radius of the arc that the way is, from its chord and its bow [m]."""
    chord, bow = float(np.linalg.norm(seen.net)), float(np.linalg.norm(seen.bow))
    return (0.25 * chord**2 + bow**2) / (2.0 * max(bow, 1e-9))
