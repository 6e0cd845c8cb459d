"""A scene under construction: people, things, lamps and cameras, by a few words each."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from groundplan.assets import catalogue
from groundplan.geometry import quaternions
from groundplan.world.channel import Channel, Key
from groundplan.world.document import World
from groundplan.world.entity import (
    Appearance,
    Asset,
    Body,
    Camera,
    Entity,
    EntityKind,
    Garment,
    Hair,
    Light,
    Primitive,
    Rig,
    Semantics,
    Transform,
)
from groundplan.world.intent import Intent
from groundplan.world.sequence import Film, Framing, Shot, Timebase, Track

__all__ = ["Case", "Scene", "person_before"]

Point = tuple[float, float, float]
LAST = 16_000
"""17 frames: enough to move, and of a form that video models take."""


@dataclass(frozen=True, slots=True)
class Case:
    """A world that breaks a rule, and one that nearly does."""

    bad: Callable[[], World]
    good: Callable[[], World]
    view: str = "frame"
    """What a picture shows best: `frame`, `cut` (both shots, or the frames before and at
    the fault), `middle` (two frames in mid-shot), `plan` (from above) or `end`."""


def _id(number: int) -> str:
    return f"{number:026d}"


@dataclass
class Scene:
    """Methods return the scene; ids count up from 1."""

    last: int = LAST
    fps: int = 16
    film: Film = field(default_factory=lambda: Film(width_px=832, height_px=480))
    entities: dict[str, Entity] = field(default_factory=dict[str, Entity])
    shots: dict[str, Shot] = field(default_factory=dict[str, Shot])
    tracks: dict[str, Track] = field(default_factory=dict[str, Track])
    intents: dict[str, Intent] = field(default_factory=dict[str, Intent])
    more: dict[str, Any] = field(default_factory=dict[str, Any])
    """Further fields of the world."""

    def key(self, name: str) -> str:
        """Return the id of a name."""
        return next(k for k, e in self.entities.items() if e.name == name)

    def add(self, entity: Entity) -> "Scene":
        """Add an entity as it is."""
        self.entities[_id(len(self.entities) + 1)] = entity
        return self

    def change(self, name: str, **fields: Any) -> "Scene":
        """Change fields of an entity."""
        key = self.key(name)
        self.entities[key] = replace(self.entities[key], **fields)
        return self

    def light(self, *, lux: float = 20_000.0, sky: float = 6_000.0, up: float = 45.0) -> "Scene":
        """Add ground, sun and sky."""
        self.add(Entity(name="ground", kind="set", tags=("ground",), size_m=(800.0, 0.001, 800.0),
                        asset=Asset(catalogue_id="ground"),
                        transform=Transform(position_m=(0.0, -0.005, 0.0))))  # fmt: skip
        sun = Light(type="sun", illuminance_lx=lux, azimuth_rad=0.6, elevation_rad=math.radians(up))
        self.add(Entity(name="sun", kind="light", light=sun))
        self.add(Entity(name="sky", kind="light", light=Light(
            type="sky", illuminance_lx=sky, temperature_k=6500.0)))  # fmt: skip
        return self

    def person(
        self, name: str, at: Point = (0.0, 0.0, 0.0), *, facing: float = 0.0, height: float = 1.7,
        shirt: str = "#3f6f9f", way: Sequence[tuple[int, Point]] = (), hair: str = "usual",
        gait: str = "idle",
    ) -> "Scene":  # fmt: skip
        """Add a person who stands, or goes through timed places."""
        clothes = {"shirt": Garment(color=shirt), "trousers": Garment(color="#4b5260"),
                   "shoes": Garment(color="#3a2f2a")}  # fmt: skip
        self.add(Entity(
            name=name, kind="character", asset=Asset(catalogue_id="human"),
            body=Body(rig="human", height_m=height), size_m=(0.5, height, 0.3),
            appearance=Appearance(garments=clothes, hair=Hair(style=hair)),  # pyright: ignore[reportArgumentType]  # a style
            transform=Transform(position_m=way[0][1] if way else at, rotation=turn(facing)),
            channels=_ways(way),
        ))  # fmt: skip
        self.tracks[f"t{len(self.tracks) + 1}"] = Track(
            entity=self.key(name), kind="gait", name=gait if not way else "walk", first=0,
            last=max(self.last, *(s.last for s in self.shots.values()), 0) if self.shots else
            max(self.last, *(t for t, _ in way), 0),
        )  # fmt: skip
        return self

    def thing(
        self, name: str, size: Point, at: Point = (0.0, 0.0, 0.0), *, kind: EntityKind = "prop",
        facing: float = 0.0, color: str = "#a0703c", asset: str = "",
        way: Sequence[tuple[int, Point]] = (), noun: str = "",
    ) -> "Scene":  # fmt: skip
        """Add a box, or something of the catalogue."""
        known = catalogue.entry(asset) if asset else None
        return self.add(Entity(
            name=name, kind=kind, size_m=size, appearance=Appearance(color=color),
            primitive=None if known else Primitive(shape="box"),
            asset=Asset(catalogue_id=asset) if known else None, semantics=Semantics(noun=noun),
            transform=Transform(position_m=way[0][1] if way else at, rotation=turn(facing)),
            channels=_ways(way),
        ))  # fmt: skip

    def lamp(
        self, name: str, at: Point, look: Point, *, lumens: float = 3000.0, kelvin: float = 4300.0,
        role: str = "key", subject: str = "", kind: str = "spot",
    ) -> "Scene":  # fmt: skip
        """Add a lamp that shines at a point."""
        light = Light(
            type=kind, luminous_flux_lm=lumens, temperature_k=kelvin, role=role,  # pyright: ignore[reportArgumentType]  # words of the document
            beam_angle_rad=math.radians(60.0), subject=self.key(subject) if subject else None,
        )  # fmt: skip
        placed = Transform(position_m=at, rotation=looking(at, look))
        return self.add(Entity(name=name, kind="light", light=light, transform=placed))

    def camera(
        self, at: Point, look: Point, *, name: str = "camera", focal: float = 35.0,
        way: Sequence[tuple[int, Point]] = (), looks: Sequence[tuple[int, Point]] = (),
        rig: Rig | None = None, roll: float = 0.0, zoom: Sequence[tuple[int, float]] = (),
        **lens: Any,
    ) -> "Scene":  # fmt: skip
        """Add a camera that looks at a point; `way` and `looks` are timed places and aims."""
        channels = _ways(way)
        if looks:
            places = dict(way)
            turns = {f"r{n}": Key(t=t, v=looking(places.get(t, at), aim))
                     for n, (t, aim) in enumerate(looks)}  # fmt: skip
            channels["transform.rotation"] = Channel(type="quat", unit="1", keys=turns)
        if zoom:
            keys = {f"z{n}": Key(t=t, v=v) for n, (t, v) in enumerate(zoom)}
            channels["camera.focal_mm"] = Channel(type="float", unit="mm", keys=keys)
        start = way[0][1] if way else at
        fields = {"focus_m": math.dist(start, look), "fstop": 8.0, **lens}
        return self.add(Entity(
            name=name, kind="camera", rig=rig, channels=channels,
            camera=Camera(focal_mm=zoom[0][1] if zoom else focal, **fields),
            transform=Transform(position_m=start, rotation=looking(start, look, roll=roll)),
        ))  # fmt: skip

    def shot(
        self, camera: str = "camera", *, subject: str = "", first: int = 0, last: int | None = None,
        move: str = "static", size: str = "", staging: str = "", scene: str = "", setup: str = "",
        angle: str = "",
    ) -> "Scene":  # fmt: skip
        """Add the next shot."""
        number = len(self.shots) + 1
        framing = Framing(move=move, size=size, staging=staging, angle=angle,
                          subject=self.key(subject) if subject else None)  # fmt: skip
        self.shots[f"s{number}"] = Shot(
            name=f"SH{10 * number:03d}", order=number, camera=self.key(camera), first=first,
            last=self.last if last is None else last, framing=framing, scene=scene,
            setup=setup,  # pyright: ignore[reportArgumentType]  # a word of the document
        )  # fmt: skip
        return self

    def act(self, who: str, name: str, **fields: Any) -> "Scene":
        """Add what somebody does for the whole time."""
        self.tracks[f"t{len(self.tracks) + 1}"] = Track(
            entity=self.key(who), kind="action", name=name, first=0, last=self.last, **fields
        )
        return self

    def intend(self, kind: str, value: float | str | None = None, **fields: Any) -> "Scene":
        """Add an intent of the first shot."""
        for role in ("subject", "object"):
            if role in fields:
                fields[role] = self.key(fields[role])
        self.intents[f"i{len(self.intents) + 1}"] = Intent(
            kind=kind,
            value=value,
            **{"shot": "s1", **fields},  # pyright: ignore[reportArgumentType]  # a kind
        )
        return self

    def world(self, **fields: Any) -> World:
        """Return the world."""
        return World(
            film=self.film, timebase=Timebase(fps_num=self.fps), entities=dict(self.entities),
            shots=dict(self.shots), tracks=dict(self.tracks), intents=dict(self.intents),
            **{**self.more, **fields},
        )  # fmt: skip


def _ways(way: Sequence[tuple[int, Point]]) -> dict[str, Channel]:
    if not way:
        return {}
    keys = {f"k{n}": Key(t=t, v=v) for n, (t, v) in enumerate(way)}
    return {"transform.position_m": Channel(type="vec3", unit="m", keys=keys)}


def turn(heading: float) -> tuple[float, float, float, float]:
    """Return the rotation of a heading in degrees, from +Z towards +X."""
    x, y, z, w = (float(v) for v in quaternions.from_heading(math.radians(heading)))
    return x, y, z, w


def looking(at: Point, look: Point, *, roll: float = 0.0) -> tuple[float, float, float, float]:
    """Return the rotation of a camera or lamp that looks from a point at another."""
    way = np.array(look) - np.array(at)
    up = np.array([0.0, 1.0, 0.0])
    if abs(way[0]) + abs(way[2]) < 1e-6:
        up = np.array([0.0, 0.0, -1.0])
    held = quaternions.look_rotation(way, up)
    held = quaternions.multiply(
        held, quaternions.from_axis_angle(np.array([0.0, 0.0, -1.0]), math.radians(roll))
    )
    x, y, z, w = (float(v) for v in held)
    return x, y, z, w


def person_before(
    distance: float = 4.0, *, height: float = 1.4, look: float = 1.2, **camera: Any
) -> Scene:
    """Return a scene of one person, Anna, who faces a camera."""
    scene = Scene().light().person("anna")
    scene.camera((0.0, height, distance), (0.0, look, 0.0), **camera)
    return scene
