"""Work and music: one or two hands on a tool, in loops."""

import math
from typing import Final

from groundplan.motion.actions.spec import Action, Key, Reach, Sway
from groundplan.motion.actions.spec import reach as to

__all__ = ["TOOLS"]

_IN: Final = (-1.0, 0.0, 0.0)
_DOWN: Final = (0.0, -1.0, 0.0)
_UP: Final = (0.0, 1.0, 0.0)
_BACK: Final = (0.0, 0.0, -1.0)
_AHEAD: Final = (0.0, 0.0, 1.0)
_BESIDE: Final = (0.7, -0.8, -0.5)
_OUT: Final = (1.0, -0.5, 0.0)


def _swept(at: float, x: float) -> Key:
    """A broom across the front: upper hand by the chest, lower hand by the hips."""
    return Key(
        at=at, right=to("chest", -0.05 - 0.35 * x, -0.02, 0.5, palm=_IN, elbow=_OUT),
        left=to("chest", 0.15 + 1.3 * x, -0.62, 0.66, palm=_IN), spine=(0.28, 0.9 * x, 0.0),
        head=(0.2, 0.0, 0.0), ease="flow",
    )  # fmt: skip


def _dug(at: float, low: float, back: float) -> Key:
    """A spade: 1 low is in the ground, 1 back is thrown over the side."""
    wide = to("rest", 0.02, 0.0, 0.04)
    return Key(
        at=at, pelvis=to("rest", 0.0, -0.03 - 0.1 * low, -0.02), turn=(0.12 * low, 0.0, 0.0),
        spine=(0.25 + 0.4 * low, 0.7 * back, 0.0), head=(-0.1 + 0.1 * low, 0.0, 0.0),
        left=to("chest", 0.2, -0.5 + 0.06 * low, 0.78, palm=_IN),
        right=to("chest", 0.12, -0.32, 0.42, palm=_IN), left_foot=Reach(
            frame="rest", at=(0.02, 0.0, 0.12)), right_foot=wide, ease="flow",
    )  # fmt: skip


def _chopped(at: float, up: float) -> Key:
    """Both hands on the handle, the right one above: it points ahead below and back above."""
    hand = (0.02, -0.55 + 1.3 * up, 0.7 - 0.42 * up)
    turn = -0.25 + 2.3 * up
    stance = to("rest", 0.04, 0.0, 0.0)
    return Key(
        at=at, left=to("chest", *hand, palm=_IN, elbow=_OUT),
        right=to("chest", 0.02, hand[1] + 0.15 * math.sin(turn), hand[2] + 0.15 * math.cos(turn),
                 palm=_IN, elbow=_OUT),
        pelvis=to("rest", 0.0, -0.015 - 0.05 * (1.0 - up), 0.0),
        spine=(0.5 - 0.62 * up, 0.0, 0.0), head=(0.1, 0.0, 0.0), left_foot=stance,
        right_foot=stance, ease="flow" if up < 0.5 else "stop",
    )  # fmt: skip


def _stirred(at: float, x: float, z: float) -> Key:
    return Key(
        at=at, right=to("chest", 0.05 + x, -0.36, 0.66 + z, palm=_DOWN, elbow=_OUT),
        left=to("chest", 0.2, -0.45, 0.55, palm=_IN), head=(0.3, 0.0, 0.0), ease="flow",
    )  # fmt: skip


def _cut(at: float, y: float, z: float) -> Key:
    return Key(
        at=at, right=to("chest", 0.05, -0.45 + y, 0.6 + z, palm=_IN, elbow=_BESIDE),
        left=to("chest", 0.12, -0.47, 0.62, palm=_DOWN), head=(0.32, 0.0, 0.0), ease="flow",
    )  # fmt: skip


def _painted(at: float, y: float, x: float) -> Key:
    point = to("object", x, y, -0.05, otherwise=to("shoulder", x, y, 0.95))
    return Key(at=at, right=Reach(frame=point.frame, at=point.at, otherwise=point.otherwise,
               elbow=_OUT), look=to("object", otherwise=to("chest", -0.2, y, 0.9)),
                   ease="flow")  # fmt: skip


def _struck(at: float, up: float) -> Key:
    """A hammer in the right hand, what it hits in the left."""
    return Key(
        at=at, right=to("chest", 0.14 + 0.12 * up, -0.42 + 0.95 * up, 0.66 - 0.3 * up,
        palm=_IN, elbow=_OUT), left=to("chest", 0.1, -0.5, 0.7, palm=_IN),
        spine=(0.26 - 0.16 * up, 0.08 - 0.16 * up, 0.0), head=(0.25, 0.0, 0.0),
        ease="flow" if up < 0.5 else "stop",
    )  # fmt: skip


