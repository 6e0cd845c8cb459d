"""Ground that words make rise or fall: slopes, hills, dunes, ramps, valleys, and their grades."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from groundplan.agents.blocking.things import Thing
from groundplan.geometry.landform import LandformShape
from groundplan.language.facts import ActionFact, Dimension, EntityFact, Facts, QuantityFact
from groundplan.world.entity import Terrain

__all__ = ["Rise", "on_flat", "rise_of"]

_SHAPES: Final[Mapping[str, tuple[LandformShape, float]]] = MappingProxyType(
    {
        # noun: shape, degrees where nothing is said (our engineering defaults)
        "slope": ("slope", 10.0),
        "hillside": ("slope", 12.0),
        "incline": ("slope", 8.0),
        "grade": ("slope", 5.0),
        "gradient": ("slope", 5.0),
        "mountainside": ("slope", 20.0),
        "ramp": ("ramp", 8.0),
        "hill": ("hill", 12.0),
        "knoll": ("hill", 10.0),
        "mound": ("hill", 10.0),
        "dune": ("dune", 14.0),
        "sand dune": ("dune", 14.0),
        "valley": ("valley", 10.0),
        "ravine": ("valley", 18.0),
    }
)
_STEEP: Final = 1.8
_STEEP_LEAST_RAD: Final = math.radians(24.0)
"""What is called steep looks so from the side: our engineering default."""
_GENTLE: Final = 0.5
_MOST_RAD: Final = math.radians(35.0)
_STEEP_WORDS: Final = re.compile(r"\bsteep", re.IGNORECASE)
_GENTLE_WORDS: Final = re.compile(r"\b(?:gentle|gently|slight|shallow)", re.IGNORECASE)
_GRADES: Final = {"": "", "action": "angle", "entity": "angle"}
"""Whose angle may be the ground's, by the kind of role: nobody's, or how far somebody climbs."""
_UPON: Final = r"\b(up|down|on|over|across|along|through|climb\w*|ascend\w*|descend\w*)\s+"
_UPHILL: Final = re.compile(r"\b(up|down)hill\b", re.IGNORECASE)
_DOWN: Final = re.compile(r"\bdown|\bdescend", re.IGNORECASE)
_CLIMBS: Final = frozenset({"climb", "ascend", "descend", "mount", "scale"})
_STANDING: Final = frozenset({"on", "inside", "above"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rise:
    """What the words say of the ground."""

    terrain: Terrain
    key: str
    """Of the entity that names it; empty for "uphill"."""
    stated: bool
    """Its grade was said."""


def rise_of(facts: Facts) -> Rise | None:
    """Return the ground that people stand and go on where it is not level."""
    named = next((entity for entity in facts.entities if _is_ground(entity, facts)), None)
    if named is not None:
        shape, degrees = _SHAPES[named.noun]
        upon = _upon(named.noun, facts.text)
        down = upon is not None and bool(_DOWN.match(upon.group(1)))
    else:
        hill = _UPHILL.search(facts.text)
        if hill is None:
            return None
        shape, degrees = "slope", 8.0
        down = hill.group(1).lower() == "down"
    grade, stated = _grade(facts, named, math.radians(degrees))
    heading = _travel_heading(facts) + (math.pi if down else 0.0)
    return Rise(
        terrain=Terrain(
            shape=shape, grade_rad=grade, heading_rad=math.remainder(heading, math.tau)
        ),
        key=named.key if named is not None else "",
        stated=stated,
    )


def _is_ground(entity: EntityFact, facts: Facts) -> bool:
    if entity.noun not in _SHAPES or entity.kind in {"character", "animal"}:
        return False
    on = any(r.object == entity.key and r.relation in _STANDING for r in facts.relations)
    return on or _upon(entity.noun, facts.text) is not None


def _upon(noun: str, text: str) -> re.Match[str] | None:
    """Return where the words put somebody on a ground ("up a steep grassy hill")."""
    return re.search(_UPON + r"(?:[\w°%.'-]+\s+){0,5}?" + re.escape(noun), text, re.IGNORECASE)


def _grade(facts: Facts, named: EntityFact | None, usual: float) -> tuple[float, bool]:
    """Return the grade [rad] and whether a number says it; the camera's angle is not it."""
    for dimension in (Dimension.PERCENT, Dimension.ANGLE):
        said = (q for q in facts.quantities if q.dimension is dimension and _of_ground(q))
        if (quantity := next(said, None)) is not None and math.isfinite(quantity.value):
            percent = dimension is Dimension.PERCENT
            angle = math.atan(quantity.value) if percent else abs(quantity.value)
            return min(angle, _MOST_RAD), True
    words = _about(facts, named)
    if _STEEP_WORDS.search(words):
        return min(max(_STEEP * usual, _STEEP_LEAST_RAD), _MOST_RAD), False
    factor = _GENTLE if _GENTLE_WORDS.search(words) else 1.0
    return min(factor * usual, _MOST_RAD), False


def _of_ground(quantity: QuantityFact) -> bool:
    kind, _, rest = quantity.role.partition(":")
    return kind.partition(".")[0] in _GRADES and rest.partition(".")[2] in {"", "angle"}


def _about(facts: Facts, named: EntityFact | None) -> str:
    """Return the sentences that name the ground; without a name, of it, all words."""
    if named is None:
        return facts.text
    spans = (named.span, *named.mentions)
    ends = [m.end() for m in re.finditer(r"[.;!?](?=\s|$)", facts.text)] + [len(facts.text)]
    starts = [0, *ends[:-1]]
    return " ".join(
        facts.text[start:end]
        for start, end in zip(starts, ends, strict=True)
        if any(start <= span.start < end for span in spans)
    )


def _travel_heading(facts: Facts) -> float:
    """Return where the first who goes heads to, as ways without a goal do [rad]."""
    headings = {"left": -0.5 * math.pi, "towards_camera": 0.0, "away_from_camera": math.pi}
    said = (headings[a.direction] for a in facts.actions if a.direction in headings)
    return next(said, 0.5 * math.pi)


def on_flat(facts: Facts, things: Sequence[Thing], rise: Rise) -> tuple[Facts, list[Thing]]:
    """Return what is planned on the flat plan that is then laid over the ground."""
    actions = tuple(_level(action, rise.key) for action in facts.actions)
    relations = tuple(r for r in facts.relations if rise.key not in (r.subject, r.object))
    kept = [thing for thing in things if thing.key != rise.key or not rise.key]
    return replace(facts, actions=actions, relations=relations), kept


def _level(action: ActionFact, key: str) -> ActionFact:
    """Return an action without its ground: it goes ahead there as it would on the level."""
    words = {action.object, action.goal, action.path, action.source} - {""}
    upon = key in words or action.direction in {"up", "down"}
    if not upon:
        return replace(action, angle_rad=None) if action.action == "walk" else action
    verb = "walk" if action.verb in _CLIMBS else action.verb
    kind = "" if action.path == key else action.path_kind
    return replace(
        action, verb=verb, action="walk" if verb == "walk" else action.action,
        object="" if action.object == key else action.object,
        goal="" if action.goal == key else action.goal,
        source="" if action.source == key else action.source,
        path="" if action.path == key else action.path, path_kind=kind,
        direction="" if action.direction in {"up", "down"} else action.direction,
        angle_rad=None,
    )  # fmt: skip
