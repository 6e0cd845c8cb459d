"""Plücker rays: for every pixel the line of sight, as six numbers."""

from typing import Literal

import numpy as np
from jaxtyping import Float32, Float64

from groundplan.errors import PlanError
from groundplan.shader.encoders.cameras import CameraPath, relative_path, scaled_path

__all__ = ["PluckerOrder", "plucker_rays"]

PluckerOrder = Literal["moment_direction", "direction_moment"]
"""moment_direction: CameraCtrl and Wan-Fun. direction_moment: SANA-WM."""

_MOST_NUMBERS = 1 << 28
"""Of one answer, 1 GiB: our limit."""


def plucker_rays(
    path: CameraPath,
    *,
    size_px: tuple[int, int] | None = None,
    order: PluckerOrder = "moment_direction",
) -> Float32[np.ndarray, "frame height width 6"]:
    """Return o x d and the unit direction d of the ray through every pixel centre.

    Rays are in the world of the first camera of the path, o is the camera's place in it [m]; the
    first frame has therefore no moment. Pixel (column, row) is seen through (column + 0.5,
    row + 0.5). `size_px` asks for a coarser grid, such as that of latents, of the same pictures.

    Source:
        Sitzmann et al., "Light Field Networks", 2021; order, centres and relative poses as in
        CameraCtrl, `inference.py`, `ray_condition`; SANA-WM's order in diffusers 0.42.1,
        `cam_utils.compute_raymap`.

    Raises:
        PlanError: The grid has another shape than the pictures, or the answer would not fit.
    """
    seen = relative_path(path if size_px is None else scaled_path(path, size_px))
    width, height = seen.size_px
    count = len(seen.world_from_camera_cv)
    if count * width * height * 6 > _MOST_NUMBERS:
        raise PlanError(
            f"rays of {count} frames of {width}x{height} px",
            "ask for fewer frames or a coarser grid",
        )
    rays = np.empty((count, height, width, 6), dtype=np.float32)
    first, second = (3, 0) if order == "moment_direction" else (0, 3)
    for index in range(count):
        pose = seen.world_from_camera_cv[index]
        directions = _directions(seen.intrinsics_px[index], pose, size_px=(width, height))
        rays[index, ..., first : first + 3] = directions
        rays[index, ..., second : second + 3] = np.cross(pose[:3, 3], directions)
    return rays


def _directions(
    intrinsics: Float64[np.ndarray, "3 3"],
    pose: Float64[np.ndarray, "4 4"],
    *,
    size_px: tuple[int, int],
) -> Float64[np.ndarray, "height width 3"]:
    width, height = size_px
    x = (np.arange(width) + 0.5 - intrinsics[0, 2]) / intrinsics[0, 0]
    y = (np.arange(height) + 0.5 - intrinsics[1, 2]) / intrinsics[1, 1]
    in_camera = np.ones((height, width, 3))
    in_camera[..., 0] = x
    in_camera[..., 1] = y[:, None]
    in_camera /= np.sqrt(np.sum(in_camera * in_camera, axis=-1, keepdims=True))
    # Written out: a BLAS may sum in another order on another machine.
    turned = in_camera[..., 0:1] * pose[:3, 0]
    turned += in_camera[..., 1:2] * pose[:3, 1]
    return turned + in_camera[..., 2:3] * pose[:3, 2]