def _brushed(at: float, x: float) -> Key:
    return Key(at=at, right=to("head", 0.015 + x, -0.012, 0.11, palm=_BACK, elbow=_OUT),
               ease="flow")  # fmt: skip


def _strummed(at: float, y: float) -> Key:
    return Key(
        at=at, right=to("chest", -0.02, -0.35 + y, 0.66, palm=_BACK, elbow=(1.0, -0.3, 0.2)),
        left=to("chest", 0.8, -0.1, 0.6, palm=_UP, fingers=(0.1, 0.4, 0.9),
                elbow=(0.3, -1.0, -0.2)),
        head=(0.15, 0.25, 0.0), ease="flow",
    )  # fmt: skip


def _bowed(at: float, out: float) -> Key:
    return Key(
        at=at, left=to("shoulder", 0.12, 0.0, 0.85, palm=(-0.3, 0.9, -0.3),
                          fingers=(-0.5, 0.5, 0.7), elbow=(0.1, -1.0, 0.0)),
        right=to("chest", -0.05 + out, 0.1 - 0.3 * out, 0.5, palm=_DOWN, elbow=(1.0, -0.2, 0.0)),
        head=(0.1, 0.35, -0.2), ease="flow",
    )  # fmt: skip


def _played(at: float, left: float, right: float) -> Key:
    def hand(aside: float) -> Reach:
        free = to("chest", 0.25 + aside, -0.48 + 0.06 * abs(aside), 0.66, palm=_DOWN)
        return to("top", 0.25 + aside, 0.018, 0.66, palm=_DOWN, otherwise=free)

    return Key(at=at, left=hand(left), right=hand(right), head=(0.15, 0.0, 0.0), ease="flow")


def _drummed(at: float, left: float, right: float) -> Key:
    return Key(
        at=at, left=to("chest", 0.2, -0.45 + 0.35 * left, 0.66, palm=_DOWN),
        right=to("chest", 0.2, -0.45 + 0.35 * right, 0.66, palm=_DOWN), ease="flow",
    )  # fmt: skip


_CAMERA: Final = to("head", 0.052, 0.012, 0.14, palm=(-0.8, 0.4, 0.0), fingers=(-0.25, 0.6, 0.7),
                    elbow=(0.4, -1.0, 0.1))  # fmt: skip
_MICROPHONE: Final = to("head", 0.012, -0.075, 0.088, palm=(-0.6, 0.0, -0.8),
                        fingers=(-0.8, 0.5, 0.2), elbow=(0.6, -1.0, 0.1))  # fmt: skip

