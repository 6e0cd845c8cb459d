"""What hands do with things: take, put, carry, open, press, eat, drink, read, write."""

from typing import Final

from groundplan.motion.actions.spec import Action, Key, Reach, Sway
from groundplan.motion.actions.spec import reach as to

__all__ = ["HANDS"]

_UP: Final = (0.0, 1.0, 0.0)
_IN: Final = (-1.0, 0.0, 0.0)
_DOWN: Final = (0.0, -1.0, 0.0)
_BACK: Final = (0.0, 0.0, -1.0)
_AHEAD: Final = (0.0, 0.0, 1.0)
_BESIDE: Final = (0.7, -0.8, -0.5)
_OUT: Final = (0.9, -0.6, 0.0)

_CARRIED: Final = to("shoulder", 0.05, -0.62, 0.52, palm=_IN, elbow=_BESIDE)
_HUGGED: Final = to("side", 0.0, 0.0, 0.0, otherwise=to("chest", 0.28, -0.28, 0.72, palm=_IN))
_BOX: Final = to("held", 0.28, -0.28, 0.72, palm=_IN, elbow=_BESIDE)
_LIFTED: Final = to("held", 0.28, 0.1, 0.66, palm=_IN, elbow=_BESIDE)
_OVERHEAD: Final = to("held", 0.3, 1.18, 0.2, palm=_UP, elbow=(1.0, -0.2, 0.3))
_OBJECT: Final = to("object", otherwise=to("chest", 0.2, -0.35, 0.9))
_FLOOR: Final = to("object", otherwise=to("ground", 0.1, 0.06, 0.3))
_LOOK: Final = to("object", otherwise=to("head", 0.0, -0.25, 0.4))
_HANDLE: Final = to("handle", otherwise=to("object", otherwise=to("shoulder", 0.0, -0.5, 0.85)))
_MOUTH: Final = to(
    "head",
    0.022,
    -0.046,
    0.098,
    palm=(-0.85, 0.1, -0.45),
    fingers=(-0.45, 0.35, 0.8),
    elbow=(0.7, -1.0, 0.1),
)
_PAGE: Final = to(
    "chest", 0.17, -0.12, 0.66, palm=(-0.45, 0.6, -0.65), fingers=(-0.3, 0.6, 0.75), elbow=_BESIDE
)
_SCREEN: Final = to(
    "chest", 0.05, 0.0, 0.55, palm=(-0.2, 0.35, -0.9), fingers=(-0.35, 0.85, 0.4), elbow=_BESIDE
)
_ON_M: Final = 0.018
"""Height of a palm above the surface that it works on: half the thickness of a hand [m]."""
_RESTED: Final = to("top", 0.12, 0.07, 0.72, palm=_IN, elbow=_BESIDE, otherwise=_CARRIED)
"""With a cup, which stands on the table below the hand."""
_LOOSE: Final = to("shoulder", 0.08, -0.5, 0.72, palm=_IN, elbow=_BESIDE)
_WALL: Final = to("object", otherwise=to("shoulder", 0.0, 0.0, 1.0))


def _pushing(at: float, z: float) -> Key:
    hand = to("side", -0.1, 0.0, 0.0, palm=_AHEAD, fingers=_UP,
              otherwise=to("shoulder", 0.0, -0.22, z, palm=_AHEAD, fingers=_UP))  # fmt: skip
    return Key(
        at=at, left=hand, right=hand, pelvis=to("rest", 0.0, -0.06, 0.03), turn=(0.2, 0.0, 0.0),
        spine=(0.3, 0.0, 0.0), head=(-0.3, 0.0, 0.0), left_foot=to("rest", 0.0, 0.0, 0.15),
        right_foot=to("rest", 0.01, 0.015, -0.2, tilt=0.5),
    )  # fmt: skip


def _pulling(at: float, z: float) -> Key:
    hand = to("object", otherwise=to("chest", 0.12, -0.4, z, palm=_DOWN))
    return Key(
        at=at, left=hand, right=hand, pelvis=to("rest", 0.0, -0.09, -0.1), turn=(-0.12, 0.0, 0.0),
        spine=(-0.1, 0.0, 0.0), head=(0.15, 0.0, 0.0), left_foot=to("rest", 0.01, 0.0, 0.16),
        right_foot=to("rest", 0.02, 0.0, -0.12),
    )  # fmt: skip


