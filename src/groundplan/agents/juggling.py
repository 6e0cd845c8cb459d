"""Balls that are juggled: thrown by one hand after the other and caught by the next in turn.

Source:
    Shannon's juggling theorem: balls x the time between throws = flight + time in the hand.
"""

from collections.abc import Sequence
from typing import Final

from groundplan.agents.blocking.timing import Clock
from groundplan.motion.actions.library import ACTIONS
from groundplan.world.base import EntityId
from groundplan.world.sequence import Grip

__all__ = ["juggled"]

_HANDS: Final = ("rightHand", "leftHand")
_IN_HAND_S: Final = 0.4
"""From catch to throw: our engineering default."""


def juggled(
    balls: Sequence[EntityId], holder: EntityId, *, begin: int, end: int, clock: Clock
) -> list[Grip]:
    """Return the grips of balls that somebody juggles from one time to another [subframes].

    The hands throw in turn at the ends of the action's swings; what is in no hand yet waits in the
    one that throws it first.
    """
    swing = ACTIONS["juggle"].duration_s / 2.0
    grips: list[Grip] = []
    for number, ball in enumerate(balls):
        throw, since = number + 1, begin
        while True:
            let = begin + clock.subframes(swing * throw)
            last = max(let, since) >= end
            let = max(end, since) + 1000 if last else let
            grips.append(
                Grip(
                    entity=ball, holder=holder, first=since, last=let,
                    joint=_HANDS[throw % 2], upright=True, after="own" if last else "fly",
                )
            )  # fmt: skip
            if last:
                break
            throw += len(balls)
            flight = max(swing * len(balls) - _IN_HAND_S, 0.5 * swing)
            since = let + clock.subframes(flight)
    return grips
