"""Renders close-ups of every expression and of every hand shape and grip.

Usage: `python tools/gallery_faces.py`; writes `docs/images/gallery/faces.jpg` and `hands.jpg`.
"""

import math
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from groundplan.assets import solids
from groundplan.assets.human import human_figure
from groundplan.assets.meshes import shaded
from groundplan.geometry import transforms
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
    Material,
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
                name="camera", kind="camera", camera=Camera(focal_mm=62.0, focus_m=1.6),
                transform=Transform(position_m=(0.0, eyes - 0.08, 1.7)),
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
        world = face_world(action, person, turn=0.3)
        (frame,) = renderer.render(build_stage(world, "s"), [22], options=options)
        cells.append(_named(frame.beauty, face))
    return cells


def hands(renderer: NumbaRenderer) -> list[np.ndarray]:
    """Return a right hand in every shape, and around cylinders of several radii."""
    options = RenderOptions(passes=frozenset({Pass.BEAUTY}), edge_samples=8)
    cells: list[np.ndarray] = []
    skeleton = human_figure(1.75, gender="male").skeleton
    for name in HAND_SHAPES:
        stage = _hand_stage(finger_rotations(skeleton, "right", name), radius=0.0)
        (frame,) = renderer.render(stage, [0], options=options)
        cells.append(_named(frame.beauty, name))
    for radius in GRIPS_MM:
        stage = _hand_stage(grip_rotations(skeleton, "right", radius), radius=radius / 1000.0)
        (frame,) = renderer.render(stage, [0], options=options)
        cells.append(_named(frame.beauty, f"grip, radius {radius} mm"))
    return cells


def _hand_stage(turns: np.ndarray, *, radius: float) -> Stage:
    """Return a right hand from the thumb's side and below, with what it grips."""
    body = Body(rig="human", height_m=1.75, gender="male")
    look = dressed(Entity(name="hand", kind="character", body=body))
    if look is None or look.skeleton is None:
        raise SystemExit("a person has no body")
    skeleton = look.skeleton
    frames = resting(skeleton, 1)
    lay_fingers(frames, "right", turns)
    unbind = transforms.inverse_rigid(skeleton.body_from_bind_joint())
    bones = transforms.multiply(frames.body_from_joint()[0], unbind).astype(np.float32)
    items = [Item(instance=1, mesh=mesh, material=material) for mesh, material in look.pieces]
    placed = [np.eye(4)] * len(items)
    hand = hand_of(skeleton, "right")
    if radius > 0.0:
        items.append(Item(instance=1, mesh=_pole(radius), material=Material(
            base_color=(0.5, 0.33, 0.12))))  # fmt: skip
        centre = grip_axis(hand, radius).centre
        across = np.eye(4)
        across[:3, :3] = np.stack([hand.axes[0], hand.axes[1], np.cross(*hand.axes[:2])], axis=1)
        own = hand.axes.T @ np.array([centre[0], 0.0, centre[1]])
        across[:3, 3] = skeleton.place("rightHand") + own
        placed.append(across)
    middle = skeleton.place("rightHand") + hand.axes.T @ np.array([0.085, 0.0, 0.02])
    pose = _hand_pose(np.array(placed, dtype=np.float32), bones, middle)
    return Stage(
        world_hash="", shot="hands", clock=StageClock(fps_num=16, fps_den=1, frame_count=1),
        size_px=HAND_PX, items=tuple(items), pose=lambda _time: pose,
        instances=(Instance(instance=1, entity="h", name="hand", kind="character"),),
    )  # fmt: skip


def _pole(radius: float) -> Mesh:
    mesh = shaded(solids.moved(solids.cylinder(radius, 0.26, segments=24), _sunk(0.13)))[0]
    return Mesh(positions=mesh.positions, normals=mesh.normals, triangles=mesh.triangles)


def _sunk(by_m: float) -> np.ndarray:
    matrix = np.eye(4)
    matrix[1, 3] = -by_m
    return matrix


def _hand_pose(placed: np.ndarray, bones: np.ndarray, middle: np.ndarray) -> Pose:
    away = np.array([-0.35, -0.75, 0.85])
    camera = CameraPose(
        world_from_camera=transforms.look_at(middle + 1.4 * away / np.linalg.norm(away), middle),
        intrinsics_px=np.array([[940.0, 0.0, 112.0], [0.0, 940.0, 106.0], [0.0, 0.0, 1.0]]),
        distortion=(0.0, 0.0, 0.0, 0.0, 0.0), near_m=0.1, focal_mm=100.0, sensor_mm=(36.0, 24.0),
        fstop=8.0, focus_m=1.4, shutter_angle_rad=3.14,
        exposure=Exposure(saturation_luminance_nit=16_000.0, ev100=13.5, automatic=True),
    )  # fmt: skip
    sun = LightPose(entity="sun", kind="sun", direction=(0.5, 0.5, -0.7), illuminance_lx=26_000.0)
    grey = (4200.0, 4300.0, 4500.0)
    return Pose(
        time=Subframes(0), world_from_item=placed, skin_from_bind=bones, camera=camera,
        lights=(sun,), sky=SkyPose(zenith_nit=grey, horizon_nit=grey, ground_nit=grey),
    )  # fmt: skip


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


def main() -> None:
    """Render both sheets."""
    renderer = NumbaRenderer()
    OUT.mkdir(parents=True, exist_ok=True)
    for name, cells in (("faces", faces(renderer)), ("hands", hands(renderer))):
        Image.fromarray(_rows(cells)).save(OUT / f"{name}.jpg", quality=86, optimize=True)
        print(f"{name}.jpg", len(cells), "pictures")


if __name__ == "__main__":
    main()
