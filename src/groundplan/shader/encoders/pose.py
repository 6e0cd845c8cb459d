"""Skeletons of people, drawn from a pack's keypoints: as the pack has them, or as VACE draws them.

Source:
    `PoseAnnotator` of VACE (`vace/annotators/pose.py`, read): DWPose draws its strokes of 4 px in a
    picture whose short side is 1024 px, sides in whole steps of 64 px, which is then averaged down
    to the clip's size. Its task `pose` shows body and face, `pose_body` the body alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from jaxtyping import UInt8, UInt16
from PIL import Image

from groundplan.assets.keypoints import SchemeName
from groundplan.assets.whole_body import WHOLE_BODY_PARTS
from groundplan.passes.keypoints import BodyKeypoints, KeypointRow, KeypointTrack, Visibility
from groundplan.passes.points import Point2
from groundplan.passes.pose_pictures import pose_picture

__all__ = ["PoseParts", "PoseStyle", "SkeletonFrames", "drawing_size"]

PoseParts = Literal["whole", "body_face", "body"]
"""Body with hands and face, body with face, body alone."""

_STEP_PX: Final = 64
_HANDS: Final = frozenset(
    k for part in ("lefthand", "righthand") for k in range(133)[WHOLE_BODY_PARTS[part]]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PoseStyle:
    """What is drawn, and how fine."""

    parts: PoseParts = "whole"
    drawn_at_px: int | None = None
    """Short side of the picture in which strokes are 4 px to each side, averaged down after; None:
    drawn at the size of the clip, strokes growing with short sides above 512 px."""


class SkeletonFrames:
    """The skeletons of a pack, frame by frame."""

    def __init__(
        self,
        track: KeypointTrack,
        own: Mapping[str, frozenset[int]],
        *,
        size_px: tuple[int, int],
        style: PoseStyle,
    ) -> None:
        """Draw people of `track`; `own` are their ids in the instance pass."""
        self._own = own
        self._size_px = size_px
        self._style = style
        self._bodies: dict[SchemeName, list[BodyKeypoints]] = {
            scheme: sorted(
                (one for one in track.bodies if one.scheme == scheme), key=lambda one: one.entity
            )
            for scheme in ("openpose18", "wholebody133")
        }

    def __call__(
        self, frame: int, instance: UInt16[np.ndarray, "height width"]
    ) -> UInt8[np.ndarray, "height width 3"]:
        """Return the picture of a frame index."""
        drawn_px = drawing_size(self._size_px, self._style.drawn_at_px)
        whole = self._rows("wholebody133", frame, instance, drawn_px=drawn_px)
        picture = pose_picture(
            self._rows("openpose18", frame, instance, drawn_px=drawn_px),
            "openpose18",
            size_px=drawn_px,
            whole=[] if self._style.parts == "body" else whole,
            scale=None if self._style.drawn_at_px is None else 1.0,
        )
        return _resized(picture, self._size_px)

    def _rows(
        self,
        scheme: SchemeName,
        frame: int,
        instance: UInt16[np.ndarray, "height width"],
        *,
        drawn_px: tuple[int, int],
    ) -> list[KeypointRow]:
        """Return the bodies of a frame as they were when the pack was written, scaled."""
        scale = (drawn_px[0] / self._size_px[0], drawn_px[1] / self._size_px[1])
        rows: list[KeypointRow] = []
        for body in self._bodies[scheme]:
            points, visible = body.points_px[frame], body.visible[frame]
            if scheme == "wholebody133" and self._style.parts == "body_face":
                visible = _without_hands(visible)
            own = self._own.get(body.entity, frozenset())
            rows.append(
                KeypointRow(
                    body.points_in_world_m[frame],
                    tuple(p and (p[0] * scale[0], p[1] * scale[1]) for p in points),
                    visible,
                    _behind_self(points, visible, instance=instance, own=own),
                )
            )
        return rows


def drawing_size(size_px: tuple[int, int], short_px: int | None) -> tuple[int, int]:
    """Return the width and height that skeletons are drawn at before they are brought to size."""
    if short_px is None:
        return size_px
    scale = short_px / min(size_px)
    width, height = (max(round(side * scale / _STEP_PX), 1) * _STEP_PX for side in size_px)
    return (width, height)


def _behind_self(
    points: Sequence[Point2 | None],
    visible: Sequence[Visibility],
    *,
    instance: UInt16[np.ndarray, "height width"],
    own: frozenset[int],
) -> tuple[bool, ...]:
    """Return which points in the picture are hidden by their own body."""
    return tuple(
        point is not None and seen == 1 and int(instance[int(point[1]), int(point[0])]) in own
        for point, seen in zip(points, visible, strict=True)
    )


def _without_hands(visible: Sequence[Visibility]) -> tuple[Visibility, ...]:
    return tuple(0 if k in _HANDS else seen for k, seen in enumerate(visible))


def _resized(
    picture: UInt8[np.ndarray, "tall wide 3"], size_px: tuple[int, int]
) -> UInt8[np.ndarray, "height width 3"]:
    height, width, _ = picture.shape
    if (width, height) == size_px:
        return picture
    grown = size_px[0] * size_px[1] > width * height
    how = Image.Resampling.LANCZOS if grown else Image.Resampling.BOX
    return np.array(Image.fromarray(picture, "RGB").resize(size_px, how), dtype=np.uint8)
