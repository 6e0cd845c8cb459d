"""How much each key pose counts at each time: a matrix, so that any channel blends alike."""

from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.motion.actions.spec import Action, Sway

__all__ = ["key_shares", "sway_values", "wrapped"]

_FADE_S: Final = 0.4

Times = Float[np.ndarray, " time"]


def wrapped(action: Action, seconds: Times) -> Times:
    """Return the time within the keys: held before and after, or wrapped into the loop."""
    end = action.duration_s
    if action.loop_from is None or end <= action.loop_from:
        return np.clip(seconds, 0.0, end)
    start = action.loop_from
    inside = start + np.mod(seconds - start, end - start)
    return np.where(seconds < start, np.maximum(seconds, 0.0), inside)


def key_shares(action: Action, seconds: Times) -> Float[np.ndarray, "time key"]:
    """Return the share of every key at times within the keys; shares sum to 1.

    Source:
        Cubic Hermite interpolation; tangents by central differences where a key flows, zero where
        it stops.
    """
    keys = action.keys
    count = len(keys)
    at = np.array([key.at for key in keys])
    shares = np.zeros((len(seconds), count))
    if count == 1:
        shares[:, 0] = 1.0
        return shares
    row = np.clip(np.searchsorted(at, seconds, side="right") - 1, 0, count - 2)
    tangents = _tangents(action, at)
    width = (at[1:] - at[:-1])[row]
    u = np.clip((seconds - at[row]) / width, 0.0, 1.0)
    rows = np.arange(len(seconds))
    straight = np.array([key.ease == "linear" for key in keys[:-1]])[row]
    shares[rows, row] += np.where(straight, 1.0 - u, 2.0 * u**3 - 3.0 * u**2 + 1.0)
    shares[rows, row + 1] += np.where(straight, u, -2.0 * u**3 + 3.0 * u**2)
    bent = np.where(straight, 0.0, width)
    shares += ((u**3 - 2.0 * u**2 + u) * bent)[:, None] * tangents[row]
    shares += ((u**3 - u**2) * bent)[:, None] * tangents[row + 1]
    return shares


def _tangents(action: Action, at: Float[np.ndarray, " key"]) -> Float[np.ndarray, "key key"]:
    """Return for every key the weights of all keys in its slope [1/s]."""
    keys, count = action.keys, len(action.keys)
    slopes = np.zeros((count, count))
    first = -1
    if action.loop_from is not None:
        first = int(np.argmin(np.abs(at - action.loop_from)))
    for k, key in enumerate(keys):
        if key.ease == "stop":
            continue
        before, after = k - 1, k + 1
        step_before = at[k] - at[before] if k > 0 else 0.0
        step_after = at[after] - at[k] if after < count else 0.0
        if first >= 0 and k == count - 1:
            after, step_after = first + 1, at[first + 1] - at[first]
        if first >= 0 and k == first:
            before, step_before = count - 2, at[count - 1] - at[count - 2]
        if step_before <= 0.0 or step_after <= 0.0 or not 0 <= before < count:
            continue
        slopes[k, after] += 1.0 / (step_before + step_after)
        slopes[k, before] -= 1.0 / (step_before + step_after)
    return slopes


def sway_values(sway: Sway, seconds: Times, *, seed: float) -> Float[np.ndarray, "time 3"]:
    """Return what a sway adds."""
    phase = sway.phase + (seed if sway.free else 0.0)
    wave = np.sin(2.0 * np.pi * (sway.rate_hz * (seconds - sway.after_s) + phase))
    u = np.clip((seconds - sway.after_s) / _FADE_S, 0.0, 1.0)
    return (wave * u * u * (3.0 - 2.0 * u))[:, None] * np.array(sway.size)
