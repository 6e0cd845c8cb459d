"""Sitting, lying, kneeling and the ways into and out of them."""

import math
from typing import Final

from groundplan.motion.actions.spec import Action, Key, Reach, Sway
from groundplan.motion.actions.spec import reach as to

__all__ = ["POSTURES", "SEATED_M", "SITTING"]

SEATED_M: Final = 0.048
"""Height of the hips above what is sat on, in body lengths."""
_DOWN: Final = (0.0, -1.0, 0.0)
_SEAT: Final = to("seat", 0.0, SEATED_M, otherwise=to("rest", 0.0, -0.187, 0.0))
_FEET: Final = to("rest", 0.005, 0.0, 0.245)
_FRONT: Final = to("rest", 0.0, 0.0, 0.245)
_LAP: Final = to("hips", 0.065, 0.058, 0.15, palm=_DOWN, elbow=(0.7, -0.4, -0.6))
SITTING: Final = Key(
    at=0.0, pelvis=_SEAT, spine=(-0.04, 0.0, 0.0), left=_LAP, right=_LAP, left_foot=_FEET,
    right_foot=_FEET,
)  # fmt: skip
_ASIDE: Final = to("hips", 0.19, 0.02, 0.02, palm=_DOWN, elbow=(0.8, 0.0, -0.8))
_KNEELING: Final = to("rest", 0.005, 0.0, -0.205, tilt=2.5)
_KNEE_HIPS: Final = to("rest", 0.0, -0.252, 0.015)
_BREATH: Final = Sway(channel="spine", size=(0.012, 0.0, 0.0), rate_hz=0.25, free=True)


def _sitting(at: float, **more: object) -> Key:
    fields: dict[str, object] = {
        "pelvis": _SEAT, "spine": (-0.04, 0.0, 0.0), "left": _LAP, "right": _LAP,
        "left_foot": _FEET, "right_foot": _FEET, **more,
    }  # fmt: skip
    return Key(at=at, **fields)  # pyright: ignore[reportArgumentType]  # the fields of a key


def _before_seat(at: float) -> Key:
    return Key(at=at, pelvis=_FRONT, left_foot=_FEET, right_foot=_FEET)


def _leant(at: float, y: float, z: float) -> Key:
    """On the way between standing and sitting, leant over the feet."""
    hands = to("hips", 0.1, 0.0, 0.15, palm=_DOWN, elbow=(0.9, -0.3, -0.5))
    return Key(
        at=at, pelvis=to("rest", 0.0, y, z), turn=(0.3, 0.0, 0.0), spine=(0.5, 0.0, 0.0),
        head=(-0.35, 0.0, 0.0), left=hands, right=hands, left_foot=_FEET, right_foot=_FEET,
        ease="flow",
    )  # fmt: skip


def _flat(at: float, *, face: float, **more: object) -> Key:
    """Lying straight: on the back for face -1, on the front for 1."""
    feet = to("hips", 0.06, -0.487, 0.0, tilt=0.35 if face < 0.0 else 1.45)
    hands = to("hips", 0.16, -0.02, -0.02 if face < 0.0 else 0.02, elbow=(1.0, -0.2, 0.0))
    fields: dict[str, object] = {
        "pelvis": to("seat", 0.0, 0.062, 0.02, otherwise=to("ground", 0.0, 0.062, 0.02)),
        "turn": (face * 0.5 * math.pi, 0.0, 0.0), "left_foot": feet, "right_foot": feet,
        "left": hands, "right": hands, **more,
    }  # fmt: skip
    return Key(at=at, **fields)  # pyright: ignore[reportArgumentType]  # the fields of a key


def _knees_up(at: float) -> Key:
    """Half lying back, the feet on the ground."""
    feet = to("rest", 0.015, 0.0, 0.05)
    hands = to("ground", 0.16, 0.02, -0.42, palm=_DOWN, elbow=(0.6, 0.0, -1.0))
    return Key(
        at=at, pelvis=to("seat", 0.0, 0.062, 0.0, otherwise=to("ground", 0.0, 0.062, -0.28)),
        turn=(-0.8, 0.0, 0.0), spine=(0.2, 0.0, 0.0), left=hands, right=hands, left_foot=feet,
        right_foot=feet, ease="flow",
    )  # fmt: skip


