"""What an entity is drawn with: meshes in materials, and the skeleton that moves them."""

from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Final

import numpy as np

from groundplan.assets import catalogue, solids
from groundplan.assets.animals import animal_mannequin
from groundplan.assets.body_parts import triangle_parts
from groundplan.assets.coats import coat_surface
from groundplan.assets.grounds import GROUNDS
from groundplan.assets.mannequin import Mannequin, human_mannequin
from groundplan.assets.meshes import TriangleMesh, bounds, shaded, smooth
from groundplan.assets.skeleton import Skeleton
from groundplan.assets.species import Species, species
from groundplan.assets.surfaces import SURFACES, Surface
from groundplan.errors import SceneError
from groundplan.geometry import colour
from groundplan.geometry.pigments import surface_reflectance
from groundplan.scene.human_surface import CLOTH, human_surface
from groundplan.scene.landform_mesh import landform_mesh
from groundplan.scene.library import EMPTY, Library
from groundplan.scene.stage import Material, Mesh, Morphs, Skin
from groundplan.world.entity import Appearance, Body, Entity, Geometry, Primitive
from groundplan.world.placement import is_animated

__all__ = ["GROUND", "Dressed", "dressed"]

Rgb = tuple[float, float, float]

GROUND: Final = "ground"
"""The catalogue id of the ground, which carries the scale grid."""

_GRID: Final = Material(
    base_color=(0.245, 0.235, 0.22), roughness=0.95, pattern="grid",
    pattern_color=(0.145, 0.14, 0.13), pattern_scale_m=1.0,
)  # fmt: skip
_PATTERNS: Final = (
    "plain", "grid", "checker", "stripes", "noise", "planks", "bricks", "grass", "asphalt", "sand",
    "snow", "ripples", "soil", "tiles",
)  # fmt: skip
_LAID: Final = MappingProxyType({"water": "water", "road": "asphalt", "path": "soil"})
"""What flat assets are made of, by catalogue id, unless their appearance says otherwise."""
_SIZE_SLACK_M: Final = 1e-3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Dressed:
    """Everything that one entity shows."""

    pieces: tuple[tuple[Mesh, Material], ...]
    skeleton: Skeleton | None = None


def dressed(entity: Entity, library: Library = EMPTY) -> Dressed | None:
    """Return what an entity is drawn with; None for lights, cameras, groups and sound.

    Raises:
        SceneError: A size, species, garment, catalogue id or mesh cannot be drawn.
        StoreError: The file of a mesh is missing or damaged.
    """
    if entity.geometry is not None:
        return _brought(entity, entity.geometry, library=library)
    if entity.body is not None:
        return _body(entity, entity.body)
    if entity.primitive is not None:
        return _primitive(entity, entity.primitive)
    if entity.asset is not None:
        return _asset(entity)
    return None


def _brought(entity: Entity, geometry: Geometry, *, library: Library) -> Dressed:
    brought = library.mesh(geometry.mesh)
    low, high = bounds(brought.mesh.positions)
    stated = np.array(entity.size_m or (0.0, 0.0, 0.0))
    if np.any(np.abs(high - low - stated) > np.maximum(_SIZE_SLACK_M, 0.01 * stated)):
        width, height, depth = (float(v) for v in high - low)
        raise SceneError(
            f"{entity.name} is {entity.size_m} m in the document but its mesh is another size",
            f"state size_m as ({width:.6f}, {height:.6f}, {depth:.6f}) and change it by its scale",
        )
    appearance = entity.appearance or Appearance()
    material = _main_material(appearance, Surface(color="#8c8c8c"))
    return Dressed(
        pieces=((_mesh(brought.mesh, brought.skeleton), material),), skeleton=brought.skeleton
    )


def _body(entity: Entity, body: Body) -> Dressed:
    appearance = entity.appearance or Appearance()
    style = "" if appearance.hair.style == "usual" else appearance.hair.style
    mannequin = _mannequin(
        body, tuple(sorted(appearance.garments)), hair=style, beard=appearance.beard
    )
    kind = None if body.rig == "human" else species(body.species)
    pieces = tuple(
        (
            _mesh(mesh, mannequin.skeleton),
            _body_material(role, appearance, kind, explicit=entity.appearance is not None),
        )
        for role, mesh in mannequin.meshes.items()
    )
    return Dressed(pieces=pieces, skeleton=mannequin.skeleton)


