"""Renders a strip of eight frames of every action, a picture per family.

Usage: `python tools/gallery_actions.py [FAMILY ...]`; writes `docs/images/gallery/actions_*.jpg`.
"""

import math
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from groundplan.motion.actions.library import FAMILIES
from groundplan.motion.actions.spec import Action
from groundplan.previz.backends.numba_tiles import NumbaRenderer
from groundplan.previz.port import Pass, RenderOptions
from groundplan.scene.build import build_stage
from groundplan.world.document import World
from groundplan.world.entity import (
    Appearance,
    Asset,
    Body,
    Camera,
    Entity,
    Garment,
    Light,
    Primitive,
    Transform,
)
from groundplan.world.sequence import Film, Grip, Shot, Track

OUT = Path(__file__).parents[1] / "docs/images/gallery"
FRAMES = 8
PERSON, PARTNER, BOX, CAMERA, SUN, SKY, GROUND = (f"{n:026d}" for n in range(1, 8))
CELL_PX = (132, 168)
DONE_TO = {
    "pick_up": (0.0, 0.0, 0.5), "put_down": (0.0, 0.0, 0.5), "lift": (0.0, 0.0, 0.45),
    "pick_up_with_both_hands": (0.0, 0.0, 0.45), "catch": (0.0, 1.3, 0.5),
    "press_button": (-0.15, 1.2, 0.6), "knock": (-0.15, 1.35, 0.62), "turn_key": (-0.15, 1.0, 0.55),
    "open_door": (-0.25, 1.0, 0.55), "close_door": (-0.25, 1.0, 0.55), "touch": (0.0, 0.9, 0.5),
    "pet": (0.0, 0.45, 0.5),
}  # fmt: skip
"""Where a box lies that the action is done to: x, height, z [m]."""
BOTH = frozenset({"lift", "pick_up_with_both_hands"})
CLOSE = {"hug": 0.36, "be_hugged": 0.36, "kiss": 0.4, "dance_together": 0.44, "comfort": 0.62,
         "whisper": 0.5, "hand_over": 1.0, "receive": 1.0, "shake_hands": 1.0,
         "high_five": 0.95, "fight": 0.85, "punch": 0.85, "slap": 0.75, "block": 0.9}  # fmt: skip
"""How far apart partners stand [m]."""
ANSWERS = {"hug": "be_hugged", "be_hugged": "hug", "hand_over": "receive", "receive": "hand_over",
           "punch": "block", "fight": "fight", "kiss": "kiss", "block": "punch",
           "shake_hands": "shake_hands", "high_five": "high_five",
           "dance_together": "dance_together"}  # fmt: skip


def _person(name: str, color: str, *, x: float, z: float, heading: float, height: float) -> Entity:
    turn = (0.0, math.sin(0.5 * heading), 0.0, math.cos(0.5 * heading))
    garments = {
        "shirt": Garment(color=color), "trousers": Garment(color="#4b5260"),
        "shoes": Garment(color="#3a2f2a"),
    }  # fmt: skip
    return Entity(
        name=name, kind="character", body=Body(rig="human", height_m=height),
        transform=Transform(position_m=(x, 0.0, z), rotation=turn),
        appearance=Appearance(garments=garments), size_m=(0.6, height, 0.4),
    )  # fmt: skip


