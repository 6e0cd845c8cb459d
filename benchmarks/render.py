"""Time the renderer on the common scene: `python benchmarks/render.py --size 832x480 --json`.

CPU figures are medians of process CPU per frame over all threads, which other work on the machine
disturbs less than wall time.
"""

import argparse
import itertools
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import entry_points, version
from pathlib import Path

from common_scene import TRIANGLES, VERTICES, common_stage

from groundplan.previz.port import Pass, Renderer, RenderOptions
from groundplan.scene.stage import Stage

__all__ = ["Figures", "measure"]

_SIZES = ("832x480", "1280x720", "1920x1080")
_DIRECTIONS = frozenset({Pass.FLOW_FWD, Pass.OCCLUDED_FWD, Pass.FLOW_BWD, Pass.OCCLUDED_BWD})
_SURFACE = frozenset({Pass.DEPTH, Pass.NORMAL, Pass.INSTANCE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What one run measured."""

    size: str
    frames: int
    threads: int
    triangles: int
    vertices: int
    cpu_ms_per_frame: float
    passes: dict[str, float]
    """CPU ms per frame that each group adds when it is asked for on top of the groups before."""
    wall_s: float
    peak_rss_mb: int
    warm_cpu_s: float
    versions: dict[str, str]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure every size that was asked for and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", action="append", help="WxH; may be given several times")
    parser.add_argument("--frames", type=int, default=24)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--renderer", default="numba")
    parser.add_argument(
        "--rival-python", default=sys.executable, help="interpreter that has rivals installed"
    )
    parser.add_argument("--json", action="store_true", help="print one object per size")
    given = parser.parse_args(arguments)
    (entry,) = entry_points(group="groundplan.renderers", name=given.renderer)
    renderer: Renderer = entry.load()()
    if not given.json:
        print("size        threads  CPU ms/frame  wall s  RSS MB  surface  +flow  +beauty")
    for size in given.size or _SIZES:
        figures = measure(renderer, size=size, frames=given.frames, threads=given.threads)
        print(json.dumps(asdict(figures)) if given.json else _row(figures), flush=True)
        if not given.json:
            _print_rivals(size, frames=given.frames, python=given.rival_python)


def measure(renderer: Renderer, *, size: str, frames: int, threads: int) -> Figures:
    """Render the common scene and return what it cost; `size` reads WxH."""
    width, height = (int(part) for part in size.split("x"))
    stage = common_stage(size_px=(width, height), frame_count=frames)
    start = time.process_time()
    next(iter(renderer.render(stage, [0], options=RenderOptions())))
    warm_cpu_s = time.process_time() - start
    cpu = {
        name: _cpu_ms(renderer, stage=stage, frames=frames, passes=passes)
        for name, passes in (
            ("surface", _SURFACE),
            ("flow", _SURFACE | _DIRECTIONS),
            ("beauty", _SURFACE | _DIRECTIONS | {Pass.BEAUTY}),
        )
    }
    whole = cpu["beauty"]
    return Figures(
        size=size, frames=frames, threads=threads, triangles=TRIANGLES, vertices=VERTICES,
        cpu_ms_per_frame=round(whole, 1),
        passes={
            "surface": round(cpu["surface"], 1),
            "flow": round(cpu["flow"] - cpu["surface"], 1),
            "beauty": round(whole - cpu["flow"], 1),
        },
        wall_s=round(_wall_s(renderer, stage=stage, frames=frames, threads=threads), 2),
        peak_rss_mb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        warm_cpu_s=round(warm_cpu_s, 2),
        versions={n: version(n) for n in ("groundplan", "numba", "numpy")}
        | {"python": platform.python_version(), "renderer": renderer.version},
    )  # fmt: skip


def _cpu_ms(renderer: Renderer, *, stage: Stage, frames: int, passes: frozenset[Pass]) -> float:
    """Return the median process CPU per frame on one thread [ms]."""
    costs: list[float] = []
    start = time.process_time()
    for _ in renderer.render(stage, range(frames), options=RenderOptions(passes=passes)):
        now = time.process_time()
        costs.append((now - start) * 1e3)
        start = now
    return statistics.median(costs)


def _wall_s(renderer: Renderer, *, stage: Stage, frames: int, threads: int) -> float:
    """Return the time that all frames take, in contiguous chunks on several threads [s]."""

    def work(chunk: range) -> None:
        for _ in renderer.render(stage, chunk, options=RenderOptions()):
            pass

    cuts = [frames * n // threads for n in range(threads + 1)]
    workers = [
        threading.Thread(target=work, args=(range(a, b),)) for a, b in itertools.pairwise(cuts)
    ]
    start = time.perf_counter()
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return time.perf_counter() - start


def _print_rivals(size: str, *, frames: int, python: str) -> None:
    """Time every rival on the same scene in a process of its own, and print what came back."""
    here = Path(__file__).parent
    paths = os.pathsep.join([str(here.parent / "src"), str(here), str(here / "rivals")])
    for script in sorted((here / "rivals").glob("with_*.py")):
        done = subprocess.run(  # noqa: S603 -- our own scripts
            [python, str(script), "--size", size, "--frames", str(frames)],
            env=os.environ | {"PYTHONPATH": paths}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        lines = done.stdout.strip().splitlines()
        if done.returncode or not lines:
            print(f"  {script.stem[5:]:8s}  failed: {done.stderr.strip().splitlines()[-1:]}")
            continue
        found = json.loads(lines[-1])
        cost = found["cpu_ms_per_frame"]
        print(f"  {found['name']:8s}  {'-' if cost is None else cost:>6}  {found['delivers']}")


def _row(f: Figures) -> str:
    split = "  ".join(f"{f.passes[n]:7.1f}" for n in ("surface", "flow", "beauty"))
    return (
        f"{f.size:10s}  {f.threads:7d}  {f.cpu_ms_per_frame:12.1f}  {f.wall_s:6.2f}  "
        f"{f.peak_rss_mb:6d}  {split}"
    )


if __name__ == "__main__":
    main()
