"""A shader whose host is a folder: what it accepted stands there, whoever was killed meanwhile."""

import json
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
from tests.unit.studio.small_film import small_film

from groundplan.errors import CallError
from groundplan.passes.pack import ControlPack
from groundplan.passes.video import encode_mp4
from groundplan.shader.brief import CameraMove, ShotBrief
from groundplan.shader.call import ShaderCall
from groundplan.shader.capabilities import Capabilities, Licence, Price, WindowRule
from groundplan.shader.encoders.control_clips import control_clip
from groundplan.shader.frame_rules import FrameRule, RateRule, SizeRule
from groundplan.shader.matching import check_pack, window_of
from groundplan.shader.plan import ShadePlan
from groundplan.shader.planning import plan_for
from groundplan.shader.port import Anchor, CallSession, Delivered
from groundplan.shader.prompt.words import ShotWords
from groundplan.shader.wish import ShadeWish
from groundplan.world.canonical import world_hash

__all__ = ["PretendShader", "plan_of"]

Moment = Callable[[str], None]


def _go_on(_moment: str) -> None:
    """Do nothing."""


class PretendShader:
    """Turns the previz into its negative; `at` is told of "sending", "accepted", "told", "made"."""

    def __init__(
        self, host: Path, *, price: float | None = None, at: Moment = _go_on, video: bool = False
    ) -> None:
        """Send to the folder `host`, for `price` USD per second."""
        self.host = host
        self._at = at
        self._video = video
        self.cost: float | None = price
        self.lost_frames = 0
        self.extra = ""
        self._claims = Capabilities(
            name="pretend",
            title="A host that is a folder",
            family="hosted" if price is not None else "other",
            version="1",
            controls=("rgb",),
            frames=FrameRule(stride=4, offset=1, minimum=5, maximum=9),
            sizes=SizeRule(multiple=2),
            rates=RateRule(fixed=((8, 1),)),
            windows=WindowRule(overlap=1, anchored=False),
            deterministic="bytes",
            licence=Licence(name="Apache-2.0", commercial=True),
            price=None if price is None else Price(amount=price),
        )

    @property
    def capabilities(self) -> Capabilities:
        """Return what it claims."""
        return self._claims

    @property
    def accepted(self) -> int:
        """Return how many calls the host has accepted, and would bill."""
        return len(list(self.host.glob("*.json"))) if self.host.is_dir() else 0

    def plan(self, brief: ShotBrief, wish: ShadeWish) -> ShadePlan:
        """Return the usual plan."""
        return plan_for(self._claims, brief, wish)

    def encode(
        self, plan: ShadePlan, pack: ControlPack, *, window: int = 0, anchor: Anchor | None = None
    ) -> ShaderCall:
        """Return the previz of a window."""
        del anchor
        check_pack(plan, pack)
        clip = control_clip("rgb", pack, window_of(plan, window))
        return ShaderCall(
            backend="pretend",
            arguments={"video": {"$clip": "video"}, "seed": plan.seed, "extra": self.extra},
            clips={"video": clip},
        )

    def submit(self, call: ShaderCall, *, session: CallSession) -> Delivered:
        """Return the negative, once the host has accepted the call."""
        self._at("sending")
        request_id = session.resume or self._accept(call)
        if not (self.host / f"{request_id}.json").exists():
            raise CallError(f"the host does not know {request_id}", "send it again", over=True)
        if not session.resume:
            self._at("accepted")
        session.submitted(request_id)
        self._at("told")
        frames = 255 - call.clips["video"][: len(call.clips["video"]) - self.lost_frames]
        session.progress(1, 1)
        made = Delivered(
            frames=frames,
            request_id=request_id,
            weights={"negative": "0" * 64},
            libraries={"numpy": np.__version__},
            device="cpu",
            cost=self.cost,
        )
        if self._video:
            made = replace(made, frames=None, video=encode_mp4(frames, rate=Fraction(8)))
        self._at("made")
        return made

    def _accept(self, call: ShaderCall) -> str:
        self.host.mkdir(exist_ok=True)
        request_id = f"req-{self.accepted + 1}"
        (self.host / f"{request_id}.json").write_text(json.dumps(call.hashes()))
        return request_id


def plan_of(shader: PretendShader, frames: int = 5) -> ShadePlan:
    """Return the plan of the first frames of the small film's first shot."""
    world = small_film()
    brief = ShotBrief(
        world_hash=world_hash(world),
        shot="s1",
        name="SH010",
        size_px=(64, 36),
        rate=(8, 1),
        frame_count=frames,
        camera=CameraMove(),
        words=ShotWords(),
    )
    return shader.plan(brief, ShadeWish(seed=7))
