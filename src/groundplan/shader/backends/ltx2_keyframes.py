"""LTX-2 through diffusers, between whole pictures that it must pass through."""

from dataclasses import replace
from typing import Final

from groundplan.passes.pack import ControlPack
from groundplan.shader.brief import ShotBrief
from groundplan.shader.call import ShaderCall
from groundplan.shader.capabilities import Capabilities
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
    nearest_places,
)
from groundplan.shader.diffusion.requests import pipeline_request, planned, sampling
from groundplan.shader.diffusion.running import run_call
from groundplan.shader.encoders.keyframes import keyframe_pictures
from groundplan.shader.frame_rules import SizeRule
from groundplan.shader.matching import check_pack, window_of
from groundplan.shader.plan import ShadePlan
from groundplan.shader.port import Anchor, CallSession, Delivered
from groundplan.shader.wish import KeyframeWish, ShadeWish

__all__ = ["Ltx2Keyframes"]

_ENVIRONMENT: Final = "GROUNDPLAN_LTX2"

CAPABILITIES: Final = Capabilities(
    name="ltx2-keyframes",
    title="LTX-2 between keyframes, loaded here with diffusers",
    family="diffusers",
    version="1",
    controls=("keyframe",),
    frames=LTX_FRAMES,
    sizes=SizeRule(multiple=32, least_px=64, most_pixels=1920 * 1088),
    rates=LTX_RATES,
    keyframes="indices",
    prompt=LTX_PROMPT,
    deterministic="seed",
    licence=LTX_LICENCE,
    requires=LTX_REQUIRES,
    options=(*loading_options(_ENVIRONMENT, lora="may"), *LTX_OPTIONS),
    notes=(
        *LTX_NOTES,
        "Where no keyframe is wished it gets two of the previz: the first and the last it can.",
        "Strength is that of every keyframe.",
    ),
)

_RECIPE: Final = PipelineRecipe(
    pipeline="LTX2ConditionPipeline", components=LTX_COMPONENTS, environment=_ENVIRONMENT
)


class Ltx2Keyframes:
    """LTX-2 with conditions at some frames; all between them is its own."""

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
        plan = planned(CAPABILITIES, brief, wish, strength_most=1.0)
        if not plan.keyframes:
            last = nearest_places(plan.frame_count - 1, plan.frame_count)[0]
            ends = (KeyframeWish(frame=0), KeyframeWish(frame=last))
            plan = planned(CAPABILITIES, brief, replace(wish, keyframes=ends), strength_most=1.0)
        guidance_arguments(plan)
        check_ltx_keyframes(plan)
        return plan

    def encode(
        self, plan: ShadePlan, pack: ControlPack, *, window: int = 0, anchor: Anchor | None = None
    ) -> ShaderCall:
        """Return the arguments of `LTX2ConditionPipeline`; there is one window, and no anchor.

        Raises:
            PlanError: The pack is not the planned one.
            PackError: The pack is damaged.
            InputError: A picture is none, or not of the planned size.
        """
        del anchor
        check_pack(plan, pack)
        part = window_of(plan, window)
        pictures = keyframe_pictures(plan, pack, window=window)
        strength = 1.0 if plan.strength is None else plan.strength
        call = sampling(plan, steps=30, guidance=LTX_GUIDANCE) | guidance_arguments(plan)
        call |= {
            "conditions": [
                keyframe_condition(plan, frame, strength=strength) for frame in pictures
            ],
            "num_frames": part.count,
            "frame_rate": float(plan.fps),
        }
        return ShaderCall(
            backend=CAPABILITIES.name,
            arguments=pipeline_request(plan, part, recipe=_RECIPE, call=call),
            pictures={f"keyframe_{frame:04d}": picture for frame, picture in pictures.items()},
        )

    def submit(self, call: ShaderCall, *, session: CallSession) -> Delivered:
        """Run the pipeline.

        Raises:
            CallError: It failed.
            CallCancelledError: The session was cancelled.
            MissingExtraError: Something that it needs is not installed.
        """

        def prepare(loaded: LoadedPipeline, given: dict[str, object]) -> dict[str, object]:
            check_ltx(loaded, given)
            return given | {"conditions": ltx_condition(given["conditions"])}

        return run_call(
            self._store, call, capabilities=CAPABILITIES, session=session, prepare=prepare
        )
