"""How much of each light a surface sees, and what ambient light reaches it: what shading asks for.

Both answers are arrays with a last axis, or last axes, of points:

* `lit`: a row for each light that a row of `Lighting.lights` refers to as 2 and more;
* `around`: what a white surface sends back of ambient light, a row per linear Rec.709 channel, in
  units of the sensor's saturation luminance; no rows mean the form that `Lighting` carries.
"""

from typing import NamedTuple, Protocol, runtime_checkable

import numpy as np
from jaxtyping import Float32, Int32

from groundplan.previz.backends.numba_tiles.lamplight import lit_pixels, lit_points
from groundplan.previz.backends.numba_tiles.lighting import Lighting
from groundplan.previz.backends.numba_tiles.resolved import Resolved

__all__ = ["LightShares", "QuickShares", "Shares"]


class Shares(NamedTuple):
    """What some points see."""

    lit: Float32[np.ndarray, "light ..."]
    around: Float32[np.ndarray, "channel ..."]


@runtime_checkable
class LightShares(Protocol):
    """Answers for one view."""

    def of_pixels(self, resolved: Resolved) -> Shares:
        """Return what every pixel's surface sees; unset where there is none."""
        ...

    def of_points(
        self, items: Int32[np.ndarray, " n"], points: Float32[np.ndarray, "n 6"]
    ) -> Shares:
        """Return the same of points: rows of position and normal in camera space (OpenCV axes)."""
        ...


class QuickShares:
    """Shadows from depth cubes about the strongest lamps; the sky's light is nowhere hidden."""

    def __init__(self, lighting: Lighting) -> None:
        """Use the cubes of `lighting`."""
        self._lamps = lighting.lamps

    def of_pixels(self, resolved: Resolved) -> Shares:
        """Return what every pixel's surface sees; unset where there is none."""
        item_at = resolved.view.buffers.item_at
        lit = np.empty((len(self._lamps.lamps), *item_at.shape), np.float32)
        lit_pixels(
            item_at, resolved.depth, resolved.normal, resolved.rays_x, resolved.rays_y,
            self._lamps.lamps, self._lamps.cubes, lit,
        )  # fmt: skip
        return Shares(lit, np.empty((0, *item_at.shape), np.float32))

    def of_points(
        self, items: Int32[np.ndarray, " n"], points: Float32[np.ndarray, "n 6"]
    ) -> Shares:
        """Return the same of points: rows of position and normal in camera space (OpenCV axes)."""
        lit = np.empty((len(self._lamps.lamps), len(items)), np.float32)
        lit_points(items, points, self._lamps.lamps, self._lamps.cubes, lit)
        return Shares(lit, np.empty((0, len(items)), np.float32))
