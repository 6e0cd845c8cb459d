"""The camera of a window as numbers: OpenCV poses, intrinsics and RealEstate10K lines.

Poses are `world_from_camera_cv`, what model code calls `c2w`: OpenCV axes (x right, y down, z
forward), metres, column vectors. Pixels have their centres at +0.5 as in COLMAP and in CameraCtrl;
`whole_centres` gives those of OpenCV, whose first pixel has its centre at 0. Only the +0.5 kind may
be scaled with the picture by a plain factor.
"""

from dataclasses import dataclass, replace

import numpy as np
from jaxtyping import Float64

from groundplan.errors import PlanError
from groundplan.geometry.transforms import inverse_rigid, multiply
from groundplan.passes.camera_text import realestate10k
from groundplan.passes.pack import ControlPack
from groundplan.shader.matching import window_frames
from groundplan.shader.plan import Window

__all__ = [
    "CameraPath", "camera_path", "normalised_intrinsics", "pinhole_numbers", "realestate_lines",
    "relative_path", "scaled_path", "whole_centres",
]  # fmt: skip

_SAME_SHAPE = 0.002
"""How far two aspect ratios may differ and be called equal: rounding to whole pixels."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CameraPath:
    """A pinhole camera through the frames of one call."""

    world_from_camera_cv: Float64[np.ndarray, "frame 4 4"]
    intrinsics_px: Float64[np.ndarray, "frame 3 3"]
    size_px: tuple[int, int]
    """Width, height of the picture that the intrinsics are of."""


def camera_path(pack: ControlPack, window: Window, *, relative: bool = True) -> CameraPath:
    """Return the cameras of a window.

    `relative`: the first camera of the window becomes the world, its pose is the identity. It is
    so that CameraCtrl, Wan and SANA-WM take poses; the last two do it again, to no effect.

    Raises:
        PlanError: The pack does not have these frames.
        PackError: `cameras.json` is damaged.
    """
    frames = window_frames(pack, window)
    track = pack.cameras
    chosen = [track.frames[index] for index in frames]
    path = CameraPath(
        world_from_camera_cv=inverse_rigid(
            np.array([frame.camera_from_world_cv for frame in chosen], dtype=np.float64)
        ),
        intrinsics_px=np.array([frame.intrinsics_px for frame in chosen], dtype=np.float64),
        size_px=track.size_px,
    )
    return relative_path(path) if relative else path


def relative_path(path: CameraPath) -> CameraPath:
    """Return the path seen from its first camera, whose pose becomes exactly the identity."""
    poses = path.world_from_camera_cv
    moved = multiply(inverse_rigid(poses[:1]), poses)
    moved[0] = np.eye(4)
    return replace(path, world_from_camera_cv=moved)


def scaled_path(path: CameraPath, size_px: tuple[int, int]) -> CameraPath:
    """Return the path with the intrinsics of the same pictures at another size.

    SANA-WM wants them in pixels of the image that it is given, which it scales and crops itself.

    Source:
        diffusers 0.42.1, `SanaWMPipeline`: "in original-image pixel coordinates".

    Raises:
        PlanError: The size has another shape, so that these would be other pictures.
    """
    width, height = path.size_px
    factors = (size_px[0] / width, size_px[1] / height)
    if abs(factors[0] / factors[1] - 1.0) > _SAME_SHAPE:
        raise PlanError(
            f"cameras of {width}x{height} px for a picture of {size_px[0]}x{size_px[1]} px",
            f"give a picture of the same shape, {width / height:.4f} to 1",
        )
    scale = np.array([[factors[0]], [factors[1]], [1.0]])
    return replace(path, intrinsics_px=path.intrinsics_px * scale, size_px=size_px)


def pinhole_numbers(path: CameraPath) -> Float64[np.ndarray, "frame 4"]:
    """Return fx, fy, cx, cy [px] of every frame."""
    k = path.intrinsics_px
    return np.stack([k[:, 0, 0], k[:, 1, 1], k[:, 0, 2], k[:, 1, 2]], axis=1)


def whole_centres(path: CameraPath) -> CameraPath:
    """Return the path with pixel centres at whole numbers, as OpenCV has them: cx, cy less 0.5."""
    shifted = path.intrinsics_px.copy()
    shifted[:, :2, 2] -= 0.5
    return replace(path, intrinsics_px=shifted)


def normalised_intrinsics(path: CameraPath) -> Float64[np.ndarray, "frame 4"]:
    """Return fx, fy, cx, cy, over width and height in turn: those of RealEstate10K files.

    Source:
        RealEstate10K data format page, google.github.io/realestate10k; CameraCtrl, `inference.py`.
    """
    width, height = path.size_px
    return pinhole_numbers(path) / np.array([width, height, width, height], dtype=np.float64)


def realestate_lines(pack: ControlPack, window: Window) -> str:
    """Return the window's cameras as a RealEstate10K file; times are those of the whole clip.

    Poses are `camera_from_world` and not relative: its readers do that.

    Raises:
        PlanError: The pack does not have these frames.
        PackError: `cameras.json` is damaged.
    """
    frames = window_frames(pack, window)
    track = pack.cameras
    return realestate10k(replace(track, frames=track.frames[frames.start : frames.stop]))
