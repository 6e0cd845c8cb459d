"""What the two ways into LTX-2 share: its rules, its guidance and its keyframes."""
# diffusers is typed only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from typing import Final

from groundplan.errors import CallError, PlanError
from groundplan.shader.capabilities import BackendOption, Licence, PromptRule, Requirement
from groundplan.shader.diffusion.choice import DIFFUSERS_MODULES
from groundplan.shader.diffusion.loading import LoadedPipeline
from groundplan.shader.diffusion.requests import number_option, whole_option
from groundplan.shader.frame_rules import FrameRule, RateRule
from groundplan.shader.plan import ShadePlan
from groundplan.world.base import JsonData

__all__ = [
    "LTX_COMPONENTS", "LTX_FRAMES", "LTX_GUIDANCE", "LTX_LICENCE", "LTX_NOTES", "LTX_OPTIONS",
    "LTX_PROMPT", "LTX_RATES", "LTX_REQUIRES", "check_ltx", "check_ltx_keyframes",
    "guidance_arguments", "keyframe_condition", "latent_index", "ltx_condition", "nearest_places",
]  # fmt: skip

_STRIDE: Final = 8
"""Frames of one latent frame."""

LTX_FRAMES: Final = FrameRule(stride=_STRIDE, offset=1, minimum=9, maximum=473)
"""Up to 20 s at 24 frames/s. Source: diffusers 0.42.1, `LTX2ConditionPipeline`, `max_seconds`."""
LTX_RATES: Final = RateRule(fixed=((24, 1),))
LTX_GUIDANCE: Final = 3.0
LTX_PROMPT: Final = PromptRule(dialect="ltx", most_characters=2000, negative=True)
LTX_LICENCE: Final = Licence(
    name="LTX-2 Community License",
    commercial=True,
    note="companies of 10 million USD a year or more need a paid licence; read the file shipped "
    "with your weights",
)
LTX_REQUIRES: Final = (
    *DIFFUSERS_MODULES,
    Requirement(module="av", install="pip install 'groundplan[video]'"),
)
LTX_COMPONENTS: Final = {
    "transformer": ("LTX2VideoTransformer3DModel",),
    "vae": ("AutoencoderKLLTX2Video",),
}
LTX_OPTIONS: Final = (
    BackendOption(
        name="stg", says="spatio-temporal guidance of picture and sound, 0 for none", default="1"
    ),
    BackendOption(name="stg_block", says="the block that it perturbs", default="28"),
    BackendOption(name="image_crf", says="H.264 quality that keyframes go through, 0 for none"),
)
LTX_NOTES: Final = (
    "Keyframes may stand at frames 0, 1, 9, 17 …: LTX-2 counts them in latent frames of 8.",
    "Keyframes are compressed by H.264 as in its training (quality 33, or 18 for LTX-2.5).",
    "It makes sound as well; the sound is thrown away.",
)


def latent_index(frame: int) -> int:
    """Return the latent frame at which LTX-2 puts a keyframe.

    Source:
        diffusers 0.42.1, `LTX2ConditionPipeline`: a condition at latent frame k > 0 stands at
        pixel frame 8 (k - 1) + 1.
    """
    return 0 if frame == 0 else (frame - 1) // _STRIDE + 1


def nearest_places(frame: int, frame_count: int) -> tuple[int, ...]:
    """Return the one or two places of a keyframe that are nearest to a frame; itself if it is one.

    The last frame is no place: the nearest before it is 7 frames earlier.
    """
    last = frame_count - _STRIDE
    if frame == 0 or (frame % _STRIDE == 1 and frame <= last):
        return (frame,)
    before = min((frame - 1) // _STRIDE * _STRIDE + 1, last)
    after = before + _STRIDE
    return (before, after) if after <= last else (before,)


def check_ltx_keyframes(plan: ShadePlan) -> None:
    """Refuse keyframes between the places of LTX-2, and in later windows of a long shot.

    Raises:
        PlanError: One cannot stand there; says where the nearest can.
    """
    for window in plan.windows:
        for one in plan.keyframes:
            frame = one.frame - window.first
            if not 0 <= frame < window.count:
                continue
            places = nearest_places(frame, window.count)
            if places != (frame,):
                right = " or ".join(str(place + window.first) for place in places)
                raise PlanError(f"a keyframe at frame {one.frame}", f"LTX-2 takes it at {right}")


def keyframe_condition(plan: ShadePlan, frame: int, *, strength: float) -> JsonData:
    """Return the condition of a keyframe, named as `keyframe_pictures` counts it in its window.

    Raises:
        PlanError: `image_crf` is out of range.
    """
    return {
        "frames": {"$picture": f"keyframe_{frame:04d}"},
        "index": latent_index(frame),
        "strength": strength,
        "crf": whole_option(plan.options, "image_crf", most=51),
    }


def guidance_arguments(plan: ShadePlan) -> dict[str, JsonData]:
    """Return the guidance that LTX-2 has beside the usual one.

    Raises:
        PlanError: A setting is out of range.
    """
    scale = number_option(plan.options, "stg", most=10.0) or 0.0
    block = whole_option(plan.options, "stg_block", most=200)
    whole_option(plan.options, "image_crf", most=51)
    return {
        "stg_scale": scale,
        "audio_stg_scale": scale,
        "spatio_temporal_guidance_blocks": [block or 0],
    }


def check_ltx(loaded: LoadedPipeline, given: dict[str, object]) -> None:
    """Refuse guidance through a block that the model does not have: it would do nothing.

    Raises:
        CallError: It has fewer blocks.
    """
    blocks = given["spatio_temporal_guidance_blocks"]
    count = len(loaded.pipeline.transformer.transformer_blocks)
    if given["stg_scale"] and isinstance(blocks, list) and max(blocks) >= count:
        raise CallError(
            f"this model has {count} blocks, and stg_block is {max(blocks)}",
            f"give --set stg_block=0 to {count - 1}, or --set stg=0",
        )


def ltx_condition(given: object) -> list[object] | None:
    """Return the pipeline's own conditions: known frames with their latent index."""
    from diffusers.pipelines.ltx2.pipeline_ltx2_condition import LTX2VideoCondition

    if not isinstance(given, list):
        return None
    return [LTX2VideoCondition(**one) for one in given]
