"""Set-ups of faces: overs and singles, matched between two who face each other."""

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.agents.camera.setup import Gate
from groundplan.agents.camera.terms import SIZES, SizeTerm, size_of_fraction
from groundplan.agents.coverage.clearance import Surroundings
from groundplan.agents.coverage.company import Company, Player
from groundplan.agents.coverage.placing import (
    Pair,
    Picture,
    ground_distance,
    headroom_place,
    over_shoulder,
    towards,
)
from groundplan.agents.coverage.setups import Role, SetUp
from groundplan.geometry.continuity.line import angle_off_line
from groundplan.geometry.continuity.setups import LEAST_TURN_RAD

__all__ = ["PRIMES_MM", "Meeting", "overs", "singles"]

PRIMES_MM: Final = (50.0, 40.0, 35.0, 65.0, 32.0, 75.0, 28.0, 85.0, 25.0, 100.0, 135.0)
"""Focal lengths on Super 35 that are tried, the usual ones for faces first: our default."""
_OVER: Final = SIZES["medium_close_up"]
_SINGLE: Final = SIZES["close_up"]
_OVER_X, _SINGLE_X = 0.63, 0.56
"""Where a face stands across the frame: lead room on the side that it looks to."""
_NEAR_X: Final = (0.17, 0.2, 0.14, 0.24, 0.1, 0.05)
"""Where the nearer head stands, as a share of the width from the frame's edge."""
_SHOULDER_M: Final = (0.55, 2.4, 1.0)
"""Least, largest and usual distance of a camera from the head that it looks past."""
_OFF_RAD: Final = tuple(math.radians(a) for a in (45.0, 50.0, 40.0, 55.0, 60.0))
"""How far a single's camera stands off the line."""
_OPEN_RAD: Final = math.radians(7.0)
"""An over that is nearer to the line than this shows eyes that look into the lens."""
_SINGLE_M: Final = (0.9, 4.0)
_MARGIN_RAD: Final = math.radians(1.0)
_BLIND, _NO_ROOM = 10.0, 100.0
"""What it costs not to see a face, and to have no room to stand in."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Meeting:
    """Two who face each other (or one, and what they face) while nobody goes anywhere."""

    company: Company
    around: Surroundings
    gate: Gate
    samples: slice
    side: int
    """Of the line from `one` to `other` that cameras keep to."""
    one: Player
    other: Player | None = None
    faced: tuple[float, float, float] = (0.0, 0.0, 0.0)
    """What one faces where there is no other [m]."""

    @property
    def pair(self) -> Pair:
        """Return the line of action."""
        start = self.one.at(self.samples)[0]
        end = np.array(self.faced) if self.other is None else self.other.at(self.samples)[0]
        return Pair(start=start, end=end, side=self.side)

    @property
    def turned(self) -> "Meeting":
        """Return it with both in each other's place; the camera's side is the same ground."""
        if self.other is None:
            return self
        return replace(self, one=self.other, other=self.one, side=-self.side)

    @property
    def span(self) -> tuple[int, int]:
        """Return when it is [subframes]."""
        times = self.company.times[self.samples]
        return int(times[0]), int(times[-1])

    @property
    def usual_height_m(self) -> float:
        """Return the height that sizes are shares of, common to both so that reverses match."""
        bodies = [p.figure.framed_m for p in (self.one, self.other) if p is not None]
        return sum(bodies) / len(bodies)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tried:
    cost: float
    setups: tuple[SetUp, ...]
    off: float = 0.0
    """How far off the line the camera stands, at the subject [rad]."""


def overs(meeting: Meeting) -> tuple[_Tried, ...]:
    """Return the best pair of overs, onto the other and onto the one; none where none fits."""
    tried = min(_overs(meeting), key=lambda t: t.cost, default=None)
    return () if tried is None or tried.cost >= _NO_ROOM else (tried,)


def _overs(meeting: Meeting) -> Iterator[_Tried]:
    """Yield matched pairs: one lens, one distance, one height, mirrored about the middle."""
    if meeting.other is None:
        return
    height = 0.5 * float(meeting.pair.start[1] + meeting.pair.end[1])
    for (rank, focal), edge in itertools.product(enumerate(PRIMES_MM), _NEAR_X):
        made = [_over(m, focal, edge, height_m=height) for m in (meeting, meeting.turned)]
        if None in made:
            continue
        both = [m for m in made if m is not None]
        least, most, usual = _SHOULDER_M
        near = min(t.off for t in both)
        if not least <= near <= most:
            continue
        cost = sum(t.cost for t in both) + abs(near - usual) + 0.04 * rank
        off = _angle_at_end(meeting.pair, np.array(both[0].setups[0].position))
        cost += 20.0 * max(0.0, _OPEN_RAD - off)
        yield _Tried(cost=cost, setups=tuple(t.setups[0] for t in both), off=off)


def _angle_at_end(pair: Pair, camera: Float[np.ndarray, " 3"]) -> float:
    """Return the angle at the end of the line between its start and a camera [rad]."""
    far = 2.0 * pair.end - pair.start
    return float(angle_off_line(pair.start, far, camera))


def _over(meeting: Meeting, focal: float, edge: float, *, height_m: float) -> _Tried | None:
    """Return an over onto the other; `off` is the distance from the nearer head here [m]."""
    other = meeting.other
    if other is None:
        return None
    pair = meeting.pair
    picture = _picture(meeting, other, focal=focal, size=_OVER, x=_across(pair.side, _OVER_X))
    near_x = 1.0 - edge if pair.side > 0 else edge
    place = over_shoulder(picture, pair, gate=meeting.gate, near_x=near_x, height_m=height_m)
    if place is None:
        return None
    setup = _setup(meeting, picture, place, role="over_shoulder", subject=other, other=meeting.one)
    near = float(np.linalg.norm((place - pair.start)[[0, 2]]))
    cost = 0.0 if meeting.around.fits(place, near={meeting.one.entity}) else _NO_ROOM
    if not meeting.around.sees(place, pair.end, but={meeting.one.entity, other.entity}):
        cost += _BLIND
    return _Tried(cost=cost, setups=(setup,), off=near)


def singles(meeting: Meeting, *, over_off: float = 0.0) -> tuple[_Tried, ...]:
    """Return the best singles, of the other and of the one, matched; of one who is alone, one.

    `over_off`: how far off the line the overs' cameras are; singles are 30 degrees further.
    """
    tried = min(_singles(meeting, over_off), key=lambda t: t.cost, default=None)
    return () if tried is None or tried.cost >= _NO_ROOM else (tried,)


def _singles(meeting: Meeting, over_off: float) -> Iterator[_Tried]:
    least = over_off + LEAST_TURN_RAD + _MARGIN_RAD if over_off else 0.0
    angles = [max(angle, least) for angle in _OFF_RAD]
    both = (meeting, meeting.turned) if meeting.other is not None else (meeting,)
    for (rank, focal), (step, off) in itertools.product(
        enumerate(PRIMES_MM), enumerate(dict.fromkeys(angles))
    ):
        made = [_single(m, focal, off) for m in both]
        distances = [t.off for t in made]
        if min(distances) < _SINGLE_M[0] or max(distances) > _SINGLE_M[1]:
            continue
        cost = sum(t.cost for t in made) + 0.05 * rank + 0.1 * step
        yield _Tried(cost=cost, setups=tuple(t.setups[0] for t in made), off=off)


def _single(meeting: Meeting, focal: float, off: float) -> _Tried:
    """Return a single of the other, seen from the one's side; of who is alone, of the one.

    `off` is the ground distance here [m].
    """
    pair, subject = meeting.pair, meeting.other
    if subject is None:
        subject, pair = meeting.one, pair.turned
    picture = _picture(meeting, subject, focal=focal, size=_SINGLE, x=_across(pair.side, _SINGLE_X))
    height = float(pair.end[1])
    place = towards(
        picture, gate=meeting.gate, eyes=pair.end, direction=pair.off(off), height_m=height
    )
    partner = meeting.one if meeting.other is not None else None
    setup = _setup(meeting, picture, place, role="single", subject=subject, other=partner)
    cost = 0.0 if meeting.around.fits(place) else _NO_ROOM
    if not meeting.around.sees(place, pair.end, but={subject.entity}):
        cost += _BLIND
    ground = ground_distance(picture, gate=meeting.gate, eyes=pair.end, height_m=height)
    return _Tried(cost=cost, setups=(setup,), off=ground)


def _across(side: int, share: float) -> float:
    """Return where the end of a line stands across the frame: left of the middle on side +1."""
    return 1.0 - share if side > 0 else share


def _picture(
    meeting: Meeting, subject: Player, *, focal: float, size: SizeTerm, x: float
) -> Picture:
    visible = size.fraction * meeting.usual_height_m
    _, head = subject.at(meeting.samples)
    return Picture(
        visible_m=visible, focal_mm=focal, place=(x, headroom_place(visible, head_m=head))
    )


def _setup(
    meeting: Meeting, picture: Picture, place: Float[np.ndarray, " 3"], *, role: Role,
    subject: Player, other: Player | None,
) -> SetUp:  # fmt: skip
    first, last = meeting.span
    eyes, _ = subject.at(meeting.samples)
    root = subject.figure.positions[meeting.samples].mean(axis=0)
    x, y, z = (float(v) for v in place)
    return SetUp(
        role=role, subject=subject.entity, other=other.entity if other is not None else "",
        first=first, last=last, position=(x, y, z), focal_mm=picture.focal_mm,
        depth_m=picture.depth_m(meeting.gate),
        size=size_of_fraction(picture.visible_m / subject.figure.framed_m).id,
        visible_m=picture.visible_m, target=subject.entity,
        aim_height_m=float(eyes[1] - root[1]),
        aim_offset_m=(float(eyes[0] - root[0]), 0.0, float(eyes[2] - root[2])),
        screen=picture.place,
    )  # fmt: skip
