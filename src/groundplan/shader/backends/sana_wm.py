"""SANA-WM through diffusers: the camera as numbers, and a first picture."""

from dataclasses import replace
from typing import Final

import numpy as np

from groundplan.passes.pack import ControlPack
from groundplan.shader.brief import ShotBrief
from groundplan.shader.call import ShaderCall
from groundplan.shader.capabilities import BackendOption, Capabilities, Licence, PromptRule
from groundplan.shader.diffusion.choice import DIFFUSERS_MODULES, loading_options
from groundplan.shader.diffusion.loading import LoadedPipeline, PipelineRecipe, PipelineStore
from groundplan.shader.diffusion.requests import (
    number_option,
    pipeline_request,
    planned,
    sampling,
)
from groundplan.shader.diffusion.running import run_call
from groundplan.shader.encoders.cameras import camera_path, pinhole_numbers
from groundplan.shader.encoders.keyframes import keyframe_pictures
from groundplan.shader.frame_rules import FrameRule, RateRule, SizeRule
from groundplan.shader.matching import check_pack, window_of
from groundplan.shader.plan import ShadePlan
from groundplan.shader.port import Anchor, CallSession, Delivered
from groundplan.shader.wish import KeyframeWish, ShadeWish

__all__ = ["SanaWm"]

_ENVIRONMENT: Final = "GROUNDPLAN_SANA_WM"

CAPABILITIES: Final = Capabilities(
    name="sana-wm",
    title="SANA-WM, loaded here with diffusers",
    family="diffusers",
    version="1",
    controls=("camera",),
    always=("keyframe",),
    # Source: SANA-WM-Bench, 961 frames at 16 frames/s; diffusers 0.42.1, `snap_num_frames`.
    frames=FrameRule(stride=8, offset=1, minimum=9, maximum=961),
    sizes=SizeRule(tiers=((1280, 704),)),
    rates=RateRule(fixed=((16, 1),)),
    keyframes="first",
    prompt=PromptRule(dialect="sana", most_characters=1000, negative=True),
    deterministic="seed",
    licence=Licence(
        name="see the model card",
        commercial=False,
        note="not read by us: check the terms that come with the weights",
    ),
    requires=DIFFUSERS_MODULES,
    options=(
        *loading_options(_ENVIRONMENT, lora="no"),
        BackendOption(name="units_per_metre", says="scale of the camera's path", default="1"),
    ),
    notes=(
        "Its first frame is the previz, unless --keyframe 0=PICTURE gives another.",
        "Principal points are sent with pixel centres at +0.5, where the middle is half the width.",
        "The pipeline of diffusers has no second stage (the LTX-2 refiner): footage is its first.",
    ),
)

_RECIPE: Final = PipelineRecipe(
    pipeline="SanaWMPipeline",
    components={
        "transformer": ("SanaWMTransformer3DModel",),
        "vae": ("AutoencoderKLLTX2Video",),
    },
    environment=_ENVIRONMENT,
)


class SanaWm:
    """SANA-WM: pose and lens of every frame go in as they are."""

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
        if not wish.keyframes:
            wish = replace(wish, keyframes=(KeyframeWish(frame=0),))
        plan = planned(CAPABILITIES, brief, wish, strength_most=None)
        _scale(plan)
        return plan

    def encode(
        self, plan: ShadePlan, pack: ControlPack, *, window: int = 0, anchor: Anchor | None = None
    ) -> ShaderCall:
        """Return the arguments of `SanaWMPipeline`; there is one window, and no anchor.

        Poses are of every frame, in the axes of the first; intrinsics are in pixels of the picture
        that is sent, which has the output's size, so that the pipeline scales and crops nothing.

        Raises:
            PlanError: The pack is not the planned one.
            PackError: The pack is damaged.
            InputError: The picture is none, or not of the planned size.
        """
        del anchor
        check_pack(plan, pack)
        part = window_of(plan, window)
        path = camera_path(pack, part)
        poses = path.world_from_camera_cv.copy()
        poses[:, :3, 3] *= _scale(plan)
        call = sampling(plan, steps=60, guidance=5.0)
        call |= {
            "image": {"$picture": "first"},
            "c2w": {"$array": "c2w"},
            "intrinsics": {"$array": "intrinsics"},
            "num_frames": part.count,
            "fps": int(plan.fps),
        }
        return ShaderCall(
            backend=CAPABILITIES.name,
            arguments=pipeline_request(plan, part, recipe=_RECIPE, call=call),
            pictures={"first": keyframe_pictures(plan, pack, window=window)[0]},
            arrays={
                "c2w": poses.astype(np.float32),
                "intrinsics": pinhole_numbers(path).astype(np.float32),
            },
        )

    def submit(self, call: ShaderCall, *, session: CallSession) -> Delivered:
        """Run the pipeline.

        Raises:
            CallError: It failed.
            CallCancelledError: The session was cancelled.
            MissingExtraError: Something that it needs is not installed.
        """

        def prepare(_: LoadedPipeline, given: dict[str, object]) -> dict[str, object]:
            return given

        return run_call(
            self._store, call, capabilities=CAPABILITIES, session=session, prepare=prepare
        )


def _scale(plan: ShadePlan) -> float:
    """Return units of the model's world per metre of ours."""
    found = number_option(plan.options, "units_per_metre", most=1000.0, above_zero=True)
    return 1.0 if found is None else found
