"""What a note says of light and weather, beside what was said before."""

from collections.abc import Sequence
from typing import Final

from groundplan.agents.directing.revisions import put, taken_away
from groundplan.agents.light_table import PRESETS
from groundplan.agents.sun_clock import sun_said
from groundplan.language.facts import Facts, LightFact
from groundplan.world.narrative import Revision

__all__ = ["light_revisions"]

_DARK: Final = frozenset({
    "night", "dusk", "dawn", "sunset", "sunrise", "evening", "blue_hour", "golden_hour",
})  # fmt: skip


def light_revisions(old: Facts, facts: Facts) -> list[Revision]:
    """Return what is said of light now; times and weathers said before give way to new ones.

    Weather alone leaves the hour of a dark scene: it rains at night then.
    """
    facets = {s.facet for s in facts.settings}
    whole = any(f.value in PRESETS and not f.side for f in facts.lights)
    times = whole or "time_of_day" in facets
    dark = "weather" in facets and "time_of_day" not in facets and _hour(old) in _DARK
    revisions = _named_lights(facts, old, times=times, dark=dark)
    for facet in sorted(facets - {"place"}):
        said = tuple(s for s in facts.settings if s.facet == facet)
        revisions.append(put(f"settings/{facet}", said))
    if dark:
        hours = tuple(s for s in old.settings if s.facet == "time_of_day")
        revisions.append(put("settings/time_of_day", hours))
    elif times:
        revisions += _hour_revisions(old, facets)
    return revisions


def _named_lights(facts: Facts, old: Facts, *, times: bool, dark: bool) -> list[Revision]:
    named = tuple(f for f in facts.lights if not dark or f.value not in PRESETS)
    if times or "weather" in {s.facet for s in facts.settings}:
        kept = tuple(f for f in old.lights if dark or f.value not in PRESETS)
        return [put("lights/all", (*named, *kept))]
    if not named:
        return []
    kept = tuple(f for f in old.lights if not _replaces(named, f))
    return [put("lights/all", (*kept, *named))]


def _hour_revisions(old: Facts, facets: set[str]) -> list[Revision]:
    """Return what a new hour takes away: the old one, sunny weather, and a clock's place."""
    revisions: list[Revision] = []
    if "time_of_day" not in facets:
        revisions.append(taken_away("settings/time_of_day"))
    if "weather" not in facets and any(s.value == "sunny" for s in old.settings):
        revisions.append(taken_away("settings/weather"))
    clock = sun_said(old.text)
    if clock is not None:
        revisions.append(taken_away(f"words/{clock.span.start}-{clock.span.end}"))
    return revisions


def _replaces(named: Sequence[LightFact], old: LightFact) -> bool:
    """Return whether what is said now says something else of what an older word is about."""
    return any(
        new.value == old.value
        or (new.side and old.side)
        or (new.value in PRESETS and old.value in PRESETS)
        or (new.temperature_k is not None and old.temperature_k is not None)
        or ({new.value, old.value} <= {"warm_light", "cool_light"})
        or ({new.value, old.value} <= {"low_key", "high_key"})
        or ({new.value, old.value} <= {"soft_light", "hard_light"})
        for new in named
    )


def _hour(facts: Facts) -> str:
    return next((s.value for s in facts.settings if s.facet == "time_of_day"), "")
