"""Every definition of the protocol: id, unit, and formula in words; `docs/protocol.md` shows it.

G and M are planned and observed masks, C camera centres, R rotations, W the picture's width. Sums
are over frames in which both are there; what is missing is counted, never folded in as a distance.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

__all__ = ["DEFINITIONS", "Definition"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """One definition; a changed formula is a new id."""

    unit: str
    says: str
    more_is_better: bool = False


def _of(unit: str, says: str, *, more_is_better: bool = False) -> Definition:
    return Definition(unit=unit, says=says, more_is_better=more_is_better)


_CAMERA: Final = {
    "camera.rotation.mean_deg/1": _of("deg", "mean angle of Rg^T Rm"),
    "camera.rotation.max_deg/1": _of("deg", "largest angle of Rg^T Rm"),
    "camera.translation.mean_m/1": _of("m", "mean distance of Cg and Cm"),
    "camera.translation.path_pct/1": _of(
        "%", "mean distance of Cg and Cm over the length of the planned path"
    ),
    "camera.translation.view_pct/1": _of(
        "%", "mean distance of Cg and Cm over the median depth of what stands still"
    ),
    "camera.scale/1": _of(
        "1", "s with least sum of |Cg - Cg0 - s (Cm - Cm0)|^2, both from the first frame seen"
    ),
    "camera.framing_scale_pct/1": _of(
        "%",
        "mean of |s - 1|, s the size at which the clip frames what stands still, over the plan's",
    ),
    "camera.framing_shift_pct/1": _of(
        "% W", "mean distance by which what stands still lies elsewhere in the picture, over W"
    ),
    "camera.shake_pct/1": _of(
        "% W",
        "median over frames of |d[t] - (d[t-1] + d[t+1]) / 2|, d: median offset in the picture of "
        "what stands still, over W",
    ),
    "camera.focal_pct/1": _of("%", "mean of |fm / fg - 1|"),
}
_PUBLISHED: Final = {
    "camera.roterr.sum_rad/1": _of(
        "rad", "poses relative to the first frame; sum of angles (CineTechBench)"
    ),
    "camera.roterr.mean_rad/1": _of("rad", "the same, mean over frames"),
    "camera.transerr.relative.sum/1": _of(
        "1", "sum of |t1/s1 - t2/s2|, each s its own path's largest norm (CineTechBench)"
    ),
    "camera.transerr.relative.mean/1": _of("1", "the same, mean over frames"),
    "camera.transerr.absolute.sum/1": _of("1", "the same, both s of the planned path"),
    "camera.transerr.absolute.mean/1": _of("1", "the same, mean over frames"),
    "camera.cammc.sum/1": _of(
        "1", "sum of Frobenius norms of the 3 x 4 difference, own scales (CineTechBench)"
    ),
    "camera.cammc.mean/1": _of("1", "the same, mean over frames"),
}
_LAYOUT: Final = {
    "layout.iou_frame/1": _of(
        "1", "mean over frames of area(G and M) / area(G or M)", more_is_better=True
    ),
    "layout.iou_volume/1": _of(
        "1", "sum of intersections over sum of unions, all frames", more_is_better=True
    ),
    "layout.box_iou/1": _of("1", "mean IoU of the boxes of G and M", more_is_better=True),
    "layout.missing/1": _of("1", "share of frames with G to be seen and M empty"),
    "layout.size_pct/1": _of("%", "mean of |size in the clip over as planned - 1|"),
    "layout.extra_pct/1": _of(
        "%", "median over frames of the largest part of the picture that nothing planned explains"
    ),
    "scene.unlike/1": _of(
        "1", "median over frames of the share of still landmarks that do not agree on any camera"
    ),
    "layout.swapped/1": _of(
        "1",
        "share of frames in which it stands where another of its kind was planned, or one map of "
        "colours explains the two better as one another",
    ),
    "layout.count/1": _of(
        "1", "things found minus things asked for, where it can be told, mean over frames"
    ),
}
_MOTION: Final = {
    "trajectory.px/1": _of("px", "mean distance of the centres of G and M"),
    "trajectory.pct/1": _of("% W", "the same over W"),
    "trajectory.max_pct/1": _of("% W", "largest distance over W"),
    "trajectory.across_m/1": _of(
        "m", "mean offset that the camera does not explain, at its depth, across the view"
    ),
    "motion.speed_pct/1": _of(
        "%", "|length of the path across the view, observed over planned, - 1|"
    ),
    "timing.lag/1": _of("frames", "delay at which the observed path fits the planned one best"),
}
_POSE: Final = {
    "pose.joint_px/1": _of("px", "mean distance of the joints that show, observed and planned"),
    "pose.pck/1": _of(
        "1", "share of those joints within 0.1 of the body's height in the picture",
        more_is_better=True,
    ),
    "pose.limb_deg/1": _of(
        "deg", "mean angle between limbs in the picture, observed and planned: place left out"
    ),
}  # fmt: skip
_COLMAP: Final = {
    "colmap.rotation.mean_deg/1": _of(
        "deg", "mean angle of Rg^T Rm of pycolmap's cameras after the best turn (`--cross-check`)"
    ),
    "colmap.translation.path_pct/1": _of(
        "%", "mean distance of Cg and s R Cm + t, the best similarity, over the planned path"
    ),
}
_GRAMMAR: Final = {
    "grammar.move_agrees/1": _of(
        "1", "1 where the camera's path makes the same named move as planned, else 0",
        more_is_better=True,
    ),
    "grammar.shot_size_steps/1": _of(
        "1", "shot sizes that the subject is too loose (positive) or too tight, median frame"
    ),
    "grammar.angle_deg/1": _of("deg", "mean of |pitch of the optical axis, observed - planned|"),
}  # fmt: skip

DEFINITIONS: Final[Mapping[str, Definition]] = MappingProxyType(
    {**_CAMERA, **_PUBLISHED, **_LAYOUT, **_MOTION, **_POSE, **_GRAMMAR, **_COLMAP}
)
