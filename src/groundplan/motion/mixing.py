"""From one pose to another: a cross-fade of all joints."""

import numpy as np
from jaxtyping import Float

from groundplan.motion.stepping import Body

__all__ = ["mixed"]


def mixed(start: Body, end: Body, *, share: Float[np.ndarray, " time"]) -> Body:
    """Return the pose a fraction `share` of the way from `start` to `end`.

    Source:
        Shoemake, "Animating rotation with quaternion curves", SIGGRAPH 1985: slerp.
    """
    dot = np.sum(start.rotations * end.rotations, axis=-1, keepdims=True)
    other = np.where(dot < 0.0, -end.rotations, end.rotations)
    angle = np.arccos(np.clip(np.abs(dot), 0.0, 1.0))
    part = share[:, None, None]
    sine = np.sin(angle)
    near = sine < 1e-6
    safe = np.where(near, 1.0, sine)
    first = np.where(near, 1.0 - part, np.sin((1.0 - part) * angle) / safe)
    second = np.where(near, part, np.sin(part * angle) / safe)
    rotations = first * start.rotations + second * other
    rotations /= np.linalg.norm(rotations, axis=-1, keepdims=True)
    root = start.root + (end.root - start.root) * share[:, None]
    return Body(rotations=rotations, root=root)