def _on_all_fours(at: float) -> Key:
    hands = to("ground", 0.14, 0.022, 0.36, palm=_DOWN, fingers=(0.0, 0.0, 1.0))
    feet = to("ground", 0.05, 0.05, -0.38, tilt=2.3)
    return Key(
        at=at, pelvis=to("ground", 0.0, 0.17, 0.06), turn=(1.15, 0.0, 0.0), spine=(0.2, 0.0, 0.0),
        head=(-0.6, 0.0, 0.0), left=hands, right=hands, left_foot=feet, right_foot=feet,
        ease="flow",
    )  # fmt: skip


def _kneeling(at: float, **more: object) -> Key:
    fields: dict[str, object] = {
        "pelvis": _KNEE_HIPS, "left_foot": _KNEELING, "right_foot": _KNEELING, **more,
    }  # fmt: skip
    return Key(at=at, **fields)  # pyright: ignore[reportArgumentType]  # the fields of a key


def _one_knee(at: float, **more: object) -> Key:
    fields: dict[str, object] = {
        "pelvis": to("rest", 0.0, -0.245, 0.0), "right_foot": to("rest", 0.01, 0.055, -0.21,
            tilt=0.95),
        "left_foot": to("rest", 0.015, 0.0, 0.2), **more,
    }  # fmt: skip
    return Key(at=at, **fields)  # pyright: ignore[reportArgumentType]  # the fields of a key


def _low(at: float, **more: object) -> Key:
    """A squat on flat feet, forearms ahead."""
    hands = to("hips", 0.02, 0.12, 0.33, elbow=(0.3, -0.6, -0.8))
    feet = to("rest", 0.03, 0.0, 0.05)
    fields: dict[str, object] = {
        "pelvis": to("rest", 0.0, -0.31, -0.06), "spine": (0.62, 0.0, 0.0), "turn": (0.25, 0.0,
            0.0),
        "head": (-0.55, 0.0, 0.0), "left": hands, "right": hands, "left_foot": _splayed(feet),
        "right_foot": _splayed(feet), **more,
    }  # fmt: skip
    return Key(at=at, **fields)  # pyright: ignore[reportArgumentType]  # the fields of a key


def _splayed(foot: Reach) -> Reach:
    return Reach(frame=foot.frame, at=foot.at, tilt=foot.tilt, elbow=(0.45, 0.0, 1.0))


def _crossed_legs(at: float, **more: object) -> Key:
    feet = to("hips", -0.035, -0.015, 0.15, elbow=(1.0, 0.25, 0.5), tilt=-0.3)
    knees = to("hips", 0.16, 0.05, 0.135, palm=(0.0, 1.0, 0.0), elbow=(0.6, -0.6, -0.6))
    fields: dict[str, object] = {
        "pelvis": to("seat", 0.0, SEATED_M + 0.01, 0.0, otherwise=to("ground", 0.0, 0.062, 0.0)),
        "left_foot": feet, "right_foot": Reach(
            frame="hips", at=(-0.03, 0.0, 0.212), elbow=feet.elbow, tilt=-0.3
        ), "left": knees, "right": knees, **more,
    }  # fmt: skip
    return Key(at=at, **fields)  # pyright: ignore[reportArgumentType]  # the fields of a key


_BOWED: Final = to("shoulder", -0.06, -0.66, 0.7, palm=(-0.4, 0.0, -0.9))
_ON_KNEE: Final = to("hips", 0.06, 0.055, 0.185, palm=_DOWN, elbow=(0.8, -0.5, -0.5))
_PRAYING: Final = to("chest", 0.035, 0.2, 0.5, palm=(-1.0, 0.0, 0.0), elbow=(0.35, -1.0, -0.2))

