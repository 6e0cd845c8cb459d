"""GP6xx: people under and near rigs, lamps, vehicles and animals; what a set has no room for."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.agents.critic.filmed import Filmed
from groundplan.agents.critic.rules.nearness import gap_m, ground_gap_m, sped
from groundplan.agents.critic.rules.rule import Hit, ShotCheck
from groundplan.agents.figures import Figure
from groundplan.scene.lamps import lamps_at
from groundplan.scene.placing import world_from_entity_at

__all__ = ["SAFETY_CHECKS"]

_BODY_M: Final = 0.25
"""Half of a body's width."""
_FILM_LAMPS: Final = frozenset({"key", "fill", "rim", "kicker", "eye"})
_RIDING: Final = ("ride", "drive", "cycle", "sit", "row")
_HEAVY_M: Final = 1.0
"""Shoulder height from which on an animal is dangerous at speed: our engineering default."""


def _near(
    film: Filmed, gaps: Float[np.ndarray, " frame"], limit: float, *, who: Figure, words: str,
    cures: tuple[str, ...],
) -> Iterator[Hit]:  # fmt: skip
    worst = int(np.argmin(gaps))
    if gaps[worst] < limit - 1e-9:
        yield Hit(
            message=f"{words} {who.name} by {gaps[worst]:.2f} m",
            at_s=film.time_of_frame(worst), paths=(film.camera_path, f"entities/{who.entity}"),
            measured=round(float(gaps[worst]), 3), expected=limit, options=cures,
        )  # fmt: skip


def _bodies(film: Filmed) -> list[Figure]:
    return [f for f in film.dense.values() if f.living]


def _above(film: Filmed, kinds: frozenset[str], limit: float, *, words: str) -> Iterator[Hit]:
    """Report bodies beneath the lens of an arm or cable, within a distance over the ground."""
    rig = film.eye.rig
    if rig is None or rig.kind not in kinds:
        return
    for body in _bodies(film):
        over = film.centres[:, 1] > body.positions[:, 1] + body.height_m
        gaps = np.where(over, ground_gap_m(body, film.centres), np.inf)
        if np.isfinite(gaps).any() and float(gaps.min()) < limit:
            index = int(np.argmin(gaps))
            yield Hit(
                message=f"the {rig.kind} hangs over {body.name}: {words}",
                at_s=film.time_of_frame(index),
                paths=(film.camera_path, f"entities/{body.entity}"),
                measured=round(float(gaps[index]), 3), expected=limit,
                options=("swing beside the people", "use a remote head on a safety line",
                         f"keep {body.name} from under it"),
            )  # fmt: skip


def _arm(film: Filmed, limit: float) -> Iterator[Hit]:
    kinds = frozenset({"crane", "jib"})
    yield from _above(film, kinds, limit, words="an arm with its counterweight")


def _cable(film: Filmed, limit: float) -> Iterator[Hit]:
    yield from _above(film, frozenset({"cable"}), limit, words="a camera on a wire")


def _drone(film: Filmed, limit: float) -> Iterator[Hit]:
    rig = film.eye.rig
    if rig is None or rig.kind != "drone":
        return
    for body in _bodies(film):
        yield from _near(film, gap_m(body, film.centres), limit, who=body,
                         words="the drone misses", cures=("fly farther away and use a longer lens",)
                         )  # fmt: skip


def _camera_vehicle(film: Filmed, limit: float) -> Iterator[Hit]:
    rig = film.eye.rig
    if rig is None or rig.kind != "vehicle" or len(film.centres) < 2:
        return
    moving = np.append(film.speeds, film.speeds[-1]) > 1.0
    for body in _bodies(film):
        if _rides(film, body.entity):
            continue
        gaps = np.where(moving, ground_gap_m(body, film.centres), np.inf)
        if np.isfinite(gaps).any():
            yield from _near(film, gaps, limit, who=body, words="the camera vehicle passes",
                             cures=("keep more distance and use a longer lens",))  # fmt: skip


