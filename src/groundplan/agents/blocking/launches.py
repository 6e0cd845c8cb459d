"""What physics moves: things that fall, are dropped, thrown, kicked or knocked over."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from groundplan.agents.blocking.facing import heading_along
from groundplan.agents.blocking.links import Link
from groundplan.agents.blocking.things import Spot, Thing
from groundplan.agents.blocking.timing import Schedule
from groundplan.language.facts import ActionFact, Facts
from groundplan.motion.actions.library import ACTIONS

__all__ = ["Launch", "fall_links", "kick_spots", "launches_of", "throw_headings"]

LaunchKind = Literal["fall", "drop", "throw", "kick", "knock"]

_BY_SOMEBODY: Final[tuple[tuple[LaunchKind, frozenset[str]], ...]] = (
    ("throw", frozenset({"throw", "toss", "fling", "hurl", "lob", "pitch"})),
    ("drop", frozenset({"drop", "release", "let_go"})),
    ("kick", frozenset({"kick", "punt"})),
    (
        "knock",
        frozenset(
            {
                "knock",
                "topple",
                "overturn",
                "tip",
                "knock_over",
                "knock_down",
                "knock_off",
                "push_over",
                "kick_over",
                "tip_over",
                "push_off",
            }
        ),
    ),
)
_BY_ITSELF: Final[tuple[tuple[LaunchKind, frozenset[str]], ...]] = (
    ("knock", frozenset({"topple", "tip", "overturn", "topple_over", "tip_over", "fall_over"})),
    ("fall", frozenset({"fall", "drop", "tumble", "plummet"})),
)
_SLENDER: Final = 1.8
"""Height over the lesser side: our engineering default."""
_THROW_M: Final = 3.0
"""Between who throws and who gets it: our engineering default."""
_AT_FOOT: Final = 0.31
_FOOT_ASIDE: Final = 0.055
"""Where the toes of a kick meet a ball, over the height: as the action has them."""
_DRIFTING: Final = frozenset({
    "leaf", "snow", "snowflake", "feather", "rain", "raindrop", "petal", "balloon", "curtain",
    "parachute", "confetti", "ash", "water", "night", "darkness", "light",
})  # fmt: skip
"""What air carries falls at its own pace."""
_PREPARED: Final[Mapping[LaunchKind, float]] = {
    "fall": 0.0,
    "drop": ACTIONS["drop"].events["release"], "throw": ACTIONS["throw"].events["release"],
    "kick": ACTIONS["kick"].events["contact"], "knock": ACTIONS["knock_over"].events["contact"],
}  # fmt: skip
"""Seconds from the start of the action until the thing is let go, as people do it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Launch:
    """One thing, or group, that physics takes over."""

    action: ActionFact
    body: str
    """Key of what flies."""
    by: str
    """Key of who does it; empty when it happens by itself."""
    kind: LaunchKind
    at_s: float


def launches_of(facts: Facts, things: Mapping[str, Thing], timing: Schedule) -> tuple[Launch, ...]:
    """Return the launches in the order of time, at most one for each thing."""
    found: dict[str, Launch] = {}
    for action in sorted(facts.actions, key=lambda a: a.order):
        slot = timing.slots.get(action.key)
        if action.negated or slot is None or action.agent not in things:
            continue
        by, body, kind = _who(action, things)
        if kind is not None and body not in found:
            at = slot.start_s + (_PREPARED[kind] if by else 0.0)
            found[body] = Launch(action=action, body=body, by=by, kind=kind, at_s=at)
    return tuple(sorted(found.values(), key=lambda launch: launch.at_s))


def _who(action: ActionFact, things: Mapping[str, Thing]) -> tuple[str, str, LaunchKind | None]:
    """Return who launches what, and how; None where physics has no part in it."""
    words = {action.verb.replace(" ", "_"), action.action}
    if action.object:
        loose = action.object in things and things[action.object].kind == "prop"
        kind = _first(_BY_SOMEBODY, words)
        return (
            action.agent,
            action.object,
            kind if loose and action.object != action.agent else None,
        )
    thing = things[action.agent]
    kind = _first(_BY_ITSELF, words)
    if kind == "fall" and not action.source and _slender(thing):
        kind = "knock"
    falls = thing.kind == "prop" and thing.noun not in _DRIFTING and not action.goal
    return "", action.agent, kind if falls else None


def _slender(thing: Thing) -> bool:
    """Tell whether a thing that stands and falls tips over, instead of dropping from above."""
    width, height, depth = thing.size
    return height > _SLENDER * min(width, depth)


def _first(
    table: Sequence[tuple[LaunchKind, frozenset[str]]], words: set[str]
) -> LaunchKind | None:
    return next((kind for kind, verbs in table if words & verbs), None)


def fall_links(launches: Sequence[Launch], things: Mapping[str, Thing]) -> tuple[Link, ...]:
    """Return where things stand first: on what they fall from, and apart to be thrown to."""
    links: list[Link] = []
    for launch in launches:
        action = launch.action
        source, goal = action.source, action.goal
        if launch.kind in {"fall", "knock"} and _solid(source, things) and source != launch.body:
            links.append(
                Link(key="", subject=launch.body, object=source, relation="on", span=action.span)
            )
        if launch.kind in {"throw", "kick"} and _solid(goal, things) and goal != launch.by:
            links.append(
                Link(key="", subject=goal, object=launch.by, relation="right_of",
                     span=action.span, distance_m=_THROW_M)
            )  # fmt: skip
    return tuple(links)


def _solid(key: str, things: Mapping[str, Thing]) -> bool:
    return key in things and not things[key].flat


def kick_spots(
    launches: Sequence[Launch], things: Mapping[str, Thing], spots: Mapping[str, Spot], *,
    headings: Mapping[str, float],
) -> dict[str, Spot]:  # fmt: skip
    """Return the spots of what people kick: before their right foot, towards where it goes."""
    moved: dict[str, Spot] = {}
    for launch in launches:
        if launch.kind != "kick" or launch.by not in spots or things[launch.by].kind != "character":
            continue
        by, ball = spots[launch.by], spots[launch.body]
        if by.parent or ball.parent:
            continue
        turn = headings.get(launch.by, 0.0)
        tall, (_, _, depth) = things[launch.by].size[1], things[launch.body].size
        ahead, aside = _AT_FOOT * tall + 0.5 * depth, -_FOOT_ASIDE * tall
        x = by.position[0] + ahead * math.sin(turn) + aside * math.cos(turn)
        z = by.position[2] + ahead * math.cos(turn) - aside * math.sin(turn)
        moved[launch.body] = replace(ball, position=(x, ball.position[1], z), why="action")
    return moved


def throw_headings(launches: Sequence[Launch], spots: Mapping[str, Spot]) -> dict[str, float]:
    """Return the headings of those who throw to somebody, and of those [rad]: to each other."""
    headings: dict[str, float] = {}
    for launch in launches:
        pair = (launch.by, launch.action.goal)
        if launch.kind not in {"throw", "kick"} or not all(
            k in spots and not spots[k].parent for k in pair
        ):
            continue
        for one, other in (pair, pair[::-1]):
            along = heading_along(spots[one].position, spots[other].position)
            if along is not None:
                headings[one] = along
    return headings