def world_of(action: Action, *, frames: int, heading: float = 0.7) -> World:
    """Return a small world in which somebody does the action, seen from ahead and aside."""
    last = 1000 * (frames - 1)
    shift = 0.5 * math.sin(heading) * CLOSE.get(action.name, 0.0)
    entities = {
        PERSON: _person("person", "#b5533c", x=0.0, z=0.0, heading=heading, height=1.72),
        CAMERA: Entity(
            name="camera", kind="camera", camera=Camera(focal_mm=60.0, focus_m=7.0),
            transform=Transform(position_m=(shift, 1.0, 8.4), rotation=(-0.006, 0.0, 0.0,
                0.999982)),
        ),
        SUN: Entity(name="sun", kind="light", light=Light(type="sun", illuminance_lx=40_000.0,
                    azimuth_rad=0.6, elevation_rad=0.9)),
        SKY: Entity(name="sky", kind="light", light=Light(type="sky", illuminance_lx=15_000.0)),
        GROUND: Entity(name="ground", kind="set", asset=Asset(catalogue_id="ground"),
                    size_m=(40.0, 0.02, 40.0), transform=Transform(position_m=(0.0, -0.02, 0.0))),
    }  # fmt: skip
    target = partner = None
    c, s = math.cos(heading), math.sin(heading)
    grips: dict[str, Grip] = {}
    if action.name in DONE_TO:
        x, y, z = DONE_TO[action.name]
        side = 0.3 if action.name in BOTH else 0.1
        target = BOX
        entities[BOX] = Entity(
            name="box", kind="prop", primitive=Primitive(shape="box"), size_m=(side, side, side),
            transform=Transform(position_m=(c * x + s * z, y, c * z - s * x),
                                rotation=(0.0, math.sin(0.5 * heading), 0.0,
                                    math.cos(0.5 * heading))),
            appearance=Appearance(color="#e0b040"),
        )  # fmt: skip
        if "grab" in action.events:
            grips["g"] = Grip(entity=BOX, holder=PERSON, first=round(16000 * action.events["grab"]),
                              last=last + 1, keep=True,
                              upright=True,
                              other_joint="leftHand" if action.holds == "both" else "")  # fmt: skip
    tracks: dict[str, Track] = {}
    if action.name in CLOSE:
        partner, far = PARTNER, CLOSE[action.name]
        entities[PARTNER] = _person(
            "partner", "#3c6fb5", x=s * far, z=c * far, heading=heading + math.pi, height=1.66
        )
        tracks["t0"] = Track(entity=PARTNER, kind="action", name=ANSWERS.get(action.name, "listen"),
                             first=0, last=last, partner=PERSON)  # fmt: skip
    tracks["t1"] = Track(entity=PERSON, kind="action", name=action.name, first=0, last=last,
                         target=target, partner=partner)  # fmt: skip
    return World(
        entities=entities, tracks=tracks, grips=grips, film=Film(width_px=CELL_PX[0],
            height_px=CELL_PX[1]),
        shots={"s": Shot(name="SH010", order=1, camera=CAMERA, first=0, last=last)},
    )  # fmt: skip


def strip(action: Action, renderer: NumbaRenderer) -> np.ndarray:
    """Return eight frames side by side: the beginning, then evenly through it."""
    seconds = max(action.duration_s, 1.0)
    count = round(16 * seconds) + 1
    stage = build_stage(world_of(action, frames=count), "s")
    picked = np.rint(np.linspace(0, count - 1, FRAMES)).astype(int).tolist()
    options = RenderOptions(passes=frozenset({Pass.BEAUTY}), edge_samples=8)
    cells = [frame.beauty for frame in renderer.render(stage, picked, options=options)]
    row = Image.fromarray(np.concatenate([cell for cell in cells if cell is not None], axis=1))
    ImageDraw.Draw(row).text((4, 2), action.name, fill=(255, 255, 255))
    return np.asarray(row)


def pictures(names: list[str]) -> Iterator[tuple[str, np.ndarray]]:
    """Yield a picture per family, in parts of at most 14 strips."""
    renderer = NumbaRenderer()
    for family in names:
        rows = [strip(action, renderer) for action in FAMILIES[family]]
        parts = -(-len(rows) // 14)
        size = -(-len(rows) // parts)
        for k in range(parts):
            suffix = f"_{k + 1}" if parts > 1 else ""
            yield f"{family}{suffix}", np.concatenate(rows[k * size : (k + 1) * size])


def main() -> None:
    """Render the families that are named, or all."""
    OUT.mkdir(parents=True, exist_ok=True)
    for name, picture in pictures(sys.argv[1:] or list(FAMILIES)):
        path = OUT / f"actions_{name}.jpg"
        Image.fromarray(picture).save(path, quality=76, optimize=True)
        print(path.name, picture.shape, path.stat().st_size // 1000, "kB")


if __name__ == "__main__":
    main()
