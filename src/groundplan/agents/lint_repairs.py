"""What may cure an alarm of the linter: candidates, each a handful of fields to set."""

import math
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.agents.critic.filmed import Filmed, filmed
from groundplan.agents.critic.linting import Alarm
from groundplan.agents.critic.rules.clips import nearest_counts
from groundplan.agents.critic.rules.lights import reading_of
from groundplan.agents.figures import Figure
from groundplan.agents.port import WorldView
from groundplan.agents.repair import RepairAgent
from groundplan.geometry import quaternions
from groundplan.language.facts import Facts
from groundplan.scene.library import EMPTY, Library
from groundplan.world.document import World
from groundplan.world.edits import SetField
from groundplan.world.entity import Entity

__all__ = ["FIXABLE", "Change", "repairs_of"]

Change = tuple[tuple[str, object], ...]
"""Paths and the values that they are to have, all together."""
_USUAL_ROOM: Final = 0.08
_RAISED_M: Final = 0.3
_ISO: Final = (100.0, 12_800.0)


def repairs_of(world: World, alarm: Alarm, library: Library = EMPTY) -> Iterator[Change]:
    """Yield changes that may cure an alarm, the smallest first; none where none is known."""
    if alarm.rule.code in _WORLD_REPAIRS:
        yield from _WORLD_REPAIRS[alarm.rule.code](world, alarm)
        return
    repair = _SHOT_REPAIRS.get(alarm.rule.code)
    film = filmed(world, alarm.shot, library) if repair and alarm.shot in world.shots else None
    if repair is not None and film is not None:
        yield from repair(film, alarm)


def _keys(eye: Entity, name: str) -> list[tuple[str, object]]:
    channel = eye.channels.get(name)
    return [] if channel is None else [(k, channel.keys[k].v) for k in sorted(channel.keys)]


def _shifted(film: Filmed, up_m: float) -> Change:
    """Return the camera moved up, at every key."""
    where = film.camera_path
    x, y, z = film.eye.transform.position_m
    found: list[tuple[str, object]] = [(f"{where}/transform/position_m", (x, y + up_m, z))]
    for key, value in _keys(film.eye, "transform.position_m"):
        place = np.array(value, dtype=np.float64) + np.array([0.0, up_m, 0.0])
        path = f"{where}/channels/transform.position_m/keys/{key}/v"
        found.append((path, tuple(place.tolist())))
    return tuple(found)


def _aimed(film: Filmed, up_m: float, depth_m: float) -> Change:
    """Return the camera aimed higher by a length at a depth, at every key."""
    where, eye = film.camera_path, film.eye
    if eye.aim is not None:
        found: list[tuple[str, object]] = [(f"{where}/aim/height_m", eye.aim.height_m + up_m)]
        for key, value in _keys(eye, "aim.height_m"):
            path = f"{where}/channels/aim.height_m/keys/{key}/v"
            found.append((path, float(np.asarray(value)) + up_m))
        return tuple(found)
    turn = quaternions.from_axis_angle(np.array([1.0, 0.0, 0.0]), math.atan2(up_m, depth_m))
    return _turned(film, lambda held: quaternions.multiply(held, turn))


def _turned(film: Filmed, turn: Callable[[np.ndarray], np.ndarray]) -> Change:
    where, eye = film.camera_path, film.eye
    own = np.array(eye.transform.rotation, dtype=np.float64)
    found: list[tuple[str, object]] = [(f"{where}/transform/rotation", tuple(turn(own).tolist()))]
    for key, value in _keys(eye, "transform.rotation"):
        path = f"{where}/channels/transform.rotation/keys/{key}/v"
        found.append((path, tuple(turn(np.array(value, dtype=np.float64)).tolist())))
    return tuple(found)


def _headroom(film: Filmed, alarm: Alarm) -> Iterator[Change]:
    """Aim so that the usual room is left; where turning is no good, move up or down."""
    subject, measured = film.subject, alarm.finding.measured
    if subject is None or not isinstance(measured, int | float):
        return
    room = -measured / 100.0 if alarm.rule.code == "GP102" else measured / 100.0
    size = float(np.median(film.seen.visible_heights(subject)))
    depth = float(np.median(film.seen.depths(subject)))
    up = (_USUAL_ROOM - room) * size
    for share in (1.0, 0.6):
        yield _aimed(film, share * up, depth)
        yield _shifted(film, share * up)


def _level(film: Filmed, _: Alarm) -> Iterator[Change]:
    where, eye = film.camera_path, film.eye
    if eye.aim is not None:
        keys = tuple((f"{where}/channels/aim.roll_rad/keys/{key}/v", 0.0)
                     for key, _ in _keys(eye, "aim.roll_rad"))  # fmt: skip
        yield ((f"{where}/aim/roll_rad", 0.0), *keys)
        return

    def levelled(held: np.ndarray) -> np.ndarray:
        forward = quaternions.rotate(held, np.array([0.0, 0.0, -1.0]))
        return quaternions.look_rotation(forward, np.array([0.0, 1.0, 0.0]))

    yield _turned(film, levelled)


def _repair_role(film: Filmed, _: Alarm) -> Iterator[Change]:
    """Yield what the repair role would do with the shot's camera."""
    view = WorldView(world=film.document, seed=film.document.seed, brief_hash="lint")
    edits = RepairAgent().run(view, Facts(text="")).edits
    own = [e for e in edits if isinstance(e, SetField) and e.path.startswith(film.camera_path)]
    if own:
        yield tuple((edit.path, edit.value) for edit in own)


