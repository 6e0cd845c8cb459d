"""A world of two people who talk, made by hand: where they stand is what tests vary."""

import math

from groundplan.geometry import quaternions
from groundplan.world.document import World
from groundplan.world.entity import (
    Appearance,
    Asset,
    Body,
    Camera,
    Entity,
    Semantics,
    Transform,
)
from groundplan.world.narrative import Action, Line, Narrative
from groundplan.world.sequence import Framing, Shot

__all__ = ["ANNA", "BEN", "CAMERA", "LETTER", "LINES", "talking"]

ANNA, BEN, CAMERA, LETTER = (letter * 26 for letter in "ABCE")

LINES = (
    (ANNA, 2.0, 4.0), (BEN, 4.0, 8.0), (ANNA, 8.0, 14.5), (BEN, 14.5, 16.0),
    (ANNA, 18.0, 20.0), (BEN, 20.0, 23.0),
)  # fmt: skip
"""Speaker, begin and end [s]; the letter is picked up at 16 s, for 1.5 s."""


def talking(
    *, apart_m: float = 1.4, bearing_rad: float = math.pi / 2, middle: tuple[float, float] = (0, 0),
    heights_m: tuple[float, float] = (1.65, 1.78), camera_m: tuple[float, float] = (0.0, 8.0),
    letter: bool = True,
) -> World:  # fmt: skip
    """Return Anna and Ben face to face; the way from her to him heads `bearing_rad`."""
    dx, dz = math.sin(bearing_rad), math.cos(bearing_rad)
    x, z = middle
    places = {
        ANNA: (x - 0.5 * apart_m * dx, 0.0, z - 0.5 * apart_m * dz),
        BEN: (x + 0.5 * apart_m * dx, 0.0, z + 0.5 * apart_m * dz),
    }
    turns = {ANNA: bearing_rad, BEN: bearing_rad + math.pi}
    people = {
        key: _person(name, places[key], turns[key], height)
        for (key, name), height in zip(((ANNA, "anna"), (BEN, "ben")), heights_m, strict=True)
    }
    side = (x + 0.5 * dz + 0.25 * dx, 0.0, z - 0.5 * dx + 0.25 * dz)
    things = {LETTER: _letter(side)} if letter else {}
    camera = Entity(
        name="camera", kind="camera", camera=Camera(),
        transform=Transform(position_m=(camera_m[0] + x, 1.6, camera_m[1] + z)),
    )  # fmt: skip
    return World(
        entities={**people, **things, CAMERA: camera}, narrative=_told(letter=letter),
        shots={
            "s1": Shot(name="SH010", order=10, camera=CAMERA, first=0, last=399000,
                       framing=Framing(size="wide", subject=ANNA)),
        },
    )  # fmt: skip


def _person(name: str, place: tuple[float, float, float], heading: float, height: float) -> Entity:
    x, y, z, w = (float(v) for v in quaternions.from_heading(heading))
    return Entity(
        name=name, kind="character", label=name, size_m=(0.6, height, 0.28),
        asset=Asset(catalogue_id="human"), appearance=Appearance(),
        body=Body(rig="human", height_m=height), semantics=Semantics(noun="person"),
        transform=Transform(position_m=place, rotation=(x, y, z, w)),
    )  # fmt: skip


def _letter(place: tuple[float, float, float]) -> Entity:
    return Entity(
        name="letter", kind="prop", size_m=(0.25, 0.003, 0.32), asset=Asset(catalogue_id="paper"),
        appearance=Appearance(), semantics=Semantics(noun="letter"),
        transform=Transform(position_m=(place[0], 0.8, place[2])),
    )  # fmt: skip


def _told(*, letter: bool) -> Narrative:
    lines = {
        f"l{n}": Line(text="words", start=round(16000 * a), end=round(16000 * b), speaker=who)
        for n, (who, a, b) in enumerate(LINES, start=1)
    }
    handled = Action(agent=BEN, verb="pick up", action="pick_up", start=256000, end=280000,
                     object=LETTER)  # fmt: skip
    return Narrative(lines=lines, actions={"a1": handled} if letter else {})
