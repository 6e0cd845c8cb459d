"""Errors of the camera: it turns, stands or zooms otherwise than planned."""

import math
from dataclasses import replace
from typing import Final

import numpy as np
from jaxtyping import Float64

from groundplan.adherence.selftest.injections import Injection, InjectionKind
from groundplan.geometry import quaternions
from groundplan.scene.stage import CameraPose, Stage
from groundplan.units import SUBFRAMES_PER_FRAME, Subframes

__all__ = ["shaken_camera"]

_TURNS: Final[dict[InjectionKind, tuple[float, float, float]]] = {
    "camera.pan": (0.0, -1.0, 0.0),
    "camera.tilt": (1.0, 0.0, 0.0),
    "camera.roll": (0.0, 0.0, -1.0),
    "cut.angle": (0.0, -1.0, 0.0),
}
"""Axes in the camera's own space (+X right, +Y up, it looks along -Z), by the right-hand rule."""
_WAYS: Final[dict[InjectionKind, tuple[float, float, float]]] = {
    "camera.truck": (1.0, 0.0, 0.0),
    "camera.pedestal": (0.0, 1.0, 0.0),
    "camera.dolly": (0.0, 0.0, -1.0),
}


def shaken_camera(stage: Stage, injection: Injection, *, time: Subframes) -> CameraPose:
    """Return the camera at a time, with its error."""
    planned = stage.pose(time).camera
    frame = (time - stage.clock.start_time) / SUBFRAMES_PER_FRAME
    size = injection.size * injection.share(frame, last_frame=stage.clock.frame_count - 1)
    if size == 0.0:
        return planned
    if injection.kind == "camera.frozen":
        return stage.pose(stage.clock.time(injection.first_frame)).camera
    if injection.kind == "camera.focal":
        return _zoomed(planned, 1.0 + size / 100.0)
    placed = np.array(planned.world_from_camera, dtype=np.float64)
    if injection.kind == "camera.path":
        start = stage.pose(stage.clock.time(injection.first_frame)).camera.world_from_camera
        placed[:3, 3] += size / 100.0 * (placed[:3, 3] - start[:3, 3])
    elif injection.kind in _TURNS:
        placed[:3, :3] = placed[:3, :3] @ _turn(_TURNS[injection.kind], math.radians(size))
    else:
        placed[:3, 3] += placed[:3, :3] @ (size * np.array(_WAYS[injection.kind]))
    return replace(planned, world_from_camera=placed)


def _turn(axis: tuple[float, float, float], angle: float) -> Float64[np.ndarray, "3 3"]:
    return quaternions.to_matrix(quaternions.from_axis_angle(np.array(axis), angle))


def _zoomed(camera: CameraPose, factor: float) -> CameraPose:
    k = np.array(camera.intrinsics_px, dtype=np.float64)
    k[0, 0] *= factor
    k[1, 1] *= factor
    return replace(camera, intrinsics_px=k, focal_mm=camera.focal_mm * factor)
