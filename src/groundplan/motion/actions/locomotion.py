"""Ways of moving that are no gaits: on all fours, in water, up steps, on saddles and seats."""

import math
from typing import Final

from groundplan.motion.actions.postures import SITTING
from groundplan.motion.actions.spec import Action, Key, Reach, Sway
from groundplan.motion.actions.spec import reach as to

__all__ = ["LOCOMOTION", "RUNGS"]

_DOWN: Final = (0.0, -1.0, 0.0)
_IN: Final = (-1.0, 0.0, 0.0)
_AHEAD: Final = (0.15, 0.0, 1.0)
_OUT: Final = (1.0, -0.4, -0.2)
RUNGS: Final = 0.3256
"""Body lengths that a cycle on a ladder rises: two rungs of 0.28 m for an adult."""
_CRAWL: Final = 0.3
"""Body lengths that a cycle on all fours covers."""


def _all_fours(at: float, left: float, right: float, *, lift: tuple[float, float]) -> Key:
    """`left` and `right`: how far the left hand and right knee, and the others, are ahead."""
    z = 0.14

    def hand(ahead: float, up: float) -> Reach:
        return to(
            "ground", 0.11, 0.02 + up, z + ahead, palm=_DOWN, fingers=_AHEAD, elbow=(0.5, 0.3, -1.0)
        )

    def foot(ahead: float, up: float) -> Reach:
        return to("ground", 0.06, 0.045 + 0.5 * up, -0.4 + ahead, tilt=2.5, elbow=(0.0, -0.6, 1.0))

    return Key(
        at=at, pelvis=to("ground", 0.0, 0.222, -0.15), turn=(1.2, 0.0, 0.0), spine=(0.15, 0.0, 0.0),
        head=(-0.95, 0.0, 0.0), left=hand(left, lift[0]), right=hand(right, lift[1]),
        left_foot=foot(right, lift[1]), right_foot=foot(left, lift[0]), ease="linear",
    )  # fmt: skip


def _crawl_cycle(covered: float) -> tuple[Key, ...]:
    """One side is down for half of the way and goes back as the body goes ahead; then it swings."""
    half = 0.25 * covered
    return (
        _all_fours(0.0, half, -half, lift=(0.0, 0.0)),
        _all_fours(0.3, 0.0, 0.0, lift=(0.0, 0.05)),
        _all_fours(0.6, -half, half, lift=(0.0, 0.0)),
        _all_fours(0.9, 0.0, 0.0, lift=(0.05, 0.0)),
        _all_fours(1.2, half, -half, lift=(0.0, 0.0)),
    )


def _stroke(at: float, angle: float) -> Key:
    """Front crawl: the left arm at `angle` of its turn, the right one opposite; 0 is ahead."""

    def arm(turn: float) -> Reach:
        # In the chest's axes the body lies along +Y: ahead is +Y, the water below is +Z.
        return to("shoulder", 0.12, 0.98 * math.cos(turn), 0.85 * math.sin(turn),
                  elbow=(1.0, 0.1, -0.3))  # fmt: skip

    kick = 0.05 * math.sin(3.0 * angle)
    return Key(
        at=at, pelvis=to("ground", 0.0, 0.03, -0.05), turn=(0.5 * math.pi - 0.06, 0.0, 0.0),
        spine=(-0.08, 0.0, 0.3 * math.sin(angle)), head=(-0.45, 0.0, 0.0), left=arm(angle),
        right=arm(angle + math.pi), left_foot=to("hips", 0.05, -0.48, kick, tilt=1.0),
        right_foot=to("hips", 0.05, -0.48, -kick, tilt=1.0), ease="flow",
    )  # fmt: skip


def _floated(at: float) -> Key:
    return Key(
        at=at, pelvis=to("ground", 0.0, 0.02, 0.0), turn=(-0.5 * math.pi + 0.05, 0.0, 0.0),
        left=to("shoulder", 0.9, 0.0, -0.05, elbow=(0.0, -1.0, -0.3)),
        right=to("shoulder", 0.9, 0.0, -0.05, elbow=(0.0, -1.0, -0.3)),
        left_foot=to("hips", 0.1, -0.47, 0.02, tilt=0.8), right_foot=to("hips", 0.1, -0.47, 0.02,
            tilt=0.8),
    )  # fmt: skip


