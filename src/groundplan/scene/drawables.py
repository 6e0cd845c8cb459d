"""What is drawn for an entity: meshes and materials, in its own axes."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from groundplan.assets import catalogue, solids
from groundplan.assets.bodies import mannequin_of
from groundplan.assets.meshes import TriangleMesh, shaded, smooth
from groundplan.assets.species import SPECIES, species
from groundplan.assets.surfaces import Surface
from groundplan.errors import SceneError
from groundplan.scene.materials import role_material
from groundplan.scene.stage import Material, Mesh, Skin
from groundplan.world.entity import Entity, Primitive

__all__ = ["Drawable", "drawables_of", "model_size", "primitive_solid"]

_DRAWN: Final = ("set", "prop", "vehicle", "character", "animal")
_GROUND: Final = Surface(
    color="#8b877e", roughness=0.95, pattern="grid", pattern_color="#6f6b63", pattern_scale_m=1.0
)
Size = tuple[float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Drawable:
    """A mesh in one material."""

    mesh: Mesh
    material: Material
    casts_shadow: bool = True
    two_sided: bool = False


def drawables_of(entity: Entity) -> tuple[Drawable, ...]:
    """Return what an entity looks like; nothing for lights, cameras, sounds and groups.

    Raises:
        SceneError: It has neither body, primitive nor asset, or one that cannot be built.
    """
    if entity.kind not in _DRAWN:
        return ()
    if entity.primitive is not None:
        return (_primitive(entity, entity.primitive),)
    if entity.body is not None:
        return _body(entity)
    if entity.asset is not None:
        return _asset(entity)
    raise SceneError(
        f"{entity.name} has neither body, asset nor primitive", "give it one to be drawn"
    )


def model_size(entity: Entity) -> Size:
    """Return width, height and depth along the entity's own axes, before scale [m].

    Raises:
        SceneError: It has nothing that can be built.
    """
    if entity.primitive is not None:
        return entity.size_m or (1.0, 1.0, 1.0)
    if entity.body is not None:
        return mannequin_of(entity).size_m
    if entity.asset is not None:
        return entity.size_m or _entry(entity).size_m
    return entity.size_m or (0.0, 0.0, 0.0)


def _entry(entity: Entity) -> catalogue.Entry:
    asset = entity.asset
    if asset is None or asset.placeholder or asset.catalogue_id == "placeholder":
        noun = entity.semantics.noun or entity.name
        kind = entity.kind if entity.kind in _DRAWN else "prop"
        return catalogue.placeholder(noun, kind)
    return catalogue.entry(asset.catalogue_id)


def _asset(entity: Entity) -> tuple[Drawable, ...]:
    entry = _entry(entity)
    detail = entity.asset.detail if entity.asset else 0
    model = catalogue.build(entry, size_m=entity.size_m, detail=detail)
    main = _GROUND if entry.id == "ground" else Surface(color=entry.color)
    flat = entry.id in ("ground", "water")
    return tuple(
        Drawable(
            mesh=_mesh(part.mesh),
            material=role_material(entity, part.role, main=main),
            casts_shadow=not flat,
            two_sided=flat,
        )
        for part in model.parts
    )


def _mesh(mesh: TriangleMesh) -> Mesh:
    skin = mesh.skin and Skin(joints=mesh.skin.joints, weights=mesh.skin.weights)
    return Mesh(positions=mesh.positions, normals=mesh.normals, triangles=mesh.triangles, skin=skin)


def _body(entity: Entity) -> tuple[Drawable, ...]:
    mannequin = mannequin_of(entity)
    main, second = Surface(color="#8c8c8c"), Surface(color="#e2d6c6")
    if entity.body is not None and entity.body.species not in ("human", ""):
        kind = species(entity.body.species) if entity.body.rig != "human" else SPECIES["dog"]
        second = Surface(color=kind.second)
        main = Surface(
            color=kind.color,
            pattern=kind.pattern,
            pattern_color=kind.second,
            pattern_scale_m=(0.18 if kind.pattern == "stripes" else 0.35) * entity.body.height_m,
        )
    drawn: list[Drawable] = []
    for role, mesh in mannequin.meshes.items():
        material = (
            role_material(entity, "main", main=second)
            if role == "second" and entity.appearance is None
            else role_material(entity, role, main=main)
            if role != "second"
            else _second(second)
        )
        drawn.append(Drawable(mesh=_mesh(mesh), material=material))
    return tuple(drawn)


def _second(described: Surface) -> Material:
    plain = Entity(name="second", kind="prop")
    return role_material(plain, "main", main=described)


def primitive_solid(primitive: Primitive) -> solids.Solid:
    """Return a shape that fills the unit cube standing on y = 0."""
    count = primitive.segments
    shape = primitive.shape
    if shape == "box":
        bevel = primitive.bevel_m
        box = _box_grid(count) if count > 1 else solids.box((1.0, 1.0, 1.0), bevel=bevel)
        return _raised(box, 0.5)
    if shape == "plane":
        cells = max(count, 1)
        return solids.grid_plane(1.0, 1.0, cells=(cells, cells))
    sides = count or 24
    if shape == "sphere":
        return _raised(solids.sphere(0.5, segments=sides, rings=max(sides * 3 // 4, 4)), 0.5)
    if shape == "cylinder":
        return solids.cylinder(0.5, 1.0, segments=sides)
    if shape == "cone":
        return solids.cone(0.5, 1.0, segments=sides)
    return solids.capsule(0.25, 1.0, segments=sides)


def _raised(solid: solids.Solid, by: float) -> solids.Solid:
    return solids.Solid(points=solid.points + np.array([0.0, by, 0.0]), faces=solid.faces)


def _box_grid(cells: int) -> solids.Solid:
    """Return a unit box whose faces have `cells` by `cells` quads, faces not welded to each other."""
    sheet = solids.grid_plane(1.0, 1.0, cells=(cells, cells))
    up = sheet.points + np.array([0.0, 0.5, 0.0])
    x, y, z = up.T
    turned = (
        up, np.stack([x, -y, -z], -1), np.stack([y, -x, z], -1), np.stack([-y, x, z], -1),
        np.stack([x, -z, y], -1), np.stack([x, z, -y], -1),
    )  # fmt: skip
    return solids.merged([solids.Solid(points=p, faces=sheet.faces) for p in turned])


def _primitive(entity: Entity, primitive: Primitive) -> Drawable:
    size = np.array(entity.size_m or (1.0, 1.0, 1.0))
    unit = primitive_solid(primitive)
    if primitive.shape == "box" and primitive.bevel_m > 0.0 and primitive.segments <= 1:
        width, height, depth = (float(length) for length in size)
        solid = _raised(solids.box((width, height, depth), bevel=primitive.bevel_m), 0.5 * height)
    else:
        solid = solids.Solid(points=unit.points * size, faces=unit.faces)
    round_ball = primitive.shape == "sphere" and float(np.ptp(size)) < 1e-9
    if round_ball:
        radius = 0.5 * float(size[1])
        ball = smooth(solids.Solid(points=solid.points - [0.0, radius, 0.0], faces=solid.faces))
        lifted = ball.positions + np.array([0.0, radius, 0.0], dtype=np.float32)
        mesh = TriangleMesh(positions=lifted, normals=ball.normals, triangles=ball.triangles)
    else:
        mesh = shaded(solid)[0]
    return Drawable(
        mesh=_mesh(mesh),
        material=role_material(entity, "main", main=Surface(color="#8c8c8c")),
        two_sided=primitive.shape == "plane",
    )
