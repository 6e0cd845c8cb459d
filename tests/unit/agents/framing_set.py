"""Small worlds of drawn bodies, and what of a solved camera is measured on rendered ids."""

# ruff: noqa: D102  (helpers of tests: their names say what they do)

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from jaxtyping import Float

from groundplan.agents.camera.solving.solved import Solved
from groundplan.assets.body_parts import BODY_PARTS
from groundplan.geometry import quaternions
from groundplan.geometry.camera import project
from groundplan.geometry.composition.views import FOCAL, views_of
from groundplan.previz.backends.numba_tiles.renderer import NumbaRenderer
from groundplan.previz.port import Frame, Pass, RenderOptions
from groundplan.scene.build import build_stage
from groundplan.scene.stage import CameraPose, Pose, Stage
from groundplan.scene.view import pinhole
from groundplan.units import Subframes
from groundplan.world.document import World
from groundplan.world.entity import Asset, Body, Camera, Entity, Light, Transform
from groundplan.world.intent import Intent
from groundplan.world.sequence import Film, Framing, Shot, Track

CAMERA, SUN, GROUND = (f"{n:026d}" for n in (901, 902, 903))
LAST = 79_000
HEAD = BODY_PARTS.index("head")


@dataclass(frozen=True)
class Actor:
    """A body of a test world: what it is, where it stands and faces."""

    kind: str
    at: tuple[float, float] = (0.0, 0.0)
    heading: float = 0.0
    name: str = ""
    lift: float = 0.0


PEOPLE = {"woman": (1.66, "female", 30.0), "man": (1.83, "male", 40.0),
          "child": (1.1, "female", 7.0), "seated": (1.7, "male", 50.0)}  # fmt: skip
ANIMALS = {"horse": 1.6, "dog": 0.6, "cat": 0.25}
THINGS = {"car": ("vehicle", (1.8, 1.45, 4.4)), "cup": ("prop", (0.08, 0.1, 0.08)),
          "chair": ("prop", (0.45, 0.9, 0.5)), "wall": ("set", (4.0, 2.7, 0.22))}  # fmt: skip


def entity_id(index: int) -> str:
    return f"{index + 1:026d}"


def body(actor: Actor, index: int) -> Entity:
    turn = tuple(float(v) for v in quaternions.from_heading(actor.heading))
    place = Transform(position_m=(actor.at[0], actor.lift, actor.at[1]), rotation=turn)  # pyright: ignore[reportArgumentType]  # four numbers
    name = actor.name or f"{actor.kind}_{index}"
    if actor.kind in PEOPLE:
        height, gender, age = PEOPLE[actor.kind]
        shape = Body(rig="human", height_m=height, gender=gender, age_years=age)  # pyright: ignore[reportArgumentType]  # a gender
        return Entity(name=name, kind="character", size_m=(0.35 * height, height, 0.2 * height),
                      body=shape, transform=place)  # fmt: skip
    if actor.kind in ANIMALS:
        height = ANIMALS[actor.kind]
        return Entity(
            name=name, kind="animal", size_m=(0.4 * height, 1.25 * height, 1.6 * height),
            body=Body(rig="quadruped", species=actor.kind, height_m=height), transform=place,
        )  # fmt: skip
    kind, size = THINGS[actor.kind]
    return Entity(name=name, kind=kind, size_m=size, asset=Asset(catalogue_id=actor.kind),  # pyright: ignore[reportArgumentType]  # a kind
                  transform=place)  # fmt: skip


def studio(
    actors: Sequence[Actor], *, size_px: tuple[int, int] = (832, 480), focal_mm: float = 35.0,
    camera_at: tuple[float, float, float] = (0.0, 1.6, 4.0), last: int = LAST,
    intents: Mapping[str, Intent] | None = None,
) -> World:  # fmt: skip
    """Return a world with some bodies and a camera that looks at -Z."""
    entities = {entity_id(k): body(actor, k) for k, actor in enumerate(actors)}
    entities |= {
        CAMERA: Entity(name="camera", kind="camera", camera=Camera(focal_mm=focal_mm),
                       transform=Transform(position_m=camera_at)),
        SUN: Entity(name="sun", kind="light", light=Light(
            type="sun", illuminance_lx=40_000.0, azimuth_rad=0.6, elevation_rad=0.9)),
        GROUND: Entity(name="ground", kind="set", asset=Asset(catalogue_id="ground"),
                       size_m=(800.0, 0.001, 800.0)),
    }  # fmt: skip
    tracks = {
        f"t{k}": Track(entity=entity_id(k), kind="pose", name="sit", first=0, last=last)
        for k, actor in enumerate(actors) if actor.kind == "seated"
    }  # fmt: skip
    return World(
        entities=entities, tracks=tracks, film=Film(width_px=size_px[0], height_px=size_px[1]),
        intents=dict(intents or {}),
        shots={"s1": Shot(name="SH010", order=10, camera=CAMERA, first=0, last=last,
                          framing=Framing(subject=entity_id(0)))},
    )  # fmt: skip


class Rendering:
    """One world drawn through many cameras: ids, and body parts where asked."""

    def __init__(self, world: World) -> None:  # noqa: D107
        self.world = world
        self.stage: Stage = build_stage(world, "s1")
        self.renderer = NumbaRenderer()

    def frame(self, solved: Solved, *, row: int = 0, passes: frozenset[Pass]) -> Frame:
        time = Subframes(int(solved.times[row]))
        numbers = solved.numbers[row]
        base = self.stage.pose(Subframes(0) if len(solved.times) == 1 else time)
        posed = self.stage.pose(time) if time % 1000 == 0 else base
        camera = self.camera(numbers, posed.camera)
        shown = replace(posed, camera=camera)

        def pose(_: Subframes) -> Pose:
            return shown

        stage = replace(self.stage, pose=pose)
        (frame,) = self.renderer.render(stage, [0], options=RenderOptions(passes=passes))
        return frame

    def camera(self, numbers: Float[np.ndarray, " 7"], was: CameraPose) -> CameraPose:
        matrix = np.eye(4)
        seen = views_of(numbers[None], gate_mm=(1.0, 1.0))
        matrix[:3, :3], matrix[:3, 3] = seen.turns[0], numbers[:3]
        lens = self.world.entities[CAMERA].camera
        assert lens is not None
        k = pinhole(self.world, lens, focal_mm=float(np.exp(numbers[FOCAL]))).intrinsics_px
        return replace(was, world_from_camera=matrix, intrinsics_px=k)

    def id_of(self, entity: str) -> int:
        return next(i.instance for i in self.stage.instances if i.entity == entity)


def box_of(mask: np.ndarray) -> tuple[float, float, float, float] | None:
    """Return left, top, right, bottom of the drawn pixels, fractions; None where there is none."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if not len(rows):
        return None
    height, width = mask.shape
    return (columns[0] / width, rows[0] / height, (columns[-1] + 1) / width,
            (rows[-1] + 1) / height)  # fmt: skip


def place_of(point: np.ndarray, frame: Frame, size_px: tuple[int, int]) -> tuple[float, float]:
    """Return where a world point appears in a rendered frame, fractions from the top left."""
    camera = frame.camera
    local = camera.world_from_camera[:3, :3].T @ (point - camera.world_from_camera[:3, 3])
    x, y = project(local, camera.intrinsics_px)
    return float(x) / size_px[0], float(y) / size_px[1]
