"""Physics, baked: what flies, falls and tumbles is simulated once and written as keys."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.agents.blocking.blocking import Blocking
from groundplan.agents.blocking.launches import Launch
from groundplan.agents.blocking.things import Thing
from groundplan.agents.blocking.timing import Clock
from groundplan.agents.cast_list import cast_list
from groundplan.agents.launch_speeds import Start, start_of
from groundplan.agents.port import WorldView
from groundplan.agents.spans import world_span
from groundplan.geometry import quaternions, transforms
from groundplan.language.facts import Facts
from groundplan.motion.physics.choosing import simulator
from groundplan.motion.physics.port import Flight, RigidBody, Shape
from groundplan.scene.placing import world_from_entity_at
from groundplan.world.build import PatchBuilder
from groundplan.world.channel import Channel, Key
from groundplan.world.document import World
from groundplan.world.entity import Entity
from groundplan.world.finding import Finding

__all__ = ["add_flights"]

_KEYS_PER_FRAME: Final = 2
_STILL_M: Final = 5e-4
_DENSITY_KGPM3: Final = 250.0
_MASS_KG: Final = (0.05, 5000.0)
"""Mass of what states none, from its box: our engineering defaults."""
_FRICTION: Final = 0.6
_STACK_MPS: Final = 1.6
"""Of the top of a stack that begins to topple: our engineering default."""
_LARGEST_M: Final = 40.0
_CATCH_SHARE: Final = 0.62
"""Height at which a thrown thing arrives over the height of who gets it."""
_ROUND: Final = ("ball", "sphere", "orange", "apple", "tomato", "melon", "globe", "egg")
_UPRIGHT: Final = ("bottle", "can", "cup", "mug", "glass", "vase", "barrel", "bucket", "cylinder",
                   "jar", "drum", "candle", "pot")  # fmt: skip
_PLANTS: Final = frozenset({"tree", "branch", "bush", "vine", "palm", "shrub", "pine", "oak"})
_BODILESS: Final = frozenset({"light", "camera", "audio", "group", "set"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cast:
    """Who is who, in the world as it is at the time of the launch."""

    world: World
    blocking: Blocking
    ids: dict[str, tuple[str, ...]]
    """Entity ids of the bodies of each fact."""

    def thing_of(self, entity_id: str) -> Thing | None:
        """Return the thing that an entity is one of."""
        key = next((key for key, ids in self.ids.items() if entity_id in ids), None)
        return None if key is None else self.blocking.things[key]


def add_flights(
    builder: PatchBuilder, view: WorldView, facts: Facts, *, world: World, blocking: Blocking,
    clock: Clock,
) -> tuple[Finding, ...]:  # fmt: skip
    """Write the keys of everything that physics moves; `world` has all other movement in it."""
    if not blocking.launches:
        return ()
    ids = {
        member.fact.key: tuple(view.entity(key) for key in member.keys)
        for member in cast_list(facts).members
    }
    cast = _Cast(world=world, blocking=blocking, ids=ids)
    passed = {throw.action for throw in blocking.throws}
    for launch in blocking.launches:
        if launch.action.key in passed:
            continue
        _bake(builder, cast, launch, clock=clock)
    return _told(blocking.launches)


def _bake(builder: PatchBuilder, cast: _Cast, launch: Launch, *, clock: Clock) -> None:
    begin = clock.subframes(launch.at_s)
    last = max(clock.frame_end(cast.blocking.timing.length_s), begin + 1000)
    step = 1000 // _KEYS_PER_FRAME
    times = np.arange(begin, last + step, step, dtype=np.float64)
    seconds = (times - begin) / 1000.0 * clock.fps_den / clock.fps_num
    own = cast.ids[launch.body]
    bodies = [_launched(cast, key, launch, begin=begin) for key in own]
    if launch.kind == "knock":
        stacked = cast.blocking.things[launch.body].stacked
        bodies = _tilting(bodies) if stacked else _first_only(bodies)
    flights = simulator().simulate(
        [*_standing(cast, launch, bodies, begin=begin), *bodies], seconds
    )
    for body in bodies:
        _write(builder, cast, body, flight=flights[body.key], times=times, launch=launch)


def _first_only(bodies: Sequence[RigidBody]) -> list[RigidBody]:
    """Return the bodies of a group of which only the hindmost is knocked: it knocks the others."""
    along = np.array(bodies[0].velocity_mps)
    behind = min(range(len(bodies)), key=lambda k: float(along @ np.array(bodies[k].centre_m)))
    still = {"velocity_mps": (0.0, 0.0, 0.0), "spin_radps": (0.0, 0.0, 0.0)}
    return [b if k == behind else replace(b, **still) for k, b in enumerate(bodies)]


def _tilting(bodies: Sequence[RigidBody]) -> list[RigidBody]:
    """Return the bodies of a stack that begins to tilt: the higher, the faster."""
    top = max(b.centre_m[1] for b in bodies)
    low = min(b.centre_m[1] for b in bodies)
    vx, _, vz = bodies[0].velocity_mps
    scale = _STACK_MPS / max(float(np.hypot(vx, vz)), 1e-6)
    moved: list[RigidBody] = []
    for body in bodies:
        share = scale * (body.centre_m[1] - low) / max(top - low, 1e-6)
        moved.append(
            replace(body, velocity_mps=(vx * share, 0.0, vz * share), spin_radps=(0.0, 0.0, 0.0))
        )
    return moved


def _launched(cast: _Cast, entity_id: str, launch: Launch, *, begin: int) -> RigidBody:
    entity = cast.world.entities[entity_id]
    body = _body(cast.world, entity_id, begin=begin, fixed=False, top=None)
    source = cast.blocking.things.get(launch.action.source)
    start: Start = start_of(
        launch, body, holder=_place(cast, launch.by, begin=begin),
        target=_aim(cast, launch.action.goal, begin=begin),
        source=None if source is None or source.flat else _box_of(cast, source.key, begin=begin),
        hanging=source is not None and source.noun.split(" ")[-1] in _PLANTS,
    )  # fmt: skip
    x, y, z = body.centre_m
    physics = entity.physics
    return RigidBody(
        key=entity_id, shape=body.shape, size_m=body.size_m, rotation=body.rotation,
        centre_m=(x, y + start.rise_m, z + start.ahead_m), velocity_mps=start.velocity_mps,
        spin_radps=start.spin_radps, mass_kg=body.mass_kg,
        friction=_FRICTION if physics is None else physics.friction,
    )  # fmt: skip


def _place(cast: _Cast, key: str, *, begin: int) -> Float[np.ndarray, "4 4"] | None:
    if key not in cast.ids:
        return None
    return world_from_entity_at(cast.world, cast.ids[key][0], np.array([float(begin)]))[0]


def _aim(cast: _Cast, key: str, *, begin: int) -> Float[np.ndarray, " 3"] | None:
    """Return the point that a thrown thing shall reach: the chest of a person."""
    place = _place(cast, key, begin=begin)
    if place is None:
        return None
    return place[:3, 3] + place[:3, 1] * _CATCH_SHARE * cast.blocking.things[key].size[1]


def _box_of(cast: _Cast, key: str, *, begin: int) -> RigidBody:
    top = cast.blocking.things[key].top[1]
    return _body(cast.world, cast.ids[key][0], begin=begin, fixed=True, top=top)


def _body(world: World, entity_id: str, *, begin: int, fixed: bool, top: float | None) -> RigidBody:
    """Return an entity as a rigid body; `top` is the height at which things rest on it."""
    entity = world.entities[entity_id]
    matrix = world_from_entity_at(world, entity_id, np.array([float(begin)]))[0]
    scale = np.linalg.norm(matrix[:3, :3], axis=0)
    width, height, depth = (np.array(entity.size_m or (0.3, 0.3, 0.3)) * scale).tolist()
    if top is not None and 0.0 < top < height:
        height = top
    centre = matrix[:3, 3] + matrix[:3, 1] / scale[1] * 0.5 * height
    mass = float(np.clip(_DENSITY_KGPM3 * width * height * depth, *_MASS_KG))
    x, y, z, w = quaternions.from_matrix(matrix[:3, :3] / scale).tolist()
    return RigidBody(
        key=entity_id, shape="box" if fixed else _shape(entity), size_m=(width, height, depth),
        centre_m=(float(centre[0]), float(centre[1]), float(centre[2])), rotation=(x, y, z, w),
        mass_kg=mass if entity.physics is None else entity.physics.mass_kg, fixed=fixed,
    )  # fmt: skip


def _shape(entity: Entity) -> Shape:
    name = entity.asset.catalogue_id if entity.asset is not None else ""
    drawn = entity.primitive.shape if entity.primitive is not None else ""
    words = {*name.split("_"), drawn, entity.semantics.noun}
    if words & {*_ROUND}:
        return "ball"
    return "cylinder" if words & {*_UPRIGHT} else "box"


def _standing(
    cast: _Cast, launch: Launch, bodies: Sequence[RigidBody], *, begin: int
) -> list[RigidBody]:
    """Return what the flying things may hit: everything solid that does not hold them."""
    flying = {body.key for body in bodies}
    apart = flying | set(cast.ids.get(launch.by, ()))
    found: list[RigidBody] = []
    for entity_id, entity in sorted(cast.world.entities.items()):
        thing = cast.thing_of(entity_id)
        flat = thing is not None and thing.flat
        if entity_id in apart or entity.kind in _BODILESS or flat or entity.size_m is None:
            continue
        if entity.parent in apart or max(entity.size_m) > _LARGEST_M:
            continue
        top = None if thing is None else thing.top[1]
        box = _body(cast.world, entity_id, begin=begin, fixed=True, top=top)
        if not any(_holds(box, body) for body in bodies):
            found.append(box)
    return found


def _holds(box: RigidBody, body: RigidBody) -> bool:
    """Tell whether a body's middle lies within a box: it is in it, not on it."""
    turn = quaternions.conjugate(np.array(box.rotation))
    away = quaternions.rotate(turn, np.array(body.centre_m) - np.array(box.centre_m))
    return bool(np.all(np.abs(away) < 0.5 * np.array(box.size_m)))


