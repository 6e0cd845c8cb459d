"""People and animals of ours who move, as a world document: what figures for bodies are taken on.

They go to the right while the camera goes along with them at 1.5 m/s, so that all stay in shot.
"""

import math
from typing import Final, Literal, NamedTuple

from groundplan.assets.outfits import OUTFITS
from groundplan.world.channel import Channel, Key
from groundplan.world.document import World
from groundplan.world.entity import (
    Appearance,
    Asset,
    Body,
    Camera,
    Entity,
    Garment,
    Light,
    Transform,
)
from groundplan.world.sequence import Film, Shot, Track

__all__ = ["bodies_world"]


class _Person(NamedTuple):
    outfit: str
    height_m: float
    age_years: float
    gender: str
    gait: str
    speed_mps: float
    action: str
    """Laid over the gait; empty for none."""


class _Animal(NamedTuple):
    species: str
    height_m: float
    gait: str
    speed_mps: float


PEOPLE: Final = (
    _Person("coat_and_hat", 1.78, 45.0, "male", "walk", 1.5, ""),
    _Person("dress", 1.66, 30.0, "female", "walk", 1.4, "wave"),
    _Person("business_suit", 1.83, 38.0, "male", "walk", 1.6, "phone"),
    _Person("skirt_and_blouse", 1.62, 24.0, "female", "run", 2.8, ""),
    _Person("summer", 1.15, 7.0, "male", "", 0.0, "dance"),
)
ANIMALS: Final = (
    _Animal("dog", 0.6, "trot", 1.7), _Animal("wolf", 0.8, "trot", 1.6),
    _Animal("horse", 1.6, "walk", 1.5), _Animal("cat", 0.25, "walk", 0.7),
    _Animal("deer", 1.0, "gallop", 6.0),
)  # fmt: skip
FPS: Final = 16
_FROM, _TO = -16_000, 128_000
"""Subframes over which all move, whatever is filmed of it."""
_CAMERA_MPS: Final = 1.5
_RIG, _CAMERA, _SUN, _SKY, _GROUND = (f"{n:026d}" for n in range(901, 906))


def bodies_world(*, people: int, animals: int, size_px: tuple[int, int], frame_count: int) -> World:
    """Return a world with the first people and animals of the lists."""
    last = 1000 * (frame_count - 1)
    entities = _surroundings()
    tracks: dict[str, Track] = {}
    for k, person in enumerate(PEOPLE[:people]):
        key = f"{k + 1:026d}"
        entities[key] = _person(person, x=0.85 * (k - 0.5 * (people - 1)))
        if person.gait:
            tracks[f"g{k}"] = _track(key, "gait", person.gait)
        if person.action:
            tracks[f"h{k}"] = _track(key, "action", person.action)
    for k, animal in enumerate(ANIMALS[:animals]):
        key = f"{100 + k:026d}"
        entities[key] = _animal(animal, x=1.5 * (k - 0.5 * (animals - 1)))
        tracks[f"a{k}"] = _track(key, "gait", animal.gait)
    return World(
        entities=entities, tracks=tracks, film=Film(width_px=size_px[0], height_px=size_px[1]),
        shots={"s1": Shot(name="SH010", order=10, camera=_CAMERA, first=0, last=last)},
    )  # fmt: skip


def _track(entity: str, kind: Literal["gait", "action"], name: str) -> Track:
    return Track(entity=entity, kind=kind, name=name, first=_FROM, last=_TO)


def _person(person: _Person, *, x: float) -> Entity:
    garments = {name: Garment(color=color) for name, color in OUTFITS[person.outfit].items()}
    return Entity(
        name=person.outfit, kind="character", size_m=(0.6, person.height_m, 0.4),
        body=Body(
            rig="human", height_m=person.height_m, age_years=person.age_years, gender=person.gender
        ),
        appearance=Appearance(garments=garments),
        transform=_right(), channels=_way(x, 0.0, speed_mps=person.speed_mps),
    )  # fmt: skip


def _animal(animal: _Animal, *, x: float) -> Entity:
    height = animal.height_m
    return Entity(
        name=animal.species, kind="animal", size_m=(0.4 * height, 1.25 * height, 1.6 * height),
        body=Body(rig="quadruped", species=animal.species, height_m=height),
        transform=_right(), channels=_way(x, 1.0, speed_mps=animal.speed_mps),
    )  # fmt: skip


def _right() -> Transform:
    """Return a body's axes turned so that it faces +X."""
    half = math.sqrt(0.5)
    return Transform(rotation=(0.0, half, 0.0, half))


def _way(x: float, z: float, *, speed_mps: float) -> dict[str, Channel]:
    ends = {"from": _FROM, "to": _TO}
    keys = {k: Key(t=t, v=(x + speed_mps * t / 1000 / FPS, 0.0, z)) for k, t in ends.items()}
    return {"transform.position_m": Channel(type="vec3", unit="m", keys=keys)}


def _surroundings() -> dict[str, Entity]:
    pitch = math.atan2(0.9 - 1.5, 6.0)
    return {
        _RIG: Entity(
            name="dolly", kind="group", channels=_way(0.0, 0.0, speed_mps=_CAMERA_MPS)
        ),
        _CAMERA: Entity(
            name="camera", kind="camera", parent=_RIG, camera=Camera(focal_mm=35.0, focus_m=6.0),
            transform=Transform(
                position_m=(0.0, 1.5, 6.0),
                rotation=(math.sin(0.5 * pitch), 0.0, 0.0, math.cos(0.5 * pitch)),
            ),
        ),
        _SUN: Entity(
            name="sun", kind="light",
            light=Light(type="sun", illuminance_lx=40_000.0, azimuth_rad=0.6, elevation_rad=0.9),
        ),
        _SKY: Entity(name="sky", kind="light", light=Light(type="sky", illuminance_lx=15_000.0)),
        _GROUND: Entity(
            name="ground", kind="set", asset=Asset(catalogue_id="ground"),
            size_m=(800.0, 0.001, 800.0),
        ),
    }  # fmt: skip
