"""The port of every backend: four steps from a shot to footage, only the last of which acts."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

import numpy as np
from jaxtyping import UInt8

from groundplan.passes.pack import ControlPack
from groundplan.shader.brief import ShotBrief
from groundplan.shader.call import ShaderCall
from groundplan.shader.capabilities import Capabilities
from groundplan.shader.plan import ShadePlan
from groundplan.shader.wish import ShadeWish

__all__ = ["Anchor", "CallSession", "Delivered", "Shader"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Anchor:
    """The frames that a window shares with the one before it, as they came back."""

    frames: UInt8[np.ndarray, "frame height width 3"]


def _silent(_done: int, _total: int) -> None:
    """Say nothing."""


def _never() -> bool:
    return False


def _forget(_request_id: str) -> None:
    """Keep nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallSession:
    """What a running call may use of the outside."""

    progress: Callable[[int, int], None] = _silent
    """Steps done and in all."""
    cancelled: Callable[[], bool] = _never
    """Asked between steps; a call that sees True stops and raises CallCancelledError."""
    submitted: Callable[[str], None] = _forget
    """Told the request id of a host before anything else: a killed process resumes by it."""
    resume: str = ""
    """Request id of a call that was submitted before and must not be submitted again."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Delivered:
    """What came back: frames, or the video file of a host as it is."""

    frames: UInt8[np.ndarray, "frame height width 3"] | None = None
    """sRGB."""
    video: bytes | None = None
    request_id: str = ""
    weights: dict[str, str] = field(default_factory=dict[str, str])
    """What made it: names to sha256, or to a host's name of a model and its version."""
    libraries: dict[str, str] = field(default_factory=dict[str, str])
    """Versions."""
    device: str = ""
    cost: float | None = None
    """As the host says it was, in the currency of its price; None: it does not say."""


@runtime_checkable
class Shader(Protocol):
    """Turns control passes into footage with one model or host."""

    @property
    def capabilities(self) -> Capabilities:
        """Return what it claims; needs nothing installed."""
        ...

    def plan(self, brief: ShotBrief, wish: ShadeWish) -> ShadePlan:
        """Return what a call would be. Pure: no file, no weights, no network, under 50 ms.

        Raises:
            PlanError: The shot and the model do not go together, or `strict` and `exact` forbid it.
        """
        ...

    def encode(
        self, plan: ShadePlan, pack: ControlPack, *, window: int = 0, anchor: Anchor | None = None
    ) -> ShaderCall:
        """Return what is sent for one window of the plan.

        Raises:
            PlanError: The pack is not the one that was planned for: nothing is cropped or padded.
            PackError: The pack is damaged.
        """
        ...

    def submit(self, call: ShaderCall, *, session: CallSession) -> Delivered:
        """Send a call and wait for what comes back.

        Raises:
            CallError: It failed; the message says whether it may have been paid.
            CallCancelledError: The session was cancelled.
            MissingExtraError: Something that it needs is not installed.
        """
        ...
