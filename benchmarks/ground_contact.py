"""What real soles do on the ground: measured from skinned vertices, not from what a gait says.

A vertex bears weight while it is within 3 mm of the ground at two samples 1/240 s apart; slip is
how fast the bearing vertices of a foot move over the ground, their mean at every sample.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Int

from groundplan.assets.mannequin import Mannequin
from groundplan.geometry import transforms
from groundplan.motion.body_motion import Figure
from groundplan.motion.path import ground_from_body_at

__all__ = ["RATE_HZ", "Contact", "Soles", "contact_of", "flat", "soles_of"]

RATE_HZ = 240.0
NEAR_M = 0.003
"""Above the ground at which a vertex still bears weight."""
SOLE_M = 0.02
"""Above its lowest vertex that a resting foot counts as sole, at most; less for small feet."""

Heights = Callable[[Float[np.ndarray, "*shape"], Float[np.ndarray, "*shape"]],
                   Float[np.ndarray, "*shape"]]  # fmt: skip


def flat(
    x: Float[np.ndarray, "*shape"], z: Float[np.ndarray, "*shape"]
) -> Float[np.ndarray, "*shape"]:
    """Return the height of level ground [m]."""
    return np.zeros(np.broadcast(x, z).shape)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Soles:
    """Vertices under the feet."""

    points: Float[np.ndarray, "vertex 4"]
    joints: Int[np.ndarray, "vertex bone"]
    weights: Float[np.ndarray, "vertex bone"]
    foot: Int[np.ndarray, " vertex"]
    """Number of the foot that each belongs to."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Contact:
    """What one run shows."""

    slips_mps: Float[np.ndarray, " n"]
    deepest_m: float
    """How far the lowest sole vertex goes below the ground."""
    sole_heights_m: Float[np.ndarray, " n"]
    """Of the lowest vertex of each foot while it bears weight; 0 is on the ground."""
    bearing: float
    """Share of all samples of all feet that bear weight."""


def _foot_rows(names: tuple[str, ...]) -> list[list[int]]:
    if "leftWing" in names:
        return [[names.index(f"{side}Foot")] for side in ("left", "right")]
    if "leftToes" in names:
        return [[names.index(f"{side}Foot"), names.index(f"{side}Toes")]
                for side in ("left", "right")]  # fmt: skip
    parts = ("Paw", "Hoof", "Pastern", "Foot", "Toes")
    legs = ("frontLeft", "frontRight", "hindLeft", "hindRight")
    return [[names.index(f"{leg}{p}") for p in parts if f"{leg}{p}" in names] for leg in legs]


def soles_of(body: Mannequin) -> Soles:
    """Return the vertices of a body's soles."""
    feet = _foot_rows(body.skeleton.names)
    unbind = transforms.inverse_rigid(body.skeleton.body_from_bind_joint())
    rest = transforms.multiply(_rest(body), unbind)
    found: list[tuple[np.ndarray, ...]] = []
    for mesh in body.meshes.values():
        if mesh.skin is None:
            continue
        points = np.concatenate([mesh.positions, np.ones((len(mesh.positions), 1))], axis=1)
        rows, weights = mesh.skin.joints.astype(np.int64), mesh.skin.weights
        y = np.einsum("vkj,vk,vj->v", rest[rows][..., 1, :], weights, points)
        for number, joints in enumerate(feet):
            share = np.sum(np.where(np.isin(rows, joints), weights, 0.0), axis=1)
            own = share > 0.5
            count = np.full(own.sum(), number)
            found.append((points[own], rows[own], weights[own], count, y[own]))
    points, rows, weights, foot, y = (np.concatenate(part) for part in zip(*found, strict=True))
    low = min(SOLE_M, 0.035 * body.size_m[1])
    least = np.array([y[foot == number].min() for number in range(len(feet))])
    own = y < least[foot] + low
    points, rows, weights, foot = points[own], rows[own], weights[own], foot[own]
    return Soles(points=points, joints=rows, weights=weights, foot=foot)


