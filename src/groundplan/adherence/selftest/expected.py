"""The verdict that a clip with an error must get: its truth, in the judge's own definitions."""

from collections.abc import Mapping
from typing import Final, Literal

import numpy as np
from jaxtyping import Float64

from groundplan.adherence.plan_view import PlanView
from groundplan.adherence.selftest.injections import Injection
from groundplan.adherence.selftest.truth import ClipTruth, SubjectTruth
from groundplan.adherence.tolerances import Tolerance

__all__ = ["Expected", "expected_status", "true_values"]

Expected = Literal["pass", "fail", "either"]
"""either: so near to a tolerance that no judge is wrong; such clips count for nothing."""

_BAND: Final = 0.5
"""Half the tolerance must pass, half as much again must fail (issue 7)."""
_LEAST_SHARE: Final = 0.001
"""Of the picture's area: what the plan shows less of is not looked for."""
_NO_LIMIT: Final = 1e-6
"""Stands for a limit of 0: anything is beyond."""
_CLOCK: Final = ("timing.lag/1", "")
"""Of the whole picture."""
_WHITE_K: Final = 6504.0
"""Of Rec.709 (D65), as `ClipTruth.warmer_k` counts."""


def true_values(truth: ClipTruth, plan: PlanView) -> dict[tuple[str, str], float]:
    """Return what a perfect judge measures, by definition and entity (empty: the picture).

    Only definitions that follow from the truth alone; what has no value is left out.
    """
    found = {("camera.rotation.mean_deg/1", ""): _mean(truth.camera_rotation_deg)}
    found["camera.focal_pct/1", ""] = _mean(np.abs(truth.camera_focal_pct))
    found["camera.translation.path_pct/1", ""] = _mean(truth.camera_translation_pct)
    depth_m = _still_depth_m(plan)
    found["camera.translation.view_pct/1", ""] = 100.0 * _mean(truth.camera_translation_m) / depth_m
    found["layout.extra_pct/1", ""] = 100.0 * float(np.median(truth.extra_share))
    found[_CLOCK] = float(np.max(np.abs(truth.shown_frame - np.arange(plan.frame_count))))
    stops = truth.exposure_stops - truth.exposure_stops[0]
    found["light.exposure_stops/2", ""] = float(np.max(np.abs(stops)))
    mired = 1e6 / (_WHITE_K - truth.warmer_k)
    found["light.cct_mired/2", ""] = float(np.max(np.abs(mired - mired[0])))
    found["picture.cuts/1", ""] = float(_cuts(truth.injection, plan.frame_count))
    for one in truth.subjects:
        found |= _of_subject(one)
    return {key: value for key, value in found.items() if np.isfinite(value)}


def expected_status(
    truth: ClipTruth, plan: PlanView, tolerances: Mapping[str, Tolerance]
) -> Expected:
    """Return the verdict that a clip must get.

    A clip of another scene, or mirrored, must fail. One whose clock is off may always fail: the
    judge reports a clock that it has found, however little it is off. So may one that flickers, is
    soft, noisy or badly coded: what that does to a verdict depends on the look. A wrong clock must
    fail only where it shows: camera or subjects are off by more than half of what is allowed.
    """
    if not truth.same_scene.any():
        return "fail"
    shares = {
        key: value / max(tolerances[key[0]].limit, _NO_LIMIT)
        for key, value in true_values(truth, plan).items()
        if key[0] in tolerances
    }
    clock = shares.pop(_CLOCK, 0.0)
    worst = max(shares.values())
    if clock > _BAND and worst <= _BAND:
        return "either"  # Nothing in the picture shows which moment it is.
    worst = max(worst, clock)
    if worst >= 1.0 + _BAND:
        return "fail"
    return "either" if worst > _BAND or _may_fail(truth.injection) else "pass"


def _may_fail(injection: Injection) -> bool:
    return injection.kind.startswith(("clock.", "picture.")) or injection.kind == "light.flicker"


def _of_subject(one: SubjectTruth) -> dict[tuple[str, str], float]:
    planned = one.planned_share >= _LEAST_SHARE
    apart = np.hypot(one.displacement_pct[:, 0], one.displacement_pct[:, 1])
    missing = np.where(planned, one.shown_share == 0.0, np.nan)
    return {
        ("trajectory.pct/1", one.entity): _mean(apart),
        ("layout.missing/1", one.entity): _mean(missing.astype(np.float64)),
        ("timing.lag/1", one.entity): abs(one.lag_frames),
    }


def _cuts(injection: Injection, count: int) -> int:
    """Return how many cuts a clip has that the plan has not."""
    if injection.first_frame == 0 or injection.kind not in {"cut.angle", "cut.scene"}:
        return 0
    ends = injection.first_frame + injection.size
    return 2 if injection.kind == "cut.scene" and ends < count else 1


def _still_depth_m(plan: PlanView) -> float:
    """Return the median depth of what stands still [m], over all frames."""
    frames = range(plan.frame_count)
    return float(np.median([np.median(plan.depth_m[k][plan.static(k)]) for k in frames]))


def _mean(values: Float64[np.ndarray, " n"]) -> float:
    """Return the mean of what is known; NaN where nothing is."""
    known = values[np.isfinite(values)]
    return float(known.mean()) if len(known) else float("nan")
