"""The body of any species, whatever its rig."""

import math

from groundplan.assets.baked_animal import baked_mannequin
from groundplan.assets.bird import bird_mannequin
from groundplan.assets.fish import fish_mannequin
from groundplan.assets.mannequin import Mannequin
from groundplan.assets.quadruped import quadruped_mannequin
from groundplan.assets.species import Species
from groundplan.errors import SceneError

__all__ = ["animal_mannequin"]


def animal_mannequin(kind: Species, *, height_m: float, build: float = 0.5) -> Mannequin:
    """Return an animal in clay.

    `height_m` is the shoulder height of a four-legged one, the standing height of a bird, and the
    height of a fish's body.

    Raises:
        SceneError: The height is not between 0.01 and 6 m.
    """
    if not (math.isfinite(height_m) and 0.01 <= height_m <= 6.0):
        raise SceneError(
            f"an animal {height_m:g} m high cannot be drawn", "give a height of 0.01 m to 6 m"
        )
    if kind.shape is not None:
        return baked_mannequin(
            kind.shape,
            height_m=height_m,
            build=build,
            without=kind.without,
            patches=tuple(region for region, _ in kind.patches),
        )
    if kind.rig == "bird":
        return bird_mannequin(kind, height_m=height_m)
    if kind.rig == "fish":
        return fish_mannequin(kind, height_m=height_m)
    return quadruped_mannequin(kind, height_m=height_m, build=build)
