"""LTX-2 through diffusers, with an IC-LoRA that reads a control clip as reference."""
# diffusers is typed only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import numpy as np
from jaxtyping import UInt8

from groundplan.errors import CallError, PlanError
from groundplan.passes.pack import ControlPack
from groundplan.shader.brief import ShotBrief
from groundplan.shader.call import ShaderCall
from groundplan.shader.capabilities import BackendOption, Capabilities, WindowRule
from groundplan.shader.diffusion.choice import loading_options
from groundplan.shader.diffusion.loading import LoadedPipeline, PipelineRecipe, PipelineStore
from groundplan.shader.diffusion.ltx import (
    LTX_COMPONENTS,
    LTX_FRAMES,
    LTX_GUIDANCE,
    LTX_LICENCE,
    LTX_NOTES,
    LTX_OPTIONS,
    LTX_PROMPT,
    LTX_RATES,
    LTX_REQUIRES,
    check_ltx,
    check_ltx_keyframes,
    guidance_arguments,
    keyframe_condition,
    ltx_condition,
)
from groundplan.shader.diffusion.requests import (
    drawn_control,
    pipeline_request,
    planned,
    sampling,
)
from groundplan.shader.diffusion.running import run_call
from groundplan.shader.encoders.control_clips import ControlStyle, control_clip
from groundplan.shader.encoders.keyframes import keyframe_pictures
from groundplan.shader.frame_rules import SizeRule
from groundplan.shader.intents import Control
from groundplan.shader.matching import check_pack, window_of
from groundplan.shader.plan import ShadePlan, Window
from groundplan.shader.port import Anchor, CallSession, Delivered
from groundplan.shader.wish import ShadeWish
from groundplan.world.base import JsonData

__all__ = ["Ltx2Control"]

Picture = UInt8[np.ndarray, "height width 3"]

_ENVIRONMENT: Final = "GROUNDPLAN_LTX2"
_DRAWN: Final[tuple[Control, ...]] = ("depth", "canny", "pose")

CAPABILITIES: Final = Capabilities(
    name="ltx2-control",
    title="LTX-2 with an IC-LoRA for control, loaded here with diffusers",
    family="diffusers",
    version="1",
    controls=_DRAWN,
    frames=LTX_FRAMES,
    sizes=SizeRule(multiple=32, least_px=64, most_pixels=1920 * 1088),
    rates=LTX_RATES,
    keyframes="indices",
    depth_range="clip",
    prompt=LTX_PROMPT,
    windows=WindowRule(overlap=9, anchored=True),
    deterministic="seed",
    licence=LTX_LICENCE,
    requires=LTX_REQUIRES,
    options=(
        *loading_options(_ENVIRONMENT, lora="must"),
        BackendOption(
            name="reference_scale",
            says="how much smaller the control is than the picture: 1, or 2 for ref0.5 LoRAs",
            default="1",
        ),
        *LTX_OPTIONS,
    ),
    notes=(
        *LTX_NOTES,
        "Without an IC-LoRA for its control the model ignores the control: it must be given.",
        "Strength is that of the picture's attention to the control; at 0 it is not sent at all.",
    ),
)

_RECIPE: Final = PipelineRecipe(
    pipeline="LTX2InContextPipeline", components=LTX_COMPONENTS, environment=_ENVIRONMENT
)
_HALF: Final = replace(CAPABILITIES, sizes=replace(CAPABILITIES.sizes, multiple=64))
"""A reference at half size must itself be a multiple of 32."""


