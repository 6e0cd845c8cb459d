"""Cameras as other tools write them: COLMAP, RealEstate10K and TUM text, and back.

All poses are in OpenCV axes (x right, y down, z forward) and pixels have their centres at +0.5, as
in COLMAP. Numbers are written in full, so that reading gives them back.
"""

from dataclasses import replace
from typing import Final, NamedTuple

import numpy as np
from jaxtyping import Float

from groundplan.errors import PackError
from groundplan.geometry import quaternions
from groundplan.geometry.transforms import inverse_rigid
from groundplan.passes.cameras import CameraFrame, CameraTrack

__all__ = [
    "CAMERA_FILES", "ColmapModel", "TextCamera", "camera_files", "colmap_model", "read_colmap",
    "read_realestate10k", "read_tum", "realestate10k", "tum",
]  # fmt: skip

CAMERA_FILES: Final = (
    "cameras/colmap/cameras.txt", "cameras/colmap/images.txt", "cameras/colmap/points3D.txt",
    "cameras/realestate10k.txt", "cameras/tum.txt",
)  # fmt: skip
"""Where a pack has its cameras as text."""
_MICROSECONDS: Final = 1_000_000
_NO_POINTS: Final = "# no points: the cameras are exact, nothing was triangulated\n"
_NO_DISTORTION: Final = (0.0, 0.0, 0.0, 0.0, 0.0)


class TextCamera(NamedTuple):
    """What every format can hold."""

    intrinsics_px: Float[np.ndarray, "3 3"]
    camera_from_world_cv: Float[np.ndarray, "4 4"]


class ColmapModel(NamedTuple):
    """The three text files of a COLMAP model."""

    cameras: str
    images: str
    points3d: str


def camera_files(track: CameraTrack) -> dict[str, str]:
    """Return every text form by its path in a pack.

    They are the cameras of the pack's pictures, which no lens distorts.
    """
    straight = replace(
        track, frames=tuple(replace(f, distortion_opencv=_NO_DISTORTION) for f in track.frames)
    )
    model = colmap_model(straight)
    texts = (*model, realestate10k(straight), tum(straight))
    return dict(zip(CAMERA_FILES, texts, strict=True))


def colmap_model(track: CameraTrack, *, suffix: str = ".png") -> ColmapModel:
    """Return a COLMAP text model; images are named by the frame that people read, `1001.png`.

    Frames with equal intrinsics share a camera. Distortion that is 0 gives PINHOLE, else
    FULL_OPENCV.

    Source:
        COLMAP documentation, "Output Format"; camera models in its src/colmap/sensor/models.h.
    """
    cameras: dict[str, int] = {}
    images: list[str] = []
    for number, frame in enumerate(track.frames, start=1):
        camera = cameras.setdefault(_colmap_camera(frame, track.size_px), len(cameras) + 1)
        pose = _matrix(frame)
        x, y, z, w = quaternions.from_matrix(pose[:3, :3])
        numbers = _join([w, x, y, z, *pose[:3, 3]])
        images += [f"{number} {numbers} {camera} {frame.frame}{suffix}", ""]
    lines = [f"{number} {text}" for text, number in cameras.items()]
    return ColmapModel(_lines(lines), _lines(images), _NO_POINTS)


def read_colmap(cameras: str, images: str) -> tuple[TextCamera, ...]:
    """Return the cameras of a COLMAP text model with PINHOLE or FULL_OPENCV cameras.

    Raises:
        PackError: The text is no such model.
    """
    try:
        models = {line.split()[0]: _colmap_intrinsics(line.split()) for line in _content(cameras)}
        # Every image has a second line of points, empty here.
        rows = [r for r in images.splitlines() if not r.startswith("#")][::2]
        return tuple(_colmap_image(row.split(), models) for row in rows if row)
    except (ValueError, KeyError, IndexError) as error:
        raise PackError("not a COLMAP text model", "give cameras.txt and images.txt") from error


def realestate10k(track: CameraTrack, *, source: str = "groundplan") -> str:
    """Return RealEstate10K lines: source, then time [us], fx fy cx cy over the size, k1 k2, 3x4.

    Source:
        RealEstate10K data format page, google.github.io/realestate10k.
    """
    width, height = track.size_px
    lines = [source]
    for frame in track.frames:
        k = np.array(frame.intrinsics_px)
        lens = [k[0, 0] / width, k[1, 1] / height, k[0, 2] / width, k[1, 2] / height, 0.0, 0.0]
        time = round(frame.t_s * _MICROSECONDS)
        lines.append(f"{time} {_join([*lens, *_matrix(frame)[:3].ravel()])}")
    return _lines(lines)


