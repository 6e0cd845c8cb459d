"""How the parts of an asset look in clay: one surface per material role, sRGB colours.

The role `main` takes the entity's own colour; the others keep theirs, so that a red car still has
black tyres. Colours and roughness are our engineering defaults.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from groundplan.errors import SceneError

__all__ = ["SURFACES", "Surface", "surface"]

Pattern = Literal[
    "plain", "grid", "checker", "stripes", "noise", "planks", "bricks", "grass", "asphalt", "sand",
    "snow", "ripples", "soil", "tiles",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Surface:
    """An opaque surface."""

    color: str
    """sRGB, `#rrggbb`."""
    roughness: float = 0.7
    metallic: float = 0.0
    emission_nit: float = 0.0
    """Luminance that it emits in its own colour [cd/m^2]."""
    pattern: Pattern = "plain"
    pattern_color: str = "#808080"
    pattern_scale_m: float = 1.0


SURFACES: Final[Mapping[str, Surface]] = MappingProxyType(
    {
        "main": Surface(color="#8c8c8c"),
        "wood": Surface(color="#8a6242"),
        "darkwood": Surface(color="#5a3d29"),
        "planks": Surface(
            color="#8a6242", pattern="planks", pattern_color="#6d4a30", pattern_scale_m=0.2
        ),
        "bricks": Surface(
            color="#99584a", pattern="bricks", pattern_color="#c9beb2", pattern_scale_m=0.25
        ),
        "metal": Surface(color="#8d9196", roughness=0.4, metallic=0.6),
        "chrome": Surface(color="#d0d3d6", roughness=0.2, metallic=0.8),
        "gold": Surface(color="#c9a227", roughness=0.3, metallic=0.7),
        "iron": Surface(color="#3b3e42", roughness=0.5, metallic=0.4),
        "dark": Surface(color="#26272a", roughness=0.6),
        "rubber": Surface(color="#1f2022", roughness=0.9),
        "glass": Surface(color="#86a8ba", roughness=0.15),
        "screen": Surface(color="#1c2733", roughness=0.2),
        "water": Surface(
            color="#3f7d9c",
            roughness=0.15,
            pattern="ripples",
            pattern_color="#7db4cc",
            pattern_scale_m=8.0,
        ),
        "foam": Surface(color="#dbe9ef", roughness=0.4),
        "stone": Surface(color="#a39e95", roughness=0.85),
        "darkstone": Surface(color="#6f6c68", roughness=0.9),
        "concrete": Surface(color="#b4b2ad", roughness=0.9),
        "asphalt": Surface(
            color="#404144",
            roughness=0.95,
            pattern="asphalt",
            pattern_color="#58595c",
            pattern_scale_m=3.0,
        ),
        "cloth": Surface(color="#b7a88f", roughness=0.9),
        "white": Surface(color="#e6e4df", roughness=0.6),
        "cream": Surface(color="#e8dcc0", roughness=0.7),
        "black": Surface(color="#17181a", roughness=0.5),
        "red": Surface(color="#b3342c", roughness=0.6),
        "green": Surface(color="#3f8f4a", roughness=0.6),
        "yellow": Surface(color="#e0b83a", roughness=0.6),
        "orange": Surface(color="#d9772e", roughness=0.6),
        "blue": Surface(color="#3b66a8", roughness=0.6),
        "leaf": Surface(color="#4c7a3a", roughness=0.85),
        "darkleaf": Surface(color="#335b34", roughness=0.85),
        "bark": Surface(color="#6b4f3a", roughness=0.95),
        "soil": Surface(
            color="#49382b",
            roughness=0.95,
            pattern="soil",
            pattern_color="#705844",
            pattern_scale_m=4.0,
        ),
        "snow": Surface(
            color="#d5dde6",
            roughness=0.8,
            pattern="snow",
            pattern_color="#f7f9fa",
            pattern_scale_m=12.0,
        ),
        "skin": Surface(color="#c99b7d", roughness=0.6),
        "hair": Surface(color="#4a3426", roughness=0.7),
        "eye_whites": Surface(color="#d9d6d0", roughness=0.4),
        "grey_hair": Surface(color="#b9b6b0", roughness=0.8),
        "eyes": Surface(color="#1d1a18", roughness=0.3),
        "stubble": Surface(color="#8d705c", roughness=0.8),
        "buttons": Surface(color="#2f2c2a", roughness=0.4),
        "belt": Surface(color="#3a2a20", roughness=0.5),
        "reflective": Surface(color="#d9dde0", roughness=0.3),
        "lips": Surface(color="#a3685c", roughness=0.6),
        "teeth": Surface(color="#d8d2c4", roughness=0.4),
        "mouth": Surface(color="#5a2422", roughness=0.5),
        "shoes": Surface(color="#3a2f2a", roughness=0.6),
        "horn": Surface(color="#d8cdb4", roughness=0.5),
        "hoof": Surface(color="#37302b", roughness=0.6),
        "beak": Surface(color="#d8962f", roughness=0.5),
        "pale": Surface(color="#e2d6c6", roughness=0.8),
        "lamp": Surface(color="#fff0d0", roughness=0.5, emission_nit=400.0),
        "flame": Surface(color="#ffb04a", roughness=0.5, emission_nit=800.0),
        "label": Surface(color="#d6d2c8", roughness=0.7),
    }
)


def surface(role: str) -> Surface:
    """Return the default surface of a role.

    Raises:
        SceneError: No such role.
    """
    try:
        return SURFACES[role]
    except KeyError:
        raise SceneError(
            f"no surface is called {role!r}", f"use one of {', '.join(sorted(SURFACES))}"
        ) from None
