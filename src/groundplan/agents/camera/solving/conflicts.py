"""Why no camera exists: a smallest set of constraints that can't be together, and ways out.

Source:
    Deletion filter (Chinneck & Dravnieks 1991, known to us by name): leave constraints out one
    after the other, and keep left out whatever the conflict does not need. What stays is minimal.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from groundplan.agents.camera.solving.asks import Ask
from groundplan.agents.camera.solving.measures import Seen, measured
from groundplan.agents.camera.solving.solved import Relaxation
from groundplan.agents.camera.solving.trial import ANY_LENS, Outcome, Trial
from groundplan.agents.camera.terms import size_of_fraction

__all__ = ["PRIMES_MM", "Explained", "explained"]

PRIMES_MM: Final = (14.0, 18.0, 21.0, 25.0, 28.0, 32.0, 35.0, 40.0, 50.0, 65.0, 75.0, 85.0, 100.0,
                    135.0)  # fmt: skip
"""Usual cinema primes: our engineering default."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """A conflict and the ways out of it."""

    asks: tuple[Ask, ...]
    values: tuple[float, ...]
    relaxations: tuple[Relaxation, ...]
    message: str


def explained(trial: Trial, outcome: Outcome) -> Explained | Outcome:
    """Return what of a trial that failed can't be together, and what would help.

    Cameras that meet a part of the constraints are good places to start from for all of them: where
    one of those searches succeeds, there is no conflict, and its camera is returned.
    """
    trial = _on_one_side(trial, outcome)
    core, cameras = _core(trial, outcome)
    if cameras:
        again = trial.run(also=np.stack(cameras))
        if not again.found.broken:
            return again
    nearest = {a.id: v for a, v in zip(outcome.asks, outcome.found.values, strict=True)}
    ways = sorted(_ways_out(trial, core), key=lambda r: (round(r.cost, 4), r.words))
    return Explained(
        asks=core, values=tuple(nearest[a.id] for a in core), relaxations=tuple(ways),
        message=_message(trial, core, ways),
    )  # fmt: skip


def _on_one_side(trial: Trial, outcome: Outcome) -> Trial:
    """Return the trial with the one of its variants that came nearest."""
    sides = {a.id: a.side for a in outcome.asks}
    same = [v for v in trial.variants if all(sides.get(a.id, a.side) == a.side for a in v)]
    return replace(trial, variants=tuple(same[:1]) or trial.variants)


def _core(trial: Trial, outcome: Outcome) -> tuple[tuple[Ask, ...], list[np.ndarray]]:
    """Return a minimal set, and cameras that meet all but one of its constraints.

    What is implied is left out first, so that it stays only where it is needed.
    """
    cameras: list[np.ndarray] = []
    musts = [a for a in outcome.asks if a.must]
    left_out: set[str] = set()
    for ask in sorted(musts, key=lambda a: (not a.implied, a.id not in _ids(outcome.broken), a.id)):
        tried = frozenset(left_out | {ask.id})
        if len(tried) == len(musts):
            continue
        part = trial.run(without=tried, focals_mm=_lenses(trial, tried)).found
        if part.broken:
            left_out.add(ask.id)
        else:
            cameras.append(part.numbers)
    return tuple(a for a in musts if a.id not in left_out), cameras


def _ids(asks: tuple[Ask, ...]) -> frozenset[str]:
    return frozenset(a.id for a in asks)


def _lenses(trial: Trial, without: frozenset[str]) -> tuple[tuple[float, float], ...]:
    """Return the lenses to try: all, where none is asked or the one that was is left out."""
    focal = next((a for a in trial.variants[0] if a.kind == "focal_length" and a.must), None)
    return (ANY_LENS,) if focal is None or focal.id in without else ()


def _ways_out(trial: Trial, core: tuple[Ask, ...]) -> Iterator[Relaxation]:
    """Yield how far each constraint of a conflict has to give way while all others hold."""
    for ask in core:
        if ask.kind == "focal_length":
            yield from _other_lens(trial, ask)
            continue
        outcome = trial.run(softened=frozenset({ask.id}), focals_mm=_lenses(trial, frozenset()))
        value = outcome.value(ask.id)
        if not outcome.found.broken and value is not None and not ask.holds(value):
            yield from _given_way(trial, ask, value)


def _other_lens(trial: Trial, ask: Ask) -> Iterator[Relaxation]:
    if not trial.run(without=frozenset({ask.id}), focals_mm=(ANY_LENS,)).found.broken:
        yield from _any_prime(trial, (ask.id,))


def _any_prime(trial: Trial, without: tuple[str, ...]) -> Iterator[Relaxation]:
    """Yield the nearest prime lens with which all else holds."""
    own = trial.focal_mm
    for prime in sorted(PRIMES_MM, key=lambda f: (abs(math.log(f / own)), f)):
        if abs(prime - own) < 0.01:
            continue
        if not trial.run(without=frozenset(without), focals_mm=((prime, prime),)).found.broken:
            yield Relaxation(words=f"use a {prime:g} mm lens", cost=abs(math.log(prime / own)))
            return


def _given_way(trial: Trial, ask: Ask, value: float) -> Iterator[Relaxation]:
    """Yield a way out in the words of its kind."""
    over = ask.excess(value)
    scale = abs(ask.low if math.isfinite(ask.low) else ask.high) or 1.0
    if ask.kind in {"barrier", "clearance"}:
        name = next(b.name for b in trial.floor.barriers if b.entity == ask.object)
        yield Relaxation(words=f"move {name} {math.ceil(100 * over) / 100:.2f} m back", cost=over)
    elif ask.kind == "shot_size":
        name = trial.floor.bodies[ask.subject].name
        term = size_of_fraction(value).id.replace("_", " ")
        yield Relaxation(
            words=f"accept a {term} of {name} ({value:.2f} of the height instead of "
                  f"{ask.wish:.2f})", cost=abs(math.log(max(value, 1e-6) / (ask.wish or 1.0))),
        )  # fmt: skip
    elif ask.kind in {"screen_x", "screen_y", "headroom", "screen_height"} and not 0 < value < 1:
        return
    else:
        yield Relaxation(words=_told(trial, ask, value), cost=over / scale)


def _told(trial: Trial, ask: Ask, value: float) -> str:
    """Return what is possible instead, as something to do."""
    name = trial.floor.bodies[ask.subject].name if ask.subject else "the subject"
    shown = ask.told(value)
    part = ask.part or "place"
    spoken = {
        "screen_x": f"put {name}'s {part} at {shown}",
        "screen_y": f"put {name}'s {part} at {shown}",
        "headroom": f"leave {shown} over {name}'s head",
        "screen_height": f"let {name} be {shown} high",
        "camera_angle": f"pitch the camera {shown}",
        "camera_pitch": f"pitch the camera {shown}",
        "camera_distance": f"take {shown} as the camera's distance",
        "camera_height": f"put the lens at {shown}",
        "camera_azimuth": f"stand {shown} from {name}'s front",
    }
    return spoken.get(ask.kind, f"let go of '{ask.words}' ({shown} is possible)")


def _message(trial: Trial, core: tuple[Ask, ...], ways: list[Relaxation]) -> str:
    """Return one sentence: what can't be together, with the numbers that say why."""
    told = [a.words for a in core]
    listed = " and ".join(told) if len(told) < 3 else ", ".join(told[:-1]) + " and " + told[-1]
    found = f"no camera gives {listed} together" if len(told) > 1 else f"no camera gives {listed}"
    needs = _room_needed(trial, core)
    help_ = f": {' or '.join(w.words for w in ways[:3])}" if ways else ""
    return f"{found}{needs}{help_}"


def _room_needed(trial: Trial, core: tuple[Ask, ...]) -> str:
    """Return how much room a wall leaves and how much is needed, where a wall is to blame."""
    wall = next((a for a in core if a.kind in {"barrier", "clearance"}), None)
    if wall is None:
        return ""
    open_ = trial.run(without=frozenset({wall.id}))
    if open_.found.broken or not trial.main:
        return ""
    body = trial.floor.bodies[trial.main]
    eye = body.mark(body.main)[trial.row]
    camera = open_.found.numbers
    needed = math.dist(camera[:3].tolist(), eye.tolist())
    seen = Seen.by(trial.floor, camera[None], np.array([trial.row]))
    left = needed - wall.excess(float(measured(seen, wall)[0]))
    name = next(b.name for b in trial.floor.barriers if b.entity == wall.object)
    return f" ({name} leaves the lens {left:.2f} m from {body.name}, and {needed:.2f} m are needed)"
