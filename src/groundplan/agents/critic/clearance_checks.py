"""Do bodies and camera keep out of one another, and does the camera see past them."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from groundplan.agents.camera.clear import CLEAR_M, entry_fractions
from groundplan.agents.critic.observation import Observation
from groundplan.agents.critic.relation_checks import outline, sits_on
from groundplan.agents.figures import Figure
from groundplan.geometry.boxes import footprints_overlap
from groundplan.world.finding import Finding

__all__ = ["clearance_findings", "overlapping_pairs", "view_findings"]

_UPPER: Final = (0.5, 0.75, 0.93)
_NESTED: Final = frozenset({"on", "inside", "under"})
_STEPPED_ON: Final = frozenset({"stairs"})
_TOUCH_M: Final = 0.02


def clearance_findings(seen: Observation) -> Iterator[Finding]:
    """Return what stands in something else or hides the subject."""
    yield from _overlaps(seen)
    yield from view_findings(seen)


def view_findings(seen: Observation) -> Iterator[Finding]:
    """Return what hides the subject or touches the camera: what moving the camera can cure."""
    yield from _hidden(seen)
    yield from _inside(seen)


def _overlaps(seen: Observation) -> Iterator[Finding]:
    """Report bodies that stand in one another, unless one is said to be on or in the other."""
    for a, b, indices in overlapping_pairs(seen):
        yield Finding(
            code="layout.interpenetration",
            severity="warning",
            message=(
                f"{a.name} and {b.name} stand in one another at {seen.second(indices[0]):.2f} s"
            ),
            paths=(f"entities/{a.entity}", f"entities/{b.entity}"),
            options=(f"move {a.name}", f"move {b.name}"),
        )


def overlapping_pairs(seen: Observation) -> Iterator[tuple[Figure, Figure, list[int]]]:
    """Yield bodies whose boxes share space although nobody said so, and the samples where."""
    nested = {
        frozenset((r.subject, r.object))
        for r in seen.world.narrative.relations.values()
        if r.relation in _NESTED
    }
    solid = [
        f for f in seen.figures.values()
        if f.kind != "set" and not _is_stepped_on(seen, f.entity)
    ]  # fmt: skip
    for a, b, near in _close_pairs(solid):
        parented = {seen.world.entities[a.entity].parent, seen.world.entities[b.entity].parent}
        if frozenset((a.entity, b.entity)) in nested or parented & {a.entity, b.entity}:
            continue
        if _touching(seen, {a.entity, b.entity}):
            continue
        hits = [i for i in near if footprints_overlap(outline(a, i), outline(b, i))]
        if hits:
            yield a, b, hits


def _close_pairs(solid: list[Figure]) -> Iterator[tuple[Figure, Figure, list[int]]]:
    """Return pairs whose boxes share space by more than a touch, and the samples where they do."""
    if not solid:
        return
    corners = np.stack([figure.corners() for figure in solid])
    low, high = corners.min(axis=2), corners.max(axis=2)
    for n, a in enumerate(solid):
        depth = np.minimum(high[n], high[n + 1 :]) - np.maximum(low[n], low[n + 1 :])
        near = np.all(depth > _TOUCH_M, axis=2)
        for other in np.flatnonzero(near.any(axis=1)):
            yield a, solid[n + 1 + int(other)], np.flatnonzero(near[other]).tolist()


def _is_stepped_on(seen: Observation, entity: str) -> bool:
    """Tell whether bodies go over or through a thing, so that its box says nothing.

    Stairs are gone over, and a door that is opened is gone through.
    """
    thing = seen.world.entities[entity]
    asset = thing.asset
    if asset is not None and asset.catalogue_id == "door" and "parts.leaf" in thing.channels:
        return True
    return asset is not None and not asset.placeholder and asset.catalogue_id in _STEPPED_ON


def _touching(seen: Observation, pair: set[str]) -> bool:
    """Tell whether one holds the other, or both do something with one another."""
    if sits_on(seen, pair):
        return True
    grips = ({grip.entity, grip.holder} for grip in seen.world.grips.values())
    acts = ({t.entity, t.partner} for t in seen.world.tracks.values() if t.partner is not None)
    return any(pair == other for other in (*grips, *acts))


def _hidden(seen: Observation) -> Iterator[Finding]:
    """Report a subject whose upper body is hidden behind one thing for half of the shot."""
    subject = seen.subject
    if subject is None or seen.shot.framing.staging in {"pov", "over_shoulder"}:
        return
    lifts = np.array([[0.0, share * subject.height_m, 0.0] for share in _UPPER])
    targets = subject.positions[:, None, :] + lifts
    for entity in sorted(seen.figures):
        other = seen.figures[entity]
        if other is subject or other.kind == "set":
            continue
        corners = other.corners()
        box = np.stack([corners.min(axis=1), corners.max(axis=1)], axis=1)[:, None]
        entry = entry_fractions(seen.centres[:, None, :], targets, box)
        blocked = np.all(entry < 0.98, axis=1)
        if blocked.sum() >= 0.5 * len(seen.centres):
            yield Finding(
                code="framing.subject-hidden",
                severity="warning",
                message=(
                    f"{other.name} hides {subject.name} at {int(blocked.sum())} of "
                    f"{len(seen.centres)} samples"
                ),
                paths=(f"entities/{seen.shot.camera}", f"entities/{entity}"),
                measured=int(blocked.sum()),
                expected=0,
                unit="samples",
                options=(f"move {other.name}", "move the camera sideways or up"),
            )


def _inside(seen: Observation) -> Iterator[Finding]:
    if float(seen.centres[:, 1].min()) < 0.0:
        yield Finding(
            code="camera.below-ground",
            severity="error",
            message=f"the camera sinks to {seen.centres[:, 1].min():.2f} m, below the ground",
            paths=(f"entities/{seen.shot.camera}",),
            measured=round(float(seen.centres[:, 1].min()), 3),
            expected=0.0,
            unit="m",
        )
    for entity in sorted(seen.figures):
        figure = seen.figures[entity]
        staged = seen.shot.framing.staging in {"pov", "over_shoulder"}
        if figure.kind == "set" or (staged and figure is seen.subject):
            continue
        corners = figure.corners()
        low, high = corners.min(axis=1), corners.max(axis=1)
        gap = np.linalg.norm(
            np.maximum(np.maximum(low - seen.centres, seen.centres - high), 0.0), axis=1
        )
        if gap.min() < min(CLEAR_M, 0.1):
            yield Finding(
                code="camera.inside-body",
                severity="error",
                message=f"the camera comes within {gap.min():.2f} m of {figure.name}",
                paths=(f"entities/{seen.shot.camera}", f"entities/{entity}"),
                measured=round(float(gap.min()), 3),
                expected=CLEAR_M,
                unit="m",
                options=("step back", f"move {figure.name}"),
            )
