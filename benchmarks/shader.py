"""Time the embedded shader, plans and encoders: `python benchmarks/shader.py [--json]`.

CPU figures are medians of process CPU on one thread, which other work on the machine disturbs less
than wall time. The clip is that of a sentence, rendered here at 832x480.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from groundplan.shader.briefing import brief_of
from groundplan.shader.looks.features import LookFrame, features_of
from groundplan.shader.looks.finish import Finish
from groundplan.shader.looks.names import LOOK_NAMES
from groundplan.shader.looks.network import load_network
from groundplan.shader.port import CallSession
from groundplan.shader.wish import ShadeWish
from groundplan.studio.options import TakeOptions
from groundplan.studio.registry import shader, shader_names
from groundplan.studio.shading.control_pack import ControlRender, render_control_pack
from groundplan.studio.take import plan_world

_GIVEN = {"guardrail": "cosmos_guardrail"}
_BRIEF = (
    "A woman in a red coat walks past a dog in a street at sunset. Medium shot, dolly in, "
    "50 mm lens."
)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--frames", type=int, default=12)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    world = plan_world(_BRIEF, options=TakeOptions()).world
    shot = next(iter(world.shots))
    brief = brief_of(world, shot)
    found: dict[str, object] = {
        "brief_cpu_ms": _median_ms(lambda: brief_of(world, shot), 5),
        "plan_cpu_ms": {name: _plan_ms(name, brief) for name in shader_names()},
        "import_torch": _imports("groundplan"),
    }
    with tempfile.TemporaryDirectory() as folder:
        found["embedded"] = _embedded(world, replace(brief, frame_count=args.frames), Path(folder))
    print(json.dumps(found, indent=2 if not args.json else None, sort_keys=True))


def _plan_ms(name: str, brief: object) -> float | str:
    backend = shader(name)
    claims = backend.capabilities
    options = tuple(
        (o.name, o.default or _GIVEN.get(o.name, "x")) for o in claims.options if o.required
    )
    wish = ShadeWish(frame_count=claims.frames.at_least(claims.frames.minimum), options=options)
    return _median_ms(lambda: backend.plan(brief, wish), 9)


def _embedded(world: object, brief: object, folder: Path) -> dict[str, object]:
    backend = shader("embedded")
    plan = backend.plan(brief, ShadeWish(frame_count=brief.frame_count))
    pack = render_control_pack(world, plan, folder / "pack", how=ControlRender(threads=1))
    frames = [_frame(pack, k) for k in range(plan.frame_count)]
    network = load_network("film")
    planes = [features_of(frame) for frame in frames]
    pictures = [network(one) for one in planes]
    finishes = {look: Finish(look, size_px=plan.size_px, seed=0) for look in LOOK_NAMES}
    times: dict[str, object] = {
        "features_cpu_ms": _each_ms(features_of, frames),
        "network_cpu_ms": _each_ms(network, planes),
        "finish_cpu_ms": {
            look: _each_ms(lambda one, f=finish: f(one, frame=0), pictures)
            for look, finish in finishes.items()
        },
    }
    for look in LOOK_NAMES:
        call = backend.encode(replace(plan, look=look), pack)
        began = time.process_time()
        backend.submit(call, session=CallSession())
        times[f"{look}_cpu_ms_per_frame"] = _ms((time.process_time() - began) / plan.frame_count)
    return times


def _frame(pack: object, index: int) -> LookFrame:
    names = ("beauty", "depth", "normal", "instance", "illuminance")
    saturation = pack.cameras.frames[index].saturation_luminance_nit
    return LookFrame(**{name: pack[name][index] for name in names}, saturation_nit=saturation)


def _each_ms(work: Callable[[object], object], things: list[object]) -> float:
    times = []
    for one in things:
        began = time.process_time()
        work(one)
        times.append(time.process_time() - began)
    return _ms(statistics.median(times))


def _median_ms(work: Callable[[], object], times: int) -> float:
    return _each_ms(lambda _: work(), [None] * times)


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 2)


def _imports(module: str) -> list[str]:
    """Return the heavy modules that importing one loads."""
    program = (
        f"import sys, {module}, json; heavy = ('torch', 'diffusers', 'onnxruntime', 'httpx', 'av');"
        "print(json.dumps([h for h in heavy if h in sys.modules]))"
    )
    done = subprocess.run(  # noqa: S603 (fixed arguments)
        [sys.executable, "-c", program], check=True, capture_output=True
    )
    return json.loads(done.stdout)


if __name__ == "__main__":
    main()
