"""Where a camera is in every frame: a set-up, and all that its moves do to it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.agents.camera.course import Course, staying
from groundplan.agents.camera.drift import Drift
from groundplan.agents.camera.setup import Setup
from groundplan.agents.figures import Figure
from groundplan.geometry import quaternions

__all__ = ["Travel", "travelled", "turns_of"]

_LEAST_HELD: Final = 0.02
"""Of the lens at the set-up: as short as a lens that holds a size may become."""
_STEEPEST: Final = math.radians(89.0)
_NEAREST_M: Final = 0.1
Series = Float[np.ndarray, " frame"]
Points = Float[np.ndarray, "frame 3"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Travel:
    """A camera over the frames of a shot, before the unrest of whoever carries it."""

    positions: Points
    rotations: Float[np.ndarray, "frame 4"]
    """`world_from_camera`, xyzw, signs continuous."""
    focals_mm: Series
    focus_m: Series
    aims: bool
    """Nothing but its aim at the subject turns it."""
    aim_heights_m: Series
    """Above the subject's lowest point, of the point that it aims at."""
    roll: float = 0.0
    """Of a camera that aims, clockwise [rad]."""


def travelled(
    setup: Setup | Course,
    drifts: Sequence[Drift],
    fractions: Series,
    *,
    subject: Figure | None = None,
    soften: int = 0,
) -> Travel:
    """Return a set-up, or a course between two, with all its drifts at fractions of the shot.

    `soften`: over how many frames to either side whoever follows rounds off the subject's starts,
    stops and bends.

    `subject` at the times of `fractions`; it carries what follows it, and is what an aimed camera
    looks at, at the height of the set-up's aim. Without one the aimed point stands still.
    """
    course = setup if isinstance(setup, Course) else staying(setup, len(fractions))
    ways = _Ways(course, drifts, fractions, subject=subject, soften=soften)
    positions = ways.positions()
    aims = any(d.aims for d in drifts)
    yaw, pitch, roll = ways.angles(positions, aims=aims)
    rotations = turns_of(yaw, pitch, roll)
    focals = course.focals_mm * ways.product("zoom")
    if any(d.keeps_size for d in drifts):
        held = _held(positions, rotations, feet=ways.feet(), head=ways.head())
        # Where the way leads through the subject no lens can hold its size.
        focals = focals * np.clip(held, _LEAST_HELD, 1.0 / _LEAST_HELD)
    return Travel(
        positions=positions,
        rotations=rotations,
        focals_mm=focals,
        focus_m=ways.focus(positions, rotations, aims=aims),
        aims=aims and not any(d.turning for d in drifts) and float(np.ptp(course.roll)) == 0.0,
        aim_heights_m=ways.aim_heights(),
        roll=float(course.roll[0]),
    )


def turns_of(yaw: Series, pitch: Series, roll: Series) -> Float[np.ndarray, "frame 4"]:
    """Return `world_from_camera` of yaw (left), pitch (up) and roll (clockwise) [rad]."""
    steep = np.clip(pitch, -_STEEPEST, _STEEPEST)
    q = quaternions.from_euler_yxz(yaw, steep, -roll)
    flips = np.where(np.sum(q[1:] * q[:-1], axis=-1) < 0.0, -1.0, 1.0)
    return q * np.cumprod(np.concatenate([np.ones(1), flips]))[:, None]