def _climbed(at: float, left: float, right: float) -> Key:
    """Steps of a stair; 0 is down, 1 a step higher."""
    rise, ahead = 0.17, 0.12
    return Key(
        at=at, pelvis=to("rest", 0.0, -0.01 - 0.02 * max(left, right), 0.02),
        spine=(0.16, 0.05 * (left - right), 0.0),
        left_foot=to("rest", 0.0, rise * left, ahead * left + 0.02, tilt=-0.05),
        right_foot=to("rest", 0.0, rise * right, ahead * right + 0.02, tilt=-0.05), ease="flow",
    )  # fmt: skip


def _on_rungs(at: float, phase: float) -> Key:
    """Hand over hand: 1 is the left foot and right hand up, -1 the others; 0 halfway.

    A limb that holds goes down as the body goes up, so that it stays on its rung; one that swings
    comes off the ladder on its way.
    """
    quarter = 0.25 * RUNGS

    def foot(own: float, off: float) -> Reach:
        return to("ground", 0.05, 0.045 + quarter * own, 0.075 - off, elbow=(0.25, 0.1, 1.0))

    def hand(own: float, off: float) -> Reach:
        return to("ground", 0.1, 0.9 + quarter * own, 0.165 - off, palm=(0.0, 0.0, 1.0),
                  fingers=(-0.4, 0.9, 0.1), elbow=(0.7, -1.0, -0.2))  # fmt: skip

    halfway = phase == 0.0
    # Halfway up the left foot holds first, and swings on the way back.
    left_off, right_off = (0.055 if halfway and swings else 0.0 for swings in (at > 1.0, at < 1.0))
    return Key(
        at=at, pelvis=to("ground", 0.02 * phase, 0.5, -0.045), spine=(0.08, 0.06 * phase, 0.0),
        head=(-0.25, 0.0, 0.0), left=hand(-phase, right_off), right=hand(phase, left_off),
        left_foot=foot(phase, left_off), right_foot=foot(-phase, right_off), ease="linear",
    )  # fmt: skip


def _pedalled(at: float, angle: float) -> Key:
    def foot(turn: float) -> Reach:
        return to("seat", 0.055, -0.4 + 0.1 * math.cos(turn), 0.16 + 0.1 * math.sin(turn),
            tilt=0.15,
                  otherwise=to("ground", 0.055, 0.17 + 0.1 * math.cos(turn),
                  0.16 + 0.1 * math.sin(turn), tilt=0.15))  # fmt: skip

    bar = to("chest", 0.36, -0.12, 0.88, palm=_DOWN, elbow=_OUT)
    return Key(
        at=at, pelvis=to("seat", 0.0, 0.05, 0.0, otherwise=to("ground", 0.0, 0.565, -0.03)),
        turn=(0.25, 0.0, 0.0), spine=(0.35, 0.0, 0.0), head=(-0.5, 0.0, 0.0), left=bar, right=bar,
        left_foot=foot(angle), right_foot=foot(angle + math.pi), ease="flow",
    )  # fmt: skip


def _ridden(at: float, y: float, lean: float) -> Key:
    """Astride, knees out; the seat is the mount's back."""
    foot = to("hips", 0.17, -0.34, 0.02, elbow=(0.75, 0.0, 1.0), tilt=-0.1)
    rein = to("chest", 0.06, -0.42, 0.55, palm=_IN, elbow=(0.6, -0.8, -0.5))
    return Key(
        at=at, pelvis=to("seat", 0.0, 0.05 + y, 0.0, otherwise=to("rest", 0.0, -0.085 + y, 0.0)),
        spine=(lean, 0.0, 0.0), head=(-lean, 0.0, 0.0), left=rein, right=rein, left_foot=foot,
        right_foot=foot, ease="flow",
    )  # fmt: skip


def _turned_wheel(at: float, angle: float) -> Key:
    """Sitting, hands at both sides of a wheel that turns by `angle` to the left."""

    def rim(side: float) -> Reach:
        turn = side * angle
        return to("chest", 0.3 * math.cos(turn), -0.22 + 0.3 * math.sin(turn), 0.8, palm=(-0.5,
            0.0, 0.9),
                  elbow=(0.7, -0.8, -0.2))  # fmt: skip

    foot = to("rest", 0.0, 0.02, 0.36, tilt=-0.35)
    return Key(
        at=at, pelvis=SITTING.pelvis, spine=(-0.1, 0.0, 0.0), left=rim(-1.0), right=rim(1.0),
        left_foot=foot, right_foot=foot, head=(0.0, 0.4 * angle, 0.0), ease="flow",
    )  # fmt: skip


