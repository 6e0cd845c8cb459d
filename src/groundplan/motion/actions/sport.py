"""Jumps, kicks, throws, dances and exercises."""

import math
from dataclasses import replace
from typing import Final

from groundplan.motion.actions.spec import Action, Ease, Key, Reach, Sway
from groundplan.motion.actions.spec import reach as to

__all__ = ["FLIGHT_S", "SPORT"]

FLIGHT_S: Final = 0.5
"""Of a jump on the spot."""
_UP: Final = (0.0, 1.0, 0.0)
_IN: Final = (-1.0, 0.0, 0.0)
_BACK: Final = (0.0, 0.0, -1.0)
_AHEAD: Final = (0.0, 0.0, 1.0)
_OUT: Final = (1.0, -0.4, 0.0)
_LOOK: Final = to("object", otherwise=to("head", 0.0, 0.05, 1.0))


def _stance(  # noqa: PLR0913  # a key pose in few words
    at: float, *, y: float, z: float = 0.0, arms: Reach | None = None, lean: float = 0.0,
    ease: Ease = "flow", tilt: float = 0.0,
) -> Key:  # fmt: skip
    foot = to("rest", tilt=tilt)
    return Key(
        at=at, pelvis=to("rest", 0.0, y, z), spine=(lean, 0.0, 0.0), head=(-0.6 * lean, 0.0, 0.0),
        turn=(0.4 * lean, 0.0, 0.0), left=arms, right=arms, left_foot=foot, right_foot=foot,
        ease=ease,
    )  # fmt: skip


_JUMP_KEYS: Final = (
    Key(at=0.0),
    _stance(0.35, y=-0.14, z=-0.04, lean=0.55, arms=to("shoulder", 0.2, -0.9, -0.35), ease="stop"),
    _stance(0.55, y=-0.005, lean=0.0, arms=to("shoulder", 0.15, -0.1, 0.85), tilt=0.5),
    _stance(0.55 + FLIGHT_S, y=-0.005, arms=to("shoulder", 0.35, -0.2, 0.8), tilt=0.25),
    _stance(1.25, y=-0.12, z=-0.035, lean=0.45, arms=to("shoulder", 0.2, -0.55, 0.6), ease="stop"),
    Key(at=1.8),
)


def _danced(at: float, side: float, *, arms: float, high: float = 0.0) -> Key:
    """Weight on one side, hips and chest against each other; `high` lifts the arms overhead."""
    left = to("shoulder", 0.42, -0.15 + 0.35 * arms + 0.75 * high, 0.5 - 0.3 * high, elbow=_OUT)
    right = to("shoulder", 0.42, -0.15 - 0.35 * arms + 0.75 * high, 0.5 - 0.3 * high, elbow=_OUT)
    left_up, right_up = max(-side, 0.0), max(side, 0.0)
    return Key(
        at=at, pelvis=to("rest", 0.05 * side, -0.035, 0.0), turn=(0.0, 0.3 * side, -0.14 * side),
        spine=(0.05, -0.5 * side, 0.18 * side), head=(0.05, 0.15 * side, -0.1 * side), left=left,
        right=right,
        left_foot=to("rest", 0.035, 0.09 * left_up, 0.05 * left_up, tilt=0.45 * left_up),
        right_foot=to("rest", 0.035, 0.09 * right_up, 0.05 * right_up, tilt=0.45 * right_up),
        ease="flow",
    )  # fmt: skip


def _kicked(at: float, foot: Reach, *, lean: float, **more: object) -> Key:
    fields: dict[str, object] = {
        "pelvis": to("rest", 0.05, -0.02, 0.0), "turn": (lean, 0.0, 0.0),
        "spine": (-0.5 * lean + 0.1, 0.0, 0.0), "right_foot": foot,
        "left": to("shoulder", 0.6, -0.4, 0.5), "right": to("shoulder", 0.6, -0.6, -0.2), **more,
    }  # fmt: skip
    return Key(at=at, **fields)  # pyright: ignore[reportArgumentType]  # the fields of a key


_STEP_L: Final = to("rest", 0.0, 0.0, 0.16)
_STEP_R: Final = to("rest", 0.01, 0.0, -0.1, tilt=0.3)


def _thrown(at: float, hand: Reach, *, turn: float, ease: Ease = "flow", step: bool = True) -> Key:
    return Key(
        at=at, pelvis=to("rest", 0.0, -0.035, 0.03), turn=(0.0, 0.5 * turn, 0.0),
        spine=(0.08, turn, 0.0), head=(0.0, -0.9 * turn, 0.0), right=hand,
        left=to("shoulder", 0.3, -0.1 - 0.3 * max(turn, 0.0), 0.75 - 0.4 * max(turn, 0.0)),
        left_foot=_STEP_L if step else None, right_foot=_STEP_R if step else None, look=_LOOK,
        ease=ease,
    )  # fmt: skip


