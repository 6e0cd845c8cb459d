"""Intents of staging and sight: over a shoulder, points of view, groups, what hides what."""

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

import numpy as np
from jaxtyping import Bool, Float

from groundplan.agents.critic.assertions.banding import banded, number_of
from groundplan.agents.critic.assertions.framing import aimed, main_points
from groundplan.agents.critic.assertions.outcome import Measure, Measured, Unmeasured
from groundplan.agents.critic.filmed import Filmed
from groundplan.agents.figures import Figure
from groundplan.errors import InputError
from groundplan.geometry.focus import circle_of_confusion, depth_of_field
from groundplan.geometry.transforms import inverse_rigid, transform_points
from groundplan.units import Metres, Millimetres
from groundplan.world.intent import Intent
from groundplan.world.placement import number_at

__all__ = ["STAGING_MEASURES"]

_POV_M: Final = 0.35
_EYE_SLACK_M: Final = 0.03
_SHOWN: Final = 0.6
"""Share of a head's box that has to be in frame to be in a shot of several."""
_TURNS: Final = MappingProxyType(
    {"front": 0.0, "front_view": 0.0, "back": math.pi, "back_view": math.pi,
     "profile": 0.5 * math.pi, "three_quarter": 0.25 * math.pi}
)  # fmt: skip
_TURN_SLACK: Final = math.radians(15.0)
Held = tuple[Bool[np.ndarray, " time"], str]


def _words(held: Bool[np.ndarray, " time"], *, says: str, expected: str) -> Measured:
    return Measured(values=held.astype(np.float64), low=0.5, high=1.5, words=says,
                    expected=expected)  # fmt: skip


def _heads(film: Filmed, entity: str) -> Float[np.ndarray, "time 4"] | None:
    head = film.bodies.head_box(entity)
    return head if head is not None else film.bodies.box(entity)


def _share_in_frame(film: Filmed, box: Float[np.ndarray, "time 4"]) -> Float[np.ndarray, " time"]:
    width, height = film.size_px
    wide, tall = box[:, 2] - box[:, 0], box[:, 3] - box[:, 1]
    across = np.clip(box[:, 2], 0, width) - np.clip(box[:, 0], 0, width)
    down = np.clip(box[:, 3], 0, height) - np.clip(box[:, 1], 0, height)
    share = across * down / np.maximum(wide * tall, 1e-9)
    return np.nan_to_num(share)


def _over_shoulder(film: Filmed, intent: Intent) -> Held | Unmeasured:
    """Tell whether the camera looks past one's head, from behind it, at the other's face."""
    near, far = (film.seen.figures.get(k or "") for k in (intent.subject, intent.object))
    if near is None or far is None:
        return Unmeasured(reason="a shot over a shoulder needs two who are in the scene")
    near_box, far_box = _heads(film, near.entity), _heads(film, far.entity)
    eyes = [main_points(film, f) for f in (near, far)]
    if near_box is None or far_box is None:
        return Unmeasured(reason="one of them is not drawn")
    behind = np.sum((film.seen.centres - eyes[0]) * (eyes[1] - eyes[0]), axis=1) < 0.0
    nearer = film.seen.depths(near) < film.seen.depths(far)
    in_edge = _share_in_frame(film, near_box) > 0.0
    face = _share_in_frame(film, far_box) > _SHOWN
    middle = 0.5 * (far_box[:, 0] + far_box[:, 2])
    with np.errstate(invalid="ignore"):
        clear = (near_box[:, 2] < middle) | (near_box[:, 0] > middle)
    held = behind & nearer & in_edge & face & clear
    says = "over the shoulder" if held.all() else _first_false(
        {"not from behind": behind, "the shoulder is not nearer": nearer,
         "the shoulder is not in frame": in_edge, "the face is not in frame": face,
         "the head hides the face": clear}
    )  # fmt: skip
    if intent.side and held.any():
        # Over the right shoulder the near head stands on the left of the face.
        left = 0.5 * (near_box[:, 0] + near_box[:, 2]) < middle
        own = left if intent.side == "right" else ~left
        says = says if own.all() else "over the other shoulder"
        held = held & own
    return held, says


def _first_false(tests: Mapping[str, Bool[np.ndarray, " time"]]) -> str:
    return next((words for words, held in tests.items() if not held.all()), "")


