"""GP3xx: what stands in what, goes through what, hangs in the air, or cannot be reached."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

import numpy as np

from groundplan.agents.critic.clearance_checks import overlapping_pairs
from groundplan.agents.critic.filmed import Filmed
from groundplan.agents.critic.rules.nearness import (
    gap_m,
    ground_gap_m,
    wall_triangles,
    walls_between,
)
from groundplan.agents.critic.rules.penetration import depth_inside_m
from groundplan.agents.critic.rules.rule import Hit, ShotCheck
from groundplan.agents.figures import Figure
from groundplan.errors import SceneError
from groundplan.scene.placing import world_from_entity_at
from groundplan.world.placement import world_from_entity_at as own_place
from groundplan.world.sequence import Track

__all__ = ["SPACE_CHECKS"]

_REACHING: Final = frozenset(
    {"pick_up", "put_down", "lift", "touch", "pick_up_with_both_hands", "press_button", "knock",
     "open_door", "close_door", "turn_key", "pet", "push", "wipe", "knock_over"}
)  # fmt: skip
"""Actions that are done to a target by hand."""
_AIRBORNE: Final = frozenset(
    {"jump", "fly", "climb", "swim", "flip", "hang", "dive", "fall", "ride", "sit", "sit_down",
     "stand_up", "cycle", "row", "drive", "lie", "lie_down", "skip", "leap", "somersault"}
)  # fmt: skip
_BIRDS: Final = frozenset({"bird", "fish"})
_DOORWAY_M: Final = 1.5


def _still(film: Filmed) -> bool:
    return float(film.speeds.sum()) < 1e-6


def _in_one_another(film: Filmed, limit: float) -> Iterator[Hit]:
    """Report pairs whose boxes overlap and whose drawn surfaces do, deeper than a touch."""
    for a, b, indices in overlapping_pairs(film.seen):
        looked = dict.fromkeys([indices[0], indices[len(indices) // 2], indices[-1]])
        depths = {i: depth_inside_m(film.bodies, a.entity, b.entity, index=i) for i in looked}
        worst = max(depths, key=lambda i: depths[i])
        if depths[worst] > limit:
            yield Hit(
                message=f"{a.name} and {b.name} stand {100 * depths[worst]:.0f} cm in one another",
                at_s=film.time_of_sample(worst),
                paths=(f"entities/{a.entity}", f"entities/{b.entity}"),
                measured=round(depths[worst], 3), expected=limit,
                options=(f"move {a.name}", f"move {b.name}"),
            )  # fmt: skip


def _through_wall(film: Filmed, _: float) -> Iterator[Hit]:
    """Report a camera whose way meets a wall."""
    if _still(film) or not len(walls := wall_triangles(film)):
        return
    hits = walls_between(film.centres[:-1], film.centres[1:], walls)
    if hits.any():
        index = int(np.argmax(hits))
        yield Hit(
            message=f"the camera goes through a wall at {film.time_of_frame(index):.2f} s",
            at_s=film.time_of_frame(index), paths=(film.camera_path,),
            measured=int(hits.sum()), expected=0,
            options=("shorten the move", "open the set there"),
        )  # fmt: skip


def _films_through_wall(film: Filmed, limit: float) -> Iterator[Hit]:
    """Report a wall between lens and subject for most of the shot."""
    subject = film.subject
    if subject is None or film.shot.framing.staging in {"pov", "over_shoulder"}:
        return
    walls = wall_triangles(film)
    if not len(walls):
        return
    aims = subject.positions + np.array([0.0, subject.eye_m, 0.0])
    blocked = walls_between(film.seen.centres, aims, walls)
    share = float(blocked.mean())
    if share >= limit:
        yield Hit(
            message=f"a wall stands between the camera and {subject.name} for {100 * share:.0f} % "
                    "of the shot",
            paths=(film.camera_path,), measured=round(share, 2), expected=limit,
            options=("bring the camera inside", "take the wall out and say so in the set"),
        )  # fmt: skip


def _body_through_wall(film: Filmed, _: float) -> Iterator[Hit]:
    moving = [f for f in film.dense.values() if f.living and f.moving]
    if not moving or not len(walls := wall_triangles(film)):
        return
    doors = [f for f in film.dense.values() if _is_door(film, f.entity)]
    for figure in moving:
        places = figure.positions + np.array([0.0, 0.6 * figure.height_m, 0.0])
        hits = walls_between(places[:-1], places[1:], walls)
        for door in doors:
            hits &= ground_gap_m(door, figure.positions)[:-1] > _DOORWAY_M
        if hits.any():
            index = int(np.argmax(hits))
            yield Hit(
                message=f"{figure.name} goes through a wall at {film.time_of_frame(index):.2f} s",
                at_s=film.time_of_frame(index), paths=(f"entities/{figure.entity}",),
                measured=int(hits.sum()), expected=0,
                options=("lead the way through a door", "stop before the wall"),
            )  # fmt: skip


def _is_door(film: Filmed, entity: str) -> bool:
    asset = film.world.entities[entity].asset
    return asset is not None and "door" in asset.catalogue_id


def _grip_jump(film: Filmed, limit: float) -> Iterator[Hit]:
    """Report a thing that jumps from where it lies into a hand."""
    world = film.world
    for key, grip in sorted(world.grips.items()):
        if not film.shot.first < grip.first <= film.shot.last or grip.entity not in world.entities:
            continue
        before = [g for g in world.grips.values() if g.entity == grip.entity
                  and g.first < grip.first]  # fmt: skip
        if before or world.entities[grip.entity].parent is not None:
            continue
        at = np.array([float(grip.first)])
        try:
            held = world_from_entity_at(world, grip.entity, at)[0, :3, 3]
            lay = own_place(world, grip.entity, at)[0, :3, 3]
        except SceneError:
            continue
        jump = float(np.linalg.norm(held - lay))
        if jump > limit:
            name = world.entities[grip.entity].name
            yield Hit(
                message=f"{name} jumps {jump:.2f} m into the hand of {film.seen.name(grip.holder)}",
                at_s=(grip.first - film.shot.first) / 1000.0 / film.fps,
                paths=(f"grips/{key}", f"entities/{grip.entity}"),
                measured=round(jump, 3), expected=limit,
                options=(f"bring {film.seen.name(grip.holder)} nearer", f"move {name}"),
            )  # fmt: skip


def _out_of_reach(film: Filmed, limit: float) -> Iterator[Hit]:
    """Report a hand's action whose target is farther than an arm and a lean reach."""
    for key, track in sorted(film.world.tracks.items()):
        body = film.dense.get(track.entity)
        target = film.dense.get(track.target or "")
        if body is None or target is None or track.name not in _REACHING:
            continue
        inside = _during(film, track)
        if body.kind != "character" or not inside.any():
            continue
        shoulder = body.positions + np.array([0.0, 0.82 * body.height_m, 0.0])
        gaps = np.where(inside, gap_m(target, shoulder), np.inf)
        nearest = float(gaps.min())
        reach = limit * body.height_m
        if np.isfinite(nearest) and nearest > reach:
            index = int(np.argmin(gaps))
            yield Hit(
                message=f"{target.name} is {nearest:.2f} m from the shoulder of {body.name}, who "
                        f"reaches {reach:.2f} m ({track.name.replace('_', ' ')})",
                at_s=film.time_of_frame(index),
                paths=(f"tracks/{key}", f"entities/{target.entity}"),
                measured=round(nearest, 3), expected=round(reach, 3),
                options=(f"let {body.name} go nearer", f"move {target.name}"),
            )  # fmt: skip


