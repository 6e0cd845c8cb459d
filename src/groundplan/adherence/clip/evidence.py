"""Whether a clip's pictures follow another clock than its own, judged by what stands still.

What stands still in the world moves on screen with the camera alone, and all over the picture. A
person who is late moves by himself: his blocks have no voice here.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Bool, Float32, Int64

from groundplan.adherence.clip.structure import Structure

__all__ = ["BARE", "ClockEvidence", "Pairing", "PlanStructure", "believes", "evidence_of"]

BARE: Final = 0.95
"""Share of a block that stands still, from which on nothing that moves speaks through it."""
_BARE_SHARE: Final = 0.25
"""Of the frames compared in which a block must be so, to be heard."""
_TELLING: Final = 0.1
"""Loss of likeness that a wrong clock would bring to a block, from which on it is heard."""
_LEAST_BLOCKS: Final = 8
"""Blocks that must be heard, of 48."""
_AGREEING: Final = 0.6
"""Share of them that must find the other clock better."""
_GAIN: Final = 0.25
"""Share of the loss expected from a wrong clock that the other clock must win back."""
_SUBJECT_VALUES: Final = 40
"""Values of structure that subjects must cover, over all frames, to be heard."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanStructure:
    """The plan's pictures as they are compared."""

    frames: Structure
    still: Float32[np.ndarray, "frame block"]
    """Share of every block that stands still in the world."""
    subject: Bool[np.ndarray, "frame block value"]
    """Where something that moves is seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """Plan frames that both clocks have a picture for, and which."""

    plan: Int64[np.ndarray, " pair"]
    ours: Int64[np.ndarray, " pair"]
    """Clip frames by the clip's own clock."""
    other: Int64[np.ndarray, " pair"]
    """Clip frames by the other clock."""
    shown: Int64[np.ndarray, " pair"]
    """Plan frames that the clip's own clock would show, were the other clock right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockEvidence:
    """What speaks for another clock."""

    heard: int
    """Blocks that can tell."""
    agreeing: float
    """Share of them for the other clock."""
    gain: float
    """Likeness that the other clock wins, over what it should win if it is right."""
    subject_gain: float | None
    """The same on what moves; None: nothing that moves can tell."""


def evidence_of(plan: PlanStructure, clip: Structure, pairing: Pairing) -> ClockEvidence:
    """Return what speaks for the other clock; nothing where no frames can be compared."""
    if not len(pairing.plan):
        return ClockEvidence(heard=0, agreeing=0.0, gain=0.0, subject_gain=None)
    own = plan.frames[pairing.plan]
    wins = _products(own, clip[pairing.other]) - _products(own, clip[pairing.ours])
    losses = _products(own, own) - _products(own, plan.frames[pairing.shown])
    bare = np.minimum(plan.still[pairing.plan], plan.still[pairing.shown]) >= BARE
    seen = np.maximum(bare.sum(axis=0), 1)
    gains, expected = (wins * bare).sum(axis=0) / seen, (losses * bare).sum(axis=0) / seen
    heard = (bare.mean(axis=0) >= _BARE_SHARE) & (expected >= _TELLING)
    gains, expected = gains[heard], expected[heard]
    return ClockEvidence(
        heard=int(heard.sum()),
        agreeing=int((gains > 0.0).sum()) / max(len(gains), 1),
        gain=float(gains.sum() / expected.sum()) if len(gains) else 0.0,
        subject_gain=_subject_gain(plan, clip, pairing),
    )


def believes(evidence: ClockEvidence, *, clock_fits: bool) -> bool:
    """Tell whether to take the other clock.

    `clock_fits`: the clip is as long as the plan by its own clock. Then a camera that moves at
    another pace looks like another clock, so that what moves must agree.
    """
    clear = (
        evidence.heard >= _LEAST_BLOCKS
        and evidence.agreeing >= _AGREEING
        and evidence.gain >= _GAIN
    )
    if not clear or not clock_fits:
        return clear
    return evidence.subject_gain is not None and evidence.subject_gain >= _GAIN


def _subject_gain(plan: PlanStructure, clip: Structure, pairing: Pairing) -> float | None:
    mask = plan.subject[pairing.plan]
    if int(mask.sum()) < _SUBJECT_VALUES:
        return None
    own = plan.frames[pairing.plan]
    expected = 1.0 - _masked(own, plan.frames[pairing.shown], mask)
    if expected < _TELLING:
        return None
    won = _masked(own, clip[pairing.other], mask) - _masked(own, clip[pairing.ours], mask)
    return won / expected


def _masked(a: Structure, b: Structure, mask: Bool[np.ndarray, "frame block value"]) -> float:
    """Return the correlation of all values under a mask."""
    left, right = a[mask].astype(np.float64), b[mask].astype(np.float64)
    norm = float(np.sqrt((left * left).sum() * (right * right).sum()))
    return float((left * right).sum()) / max(norm, 1e-9)


def _products(a: Structure, b: Structure) -> Float32[np.ndarray, "frame block"]:
    return (a * b).sum(axis=2)
