"""Time the renderer and its rivals on the common scene: `python benchmarks/render.py`.

Without `--size` it takes 832x480, 1280x720 and 1920x1080. CPU figures are medians of process CPU
per frame over all threads, which other work on the machine disturbs less than wall time.
"""

import argparse
import itertools
import json
import platform
import resource
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import entry_points, version
from pathlib import Path

from common_scene import common_stage
from rival_runs import Rival, rivals_on

from groundplan.previz.port import Pass, Renderer, RenderOptions
from groundplan.scene.stage import Stage

__all__ = ["Figures", "measure", "measure_stages"]

_SIZES = ("832x480", "1280x720", "1920x1080")
_DIRECTIONS = frozenset({Pass.FLOW_FWD, Pass.OCCLUDED_FWD, Pass.FLOW_BWD, Pass.OCCLUDED_BWD})
_SURFACE = frozenset({Pass.DEPTH, Pass.NORMAL, Pass.INSTANCE})
_GROUPS = ("pose", "surface", "flow", "beauty")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What one run measured."""

    size: str
    frames: int
    threads: int
    triangles: int
    vertices: int
    cpu_ms_per_frame: float
    """All passes, posing the world included."""
    passes: dict[str, float]
    """CPU ms per frame: `pose` evaluates the world; each group adds what it costs on top of the
    groups before."""
    wall_s: float
    """All frames, all passes, from a stage that has posed nothing yet, on `threads` threads."""
    longest_thread_cpu_s: float
    """What the busiest of these threads needs on a core of its own: near `wall_s` of free cores."""
    peak_rss_mb: int
    warm_cpu_s: float
    """First frame of this process: loads the compiled kernels."""
    versions: dict[str, str]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure every size that was asked for and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", action="append", help="WxH; may be given several times")
    parser.add_argument("--frames", type=int, default=24)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--renderer", default="numba")
    parser.add_argument(
        "--rival-python", action="append", default=[],
        help="another interpreter that may have rivals installed; may be given several times",
    )  # fmt: skip
    parser.add_argument("--rival-frames", type=int, default=8, help="at most --frames")
    parser.add_argument("--pictures", type=Path, help="keep what each rival drew in this folder")
    parser.add_argument("--json", action="store_true", help="print one object per size")
    given = parser.parse_args(arguments)
    (entry,) = entry_points(group="groundplan.renderers", name=given.renderer)
    renderer: Renderer = entry.load()()
    pythons = [*given.rival_python, sys.executable]
    if not given.json:
        print("size        threads  CPU ms/frame  wall s  RSS MB     pose  surface  +flow  +beauty")
    for size in given.size or _SIZES:
        figures = measure(renderer, size=size, frames=given.frames, threads=given.threads)
        print(json.dumps(asdict(figures)) if given.json else _row(figures), flush=True)
        if not given.json:
            stage = _stage(size, given.frames)
            rivals = rivals_on(stage, frames=given.frames, pythons=pythons, pictures=given.pictures)
            for rival in rivals:
                print(_rival_row(rival, ours=figures.cpu_ms_per_frame), flush=True)


def _stage(size: str, frames: int) -> Stage:
    """Return the scene from a folder that it was saved to; nothing of it is posed yet."""
    width, height = (int(part) for part in size.split("x"))
    with tempfile.TemporaryDirectory() as folder:
        return common_stage(Path(folder) / "scene", size_px=(width, height), frame_count=frames)


def measure(renderer: Renderer, *, size: str, frames: int, threads: int) -> Figures:
    """Render the common scene and return what it cost; `size` reads WxH."""
    return measure_stages(renderer, lambda n: _stage(size, n), frames=frames, threads=threads)


def measure_stages(
    renderer: Renderer, stage_of: Callable[[int], Stage], *, frames: int, threads: int
) -> Figures:
    """Render a scene and return what it cost.

    `stage_of` gives it with so many frames, nothing of it posed yet.
    """
    start = time.process_time()
    next(iter(renderer.render(stage_of(1), [0], options=RenderOptions())))
    warm_cpu_s = time.process_time() - start
    stage = stage_of(frames)
    pose = _pose_ms(stage, frames)
    cpu = {
        name: _cpu_ms(renderer, stage=stage, frames=frames, passes=passes)
        for name, passes in (
            ("surface", _SURFACE),
            ("flow", _SURFACE | _DIRECTIONS),
            ("beauty", _SURFACE | _DIRECTIONS | {Pass.BEAUTY}),
        )
    }
    split = (pose, cpu["surface"], cpu["flow"] - cpu["surface"], cpu["beauty"] - cpu["flow"])
    wall_s, thread_s = _wall_s(renderer, stage=stage_of(frames), frames=frames, threads=threads)
    meshes = [item.mesh for item in stage.items]
    return Figures(
        size="{}x{}".format(*stage.size_px), frames=frames, threads=threads,
        triangles=sum(len(mesh.triangles) for mesh in meshes),
        vertices=sum(len(mesh.positions) for mesh in meshes),
        cpu_ms_per_frame=round(pose + cpu["beauty"], 1),
        passes={name: round(ms, 1) for name, ms in zip(_GROUPS, split, strict=True)},
        wall_s=round(wall_s, 2),
        longest_thread_cpu_s=round(thread_s, 2),
        peak_rss_mb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        warm_cpu_s=round(warm_cpu_s, 2),
        versions={n: version(n) for n in ("groundplan", "numba", "numpy")}
        | {"python": platform.python_version(), "renderer": renderer.version},
    )  # fmt: skip


def _pose_ms(stage: Stage, frames: int) -> float:
    """Return the mean process CPU of posing the world, neighbours of the ends included [ms].

    Poses are made in blocks and kept, so that the frames timed afterwards are free of them.
    """
    start = time.process_time()
    for frame in range(-1, frames + 1):
        stage.pose(stage.clock.time(frame))
    return (time.process_time() - start) * 1e3 / frames


def _cpu_ms(renderer: Renderer, *, stage: Stage, frames: int, passes: frozenset[Pass]) -> float:
    """Return the median process CPU per frame on one thread [ms]."""
    costs: list[float] = []
    start = time.process_time()
    for _ in renderer.render(stage, range(frames), options=RenderOptions(passes=passes)):
        now = time.process_time()
        costs.append((now - start) * 1e3)
        start = now
    return statistics.median(costs)


def _wall_s(renderer: Renderer, *, stage: Stage, frames: int, threads: int) -> tuple[float, float]:
    """Return wall time and the busiest thread's CPU [s]; each thread has a chunk of frames."""
    spent: list[float] = []

    def work(chunk: range) -> None:
        begun = time.thread_time()
        for _ in renderer.render(stage, chunk, options=RenderOptions()):
            pass
        spent.append(time.thread_time() - begun)

    cuts = [frames * n // threads for n in range(threads + 1)]
    workers = [
        threading.Thread(target=work, args=(range(a, b),)) for a, b in itertools.pairwise(cuts)
    ]
    start = time.perf_counter()
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return time.perf_counter() - start, max(spent)


def _row(f: Figures) -> str:
    split = "  ".join(f"{f.passes[name]:7.1f}" for name in _GROUPS)
    return (
        f"{f.size:10s}  {f.threads:7d}  {f.cpu_ms_per_frame:12.1f}  {f.wall_s:6.2f}  "
        f"{f.peak_rss_mb:6d}  {split}"
    )


def _rival_row(rival: Rival, *, ours: float) -> str:
    cost = rival.cpu_ms_per_frame
    figure = f"{'-':>12s}" if cost is None else f"{cost:12.1f}"
    ratio = "" if cost is None else f"{cost / ours:6.2f} x ours"
    return f"  {rival.name:17s}  {figure}  {ratio:13s}  {rival.delivers}"


if __name__ == "__main__":
    main()
