"""What two people do with each other; alone, the same is done to the air in front."""

from typing import Final

from groundplan.motion.actions.spec import Action, Key, Reach, Sway
from groundplan.motion.actions.spec import reach as to

__all__ = ["PARTNERS"]

_IN: Final = (-1.0, 0.0, 0.0)
_UP: Final = (0.0, 1.0, 0.0)
_DOWN: Final = (0.0, -1.0, 0.0)
_BACK: Final = (0.0, 0.0, -1.0)
_AHEAD: Final = (0.0, 0.0, 1.0)
_BESIDE: Final = (0.7, -0.8, -0.5)
_OUT: Final = (1.0, -0.4, 0.0)

_FACE: Final = to("partner", 0.0, 0.02, 0.0, joint="head", otherwise=to("head", 0.0, 0.0, 1.0))
_CARRIED: Final = to("shoulder", 0.05, -0.62, 0.52, palm=_IN, elbow=_BESIDE)
_MEETING: Final = to("between", 0.02, -0.14, 0.003, palm=_IN,
                     otherwise=to("shoulder", -0.3, -0.4, 0.9, palm=_IN))  # fmt: skip
_OVER: Final = to("partner", 0.035, 0.03, -0.078, joint="upperChest", palm=_BACK, elbow=_OUT,
                  fingers=(-0.85, -0.5, -0.1),
                  otherwise=to("chest", 0.15, 0.2, 0.6, palm=_BACK, elbow=_OUT))  # fmt: skip
_UNDER: Final = to("partner", 0.035, -0.06, -0.082, joint="upperChest", palm=_BACK, elbow=_OUT,
                   fingers=(-0.9, 0.4, -0.1),
                   otherwise=to("chest", 0.1, -0.1, 0.6, palm=_BACK, elbow=_OUT))  # fmt: skip
_HIGH: Final = to("between", 0.0, 0.15, -0.003, palm=_AHEAD, fingers=(0.0, 1.0, -0.1),
                  otherwise=to("shoulder", 0.0, 0.5, 0.85, palm=_AHEAD, fingers=_UP))  # fmt: skip
_GUARD: Final = to("head", 0.04, -0.05, 0.15, palm=_BACK, elbow=(0.6, -1.0, 0.0))
_STANCE_L: Final = to("rest", 0.01, 0.0, 0.13)
_STANCE_R: Final = to("rest", 0.02, 0.0, -0.09)
_HIT: Final = to("partner", 0.0, 0.02, 0.075, joint="head",
                 otherwise=to("shoulder", -0.25, 0.15, 1.08))  # fmt: skip


def _hugged(at: float, lean: float) -> Key:
    return Key(at=at, left=_OVER, right=_UNDER, spine=(lean, 0.0, 0.0), head=(0.1, -0.5, 0.12))


def _guarded(at: float, **more: object) -> Key:
    fields: dict[str, object] = {
        "left": _GUARD, "right": _GUARD, "left_foot": _STANCE_L, "right_foot": _STANCE_R,
        "pelvis": to("rest", 0.0, -0.035, 0.02), "turn": (0.0, -0.35, 0.0),
        "spine": (0.1, -0.1, 0.0), "head": (0.1, 0.4, 0.0), **more,
    }  # fmt: skip
    return Key(at=at, **fields)  # pyright: ignore[reportArgumentType]  # the fields of a key


def _struck(at: float, side: str) -> Key:
    """A straight blow: hips and trunk turn into it."""
    if side == "right":
        return _guarded(at, right=_HIT, turn=(0.0, 0.1, 0.0), spine=(0.15, 0.4, 0.0))
    return _guarded(at, left=_HIT, turn=(0.0, -0.5, 0.0), spine=(0.15, -0.35, 0.0))


def _warded(at: float) -> Key:
    """Leant back behind both forearms."""
    return _guarded(
        at, left=to("head", 0.05, 0.07, 0.17, elbow=(1.0, -0.3, 0.3)),
        right=to("head", 0.045, -0.02, 0.15, elbow=(1.0, -0.5, 0.2)), spine=(-0.12, -0.1, 0.0),
        pelvis=to("rest", 0.0, -0.06, -0.035), head=(0.2, 0.3, 0.0),
    )  # fmt: skip


