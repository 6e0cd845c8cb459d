"""Shot size, angle and lens of a described shot, from its matrices and the subject's place.

Size is the height that shows at the subject over the subject's own height, 1.70 m for a person;
edges of the bands are loosened by 1.4. Angles are the pitch of the axis.
"""

import math
from typing import Any, Final

import numpy as np

from judging.counts import in_frame

__all__ = ["has_angle", "has_lens", "has_size", "sees_at_least"]

_BANDS: Final = {
    "extreme_close_up": (0.0, 0.18), "close_up": (0.18, 0.32), "medium_close_up": (0.32, 0.47),
    "medium": (0.47, 0.65), "medium_long": (0.65, 0.90), "full": (0.90, 1.4),
    "wide": (1.4, 4.0), "extreme_wide": (4.0, math.inf),
}  # fmt: skip
_LOOSE: Final = 1.4
_PERSON_M: Final = 1.70
_PITCH_DEG: Final = {
    "eye_level": (-10.0, 10.0), "low": (5.0, 90.0), "high": (-80.0, -8.0),
    "overhead": (-90.0, -60.0), "aerial": (-90.0, -8.0),
}  # fmt: skip
_AERIAL_M: Final = 5.0
_DUTCH_DEG: Final = 4.0
_RANK: Final = ("character", "animal", "vehicle", "prop", "set")

Sample = dict[str, Any]


def has_size(description: dict[str, Any], size: str) -> bool:
    """Tell whether the shot starts or ends with a subject at the said size."""
    low, high = _BANDS[size]
    shot = description["shots"][0]
    ratios = [_ratio(description, shot["samples"][k], shot["size_px"]) for k in (0, -1)]
    return any(r is not None and low / _LOOSE <= r <= high * _LOOSE for r in ratios)


def _ratio(description: dict[str, Any], sample: Sample, size_px: list[int]) -> float | None:
    subject = _subject(description, sample, size_px)
    if subject is None:
        return None
    entity, body = subject
    x, y, z = body["position_m"]
    point = np.array([x, y + body["size_m"][1] / 2, z, 1.0])
    depth = float((np.array(sample["camera_from_world"], float) @ point)[2])
    seen = size_px[1] * depth / sample["intrinsics_px"][1][1]
    own = _PERSON_M if entity["kind"] == "character" else max(body["size_m"])
    return seen / own


def _subject(
    description: dict[str, Any], sample: Sample, size_px: list[int]
) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """Return the most important thing in frame: people first, then nearest to the middle."""
    shown = [
        (e, sample["entities"][e["id"]])
        for e in description["entities"]
        if e["kind"] in _RANK
        and e["source_span"] is not None
        and in_frame(sample["entities"].get(e["id"]))
    ]
    return min(shown, key=lambda pair: _far(*pair, size_px), default=None)


def _far(entity: dict[str, Any], body: dict[str, Any], size_px: list[int]) -> tuple[int, float]:
    x0, _, x1, _ = body["bbox_px"]
    return _RANK.index(entity["kind"]), abs((x0 + x1) / 2 - size_px[0] / 2)


def has_angle(description: dict[str, Any], angle: str) -> bool:
    """Tell whether the shot starts or ends at the said angle."""
    samples = description["shots"][0]["samples"]
    return any(_angle(samples[k], angle) for k in (0, -1))


def _angle(sample: Sample, angle: str) -> bool:
    pose = np.array(sample["camera_from_world"], float)
    forward, right = pose[2, :3], pose[0, :3]
    pitch = math.degrees(math.asin(float(np.clip(forward[1], -1, 1))))
    if angle == "dutch":
        return abs(math.degrees(math.asin(float(np.clip(right[1], -1, 1))))) >= _DUTCH_DEG
    low, high = _PITCH_DEG[angle]
    height = float((-pose[:3, :3].T @ pose[:3, 3])[1])
    return low <= pitch <= high and (angle != "aerial" or height >= _AERIAL_M)


def has_lens(description: dict[str, Any], focal_mm: float) -> bool:
    """Tell whether intrinsics and gate give the focal length within 3 %."""
    shot = description["shots"][0]
    gate = shot["camera"]["sensor_mm"]
    per_px = gate[0] / shot["size_px"][0]
    focals = [shot["samples"][k]["intrinsics_px"][0][0] * per_px for k in (0, -1)]
    return any(abs(f / focal_mm - 1) <= 0.03 for f in focals)


def sees_at_least(description: dict[str, Any], angle_deg: float) -> bool:
    """Tell whether the horizontal angle of view is at least so wide at the first sample."""
    shot = description["shots"][0]
    focal = shot["samples"][0]["intrinsics_px"][0][0]
    return 2 * math.degrees(math.atan(shot["size_px"][0] / (2 * focal))) >= angle_deg
