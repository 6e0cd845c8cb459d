"""Frames of worlds that groundplan makes itself: planned, posed, rendered, kept as npz."""

import argparse
import hashlib
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Final

import numpy as np

from embedded.briefs import HELD_OUT, training_briefs
from groundplan.errors import GroundplanError
from groundplan.previz.port import Pass, RenderOptions
from groundplan.scene.build import build_stage
from groundplan.shader.looks.features import LookFrame
from groundplan.studio.options import TakeOptions
from groundplan.studio.registry import renderer
from groundplan.studio.take import plan_world
from groundplan.world.queries import shots_in_order

__all__ = ["frames_of", "load", "main"]

PASSES: Final = frozenset(
    {Pass.BEAUTY, Pass.DEPTH, Pass.NORMAL, Pass.INSTANCE, Pass.ILLUMINANCE, Pass.FLOW_FWD,
     Pass.OCCLUDED_FWD}
)  # fmt: skip


def frames_of(
    brief: str, *, count: int, pairs: bool, size_px: tuple[int, int]
) -> Iterator[tuple[LookFrame, dict[str, np.ndarray]]]:
    """Yield frames spread over the first shot; with `pairs` each one's next frame follows it."""
    world = plan_world(brief, options=TakeOptions(size_px=size_px)).world
    stage = build_stage(world, shots_in_order(world)[0][0])
    last = stage.clock.frame_count - 2
    chosen = np.unique(np.linspace(0, last, count).round().astype(int)).tolist()
    wanted = [k for one in chosen for k in ((one, one + 1) if pairs else (one,))]
    options = RenderOptions(passes=PASSES)
    for frame in renderer("numba").render(stage, wanted, options=options):
        look = LookFrame(
            beauty=frame.beauty,
            depth=frame.depth,
            normal=frame.normal,
            instance=frame.instance,
            illuminance=frame.illuminance,
            saturation_nit=frame.camera.exposure.saturation_luminance_nit,
        )
        yield look, {"flow": frame.flow_fwd, "occluded": frame.occluded_fwd}


def save(folder: Path, brief: str, *, count: int, pairs: bool, size_px: tuple[int, int]) -> int:
    """Write the frames of a brief that are not there yet; return how many it has."""
    stem = hashlib.sha256(brief.encode()).hexdigest()[:12]
    done = folder / f"{stem}.done"
    if done.exists():
        return int(done.read_text())
    number = 0
    for look, motion in frames_of(brief, count=count, pairs=pairs, size_px=size_px):
        extra = motion if pairs else {}
        data = {k: np.asarray(v) for k, v in asdict(look).items()} | extra
        np.savez_compressed(folder / f"{stem}_{number:02d}.npz", **data)
        number += 1
    done.write_text(str(number))
    return number


def load(path: Path) -> tuple[LookFrame, dict[str, np.ndarray]]:
    """Return a stored frame and, where there is one, its motion."""
    with np.load(path, allow_pickle=False) as data:
        fields = {k: data[k] for k in data.files}
    motion = {k: fields.pop(k) for k in ("flow", "occluded") if k in fields}
    fields["saturation_nit"] = float(fields["saturation_nit"])
    return LookFrame(**fields), motion


def main() -> None:
    """Render training and held-out frames."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--worlds", type=int, default=120)
    parser.add_argument("--frames", type=int, default=4)
    parser.add_argument("--seed", type=int, default=6)
    parser.add_argument("--size", type=int, nargs=2, default=(832, 480))
    args = parser.parse_args()
    size = (args.size[0], args.size[1])
    for name, briefs, pairs in (
        ("held_out", HELD_OUT, True),
        ("train", training_briefs(args.worlds, seed=args.seed), False),
    ):
        folder = args.folder / name
        folder.mkdir(parents=True, exist_ok=True)
        for index, brief in enumerate(briefs):
            try:
                number = save(folder, brief, count=args.frames, pairs=pairs, size_px=size)
            except GroundplanError as error:
                number = 0
                print(f"left out: {brief} ({error})")
            print(f"{name} {index + 1}/{len(briefs)}: {number} frames: {brief}", flush=True)


if __name__ == "__main__":
    main()
