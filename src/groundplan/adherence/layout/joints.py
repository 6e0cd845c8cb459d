"""Where the clip shows the joints of a body that was found, each by the structure about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Bool, Float64

from groundplan.adherence.layout.drawing import placed
from groundplan.adherence.layout.seeking import Found
from groundplan.adherence.layout.templates import Template
from groundplan.adherence.observation import JointsSeen
from groundplan.adherence.patches import Matches, Patches, correlate
from groundplan.adherence.plan_view import PlanView
from groundplan.adherence.structure import LEVELS, Structure
from groundplan.geometry.transforms import transform_points

__all__ = ["JointSeeker", "PlannedJoints", "planned_joints"]

_FILE: Final = "joints.json"
_SMALL: Final = ("Metacarpal", "Proximal", "Intermediate", "Distal", "Toes", "Eye", "Jaw")
"""Parts of names of what a picture shows too small: fingers, toes, eyes."""
_FLESH: Final = 0.1
"""Of the body's height: deeper than so far behind what shows there, a joint is hidden by it."""
_HALF: Final = 0.06
"""Of the body's height: how far a patch reaches from its joint, within the two below."""
_HALVES_PX: Final = (4, 8)
_TALL_PX: Final = 200.0
"""A body that is taller is looked at in pictures halved until it is not."""
_MOST_HALVED: Final = LEVELS - 2
_LEAST_SAMPLES: Final = 24
_REACH_PX: Final = 3
"""Pixels of a level that are searched about where the whole body's place puts a joint."""
_LEAST_LIKENESS: Final = 0.5
_LEAST_CORNER: Final = 0.004
"""Smaller eigenvalue of the structure tensor [1/px^2]: along a mere line nothing can be told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedJoints:
    """The joints of one body through the shot, as planned."""

    entity: str
    names: tuple[str, ...]
    points_px: Float64[np.ndarray, "frame joint 2"]
    """Pixel centres at +0.5; NaN behind the camera."""
    shown: Bool[np.ndarray, "frame joint"]
    """Nothing hides it, its own body included."""
    height_px: Float64[np.ndarray, " frame"]
    """From its highest to its lowest joint, upright or not: the larger side of their box."""


def planned_joints(plan: PlanView) -> Mapping[int, PlannedJoints]:
    """Return the joints of people and animals, by instance; none where the pack has no joints.

    Raises:
        PackError: The pack is damaged.
    """
    if _FILE not in plan.pack.manifest.files:
        return {}
    of = {one.entity: one.instance for one in plan.instances if one.instance in plan.animate}
    found: dict[int, PlannedJoints] = {}
    for body in plan.pack.joints.bodies:
        kept = [k for k, name in enumerate(body.names) if not any(part in name for part in _SMALL)]
        if body.entity not in of or not kept:
            continue
        points = np.array(
            [[(np.nan, np.nan) if p is None else p for p in row] for row in body.points_px]
        )[:, kept]
        world = np.array(body.points_in_world_m)[:, kept]
        found[of[body.entity]] = PlannedJoints(
            entity=body.entity,
            names=tuple(body.names[k] for k in kept),
            points_px=points,
            shown=np.array(body.visible)[:, kept] & _in_front(plan, points, world),
            height_px=_sides(points).max(axis=1),
        )
    return found


def _sides(points_px: Float64[np.ndarray, "frame joint 2"]) -> Float64[np.ndarray, "frame 2"]:
    """Return width and height of the box about some points, frame by frame; 0 where all are NaN."""
    lost = np.isnan(points_px)
    low = np.where(lost, np.inf, points_px).min(axis=1)
    return np.maximum(np.where(lost, -np.inf, points_px).max(axis=1) - low, 0.0)


def _in_front(
    plan: PlanView,
    points_px: Float64[np.ndarray, "frame joint 2"],
    world_m: Float64[np.ndarray, "frame joint 3"],
) -> Bool[np.ndarray, "frame joint"]:
    """Tell which joints lie no deeper behind what shows there than flesh is thick."""
    width, height = plan.size_px
    shown = np.zeros(points_px.shape[:2], dtype=np.bool_)
    for frame in range(plan.frame_count):
        depth = transform_points(plan.camera_from_world_cv[frame], world_m[frame])[:, 2]
        tall = float(np.sqrt(np.sum(np.ptp(world_m[frame], axis=0) ** 2)))
        inside = np.isfinite(points_px[frame]).all(axis=1)
        pixel = np.floor(np.where(inside[:, None], points_px[frame], -1.0)).astype(np.int64)
        inside &= (pixel >= 0).all(axis=1) & (pixel[:, 0] < width) & (pixel[:, 1] < height)
        seen = np.full(len(depth), -np.inf)
        seen[inside] = plan.depth_m[frame][pixel[inside, 1], pixel[inside, 0]]
        shown[frame] = depth - seen < _FLESH * tall
    return shown


class JointSeeker:
    """Looks for the joints of bodies, and keeps where it saw them."""

    def __init__(self, plan: PlanView) -> None:
        """Know the planned joints."""
        self._planned = planned_joints(plan)
        self._seen = {
            key: np.full_like(one.points_px, np.nan) for key, one in self._planned.items()
        }

    def look(
        self,
        frame: int,
        found: Found,
        *,
        plan: Sequence[Structure],
        clip: Sequence[Structure],
    ) -> None:
        """Look for the joints of what was found in a frame of the clip, if it has some.

        `plan`: structure of the plan frame whose shape it has.
        """
        body = self._planned.get(found.template.instance)
        if body is None:
            return
        looked = np.flatnonzero(body.shown[found.shape_frame])
        if not len(looked):
            return
        tall = float(body.height_px[found.shape_frame])
        points = body.points_px[found.shape_frame][looked]
        self._seen[found.template.instance][frame][looked] = _places(
            found, points, plan=plan, clip=clip, tall_px=tall
        )

    def seen(self, found: Mapping[int, Bool[np.ndarray, " frame"]]) -> tuple[JointsSeen, ...]:
        """Return the joints of all bodies, through the clip; `found`: frames by instance."""
        for instance, rows in self._seen.items():
            rows[~found.get(instance, np.zeros(len(rows), dtype=np.bool_))] = np.nan
        return tuple(
            JointsSeen(
                instance=instance, entity=body.entity, names=body.names, asked=body.shown,
                planned_px=body.points_px, seen_px=self._seen[instance], height_px=body.height_px,
            )
            for instance, body in sorted(self._planned.items())
        )  # fmt: skip


def _places(
    found: Found,
    points_px: Float64[np.ndarray, "joint 2"],
    *,
    plan: Sequence[Structure],
    clip: Sequence[Structure],
    tall_px: float,
) -> Float64[np.ndarray, "joint 2"]:
    """Return where the clip shows each joint [px], NaN where nobody can tell.

    `points_px`: in the plan frame of `found`. `tall_px`: the body's height there.
    """
    finest = int(np.clip(np.ceil(np.log2(max(tall_px, 1.0) / _TALL_PX)), 0, _MOST_HALVED))
    half = int(np.clip(_HALF * tall_px / (1 << finest), *_HALVES_PX))
    linear, centre = placed(found.template, found.placement)
    there = np.einsum("ij,nj->ni", linear, points_px - found.template.centre_px) + centre
    told = np.ones(len(points_px), dtype=np.bool_)
    for level in (finest + 1, finest):
        patches = _about(found.template, points_px, plan[level].shape, level=level, half=half)
        counts = np.diff(patches.starts)
        own, step = np.repeat(np.arange(len(points_px)), counts), 1 << level
        away = (patches.samples + 0.5) * step - points_px[own]
        expected = (np.einsum("ij,nj->ni", linear, away) + there[own]) / step - 0.5
        at = correlate(plan[level], clip[level], patches, expected_px=expected, reach=_REACH_PX)
        told &= _telling(at) & (counts >= _LEAST_SAMPLES)
        there = there + step * np.where(told[:, None], at.shift_px, 0.0)
    return np.where(told[:, None], there, np.nan)


def _telling(matches: Matches) -> Bool[np.ndarray, " patch"]:
    """Tell which matches say where something is: of a corner, alike, and not at reach's end.

    Source:
        The smaller eigenvalue of the structure tensor, as Shi and Tomasi choose features by.
    """
    xx, xy, yy = matches.tensor[:, 0, 0], matches.tensor[:, 0, 1], matches.tensor[:, 1, 1]
    smaller = 0.5 * (xx + yy - np.hypot(xx - yy, 2.0 * xy))
    alike = (matches.correlation > _LEAST_LIKENESS) & ~matches.on_border
    return alike & (smaller > _LEAST_CORNER)


def _about(
    template: Template,
    points: Float64[np.ndarray, "joint 2"],
    shape: tuple[int, ...],
    *,
    level: int,
    half: int,
) -> Patches:
    """Return the pixels of a level about each point that belong to the body or its outline."""
    step = 1 << level
    centres = np.floor(points / step).astype(np.int64)
    steps = np.arange(-half, half + 1)
    offsets = np.stack(np.meshgrid(steps, steps), axis=-1).reshape(1, -1, 2)
    around = centres[:, None] + offsets
    kept = (around >= 0).all(axis=-1) & (around[..., 0] < shape[1]) & (around[..., 1] < shape[0])
    tall, wide = template.mask.shape
    pixel = around * step + step // 2 - template.corner
    inside = (pixel >= 0).all(axis=-1) & (pixel[..., 0] < wide) & (pixel[..., 1] < tall)
    pixel = np.where(inside[..., None], pixel, 0)
    kept &= inside & template.mask[pixel[..., 1], pixel[..., 0]]
    starts = np.concatenate([[0], np.cumsum(kept.sum(axis=1))])
    return Patches(centres=centres, samples=around[kept], starts=starts)