def _shaken(at: float, y: float) -> Key:
    hand = Reach(
        frame="between", at=(0.0, -0.14 + y, 0.0), palm=_IN,
        otherwise=to("shoulder", -0.3, -0.4 + 2.0 * y, 0.9, palm=_IN),
    )  # fmt: skip
    return Key(at=at, right=hand, look=_FACE, ease="flow")


def _swung(at: float, y: float, x: float) -> Key:
    """Two dancers who hold each other, from foot to foot."""
    left_up, right_up = (max(side * x, 0.0) for side in (-1.0, 1.0))
    return Key(
        at=at, pelvis=to("rest", x, -0.015 + 0.01 * y, 0.0), turn=(0.0, 2.0 * x, -1.2 * x),
        left=to("partner", 0.0, 0.075, -0.005, joint="rightUpperArm", palm=_DOWN,
                fingers=(0.1, -0.2, 1.0), elbow=_OUT,
                otherwise=to("shoulder", 0.3, 0.1, 0.8)),
        right=to("partner", 0.045, 0.0, -0.082, joint="chest", palm=_BACK, elbow=_OUT,
                 fingers=(-0.95, 0.2, -0.1),
                 otherwise=to("chest", 0.05, -0.2, 0.6, palm=_BACK, elbow=_OUT)),
        left_foot=to("rest", 0.0, 0.7 * left_up, 0.0, tilt=8.0 * left_up),
        right_foot=to("rest", 0.0, 0.7 * right_up, 0.0, tilt=8.0 * right_up), look=_FACE,
        ease="flow",
    )  # fmt: skip


