"""Cosmos Transfer 2.5 through diffusers, where the user supplies its guardrail."""
# diffusers is typed only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

import importlib
import math
import re
from dataclasses import replace
from pathlib import Path
from typing import Final, Protocol, runtime_checkable

import numpy as np

from groundplan.errors import CallError, MissingExtraError, PlanError
from groundplan.passes.pack import ControlPack
from groundplan.shader.brief import ShotBrief
from groundplan.shader.call import ShaderCall
from groundplan.shader.capabilities import (
    BackendOption,
    Capabilities,
    Licence,
    PromptRule,
    Requirement,
)
from groundplan.shader.diffusion.arguments import section, setting
from groundplan.shader.diffusion.choice import (
    DIFFUSERS_MODULES,
    loading_options,
)
from groundplan.shader.diffusion.loading import LoadedPipeline, PipelineRecipe, PipelineStore
from groundplan.shader.diffusion.requests import (
    drawn_control,
    pipeline_request,
    planned,
    sampling,
)
from groundplan.shader.diffusion.requirements import installed
from groundplan.shader.diffusion.running import run_call
from groundplan.shader.encoders.control_clips import ControlStyle, control_clip
from groundplan.shader.frame_rules import FrameRule, RateRule, SizeRule
from groundplan.shader.intents import Control
from groundplan.shader.matching import check_pack, window_of
from groundplan.shader.plan import ShadePlan
from groundplan.shader.port import Anchor, CallSession, Delivered
from groundplan.shader.wish import ShadeWish

__all__ = ["CosmosTransfer", "Guardrail", "whole_chunks"]

_ENVIRONMENT: Final = "GROUNDPLAN_COSMOS_TRANSFER"
_NAMES: Final[dict[Control, str]] = {
    "depth": "depth", "canny": "edge", "seg": "seg", "blur": "blur",
}  # fmt: skip
"""What Cosmos calls our controls, and its checkpoints."""
_CHUNK: Final = 93
"""Frames that it makes at once. Source: diffusers 0.42.1, `num_frames_per_chunk`."""
_LATENT: Final = 4

CAPABILITIES: Final = Capabilities(
    name="cosmos-transfer",
    title="Cosmos Transfer 2.5, loaded here with diffusers",
    family="diffusers",
    version="1",
    controls=tuple(_NAMES),
    frames=FrameRule(stride=_LATENT, offset=1, minimum=5, maximum=10 * (_CHUNK - 1) + 1),
    sizes=SizeRule(multiple=16, least_px=64, most_pixels=1280 * 720),
    rates=RateRule(minimum=10, maximum=30),
    depth_range="clip",
    prompt=PromptRule(dialect="cosmos", most_characters=1800, negative=True),
    deterministic="seed",
    licence=Licence(
        name="NVIDIA Open Model License",
        commercial=True,
        note="asks that the guardrail stays on; the code is Apache-2.0",
    ),
    requires=(
        *DIFFUSERS_MODULES,
        Requirement(module="torchvision", install="pip install torchvision"),
    ),
    options=(
        *loading_options(_ENVIRONMENT, lora="no"),
        BackendOption(name="controlnet", says="folder of the network of this one control"),
        BackendOption(
            name="guardrail",
            says="cosmos_guardrail, once you have installed it and its weights",
            required=True,
        ),
    ),
    notes=(
        "It runs only with its guardrail, which you supply; what that blanks is an error.",
        "Above 93 frames it goes on from its last frame, in equal parts that fill up exactly.",
        "The model is not told its frame rate; its own examples have 30 frames/s.",
        "NVIDIA no longer develops it: Cosmos 3 follows it.",
    ),
)

_RECIPE: Final = PipelineRecipe(
    pipeline="Cosmos2_5_TransferPipeline",
    components={"transformer": ("CosmosTransformer3DModel",), "vae": ("AutoencoderKLWan",)},
    environment=_ENVIRONMENT,
    parts={"controlnet": "CosmosControlNetModel"},
)


@runtime_checkable
class Guardrail(Protocol):
    """What the pipeline asks of its safety checker."""

    def to(self, device: object) -> object:
        """Go to a device."""
        ...

    def check_text_safety(self, prompt: str) -> bool:
        """Return whether a prompt may be used."""
        ...

    def check_video_safety(self, frames: np.ndarray) -> np.ndarray | None:
        """Return the frames, faces blurred; None where they may not be shown."""
        ...


