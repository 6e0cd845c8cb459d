"""Render worlds that groundplan makes of drawn sentences into shards, on the CPU, in parallel.

`PYTHONPATH=experiments .venv/bin/python -m gacha.make_worlds build/gacha`
"""

import argparse
import json
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np

from gacha.briefs import Brief, briefs
from gacha.shards import LANDMARK, MOVER, FilmedWorld, save_worlds
from groundplan.errors import GroundplanError
from groundplan.previz.port import Pass, RenderOptions
from groundplan.scene.build import build_stage
from groundplan.studio.options import TakeOptions
from groundplan.studio.registry import renderer
from groundplan.studio.take import plan_world
from groundplan.world.queries import shots_in_order

__all__ = ["filmed", "main"]

_PASSES: Final = frozenset({Pass.BEAUTY, Pass.DEPTH, Pass.INSTANCE})
_SECONDS: Final = 3.0
_SMALLEST_PX: Final = 12
"""Area in which mover and landmark have to show in most frames, for a world to be kept."""
_MOST: Final = 0.75


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tried:
    world: FilmedWorld | None
    reason: str
    """Why there is no world."""
    cpu_s: float


def filmed(brief: Brief, *, seed: int, size_px: tuple[int, int], frame_count: int) -> FilmedWorld:
    """Return the world of a sentence, filmed at frames spread evenly over the shot.

    Raises:
        GroundplanError: The sentence makes no world that can be rendered.
    """
    options = TakeOptions(size_px=size_px, seed=seed, seconds=_SECONDS)
    world = plan_world(brief.sentence, options=options).world
    stage = build_stage(world, shots_in_order(world)[0][0])
    ids = {one.name: one.instance for one in stage.instances}
    if brief.mover not in ids or brief.landmark not in ids:
        raise GroundplanError(f"no {brief.mover} or {brief.landmark} was made of: {brief.sentence}")
    frames = np.linspace(0, stage.clock.frame_count - 1, frame_count).round().astype(int)
    shown = list(
        renderer("numba").render(stage, frames.tolist(), options=RenderOptions(passes=_PASSES))
    )
    instance = np.stack([np.asarray(frame.instance) for frame in shown])
    depth_m = np.stack([np.asarray(frame.depth) for frame in shown])
    labels = np.zeros(instance.shape, np.uint8)
    labels[instance == ids[brief.mover]] = MOVER
    labels[instance == ids[brief.landmark]] = LANDMARK
    return FilmedWorld(
        brief=brief,
        pictures=np.stack([np.asarray(frame.beauty) for frame in shown]),
        nearness=(255 * np.sqrt(2 / np.maximum(depth_m, 2))).round().astype(np.uint8),
        labels=labels,
    )


def _tried(job: tuple[int, Brief], *, size_px: tuple[int, int], frame_count: int) -> _Tried:
    begun = time.process_time()
    world, reason = None, ""
    try:
        world = filmed(job[1], seed=job[0], size_px=size_px, frame_count=frame_count)
        if not _shows(world):
            world, reason = None, "mover or landmark hardly shows"
    except (GroundplanError, ValueError) as error:
        reason = f"{type(error).__name__}: {error} of seed {job[0]}: {job[1].sentence}"
    return _Tried(world=world, reason=reason, cpu_s=time.process_time() - begun)


def _shows(world: FilmedWorld) -> bool:
    areas = np.array([(world.labels == label).sum((1, 2)) for label in (MOVER, LANDMARK)])
    return bool(((areas >= _SMALLEST_PX).mean(axis=1) >= _MOST).all())


def _kept(
    tried: Iterator[_Tried], count: int, *, account: dict[str, float]
) -> Iterator[FilmedWorld]:
    """Yield the first `count` worlds that show what they should; count the others by reason."""
    kept = 0
    for one in tried:
        account["cpu_s"] = account.get("cpu_s", 0.0) + one.cpu_s
        if one.world is None:
            reason = one.reason.split(":")[0]
            account[reason] = account.get(reason, 0) + 1
            if ":" in one.reason:
                print(f"left out: {one.reason}", flush=True)
            continue
        yield one.world
        kept += 1
        if kept == count:
            return


def main(words: list[str] | None = None) -> None:
    """Write the shards of all splits, and what they cost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--train", type=int, default=1000)
    parser.add_argument("--calibration", type=int, default=32)
    parser.add_argument("--held-out", type=int, default=64)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--size", type=int, nargs=2, default=(80, 45))
    parser.add_argument("--frames", type=int, default=12)
    parser.add_argument("--shard", type=int, default=250)
    parser.add_argument("--jobs", type=int, default=2)
    args = parser.parse_args(words)
    args.folder.mkdir(parents=True, exist_ok=True)
    work = partial(_tried, size_px=tuple(args.size), frame_count=args.frames)
    cost: dict[str, dict[str, float]] = {}
    with ProcessPoolExecutor(args.jobs) as pool:
        for split in ("held_out", "calibration", "train"):
            count = int(getattr(args, split))
            account = cost.setdefault(split, {"worlds": count, "bytes": 0})
            jobs = list(enumerate(briefs(split, 2 * count + 8, seed=args.seed)))
            worlds = _kept(_in_turn(pool, work, jobs), count, account=account)
            for number, group in enumerate(_groups(worlds, args.shard)):
                path = args.folder / f"{split}_{number:02d}.npz"
                account["bytes"] += save_worlds(path, group, lossless=split != "train")
                print(f"{path}: {len(group)} worlds, {account}", flush=True)
    (args.folder / "cost.json").write_text(json.dumps(cost, indent=2) + "\n")


def _in_turn(
    pool: ProcessPoolExecutor, work: "partial[_Tried]", jobs: list[tuple[int, Brief]]
) -> Iterator[_Tried]:
    """Yield in order, in small portions, so that what is not needed is not rendered."""
    for start in range(0, len(jobs), 16):
        yield from pool.map(work, jobs[start : start + 16])


def _groups(worlds: Iterator[FilmedWorld], size: int) -> Iterator[list[FilmedWorld]]:
    group: list[FilmedWorld] = []
    for world in worlds:
        group.append(world)
        if len(group) == size:
            yield group
            group = []
    if group:
        yield group


if __name__ == "__main__":
    main()
