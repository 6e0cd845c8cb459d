"""From a built graph and its pictures to the call that a backend sends."""

import numpy as np

from groundplan.shader.call import ShaderCall
from groundplan.shader.comfy.clips import Clip, Picture
from groundplan.shader.comfy.job import Expected, Job, job_arguments
from groundplan.shader.comfy.orders import Built, Take
from groundplan.shader.comfy.settings import as_video, shift_of, timeout_of
from groundplan.shader.plan import ShadePlan, Window

__all__ = ["graph_call", "take_of"]


def take_of(plan: ShadePlan, window: Window, *, steps: int, guidance: float) -> Take:
    """Return what a graph is told; `steps` and `guidance` are those of a plan without any."""
    return Take(
        size_px=plan.size_px,
        frame_count=window.count,
        rate=float(plan.fps),
        seed=plan.seed,
        steps=steps if plan.steps is None else plan.steps,
        guidance=guidance if plan.guidance is None else plan.guidance,
        shift=shift_of(plan),
        prompt=plan.prompt,
        negative=plan.negative,
        as_video=as_video(plan),
    )


def graph_call(
    plan: ShadePlan,
    window: Window,
    built: Built,
    *,
    clips: dict[str, Clip],
    pictures: dict[str, Picture],
) -> ShaderCall:
    """Return the call; it holds the server only where the plan names one."""
    job = Job(
        server=plan.options["server"],
        timeout_s=timeout_of(plan),
        prompt=built.graph.api(),
        rate=plan.rate,
        expected=Expected(
            node=built.result.key,
            kind="video" if as_video(plan) else "frames",
            frame_count=window.count,
            size_px=plan.size_px,
        ),
        samplers=built.samplers,
    )
    return ShaderCall(
        backend=plan.backend,
        arguments=job_arguments(job),
        clips={name: np.ascontiguousarray(clip) for name, clip in clips.items()},
        pictures={name: np.ascontiguousarray(one) for name, one in pictures.items()},
    )
