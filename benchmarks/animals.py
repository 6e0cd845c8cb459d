"""Measures animals: foot slip, ground contact, speed and stride, and the cost of a posed frame.

Usage: `python benchmarks/animals.py [--json] [SPECIES ...]`; without names, all with four feet.

Slip is that of the skinned soles (`ground_contact`), sampled 240 times a second; depth is how far
any vertex of the body goes below the ground.
"""

import argparse
import json
import time
from dataclasses import dataclass

import numpy as np
from ground_contact import contact_of
from jaxtyping import Float

from groundplan.assets.animals import animal_mannequin
from groundplan.assets.mannequin import Mannequin
from groundplan.assets.species import SPECIES, species
from groundplan.geometry import transforms
from groundplan.motion.animal_legs import hip_height, legs_of
from groundplan.motion.body_motion import Figure, figure_of
from groundplan.motion.footfall import feet_at
from groundplan.motion.gaits import stride_m
from groundplan.motion.path import ground_from_body_at
from groundplan.world.channel import Channel, Key
from groundplan.world.document import World
from groundplan.world.entity import Body, Entity, Transform
from groundplan.world.sequence import Track

ANIMAL = "A".ljust(26, "0")
FACING_X = (0.0, 0.7071067811865476, 0.0, 0.7071067811865476)
FPS = 16.0
FROUDES = {
    "walk": (0.05, 0.2, 0.4), "trot": (0.5, 1.0, 2.0), "pace": (0.5, 1.0, 2.0),
    "canter": (1.0, 2.0, 3.0), "gallop": (2.5, 6.0, 12.0),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One species in one gait, over its speeds."""

    species: str
    gait: str
    slips_mps: Float[np.ndarray, " n"]
    depth_m: float
    speed_error: float
    stride_error: float
    drop: float
    """How far the back sinks at most, in shoulder heights."""


SECONDS = 4.0


def figure(name: str, gait: str, body: Mannequin, *, speed: float) -> Figure:
    """Return a body that goes along +X."""
    last, seconds = round(1000.0 * FPS * SECONDS), SECONDS
    keys = {
        "k0": Key(t=0, v=(0.0, 0.0, 0.0), interp="linear"),
        "k1": Key(t=last, v=(speed * seconds, 0.0, 0.0)),
    }
    entity = Entity(
        name="animal",
        kind="animal",
        body=Body(rig="quadruped", species=name, height_m=species(name).height_m),
        transform=Transform(rotation=FACING_X),
        channels={"transform.position_m": Channel(type="vec3", unit="m", keys=keys)},
    )
    track = Track(entity=ANIMAL, kind="gait", name=gait, first=0, last=last)
    world = World(entities={ANIMAL: entity}, tracks={"t1": track})
    return figure_of(world, ANIMAL, skeleton=body.skeleton)


def measured(name: str, gait: str, body: Mannequin, *, number: float) -> Row:
    """Return what one speed shows; `number` is the Froude number."""
    skeleton = body.skeleton
    leg = hip_height(skeleton)
    speed = (number * 9.80665 * leg) ** 0.5
    moved = figure(name, gait, body, speed=speed)
    seconds = np.arange(0.5, 3.5, 1.0 / 240.0)
    times = seconds * 1000.0 * FPS
    world = transforms.multiply(
        ground_from_body_at(moved.entity, times)[:, None], moved.entity_from_joint(times)
    )
    stride = next(iter(moved.strides.values()))
    legs = legs_of(skeleton)
    feet = feet_at(stride, seconds, rest=np.zeros((4, 3)), leg_m=leg)
    spans = []
    for k in range(len(legs)):
        stands = np.flatnonzero(np.diff(feet.planted[:, k].astype(int)) == 1) + 2
        stands = stands[stands < len(feet.places)]
        spans.append(np.diff(feet.places[stands, k, 0]))
    span = np.concatenate(spans)
    wanted = stride_m(speed, leg)
    back = world[:, skeleton.index("chest"), 1, 3]
    travelled = (world[-1, 0, 0, 3] - world[0, 0, 0, 3]) / (seconds[-1] - seconds[0])
    return Row(
        species=name, gait=gait, slips_mps=contact_of(moved, body, (0.5, 3.5)).slips_mps,
        depth_m=max(0.0, -lowest(body, world[::12])),
        speed_error=abs(moved.path.cruise / speed - 1.0) if travelled else 1.0,
        stride_error=float(np.abs(span / wanted - 1.0).max()) if len(span) else 0.0,
        drop=float(skeleton.place("chest")[1] - back.min()) / species(name).height_m,
    )  # fmt: skip


def lowest(body: Mannequin, world: Float[np.ndarray, "time joint 4 4"]) -> float:
    """Return the height of the lowest vertex at any time [m]."""
    unbind = transforms.inverse_rigid(body.skeleton.body_from_bind_joint())
    skin = transforms.multiply(world, unbind)
    least = np.inf
    for mesh in body.meshes.values():
        if mesh.skin is None:
            continue
        rows = skin[:, mesh.skin.joints.astype(np.int64)][..., 1, :]
        points = np.concatenate([mesh.positions, np.ones((len(mesh.positions), 1))], axis=1)
        y = np.einsum("tvkj,vk,vj->tv", rows, mesh.skin.weights, points)
        least = min(least, float(y.min()))
    return least


def cost_ms(name: str, gait: str, body: Mannequin) -> float:
    """Return the time of one posed frame, 32 asked together as a stage does [ms]."""
    speed = (6.0 * 9.80665 * hip_height(body.skeleton)) ** 0.5
    times = np.arange(32) * 1000.0
    best = np.inf
    for _ in range(4):
        moved = figure(name, gait, body, speed=speed)
        start = time.perf_counter()
        moved.entity_from_joint(times)
        best = min(best, time.perf_counter() - start)
    return 1e3 * best / len(times)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    names = asked.names or sorted(n for n, kind in SPECIES.items() if kind.shape is not None)
    report: dict[str, dict[str, float]] = {}
    for gait, numbers in FROUDES.items():
        rows = []
        for name in names:
            body = animal_mannequin(species(name), height_m=species(name).height_m)
            rows += [measured(name, gait, body, number=number) for number in numbers]
        slips = np.concatenate([row.slips_mps for row in rows])
        worst = max(rows, key=lambda row: float(np.percentile(row.slips_mps, 99)))
        deepest = max(rows, key=lambda row: row.depth_m)
        report[gait] = {
            "slip_median_mps": round(float(np.median(slips)), 5),
            "slip_p99_mps": round(float(np.percentile(slips, 99)), 5),
            "slip_worst_p99_mps": round(float(np.percentile(worst.slips_mps, 99)), 5),
            "depth_m": round(deepest.depth_m, 4),
            "speed_error": round(max(row.speed_error for row in rows), 5),
            "stride_error": round(max(row.stride_error for row in rows), 5),
            "drop": round(max(row.drop for row in rows), 3),
        }
        if not asked.json:
            print(f"{gait:8}", report[gait], "worst", worst.species, "deepest", deepest.species)
    body = animal_mannequin(species(names[0]), height_m=species(names[0]).height_m)
    report["cost"] = {"ms_per_frame": round(cost_ms(names[0], "gallop", body), 3)}
    print(json.dumps(report) if asked.json else f"cost     {report['cost']}")


if __name__ == "__main__":
    main()
