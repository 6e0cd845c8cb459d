"""One call of a pipeline: load, run with progress and cancelling, check what comes back."""
# diffusers is typed only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

import traceback
from collections.abc import Callable
from typing import Any, Final

from groundplan.errors import CallCancelledError, CallError
from groundplan.shader.call import ShaderCall
from groundplan.shader.capabilities import Capabilities
from groundplan.shader.diffusion.arguments import arguments_of, section, whole_number
from groundplan.shader.diffusion.choice import PipelineChoice, pipeline_choice
from groundplan.shader.diffusion.devices import (
    device_named,
    device_of,
    dtype_of,
    free_memory,
    ran_out,
    repeatable,
)
from groundplan.shader.diffusion.frames import frames_of
from groundplan.shader.diffusion.loading import LoadedPipeline, PipelineStore, first_line
from groundplan.shader.diffusion.prompts import check_prompt
from groundplan.shader.diffusion.requirements import check_installed, library_versions
from groundplan.shader.diffusion.smaller import smaller_plan
from groundplan.shader.port import CallSession, Delivered

__all__ = ["Prepare", "run_call"]

Prepare = Callable[[LoadedPipeline, dict[str, object]], dict[str, object]]
"""What a backend does with its pipeline and arguments between loading and running."""

_LIBRARIES: Final = ("torch", "diffusers", "transformers", "accelerate", "peft")
_FAILURES: Final = (RuntimeError, ValueError, TypeError, MemoryError, AssertionError, ImportError)


def run_call(
    store: PipelineStore,
    call: ShaderCall,
    *,
    capabilities: Capabilities,
    session: CallSession,
    prepare: Prepare,
) -> Delivered:
    """Run a call and return its frames.

    Raises:
        CallError: It cannot be loaded or run, or made something else than was planned. Where memory
            ran out, the remedy says a smaller plan.
        CallCancelledError: The session was cancelled; asked before loading, and at every step.
        MissingExtraError: Something that it needs is not installed.
    """
    check_installed(capabilities.requires)
    _stop_if(session)
    _check_sizes(call)
    options = {name: str(value) for name, value in section(call, "load").items()}
    choice = pipeline_choice(options)
    try:
        loaded = store.get(choice)
        arguments = prepare(loaded, arguments_of(call))
        check_prompt(loaded.pipeline, arguments)
        _stop_if(session)
        output = _run(loaded, arguments, session, runs=whole_number(call, "runs"))
    except _FAILURES as error:
        raise _failed(error, store, call, choice=choice, capabilities=capabilities) from error
    frames = frames_of(output, frame_count=whole_number(call, "frames"), size_px=_size(call))
    return Delivered(
        frames=frames,
        weights=loaded.weights,
        libraries=library_versions(_LIBRARIES),
        device=device_named(loaded.device),
    )


def _run(
    loaded: LoadedPipeline, arguments: dict[str, object], session: CallSession, *, runs: int
) -> object:
    done = 0

    def after_step(pipeline: Any, *_: object) -> dict[str, object]:  # noqa: ANN401  # of diffusers
        nonlocal done
        done += 1
        session.progress(done, int(pipeline.num_timesteps) * runs)
        _stop_if(session)
        return {}

    import torch

    try:
        with torch.no_grad(), repeatable():
            made = loaded.pipeline(
                **arguments, callback_on_step_end=after_step, output_type="np", return_dict=True
            )
    finally:
        loaded.pipeline.maybe_free_model_hooks()
    return made.frames


def _stop_if(session: CallSession) -> None:
    if session.cancelled():
        raise CallCancelledError("the call was cancelled", "shade again to make it anew", over=True)


def _size(call: ShaderCall) -> tuple[int, int]:
    return whole_number(call, "width"), whole_number(call, "height")


def _check_sizes(call: ShaderCall) -> None:
    """Refuse clips of another number or size: pipelines pad, cut, scale or scramble them."""
    width, height = _size(call)
    scale = whole_number(call, "control_scale")
    wanted = (whole_number(call, "frames"), height // scale, width // scale, 3)
    for name, clip in call.clips.items():
        if clip.shape != wanted:
            raise CallError(
                f"{name} is {' x '.join(str(side) for side in clip.shape)}",
                f"the call takes {' x '.join(str(side) for side in wanted)}: encode it anew",
            )


def _failed(
    error: BaseException,
    store: PipelineStore,
    call: ShaderCall,
    *,
    choice: PipelineChoice,
    capabilities: Capabilities,
) -> CallError:
    if not ran_out(error):
        return CallError(
            f"{store.recipe.pipeline} failed: {first_line(error)}",
            "check that the model belongs to this backend",
        )
    # The frames that failed still hold what filled the memory.
    traceback.clear_frames(error.__traceback__)
    store.forget()
    free_memory()
    device = device_of(choice)
    settled = PipelineChoice(
        device=device,
        dtype=dtype_of(choice, device),  # pyright: ignore[reportArgumentType]  # one of them
        offload=choice.offload,
    )
    remedy = smaller_plan(
        capabilities, settled, size_px=_size(call), frames=whole_number(call, "frames")
    )
    return CallError(f"{capabilities.name} ran out of memory on {device}", remedy)