def _poured(at: float, tilt: float) -> Key:
    return Key(at=at, right=to("shoulder", -0.1, -0.36, 0.72, palm=(-1.0 + tilt, -tilt, 0.0),
               elbow=(1.0, -0.5 + 0.5 * tilt, 0.0)),
               left=to("shoulder", -0.1, -0.6, 0.62, palm=_IN),
               look=to("chest", 0.0, -0.4, 0.7))  # fmt: skip


def _typed(at: float, left: float, right: float) -> Key:
    def hand(up: float) -> Reach:
        free = to("chest", 0.19, -0.48 + up, 0.7, palm=_DOWN)
        return to("top", 0.19, _ON_M + 0.2 * up, 0.74, palm=_DOWN, elbow=_BESIDE, otherwise=free)

    return Key(at=at, left=hand(left), right=hand(right), head=(0.18, 0.0, 0.0), ease="flow")


def _bite(at: float, *, near: bool) -> Key:
    free = to("chest", 0.2, -0.25, 0.62, palm=(-0.6, 0.0, -0.8), elbow=_BESIDE)
    low = to("top", 0.2, _ON_M, 0.76, palm=(-0.7, -0.7, 0.0), elbow=_BESIDE, otherwise=free)
    return Key(at=at, right=_MOUTH if near else low, head=(0.12 if near else 0.05, 0.0, 0.0))


