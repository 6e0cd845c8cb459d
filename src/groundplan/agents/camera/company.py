"""Room for everybody: set-ups moved back or aside until a group, or everything, is in frame."""

import math
from dataclasses import replace
from typing import Final

import numpy as np

from groundplan.agents.camera.framing import CLEARANCE_M, Subject, fitted
from groundplan.agents.camera.setup import Setup
from groundplan.agents.camera.situation import Situation
from groundplan.agents.camera.terms import SizeTerm

__all__ = ["holding_group", "way_in_frame", "widened"]

_BAND: Final = 0.97
"""How much of a size's band is used."""
_LOOSER: Final = 1.25
"""A wide shot may show this much more than its band, where all that was named then fits."""
_SHARES: Final = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1)
_WAY_MARGIN: Final = 0.8


def widened(
    situation: Situation,
    *,
    setup: Setup,
    size: SizeTerm,
    subject: Subject,
) -> Setup:
    """Return the set-up moved back inside the band of its size as far as the group needs."""
    group = fitted(
        situation.points(),
        gate=situation.gate,
        focal_mm=setup.focal_mm,
        azimuth=setup.azimuth,
        pitch=setup.pitch,
    )
    loose = 1.15 * subject.height_m * setup.focal_mm / situation.gate.height_mm
    farthest = max(setup.depth_m, min(size.high * _BAND, 8.0) * loose / 1.15)
    at_subject = float((np.array(subject.ground) - group.position) @ group.forward)
    if size.id == "wide" and at_subject <= _LOOSER * farthest:
        farthest = max(farthest, group.depth_m)
    depth = min(max(group.depth_m, setup.depth_m), farthest)
    if group.depth_m <= setup.depth_m * 1.001 or group.depth_m <= farthest:
        aim = (group.aim[0], max(group.aim[1], setup.aim[1] * 0.5), group.aim[2])
        lowest = CLEARANCE_M + depth * math.sin(setup.pitch)
        return replace(setup, aim=(aim[0], max(aim[1], lowest), aim[2]), depth_m=depth)
    return _towards(situation, replace(setup, depth_m=depth), aim=group.aim)


def _towards(situation: Situation, setup: Setup, *, aim: tuple[float, float, float]) -> Setup:
    """Return the set-up moved sideways to an aim as far as the subject's whole way stays in frame.

    Unchanged where the way does not fit anyway: such a subject is followed.
    """
    right = np.array([math.cos(setup.azimuth), 0.0, -math.sin(setup.azimuth)])
    aside = float((np.array(aim) - np.array(setup.aim)) @ right)
    for share in _SHARES:
        x, y, z = np.array(setup.aim) + share * aside * right
        moved = replace(setup, aim=(float(x), float(y), float(z)))
        if way_in_frame(situation, moved, margin=_WAY_MARGIN):
            return moved
    return setup


def way_in_frame(situation: Situation, setup: Setup, *, margin: float = 1.0) -> bool:
    """Tell whether the subject stays between the left and right edge of a still camera's frame.

    `margin`: how much of the frame's width counts.
    """
    if situation.subject is None:
        return True
    right = np.array([math.cos(setup.azimuth), 0.0, -math.sin(setup.azimuth)])
    local = situation.subject.corners().reshape(-1, 3) - setup.position
    limit = margin * situation.gate.tangents(setup.focal_mm)[0]
    return bool(np.all(np.abs(local @ right) <= limit * (local @ setup.forward)))


def holding_group(situation: Situation, setup: Setup, *, highest_m: float) -> Setup:
    """Return the set-up moved back until every member of the subject is in frame.

    `highest_m`: visible height that a stated size allows [m].
    """
    subject = situation.subject
    if subject is None:
        return setup
    group = fitted(
        subject.corners()[len(situation.times) // 2],
        gate=situation.gate,
        focal_mm=setup.focal_mm,
        azimuth=setup.azimuth,
        pitch=setup.pitch,
    )
    farthest = _BAND * highest_m * setup.focal_mm / situation.gate.height_mm
    ahead = float((np.array(setup.aim) - np.array(group.aim)) @ setup.forward)
    return replace(setup, depth_m=max(setup.depth_m, min(group.depth_m + ahead, farthest)))