def read_realestate10k(text: str, *, size_px: tuple[int, int]) -> tuple[TextCamera, ...]:
    """Return the cameras in RealEstate10K lines.

    Raises:
        PackError: The text has no such lines.
    """
    width, height = size_px
    cameras: list[TextCamera] = []
    for line in text.splitlines()[1:]:
        row = _floats(line.split(), count=19)
        fx, fy, cx, cy = row[1:5] * np.array([width, height, width, height])
        pose = np.vstack([row[7:].reshape(3, 4), [0.0, 0.0, 0.0, 1.0]])
        cameras.append(TextCamera(_intrinsics(fx, fy, center=(cx, cy)), pose))
    return tuple(cameras)


def tum(track: CameraTrack) -> str:
    """Return TUM lines: time [s], position [m] and quaternion xyzw of the camera in the world.

    Source:
        TUM RGB-D benchmark, "File Formats": pose of the optical centre in the world.
    """
    lines = ["# timestamp tx ty tz qx qy qz qw"]
    for frame in track.frames:
        pose = inverse_rigid(_matrix(frame))
        turn = quaternions.from_matrix(pose[:3, :3])
        lines.append(_join([frame.t_s, *pose[:3, 3], *turn]))
    return _lines(lines)


def read_tum(text: str) -> tuple[Float[np.ndarray, "4 4"], ...]:
    """Return `camera_from_world_cv` of every TUM line.

    Raises:
        PackError: The text has no such lines.
    """
    poses: list[Float[np.ndarray, "4 4"]] = []
    for line in _content(text):
        row = _floats(line.split(), count=8)
        poses.append(inverse_rigid(_rigid(row[4:], row[1:4])))
    return tuple(poses)


def _colmap_camera(frame: CameraFrame, size_px: tuple[int, int]) -> str:
    k = np.array(frame.intrinsics_px)
    lens = [k[0, 0], k[1, 1], k[0, 2], k[1, 2]]
    size = f"{size_px[0]} {size_px[1]}"
    if not any(frame.distortion_opencv):
        return f"PINHOLE {size} {_join(lens)}"
    k1, k2, p1, p2, k3 = frame.distortion_opencv
    return f"FULL_OPENCV {size} {_join([*lens, k1, k2, p1, p2, k3, 0.0, 0.0, 0.0])}"


def _colmap_intrinsics(words: list[str]) -> Float[np.ndarray, "3 3"]:
    if words[1] not in {"PINHOLE", "FULL_OPENCV"}:
        raise ValueError(words[1])
    fx, fy, cx, cy = (float(word) for word in words[4:8])
    return _intrinsics(fx, fy, center=(cx, cy))


def _colmap_image(words: list[str], models: dict[str, Float[np.ndarray, "3 3"]]) -> TextCamera:
    w, x, y, z = (float(word) for word in words[1:5])
    position = np.array([float(word) for word in words[5:8]])
    return TextCamera(models[words[8]], _rigid(np.array([x, y, z, w]), position))


def _rigid(
    quaternion: Float[np.ndarray, " 4"], position: Float[np.ndarray, " 3"]
) -> Float[np.ndarray, "4 4"]:
    matrix = np.eye(4)
    matrix[:3, :3] = quaternions.to_matrix(quaternion)
    matrix[:3, 3] = position
    return matrix


def _intrinsics(fx: float, fy: float, *, center: tuple[float, float]) -> Float[np.ndarray, "3 3"]:
    return np.array([[fx, 0.0, center[0]], [0.0, fy, center[1]], [0.0, 0.0, 1.0]])


def _matrix(frame: CameraFrame) -> Float[np.ndarray, "4 4"]:
    return np.array(frame.camera_from_world_cv)


def _content(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _floats(words: list[str], *, count: int) -> Float[np.ndarray, " number"]:
    try:
        row = np.array([float(word) for word in words])
    except ValueError:
        row = np.zeros(0)
    if len(row) != count or not np.isfinite(row).all():
        raise PackError(f"a camera line has not {count} numbers", "give the whole line")
    return row


def _join(numbers: list[float]) -> str:
    return " ".join(repr(float(number)) for number in numbers)


def _lines(lines: list[str]) -> str:
    return "\n".join(lines) + "\n"
