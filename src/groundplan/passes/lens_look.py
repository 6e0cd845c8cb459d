"""A picture as a lens with distortion draws it, from one without, rendered a margin wider."""

import math
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

import numpy as np
from jaxtyping import Float, UInt8

from groundplan.geometry.distortion import NO_DISTORTION, Distortion, undistort
from groundplan.previz.display import decode_table, srgb
from groundplan.scene.stage import CameraPose, Pose, Stage
from groundplan.units import Subframes

__all__ = ["LensLook", "distortion_of", "widened"]

_EDGE_POINTS: Final = 17
_MOST_MARGIN: Final = 0.5
"""Of the picture's longer side: beyond it a lens folds the picture."""


def distortion_of(pose: CameraPose) -> Distortion:
    """Return the distortion of a posed camera."""
    k1, k2, p1, p2, k3 = pose.distortion
    return Distortion(k1=k1, k2=k2, k3=k3, p1=p1, p2=p2)


class LensLook:
    """Draws pictures of one size as a lens does; remembers the last lens it drew with."""

    def __init__(self, size_px: tuple[int, int], poses: Iterable[CameraPose]) -> None:
        """Find the margin [px] that all these cameras need.

        Raises:
            InputError: A lens folds the picture.
        """
        self._size = size_px
        most = max((_reach(size_px, pose) for pose in poses), default=0.0)
        self.margin = min(math.ceil(most) + (1 if most else 0), round(_MOST_MARGIN * max(size_px)))
        self._last: tuple[tuple[object, ...], Float[np.ndarray, "height width 2"]] = (
            (), np.zeros((0, 0, 2)),
        )  # fmt: skip
        """Lens and places, put in one step: several threads draw with one look."""

    def drawn(
        self, wide: UInt8[np.ndarray, "rows columns 3"], pose: CameraPose
    ) -> UInt8[np.ndarray, "height width 3"]:
        """Return the picture of a wider one; `pose` is the camera of the picture itself.

        Values are mixed in display-linear light between the four nearest pixels.
        """
        if distortion_of(pose) == NO_DISTORTION:
            m, (width, height) = self.margin, self._size
            return np.ascontiguousarray(wide[m : m + height, m : m + width])
        key = (pose.distortion, pose.intrinsics_px.tobytes())
        last, places = self._last
        if key != last:
            width, height = self._size
            x, y = np.meshgrid(np.arange(width) + 0.5, np.arange(height) + 0.5)
            places = _ideal_px(np.stack([x, y], axis=-1), pose) + self.margin - 0.5
            self._last = (key, places)
        return _sampled(wide, places)


def widened(stage: Stage, margin: int) -> Stage:
    """Return a stage whose pictures show `margin` pixels more on every side."""
    if not margin:
        return stage
    width, height = stage.size_px

    def pose(time: Subframes) -> Pose:
        own = stage.pose(time)
        k = own.camera.intrinsics_px.copy()
        k[:2, 2] += margin
        return replace(own, camera=replace(own.camera, intrinsics_px=k))

    return replace(stage, size_px=(width + 2 * margin, height + 2 * margin), pose=pose)


def _ideal_px(
    points_px: Float[np.ndarray, "*batch 2"], pose: CameraPose
) -> Float[np.ndarray, "*batch 2"]:
    """Return where a perfect lens has what this one draws at a place [px]."""
    k = pose.intrinsics_px
    scale, centre = np.array([k[0, 0], k[1, 1]]), np.array([k[0, 2], k[1, 2]])
    return undistort((points_px - centre) / scale, distortion_of(pose)) * scale + centre


def _reach(size_px: tuple[int, int], pose: CameraPose) -> float:
    """Return how far beyond the picture the edge of what the lens draws comes from [px]."""
    if distortion_of(pose) == NO_DISTORTION:
        return 0.0
    width, height = size_px
    along = np.linspace(0.0, 1.0, _EDGE_POINTS)
    sides = [
        np.stack([along * width, np.full(_EDGE_POINTS, y)], axis=-1) for y in (0.0, float(height))
    ] + [np.stack([np.full(_EDGE_POINTS, x), along * height], axis=-1) for x in (0.0, float(width))]
    ideal = _ideal_px(np.concatenate(sides), pose)
    over = np.maximum(-ideal, ideal - np.array([width, height], dtype=np.float64))
    return max(float(over.max()), 0.0)


def _sampled(
    wide: UInt8[np.ndarray, "rows columns 3"], places: Float[np.ndarray, "height width 2"]
) -> UInt8[np.ndarray, "height width 3"]:
    rows, columns = wide.shape[:2]
    x = np.clip(places[..., 0], 0.0, columns - 1.001)
    y = np.clip(places[..., 1], 0.0, rows - 1.001)
    left, top = np.floor(x).astype(np.int64), np.floor(y).astype(np.int64)
    a, b = (x - left)[..., None], (y - top)[..., None]
    light = decode_table().astype(np.float64)

    def at(row: int, column: int) -> Float[np.ndarray, "height width 3"]:
        return light[wide[top + row, left + column]]

    upper = at(0, 0) * (1.0 - a) + at(0, 1) * a
    lower = at(1, 0) * (1.0 - a) + at(1, 1) * a
    mixed = upper * (1.0 - b) + lower * b
    return np.rint(srgb(mixed.ravel()) * 255.0).astype(np.uint8).reshape(mixed.shape)
