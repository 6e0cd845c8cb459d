"""Reading a note: each clause goes to the readers in turn, and the first that knows it answers."""

import re
from dataclasses import replace
from typing import Final

from groundplan.agents.directing.acting import read_acting
from groundplan.agents.directing.clauses import Clause
from groundplan.agents.directing.looking import read_looking
from groundplan.agents.directing.placing import read_placing
from groundplan.agents.directing.recasting import read_recasting
from groundplan.agents.directing.request import NotUnderstood, Reading, Request
from groundplan.agents.directing.scene import Scene
from groundplan.agents.directing.whole_picture import read_whole_picture

__all__ = ["UNDO", "read_clause"]

UNDO: Final = re.compile(
    r"^(?:please\s+)?(?:undo|take\s+back|revert|scrap)(?:\s+(?:that|it|this|the\s+last(?:\s+\w+)?))?"
    r"[\s.!]*$|^take\s+(?:that|it)\s+back[\s.!]*$|^go\s+back(?:\s+one\s+step)?[\s.!]*$",
    re.IGNORECASE,
)
_READERS: Final = (read_whole_picture, read_looking, read_recasting, read_placing, read_acting)
_AND: Final = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+", re.IGNORECASE)
_HEAD: Final = re.compile(
    r"^(?:have|let|make|put|give|move|turn|add|remove|paint|dress|set|use|take\s+off)\b",
    re.IGNORECASE,
)
_SHOULD: Final = re.compile(
    r"^(?P<who>.+?)\s+(?:should|must|needs?\s+to|ha(?:s|ve)\s+to|ought\s+to)\s+(?P<rest>.+)$",
    re.IGNORECASE,
)
_UNKNOWN: Final = "it asks for nothing that this world can change"


def read_clause(scene: Scene, clause: Clause) -> Reading:
    """Return what a clause asks for; what nobody understands is said to be so."""
    apart = _apart(scene, clause) if "," in clause.text else ()
    whole = apart or _first(scene, _forms(clause))
    if whole and all(isinstance(item, Request) for item in whole):
        return whole
    apart = _apart(scene, clause)
    if apart:
        return apart
    if whole:
        return whole
    unknown = NotUnderstood(
        text=clause.text, reason=_UNKNOWN, start=clause.start, end=clause.end,
        options=("say it in other words", "use `groundplan edit`"),
    )  # fmt: skip
    return (unknown,)


def _apart(scene: Scene, clause: Clause) -> Reading:
    """Return what the parts of a clause ask for, if every one of them is clear."""
    parts = _parts(clause)
    story, spoken = scene.story, list(scene.spoken)
    readings = [_first(scene, _forms(part)) for part in parts] if len(parts) > 1 else []
    if readings and all(r and all(isinstance(i, Request) for i in r) for r in readings):
        return tuple(item for reading in readings for item in reading)
    scene.story, scene.spoken = story, spoken
    return ()


def _forms(clause: Clause) -> list[Clause]:
    """Return a clause, and as an imperative what "should be" says."""
    should = _SHOULD.match(clause.text)
    if should is None:
        return [clause]
    who, rest = should["who"], should["rest"]
    be = re.match(r"be\s+(.+)$", rest, re.IGNORECASE)
    said = [f"make {who} {be[1]}", f"put {who} {be[1]}"] if be else [f"have {who} {rest}"]
    return [*(replace(clause, text=text) for text in said), clause]


def _first(scene: Scene, forms: list[Clause]) -> Reading:
    readings = [_read(scene, form) for form in forms[:1]]
    for form in forms[1:]:
        if readings[-1] and all(isinstance(item, Request) for item in readings[-1]):
            break
        readings.append(_read(scene, form))
    return next((r for r in readings if r and all(isinstance(i, Request) for i in r)),
                next((r for r in readings if r), ()))  # fmt: skip


def _read(scene: Scene, clause: Clause) -> Reading:
    story, spoken = scene.story, list(scene.spoken)
    for reader in _READERS:
        reading = reader(scene, clause)
        if reading:
            return reading
        scene.story, scene.spoken = story, list(spoken)
    return ()


def _parts(clause: Clause) -> list[Clause]:
    """Return a clause cut at its "and"s, each part with the imperative that it shares."""
    head = _HEAD.match(clause.text)
    cuts = list(_AND.finditer(clause.text))
    found: list[Clause] = []
    at = 0
    for cut in [*cuts, None]:
        end = cut.start() if cut is not None else len(clause.text)
        text = clause.text[at:end]
        if text.strip():
            shared = head is not None and at > 0 and not _HEAD.match(text)
            spoken = f"{head[0]} {text}" if shared and head is not None else text
            place = (clause.start + at, clause.start + end)
            found.append(replace(clause, text=spoken, start=place[0], end=place[1]))
        at = cut.end() if cut is not None else end
    return found
