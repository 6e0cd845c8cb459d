"""Renders people of all ages, builds and outfits, from ahead, the side and behind.

Usage: `python tools/render_people.py`; writes `docs/images/gallery/humans.jpg`.
"""

from pathlib import Path

import numpy as np
from PIL import Image

from groundplan.assets.outfits import OUTFITS
from groundplan.assets.skeleton import posed
from groundplan.geometry import quaternions, transforms
from groundplan.motion.frame import resting
from groundplan.motion.poses import human_pose
from groundplan.previz.backends.numba_tiles import NumbaRenderer
from groundplan.previz.port import Pass, RenderOptions
from groundplan.scene.dressing import dressed
from groundplan.scene.stage import (
    CameraPose,
    Exposure,
    Instance,
    Item,
    LightPose,
    Pose,
    SkyPose,
    Stage,
    StageClock,
)
from groundplan.units import Subframes
from groundplan.world.entity import Appearance, Body, Entity, Garment

OUT = Path(__file__).parents[1] / "docs/images/gallery/humans.jpg"
COLUMNS = 4
CELL_PX = (420, 320)
VIEWS_RAD = (0.25, 1.5708, 3.1416)
APART_M = 0.92
TALL_M = 2.15
AWAY_M = 14.0

# Outfit, height [m], age in years, gender, build and pose of everybody.
PEOPLE = (
    ("casual", 1.78, 30.0, "male", 0.5, "stand"),
    ("dress", 1.66, 30.0, "female", 0.5, "stand"),
    ("coat_and_hat", 1.75, 72.0, "male", 0.5, "stand"),
    ("winter", 1.60, 76.0, "female", 0.6, "stand"),
    ("casual", 0.87, 2.0, "neutral", 0.5, "stand"),
    ("summer", 1.03, 4.0, "male", 0.5, "stand"),
    ("sweater_and_skirt", 1.28, 8.0, "female", 0.5, "stand"),
    ("hoodie_and_jeans", 1.62, 14.0, "male", 0.4, "stand"),
    ("business_suit", 1.83, 40.0, "male", 0.5, "stand"),
    ("evening_gown", 1.70, 28.0, "female", 0.4, "stand"),
    ("skirt_and_blouse", 1.65, 45.0, "female", 0.7, "stand"),
    ("police_uniform", 1.80, 35.0, "male", 0.6, "stand"),
    ("soldier", 1.78, 24.0, "male", 0.5, "stand"),
    ("worker", 1.76, 50.0, "male", 0.95, "stand"),
    ("scientist", 1.70, 38.0, "female", 0.3, "stand"),
    ("hiker", 1.72, 33.0, "female", 0.5, "stand"),
    ("monk", 1.70, 66.0, "male", 0.5, "stand"),
    ("cook", 1.72, 48.0, "male", 0.85, "stand"),
    ("tuxedo", 1.88, 30.0, "male", 0.1, "wave"),
    ("sport", 1.74, 22.0, "female", 0.5, "arms_up"),
    ("shirt_and_trousers", 1.76, 36.0, "male", 0.5, "sit"),
    ("dress", 1.64, 26.0, "female", 0.5, "sit"),
    ("casual", 1.70, 20.0, "female", 0.5, "crouch"),
    ("worker", 1.80, 30.0, "male", 0.5, "point"),
)


def person(row: tuple[str, float, float, str, float, str]) -> Entity:
    """Return a person of the table."""
    outfit, height, years, gender, build, _ = row
    garments = {name: Garment(color=color) for name, color in OUTFITS[outfit].items()}
    body = Body(rig="human", height_m=height, age_years=years, gender=gender, build=build)
    return Entity(
        name="person", kind="character", body=body, appearance=Appearance(garments=garments)
    )


def stage(entity: Entity, pose_name: str) -> Stage:
    """Return the person three times, turned, before a plain sky."""
    look = dressed(entity)
    if look is None or look.skeleton is None:
        raise SystemExit(f"{entity.name} has no body")
    frames = resting(look.skeleton, 1)
    human_pose(pose_name, frames, np.array([0.4]))
    body_from_joint = posed(look.skeleton, frames.rotations, frames.root)[0]
    unbind = transforms.inverse_rigid(look.skeleton.body_from_bind_joint())
    bones = transforms.multiply(body_from_joint, unbind).astype(np.float32)
    items, placed = [], []
    for k, turn in enumerate(VIEWS_RAD):
        matrix = transforms.compose(
            np.array([APART_M * (k - 1), 0.0, 0.0]),
            quaternions.from_axis_angle(np.array([0.0, 1.0, 0.0]), turn),
        )
        for mesh, material in look.pieces:
            items.append(Item(instance=k + 1, mesh=mesh, material=material))
            placed.append(matrix)
    pose = _pose(np.array(placed, dtype=np.float32), bones)
    return Stage(
        world_hash="", shot="people", clock=StageClock(fps_num=16, fps_den=1, frame_count=1),
        size_px=CELL_PX, items=tuple(items),
        instances=tuple(
            Instance(instance=k + 1, entity=str(k), name=str(k), kind="character")
            for k in range(len(VIEWS_RAD))
        ),
        pose=lambda _time: pose,
    )  # fmt: skip


def _pose(placed: np.ndarray, bones: np.ndarray) -> Pose:
    focal = CELL_PX[1] * AWAY_M / TALL_M
    camera = CameraPose(
        world_from_camera=transforms.compose(
            np.array([0.0, 0.98, AWAY_M]), np.array([0.0, 0.0, 0.0, 1.0])
        ),
        intrinsics_px=np.array(
            [[focal, 0.0, 0.5 * CELL_PX[0]], [0.0, focal, 0.5 * CELL_PX[1]], [0.0, 0.0, 1.0]]
        ),
        distortion=(0.0, 0.0, 0.0, 0.0, 0.0), near_m=0.1, focal_mm=200.0, sensor_mm=(36.0, 24.0),
        fstop=8.0, focus_m=AWAY_M, shutter_angle_rad=3.14,
        exposure=Exposure(saturation_luminance_nit=14_000.0, ev100=13.5, automatic=True),
    )  # fmt: skip
    sun = LightPose(entity="sun", kind="sun", direction=(-0.42, -0.62, -0.66),
                    illuminance_lx=32_000.0)  # fmt: skip
    sky = SkyPose(zenith_nit=(4200.0, 4400.0, 4800.0), horizon_nit=(4000.0, 4000.0, 4000.0),
                  ground_nit=(2600.0, 2500.0, 2400.0))  # fmt: skip
    return Pose(
        time=Subframes(0), world_from_item=placed, skin_from_bind=bones, camera=camera,
        lights=(sun,), sky=sky,
    )  # fmt: skip


def main() -> None:
    """Render every person and join the pictures."""
    renderer = NumbaRenderer()
    options = RenderOptions(passes=frozenset({Pass.BEAUTY}), edge_samples=8)
    cells: list[np.ndarray] = []
    for row in PEOPLE:
        (frame,) = renderer.render(stage(person(row), row[-1]), [0], options=options)
        if frame.beauty is None:
            raise SystemExit("the renderer gave no picture")
        cells.append(frame.beauty)
    rows = [np.concatenate(cells[k : k + COLUMNS], axis=1) for k in range(0, len(cells), COLUMNS)]
    OUT.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(np.concatenate(rows)).save(OUT, quality=84, optimize=True)
    print(OUT.name, len(cells), "people")


if __name__ == "__main__":
    main()