POSTURES: Final = (
    Action(name="stand", keys=(Key(at=0.0),), still=True),
    Action(name="sit", keys=(SITTING,), sways=(_BREATH,), still=True),
    Action(
        name="sit_down",
        keys=(_before_seat(0.0), _leant(0.55, -0.08, 0.14), _leant(1.0, -0.17, 0.03),
            _sitting(1.5)),
        sways=(_BREATH,), events={"contact": 1.5},
    ),
    Action(
        name="stand_up",
        keys=(_sitting(0.0), _leant(0.5, -0.165, 0.06), _leant(0.9, -0.08, 0.19),
            _before_seat(1.4)),
    ),
    Action(
        name="sit_on_floor",
        keys=(_crossed_legs(0.0, spine=(0.1, 0.0, 0.0)),), sways=(_BREATH,), still=True,
    ),
    Action(
        name="meditate",
        keys=(_crossed_legs(0.0, spine=(-0.05, 0.0, 0.0), head=(0.12, 0.0, 0.0)),),
        sways=(_BREATH,), still=True,
    ),
    Action(name="lie", keys=(_flat(0.0, face=-1.0),), sways=(_BREATH,), still=True),
    Action(name="sleep", keys=(_flat(0.0, face=-1.0, head=(0.0, 0.25, 0.1)),), sways=(_BREATH,),
           still=True),
    Action(
        name="lie_down",
        keys=(Key(at=0.0), _low(0.8, pelvis=to("rest", 0.0, -0.31, -0.05), left=_ASIDE,
        right=_ASIDE),
              _knees_up(1.8),
              _flat(2.8, face=-1.0, pelvis=to("seat", 0.0, 0.062, 0.02,
                    otherwise=to("ground", 0.0, 0.062, -0.26)))),
    ),
    Action(name="lie_on_front", keys=(_flat(0.0, face=1.0, head=(0.0, 1.0, 0.0),
        left=to("ground", 0.24, 0.03, 0.42, palm=_DOWN, elbow=(1.0, 0.0, 0.25)),
        right=to("ground", 0.24, 0.03, 0.42, palm=_DOWN, elbow=(1.0, 0.0, 0.25))),), still=True),
    Action(name="kneel", keys=(Key(at=0.0), _one_knee(0.7, spine=(0.2, 0.0, 0.0)), _kneeling(1.3)),
           still=True),
    Action(name="kneel_on_one_knee",
           keys=(Key(at=0.0), _one_knee(0.9, spine=(0.1, 0.0, 0.0), left=_ON_KNEE)), still=True),
    Action(
        name="pray",
        keys=(Key(at=0.0), _one_knee(0.7, spine=(0.2, 0.0, 0.0)),
              _kneeling(1.5, left=_PRAYING, right=_PRAYING, head=(0.4, 0.0, 0.0))),
        sways=(_BREATH,), still=True,
    ),
    Action(name="crouch", keys=(Key(at=0.0), _low(0.7)), sways=(_BREATH,), still=True),
    Action(
        name="bow",
        keys=(Key(at=0.0), Key(at=0.9, turn=(0.45, 0.0, 0.0), spine=(0.55, 0.0, 0.0),
              pelvis=to("rest", 0.0, -0.02, -0.065), head=(0.2, 0.0, 0.0),
              left=_BOWED, right=_BOWED),
              Key(at=1.5, turn=(0.45, 0.0, 0.0), spine=(0.55, 0.0, 0.0),
              pelvis=to("rest", 0.0, -0.02, -0.065), head=(0.2, 0.0, 0.0),
              left=_BOWED, right=_BOWED),
              Key(at=2.4)),
    ),
    Action(
        name="lean",
        keys=(Key(at=0.0), Key(at=0.8, pelvis=to("rest", 0.0, -0.025, -0.09),
              spine=(-0.1, 0.0, 0.0), turn=(-0.06, 0.0, 0.0), head=(0.1, 0.0, 0.0),
              left=to("chest", -0.22, -0.08, 0.4, elbow=(0.8, -0.8, 0.2)),
              right=to("chest", -0.2, -0.2, 0.3, elbow=(0.8, -0.8, 0.2)),
              left_foot=to("rest", -0.03, 0.0, 0.1), right_foot=to("rest", 0.0, 0.0, 0.05))),
        sways=(_BREATH,),
    ),
    Action(
        name="fall",
        keys=(Key(at=0.0), Key(at=0.3, spine=(0.5, 0.0, 0.2), turn=(0.15, 0.0, 0.1),
              pelvis=to("rest", 0.0, -0.06, 0.03), left=to("shoulder", 0.3, -0.3, 0.85),
              right=to("shoulder", 0.5, -0.1, 0.8), ease="flow"),
              _kneeling(0.7, turn=(0.4, 0.0, 0.0), spine=(0.6, 0.0, 0.0), head=(-0.4, 0.0, 0.0),
              pelvis=to("rest", 0.0, -0.255, 0.06),
              left=to("shoulder", 0.2, -0.6, 0.8), right=to("shoulder", 0.2, -0.6, 0.8),
                  ease="flow"),
              _on_all_fours(1.0), _flat(1.5, face=1.0, head=(-0.1, 0.9, 0.0),
              pelvis=to("ground", 0.0, 0.062, 0.1),
              left=to("ground", 0.24, 0.03, 0.42, palm=_DOWN, elbow=(1.0, 0.0, 0.25)),
              right=to("ground", 0.24, 0.03, 0.42, palm=_DOWN, elbow=(1.0, 0.0, 0.25)))),
        events={"contact": 1.5},
    ),
)  # fmt: skip
