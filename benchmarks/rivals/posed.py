"""The common scene posed for renderers that take vertices and matrices, and their timing."""

import argparse
import importlib.util
import json
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from jaxtyping import Float, Float32

sys.path.insert(0, str(Path(__file__).parents[1]))

from common_scene import common_stage

from groundplan.scene.stage import CameraPose, Item, Stage

__all__ = ["Posed", "posed_frames", "time_rival"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Posed:
    """One frame of the scene."""

    matrices: Float[np.ndarray, "item 4 4"]
    camera: CameraPose
    skinned: dict[int, Float32[np.ndarray, "vertex 3"]]
    """Posed vertices of skinned items, in item space [m]."""


def posed_frames(stage: Stage) -> list[Posed]:
    """Return all frames, skinned in numpy: no rival is charged for that."""
    poses = [stage.pose(stage.clock.time(n)) for n in range(stage.clock.frame_count)]
    return [
        Posed(
            matrices=pose.world_from_item.astype(float),
            camera=pose.camera,
            skinned={
                n: _skin(item, pose.skin_from_bind)
                for n, item in enumerate(stage.items)
                if item.mesh.skin is not None
            },
        )
        for pose in poses
    ]


def _skin(item: Item, bones: Float32[np.ndarray, "bone 4 4"]) -> Float32[np.ndarray, "vertex 3"]:
    skin = item.mesh.skin
    if skin is None:
        return item.mesh.positions
    joints = skin.joints.astype(int) + item.first_bone
    blend = (skin.weights[..., None, None] * bones[joints]).sum(1)
    return np.einsum("vij,vj->vi", blend[:, :3, :3], item.mesh.positions) + blend[:, :3, 3]


def time_rival(
    name: str, *, delivers: str, start: Callable[[Stage, tuple[int, int]], Callable[[Posed], None]]
) -> None:
    """Run a rival over the frames that the command line asks for and print one JSON line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", default="832x480")
    parser.add_argument("--frames", type=int, default=12)
    given = parser.parse_args()
    if importlib.util.find_spec(name) is None:
        print(json.dumps({"name": name, "cpu_ms_per_frame": None, "delivers": "not installed"}))
        return
    width, height = (int(v) for v in given.size.split("x"))
    stage = common_stage(size_px=(width, height), frame_count=given.frames)
    frames = posed_frames(stage)
    draw = start(stage, (width, height))
    draw(frames[0])
    costs: list[float] = []
    for frame in frames:
        before = time.process_time()
        draw(frame)
        costs.append((time.process_time() - before) * 1e3)
    cost = round(statistics.median(costs), 1)
    print(json.dumps({"name": name, "cpu_ms_per_frame": cost, "delivers": delivers}))
