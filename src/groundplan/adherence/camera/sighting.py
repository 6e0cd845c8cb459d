"""One frame: where the clip shows what stands still in a frame of the plan, from coarse to fine."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Bool, Float32, Float64

from groundplan.adherence.camera.parsimony import simplest_pose
from groundplan.adherence.camera.pose import CameraShift, lifted, projected
from groundplan.adherence.camera.solving import TOGETHER, PoseFit, Prior, Sightings, fit_pose
from groundplan.adherence.growing import grown
from groundplan.adherence.patches import Matches, correlate, patches_of
from groundplan.adherence.structure import Structure

__all__ = ["FrameFit", "Landmarks", "fit_frame"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Landmarks:
    """A frame of the plan as the camera finder reads it."""

    pyramid: Sequence[Structure]
    solid: Bool[np.ndarray, "height width"]
    """Where it shows anything but sky."""
    loose: Bool[np.ndarray, "height width"]
    """Where it shows what moves, or may."""
    apart_px: int = 3
    """How far from there outlines reach."""
    depth_m: Float32[np.ndarray, "height width"]
    intrinsics_px: Float64[np.ndarray, "3 3"]

    def level(self, level: int) -> "Landmarks":
        """Return the frame halved `level` times; its pyramid holds that structure alone."""
        structure = self.pyramid[level]
        height, width = structure.shape
        step, first = 1 << level, (1 << level) // 2
        window = (slice(first, None, step), slice(first, None, step))
        intrinsics = self.intrinsics_px.copy()
        intrinsics[:2] /= step
        return Landmarks(
            pyramid=(structure,),
            solid=np.ascontiguousarray(self.solid[window][:height, :width]),
            loose=np.ascontiguousarray(self.loose[window][:height, :width]),
            apart_px=max(self.apart_px - level, 1),
            depth_m=np.ascontiguousarray(self.depth_m[window][:height, :width]),
            intrinsics_px=intrinsics,
        )

    @property
    def still(self) -> Bool[np.ndarray, "height width"]:
        """Return where it shows what keeps still, not next to what does not.

        Outlines are blurred: those of somebody who is not at his place would be landmarks.
        """
        return self.solid & ~grown(self.loose, reach_px=self.apart_px)


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameFit:
    """What was found of the camera in one frame."""

    pose: PoseFit
    agreement: float
    """Share of the patches in view that agree on it, each by its correlation; 0..1."""
    patch_count: int
    likeness: float
    """Median correlation of the patches that agree: how much of the plan this look draws."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scale:
    level: int
    half: int
    reach: int
    cell: int
    held: float
    """How strongly the shift is held back, as a share of what a pixel determines."""


_COARSE: Final = (
    _Scale(level=3, half=4, reach=6, cell=4, held=1.0),
    _Scale(level=2, half=5, reach=4, cell=6, held=0.3),
)
_FINE: Final = (
    _Scale(level=1, half=6, reach=2, cell=10, held=0.0),
    _Scale(level=0, half=8, reach=2, cell=20, held=0.0),
)
_FIT: Final = 0.3
"""Correlation below which a patch was not found."""
_EDGE_SHARE: Final = 0.3
"""Below this ratio of its gradients a patch is an edge: it tells nothing along itself."""
_LEAST_PATCHES: Final = 12
_AGREES: Final = 0.5
"""Weight from which on a patch counts as agreeing."""
_LIKELY: Final = (0.1, 0.1, 0.1)
"""Standard deviations of errors before anything is seen: rad, share of the depth, log focal."""


def fit_frame(
    plan: Landmarks, clip: Sequence[Structure], start: CameraShift, *, coarse: bool
) -> FrameFit | None:
    """Return the camera of a frame, looked for near `start`; None: too little stands out.

    `coarse`: look farther around, by halved pictures, first.
    """
    found: FrameFit | None = None
    for scale in (*(_COARSE if coarse else ()), *_FINE):
        fitted = _fit(plan.level(scale.level), clip[scale.level], start, scale=scale)
        if fitted is None:
            continue
        found, start = fitted, fitted.pose.shift
    return found


def _fit(plan: Landmarks, clip: Structure, start: CameraShift, *, scale: _Scale) -> FrameFit | None:
    patches = patches_of(plan.pyramid[0], plan.still, cell=scale.cell, half=scale.half)
    if len(patches.centres) < _LEAST_PATCHES:
        return None
    x, y = patches.samples.T
    points = lifted(patches.samples + 0.5, plan.depth_m[y, x], plan.intrinsics_px)
    expected = projected(points, start, plan.intrinsics_px) - 0.5
    matches = correlate(plan.pyramid[0], clip, patches, expected_px=expected, reach=scale.reach)
    good = matches.correlation > _FIT
    if np.count_nonzero(good) < _LEAST_PATCHES:
        return None
    column, row = patches.centres[good].T
    centres = lifted(patches.centres[good] + 0.5, plan.depth_m[row, column], plan.intrinsics_px)
    sightings = Sightings(
        points=centres,
        seen_px=projected(centres, start, plan.intrinsics_px) + matches.shift_px[good],
        whitening=_whitening(matches)[good],
    )
    prior = _prior(plan, centres, held=scale.held) if scale.held else _weak_prior(centres)
    pose = fit_pose(sightings, start, intrinsics_px=plan.intrinsics_px, prior=prior)
    if scale.level == 0:
        pose = simplest_pose(sightings, pose, intrinsics_px=plan.intrinsics_px, prior=prior)
    in_view = int(np.count_nonzero(matches.correlation > -1.0))
    agreement = float(np.sum(pose.weights * matches.correlation[good]) / in_view)
    agreeing = matches.correlation[good][pose.weights > _AGREES]
    return FrameFit(
        pose=pose,
        agreement=agreement,
        patch_count=in_view,
        likeness=float(np.median(agreeing)) if len(agreeing) else 0.0,
    )


def _prior(plan: Landmarks, points: Float64[np.ndarray, "point 3"], *, held: float) -> Prior:
    """Return what holds a coarse fit: few patches must not trade travel for turning."""
    focal = float(plan.intrinsics_px[0, 0])
    depth = float(np.median(points[:, 2]))
    return Prior(turn=held * 0.2 * focal, travel=held * 2.0 * focal / depth, zoom=held * focal)


def _weak_prior(points: Float64[np.ndarray, "point 3"]) -> Prior:
    """Return what decides where the picture does not: that small errors are likelier."""
    turn, travel, zoom = _LIKELY
    depth = float(np.median(points[:, 2]))
    return Prior(turn=TOGETHER / turn, travel=TOGETHER / (travel * depth), zoom=TOGETHER / zoom)


def _whitening(matches: Matches) -> Float64[np.ndarray, "patch 2 2"]:
    strengths, axes = np.linalg.eigh(matches.tensor)
    share = np.sqrt(np.clip(strengths / np.maximum(strengths[:, 1:], 1e-12), 0.0, 1.0))
    share = np.where(share > _EDGE_SHARE, share, 0.0)
    trust = np.sqrt(np.clip((matches.correlation - 0.2) / 0.8, 0.0, 1.0))
    trust = np.where(matches.on_border, 0.25 * trust, trust)
    return np.einsum("n,nik,nk,njk->nij", trust, axes, share, axes)
