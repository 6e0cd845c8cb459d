"""Luma Modify Video: the previz as source video, restyled.

Source:
    lumaai 1.21.0, `types/generations/video_modify_params.py`; docs.lumalabs.ai, "Modify Video"
    (ray-2: at most 10 s and 100 MB; 0.01582 USD per million pixels; its example of 5 s at 720p for
    1.75 USD holds for 24 frames/s).
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
    Price,
    PromptRule,
    Requirement,
)
from groundplan.shader.encoders.control_clips import control_clip
from groundplan.shader.encoders.keyframes import keyframe_pictures
from groundplan.shader.frame_rules import FrameRule, RateRule, SizeRule
from groundplan.shader.hosts.delivering import HostAccess
from groundplan.shader.hosts.limits import check_choices, check_numbers, priced
from groundplan.shader.hosts.luma import deliver_luma
from groundplan.shader.hosts.uploads import mp4_of, png_of
from groundplan.shader.matching import check_pack, window_of
from groundplan.shader.plan import ShadePlan
from groundplan.shader.planning import plan_for
from groundplan.shader.port import Anchor, CallSession, Delivered
from groundplan.shader.wish import ShadeWish
from groundplan.world.base import JsonData

__all__ = ["LumaModify"]

_USD_PER_MEGAPIXEL: Final = 0.01582
_MODES: Final = tuple(f"{kind}_{n}" for kind in ("adhere", "flex", "reimagine") for n in (1, 2, 3))
_MODELS: Final = ("ray-2", "ray-flash-2")

_CAPABILITIES: Final = Capabilities(
    name="luma-modify",
    title="Luma Modify Video (ray-2)",
    family="hosted",
    version="1",
    controls=("rgb",),
    frames=FrameRule(minimum=1, maximum=240),
    sizes=SizeRule(multiple=2, least_px=64, most_pixels=1280 * 720),
    rates=RateRule(fixed=((24, 1),)),
    keyframes="first",
    prompt=PromptRule(dialect="host"),
    seeded=False,
    deterministic="no",
    licence=Licence(name="Luma terms of service", commercial=True, note="depends on the account"),
    price=Price(amount=0.35, per="second", read_on="2026-10"),
    requires=(
        Requirement(module="httpx", install="pip install 'groundplan[hosted]'"),
        Requirement(module="av", install="pip install 'groundplan[video]'"),
    ),
    key_variable="LUMAAI_API_KEY",
    options=(
        BackendOption(
            name="video_url",
            says="public https address of media.mp4 as the dry run writes it",
        ),
        BackendOption(
            name="first_frame_url",
            says="public https address of first_frame.png; needed with a first keyframe",
        ),
        BackendOption(
            name="mode",
            says="how close it stays: adhere_1 to 3, flex_1 to 3, reimagine_1 to 3",
            default="adhere_1",
        ),
        BackendOption(name="model", says="ray-2 or ray-flash-2", default="ray-2"),
    ),
    notes=(
        "Luma takes no uploads: put media.mp4 of a dry run online, then --set video_url=ADDRESS.",
        "What lies there is compared with what was encoded before anything is submitted.",
        "The price is 0.01582 USD per million pixels of ray-2: 0.35 USD per second at 720p.",
        "The price of ray-flash-2 was not found: that of ray-2 is reckoned.",
        "Rate and size of the output are not documented: look at what came.",
        "It takes no seed: two calls differ.",
        "A live call was never made: the request follows the official SDK's types.",
    ),
)


@dataclass(frozen=True, kw_only=True)
class LumaModify:
    """Luma's modify endpoint."""

    address: str = "https://api.lumalabs.ai/dream-machine/v1"
    origin: str = "https://api.lumalabs.ai"
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
        instead = "choose how close it stays with --set mode=adhere_1 … reimagine_3"
        check_numbers(wish, name=_CAPABILITIES.name, strength=instead)
        plan = plan_for(_CAPABILITIES, brief, wish)
        check_choices(plan, {"mode": _MODES, "model": _MODELS})
        width, height = plan.size_px
        megapixels = width * height * plan.frame_count / 1e6
        basis = f"{_USD_PER_MEGAPIXEL} USD per million pixels of ray-2, {megapixels:.1f} million"
        cost = megapixels * _USD_PER_MEGAPIXEL
        return priced(plan, cost, basis=f"{basis}, price read on 2026-10")

    def encode(
        self, plan: ShadePlan, pack: ControlPack, *, window: int = 0, anchor: Anchor | None = None
    ) -> ShaderCall:
        """Return what is sent; without a public address the file stands in its place.

        Raises:
            PlanError: The pack is not the planned one, or an anchor is given.
            InputError: A picture cannot be used.
        """
        check_pack(plan, pack)
        if anchor is not None:
            raise PlanError(f"{plan.backend} can't go on from given frames", "give no anchor")
        clip = control_clip("rgb", pack, window_of(plan, window))
        files = {"media.mp4": mp4_of(clip, rate=plan.fps)}
        first = keyframe_pictures(plan, pack, window=window).get(0)
        if first is not None:
            files["first_frame.png"] = png_of(first)
        return ShaderCall(
            backend=plan.backend,
            arguments={
                "method": "POST",
                "host": self.address,
                "path": "/generations/video/modify",
                "body": _body(plan, first="first_frame.png" in files),
            },
            files=files,
        )

    def submit(self, call: ShaderCall, *, session: CallSession) -> Delivered:
        """Send a call and wait for its video.

        Raises:
            CallError: It failed, or a file has no public address; says whether it may be paid.
            CallCancelledError: The session was cancelled.
            MissingExtraError: httpx is not installed.
        """
        return deliver_luma(
            call, address=self.address, origin=self.origin, access=self.access, session=session
        )


def _body(plan: ShadePlan, *, first: bool) -> dict[str, JsonData]:
    body: dict[str, JsonData] = {
        "generation_type": "modify_video",
        "model": plan.options["model"],
        "mode": plan.options["mode"],
        "media": {"url": plan.options["video_url"] or {"$file": "media.mp4"}},
    }
    if plan.prompt:
        body["prompt"] = plan.prompt
    if first:
        url = plan.options["first_frame_url"]
        body["first_frame"] = {"url": url or {"$file": "first_frame.png"}}
    return body
