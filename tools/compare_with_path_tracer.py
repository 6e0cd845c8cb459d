"""Compare rendered illuminance with a path tracer's on ten scenes (test-only, not in the suite).

    python tools/compare_with_path_tracer.py --mitsuba /path/to/venv/bin/python [--scene NAME]

Needs an interpreter that has Mitsuba 3 (`pip install mitsuba`); it needs nothing of groundplan.
Scenes, meshes, matte reflectances and lamps are the same; lamps are given in candela, lux and
cd/m^2, so that Mitsuba's radiance L of a surface of reflectance r means pi L / r lux.
"""
# pyright: basic

import argparse
import json
import math
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np

from groundplan.geometry.exposure import spot_edges
from groundplan.previz.backends.numba_tiles import NumbaRenderer
from groundplan.previz.port import Frame, LightQuality, Pass, RenderOptions
from groundplan.scene.stage import LightPose, SkyPose, Stage
from path_tracer.scenes import HOUSING, SCENES

__all__ = ["main"]

_LUMINANCE = np.array([0.2126, 0.7152, 0.0722])
_GRID = (8, 6)
"""Probes across and down the picture."""
_HALF = 2
"""A probe is the mean of a square of 2 n + 1 pixels of one flat surface."""
_DARK = 0.01
"""Probes below this share of the brightest are left out: their error means nothing."""
_PASSES = frozenset({Pass.INSTANCE, Pass.NORMAL, Pass.DEPTH, Pass.ILLUMINANCE})


def main() -> None:
    """Print a row per scene: errors of direct light and of all light, quick and traced."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mitsuba", default=sys.executable, help="Python that has Mitsuba 3")
    parser.add_argument("--scene", action="append", choices=list(SCENES), help="default: all")
    parser.add_argument("--samples", type=int, default=512, help="paths per pixel")
    parser.add_argument("--json", type=Path, help="also write every probe to this file")
    given = parser.parse_args()
    _must_have_mitsuba(given.mitsuba)
    print("errors in %: median / worst of the probes of a scene")
    print(f"{'scene':<14} probes    direct quick   direct traced       all quick      all traced")
    found = {}
    for name in given.scene or SCENES:
        found[name] = _compare(SCENES[name](), python=given.mitsuba, samples=given.samples)
        print(_row(name, found[name]), flush=True)
    if given.json:
        given.json.write_text(json.dumps(found, indent=1))


def _must_have_mitsuba(python: str) -> None:
    tried = subprocess.run(  # noqa: S603 (a Python that the caller names)
        [python, "-c", "import mitsuba; mitsuba.set_variant('scalar_rgb')"],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    if tried.returncode:
        raise SystemExit(
            f"{python} has no Mitsuba 3: make an environment with `pip install mitsuba` and name "
            "its Python with --mitsuba"
        )


def _compare(stage: Stage, *, python: str, samples: int) -> dict[str, list[float]]:
    """Return illuminance at every probe [lx]: ours and the path tracer's."""
    black = replace(
        stage,
        items=tuple(
            replace(i, material=replace(i.material, base_color=(0.0,) * 3)) for i in stage.items
        ),
    )
    frame = _frame(stage, "traced")
    probes = _probes(frame)
    reference = {
        "direct": _reference(stage, frame, python=python, samples=samples, depth=2),
        "all": _reference(stage, frame, python=python, samples=samples, depth=24),
    }
    ours = {
        "direct quick": _frame(black, "quick").illuminance,
        "direct traced": _frame(black, "traced").illuminance,
        "all quick": _frame(stage, "quick").illuminance,
        "all traced": frame.illuminance,
    }
    return {key: _means(array, probes) for key, array in (reference | ours).items()}


def _frame(stage: Stage, light: LightQuality) -> Frame:
    options = RenderOptions(passes=_PASSES, light=light)
    (frame,) = NumbaRenderer().render(stage, [0], options=options)
    return frame


