"""What motion knows of a skeleton: legs, trunk, and the order in which joints are placed."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final, Literal

import numpy as np
from jaxtyping import Float, Int

from groundplan.assets.skeleton import Skeleton
from groundplan.errors import SceneError
from groundplan.geometry import quaternions
from groundplan.motion.turns import product, rotated

__all__ = ["Limbs", "Rig", "RigKind", "entity_from_joint", "rig_of"]

RigKind = Literal["human", "quadruped", "bird", "fish"]

_HUMAN_LEGS: Final = tuple(
    tuple(f"{side}{part}" for part in ("UpperLeg", "LowerLeg", "Foot", "Toes"))
    for side in ("left", "right")
)
_ENDS: Final = (("front", "Left"), ("front", "Right"), ("hind", "Left"), ("hind", "Right"))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Limbs:
    """Legs of four joints: hip, knee, ankle and the ball of the foot (or paw)."""

    joints: Int[np.ndarray, "leg 4"]
    roots: Int[np.ndarray, " leg"]
    """Joint that each leg hangs from."""
    upper: Float[np.ndarray, "leg 3"]
    """Hip to knee at rest [m]."""
    lower: Float[np.ndarray, "leg 3"]
    third: Float[np.ndarray, "leg 3"]
    """Ankle to ball."""
    hinge: Float[np.ndarray, " leg"]
    """Angle about +X from the upper to the lower bone at rest; its sign is how the joint bends."""
    heel: Float[np.ndarray, "leg 3"]
    """From the ball to the point that touches the ground first [m]."""
    tip: Float[np.ndarray, "leg 3"]
    """Of the ball at rest, in the body's space [m]."""

    @property
    def bones(self) -> tuple[Float[np.ndarray, " leg"], Float[np.ndarray, " leg"]]:
        """Return the lengths of upper and lower bones [m]."""
        return np.linalg.norm(self.upper, axis=-1), np.linalg.norm(self.lower, axis=-1)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rig:
    """A skeleton, ready to be moved."""

    kind: RigKind
    skeleton: Skeleton
    index: dict[str, int]
    limbs: Limbs | None
    levels: tuple[tuple[Int[np.ndarray, " joint"], Int[np.ndarray, " joint"]], ...]
    """Joints and their parents by depth, below the root."""
    offsets: Float[np.ndarray, "joint 3"]
    """From the parent at rest [m]."""
    trunk: tuple[int, ...]
    """Joints from the root to the last that a leg hangs from."""
    leg_m: float
    """Height of the hips' joint over the ground: the scale of all steps."""

    def roots_at(
        self, rotations: Float[np.ndarray, "time joint 4"]
    ) -> tuple[Float[np.ndarray, "time leg 3"], Float[np.ndarray, "time leg 4"]]:
        """Return where legs start, from the body's root, and how what they hang from is turned."""
        limbs = self.limbs
        if limbs is None:
            raise SceneError(f"a {self.kind} has no legs to stand on", "use a pose without steps")
        count, roots = len(rotations), [int(limbs.roots[k]) for k in range(len(limbs.roots))]
        places, turns = {0: np.zeros((count, 3))}, {0: rotations[:, 0]}
        for parent, joint in pairwise(self.trunk):
            places[joint] = places[parent] + rotated(turns[parent], self.offsets[joint])
            turns[joint] = product(turns[parent], rotations[:, joint])
        frames = np.stack([turns[root] for root in roots], axis=1)
        starts = np.stack([places[root] for root in roots], axis=1)
        return starts + rotated(frames, self.offsets[limbs.joints[:, 0]]), frames


