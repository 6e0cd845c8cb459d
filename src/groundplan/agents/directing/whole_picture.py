"""Requests about the whole picture: time of day, weather, light, camera, length and frame rate."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from groundplan.agents.camera.terms import SIZES
from groundplan.agents.directing.clauses import Clause
from groundplan.agents.directing.light_words import light_revisions
from groundplan.agents.directing.references import mention_at
from groundplan.agents.directing.request import Kind, Reading, Request
from groundplan.agents.directing.revisions import put, taken_away, with_field
from groundplan.agents.directing.scene import Scene
from groundplan.agents.directing.told import Told, clause_span, told
from groundplan.language.facts import (
    CameraFact,
    Dimension,
    QuantityFact,
    UnresolvedFact,
)
from groundplan.language.quantities import read_quantities
from groundplan.world.narrative import Revision

__all__ = ["read_whole_picture"]

_LEAD: Final = re.compile(
    r"^(?:(?:make|set|turn|change|have|let|put|use|switch|go|cut|try|shoot|film|frame|light|give"
    r"|keep|open|show|start|i want|we need|add|bring|get|with)\b\s*)?"
    r"(?:(?:me|us)\s+)?"
    r"(?:(?:it|this|that|her|him|them|(?:the|this|that)\s+(?:whole\s+)?(?:scene|shot|picture|frame"
    r"|light(?:ing)?|time(?:\s+of\s+day)?|weather|lens|clip|take|sky|angle|framing|thing|image"
    r"|camera\s+angle|focal\s+length|mood|season))\b\s*)?"
    r"(?:(?:to|at|into|in|with|as|from|on|for|be|look|feel|go|is|should\s+be|out)\s+)?"
    r"(?:a|an|the|more|some|it)?\s*",
    re.IGNORECASE,
)
_CAMERA: Final = re.compile(
    r"^(?:(?:have|let|make|keep|get|put|move|set)\s+)?(?:the\s+)?camera\s+"
    r"(?:should\s+|to\s+|must\s+|will\s+)?",
    re.IGNORECASE,
)
_VERBAL: Final = {"snow": "snowfall", "rain": "rain", "be snowing": "snowing",
                  "be raining": "raining", "warmer": "warm light", "cooler": "cool light",
                  "colder": "cool light", "softer": "soft light", "harder": "hard light",
                  "indoors": "indoor", "outdoors": "outdoor"}  # fmt: skip
_SHOT_WORDS: Final = re.compile(
    r"\b(?:shot|clip|take|scene|video|long|longer|shorter|shorten|lengthen|extend|duration|length"
    r"|last|lasts|run|runs)\b",
    re.IGNORECASE,
)
_TIGHTER: Final = re.compile(
    r"^(?:(?:make|go|get|move|push|bring|put|frame|shoot|come|be|a)\b\s*)*"
    r"(?:(?:it|the\s+(?:shot|framing|camera)|her|him|them)\b\s*)?"
    r"(?:in\s+|a\s+bit\s+|a\s+little\s+|much\s+|much\s+more\s+)?"
    r"(?P<way>closer|tighter|wider|looser|further\s+(?:away|back|out)|farther\s+(?:away|back|out))"
    r"(?:\s+(?:in|shot|framing|on\s+\w+))?$",
    re.IGNORECASE,
)
_BY: Final = re.compile(
    r"(?P<way>closer|nearer|in|forward|back|backwards?|further(?:\s+(?:away|back))?|away|out"
    r"|higher|up|lower|down)\b",
    re.IGNORECASE,
)
_BRIGHT: Final = re.compile(
    r"\b(?P<way>brighter|darker|dimmer|brighten|darken|lighter|underexpose|overexpose)\b",
    re.IGNORECASE,
)
_PACE: Final = re.compile(
    r"\b(?P<way>slower|slowly|more\s+slowly|faster|quicker|quickly|more\s+quickly)\b", re.IGNORECASE
)
_MOVE_WORDS: Final = re.compile(
    r"\b(?:camera|dolly|pan|tilt|zoom|move|push|orbit|crane|truck)\b", re.IGNORECASE
)
_STILL: Final = re.compile(
    r"\b(?:static|still|locked[\s-]off|lock(?:ed)?\s+off|(?:not|don't|doesn't)\s+move"
    r"|no\s+camera\s+move(?:ment)?s?|stays?\s+put|stop\s+the\s+camera)\b",
    re.IGNORECASE,
)
_AGAINST: Final = {
    "size": ("distance",), "distance": ("size",), "angle": ("height",), "height": ("angle",),
    "move": ("speed", "duration"), "staging": ("angle",),
}  # fmt: skip
"""What else was said of the camera and gives way to what is said now."""
_LIFT_M: Final = 0.5


_ABOUT: Final = re.compile(
    r"^(?:(?:and|then)\s+)*(?:(?:have|let|make|get|move|put|place|turn|tell|ask|bring|push|pull|give"
    r"|stop|slow|speed|set|want|seat|stand)\s+)?(?!it\b|this\b|that\b)",
    re.IGNORECASE,
)
_CARRIED: Final = re.compile(
    r"^(?:and\s+)?(?:put|place|bring|shift|move|slide|push)\s+it\s+(?:back\s+|over\s+)?(?:in\s+front|behind"
    r"|beside|next\s+to|on\b|under|near|between|above|to\s+the\s+(?:left|right)|left|right|\d)",
    re.IGNORECASE,
)
_FILMED: Final = re.compile(
    r"\b(?:camera|shot|close[\s-]?ups?|lens|angle|fram(?:e|ing)|wide|pov|shoulder|zoom|pan|tilt|orbit"
    r"|dolly|mm|focus|light|lit|backlit|silhouette)\b",
    re.IGNORECASE,
)


def read_whole_picture(scene: Scene, clause: Clause) -> Reading:
    """Return requests about light, camera or shot; none when the clause is about something else."""
    if _is_about_somebody(scene, clause):
        return ()
    return (
        _length(scene, clause)
        or _tighter(scene, clause)
        or _nearer(scene, clause)
        or _brighter(scene, clause)
        or _camera_pace(scene, clause)
        or _said(scene, clause)
    )


def _is_about_somebody(scene: Scene, clause: Clause) -> bool:
    """Return whether a clause begins with somebody and says nothing of how they are filmed."""
    if _CARRIED.match(clause.text):
        return True
    about = _ABOUT.match(clause.text)
    if about is None or _FILMED.search(clause.text):
        return False
    mention = mention_at(scene, clause.text, about.end())
    return mention is not None and any(b.kind != "light" for b in mention.bodies)


def _quantities(text: str, *dimensions: Dimension) -> list[QuantityFact]:
    return [q for q in read_quantities(text).quantities if q.dimension in dimensions]


def _length(scene: Scene, clause: Clause) -> Reading:
    """Read "make the shot 8 seconds long", "2 s longer", "24 fps"."""
    numbers = _quantities(clause.text, Dimension.DURATION, Dimension.FRAME_RATE)
    if len(numbers) != 1:
        return ()
    number = numbers[0]
    rate = number.dimension is Dimension.FRAME_RATE
    rest = clause.text[: number.span.start] + clause.text[number.span.end :]
    alone = _LEAD.sub("", rest).strip(" .") in {"", "long", "of"}
    if not rate and not (_SHOT_WORDS.search(rest) or alone):
        return ()
    if any(b.name in rest.lower().split() for b in scene.bodies() if b.key):
        return ()
    if rate:
        return (_request(clause, "shot", f"the frame rate is {number.value:g} per second",
                         revisions=[with_field("shot/fps", number.value)]),)  # fmt: skip
    seconds = number.value
    if scene.shot is not None and re.search(r"\b(?:longer|shorter)\b", rest):
        now = (scene.shot.last - scene.shot.first) / 1000.0 * scene.frame_seconds
        by = seconds if "longer" in rest else -seconds
        seconds = now + (seconds if re.search(r"\bby\b", rest) is None and by > 0 else by)
    return (_request(clause, "shot", f"the shot lasts {seconds:g} s",
                     revisions=[with_field("shot/duration_s", seconds)]),)  # fmt: skip


def _request(
    clause: Clause, kind: Kind, says: str, *, revisions: Sequence[Revision] = (), **others: object
) -> Request:
    return Request(
        kind=kind, says=says, start=clause.start, end=clause.end, revisions=tuple(revisions),
        **others,  # pyright: ignore[reportArgumentType]  # fields of a request
    )  # fmt: skip


def _tighter(scene: Scene, clause: Clause) -> Reading:
    match = _TIGHTER.match(clause.text)
    if match is None or scene.shot is None:
        return ()
    names = list(SIZES)
    size = scene.shot.framing.size
    now = names.index(size) if size in SIZES else names.index("medium")
    step = -1 if match["way"].lower() in {"closer", "tighter"} else 1
    to = names[min(max(now + step, 0), len(names) - 1)]
    fact = CameraFact(facet="size", value=to, span=clause_span(scene, *clause.at),
                      subject=_subject(scene))  # fmt: skip
    says = f"the shot size is {to.replace('_', ' ')}, one step from {size.replace('_', ' ')}"
    return (_request(clause, "camera", says, revisions=_camera_revisions((fact,))),)


def _subject(scene: Scene) -> str:
    """Return the fact key of whom the picture is of."""
    subject = scene.shot.framing.subject if scene.shot is not None else None
    return next((b.key for b in scene.bodies() if b.entity == subject), "")


def _camera_revisions(facts: Iterable[CameraFact]) -> list[Revision]:
    facts = tuple(facts)
    said = {fact.facet for fact in facts}
    gone = {other for facet in said for other in _AGAINST.get(facet, ())} - said
    return [
        *(taken_away(f"camera/{facet}") for facet in sorted(gone)),
        *(put(f"camera/{facet}", tuple(f for f in facts if f.facet == facet))
          for facet in sorted(said)),
    ]  # fmt: skip


def _nearer(scene: Scene, clause: Clause) -> Reading:
    """Read "move the camera 1 m closer", "camera lower"."""
    lead = _CAMERA.match(clause.text)
    shot = scene.shot
    if lead is None or shot is None or shot.framing.subject is None:
        return ()
    rest = clause.text[lead.end() :]
    match = _BY.search(rest)
    numbers = _quantities(rest, Dimension.LENGTH)
    plain = re.fullmatch(r"(?:a\s+(?:bit|little)\s+|much\s+)?(?:higher|lower|closer|further(?:\s+"
                         r"(?:away|back))?)", rest, re.IGNORECASE)  # fmt: skip
    if match is None or (len(numbers) != 1 and plain is None):
        return ()
    lens, subject = scene.place(shot.camera), scene.place(shot.framing.subject)
    if lens is None or subject is None:
        return ()
    way, by = match["way"].lower(), numbers[0].value if numbers else _LIFT_M
    span = clause_span(scene, *clause.at)
    if way in {"higher", "up", "lower", "down"}:
        height = max(0.05, float(lens[1]) + (by if way in {"higher", "up"} else -by))
        fact = CameraFact(facet="height", value="", span=span, amount=height, unit="m")
        says = f"the camera is {height:.2f} m high instead of {lens[1]:.2f} m"
    else:
        now = math.hypot(*(float(v) for v in (lens - subject)[[0, 2]]))
        inwards = way in {"closer", "nearer", "in", "forward"}
        far = max(0.3, now - by if inwards else now + by)
        fact = CameraFact(facet="distance", value="", span=span, amount=far, unit="m",
                          subject=_subject(scene))  # fmt: skip
        says = f"the camera is {far:.2f} m away instead of {now:.2f} m"
    return (_request(clause, "camera", says, revisions=_camera_revisions((fact,))),)


def _brighter(scene: Scene, clause: Clause) -> Reading:
    match = _BRIGHT.search(clause.text)
    if match is None or scene.shot is None or _of_something(scene, clause):
        return ()
    numbers = _quantities(clause.text, Dimension.STOPS)
    small = re.search(r"\b(?:a bit|a little|slightly)\b", clause.text, re.IGNORECASE)
    by = numbers[0].value if numbers else 0.5 if small else 1.0
    up = match["way"].lower() in {"brighter", "brighten", "lighter", "overexpose"}
    camera = scene.entity(scene.shot.camera)
    if camera is None or camera.camera is None:
        return ()
    value = round(camera.camera.exposure_compensation_ev + (by if up else -by), 4)
    path = f"entities/{scene.shot.camera}/camera/exposure_compensation_ev"
    says = f"the picture is {by:g} EV {'brighter' if up else 'darker'}"
    return (_request(clause, "light", says, sets=((path, value),)),)


def _of_something(scene: Scene, clause: Clause) -> bool:
    """Return whether the clause names something of the scene ("make the car darker")."""
    words = set(re.findall(r"[a-z_0-9]+", clause.text.lower()))
    return any({b.name, b.noun} & words for b in scene.bodies() if b.key) or bool(
        words & {"her", "his", "him", "coat", "hair"}
    )


def _camera_pace(scene: Scene, clause: Clause) -> Reading:
    """Read "slower dolly", "the camera moves faster": the same move at another pace."""
    match = _PACE.search(clause.text)
    moves = [f for f in scene.facts.camera if f.facet == "move" and f.value != "static"]
    if match is None or not moves or not _MOVE_WORDS.search(clause.text):
        return ()
    if _of_something(scene, clause):
        return ()
    slow = "slow" in match["way"].lower()
    span = clause_span(scene, *clause.at)
    paced = tuple(
        replace(f, manner="slow" if slow else "fast", amount=None, end_amount=None, unit="",
                span=span)
        for f in moves
    )  # fmt: skip
    word = "slowly" if slow else "fast"
    says = f"the camera does its {paced[0].value.replace('_', ' ')} {word}"
    return (_request(clause, "camera", says, revisions=_camera_revisions(paced)),)


def _said(scene: Scene, clause: Clause) -> Reading:
    """Read what the reader of briefs knows: "dusk", "close-up on her", "dolly in", "rain"."""
    if _STILL.search(clause.text) and _camera_meant(scene, clause):
        fact = CameraFact(facet="move", value="static", span=clause_span(scene, *clause.at))
        return (
            _request(
                clause, "camera", "the camera stays still", revisions=_camera_revisions((fact,))
            ),
        )
    for text in _variants(clause.text):
        spoken = list(scene.spoken)
        read = told(scene, text, at=clause.at)
        made = _from_facts(scene, clause, read)
        if made:
            return made
        scene.spoken[:] = spoken
    return ()


def _camera_meant(scene: Scene, clause: Clause) -> bool:
    text = clause.text.lower()
    return not _of_something(scene, clause) and (
        "camera" in text or "shot" in text or "static" in text or "locked" in text
    )


def _variants(text: str) -> list[str]:
    """Return the clause without its imperative, and as what a camera does, to be read in turn."""
    lead, camera = _LEAD.match(text), _CAMERA.match(text)
    rest = text[lead.end() :] if lead is not None else text
    found: list[str] = []
    if camera is not None:
        found.append(f"The camera {text[camera.end() :]}")
    found += [_VERBAL.get(rest.lower().strip(), rest), text, f"The camera {text}"]
    return [each for each in dict.fromkeys(found) if each.strip()]


def _from_facts(scene: Scene, clause: Clause, read: Told) -> Reading:
    facts = read.facts
    acts = list(facts.actions)
    lost = [u for u in facts.unresolved if not _is_filler(u)]
    places = {e.key for e in read.new if e.role == "place"}
    if read.problem is not None or acts or lost or {e.key for e in read.new} - places or places:
        return ()
    if facts.relations and not facts.camera:
        return ()
    revisions: list[Revision] = []
    says: list[str] = []
    if facts.camera:
        revisions += _camera_revisions(facts.camera)
        says += [_camera_words(fact) for fact in facts.camera]
    if facts.lights or facts.settings:
        revisions += light_revisions(scene.facts, facts)
        said = [f.value for f in (*facts.settings, *facts.lights)]
        said += [f"from the {f.side}" for f in facts.lights if f.side]
        said += [f"{f.temperature_k:g} K" for f in facts.lights if f.temperature_k]
        said = [word for word in said if word]
        says.append("light and weather: " + ", ".join(dict.fromkeys(w.replace("_", " ")
                                                                    for w in said)))  # fmt: skip
    revisions += [put(f"quantities/{q.key}", q) for q in facts.quantities] if revisions else []
    if not revisions:
        return ()
    kind: Kind = "camera" if facts.camera else "light"
    return (_request(clause, kind, "; ".join(says), revisions=revisions),)


def _is_filler(fact: UnresolvedFact) -> bool:
    return bool(re.fullmatch(r"(?:it|the|a|more|instead|now|please|camera|shot|lens)\W*", fact.text,
                             re.IGNORECASE))  # fmt: skip


def _camera_words(fact: CameraFact) -> str:
    amount = "" if fact.amount is None else f" {fact.amount:g} {fact.unit}".rstrip()
    return f"camera {fact.facet}: {fact.manner} {fact.value.replace('_', ' ')}{amount}".replace(
        "  ", " "
    )
