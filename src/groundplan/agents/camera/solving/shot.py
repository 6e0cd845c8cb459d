"""Solve the camera of a shot: `solve_shot(world, shot, intents)` gives `Solved` or `Conflict`."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

import numpy as np
from jaxtyping import Float, Int

from groundplan.agents.camera.solving.asks import Ask
from groundplan.agents.camera.solving.bodies import roaming_m
from groundplan.agents.camera.solving.casting import Staging, staged_asks, staging_of
from groundplan.agents.camera.solving.conflicts import PRIMES_MM, explained
from groundplan.agents.camera.solving.floor import Floor, floor_of
from groundplan.agents.camera.solving.implied import implied_asks
from groundplan.agents.camera.solving.overtime import followed, summed
from groundplan.agents.camera.solving.reading import FRAMING, asks_of, lenses_of, subject_of
from groundplan.agents.camera.solving.search import Bounds
from groundplan.agents.camera.solving.solved import Conflict, Held, Solved
from groundplan.agents.camera.solving.trial import ANY_LENS, Outcome, Trial
from groundplan.agents.figures import figures_of, sample_times
from groundplan.geometry.composition.sharpness import focus_between
from groundplan.geometry.composition.views import FOCAL, PITCH, ROLL, YAW, views_of
from groundplan.scene.library import EMPTY, Library
from groundplan.scene.view import camera_entity, intrinsics_at, pinhole, view_at
from groundplan.units import SUBFRAMES_PER_FRAME
from groundplan.world.document import World
from groundplan.world.intent import Intent
from groundplan.world.queries import present_in_shot
from groundplan.world.sequence import Shot

__all__ = ["intents_of_shot", "prepared_floor", "solve_on", "solve_shot"]

_STILL_M: Final = 0.08
"""Who moves less, as people do who stand and breathe, stands still for a camera."""
_MOST_FRAMES: Final = 240
_SAMPLES: Final = 5


def intents_of_shot(world: World, shot_id: str) -> dict[str, Intent]:
    """Return the intents that frame a shot, by id."""
    return {
        key: i for key, i in world.intents.items() if i.shot in {"", shot_id} and i.kind in FRAMING
    }  # fmt: skip


def solve_shot(
    world: World, shot_id: str, intents: Mapping[str, Intent] | None = None, *,
    library: Library = EMPTY,
) -> Solved | Conflict:  # fmt: skip
    """Return the camera that meets the intents of a shot, or why there is none.

    The shot's own camera is where the search starts, and gives the lens and the direction that
    nobody states. `intents`: None for those of the world.

    Raises:
        SceneError: The shot, its camera or a body can't be posed.
    """
    asked = intents_of_shot(world, shot_id) if intents is None else dict(intents)
    floor = prepared_floor(world, shot_id, asked, library=library)
    return solve_on(floor, world, shot_id, intents=asked)


def prepared_floor(
    world: World, shot_id: str, intents: Mapping[str, Intent], *, library: Library = EMPTY
) -> Floor:
    """Return the bodies and walls of a shot, posed: at one time where those who count stay.

    Raises:
        SceneError: The shot, its camera or a body can't be posed.
    """
    _, _, camera = camera_entity(world, shot_id)
    shot = world.shots[shot_id]
    about = set(_about(world, shot, intents))
    few = sample_times(shot.first, shot.last, count=_SAMPLES)
    if shot.first == shot.last:
        few = few[:1]
    figures = figures_of(present_in_shot(world, shot_id), few)
    moved = (
        roaming_m(world, key, few.astype(np.float64), figure=figures[key], library=library)
        > _STILL_M
        for key in sorted(about & set(figures))
    )  # fmt: skip
    timed = {(i.when, i.first, i.last) for i in intents.values()} - {("always", None, None)}
    if timed or any(moved):
        times = np.arange(shot.first, shot.last + 1, SUBFRAMES_PER_FRAME)
        step = max(1, math.ceil(len(times) / _MOST_FRAMES))
        every = np.union1d(times[::step], times[-1:])
        return floor_of(world, shot_id, every, camera=camera, about=about, library=library)
    middle = few[len(few) // 2 : len(few) // 2 + 1]
    return floor_of(world, shot_id, middle, camera=camera, about=about, library=library)


def _about(world: World, shot: Shot, intents: Mapping[str, Intent]) -> Iterable[str]:
    there = present_in_shot(world, next(k for k, s in world.shots.items() if s == shot)).entities
    named = [e for i in intents.values() if i.kind != "visible" or i.value is not None
             for e in (i.subject, i.object)]  # fmt: skip
    named += [shot.framing.subject, shot.framing.other]
    known = [e for e in named if e in there and there[e].kind not in {"set", "light", "camera"}]
    groups = any(i.kind == "staging" and i.value in {"three_shot", "group"} and not i.object
                 for i in intents.values())  # fmt: skip
    if known and not groups:
        return known
    living = [k for k, e in there.items() if e.kind in {"character", "animal"}]
    others = [k for k, e in there.items() if e.kind in {"vehicle", "prop"}]
    return [*known, *(living or others)]


def solve_on(
    floor: Floor, world: World, shot_id: str, *, intents: Mapping[str, Intent]
) -> Solved | Conflict:
    """Return the camera on a prepared floor, see `solve_shot`."""
    shot = world.shots[shot_id]
    main = subject_of(shot, intents, floor)
    row = _reference(floor, intents, shot)
    base = _there(world, shot_id, floor.times[row : row + 1])
    staging = staging_of(intents, floor, main=main)
    main = staging.main or main
    said = {
        key: replace(i, subject=main) if i.kind == "shot_size" and staging.near else i
        for key, i in intents.items()
    }
    asks = asks_of(shot, said, floor=floor, main=main)
    implied = tuple(implied_asks(asks, floor, shot=shot, main=main, staging=staging, base=base,
                                 row=row))  # fmt: skip
    variants = tuple((*asks, *implied, *own) for own in staged_asks(shot, floor, staging))
    trial = Trial(
        floor=floor, row=row, main=main, base=base, variants=variants, near=staging.near,
        members=staging.members or _spread(variants[0]),
        focals_mm=_lenses(intents, math.exp(float(base[FOCAL]))),
        roll=_rolls(variants[0]), place=_eyes_of(floor, staging, row=row),
    )  # fmt: skip
    outcome = _run(trial, intents)
    solved = _over_time(trial, outcome)
    if not outcome.found.broken and all(h.holds for h in solved.held if h.ask.must):
        return solved
    return _conflict(trial, outcome, solved)


def _run(trial: Trial, intents: Mapping[str, Intent]) -> Outcome:
    """Return the best camera: with the lens that there is, else with a prime, else with a zoom.

    Only where no lens is asked for; primes are those nearest to what would do.
    """
    outcome = trial.run()
    if not outcome.found.broken or any(i.kind == "focal_length" for i in intents.values()):
        return outcome
    zoomed = trial.run(focals_mm=(ANY_LENS,))
    if zoomed.found.broken:
        return zoomed
    wanted = math.exp(float(zoomed.found.numbers[FOCAL]))
    near = sorted(PRIMES_MM, key=lambda f: (abs(math.log(f / wanted)), f))[:2]
    fixed = trial.run(focals_mm=tuple((f, f) for f in near))
    return zoomed if fixed.found.broken else fixed


def _conflict(trial: Trial, outcome: Outcome, solved: Solved) -> Solved | Conflict:
    if not outcome.found.broken:  # it fails in the course of the shot: look at the worst moment
        worst = _worst_row(trial.floor, outcome, solved)
        trial = replace(trial, row=worst, base=solved.numbers[worst])
        outcome = trial.run()
    found = explained(trial, outcome) if outcome.found.broken else None
    if isinstance(found, Outcome):
        late = _over_time(trial, found)
        if all(h.holds for h in late.held if h.ask.must):
            return late
        found = None
    missed = [h for h in solved.held if h.ask.must and not h.holds]
    if found is None:
        words = ", ".join(f"{h.ask.words} ({h.share:.0%} of the time)" for h in missed)
        return Conflict(
            shot=trial.floor.shot, subject=trial.main, asks=tuple(h.ask for h in missed),
            values=tuple(h.value for h in missed), relaxations=(), nearest=solved,
            message=f"no camera keeps {words} over the whole shot",
        )  # fmt: skip
    return Conflict(
        shot=trial.floor.shot, subject=trial.main, asks=found.asks, values=found.values,
        relaxations=found.relaxations, message=found.message, nearest=solved,
    )  # fmt: skip


def _worst_row(floor: Floor, outcome: Outcome, solved: Solved) -> int:
    rows = [
        sum(h.ask.excess(v) for h, v in zip(own, (h.value for h in own), strict=True))
        for own in (
            summed(_at(floor, k), outcome.asks, solved.numbers[k : k + 1])
            for k in range(len(solved.numbers))
        )
    ]
    return int(np.argmax(rows))


def _at(floor: Floor, row: int) -> Floor:
    """Return the floor at one of its times."""
    own = slice(row, row + 1)
    bodies = {
        key: replace(
            b, points=b.points[own], facing=b.facing[own], going=b.going[own],
            ground=b.ground[own], world_from_body=b.world_from_body[own], boxes=b.boxes[own],
            marks={name: mark[own] for name, mark in b.marks.items()},
        )
        for key, b in floor.bodies.items()
    }  # fmt: skip
    barriers = tuple(
        replace(b, world_from_box=b.world_from_box[own], boxes=b.boxes[own]) for b in floor.barriers
    )
    return replace(floor, times=floor.times[own], bodies=bodies, barriers=barriers)


def _over_time(trial: Trial, outcome: Outcome) -> Solved:
    floor, numbers = trial.floor, outcome.found.numbers[None]
    if len(floor.times) > 1:
        focal = float(np.exp(numbers[0, FOCAL]))
        bounds = Bounds.of(focals_mm=(focal, focal), roll=trial.roll)
        numbers = followed(floor, outcome.every, reference=numbers[0], row=trial.row,
                           main=trial.main, bounds=bounds)  # fmt: skip
    held = summed(floor, outcome.every, numbers)
    focus, stop = _sharpened(floor, held, numbers, main=trial.main)
    moves = bool(np.ptp(numbers, axis=0).max() > 1e-9)
    return Solved(
        times=floor.times if moves else floor.times[trial.row : trial.row + 1],
        numbers=numbers if moves else numbers[:1], subject=trial.main, held=held,
        focus_m=focus if moves else focus[:1], fstop=stop, moves=moves,
    )  # fmt: skip


def _sharpened(
    floor: Floor, held: tuple[Held, ...], numbers: Float[np.ndarray, "time 7"], *, main: str
) -> tuple[Float[np.ndarray, " time"], float | None]:
    """Return focus over time, and the stop that sharpness asks for."""
    views = views_of(numbers, gate_mm=floor.gate_mm)

    def depth(entity: str, part: str = "") -> Float[np.ndarray, " time"]:
        body = floor.bodies[entity]
        return views.depths(body.mark(part or body.main)[:, None])[:, 0]

    sharp = next((h for h in held if h.ask.kind == "sharp"), None)
    if sharp is None:
        return np.maximum(depth(main), 0.05) if main else np.full(len(numbers), 3.0), None
    ends = [depth(e, sharp.ask.part) for e in (sharp.ask.subject, sharp.ask.object)]
    focus = np.array([focus_between(float(a), float(b)) for a, b in zip(*ends, strict=True)])
    return focus, math.ceil(10.0 * sharp.value) / 10.0


def _reference(floor: Floor, intents: Mapping[str, Intent], shot: Shot) -> int:
    """Return the time that is solved first: the middle, or the first that something asks for."""
    timed = [i for i in intents.values() if i.when != "always" or i.first is not None]
    if not timed:
        return len(floor.times) // 2
    firsts = [
        i.first if i.first is not None else shot.last if i.when == "end" else shot.first
        for i in timed
    ]
    return int(np.argmin(np.abs(floor.times - min(firsts))))


def _spread(asks: tuple[Ask, ...]) -> tuple[str, ...]:
    """Return who has a place across the frame, from left to right, where several have."""
    placed = {a.subject: a.low for a in asks if a.kind == "screen_x" and a.must}
    return tuple(sorted(placed, key=lambda e: (placed[e], e))) if len(placed) > 1 else ()


def _there(
    world: World, shot_id: str, times: Int[np.ndarray, " 1"]
) -> Float[np.ndarray, " 7"]:  # fmt: skip
    """Return the camera that the shot has, as a row of numbers."""
    key, entity, camera = camera_entity(world, shot_id)
    at = times.astype(np.float64)
    matrix = view_at(world, key, at)[0]
    k = intrinsics_at(world, entity, camera, times=at)[0]
    row = np.zeros(7)
    row[:3] = matrix[:3, 3]
    row[YAW] = math.atan2(matrix[0, 2], matrix[2, 2])
    row[PITCH] = math.asin(min(1.0, max(-1.0, -matrix[1, 2])))
    row[ROLL] = -math.atan2(matrix[1, 0], matrix[1, 1])
    row[FOCAL] = math.log(k[1, 1] / _unit_focal(world, shot_id))
    return row


def _unit_focal(world: World, shot_id: str) -> float:
    """Return fy of a lens of 1 mm [px]."""
    _, _, camera = camera_entity(world, shot_id)
    return float(pinhole(world, camera, focal_mm=1.0).intrinsics_px[1, 1])


def _lenses(
    intents: Mapping[str, Intent], there_mm: float
) -> tuple[tuple[float, float], ...]:  # fmt: skip
    """Return the lenses to try in turn: what is asked, else the one that there is."""
    asked = next((lenses_of(i) for i in intents.values() if i.kind == "focal_length"), ())
    nearest = sorted(asked, key=lambda pair: (abs(math.log(pair[0] / there_mm)), pair))
    return tuple(nearest) or ((there_mm, there_mm),)


def _rolls(asks: tuple[Ask, ...]) -> tuple[float, float]:
    rolls = [a for a in asks if a.kind == "camera_roll"]
    if not rolls:
        return (0.0, 0.0)
    wish = rolls[0].wish
    return (wish, wish) if wish is not None else (rolls[0].low, rolls[0].high)


def _eyes_of(
    floor: Floor, staging: Staging, *, row: int
) -> tuple[float, float, float] | None:  # fmt: skip
    """Return where a camera in somebody's eyes stands: just before the face."""
    if not staging.eyes:
        return None
    body = floor.bodies[staging.eyes]
    x, y, z = (body.mark("eyes")[row] + 0.12 * body.facing[row]).tolist()
    return (x, y, z)
