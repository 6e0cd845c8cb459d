"""CogVideoX-Fun Control through diffusers: a control clip as long as the footage."""
# diffusers is typed only in part.
# pyright: reportUnknownMemberType=false

from typing import Final

from groundplan.errors import CallError
from groundplan.passes.pack import ControlPack
from groundplan.shader.brief import ShotBrief
from groundplan.shader.call import ShaderCall
from groundplan.shader.capabilities import Capabilities, Licence, PromptRule
from groundplan.shader.diffusion.choice import DIFFUSERS_MODULES, loading_options
from groundplan.shader.diffusion.loading import LoadedPipeline, PipelineRecipe, PipelineStore
from groundplan.shader.diffusion.requests import (
    drawn_control,
    pipeline_request,
    planned,
    sampling,
)
from groundplan.shader.diffusion.running import run_call
from groundplan.shader.encoders.control_clips import ControlStyle, control_clip
from groundplan.shader.frame_rules import FrameRule, RateRule, SizeRule
from groundplan.shader.intents import Control
from groundplan.shader.matching import check_pack, window_of
from groundplan.shader.plan import ShadePlan
from groundplan.shader.port import Anchor, CallSession, Delivered
from groundplan.shader.wish import ShadeWish

__all__ = ["CogVideoXFun"]

_ENVIRONMENT: Final = "GROUNDPLAN_COGVIDEOX_FUN"
_DRAWN: Final[tuple[Control, ...]] = ("depth", "pose", "canny")

CAPABILITIES: Final = Capabilities(
    name="cogvideox-fun",
    title="CogVideoX-Fun Control, loaded here with diffusers",
    family="diffusers",
    version="1",
    controls=_DRAWN,
    frames=FrameRule(stride=8, offset=1, minimum=9, maximum=49),
    # The pipeline lets multiples of 8 pass and then fails: its patches are 2 latents of 8 px.
    sizes=SizeRule(multiple=16, least_px=64, most_pixels=1024 * 1024),
    rates=RateRule(fixed=((8, 1),)),
    depth_range="frame",
    prompt=PromptRule(dialect="cogvideox", most_characters=800, negative=True),
    deterministic="seed",
    licence=Licence(
        name="Apache-2.0 (code)",
        commercial=False,
        note="the terms of the weights were not read by us: check the card of yours",
    ),
    requires=DIFFUSERS_MODULES,
    options=loading_options(_ENVIRONMENT, lora="may"),
    notes=(
        "It takes no strength: its control is whole.",
        "How its depth was stretched in training is not documented; it gets that of each frame.",
    ),
)

_RECIPE: Final = PipelineRecipe(
    pipeline="CogVideoXFunControlPipeline",
    components={
        "transformer": ("CogVideoXTransformer3DModel",),
        "vae": ("AutoencoderKLCogVideoX",),
    },
    environment=_ENVIRONMENT,
)


class CogVideoXFun:
    """CogVideoX-Fun: the length of the control is the length of the footage."""

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
            PlanError: Shot and model do not go together.
        """
        return planned(CAPABILITIES, brief, wish, strength_most=None)

    def encode(
        self, plan: ShadePlan, pack: ControlPack, *, window: int = 0, anchor: Anchor | None = None
    ) -> ShaderCall:
        """Return the arguments of `CogVideoXFunControlPipeline`; one window, and no anchor.

        Raises:
            PlanError: The pack is not the planned one.
            PackError: The pack is damaged.
        """
        del anchor
        check_pack(plan, pack)
        part = window_of(plan, window)
        drawn = drawn_control(plan, _DRAWN) or CAPABILITIES.controls[0]
        style = ControlStyle(depth_range="frame")
        call = sampling(plan, steps=50, guidance=6.0)
        call |= {"control_video": {"$clip": "control"}}
        return ShaderCall(
            backend=CAPABILITIES.name,
            arguments=pipeline_request(plan, part, recipe=_RECIPE, call=call),
            clips={"control": control_clip(drawn, pack, part, style=style)},
        )

    def submit(self, call: ShaderCall, *, session: CallSession) -> Delivered:
        """Run the pipeline.

        Raises:
            CallError: It failed, or the model has no channels for a control.
            CallCancelledError: The session was cancelled.
            MissingExtraError: Something that it needs is not installed.
        """

        def prepare(loaded: LoadedPipeline, given: dict[str, object]) -> dict[str, object]:
            _check_channels(loaded)
            return given

        return run_call(
            self._store, call, capabilities=CAPABILITIES, session=session, prepare=prepare
        )


def _check_channels(loaded: LoadedPipeline) -> None:
    read = int(loaded.pipeline.transformer.config.in_channels)
    latent = int(loaded.pipeline.vae.config.latent_channels)
    if read != 2 * latent:
        raise CallError(
            f"this transformer reads {read} channels, not the {2 * latent} of noise and control",
            "give a model of CogVideoX-Fun Control",
        )
