"""What goes without saying: room for the camera, and the usual view of a subject."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.agents.camera.solving.asks import Ask
from groundplan.agents.camera.solving.bodies import Body
from groundplan.agents.camera.solving.casting import Staging
from groundplan.agents.camera.solving.floor import Floor
from groundplan.agents.camera.terms import SIZES
from groundplan.geometry.composition.views import FOCAL, PITCH
from groundplan.world.sequence import Shot

__all__ = ["implied_asks"]

_WALL_M: Final = 0.3
_OPEN_M: Final = 0.15
"""Room that a lens needs before walls and things, and before bodies: our engineering defaults."""
_LEVEL: Final = math.radians(5.0)
_STEEP: Final = math.radians(10.0)
"""People are seen at eye level unless the camera that there was is steeper than this."""
_AROUND: Final = math.radians(45.0)
"""How far about its subject a camera may go from where it was, where nobody says a side."""
_ASIDE: Final = 0.2
"""How far from the middle a subject may be, of the frame's width, where nobody says a place."""
_HEADROOM: Final = 0.08
_TIGHT, _LOOSE = 0.2, 1.2
"""Sizes between which the room over a head is what composes a picture."""


def implied_asks(  # noqa: PLR0913  (each is one part of what is known, by keyword)
    said: Sequence[Ask], floor: Floor, *, shot: Shot, main: str, staging: Staging,
    base: Float[np.ndarray, " 7"], row: int,
) -> Iterator[Ask]:  # fmt: skip
    """Yield what is implied; `base` is the camera that there was, at the time `row`."""
    own = Ask(id="own", kind="clearance", words="", subject=main, first=shot.first,
              last=shot.last, implied=True)  # fmt: skip
    yield from _room(floor, own, eyes=staging.eyes)
    if not main:
        return
    kinds = {ask.kind for ask in said}
    should = replace(own, must=False)
    if "focal_length" not in kinds:
        yield replace(should, id="own/lens", kind="focal_length", wish=math.exp(float(base[FOCAL])),
                      words="the lens that there is")  # fmt: skip
    body = floor.bodies[main]
    yield replace(should, id="own/unhidden", kind="unoccluded", low=0.9, words=f"{body.name} seen",
                  part="head")  # fmt: skip
    yield from _in_frame(said, body, own, staging=staging)
    yield from _placed(said, body, should, staging=staging)
    yield from _sized(kinds, should, staging=staging)
    if staging.eyes:
        return
    if not kinds & {"camera_angle", "camera_pitch", "camera_height"}:
        yield from _levelled(body, should, pitch=float(base[PITCH]), row=row, staging=staging)
    few = not staging.word or len(staging.members) > 2
    if "camera_azimuth" not in kinds and few and _alone(said):
        azimuth = _azimuth(body, base, row=row)
        yield replace(own, id="own/side", kind="camera_azimuth", low=azimuth - _AROUND,
                      high=azimuth + _AROUND, must=not staging.members,
                      wish=azimuth if staging.members else None,
                      words=f"{body.name} seen from this side")  # fmt: skip


def _room(floor: Floor, own: Ask, *, eyes: str) -> Iterator[Ask]:
    if floor.level:
        yield replace(own, id="own/ground", kind="camera_height", low=_OPEN_M,
                      words=f"the lens {_OPEN_M:g} m above the ground")  # fmt: skip
    for barrier in floor.barriers:
        if barrier.entity == eyes:
            continue
        keep = _WALL_M if barrier.entity not in floor.bodies else _OPEN_M
        if not barrier.wall or not own.subject:
            yield replace(own, id=f"own/clear:{barrier.name}", object=barrier.entity, low=keep,
                          words=f"the lens {keep:g} m clear of {barrier.name}")  # fmt: skip
        else:
            yield replace(own, id=f"own/before:{barrier.name}", kind="barrier", high=-_WALL_M,
                          object=barrier.entity, words=f"the camera before {barrier.name}",
                          implied=False)  # fmt: skip


def _in_frame(said: Sequence[Ask], body: Body, own: Ask, *, staging: Staging) -> Iterator[Ask]:
    """Yield that a subject is in frame: its head, or of a tight picture what it is about."""
    kinds = {ask.kind for ask in said if ask.subject == body.entity}
    if {"screen_x", "screen_y"} <= kinds or staging.near or staging.members:
        return
    size = next((a.wish for a in said if a.kind == "shot_size" and a.subject == body.entity), None)
    tight = size is not None and size < _TIGHT
    yield replace(own, id="own/framed", kind="framed", high=0.0, part=body.main if tight else "",
                  words=f"{body.name} in frame")  # fmt: skip


def _placed(said: Sequence[Ask], body: Body, should: Ask, *, staging: Staging) -> Iterator[Ask]:
    """Yield where in the frame a subject usually is, as far as nothing says it."""
    kinds = {ask.kind for ask in said if ask.subject == body.entity}
    if not kinds & {"screen_x", "lead_room"} and not staging.near and not staging.members:
        yield replace(should, id="own/x", kind="screen_x", wish=0.5, low=0.5 - _ASIDE,
                      high=0.5 + _ASIDE, must=True,
                      words=f"{body.name} in the middle part of the frame")  # fmt: skip
    if kinds & {"screen_y", "headroom"}:
        return
    size = next((a.wish for a in said if a.kind == "shot_size" and a.subject == body.entity), None)
    if size is not None and size < _TIGHT and body.living:
        yield replace(should, id="own/y", kind="screen_y", wish=0.5, words="eyes in the middle")
    elif body.living and (size is None or size < _LOOSE) and "screen_height" not in kinds:
        yield replace(should, id="own/head", kind="headroom", wish=_HEADROOM, words="headroom")
    else:
        yield replace(should, id="own/y", kind="screen_y", part="body", wish=0.5,
                      words="in the middle")  # fmt: skip


def _sized(kinds: set[str], should: Ask, *, staging: Staging) -> Iterator[Ask]:
    """Yield the size that a staging usually has."""
    if kinds & {"shot_size", "screen_height", "camera_distance"}:
        return
    usual = "medium_close_up" if staging.near else "medium" if len(staging.members) == 2 else ""
    usual = usual or ("medium_long" if staging.members else "")
    if usual:
        term = SIZES[usual]
        yield replace(should, id="own/size", kind="shot_size", low=term.low, high=term.high,
                      wish=term.fraction, words=usual.replace("_", " "))  # fmt: skip


def _levelled(
    body: Body, should: Ask, *, pitch: float, row: int, staging: Staging
) -> Iterator[Ask]:
    """Yield the usual height: that of the eyes of people, else as steep as the camera was."""
    level = 0.0 if body.living and abs(pitch) < _STEEP else pitch
    yield replace(should, id="own/level", kind="camera_pitch", low=level - _LEVEL,
                  high=level + _LEVEL, words="level")  # fmt: skip
    if body.living and level == 0.0 and not staging.near:
        eye = float(body.mark(body.main)[row][1])
        yield replace(should, id="own/height", kind="camera_height", wish=eye,
                      words="at the height of the eyes")  # fmt: skip


def _alone(said: Sequence[Ask]) -> bool:
    """Tell whether places in the frame are asked of one subject at most."""
    return len({a.subject for a in said if a.kind == "screen_x"}) < 2


def _azimuth(body: Body, base: Float[np.ndarray, " 7"], *, row: int) -> float:
    way = base[:3] - body.mark(body.main)[row]
    front = body.world_from_body[row][:3, 2]
    turn = math.atan2(way[0], way[2]) - math.atan2(front[0], front[2])
    return math.remainder(turn, math.tau)
