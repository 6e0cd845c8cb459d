"""Draws every animal from three sides and its gaits as strips: `docs/images/gallery/animals_*.jpg`.

Usage: `python tools/animal_gallery.py [--out FOLDER] [--part species|gaits|poses] [NAME ...]`
"""

import argparse
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from groundplan.assets.animals import animal_mannequin
from groundplan.assets.species import SPECIES, species
from groundplan.previz.port import Pass, RenderOptions
from groundplan.scene.build import build_stage
from groundplan.scene.stage import Stage
from groundplan.studio.registry import renderer
from groundplan.world.channel import Channel, Key
from groundplan.world.document import World
from groundplan.world.entity import Aim, Asset, Body, Camera, Entity, Light, Transform
from groundplan.world.sequence import Film, Shot, Track

OUT = Path(__file__).parents[1] / "docs" / "images" / "gallery"
CAMERA, GROUND, SUN, SKY, ANIMAL, SHOT = (f"{n}".ljust(26, "0") for n in "CGSKAH")
CELL = (288, 224)
BRIGHTER_EV = 0.6
PER_SHEET = 24
FAR = 100.0 / 24.89
"""Distance of the camera over the width that it sees: 100 mm on a gate of 24.89 mm."""
LAST = 32000
TURNS = (0.5 * math.pi, 0.35, math.pi + 0.6)
GAITS = (
    ("horse", "walk", 1.6), ("horse", "trot", 3.8), ("horse", "canter", 6.0),
    ("horse", "gallop", 11.0), ("dog", "walk", 0.9), ("dog", "trot", 1.8),
    ("wolf", "pace", 2.2), ("wolf", "gallop", 8.0),
    ("cow", "walk", 1.2), ("cat", "trot", 1.4), ("camel", "pace", 3.0), ("elephant", "walk", 1.5),
)  # fmt: skip
POSES = (
    ("dog", "stand"), ("dog", "sit"), ("dog", "lie"), ("horse", "graze"), ("cow", "lie"),
    ("wolf", "look"), ("deer", "jump"), ("wolf", "attack"), ("horse", "fall"), ("cat", "sit"),
    ("eagle", "fly"), ("pigeon", "glide"), ("pigeon", "perch"), ("fish", "swim"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What one animal does in a picture."""

    name: str
    heading: float = 0.5 * math.pi
    gait: str = "idle"
    speed_mps: float = 0.0
    pose: str = ""


def stage_of(act: Act) -> Stage:
    """Return a stage with one animal that a long lens follows."""
    kind = species(act.name)
    body = animal_mannequin(kind, height_m=kind.height_m)
    points = np.concatenate([mesh.positions for mesh in body.meshes.values()])
    middle, extent = 0.5 * (points.min(0) + points.max(0)), np.ptp(points, axis=0)
    if kind.rig == "bird" and act.pose not in ("fly", "glide"):
        extent = np.array(body.size_m)  # with its wings folded
    aspect = CELL[0] / CELL[1]
    wide = max(float(extent.max()), 1.25 * float(extent[1]) * aspect) * 1.12
    ahead = np.array([math.sin(act.heading), 0.0, math.cos(act.heading)])
    way = act.speed_mps * LAST / 1000.0 / 16.0 * ahead
    eye = np.array([0.0, float(middle[1]) + 0.1 * wide * FAR, wide * FAR])
    turn = (0.0, math.sin(0.5 * act.heading), 0.0, math.cos(0.5 * act.heading))
    animal = Entity(
        name="animal",
        kind="animal",
        body=Body(rig=kind.rig, species=act.name, height_m=kind.height_m),
        transform=Transform(rotation=turn),
        channels={"transform.position_m": _travel(np.zeros(3), way)},
    )
    camera = Entity(
        name="camera",
        kind="camera",
        camera=Camera(
            focal_mm=100.0,
            sensor_height_mm=24.89 / aspect,
            exposure_compensation_ev=BRIGHTER_EV,
        ),
        aim=Aim(target=ANIMAL, height_m=float(middle[1]), offset_m=_tuple(ahead * middle[2])),
        channels={"transform.position_m": _travel(eye, eye + way * [1.0, 0.0, 0.0])},
    )
    track = Track(
        entity=ANIMAL,
        kind="pose" if act.pose else "gait",
        name=act.pose or act.gait,
        first=0,
        last=LAST,
    )
    world = World(
        film=Film(width_px=CELL[0], height_px=CELL[1]),
        entities={ANIMAL: animal, CAMERA: camera, **_set()},
        shots={SHOT: Shot(name="SH010", order=1, camera=CAMERA, first=0, last=LAST)},
        tracks={"t1": track},
    )
    return build_stage(world, SHOT)


def _travel(start: np.ndarray, end: np.ndarray) -> Channel:
    keys = {"k0": Key(t=0, v=_tuple(start), interp="linear"), "k1": Key(t=LAST, v=_tuple(end))}
    return Channel(type="vec3", unit="m", keys=keys)


def _tuple(place: np.ndarray) -> tuple[float, float, float]:
    return (float(place[0]), float(place[1]), float(place[2]))


def _set() -> dict[str, Entity]:
    sun = Light(type="sun", illuminance_lx=20000.0, azimuth_rad=0.6, elevation_rad=0.9)
    sky = Light(type="sky", illuminance_lx=8000.0)
    ground = Asset(catalogue_id="ground")
    return {
        GROUND: Entity(name="ground", kind="set", asset=ground, size_m=(200.0, 0.02, 200.0)),
        SUN: Entity(name="sun", kind="light", light=sun),
        SKY: Entity(name="sky", kind="light", light=sky),
    }


def pictures(stage: Stage, frames: Sequence[int]) -> list[Image.Image]:
    """Return beauty pictures of the frames asked."""
    options = RenderOptions(passes=frozenset({Pass.BEAUTY}))
    made = renderer("numba").render(stage, frames=list(frames), options=options)
    return [Image.fromarray(frame.beauty) for frame in made if frame.beauty is not None]


Rows = list[tuple[str, list[Image.Image]]]


def species_rows(names: Sequence[str]) -> Rows:
    """Return, for each species, its left side, and its front and its back at an angle."""
    rows: Rows = []
    for name in names or sorted(SPECIES):
        kind = species(name)
        sides = [Act(name=name, heading=heading) for heading in TURNS]
        base = f", from {kind.derived_from}" if kind.derived_from else ""
        made = [pictures(stage_of(act), [3])[0] for act in sides]
        rows.append((f"{name} {kind.height_m:g} m{base}", made))
    return rows


def gait_rows(names: Sequence[str]) -> Rows:
    """Return strips of eight frames of animals under way."""
    return [
        (f"{name} {gait} {speed:g} m/s", pictures(stage_of(Act(name=name, gait=gait,
            speed_mps=speed)), range(8, 16)))
        for name, gait, speed in GAITS
        if not names or name in names
    ]  # fmt: skip


def pose_rows(names: Sequence[str]) -> Rows:
    """Return strips of two seconds of animals in place."""
    return [
        (f"{name} {pose}", pictures(stage_of(Act(name=name, pose=pose)), range(0, 32, 4)))
        for name, pose in POSES
        if not names or name in names
    ]


PARTS = {"species": (species_rows, 2), "gaits": (gait_rows, 1), "poses": (pose_rows, 1)}


def sheet(rows: Sequence[tuple[str, list[Image.Image]]], *, columns: int) -> Image.Image:
    """Return labelled rows of pictures, `columns` rows side by side."""
    count = max(len(made) for _, made in rows)
    w, h = CELL
    lines = math.ceil(len(rows) / columns)
    picture = Image.new("RGB", (columns * count * w, lines * h), "white")
    pen = ImageDraw.Draw(picture)
    for k, (label, made) in enumerate(rows):
        x, y = (k % columns) * count * w, (k // columns) * h
        for j, one in enumerate(made):
            picture.paste(one, (x + j * w, y))
        pen.rectangle((x, y, x + 7 * len(label) + 4, y + 12), fill="white")
        pen.text((x + 2, y), label, fill="black")
    return picture


def main() -> None:
    """Render the sheet."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("names", nargs="*")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--part", choices=tuple(PARTS), action="append")
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    for part in asked.part or PARTS:
        rows, columns = PARTS[part]
        every = rows(asked.names)
        for first in range(0, len(every), PER_SHEET):
            number = f"_{first // PER_SHEET + 1}" if len(every) > PER_SHEET else ""
            path = asked.out / f"animals_{part}{number}.jpg"
            made = sheet(every[first : first + PER_SHEET], columns=columns)
            made.save(path, quality=80, optimize=True)
            print(path)


if __name__ == "__main__":
    main()
