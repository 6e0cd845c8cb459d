"""LTX-2 with a control adapter on a ComfyUI server, in two stages.

Source:
    ComfyUI, `comfy_extras/nodes_lt.py`: LTXVAddGuide, LTXVCropGuides; half of each side is a
    multiple of 32 and at least 64, lengths 8n+1.
"""

import re
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from groundplan.errors import PlanError
from groundplan.passes.pack import ControlPack
from groundplan.shader.brief import ShotBrief
from groundplan.shader.call import ShaderCall
from groundplan.shader.capabilities import BackendOption, Capabilities, Licence, PromptRule
from groundplan.shader.comfy.calls import graph_call, take_of
from groundplan.shader.comfy.clips import Picture
from groundplan.shader.comfy.ltx_graphs import LtxGraph, ltx_graph
from groundplan.shader.comfy.pace import Pace
from groundplan.shader.comfy.sending import send
from groundplan.shader.comfy.settings import REQUIRES, SERVER_OPTIONS, check_settings
from groundplan.shader.comfy.stage_nodes import Lora, lora_of
from groundplan.shader.encoders.control_clips import ControlStyle, control_clip
from groundplan.shader.encoders.halving import halved
from groundplan.shader.encoders.keyframes import keyframe_pictures
from groundplan.shader.frame_rules import FrameRule, RateRule, SizeRule
from groundplan.shader.matching import check_pack, window_of
from groundplan.shader.plan import ShadePlan
from groundplan.shader.planning import plan_for
from groundplan.shader.port import Anchor, CallSession, Delivered
from groundplan.shader.wish import ShadeWish

__all__ = ["ComfyUiLtxControl"]

_STYLE: Final = ControlStyle(depth_range="clip", half_size=True)
_STEPS: Final = 20
_GUIDANCE: Final = 3.0
_ADAPTERS: Final = {
    "depth": "ltx-2-19b-ic-lora-depth-control.safetensors",
    "canny": "ltx-2-19b-ic-lora-canny-control.safetensors",
}
_FAMILY: Final = re.compile(r"ltx-(\d+(?:\.\d+)?)")

_CAPABILITIES: Final = Capabilities(
    name="comfyui-ltx-control",
    title="LTX-2 control on ComfyUI",
    family="comfyui",
    version="1",
    controls=("depth", "canny", "pose"),
    frames=FrameRule(stride=8, offset=1, minimum=9, maximum=481),
    sizes=SizeRule(multiple=64, least_px=128, most_pixels=1920 * 1088),
    rates=RateRule(fixed=((24, 1),)),
    keyframes="first",
    depth_range="clip",
    prompt=PromptRule(dialect="ltx", negative=True),
    deterministic="seed",
    licence=Licence(
        name="LTX-2 Community License",
        commercial=True,
        note="a paid licence from 10 M USD of annual revenue; check the file with the weights",
    ),
    requires=REQUIRES,
    options=(
        *SERVER_OPTIONS,
        BackendOption(name="model", says="checkpoint", default="ltx-2-19b-dev-fp8.safetensors"),
        BackendOption(
            name="text_encoder",
            says="text encoder",
            default="gemma_3_12B_it_fp4_mixed.safetensors",
        ),
        BackendOption(
            name="lora", says="adapter of the control; empty: that of depth or canny by its name"
        ),
        BackendOption(
            name="distilled",
            says="adapter of the second stage",
            default="ltx-2-19b-distilled-lora-384.safetensors",
        ),
        BackendOption(
            name="upscaler",
            says="between the stages",
            default="ltx-2-spatial-upscaler-x2-1.0.safetensors",
        ),
        BackendOption(name="shift", says="most of the noise schedule", default="2.05"),
    ),
    notes=(
        "The control is read at half the size, the second stage doubles it.",
        "Sound is made too and left out.",
        "Without --steps and --guidance: 20 and 3; three more steps in the second stage.",
        "Templates go to 121 frames; 481 are 20 s, as long as the model is said to make.",
    ),
)


@dataclass(frozen=True, kw_only=True)
class ComfyUiLtxControl:
    """LTX-2 behind ComfyUI's HTTP and WebSocket interface."""

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
        _adapters(plan)
        return plan

    def encode(
        self, plan: ShadePlan, pack: ControlPack, *, window: int = 0, anchor: Anchor | None = None
    ) -> ShaderCall:
        """Return the graph and the clips and pictures that it reads.

        Raises:
            PlanError: The pack is not the planned one, or an anchor is given.
            InputError: The first frame is no picture, or not of the planned size.
            PackError: The pack is damaged.
        """
        check_pack(plan, pack)
        if anchor is not None:
            raise PlanError(f"{plan.backend} makes one window", "give no anchor")
        part = window_of(plan, window)
        pictures = _start(plan, pack)
        adapter, distilled = _adapters(plan)
        parts = LtxGraph(
            checkpoint=plan.options["model"],
            text_encoder=plan.options["text_encoder"],
            adapter=adapter,
            distilled=distilled,
            upscaler=plan.options["upscaler"],
            control="control",
            start="start" if pictures else "",
            start_whole="start_whole" if pictures else "",
            strength=1.0 if plan.strength is None else plan.strength,
        )
        take = take_of(plan, part, steps=_STEPS, guidance=_GUIDANCE)
        clips = {"control": control_clip(plan.controls[0], pack, part, style=_STYLE)}
        return graph_call(plan, part, ltx_graph(parts, take), clips=clips, pictures=pictures)

    def submit(self, call: ShaderCall, *, session: CallSession) -> Delivered:
        """Queue the graph and wait for its frames.

        Raises:
            CallError: It failed; says node and input where one is to blame.
            CallCancelledError: The session was cancelled.
            MissingExtraError: httpx, websockets or PyAV is not installed.
        """
        return send(call, session=session, pace=self.pace)


def _start(plan: ShadePlan, pack: ControlPack) -> dict[str, Picture]:
    """Return the wished first frame in the sizes of both stages; none is not wished."""
    kept = keyframe_pictures(plan, pack)
    if 0 not in kept:
        return {}
    return {"start": halved(kept[0][np.newaxis], rule="mean")[0], "start_whole": kept[0]}


def _adapters(plan: ShadePlan) -> tuple[Lora, Lora]:
    """Return the adapters of control and second stage.

    Raises:
        PlanError: None is known for the control, one is of another model family (it would silently
            do nothing), or reads its guide at half of the half size (the node would scale it).
    """
    text = plan.options["lora"] or _ADAPTERS.get(plan.controls[0], "")
    adapter, distilled = lora_of(text), lora_of(plan.options["distilled"])
    if adapter is None:
        raise PlanError(
            f"no adapter is known for {plan.controls[0]}", "name its file with --set lora=FILE"
        )
    if distilled is None:
        raise PlanError("the second stage needs an adapter", "name it with --set distilled=FILE")
    if "ref0.5" in adapter.name:
        raise PlanError(
            f"{adapter.name} reads its control at half a stage's size, the node would scale it",
            "use an adapter of one control, such as that of depth",
        )
    family = _FAMILY.match(plan.options["model"])
    for lora in (adapter, distilled):
        own = _FAMILY.match(lora.name)
        if family and own and family[1] != own[1]:
            raise PlanError(
                f"{lora.name} is made for LTX-{own[1]}, the model is {plan.options['model']}",
                "an adapter does nothing on another base: use one of the same",
            )
    return adapter, distilled
