"""Surfaces as the renderer takes them: sRGB words of the world become linear reflectances."""

from groundplan.assets.garments import DEFAULT_CLOTHES
from groundplan.assets.surfaces import SURFACES, Surface, surface
from groundplan.errors import InputError, SceneError
from groundplan.geometry.colour import linear_from_hex
from groundplan.scene.stage import Material
from groundplan.world.entity import Appearance, Entity

__all__ = ["material_of", "role_material", "stated_color"]

_CLAY = Appearance()
_EYES = Surface(color="#1d1a18", roughness=0.3)
_LIPS = Surface(color="#a3685c", roughness=0.6)


def stated_color(entity: Entity) -> str | None:
    """Return the colour that somebody gave the entity; None while it has the default clay."""
    look = entity.appearance
    if look is None or (look.color == _CLAY.color and look.material == _CLAY.material):
        return None
    return look.color


def material_of(described: Surface) -> Material:
    """Return a surface for the renderer.

    Raises:
        SceneError: A colour is not `#rrggbb`.
    """
    try:
        color = linear_from_hex(described.color)
        second = linear_from_hex(described.pattern_color)
    except InputError as error:
        raise SceneError(error.problem, error.remedy) from error
    glow = described.emission_nit
    return Material(
        base_color=color,
        roughness=described.roughness,
        metallic=described.metallic,
        emission_nit=(glow * color[0], glow * color[1], glow * color[2]),
        pattern=described.pattern,
        pattern_color=second,
        pattern_scale_m=described.pattern_scale_m,
    )


def role_material(entity: Entity, role: str, *, main: Surface) -> Material:
    """Return the material of a role: garments and `main` as the entity says, others by default."""
    look = entity.appearance
    if look is not None and role in look.garments:
        return material_of(Surface(color=look.garments[role].color, roughness=0.85))
    if role == "main":
        return material_of(_painted(entity, main))
    if role == "eyes":
        return material_of(_EYES)
    if role == "lips":
        return material_of(_LIPS)
    if role in DEFAULT_CLOTHES:
        return material_of(Surface(color=DEFAULT_CLOTHES[role], roughness=0.85))
    return material_of(SURFACES[role] if role in SURFACES else surface(role))


def _painted(entity: Entity, main: Surface) -> Surface:
    color = stated_color(entity)
    look = entity.appearance
    if look is None or color is None:
        return main
    return Surface(
        color=color,
        roughness=look.roughness,
        metallic=look.metallic,
        pattern=main.pattern,
        pattern_color=main.pattern_color,
        pattern_scale_m=main.pattern_scale_m,
    )
