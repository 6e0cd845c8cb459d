"""GP7xx, second part: what of clips and their format video models round, refuse or drift on."""

import math
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.agents.critic.filmed import Filmed
from groundplan.agents.critic.rules.rule import Hit, ShotCheck, WorldCheck
from groundplan.scene.lamps import light_number
from groundplan.world.document import World
from groundplan.world.entity import Entity
from groundplan.world.placement import is_animated

__all__ = ["CLIP_CHECKS", "FORMAT_CHECKS", "nearest_counts"]

_STRIDES: Final = ((4, 1), (8, 1))
"""Frame counts that video models take: 4n + 1 (Wan, VACE), 8n + 1 (LTX, SanaWM, CogVideoX-Fun)."""


def _flicker(film: Filmed, limit: float) -> Iterator[Hit]:
    """Report light whose level swings up and down faster than a model keeps up with."""
    for key, entity in sorted(film.world.entities.items()):
        if entity.light is None or not is_animated(entity, "light") or len(film.frames) < 4:
            continue
        levels = _levels(entity, film)
        if not np.any(levels > 0.0):
            continue
        stops = np.log2(np.maximum(levels, max(float(levels.max()) * 1e-3, 1e-9)))
        steps = np.diff(stops)
        big = np.where(np.abs(steps) > 0.5, np.sign(steps), 0.0)
        swings = big[big != 0.0]
        turns = int(np.sum(swings[1:] != swings[:-1])) if len(swings) > 1 else 0
        seconds = max(float(film.frames[-1] - film.frames[0]) / 1000.0 / film.fps, 1e-6)
        if 0.5 * turns / seconds > limit:
            yield Hit(
                message=f"{entity.name} flickers {0.5 * turns / seconds:.1f} times a second by "
                        f"{np.abs(steps).max():.1f} stops",
                paths=(f"entities/{key}",), measured=round(0.5 * turns / seconds, 2),
                expected=limit, options=("let it flicker less, or more slowly",),
            )  # fmt: skip


def _levels(entity: Entity, film: Filmed) -> Float[np.ndarray, " frame"]:
    names = ("light.luminous_flux_lm", "light.illuminance_lx")
    rows = [
        [light_number(entity, name, film.frames[k : k + 1]) for k in range(len(film.frames))]
        for name in names
        if name in entity.channels
    ]
    return np.sum(rows, axis=0) if rows else np.zeros(len(film.frames))


def nearest_counts(count: int) -> tuple[int, int]:
    """Return the nearest frame counts of the form 4n + 1 below and above."""
    below = max(4 * ((count - 1) // 4) + 1, 1)
    return below, below + 4


def _count(film: Filmed) -> int:
    return (film.shot.last - film.shot.first) // 1000 + 1


def _clip_count(film: Filmed, _: float) -> Iterator[Hit]:
    count = _count(film)
    if all((count - offset) % stride for stride, offset in _STRIDES):
        below, above = nearest_counts(count)
        yield Hit(
            message=f"{count} frames: video models take 4n + 1 or 8n + 1, so {below} or {above}, "
                    "and round others in silence",
            paths=(f"shots/{film.key}/last",), measured=count, expected=f"{below} or {above}",
            options=(f"let it last {below} or {above} frames",),
        )  # fmt: skip


def _clip_long(film: Filmed, limit: float) -> Iterator[Hit]:
    count = _count(film)
    if count > limit:
        yield Hit(
            message=f"{count} frames in one clip: beyond {limit:.0f} video models drift in colour "
                    "and identity",
            paths=(f"shots/{film.key}/last",), measured=count, expected=limit,
            options=("split the shot", "plan it as several clips that share a frame"),
        )  # fmt: skip


def _still(film: Filmed, limit: float) -> Iterator[Hit]:
    moves = float(film.speeds.sum()) > 1e-6 or float(film.turns.sum()) > 1e-6
    zooms = float(np.ptp(film.intrinsics[:, 1, 1])) > 1e-6
    living = any(f.living for f in film.seen.figures.values())
    tracks = any(t.first < film.shot.last and t.last > film.shot.first
                 for t in film.world.tracks.values())  # fmt: skip
    going = any(f.moving for f in film.seen.figures.values())
    if moves or zooms or living or tracks or going or _count(film) <= limit:
        return
    yield Hit(
        message="nothing moves, and nothing in frame could: a video model invents motion of its "
                "own",
        paths=(f"shots/{film.key}",), measured=0, expected="some motion",
        options=("let the camera creep", "make it a still"),
    )  # fmt: skip


def _frame_rate(world: World, limit: float) -> Iterator[Hit]:
    fps = world.timebase.fps_num / max(world.timebase.fps_den, 1)
    if not limit <= fps <= 30.0:
        yield Hit(
            message=f"{fps:g} frames a second: video models are trained on {limit:g} to 30",
            paths=("timebase/fps_num",), measured=round(fps, 3), expected=f"{limit:g}..30",
            options=("use 16 or 24",),
        )  # fmt: skip


def _size_multiple(world: World, limit: float) -> Iterator[Hit]:
    step = max(int(limit), 1)
    film = world.film
    odd = [v for v in (film.width_px, film.height_px) if v % step]
    if odd:
        near = [max(step * round(v / step), step) for v in (film.width_px, film.height_px)]
        yield Hit(
            message=f"{film.width_px} x {film.height_px} px is no multiple of {step}: video models "
                    f"refuse or scale it; {near[0]} x {near[1]} fits",
            paths=("film/width_px", "film/height_px"),
            measured=f"{film.width_px}x{film.height_px}", expected=f"{near[0]}x{near[1]}",
            options=(f"render at {near[0]}x{near[1]}",),
        )  # fmt: skip


def _small_picture(world: World, limit: float) -> Iterator[Hit]:
    short = min(world.film.width_px, world.film.height_px)
    if short < limit:
        yield Hit(
            message=f"the picture is {short} px on its short side: control passes of video models "
                    f"need {limit:.0f}",
            paths=("film/height_px",), measured=short, expected=limit,
            options=("render larger",),
        )  # fmt: skip


def _shape(world: World, limit: float) -> Iterator[Hit]:
    wide = world.film.width_px * world.film.pixel_aspect / max(world.film.height_px, 1)
    stretch = max(wide, 1.0 / max(wide, 1e-6))
    if math.isfinite(stretch) and stretch > limit:
        yield Hit(
            message=f"the picture is {stretch:.2f} times as long as wide: outside of what video "
                    "models are trained on",
            paths=("film/width_px",), measured=round(stretch, 3), expected=limit,
            options=("film in 16:9 and crop",),
        )  # fmt: skip


CLIP_CHECKS: Final[Mapping[str, ShotCheck]] = MappingProxyType(
    {"GP705": _flicker, "GP707": _clip_count, "GP708": _clip_long, "GP714": _still}
)
FORMAT_CHECKS: Final[Mapping[str, WorldCheck]] = MappingProxyType(
    {
        "GP715": _frame_rate, "GP716": _size_multiple, "GP717": _small_picture, "GP718": _shape,
    }
)  # fmt: skip
