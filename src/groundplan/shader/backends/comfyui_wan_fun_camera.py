"""Wan 2.2 Fun Camera on a ComfyUI server: a first frame, and the nearest of nine camera moves.

Source:
    ComfyUI, `comfy_extras/nodes_camera_trajectory.py`, WanCameraEmbedding, and `nodes_wan.py`,
    WanCameraImageToVideo: sizes of 16, lengths 4n+1.
"""

from dataclasses import dataclass, field, replace
from typing import Final

from groundplan.errors import PlanError
from groundplan.passes.pack import ControlPack
from groundplan.shader.brief import ShotBrief
from groundplan.shader.call import ShaderCall
from groundplan.shader.capabilities import BackendOption, Capabilities, Licence, PromptRule
from groundplan.shader.comfy.calls import graph_call, take_of
from groundplan.shader.comfy.pace import Pace
from groundplan.shader.comfy.sending import send
from groundplan.shader.comfy.settings import REQUIRES, SERVER_OPTIONS, check_settings, number_of
from groundplan.shader.comfy.wan_graphs import CameraGraph, camera_graph
from groundplan.shader.encoders.camera_presets import WAN_PRESETS, nearest_preset
from groundplan.shader.encoders.keyframes import keyframe_pictures
from groundplan.shader.frame_rules import FrameRule, RateRule, SizeRule
from groundplan.shader.intents import IntentVerdict
from groundplan.shader.matching import check_pack, window_of
from groundplan.shader.plan import PlannedKeyframe, ShadePlan
from groundplan.shader.planning import plan_for
from groundplan.shader.port import Anchor, CallSession, Delivered
from groundplan.shader.wish import ShadeWish

__all__ = ["ComfyUiWanFunCamera"]

_STEPS: Final = 20
_GUIDANCE: Final = 3.5

_CAPABILITIES: Final = Capabilities(
    name="comfyui-wan-fun-camera",
    title="Wan 2.2 Fun Camera on ComfyUI",
    family="comfyui",
    version="1",
    controls=("camera_preset",),
    always=("keyframe",),
    frames=FrameRule(stride=4, offset=1, minimum=5, maximum=81),
    sizes=SizeRule(multiple=16, least_px=16, most_pixels=1280 * 720),
    rates=RateRule(fixed=((16, 1),)),
    keyframes="first",
    prompt=PromptRule(dialect="wan", negative=True),
    deterministic="seed",
    licence=Licence(name="Apache-2.0", commercial=True),
    requires=REQUIRES,
    options=(
        *SERVER_OPTIONS,
        BackendOption(
            name="preset",
            says="camera move, as the node names it; auto: the nearest",
            default="auto",
        ),
        BackendOption(name="speed", says="0 to 10; auto: the nearest", default="auto"),
        BackendOption(
            name="unet_high",
            says="model file of the first steps",
            default="wan2.2_fun_camera_high_noise_14B_fp8_scaled.safetensors",
        ),
        BackendOption(
            name="unet_low",
            says="model file of the last steps",
            default="wan2.2_fun_camera_low_noise_14B_fp8_scaled.safetensors",
        ),
        BackendOption(
            name="clip", says="text encoder", default="umt5_xxl_fp8_e4m3fn_scaled.safetensors"
        ),
        BackendOption(name="vae", says="autoencoder", default="wan_2.1_vae.safetensors"),
        BackendOption(name="shift", says="of the noise schedule, above 0", default="8"),
    ),
    notes=(
        "The first frame is the previz, or a picture that --keyframe 0 gives.",
        "No preset pans, tilts or zooms: its Pan is a truck or pedestal, its Zoom a dolly.",
        "The node's lens stays as its template has it (0.5): the first frame shows the real one.",
        "Without --steps and --guidance: 20 and 3.5; half of the steps by each of two models.",
    ),
)


@dataclass(frozen=True, kw_only=True)
class ComfyUiWanFunCamera:
    """Fun Camera behind ComfyUI's HTTP and WebSocket interface."""

    pace: Pace = field(default_factory=Pace)

    @property
    def capabilities(self) -> Capabilities:
        """Return what it claims."""
        return _CAPABILITIES

    def plan(self, brief: ShotBrief, wish: ShadeWish) -> ShadePlan:
        """Return what a call would be; preset and speed stand in its options.

        Raises:
            PlanError: The shot and the model do not go together, or a setting is wrong.
        """
        if wish.strength is not None:
            raise PlanError(
                f"{_CAPABILITIES.name} has no strength of controls", "leave --strength out"
            )
        if wish.steps is not None and wish.steps < 2:
            raise PlanError(f"{wish.steps} steps", "give 2 or more: two models share them")
        plan = plan_for(_CAPABILITIES, brief, wish)
        check_settings(plan)
        if not plan.keyframes:
            plan = replace(plan, keyframes=(PlannedKeyframe(frame=0),))
        return _with_preset(plan, brief)

    def encode(
        self, plan: ShadePlan, pack: ControlPack, *, window: int = 0, anchor: Anchor | None = None
    ) -> ShaderCall:
        """Return the graph and the first frame that it reads.

        Raises:
            PlanError: The pack is not the planned one, or an anchor is given.
            InputError: The first frame is no picture, or not of the planned size.
            PackError: The pack is damaged.
        """
        check_pack(plan, pack)
        if anchor is not None:
            raise PlanError(f"{plan.backend} makes one window", "give no anchor")
        part = window_of(plan, window)
        options = plan.options
        parts = CameraGraph(
            unet_high=options["unet_high"],
            unet_low=options["unet_low"],
            clip=options["clip"],
            vae=options["vae"],
            start="start",
            preset=options["preset"],
            speed=number_of(plan, "speed", low=0.0, high=10.0),
        )
        take = take_of(plan, part, steps=_STEPS, guidance=_GUIDANCE)
        start = keyframe_pictures(plan, pack, window=window)[0]
        built = camera_graph(parts, take)
        return graph_call(plan, part, built, clips={}, pictures={"start": start})

    def submit(self, call: ShaderCall, *, session: CallSession) -> Delivered:
        """Queue the graph and wait for its frames.

        Raises:
            CallError: It failed; says node and input where one is to blame.
            CallCancelledError: The session was cancelled.
            MissingExtraError: httpx, websockets or PyAV is not installed.
        """
        return send(call, session=session, pace=self.pace)


def _with_preset(plan: ShadePlan, brief: ShotBrief) -> ShadePlan:
    """Return the plan with preset and speed as they are sent, and what they lose in its verdict."""
    preset, speed = plan.options["preset"], plan.options["speed"]
    if preset != "auto" and preset not in WAN_PRESETS:
        raise PlanError(f"the preset {preset!r}", f"give auto or one of {', '.join(WAN_PRESETS)}")
    nearest = nearest_preset(brief.camera, frame_count=plan.frame_count)
    told = nearest.says
    if preset != "auto" or speed != "auto":
        told = "preset or speed as they were given"
    name = nearest.name if preset == "auto" else preset
    pace = nearest.speed if preset == "auto" else 1.0
    chosen = {"preset": name, "speed": f"{pace:g}" if speed == "auto" else speed}
    named = replace(
        plan,
        options=plan.options | chosen,
        intents=tuple(_told(one, told) for one in plan.intents),
    )
    number_of(named, "speed", low=0.0, high=10.0)
    return named


def _told(verdict: IntentVerdict, says: str) -> IntentVerdict:
    if verdict.name != "camera_path":
        return verdict
    return replace(verdict, says=f"{verdict.says}; {says}")