def _turn_to(film: Filmed, alarm: Alarm) -> Iterator[Change]:
    """Turn a camera that stands and aims at nothing to whom the alarm is about, then repair."""
    named = [p.partition("/")[2] for p in alarm.finding.paths if p.startswith("entities/")]
    figure = next((film.seen.figures[k] for k in named if k in film.seen.figures), None)
    if figure is not None:
        yield from _looking_at(film, figure, film.centres[0])
    yield from _repair_role(film, alarm)


def _looking_at(film: Filmed, figure: Figure, lens: Float[np.ndarray, " 3"]) -> Iterator[Change]:
    eye = film.eye
    if eye.aim is not None or "transform.rotation" in eye.channels or eye.parent is not None:
        return
    aim = figure.positions.mean(axis=0) + np.array([0.0, 0.6 * figure.height_m, 0.0])
    turn = quaternions.look_rotation(aim - lens, np.array([0.0, 1.0, 0.0]))
    yield ((f"{film.camera_path}/transform/rotation", tuple(turn.tolist())),)


def _raise(film: Filmed, alarm: Alarm) -> Iterator[Change]:
    low = float(film.centres[:, 1].min())
    up = _shifted(film, _RAISED_M - low)
    yield up
    if film.subject is not None and len(up) == 1:
        lens = film.centres[0] + np.array([0.0, _RAISED_M - low, 0.0])
        for turned in _looking_at(film, film.subject, lens):
            yield (*up, *turned)
    yield from _repair_role(film, alarm)


def _focus(film: Filmed, _: Alarm) -> Iterator[Change]:
    subject = film.subject
    if subject is None or "camera.focus_m" in film.eye.channels:
        return
    eyes = film.bodies.eyes(subject.entity)
    aims = eyes if eyes is not None else subject.positions + np.array([0, subject.eye_m, 0])
    away = np.sum((aims - film.seen.centres) * -film.seen.world_from_camera[:, :3, 2], axis=1)
    for depth in (float(np.median(away)), float(away[0]), float(away[-1])):
        if depth > 0.0:
            yield ((f"{film.camera_path}/camera/focus_m", round(depth, 3)),)


def _expose(film: Filmed, alarm: Alarm) -> Iterator[Change]:
    """Change ISO first, then the stop, by what the meter says."""
    off = alarm.finding.measured
    if not isinstance(off, int | float):
        return
    stops = off if alarm.rule.code == "GP502" else -off
    iso = film.lens.iso * 2.0**stops
    where = f"{film.camera_path}/camera"
    if _ISO[0] <= iso <= _ISO[1]:
        yield ((f"{where}/iso", round(iso)),)
    fstop = film.lens.fstop / 2.0 ** (stops / 2.0)
    if 1.4 <= fstop <= 22.0:
        yield ((f"{where}/fstop", round(fstop, 2)),)
    capped = min(max(iso, _ISO[0]), _ISO[1])
    rest = film.lens.fstop / 2.0 ** ((stops - math.log2(capped / film.lens.iso)) / 2.0)
    if 1.4 <= rest <= 22.0:
        yield ((f"{where}/iso", round(capped)), (f"{where}/fstop", round(rest, 2)))


def _sun_off(_: Filmed, alarm: Alarm) -> Iterator[Change]:
    path = alarm.finding.paths[0].replace("elevation_rad", "illuminance_lx")
    yield ((path, 0.0),)


def _sun_down(_: Filmed, alarm: Alarm) -> Iterator[Change]:
    most = alarm.finding.expected
    if isinstance(most, int | float):
        yield ((alarm.finding.paths[0], round(0.95 * most)),)


def _white(film: Filmed, _: Alarm) -> Iterator[Change]:
    reading = reading_of(film)
    if reading is not None:
        yield ((f"{film.camera_path}/camera/white_balance_k", round(float(reading.temperature))),)


def _count(film: Filmed, _: Alarm) -> Iterator[Change]:
    count = (film.shot.last - film.shot.first) // 1000 + 1
    below, above = nearest_counts(count)
    for wanted in sorted((above, below), key=lambda n: abs(n - count)):
        yield ((f"shots/{film.key}/last", film.shot.first + 1000 * (wanted - 1)),)


def _size(world: World, alarm: Alarm) -> Iterator[Change]:
    del world
    wide, tall = str(alarm.finding.expected).split("x")
    yield (("film/width_px", int(wide)), ("film/height_px", int(tall)))


_SHOT_REPAIRS: Final[Mapping[str, Callable[[Filmed, Alarm], Iterator[Change]]]] = MappingProxyType(
    {
        "GP101": _headroom, "GP102": _headroom, "GP103": _headroom, "GP107": _level,
        "GP112": _turn_to, "GP113": _repair_role, "GP114": _repair_role, "GP302": _raise,
        "GP303": _repair_role, "GP416": _focus, "GP502": _expose, "GP503": _expose,
        "GP506": _sun_off, "GP507": _sun_down, "GP510": _white, "GP707": _count,
        "GP822": _turn_to, "GP826": _repair_role,
    }
)  # fmt: skip
_WORLD_REPAIRS: Final[Mapping[str, Callable[[World, Alarm], Iterator[Change]]]] = MappingProxyType(
    {"GP716": _size}
)
FIXABLE: Final = frozenset({*_SHOT_REPAIRS, *_WORLD_REPAIRS})