def _rest(body: Mannequin) -> Float[np.ndarray, "joint 4 4"]:
    matrices = np.tile(np.eye(4), (len(body.skeleton.names), 1, 1))
    matrices[:, :3, 3] = body.skeleton.places
    return matrices


def sole_points(
    moved: Figure, soles: Soles, body: Mannequin, *, times: Float[np.ndarray, " time"]
) -> Float[np.ndarray, "time vertex 3"]:
    """Return the sole's vertices in the world at times [subframes]."""
    world = transforms.multiply(
        ground_from_body_at(moved.entity, times)[:, None], moved.entity_from_joint(times)
    )
    unbind = transforms.inverse_rigid(body.skeleton.body_from_bind_joint())
    skin = transforms.multiply(world, unbind)[:, :, :3]
    result = np.empty((len(times), len(soles.points), 3))
    for first in range(0, len(times), 64):
        part = skin[first : first + 64][:, soles.joints]
        result[first : first + 64] = np.einsum(
            "tvkij,vk,vj->tvi", part, soles.weights, soles.points, optimize=True
        )
    return result


def contact_of(
    moved: Figure, body: Mannequin, seconds: tuple[float, float], *, height_at: Heights = flat,
    near_m: float = NEAR_M, whole: bool = False,
) -> Contact:  # fmt: skip
    """Return what the soles do between two times [s].

    `whole`: a foot is over the ground that its middle is over, as on a step with an edge.
    """
    soles = soles_of(body)
    times = np.arange(seconds[0], seconds[1], 1.0 / RATE_HZ) * 1000.0 * moved.fps
    points = sole_points(moved, soles, body, times=times)
    under = _middles(points, soles) if whole else points
    above = points[..., 1] - height_at(under[..., 0], under[..., 2])
    slips: list[np.ndarray] = []
    heights: list[np.ndarray] = []
    for number in range(int(soles.foot.max()) + 1):
        own = soles.foot == number
        high, place = above[:, own], points[:, own]
        low = high.min(axis=1)
        heights.append(low[low < near_m])
        both = (high[1:] < near_m) & (high[:-1] < near_m)
        step = RATE_HZ * np.linalg.norm(_along_ground(place, height_at), axis=2)
        count = both.sum(axis=1)
        mean = (step * both).sum(axis=1) / np.maximum(count, 1)
        slips.append(mean[count > 0])
    bearing = sum(len(part) for part in heights) / (len(times) * len(heights))
    return Contact(
        slips_mps=np.concatenate(slips), deepest_m=max(0.0, -float(above.min())),
        sole_heights_m=np.concatenate(heights), bearing=bearing,
    )  # fmt: skip


def _middles(
    points: Float[np.ndarray, "time vertex 3"], soles: Soles
) -> Float[np.ndarray, "time vertex 3"]:
    """Return for every vertex the middle of its foot."""
    result = np.empty_like(points)
    for number in range(int(soles.foot.max()) + 1):
        own = soles.foot == number
        low, high = points[:, own].min(axis=1), points[:, own].max(axis=1)
        result[:, own] = (0.5 * (low + high))[:, None]
    return result


def _along_ground(
    places: Float[np.ndarray, "time vertex 3"], height_at: Heights
) -> Float[np.ndarray, "step vertex 3"]:
    """Return the steps between samples without what goes straight off the ground [m]."""
    x, z, small = places[1:, :, 0], places[1:, :, 2], 1e-3
    rise_x = (height_at(x + small, z) - height_at(x - small, z)) / (2.0 * small)
    rise_z = (height_at(x, z + small) - height_at(x, z - small)) / (2.0 * small)
    normal = np.stack([-rise_x, np.ones_like(rise_x), -rise_z], axis=-1)
    normal /= np.linalg.norm(normal, axis=-1, keepdims=True)
    step = np.diff(places, axis=0)
    return step - normal * np.sum(step * normal, axis=-1, keepdims=True)