def _rig_near(film: Filmed, limit: float) -> Iterator[Hit]:
    """Report a rig on wheels or legs that comes at somebody while it is quick."""
    rig = film.eye.rig
    if rig is None or rig.kind not in {"dolly", "slider", "steadicam", "gimbal"}:
        return
    if len(film.centres) < 2:
        return
    for body in _bodies(film):
        gaps = gap_m(body, film.centres)
        nearer = -np.diff(gaps)
        closing = np.append(nearer, nearer[-1]) / film.step_s > 0.5
        quick = np.where(closing, gaps, np.inf)
        if np.isfinite(quick).any():
            yield from _near(film, quick, limit, who=body, words=f"the {rig.kind} runs up to",
                             cures=("stop earlier", "slow down before it is near"))  # fmt: skip


def _track_crossed(film: Filmed, limit: float) -> Iterator[Hit]:
    """Report somebody whose way crosses the rails, where they would trip."""
    rig = film.eye.rig
    if rig is None or rig.kind not in {"dolly", "slider"} or rig.track_m is None:
        return
    rail = film.centres[:, [0, 2]]
    if float(np.linalg.norm(rail[-1] - rail[0])) < 0.5:
        return
    if rig.kind == "slider" and float(film.centres[:, 1].min()) > 0.6:
        return
    for body in _bodies(film):
        way = body.positions[:, [0, 2]]
        steps = way[1:] - way[:-1]
        crossed = _crossings(way[:-1], steps, rail)
        if crossed.any():
            index = int(np.argmax(crossed))
            yield Hit(
                message=f"{body.name} steps over the rails of the {rig.kind}",
                at_s=film.time_of_frame(index),
                paths=(f"entities/{body.entity}", film.camera_path),
                measured=int(crossed.sum()), expected=limit,
                options=("lay the track elsewhere", "use a steadicam", "change the way"),
            )  # fmt: skip


def _crossings(
    starts: Float[np.ndarray, "step 2"],
    steps: Float[np.ndarray, "step 2"],
    rail: Float[np.ndarray, "frame 2"],
) -> np.ndarray:
    """Return which steps cross the straight line between the ends of a rail."""
    a, d = rail[0], rail[-1] - rail[0]
    cross = steps[:, 0] * d[1] - steps[:, 1] * d[0]
    safe = np.where(np.abs(cross) < 1e-12, 1.0, cross)
    off = a - starts
    t = (off[:, 0] * d[1] - off[:, 1] * d[0]) / safe
    u = (off[:, 0] * steps[:, 1] - off[:, 1] * steps[:, 0]) / safe
    return (np.abs(cross) >= 1e-12) & (t >= 0) & (t <= 1) & (u >= 0) & (u <= 1)


def _stands(film: Filmed) -> Iterator[tuple[str, Float[np.ndarray, "frame 3"], float]]:
    """Yield film lamps (set for a face or with a role of a rig) with places and flux."""
    for key, entity in sorted(film.world.entities.items()):
        light = entity.light
        if light is None or light.type in {"sun", "sky"}:
            continue
        if light.role not in _FILM_LAMPS and (light.role or light.subject is None):
            continue
        if entity.parent is not None or any(g.entity == key for g in film.world.grips.values()):
            continue
        places = world_from_entity_at(film.world, key, film.frames)[:, :3, 3]
        yield key, places, light.luminous_flux_lm or 0.0


def _lamp_near(film: Filmed, limit: float) -> Iterator[Hit]:
    for key, places, flux in _stands(film):
        for body in _bodies(film):
            gaps = gap_m(body, places)
            worst = int(np.argmin(gaps))
            if gaps[worst] < limit and flux > 500.0:
                yield Hit(
                    message=f"{film.world.entities[key].name} ({flux:,.0f} lm) comes within "
                            f"{gaps[worst]:.2f} m of {body.name}: hot, and in the way",
                    at_s=film.time_of_frame(worst),
                    paths=(f"entities/{key}", f"entities/{body.entity}"),
                    measured=round(float(gaps[worst]), 3), expected=limit,
                    options=("move the lamp away and give it more lumens",),
                )  # fmt: skip


