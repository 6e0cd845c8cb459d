"""The judge of the experiment: does a clip show what the plan shows, where and when it does?

It is given frames and truth, and never learns which arm drew them. Its limits are frozen in
`protocol.md`.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import torch
from jaxtyping import Bool, Float, UInt8

from gacha.observer import CLASSES, Observer
from gacha.shards import LANDMARK, MOVER

__all__ = [
    "CAUSES", "LIMITS", "NUMBERS", "Judge", "Truth", "causes", "ceiling_holds", "measured",
]  # fmt: skip

_PLANNED_PX: Final = 6
"""A subject of fewer pixels is not asked for in a frame."""
_SEEN_PX: Final = 3
_STRANGER_PX: Final = 12
"""So many pixels of a kind of subject that the plan lacks are a stranger."""
_LONGEST_LAG: Final = 3
LIMITS: Final = {
    "mover_missing": 0.1, "landmark_missing": 0.1, "strangers": 0.2, "camera_drift_pct": 3.0,
    "camera_scale_pct": 10.0, "landmark_off_pct": 3.0, "mover_off_pct": 3.0, "size_pct": 20.0,
    "unlike": 0.5,
}  # fmt: skip
"""Largest values that are accepted; a number that cannot be had (NaN) is not."""
NUMBERS: Final = (*LIMITS, "lag_frames", "mover_iou", "landmark_iou")
CAUSES: Final = {
    "mover_missing": "subject missing", "landmark_missing": "landmark missing",
    "strangers": "wrong or extra subject", "camera_drift_pct": "camera moves otherwise",
    "camera_scale_pct": "camera moves otherwise", "landmark_off_pct": "framed otherwise",
    "mover_off_pct": "subject off its path", "size_pct": "wrong size", "unlike": "wrong shape",
}  # fmt: skip
"""In the order in which they are named: the first limit that is broken is the cause."""
_SCALED: Final = frozenset(LIMITS) - {"mover_missing", "landmark_missing", "strangers"}
"""Limits that are multiplied when a judge is made stricter or milder."""

_CEILING: Final = 0.9
"""Share of worlds whose own previz has to be accepted, for anything to be claimed."""
_FOREIGN: Final = 0.01
"""Largest share of pairs of a world with another's previz that may be accepted."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Truth:
    """What the plan shows, at the size of the clip."""

    labels: UInt8[np.ndarray, "frame height width"]
    mover: int
    """Index of `CLASSES`."""
    landmark: int


class Judge:
    """Frames in, verdict out."""

    def __init__(self, observer: Observer) -> None:
        """Judge by what an observer sees."""
        self._observer = observer

    def accepted(
        self, frames: UInt8[np.ndarray, "frame height width 3"], truth: Truth
    ) -> tuple[bool, dict[str, float], str]:
        """Return the verdict, all numbers, and the cause of a refusal."""
        device = next(self._observer.parameters()).device
        film = torch.from_numpy(frames).to(device).permute(3, 0, 1, 2)[None].float() / 127.5 - 1
        numbers = measured(self._observer.seen(film), truth)
        cause = causes(numbers)[0]
        return not cause, {name: float(value[0]) for name, value in numbers.items()}, cause


def measured(
    classes: UInt8[np.ndarray, "clip frame height width"], truth: Truth
) -> dict[str, Float[np.ndarray, " clip"]]:
    """Return each of `NUMBERS` for clips that are held against one truth.

    Distances are in % of width; sizes and scales in % of the true one; `unlike` is 1 minus the
    mean volume IoU of both subjects; `lag_frames` is positive where the mover is late.
    """
    found: dict[str, np.ndarray] = {}
    unlike: list[np.ndarray] = []
    sizes: list[np.ndarray] = []
    for name, label, number in (
        ("mover", MOVER, truth.mover),
        ("landmark", LANDMARK, truth.landmark),
    ):
        seen, plan = classes == number, truth.labels == label
        found[f"{name}_missing"] = _missing(seen, plan)
        found[f"{name}_off_pct"] = _off_pct(seen, plan, lag=0)
        found[f"{name}_iou"] = _volume_iou(seen, plan)
        unlike.append(1 - found[f"{name}_iou"])
        sizes.append(_percent_off(seen.sum((1, 2, 3)), max(1.0, float(plan.sum()))))
    seen, plan = classes == truth.landmark, truth.labels == LANDMARK
    found["camera_drift_pct"], found["camera_scale_pct"] = _camera(seen, plan)
    found["strangers"] = _strangers(classes, truth)
    found["size_pct"] = np.maximum(*sizes)
    found["unlike"] = np.mean(unlike, axis=0)
    found["lag_frames"] = _lag(classes == truth.mover, truth.labels == MOVER)
    return {name: found[name].astype(float) for name in NUMBERS}


