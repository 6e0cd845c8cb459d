"""What does not go on over a cut in continuous time: clothes, held things, places, light.

A cut is continuous within a scene where one frame follows the other, and between two scenes of
which the second says so ("CONTINUOUS") or has the same place and time of day.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from groundplan.agents.figures import figures_of
from groundplan.units import SUBFRAMES_PER_FRAME
from groundplan.world.document import World
from groundplan.world.entity import Entity
from groundplan.world.evaluate import value_at
from groundplan.world.finding import Finding
from groundplan.world.queries import present_in_shot, resolve_for_shot, shots_in_order

__all__ = ["continuity_findings"]

_GOES_ON: Final = re.compile(r"\b(continuous|same|moments later)\b", re.IGNORECASE)
_FASTEST_MPS: Final = 40.0
"""Who is elsewhere a frame later than this speed takes them has jumped: our default."""
_LIVING: Final = frozenset({"character", "animal"})
_CELESTIAL: Final = frozenset({"sun", "sky"})
_LIGHT: Final = (
    ("light.illuminance_lx", "lx", 0.05), ("light.temperature_k", "K", 0.02),
    ("light.azimuth_rad", "rad", 0.02), ("light.elevation_rad", "rad", 0.02),
)  # fmt: skip
"""Field, unit, and the least relative change that counts (of angles, absolute)."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Ends:
    """Both frames of a cut."""

    before: str
    after: str
    one: World
    two: World
    """As each shot sees the document."""
    end: int
    start: int
    """Subframes of the last and of the first frame."""
    names: str

    @property
    def paths(self) -> tuple[str, ...]:
        """Return the shots."""
        return (f"shots/{self.before}", f"shots/{self.after}")

    def both(self, kinds: frozenset[str]) -> Iterator[tuple[str, Entity, Entity]]:
        """Yield who is in both shots, as each shows them."""
        for key, entity in sorted(self.one.entities.items(), key=lambda item: item[1].name):
            if entity.kind in kinds and key in self.two.entities:
                yield key, entity, self.two.entities[key]


def continuity_findings(world: World) -> tuple[Finding, ...]:
    """Return everything that breaks over cuts in continuous time."""
    found = list[Finding]()
    for (before, one), (after, two) in pairwise(shots_in_order(world)):
        follows = two.first == one.last + SUBFRAMES_PER_FRAME
        same = one.scene == two.scene
        if not follows or not (same or _goes_on(world, one.scene, two.scene)):
            continue
        ends = _Ends(
            before=before, after=after, one=_seen(world, before), two=_seen(world, after),
            end=one.last, start=two.first, names=f"{one.name} to {two.name}",
        )  # fmt: skip
        found += [*_clothes(ends), *_light(ends), *_held(ends)]
        found += list(_places(ends)) if same else []
    return tuple(dict.fromkeys(found))


def _seen(world: World, shot: str) -> World:
    layered = any(o.layer == f"shot:{shot}" for stack in world.opinions.values() for o in stack)
    return present_in_shot(resolve_for_shot(world, shot) if layered else world, shot)


def _goes_on(world: World, one: str, two: str) -> bool:
    """Tell whether one scene goes on in another."""
    scenes = world.narrative.scenes
    if one not in scenes or two not in scenes:
        return False
    first, second = scenes[one].heading.strip(), scenes[two].heading.strip()
    return bool(second) and (first == second or _GOES_ON.search(second) is not None)


def _clothes(ends: _Ends) -> Iterator[Finding]:
    for key, one, two in ends.both(_LIVING):
        changed = [
            name for name in ("garments", "color", "pattern", "hair", "beard", "skin", "material")
            if getattr(one.appearance, name, None) != getattr(two.appearance, name, None)
        ]  # fmt: skip
        changed += ["body"] if one.body != two.body else []
        if changed:
            yield Finding(
                code="continuity.look-changes", severity="warning",
                message=f"{one.name} looks different over the cut from {ends.names}:"
                f" {', '.join(changed)}",
                paths=(*ends.paths, f"entities/{key}/appearance"),
                options=("keep one look in the scene", "show the change"),
            )  # fmt: skip


def _light(ends: _Ends) -> Iterator[Finding]:
    for key, one, two in ends.both(frozenset({"light"})):
        if one.light is None or two.light is None:
            continue
        for field, unit, least in _LIGHT:
            was, now = value_at(one, field, ends.end), value_at(two, field, ends.start)
            if not isinstance(was, float) or not isinstance(now, float):
                continue
            if _change(was, now, angle=unit == "rad") > least:
                yield Finding(
                    code="continuity.light-changes", severity="warning", measured=now,
                    expected=was, unit=unit, paths=(*ends.paths, f"entities/{key}/light"),
                    message=f"the {one.name} goes from {was:.4g} to {now:.4g} {unit} over the cut"
                    f" from {ends.names}",
                    options=("keep the light in continuous time", "let time pass"),
                )  # fmt: skip


def _change(was: float, now: float, *, angle: bool) -> float:
    """Return by which share a number changes; of angles, how far they are apart [rad], 0..pi."""
    if angle:
        return abs(math.remainder(now - was, math.tau))
    return abs(now - was) / max(abs(was), abs(now), 1e-9)


def _held(ends: _Ends) -> Iterator[Finding]:
    one, two = _holding(ends.one, ends.end), _holding(ends.two, ends.start)
    acting = {
        entity for a in ends.one.narrative.actions.values()
        if a.start <= ends.start + SUBFRAMES_PER_FRAME and a.end >= ends.end - SUBFRAMES_PER_FRAME
        for entity in (a.agent, a.object)
    }  # fmt: skip
    for thing, holder in sorted(one.items()):
        same = two.get(thing, "") == holder
        if same or thing in acting or holder in acting or holder not in ends.two.entities:
            continue
        name, hand = ends.one.entities[thing].name, ends.one.entities[holder].name
        yield Finding(
            code="continuity.prop-changes-hands", severity="warning",
            paths=(*ends.paths, f"entities/{thing}"),
            message=f"{hand} holds the {name} at the end of the first shot and not any more over"
            f" the cut from {ends.names}",
            options=("keep it in their hand", "show how it is put down"),
        )  # fmt: skip


def _holding(world: World, time: int) -> dict[str, str]:
    return {
        g.entity: g.holder for g in world.grips.values()
        if g.first <= time < g.last and g.entity in world.entities
    }  # fmt: skip


def _places(ends: _Ends) -> Iterator[Finding]:
    times = np.array([ends.end, ends.start], dtype=np.int64)
    figures = figures_of(ends.one, times)
    base = ends.one.timebase
    frame_s = (ends.start - ends.end) / 1000.0 * base.fps_den / base.fps_num
    for key, one, _ in ends.both(_LIVING):
        if key not in figures:
            continue
        places = figures[key].positions
        jump = float(np.linalg.norm(places[1] - places[0]))
        if jump > max(0.3, _FASTEST_MPS * frame_s):
            yield Finding(
                code="continuity.place-jumps", severity="warning", measured=jump, expected=0.0,
                unit="m", paths=(*ends.paths, f"entities/{key}/transform/position_m"),
                message=f"{one.name} is {jump:.2f} m elsewhere a frame later, over the cut from"
                f" {ends.names}",
                options=("let them go there", "cut after they have arrived"),
            )  # fmt: skip