def _probes(frame: Frame) -> list[tuple[int, int]]:
    """Return the middles of squares of pixels that lie on one flat surface."""
    height, width = frame.instance.shape
    found = []
    for j in range(_GRID[1]):
        for i in range(_GRID[0]):
            y, x = (2 * j + 1) * height // (2 * _GRID[1]), (2 * i + 1) * width // (2 * _GRID[0])
            square = slice(y - _HALF - 1, y + _HALF + 2), slice(x - _HALF - 1, x + _HALF + 2)
            normal = frame.normal[square].astype(float)
            flat = (normal @ frame.normal[y, x].astype(float)).min() > 0.8
            if 0 < frame.instance[y, x] < HOUSING and np.ptp(frame.instance[square]) == 0 and flat:
                found.append((y, x))
    return found


def _means(picture: np.ndarray, probes: list[tuple[int, int]]) -> list[float]:
    return [
        float(picture[y - _HALF : y + _HALF + 1, x - _HALF : x + _HALF + 1].mean())
        for y, x in probes
    ]


def _reference(stage: Stage, frame: Frame, *, python: str, samples: int, depth: int) -> np.ndarray:
    """Return the path tracer's illuminance of every pixel [lx]; NaN where nothing stands."""
    colors = np.full((2 * HOUSING, 3), np.nan)
    for item in stage.items:
        colors[item.instance] = item.material.base_color
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder) / "scene.npz", Path(folder) / "out.npy"
        _write(stage, source)
        worker = Path(__file__).parent / "path_tracer" / "mitsuba_worker.py"
        subprocess.run(  # noqa: S603 (our own code)
            [python, str(worker), str(source), str(out), str(samples), str(depth), "1"], check=True
        )
        radiance = np.load(out)
    return math.pi * (radiance / colors[frame.instance]) @ _LUMINANCE


def _write(stage: Stage, path: Path) -> None:
    pose = stage.pose(stage.clock.time(0))
    place = np.asarray(pose.camera.world_from_camera, float)
    k = np.asarray(pose.camera.intrinsics_px, float)
    about = {
        "size_px": stage.size_px,
        "eye": place[:3, 3].tolist(),
        "target": (place[:3, 3] - place[:3, 2]).tolist(),
        "fov_x_deg": math.degrees(2 * math.atan(stage.size_px[0] / 2 / k[0, 0])),
        "colors": [list(i.material.base_color) for i in stage.items],
        "lights": [_light(lamp) for lamp in pose.lights],
    }
    arrays = {"dome": _dome(pose.sky), "about": np.array(json.dumps(about))}
    for n, item in enumerate(stage.items):
        arrays[f"p{n}"], arrays[f"n{n}"] = item.mesh.positions, item.mesh.normals
        arrays[f"t{n}"] = item.mesh.triangles
    np.savez(path, **arrays)


def _light(lamp: LightPose) -> dict[str, object]:
    strength = lamp.illuminance_lx if lamp.kind == "sun" else lamp.intensity_cd
    if lamp.kind == "area":
        strength /= lamp.size_m[0] * lamp.size_m[1]
    full, dark = spot_edges(lamp.beam_angle_rad)
    return {
        "kind": lamp.kind, "position": lamp.position, "direction": lamp.direction,
        "right": lamp.right, "size": lamp.size_m, "value": [c * strength for c in lamp.color],
        "full_deg": math.degrees(math.acos(full)), "dark_deg": math.degrees(math.acos(dark)),
    }  # fmt: skip


def _dome(sky: SkyPose) -> np.ndarray:
    """Return a column of radiance from straight up to straight down; empty at night."""
    if not any(sky.horizon_nit):
        return np.zeros((0, 3), np.float32)
    sine = np.cos((np.arange(512) + 0.5) / 512 * math.pi)[:, None]
    zenith, horizon = np.array(sky.zenith_nit), np.array(sky.horizon_nit)
    above = zenith + (horizon - zenith) * (1.0 - sine) ** 4
    return np.where(sine > 0.0, above, np.array(sky.ground_nit)).astype(np.float32)


def _row(name: str, found: dict[str, list[float]]) -> str:
    cells = []
    for key in ("direct quick", "direct traced", "all quick", "all traced"):
        truth, ours = np.array(found[key.split()[0]]), np.array(found[key])
        kept = truth > _DARK * max(found["all"])
        error = 100.0 * np.abs(ours[kept] / truth[kept] - 1.0)
        cells.append(f"{np.median(error):6.1f} /{error.max():6.1f}")
    return f"{name:<14} {len(found['all']):>6} " + "  ".join(cells)


if __name__ == "__main__":
    main()
