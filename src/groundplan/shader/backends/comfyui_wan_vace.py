"""Wan 2.1 VACE on a ComfyUI server: control clip, kept frames, one reference picture.

Source:
    ComfyUI, `comfy_extras/nodes_wan.py`, WanVaceToVideo: sizes of 16, lengths 4n+1; a mask of 1
    (white) is generated; only the first picture of a batch of references is read.
"""

from dataclasses import dataclass, field
from typing import Final

import numpy as np

from groundplan.passes.pack import ControlPack
from groundplan.shader.brief import ShotBrief
from groundplan.shader.call import ShaderCall
from groundplan.shader.capabilities import (
    BackendOption,
    Capabilities,
    Licence,
    PromptRule,
    WindowRule,
)
from groundplan.shader.comfy.calls import graph_call, take_of
from groundplan.shader.comfy.clips import Clip, Picture
from groundplan.shader.comfy.pace import Pace
from groundplan.shader.comfy.sending import send
from groundplan.shader.comfy.settings import REQUIRES, SERVER_OPTIONS, check_settings
from groundplan.shader.comfy.stage_nodes import lora_of
from groundplan.shader.comfy.wan_graphs import VaceGraph, vace_graph
from groundplan.shader.encoders.control_clips import ControlStyle, control_clip
from groundplan.shader.encoders.keyframes import keyframe_pictures
from groundplan.shader.encoders.masks import anchored_clip, anchored_frames, mask_clip
from groundplan.shader.encoders.references import reference_pictures
from groundplan.shader.frame_rules import FrameRule, RateRule, SizeRule
from groundplan.shader.intents import WEAKENED
from groundplan.shader.matching import check_pack, window_of
from groundplan.shader.plan import ShadePlan
from groundplan.shader.planning import plan_for
from groundplan.shader.port import Anchor, CallSession, Delivered
from groundplan.shader.wish import ShadeWish

__all__ = ["ComfyUiWanVace"]

_STYLE: Final = ControlStyle(depth_range="frame", pose_parts="body_face", pose_drawn_at_px=1024)
_STEPS: Final = 20
_GUIDANCE: Final = 6.0

_CAPABILITIES: Final = Capabilities(
    name="comfyui-wan-vace",
    title="Wan 2.1 VACE on ComfyUI",
    family="comfyui",
    version="1",
    controls=("depth", "pose", "layout", "flow", "gray", "scribble"),
    weakened=(*WEAKENED, "keyframe", "reference"),
    frames=FrameRule(stride=4, offset=1, minimum=5, maximum=81),
    sizes=SizeRule(multiple=16, least_px=16, most_pixels=1280 * 720),
    rates=RateRule(fixed=((16, 1),)),
    references_most=1,
    keyframes="first_last",
    mask="white_generates",
    depth_range="frame",
    prompt=PromptRule(dialect="wan", negative=True),
    # Nine frames are two whole latents and one frame: their masks all come out as kept.
    windows=WindowRule(overlap=9, anchored=True),
    deterministic="seed",
    licence=Licence(name="Apache-2.0", commercial=True),
    requires=REQUIRES,
    options=(
        *SERVER_OPTIONS,
        BackendOption(name="unet", says="model file", default="wan2.1_vace_14B_fp16.safetensors"),
        BackendOption(name="clip", says="text encoder", default="umt5_xxl_fp16.safetensors"),
        BackendOption(name="vae", says="autoencoder", default="wan_2.1_vae.safetensors"),
        BackendOption(
            name="lora", says="adapter file, :strength after it; a distilled one needs few --steps"
        ),
        BackendOption(name="shift", says="of the noise schedule, above 0", default="8"),
    ),
    notes=(
        "Without --steps and --guidance: 20 and 6.",
        "The 1.3B model is made for 480p, the 14B one for 480p and 720p.",
        "Over 81 frames, windows of equal length share nine frames; colours and faces drift.",
    ),
)


@dataclass(frozen=True, kw_only=True)
class ComfyUiWanVace:
    """VACE behind ComfyUI's HTTP and WebSocket interface."""

    pace: Pace = field(default_factory=Pace)

    @property
    def capabilities(self) -> Capabilities:
        """Return what it claims."""
        return _CAPABILITIES

    def plan(self, brief: ShotBrief, wish: ShadeWish) -> ShadePlan:
        """Return what a call would be.

        Raises:
            PlanError: The shot and the model do not go together, or a setting is wrong.
        """
        plan = plan_for(_CAPABILITIES, brief, wish)
        check_settings(plan)
        lora_of(plan.options["lora"])
        return plan

    def encode(
        self, plan: ShadePlan, pack: ControlPack, *, window: int = 0, anchor: Anchor | None = None
    ) -> ShaderCall:
        """Return the graph and the clips and pictures that it reads.

        Raises:
            PlanError: The pack or the anchor is not the planned one.
            InputError: A reference or keyframe is no picture, or not of the planned size.
            PackError: The pack is damaged.
        """
        check_pack(plan, pack)
        part = window_of(plan, window)
        kept = keyframe_pictures(plan, pack, window=window)
        control = _with(control_clip(plan.controls[0], pack, part, style=_STYLE), kept)
        # Last, so that what the window before made wins over a keyframe.
        clips: dict[str, Clip] = {"control": anchored_clip(control, anchor, window=part)}
        frames = sorted({*anchored_frames(part), *kept})
        if frames:
            clips["mask"] = mask_clip(pack, part, kept=frames)
        pictures: dict[str, Picture] = {}
        if plan.references:
            (pictures["reference"],) = reference_pictures(plan)
        parts = VaceGraph(
            unet=plan.options["unet"],
            clip=plan.options["clip"],
            vae=plan.options["vae"],
            lora=lora_of(plan.options["lora"]),
            control="control",
            mask="mask" if frames else "",
            reference="reference" if plan.references else "",
            strength=1.0 if plan.strength is None else plan.strength,
        )
        take = take_of(plan, part, steps=_STEPS, guidance=_GUIDANCE)
        return graph_call(plan, part, vace_graph(parts, take), clips=clips, pictures=pictures)

    def submit(self, call: ShaderCall, *, session: CallSession) -> Delivered:
        """Queue the graph and wait for its frames.

        Raises:
            CallError: It failed; says node and input where one is to blame.
            CallCancelledError: The session was cancelled.
            MissingExtraError: httpx, websockets or PyAV is not installed.
        """
        return send(call, session=session, pace=self.pace)


def _with(control: Clip, kept: dict[int, Picture]) -> Clip:
    """Return a control in which some frames are whole pictures."""
    if not kept:
        return control
    found = control.copy()
    found[list(kept)] = np.stack(list(kept.values()))
    return found
