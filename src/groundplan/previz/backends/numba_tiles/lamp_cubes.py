"""Depth cubes about lamps that throw shadows, drawn by the same kernels as the camera's view."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float32, Float64, Int32, Int64

from groundplan.previz.backends.numba_tiles.affine import compose
from groundplan.previz.backends.numba_tiles.coverage import rasterize
from groundplan.previz.backends.numba_tiles.packing import Topology
from groundplan.previz.backends.numba_tiles.vertices import project
from groundplan.previz.backends.numba_tiles.views import View
from groundplan.scene.stage import SHADOWED_LAMPS, LightPose

__all__ = ["NO_CUBES", "LampCubes", "LampScratch", "draw_lamps", "shadow_lamps"]

_SIDE: Final = 384
_COARSE: Final = 256
_MARGIN: Final = 12
"""Texels beyond a face's 45 degree line, so that penumbra taps stay on the face."""
_WIDE_M: Final = 0.5
"""Lamps from this size on get coarse cubes, whose few taps span their wide penumbra."""
_NEAR_M: Final = 0.02
_FARTHEST_M: Final = 60.0
_FAINT: Final = 0.002
"""Share of the sensor's saturation that a lamp's light on white must reach to cast shadows."""
_GUARD_PX: Final = 8192.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LampCubes:
    """What the kernels of `lamplight` read."""

    lamps: Float32[np.ndarray, "lamp 20"]
    cubes: Float32[np.ndarray, "lamp 6 side side"]


