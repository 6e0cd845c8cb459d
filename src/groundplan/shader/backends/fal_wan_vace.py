"""Wan 2.2 VACE-Fun A14B at fal.ai: depth or pose as a control video.

Source:
    fal.ai/models/fal-ai/wan-22-vace-fun-a14b/depth (price, first fields) and the stored `llms.txt`
    of the same model's `/inpainting` (all fields that they share); shared notes, "Hosted request
    shapes". The page gives 17 to 241 frames as its range (and 81 to 241 in words).
"""

from dataclasses import dataclass, field
from typing import Final

from groundplan.passes.pack import ControlPack
from groundplan.shader.brief import ShotBrief
from groundplan.shader.call import ShaderCall
from groundplan.shader.capabilities import (
    BackendOption,
    Capabilities,
    Licence,
    Price,
    PromptRule,
    Requirement,
    WindowRule,
)
from groundplan.shader.encoders.control_clips import ControlStyle, control_clip
from groundplan.shader.encoders.keyframes import anchored_pictures
from groundplan.shader.encoders.references import reference_pictures
from groundplan.shader.frame_rules import FrameRule, RateRule, SizeRule
from groundplan.shader.hosts.delivering import HostAccess
from groundplan.shader.hosts.fal import FalAddresses, deliver_fal
from groundplan.shader.hosts.limits import check_choices, check_numbers, check_words, priced
from groundplan.shader.hosts.uploads import mp4_of, png_of
from groundplan.shader.matching import check_pack, window_of
from groundplan.shader.plan import ShadePlan
from groundplan.shader.planning import plan_for
from groundplan.shader.port import Anchor, CallSession, Delivered
from groundplan.shader.wish import ShadeWish
from groundplan.world.base import JsonData

__all__ = ["FalWanVace"]

_MODEL: Final = "fal-ai/wan-22-vace-fun-a14b"
_USD_PER_SECOND: Final = {480: 0.05, 720: 0.10}
"""By short side; a second is 16 frames. Read 2026-10, from notes."""
_ACCELERATIONS: Final = ("none", "low", "regular")
_STYLE: Final = ControlStyle(depth_range="frame", pose_parts="body_face", pose_drawn_at_px=1024)

_CAPABILITIES: Final = Capabilities(
    name="fal-wan-vace",
    title="Wan 2.2 VACE-Fun A14B at fal.ai",
    family="hosted",
    version="1",
    controls=("depth", "pose"),
    frames=FrameRule(stride=4, offset=1, minimum=17, maximum=241),
    sizes=SizeRule(tiers=((832, 480), (480, 832), (1280, 720), (720, 1280))),
    rates=RateRule(fixed=((16, 1),)),
    references_most=4,
    keyframes="first_last",
    depth_range="frame",
    prompt=PromptRule(dialect="wan", negative=True),
    windows=WindowRule(overlap=1, anchored=True),
    deterministic="no",
    licence=Licence(
        name="Apache-2.0 weights; fal.ai terms of service",
        commercial=True,
        note="check with fal.ai",
    ),
    price=Price(amount=0.05, per="second", read_on="2026-10"),
    requires=(
        Requirement(module="httpx", install="pip install 'groundplan[hosted]'"),
        Requirement(module="av", install="pip install 'groundplan[video]'"),
    ),
    key_variable="FAL_KEY",
    options=(
        BackendOption(
            name="acceleration",
            says="none, low or regular: faster, and slightly different pictures",
            default="regular",
        ),
    ),
    notes=(
        "The price is 0.05 USD per second at 480p and 0.10 USD at 720p, a second being 16 frames.",
        "580p is left out: its exact size is not documented.",
        "The host's words say 81 to 241 frames: fewer may be refused, which costs nothing.",
        "Over 81 frames Wan models are known to shift in colour and identity.",
        "The number of references is not limited by the host's page; 4 is our limit.",
        "Control videos are H.264 with halved colour: thin lines of poses lose some of theirs.",
        "Uploads go to fal's storage and are kept there for a day.",
        "A live call was never made: the request follows the host's published fields.",
    ),
)


@dataclass(frozen=True, kw_only=True)
class FalWanVace:
    """Wan 2.2 VACE-Fun A14B in fal's queue."""

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
        check_numbers(wish, name=_CAPABILITIES.name, steps=(2, 50), guidance=(1.0, 10.0))
        plan = plan_for(_CAPABILITIES, brief, wish)
        check_words(plan)
        check_choices(plan, {"acceleration": _ACCELERATIONS})
        price = _USD_PER_SECOND[min(plan.size_px)]
        seconds = sum(window.count for window in plan.windows) / 16
        basis = f"{price:g} USD per second of 16 frames at {min(plan.size_px)}p, {seconds:.3f} s"
        return priced(plan, price * seconds, basis=f"{basis}, price read on 2026-10")

    def encode(
        self, plan: ShadePlan, pack: ControlPack, *, window: int = 0, anchor: Anchor | None = None
    ) -> ShaderCall:
        """Return what is sent for one window.

        Raises:
            PlanError: The pack is not the planned one, or the frame before this window is missing.
            InputError: A picture cannot be used.
        """
        check_pack(plan, pack)
        control, part = plan.controls[0], window_of(plan, window)
        clip = control_clip(control, pack, part, style=_STYLE)
        files = {"control.mp4": mp4_of(clip, rate=plan.fps)}
        pictures = anchored_pictures(plan, pack, window=window, anchor=anchor)
        body = _body(plan, frames=part.count)
        for frame, place in ((0, "first_frame"), (part.count - 1, "last_frame")):
            if frame in pictures:
                files[f"{place}.png"] = png_of(pictures[frame])
                body[f"{place}_url"] = {"$file": f"{place}.png"}
        names = [f"reference_{k}.png" for k in range(1, len(plan.references) + 1)]
        if names:
            files |= dict(zip(names, map(png_of, reference_pictures(plan)), strict=True))
            body["ref_image_urls"] = [{"$file": name} for name in names]
        return ShaderCall(
            backend=plan.backend,
            arguments={
                "method": "POST",
                "host": self.addresses.queue,
                "path": f"/{_MODEL}/{control}",
                "body": body,
            },
            files=files,
        )

    def submit(self, call: ShaderCall, *, session: CallSession) -> Delivered:
        """Send a call and wait for its video.

        Raises:
            CallError: It failed; the message says whether it may have been paid.
            CallCancelledError: The session was cancelled.
            MissingExtraError: httpx is not installed.
        """
        return deliver_fal(call, addresses=self.addresses, access=self.access, session=session)


def _body(plan: ShadePlan, *, frames: int) -> dict[str, JsonData]:
    """Return the request; what the host would do by itself to frames or words is switched off."""
    body: dict[str, JsonData] = {
        "prompt": plan.prompt,
        "video_url": {"$file": "control.mp4"},
        "preprocess": False,
        "enable_prompt_expansion": False,
        "match_input_num_frames": False,
        "num_frames": frames,
        "match_input_frames_per_second": False,
        "frames_per_second": 16,
        "num_interpolated_frames": 0,
        "temporal_downsample_factor": 0,
        "enable_auto_downsample": False,
        "resolution": f"{min(plan.size_px)}p",
        "aspect_ratio": "auto",
        "num_inference_steps": 30 if plan.steps is None else plan.steps,
        "guidance_scale": 5.0 if plan.guidance is None else plan.guidance,
        "shift": 5.0,
        "acceleration": plan.options["acceleration"],
        "seed": plan.seed,
    }
    if plan.negative:
        body["negative_prompt"] = plan.negative
    return body
