"""Small worlds by hand, and the camera that the role places in them, as matrices."""

# ruff: noqa: D102  (helpers of tests: their names say what they do)

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np
from jaxtyping import Float

from groundplan.agents.camera.agent import CameraAgent
from groundplan.agents.port import WorldView
from groundplan.geometry import quaternions
from groundplan.geometry.camera import Lens, Pinhole
from groundplan.language.facts import (
    ActionFact,
    CameraFact,
    EntityFact,
    Facts,
    LightFact,
    SettingFact,
    Span,
)
from groundplan.world.apply import apply
from groundplan.world.channel import Channel, Key
from groundplan.world.document import World
from groundplan.world.edits import Patch, identified
from groundplan.world.entity import Entity, EntityKind, Transform
from groundplan.world.evaluate import value_at
from groundplan.world.sequence import Shot

WORDS = Span(start=0, end=4)
LAST = 80_000
Vector = tuple[float, float, float]


@dataclass
class Set:
    """A scene under construction: bodies by fact key, and what was said."""

    bodies: dict[str, Entity] = field(default_factory=dict[str, Entity])
    camera: tuple[CameraFact, ...] = ()
    lights: tuple[LightFact, ...] = ()
    settings: tuple[SettingFact, ...] = ()
    actions: tuple[ActionFact, ...] = ()
    seed: int = 7
    last: int = LAST
    """Subframes; put bodies that move after it is set."""
    edit: Callable[[World, WorldView], World] = lambda world, _: world

    def put(
        self,
        key: str,
        kind: EntityKind,
        size: Vector,
        *,
        at: Vector = (0.0, 0.0, 0.0),
        to: Vector | None = None,
        heading: float = 0.0,
        noun: str = "",
    ) -> "Set":
        turn = tuple(float(v) for v in quaternions.from_heading(heading))
        channels: dict[str, Channel] = {}
        if to is not None:
            keys = {"k0": Key(t=0, v=at), "k1": Key(t=self.last, v=to)}
            channels["transform.position_m"] = Channel(type="vec3", unit="m", keys=keys)
        self.bodies[key] = Entity(
            name=noun or key,
            kind=kind,
            size_m=size,
            transform=Transform(position_m=at, rotation=turn),  # pyright: ignore[reportArgumentType]  # four numbers
            channels=channels,
        )
        return self

    def say(self, facet: str, value: str = "", **more: object) -> "Set":
        fact = CameraFact(facet=facet, value=value, span=WORDS, **more)  # pyright: ignore[reportArgumentType]  # test shorthand
        self.camera = (*self.camera, fact)
        return self

    @property
    def facts(self) -> Facts:
        return Facts(
            text="A test of the camera.",
            entities=tuple(
                EntityFact(key=key, noun=body.name, words=body.name, kind=body.kind, span=WORDS)  # pyright: ignore[reportArgumentType]  # kinds agree
                for key, body in self.bodies.items()
            ),
            camera=self.camera,
            lights=self.lights,
            settings=self.settings,
            actions=self.actions,
        )

    def view(self) -> WorldView:
        empty = WorldView(world=World(), seed=self.seed, brief_hash="test")
        shot = Shot(name="SH010", order=10, camera=empty.entity("camera"), first=0, last=self.last)
        world = World(
            seed=self.seed,
            entities={empty.entity(key): body for key, body in self.bodies.items()},
            shots={"s1": shot},
        )
        return replace(empty, world=world)


@dataclass(frozen=True)
class Take:
    """What the camera role made, sampled."""

    world: World
    view: WorldView
    times: tuple[int, ...]
    world_from_camera: Float[np.ndarray, "time 4 4"]
    intrinsics: Float[np.ndarray, "time 3 3"]

    @property
    def centres(self) -> Float[np.ndarray, "time 3"]:
        return self.world_from_camera[:, :3, 3]

    @property
    def pitch_deg(self) -> Float[np.ndarray, " time"]:
        return np.degrees(np.arcsin(-self.world_from_camera[:, 1, 2]))

    def position_of(self, key: str) -> Float[np.ndarray, "time 3"]:
        entity = self.world.entities[self.view.entity(key)]
        return np.array([value_at(entity, "transform.position_m", t) for t in self.times])

    def pixels(self, points: Float[np.ndarray, "time 3"]) -> Float[np.ndarray, "time 2"]:
        back = np.linalg.inv(self.world_from_camera)
        local = np.einsum("tij,tj->ti", back[:, :3, :3], points) + back[:, :3, 3]
        u = local[:, :2] * np.array([1.0, -1.0]) / -local[:, 2:]
        focal = self.intrinsics[:, [0, 1], [0, 1]]
        return u * focal + self.intrinsics[:, [0, 1], 2]


def poses(world: World, camera_id: str, times: tuple[int, ...]) -> Float[np.ndarray, "time 4 4"]:
    camera = world.entities[camera_id]
    found: list[Float[np.ndarray, "4 4"]] = []
    for t in times:
        position = np.array(value_at(camera, "transform.position_m", t), dtype=float)
        if camera.aim is None:
            turn = np.array(value_at(camera, "transform.rotation", t), dtype=float)
        else:
            target = world.entities[camera.aim.target]
            height = np.array([0.0, float(value_at(camera, "aim.height_m", t)), 0.0])  # pyright: ignore[reportArgumentType]  # a number
            point = np.array(value_at(target, "transform.position_m", t), dtype=float) + height
            upright = quaternions.look_rotation(point - position, np.array([0.0, 1.0, 0.0]))
            roll = quaternions.from_axis_angle(np.array([0.0, 0.0, -1.0]), camera.aim.roll_rad)
            turn = quaternions.multiply(upright, roll)
        matrix = np.eye(4)
        matrix[:3, :3], matrix[:3, 3] = quaternions.to_matrix(turn), position
        found.append(matrix)
    return np.stack(found)


def intrinsics(
    world: World, camera_id: str, times: tuple[int, ...]
) -> Float[np.ndarray, "time 3 3"]:
    entity = world.entities[camera_id]
    assert entity.camera is not None
    return np.stack(
        [
            Pinhole(
                lens=Lens(
                    focal_mm=float(value_at(entity, "camera.focal_mm", t)),  # pyright: ignore[reportArgumentType]  # a number
                    sensor_width_mm=entity.camera.sensor_width_mm,
                    sensor_height_mm=entity.camera.sensor_height_mm,
                ),
                image_width_px=832,
                image_height_px=480,
            ).intrinsics_px
            for t in times
        ]
    )


def shoot(scene: Set, *, count: int = 9) -> Take:
    view = scene.view()
    proposal = CameraAgent().run(view, scene.facts)
    patch = Patch(base_revision=0, actor="agent:camera", summary="", edits=proposal.edits)
    world = apply(view.world, identified(patch)).world
    times = tuple(int(t) for t in np.linspace(0, scene.last, count))
    camera = view.entity("camera")
    return Take(
        world=world,
        view=view,
        times=times,
        world_from_camera=poses(world, camera, times),
        intrinsics=intrinsics(world, camera, times),
    )