NO_CUBES: Final = LampCubes(
    lamps=np.zeros((0, 20), np.float32), cubes=np.zeros((0, 6, _SIDE, _SIDE), np.float32)
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LampScratch:
    """What cubes are drawn with and into; reused from frame to frame."""

    cv: Float64[np.ndarray, "vertex 3"]
    screen: Int32[np.ndarray, "vertex 2"]
    setups: Int32[np.ndarray, "setup 7"]
    cubes: Float32[np.ndarray, "lamp 6 side side"]

    @classmethod
    def empty(cls, topology: Topology) -> "LampScratch":
        """Return arrays of the right shapes, their content unset."""
        vertices = len(topology.positions)
        return cls(
            cv=np.empty((vertices, 3), np.float64),
            screen=np.empty((vertices, 2), np.int32),
            setups=np.empty((6 * len(topology.triangles), 7), np.int32),
            cubes=np.zeros((SHADOWED_LAMPS, 6, _SIDE, _SIDE), np.float32),
        )


def shadow_lamps(lights: tuple[LightPose, ...]) -> tuple[LightPose, ...]:
    """Return the lamps that throw shadows: the strongest that should, in the stage's order."""
    able = [a for a in lights if a.kind != "sun" and a.casts_shadow and a.intensity_cd > 0.0]
    chosen = sorted(able, key=lambda a: -a.intensity_cd)[:SHADOWED_LAMPS]
    return tuple(a for a in able if a in chosen)


def draw_lamps(
    view: View,
    topology: Topology,
    *,
    lamps: tuple[LightPose, ...],
    holders: tuple[int, ...],
    scratch: LampScratch,
) -> LampCubes:
    """Draw what stands about each lamp; `holders` are the instances that lamps are built into."""
    rows = np.zeros((len(lamps), 20), np.float32)
    for n, lamp in enumerate(lamps):
        side = _COARSE if max(lamp.size_m) >= _WIDE_M else _SIDE
        reach = _reach(lamp, nit=view.pose.camera.exposure.saturation_luminance_nit)
        rows[n] = _row(view, lamp, side=side, reach=reach)
        casters = (topology.casts != 0) & (view.radii > 0.0) & (topology.ids != holders[n])
        for face in range(6):
            _face(
                view, topology, casters=casters, lamp=lamp, face=face, side=side, reach=reach,
                scratch=scratch, out=scratch.cubes[n, face],
            )  # fmt: skip
    return LampCubes(lamps=rows, cubes=scratch.cubes[: len(lamps)])


def _reach(lamp: LightPose, *, nit: float) -> float:
    return min(math.sqrt(lamp.intensity_cd / (math.pi * _FAINT * nit)), _FARTHEST_M)


def _focal(side: int) -> float:
    return 0.5 * side - _MARGIN


def _row(view: View, lamp: LightPose, *, side: int, reach: float) -> list[float]:
    world_from_cv = view.cv_from_world[:, :3].T
    eye = -(world_from_cv * view.cv_from_world[:, 3]).sum(-1)
    return [
        *world_from_cv.reshape(-1), *(eye - np.array(lamp.position)), _focal(side),
        0.5 * max(lamp.size_m), side, reach, *lamp.direction, _least_cosine(lamp),
    ]  # fmt: skip


def _least_cosine(lamp: LightPose) -> float:
    if lamp.kind == "area":
        return 0.0
    return math.cos(0.5 * lamp.beam_angle_rad) if lamp.kind == "spot" else -2.0


def _face(  # noqa: PLR0913  (one face of one cube)
    view: View,
    topology: Topology,
    *,
    casters: np.ndarray,
    lamp: LightPose,
    face: int,
    side: int,
    reach: float,
    scratch: LampScratch,
    out: Float32[np.ndarray, "side side"],
) -> None:
    """Draw the nearest casters of one face: 1 over the distance along its axis [1/m]."""
    turn = _axes(face)
    facing_from_world = np.concatenate(
        [turn, -(turn * np.array(lamp.position)).sum(-1)[:, None]], axis=1
    )
    order = _within(view, casters, facing_from_world, reach=reach)
    if lamp.kind != "point" and _unlit(turn[2], lamp):
        order = order[:0]
    focal, middle = _focal(side), 0.5 * side
    lens = np.array(
        [focal, focal, middle, middle, _NEAR_M, -_GUARD_PX, side + _GUARD_PX, -_GUARD_PX,
         side + _GUARD_PX]
    )  # fmt: skip
    near, tri = np.empty((side, side), np.float32), np.empty((side, side), np.int32)
    matrices = compose(facing_from_world, view.world_from_item)
    project(
        order, topology.ranges, topology.skin_first, topology.positions, view.buffers.posed,
        matrices, lens, scratch.cv, scratch.screen,
    )  # fmt: skip
    rasterize(
        order, topology.ranges, np.zeros(len(topology.ids), np.int8), topology.triangles,
        scratch.cv, scratch.screen, lens, scratch.setups, near, tri,
    )  # fmt: skip
    out[:side, :side] = near


def _axes(face: int) -> Float64[np.ndarray, "3 3"]:
    """Return rows: column, row and depth of a face in the world, as in `assets.sky_cube`."""
    axis = face // 2
    across, along = ((2, 1), (0, 2), (0, 1))[axis]
    rows = np.zeros((3, 3))
    rows[0, across], rows[1, along], rows[2, axis] = 1.0, 1.0, 1.0 - 2.0 * (face % 2)
    return rows


def _within(
    view: View,
    casters: np.ndarray,
    facing_from_world: Float64[np.ndarray, "3 4"],
    *,
    reach: float,
) -> Int64[np.ndarray, " n"]:
    """Return the casters whose sphere meets a face's pyramid, nearest first."""
    m = facing_from_world
    at = (m[:, :3] * view.centers[:, None, :]).sum(-1) + m[:, 3]
    radii = view.radii
    depth = at[:, 2]
    wide = 1.15
    slack = radii * math.sqrt(1.0 + wide * wide)
    meets = casters & (depth + radii > _NEAR_M) & (depth - radii < reach)
    meets &= (np.abs(at[:, 0]) - wide * depth < slack) & (np.abs(at[:, 1]) - wide * depth < slack)
    order = np.argsort(depth - radii, kind="stable")
    return order[meets[order]].astype(np.int64)


def _unlit(axis: Float64[np.ndarray, " 3"], lamp: LightPose) -> bool:
    """Tell whether a spot's cone or a panel's front half leaves a whole face dark."""
    away = math.acos(max(-1.0, min(1.0, float((axis * np.array(lamp.direction)).sum()))))
    spread = 0.5 * (lamp.beam_angle_rad if lamp.kind == "spot" else math.pi)
    return away - spread > math.atan(math.sqrt(2.0)) + 0.05
