"""Wan 2.1 Fun Control on a ComfyUI server: control clip and, if wished, a first frame.

Source:
    ComfyUI, `comfy_extras/nodes_wan.py`, WanFunControlToVideo: sizes of 16, lengths 4n+1.
"""

from dataclasses import dataclass, field
from typing import Final

from groundplan.errors import PlanError
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
from groundplan.shader.comfy.clips import Picture
from groundplan.shader.comfy.pace import Pace
from groundplan.shader.comfy.sending import send
from groundplan.shader.comfy.settings import REQUIRES, SERVER_OPTIONS, check_settings
from groundplan.shader.comfy.wan_graphs import FunGraph, fun_graph
from groundplan.shader.encoders.control_clips import ControlStyle, control_clip
from groundplan.shader.encoders.keyframes import keyframe_pictures
from groundplan.shader.frame_rules import FrameRule, RateRule, SizeRule
from groundplan.shader.matching import check_pack, window_of
from groundplan.shader.plan import ShadePlan
from groundplan.shader.planning import plan_for
from groundplan.shader.port import Anchor, CallSession, Delivered
from groundplan.shader.wish import ShadeWish

__all__ = ["ComfyUiWanFunControl"]

_STYLE: Final = ControlStyle(depth_range="frame")
_STEPS: Final = 20
_GUIDANCE: Final = 6.0

_CAPABILITIES: Final = Capabilities(
    name="comfyui-wan-fun-control",
    title="Wan 2.1 Fun Control on ComfyUI",
    family="comfyui",
    version="1",
    controls=("canny", "depth", "pose"),
    frames=FrameRule(stride=4, offset=1, minimum=5, maximum=81),
    sizes=SizeRule(multiple=16, least_px=16, most_pixels=1024 * 1024),
    rates=RateRule(fixed=((16, 1),)),
    keyframes="first",
    depth_range="frame",
    prompt=PromptRule(dialect="wan", negative=True),
    windows=WindowRule(overlap=1, anchored=True),
    deterministic="seed",
    licence=Licence(name="Apache-2.0", commercial=True),
    requires=REQUIRES,
    options=(
        *SERVER_OPTIONS,
        BackendOption(
            name="unet", says="model file", default="wan2.1_fun_control_1.3B_bf16.safetensors"
        ),
        BackendOption(
            name="clip", says="text encoder", default="umt5_xxl_fp8_e4m3fn_scaled.safetensors"
        ),
        BackendOption(name="vae", says="autoencoder", default="wan_2.1_vae.safetensors"),
        BackendOption(
            name="vision", says="encoder of a first frame", default="clip_vision_h.safetensors"
        ),
        BackendOption(name="shift", says="of the noise schedule, above 0", default="5"),
    ),
    notes=(
        "Without --steps and --guidance: 20 and 6.",
        "A longer shot goes on from the last frame of the window before; colours drift.",
    ),
)


@dataclass(frozen=True, kw_only=True)
class ComfyUiWanFunControl:
    """Fun Control behind ComfyUI's HTTP and WebSocket interface."""

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
        if wish.strength is not None:
            raise PlanError(
                f"{_CAPABILITIES.name} has no strength of controls", "leave --strength out"
            )
        plan = plan_for(_CAPABILITIES, brief, wish)
        check_settings(plan)
        return plan

    def encode(
        self, plan: ShadePlan, pack: ControlPack, *, window: int = 0, anchor: Anchor | None = None
    ) -> ShaderCall:
        """Return the graph and the clips and pictures that it reads.

        Raises:
            PlanError: The pack or the anchor is not the planned one.
            InputError: The first frame is no picture, or not of the planned size.
            PackError: The pack is damaged.
        """
        check_pack(plan, pack)
        part = window_of(plan, window)
        start = _start(plan, pack, window, anchor=anchor)
        parts = FunGraph(
            unet=plan.options["unet"],
            clip=plan.options["clip"],
            vae=plan.options["vae"],
            vision=plan.options["vision"],
            control="control",
            start="start" if start else "",
        )
        take = take_of(plan, part, steps=_STEPS, guidance=_GUIDANCE)
        clips = {"control": control_clip(plan.controls[0], pack, part, style=_STYLE)}
        return graph_call(plan, part, fun_graph(parts, take), clips=clips, pictures=start)

    def submit(self, call: ShaderCall, *, session: CallSession) -> Delivered:
        """Queue the graph and wait for its frames.

        Raises:
            CallError: It failed; says node and input where one is to blame.
            CallCancelledError: The session was cancelled.
            MissingExtraError: httpx, websockets or PyAV is not installed.
        """
        return send(call, session=session, pace=self.pace)


def _start(
    plan: ShadePlan, pack: ControlPack, window: int, *, anchor: Anchor | None
) -> dict[str, Picture]:
    """Return the first frame of a window: of the one before, or the wished keyframe, if any."""
    width, height = plan.size_px
    if window_of(plan, window).anchored:
        if anchor is None or anchor.frames.shape != (1, height, width, 3):
            raise PlanError("a window without the last frame before it", "give it as the anchor")
        return {"start": anchor.frames[0]}
    kept = keyframe_pictures(plan, pack, window=window)
    return {"start": kept[0]} if 0 in kept else {}
