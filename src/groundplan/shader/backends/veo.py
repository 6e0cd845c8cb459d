"""Veo by the Gemini API: first and last frame or reference pictures; it takes no source video.

Source:
    google-genai 2.34.0, `models.py`: `_GenerateVideosParameters_to_mldev` (fields; seed, frame rate
    and masks are refused there); second-hand: 4, 6 or 8 s at 24 frames/s, 720p and 1080p, three
    references without frames (docs.gmicloud.ai, replicate.com), price (aifreeapi.com, 2026-03).
"""

from dataclasses import dataclass, field, replace
from fractions import Fraction
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
    WindowRule,
)
from groundplan.shader.encoders.keyframes import anchored_pictures
from groundplan.shader.encoders.references import reference_pictures
from groundplan.shader.frame_rules import FrameRule, RateRule, SizeRule
from groundplan.shader.hosts.delivering import HostAccess
from groundplan.shader.hosts.gemini import deliver_gemini
from groundplan.shader.hosts.limits import check_numbers, check_words, priced
from groundplan.shader.hosts.uploads import png_of
from groundplan.shader.matching import check_pack, window_of
from groundplan.shader.plan import ShadePlan
from groundplan.shader.planning import plan_for
from groundplan.shader.port import Anchor, CallSession, Delivered
from groundplan.shader.wish import KeyframeWish, ShadeWish
from groundplan.world.base import JsonData

__all__ = ["Veo"]

_USD_PER_SECOND: Final = {
    "veo-3.1-generate-preview": 0.40,
    "veo-3.1-fast-generate-preview": 0.15,
}
_USUAL: Final = "veo-3.1-generate-preview"
_LETTERS: Final = frozenset("abcdefghijklmnopqrstuvwxyz0123456789.-")

_CAPABILITIES: Final = Capabilities(
    name="veo",
    title="Veo 3.1 by the Gemini API",
    family="hosted",
    version="1",
    controls=("keyframe", "reference"),
    frames=FrameRule(stride=48, minimum=96, maximum=192),
    sizes=SizeRule(tiers=((1280, 720), (720, 1280), (1920, 1080), (1080, 1920))),
    rates=RateRule(fixed=((24, 1),)),
    references_most=3,
    keyframes="first_last",
    prompt=PromptRule(dialect="host", most_characters=1000, negative=True),
    windows=WindowRule(overlap=1, anchored=True),
    seeded=False,
    deterministic="no",
    licence=Licence(name="Gemini API terms", commercial=True, note="depends on the account"),
    price=Price(amount=0.40, per="second", read_on="2026-03"),
    requires=(Requirement(module="httpx", install="pip install 'groundplan[hosted]'"),),
    key_variable="GEMINI_API_KEY",
    options=(
        BackendOption(
            name="model",
            says="a Veo model by its name, such as veo-3.1-fast-generate-preview",
            default=_USUAL,
        ),
    ),
    notes=(
        "It is given no motion: of the previz it sees the first (and last) frame alone.",
        "Lengths, sizes, the limit of three references and the price are second-hand.",
        "The fast model is reckoned at 0.15 USD per second (second-hand); others are refused.",
        "References go without keyframes, in 16:9 and 8 s (second-hand).",
        "The Gemini API takes no seed for videos: two calls differ.",
        "It cannot be stopped once it is submitted.",
        "A live call was never made: the request follows the official SDK's conversion.",
    ),
)


@dataclass(frozen=True, kw_only=True)
class Veo:
    """Veo behind the Gemini API."""

    address: str = "https://generativelanguage.googleapis.com"
    access: HostAccess = field(default_factory=HostAccess.usual)

    @property
    def capabilities(self) -> Capabilities:
        """Return what it claims."""
        return _CAPABILITIES

    def plan(self, brief: ShotBrief, wish: ShadeWish) -> ShadePlan:
        """Return what a call would be; without any picture the first frame of the previz is sent.

        Raises:
            PlanError: The shot and the model do not go together.
        """
        check_numbers(wish, name=_CAPABILITIES.name)
        plan = plan_for(_CAPABILITIES, brief, _with_pictures(wish))
        check_words(plan)
        model = plan.options["model"]
        if not model or not _LETTERS.issuperset(model):
            raise PlanError(f"model={model[:60]}", f"give the name of a model, such as {_USUAL}")
        if plan.references:
            _check_references(plan)
        if model not in _USD_PER_SECOND:  # without a price it would pass for free
            raise PlanError(
                f"the price of {model[:60]} is not known", f"give {' or '.join(_USD_PER_SECOND)}"
            )
        price, seconds = _USD_PER_SECOND[model], _seconds(plan)
        basis = f"{price:g} USD per second of {model}, {seconds} s, price read on 2026-03"
        return priced(plan, price * seconds, basis=basis)

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
        files = {
            "first_frame.png" if frame == 0 else "last_frame.png": png_of(picture)
            for frame, picture in pictures.items()
        }
        references = enumerate(reference_pictures(plan), start=1)
        files |= {f"reference_{number}.png": png_of(one) for number, one in references}
        return ShaderCall(
            backend=plan.backend,
            arguments={
                "method": "POST",
                "host": self.address,
                "path": f"/v1beta/models/{plan.options['model']}:predictLongRunning",
                "body": {
                    "instances": [_instance(plan, tuple(files))],
                    "parameters": _parameters(plan, part.count),
                },
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
        return deliver_gemini(call, address=self.address, access=self.access, session=session)


def _with_pictures(wish: ShadeWish) -> ShadeWish:
    if wish.references and not wish.keyframes:
        return replace(wish, controls=wish.controls or ("reference",))
    keyframes = wish.keyframes or (KeyframeWish(frame=0),)
    return replace(wish, keyframes=keyframes)


def _check_references(plan: ShadePlan) -> None:
    if plan.keyframes or len(plan.windows) > 1:
        raise PlanError(
            "veo takes references or keyframes, not both (a second window needs a keyframe)",
            "leave one out, or cut the shot to 8 s",
        )
    if plan.size_px[0] < plan.size_px[1] or plan.frame_count != 192:
        raise PlanError(
            f"veo with references makes 16:9 and 8 s, not {plan.frame_count} frames of "
            f"{plan.size_px[0]}x{plan.size_px[1]} px",
            "give --size 1280x720 --frames 192, or a first frame in place of references",
        )


def _seconds(plan: ShadePlan) -> int:
    return sum(int(Fraction(window.count) / plan.fps) for window in plan.windows)


def _instance(plan: ShadePlan, names: tuple[str, ...]) -> JsonData:
    instance: dict[str, JsonData] = {"prompt": plan.prompt}
    for place, name in (("image", "first_frame.png"), ("lastFrame", "last_frame.png")):
        if name in names:
            instance[place] = _image(name)
    references = [name for name in names if name.startswith("reference_")]
    if references:
        instance["referenceImages"] = [
            {"image": _image(name), "referenceType": "asset"} for name in references
        ]
    return instance


def _image(name: str) -> JsonData:
    return {"bytesBase64Encoded": {"$file": name}, "mimeType": "image/png"}


def _parameters(plan: ShadePlan, count: int) -> JsonData:
    wide = plan.size_px[0] > plan.size_px[1]
    found: dict[str, JsonData] = {
        "aspectRatio": "16:9" if wide else "9:16",
        "durationSeconds": int(Fraction(count) / plan.fps),
        "resolution": f"{min(plan.size_px)}p",
        "sampleCount": 1,
    }
    if plan.negative:
        found["negativePrompt"] = plan.negative
    return found
