"""Coverage on request: a patch that puts set-ups and their cut in the place of a scene's shots."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from groundplan.agents.camera.setup import Gate
from groundplan.agents.coverage.company import company_of
from groundplan.agents.coverage.covering import Coverage, coverage_of
from groundplan.agents.coverage.cutting import Piece, cut
from groundplan.agents.coverage.setups import KINDS, Kind
from groundplan.agents.coverage.stretches import Stretch, stretches_of
from groundplan.agents.coverage.writing import write_stretch
from groundplan.geometry.sensors import DEFAULT_SENSOR, Sensor
from groundplan.scene.view import view_at
from groundplan.world.build import PatchBuilder
from groundplan.world.document import World
from groundplan.world.edits import Patch
from groundplan.world.finding import Finding

__all__ = ["ACTOR", "Cover", "cover"]

ACTOR: Final = "agent:coverage"
_USUAL_KINDS: Final[frozenset[Kind]] = frozenset(KINDS) - {"cutaways"}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cover:
    """What covering comes to."""

    patch: Patch | None
    """None: nothing changes."""
    shots: tuple[str, ...]
    """Ids of the pieces, in order."""
    kept: dict[str, str]
    """Shots that stay, and why."""
    findings: tuple[Finding, ...]
    coverages: tuple[Coverage, ...]
    """One per stretch that was covered."""


def cover(
    world: World, *, scene: str = "", shot: str = "", kinds: Collection[Kind] = (),
    takes: bool = False, across: bool = False,
) -> Cover:  # fmt: skip
    """Return the coverage of a scene, a shot, or of all scenes, as one patch; pure.

    Args:
        world: the document.
        scene: number, position or id of a scene.
        shot: number, name or id of a shot.
        kinds: what is wanted; none: all but cutaways.
        takes: every set-up as a whole take instead of a cut: takes overlap in time.
        across: stand on the other side of the line than the shot before, on purpose.

    Raises:
        InputError: A scene and a shot are named, or there is no shot.
        PathError: There is no such scene or shot.
    """
    wanted = frozenset(kinds) or _USUAL_KINDS
    stretches, kept = stretches_of(world, scene=scene, shot=shot)
    builder = PatchBuilder(world, actor=ACTOR, summary="cover " + (scene or shot or "all scenes"))
    taken = {entity.name for entity in world.entities.values()}
    ids, findings, coverages = list[str](), list[Finding](), list[Coverage]()
    for stretch in stretches:
        sensor = _sensor(world, stretch)
        covered = _coverage(world, stretch, sensor=sensor, kinds=wanted, across=across)
        findings += covered.findings
        pieces = _takes(covered, stretch) if takes else (
            cut(covered, first=stretch.first, last=stretch.last, kinds=wanted)
        )  # fmt: skip
        if not pieces:
            continue
        coverages.append(covered)
        ids += write_stretch(builder, world, stretch, pieces=pieces, sensor=sensor, taken=taken)
    findings += [_kept(world, key, why) for key, why in kept.items()]
    return Cover(
        patch=builder.patch() if ids else None, shots=tuple(ids), kept=kept,
        findings=tuple(findings), coverages=tuple(coverages),
    )  # fmt: skip


def _coverage(
    world: World, stretch: Stretch, *, sensor: Sensor, kinds: frozenset[Kind], across: bool
) -> Coverage:
    company = company_of(world, stretch.shots, first=stretch.first, last=stretch.last)
    neighbour = stretch.before or stretch.shots[0]
    camera = world.entities.get(world.shots[neighbour].camera)
    place = None
    if camera is not None and camera.camera is not None:
        at = np.array([float(world.shots[neighbour].last)])
        place = view_at(world, world.shots[neighbour].camera, at)[0, :3, 3]
    return coverage_of(
        company, gate=Gate.of(sensor, world.film), kinds=kinds, camera=place, across=across
    )


def _sensor(world: World, stretch: Stretch) -> Sensor:
    """Return the gate that the stretch is filmed with already."""
    camera = world.entities.get(world.shots[stretch.shots[0]].camera)
    lens = camera.camera if camera is not None else None
    if lens is None:
        return DEFAULT_SENSOR
    return replace(
        DEFAULT_SENSOR, name=lens.sensor_name, width_mm=lens.sensor_width_mm,
        height_mm=lens.sensor_height_mm,
    )  # fmt: skip


def _takes(coverage: Coverage, stretch: Stretch) -> tuple[Piece, ...]:
    """Return every set-up over all the time in which it is right."""
    found = list[Piece]()
    for setup in coverage.setups:
        first = max(stretch.first, -(-setup.first // 1000) * 1000)
        last = min(stretch.last, setup.last // 1000 * 1000)
        if last >= first:
            found.append(Piece(setup=setup, first=first, last=last))
    return tuple(found)


def _kept(world: World, key: str, why: str) -> Finding:
    return Finding(
        code="coverage.kept", severity="info",
        message=f"shot {world.shots[key].name} stays as it is: {why}",
        paths=(f"shots/{key}",),
        options=(f"cover it by name: --shot {world.shots[key].name}", "unlock it"),
    )  # fmt: skip
