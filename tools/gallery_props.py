"""Renders every prop in clay from ahead, three quarters and behind, on sheets.

Usage: `python tools/gallery_props.py [IDS...]`; writes `docs/images/gallery/props_*.jpg`, or, for
some ids alone, `props_some.jpg` into the current folder.
"""

import math
import sys
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from groundplan.assets import catalogue
from groundplan.assets.entry import Entry
from groundplan.geometry import quaternions, transforms
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
from groundplan.world.entity import Appearance, Asset, Entity

OUT = Path(__file__).parents[1] / "docs/images/gallery"
COLUMNS = 5
ROWS = 12
VIEW_PX = 104
VIEWS_RAD = (0.0, 0.7, math.pi + 0.5)
PITCH_RAD = 0.3
SKIPPED = frozenset({"ground"})
QUALITY = 78


def stage(entry: Entry) -> Stage:
    """Return the prop three times, turned, before a plain sky."""
    entity = Entity(
        name=entry.id, kind=entry.kind, size_m=entry.size_m, asset=Asset(catalogue_id=entry.id),
        appearance=Appearance(color=entry.color),
    )  # fmt: skip
    look = dressed(entity)
    if look is None:
        raise SystemExit(f"{entry.id} cannot be drawn")
    width, height, depth = entry.size_m
    radius = 0.5 * math.sqrt(width**2 + height**2 + depth**2)
    items, placed = [], []
    for k, turn in enumerate(VIEWS_RAD):
        matrix = transforms.compose(
            np.array([2.02 * radius * (k - 1), -0.5 * height, 0.0]),
            quaternions.from_axis_angle(np.array([0.0, 1.0, 0.0]), turn),
        )
        for mesh, material in look.pieces:
            items.append(Item(instance=k + 1, mesh=mesh, material=material))
            placed.append(matrix)
    pose = _pose(np.array(placed, dtype=np.float32), radius)
    return Stage(
        world_hash="", shot="props", clock=StageClock(fps_num=16, fps_den=1, frame_count=1),
        size_px=(VIEW_PX * 3, VIEW_PX), items=tuple(items),
        instances=tuple(
            Instance(instance=k + 1, entity=str(k), name=str(k), kind="prop")
            for k in range(len(VIEWS_RAD))
        ),
        pose=lambda _time: pose,
    )  # fmt: skip


def _pose(placed: np.ndarray, radius: float) -> Pose:
    away = 12.0 * radius
    focal = VIEW_PX * away / (2.02 * radius)
    eye = np.array([0.0, away * math.sin(PITCH_RAD), away * math.cos(PITCH_RAD)])
    tilt = quaternions.from_axis_angle(np.array([1.0, 0.0, 0.0]), -PITCH_RAD)
    camera = CameraPose(
        world_from_camera=transforms.compose(eye, tilt),
        intrinsics_px=np.array(
            [[focal, 0.0, 1.5 * VIEW_PX], [0.0, focal, 0.5 * VIEW_PX], [0.0, 0.0, 1.0]]
        ),
        distortion=(0.0, 0.0, 0.0, 0.0, 0.0), near_m=0.1 * radius, focal_mm=200.0,
        sensor_mm=(36.0, 24.0), fstop=8.0, focus_m=away, shutter_angle_rad=3.14,
        exposure=Exposure(saturation_luminance_nit=14_000.0, ev100=13.5, automatic=True),
    )  # fmt: skip
    sun = LightPose(entity="sun", kind="sun", direction=(-0.42, -0.62, -0.66),
                    illuminance_lx=32_000.0)  # fmt: skip
    sky = SkyPose(zenith_nit=(4200.0, 4400.0, 4800.0), horizon_nit=(4000.0, 4000.0, 4000.0),
                  ground_nit=(2600.0, 2500.0, 2400.0))  # fmt: skip
    return Pose(
        time=Subframes(0), world_from_item=placed, skin_from_bind=np.zeros((0, 4, 4), np.float32),
        camera=camera, lights=(sun,), sky=sky,
    )  # fmt: skip


def cell(renderer: NumbaRenderer, entry: Entry) -> Image.Image:
    """Return the three views of a prop over its name and size."""
    options = RenderOptions(passes=frozenset({Pass.BEAUTY}), edge_samples=8)
    (frame,) = renderer.render(stage(entry), [0], options=options)
    if frame.beauty is None:
        raise SystemExit("the renderer gave no picture")
    picture = Image.new("RGB", (VIEW_PX * 3, VIEW_PX + 13), "white")
    picture.paste(Image.fromarray(frame.beauty), (0, 0))
    size = " x ".join(f"{length:.3g}" for length in entry.size_m)
    ImageDraw.Draw(picture).text((3, VIEW_PX), f"{entry.id}  {size} m", fill="black")
    return picture


def main() -> None:
    """Render the catalogue, or the entries that are asked for."""
    renderer = NumbaRenderer()
    asked = sys.argv[1:]
    names = asked or [name for name in sorted(catalogue.ENTRIES) if name not in SKIPPED]
    each = COLUMNS * ROWS
    for number, start in enumerate(range(0, len(names), each), start=1):
        cells = [cell(renderer, catalogue.ENTRIES[name]) for name in names[start : start + each]]
        wide, high = cells[0].size
        rows = -(-len(cells) // COLUMNS)
        sheet = Image.new("RGB", (wide * COLUMNS, high * rows), "white")
        for k, picture in enumerate(cells):
            sheet.paste(picture, (k % COLUMNS * wide, k // COLUMNS * high))
        path = Path("props_some.jpg") if asked else OUT / f"props_{number}.jpg"
        if asked and number > 1:
            path = Path(f"props_some_{number}.jpg")
        path.parent.mkdir(parents=True, exist_ok=True)
        sheet.save(path, quality=QUALITY, optimize=True)
        print(path.name, len(cells), "props", path.stat().st_size // 1000, "kB")


if __name__ == "__main__":
    main()
