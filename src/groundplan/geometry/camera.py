"""A real lens on a real gate, as a pinhole with Brown-Conrady distortion.

Lengths of the lens and its gate are millimetres, distances metres, angles radians. Pixels: x right,
y down, the centre of the first pixel at (0.5, 0.5) as in COLMAP. Points in a camera are in our axes
(it looks along -Z); what is in OpenCV axes says `_cv`.
"""

import math
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from groundplan.errors import InputError
from groundplan.geometry.distortion import NO_DISTORTION, Distortion, distort, undistort
from groundplan.units import Millimetres, Radians

__all__ = [
    "FieldOfView", "Lens", "Pinhole", "field_of_view", "focal_for_field_of_view", "project",
    "unproject",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Lens:
    """A lens in front of a gate.

    Raises:
        InputError: A length is not above 0.
    """

    focal_mm: float
    sensor_width_mm: float
    sensor_height_mm: float
    squeeze: float = 1.0
    """Anamorphic factor: how much wider the scene is than its image on the gate; 1 = spherical."""
    distortion: Distortion = NO_DISTORTION

    def __post_init__(self) -> None:
        _positive(self.focal_mm, "focal length", "a lens such as 35 mm")
        _positive(self.sensor_width_mm, "sensor width", "a gate such as 24.89 mm")
        _positive(self.sensor_height_mm, "sensor height", "a gate such as 14.00 mm")
        if not (math.isfinite(self.squeeze) and self.squeeze > 0.0):
            raise InputError(f"squeeze is {self.squeeze:g}", "give 1 for a spherical lens, or 2")

    @property
    def diagonal_mm(self) -> Millimetres:
        """Return the diagonal of the whole gate."""
        return Millimetres(math.hypot(self.sensor_width_mm, self.sensor_height_mm))


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldOfView:
    """Full angles that a picture covers [rad]."""

    horizontal: Radians
    vertical: Radians
    diagonal: Radians


@dataclass(frozen=True, slots=True, kw_only=True)
class Pinhole:
    """A lens whose gate is cropped to the shape of the picture, so that nothing is stretched.

    A picture that is wider than the de-squeezed gate uses its whole width and crops its height;
    any other uses its whole height and crops its width. The crop is centred.

    Raises:
        InputError: A size is not above 0.
    """

    lens: Lens
    image_width_px: int
    image_height_px: int
    pixel_aspect: float = 1.0
    """Width over height of a pixel as it is shown."""

    def __post_init__(self) -> None:
        if self.image_width_px <= 0 or self.image_height_px <= 0:
            raise InputError(
                f"picture size {self.image_width_px} x {self.image_height_px} px has no area",
                "give a size such as 832 x 480 px",
            )
        if not (math.isfinite(self.pixel_aspect) and self.pixel_aspect > 0.0):
            raise InputError(f"pixel aspect is {self.pixel_aspect:g}", "give 1 for square pixels")

    @property
    def used_gate_mm(self) -> tuple[Millimetres, Millimetres]:
        """Return width and height of the part of the gate that becomes the picture."""
        lens = self.lens
        shown = self.image_width_px * self.pixel_aspect / self.image_height_px
        gate = lens.sensor_width_mm * lens.squeeze / lens.sensor_height_mm
        if shown > gate:
            height = lens.sensor_width_mm * lens.squeeze / shown
            return Millimetres(lens.sensor_width_mm), Millimetres(height)
        width = lens.sensor_height_mm * shown / lens.squeeze
        return Millimetres(width), Millimetres(lens.sensor_height_mm)

    @property
    def intrinsics_px(self) -> Float[np.ndarray, "3 3"]:
        """Return K of OpenCV axes: fx = fy for square pixels, centre in the middle."""
        width_mm, height_mm = self.used_gate_mm
        fx = self.lens.focal_mm / self.lens.squeeze * self.image_width_px / width_mm
        fy = self.lens.focal_mm * self.image_height_px / height_mm
        cx, cy = 0.5 * self.image_width_px, 0.5 * self.image_height_px
        return np.array([[fx, 0.0, cx], [0.0, fy, cy], [0.0, 0.0, 1.0]])

    @property
    def field_of_view(self) -> FieldOfView:
        """Return what the picture covers, without distortion."""
        width, height = self.used_gate_mm
        shown = Millimetres(width * self.lens.squeeze)
        focal = Millimetres(self.lens.focal_mm)
        return FieldOfView(
            horizontal=field_of_view(focal, shown),
            vertical=field_of_view(focal, height),
            diagonal=field_of_view(focal, Millimetres(math.hypot(shown, height))),
        )


def field_of_view(focal: Millimetres, extent: Millimetres) -> Radians:
    """Return the full angle that a lens sees over `extent` of its gate.

    Source:
        Pinhole model: 2 atan(extent / 2f).
    """
    _positive(focal, "focal length", "a lens such as 35 mm")
    return Radians(2.0 * math.atan(extent / (2.0 * focal)))


def focal_for_field_of_view(angle: Radians, extent: Millimetres) -> Millimetres:
    """Return the focal length that sees `angle` over `extent` of the gate.

    Raises:
        InputError: The angle is not between 0 and 180 degrees.
    """
    if not 0.0 < angle < math.pi:
        raise InputError(
            f"a field of view of {math.degrees(angle):g} degrees fits no rectilinear lens",
            "give more than 0 and less than 180 degrees",
        )
    return Millimetres(extent / (2.0 * math.tan(angle / 2.0)))


def project(
    points_in_camera: Float[np.ndarray, "*#batch 3"],
    intrinsics_px: Float[np.ndarray, "*#batch 3 3"],
    *,
    distortion: Distortion | None = None,
) -> Float[np.ndarray, "... 2"]:
    """Return where the picture shows points [px]; NaN for points not in front of the camera."""
    depth = -points_in_camera[..., 2:3]
    depth = np.where(depth > 0.0, depth, np.nan)
    points_cv = points_in_camera[..., :2] * np.array([1.0, -1.0]) / depth
    if distortion is not None:
        points_cv = distort(points_cv, distortion)
    x, y = points_cv[..., 0], points_cv[..., 1]
    k = intrinsics_px
    return np.stack(
        [
            k[..., 0, 0] * x + k[..., 0, 1] * y + k[..., 0, 2],
            k[..., 1, 1] * y + k[..., 1, 2],
        ],
        axis=-1,
    )


def unproject(
    points_px: Float[np.ndarray, "*#batch 2"],
    depth_m: float | Float[np.ndarray, "*#batch"],
    intrinsics_px: Float[np.ndarray, "*#batch 3 3"],
    *,
    distortion: Distortion | None = None,
) -> Float[np.ndarray, "... 3"]:
    """Return points in the camera [m] at `depth_m` along the optical axis (not along the ray).

    Raises:
        InputError: The lens model cannot be undone at a point (it folds the picture there).
    """
    k = intrinsics_px
    y = (points_px[..., 1] - k[..., 1, 2]) / k[..., 1, 1]
    x = (points_px[..., 0] - k[..., 0, 2] - k[..., 0, 1] * y) / k[..., 0, 0]
    points_cv = np.stack([x, y], axis=-1)
    if distortion is not None:
        points_cv = undistort(points_cv, distortion)
    rays = np.stack(
        [points_cv[..., 0], -points_cv[..., 1], np.full(points_cv.shape[:-1], -1.0)], axis=-1
    )
    return rays * np.asarray(depth_m, dtype=np.float64)[..., None]


def _positive(value: float, name: str, remedy: str) -> None:
    if not (math.isfinite(value) and value > 0.0):
        raise InputError(f"{name} is {value:g} mm", f"give {remedy}")
