"""Requests about where something stands: beside something, moved by metres, closer, turned."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.agents.directing.acting import ambiguous
from groundplan.agents.directing.clauses import Clause
from groundplan.agents.directing.groups import singled
from groundplan.agents.directing.references import group_at, mention_at
from groundplan.agents.directing.request import NotUnderstood, Reading, Request
from groundplan.agents.directing.revisions import put, taken_away
from groundplan.agents.directing.scene import Body, Scene
from groundplan.agents.directing.told import told
from groundplan.geometry import quaternions
from groundplan.language.facts import Dimension, RelationFact
from groundplan.language.quantities import read_quantities
from groundplan.world.base import JsonData
from groundplan.world.narrative import Revision

__all__ = ["read_placing"]

_LEAD: Final = re.compile(
    r"^(?:and\s+)?(?P<head>move|shift|bring|push|pull|slide|put|place|position|set|have|get|stand|seat"
    r"|raise|lower|turn|rotate|let|make|swap)\s+",
    re.IGNORECASE,
)
_WAYS: Final = re.compile(
    r"^(?:(?:a\s+(?:bit|little)|slightly|further|some\s+way|more|over|stands?|is|be|stand)\s+)*"
    r"(?:to\s+(?:the\s+)?|towards?\s+(?:the\s+)?)?(?:screen\s+|camera\s+|frame\s+)?"
    r"(?P<way>left|right|forwards?|closer|nearer|camera|backwards?|back|away|up|upwards?|higher"
    r"|down|lower|downwards?)"
    r"(?:\s+to\s+(?:the\s+)?camera|\s+from\s+(?:the\s+)?camera|\s+side)?(?P<rest>.*)$",
    re.IGNORECASE,
)
_LINE: Final = re.compile(
    r"^(?:a\s+(?:bit|little)\s+|slightly\s+|much\s+)?(?P<way>closer|nearer|further|farther|away)"
    r"(?:\s+away)?\s+(?:to|from|towards?)\s+(?P<what>.+)$",
    re.IGNORECASE,
)
_TOGETHER: Final = re.compile(
    r"^(?:a\s+(?:bit|little)\s+|much\s+|stand\s+)?(?P<way>closer\s+together|nearer\s+together"
    r"|together|further\s+apart|farther\s+apart|apart)\b",
    re.IGNORECASE,
)
_TURNED: Final = re.compile(
    r"^(?:to\s+)?(?:so\s+(?:that\s+)?(?:it|she|he)\s+)?(?:faces?|facing|towards?|to)\s+(?P<what>.+)$",
    re.IGNORECASE,
)
_SIGN: Final = {"left": (-1.0, 0.0, 0.0), "right": (1.0, 0.0, 0.0), "forward": (0.0, 0.0, -1.0),
                "forwards": (0.0, 0.0, -1.0), "closer": (0.0, 0.0, -1.0),
                "nearer": (0.0, 0.0, -1.0), "camera": (0.0, 0.0, -1.0), "back": (0.0, 0.0, 1.0),
                "backward": (0.0, 0.0, 1.0), "backwards": (0.0, 0.0, 1.0),
                "away": (0.0, 0.0, 1.0), "up": (0.0, 1.0, 0.0), "upward": (0.0, 1.0, 0.0),
                "upwards": (0.0, 1.0, 0.0), "higher": (0.0, 1.0, 0.0), "down": (0.0, -1.0, 0.0),
                "lower": (0.0, -1.0, 0.0), "downward": (0.0, -1.0, 0.0),
                "downwards": (0.0, -1.0, 0.0)}  # fmt: skip
"""Screen right, up, and away from the camera."""
_USUAL_M: Final = 0.5
_SMALL_M: Final = 0.25
_NEAREST_M: Final = 0.4
_LEVEL: Final = frozenset({"left_of", "right_of", "in_front_of", "behind", "next_to", "above",
                           "below", "on", "under", "inside"})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placing:
    scene: Scene
    clause: Clause
    bodies: tuple[Body, ...]
    before: tuple[Revision, ...]
    rest: str

    def request(
        self, says: str, *, revisions: Sequence[Revision] = (),
        sets: Sequence[tuple[str, JsonData]] = (), frees: Sequence[str] = (),
    ) -> Reading:  # fmt: skip
        return (
            Request(
                kind="place", says=says, start=self.clause.start, end=self.clause.end,
                revisions=(*self.before, *revisions), sets=tuple(sets), frees=tuple(frees),
                subjects=tuple(b.entity for b in self.bodies),
            ),
        )  # fmt: skip

    def failed(self, reason: str) -> Reading:
        return (
            NotUnderstood(text=self.clause.text, reason=reason, start=self.clause.start,
                          end=self.clause.end, code="direct.impossible"),
        )  # fmt: skip

    @property
    def names(self) -> str:
        return " and ".join(dict.fromkeys(b.name for b in self.bodies))


def read_placing(scene: Scene, clause: Clause) -> Reading:
    """Return requests about places; none when the clause has no such form."""
    lead = _LEAD.match(clause.text)
    if lead is None:
        return ()
    mention = group_at(scene, clause.text, lead.end())
    if mention is None or mention.new:
        return ()
    rest = clause.text[mention.end :].strip()
    if not rest or not _is_placing(rest, lead["head"].lower()):
        return ()
    if mention.problem:
        return (ambiguous(clause, mention),)
    revisions, bodies = singled(scene, mention.bodies)
    scene.note(*bodies)
    placing = _Placing(scene=scene, clause=clause, bodies=bodies, before=revisions, rest=rest)
    head = lead["head"].lower()
    return (
        _together(placing)
        or _along_line(placing)
        or (_turned(placing) if head in {"turn", "rotate", "have", "make", "let"} else ())
        or _shifted(placing)
        or _related(placing, head)
    )


def _is_placing(rest: str, head: str) -> bool:
    """Return whether words behind a name are about a place, not about what it does or looks."""
    first = re.match(r"[a-z]+", rest.lower())
    if head in {"have", "let", "make", "turn", "get", "set"}:
        return bool(
            re.match(r"(?:a\s+(?:bit|little)\s+)?(?:closer|nearer|further|farther)\b|"
                     r"(?:be|stand\w*)\s+(?:behind|next|beside|in\s+front|on\b|under|near|close|further"
                     r"|to\s+the|between|left|right|\d)|face\b|to\s+face\b|towards?\b|behind\b|next\s+to\b|beside\b|in\s+front"
                     r"|on\b|under\b|to\s+the\s+(?:left|right)\s+of\b", rest, re.IGNORECASE)
        )  # fmt: skip
    return first is not None or bool(re.match(r"\d", rest))


def _amount(text: str) -> float | None:
    numbers = [q for q in read_quantities(text).quantities if q.dimension is Dimension.LENGTH]
    return numbers[0].value if numbers else None


def _without_amount(text: str) -> str:
    numbers = [q for q in read_quantities(text).quantities if q.dimension is Dimension.LENGTH]
    if not numbers:
        return text
    return (text[: numbers[0].span.start] + text[numbers[0].span.end :]).strip()


def _step(text: str) -> float:
    return _SMALL_M if re.search(r"\b(?:bit|little|slightly)\b", text, re.IGNORECASE) else _USUAL_M


def _shifted(placing: _Placing) -> Reading:
    """Read "1 m to the left", "a bit closer to the camera", "up"."""
    words = _without_amount(placing.rest)
    words = re.sub(r"^by\b\s*", "", words)
    match = _WAYS.match(words)
    if match is None or match["rest"].strip(" .,"):
        return ()
    amount = _amount(placing.rest)
    by = _step(placing.rest) if amount is None else amount
    right, away = placing.scene.axes
    x, y, z = _SIGN[match["way"].lower()]
    way = by * (x * right + z * away + y * np.array([0.0, 1.0, 0.0]))
    return _moved(placing, way, says=f"{placing.names} moves {by:g} m {match['way'].lower()}")


def _moved(placing: _Placing, way: Float[np.ndarray, " 3"], *, says: str) -> Reading:
    sets: list[tuple[str, JsonData]] = []
    for body in placing.bodies:
        own = _moves(placing.scene, body, way)
        if own is None:
            return placing.failed(f"{body.name} goes with what carries it: move that")
        sets += own
    return placing.request(says, sets=sets)


def _moves(
    scene: Scene, body: Body, way: Float[np.ndarray, " 3"]
) -> list[tuple[str, JsonData]] | None:
    """Return the edit that moves a body by a way: planning lays its ways from its new place."""
    entity = scene.entity(body.entity)
    if entity is None or entity.parent is not None:
        return None
    at = np.array(entity.transform.position_m) + way
    return [(f"entities/{body.entity}/transform/position_m", _point(at))]


def _point(values: Float[np.ndarray, " 3"]) -> JsonData:
    return [round(float(v), 6) for v in values]


def _along_line(placing: _Placing) -> Reading:
    """Read "closer to the table", "1 m further from her"."""
    match = _LINE.match(_without_amount(placing.rest))
    if match is None or re.search(r"\bcamera\b", match["what"], re.IGNORECASE):
        return ()
    other = mention_at(placing.scene, match["what"], 0)
    if other is None or other.problem or not other.bodies:
        return () if other is None else (ambiguous(placing.clause, other),)
    target = placing.scene.place(other.bodies[0].entity)
    own = placing.scene.place(placing.bodies[0].entity)
    if target is None or own is None:
        return ()
    way = (target - own) * np.array([1.0, 0.0, 1.0])
    far = float(np.linalg.norm(way))
    nearer = match["way"].lower() in {"closer", "nearer"}
    amount = _amount(placing.rest)
    by = amount if amount is not None else 0.4 * far if nearer else 0.5 * far
    by = min(by, max(far - _NEAREST_M, 0.0)) if nearer else -by
    unit = way / max(far, 1e-9)
    to = other.bodies[0].name
    return _moved(placing, by * unit, says=(
        f"{placing.names} is {far - by:.2f} m from {to} instead of {far:.2f} m"
    ))  # fmt: skip


def _together(placing: _Placing) -> Reading:
    """Read "closer together", "further apart": towards their middle, or away from it."""
    match = _TOGETHER.match(placing.rest)
    if match is None:
        return ()
    places = [placing.scene.place(b.entity) for b in placing.bodies]
    known = [place for place in places if place is not None]
    if len(known) < 2 or len(known) != len(places):
        return placing.failed(f"{placing.names} is one alone, so nothing is close or apart")
    middle = np.mean(known, axis=0)
    share = 1.6 if "apart" in match["way"].lower() else 0.6
    sets: list[tuple[str, JsonData]] = []
    for body, place in zip(placing.bodies, known, strict=True):
        own = _moves(placing.scene, body, (share - 1.0) * (place - middle) * np.array([1, 0, 1]))
        if own is None:
            return placing.failed(f"{body.name} goes with what carries it: move that")
        sets += own
    return placing.request(f"{placing.names} stand {share:g} times as far apart", sets=sets)


def _turned(placing: _Placing) -> Reading:
    """Read "turn her to face the camera", "turn the car towards the house", "by 90 degrees"."""
    angles = [q for q in read_quantities(placing.rest).quantities if q.dimension is Dimension.ANGLE]
    match = _TURNED.match(placing.rest)
    sets: list[tuple[str, JsonData]] = []
    for body in placing.bodies:
        entity, own = placing.scene.entity(body.entity), placing.scene.place(body.entity)
        if entity is None or own is None or entity.parent is not None:
            return ()
        if "transform.rotation" in entity.channels:
            return placing.failed(f"{body.name} turns as it goes, so no one heading would show")
        if angles:
            left = re.search(r"\bleft|counter|anti", placing.rest, re.IGNORECASE)
            turn = quaternions.from_heading(angles[0].value * (1.0 if left else -1.0))
            rotation = quaternions.multiply(turn, np.array(entity.transform.rotation))
        elif match is not None and (target := _target(placing, match["what"])) is not None:
            way = target - own
            rotation = quaternions.from_heading(float(np.arctan2(way[0], way[2])))
        else:
            return ()
        value: JsonData = [round(float(v), 7) for v in rotation]
        sets.append((f"entities/{body.entity}/transform/rotation", value))
    where = f"by {angles[0].text}" if angles else placing.rest
    return placing.request(f"{placing.names} turns {where}", sets=sets)


def _target(placing: _Placing, what: str) -> Float[np.ndarray, " 3"] | None:
    if re.match(r"(?:the\s+)?(?:camera|lens|us|viewer)\b", what, re.IGNORECASE):
        shot = placing.scene.shot
        return None if shot is None else placing.scene.place(shot.camera)
    other = mention_at(placing.scene, what, 0)
    if other is None or not other.bodies:
        return None
    return placing.scene.place(other.bodies[0].entity)


def _related(placing: _Placing, head: str) -> Reading:
    """Read "behind her", "on the table", "2 m to the left of the man"."""
    rest = re.sub(r"^(?:stands?|be|is|over|down)\s+", "", placing.rest)
    read = told(placing.scene, f"is {rest}", at=placing.clause.at, subject=placing.bodies)
    if read.problem is not None:
        return (ambiguous(placing.clause, read.problem),)
    keys = {b.key for b in placing.bodies}
    relations = [r for r in read.facts.relations if r.subject in keys and r.relation in _LEVEL]
    if not relations or (read.facts.actions and head not in {"put", "place", "move", "bring"}):
        return ()
    revisions: list[Revision] = [put(f"entities/{e.key}", e) for e in read.new]
    revisions += [put(f"quantities/{q.key}", q) for q in read.facts.quantities if q.role]
    for relation in relations:
        revisions += [taken_away(f"relations/{r.key}") for r in _given_up(placing.scene, relation)]
        revisions.append(put(f"relations/{relation.key}", relation))
    names = {b.key: b.name for b in placing.scene.bodies()} | {e.key: e.noun for e in read.new}
    says = "; ".join(
        f"{names[r.subject]} is {r.relation.replace('_', ' ')} {names.get(r.object, '')}"
        + (f", {r.distance_m:g} m away" if r.distance_m else "")
        for r in relations
    )
    frees = [f"entities/{b.entity}/transform/position_m" for b in placing.bodies]
    return placing.request(says, revisions=revisions, frees=frees)


def _given_up(scene: Scene, new: RelationFact) -> list[RelationFact]:
    """Return the relations that the new one takes the place of: all that placed its subject."""
    pair = {new.subject, new.object}
    return [
        r
        for r in scene.facts.relations
        if {r.subject, r.object} == pair
        or (r.subject == new.subject and r.relation in _LEVEL and not _is_set(scene, r.object))
    ]


def _is_set(scene: Scene, key: str) -> bool:
    return any(e.key == key and e.kind == "set" for e in scene.facts.entities)
