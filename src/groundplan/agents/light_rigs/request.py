"""What was asked of the lamps on a face, from light facts: a rig by name, and numbers by role."""

import re
from dataclasses import dataclass, field, replace
from typing import Final

from groundplan.agents.light_rigs.table import PLAIN, RIGS, ROLE_WORDS, Rig
from groundplan.geometry.gels import GELS
from groundplan.language.facts import Facts, LightFact, Span

__all__ = ["Asked", "RigRequest", "rig_request"]

_KELVIN: Final = (1667.0, 25_000.0)
_RATIOS: Final = (1.0, 4096.0)
_BACK: Final = frozenset({"backlight", "back_light"})
_BY_DAY: Final = frozenset(
    {"low_key", "high_key", "chiaroscuro", "silhouette", "top_light", "noir", "rim", *_BACK}
)
"""Words that change daylight where it is said, instead of bringing lamps."""
_NOWHERE: Final = Span(start=0, end=0)
_MOODS: Final = {
    "warm_light": LightFact(value="", span=_NOWHERE, temperature_k=3200.0),
    "cool_light": LightFact(value="", span=_NOWHERE, temperature_k=8000.0),
    "soft_light": LightFact(value="", span=_NOWHERE, quality="soft"),
    "hard_light": LightFact(value="", span=_NOWHERE, quality="hard"),
}
"""What such words say of the key."""
_GEL_WORDS: Final = re.compile(
    r"\b(?:(?P<part>full|half|quarter|eighth|1/2|1/4|1/8)[ -]+)?"
    r"(?P<gel>cto|ctb|plus[ -]green|minus[ -]green)\b"
    r"|\bnd ?\.?(?P<density>3|6|9|12)\b"
    r"|\b(?P<party>red|orange|amber|yellow|green|teal|cyan|blue|lavender|purple|magenta|pink)"
    r"[ -]gel\b",
    re.IGNORECASE,
)
_PARTS: Final = {"1/2": "half", "1/4": "quarter", "1/8": "eighth"}
_ROLE_NEAR: Final = re.compile(r"\b(key|fill|rim|back ?light|kicker|background)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Numbers of one role, and the words that they rest on."""

    temperature_k: float | None = None
    illuminance_lx: float | None = None
    flux_lm: float | None = None
    stops: float | None = None
    """Key: over what the camera is exposed for; others: over the key."""
    hard: bool | None = None
    gels: tuple[str, ...] = ()
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RigRequest:
    """A rig with what was said of it."""

    word: str
    """The vocabulary id that chose it."""
    rig: Rig
    span: Span | None
    side: str = ""
    """left, right, front, back, above, below, or empty."""
    frame: str = "camera"
    ratio: float | None = None
    elevation_rad: float | None = None
    by_role: dict[str, Asked] = field(default_factory=dict[str, Asked])
    spans: dict[str, Span] = field(default_factory=dict[str, Span])
    """Of ratio and side."""

    def asked(self, role: str) -> Asked:
        """Return what was said of a role."""
        return self.by_role.get(role, Asked())


def rig_request(facts: Facts, *, daylight: bool, indoors: bool) -> RigRequest | None:
    """Return the rig that the words ask for; None where they ask for no lamps on anybody.

    With `daylight` words such as "low key" mean how the sun lights, not lamps; "backlit" alone is
    the sun's wherever there is no roof.
    """
    facts = replace(facts, lights=(*facts.lights, *_implied(facts, indoors=indoors)))
    named = [f for f in facts.lights if _asks(f, facts, daylight=daylight, indoors=indoors)]
    if not named:
        return None
    rigs = [f for f in named if f.value in RIGS and f.value not in ROLE_WORDS] or named
    first = rigs[0]
    request = RigRequest(word=first.value or "key", rig=_rig_of(named, first), span=first.span)
    for fact in facts.lights:
        if not fact.value or fact.value in RIGS or fact.value in ROLE_WORDS:
            request = _with(request, fact)
        elif fact.value in _MOODS:
            request = _with(request, replace(_MOODS[fact.value], span=fact.span))
    return _gelled(request, facts.text)


def _implied(facts: Facts, *, indoors: bool) -> tuple[LightFact, ...]:
    """Return the rigs that words of style and place mean: noir's, and the moon's under a roof."""
    found = [
        LightFact(value="noir", span=s.span)
        for s in facts.settings
        if s.facet == "style" and s.value == "film_noir"
    ]
    if indoors:
        found += [
            LightFact(value="moonlit_interior", span=f.span)
            for f in facts.lights
            if f.value == "moonlight"
        ]
    return tuple(found)


def _asks(fact: LightFact, facts: Facts, *, daylight: bool, indoors: bool) -> bool:
    """Return whether a fact is about lamps on somebody."""
    if fact.value in _BACK and not (indoors or _bare_key(facts)):
        return False
    if fact.value in RIGS or fact.value in ROLE_WORDS:
        return not (daylight and fact.value in _BY_DAY and not _bare_key(facts))
    bare = not fact.value and (fact.ratio is not None or fact.stops is not None)
    return bare and not daylight


def _bare_key(facts: Facts) -> bool:
    return any(ROLE_WORDS.get(f.value) in {"key", "fill"} for f in facts.lights)


def _rig_of(named: list[LightFact], first: LightFact) -> Rig:
    """Return the rig, with a lamp for every role that is spoken of."""
    rig = RIGS.get(first.value, PLAIN)
    roles = {lamp.role for lamp in rig.lamps}
    for fact in named:
        role = ROLE_WORDS.get(fact.value)
        if role is not None and role not in roles:
            found = RIGS.get(f"{role}_light", PLAIN).lamps
            rig = replace(rig, lamps=(*rig.lamps, *(a for a in found if a.role == role)))
            roles.add(role)
    return rig


def _with(request: RigRequest, fact: LightFact) -> RigRequest:
    role = ROLE_WORDS.get(fact.value, "key")
    spans = dict(request.spans)
    ratio = fact.ratio
    stops = fact.stops
    if stops is not None and (role == "fill" or not fact.value):
        ratio, stops = 2.0 ** abs(stops), None
    # "Low key" has a ratio of its own; one that stands beside the key or fill is meant.
    meant = request.ratio is None or fact.value not in RIGS or fact.value in ROLE_WORDS
    if ratio is not None and meant and _RATIOS[0] <= ratio <= _RATIOS[1]:
        spans["ratio"] = fact.span
        request = replace(request, ratio=ratio)
    if fact.side and not request.side and role == "key":
        spans["side"] = fact.span
        request = replace(request, side=fact.side, frame=fact.frame)
    if fact.elevation_rad is not None and abs(fact.elevation_rad) <= 1.5708 and role == "key":
        request = replace(request, elevation_rad=fact.elevation_rad)
    by_role = {**request.by_role, role: _asked(request.asked(role), fact, stops=stops)}
    return replace(request, by_role=by_role, spans=spans)


def _asked(before: Asked, fact: LightFact, *, stops: float | None) -> Asked:
    kelvin, level, flux = fact.temperature_k, fact.illuminance_lx, fact.luminous_flux_lm
    sane = kelvin is not None and _KELVIN[0] <= kelvin <= _KELVIN[1]
    found = replace(
        before,
        temperature_k=kelvin if sane else before.temperature_k,
        illuminance_lx=level if level is not None and 0.0 < level < 1e7 else before.illuminance_lx,
        flux_lm=flux if flux is not None and 0.0 < flux < 1e8 else before.flux_lm,
        stops=stops if stops is not None and abs(stops) <= 12.0 else before.stops,
        hard=(fact.quality == "hard") if fact.quality else before.hard,
    )
    return found if found == before else replace(found, span=fact.span)


def _gelled(request: RigRequest, text: str) -> RigRequest:
    """Return the request with the gels that the text names, each before the lamp named nearest."""
    by_role = dict(request.by_role)
    for match in _GEL_WORDS.finditer(text):
        name = _gel_name(match)
        if name not in GELS:
            continue
        near = [
            (min(abs(m.start() - match.end()), abs(match.start() - m.end())), m[1].lower())
            for m in _ROLE_NEAR.finditer(text)
        ]
        role = min(near)[1] if near else "key"
        role = "rim" if role.startswith("back") and role != "background" else role
        held = by_role.get(role, Asked())
        span = Span(start=match.start(), end=match.end())
        by_role[role] = replace(held, gels=(*held.gels, name), span=held.span or span)
    return replace(request, by_role=by_role)


def _gel_name(match: re.Match[str]) -> str:
    if match["density"]:
        return f"nd{match['density']}"
    if match["party"]:
        return match["party"].lower()
    part = (match["part"] or "full").lower()
    part = _PARTS.get(part, part)
    gel = re.sub(r"[ -]", "_", match["gel"].lower())
    plain = gel in {"plus_green", "minus_green"} and part == "full"
    return gel if plain else f"{part}_{gel}"