PARTNERS: Final = (
    Action(
        name="hand_over",
        keys=(Key(at=0.0, right=_CARRIED, look=_FACE), Key(at=1.1, right=_MEETING,
              spine=(0.08, 0.0, 0.0), look=to("between", otherwise=_FACE)),
              Key(at=1.5, right=_MEETING, spine=(0.08, 0.0, 0.0), look=_FACE), Key(at=2.4,
                  look=_FACE)),
        events={"meet": 1.3}, holds="right",
    ),
    Action(
        name="receive",
        keys=(Key(at=0.0, look=_FACE), Key(at=1.1, right=_MEETING,
              spine=(0.06, 0.0, 0.0), look=to("between", otherwise=_FACE)),
              Key(at=1.5, right=_MEETING, spine=(0.06, 0.0, 0.0), look=to("between",
                  otherwise=_FACE)),
              Key(at=2.4, right=_CARRIED, look=_FACE)),
        events={"meet": 1.3}, holds="right",
    ),
    Action(name="shake_hands", keys=(Key(at=0.0, look=_FACE), _shaken(0.7, 0.0), _shaken(0.9, 0.03),
           _shaken(1.15, -0.025), _shaken(1.4, 0.03), _shaken(1.65, -0.025)), loop_from=1.15,
           events={"meet": 0.7}),
    Action(
        name="high_five",
        keys=(Key(at=0.0, look=_FACE), Key(at=0.4, right=to("shoulder", 0.3, 0.6, 0.1, palm=_AHEAD),
              spine=(-0.05, -0.15, 0.0), look=_FACE),
              Key(at=0.62, right=_HIGH, spine=(0.1, 0.12, 0.0), look=_FACE),
              Key(at=0.75, right=_HIGH, spine=(0.1, 0.12, 0.0), look=_FACE),
              Key(at=1.5, look=_FACE)),
        events={"meet": 0.68},
    ),
    Action(name="hug", keys=(Key(at=0.0, look=_FACE), Key(at=0.5, left=to("shoulder", 0.5, 0.05,
        0.75),
           right=to("shoulder", 0.5, -0.15, 0.75), ease="flow"), _hugged(1.2, 0.1)),
           sways=(Sway(channel="spine", size=(0.0, 0.0, 0.025), rate_hz=0.3, after_s=1.2),),
           events={"meet": 1.2}),
    Action(
        name="kiss",
        keys=(Key(at=0.0, look=_FACE), Key(at=1.1, right=_UNDER, left=to("partner", 0.075, 0.0,
            0.02,
              joint="head", otherwise=to("shoulder", 0.0, 0.15, 0.7), elbow=(0.8, -0.8, 0.0)),
              spine=(0.16, 0.0, 0.0), head=(0.02, 0.0, 0.25))),
        events={"meet": 1.1},
    ),
    Action(
        name="comfort",
        keys=(Key(at=0.0, look=_FACE), Key(at=0.8, right=to("partner", 0.0, 0.055, 0.02,
              joint="leftShoulder", palm=_DOWN, otherwise=to("shoulder", 0.0, 0.0, 0.85,
                  palm=_DOWN)),
              look=_FACE, spine=(0.08, 0.0, 0.0))),
        sways=(Sway(channel="right", size=(0.0, 0.008, 0.0), rate_hz=1.3, after_s=0.9),),
        events={"meet": 0.8},
    ),
    Action(
        name="whisper",
        keys=(Key(at=0.0), Key(at=0.8, spine=(0.34, -0.1, -0.2), head=(-0.15, 0.15, -0.1),
              right=to("head", 0.045, -0.015, 0.085, palm=_IN, fingers=(-0.2, 0.95, 0.1),
              elbow=(0.8, -0.8, 0.0)))),
    ),
    Action(
        name="dance_together",
        keys=(_swung(0.0, 0.0, 0.0), _swung(0.6, 1.0, 0.035), _swung(1.2, 0.0, 0.0),
              _swung(1.8, 1.0, -0.035), _swung(2.4, 0.0, 0.0)),
        loop_from=0.0,
        sways=(Sway(channel="spine", size=(0.0, 0.0, 0.06), rate_hz=0.417),),
    ),
    Action(
        name="fight",
        keys=(_guarded(0.0), _struck(0.25, "right"), _guarded(0.5), _warded(0.75), _guarded(1.0),
              _struck(1.25, "left"), _guarded(1.5), _warded(1.75), _guarded(2.0)),
        loop_from=0.0, events={"contact": 0.25},
    ),
    Action(
        name="fight_back",
        keys=(_guarded(0.0), _warded(0.25), _guarded(0.5), _struck(0.75, "right"), _guarded(1.0),
              _warded(1.25), _guarded(1.5), _struck(1.75, "left"), _guarded(2.0)),
        loop_from=0.0, events={"contact": 0.75},
    ),
    Action(
        name="flinch",
        keys=(Key(at=0.0, look=_FACE), Key(at=0.55, look=_FACE),
              Key(at=0.75, head=(0.1, 0.75, 0.2), spine=(0.05, 0.3, 0.1), shrug=0.15),
              Key(at=1.4, head=(0.25, 0.4, 0.1), spine=(0.1, 0.1, 0.0),
                  left=to("head", 0.06, 0.01, 0.045, palm=_IN, fingers=(-0.1, 0.9, -0.3),
                          elbow=(0.6, -1.0, 0.1))),
              Key(at=2.4, head=(0.25, 0.3, 0.1),
                  left=to("head", 0.06, 0.01, 0.045, palm=_IN, fingers=(-0.1, 0.9, -0.3),
                          elbow=(0.6, -1.0, 0.1)))),
    ),
    Action(
        name="punch",
        keys=(Key(at=0.0), _guarded(0.4), _guarded(0.7),
              _guarded(0.92, right=_HIT, turn=(0.0, 0.1, 0.0), spine=(0.15, 0.4, 0.0)),
              _guarded(1.3), _guarded(2.0)),
        loop_from=0.7, events={"contact": 0.92},
    ),
    Action(
        name="block",
        keys=(Key(at=0.0), _guarded(0.4), _warded(0.78), _warded(1.1), _guarded(1.6)),
    ),
    Action(
        name="slap",
        keys=(Key(at=0.0, look=_FACE), Key(at=0.4, right=to("shoulder", 0.75, 0.1, 0.4),
              spine=(0.0, -0.35, 0.0), look=_FACE), Key(at=0.6, right=to("partner", 0.06, 0.02,
                  0.03,
              joint="head", otherwise=to("shoulder", -0.2, 0.2, 0.95)), spine=(0.0, 0.2, 0.0),
              look=_FACE, ease="flow"), Key(at=0.85, right=to("shoulder", -0.5, 0.0, 0.6),
              spine=(0.0, 0.35, 0.0), ease="flow"), Key(at=1.6)),
        events={"contact": 0.6},
    ),
    Action(
        name="be_hugged",
        keys=(Key(at=0.0, look=_FACE), Key(at=0.6, left=to("shoulder", 0.5, 0.0, 0.7),
              right=to("shoulder", 0.5, -0.1, 0.7), ease="flow"), _hugged(1.2, 0.08)),
        events={"meet": 1.2},
    ),
)  # fmt: skip
