"""Coverage as edits: cameras and shots that take the place of those that they cover."""

import itertools
from collections.abc import Collection, Iterable, Sequence
from typing import Final

from groundplan.agents.coverage.cutting import Piece
from groundplan.agents.coverage.setups import SetUp
from groundplan.agents.coverage.stretches import Stretch
from groundplan.geometry.sensors import Sensor
from groundplan.world.build import PatchBuilder
from groundplan.world.document import World
from groundplan.world.entity import Aim, Camera, Entity, Semantics, Transform
from groundplan.world.ids import entity_id, unique_name
from groundplan.world.queries import shots_in_order
from groundplan.world.sequence import Framing, Shot

__all__ = ["write_stretch"]

_ORDER_STEP: Final = 10


def write_stretch(
    builder: PatchBuilder, world: World, stretch: Stretch, *, pieces: Sequence[Piece],
    sensor: Sensor, taken: set[str],
) -> tuple[str, ...]:  # fmt: skip
    """Put pieces in the place of a stretch's shots; return their ids, in order.

    A shot keeps its id where the piece that begins with it does. Cameras that nobody uses any
    more go. `taken` are the names of entities, and grows.
    """
    cameras = _cameras(builder, world, stretch, pieces=pieces, sensor=sensor, taken=taken)
    old = {key: world.shots[key] for key in stretch.shots}
    for key in stretch.shots:
        builder.remove_node(f"shots/{key}")
    orders = _orders(world, stretch, len(pieces))
    ids = list[str]()
    starts = {shot.first: key for key, shot in old.items()}
    others = {key: shot for key, shot in world.shots.items() if key not in old}
    spoken_for = {*others, *(starts[p.first] for p in pieces if p.first in starts)}
    names = {shot.name for shot in others.values()}
    for number, (piece, order) in enumerate(zip(pieces, orders, strict=True), start=1):
        key = starts.pop(piece.first, "") or _fresh(stretch.shots[0], number, spoken_for)
        name = _unlike(_name(order, orders, number), names)
        ids.append(key)
        spoken_for.add(key)
        names.add(name)
        builder.add_node(
            f"shots/{key}",
            _shot(world, stretch, piece, order=order, camera=cameras[piece.setup], name=name),
        )
    used = {shot.camera for shot in others.values()} | set(cameras.values())
    for camera in sorted({shot.camera for shot in old.values()} - used):
        if camera in world.entities:
            builder.remove_node(f"entities/{camera}")
    _keep_intents(builder, world, gone=set(old) - set(ids), to=ids[0])
    return tuple(ids)


def _cameras(
    builder: PatchBuilder, world: World, stretch: Stretch, *, pieces: Iterable[Piece],
    sensor: Sensor, taken: set[str],
) -> dict[SetUp, str]:  # fmt: skip
    """Add a camera for every set-up that is used; return their ids."""
    made = dict[SetUp, str]()
    for piece in pieces:
        setup = piece.setup
        if setup in made:
            continue
        name = unique_name(_called(world, setup), taken)
        taken.add(name)
        role = f"coverage\x1f{world.id}\x1f{stretch.shots[0]}\x1f{name}\x1f{world.revision}"
        key = entity_id(world.seed, role, "camera")
        made[setup] = key
        builder.add_node(
            f"entities/{key}",
            _camera(setup, name=name, scene=stretch.scene, sensor=sensor),
            overrides={
                "camera/sensor_name": "guessed", "camera/sensor_width_mm": "guessed",
                "camera/sensor_height_mm": "guessed", "camera/fstop": "guessed",
            },
        )  # fmt: skip
    return made


def _called(world: World, setup: SetUp) -> str:
    subject = world.entities[setup.subject].name if setup.subject in world.entities else ""
    role = {"over_shoulder": "over", "two_shot": "two shot"}.get(setup.role, setup.role)
    return f"{role} {subject if setup.role not in {'master', 'two_shot'} else ''}".strip()


def _camera(setup: SetUp, *, name: str, scene: str, sensor: Sensor) -> Entity:
    aim = None
    if setup.target:
        aim = Aim(
            target=setup.target, height_m=setup.aim_height_m, offset_m=setup.aim_offset_m,
            screen=setup.screen,
        )  # fmt: skip
    return Entity(
        name=name, kind="camera", label="camera", scenes=(scene,) if scene else (),
        transform=Transform(position_m=setup.position, rotation=setup.rotation),
        camera=Camera(
            focal_mm=setup.focal_mm, sensor_name=sensor.name, sensor_width_mm=sensor.width_mm,
            sensor_height_mm=sensor.height_mm, focus_m=setup.depth_m,
        ),
        aim=aim, semantics=Semantics(noun="camera"), attributes={"coverage": setup.role},
    )  # fmt: skip


def _shot(
    world: World, stretch: Stretch, piece: Piece, *, order: int, camera: str, name: str
) -> Shot:
    setup = piece.setup
    role = "reaction" if piece.reaction else setup.role
    other = setup.other if setup.other in world.entities else None
    staging = setup.role if setup.role in {"over_shoulder", "two_shot"} else ""
    return Shot(
        name=name, order=order, camera=camera, first=piece.first, last=piece.last,
        scene=stretch.scene, setup=role, covers=_covered(world, piece),
        framing=Framing(
            move="static", size=setup.size, angle="eye_level" if setup.role != "insert" else "high",
            staging=staging, subject=setup.subject, other=other,
        ),
        notes=world.shots[stretch.shots[0]].notes,
    )  # fmt: skip


def _covered(world: World, piece: Piece) -> tuple[str, ...]:
    """Return the ids of actions and lines that happen during a piece."""
    told = world.narrative
    found = [
        key for table in (told.actions, told.lines) for key, thing in table.items()
        if thing.start <= piece.last and thing.end > piece.first
    ]  # fmt: skip
    return tuple(sorted(found))


def _orders(world: World, stretch: Stretch, count: int) -> list[int]:
    """Return places in the cut between the shots around; equal ones where there are not enough."""
    ordered = [shot.order for _, shot in shots_in_order(world)]
    low = world.shots[stretch.shots[0]].order
    later = [order for order in ordered if order > world.shots[stretch.shots[-1]].order]
    high = later[0] if later else low + _ORDER_STEP * count
    step = max(1, min(_ORDER_STEP, (high - low) // max(1, count)))
    return [min(low + step * k, high - 1) for k in range(count)]


def _name(order: int, orders: Sequence[int], number: int) -> str:
    """Return `SH012`; with the number of the piece where several have one place."""
    alone = sum(1 for other in orders if other == order) == 1
    return f"SH{order:03d}" if alone else f"SH{order:03d}_{number:02d}"


def _fresh(base: str, number: int, spoken_for: Collection[str]) -> str:
    """Return `base_02` of the second piece, or the next number whose id no other shot has."""
    return next(key for n in itertools.count(number)
                if (key := f"{base}_{n:02d}") not in spoken_for)  # fmt: skip


def _unlike(name: str, names: Collection[str]) -> str:
    """Return a name of a shot, numbered where another has it."""
    tries = itertools.chain([name], (f"{name}_{n}" for n in itertools.count(2)))
    return next(one for one in tries if one not in names)


def _keep_intents(builder: PatchBuilder, world: World, *, gone: set[str], to: str) -> None:
    """Let what was asserted of a shot that goes hold of the stretch's first one."""
    for key, intent in sorted(world.intents.items()):
        if intent.shot in gone:
            builder.set_field(f"intents/{key}/shot", to, basis="extracted")