def _rowed(at: float, pull: float) -> Key:
    hands = to("chest", 0.12, -0.2, 0.85 - 0.5 * pull, palm=_DOWN, elbow=_OUT)
    return Key(
        at=at, pelvis=SITTING.pelvis, spine=(0.55 - 0.8 * pull, 0.0, 0.0), left=hands, right=hands,
        left_foot=to("rest", 0.0, 0.0, 0.31), right_foot=to("rest", 0.0, 0.0, 0.31), ease="flow",
    )  # fmt: skip


_CROUCHED: Final = Key(
    at=0.0, pelvis=to("rest", 0.0, -0.09, -0.03), turn=(0.0, 1.1, 0.0), spine=(0.3, 0.2, 0.0),
    head=(-0.2, -1.0, 0.0), left=to("shoulder", 0.75, -0.2, 0.3), right=to("shoulder", 0.6, -0.3,
        0.4),
    left_foot=to("rest", 0.0, 0.0, -0.13), right_foot=to("rest", 0.0, 0.0, 0.13),
)  # fmt: skip


def _skated(at: float, side: float) -> Key:
    """Gliding on one foot while the other pushes out and back: 1 glides left, -1 right."""

    def foot(own: float) -> Reach:
        push = max(-own * side, 0.0)
        return to("rest", -0.02 + 0.14 * push, 0.05 * push, 0.04 - 0.24 * push, tilt=0.5 * push)

    def arm(own: float) -> Reach:
        return to("shoulder", 0.3, -0.62, 0.1 - 0.5 * own * side, elbow=_OUT)

    return Key(
        at=at, pelvis=to("rest", 0.05 * side, -0.085, 0.0), turn=(0.3, 0.12 * side, 0.0),
        spine=(0.35, -0.3 * side, 0.0), head=(-0.5, 0.15 * side, 0.0), left=arm(1.0),
        right=arm(-1.0), left_foot=foot(1.0), right_foot=foot(-1.0), ease="flow",
    )  # fmt: skip


LOCOMOTION: Final = (
    Action(name="crawl", keys=_crawl_cycle(_CRAWL), loop_from=0.0, stride=_CRAWL),
    Action(name="swim", keys=tuple(_stroke(0.16 * k, -math.tau * k / 8.0) for k in range(9)),
           loop_from=0.0),
    Action(name="float", keys=(_floated(0.0),),
           sways=(Sway(channel="pelvis", size=(0.0, 0.006, 0.0), rate_hz=0.3),)),
    Action(name="climb_stairs", keys=(_climbed(0.0, 0.0, 0.0),
           _climbed(0.3, 1.0, 0.0), _climbed(0.6, 0.0, 0.0),
           _climbed(0.9, 0.0, 1.0), _climbed(1.2, 0.0, 0.0)),
           loop_from=0.0, stride=0.34),
    Action(name="climb", keys=(_on_rungs(0.0, 1.0), _on_rungs(0.5, 0.0), _on_rungs(1.0, -1.0),
           _on_rungs(1.5, 0.0), _on_rungs(2.0, 1.0)), loop_from=0.0, events={"release": 0.0}),
    Action(name="ride", keys=(_ridden(0.0, 0.0, 0.02), _ridden(0.35, 0.012, 0.06),
           _ridden(0.7, 0.0, 0.02)), loop_from=0.0),
    Action(name="cycle", keys=tuple(_pedalled(0.1 * k, math.tau * k / 8.0) for k in range(9)),
           loop_from=0.0),
    Action(name="drive", keys=(_turned_wheel(0.0, 0.0), _turned_wheel(1.2, 0.16),
           _turned_wheel(2.4, 0.0), _turned_wheel(3.6, -0.16), _turned_wheel(4.8, 0.0)),
           loop_from=0.0),
    Action(name="row", keys=(_rowed(0.0, 0.0), _rowed(0.9, 1.0), _rowed(1.9, 0.0)), loop_from=0.0),
    Action(name="skate", keys=(_skated(0.0, 1.0), _skated(0.7, -1.0), _skated(1.4, 1.0)),
           loop_from=0.0),
    Action(name="skateboard", keys=(_CROUCHED,),
           sways=(Sway(channel="left", size=(0.0, 0.03, 0.02), rate_hz=0.6),
                  Sway(channel="right", size=(0.0, 0.03, -0.02), rate_hz=0.5))),
)  # fmt: skip
