"""Renders people in every outfit, of all ages and builds, and a sheet of hair and beards.

Usage: `python tools/render_people.py`; writes `docs/images/gallery/humans.jpg`.
"""

from pathlib import Path

import numpy as np
from PIL import Image

from groundplan.agents.draws import Draw
from groundplan.agents.looks import looks_of
from groundplan.assets.outfits import OUTFITS
from groundplan.assets.skeleton import posed
from groundplan.geometry import quaternions, transforms
from groundplan.language.facts import EntityFact, Span
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
from groundplan.world.entity import Appearance, Body, Entity, Garment, Hair

OUT = Path(__file__).parents[1] / "docs/images/gallery/humans.jpg"
COLUMNS = 5
CELL_PX = (345, 265)
VIEWS_RAD = (0.25, 1.5708, 3.1416)
APART_M = 0.92
TALL_M = 2.15
AWAY_M = 14.0
HEAD_PX = (575, 200)
HEAD_TALL_M = 0.56
HEAD_APART_M = 0.5
HEAD_COLUMNS = 3

WOMEN = frozenset(
    {
        "cardigan",
        "business_dress",
        "trench_coat",
        "winter",
        "dress",
        "sundress",
        "evening_gown",
        "bride",
        "skirt_and_blouse",
        "sweater_and_skirt",
        "running",
        "scientist",
        "nurse",
        "nun",
        "queen",
        "princess",
        "barista",
        "traditional",
        "raincoat",
    }
)
"""Outfits that a woman shows."""
AGES = {"monk": 66.0, "coat_and_hat": 72.0, "king": 58.0, "wizard": 74.0, "winter": 70.0}

# Outfit, height [m], age in years, gender, build and pose of people of other ages and in poses.
OTHERS = (
    ("casual", 0.87, 2.0, "neutral", 0.5, "stand"),
    ("summer", 1.03, 4.0, "male", 0.5, "stand"),
    ("sweater_and_skirt", 1.28, 8.0, "female", 0.5, "stand"),
    ("hoodie_and_jeans", 1.62, 14.0, "male", 0.4, "stand"),
    ("shirt_and_trousers", 1.76, 50.0, "male", 0.98, "stand"),
    ("dress", 1.70, 30.0, "female", 0.05, "stand"),
    ("tuxedo", 1.88, 30.0, "male", 0.1, "wave"),
    ("sport", 1.74, 22.0, "female", 0.5, "arms_up"),
    ("jacket_and_jeans", 1.76, 36.0, "male", 0.5, "sit"),
    ("skirt_and_blouse", 1.64, 26.0, "female", 0.5, "sit"),
    ("casual", 1.70, 20.0, "female", 0.5, "crouch"),
)

# Hair style, colour, beard, skin and gender of everybody on the sheet of heads.
HEADS = (
    ("short", "#2e2019", "none", "#c8a48d", "male"),
    ("side_part", "#5c4536", "stubble", "#d0b3a0", "male"),
    ("quiff", "#1a1512", "full", "#8d6c59", "male"),
    ("cropped", "#1a1512", "goatee", "#43322b", "male"),
    ("buzz", "#4a3022", "none", "#a98570", "male"),
    ("curly", "#4f3a2c", "none", "#c8a48d", "male"),
    ("afro", "#1a1512", "moustache", "#5a4338", "male"),
    ("fringe", "#7a6248", "none", "#d0b3a0", "male"),
    ("receding", "#8b8884", "none", "#c09a82", "male"),
    ("balding", "#4a3022", "moustache", "#c8a48d", "male"),
    ("bald", "#dedbd5", "full", "#c09a82", "male"),
    ("side_part", "#d3d0ca", "long", "#d0b3a0", "male"),
    ("long", "#b39a72", "none", "#d0b3a0", "female"),
    ("wavy", "#6e4028", "none", "#d0b3a0", "female"),
    ("bob", "#1a1512", "none", "#c8a48d", "female"),
    ("bob_fringe", "#2e2019", "none", "#c09a82", "female"),
    ("long_fringe", "#4a3022", "none", "#a98570", "female"),
    ("bun", "#1a1512", "none", "#735546", "female"),
    ("top_knot", "#5c4536", "none", "#c8a48d", "female"),
    ("ponytail", "#4f3a2c", "none", "#c09a82", "female"),
    ("braids", "#1a1512", "none", "#5a4338", "female"),
    ("afro", "#1a1512", "none", "#43322b", "female"),
    ("curly", "#2e2019", "none", "#8d6c59", "female"),
    ("short", "#7a6248", "none", "#c8a48d", "female"),
)


def people() -> list[tuple[Entity, str]]:
    """Return everybody with their pose: one in each outfit, then other ages, builds and poses."""
    rows = [
        (name, 1.66 if name in WOMEN else 1.78, AGES.get(name, 32.0),
         "female" if name in WOMEN else "male", 0.5, "stand")
        for name in OUTFITS
    ]  # fmt: skip
    found: list[tuple[Entity, str]] = []
    for number, (outfit, height, years, gender, build, pose) in enumerate((*rows, *OTHERS)):
        garments = {name: Garment(color=color) for name, color in OUTFITS[outfit].items()}
        body = Body(rig="human", height_m=height, age_years=years, gender=gender, build=build)
        looks = looks_of(
            EntityFact(key="e", noun="person", words="person", kind="character",
                       span=Span(start=0, end=1)),
            age_years=years, gender=gender, draw=Draw(seed=7, number=number),
        )  # fmt: skip
        own = Appearance(garments=garments, skin=looks.skin, hair=looks.hair, beard=looks.beard)
        found.append((Entity(name="person", kind="character", body=body, appearance=own), pose))
    return found