def _batted(
    at: float, hand: Reach, *, turn: float, points: tuple[float, float, float], ease: Ease = "flow"
) -> Key:
    """Both hands on a handle that `points` (left, up, ahead); the weight goes forward."""
    key = _thrown(at, hand, turn=turn, ease=ease)
    pelvis = to("rest", 0.0, -0.05, 0.03 + 0.06 * turn)
    return replace(
        key, left=to("other", *(-0.05 * part for part in points), elbow=_OUT), pelvis=pelvis
    )


def _juggled(at: float, left: float, right: float) -> Key:
    def hand(up: float) -> Reach:
        return to("chest", 0.3 - 0.12 * up, -0.38 + 0.28 * up, 0.62, palm=_UP)

    return Key(at=at, left=hand(left), right=hand(right), head=(-0.15, 0.0, 0.0), ease="flow")


def _pushed_up(at: float, y: float) -> Key:
    hands = to("ground", 0.15, 0.022, 0.3, palm=(0.0, -1.0, 0.0), fingers=(0.1, 0.0, 1.0),
               elbow=(0.8, 0.0, -1.0))  # fmt: skip
    return Key(
        at=at, pelvis=to("ground", 0.0, 0.1 + y, -0.1), turn=(1.36 + 0.5 * (0.16 - y), 0.0, 0.0),
        spine=(0.0, 0.0, 0.0), head=(-0.35, 0.0, 0.0), left=hands, right=hands,
        left_foot=to("ground", 0.04, 0.075, -0.575, tilt=1.0),
        right_foot=to("ground", 0.04, 0.075, -0.575, tilt=1.0), ease="flow",
    )  # fmt: skip


def _starred(at: float, out: float) -> Key:
    """A jumping jack; the hop stands in the sway."""
    turn = 0.25 + 2.4 * out
    arm = to("shoulder", 1.02 * math.sin(turn), -1.02 * math.cos(turn), 0.1, elbow=(1.0, 0.0, -0.2))
    # Halfway the feet are off the ground, toes last.
    hop = max(1.0 - abs(2.0 * out - 1.0), 0.0)
    foot = to("rest", 0.14 * out, 0.035 * hop, 0.0, tilt=0.35 * hop)
    return Key(at=at, pelvis=to("rest", 0.0, -0.03 - 0.02 * out + 0.045 * hop, 0.0), left=arm,
               right=arm, left_foot=foot, right_foot=foot, ease="flow")  # fmt: skip


_SQUAT_ARMS: Final = to("shoulder", 0.0, 0.62, 0.82)
_WOUND: Final = to("chest", 0.55, 0.34, 0.5, elbow=_OUT)
_CATCH: Final = to("held", 0.08, 0.12, 0.86, palm=_IN, elbow=(0.7, -0.9, -0.2))
_CAUGHT: Final = to("held", 0.08, -0.1, 0.56, palm=_IN, elbow=(0.7, -0.8, -0.4))