def causes(numbers: dict[str, Float[np.ndarray, " clip"]], *, factor: float = 1.0) -> list[str]:
    """Return why each clip is refused, empty where it is accepted.

    `factor` multiplies the limits of place, camera, size and shape.
    """
    count = len(numbers["unlike"])
    said = [""] * count
    for name, cause in CAUSES.items():
        limit = LIMITS[name] * (factor if name in _SCALED else 1.0)
        for clip in np.flatnonzero(~(numbers[name] <= limit)):
            said[clip] = said[clip] or cause
    return said


def ceiling_holds(accepted: int, worlds: int, *, pairs: int, passed: int) -> bool:
    """Return whether enough worlds' own previz passes, and hardly any of other worlds'."""
    return accepted >= _CEILING * worlds and passed <= _FOREIGN * pairs


def _missing(seen: Bool[np.ndarray, "n t h w"], plan: Bool[np.ndarray, "t h w"]) -> np.ndarray:
    """Return the share of frames that should show something and show nothing."""
    asked = plan.sum((1, 2)) >= _PLANNED_PX
    return (seen.sum((2, 3))[:, asked] < _SEEN_PX).mean(1)


def _off_pct(seen: np.ndarray, plan: np.ndarray, *, lag: int) -> np.ndarray:
    """Return the mean distance of centres in % of width, the clip read `lag` frames later."""
    frames = plan.shape[0]
    first, last = max(0, -lag), frames - max(0, lag)
    wanted, shown = _centres(plan[None])[:, first:last], _centres(seen)[:, first + lag : last + lag]
    areas = plan.sum((1, 2))[first:last]
    apart = np.linalg.norm(shown - wanted, axis=-1)
    apart[:, areas < _PLANNED_PX] = np.nan
    known = ~np.isnan(apart)
    total = np.where(known, apart, 0.0).sum(1)
    return 100 * total / np.where(known.any(1), known.sum(1), np.nan) / plan.shape[2]


def _centres(mask: Bool[np.ndarray, "n t h w"]) -> Float[np.ndarray, "n t 2"]:
    """Return centres (x, y) [px]; NaN where too little shows."""
    area = mask.sum((2, 3)).astype(float)
    area[area < _SEEN_PX] = np.nan
    x = (mask.sum(2) * np.arange(mask.shape[3])).sum(-1) / area
    y = (mask.sum(3) * np.arange(mask.shape[2])).sum(-1) / area
    return np.stack([x, y], -1)


def _volume_iou(seen: np.ndarray, plan: np.ndarray) -> np.ndarray:
    return (seen & plan).sum((1, 2, 3)) / (seen | plan).sum((1, 2, 3))


def _percent_off(area: np.ndarray, true_area: float | np.ndarray) -> np.ndarray:
    """Return by how much a length differs whose square is the area [% of the true one]."""
    return 100 * np.abs(np.sqrt(area / true_area) - 1)


def _camera(seen: np.ndarray, plan: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return errors of how far the landmark drifts [% W] and grows [%], from first to last third.

    NaN where it does not show in both.
    """
    third = plan.shape[0] // 3
    ends = [slice(0, third), slice(-third, None)]
    wanted, shown = _centres(plan[None]), _centres(seen)
    both = ~np.isnan(wanted).any(-1) & ~np.isnan(shown).any(-1)
    places, areas = [], []
    for end in ends:
        count = np.where(both[:, end].any(1), both[:, end].sum(1), np.nan)
        apart = np.where(both[:, end, None], (shown - wanted)[:, end], 0.0).sum(1)
        places.append(apart / count[:, None])
        areas.append(seen[:, end].sum((1, 2, 3)) / max(1, plan[end].sum()))
    drift = 100 * np.linalg.norm(places[1] - places[0], axis=-1) / plan.shape[2]
    start = np.where(areas[0] > 0, areas[0], np.nan)
    return drift, _percent_off(areas[1], start)


def _strangers(classes: np.ndarray, truth: Truth) -> np.ndarray:
    """Return the share of frames with much of a kind of subject that the plan lacks."""
    others = [k for k in range(1, len(CLASSES)) if k not in {truth.mover, truth.landmark}]
    crowds = np.stack([(classes == k).sum((2, 3)) for k in others])
    return (crowds.max(0) >= _STRANGER_PX).mean(1)


def _lag(seen: np.ndarray, plan: np.ndarray) -> np.ndarray:
    """Return the shift in time at which the mover is nearest to its path."""
    lags = sorted(range(-_LONGEST_LAG, _LONGEST_LAG + 1), key=abs)
    apart = np.stack([_off_pct(seen, plan, lag=lag) for lag in lags])
    return np.array(lags)[np.where(np.isnan(apart), np.inf, apart).argmin(0)]
