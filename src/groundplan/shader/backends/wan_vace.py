"""Wan VACE through diffusers: a control clip, masks, known frames and reference pictures."""
# diffusers is typed only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from collections.abc import Iterable
from typing import Final

import numpy as np
from jaxtyping import UInt8

from groundplan.errors import CallError, PlanError
from groundplan.passes.pack import ControlPack
from groundplan.shader.brief import ShotBrief
from groundplan.shader.call import ShaderCall
from groundplan.shader.capabilities import (
    BackendOption,
    Capabilities,
    Licence,
    PromptRule,
    Requirement,
    WindowRule,
)
from groundplan.shader.diffusion.arguments import setting
from groundplan.shader.diffusion.choice import (
    DIFFUSERS_INSTALL,
    DIFFUSERS_MODULES,
    loading_options,
)
from groundplan.shader.diffusion.loading import LoadedPipeline, PipelineRecipe, PipelineStore
from groundplan.shader.diffusion.requests import (
    drawn_control,
    number_option,
    pipeline_request,
    planned,
    sampling,
    whole_option,
)
from groundplan.shader.diffusion.running import run_call
from groundplan.shader.encoders.control_clips import ControlStyle, control_clip
from groundplan.shader.encoders.keyframes import keyframe_pictures
from groundplan.shader.encoders.masks import MISSING_GREY, anchored_clip, anchored_frames, mask_clip
from groundplan.shader.encoders.references import reference_pictures
from groundplan.shader.frame_rules import FrameRule, RateRule, SizeRule
from groundplan.shader.intents import WEAKENED, Control
from groundplan.shader.matching import check_pack, window_of
from groundplan.shader.plan import ShadePlan, Window
from groundplan.shader.port import Anchor, CallSession, Delivered
from groundplan.shader.wish import ShadeWish
from groundplan.world.base import JsonData

__all__ = ["WanVace"]

Clip = UInt8[np.ndarray, "frame height width 3"]

_ENVIRONMENT: Final = "GROUNDPLAN_WAN_VACE"
_STYLE: Final = ControlStyle(depth_range="frame", pose_parts="body_face", pose_drawn_at_px=1024)
_DRAWN: Final[tuple[Control, ...]] = ("depth", "pose", "layout", "flow", "gray", "scribble")
_SHIFTS: Final = (3.0, 5.0)
_SHIFT_PIXELS: Final = 606_667
"""Flow shift is 3 at 832x480 and 5 at 1280x720 (diffusers#11582); between them we change over at
the geometric mean of their areas."""

CAPABILITIES: Final = Capabilities(
    name="wan-vace",
    title="Wan 2.1 / 2.2 VACE, loaded here with diffusers",
    family="diffusers",
    version="1",
    controls=(*_DRAWN, "mask", "keyframe"),
    weakened=(*WEAKENED, "mask", "keyframe", "reference"),
    together=tuple((control, "mask", "keyframe") for control in _DRAWN),
    frames=FrameRule(stride=4, offset=1, minimum=5, maximum=81),
    sizes=SizeRule(multiple=16, least_px=64, most_pixels=1280 * 720),
    rates=RateRule(fixed=((16, 1),)),
    references_most=3,
    keyframes="indices",
    mask="white_generates",
    depth_range="frame",
    prompt=PromptRule(dialect="wan", most_characters=1800, negative=True),
    # Three latent frames. Masks are sampled in time by `nearest-exact` over all frames, so that the
    # last latent frame of a known start reads as to be made: of 5 frames one of two would be kept.
    windows=WindowRule(overlap=9, anchored=True),
    deterministic="seed",
    licence=Licence(name="Apache-2.0", commercial=True, note="Wan2.1-VACE weights and code"),
    requires=(*DIFFUSERS_MODULES, Requirement(module="ftfy", install=DIFFUSERS_INSTALL)),
    options=(
        *loading_options(_ENVIRONMENT, lora="may"),
        BackendOption(name="flow_shift", says="shift of the noise levels instead of 3 or 5"),
        BackendOption(name="guidance_2", says="guidance of the second expert, where there is one"),
        BackendOption(name="mask_entities", says="ids of what the mask lets the model make"),
        BackendOption(name="mask_dilation", says="pixels that the mask grows", default="0"),
    ),
    notes=(
        "Longer shots are windows of at most 81 frames (more drift in colour) that share 9.",
        "A known frame is repainted lightly, not copied; its mask is read every fourth frame.",
        "Byte-equal on one CPU thread with tiny weights; on CUDA nothing was measured.",
    ),
)

_RECIPE: Final = PipelineRecipe(
    pipeline="WanVACEPipeline",
    components={"transformer": ("WanVACETransformer3DModel",), "vae": ("AutoencoderKLWan",)},
    environment=_ENVIRONMENT,
    float32=("vae",),
)