def _pov(film: Filmed, intent: Intent) -> Held | Unmeasured:
    figure = aimed(film, intent)
    if isinstance(figure, Unmeasured):
        return figure
    apart = np.linalg.norm(film.seen.centres - main_points(film, figure), axis=1)
    held = apart <= _POV_M
    says = f"the lens is {apart.max():.2f} m from {figure.name}'s eyes"
    other = film.seen.figures.get(intent.object or "")
    if other is not None:
        seen = film.seen.in_frame(other) > 0.0
        says = says if seen.all() else f"{other.name} is not in frame"
        held = held & seen
    return held, says


def _together(film: Filmed, intent: Intent) -> Held | Unmeasured:
    """Tell whether the heads of all who are meant are in frame, side by side."""
    keys = [k for k in (intent.subject, intent.object) if k is not None]
    if len(keys) < 2:
        keys = [f.entity for f in film.people()]
    members = [film.seen.figures[k] for k in keys if k in film.seen.figures]
    if len(members) < 2:
        return Unmeasured(reason=f"a {str(intent.value).replace('_', ' ')} needs two in the scene")
    held = np.ones(len(film.seen.times), dtype=bool)
    says = f"{len(members)} in frame"
    for figure in members:
        box = _heads(film, figure.entity)
        if box is None:
            return Unmeasured(reason=f"{figure.name} is not drawn")
        inside = _share_in_frame(film, box) > _SHOWN
        says = says if inside.all() else f"{figure.name} is not in frame"
        held &= inside
    return held, says


def _turned(film: Filmed, intent: Intent) -> Held | Unmeasured:
    """Tell whether the camera stands before, behind or beside a body."""
    figure = aimed(film, intent)
    if isinstance(figure, Unmeasured):
        return figure
    way = film.seen.centres - main_points(film, figure)
    around = np.arctan2(way[:, 0], way[:, 2]) - figure.headings
    around = np.abs(np.remainder(around + math.pi, math.tau) - math.pi)
    wanted = _TURNS[str(intent.value)]
    held = np.abs(around - wanted) <= _TURN_SLACK
    worst = float(np.degrees(around[int(np.argmax(np.abs(around - wanted)))]))
    return held, f"seen from {worst:.0f} degrees off the front"


def _single(film: Filmed, intent: Intent) -> Held | Unmeasured:
    """Tell whether one head is in frame and no other."""
    figure = aimed(film, intent)
    if isinstance(figure, Unmeasured):
        return figure
    box = _heads(film, figure.entity)
    if box is None:
        return Unmeasured(reason=f"{figure.name} is not drawn")
    held = _share_in_frame(film, box) > _SHOWN
    says = "alone in frame" if held.all() else f"{figure.name} is not in frame"
    for other in film.people():
        rival = None if other is figure else _heads(film, other.entity)
        if rival is not None:
            away = _share_in_frame(film, rival) < _SHOWN
            says = says if away.all() else f"{other.name} is in frame too"
            held &= away
    return held, says


_STAGINGS: Final[Mapping[str, Callable[[Filmed, Intent], Held | Unmeasured]]] = MappingProxyType(
    {"over_shoulder": _over_shoulder, "pov": _pov, "two_shot": _together, "three_shot": _together,
     "group": _together, "single": _single, **dict.fromkeys(_TURNS, _turned)}
)  # fmt: skip


def _staging(film: Filmed, intent: Intent) -> Measured | Unmeasured:
    word = str(intent.value)
    if word not in _STAGINGS:
        return Unmeasured(reason=f"{word!r} is no staging that can be measured")
    found = _STAGINGS[word](film, intent)
    if isinstance(found, Unmeasured):
        return found
    return _words(found[0], says=found[1], expected=word.replace("_", " "))


def _inside_set(film: Filmed, intent: Intent) -> Measured | Unmeasured:
    """Measure how far inside the walls of a set the camera is [m]."""
    room = film.seen.figures.get(intent.object or intent.subject or "")
    if room is None:
        return Unmeasured(reason="it names no set of the scene")
    local = transform_points(inverse_rigid(room.world_from_figure), film.seen.centres)
    half = 0.5 * np.array(room.size_m)
    sides = np.minimum(half[[0, 2]] - np.abs(local[:, [0, 2]]), room.size_m[1])
    up = np.minimum(local[:, 1], room.size_m[1] - local[:, 1])
    return Measured(values=np.minimum(sides.min(axis=1), up), low=0.0, high=math.inf, unit="m",
                    expected=f"inside {room.name}")  # fmt: skip


