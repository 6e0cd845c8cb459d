"""The embedded shader: our own small network on any laptop, no key, no download, four looks."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np
from pydantic import TypeAdapter

from groundplan import __version__
from groundplan.errors import CallCancelledError, PlanError
from groundplan.passes.pack import ControlPack
from groundplan.shader.brief import ShotBrief
from groundplan.shader.call import ShaderCall
from groundplan.shader.capabilities import Capabilities, Licence, Requirement, WindowRule
from groundplan.shader.frame_rules import FrameRule, RateRule, SizeRule
from groundplan.shader.looks.features import LookFrame, features_of
from groundplan.shader.looks.finish import Finish
from groundplan.shader.looks.names import LOOK_NAMES, LookName, look_named
from groundplan.shader.looks.network import load_network, look_card
from groundplan.shader.matching import check_pack, window_of
from groundplan.shader.plan import ShadePlan
from groundplan.shader.planning import plan_for
from groundplan.shader.port import Anchor, CallSession, Delivered
from groundplan.shader.wish import ShadeWish

if TYPE_CHECKING:
    from groundplan.world.base import JsonData

__all__ = ["EmbeddedShader"]

_PASSES: Final = ("beauty", "depth", "normal", "instance", "illuminance")

_CAPABILITIES: Final = Capabilities(
    name="embedded",
    title="groundplan's own look networks",
    family="embedded",
    version="embedded/1",
    controls=("look",),
    always=("rgb", "depth", "seg"),
    frames=FrameRule(maximum=32),
    windows=WindowRule(overlap=0, anchored=False),
    sizes=SizeRule(multiple=2, least_px=32, most_pixels=1920 * 1088),
    rates=RateRule(maximum=240),
    looks=LOOK_NAMES,
    seed_changes_take=False,
    deterministic="bytes",
    licence=Licence(name="Apache-2.0", commercial=True, note="trained on our own worlds alone"),
    requires=(Requirement(module="onnxruntime", install="pip install 'groundplan[embedded]'"),),
    notes=(
        "A shader of the previz, no video model: it restyles what was rendered, invents nothing.",
        "The seed decides paper and grain.",
    ),
)


class EmbeddedShader:
    """Previz in a look."""

    @property
    def capabilities(self) -> Capabilities:
        """Return what it claims, with what the networks saw and how far they are off."""
        return _claims()

    def plan(self, brief: ShotBrief, wish: ShadeWish) -> ShadePlan:
        """Return the plan.

        Raises:
            PlanError: The wish cannot be had.
        """
        for what in ("steps", "guidance", "strength"):
            if getattr(wish, what) is not None:
                raise PlanError(f"embedded has no {what} to set", f"leave --{what} out")
        return plan_for(_claims(), brief, wish)

    def encode(
        self, plan: ShadePlan, pack: ControlPack, *, window: int = 0, anchor: Anchor | None = None
    ) -> ShaderCall:
        """Return the passes that the network reads, as they are; windows need no anchor.

        Raises:
            PlanError: The pack is not the one that was planned for.
        """
        del anchor
        check_pack(plan, pack)
        part = window_of(plan, window)
        frames = slice(part.first, part.first + part.count)
        cameras = pack.cameras.frames[frames]
        arrays = {name: pack[name][frames] for name in _PASSES}
        arrays["saturation_nit"] = np.array([c.saturation_luminance_nit for c in cameras])
        arguments: dict[str, JsonData] = {
            "look": plan.look,
            "seed": plan.seed,
            "first_frame": part.first,
            **{name: {"$array": name} for name in arrays},
        }
        return ShaderCall(backend="embedded", arguments=arguments, arrays=arrays)

    def submit(self, call: ShaderCall, *, session: CallSession) -> Delivered:
        """Run the network over the frames.

        Raises:
            CallCancelledError: The session was cancelled.
            MissingExtraError: onnxruntime is not installed.
        """
        asked = _Asked.of(call)
        network = load_network(asked.look)
        count, height, width, _ = call.arrays["beauty"].shape
        finish = Finish(asked.look, size_px=(width, height), seed=asked.seed)
        frames = np.empty((count, height, width, 3), dtype=np.uint8)
        for index in range(count):
            if session.cancelled():
                raise CallCancelledError(f"stopped at frame {index} of {count}", "nothing is paid")
            picture = network(features_of(_look_frame(call, index)))
            frames[index] = finish(picture, frame=asked.first_frame + index)
            session.progress(index + 1, count)
        return Delivered(
            frames=frames,
            weights={f"{asked.look}.onnx": look_card().sha256[asked.look]},
            libraries={"onnxruntime": network.version, "groundplan": __version__},
            device="cpu",
        )


@lru_cache(maxsize=1)
def _claims() -> Capabilities:
    card = look_card()
    errors = ", ".join(f"{k} {v:.1f} dB" for k, v in sorted(card.held_out_psnr_db.items()))
    taught = (
        f"Taught on {card.trained_on}.",
        f"PSNR against the looks it was taught, on worlds it never saw: {errors}.",
    )
    return replace(_CAPABILITIES, notes=(*_CAPABILITIES.notes, *taught))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """The arguments of a call, read back."""

    look: LookName
    seed: int
    first_frame: int

    @classmethod
    def of(cls, call: ShaderCall) -> "_Asked":
        arguments = TypeAdapter(dict[str, object]).validate_python(call.arguments)
        number = TypeAdapter(int)
        return cls(
            look=look_named(str(arguments["look"])),
            seed=number.validate_python(arguments["seed"]),
            first_frame=number.validate_python(arguments["first_frame"]),
        )


def _look_frame(call: ShaderCall, index: int) -> LookFrame:
    passes = call.arrays
    return LookFrame(
        beauty=passes["beauty"][index],
        depth=passes["depth"][index],
        normal=passes["normal"][index],
        instance=passes["instance"][index],
        illuminance=passes["illuminance"][index],
        saturation_nit=float(passes["saturation_nit"][index]),
    )
