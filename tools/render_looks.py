"""Draw docs/images/looks.jpg: frames as previz and in the four looks of the embedded shader."""

import argparse
import tempfile
from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image

from groundplan.shader.briefing import brief_of
from groundplan.shader.looks.names import LOOK_NAMES
from groundplan.shader.port import CallSession
from groundplan.shader.wish import ShadeWish
from groundplan.studio.options import TakeOptions
from groundplan.studio.registry import shader
from groundplan.studio.shading.control_pack import render_control_pack
from groundplan.studio.take import plan_world

__all__ = ["main"]

_BRIEFS: Final = (
    "A woman in a red coat walks to a fountain in a park at sunset. Medium shot, 35 mm lens.",
    "A horse stands beside a fence in a field in the morning. Wide shot, 50 mm lens.",
    "A man in a grey suit sits at a table in a kitchen at night. Medium close-up, 40 mm lens.",
)


def main() -> None:
    """Write the picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    default = Path(__file__).parents[1] / "docs/images/looks.jpg"
    parser.add_argument("--out", type=Path, default=default)
    parser.add_argument("--width", type=int, default=1600)
    args = parser.parse_args()
    sheet = Image.fromarray(np.concatenate([_row(brief) for brief in _BRIEFS]))
    height = round(sheet.height * args.width / sheet.width)
    sheet.resize((args.width, height), Image.Resampling.LANCZOS).save(args.out, quality=88)


def _row(brief: str) -> np.ndarray:
    """Return the last of three frames, previz first."""
    world = plan_world(brief, options=TakeOptions()).world
    facts = brief_of(world, next(iter(world.shots)))
    backend = shader("embedded")
    with tempfile.TemporaryDirectory() as folder:
        plan = backend.plan(facts, ShadeWish(frame_count=24))
        pack = render_control_pack(world, plan, Path(folder) / "pack")
        pictures = [pack["beauty"][23]]
        for look in LOOK_NAMES:
            own = backend.plan(facts, ShadeWish(frame_count=24, look=look))
            delivered = backend.submit(backend.encode(own, pack), session=CallSession())
            assert delivered.frames is not None  # noqa: S101  (it gives frames)
            pictures.append(delivered.frames[23])
    return np.concatenate(pictures, axis=1)


if __name__ == "__main__":
    main()