class WanVace:
    """Wan VACE; white in its mask is generated, black is kept."""

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
            PlanError: Shot and model do not go together, or a mask has nothing to be of.
        """
        plan = planned(CAPABILITIES, brief, wish, strength_most=2.0)
        _flow_shift(plan)
        number_option(plan.options, "guidance_2", most=30.0)
        _dilation(plan)
        if ("mask" in plan.controls) != bool(plan.options["mask_entities"]):
            raise PlanError(
                "a mask and --set mask_entities go together", "give both, or neither of them"
            )
        if "keyframe" in plan.controls and not plan.keyframes:
            raise PlanError("no keyframe is given", "give --keyframe FRAME, or another control")
        return plan

    def encode(
        self, plan: ShadePlan, pack: ControlPack, *, window: int = 0, anchor: Anchor | None = None
    ) -> ShaderCall:
        """Return the arguments of `WanVACEPipeline` for one window.

        Raises:
            PlanError: The pack is not the planned one, or the anchor is missing.
            PackError: The pack is damaged.
        """
        check_pack(plan, pack)
        part = window_of(plan, window)
        known = keyframe_pictures(plan, pack, window=window)
        mask = _mask(plan, pack, part, known=tuple(known))
        video = _video(plan, pack, part, mask=mask)
        for frame, picture in known.items():
            video[frame] = picture
        references = {f"reference_{k}": one for k, one in enumerate(reference_pictures(plan))}
        settings: dict[str, JsonData] = {"flow_shift": _flow_shift(plan)}
        return ShaderCall(
            backend=CAPABILITIES.name,
            arguments=pipeline_request(
                plan,
                part,
                recipe=_RECIPE,
                call=_arguments(plan, part, references=references),
                settings=settings,
            ),
            clips={"video": anchored_clip(video, anchor, window=part), "mask": mask},
            pictures=references,
        )

    def submit(self, call: ShaderCall, *, session: CallSession) -> Delivered:
        """Run the pipeline.

        Raises:
            CallError: It failed, or has one expert where two were asked for.
            CallCancelledError: The session was cancelled.
            MissingExtraError: Something that it needs is not installed.
        """

        def prepare(loaded: LoadedPipeline, given: dict[str, object]) -> dict[str, object]:
            _check_experts(loaded, given)
            _shift(loaded, setting(call, "flow_shift"))
            return given

        return run_call(
            self._store, call, capabilities=CAPABILITIES, session=session, prepare=prepare
        )


def _arguments(
    plan: ShadePlan, window: Window, *, references: Iterable[str]
) -> dict[str, JsonData]:
    pictures: list[JsonData] = [{"$picture": name} for name in references]
    found = sampling(plan, steps=50, guidance=5.0)
    found |= {
        "video": {"$clip": "video"},
        "mask": {"$clip": "mask"},
        "reference_images": pictures or None,
        "conditioning_scale": 1.0 if plan.strength is None else plan.strength,
        "num_frames": window.count,
        "guidance_scale_2": number_option(plan.options, "guidance_2", most=30.0),
    }
    return found


def _mask(plan: ShadePlan, pack: ControlPack, window: Window, *, known: tuple[int, ...]) -> Clip:
    chosen = [one.strip() for one in plan.options["mask_entities"].split(",") if one.strip()]
    return mask_clip(
        pack,
        window,
        entities=chosen or None,
        polarity=CAPABILITIES.mask if CAPABILITIES.mask != "none" else "white_generates",
        dilation_px=_dilation(plan),
        kept=tuple(sorted({*known, *anchored_frames(window)})),
    )


def _video(plan: ShadePlan, pack: ControlPack, window: Window, *, mask: Clip) -> Clip:
    """Return the control where the model makes something, and the previz where it keeps."""
    drawn = drawn_control(plan, _DRAWN)
    if drawn is None:
        made = np.full_like(mask, MISSING_GREY)
    else:
        made = control_clip(drawn, pack, window, style=_STYLE).copy()
    if "mask" not in plan.controls:
        return made
    kept = control_clip("rgb", pack, window, style=_STYLE)
    return np.where(mask[..., :1] >= 128, made, kept)


def _flow_shift(plan: ShadePlan) -> float:
    given = number_option(plan.options, "flow_shift", most=20.0, above_zero=True)
    if given is not None:
        return given
    return _SHIFTS[plan.size_px[0] * plan.size_px[1] > _SHIFT_PIXELS]


def _dilation(plan: ShadePlan) -> int:
    """Return how far a mask reaches beyond its entities [px]."""
    return whole_option(plan.options, "mask_dilation", most=512) or 0


def _check_experts(loaded: LoadedPipeline, given: dict[str, object]) -> None:
    if given.get("guidance_scale_2") is not None and loaded.pipeline.config.boundary_ratio is None:
        raise CallError("this model has one expert", "leave --set guidance_2 out")


def _shift(loaded: LoadedPipeline, shift: JsonData) -> None:
    scheduler = loaded.pipeline.scheduler
    names = [name for name in ("flow_shift", "shift") if name in scheduler.config]
    if not names:
        raise CallError(
            f"the scheduler {type(scheduler).__name__} has no flow shift",
            "give a model of Wan VACE",
        )
    changed = {names[0]: shift}
    loaded.pipeline.scheduler = type(scheduler).from_config(scheduler.config, **changed)