@lru_cache(maxsize=256)
def rig_of(skeleton: Skeleton, kind: RigKind) -> Rig:
    """Return what motion knows of a skeleton; solved once for each.

    Raises:
        SceneError: The skeleton lacks joints that its rig needs.
    """
    index = {name: row for row, name in enumerate(skeleton.names)}
    names = _legs(skeleton, kind)
    limbs = _limbs(skeleton, kind, legs=names) if names else None
    return Rig(
        kind=kind,
        skeleton=skeleton,
        index=index,
        limbs=limbs,
        levels=_levels(skeleton),
        offsets=skeleton.places - skeleton.places[np.maximum(skeleton.parents, 0)],
        trunk=_trunk(skeleton, limbs),
        leg_m=float(skeleton.places[limbs.joints[:, 0], 1].mean()) if limbs else 0.0,
    )


def _legs(skeleton: Skeleton, kind: RigKind) -> tuple[tuple[str, ...], ...]:
    if kind == "human":
        return _HUMAN_LEGS
    if kind != "quadruped":
        return ()
    return tuple(
        tuple(name for name in skeleton.names if name.startswith(f"{end}{side}"))
        for end, side in _ENDS
    )


def _limbs(skeleton: Skeleton, kind: RigKind, *, legs: tuple[tuple[str, ...], ...]) -> Limbs:
    if any(len(leg) != 4 for leg in legs):
        raise SceneError(
            f"a leg of the {kind} has {[len(leg) for leg in legs]} joints", "give each leg four"
        )
    joints = np.array([[skeleton.index(name) for name in leg] for leg in legs])
    at = skeleton.places[joints]
    upper, lower, third = (at[:, k + 1] - at[:, k] for k in range(3))
    turn = np.arctan2(lower[:, 2], lower[:, 1]) - np.arctan2(upper[:, 2], upper[:, 1])
    heel = np.zeros_like(third)
    if kind == "human":
        # A heel reaches behind the ankle about three quarters as far as the ball lies ahead of it.
        heel[:, 1] = -at[:, 3, 1]
        heel[:, 2] = -1.65 * third[:, 2]
    return Limbs(
        joints=joints,
        roots=np.array(skeleton.parents)[joints[:, 0]],
        upper=upper,
        lower=lower,
        third=third,
        hinge=(turn + np.pi) % (2.0 * np.pi) - np.pi,
        heel=heel,
        tip=at[:, 3],
    )


def _levels(
    skeleton: Skeleton,
) -> tuple[tuple[Int[np.ndarray, " joint"], Int[np.ndarray, " joint"]], ...]:
    depth = [0] * len(skeleton.names)
    for joint, parent in enumerate(skeleton.parents):
        depth[joint] = 0 if parent < 0 else depth[parent] + 1
    parents = np.array(skeleton.parents)
    rows = [np.nonzero(np.array(depth) == level)[0] for level in range(1, max(depth) + 1)]
    return tuple((row, parents[row]) for row in rows)


def _trunk(skeleton: Skeleton, limbs: Limbs | None) -> tuple[int, ...]:
    joint = int(limbs.roots.max()) if limbs else 0
    chain = [joint]
    while skeleton.parents[chain[-1]] >= 0:
        chain.append(skeleton.parents[chain[-1]])
    return tuple(reversed(chain))


def entity_from_joint(
    rig: Rig, rotations: Float[np.ndarray, "time joint 4"], root: Float[np.ndarray, "time 3"]
) -> Float[np.ndarray, "time joint 4 4"]:
    """Return joint matrices for local rotations and the root's place [m] at many times."""
    local = quaternions.to_matrix(rotations)
    result = np.zeros((*rotations.shape[:2], 4, 4))
    result[..., 3, 3] = 1.0
    result[:, 0, :3, :3] = local[:, 0]
    result[:, 0, :3, 3] = root
    turns, places = result[..., :3, :3], result[..., :3, 3]
    for joints, parents in rig.levels:
        above = turns[:, parents]
        turns[:, joints] = np.einsum("tjik,tjkl->tjil", above, local[:, joints])
        moved = np.einsum("tjik,jk->tji", above, rig.offsets[joints])
        places[:, joints] = moved + places[:, parents]
    return result
