"""Feet on the ground: slip, depth, speed and stride of every gait of people and animals.

Usage: `python benchmarks/locomotion.py [--json] [--people] [--animals] [SPECIES ...]`.

Every figure is measured from the skinned soles (`ground_contact`), on straight ways, curves, starts
and stops, turns on the spot, a slope of 10 degrees, and stairs. Speeds are Froude numbers
v^2 / (g h), so that a toddler and a giant are asked for the same gait.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from ground_contact import Contact, contact_of, flat
from jaxtyping import Float

from groundplan.assets.animals import animal_mannequin
from groundplan.assets.mannequin import Mannequin, human_mannequin
from groundplan.assets.species import SPECIES, species
from groundplan.motion.animal_legs import hip_height
from groundplan.motion.biped import leg_length
from groundplan.motion.body_motion import Figure, figure_of
from groundplan.motion.gaits import stride_m
from groundplan.motion.quadruped import quadruped_leg_length
from groundplan.world.channel import Channel, Key
from groundplan.world.document import World
from groundplan.world.entity import Body, Entity, Terrain
from groundplan.world.sequence import Track
from groundplan.world.terrain import landform_of

FPS = 16.0
BODY = "B".ljust(26, "0")
PEOPLE = (  # height [m], age [years], gender
    (0.85, 2.0, "neutral"), (1.2, 7.0, "female"), (1.62, 35.0, "female"), (1.78, 30.0, "male"),
    (2.02, 25.0, "male"), (1.6, 78.0, "female"),
)  # fmt: skip
HUMAN_GAITS = {
    "idle": (0.0,), "stroll": (0.06, 0.12), "walk": (0.2, 0.35), "jog": (0.6, 0.9),
    "run": (1.4, 2.5), "sprint": (4.5, 8.0),
}  # fmt: skip
ANIMAL_GAITS = {
    "walk": (0.05, 0.2, 0.4), "trot": (0.5, 1.0, 2.0), "pace": (0.5, 1.0, 2.0),
    "canter": (1.0, 2.0, 3.0), "gallop": (2.5, 6.0, 12.0),
}  # fmt: skip
WAYS = ("straight", "curve", "start-stop", "turn", "slope")
SLOPE = Terrain(shape="slope", grade_rad=0.1745, heading_rad=0.0)
STEP_M = (0.17, 0.3)
STEP_S = 0.55
SECONDS = 5.0
Way = tuple[Float[np.ndarray, " t"], Float[np.ndarray, "t 2"], Float[np.ndarray, " t"]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Row:
    """One body in one gait at one speed on one way."""

    who: str
    gait: str
    way: str
    contact: Contact
    speed_error: float
    stride_error: float


def way_of(name: str, speed: float, leg: float) -> Way:
    """Return times [s], places (x, z) [m] and headings [rad]."""
    times = np.arange(0.0, SECONDS + 1e-9, 0.125)
    if name == "stairs":
        steps = np.arange(round(SECONDS / STEP_S))
        return STEP_S * steps, np.stack([0.0 * steps, STEP_M[1] * steps], axis=1), 0.0 * steps
    if name == "turn":
        heading = np.interp(times, [1.0, 4.0], [0.0, 1.5 * np.pi])
        return times, np.zeros((len(times), 2)), heading
    along = speed * times
    if name == "start-stop":
        along = np.interp(
            times, np.linspace(0.0, SECONDS, 401), _ramped(np.linspace(0.0, SECONDS, 401), speed)
        )
    if name == "curve":
        radius = max(3.0 * leg, speed * speed / 3.0)
        angle = along / radius
        places = radius * np.stack([1.0 - np.cos(angle), np.sin(angle)], axis=1)
        return times, places, angle
    return times, np.stack([0.0 * along, along], axis=1), 0.0 * along


def stairs(z: Float[np.ndarray, "*shape"]) -> Float[np.ndarray, "*shape"]:
    """Return the height of the step under a place [m]."""
    return STEP_M[0] * np.floor(z / STEP_M[1] + 0.5)


def _ramped(times: Float[np.ndarray, " t"], speed: float) -> Float[np.ndarray, " t"]:
    """Return the distance: at rest for 0.8 s, up to speed in 1 s, and down before the end."""
    pace = speed * np.clip(np.minimum((times - 0.8), (SECONDS - 0.8 - times)), 0.0, 1.0)
    return np.concatenate([[0.0], np.cumsum(0.5 * (pace[1:] + pace[:-1]) * np.diff(times))])


def figure(body: Body, made: Mannequin, gait: str, *, way: Way, ground: str = "") -> Figure:
    """Return a body that goes a way in a gait, over level ground, a slope or stairs."""
    times, places, headings = way
    stamps = np.round(times * 1000.0 * FPS).astype(int).tolist()
    points = [(float(x), 0.0, float(z)) for x, z in places]
    if ground == "slope":
        points = [landform_of(SLOPE).placed((x, 0.0, z - 8.0)) for x, _, z in points]
    if ground == "stairs":
        points = [(x, float(stairs(np.array(z))), z) for x, _, z in points]
    moves = {f"k{k}": Key(t=t, v=v) for k, (t, v) in enumerate(zip(stamps, points, strict=True))}
    turns = {
        f"k{k}": Key(t=t, v=(0.0, float(np.sin(h / 2)), 0.0, float(np.cos(h / 2))))
        for k, (t, h) in enumerate(zip(stamps, headings, strict=True))
    }
    entity = Entity(
        name="body",
        kind="character" if body.rig == "human" else "animal",
        body=body,
        channels={
            "transform.position_m": Channel(type="vec3", unit="m", keys=moves),
            "transform.rotation": Channel(type="quat", unit="1", keys=turns),
        },
    )
    track = Track(entity=BODY, kind="gait", name=gait, first=0, last=stamps[-1])
    entities = {BODY: entity}
    if ground == "slope":
        entities["G".ljust(26, "0")] = Entity(name="ground", kind="set", terrain=SLOPE)
    world = World(entities=entities, tracks={"t1": track})
    return figure_of(world, BODY, skeleton=made.skeleton)


def _leg(made: Mannequin, body: Body) -> float:
    if body.rig == "human":
        return leg_length(made.skeleton)
    return hip_height(made.skeleton) if made.skeleton.base else quadruped_leg_length(made.skeleton)


def row_of(who: str, body: Body, made: Mannequin, *, gait: str, way: str, number: float) -> Row:
    """Return what one run shows; `number` is the Froude number."""
    leg = _leg(made, body)
    speed = (number * 9.80665 * leg) ** 0.5
    moved = figure(body, made, gait, way=way_of(way, speed, leg), ground=way)
    span = (0.5, SECONDS - 0.5) if way in {"straight", "curve"} else (0.2, SECONDS)
    heights = {"slope": landform_of(SLOPE).height_at, "stairs": lambda _, z: stairs(z)}.get(
        way, flat
    )
    if way in {"slope", "stairs"}:
        span = (0.5, min(4.0, 28.0 / max(speed, 1e-6)))
    near = min(0.003, 0.004 * made.size_m[1])
    contact = contact_of(moved, made, span, near_m=near, height_at=heights,
                         whole=way == "stairs")  # fmt: skip
    speed_error = stride_error = 0.0
    if way == "straight" and speed > 0.0:
        stride = next(iter(moved.strides.values()))
        cadence = np.interp([1.5, 2.5], moved.path.times, stride.phase)
        gone = np.interp([1.5, 2.5], moved.path.times, moved.path.way)
        taken = float(np.diff(gone)[0] / np.diff(cadence)[0])
        speed_error = abs(float(np.diff(gone)[0]) / speed - 1.0)
        stride_error = abs(taken / stride_m(speed, leg, legs=moved.legs) - 1.0)
    return Row(who=who, gait=gait, way=way, contact=contact, speed_error=speed_error,
               stride_error=stride_error)  # fmt: skip


def people(ways: Sequence[str] = WAYS) -> list[Row]:
    """Return the runs of people."""
    rows: list[Row] = []
    for height, age, gender in PEOPLE:
        body = Body(rig="human", height_m=height, age_years=age, gender=gender)
        made = human_mannequin(height, age_years=age, gender=gender)
        for gait, numbers in HUMAN_GAITS.items():
            for way in ("turn",) if gait == "idle" else ways:
                if way == "turn" and gait not in {"idle", "walk"}:
                    continue
                if way == "slope" and gait == "sprint":
                    continue
                for number in numbers if way != "turn" else numbers[:1]:
                    who = f"{height:g} m, {age:g} y"
                    rows.append(row_of(who, body, made, gait=gait, way=way, number=number))
        if height > 1.0 and "straight" in ways:
            who = f"{height:g} m, {age:g} y"
            rows.append(row_of(who, body, made, gait="stairs", way="stairs", number=0.05))
    return rows


def animals(names: Sequence[str], ways: Sequence[str] = WAYS) -> list[Row]:
    """Return the runs of animals."""
    rows: list[Row] = []
    for name in names:
        height = species(name).height_m
        body = Body(rig="quadruped", species=name, height_m=height)
        made = animal_mannequin(species(name), height_m=height)
        for gait, numbers in ANIMAL_GAITS.items():
            for way in ways:
                if way == "turn" and gait != "walk":
                    continue
                rows += [
                    row_of(name, body, made, gait=gait, way=way, number=number)
                    for number in (numbers if way == "straight" else numbers[1:2])
                ]
    return rows


def summary(rows: Sequence[Row]) -> dict[str, float | str]:
    """Return the figures of several runs; `worst` names the run with the most slip."""
    slips = np.concatenate([row.contact.slips_mps for row in rows])
    heights = np.concatenate([row.contact.sole_heights_m for row in rows])
    worst = max(rows, key=lambda row: float(np.percentile(row.contact.slips_mps, 99)))
    deep = max(rows, key=lambda row: row.contact.deepest_m)
    return {
        "slip_median_mps": round(float(np.median(slips)), 4),
        "slip_p99_mps": round(float(np.percentile(slips, 99)), 4),
        "worst_run_p99_mps": round(float(np.percentile(worst.contact.slips_mps, 99)), 4),
        "worst": f"{worst.who}, {worst.gait}, {worst.way}",
        "deepest_m": round(deep.contact.deepest_m, 4),
        "deep": f"{deep.who}, {deep.gait}, {deep.way}",
        "sole_mean_m": round(float(np.mean(np.abs(heights))), 4),
        "bearing": round(float(np.mean([row.contact.bearing for row in rows])), 3),
        "speed_error": round(max(row.speed_error for row in rows), 5),
        "stride_error": round(max(row.stride_error for row in rows), 5),
    }  # fmt: skip


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--people", action="store_true")
    parser.add_argument("--animals", action="store_true")
    asked = parser.parse_args()
    both = asked.people == asked.animals
    names = asked.names or sorted(n for n, kind in SPECIES.items() if kind.shape is not None)
    rows = {"people": people() if both or asked.people else [],
            "animals": animals(names) if both or asked.animals else []}  # fmt: skip
    report: dict[str, dict[str, float | str]] = {}
    for kind, runs in rows.items():
        for gait in dict.fromkeys(row.gait for row in runs):
            for way in dict.fromkeys(row.way for row in runs):
                own = [row for row in runs if row.gait == gait and row.way == way]
                if own:
                    report[f"{kind} {gait} {way}"] = summary(own)
    for key, figures in report.items():
        if not asked.json:
            print(f"{key:28}", json.dumps(figures))
    if asked.json:
        print(json.dumps(report))


if __name__ == "__main__":
    main()
