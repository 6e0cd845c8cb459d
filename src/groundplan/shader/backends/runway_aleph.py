"""Runway Aleph 2: the previz as source video, restyled, with keyframes.

Source:
    runwayml 5.24.0, `types/video_to_video_create_params.py` (fields, five keyframes, data URIs up
    to 5 MB); second-hand: 2 to 30 s at up to 30 frames/s, 1000 characters, output as large as the
    input (docs.comfy.org, RunwayAleph2VideoToVideoNode), 28 credits per second (inference.sh).
"""

from dataclasses import dataclass, field
from typing import Final

from groundplan.passes.pack import ControlPack
from groundplan.shader.brief import ShotBrief
from groundplan.shader.call import ShaderCall
from groundplan.shader.capabilities import (
    Capabilities,
    Licence,
    Price,
    PromptRule,
    Requirement,
    WindowRule,
)
from groundplan.shader.encoders.control_clips import control_clip
from groundplan.shader.encoders.keyframes import anchored_pictures
from groundplan.shader.frame_rules import FrameRule, RateRule, SizeRule
from groundplan.shader.hosts.delivering import HostAccess
from groundplan.shader.hosts.limits import check_keyframe_count, check_numbers, check_words
from groundplan.shader.hosts.runway import deliver_runway
from groundplan.shader.hosts.uploads import mp4_of, png_of
from groundplan.shader.matching import check_pack, window_of
from groundplan.shader.plan import ShadePlan
from groundplan.shader.planning import plan_for
from groundplan.shader.port import Anchor, CallSession, Delivered
from groundplan.shader.wish import ShadeWish
from groundplan.world.base import JsonData

__all__ = ["RunwayAleph"]

_MOST_KEYFRAMES: Final = 5

_CAPABILITIES: Final = Capabilities(
    name="runway-aleph",
    title="Runway Aleph 2",
    family="hosted",
    version="1",
    controls=("rgb",),
    frames=FrameRule(minimum=48, maximum=720),
    sizes=SizeRule(multiple=2, least_px=64, most_pixels=1920 * 1080),
    rates=RateRule(fixed=((24, 1),)),
    keyframes="indices",
    prompt=PromptRule(dialect="host", most_characters=1000),
    windows=WindowRule(overlap=1, anchored=True),
    deterministic="no",
    licence=Licence(name="Runway terms of use", commercial=True, note="depends on the account"),
    price=Price(amount=0.28, per="second", read_on="2026-10"),
    requires=(
        Requirement(module="httpx", install="pip install 'groundplan[hosted]'"),
        Requirement(module="av", install="pip install 'groundplan[video]'"),
    ),
    key_variable="RUNWAYML_API_SECRET",
    notes=(
        "The price is second-hand (28 credits of 0.01 USD per second); the task says the charge.",
        "2 to 30 s at up to 30 frames/s and 1000 characters of prompt are second-hand.",
        "That the output keeps length and size of the source is second-hand: look at what came.",
        "Which sizes are allowed is not documented in the SDK; 1920x1080 px is our limit.",
        "A clip over 3.7 MB goes through Runway's ephemeral uploads; 200 MiB is our limit.",
        "A live call was never made: the request follows the official SDK's types.",
    ),
)


@dataclass(frozen=True, kw_only=True)
class RunwayAleph:
    """Runway's video-to-video endpoint with the model aleph2."""

    address: str = "https://api.dev.runwayml.com"
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
        check_numbers(wish, name=_CAPABILITIES.name)
        plan = plan_for(_CAPABILITIES, brief, wish)
        check_words(plan)
        check_keyframe_count(plan, _MOST_KEYFRAMES)
        return plan

    def encode(
        self, plan: ShadePlan, pack: ControlPack, *, window: int = 0, anchor: Anchor | None = None
    ) -> ShaderCall:
        """Return what is sent for one window.

        Raises:
            PlanError: The pack is not the planned one, or the frame before this window is missing.
            InputError: A picture cannot be used.
        """
        check_pack(plan, pack)
        part = window_of(plan, window)
        pictures = anchored_pictures(plan, pack, window=window, anchor=anchor)
        source = mp4_of(control_clip("rgb", pack, part), rate=plan.fps)
        files = {"source.mp4": source}
        files |= {_name(frame): png_of(picture) for frame, picture in pictures.items()}
        return ShaderCall(
            backend=plan.backend,
            arguments={
                "method": "POST",
                "host": self.address,
                "path": "/v1/video_to_video",
                "body": _body(plan, tuple(pictures)),
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
        return deliver_runway(call, address=self.address, access=self.access, session=session)


def _body(plan: ShadePlan, frames: tuple[int, ...]) -> dict[str, JsonData]:
    body: dict[str, JsonData] = {
        "model": "aleph2",
        "videoUri": {"$file": "source.mp4"},
        "promptText": plan.prompt,
        "seed": plan.seed,
    }
    if frames:
        body["keyframes"] = [
            {"seconds": float(frame / plan.fps), "uri": {"$file": _name(frame)}} for frame in frames
        ]
    return body


def _name(frame: int) -> str:
    return f"keyframe_{frame:04d}.png"
