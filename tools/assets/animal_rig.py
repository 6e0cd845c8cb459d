"""Joints and clips of one source file, in our names: axes of the body at the bind pose, metres."""

from dataclasses import dataclass

import numpy as np
import quaternius
from glb_reader import Glb
from numpy.typing import NDArray

from groundplan.geometry import quaternions, transforms

__all__ = ["Rig", "rig_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rig:
    """Our joints (parents first) and what they are in the source."""

    names: list[str]
    parents: list[int]
    places: NDArray[np.float64]
    """In the bind pose [m]."""
    source_rows: NDArray[np.int64]
    """Row of each joint in the source's skin."""
    nodes: NDArray[np.int64]
    bind: NDArray[np.float64]
    """Skin from source mesh units, per joint."""
    scale: float
    """Metres per source unit."""

    def body_from_bind(
        self, glb: Glb, clip: int, times: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Return what moves bind points [m] along with each joint: (time, joint, 4, 4)."""
        unit = np.diag([1.0 / self.scale] * 3 + [1.0])
        return glb.world_from_node(clip, times)[:, self.nodes] @ (self.bind @ unit)

    def clips(
        self, glb: Glb
    ) -> tuple[dict[str, dict[str, float]], NDArray[np.float64], NDArray[np.float64]]:
        """Return the clips one after the other: where each lies, local rotations, local shifts."""
        found: dict[str, dict[str, float]] = {}
        turns, moves, first = [], [], 0
        for k, name in enumerate(glb.clip_names()):
            rate, count = _rate(glb.key_times(k))
            moved = self.body_from_bind(glb, k, np.arange(count) / rate)
            turn, move = self._local(moved)
            turns.append(turn)
            moves.append(move)
            found[name] = {"first": first, "count": count, "fps": rate}
            first += count
        return found, np.concatenate(turns), np.concatenate(moves)

    def _local(self, moved: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        whole = quaternions.from_matrix(_orthonormal(moved[..., :3, :3]))
        spots = transforms.transform_points(
            moved, np.broadcast_to(self.places, (*moved.shape[:2], 3))
        )
        turns, moves = whole.copy(), spots - self.places
        for joint, parent in enumerate(self.parents):
            if parent >= 0:
                back = quaternions.conjugate(whole[:, parent])
                turns[:, joint] = quaternions.multiply(back, whole[:, joint])
                offset = quaternions.rotate(back, spots[:, joint] - spots[:, parent])
                moves[:, joint] = offset - (self.places[joint] - self.places[parent])
        for k in range(1, len(turns)):
            turns[k] *= np.where(np.sum(turns[k] * turns[k - 1], -1, keepdims=True) < 0, -1.0, 1.0)
        return turns, moves


def _orthonormal(linear: NDArray[np.float64]) -> NDArray[np.float64]:
    x = linear[..., 0] / np.linalg.norm(linear[..., 0], axis=-1, keepdims=True)
    y = linear[..., 1] - x * np.sum(x * linear[..., 1], -1, keepdims=True)
    y /= np.linalg.norm(y, axis=-1, keepdims=True)
    return np.stack([x, y, np.cross(x, y)], axis=-1)


def _rate(times: NDArray[np.float64]) -> tuple[float, int]:
    """Return how often to sample a clip, and the number of samples.

    Clips with 30 keys a second are taken key by key, those with 24 at 120, which holds the keys and
    every thirtieth of a second.
    """
    apart = {f: float(np.abs(times * f - np.rint(times * f)).max()) for f in (24.0, 30.0)}
    rate = 30.0 if apart[30.0] <= apart[24.0] + 1e-6 else 120.0
    return rate, round(float(times[-1]) * rate) + 1


def rig_of(animal: str, glb: Glb) -> Rig:
    """Return the joints of a file."""
    hoofed = animal in quaternius.HOOFED
    skin = glb.json["skins"][0]
    nodes: list[int] = skin["joints"]
    source = [glb.nodes[k]["name"] for k in nodes]
    bind = glb.accessor(skin["inverseBindMatrices"]).astype(np.float64)
    bind = bind.reshape(-1, 4, 4).transpose(0, 2, 1)
    (armature,) = (n for n in glb.nodes if n["name"] == "AnimalArmature")
    scale = float(armature["scale"][0])
    ours = [quaternius.joint_name(name, hoofed=hoofed) for name in source]
    ears_on = _ears_on(glb, nodes, source, hoofed=hoofed)
    above = {
        name: quaternius.parent_name(other, hoofed=hoofed, ears_on=ears_on)
        for name, other in zip(ours, source, strict=True)
        if name
    }
    order = _parents_first(above)
    rows = np.array([ours.index(name) for name in order])
    return Rig(
        names=order,
        parents=[order.index(above[name]) if above[name] else -1 for name in order],
        places=np.linalg.inv(bind)[rows, :3, 3] * scale,
        source_rows=rows,
        nodes=np.array(nodes)[rows],
        bind=bind[rows],
        scale=scale,
    )


def _ears_on(glb: Glb, nodes: list[int], source: list[str], *, hoofed: bool) -> str:
    for node, name in zip(nodes, source, strict=True):
        if name == "Ear1.L":
            return quaternius.joint_name(glb.nodes[glb.parents[node]]["name"], hoofed=hoofed)
    return "head"


def _parents_first(above: dict[str, str]) -> list[str]:
    order: list[str] = []
    waiting = sorted(above)
    while waiting:
        ready = [name for name in waiting if not above[name] or above[name] in order]
        if not ready:
            raise ValueError(f"no parents for {waiting}")
        order += ready
        waiting = [name for name in waiting if name not in ready]
    return order