TOOLS: Final = (
    Action(name="sweep", keys=(_swept(0.0, -0.22), _swept(0.7, 0.22), _swept(1.4, -0.22)),
           loop_from=0.0, holds="both"),
    Action(name="dig", keys=(_dug(0.0, 0.2, 0.0), _dug(0.6, 1.0, 0.0), _dug(1.2, 0.6, 0.1),
           _dug(1.9, 0.1, 0.9), _dug(2.6, 0.2, 0.0)), loop_from=0.0, holds="both"),
    Action(name="chop", keys=(_chopped(0.0, 0.0), _chopped(0.9, 1.0), _chopped(1.25, 0.0),
           _chopped(1.6, 0.0)), loop_from=0.0, holds="both", events={"contact": 1.25}),
    Action(name="hammer", keys=(_struck(0.0, 0.0), _struck(0.4, 1.0), _struck(0.6, 0.0),
           _struck(0.8, 0.0)), loop_from=0.0, holds="right"),
    Action(name="stir", keys=(_stirred(0.0, 0.1, 0.0), _stirred(0.3, 0.0, 0.09),
           _stirred(0.6, -0.1, 0.0), _stirred(0.9, 0.0, -0.09), _stirred(1.2, 0.1, 0.0)),
           loop_from=0.0, holds="right"),
    Action(name="cut", keys=(_cut(0.0, 0.1, -0.05), _cut(0.25, 0.0, 0.05), _cut(0.5, 0.1, -0.05)),
           loop_from=0.0, holds="right"),
    Action(name="wipe", keys=(_stirred(0.0, 0.2, 0.0), _stirred(0.35, 0.0, 0.12),
           _stirred(0.7, -0.2, 0.0), _stirred(1.05, 0.0, -0.12), _stirred(1.4, 0.2, 0.0)),
           loop_from=0.0, holds="right"),
    Action(name="paint", keys=(_painted(0.0, 0.15, 0.1), _painted(0.7, -0.2, 0.1),
           _painted(1.4, 0.15, -0.05), _painted(2.1, -0.2, -0.05), _painted(2.8, 0.15, 0.1)),
           loop_from=0.0, holds="right"),
    Action(name="brush", keys=(_brushed(0.0, 0.01), _brushed(0.22, 0.03), _brushed(0.44, 0.01)),
           loop_from=0.0, holds="right"),
    Action(name="photograph", keys=(Key(at=0.0), Key(at=0.7, left=_CAMERA, right=_CAMERA,
           spine=(0.06, 0.0, 0.0), head=(0.05, 0.0, 0.0))), holds="both"),
    Action(name="play_guitar", keys=(_strummed(0.0, 0.12), _strummed(0.25, -0.12),
           _strummed(0.5, 0.12)), loop_from=0.0, holds="both",
           sways=(Sway(channel="spine", size=(0.0, 0.03, 0.03), rate_hz=1.0),)),
    Action(name="play_violin", keys=(_bowed(0.0, 0.05), _bowed(0.7, 0.38), _bowed(1.4, 0.05)),
           loop_from=0.0, holds="both",
           sways=(Sway(channel="spine", size=(0.03, 0.03, 0.03), rate_hz=0.35),)),
    Action(name="play_piano", keys=(_played(0.0, 0.0, 0.1), _played(0.3, 0.14, 0.0),
           _played(0.6, 0.0, 0.22), _played(0.9, -0.1, 0.05), _played(1.2, 0.0, 0.1)),
           loop_from=0.0, sways=(Sway(channel="left", size=(0.0, 0.007, 0.0), rate_hz=3.3),
           Sway(channel="right", size=(0.0, 0.007, 0.0), rate_hz=4.0, phase=0.3))),
    Action(name="play_drums", keys=(_drummed(0.0, 1.0, 0.0), _drummed(0.2, 0.0, 1.0),
           _drummed(0.4, 1.0, 0.0)), loop_from=0.0, holds="both",
           sways=(Sway(channel="head", size=(0.1, 0.0, 0.0), rate_hz=2.5),)),
    Action(name="play_flute", keys=(Key(at=0.0), Key(at=0.7,
           right=to("head", 0.17, -0.05, 0.06, palm=_AHEAD, fingers=(-0.3, 0.9, 0.3),
                    elbow=(0.9, -0.7, 0.1)),
           left=to("head", -0.075, -0.055, 0.115, palm=_BACK, fingers=(-0.85, 0.5, 0.1),
                   elbow=(0.5, -1.0, 0.4)), head=(0.08, -0.25, 0.12))),
           sways=(Sway(channel="spine", size=(0.02, 0.05, 0.03), rate_hz=0.4),), holds="both"),
    Action(name="sing", keys=(Key(at=0.0),
           Key(at=0.6, right=_MICROPHONE, head=(-0.08, 0.0, 0.0)),
           Key(at=1.6, right=_MICROPHONE, left=to("shoulder", 0.5, 0.0, 0.6, palm=_UP),
               spine=(-0.1, 0.0, 0.0), head=(-0.25, 0.0, 0.0)),
           Key(at=2.8, right=_MICROPHONE, spine=(0.12, 0.0, 0.0), head=(0.05, 0.0, 0.0))),
           loop_from=0.6, holds="right",
           sways=(Sway(channel="spine", size=(0.0, 0.05, 0.04), rate_hz=0.5),)),
    Action(name="conduct", keys=(
           Key(at=0.0, left=to("shoulder", 0.2, 0.15, 0.7), right=to("shoulder", 0.2, 0.3, 0.7),
               ease="flow"),
           Key(at=0.5, left=to("shoulder", 0.1, -0.3, 0.75), right=to("shoulder", 0.05, -0.3, 0.75),
               ease="flow"),
           Key(at=1.0, left=to("shoulder", 0.55, 0.0, 0.6), right=to("shoulder", 0.6, 0.0, 0.6),
               ease="flow"),
           Key(at=1.5, left=to("shoulder", 0.2, 0.15, 0.7), right=to("shoulder", 0.2, 0.3, 0.7),
               ease="flow")), loop_from=0.0, holds="right"),
)  # fmt: skip