HANDS: Final = (
    Action(
        name="pick_up",
        keys=(Key(at=0.0, look=_LOOK), Key(at=1.0, right=_FLOOR, look=_LOOK),
              Key(at=1.15, right=_FLOOR, look=_LOOK), Key(at=2.1, right=_CARRIED) ),
        events={"grab": 1.05}, holds="right",
    ),
    Action(
        name="pick_up_with_both_hands",
        keys=(Key(at=0.0, look=_LOOK),
              Key(at=1.0, left=to("side", otherwise=to("ground", 0.1, 0.1, 0.26, palm=_IN)),
                  right=to("side", otherwise=to("ground", 0.1, 0.1, 0.26, palm=_IN)), look=_LOOK),
              Key(at=1.15, left=to("side", otherwise=to("ground", 0.1, 0.1, 0.26, palm=_IN)),
                  right=to("side", otherwise=to("ground", 0.1, 0.1, 0.26, palm=_IN)), look=_LOOK),
              Key(at=2.2, left=_BOX, right=_BOX)),
        events={"grab": 1.05}, holds="both",
    ),
    Action(
        name="put_down",
        keys=(Key(at=0.0, right=_CARRIED), Key(at=1.1, right=_FLOOR, look=_LOOK),
              Key(at=1.25, right=_FLOOR, look=_LOOK), Key(at=2.1)),
        events={"release": 1.2}, holds="right",
    ),
    Action(name="hold", keys=(Key(at=0.0, right=_RESTED),), holds="right"),
    Action(name="carry", keys=(Key(at=0.0, left=_BOX, right=_BOX),), holds="both"),
    Action(
        name="carry_in_one_hand",
        keys=(Key(at=0.0, right=to("shoulder", 0.14, -1.13, 0.04, palm=_IN)),), holds="right",
    ),
    Action(
        name="carry_on_shoulder",
        keys=(Key(at=0.0, right=to("shoulder", 0.1, 0.3, 0.28, palm=_BACK, elbow=(0.5, -1.0, 0.5)),
                  head=(0.0, 0.1, -0.1)),),
        holds="right",
    ),
    Action(
        name="hold_umbrella",
        keys=(Key(at=0.0, right=to("shoulder", -0.02, -0.3, 0.48, palm=_IN, elbow=_BESIDE)),),
        holds="right",
    ),
    Action(
        name="open_door",
        keys=(Key(at=0.0, look=_LOOK), Key(at=0.7, right=_HANDLE, look=_LOOK),
              Key(at=0.9, right=_HANDLE, look=_LOOK),
              Key(at=1.6, right=_HANDLE, look=_LOOK, spine=(0.0, 0.06, 0.0)),
              Key(at=2.4)),
        events={"contact": 0.8, "grab": 0.9, "release": 1.6},
    ),
    Action(
        name="close_door",
        keys=(Key(at=0.0, look=_LOOK), Key(at=0.7, right=_HANDLE, look=_LOOK),
              Key(at=0.85, right=_HANDLE, look=_LOOK),
              Key(at=1.6, right=_HANDLE, look=_LOOK, spine=(0.04, 0.0, 0.0)),
              Key(at=1.75, right=_HANDLE, look=_LOOK), Key(at=2.4)),
        events={"contact": 1.6, "grab": 0.85, "release": 1.6},
    ),
    Action(
        name="knock",
        keys=(Key(at=0.0), Key(at=0.5, right=to("shoulder", 0.0, 0.02, 0.7, elbow=_OUT)),
              Key(at=0.62, right=_WALL), Key(at=0.75, right=to("shoulder", 0.0, 0.02, 0.7,
              elbow=_OUT)),
              Key(at=0.87, right=_WALL), Key(at=1.0, right=to("shoulder", 0.0, 0.02, 0.7,
                  elbow=_OUT)),
              Key(at=1.12, right=_WALL), Key(at=1.3, right=to("shoulder", 0.0, 0.02, 0.7,
              elbow=_OUT)),
              Key(at=2.0)),
        events={"contact": 0.62},
    ),
    Action(
        name="knock_over",
        keys=(Key(at=0.0, look=_LOOK),
              Key(at=0.32, right=to("shoulder", 0.5, -0.35, 0.4, elbow=_OUT), look=_LOOK,
                  spine=(0.0, -0.15, 0.0)),
              Key(at=0.5, right=_OBJECT, look=_LOOK, spine=(0.05, 0.1, 0.0)),
              Key(at=0.75, right=to("shoulder", -0.35, -0.3, 0.75, elbow=_OUT),
                  spine=(0.05, 0.25, 0.0), ease="flow"),
              Key(at=1.5)),
        events={"contact": 0.5},
    ),
    Action(
        name="press_button",
        keys=(Key(at=0.0, look=_LOOK), Key(at=0.7, right=_WALL, look=_LOOK),
              Key(at=0.9, right=_WALL, look=_LOOK), Key(at=1.6)),
        events={"contact": 0.8},
    ),
    Action(
        name="turn_key",
        keys=(Key(at=0.0, look=_LOOK),
              Key(at=0.7, right=to("object", palm=_IN, otherwise=to("shoulder", 0.0, -0.5, 0.85,
                  palm=_IN)), look=_LOOK),
              Key(at=1.3, right=to("object", palm=_DOWN, otherwise=to("shoulder", 0.0, -0.5, 0.85,
                  palm=_DOWN)), look=_LOOK),
              Key(at=2.1)),
        events={"contact": 0.7}, holds="right",
    ),
    Action(name="touch", keys=(Key(at=0.0, look=_LOOK), Key(at=0.9, right=_OBJECT, look=_LOOK)),
           events={"contact": 0.9}),
    Action(
        name="pet",
        keys=(Key(at=0.0, look=_LOOK), Key(at=0.9, right=_OBJECT, look=_LOOK)),
        sways=(Sway(channel="right", size=(0.02, 0.0, 0.035), rate_hz=0.8, after_s=0.9),),
        events={"contact": 0.9},
    ),
    Action(name="push", keys=(Key(at=0.0), _pushing(0.6, 0.95)), braced=True,
           events={"contact": 0.6}),
    Action(name="pull", keys=(Key(at=0.0), _pulling(0.6, 0.85)), braced=True,
           events={"contact": 0.6}, holds="both"),
    Action(
        name="lift",
        keys=(Key(at=0.0), Key(at=0.9, left=_HUGGED, right=_HUGGED, look=_LOOK),
              Key(at=1.05, left=_HUGGED, right=_HUGGED, look=_LOOK),
              Key(at=2.0, left=_BOX, right=_BOX, spine=(-0.08, 0.0, 0.0), ease="flow"),
              Key(at=2.5, left=_LIFTED, right=_LIFTED, spine=(-0.12, 0.0, 0.0))),
        events={"grab": 1.0}, holds="both",
    ),
    Action(
        name="raise_overhead",
        keys=(Key(at=0.0), Key(at=0.9, left=_HUGGED, right=_HUGGED, look=_LOOK),
              Key(at=1.05, left=_HUGGED, right=_HUGGED, look=_LOOK),
              Key(at=1.9, left=_BOX, right=_BOX, spine=(-0.08, 0.0, 0.0), ease="flow"),
              Key(at=2.3, left=_LIFTED, right=_LIFTED, spine=(-0.12, 0.0, 0.0), ease="flow"),
              Key(at=3.0, left=_OVERHEAD, right=_OVERHEAD, spine=(-0.06, 0.0, 0.0),
                  head=(-0.15, 0.0, 0.0))),
        events={"grab": 1.0}, holds="both",
    ),
    Action(
        name="drop",
        keys=(Key(at=0.0, right=_CARRIED), Key(at=0.5, right=_LOOSE), Key(at=0.6, right=_LOOSE),
              Key(at=0.8, right=to("shoulder", 0.3, -0.35, 0.45, palm=_DOWN, elbow=_OUT),
                  left=to("shoulder", 0.3, -0.5, 0.45, palm=_DOWN, elbow=_OUT),
                  spine=(0.12, 0.0, 0.0), head=(0.4, -0.1, 0.0), shrug=0.2),
              Key(at=1.7, right=to("shoulder", 0.25, -0.7, 0.4, palm=_IN),
                  left=to("shoulder", 0.25, -0.7, 0.4, palm=_IN), spine=(0.16, 0.0, 0.0),
                  head=(0.45, -0.1, 0.0)), Key(at=2.6, head=(0.35, -0.1, 0.0))),
        events={"release": 0.6}, holds="right",
    ),
    Action(
        name="drink",
        keys=(Key(at=0.0, right=_RESTED), Key(at=0.9, right=_MOUTH, head=(-0.1, 0.0, 0.0)),
              Key(at=1.9, right=_MOUTH, head=(-0.3, 0.0, 0.0)), Key(at=2.8, right=_RESTED),
              Key(at=3.6, right=_RESTED)),
        loop_from=0.0, holds="right", events={"contact": 1.4},
    ),
    Action(
        name="eat",
        keys=(_bite(0.0, near=False), _bite(0.8, near=True), _bite(1.2, near=True),
              _bite(2.0, near=False), _bite(3.0, near=False)),
        loop_from=0.0, holds="right", events={"contact": 1.0},
    ),
    Action(
        name="smoke",
        keys=(Key(at=0.0, right=_CARRIED), Key(at=0.9, right=_MOUTH), Key(at=1.7, right=_MOUTH),
              Key(at=2.6, right=_CARRIED, head=(-0.12, 0.0, 0.0)), Key(at=4.0, right=_CARRIED)),
        loop_from=0.0, holds="right",
    ),
    Action(name="read", keys=(Key(at=0.0, left=_PAGE, right=_PAGE, head=(0.34, 0.0, 0.0)),),
           sways=(Sway(channel="head", size=(0.03, 0.08, 0.0), rate_hz=0.3, free=True),),
           holds="both"),
    Action(
        name="use_phone",
        keys=(Key(at=0.0, right=_SCREEN, left=to("chest", 0.0, -0.1, 0.5, palm=_UP, elbow=_BESIDE),
                  head=(0.4, 0.0, 0.0)),),
        sways=(Sway(channel="right", size=(0.004, 0.004, 0.0), rate_hz=2.0),), holds="right",
    ),
    Action(
        name="write",
        keys=(Key(at=0.0, right=to("top", 0.1, _ON_M, 0.74, palm=_DOWN, elbow=_BESIDE,
                  otherwise=to("object", 0.0, 0.02, 0.0, otherwise=to("chest", 0.08, -0.5, 0.66))),
                  left=to("top", 0.3, _ON_M, 0.7, palm=_DOWN, elbow=_BESIDE,
                  otherwise=to("chest", 0.3, -0.5, 0.6, palm=_DOWN)), head=(0.35, 0.0, 0.0)),),
        sways=(Sway(channel="right", size=(0.018, 0.0, 0.0), rate_hz=0.35),
               Sway(channel="right", size=(0.0, 0.004, 0.006), rate_hz=3.0)),
        holds="right",
    ),
    Action(
        name="type",
        keys=(_typed(0.0, 0.0, 0.06), _typed(0.16, 0.06, 0.0), _typed(0.29, 0.0, 0.05),
              _typed(0.45, 0.05, 0.02), _typed(0.6, 0.0, 0.06)),
        loop_from=0.0,
    ),
    Action(
        name="pour",
        keys=(_poured(0.0, 0.0), _poured(0.8, 0.9), _poured(2.2, 0.9), _poured(3.0, 0.0),
              _poured(3.8, 0.0)),
        loop_from=0.0, holds="right",
    ),
    Action(
        name="show",
        keys=(Key(at=0.0, right=_CARRIED), Key(at=0.8, right=to("shoulder", 0.0, -0.1, 0.95,
              palm=_UP))),
        holds="right",
    ),
)  # fmt: skip