SPORT: Final = (
    Action(name="jump", keys=_JUMP_KEYS, loop_from=0.0, airborne=(0.55, 0.55 + FLIGHT_S),
           events={"release": 0.55, "contact": 0.55 + FLIGHT_S}),
    Action(name="dance", keys=(
           _danced(0.0, 1.0, arms=1.0), _danced(0.5, -1.0, arms=-1.0), _danced(1.0, 1.0, arms=1.0),
           _danced(1.5, -1.0, arms=-1.0), _danced(2.0, 1.0, arms=0.3, high=1.0),
           _danced(2.5, -1.0, arms=-0.3, high=1.0), _danced(3.0, 1.0, arms=0.3, high=1.0),
           _danced(3.5, -1.0, arms=-0.6, high=0.3), _danced(4.0, 1.0, arms=1.0)), loop_from=0.0,
           sways=(Sway(channel="pelvis", size=(0.0, 0.012, 0.0), rate_hz=2.0),)),
    Action(name="kick", keys=(Key(at=0.0),
           _kicked(0.4, to("rest", 0.0, 0.12, -0.28, tilt=0.8), lean=0.15),
           _kicked(0.55, to("rest", 0.0, 0.025, 0.235, tilt=0.45), lean=-0.05, ease="flow"),
           _kicked(0.72, to("rest", 0.0, 0.24, 0.42, tilt=0.3), lean=-0.2, ease="flow"),
           _kicked(1.0, to("rest", 0.0, 0.1, 0.15), lean=-0.05, ease="flow"), Key(at=1.6)),
           events={"contact": 0.55}),
    Action(name="throw", keys=(Key(at=0.0, right=to("shoulder", 0.05, -0.62, 0.52, palm=_IN)),
           _thrown(0.7, to("shoulder", 0.55, 0.35, -0.35, palm=_AHEAD, elbow=(1.0, -0.4, 0.0)),
                   turn=-0.55, ease="stop"),
           _thrown(0.88, to("shoulder", 0.05, 0.6, 0.75, palm=_AHEAD, elbow=_OUT), turn=0.25),
           _thrown(1.08, to("shoulder", -0.35, -0.5, 0.75, elbow=_OUT), turn=0.45), Key(at=2.0)),
           events={"release": 0.88}, holds="right"),
    Action(name="catch", keys=(Key(at=0.0, look=_LOOK), Key(at=0.6, left=_CATCH, right=_CATCH,
           pelvis=to("rest", 0.0, -0.03, 0.0), look=_LOOK), Key(at=0.8, left=_CATCH, right=_CATCH,
           pelvis=to("rest", 0.0, -0.04, 0.0), look=_LOOK),
           Key(at=1.2, left=_CAUGHT, right=_CAUGHT)),
           events={"grab": 0.7}, holds="both"),
    Action(name="juggle", keys=(_juggled(0.0, 0.0, 1.0), _juggled(0.3, 1.0, 0.0),
           _juggled(0.6, 0.0, 1.0)), loop_from=0.0, holds="both",
           events={"release": 0.0}),
    Action(name="push_up", keys=(_pushed_up(0.0, 0.16), _pushed_up(0.7, 0.02), _pushed_up(1.4,
        0.16)),
           loop_from=0.0),
    Action(name="squat", keys=(Key(at=0.0), _stance(0.9, y=-0.26, z=-0.075, lean=0.62,
           arms=_SQUAT_ARMS, ease="stop"), Key(at=1.8)), loop_from=0.0),
    Action(name="jumping_jack", keys=(_starred(0.0, 0.0), _starred(0.18, 0.5), _starred(0.36, 1.0),
           _starred(0.54, 0.5), _starred(0.72, 0.0)),
           loop_from=0.0),
    Action(name="yoga", keys=(Key(at=0.0), Key(at=1.6, pelvis=to("rest", 0.052, -0.005, 0.0),
           right_foot=to("rest", -0.035, 0.25, 0.06, elbow=(1.0, 0.0, 0.35), tilt=0.9),
           left=to("head", 0.025, 0.17, 0.02, palm=_IN, elbow=(1.0, -0.1, 0.0)),
           right=to("head", 0.025, 0.17, 0.02, palm=_IN, elbow=(1.0, -0.1, 0.0)))), still=True),
    Action(name="swing_bat", keys=(
           _batted(0.0, _WOUND, turn=-0.6, points=(-0.2, 0.9, -0.4), ease="stop"),
           _batted(0.3, to("chest", 0.6, 0.4, 0.44, elbow=_OUT), turn=-0.75,
                   points=(-0.1, 0.7, -0.7), ease="stop"),
           _batted(0.74, to("chest", -0.02, -0.1, 0.8, elbow=_OUT), turn=0.15,
                   points=(-0.45, 0.1, 0.9)),
           _batted(1.14, to("chest", -0.34, 0.2, 0.72, elbow=_OUT), turn=0.7,
                   points=(0.5, 0.8, 0.1), ease="stop"),
           _batted(2.1, _WOUND, turn=-0.6, points=(-0.2, 0.9, -0.4), ease="stop")),
           loop_from=0.0, holds="both"),
    Action(name="aim", keys=(Key(at=0.0), Key(at=0.6, right=to("shoulder", -0.35, -0.02, 0.95,
           palm=_IN), left=to("shoulder", -0.3, -0.04, 0.9, palm=_IN), look=_LOOK)), holds="both"),
    Action(name="lunge", keys=(Key(at=0.0), Key(at=0.7, pelvis=to("rest", 0.0, -0.16, 0.14),
           left_foot=to("rest", 0.0, 0.0, 0.36), right_foot=to("rest", 0.0, 0.02, -0.12, tilt=0.75),
           spine=(0.1, 0.0, 0.0)), Key(at=1.4)), loop_from=0.0),
)  # fmt: skip
