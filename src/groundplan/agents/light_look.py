"""What was said about light, as one preset with every stated number applied."""

import math
from dataclasses import dataclass, replace
from typing import Final

from groundplan.agents.light_table import CLEAR, DAYLIGHT, MODIFIERS, PRESETS, LightPreset
from groundplan.agents.practicals import Practical
from groundplan.agents.sky_choice import is_indoors
from groundplan.agents.spans import world_span
from groundplan.agents.sun_clock import sun_said
from groundplan.language.facts import Facts, LightFact, Span
from groundplan.world.edits import Provenance
from groundplan.world.opinion import Origin

__all__ = ["TEMPERATURES_K", "Look", "held_by", "is_by_day", "lit_by", "look_of"]

TEMPERATURES_K: Final = (800.0, 40_000.0)
"""Colour temperatures that a light can have."""
_AMBIENCE: Final = 1.0 / 16.0
"""Least ambience over what a practical key gives: 4 stops, as film lights its nights."""
_PRACTICAL_EV: Final = 0.0
"""How dark a picture is meant whose key is a practical: what it lights reads, the rest is night."""
_NIGHT_SKY_K: Final = 4500.0
"""Ambience beside a practical: blue against its warmth without being painted."""
_DAY_LX: Final = 20.0
"""Natural light from which on it is day, for who sets lamps; street lighting has as much."""
_WORDS: Final = ("time_of_day", "weather", "interior")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A preset with everything that was said applied, and the words it rests on."""

    preset: LightPreset
    side: str
    frame: str
    spans: dict[str, Span]
    """By `preset`, `side`, `temperature`, `level`, `flux`, `elevation`, `ratio`."""
    stated: frozenset[str]
    """Which of them are numbers from the text."""
    word: str = ""
    """The word that chose the preset; empty: none was said."""


def is_by_day(facts: Facts) -> bool:
    """Return whether the words speak of daylight, in the open."""
    if is_indoors(facts):
        return False
    clock = sun_said(facts.text)
    if clock is not None and clock.elevation_rad > 0.0:
        return True
    named = [f.value for f in facts.lights]
    named += [s.value for s in facts.settings if s.facet in _WORDS]
    presets = [PRESETS[word] for word in named if word in PRESETS]
    return any(not p.lamps and p.sun_lx + p.sky_lx >= _DAY_LX for p in presets)


def look_of(facts: Facts) -> Look:
    """Return the preset that was named first, changed by everything else that was said."""
    named = [(f.value, f.span) for f in facts.lights if f.value in PRESETS]
    named += [(s.value, s.span) for s in facts.settings if s.facet in _WORDS and s.value in PRESETS]
    named += [("indoor", s.span) for s in facts.settings if s.facet == "interior"]
    spans: dict[str, Span] = {}
    preset = DAYLIGHT
    if named:
        preset, spans["preset"] = PRESETS[named[0][0]], named[0][1]
    elif any(f.value == "silhouette" for f in facts.lights):
        preset = PRESETS["sunset"]
    elif any(f.side for f in facts.lights):
        preset = CLEAR
    word = named[0][0] if named else ""
    side, frame = "", "camera"
    for fact in facts.lights:
        change = MODIFIERS.get(fact.value)
        if change is not None:
            preset = _ratio(preset, change.ratio)
            size = change.sun_size_deg
            preset = replace(
                preset,
                sun_size_deg=preset.sun_size_deg if size is None else size,
                exposure_ev=preset.exposure_ev + (change.exposure_ev or 0.0),
            )
            preset = _tempered(preset, change.temperature_k)
            spans.setdefault("temperature" if change.temperature_k else "ratio", fact.span)
        wanted = fact.side or (change.side if change is not None else "")
        if wanted and not side:
            side, frame, spans["side"] = wanted, fact.frame, fact.span
    return _numbered(
        facts,
        Look(preset=preset, side=side, frame=frame, spans=spans, stated=frozenset(), word=word),
    )


def _numbered(facts: Facts, look: Look) -> Look:
    """Return the look with the stated numbers; impossible ones are left to the critic."""
    preset, spans, stated = look.preset, dict(look.spans), set[str]()
    for fact in facts.lights:
        kelvin, level, ratio = fact.temperature_k, fact.illuminance_lx, fact.ratio
        if kelvin is not None and TEMPERATURES_K[0] <= kelvin <= TEMPERATURES_K[1]:
            preset = _tempered(preset, kelvin)
            spans["temperature"] = fact.span
            stated.add("temperature")
        if level is not None and 0.0 < level < 1e7:
            preset = _levelled(preset, level)
            spans["level"] = fact.span
            stated.add("level")
        if ratio is None and fact.stops is not None and 0.0 <= fact.stops <= 12.0:
            ratio = 2.0**fact.stops
        if ratio is not None and 1.0 <= ratio <= 4096.0:
            preset = _ratio(preset, ratio)
            spans["ratio"] = fact.span
            stated.add("ratio")
        if fact.elevation_rad is not None and abs(fact.elevation_rad) <= math.pi / 2:
            preset = replace(preset, elevation_deg=math.degrees(fact.elevation_rad))
            spans["elevation"] = fact.span
            stated.add("elevation")
        preset = _fluxed(preset, fact, spans=spans, stated=stated)
        if fact.quality == "soft":
            preset = replace(preset, sun_size_deg=max(preset.sun_size_deg, 10.0))
    return replace(look, preset=preset, spans=spans, stated=frozenset(stated))


def _tempered(preset: LightPreset, kelvin: float | None) -> LightPreset:
    if kelvin is None:
        return preset
    lamps = tuple(
        replace(lamp, temperature_k=kelvin) if lamp.key else lamp for lamp in preset.lamps
    )
    return replace(preset, sun_k=kelvin, tint="#ffffff", lamps=lamps)


def _levelled(preset: LightPreset, level: float) -> LightPreset:
    """Return the preset with its key at a level [lx], everything else in proportion."""
    if preset.sun_lx <= 0.0:
        return replace(preset, sky_lx=level)
    return replace(preset, sun_lx=level, sky_lx=preset.sky_lx * level / preset.sun_lx)


def _ratio(preset: LightPreset, ratio: float | None) -> LightPreset:
    """Return the preset with key over fill at a ratio: the sky fills what the sun lights."""
    if ratio is None:
        return preset
    if preset.sun_lx > 0.0:
        return replace(preset, sky_lx=preset.sun_lx / ratio)
    dimmer = 2.0 / max(ratio, 1.0)
    lamps = tuple(
        lamp if lamp.key else replace(lamp, flux_lm=lamp.flux_lm * dimmer) for lamp in preset.lamps
    )
    return replace(preset, lamps=lamps, sky_lx=preset.sky_lx * dimmer)


def _fluxed(
    preset: LightPreset, fact: LightFact, *, spans: dict[str, Span], stated: set[str]
) -> LightPreset:
    flux = fact.luminous_flux_lm
    if flux is None or not 0.0 < flux < 1e8:
        return preset
    spans["flux"] = fact.span
    stated.add("flux")
    lamps = preset.lamps or PRESETS["lamp"].lamps
    return replace(
        preset, lamps=tuple(replace(lamp, flux_lm=flux) if lamp.key else lamp for lamp in lamps)
    )


def lit_by(look: Look, shining: tuple[Practical, ...]) -> Look:
    """Return the look with practicals as key: they replace the lamps that stood for them.

    A camera cannot hold a lamp and moonlight, eight stops under it, at once; sun and sky are raised
    to `_AMBIENCE` of the key unless their level was stated. Beside headlights, which are nobody's
    key, the same holds of what they give to what they meet.
    """
    made_real = {practical.stands_for for practical in shining}
    lamps = tuple(lamp for lamp in look.preset.lamps if lamp.name not in made_real)
    preset = replace(look.preset, lamps=lamps)
    around = max((practical.illuminance_lx for practical in shining), default=0.0)
    key = max(around, *(practical.ahead_lx for practical in shining), 0.0)
    ambience = preset.sun_lx + preset.sky_lx
    if key <= ambience:
        return replace(look, preset=preset)
    if around > ambience:
        preset = replace(preset, exposure_ev=max(preset.exposure_ev, _PRACTICAL_EV))
    lift = key * _AMBIENCE / max(ambience, 1e-9)
    if lift > 1.0 and "level" not in look.stated:
        preset = replace(preset, sun_lx=preset.sun_lx * lift, sky_lx=preset.sky_lx * lift)
        if around > ambience:
            kelvin = min(preset.sky_k, _NIGHT_SKY_K)
            preset = replace(preset, sky_k=kelvin, tint="#ffffff")
    return replace(look, preset=preset)


def held_by(look: Look, *facets: str) -> Provenance:
    """Return the provenance of the most specific of some facets that was said."""
    for facet in facets:
        if facet in look.spans:
            return Provenance(
                origin=Origin.QUANTITY if facet in look.stated else Origin.VOCABULARY,
                basis="extracted",
                span=world_span(look.spans[facet]),
            )
    return Provenance(origin=Origin.VOCABULARY, basis="guessed")
