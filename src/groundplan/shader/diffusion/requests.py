"""What all backends of diffusers plan and ask alike."""

import os
from collections.abc import Mapping, Sequence
from typing import Final

from groundplan.errors import PlanError
from groundplan.shader.brief import ShotBrief
from groundplan.shader.capabilities import Capabilities
from groundplan.shader.diffusion.adapters import adapter_sha256
from groundplan.shader.diffusion.choice import pipeline_choice
from groundplan.shader.diffusion.loading import PipelineRecipe
from groundplan.shader.intents import Control
from groundplan.shader.plan import ShadePlan, Window
from groundplan.shader.planning import plan_for
from groundplan.shader.wish import ShadeWish
from groundplan.world.base import JsonData

__all__ = [
    "drawn_control", "number_option", "pipeline_request", "planned", "sampling", "whole_option",
]  # fmt: skip

_LOADING: Final = frozenset(
    {
        "model",
        "revision",
        "variant",
        "download",
        "device",
        "dtype",
        "offload",
        "lora",
        "controlnet",
    }
)


def planned(
    capabilities: Capabilities, brief: ShotBrief, wish: ShadeWish, *, strength_most: float | None
) -> ShadePlan:
    """Return the plan of a model that is loaded here.

    `strength_most`: how strong its control may be; None where it takes no strength at all.

    Raises:
        PlanError: As `plan_for`; or a setting of loading, or the strength, is not one it takes.
    """
    if wish.strength is not None:
        if strength_most is None and wish.strength != 1:
            raise PlanError(
                f"{capabilities.name} takes no strength", "leave it out: its control is whole"
            )
        if strength_most is not None and wish.strength > strength_most:
            raise PlanError(f"a strength of {wish.strength}", f"give 0 to {strength_most:g}")
    plan = plan_for(capabilities, brief, wish)
    pipeline_choice(plan.options)
    return plan


def drawn_control(plan: ShadePlan, known: Sequence[Control]) -> Control | None:
    """Return the control of a plan that is drawn as a clip; None where none of `known` is sent."""
    for control in known:
        if plan.controls.count(control):
            return control
    return None


def number_option(
    options: Mapping[str, str], name: str, *, most: float, above_zero: bool = False
) -> float | None:
    """Return a setting that is a number from 0, or above it; None where it is empty.

    Raises:
        PlanError: It is no number, or out of range.
    """
    given = options.get(name, "")
    if not given:
        return None
    right = f"give a number {f'above 0, up to {most:g}' if above_zero else f'from 0 to {most:g}'}"
    try:
        found = float(given)
    except ValueError as error:
        raise PlanError(f"{name}={given[:40]!r}", right) from error
    if not 0 <= found <= most or (above_zero and found == 0.0):
        raise PlanError(f"{name}={given[:40]!r}", right)
    return found


def whole_option(options: Mapping[str, str], name: str, *, most: int) -> int | None:
    """Return a setting that is a whole number from 0; None where it is empty.

    Raises:
        PlanError: It is no whole number, or out of range.
    """
    found = number_option(options, name, most=most)
    if found is None:
        return None
    if found != int(found):
        raise PlanError(f"{name}={options[name][:40]!r}", f"give a whole number from 0 to {most}")
    return int(found)


def sampling(plan: ShadePlan, *, steps: int, guidance: float) -> dict[str, JsonData]:
    """Return the arguments that every pipeline names alike; `steps`, `guidance`: its usual ones."""
    width, height = plan.size_px
    return {
        "prompt": plan.prompt,
        "negative_prompt": plan.negative,
        "height": height,
        "width": width,
        "num_inference_steps": steps if plan.steps is None else plan.steps,
        "guidance_scale": guidance if plan.guidance is None else plan.guidance,
        "generator": {"$seed": plan.seed},
    }


def pipeline_request(
    plan: ShadePlan,
    window: Window,
    *,
    recipe: PipelineRecipe,
    call: Mapping[str, JsonData],
    settings: Mapping[str, JsonData] | None = None,
    output: Mapping[str, int] | None = None,
) -> JsonData:
    """Return a request: how to load, what to call, and what must come back.

    `settings` are set on the pipeline before the call. `output` may say `control_scale`, how much
    smaller than the picture the control is, and `runs`, how often it goes through its steps. The
    model is named as it is found now, and LoRAs that are there by what is in them too: another
    model of the environment, or a LoRA trained anew, is another request.
    """
    width, height = plan.size_px
    load: dict[str, JsonData] = {k: v for k, v in plan.options.items() if k in _LOADING}
    return {
        "pipeline": recipe.pipeline,
        "load": load | _loaded_files(plan, recipe),
        "call": dict(call),
        "settings": {**(settings or {})},
        "output": {
            "frames": window.count,
            "width": width,
            "height": height,
            "control_scale": 1,
            "runs": 1,
            **(output or {}),
        },
    }


def _loaded_files(plan: ShadePlan, recipe: PipelineRecipe) -> dict[str, JsonData]:
    choice = pipeline_choice(plan.options)
    found: dict[str, JsonData] = {
        "model": choice.model or os.environ.get(recipe.environment, ""),
    }
    if choice.adapters:
        found["lora_sha256"] = ",".join(adapter_sha256(one) for one in choice.adapters)
    return found
