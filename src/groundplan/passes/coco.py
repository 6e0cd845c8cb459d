"""Keypoints of a shot as a COCO annotation file, the form that pose datasets and tools read.

Source:
    COCO data format, "Keypoint Detection" (cocodataset.org/#format-data); AP-10K uses the same.
    Feet, face and hands of people: COCO-WholeBody `data_format.md`.
"""

from collections.abc import Mapping
from typing import Final

from groundplan.assets.keypoints import SCHEMES, SchemeName
from groundplan.assets.whole_body import WHOLE_BODY_PARTS
from groundplan.passes.boxes import BoxTrack
from groundplan.passes.keypoints import BodyKeypoints, KeypointTrack

__all__ = ["SKELETONS", "coco_document"]

_CATEGORIES: Final[Mapping[SchemeName, tuple[int, str]]] = {
    "coco17": (1, "person"),
    "ap10k": (2, "animal"),
}
"""OpenPose-18 holds the points of COCO-17 and a neck, and has no form of its own; what
COCO-WholeBody adds stands in fields of its own beside them."""

SKELETONS: Final[Mapping[SchemeName, tuple[tuple[str, str], ...]]] = {
    "coco17": (
        ("left_ankle", "left_knee"), ("left_knee", "left_hip"), ("right_ankle", "right_knee"),
        ("right_knee", "right_hip"), ("left_hip", "right_hip"), ("left_shoulder", "left_hip"),
        ("right_shoulder", "right_hip"), ("left_shoulder", "right_shoulder"),
        ("left_shoulder", "left_elbow"), ("right_shoulder", "right_elbow"),
        ("left_elbow", "left_wrist"), ("right_elbow", "right_wrist"), ("left_eye", "right_eye"),
        ("nose", "left_eye"), ("nose", "right_eye"), ("left_eye", "left_ear"),
        ("right_eye", "right_ear"), ("left_ear", "left_shoulder"), ("right_ear", "right_shoulder"),
    ),
    "ap10k": (
        ("left_eye", "right_eye"), ("left_eye", "nose"), ("right_eye", "nose"), ("nose", "neck"),
        ("neck", "root_of_tail"), ("neck", "left_shoulder"), ("left_shoulder", "left_elbow"),
        ("left_elbow", "left_front_paw"), ("neck", "right_shoulder"),
        ("right_shoulder", "right_elbow"), ("right_elbow", "right_front_paw"),
        ("root_of_tail", "left_hip"), ("left_hip", "left_knee"), ("left_knee", "left_back_paw"),
        ("root_of_tail", "right_hip"), ("right_hip", "right_knee"),
        ("right_knee", "right_back_paw"),
    ),
}  # fmt: skip
"""Lines between points; for AP-10K those of MMPose `configs/_base_/datasets/ap10k.py`."""


def coco_document(
    track: KeypointTrack, boxes: BoxTrack, *, start_frame: int
) -> dict[str, list[dict[str, object]]]:
    """Return images, annotations and categories; a body that no pixel shows has no annotation.

    Image ids are frame numbers as people read them; a file is called `frame.1001.png`. Boxes are
    x, y, width, height of what shows, `area` its pixels. A point of visibility 0 is 0, 0, 0.
    """
    width, height = track.size_px
    count = max((len(body.visible) for body in track.bodies), default=0)
    images: list[dict[str, object]] = [
        {
            "id": start_frame + index,
            "file_name": f"frame.{start_frame + index:04d}.png",
            "width": width,
            "height": height,
        }
        for index in range(count)
    ]
    bodies = [body for body in track.bodies if body.scheme in _CATEGORIES]
    wholes = {body.entity: body for body in track.bodies if body.scheme == "wholebody133"}
    found = [
        annotation | _parts(wholes.get(body.entity), index)
        for index in range(count)
        for body in bodies
        if (annotation := _annotation(body, boxes, index=index, start_frame=start_frame))
    ]
    numbered = [{"id": number, **annotation} for number, annotation in enumerate(found, start=1)]
    return {"images": images, "annotations": numbered, "categories": _categories()}


def _annotation(
    body: BodyKeypoints, boxes: BoxTrack, *, index: int, start_frame: int
) -> dict[str, object] | None:
    box = next((b for b in boxes.instances if b.entity == body.entity), None)
    shown = box.visible_px[index] if box else None
    if box is None or shown is None:
        return None
    x0, y0, x1, y1 = shown
    return {
        "image_id": start_frame + index,
        "category_id": _CATEGORIES[body.scheme][0],
        "entity": body.entity,
        "keypoints": _triples(body, index, slice(None)),
        "num_keypoints": sum(visible > 0 for visible in body.visible[index]),
        "bbox": [x0, y0, x1 - x0, y1 - y0],
        "area": box.visible_area_px[index],
        "iscrowd": 0,
    }


def _parts(whole: BodyKeypoints | None, index: int) -> dict[str, object]:
    """Return the fields of feet, face and hands; a box holds the points in the picture."""
    fields: dict[str, object] = {}
    if whole is None:
        return fields
    for part in ("foot", "face", "lefthand", "righthand"):
        rows = WHOLE_BODY_PARTS[part]
        fields[f"{part}_kpts"] = _triples(whole, index, rows)
        fields[f"{part}_valid"] = any(whole.visible[index][rows])
        if part != "foot":
            fields[f"{part}_box"] = _box(whole, index, rows)
    return fields


def _triples(body: BodyKeypoints, index: int, rows: slice) -> list[float]:
    triples: list[float] = []
    points, visible = body.points_px[index][rows], body.visible[index][rows]
    for point, shows in zip(points, visible, strict=True):
        x, y = point if point is not None and shows else (0.0, 0.0)
        triples += [x, y, shows]
    return triples


def _box(body: BodyKeypoints, index: int, rows: slice) -> list[float]:
    points, visible = body.points_px[index][rows], body.visible[index][rows]
    inside = [p for p, shows in zip(points, visible, strict=True) if p is not None and shows]
    if not inside:
        return [0.0, 0.0, 0.0, 0.0]
    (x0, x1), (y0, y1) = ((min(p[k] for p in inside), max(p[k] for p in inside)) for k in (0, 1))
    return [x0, y0, x1 - x0, y1 - y0]


def _categories() -> list[dict[str, object]]:
    """Return the categories; skeletons count points from 1."""
    return [
        {
            "id": number,
            "name": name,
            "supercategory": name,
            "keypoints": list(SCHEMES[scheme]),
            "skeleton": [
                [SCHEMES[scheme].index(a) + 1, SCHEMES[scheme].index(b) + 1]
                for a, b in SKELETONS[scheme]
            ],
        }
        for scheme, (number, name) in _CATEGORIES.items()
    ]
