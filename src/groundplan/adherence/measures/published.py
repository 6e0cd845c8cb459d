"""The camera in the forms that papers print, so that figures can stand beside theirs.

They hide much: a path that is right in shape and a tenth as long scores 0 in relative TransErr.
"""

from typing import Final

import numpy as np
from jaxtyping import Float64

from groundplan.adherence.measurement import Measurement
from groundplan.adherence.measures.camera import rotation_angles
from groundplan.adherence.measures.making import Trust, measured, unmeasured
from groundplan.adherence.observation import Observation
from groundplan.adherence.plan_view import PlanView
from groundplan.geometry.transforms import inverse_rigid, multiply

__all__ = ["published_measurements"]

_NAMES: Final = (
    "camera.roterr.sum_rad/1",
    "camera.roterr.mean_rad/1",
    "camera.transerr.relative.sum/1",
    "camera.transerr.relative.mean/1",
    "camera.transerr.absolute.sum/1",
    "camera.transerr.absolute.mean/1",
    "camera.cammc.sum/1",
    "camera.cammc.mean/1",
)
_TINY: Final = 1e-6

Poses = Float64[np.ndarray, "frame 4 4"]


def published_measurements(plan: PlanView, seen: Observation) -> list[Measurement]:
    """Return RotErr, TransErr and CamMC, each as sum and as mean over the frames.

    Source:
        CineTechBench, `eval_ct.py`: poses relative to frame 0, world from camera; scales are the
        largest norm of a path. They need every frame: one that is not seen makes them unknown.
    """
    observer, there = seen.observer, seen.camera.seen
    if not there.all():
        lost = int(np.count_nonzero(~there))
        reason = f"the camera was not made out in {lost} frames, and these forms need all"
        return [unmeasured(name, reason, observer=observer) for name in _NAMES]
    planned = _relative(plan.camera_from_world_cv)
    shown = _relative(seen.camera.camera_from_world_cv)
    angles = rotation_angles(planned[:, :3, :3], shown[:, :3, :3])
    own, theirs = _longest(planned), _longest(shown)
    relative = _norms(planned[:, :3, 3] / own - shown[:, :3, 3] / theirs)
    absolute = _norms((planned[:, :3, 3] - shown[:, :3, 3]) / own)
    matrices = np.sqrt(
        np.sum((planned[:, :3, :3] - shown[:, :3, :3]) ** 2, axis=(1, 2)) + relative**2
    )
    series = (angles, angles, relative, relative, absolute, absolute, matrices, matrices)
    trust = Trust(observer=observer, confidence=float(seen.camera.confidence.mean()))
    return [
        measured(
            name,
            float(rows.sum() if ".sum" in name else rows.mean()),
            trust=trust,
            samples=len(rows),
        )
        for name, rows in zip(_NAMES, series, strict=True)
    ]


def _relative(camera_from_world_cv: Poses) -> Poses:
    """Return every pose in the axes of the first."""
    return multiply(camera_from_world_cv[0], inverse_rigid(camera_from_world_cv))


def _longest(poses: Poses) -> float:
    """Return the largest distance from the first camera; 1 where it stands still."""
    longest = float(_norms(poses[:, :3, 3]).max())
    return longest if longest > _TINY else 1.0


def _norms(rows: Float64[np.ndarray, "frame 3"]) -> Float64[np.ndarray, " frame"]:
    return np.sqrt(np.sum(rows * rows, axis=1))
