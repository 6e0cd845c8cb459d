"""2D boxes per instance and frame: what shows (visible) and what is there (amodal)."""

from collections.abc import Mapping, Sequence
from typing import Final, Literal, NamedTuple

import numpy as np
from jaxtyping import UInt16
from pydantic import TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from groundplan.errors import PackError
from groundplan.passes import pixels
from groundplan.scene.stage import Instance, StageClock
from groundplan.world.base import CLOSED

__all__ = [
    "BOX_CONVENTIONS", "BoxRow", "BoxTrack", "InstanceBoxes", "VisibleBox", "box_row", "box_track",
    "parse_boxes", "visible_boxes",
]  # fmt: skip

Box = tuple[float, float, float, float]

BOX_CONVENTIONS: Final = (
    "x0 y0 x1 y1 in pixels, edges of pixels are whole numbers, x right, y down; visible: tight on "
    "the instance pass; amodal: all geometry, cut at the near plane, not at the frame; "
    "box_occlusion: 1 - area of the visible box / area of the amodal box inside the frame; "
    "null: nothing there"
)
_DIGITS: Final = 6


class VisibleBox(NamedTuple):
    """What shows of an instance."""

    box: tuple[int, int, int, int]
    area_px: int


class BoxRow(NamedTuple):
    """One instance in one frame."""

    visible: VisibleBox | None
    amodal: Box | None
    box_occlusion: float | None


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class InstanceBoxes:
    """One instance through the shot; rows are frames."""

    instance: int
    entity: str
    visible_px: tuple[tuple[int, int, int, int] | None, ...]
    visible_area_px: tuple[int, ...]
    """Pixels of the instance pass that show it."""
    amodal_px: tuple[Box | None, ...]
    box_occlusion: tuple[float | None, ...]
    """0 (all of the box shows) to 1 (hidden, yet inside the frame): of boxes, not of pixels."""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class BoxTrack:
    """`boxes.json`."""

    schema: Literal["groundplan.boxes/1"] = "groundplan.boxes/1"
    fps: tuple[int, int]
    """Numerator, denominator."""
    size_px: tuple[int, int]
    conventions: str = BOX_CONVENTIONS
    instances: tuple[InstanceBoxes, ...]


_TRACK: Final = TypeAdapter(BoxTrack)


def visible_boxes(instance: UInt16[np.ndarray, "height width"]) -> dict[int, VisibleBox]:
    """Return the tight box of every id but 0 in an instance pass."""
    count = int(instance.max(initial=0)) + 1
    edges = np.zeros((count, 4), dtype=np.int64)
    areas = np.zeros(count, dtype=np.int64)
    pixels.scan_ids(instance, edges, areas)
    found: dict[int, VisibleBox] = {}
    for key in np.flatnonzero(areas[1:]) + 1:
        x0, y0, x1, y1 = edges[key].tolist()
        found[int(key)] = VisibleBox((x0, y0, x1, y1), int(areas[key]))
    return found


def box_row(
    instance: UInt16[np.ndarray, "height width"], amodal: Mapping[int, Box]
) -> dict[int, BoxRow]:
    """Return the boxes of one frame by instance id."""
    height, width = instance.shape
    visible = visible_boxes(instance)
    rows: dict[int, BoxRow] = {}
    for key in sorted(visible.keys() | amodal.keys()):
        seen, whole = visible.get(key), amodal.get(key)
        rows[key] = BoxRow(seen, whole, _box_occlusion(seen, whole, frame=(width, height)))
    return rows


def box_track(
    rows: Sequence[Mapping[int, BoxRow]],
    *,
    instances: Sequence[Instance],
    clock: StageClock,
    size_px: tuple[int, int],
) -> BoxTrack:
    """Return the boxes of a shot; `rows[i]` is frame index i."""
    absent = BoxRow(None, None, None)
    tracks: list[InstanceBoxes] = []
    for one in sorted(instances, key=lambda i: i.instance):
        own = [row.get(one.instance, absent) for row in rows]
        tracks.append(
            InstanceBoxes(
                instance=one.instance,
                entity=one.entity,
                visible_px=tuple(r.visible.box if r.visible else None for r in own),
                visible_area_px=tuple(r.visible.area_px if r.visible else 0 for r in own),
                amodal_px=tuple(r.amodal for r in own),
                box_occlusion=tuple(r.box_occlusion for r in own),
            )
        )
    return BoxTrack(fps=(clock.fps_num, clock.fps_den), size_px=size_px, instances=tuple(tracks))


def parse_boxes(data: bytes) -> BoxTrack:
    """Return the track in the bytes of `boxes.json`.

    Raises:
        PackError: They are no such track.
    """
    try:
        return _TRACK.validate_json(data, strict=True)
    except ValidationError:
        raise PackError("boxes.json is not a box track", "render the pack again") from None


def _box_occlusion(
    visible: VisibleBox | None, amodal: Box | None, *, frame: tuple[int, int]
) -> float | None:
    if amodal is None:
        return None
    x0, y0 = max(amodal[0], 0.0), max(amodal[1], 0.0)
    x1, y1 = min(amodal[2], float(frame[0])), min(amodal[3], float(frame[1]))
    if x1 <= x0 or y1 <= y0:
        return None
    if visible is None:
        return 1.0
    left, top, right, bottom = visible.box
    shown = (right - left) * (bottom - top) / ((x1 - x0) * (y1 - y0))
    return round(min(max(1.0 - shown, 0.0), 1.0), _DIGITS)