def heads() -> list[Entity]:
    """Return everybody on the sheet of hair and beards."""
    found: list[Entity] = []
    for style, color, beard, skin, gender in HEADS:
        years = 68.0 if color in {"#dedbd5", "#d3d0ca", "#b3b1ad", "#8b8884"} else 32.0
        body = Body(rig="human", height_m=1.7, age_years=years, gender=gender)
        own = Appearance(
            garments={"t-shirt": Garment(color="#7f8890")}, skin=skin,
            hair=Hair(style=style, color=color), beard=beard,
        )  # fmt: skip
        found.append(Entity(name="person", kind="character", body=body, appearance=own))
    return found


def stage(entity: Entity, pose_name: str, *, head: bool = False) -> Stage:
    """Return the person three times, turned, before a plain sky; or their head alone."""
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
            np.array([(HEAD_APART_M if head else APART_M) * (k - 1), 0.0, 0.0]),
            quaternions.from_axis_angle(np.array([0.0, 1.0, 0.0]), turn),
        )
        for mesh, material in look.pieces:
            items.append(Item(instance=k + 1, mesh=mesh, material=material))
            placed.append(matrix)
    camera = _camera(HEAD_PX if head else CELL_PX, tall_m=HEAD_TALL_M if head else TALL_M,
                     up_m=1.53 if head else 0.98)  # fmt: skip
    pose = _pose(np.array(placed, dtype=np.float32), bones, camera)
    return Stage(
        world_hash="", shot="people", clock=StageClock(fps_num=16, fps_den=1, frame_count=1),
        size_px=HEAD_PX if head else CELL_PX, items=tuple(items),
        instances=tuple(
            Instance(instance=k + 1, entity=str(k), name=str(k), kind="character")
            for k in range(len(VIEWS_RAD))
        ),
        pose=lambda _time: pose,
    )  # fmt: skip


def _camera(size_px: tuple[int, int], *, tall_m: float, up_m: float) -> CameraPose:
    """Return a long lens that sees `tall_m` around a height."""
    focal = size_px[1] * AWAY_M / tall_m
    return CameraPose(
        world_from_camera=transforms.compose(
            np.array([0.0, up_m, AWAY_M]), np.array([0.0, 0.0, 0.0, 1.0])
        ),
        intrinsics_px=np.array(
            [[focal, 0.0, 0.5 * size_px[0]], [0.0, focal, 0.5 * size_px[1]], [0.0, 0.0, 1.0]]
        ),
        distortion=(0.0, 0.0, 0.0, 0.0, 0.0), near_m=0.1, focal_mm=200.0, sensor_mm=(36.0, 24.0),
        fstop=8.0, focus_m=AWAY_M, shutter_angle_rad=3.14,
        exposure=Exposure(saturation_luminance_nit=14_000.0, ev100=13.5, automatic=True),
    )  # fmt: skip


def _pose(placed: np.ndarray, bones: np.ndarray, camera: CameraPose) -> Pose:
    sun = LightPose(entity="sun", kind="sun", direction=(-0.42, -0.62, -0.66),
                    illuminance_lx=32_000.0)  # fmt: skip
    sky = SkyPose(zenith_nit=(4200.0, 4400.0, 4800.0), horizon_nit=(4000.0, 4000.0, 4000.0),
                  ground_nit=(2600.0, 2500.0, 2400.0))  # fmt: skip
    return Pose(
        time=Subframes(0), world_from_item=placed, skin_from_bind=bones, camera=camera,
        lights=(sun,), sky=sky,
    )  # fmt: skip


def _sheet(stages: list[Stage], columns: int) -> np.ndarray:
    """Return the pictures of all stages in rows."""
    renderer = NumbaRenderer()
    options = RenderOptions(passes=frozenset({Pass.BEAUTY}), edge_samples=8)
    cells: list[np.ndarray] = []
    for each in stages:
        (frame,) = renderer.render(each, [0], options=options)
        if frame.beauty is None:
            raise SystemExit("the renderer gave no picture")
        cells.append(frame.beauty)
    while len(cells) % columns:
        cells.append(np.full_like(cells[0], 150))
    rows = [np.concatenate(cells[k : k + columns], axis=1) for k in range(0, len(cells), columns)]
    return np.concatenate(rows)


def main() -> None:
    """Render every person and head and join the pictures."""
    bodies = [stage(entity, pose) for entity, pose in people()]
    faces = [stage(entity, "stand", head=True) for entity in heads()]
    whole = np.concatenate([_sheet(bodies, COLUMNS), _sheet(faces, HEAD_COLUMNS)])
    OUT.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(whole).save(OUT, quality=84, optimize=True)
    print(OUT.name, len(bodies), "people and", len(faces), "heads")


if __name__ == "__main__":
    main()
