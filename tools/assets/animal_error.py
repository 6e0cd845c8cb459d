"""How far a baked animal is from its source, over all clips at 30 frames a second."""

from dataclasses import dataclass

import numpy as np
from animal_rig import rig_of
from glb_reader import Glb
from numpy.typing import NDArray

from groundplan.assets.animal_rig import AnimalRig, rig_from_bytes
from groundplan.assets.skeleton import posed
from groundplan.geometry import transforms

__all__ = ["worst_vertex_error_m"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Skinned:
    """Points [m] with weights on joints."""

    points: NDArray[np.float64]
    joints: NDArray[np.int64]
    weights: NDArray[np.float64]

    def moved(self, matrices: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the points that follow joint matrices."""
        mixed = np.einsum("vk,vkij->vij", self.weights, matrices[self.joints])
        return np.einsum("vij,vj->vi", mixed[:, :3, :3], self.points) + mixed[:, :3, 3]

    def weights_on(self, rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the weights on the joints of the given rows."""
        whole = np.zeros((len(self.points), 1 + max(int(self.joints.max()), int(rows.max()))))
        for k in range(self.joints.shape[1]):
            np.add.at(whole, (np.arange(len(whole)), self.joints[:, k]), self.weights[:, k])
        return whole[:, rows]


def worst_vertex_error_m(animal: str, glb: Glb, made: bytes) -> float:
    """Return the largest distance of any source vertex from the baked surface's same vertex."""
    own, baked = rig_of(animal, glb), rig_from_bytes(made)
    source = _source(glb, own.scale)
    rows = np.array([baked.skeleton.names.index(name) for name in own.names])
    ours = _Skinned(
        points=baked.positions, joints=baked.joints.astype(np.int64), weights=baked.weights
    )
    same = _nearest(
        np.concatenate([source.points, 0.3 * source.weights_on(own.source_rows)], axis=1),
        np.concatenate([ours.points, 0.3 * ours.weights_on(rows)], axis=1),
    )
    unit = np.diag([1.0 / own.scale] * 3 + [1.0])
    bind = glb.accessor(glb.json["skins"][0]["inverseBindMatrices"]).astype(np.float64)
    unbind = bind.reshape(-1, 4, 4).transpose(0, 2, 1) @ unit
    worst = 0.0
    for k, name in enumerate(glb.clip_names()):
        times = np.arange(int(baked.clips[name].length_s * 30.0 + 1e-6) + 1) / 30.0
        truth = glb.world_from_node(k, times)[:, glb.json["skins"][0]["joints"]] @ unbind
        for now, then in zip(_skin(baked, name, times), truth, strict=True):
            apart = ours.moved(now)[same] - source.moved(then)
            worst = max(worst, float(np.linalg.norm(apart, axis=1).max()))
    return worst


def _skin(baked: AnimalRig, clip: str, times: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what moves bind points along with each joint of the baked animal."""
    turns, moves = baked.clips[clip].at(times)
    skeleton = baked.skeleton
    body = posed(skeleton, turns, skeleton.places[0] + moves[:, 0], shifts=moves)
    unbind = np.tile(np.eye(4), (len(skeleton.names), 1, 1))
    unbind[:, :3, 3] = -skeleton.places
    return transforms.multiply(body, unbind)


def _source(glb: Glb, scale: float) -> _Skinned:
    found = [p["attributes"] for m in glb.json["meshes"] for p in m["primitives"]]
    points = np.concatenate([glb.accessor(a["POSITION"]) for a in found]).astype(np.float64)
    weights = np.concatenate([glb.accessor(a["WEIGHTS_0"]) for a in found]).astype(np.float64)
    return _Skinned(
        points=points * scale,
        joints=np.concatenate([glb.accessor(a["JOINTS_0"]) for a in found]).astype(np.int64),
        weights=weights / weights.sum(axis=1, keepdims=True),
    )


def _nearest(asked: NDArray[np.float64], known: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the known row nearest to each asked one."""
    parts = np.array_split(asked, 200)
    return np.concatenate(
        [np.argmin(np.sum((known[None] - row[:, None]) ** 2, -1), axis=1) for row in parts]
    )
