"""Who is filmed doing what, from where: small worlds, as documents of ours."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

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
from groundplan.world.sequence import Film, Shot, Timebase, Track

__all__ = ["FRAMES", "PERSON", "Setup", "setups", "world_of"]

Doing = Literal["walking", "sitting", "gesturing"]
View = Literal["front", "three-quarter", "side", "three-quarter back", "back"]
Size = Literal["full", "medium"]

FRAMES: Final = 3
"""Pictures of each setup, and of each brief."""
PERSON, CHAIR, RIG, CAMERA, SUN, SKY, GROUND = (f"{n:026d}" for n in range(1, 8))
VIEWS_RAD: Final[dict[View, float]] = {
    "front": 0.0, "three-quarter": 0.25 * math.pi, "side": 0.5 * math.pi,
    "three-quarter back": 0.75 * math.pi, "back": math.pi,
}  # fmt: skip
"""How far the body is turned from the camera, to either side."""
PEOPLE: Final = (
    ("casual", 1.78, 30.0, "male", 0.5), ("dress", 1.66, 30.0, "female", 0.5),
    ("business_suit", 1.83, 40.0, "male", 0.5), ("skirt_and_blouse", 1.65, 45.0, "female", 0.6),
    ("summer", 1.12, 6.0, "male", 0.5), ("hoodie_and_jeans", 1.60, 14.0, "female", 0.4),
    ("worker", 1.76, 50.0, "male", 0.85), ("winter", 1.60, 76.0, "female", 0.6),
    ("sport", 1.74, 22.0, "female", 0.4), ("coat_and_hat", 1.75, 72.0, "male", 0.5),
    ("scientist", 1.70, 38.0, "female", 0.3), ("police_uniform", 1.80, 35.0, "male", 0.6),
    ("sweater_and_skirt", 1.30, 8.0, "female", 0.5),
    ("shirt_and_trousers", 1.90, 26.0, "male", 0.2),
)  # fmt: skip
"""Outfit, height [m], age in years, gender and build."""
SPEEDS_MPS: Final = (1.3, 0.9, 1.7, 2.8)
SEATED: Final = ("", "talk", "read", "", "drink", "phone", "type", "eat")
GESTURES: Final = (
    "wave", "point", "clap", "talk", "phone", "cross_arms", "hands_on_hips", "salute", "cheer",
    "drink", "photograph", "beckon", "shrug", "think", "stretch",
)  # fmt: skip
_RATE: Final = (5, 2)
"""Frames per second, numerator and denominator: three of them see different phases of a walk."""
_FIRST: Final = 2
"""The frame that filming begins with: gestures are under way."""
_SENSOR_MM: Final = (24.89, 14.0)
_FOCAL_MM: Final = 35.0
_SHOWN: Final[dict[Size, tuple[float, float]]] = {"full": (-0.10, 1.15), "medium": (0.46, 1.12)}
"""What the picture shows of a stature, from below to above (our engineering defaults)."""
_SEATED_DROP: Final = 0.26
"""How much lower the head of a seated body is, in statures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """One person doing one thing, seen from one side at one shot size."""

    name: str
    doing: Doing
    action: str
    """Laid over walking or sitting; empty for none."""
    view: View
    size: Size
    side: float
    """1: the body is turned to the left of the picture's viewer; -1 to the other side."""
    person: tuple[str, float, float, str, float]
    speed_mps: float

    @property
    def stature_m(self) -> float:
        """Return the person's height standing."""
        return self.person[1]


def setups() -> Iterator[Setup]:
    """Yield every way of doing, view and shot size twice, by people and actions in turn."""
    number = 0
    for turn in range(2):
        for doing in ("walking", "sitting", "gesturing"):
            for view in VIEWS_RAD:
                for size in ("full", "medium"):
                    yield _setup(number, doing, view, size=size, turn=turn)
                    number += 1


