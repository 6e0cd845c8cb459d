"""Joints of a body: names, parents, rest places and the pose that its surface was made in.

At rest every joint's axes are the body's own (+X its left, +Y up, +Z ahead), so that a joint's
rotation is a turn about the body's axes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from jaxtyping import Float

from groundplan.assets.surface_points import SurfacePoints
from groundplan.errors import SceneError
from groundplan.geometry import transforms

__all__ = ["Skeleton", "posed", "posed_joint"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Skeleton:
    """A tree of joints; a parent comes before its children."""

    names: tuple[str, ...]
    parents: tuple[int, ...]
    """-1 for the root."""
    places: Float[np.ndarray, "joint 3"]
    """Rest positions in the body's space [m]."""
    bind: Mapping[str, tuple[float, float, float, float]] = field(
        default_factory=dict[str, tuple[float, float, float, float]]
    )
    """Local rotations (xyzw) of the pose that the surface was made in; others are at rest."""
    marks: Mapping[str, tuple[str, tuple[float, float, float]]] = field(
        default_factory=dict[str, tuple[str, tuple[float, float, float]]]
    )
    """Named points of the surface: the joint that carries each, and its rest position [m]."""
    surface: SurfacePoints | None = None
    """Points that follow the skin as its vertices do."""
    base: str = ""
    """Id of the baked body whose clips fit these joints; empty where there are none."""
    base_scale: float = 1.0
    """Metres of this body per metre of the baked one."""

    def index(self, name: str) -> int:
        """Return the row of a joint.

        Raises:
            SceneError: No joint is called that.
        """
        try:
            return self.names.index(name)
        except ValueError:
            raise SceneError(
                f"the body has no joint {name!r}", f"use one of {', '.join(self.names)}"
            ) from None

    def place(self, name: str) -> Float[np.ndarray, " 3"]:
        """Return the rest position of a joint [m]."""
        return self.places[self.index(name)]

    def bind_rotations(self) -> Float[np.ndarray, "joint 4"]:
        """Return the local rotations of the bind pose."""
        rotations = np.tile(np.array([0.0, 0.0, 0.0, 1.0]), (len(self.names), 1))
        for name, rotation in self.bind.items():
            rotations[self.index(name)] = rotation
        return rotations

    def body_from_bind_joint(self) -> Float[np.ndarray, "joint 4 4"]:
        """Return the joint matrices of the bind pose."""
        return posed(self, self.bind_rotations()[None], self.places[None, 0])[0]


def posed(
    skeleton: Skeleton,
    rotations: Float[np.ndarray, "time joint 4"],
    root: Float[np.ndarray, "time 3"],
    *,
    shifts: Float[np.ndarray, "time joint 3"] | None = None,
) -> Float[np.ndarray, "time joint 4 4"]:
    """Return `body_from_joint` for local rotations and the root's position [m] at many times.

    `shifts` move joints from their rest offsets, in their parents' axes [m]; the root's is ignored.
    """
    every = list(range(len(skeleton.names)))
    local = transforms.compose(_offsets(skeleton, root, every, shifts=shifts), rotations)
    result = local.copy()
    for rows, parents in _generations(skeleton.parents):
        result[:, rows] = transforms.multiply(result[:, parents], local[:, rows])
    return result


def posed_joint(
    skeleton: Skeleton,
    rotations: Float[np.ndarray, "time joint 4"],
    root: Float[np.ndarray, "time 3"],
    *,
    joint: str,
    shifts: Float[np.ndarray, "time joint 3"] | None = None,
) -> Float[np.ndarray, "time 4 4"]:
    """Return `body_from_joint` of one joint: the same numbers as `posed`, without the others."""
    chain = [skeleton.index(joint)]
    while skeleton.parents[chain[0]] >= 0:
        chain.insert(0, skeleton.parents[chain[0]])
    still = _offsets(skeleton, root, chain, shifts=shifts)
    local = transforms.compose(still, rotations[:, chain])
    result = local[:, 0]
    for k in range(1, len(chain)):
        result = transforms.multiply(result, local[:, k])
    return result


def _offsets(
    skeleton: Skeleton,
    root: Float[np.ndarray, "time 3"],
    rows: list[int],
    *,
    shifts: Float[np.ndarray, "time joint 3"] | None,
) -> Float[np.ndarray, "time row 3"]:
    """Return where joints lie in their parents [m]; the first row is the root's."""
    parents = np.maximum([skeleton.parents[row] for row in rows], 0)
    offsets = skeleton.places[rows] - skeleton.places[parents]
    still = np.broadcast_to(offsets, (len(root), *offsets.shape)).copy()
    if shifts is not None:
        still += shifts[:, rows]
    still[:, 0] = root
    return still


@lru_cache(maxsize=64)
def _generations(parents: tuple[int, ...]) -> tuple[tuple[list[int], list[int]], ...]:
    """Return rows of joints and of their parents, the root's children first."""
    depth: list[int] = []
    for parent in parents:
        depth.append(0 if parent < 0 else depth[parent] + 1)
    rows = [
        [k for k, own in enumerate(depth) if own == level] for level in range(1, max(depth) + 1)
    ]
    return tuple((row, [parents[k] for k in row]) for row in rows)
