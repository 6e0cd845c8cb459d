"""Named points of a body's surface that follow its skin and its face exactly as its mesh does."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Int64

__all__ = ["SurfacePoints", "surface_points"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SurfacePoints:
    """Vertices by name, in the pose that the surface was made in."""

    names: tuple[str, ...]
    places: Float[np.ndarray, "point 3"]
    """[m]."""
    joints: Int64[np.ndarray, "point 4"]
    shares: Float[np.ndarray, "point 4"]
    """Of each of the four joints; they sum to 1."""
    offsets: Float[np.ndarray, "point unit 3"]
    """By unit of the face, at weight 1 [m]."""

    def posed(
        self,
        skin_from_bind: Float[np.ndarray, "time joint 4 4"],
        *,
        face: Float[np.ndarray, "time unit"] | None = None,
    ) -> Float[np.ndarray, "time point 3"]:
        """Return where the points are [m], in the space that the matrices lead to.

        `face` has the weights of the units of expression.
        """
        places = np.broadcast_to(self.places, (len(skin_from_bind), *self.places.shape))
        if face is not None and np.any(face):
            used = np.flatnonzero(np.any(face != 0.0, axis=0))
            mixed = np.einsum("tu,pui->tpi", face[:, used].astype(np.float64),
                              self.offsets[:, used])  # fmt: skip
            places = places + mixed
        blended = np.einsum("pk,tpkij->tpij", self.shares, skin_from_bind[:, self.joints, :3])
        moved = np.einsum("tpij,tpj->tpi", blended[..., :3], places)
        return moved + blended[..., 3]


def surface_points(
    tags: dict[str, int],
    names: Sequence[str],
    *,
    points: Float[np.ndarray, "vertex 3"],
    shares: Float[np.ndarray, "vertex joint"],
    offsets: Float[np.ndarray, "vertex unit 3"],
) -> SurfacePoints:
    """Return tagged vertices of a body as named points, each with its four strongest joints."""
    rows = [tags[name] for name in names]
    own = shares[rows]
    best = np.argsort(-own, axis=1, kind="stable")[:, :4]
    kept = np.take_along_axis(own, best, axis=1)
    return SurfacePoints(
        names=tuple(names),
        places=points[rows].astype(np.float64),
        joints=best.astype(np.int64),
        shares=kept / kept.sum(axis=1, keepdims=True),
        offsets=offsets[rows].astype(np.float64),
    )