def _setup(number: int, doing: Doing, view: View, *, size: Size, turn: int) -> Setup:
    actions = {"walking": ("",), "sitting": SEATED, "gesturing": GESTURES}[doing]
    return Setup(
        name=f"{number:02d}", doing=doing, action=actions[(3 * number + turn) % len(actions)],
        view=view, size=size, side=1.0 if (number // 2 + turn) % 2 else -1.0,
        person=PEOPLE[(5 * number + turn) % len(PEOPLE)],
        speed_mps=SPEEDS_MPS[number % len(SPEEDS_MPS)],
    )  # fmt: skip


def world_of(setup: Setup) -> World:
    """Return the world in which a setup is filmed; the camera goes with who walks."""
    heading = setup.side * VIEWS_RAD[setup.view]
    last = 1000 * (_FIRST + FRAMES - 1)
    way = _way(setup, heading, last=last)
    entities = {
        PERSON: _person(setup, heading, way=way),
        RIG: Entity(name="rig", kind="group", channels=way),
        CAMERA: _camera(setup),
        SUN: Entity(name="sun", kind="light", light=Light(
            type="sun", illuminance_lx=40_000.0, azimuth_rad=0.7, elevation_rad=0.9)),
        SKY: Entity(name="sky", kind="light", light=Light(type="sky", illuminance_lx=15_000.0)),
        GROUND: Entity(name="ground", kind="set", asset=Asset(catalogue_id="ground"),
                       size_m=(800.0, 0.001, 800.0)),
    }  # fmt: skip
    if setup.doing == "sitting":
        entities[CHAIR] = _chair(heading)
    return World(
        entities=entities,
        tracks={f"t{k}": track for k, track in enumerate(_tracks(setup, last=last))},
        timebase=Timebase(fps_num=_RATE[0], fps_den=_RATE[1]),
        film=Film(width_px=832, height_px=480),
        shots={"s": Shot(name="SH010", order=1, camera=CAMERA, first=1000 * _FIRST, last=last)},
    )


def _tracks(setup: Setup, *, last: int) -> Iterator[Track]:
    if setup.doing == "walking":
        gait = "run" if setup.speed_mps > 2.2 else "walk"
        yield Track(entity=PERSON, kind="gait", name=gait, first=0, last=last)
    if setup.doing == "sitting":
        yield Track(entity=PERSON, kind="pose", name="sit", first=0, last=last, target=CHAIR)
    if setup.action:
        yield Track(entity=PERSON, kind="action", name=setup.action, first=0, last=last)


def _way(setup: Setup, heading: float, *, last: int) -> dict[str, Channel]:
    if setup.doing != "walking":
        return {}
    away = setup.speed_mps * last / 1000 * _RATE[1] / _RATE[0]
    keys = {
        "from": Key(t=0, v=(0.0, 0.0, 0.0)),
        "to": Key(t=last, v=(away * math.sin(heading), 0.0, away * math.cos(heading))),
    }
    return {"transform.position_m": Channel(type="vec3", unit="m", keys=keys)}


def _person(setup: Setup, heading: float, *, way: dict[str, Channel]) -> Entity:
    outfit, height, years, gender, build = setup.person
    garments = {name: Garment(color=color) for name, color in OUTFITS[outfit].items()}
    return Entity(
        name="person", kind="character", size_m=(0.6, height, 0.4),
        body=Body(rig="human", height_m=height, age_years=years, gender=gender, build=build),
        appearance=Appearance(garments=garments), transform=_turned(heading), channels=way,
    )  # fmt: skip


def _chair(heading: float) -> Entity:
    back = -0.02
    place = (back * math.sin(heading), 0.0, back * math.cos(heading))
    return Entity(
        name="chair", kind="prop", asset=Asset(catalogue_id="chair"), size_m=(0.441, 0.911, 0.439),
        transform=_turned(heading, place=place),
    )  # fmt: skip


def _turned(heading: float, place: tuple[float, float, float] = (0.0, 0.0, 0.0)) -> Transform:
    turn = (0.0, math.sin(0.5 * heading), 0.0, math.cos(0.5 * heading))
    return Transform(position_m=place, rotation=turn)


def _camera(setup: Setup) -> Entity:
    """Return a camera at eye height that shows the person as the shot size says."""
    low, high = (share * setup.stature_m for share in _SHOWN[setup.size])
    drop = _SEATED_DROP * setup.stature_m if setup.doing == "sitting" else 0.0
    low, high = low - (drop if setup.size == "medium" else 0.0), high - drop
    away = (high - low) * _FOCAL_MM / _SENSOR_MM[1]
    eye = 0.93 * setup.stature_m - drop
    pitch = math.atan2(0.5 * (low + high) - eye, away)
    return Entity(
        name="camera", kind="camera", parent=RIG,
        camera=Camera(
            focal_mm=_FOCAL_MM, sensor_width_mm=_SENSOR_MM[0], sensor_height_mm=_SENSOR_MM[1],
            focus_m=away,
        ),
        transform=Transform(
            position_m=(0.0, eye, away),
            rotation=(math.sin(0.5 * pitch), 0.0, 0.0, math.cos(0.5 * pitch)),
        ),
    )  # fmt: skip