class CosmosTransfer:
    """Cosmos Transfer: one control network, one control clip."""

    def __init__(self, guardrail: Guardrail | None = None) -> None:
        """Load nothing yet; `guardrail`: instead of the one that the settings name."""
        self._guardrail = guardrail
        self._store = PipelineStore(replace(_RECIPE, supplied=self._supplied))

    @property
    def capabilities(self) -> Capabilities:
        """Return what it claims."""
        return CAPABILITIES

    def plan(self, brief: ShotBrief, wish: ShadeWish) -> ShadePlan:
        """Return what a call would be.

        Raises:
            PlanError: Shot and model do not go together, or a long clip would be filled up.
        """
        if wish.option("guardrail") not in {"", "cosmos_guardrail"}:
            raise PlanError("an unknown guardrail", "give --set guardrail=cosmos_guardrail")
        plan = planned(CAPABILITIES, brief, wish, strength_most=2.0)
        count = whole_chunks(plan.frame_count)[0]
        if count == plan.frame_count:
            return plan
        if wish.frame_count is not None:
            raise PlanError(
                f"{wish.frame_count} frames do not fill equal parts of at most {_CHUNK}",
                f"give {count}",
            )
        longer = replace(wish, frame_count=count)
        return planned(CAPABILITIES, brief, longer, strength_most=2.0)

    def encode(
        self, plan: ShadePlan, pack: ControlPack, *, window: int = 0, anchor: Anchor | None = None
    ) -> ShaderCall:
        """Return the arguments of `Cosmos2_5_TransferPipeline`; one window, and no anchor.

        Raises:
            PlanError: The pack is not the planned one.
            PackError: The pack is damaged.
        """
        del anchor
        check_pack(plan, pack)
        part = window_of(plan, window)
        drawn = drawn_control(plan, tuple(_NAMES)) or CAPABILITIES.controls[0]
        _, chunk, runs = whole_chunks(part.count)
        call = sampling(plan, steps=36, guidance=3.0)
        call |= {
            "controls": {"$clip": "control"},
            "controls_conditioning_scale": 1.0 if plan.strength is None else plan.strength,
            "num_frames": part.count,
            "num_frames_per_chunk": chunk,
            "num_ar_conditional_frames": 1,
        }
        return ShaderCall(
            backend=CAPABILITIES.name,
            arguments=pipeline_request(
                plan,
                part,
                recipe=_RECIPE,
                call=call,
                settings={"guardrail": plan.options["guardrail"], "control": _NAMES[drawn]},
                output={"runs": runs},
            ),
            clips={
                "control": control_clip(drawn, pack, part, style=ControlStyle(depth_range="clip"))
            },
        )

    def submit(self, call: ShaderCall, *, session: CallSession) -> Delivered:
        """Run the pipeline.

        Raises:
            CallError: It failed, there is no guardrail, or the guardrail blanked the clip.
            CallCancelledError: The session was cancelled.
            MissingExtraError: Something that it needs is not installed.
        """
        if self._guardrail is None:
            self._guardrail = _guardrail(str(setting(call, "guardrail") or ""))
        _check_network(call)

        def prepare(_: LoadedPipeline, given: dict[str, object]) -> dict[str, object]:
            return given

        made = run_call(
            self._store, call, capabilities=CAPABILITIES, session=session, prepare=prepare
        )
        if made.frames is not None and not made.frames.any():
            raise CallError("the guardrail blanked the clip", "change the prompt, or the shot")
        return made

    def _supplied(self) -> dict[str, object]:
        return {"safety_checker": self._guardrail}


def whole_chunks(count: int) -> tuple[int, int, int]:
    """Return frames, frames of a part, and parts: the fewest frames from `count` that fill parts.

    Parts share one frame. One that is not full is filled with its last control, and then cut.
    """
    if count <= _CHUNK:
        return count, count, 1
    parts = math.ceil((count - 1) / (_CHUNK - 1))
    step = math.ceil((count - 1) / (_LATENT * parts)) * _LATENT
    return parts * step + 1, step + 1, parts


def _guardrail(named: str) -> Guardrail:
    if not named:
        raise CallError(
            "Cosmos Transfer runs only with its guardrail, and none is given",
            "install cosmos_guardrail with its weights and give --set guardrail=cosmos_guardrail",
        )
    if not installed("cosmos_guardrail"):
        raise MissingExtraError("cosmos_guardrail is not installed", "pip install cosmos_guardrail")
    checker = importlib.import_module("cosmos_guardrail").CosmosSafetyChecker
    return checker()


def _check_network(call: ShaderCall) -> None:
    """Refuse a network that by its name is of another control: it would run and follow nothing."""
    load = section(call, "load")
    control = str(setting(call, "control"))
    said = f"{Path(str(load.get('controlnet', ''))).name} {load.get('revision', '')}".lower()
    named = {word for word in re.split(r"[^a-z]+", said) if word in _NAMES.values()}
    if named and control not in named:
        raise CallError(
            f"the control network is of {' and '.join(sorted(named))}, the control is {control}",
            f"give --set controlnet=FOLDER of {control}",
        )
