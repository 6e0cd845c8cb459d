"""Renders close-ups of every expression and of every hand shape and grip.

Usage: `python tools/gallery_faces.py`; writes `docs/images/gallery/faces.jpg` and `hands.jpg`.
"""

import math
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from groundplan.assets.human import human_figure
from groundplan.assets.skeleton import posed
from groundplan.geometry import quaternions, transforms
from groundplan.motion.faces.expressions import EXPRESSIONS, FACE_OF_ACTION
from groundplan.motion.fingers.anatomy import hand_of
from groundplan.motion.fingers.grip import grip_axis, grip_rotations
from groundplan.motion.fingers.posing import finger_rotations, lay_fingers
from groundplan.motion.fingers.shapes import HAND_SHAPES
from groundplan.motion.frame import resting
from groundplan.previz.backends.numba_tiles import NumbaRenderer
from groundplan.previz.port import Pass, RenderOptions
from groundplan.scene.build import build_stage
from groundplan.scene.dressing import dressed
from groundplan.scene.stage import (
    CameraPose,
    Exposure,
    Instance,
    Item,
    LightPose,
    Mesh,
    Pose,
    SkyPose,
    Stage,
    StageClock,
)
from groundplan.units import Subframes
from groundplan.world.document import World
from groundplan.world.entity import (
    Appearance,
    Body,
    Camera,
    Entity,
    Garment,
    Light,
    Transform,
)
from groundplan.world.sequence import Film, Shot, Track

OUT = Path(__file__).parents[1] / "docs/images/gallery"
PERSON, CAMERA, SUN, SKY = (f"{n:026d}" for n in range(1, 5))
FACE_PX = (220, 240)
HAND_PX = (200, 200)
COLUMNS = 5
PEOPLE = ((1.68, 30.0, "female"), (1.80, 45.0, "male"), (1.28, 8.0, "female"), (1.7, 76.0, "male"))
GRIPS_MM = (6, 12, 20, 32, 45)


def face_world(action: str, person: tuple[float, float, str], *, turn: float) -> World:
    """Return somebody before a camera at the height of their eyes, doing an action."""
    height, years, gender = person
    body = Body(rig="human", height_m=height, age_years=years, gender=gender)
    eyes = height - 0.115 * (0.4 + 0.6 * height / 1.7)
    garments = {"shirt": Garment(color="#5b7089"), "trousers": Garment(color="#3c3f46")}
    tracks = {}
    if action:
        tracks["t1"] = Track(entity=PERSON, kind="action", name=action, first=0, last=64_000)
    return World(
        entities={
            PERSON: Entity(
                name="person", kind="character", body=body,
                transform=Transform(rotation=(0.0, math.sin(0.5 * turn), 0.0,
                                              math.cos(0.5 * turn))),
                appearance=Appearance(garments=garments), size_m=(0.6, height, 0.4),
            ),
            CAMERA: Entity(
                name="camera", kind="camera", camera=Camera(focal_mm=85.0, focus_m=1.6),
                transform=Transform(position_m=(0.0, eyes - 0.03, 1.7)),
            ),
            SUN: Entity(name="sun", kind="light", light=Light(type="sun", illuminance_lx=30_000.0,
                        azimuth_rad=0.7, elevation_rad=0.8)),
            SKY: Entity(name="sky", kind="light", light=Light(type="sky", illuminance_lx=14_000.0)),
        },
        tracks=tracks, film=Film(width_px=FACE_PX[0], height_px=FACE_PX[1]),
        shots={"s": Shot(name="SH010", order=1, camera=CAMERA, first=0, last=64_000)},
    )  # fmt: skip


def faces(renderer: NumbaRenderer) -> list[np.ndarray]:
    """Return a close-up of every expression, by an action that has it."""
    options = RenderOptions(passes=frozenset({Pass.BEAUTY}), edge_samples=8)
    actions = {face: action for action, face in reversed(FACE_OF_ACTION.items())}
    cells: list[np.ndarray] = []
    for number, face in enumerate(EXPRESSIONS):
        person = PEOPLE[number % len(PEOPLE)]
        action = actions.get(face, "")
        if face in {"sleep", "cry", "effort"}:
            action = {"sleep": "close_eyes", "cry": "cry", "effort": "lift"}[face]
        world = face_world(action, person, turn=0.35)
        (frame,) = renderer.render(build_stage(world, "s"), [22], options=options)
        cells.append(_named(frame.beauty, face))
    return cells


def _named(picture: np.ndarray | None, name: str) -> np.ndarray:
    if picture is None:
        raise SystemExit("the renderer gave no picture")
    image = Image.fromarray(picture)
    ImageDraw.Draw(image).text((5, 4), name, fill=(20, 20, 20))
    return np.array(image)


def _rows(cells: list[np.ndarray]) -> np.ndarray:
    blank = np.full_like(cells[0], 150)
    cells = cells + [blank] * (-len(cells) % COLUMNS)
    rows = [np.concatenate(cells[k : k + COLUMNS], axis=1) for k in range(0, len(cells), COLUMNS)]
    return np.concatenate(rows)
