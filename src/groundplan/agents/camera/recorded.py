"""A camera's way written down as keys: aimed at its subject where nothing else turns it."""

from dataclasses import replace
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.agents.camera.base import Base
from groundplan.agents.camera.frames import FrameClock
from groundplan.agents.camera.move_request import MoveRequest
from groundplan.agents.camera.path import (
    CameraPath,
    quaternion_keys,
    scalar_keys,
    vector_keys,
)
from groundplan.agents.camera.request import CameraRequest
from groundplan.agents.camera.shake import UNREST, Shake
from groundplan.agents.camera.situation import Situation
from groundplan.agents.camera.tracked import aimed_path, composed_heights
from groundplan.agents.camera.travel import Travel, turns_of
from groundplan.agents.figures import Figure
from groundplan.geometry import quaternions

__all__ = ["Recorder", "shake_of"]

_MANNER: Final = {"slow": 0.5, "": 1.0, "normal": 1.0, "fast": 1.0 / 0.6}
"""Strength of a hand's unrest by manner, over the usual one."""


class Recorder:
    """Writes ways of one shot."""

    def __init__(
        self, clock: FrameClock, request: CameraRequest, situation: Situation, *, base: Base
    ) -> None:
        """Take what all ways of the shot have in common."""
        self._clock, self._request, self._situation = clock, request, situation
        self._base = base

    def path(
        self,
        travel: Travel,
        subject: Figure | None,
        *,
        moves: tuple[MoveRequest, ...],
        move: str,
        composed: bool,
    ) -> CameraPath:
        """Return the keys of a way, with the unrest of whoever carries the camera.

        `composed`: the height that it aims at changes with what of the subject is in the picture.
        """
        shake = shake_of(moves, seed=self._situation.seed, fps=self._clock.fps)
        if travel.aims and subject is not None and shake is None:
            return self._aimed(travel, subject, move=move, composed=composed)
        times = self._clock.times
        positions, rotations = travel.positions, travel.rotations
        if shake is not None:
            seconds = (times - times[0]) / 1000.0 / self._clock.fps
            rotations = quaternions.multiply(rotations, shake.turn(seconds))
            positions = positions + shake.sway(seconds)
        return CameraPath(
            positions=vector_keys(times, positions),
            rotations=quaternion_keys(times, rotations),
            focals_mm=scalar_keys(times, travel.focals_mm),
            focus_m=scalar_keys(times, travel.focus_m),
            move=move,
        )

    def _aimed(self, travel: Travel, subject: Figure, *, move: str, composed: bool) -> CameraPath:
        path = aimed_path(
            subject,
            travel.positions,
            gate=self._situation.gate,
            focals_mm=travel.focals_mm,
            angle=self._base.angle,
            roll=travel.roll,
            move=move,
            aims_m=None if composed else travel.aim_heights_m,
        )
        return replace(path, focus_m=scalar_keys(subject.times, travel.focus_m, tolerance=0.005))

    def looking(self, positions: Float[np.ndarray, "frame 3"], subject: Figure) -> Travel:
        """Return a way with given places that keeps its subject composed in the frame."""
        focal = self._base.setup.focal_mm
        focals = np.full(len(positions), focal)
        heights = composed_heights(
            subject, positions, gate=self._situation.gate, focals_mm=focals, angle=self._base.angle
        )
        way = subject.positions - positions
        way[:, 1] += heights
        flat = np.hypot(way[:, 0], way[:, 2])
        yaw = np.unwrap(np.arctan2(-way[:, 0], -way[:, 2]))
        roll = np.full(len(positions), self._base.setup.roll)
        return Travel(
            positions=positions,
            rotations=turns_of(yaw, np.arctan2(way[:, 1], flat), roll),
            focals_mm=focals,
            focus_m=np.hypot(flat, way[:, 1]),
            aims=True,
            aim_heights_m=heights,
            roll=self._base.setup.roll,
        )


def shake_of(moves: tuple[MoveRequest, ...], *, seed: int, fps: float) -> Shake | None:
    """Return the unrest of a carried camera; None for one on wheels or legs.

    A stated angle is the root mean square of pan and of tilt.
    """
    move = next((m for m in moves if m.id in UNREST), None)
    if move is None:
        return None
    unrest = UNREST[move.id]
    rms = unrest.rms_rad * (_MANNER.get(move.manner, 1.0) if move.id == "handheld" else 1.0)
    if move.amount is not None and move.unit == "rad":
        rms = abs(move.amount)
    return Shake(seed=seed, rms_rad=rms, fps=fps, unrest=unrest)