def _glare(film: Filmed, limit: float) -> Iterator[Hit]:
    """Report lamps that together blind somebody: their illuminance at the eyes."""
    times = film.frames[:: max(len(film.frames) // 8, 1)]
    lit = lamps_at(film.world, times)
    rows = slice(None, None, max(len(film.frames) // 8, 1))
    for body in film.dense_people():
        eyes = body.positions[rows] + np.array([0.0, body.eye_m, 0.0])
        levels = np.zeros(len(times))
        for k, lamps in enumerate(lit):
            for lamp in lamps:
                if lamp.kind == "sun":
                    continue
                ray = eyes[k] - np.array(lamp.position)
                apart = max(float(np.linalg.norm(ray)), 0.05)
                along = float(np.dot(ray, np.array(lamp.direction))) / apart
                inside = lamp.kind != "spot" or along >= np.cos(0.5 * lamp.beam_angle_rad)
                share = max(along, 0.0) if lamp.kind == "area" else float(inside)
                levels[k] += lamp.intensity_cd * share / apart**2
        worst = int(np.argmax(levels))
        if levels[worst] > limit:
            yield Hit(
                message=f"lamps put {levels[worst]:,.0f} lx on the face of {body.name}: nobody "
                        "keeps their eyes open in that",
                at_s=film.time_of_frame(min(worst * (rows.step or 1), len(film.frames) - 1)),
                paths=(f"entities/{body.entity}",),
                measured=round(float(levels[worst])), expected=limit,
                options=("dim or diffuse the lamps", "expose for less light"),
            )  # fmt: skip


def _lamp_over(film: Filmed, limit: float) -> Iterator[Hit]:
    for key, places, _ in _stands(film):
        for body in _bodies(film):
            above = places[:, 1] > body.positions[:, 1] + body.height_m + 0.2
            gaps = np.where(above, ground_gap_m(body, places), np.inf)
            worst = int(np.argmin(gaps))
            if gaps[worst] < limit:
                yield Hit(
                    message=f"{film.world.entities[key].name} hangs over {body.name}: it needs a "
                            "safety chain and a rated fixing",
                    at_s=film.time_of_frame(worst),
                    paths=(f"entities/{key}", f"entities/{body.entity}"),
                    measured=round(float(gaps[worst]), 3), expected=limit,
                    options=("hang it off to the side", "note the rigging in the shot"),
                )  # fmt: skip


def _fall(film: Filmed, limit: float) -> Iterator[Hit]:
    """Report a person who drops faster than by stairs: a stunt."""
    if len(film.frames) < 2:
        return
    for body in film.dense_people():
        heights = body.positions[:, 1]
        sinking = np.diff(heights) / film.step_s < -1.5
        drop, start, worst, when = 0.0, float(heights[0]), 0.0, 0
        for index, down in enumerate(sinking.tolist()):
            start = start if down and drop > 0.0 else float(heights[index])
            drop = start - float(heights[index + 1]) if down else 0.0
            if drop > worst:
                worst, when = drop, index + 1
        if worst > limit:
            yield Hit(
                message=f"{body.name} falls {worst:.1f} m: a stunt, with mats, wires or a double",
                at_s=film.time_of_frame(when), paths=(f"entities/{body.entity}",),
                measured=round(worst, 2), expected=limit,
                options=("fall less far", "cut around the fall", "waive it with the stunt plan"),
            )  # fmt: skip


def _rides(film: Filmed, entity: str) -> bool:
    world = film.world
    if world.entities[entity].parent is not None:
        return True
    tracks = any(t.entity == entity and any(w in t.name for w in _RIDING)
                 for t in world.tracks.values())  # fmt: skip
    return tracks or any(a.agent == entity and any(w in a.action for w in _RIDING)
                         for a in world.narrative.actions.values())  # fmt: skip


def _dangerous(film: Filmed, limit: float) -> Iterator[tuple[Figure, Float[np.ndarray, " frame"]]]:
    """Yield vehicles and heavy animals that go fast, with their speed at every frame."""
    for figure in film.dense.values():
        heavy = figure.kind == "vehicle"
        body = film.world.entities[figure.entity].body
        if figure.kind == "animal" and body is not None:
            heavy = body.height_m >= _HEAVY_M
        if not heavy or len(figure.positions) < 2:
            continue
        speeds = sped(figure, film)
        if float(speeds.max()) > limit:
            yield figure, np.append(speeds, speeds[-1])


def _passes_person(film: Filmed, limit: float, kind: str) -> Iterator[Hit]:
    for mover, speeds in _dangerous(film, 3.0):
        if mover.kind != kind:
            continue
        for person in film.dense_people():
            if _rides(film, person.entity):
                continue
            gaps = ground_gap_m(mover, person.positions) - _BODY_M
            quick = np.where(speeds > 3.0, gaps, np.inf)
            worst = int(np.argmin(quick))
            if quick[worst] < limit:
                yield Hit(
                    message=f"{mover.name} passes {person.name} at {speeds[worst]:.1f} m/s and "
                            f"{max(float(quick[worst]), 0.0):.2f} m",
                    at_s=film.time_of_frame(worst),
                    paths=(f"entities/{mover.entity}", f"entities/{person.entity}"),
                    measured=round(float(quick[worst]), 3), expected=limit,
                    options=("keep them apart", "slow down", "use a long lens to bring them close"),
                )  # fmt: skip


def _vehicle_person(film: Filmed, limit: float) -> Iterator[Hit]:
    yield from _passes_person(film, limit, "vehicle")


def _animal_person(film: Filmed, limit: float) -> Iterator[Hit]:
    yield from _passes_person(film, limit, "animal")


def _at_camera(film: Filmed, limit: float) -> Iterator[Hit]:
    for mover, speeds in _dangerous(film, 3.0):
        relative = np.diff(mover.positions - film.centres, axis=0) / film.step_s
        fast = np.append(np.linalg.norm(relative, axis=1), 0.0) > 3.0
        gaps = np.where(fast & (speeds > 3.0), gap_m(mover, film.centres), np.inf)
        worst = int(np.argmin(gaps))
        if gaps[worst] < limit:
            yield Hit(
                message=f"{mover.name} passes the camera at {speeds[worst]:.1f} m/s and "
                        f"{gaps[worst]:.2f} m: nobody can stand there",
                at_s=film.time_of_frame(worst),
                paths=(f"entities/{mover.entity}", film.camera_path),
                measured=round(float(gaps[worst]), 3), expected=limit,
                options=("use a remote camera in a crash box", "step back and use a longer lens"),
            )  # fmt: skip


def _lamp_in_frame(film: Filmed, limit: float) -> Iterator[Hit]:
    width, height = film.size_px
    for key, places, _ in _stands(film):
        pixels = film.pixels(places[:, None])[:, 0]
        with np.errstate(invalid="ignore"):
            inside = np.all((pixels > 0.0) & (pixels < np.array([width, height])), axis=1)
        share = float(inside.mean())
        if share > limit:
            yield Hit(
                message=f"{film.world.entities[key].name} stands in the picture for "
                        f"{100 * share:.0f} % of the shot",
                at_s=film.time_of_frame(int(np.argmax(inside))), paths=(f"entities/{key}",),
                measured=round(share, 2), expected=limit,
                options=("move it out of frame", "make it a practical"),
            )  # fmt: skip


def _door_narrow(film: Filmed, _: float) -> Iterator[Hit]:
    """Report a rig that is wider than a door on its way."""
    rig = film.eye.rig
    if rig is None or rig.width_m is None:
        return
    for figure in film.dense.values():
        asset = film.world.entities[figure.entity].asset
        if asset is None or "door" not in asset.catalogue_id:
            continue
        through = ground_gap_m(figure, film.centres) <= 0.0
        clear = figure.size_m[0] - 0.2
        if through.any() and rig.width_m > clear:
            yield Hit(
                message=f"the {rig.kind} needs {rig.width_m:.2f} m, and {figure.name} is "
                        f"{clear:.2f} m wide",
                at_s=film.time_of_frame(int(np.argmax(through))),
                paths=(f"{film.camera_path}/rig/width_m", f"entities/{figure.entity}"),
                measured=rig.width_m, expected=round(clear, 3),
                options=("use a narrower rig", "go hand-held through the door"),
            )  # fmt: skip


SAFETY_CHECKS: Final[Mapping[str, ShotCheck]] = MappingProxyType(
    {
        "GP601": _arm, "GP602": _drone, "GP603": _cable, "GP604": _camera_vehicle,
        "GP605": _rig_near, "GP606": _track_crossed, "GP607": _lamp_near, "GP608": _glare,
        "GP609": _lamp_over, "GP610": _fall, "GP611": _vehicle_person, "GP612": _animal_person,
        "GP613": _at_camera, "GP614": _lamp_in_frame, "GP615": _door_narrow,
    }
)  # fmt: skip
