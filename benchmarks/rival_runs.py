"""Rivals on the common scene: each one in a process of its own, in the environment that has it."""

import json
import os
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from jaxtyping import Float

from groundplan.scene.stage import Item, Pose, Stage

__all__ = ["Rival", "rivals_on"]

_FOLDER = Path(__file__).parent / "rivals"
_LONGEST_S = 1800

Posed = tuple[Float[np.ndarray, "vertex 3"], Float[np.ndarray, "vertex 3"]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """What one rival took, or why there is no figure."""

    name: str
    size: str
    cpu_ms_per_frame: float | None
    delivers: str


def rivals_on(
    stage: Stage, *, frames: int, pythons: Sequence[str], pictures: Path | None
) -> list[Rival]:
    """Time every rival; the first interpreter of `pythons` that has it is used."""
    found: list[Rival] = []
    with tempfile.TemporaryDirectory() as folder:
        scene = Path(folder) / "scene.npz"
        write_scene(stage, scene, frames=frames)
        for script in sorted(_FOLDER.glob("with_*.py")):
            runs = (
                _run(script, python, scene=scene, size=stage.size_px, pictures=pictures)
                for python in pythons
            )
            missing = _missing(script, stage.size_px)
            found.append(next((run for run in runs if run.delivers != missing.delivers), missing))
    return found


def _missing(script: Path, size: tuple[int, int]) -> Rival:
    name = script.stem.removeprefix("with_")
    return Rival(
        name=name, size=f"{size[0]}x{size[1]}", cpu_ms_per_frame=None, delivers="not installed"
    )


def _run(
    script: Path, python: str, *, scene: Path, size: tuple[int, int], pictures: Path | None
) -> Rival:
    name, text = script.stem.removeprefix("with_"), f"{size[0]}x{size[1]}"
    command = [python, str(script), "--scene", str(scene)]
    if pictures is not None:
        command += ["--picture", str(pictures / f"{name}_{text}.png")]
    environment = os.environ | {"PYTHONPATH": str(_FOLDER), "OMP_NUM_THREADS": "1"}
    done = subprocess.run(  # noqa: S603 -- our own scripts
        command, env=environment, capture_output=True, text=True, check=False, timeout=_LONGEST_S
    )
    line = next((t for t in reversed(done.stdout.splitlines()) if t.startswith("{")), None)
    if done.returncode or line is None:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        return Rival(name=name, size=text, cpu_ms_per_frame=None, delivers=f"failed: {last[:160]}")
    told = json.loads(line)
    return Rival(
        name=name, size=text, cpu_ms_per_frame=told["cpu_ms_per_frame"], delivers=told["delivers"]
    )


def write_scene(stage: Stage, path: Path, *, frames: int) -> None:
    """Write the stage's shapes and posed frames, skinned: no rival is charged for that."""
    poses = [stage.pose(stage.clock.time(n)) for n in range(frames)]
    meshes = {id(item.mesh.positions): item.mesh for item in stage.items}
    order = list(meshes)
    skinned = [n for n, item in enumerate(stage.items) if item.mesh.skin is not None]
    posed = [[_skinned(stage.items[n], pose) for n in skinned] for pose in poses]
    sun = next(light for light in poses[0].lights if light.kind == "sun")
    arrays: dict[str, np.ndarray] = {
        "size_px": np.array(stage.size_px),
        "sun": np.array(sun.direction),
        "mesh_of": np.array([order.index(id(item.mesh.positions)) for item in stage.items]),
        "colors": np.array([item.material.base_color for item in stage.items]),
        "matrices": np.array([pose.world_from_item for pose in poses], dtype=float),
        "cameras": np.array([pose.camera.world_from_camera for pose in poses]),
        "intrinsics_px": poses[0].camera.intrinsics_px,
        "skinned_rows": np.array(skinned),
        "skinned_positions": np.array([[p for p, _ in row] for row in posed], dtype=np.float32),
        "skinned_normals": np.array([[n for _, n in row] for row in posed], dtype=np.float32),
    }
    for number, mesh in enumerate(meshes.values()):
        arrays[f"positions_{number}"] = mesh.positions
        arrays[f"normals_{number}"] = mesh.normals
        arrays[f"triangles_{number}"] = mesh.triangles
    np.savez(path, allow_pickle=False, **arrays)


def _skinned(item: Item, pose: Pose) -> Posed:
    skin = item.mesh.skin
    if skin is None:
        return item.mesh.positions, item.mesh.normals
    bones = pose.skin_from_bind[skin.joints.astype(int) + item.first_bone]
    blend = (skin.weights[..., None, None] * bones).sum(1)
    positions = np.einsum("vij,vj->vi", blend[:, :3, :3], item.mesh.positions) + blend[:, :3, 3]
    normals = np.einsum("vij,vj->vi", blend[:, :3, :3], item.mesh.normals)
    length = np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12)
    return positions, normals / length
