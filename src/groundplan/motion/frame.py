"""A body's joints at many times, while they are being set."""

import numpy as np
from jaxtyping import Float

from groundplan.assets.skeleton import Skeleton, posed, posed_joint
from groundplan.geometry import quaternions

__all__ = ["BodyFrames", "mixed", "resting"]


class BodyFrames:
    """Local rotations, the root's place and shifts of joints: a scratch pad, not kept."""

    def __init__(self, skeleton: Skeleton, count: int) -> None:
        """Start at rest."""
        self.skeleton = skeleton
        self.rotations: Float[np.ndarray, "time joint 4"] = np.tile(
            np.array([0.0, 0.0, 0.0, 1.0]), (count, len(skeleton.names), 1)
        )
        self.root: Float[np.ndarray, "time 3"] = np.tile(skeleton.places[0], (count, 1))
        self.shifts: Float[np.ndarray, "time joint 3"] | None = None

    def copied(self) -> "BodyFrames":
        """Return the same body, to be changed by itself."""
        result = BodyFrames(self.skeleton, len(self.root))
        result.rotations, result.root = self.rotations.copy(), self.root.copy()
        result.shifts = None if self.shifts is None else self.shifts.copy()
        return result

    def turn(self, joint: str, rotation: Float[np.ndarray, "time 4"]) -> None:
        """Set a joint's local rotation."""
        self.rotations[:, self.skeleton.index(joint)] = rotation

    def add(self, joint: str, rotation: Float[np.ndarray, "time 4"]) -> None:
        """Turn a joint further, in its parent's axes."""
        k = self.skeleton.index(joint)
        self.rotations[:, k] = quaternions.multiply(rotation, self.rotations[:, k])

    def body_from_joint(self) -> Float[np.ndarray, "time joint 4 4"]:
        """Return all joint matrices in the body's space."""
        return posed(self.skeleton, self.rotations, self.root, shifts=self.shifts)

    def turned(self, joint: str) -> Float[np.ndarray, "time 4"]:
        """Return a joint's rotation in the body's axes."""
        k = self.skeleton.index(joint)
        result = self.rotations[:, k]
        while (k := self.skeleton.parents[k]) >= 0:
            result = quaternions.multiply(self.rotations[:, k], result)
        return result

    def turn_to(self, joint: str, rotation: Float[np.ndarray, "time 4"]) -> None:
        """Set a joint's rotation in the body's axes; its parents must be set already."""
        parent = self.skeleton.names[self.skeleton.parents[self.skeleton.index(joint)]]
        self.turn(joint, quaternions.multiply(quaternions.conjugate(self.turned(parent)), rotation))

    def place(self, joint: str) -> Float[np.ndarray, "time 3"]:
        """Return where a joint is, in the body's space [m]."""
        return self.body_from(joint)[:, :3, 3]

    def body_from(self, joint: str) -> Float[np.ndarray, "time 4 4"]:
        """Return the matrices of one joint in the body's space."""
        return posed_joint(
            self.skeleton, self.rotations, self.root, joint=joint, shifts=self.shifts
        )


def resting(skeleton: Skeleton, count: int) -> BodyFrames:
    """Return a body at rest."""
    return BodyFrames(skeleton, count)


def mixed(a: BodyFrames, b: BodyFrames, share: Float[np.ndarray, " time"]) -> BodyFrames:
    """Return the pose a fraction `share` of the way from `a` to `b`."""
    result = BodyFrames(a.skeleton, len(share))
    dot = np.sum(a.rotations * b.rotations, axis=-1, keepdims=True)
    other = np.where(dot < 0.0, -b.rotations, b.rotations)
    w = share[:, None, None]
    # Normalised linear mixing: exact at both ends, and shares are small steps of short blends.
    result.rotations = quaternions.normalise(a.rotations * (1.0 - w) + other * w)
    result.root = a.root + (b.root - a.root) * share[:, None]
    if a.shifts is not None or b.shifts is not None:
        first, second = (0.0 if f.shifts is None else f.shifts for f in (a, b))
        result.shifts = np.asarray(first * (1.0 - w) + second * w)
    return result
