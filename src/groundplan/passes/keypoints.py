"""Keypoints of people and animals in every frame, in the world and in the picture."""

from collections.abc import Mapping, Sequence
from typing import Final, Literal, NamedTuple

import numpy as np
from jaxtyping import Bool, Float
from pydantic import TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from groundplan.assets.keypoints import SCHEMES, SchemeName
from groundplan.errors import PackError
from groundplan.geometry.camera import project
from groundplan.geometry.transforms import inverse_rigid, transform_points
from groundplan.previz.port import Frame
from groundplan.scene.joints import SchemePoints
from groundplan.scene.stage import StageClock
from groundplan.world.base import CLOSED

__all__ = [
    "KEYPOINT_CONVENTIONS", "BodyKeypoints", "KeypointRow", "KeypointTrack",
    "keypoint_row", "keypoint_track", "parse_keypoints",
]  # fmt: skip

Point3 = tuple[float, float, float]
Point2 = tuple[float, float]
Visibility = Literal[0, 1, 2]

KEYPOINT_CONVENTIONS: Final = (
    "coco17 and openpose18 for people, ap10k for animals; left and right are the body's own; "
    "eyes, ears and noses are points of the surface, all others lie inside the body; pixels x "
    "right, y down, centres at +0.5; visible as in COCO: 0 not labelled (null: the body has no "
    "such point; else behind the camera or outside the picture), 1 in the picture but hidden by a "
    "thing, another body, or more of its own body than lies over such a point, 2 seen"
)
_TOLERANCE_M: Final = 0.02
"""Another surface nearer than the point by less than this does not hide it."""
_DIGITS: Final = 6


class KeypointRow(NamedTuple):
    """One body in one frame by one scheme."""

    points_in_world: tuple[Point3 | None, ...]
    points_px: tuple[Point2 | None, ...]
    visible: tuple[Visibility, ...]
    behind_self: tuple[bool, ...]
    """Hidden by its own body."""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class BodyKeypoints:
    """One body through the shot by one scheme; rows are frames, then points."""

    entity: str
    scheme: SchemeName
    names: tuple[str, ...]
    points_in_world_m: tuple[tuple[Point3 | None, ...], ...]
    points_px: tuple[tuple[Point2 | None, ...], ...]
    visible: tuple[tuple[Visibility, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class KeypointTrack:
    """`keypoints.json`."""

    schema: Literal["groundplan.keypoints/1"] = "groundplan.keypoints/1"
    fps: tuple[int, int]
    """Numerator, denominator."""
    size_px: tuple[int, int]
    conventions: str = KEYPOINT_CONVENTIONS
    bodies: tuple[BodyKeypoints, ...]


_TRACK: Final = TypeAdapter(KeypointTrack)

KeypointRows = Mapping[str, Mapping[SchemeName, KeypointRow]]
"""By entity, then scheme."""


def keypoint_row(posed: SchemePoints, frame: Frame, *, own: frozenset[int]) -> KeypointRow:
    """Return where a frame shows a body's keypoints; `own` are its ids in the instance pass.

    Raises:
        PackError: The frame has no depth or no instance ids.
    """
    world = np.asarray(posed.points_in_world, dtype=np.float64)
    camera_from_world = inverse_rigid(np.asarray(frame.camera.world_from_camera, dtype=np.float64))
    camera = transform_points(camera_from_world, np.nan_to_num(world))
    absent = np.isnan(world).any(axis=1)
    pixels = project(camera, np.asarray(frame.camera.intrinsics_px, dtype=np.float64))
    depth = -camera[:, 2]
    pixels[absent | (depth <= frame.camera.near_m)] = np.nan
    inside, seen, on_own = _sight(pixels, depth, frame=frame, own=own, below=posed.depth_m)
    return KeypointRow(
        tuple(None if np.isnan(p).any() else _point3(p) for p in world),
        tuple(None if np.isnan(p).any() else _point2(p) for p in pixels),
        tuple(2 if s else 1 if i else 0 for i, s in zip(inside, seen, strict=True)),
        tuple(bool(v) for v in inside & on_own & ~seen),
    )


def keypoint_track(
    rows: Sequence[KeypointRows], *, clock: StageClock, size_px: tuple[int, int]
) -> KeypointTrack:
    """Return the keypoints of a shot; `rows[i]` are the bodies of frame index i.

    Raises:
        PackError: A body is missing in some frames.
    """
    bodies: list[BodyKeypoints] = []
    for entity in sorted(rows[0]) if rows else ():
        for scheme in rows[0][entity]:
            if any(scheme not in row.get(entity, {}) for row in rows):
                raise PackError(
                    f"keypoints of {entity} end during the shot", "give them at every time"
                )
            own = [row[entity][scheme] for row in rows]
            bodies.append(
                BodyKeypoints(
                    entity=entity,
                    scheme=scheme,
                    names=SCHEMES[scheme],
                    points_in_world_m=tuple(row.points_in_world for row in own),
                    points_px=tuple(row.points_px for row in own),
                    visible=tuple(row.visible for row in own),
                )
            )
    return KeypointTrack(fps=(clock.fps_num, clock.fps_den), size_px=size_px, bodies=tuple(bodies))


def parse_keypoints(data: bytes) -> KeypointTrack:
    """Return the track in the bytes of `keypoints.json`.

    Raises:
        PackError: They are no such track.
    """
    try:
        return _TRACK.validate_json(data, strict=True)
    except ValidationError:
        raise PackError("keypoints.json is not a keypoint track", "render the pack again") from None


def _sight(
    pixels: Float[np.ndarray, "point 2"],
    depth: Float[np.ndarray, " point"],
    *,
    frame: Frame,
    own: frozenset[int],
    below: Float[np.ndarray, " point"],
) -> tuple[Bool[np.ndarray, " point"], Bool[np.ndarray, " point"], Bool[np.ndarray, " point"]]:
    """Return which points lie inside the picture, which are seen, and which lie on their body."""
    if frame.depth is None or frame.instance is None:
        raise PackError("keypoints need the depth and instance passes", "render these passes too")
    height, width = frame.depth.shape
    inside = (
        (pixels[:, 0] >= 0.0)
        & (pixels[:, 0] < width)
        & (pixels[:, 1] >= 0.0)
        & (pixels[:, 1] < height)
    )
    column, row = np.where(inside[:, None], pixels, 0.0).astype(np.int64).T
    on_own = np.isin(frame.instance[row, column], sorted(own))
    slack = np.where(on_own, np.maximum(below, _TOLERANCE_M), _TOLERANCE_M)
    return inside, inside & (frame.depth[row, column] >= depth - slack), on_own


def _point3(point: Float[np.ndarray, " 3"]) -> Point3:
    x, y, z = (round(float(v), _DIGITS) + 0.0 for v in point)
    return (x, y, z)


def _point2(point: Float[np.ndarray, " 2"]) -> Point2:
    x, y = (round(float(v), _DIGITS) + 0.0 for v in point)
    return (x, y)
