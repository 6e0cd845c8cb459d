"""What an action is: key poses of a body at times, in words that fit a body of any size.

Lengths are in body lengths (`unit`, an adult's height) or arm lengths, as the frame says. `x` of a
reach points outward, away from the body's middle, so that one reach serves both sides.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

__all__ = ["Action", "Ease", "Event", "Frame", "Key", "Reach", "Sway", "mirrored", "reach"]

Vector = tuple[float, float, float]
Frame = Literal[
    "rest", "ground", "hips", "chest", "shoulder", "head", "object", "handle", "side", "held",
    "seat", "partner", "between", "other", "top",
]  # fmt: skip
"""`rest`: an offset from where the part stands; `ground`: the body's space; `hips`, `chest`,
`shoulder`, `head`: axes of that part, from its joint; `object`: the target's place to grasp;
`handle`: the handle of its part that opens;
`side`: its side to the left or right; `held`: as `chest`, out by half the width of what
is held, where something is; `seat`: where it is sat on; `partner`: a joint of the
partner, in the partner's axes; `between`: midway between both one's shoulders and the partner's;
`other`: the other palm; `top`: as `chest` but level, `y` above the target's top or keys in
metres. `chest`, `top`, `held` and `shoulder` count in
arm lengths, `object`, `handle` and `side` in metres, the rest in body lengths."""
Ease = Literal["stop", "flow", "linear"]
"""How a key is passed: coming to rest, in a smooth curve, or straight."""
Event = Literal["grab", "release", "meet", "contact"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Where a palm, an ankle, the hips or the gaze goes."""

    frame: Frame
    at: Vector = (0.0, 0.0, 0.0)
    joint: str = ""
    """Of the partner."""
    otherwise: "Reach | None" = None
    """Without a target or partner."""
    palm: Vector | None = None
    """Where the palm faces, in the chest's axes (x outward)."""
    fingers: Vector | None = None
    """Where the fingers point, in the body's axes (x outward), so that the wrist bends: for a palm
    that lies flat; `palm` is then in the body's axes too. None: along the forearm."""
    elbow: Vector | None = None
    """Where the elbow or knee points, in the chest's or hips' axes (x outward)."""
    tilt: float = 0.0
    """Of a foot: toes down for positive [rad]."""


def reach(  # noqa: PLR0917  # a frame and a point
    frame: Frame, x: float = 0.0, y: float = 0.0, z: float = 0.0, **more: object
) -> Reach:
    """Return a reach; `more` are its other fields."""
    return Reach(frame=frame, at=(x, y, z), **more)  # pyright: ignore[reportArgumentType]  # checked by the dataclass's own callers


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A pose at a time; what is None stays as the body below does it (its gait, or standing)."""

    at: float
    """Seconds from the beginning."""
    pelvis: Reach | None = None
    turn: Vector = (0.0, 0.0, 0.0)
    """Pitch (forward), yaw (left), roll (to the right) of the hips, added [rad]."""
    spine: Vector = (0.0, 0.0, 0.0)
    """The same of the trunk above the hips."""
    head: Vector = (0.0, 0.0, 0.0)
    shrug: float = 0.0
    """How far both shoulders are raised [rad]."""
    look: Reach | None = None
    left: Reach | None = None
    """The left palm."""
    right: Reach | None = None
    left_foot: Reach | None = None
    """The left ankle."""
    right_foot: Reach | None = None
    ease: Ease = "stop"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sway:
    """A wave added to a channel."""

    channel: Literal["pelvis", "turn", "spine", "head", "left", "right"]
    size: Vector
    """Body lengths, or radians; x of a hand is to the body's left."""
    rate_hz: float
    phase: float = 0.0
    """0..1 of a wave."""
    after_s: float = 0.0
    """It fades in over 0.4 s from here on."""
    free: bool = False
    """True: the phase is the body's own (seeded), since nothing keeps time with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """A named action of a person."""

    name: str
    keys: tuple[Key, ...]
    loop_from: float | None = None
    """From here on the keys repeat; the last key leads back to the one at this time. None: once,
    then the last key is held."""
    sways: tuple[Sway, ...] = ()
    events: Mapping[Event, float] = field(default_factory=dict[Event, float])
    """When something is taken, let go or met [s]."""
    holds: Literal["", "right", "left", "both"] = ""
    """The hands that hold a thing."""
    stride: float | None = None
    """Body lengths that a cycle of the loop covers: over ground it keeps step with the way."""
    airborne: tuple[float, float] | None = None
    """From when to when the body is in free flight [s]."""
    braced: bool = False
    """The legs brace a body that stays where it is; one that goes keeps its gait."""
    still: bool = False
    """A balanced posture that can be kept."""
    left_shape: str = ""
    """Of the left hand while it reaches; empty: as it is below, or closed on what it holds."""
    right_shape: str = ""

    @property
    def duration_s(self) -> float:
        """Return when the last key is reached."""
        return self.keys[-1].at


def _flipped(vector: Vector, *, rotation: bool) -> Vector:
    x, y, z = vector
    return (x, -y, -z) if rotation else (-x, y, z)


def mirrored(action: Action) -> Action:
    """Return the action with left and right exchanged."""
    keys = tuple(
        replace(
            key,
            turn=_flipped(key.turn, rotation=True), spine=_flipped(key.spine, rotation=True),
            head=_flipped(key.head, rotation=True), left=_crossed(key.right),
            right=_crossed(key.left), left_foot=_crossed(key.right_foot),
            right_foot=_crossed(key.left_foot), pelvis=_middle(key.pelvis), look=_middle(key.look),
        )
        for key in action.keys
    )  # fmt: skip
    swap: dict[str, Literal["left", "right"]] = {"left": "right", "right": "left"}
    sways = tuple(
        replace(
            sway,
            channel=swap.get(sway.channel, sway.channel),
            size=_flipped(sway.size, rotation=sway.channel in {"turn", "spine", "head"}),
        )
        for sway in action.sways
    )
    holds = swap.get(action.holds, action.holds)
    return replace(
        action, keys=keys, sways=sways, holds=holds, left_shape=action.right_shape,
        right_shape=action.left_shape,
    )  # fmt: skip


def _crossed(found: Reach | None) -> Reach | None:
    """Return a limb's reach for the other side: outward stays outward, partner's sides change."""
    if found is None:
        return None
    joint = found.joint
    for one, other in (("left", "right"), ("right", "left")):
        if found.joint.startswith(one):
            joint = other + found.joint.removeprefix(one)
    return replace(found, joint=joint, otherwise=_crossed(found.otherwise))


def _middle(found: Reach | None) -> Reach | None:
    """Return a reach of the hips or the gaze, whose x is to the left, for the other side."""
    if found is None:
        return None
    x, y, z = found.at
    return replace(_crossed(found) or found, at=(-x, y, z), otherwise=_middle(found.otherwise))
