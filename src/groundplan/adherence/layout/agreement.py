"""What frames say together: a place that several agree on is believed, a lone one is not.

In a soft look a thing may be met little better than chance in every single frame. But chance leads
to another place each time, and the thing does not: places that lie on one way through the frames
about are its own, however weak each is; and a weak one that no other frame bears out is not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from jaxtyping import Bool, Float64, Int64

from groundplan.adherence.layout.seeking import Found
from groundplan.adherence.layout.templates import Template

__all__ = ["UNKNOWN_LOOK", "LookByFrame", "agreed", "may_count", "ratio_to_look"]

_MOST_LIKE, _LEAST_LOOK = 0.88, 0.4
"""Shares of landmarks: bare surroundings agree more than anything else; less is not known."""
# Ratios to a look; all are our engineering choices, tried on the self-test's own looks.
_WORTH: Final = 0.45
"""From which on a frame's best place is worth holding against the others."""
_CLEAR: Final = 0.8
"""From which on it is believed, unless the frames about it all show another place."""
_FAR_WORTH: Final = 0.65
"""Of those that agree on a place far from where it was expected: chance has more room there."""
_NEAR_SHARE: Final = 0.03
"""Of the picture's width: up to there a place is near."""
_SAME_SHARE: Final = 0.006
_DRIFT_SHARE: Final = 0.003
"""Of the picture's width: how far places may lie apart, and how much more for each frame."""
_LEAST_FRAMES: Final = 3
"""That bear a weak place out; and frames to either side that are asked at least."""
_REACH_S: Final = 0.4

UNKNOWN_LOOK: Final = 0.8
"""Where no camera was seen."""
LookByFrame = Mapping[int, float]
"""Share of the landmarks that agree, by frame; frames whose camera was not seen are left out."""
Row = tuple[Template, Found | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    """The best places of one thing through the frames."""

    frames: Int64[np.ndarray, " n"]
    away: Float64[np.ndarray, "n 2"]
    """From where it was expected [shares of the picture's width]."""
    ratio: Float64[np.ndarray, " n"]
    """To the look."""


def ratio_to_look(likeness: float, look: float) -> float:
    """Return how alike a thing is, over the share of landmarks that agree: of how much is drawn.

    `likeness` -1..1, `look` 0..1; about 0.9 is usual of what is there, 0.3 of what is not.
    """
    return likeness / float(np.clip(look, _LEAST_LOOK, _MOST_LIKE))


def may_count(found: Found, look: float) -> bool:
    """Tell whether a place may be sure in the end; what is not worth holding never is."""
    return found.sure or ratio_to_look(found.placement.likeness, look) >= _WORTH


def agreed(
    rows: Mapping[int, Sequence[Row]], looks: LookByFrame, *, width: int, rate: float
) -> dict[int, list[Row]]:
    """Return rows by frame in which only what other frames bear out, or what is clear, is sure.

    `width` of the picture [px]; `rate` [frames/s]. In frames without a look nothing becomes sure.
    """
    reach = max(_LEAST_FRAMES, round(_REACH_S * rate))
    sure: dict[tuple[int, int], bool] = {}
    for instance in sorted({one.instance for found in rows.values() for one, _ in found}):
        way = _way(rows, looks, instance=instance, width=width)
        for index, flag in enumerate(_borne_out(way, reach=reach).tolist()):
            sure[int(way.frames[index]), instance] = flag
    return {
        frame: [
            (one, _told(found, clear=sure.get((frame, one.instance)), known=frame in looks))
            for one, found in of_frame
        ]
        for frame, of_frame in rows.items()
    }


def _told(found: Found | None, *, clear: bool | None, known: bool) -> Found | None:
    if found is None or clear is None or found.displaced or found.taken:
        return found
    return replace(found, sure=clear and (known or found.sure))


def _way(
    rows: Mapping[int, Sequence[Row]], looks: LookByFrame, *, instance: int, width: int
) -> _Way:
    frames: list[int] = []
    away: list[Float64[np.ndarray, 2]] = []
    ratio: list[float] = []
    for frame in sorted(rows):
        for template, found in rows[frame]:
            if template.instance != instance or found is None:
                continue
            frames.append(frame)
            there = found.template.expected_px + found.placement.offset_px
            away.append((there - template.expected_px) / width)
            look = looks.get(frame, UNKNOWN_LOOK)
            ratio.append(ratio_to_look(found.placement.likeness, look))
    return _Way(
        frames=np.array(frames, dtype=np.int64),
        away=np.array(away, dtype=np.float64).reshape(-1, 2),
        ratio=np.array(ratio, dtype=np.float64),
    )


def _borne_out(way: _Way, *, reach: int) -> Bool[np.ndarray, " n"]:
    worth, clear = way.ratio >= _WORTH, way.ratio >= _CLEAR
    out = np.zeros_like(worth)
    for index in np.flatnonzero(worth).tolist():
        lag = np.abs(way.frames - way.frames[index])
        others = worth & (lag > 0) & (lag <= reach)
        with_it = others & _on_its_way(way, index)
        count, asked = int(np.count_nonzero(with_it)), int(np.count_nonzero(others))
        if clear[index]:
            out[index] = count > 0 or asked < _LEAST_FRAMES
            continue
        near = float(np.hypot(*way.away[index])) <= _NEAR_SHARE
        strength = float(np.mean(way.ratio[with_it])) if count else 0.0
        out[index] = (
            count >= min(_LEAST_FRAMES, len(way.frames) - 1)
            and 2 * count >= asked
            and (near or strength >= _FAR_WORTH)
        )
    return out


def _on_its_way(way: _Way, index: int) -> Bool[np.ndarray, " n"]:
    """Tell which places lie where that one does, but for a steady drift of the frames about it."""
    lag = way.frames - way.frames[index]
    allowed = _SAME_SHARE + _DRIFT_SHARE * np.abs(lag)
    gone = way.away - way.away[index]
    there: Bool[np.ndarray, " n"] = np.hypot(gone[:, 0], gone[:, 1]) <= allowed
    for step in (-1, 1):
        beside = np.flatnonzero(lag == step)
        if not len(beside):
            continue
        pace = step * gone[beside[0]]
        rest = gone - pace * lag[:, None]
        along: Bool[np.ndarray, " n"] = np.hypot(rest[:, 0], rest[:, 1]) <= _SAME_SHARE
        along[beside[0]] = there[beside[0]]  # It set the pace, and proves nothing.
        there = along if np.count_nonzero(along) > np.count_nonzero(there) else there
    return there
