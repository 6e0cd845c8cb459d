"""What physics moves: things that fall, are dropped, thrown, kicked or knocked over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from groundplan.agents.blocking.links import Link
from groundplan.agents.blocking.things import Thing
from groundplan.agents.blocking.timing import Schedule
from groundplan.language.facts import ActionFact, Facts

__all__ = ["Launch", "fall_links", "launches_of"]

LaunchKind = Literal["fall", "drop", "throw", "kick", "knock"]

_BY_SOMEBODY: Final[tuple[tuple[LaunchKind, frozenset[str]], ...]] = (
    ("throw", frozenset({"throw", "toss", "fling", "hurl", "lob", "pitch"})),
    ("drop", frozenset({"drop", "release", "let_go"})),
    ("kick", frozenset({"kick", "punt"})),
    ("knock", frozenset({"knock", "topple", "overturn", "tip", "knock_over", "push_over"})),
)
_BY_ITSELF: Final[tuple[tuple[LaunchKind, frozenset[str]], ...]] = (
    ("knock", frozenset({"topple", "tip", "overturn", "topple_over", "tip_over"})),
    ("fall", frozenset({"fall", "drop", "tumble", "plummet"})),
)
_DRIFTING: Final = frozenset({
    "leaf", "snow", "snowflake", "feather", "rain", "raindrop", "petal", "balloon", "curtain",
    "parachute", "confetti", "ash", "water", "night", "darkness", "light",
})  # fmt: skip
"""What air carries falls at its own pace."""
_PREPARED: Final[Mapping[LaunchKind, float]] = {
    "fall": 0.0, "drop": 0.6, "throw": 0.8, "kick": 0.5, "knock": 0.5,
}  # fmt: skip
"""Seconds from the start of the action until the thing is let go, in at most half of its time:
our engineering defaults."""


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
            at = slot.start_s + min(_PREPARED[kind], 0.5 * slot.duration_s)
            found[body] = Launch(action=action, body=body, by=by, kind=kind, at_s=at)
    return tuple(sorted(found.values(), key=lambda launch: launch.at_s))


def _who(action: ActionFact, things: Mapping[str, Thing]) -> tuple[str, str, LaunchKind | None]:
    """Return who launches what, and how; None where physics has no part in it."""
    words = {action.verb, action.action}
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
    falls = thing.kind == "prop" and thing.noun not in _DRIFTING and not action.goal
    return "", action.agent, kind if falls else None


def _first(
    table: Sequence[tuple[LaunchKind, frozenset[str]]], words: set[str]
) -> LaunchKind | None:
    return next((kind for kind, verbs in table if words & verbs), None)


def fall_links(launches: Sequence[Launch], things: Mapping[str, Thing]) -> tuple[Link, ...]:
    """Return where things stand before they fall: on what they fall from."""
    return tuple(
        Link(key="", subject=launch.body, object=launch.action.source, relation="on",
             span=launch.action.span)
        for launch in launches
        if launch.kind in {"fall", "knock"} and launch.action.source in things
        and launch.action.source != launch.body and not things[launch.action.source].flat
    )  # fmt: skip
