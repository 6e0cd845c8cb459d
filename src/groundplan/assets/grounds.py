"""What grounds look like: a pattern, and the two colours it mixes about the ground's own.

Patterns are functions of the level place (x, z) alone, so that slopes carry them as plains do. All
numbers are our engineering defaults.
"""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

__all__ = ["GROUNDS", "Ground"]

Rgb = tuple[float, float, float]
Kind = Literal["grass", "asphalt", "sand", "snow", "ripples", "tiles", "soil", "planks"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One sort of ground."""

    pattern: Kind
    color: str
    """Its colour where nothing else is said, sRGB; the mean of what is seen."""
    dark: Rgb
    light: Rgb
    """The ends that the pattern mixes, over the colour (linear Rec.709)."""
    scale_m: float
    """Width of a patch of the pattern, after which it repeats; of a tile or board."""
    roughness: float = 0.95


GROUNDS: Final = MappingProxyType(
    {
        "grass": Ground(pattern="grass", color="#6d8a4c", dark=(0.48, 0.57, 0.5),
                        light=(1.52, 1.43, 1.45), scale_m=5.0),
        "asphalt": Ground(pattern="asphalt", color="#6b6a68", dark=(0.62, 0.62, 0.64),
                          light=(1.38, 1.38, 1.36), scale_m=3.0, roughness=0.9),
        "sand": Ground(pattern="sand", color="#d3bf94", dark=(0.74, 0.72, 0.68),
                       light=(1.24, 1.26, 1.3), scale_m=6.0),
        "snow": Ground(pattern="snow", color="#eef2f5", dark=(0.6, 0.68, 0.8),
                       light=(1.06, 1.06, 1.04), scale_m=12.0, roughness=0.8),
        "water": Ground(pattern="ripples", color="#3f7fa3", dark=(1.3, 0.85, 0.62),
                        light=(3.0, 1.6, 1.1), scale_m=8.0, roughness=0.15),
        "tiles": Ground(pattern="tiles", color="#a8a39a", dark=(0.55, 0.55, 0.55),
                        light=(1.08, 1.08, 1.08), scale_m=0.6, roughness=0.8),
        "soil": Ground(pattern="soil", color="#5b4f38", dark=(0.45, 0.42, 0.4),
                       light=(1.6, 1.55, 1.45), scale_m=4.0),
        "wood": Ground(pattern="planks", color="#8a6242", dark=(0.6, 0.58, 0.56),
                       light=(1.1, 1.1, 1.1), scale_m=0.15, roughness=0.7),
    }
)  # fmt: skip
"""By name, as `appearance.material` of a ground says it."""
