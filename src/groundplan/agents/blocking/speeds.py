"""How fast bodies usually go: by verb for people, by verb and size for animals.

Source:
    Equal Froude numbers v^2 / (g h) are equal gaits (Alexander and Jayes, J. Zool. 201, 1983,
    abstract read): walks at 0.22, trots at 1, canters at 2.5. Gallops grow more slowly with size,
    as preferred speeds of quadrupeds do (Heglund and Taylor, J. Exp. Biol. 138, 1988, abstract
    read: all speeds go with about the 0.2 power of body mass, thus near the 0.6 power of length,
    from mice to horses). Our curve, 11.9 h^0.31 [m/s], was chosen so that a horse gallops at 12.5
    and a wolf at 10 m/s; its constants are our engineering default, as are the factors below.
"""

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from groundplan.agents.blocking.verbs import Movement
from groundplan.assets.species import ALIASES, SPECIES

__all__ = ["usual_speed_mps"]

_GRAVITY_MPS2: Final = 9.80665
_HIP: Final = 0.72
"""Hip height over shoulder height."""
_FROUDE: Final[Mapping[str, float]] = MappingProxyType({"walk": 0.22, "trot": 1.0, "canter": 2.5})
_WALK_MPS: Final = 1.4
_RUN_MPS: Final = 3.5
_SPRINT_MPS: Final = 6.0
_HALF: Final = 0.6
"""Of a gallop: what animals "run" at."""
_HEAVY: Final = frozenset({
    "cow", "bull", "buffalo", "calf", "pig", "sheep", "lamb", "bear", "polar_bear", "camel",
    "hippopotamus", "rhinoceros", "panda", "raccoon",
})  # fmt: skip
_HEAVY_SHARE: Final = 0.7
_ELEPHANT_SHARE: Final = 0.42
_CHILD_M: Final = 1.5
_ADULT_M: Final = 1.7


def usual_speed_mps(movement: Movement, *, kind: str, noun: str, height_m: float) -> float:
    """Return how fast a body of a kind and height does a movement, nothing being said [m/s]."""
    species = ALIASES.get(noun, noun)
    drawn = SPECIES.get(species)
    if kind == "animal" and drawn is not None and drawn.rig == "quadruped":
        return _on_four_legs(movement, species, _HIP * drawn.height_m)
    if kind == "character" and movement.gait and 0.2 < height_m < _CHILD_M:
        return movement.speed_mps * math.sqrt(height_m / _ADULT_M)
    return movement.speed_mps


def _on_four_legs(movement: Movement, species: str, hip_m: float) -> float:
    share = _ELEPHANT_SHARE if species == "elephant" else 1.0
    gallop = 11.9 * hip_m**0.31 * (_HEAVY_SHARE if species in _HEAVY else share)
    if movement.gait == "gallop":
        return gallop
    if movement.gait == "run" and movement.speed_mps >= _RUN_MPS:
        fast = (movement.speed_mps - _RUN_MPS) / (_SPRINT_MPS - _RUN_MPS)
        return gallop * (_HALF + (1.0 - _HALF) * min(fast, 1.0))
    gait = {"run": "trot", "march": "walk"}.get(movement.gait, movement.gait)
    if gait not in _FROUDE or movement.medium != "ground":
        return movement.speed_mps
    speed = math.sqrt(_FROUDE[gait] * _GRAVITY_MPS2 * hip_m)
    return speed * (movement.speed_mps / _WALK_MPS if gait == "walk" else 1.0)