class Ltx2Control:
    """LTX-2 in context: the control clip stands beside the noise and is attended to."""

    def __init__(self) -> None:
        """Load nothing yet."""
        self._store = PipelineStore(_RECIPE)

    @property
    def capabilities(self) -> Capabilities:
        """Return what it claims."""
        return CAPABILITIES

    def plan(self, brief: ShotBrief, wish: ShadeWish) -> ShadePlan:
        """Return what a call would be.

        Raises:
            PlanError: Shot and model do not go together, or a keyframe lies between its places.
        """
        scale = wish.option("reference_scale", "1")
        if scale not in {"1", "2"}:
            raise PlanError(f"reference_scale={scale[:40]!r}", "give 1 or 2")
        claims = _HALF if scale == "2" else CAPABILITIES
        plan = planned(claims, brief, wish, strength_most=1.0)
        guidance_arguments(plan)
        check_ltx_keyframes(plan)
        return plan

    def encode(
        self, plan: ShadePlan, pack: ControlPack, *, window: int = 0, anchor: Anchor | None = None
    ) -> ShaderCall:
        """Return the arguments of `LTX2InContextPipeline` for one window.

        Raises:
            PlanError: The pack is not the planned one, or the anchor is missing.
            PackError: The pack is damaged.
        """
        check_pack(plan, pack)
        part = window_of(plan, window)
        scale = int(plan.options["reference_scale"])
        strength = 1.0 if plan.strength is None else plan.strength
        drawn = drawn_control(plan, _DRAWN) or CAPABILITIES.controls[0]
        style = ControlStyle(depth_range="clip", half_size=scale == 2)
        # The least attention still reaches the picture by way of the sound: off is not sent.
        sent = {"control": control_clip(drawn, pack, part, style=style)} if strength else {}
        known = _known(plan, pack, window)
        call = sampling(plan, steps=30, guidance=LTX_GUIDANCE) | guidance_arguments(plan)
        call |= {
            "reference_conditions": _reference(*sent),
            "conditions": _conditions(plan, part, known=known, anchor=anchor),
            "reference_downscale_factor": scale,
            "conditioning_attention_strength": strength,
            "num_frames": part.count,
            "frame_rate": float(plan.fps),
        }
        return ShaderCall(
            backend=CAPABILITIES.name,
            arguments=pipeline_request(
                plan, part, recipe=_RECIPE, call=call, output={"control_scale": scale}
            ),
            clips=sent,
            pictures={f"keyframe_{frame:04d}": picture for frame, picture in known.items()},
            arrays={"anchor": anchor.frames} if anchor is not None and part.anchored else {},
        )

    def submit(self, call: ShaderCall, *, session: CallSession) -> Delivered:
        """Run the pipeline.

        Raises:
            CallError: It failed, no IC-LoRA is given, or it wants its reference at another scale.
            CallCancelledError: The session was cancelled.
            MissingExtraError: Something that it needs is not installed.
        """

        def prepare(loaded: LoadedPipeline, given: dict[str, object]) -> dict[str, object]:
            check_ltx(loaded, given)
            _check_reference(loaded, given)
            return given | {
                "reference_conditions": _references(given["reference_conditions"]),
                "conditions": ltx_condition(given["conditions"]),
            }

        return run_call(
            self._store, call, capabilities=CAPABILITIES, session=session, prepare=prepare
        )


def _reference(*names: str) -> JsonData:
    return [{"frames": {"$clip": name}, "strength": 1.0} for name in names] or None


def _known(plan: ShadePlan, pack: ControlPack, window: int) -> dict[int, Picture]:
    """Return a window's keyframes; where it is anchored the window before has held them."""
    anchored = plan.windows[window].anchored
    found = keyframe_pictures(plan, pack, window=window)
    return {frame: picture for frame, picture in found.items() if frame >= anchored}


def _conditions(
    plan: ShadePlan, window: Window, *, known: Mapping[int, Picture], anchor: Anchor | None
) -> JsonData:
    found: list[JsonData] = [keyframe_condition(plan, frame, strength=1.0) for frame in known]
    if not window.anchored:
        return found or None
    wanted = (window.anchored, plan.size_px[1], plan.size_px[0], 3)
    if anchor is None or anchor.frames.shape != wanted:
        raise PlanError(
            "a window lacks the end of the one before it", f"give an anchor of shape {wanted}"
        )
    return [{"frames": {"$array": "anchor"}, "index": 0, "strength": 1.0}, *found]


def _check_reference(loaded: LoadedPipeline, given: dict[str, object]) -> None:
    if not loaded.adapters:
        raise CallError(
            "no IC-LoRA is given, and without one the control does nothing",
            "give --set lora=PATH of an IC-LoRA for this control",
        )
    for file in loaded.adapters:
        said = file.metadata.get("reference_downscale_factor")
        if said is not None and said != str(given["reference_downscale_factor"]):
            raise CallError(
                f"{file.path} wants its reference {said} times smaller",
                f"give --set reference_scale={said}",
            )


def _references(given: object) -> list[object] | None:
    from diffusers.pipelines.ltx2.pipeline_ltx2_ic_lora import (  # noqa: PLC0415  # an extra
        LTX2ReferenceCondition,
    )

    if not isinstance(given, list):
        return None
    return [LTX2ReferenceCondition(**one) for one in given]