def _unoccluded(film: Filmed, intent: Intent) -> Measured | Unmeasured:
    figure = aimed(film, intent)
    if isinstance(figure, Unmeasured):
        return figure
    share = film.bodies.seen_share(figure.entity)
    if share is None:
        return Unmeasured(reason=f"{figure.name} is not drawn")
    wanted = intent if number_of(intent) is not None else _asking(intent, 0.9)
    return banded(wanted, share, unit="1", digits=2, open_above=True)


def _asking(intent: Intent, value: float) -> Intent:
    return Intent(kind=intent.kind, subject=intent.subject, value=value,
                  tolerance=intent.tolerance or 0.02)  # fmt: skip


def _visible(film: Filmed, intent: Intent) -> Measured | Unmeasured:
    """Measure the share of a body's box in frame; without a number, being seen once is enough."""
    key = intent.subject or ""
    if film.bodies.instance(key) is None:
        if key in film.document.entities:
            name = film.document.entities[key].name
            return Unmeasured(reason=f"{name} is not drawn in {film.shot.name}")
        return Unmeasured(reason="it names nothing that is there")
    box = film.bodies.box(key)
    share = np.zeros(len(film.seen.times)) if box is None else _share_in_frame(film, box)
    if number_of(intent) is not None:
        return banded(intent, share, unit="1", digits=2, open_above=True)
    if film.bodies.first_seen(key) is None:
        share = np.zeros(len(share))
    return Measured(values=share, low=1e-6, high=math.inf, unit="of it in frame", digits=2,
                    expected="seen at least once", once=True)  # fmt: skip


def _both_eyes(film: Filmed, intent: Intent) -> Measured | Unmeasured:
    """Count the eyes of which rays from the lens reach the surface, in frame."""
    figure = aimed(film, intent)
    if isinstance(figure, Unmeasured):
        return figure
    count = film.bodies.eyes_seen(figure.entity, slack_m=_EYE_SLACK_M)
    if count is None:
        return Unmeasured(reason=f"{figure.name} has no eyes")
    return Measured(values=count.astype(np.float64), low=1.5, high=2.5, unit="eyes", digits=0,
                    expected="2")  # fmt: skip


def _sharp(film: Filmed, intent: Intent) -> Measured | Unmeasured:
    """Tell whether the depth of field covers the subject, and all up to the object."""
    figure = aimed(film, intent)
    if isinstance(figure, Unmeasured):
        return figure
    ends = [figure, *([film.seen.figures[intent.object]]
                      if intent.object in film.seen.figures else [])]  # fmt: skip
    depths = np.stack([_depth(film, f) for f in ends])
    lens, times = film.lens, film.seen.times.astype(np.float64)
    circle = lens.circle_mm or float(circle_of_confusion(
        Millimetres(lens.sensor_width_mm), Millimetres(lens.sensor_height_mm)))  # fmt: skip
    focus, stop = (number_at(film.eye, f"camera.{n}", times) for n in ("focus_m", "fstop"))
    held = np.zeros(len(times), dtype=bool)
    says = ""
    for k in range(len(times)):
        try:
            field = depth_of_field(
                Millimetres(float(film.seen.focals_mm[k])), focus=Metres(float(focus[k])),
                fstop=float(stop[k]), circle=Millimetres(circle),
            )  # fmt: skip
        except InputError as error:
            return Unmeasured(reason=error.problem)
        held[k] = bool(np.all((depths[:, k] >= field.near) & (depths[:, k] <= field.far)))
        if not held[k] or not says:
            says = (f"sharp from {field.near:.2f} to {field.far:.2f} m, and it is "
                    f"{' and '.join(f'{d:.2f}' for d in depths[:, k])} m away")  # fmt: skip
        if not held[k]:
            break
    return _words(held, says=says, expected="sharp")


def _depth(film: Filmed, figure: Figure) -> Float[np.ndarray, " time"]:
    away = main_points(film, figure) - film.seen.centres
    return -np.sum(away * film.seen.world_from_camera[:, :3, 2], axis=1)


STAGING_MEASURES: Final[Mapping[str, Measure]] = MappingProxyType(
    {
        "staging": _staging, "inside_set": _inside_set, "unoccluded": _unoccluded,
        "visible": _visible, "sees_both_eyes": _both_eyes, "sharp": _sharp,
    }
)  # fmt: skip
