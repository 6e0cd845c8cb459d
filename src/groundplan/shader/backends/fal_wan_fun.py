"""Wan 2.2 Fun Control at fal.ai: any Wan control video.

Source:
    fal.ai/models/fal-ai/wan-fun-control (API page: prompt and control_video_url) and the shared
    notes, "Hosted request shapes" (the other fields, limits and defaults).
"""

from dataclasses import dataclass, field
from typing import Final

from groundplan.errors import PlanError
from groundplan.passes.pack import ControlPack
from groundplan.shader.brief import ShotBrief
from groundplan.shader.call import ShaderCall
from groundplan.shader.capabilities import (
    Capabilities,
    Licence,
    Price,
    PromptRule,
    Requirement,
)
from groundplan.shader.encoders.control_clips import ControlStyle, control_clip
from groundplan.shader.frame_rules import FrameRule, RateRule, SizeRule
from groundplan.shader.hosts.delivering import HostAccess
from groundplan.shader.hosts.fal import FalAddresses, deliver_fal
from groundplan.shader.hosts.limits import check_numbers, check_words
from groundplan.shader.hosts.uploads import mp4_of
from groundplan.shader.matching import check_pack, window_of
from groundplan.shader.plan import ShadePlan
from groundplan.shader.planning import plan_for
from groundplan.shader.port import Anchor, CallSession, Delivered
from groundplan.shader.wish import ShadeWish

__all__ = ["FalWanFun"]

_MODEL: Final = "fal-ai/wan-fun-control"
_STYLE: Final = ControlStyle(depth_range="frame")

_CAPABILITIES: Final = Capabilities(
    name="fal-wan-fun",
    title="Wan 2.2 Fun Control at fal.ai",
    family="hosted",
    version="1",
    controls=("depth", "pose", "canny"),
    frames=FrameRule(stride=4, offset=1, minimum=17, maximum=81),
    sizes=SizeRule(tiers=((832, 480), (480, 832))),
    rates=RateRule(fixed=((16, 1),)),
    depth_range="frame",
    prompt=PromptRule(dialect="wan"),
    deterministic="no",
    licence=Licence(
        name="Apache-2.0 weights; fal.ai terms of service",
        commercial=True,
        note="check with fal.ai",
    ),
    price=Price(amount=0.10, per="second", read_on="2026-10"),
    requires=(
        Requirement(module="httpx", install="pip install 'groundplan[hosted]'"),
        Requirement(module="av", install="pip install 'groundplan[video]'"),
    ),
    key_variable="FAL_KEY",
    notes=(
        "No field for frame count, rate or size is documented: what comes back is checked instead.",
        "Frames, rate and sizes are those that the model was trained for, not limits of the host.",
        "Negative prompts and reference pictures are not used: no field for them is documented.",
        "Uploads go to fal's storage and are kept there for a day.",
        "A live call was never made: the request follows the host's published fields.",
    ),
)


@dataclass(frozen=True, kw_only=True)
class FalWanFun:
    """Wan 2.2 Fun Control in fal's queue."""

    addresses: FalAddresses = field(default_factory=FalAddresses)
    access: HostAccess = field(default_factory=HostAccess.usual)

    @property
    def capabilities(self) -> Capabilities:
        """Return what it claims."""
        return _CAPABILITIES

    def plan(self, brief: ShotBrief, wish: ShadeWish) -> ShadePlan:
        """Return what a call would be.

        Raises:
            PlanError: The shot and the model do not go together.
        """
        check_numbers(wish, name=_CAPABILITIES.name, steps=(4, 50), guidance=(1.0, 10.0))
        plan = plan_for(_CAPABILITIES, brief, wish)
        check_words(plan)
        return plan

    def encode(
        self, plan: ShadePlan, pack: ControlPack, *, window: int = 0, anchor: Anchor | None = None
    ) -> ShaderCall:
        """Return what is sent.

        Raises:
            PlanError: The pack is not the planned one, or an anchor is given.
        """
        check_pack(plan, pack)
        if anchor is not None:
            raise PlanError(f"{plan.backend} can't go on from given frames", "give no anchor")
        part = window_of(plan, window)
        clip = control_clip(plan.controls[0], pack, part, style=_STYLE)
        return ShaderCall(
            backend=plan.backend,
            arguments={
                "method": "POST",
                "host": self.addresses.queue,
                "path": f"/{_MODEL}",
                "body": {
                    "prompt": plan.prompt,
                    "control_video_url": {"$file": "control.mp4"},
                    "num_inference_steps": 27 if plan.steps is None else plan.steps,
                    "guidance_scale": 6.0 if plan.guidance is None else plan.guidance,
                    "shift": 5.0,
                    "seed": plan.seed,
                },
            },
            files={"control.mp4": mp4_of(clip, rate=plan.fps)},
        )

    def submit(self, call: ShaderCall, *, session: CallSession) -> Delivered:
        """Send a call and wait for its video.

        Raises:
            CallError: It failed; the message says whether it may have been paid.
            CallCancelledError: The session was cancelled.
            MissingExtraError: httpx is not installed.
        """
        return deliver_fal(call, addresses=self.addresses, access=self.access, session=session)