class _Ways:
    """The coordinates of one camera over time."""

    def __init__(
        self,
        course: Course,
        drifts: Sequence[Drift],
        u: Series,
        *,
        subject: Figure | None,
        soften: int,
    ) -> None:
        self._course, self._drifts, self._u = course, drifts, u
        middle = len(u) // 2
        aim = course.aims[middle]
        if subject is None:
            self._carried = np.zeros((len(u), 3))
            self._ground, self._height = aim * np.array([1.0, 0.0, 1.0]), max(2.0 * aim[1], 0.2)
        else:
            self._carried = subject.positions - subject.positions[middle]
            self._ground, self._height = subject.positions[middle], subject.height_m
        self._led = _softened(self._carried, soften)
        self._aim = self._ground + np.outer(course.aims[:, 1] - self._ground[1], [0.0, 1.0, 0.0])

    def aim_heights(self) -> Series:
        """Return how high above the subject's lowest point the camera aims [m]."""
        return self._aim[:, 1] - self._ground[1]

    def feet(self) -> Points:
        """Return the subject's lowest point over time [m]."""
        return self._ground + self._carried

    def head(self) -> Points:
        """Return the subject's highest point over time [m]."""
        return self.feet() + np.array([0.0, self._height, 0.0])

    def sum(self, name: str) -> Series:
        """Return a coordinate of all drifts together."""
        return np.sum([d.at(name, self._u) for d in self._drifts] or [0.0 * self._u], axis=0)

    def product(self, name: str) -> Series:
        """Return a factor of all drifts together."""
        return np.prod([d.at(name, self._u) for d in self._drifts] or [1.0 + 0.0 * self._u], axis=0)

    def positions(self) -> Points:
        """Return where the optical centre is [m]."""
        course = self._course
        aside, along, up = self._offsets()
        local = course.positions + aside[:, None] * course.right + along[:, None] * course.ahead
        local = local + self.sum("forward")[:, None] * course.forward
        local[:, 1] += up
        return self._about(local) + self._followed()

    def _offsets(self) -> tuple[Series, Series, Series]:
        """Return ways to the right, ahead over the ground, and up [m]."""
        aside, along, up = 0.0 * self._u, self.sum("level"), 0.0 * self._u
        for drift in self._drifts:
            s = drift.progress(self._u)
            right, back, rise = _arm(drift, s)
            around = math.tau * s
            aside = aside + right + drift.wave_m * np.sin(around)
            aside = aside + drift.loop_m * np.sin(around)
            up = up + rise + drift.loop_m * (1.0 - np.cos(around))
            up = up + drift.bump_rise_m * np.sin(math.pi * s) ** 2
            along = along + back
        return aside, along, up

    def _about(self, local: Points) -> Points:
        """Return places turned about the vertical through the subject and drawn to or from it."""
        turn, radius = self.sum("turn"), self.product("radius")
        for drift in self._drifts:
            bump = np.sin(math.pi * drift.progress(self._u)) ** 2
            radius = radius * (1.0 + drift.bump_radius * bump)
        out = local - self._aim
        sine, cosine = np.sin(turn), np.cos(turn)
        x = radius * (cosine * out[:, 0] + sine * out[:, 2])
        z = radius * (cosine * out[:, 2] - sine * out[:, 0])
        return np.stack([self._aim[:, 0] + x, local[:, 1], self._aim[:, 2] + z], axis=1)

    def _followed(self) -> Points:
        shares = np.max([d.follows for d in self._drifts] or [(0.0, 0.0, 0.0)], axis=0)
        return self._led * shares

    def angles(self, positions: Points, *, aims: bool) -> tuple[Series, Series, Series]:
        """Return yaw, pitch and roll [rad]."""
        if aims:
            way = self._aim + self._carried - positions
            flat = np.hypot(way[:, 0], way[:, 2])
            yaw = np.unwrap(np.arctan2(-way[:, 0], -way[:, 2]))
            pitch = np.arctan2(way[:, 1], flat)
        else:
            yaw = self._course.azimuth + self.sum("turn")
            pitch = self._course.pitch
        return (
            yaw + self.sum("yaw"),
            pitch + self.sum("pitch"),
            self._course.roll + self.sum("roll"),
        )

    def focus(
        self, positions: Points, rotations: Float[np.ndarray, "frame 4"], *, aims: bool
    ) -> Series:
        """Return the distance that the lens is focused at [m]: the subject's, or as it is pulled.

        A pull is even in dioptres, as the marks of a lens are nearly.
        """
        pulls = [d for d in self._drifts if d.focus is not None]
        if pulls and pulls[-1].focus is not None:
            near, far = pulls[-1].focus
            s = pulls[-1].progress(self._u)
            return 1.0 / (1.0 / near + (1.0 / far - 1.0 / near) * s)
        if aims:
            return np.maximum(np.linalg.norm(self._aim + self._carried - positions, axis=1), 0.01)
        axes = self._course.forward
        if any(d.moves("turn") for d in self._drifts):
            axes = quaternions.rotate(rotations, np.array([[0.0, 0.0, -1.0]]))
        return np.maximum(((self._course.aims - positions) * axes).sum(axis=1), _NEAREST_M)


def _arm(drift: Drift, s: Series) -> tuple[Series, Series, Series]:
    """Return ways to the right, ahead and up of a move that goes straight, or along an arm [m]."""
    name = "right" if drift.swings else "rise"
    straight = {n: _eased(drift, n, s) for n in ("right", "rise")}
    back = 0.0 * s
    first, last = drift.ends(name)
    if drift.arm_m is not None and first != last:
        middle = 0.5 * (first + last)
        reach = math.asin(max(-1.0, min(1.0, 0.5 * (last - first) / drift.arm_m)))
        angle = reach * (2.0 * s - 1.0)
        straight[name] = middle + drift.arm_m * np.sin(angle)
        back = drift.arm_m * (np.cos(angle) - math.cos(reach))
    return straight["right"], back, straight["rise"]


def _eased(drift: Drift, name: str, s: Series) -> Series:
    first, last = drift.ends(name)
    way = s if name == "right" else 1.0 - (1.0 - s) ** drift.bend
    return first + (last - first) * way


def _held(
    positions: Points, rotations: Float[np.ndarray, "frame 4"], *, feet: Points, head: Points
) -> Series:
    """Return the factor of the focal length that keeps the subject's height in the picture.

    Source:
        Pinhole model: a point at (x, y, z) of the camera's axes appears at f (x, y) / -z, so that
        the height of a body is f times that of its picture at f = 1, which follows from the poses.
    """

    def seen(points: Points) -> Float[np.ndarray, "frame 2"]:
        local = quaternions.rotate(quaternions.conjugate(rotations), points - positions)
        return local[:, :2] / np.maximum(-local[:, 2:], 1e-6)

    heights = np.linalg.norm(seen(head) - seen(feet), axis=1)
    return heights[0] / np.maximum(heights, 1e-9)


def _softened(way: Points, reach: int) -> Points:
    """Return a way averaged over `reach` frames to either side; a straight even way stays as it is.

    Weights are those of a cosine squared, so that speed and acceleration stay continuous; beyond
    both ends the way goes on as it would by symmetry about its end.
    """
    reach = min(reach, len(way) - 1)
    if reach < 1:
        return way
    before = 2.0 * way[0] - way[reach:0:-1]
    after = 2.0 * way[-1] - way[-2 : -reach - 2 : -1]
    padded = np.concatenate([before, way, after])
    weights = np.cos(0.5 * math.pi * np.arange(-reach, reach + 1) / (reach + 1)) ** 2
    weights /= weights.sum()
    return np.stack(
        [np.convolve(padded[:, axis], weights, mode="valid") for axis in range(3)], axis=1
    )
