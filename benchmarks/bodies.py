"""What our people and animals cost: `python benchmarks/bodies.py`.

Moving and skinning 5 people and 5 animals, and all passes of a shot with 3 people and 2 animals.
CPU is that of the process over all threads; the least of several runs counts, since other work on
the machine only ever adds. What a clip of each action costs says `benchmarks/motion.py`.
"""

import argparse
import cProfile
import json
import pstats
import time
from collections.abc import Sequence

import numpy as np
from bodies_scene import bodies_world
from render import measure_stages

from groundplan.previz.backends.numba_tiles import NumbaRenderer
from groundplan.previz.backends.numba_tiles.packing import pack
from groundplan.previz.backends.numba_tiles.views import Buffers, skin_pose
from groundplan.scene.build import build_stage
from groundplan.scene.stage import Stage

FRAMES = 96
"""Three whole blocks of poses."""
BOTH_LIMIT_MS = 12.0


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--frames", type=int, default=81, help="of the shot that is rendered")
    parser.add_argument("--profile", action="store_true", help="say where posing spends its time")
    given = parser.parse_args(arguments)
    if given.profile:
        _profile()
        return
    print(json.dumps(both(runs=given.runs)))
    for threads in (1, 2):
        print(json.dumps(shot(frames=given.frames, threads=threads, runs=given.runs)))


def stage_of(*, people: int, animals: int, frames: int) -> Stage:
    """Return a stage that has posed nothing yet."""
    world = bodies_world(
        people=people, animals=animals, size_px=(832, 480), frame_count=frames
    )  # fmt: skip
    return build_stage(world, "s1")


def both(*, runs: int) -> dict[str, object]:
    """Return CPU ms per frame of motion and of skinning for 5 people and 5 animals."""
    motion, skinning, bodies = [], [], stage_of(people=5, animals=5, frames=FRAMES)
    topology = pack(bodies)
    buffers = Buffers.empty(topology, size_px=bodies.size_px)
    skin_pose(bodies.pose(bodies.clock.time(0)), topology, buffers=buffers)
    for _ in range(runs):
        bodies = stage_of(people=5, animals=5, frames=FRAMES)
        start = time.process_time()
        poses = [bodies.pose(bodies.clock.time(frame)) for frame in range(-1, FRAMES - 1)]
        middle = time.process_time()
        for pose in poses:
            skin_pose(pose, topology, buffers=buffers)
        motion.append((middle - start) * 1e3 / FRAMES)
        skinning.append((time.process_time() - middle) * 1e3 / FRAMES)
    return {
        "what": "5 people and 5 animals", "skinned_vertices": len(topology.skin_source),
        "motion_ms": round(min(motion), 2), "skinning_ms": round(min(skinning), 2),
        "both_ms": round(min(np.add(motion, skinning)), 2), "limit_ms": BOTH_LIMIT_MS,
    }  # fmt: skip


def shot(*, frames: int, threads: int, runs: int) -> dict[str, object]:
    """Return what all passes cost with 3 people and 2 animals in shot: the least of the runs."""
    found = [
        measure_stages(
            NumbaRenderer(), lambda n: stage_of(people=3, animals=2, frames=n), frames=frames,
            threads=threads,
        )
        for _ in range(runs)
    ]  # fmt: skip
    best = min(found, key=lambda figures: figures.cpu_ms_per_frame)
    return {
        "what": "3 people and 2 animals in shot", "frames": frames, "threads": threads,
        "triangles": best.triangles, "cpu_ms_per_frame": best.cpu_ms_per_frame,
        "of_them": best.passes, "wall_s": min(figures.wall_s for figures in found),
        "longest_thread_cpu_s": min(figures.longest_thread_cpu_s for figures in found),
        "peak_rss_mb": best.peak_rss_mb,
    }  # fmt: skip


def _profile() -> None:
    bodies = stage_of(people=5, animals=5, frames=FRAMES)
    with cProfile.Profile() as profile:
        for frame in range(-1, FRAMES - 1):
            bodies.pose(bodies.clock.time(frame))
    pstats.Stats(profile).sort_stats("cumtime").print_stats(45)


if __name__ == "__main__":
    main()