def _write(
    builder: PatchBuilder, cast: _Cast, body: RigidBody, *, flight: Flight,
    times: Float[np.ndarray, " time"], launch: Launch,
) -> None:  # fmt: skip
    """Write a flight as keys in the entity's own parent's axes, until it lies still."""
    world = cast.world
    entity = world.entities[body.key]
    turns = quaternions.normalise(flight.rotations)
    down = np.array([0.0, -0.5 * body.size_m[1], 0.0])
    placed = transforms.compose(flight.centres + quaternions.rotate(turns, down), turns)
    if entity.parent is not None:
        parents = world_from_entity_at(world, entity.parent, times)
        placed = transforms.multiply(transforms.inverse_affine(parents), placed)
        moving = True
    else:
        moving = False
    count = len(times) if moving else _lively(flight)
    spots, rotations = placed[:count, :3, 3], quaternions.from_matrix(placed[:count, :3, :3])
    for name, kind, unit, rows in (
        ("transform.position_m", "vec3", "m", spots), ("transform.rotation", "quat", "1", rotations)
    ):  # fmt: skip
        keys = {
            f"k{i}": Key(t=int(times[i]), v=tuple(float(v) for v in row))
            for i, row in enumerate(rows)
        }
        builder.add_node(
            f"entities/{body.key}/channels/{name}",
            Channel(type="vec3" if kind == "vec3" else "quat", unit=unit, keys=keys),
            basis="derived", span=world_span(launch.action.span),
        )  # fmt: skip


def _lively(flight: Flight) -> int:
    """Return how many samples there are until the body lies still."""
    steps = np.abs(np.diff(flight.centres, axis=0)).max(axis=1, initial=0.0)
    turns = 1.0 - np.abs(np.sum(flight.rotations[1:] * flight.rotations[:-1], axis=1))
    moving = np.flatnonzero((steps > _STILL_M) | (turns > 1e-7))
    return min(int(moving[-1]) + 3 if len(moving) else 2, len(flight.centres))


def _told(launches: Sequence[Launch]) -> tuple[Finding, ...]:
    if simulator().collides:
        return ()
    verbs = ", ".join(dict.fromkeys(f'"{launch.action.verb}"' for launch in launches))
    return (
        Finding(
            code="motion.physics-missing", severity="info",
            message=(
                f"{verbs}: without MuJoCo it goes in a parabola and rests where it lands; it "
                "neither bounces nor tumbles, nor knocks into anything"
            ),
            paths=tuple(f"narrative/actions/{launch.action.key}" for launch in launches),
            options=("pip install 'groundplan[physics]' and make the take again",),
        ),
    )  # fmt: skip