@lru_cache(maxsize=64)
def _mannequin(body: Body, garments: tuple[str, ...], *, hair: str, beard: str) -> Mannequin:
    if body.rig == "human":
        return human_mannequin(
            body.height_m,
            garments=garments,
            build=body.build,
            age_years=body.age_years,
            gender=body.gender,
            hair_style=hair,
            beard_style=beard,
        )
    return animal_mannequin(species(body.species), height_m=body.height_m, build=body.build)


def _body_material(
    role: str, appearance: Appearance, kind: Species | None, *, explicit: bool
) -> Material:
    if kind is None:
        return _material(human_surface(role, appearance))
    if kind.shape is not None:
        asked = appearance.color if explicit else kind.color
        return _material(coat_surface(kind, role, asked))
    if role == "main":
        own = appearance.color if explicit else kind.color
        surface = Surface(
            color=own, roughness=0.85, pattern=kind.pattern, pattern_color=kind.second,
            pattern_scale_m=0.12,
        )  # fmt: skip
        return _material(surface)
    if role == "second":
        return _material(Surface(color=kind.second, roughness=0.85))
    return _material(SURFACES.get(role, CLOTH))


def _primitive(entity: Entity, primitive: Primitive) -> Dressed:
    size = entity.size_m or (1.0, 1.0, 1.0)
    if not all(0.0 <= length <= 1e5 for length in size):
        raise SceneError(f"{entity.name} has size {size} m", "give lengths of 0 to 100000 m")
    mesh = _shape(primitive, size)
    appearance = entity.appearance or Appearance()
    return Dressed(pieces=((_mesh(mesh), _main_material(appearance, Surface(color="#8c8c8c"))),))


