"""Measure how long a diffusers backend takes for a second of footage, on a CUDA device.

    .venv/bin/python tools/gpu/realtime_factor.py wan-vace --model FOLDER [--steps 30] [--json]

It plans a shot, renders its control pack, and shades it twice: first with loading and few steps,
then warm. The figure is the warm one. `--call` takes the folder of `groundplan shade --dry-run`
instead: then nothing is planned or drawn here. `--random` makes the model, of random weights.
Where the steps would take longer than `--budget-s`, fewer are made, and what all would have taken
is reckoned from them and named so. Without a CUDA device it measures nothing, says so and exits
with 3; `--device cpu` measures on the CPU, for checking this script with a tiny model.
"""
# ruff: noqa: PLC0415  (what a ready call does not need is imported where it is needed)

import argparse
import json
import statistics
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from time import perf_counter
from typing import Final, cast

from random_wan import SHAPES, save_random_wan
from saved_call import read_call

from groundplan.errors import GroundplanError
from groundplan.shader.backends.cogvideox_fun import CogVideoXFun
from groundplan.shader.backends.cosmos_transfer import CosmosTransfer
from groundplan.shader.backends.ltx2_control import Ltx2Control
from groundplan.shader.backends.ltx2_keyframes import Ltx2Keyframes
from groundplan.shader.backends.sana_wm import SanaWm
from groundplan.shader.backends.wan_vace import WanVace
from groundplan.shader.call import ShaderCall
from groundplan.shader.diffusion.arguments import argument, section, whole_number
from groundplan.shader.diffusion.devices import free_memory
from groundplan.shader.port import CallSession, Delivered, Shader
from groundplan.shader.wish import ShadeWish
from groundplan.world.base import JsonData

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
FEWEST_STEPS: Final = 2
"""What a step takes is the time between two of them."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Timed:
    """A call that was made, and where its seconds went."""

    made: Delivered
    whole_s: float
    before_steps_s: float
    """Encoding words and controls; in the first call loading too."""
    step_s: float
    after_steps_s: float
    """Decoding."""


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
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("backend", choices=sorted(SHADERS))
    parser.add_argument("--model", required=True, help="folder of the model, or hub id")
    parser.add_argument("--random", choices=sorted(SHAPES), help="make --model: a Wan VACE")
    parser.add_argument("--call", type=Path, help="folder of a dry run to film")
    parser.add_argument("--size", help="WIDTHxHEIGHT; the plan's own where it is left out")
    parser.add_argument("--frames", type=int, help="of the clip; the plan's own likewise")
    parser.add_argument("--steps", type=int, help="of the sampler; the model's usual likewise")
    parser.add_argument("--budget-s", type=float, help="seconds that the steps may take")
    parser.add_argument("--device", choices=("cuda", "cpu"), default="cuda")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--out", type=Path, help="file for the JSON, also of what is not finished")
    return parser.parse_args()


def _measured(chosen: argparse.Namespace) -> dict[str, object]:
    shader: Shader = SHADERS[chosen.backend]()
    found = _made_model(chosen)
    call, rate = _call(chosen, shader)
    frames, asked = whole_number(call, "frames"), _steps(call)
    output_s = frames / float(rate)
    found |= {
        "backend": call.backend,
        "size_px": [whole_number(call, "width"), whole_number(call, "height")],
        "frames": frames,
        "output_s": round(output_s, 3),
    }
    first = _timed(shader, _with_steps(call, FEWEST_STEPS), chosen.device)
    found |= {
        "device": first.made.device,
        "weights": first.made.weights,
        "libraries": first.made.libraries,
        "first": _seconds(first) | {"steps": FEWEST_STEPS},
        "peak_gpu_bytes_with_loading": _peak(chosen.device),
    }
    _keep(chosen, found)
    steps = _fitting(asked, first.step_s, chosen.budget_s)
    warm = _timed(shader, _with_steps(call, steps), chosen.device)
    found |= {"warm": _seconds(warm) | {"steps": steps}, "peak_gpu_bytes": _peak(chosen.device)}
    found |= _factor(warm, output_s, steps=steps, asked=asked)
    _keep(chosen, found)
    return found


def _factor(warm: Timed, output_s: float, *, steps: int, asked: int) -> dict[str, object]:
    """Return the figure: measured where all steps were made, else reckoned."""
    if steps == asked:
        return {
            "steps_asked": asked,
            "seconds_per_output_second": round(warm.whole_s / output_s, 3),
        }
    whole_s = warm.before_steps_s + asked * warm.step_s + warm.after_steps_s
    return {
        "steps_asked": asked,
        "reckoned": f"{asked} steps from {steps} that were made",
        "reckoned_seconds_per_output_second": round(whole_s / output_s, 3),
    }


def _made_model(chosen: argparse.Namespace) -> dict[str, object]:
    """Make the model of random weights that was asked for, and return what it is."""
    if chosen.random is None:
        return {}
    began = perf_counter()
    weights = save_random_wan(
        Path(chosen.model),
        SHAPES[chosen.random],
        device=chosen.device,
        precision="bfloat16" if chosen.device == "cuda" else "float32",
    )
    free_memory()
    return {
        "model": f"random weights in the shape of {chosen.random}, text encoder of one layer",
        "transformer_weights": weights,
        "making_model_s": round(perf_counter() - began, 3),
    }


def _call(chosen: argparse.Namespace, shader: Shader) -> tuple[ShaderCall, Fraction]:
    given = dict(one.split("=", 1) for one in chosen.set)
    options = {"model": chosen.model, "device": chosen.device} | given
    if chosen.call is None:
        return _planned(chosen, shader, options)
    call, rate = read_call(chosen.call, chosen.backend)
    call = _changed(call, "load", options)
    return (call if chosen.steps is None else _with_steps(call, chosen.steps)), rate


def _planned(
    chosen: argparse.Namespace, shader: Shader, options: Mapping[str, str]
) -> tuple[ShaderCall, Fraction]:
    from groundplan.shader.briefing import brief_of
    from groundplan.studio.options import TakeOptions
    from groundplan.studio.shading.control_pack import render_control_pack
    from groundplan.studio.take import plan_world

    world = plan_world(BRIEF, options=TakeOptions()).world
    shot = next(iter(world.shots))
    plan = shader.plan(brief_of(world, shot), _wish(chosen, options))
    with tempfile.TemporaryDirectory() as folder:
        call = shader.encode(plan, render_control_pack(world, plan, Path(folder) / "pack"))
    return call, plan.fps


def _wish(chosen: argparse.Namespace, options: Mapping[str, str]) -> ShadeWish:
    size = None
    if chosen.size:
        width, _, height = chosen.size.partition("x")
        size = (int(width), int(height))
    return ShadeWish(
        size_px=size,
        frame_count=chosen.frames,
        steps=chosen.steps,
        options=tuple(options.items()),
    )


def _steps(call: ShaderCall) -> int:
    found = argument(call, "num_inference_steps")
    return found if isinstance(found, int) else FEWEST_STEPS


def _with_steps(call: ShaderCall, steps: int) -> ShaderCall:
    return _changed(call, "call", {"num_inference_steps": steps})


def _changed(call: ShaderCall, part: str, values: Mapping[str, JsonData]) -> ShaderCall:
    """Return a call with other values in a part of its request."""
    whole = cast("dict[str, JsonData]", call.arguments)
    return replace(call, arguments={**whole, part: {**section(call, part), **values}})


def _fitting(asked: int, step_s: float, budget_s: float | None) -> int:
    """Return as many steps as fit, at least two."""
    if budget_s is None:
        return asked
    return min(asked, max(FEWEST_STEPS, int(budget_s / step_s)))


def _timed(shader: Shader, call: ShaderCall, device: str) -> Timed:
    import torch

    on_cuda, done = device == "cuda", list[float]()
    if on_cuda:
        torch.cuda.reset_peak_memory_stats()

    def clock(_done: int, _total: int) -> None:
        if on_cuda:
            torch.cuda.synchronize()
        done.append(perf_counter())

    began = perf_counter()
    made = shader.submit(call, session=CallSession(progress=clock))
    ended = perf_counter()
    step_s = statistics.median(b - a for a, b in pairwise(done))
    return Timed(
        made=made,
        whole_s=ended - began,
        before_steps_s=done[0] - began - step_s,
        step_s=step_s,
        after_steps_s=ended - done[-1],
    )


def _seconds(timed: Timed) -> dict[str, object]:
    names = ("whole_s", "before_steps_s", "step_s", "after_steps_s")
    return {name: round(getattr(timed, name), 4) for name in names}


def _peak(device: str) -> int | None:
    import torch

    return torch.cuda.max_memory_allocated() if device == "cuda" else None


def _keep(chosen: argparse.Namespace, found: Mapping[str, object]) -> None:
    if chosen.out is not None:
        chosen.out.write_text(json.dumps(found, indent=2) + "\n")


if __name__ == "__main__":
    sys.exit(main())
