"""Keypoints of people and animals in every frame, in the world and in the picture."""

from collections.abc import Mapping, Sequence
from typing import Final, Literal, NamedTuple

import numpy as np
from pydantic import TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from groundplan.assets.keypoints import SCHEMES, SchemeName
from groundplan.errors import PackError
from groundplan.passes.points import Point2, Point3, pixels_of, rounded2, rounded3, seen
from groundplan.previz.port import Frame
from groundplan.scene.joints import SchemePoints
from groundplan.scene.stage import StageClock
from groundplan.world.base import CLOSED

__all__ = [
    "KEYPOINT_CONVENTIONS", "BodyKeypoints", "KeypointRow", "KeypointTrack",
    "keypoint_row", "keypoint_track", "parse_keypoints",
]  # fmt: skip

Visibility = Literal[0, 1, 2]

KEYPOINT_CONVENTIONS: Final = (
    "coco17, openpose18 and wholebody133 (COCO-WholeBody: body, feet, face, hands) for people, "
    "ap10k for animals; left and right are the body's own; eyes, ears, noses, points of faces and "
    "feet and fingertips are points of the surface, all others lie inside the body; pixels x "
    "right, y down, centres at +0.5; visible as in COCO: 0 not labelled (null: the body has no "
    "such point; else behind the camera or outside the picture), 1 in the picture but hidden by a "
    "thing, another body, or more of its own body than lies over such a point, 2 seen"
)


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
    pixels, depth = pixels_of(world, frame, near_m=frame.camera.near_m)
    found = seen(pixels, depth, frame=frame, own=own, slack=posed.depth_m)
    shown = found.inside & found.clear
    return KeypointRow(
        tuple(None if np.isnan(p).any() else rounded3(p) for p in world),
        tuple(None if np.isnan(p).any() else rounded2(p) for p in pixels),
        tuple(2 if s else 1 if i else 0 for i, s in zip(found.inside, shown, strict=True)),
        tuple(bool(v) for v in found.on_own & ~shown),
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