def _shape(primitive: Primitive, size: tuple[float, float, float]) -> TriangleMesh:
    """Return a shape that stands on y = 0, fitted to its size."""
    sides = primitive.segments or 24
    scale = np.array(size)
    if primitive.shape == "box":
        solid = solids.box(size, bevel=primitive.bevel_m)
        return shaded(solids.moved(solid, _placed((1.0, 1.0, 1.0), 0.5 * size[1])))[0]
    if primitive.shape == "plane":
        solid = solids.box((size[0], 0.001, size[2]))
        return shaded(solid)[0]
    if primitive.shape == "sphere":
        ball = smooth(solids.sphere(0.5, segments=sides, rings=max(sides * 3 // 4, 4)))
        return _stretched(ball, scale, lift=0.5 * size[1])
    if primitive.shape == "capsule":
        radius = 0.5 * min(size[0], size[2])
        return shaded(_capsule(radius, size[1], sides))[0]
    build = solids.cylinder if primitive.shape == "cylinder" else solids.cone
    return shaded(solids.moved(build(0.5, 1.0, segments=sides), _placed(size, 0.0)))[0]


def _placed(scale: tuple[float, float, float], lift: float) -> np.ndarray:
    matrix = np.diag([*scale, 1.0])
    matrix[1, 3] = lift
    return matrix


def _stretched(mesh: TriangleMesh, scale: np.ndarray, *, lift: float) -> TriangleMesh:
    normals = mesh.normals / np.maximum(scale, 1e-9)
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    points = mesh.positions * scale + np.array([0.0, lift, 0.0])
    return TriangleMesh(
        positions=points.astype(np.float32),
        normals=normals.astype(np.float32),
        triangles=mesh.triangles,
    )


def _capsule(radius: float, height: float, sides: int) -> solids.Solid:
    angle = np.linspace(-0.5 * np.pi, 0.5 * np.pi, 9)
    straight = max(height - 2.0 * radius, 0.0)
    profile = [
        (radius * float(np.cos(a)), radius + radius * float(np.sin(a)) + (straight if a > 0 else 0))
        for a in angle
    ]
    profile[0], profile[-1] = (0.0, 0.0), (0.0, 2.0 * radius + straight)
    return solids.lathe(profile, segments=sides)


def _asset(entity: Entity) -> Dressed:
    asset = entity.asset
    assert asset is not None  # noqa: S101  (callers check; narrows the type)
    if asset.placeholder:
        chosen = catalogue.placeholder(entity.semantics.noun or entity.name)
    else:
        chosen = catalogue.entry(asset.catalogue_id)
    model = catalogue.build(chosen, size_m=entity.size_m, detail=asset.detail)
    own = entity.appearance or Appearance(color=chosen.color)
    ground = asset.catalogue_id == GROUND and not asset.placeholder
    if ground and entity.terrain is not None:
        return Dressed(pieces=((_mesh(landform_mesh(entity.terrain)), _ground(own)),))
    laid = _laid(chosen.id, own)
    # What stands rolls no wheels and opens no door: it stays a still mesh, which costs nothing.
    moved = is_animated(entity, "transform") or is_animated(entity, "parts") or entity.parts
    skeleton = model.skeleton if moved else None
    pieces = tuple(
        (
            _mesh(part.mesh if skeleton is not None else replace(part.mesh, skin=None)),
            _ground(own)
            if ground
            else _ground(laid)
            if laid is not None and part.role == "main"
            else _part_material(part.role, own),
        )
        for part in model.parts
    )
    return Dressed(pieces=pieces, skeleton=skeleton)


def _laid(catalogue_id: str, own: Appearance) -> Appearance | None:
    """Return how a flat asset lies on the ground; None for what does not, or has a pattern."""
    usual = _LAID.get(catalogue_id)
    if usual is None or own.pattern != "plain":
        return None
    return own if own.material in GROUNDS else replace(own, material=usual)


def _ground(own: Appearance) -> Material:
    """Return a ground's material, or the scale grid where none is named or the grid is asked for.

    The grid is neutral by default, else in the ground's own colour.
    """
    kind = GROUNDS.get(own.material)
    base = _reflected(own.color)
    if kind is not None and own.pattern != "grid":
        dark, light = (_times(base, end) for end in (kind.dark, kind.light))
        return Material(
            base_color=dark, pattern_color=light, roughness=kind.roughness, pattern=kind.pattern,
            pattern_scale_m=kind.scale_m,
        )  # fmt: skip
    if own.color == catalogue.entry(GROUND).color:
        return _GRID
    base = colour.linear_from_hex(own.color)
    return replace(_GRID, base_color=base, pattern_color=_times(base, (0.72, 0.72, 0.72)))


def _times(color: Rgb, factors: Rgb) -> Rgb:
    red, green, blue = (min(a * b, 1.0) for a, b in zip(color, factors, strict=True))
    return red, green, blue


def _part_material(role: str, appearance: Appearance) -> Material:
    if role == "main":
        return _main_material(appearance, SURFACES["main"])
    return _material(SURFACES.get(role, SURFACES["main"]))


def _main_material(appearance: Appearance, fallback: Surface) -> Material:
    if appearance.pattern not in _PATTERNS:
        raise SceneError(
            f"pattern {appearance.pattern!r} is unknown", f"use one of {', '.join(_PATTERNS)}"
        )
    surface = Surface(
        color=appearance.color,
        roughness=appearance.roughness,
        metallic=appearance.metallic,
        pattern=appearance.pattern,
        pattern_color=fallback.pattern_color,
        pattern_scale_m=0.25,
    )
    return _material(surface)


def _material(surface: Surface) -> Material:
    color = colour.linear_from_hex(surface.color)
    red, green, blue = (float(value) * surface.emission_nit for value in color)
    return Material(
        base_color=_reflected(surface.color),
        roughness=surface.roughness,
        metallic=surface.metallic,
        emission_nit=(red, green, blue),
        pattern=surface.pattern,
        pattern_color=_reflected(surface.pattern_color),
        pattern_scale_m=surface.pattern_scale_m,
    )


def _reflected(code: str) -> tuple[float, float, float]:
    """Return the reflectance of a surface that is called this colour."""
    red, green, blue = surface_reflectance(np.array(colour.linear_from_hex(code))).tolist()
    return red, green, blue


def _mesh(mesh: TriangleMesh, skeleton: Skeleton | None = None) -> Mesh:
    skin, morphs = mesh.skin, mesh.morphs
    return Mesh(
        positions=mesh.positions,
        normals=mesh.normals,
        triangles=mesh.triangles,
        skin=None if skin is None else Skin(joints=skin.joints, weights=skin.weights),
        parts=triangle_parts(mesh, skeleton),
        morphs=None
        if skin is None or morphs is None
        else Morphs(vertices=morphs.vertices, offsets=morphs.offsets, normals=morphs.normals),
    )
