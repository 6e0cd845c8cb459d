"""How far what BlazePose finds lies from our keypoints."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from groundplan.assets.keypoints import COCO17
from pose_check.filming import Filmed

__all__ = ["Compared", "compared", "report"]

Detection = Sequence[Sequence[float]] | None

BLAZEPOSE_ROWS: Final = (0, 2, 5, 7, 8, 11, 12, 13, 14, 15, 16, 23, 24, 25, 26, 27, 28)
"""The rows of BlazePose's 33 landmarks that are COCO-17's.

Source:
    MediaPipe `PoseLandmark`.
"""
MIRRORED: Final = tuple(
    COCO17.index(
        name.replace("left", "?").replace("right", "left").replace("?", "right")
    )
    for name in COCO17
)  # fmt: skip
ON_PERSON: Final = 0.25
"""A detection whose median joint is further off, in statures, is of something else."""
PARTS: Final = ("nose", "eye", "ear", "shoulder", "elbow", "wrist", "hip", "knee", "ankle")


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One picture."""

    filmed: Filmed
    detected: np.ndarray | None
    """COCO-17 [px]; None: nobody was found, or somebody else."""
    distance: np.ndarray
    """Of each joint inside the picture, in statures; NaN for others."""
    swapped: bool
    """The joints fit better with left and right exchanged."""


def compared(filmed: Filmed, detection: Detection) -> Compared:
    """Return how a picture's detection lies to our keypoints."""
    if detection is None:
        return _missed(filmed)
    points = np.array(detection)[list(BLAZEPOSE_ROWS), :2]
    straight = _distances(filmed, points)
    if float(np.nanmedian(straight)) > ON_PERSON:
        return _missed(filmed)
    crossed = _distances(filmed, points[list(MIRRORED)])
    return Compared(
        filmed=filmed, detected=points, distance=straight,
        swapped=bool(np.nanmean(crossed) < np.nanmean(straight)),
    )  # fmt: skip


def _missed(filmed: Filmed) -> Compared:
    none = np.full(len(COCO17), np.nan)
    return Compared(filmed=filmed, detected=None, distance=none, swapped=False)


def _distances(filmed: Filmed, points: np.ndarray) -> np.ndarray:
    away = np.linalg.norm(points - filmed.points_px, axis=1) / filmed.stature_px
    return np.where(filmed.visible > 0, away, np.nan)


def report(rows: Sequence[Compared]) -> list[str]:
    """Return the tables as lines: who was found, and the median distances by what and where."""
    lines = [_header()]
    lines.append(_line("all", rows))
    for title, key in _GROUPS.items():
        names = list(dict.fromkeys(key(row) for row in rows))
        lines += [_line(f"{title}: {n}", [r for r in rows if key(r) == n]) for n in names]
    return [*lines, "", *_joint_lines(rows)]


_GROUPS: Final[Mapping[str, Callable[[Compared], str]]] = {
    "doing": lambda row: row.filmed.doing,
    "shot": lambda row: row.filmed.size,
    "view": lambda row: row.filmed.view,
}


def _header() -> str:
    return f"{'':28s} pictures  found %  median %  90th %  seen only %  swapped"


def _line(name: str, rows: Sequence[Compared]) -> str:
    found = [row for row in rows if row.detected is not None]
    near = np.concatenate([row.distance for row in found] or [np.full(1, np.nan)])
    seen = np.concatenate(
        [row.distance[row.filmed.visible == 2] for row in found] or [np.full(1, np.nan)]
    )
    median, ninth = (100.0 * float(np.nanpercentile(near, p)) for p in (50, 90))
    return (
        f"{name:28s} {len(rows):8d}  {100.0 * len(found) / len(rows):7.1f}  {median:8.2f}  "
        f"{ninth:6.2f}  {100.0 * float(np.nanmedian(seen)):11.2f}  {sum(r.swapped for r in found)}"
    )


def _joint_lines(rows: Sequence[Compared]) -> Iterable[str]:
    """Yield per joint the median distance, and the median offset along the picture's axes."""
    found = [row for row in rows if row.detected is not None]
    yield f"{'joint':28s} pictures  median %  90th %   right %    down %"
    for part in PARTS:
        columns = [k for k, name in enumerate(COCO17) if name.rpartition("_")[2] == part]
        away = np.concatenate([row.distance[columns] for row in found])
        offset = np.concatenate([_offset(row)[columns] for row in found])
        kept = ~np.isnan(away)
        median, ninth = (100.0 * float(np.percentile(away[kept], p)) for p in (50, 90))
        right, down = (100.0 * float(v) for v in np.median(offset[kept], axis=0))
        yield f"{part:28s} {kept.sum():8d}  {median:8.2f}  {ninth:6.2f}  {right:8.2f}  {down:8.2f}"


def _offset(row: Compared) -> np.ndarray:
    if row.detected is None:
        raise ValueError(row.filmed.picture)
    return (row.detected - row.filmed.points_px) / row.filmed.stature_px
