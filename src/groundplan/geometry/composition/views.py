"""Many cameras at once, and where they show points: in fractions of the frame.

Camera numbers stand in rows of seven: x, y, z of the optical centre [m]; yaw about +Y, pitch (up
positive) and roll (clockwise seen from behind) [rad]; natural logarithm of the focal length [mm].
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float

__all__ = ["FOCAL", "NUMBERS", "PITCH", "ROLL", "YAW", "Views", "views_of"]

NUMBERS: Final = 7
YAW: Final = 3
PITCH: Final = 4
ROLL: Final = 5
FOCAL: Final = 6
"""Columns of a row of camera numbers; the first three are the place."""
_NEAREST_M: Final = 0.02
"""Points nearer than this along the axis, or behind, are shown as if they were here: far outside.
"""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Views:
    """Cameras, one per row."""

    positions: Float[np.ndarray, "view 3"]
    """World [m]."""
    turns: Float[np.ndarray, "view 3 3"]
    """`world_from_camera`; a camera looks along its own -Z, +X right, +Y up."""
    tangents: Float[np.ndarray, "view 2"]
    """Of half the horizontal and vertical field of view."""
    focals_mm: Float[np.ndarray, " view"]

    @property
    def forward(self) -> Float[np.ndarray, "view 3"]:
        """Return where they look, unit."""
        return -self.turns[:, :, 2]

    def depths(self, points: Float[np.ndarray, "#view point 3"]) -> Float[np.ndarray, "view point"]:
        """Return how far along the optical axis points lie [m]."""
        axis = self.forward
        return (points @ axis[:, :, None])[..., 0] - (self.positions * axis).sum(axis=1)[:, None]

    def places(
        self, points: Float[np.ndarray, "#view point 3"]
    ) -> Float[np.ndarray, "view point 2"]:
        """Return where points appear: fractions of width and height from the top left corner."""
        local = (points - self.positions[:, None]) @ self.turns
        depth = np.maximum(-local[..., 2:], _NEAREST_M)
        flipped = np.stack([self.tangents[:, 0], -self.tangents[:, 1]], axis=1)
        return 0.5 + 0.5 * local[..., :2] / (depth * flipped[:, None])


def views_of(numbers: Float[np.ndarray, "view 7"], *, gate_mm: tuple[float, float]) -> Views:
    """Return cameras from rows of numbers; `gate_mm` is what of the scene's image is shown.

    Source:
        R = R_y(yaw) R_x(pitch) R_z(-roll).
    """
    yaw, pitch, roll = numbers[:, YAW], numbers[:, PITCH], numbers[:, ROLL]
    cy, sy, cx, sx = np.cos(yaw), np.sin(yaw), np.cos(pitch), np.sin(pitch)
    cz, sz = np.cos(roll), -np.sin(roll)
    turns = np.empty((len(numbers), 3, 3))
    turns[:, 0, 0] = cy * cz + sy * sx * sz
    turns[:, 0, 1] = sy * sx * cz - cy * sz
    turns[:, 0, 2] = sy * cx
    turns[:, 1, 0] = cx * sz
    turns[:, 1, 1] = cx * cz
    turns[:, 1, 2] = -sx
    turns[:, 2, 0] = cy * sx * sz - sy * cz
    turns[:, 2, 1] = cy * sx * cz + sy * sz
    turns[:, 2, 2] = cy * cx
    focals = np.exp(numbers[:, FOCAL])
    return Views(
        positions=numbers[:, :3], turns=turns, focals_mm=focals,
        tangents=0.5 * np.array(gate_mm) / focals[:, None],
    )  # fmt: skip