def _during(film: Filmed, track: Track) -> np.ndarray:
    return (film.frames >= track.first) & (film.frames <= track.last)


def _grounded(film: Filmed) -> Iterator[Figure]:
    """Yield who should stand on something: people, walking animals and vehicles that nobody flies.

    On rising ground nothing is told: the level of the ground is the layout's to know.
    """
    world = film.world
    if any(entity.terrain is not None for entity in world.entities.values()):
        return
    up = {t.entity for t in world.tracks.values() if any(w in t.name for w in _AIRBORNE)}
    flying = {a.agent for a in world.narrative.actions.values()
              if any(w in a.action or w in a.verb for w in _AIRBORNE)}  # fmt: skip
    carried = {g.entity for g in world.grips.values()}
    for key, figure in film.seen.figures.items():
        entity = world.entities[key]
        rig = None if entity.body is None else entity.body.rig
        if figure.kind not in {"character", "animal", "vehicle"} or rig in _BIRDS:
            continue
        if key in up | flying | carried or entity.parent is not None or _flies(entity.name):
            continue
        yield figure


def _flies(name: str) -> bool:
    return any(word in name for word in ("plane", "helicopter", "drone", "balloon", "rocket",
                                         "ship", "boat", "kite", "bee", "butterfly"))  # fmt: skip


def _floats(film: Filmed, limit: float) -> Iterator[Hit]:
    supports = [f for f in film.seen.figures.values() if f.kind not in {"character", "animal"}]
    for figure in _grounded(film):
        low = figure.positions[:, 1]
        if float(low.min()) <= limit or figure.moving:
            continue
        held = any(
            other.entity != figure.entity
            and float(ground_gap_m(other, figure.positions).min()) < 0.3
            and float(other.positions[0, 1]) <= float(low[0]) + 0.3
            for other in supports
        )
        if not held:
            yield Hit(
                message=f"{figure.name} hangs {low.min():.2f} m above the ground with nothing "
                        "below it",
                paths=(f"entities/{figure.entity}/transform/position_m",),
                measured=round(float(low.min()), 3), expected=limit,
                options=(f"put {figure.name} on the ground", "give it something to stand on"),
            )  # fmt: skip


def _sinks(film: Filmed, limit: float) -> Iterator[Hit]:
    for figure in _grounded(film):
        low = figure.positions[:, 1]
        worst = int(np.argmin(low))
        if low[worst] < -limit:
            yield Hit(
                message=f"{figure.name} stands {-low[worst]:.2f} m below the ground",
                at_s=film.time_of_sample(worst),
                paths=(f"entities/{figure.entity}/transform/position_m",),
                measured=round(-float(low[worst]), 3), expected=limit,
                options=(f"raise {figure.name}",),
            )  # fmt: skip


SPACE_CHECKS: Final[Mapping[str, ShotCheck]] = MappingProxyType(
    {
        "GP301": _in_one_another, "GP304": _through_wall, "GP305": _films_through_wall,
        "GP306": _body_through_wall,
        "GP307": _grip_jump, "GP308": _out_of_reach, "GP309": _floats, "GP310": _sinks,
    }
)  # fmt: skip
