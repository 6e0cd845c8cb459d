"""Weights of the face's units at any time: expressions of tracks, syllables, blinks and lids."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

import numpy as np
from jaxtyping import Float, Float32, Int64

from groundplan.assets.human_shape.face_units import face_units, unit_weights
from groundplan.assets.skeleton import Skeleton
from groundplan.geometry.easing import ease
from groundplan.motion.faces.expressions import EXPRESSIONS, FACE_OF_ACTION, Expression, Rhythm
from groundplan.world.sequence import Track

__all__ = ["blinking", "face_weights", "lids", "speaking"]

_FADE_S: Final = 0.3
"""An expression is there by its beginning, and fades after its end."""
_BLINK_EVERY_S: Final = 3.6
"""On average: our engineering default."""
_BLINK_S: Final = 0.24
_VOWELS: Final[tuple[Mapping[str, float], ...]] = (
    {}, {"mouthFunnel": 0.5, "mouthPucker": 0.25}, {"mouthStretch": 0.35},
    {"mouthSmile": 0.2, "mouthUpperUp": 0.25}, {"mouthPucker": 0.55}, {"mouthLowerDown": 0.35},
)  # fmt: skip
"""Shapes that lips take in speech: our engineering default."""
_LIDS_RAD: Final = 0.45
"""Eyes this far up or down bring the lids' units to weight 1."""
_SYLLABLE, _VOWEL, _BLINK, _PHASE = range(4)

Times = Float[np.ndarray, " time"]
Weights = Float[np.ndarray, "time unit"]


def face_weights(
    tracks: Iterable[Track], times: Times, *, fps: float, seed: float
) -> Float32[np.ndarray, "time unit"]:
    """Return the weights (0..1) of a person's units at times [subframes], without their lids.

    `seed` in 0..1 sets a person's blinks and syllables apart from others'.
    """
    seconds = times / 1000.0 / fps
    key = int(seed * 2.0**32)
    total, awake = np.zeros((len(times), len(face_units().names))), np.ones(len(times))
    for track in tracks:
        expression = EXPRESSIONS.get(FACE_OF_ACTION.get(track.name, ""))
        if track.kind not in {"action", "pose"} or expression is None:
            continue
        share = _share(track, seconds, fps=fps)
        if np.any(share > 0.0):
            total += share[:, None] * _expressed(expression, seconds, key=key)
            awake = np.minimum(awake, 1.0 - share * (not expression.blinks))
    blink = unit_weights({"eyeBlink": 1.0})
    total = np.maximum(total, (awake * blinking(seconds, key=key))[:, None] * blink)
    return np.clip(total, 0.0, 1.0).astype(np.float32)


def _share(track: Track, seconds: Times, *, fps: float) -> Times:
    first, last = track.first / 1000.0 / fps, track.last / 1000.0 / fps
    u = np.minimum((seconds - first) / _FADE_S, (last - seconds) / _FADE_S) + 1.0
    return ease("ease_in_out", u)


def _expressed(expression: Expression, seconds: Times, *, key: int) -> Weights:
    still = np.tile(unit_weights(expression.units), (len(seconds), 1))
    if expression.rhythm is None:
        return still
    return still + speaking(expression.rhythm, seconds, key=key)


def speaking(rhythm: Rhythm, seconds: Times, *, key: int) -> Weights:
    """Return how jaw and lips move in a rhythm: each syllable a bump of its own height."""
    at = seconds * rhythm.rate_hz + _noise(np.zeros(1, np.int64), key=key, salt=_PHASE)[0]
    number = np.floor(at).astype(np.int64)
    bump = np.sin(np.pi * (at - number)) ** 2
    loud = 0.35 + 0.65 * _noise(number, key=key, salt=_SYLLABLE)
    if rhythm.phrase:
        bump = np.where(np.mod(number, rhythm.phrase + 2) < rhythm.phrase, bump, 0.0)
    result = (rhythm.jaw * bump * loud)[:, None] * unit_weights({"jawOpen": 1.0})
    if rhythm.vowels:
        which = (_noise(number, key=key, salt=_VOWEL) * len(_VOWELS)).astype(np.int64)
        result = result + bump[:, None] * _vowels()[which]
    return result


@cache
def _vowels() -> Float[np.ndarray, "vowel unit"]:
    return np.array([unit_weights(shape) for shape in _VOWELS])


def blinking(seconds: Times, *, key: int) -> Times:
    """Return how closed the lids are by blinks: one somewhere in each stretch of time."""
    number = np.floor(seconds / _BLINK_EVERY_S).astype(np.int64)
    room = _BLINK_EVERY_S - _BLINK_S
    start = number * _BLINK_EVERY_S + room * _noise(number, key=key, salt=_BLINK)
    u = np.clip((seconds - start) / _BLINK_S, 0.0, 1.0)
    return np.sin(np.pi * u) ** 2


def lids(
    skeleton: Skeleton, entity_from_joint: Float[np.ndarray, "time joint 4 4"]
) -> Float32[np.ndarray, "time unit"]:
    """Return the weights with which lids follow eyes that look up or down."""
    head = entity_from_joint[:, skeleton.index("head"), :3, :3]
    names = face_units().names
    result = np.zeros((len(head), len(names)), dtype=np.float32)
    for side in ("left", "right"):
        eye = entity_from_joint[:, skeleton.index(f"{side}Eye"), :3, 2]
        up = np.einsum("ti,ti->t", head[:, :, 1], eye)
        angle = np.arcsin(np.clip(up, -1.0, 1.0)) / _LIDS_RAD
        for name, value in (("eyeLookUp", angle), ("eyeLookDown", -angle)):
            column = names.index(f"{name}{side.title()}")
            result[:, column] = np.where(value > 1e-3, np.minimum(value, 1.0), 0.0)
    return result


def _noise(number: Int64[np.ndarray, " n"], *, key: int, salt: int) -> Float[np.ndarray, " n"]:
    """Return a number in 0..1 for each whole number: the same on every machine.

    Method: the finaliser of the SplitMix64 generator as a hash.
    """
    x = number.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    x ^= np.uint64((key * 8 + salt) * 0xD1B54A32D192ED03 % 2**64)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        x = (x ^ (x >> np.uint64(shift))) * np.uint64(factor)
    x ^= x >> np.uint64(31)
    return (x >> np.uint64(11)).astype(np.float64) / 2.0**53
