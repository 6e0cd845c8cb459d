"""Measure how long a diffusers backend takes for a second of footage, on a CUDA device.

    .venv/bin/python tools/gpu/realtime_factor.py wan-vace --model FOLDER [--steps 30] [--json]

It plans a shot, renders its control pack, and shades it twice: once with loading, once warm. The
figure is the warm one. Without a CUDA device it measures nothing, says so and exits with 3;
`--device cpu` measures on the CPU, for checking this script with a tiny model.
"""

import argparse
import json
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter
from typing import Final

from groundplan.errors import GroundplanError
from groundplan.shader.backends.cogvideox_fun import CogVideoXFun
from groundplan.shader.backends.cosmos_transfer import CosmosTransfer
from groundplan.shader.backends.ltx2_control import Ltx2Control
from groundplan.shader.backends.ltx2_keyframes import Ltx2Keyframes
from groundplan.shader.backends.sana_wm import SanaWm
from groundplan.shader.backends.wan_vace import WanVace
from groundplan.shader.briefing import brief_of
from groundplan.shader.port import CallSession, Delivered, Shader
from groundplan.shader.wish import ShadeWish
from groundplan.studio.options import TakeOptions
from groundplan.studio.shading.control_pack import render_control_pack
from groundplan.studio.take import plan_world

NOT_RUN: Final = 3
SHADERS: Final[dict[str, type]] = {
    "wan-vace": WanVace,
    "ltx2-control": Ltx2Control,
    "ltx2-keyframes": Ltx2Keyframes,
    "sana-wm": SanaWm,
    "cogvideox-fun": CogVideoXFun,
    "cosmos-transfer": CosmosTransfer,
}
BRIEF: Final = "A woman walks to a red car."


def main() -> int:
    """Measure, print, and return 0; 1 where the backend fails, 3 where nothing was run."""
    chosen = _arguments()
    if find_spec("torch") is None:
        print("not run: torch is not installed (pip install 'groundplan[diffusers]')")
        return NOT_RUN
    import torch

    if chosen.device == "cuda" and not torch.cuda.is_available():
        print("not run: no CUDA device")
        return NOT_RUN
    try:
        found = _measured(chosen)
    except GroundplanError as error:
        print(f"failed: {error}")
        return 1
    print(json.dumps(found) if chosen.json else "\n".join(f"{k}: {v}" for k, v in found.items()))
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("backend", choices=sorted(SHADERS))
    parser.add_argument("--model", required=True, help="folder of the model, or hub id")
    parser.add_argument("--size", help="WIDTHxHEIGHT; the plan's own where it is left out")
    parser.add_argument("--frames", type=int, help="of the clip; the plan's own likewise")
    parser.add_argument("--steps", type=int, help="of the sampler; the model's usual likewise")
    parser.add_argument("--device", choices=("cuda", "cpu"), default="cuda")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def _measured(chosen: argparse.Namespace) -> dict[str, object]:
    shader: Shader = SHADERS[chosen.backend]()
    world = plan_world(BRIEF, options=TakeOptions()).world
    shot = next(iter(world.shots))
    plan = shader.plan(brief_of(world, shot), _wish(chosen))
    with tempfile.TemporaryDirectory() as folder:
        call = shader.encode(plan, render_control_pack(world, plan, Path(folder) / "pack"))
    cold, _ = _timed(shader, call)
    warm, made = _timed(shader, call)
    output_s = plan.windows[0].count / float(plan.fps)
    return {
        "backend": plan.backend,
        "device": made.device,
        "weights": made.weights,
        "size_px": plan.size_px,
        "frames": plan.windows[0].count,
        "output_s": round(output_s, 3),
        "with_loading_s": round(cold, 3),
        "warm_s": round(warm, 3),
        "seconds_per_output_second": round(warm / output_s, 3),
        "peak_gpu_bytes": _peak(chosen.device),
        "libraries": made.libraries,
    }


def _wish(chosen: argparse.Namespace) -> ShadeWish:
    size = None
    if chosen.size:
        width, _, height = chosen.size.partition("x")
        size = (int(width), int(height))
    given = dict(one.split("=", 1) for one in chosen.set)
    options = {"model": chosen.model, "device": chosen.device} | given
    return ShadeWish(
        size_px=size,
        frame_count=chosen.frames,
        steps=chosen.steps,
        options=tuple(options.items()),
    )


def _timed(shader: Shader, call: object) -> tuple[float, Delivered]:
    began = perf_counter()
    made = shader.submit(call, session=CallSession())
    return perf_counter() - began, made


def _peak(device: str) -> int | None:
    import torch

    return torch.cuda.max_memory_allocated() if device == "cuda" else None


if __name__ == "__main__":
    sys.exit(main())
