"""Depth of field and motion blur: poses within one exposure, whose pictures are averaged."""

import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from groundplan.errors import RenderError
from groundplan.previz.port import RenderOptions
from groundplan.scene.stage import CameraPose, Pose, Stage
from groundplan.units import SUBFRAMES_PER_FRAME, Subframes

__all__ = ["exposure_poses"]

_GOLDEN_TURN = math.pi * (3.0 - math.sqrt(5.0))
_MOST_SAMPLES = 256


def exposure_poses(stage: Stage, index: int, options: RenderOptions) -> Iterator[Pose]:
    """Yield the poses to average: instants of the shutter, points of the lens, parts of the pixel.

    Instants spread evenly over the shutter's opening, centred on the frame; lens points lie on a
    spiral over the aperture; every pose is shifted within the pixel, which smooths edges.

    Raises:
        RenderError: The count of samples is out of range, or the lens cannot be used.

    Source:
        Thin lens: aperture diameter = focal length / f-number; points at the focus distance keep
        their place.
    """
    count = options.blur_samples
    if not 1 <= count <= _MOST_SAMPLES:
        raise RenderError(f"{count} blur samples are out of range", f"ask for 1 to {_MOST_SAMPLES}")
    middle = stage.clock.time(index)
    opening = stage.pose(middle).camera.shutter_angle_rad / math.tau * SUBFRAMES_PER_FRAME
    stride = _coprime(count)
    for n in range(count):
        shift = opening * ((n + 0.5) / count - 0.5) if options.motion_blur else 0.0
        pose = stage.pose(Subframes(middle + round(shift)))
        radius, turn = math.sqrt((n + 0.5) / count), n * _GOLDEN_TURN
        point = radius * math.cos(turn), radius * math.sin(turn)
        camera = pose.camera
        if options.depth_of_field:
            camera = _through(camera, n * stride % count, count=count)
        yield replace(pose, camera=_shift(camera, 0.5 * point[0], 0.5 * point[1]))


def _through(camera: CameraPose, n: int, *, count: int) -> CameraPose:
    """Return the camera as seen through one point of its aperture."""
    if not (camera.fstop > 0 and camera.focus_m > 0):
        raise RenderError(
            f"f/{camera.fstop} focused at {camera.focus_m} m cannot be rendered",
            "give a positive f-number and focus distance",
        )
    radius = camera.focal_mm / 1000.0 / camera.fstop / 2.0 * math.sqrt((n + 0.5) / count)
    x, y = radius * math.cos(n * _GOLDEN_TURN), radius * math.sin(n * _GOLDEN_TURN)
    moved = np.array(camera.world_from_camera, np.float64)
    moved[:3, 3] += moved[:3, 0] * x + moved[:3, 1] * y
    k = camera.intrinsics_px
    camera = replace(camera, world_from_camera=moved)
    return _shift(camera, k[0, 0] * x / camera.focus_m, -k[1, 1] * y / camera.focus_m)


def _shift(camera: CameraPose, x_px: float, y_px: float) -> CameraPose:
    """Return the camera with its picture shifted."""
    k = np.array(camera.intrinsics_px, np.float64)
    k[0, 2] += x_px
    k[1, 2] += y_px
    return replace(camera, intrinsics_px=k)


def _coprime(count: int) -> int:
    """Return a step that visits all of 0..count-1 in an order far from sorted."""
    start = max(round(count * (math.sqrt(5.0) - 1.0) / 2.0), 1)
    return next(step for step in range(start, 2 * count + 2) if math.gcd(step, count) == 1)
