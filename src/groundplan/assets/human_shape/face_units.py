"""What a face can do: the baked units of expression, on the vertices of the coarse mesh.

Source:
    Names: ARKit `ARFaceAnchor.BlendShapeLocation`; shapes: see `data/human/manifest.json`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from jaxtyping import Float32, Float64

from groundplan.assets.human_shape.data import body_data, packed
from groundplan.errors import SceneError

__all__ = ["FaceUnits", "face_units", "unit_weights"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FaceUnits:
    """Offsets at weight 1, for a head of the template's size."""

    names: tuple[str, ...]
    offsets: Float32[np.ndarray, "vertex unit 3"]
    """[m]; 0 for vertices that no unit moves, and for eyeballs: eyes turn as joints."""
    head_m: float
    """Chin to crown of the template."""


@cache
def face_units() -> FaceUnits:
    """Return all units."""
    pack, data = packed("face"), body_data()
    kept = pack["unit_vertices"] < len(data.template)
    steps = pack["unit_steps"][:, kept] * pack["unit_scale"][:, None, None]
    offsets = np.zeros((len(data.template), len(steps), 3), dtype=np.float32)
    offsets[pack["unit_vertices"][kept].astype(np.int64)] = steps.transpose(1, 0, 2)
    offsets[np.unique(data.eyes)] = 0.0
    chin, crown = (data.template[data.tags[name], 1] for name in ("chin", "crown"))
    return FaceUnits(
        names=tuple(map(str, pack["unit_names"])), offsets=offsets, head_m=float(crown - chin)
    )


def unit_weights(weights: Mapping[str, float]) -> Float64[np.ndarray, " unit"]:
    """Return weights by name as a row in the order of the units; a name without a side is both.

    Raises:
        SceneError: No unit is called that.
    """
    names = face_units().names
    row = np.zeros(len(names))
    for name, weight in weights.items():
        found = [n for n in (name, f"{name}Left", f"{name}Right") if n in names]
        if not found:
            raise SceneError(f"no unit of the face is {name!r}", f"use one of {', '.join(names)}")
        for own in found:
            row[names.index(own)] += weight
    return row
