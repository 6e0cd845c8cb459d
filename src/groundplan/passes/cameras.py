"""The camera of every frame, in OpenCV and in OpenGL axes: `cameras.json`."""

from collections.abc import Sequence
from typing import Final, Literal

import numpy as np
from jaxtyping import Float
from pydantic import TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from groundplan.errors import PackError
from groundplan.geometry.transforms import camera_from_world_cv
from groundplan.scene.stage import CameraPose, StageClock
from groundplan.world.base import CLOSED

__all__ = ["CAMERA_CONVENTIONS", "CameraFrame", "CameraTrack", "camera_track", "parse_cameras"]

Row3 = tuple[float, float, float]
Row4 = tuple[float, float, float, float]
Matrix3 = tuple[Row3, Row3, Row3]
Matrix4 = tuple[Row4, Row4, Row4, Row4]

CAMERA_CONVENTIONS: Final = (
    "matrices are rows, column vectors; world right-handed, +Y up, metres; world_from_camera_gl: "
    "camera looks along -Z, +X right, +Y up; camera_from_world_cv: OpenCV axes (x right, y down, "
    "z forward); intrinsics_px: pixel centres at +0.5, x right, y down (COLMAP); OpenCV's integer "
    "centres need cx - 0.5 and cy - 0.5; distortion_opencv: k1 k2 p1 p2 k3, not applied to any pass"
)


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class CameraFrame:
    """One frame's camera."""

    frame: int
    """The number that people read, 1001 for the first."""
    t_s: float
    """Seconds from the first frame."""
    intrinsics_px: Matrix3
    camera_from_world_cv: Matrix4
    world_from_camera_gl: Matrix4
    focal_mm: float
    sensor_mm: tuple[float, float]
    """Width and height of the whole gate; the picture may crop it."""
    distortion_opencv: tuple[float, float, float, float, float]
    fstop: float
    focus_m: float
    shutter_angle_rad: float
    near_m: float
    ev100: float
    exposure_automatic: bool
    saturation_luminance_nit: float
    white_balance_k: float = 6504.0


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class CameraTrack:
    """`cameras.json`."""

    schema: Literal["groundplan.cameras/1"] = "groundplan.cameras/1"
    fps: tuple[int, int]
    """Numerator, denominator."""
    size_px: tuple[int, int]
    """Width, height."""
    conventions: str = CAMERA_CONVENTIONS
    frames: tuple[CameraFrame, ...]


_TRACK: Final = TypeAdapter(CameraTrack)


def camera_track(
    poses: Sequence[CameraPose], *, clock: StageClock, size_px: tuple[int, int]
) -> CameraTrack:
    """Return the cameras of a shot; `poses[i]` is that of frame index i."""
    return CameraTrack(
        fps=(clock.fps_num, clock.fps_den),
        size_px=size_px,
        frames=tuple(_frame(pose, clock=clock, index=i) for i, pose in enumerate(poses)),
    )


def parse_cameras(data: bytes) -> CameraTrack:
    """Return the track in the bytes of `cameras.json`.

    Raises:
        PackError: They are no such track.
    """
    try:
        return _TRACK.validate_json(data, strict=True)
    except ValidationError:
        raise PackError("cameras.json is not a camera track", "render the pack again") from None


def _frame(pose: CameraPose, *, clock: StageClock, index: int) -> CameraFrame:
    return CameraFrame(
        frame=clock.start_frame + index,
        t_s=clock.seconds(index),
        intrinsics_px=_matrix3(pose.intrinsics_px),
        camera_from_world_cv=_matrix4(
            camera_from_world_cv(np.asarray(pose.world_from_camera, dtype=np.float64))
        ),
        world_from_camera_gl=_matrix4(pose.world_from_camera),
        focal_mm=float(pose.focal_mm),
        sensor_mm=(float(pose.sensor_mm[0]), float(pose.sensor_mm[1])),
        distortion_opencv=pose.distortion,
        fstop=float(pose.fstop),
        focus_m=float(pose.focus_m),
        shutter_angle_rad=float(pose.shutter_angle_rad),
        near_m=float(pose.near_m),
        ev100=float(pose.exposure.ev100),
        exposure_automatic=pose.exposure.automatic,
        saturation_luminance_nit=float(pose.exposure.saturation_luminance_nit),
        white_balance_k=float(pose.white_balance_k),
    )


def _matrix3(matrix: Float[np.ndarray, "3 3"]) -> Matrix3:
    a, b, c = ((float(r[0]), float(r[1]), float(r[2])) for r in matrix)
    return (a, b, c)


def _matrix4(matrix: Float[np.ndarray, "4 4"]) -> Matrix4:
    # Adding 0 turns -0 into 0, which is the same number and reads better.
    a, b, c, d = (
        (float(r[0]) + 0.0, float(r[1]) + 0.0, float(r[2]) + 0.0, float(r[3]) + 0.0) for r in matrix
    )
    return (a, b, c, d)
