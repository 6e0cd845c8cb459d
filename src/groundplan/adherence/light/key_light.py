"""Direction of the key light on the subjects, in the clip as in the plan.

| Id | Formula | Unit |
|---|---|---|
| `light.key_direction_deg/1` | angle between the light fitted to the clip and the one fitted to the previz, same pixels, same frame; median over frames looked at | deg |
| `light.key_drift_deg/1` | abs(angle between the clip's light now and in the first good frame, minus the same for the previz), both in world axes; largest | deg |

A frame counts where each fit explains 0.3 or more of the shading inside materials, and where two
halves of the pixels agree within 15 degrees on the clip's light. The look must keep the plan's tones
(see `offset`): clay has a light of its own, and ink and watercolour redraw the shading.
"""  # noqa: E501 (a table)

from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Bool, Float64, Int64, UInt8, UInt16

from groundplan.adherence.light.key_fit import angle_deg, fit_key
from groundplan.adherence.light.look_fit import Likeness
from groundplan.adherence.light.materials import materials_of
from groundplan.adherence.measurement import Measurement
from groundplan.adherence.picture.series import SeriesKind, largest, measured, median, unseen
from groundplan.adherence.plan_view import PlanView
from groundplan.geometry.colour import linear_from_srgb, relative_luminance
from groundplan.previz.port import Pass

__all__ = ["key_light"]

_DIRECTION: Final = SeriesKind(
    definition="light.key_direction_deg/1", unit="deg", observer="lambert/1", value=median
)
_DRIFT: Final = SeriesKind(
    definition="light.key_drift_deg/1", unit="deg", observer="lambert/1", value=largest
)
_SHADELESS: Final = "shading says too little about the light on the subjects"
# All below: our engineering choices.
_MOST_FRAMES: Final = 9
_EVERY_PX: Final = 4
_LEAST_POINTS: Final = 200
_MOST_POINTS: Final = 5000
_EXPLAINED: Final = 0.3
_HALVES_DEG: Final = 15.0
_HALF_PX: Final = 32
_LIT: Final = (0.002, 0.95)
"""Linear luminance of the clip that is neither black nor burnt out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Key:
    clip: Float64[np.ndarray, "3"]
    plan: Float64[np.ndarray, "3"]
    """To the light in camera axes: +X right, +Y up, +Z to the viewer."""
    explained: float


def key_light(
    plan: PlanView,
    frames: UInt8[np.ndarray, "frame height width 3"],
    masks: UInt16[np.ndarray, "frame height width"],
    *,
    seen: Bool[np.ndarray, " frame"],
    tone: Likeness,
) -> tuple[Measurement, Measurement]:
    """Return how far the clip's key light is off, and how far it drifts."""
    if Pass.NORMAL not in plan.pack:
        return _neither("the pack holds no normals")
    if not tone.kept:
        return _neither(tone.says("tones"))
    known = np.flatnonzero(seen)
    chosen = known[np.unique(np.linspace(0, len(known) - 1, _MOST_FRAMES).astype(int))]
    found: dict[int, _Key] = {}
    for frame in chosen.tolist() if len(known) else ():
        key = _key(plan, frames[frame], masks[frame], frame=frame)
        if key is not None:
            found[frame] = key
    off, drift = np.full(len(seen), np.nan), np.full(len(seen), np.nan)
    for frame, key in found.items():
        off[frame] = angle_deg(key.clip, key.plan)
        drift[frame] = _turn(plan, found, frame)
    sure = float(np.mean([key.explained for key in found.values()])) if found else 0.0
    moved = measured(_DRIFT, drift, confidence=sure, reason=_SHADELESS)
    return (measured(_DIRECTION, off, confidence=sure, reason=_SHADELESS), moved)


def _neither(reason: str) -> tuple[Measurement, Measurement]:
    return (unseen(_DIRECTION, reason=reason), unseen(_DRIFT, reason=reason))


def _turn(plan: PlanView, found: dict[int, _Key], frame: int) -> float:
    """Return how far the clip's light turned in the world, beyond the previz's [deg]."""
    first = min(found)
    world = {
        at: plan.camera_from_world_cv[at][:3, :3].T * np.array([1.0, -1.0, -1.0])
        for at in (first, frame)
    }
    clip, own = (
        angle_deg(np.matmul(world[first], before), np.matmul(world[frame], now))
        for before, now in (
            (found[first].clip, found[frame].clip),
            (found[first].plan, found[frame].plan),
        )
    )
    return abs(clip - own)


def _key(
    plan: PlanView,
    picture: UInt8[np.ndarray, "height width 3"],
    mask: UInt16[np.ndarray, "height width"],
    *,
    frame: int,
) -> _Key | None:
    """Return the lights of one frame, None where shading does not tell."""
    rows, columns = _places(plan, mask, frame=frame)
    brightness = _luminance(picture[rows, columns])
    good = (brightness > _LIT[0]) & (brightness < _LIT[1])
    rows, columns, brightness = rows[good], columns[good], brightness[good]
    if len(rows) < _LEAST_POINTS:
        return None
    normals = plan.pack[Pass.NORMAL][frame][rows, columns].astype(np.float64)
    previz = plan.beauty[frame][rows, columns]
    materials = materials_of(previz, ids=plan.instance[frame][rows, columns])
    own = fit_key(normals, _luminance(previz), materials=materials)
    half = (rows // _HALF_PX + columns // _HALF_PX) % 2 == 0
    parts = [
        fit_key(normals[part], brightness[part], materials=materials[part])
        for part in (half | ~half, half, ~half)
        if part.sum() >= _LEAST_POINTS // 4
    ]
    if len(parts) < 3 or min(own.explained, parts[0].explained) < _EXPLAINED:
        return None
    if angle_deg(parts[1].direction, parts[2].direction) > _HALVES_DEG:
        return None
    return _Key(clip=parts[0].direction, plan=own.direction, explained=parts[0].explained)


def _places(
    plan: PlanView, mask: UInt16[np.ndarray, "height width"], *, frame: int
) -> tuple[Int64[np.ndarray, " n"], Int64[np.ndarray, " n"]]:
    """Return pixels inside subjects, where plan and clip agree, away from their edges."""
    ids = plan.instance[frame]
    subjects = [one.instance for one in plan.instances if one.kind != "set"]
    every = max(1, min(_EVERY_PX, ids.shape[1] // 200))
    inner = ids[2:-2, 2:-2]
    inside = np.isin(inner, subjects) & (mask[2:-2, 2:-2] == inner)
    for near in (ids[:-4, 2:-2], ids[4:, 2:-2], ids[2:-2, :-4], ids[2:-2, 4:]):
        inside &= near == inner
    grid = np.zeros_like(inside)
    grid[::every, ::every] = inside[::every, ::every]
    rows, columns = np.nonzero(grid)
    thinned = slice(None, None, 1 + len(rows) // _MOST_POINTS)
    return rows[thinned] + 2, columns[thinned] + 2


def _luminance(rgb: UInt8[np.ndarray, "n 3"]) -> Float64[np.ndarray, " n"]:
    return np.asarray(relative_luminance(linear_from_srgb(rgb / 255.0)))
