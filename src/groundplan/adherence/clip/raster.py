"""Where the plan's picture lies in the clip's: bars, crop, stretch or scale."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import numpy as np
from jaxtyping import Int64, UInt8

from groundplan.adherence.clip.aligned import ClipFinding
from groundplan.adherence.clip.bars import dark_edges, picture_in_bars
from groundplan.adherence.clip.resizing import Window
from groundplan.adherence.clip.scan import ClipScan
from groundplan.adherence.clip.structure import FINE_PX, Structure, sketch_of, structure_of

__all__ = ["TOO_SMALL", "PictureMatch", "PicturePlace", "picture_place", "too_small"]

TOO_SMALL: Final = "clip.too_small"
"""Finding of a picture in which nobody can tell anything."""
_LEAST_PX: Final = 6000
"""Of the picture, where the plan has more than twice as many: 3 % of the width are 3 px of 104."""

_SAME_ASPECT: Final = 0.005
"""Aspects this near are one: sizes are whole pixels, and of encoders often multiples of 16."""
_DARK: Final = 12.0
"""As in `bars`."""
_BETTER: Final = 0.02
"""By how much a likeness must be larger for a stretch or a cut plan to be believed."""
_MOST_STRETCHED: Final = 0.05
"""Of the aspect. Sizes that models film at are up to 3 % off 16:9; people 5 % too wide are seen."""
_STRETCHED: Final = "the plan's was stretched to it"
_LOOKS: Final = 24
"""Frames that are compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PicturePlace:
    """Where the plan's picture is."""

    window: Window
    """In stored pixels of the upright clip; may reach over its rim."""
    findings: tuple[ClipFinding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureMatch:
    """What of the plan is held against the clip to find its place."""

    size_px: tuple[int, int]
    """Of the plan."""
    drafts: UInt8[np.ndarray, "frame height width"]
    pairs: Int64[np.ndarray, "pair 2"]
    """Plan frames and the clip's frames that go with them by the clock."""


def picture_place(scan: ClipScan, plan: PictureMatch) -> PicturePlace:
    """Return where the plan's picture is; the whole clip, where nothing says otherwise."""
    width, height = scan.size_px
    whole = (0.0, 0.0, float(width), float(height))
    aspect = Fraction(*plan.size_px) / scan.pixel_aspect
    edges = dark_edges(scan.row_light, scan.column_light)
    boxed = picture_in_bars(scan.size_px, edges, aspect=aspect)
    off = width / height / float(aspect) - 1.0
    if boxed is not None and not _plan_is_dark_there(boxed, scan.size_px, plan):
        says = f"black bars leave {boxed[2]:.0f}x{boxed[3]:.0f} of {width}x{height} px"
        return PicturePlace(window=boxed, findings=(ClipFinding(code="clip.letterbox", says=says),))
    if abs(off) <= _SAME_ASPECT:
        return PicturePlace(window=whole, findings=())
    return _fitted(scan, plan, off=off)


def too_small(
    window: Window, size_px: tuple[int, int], *, plan_px: tuple[int, int]
) -> tuple[ClipFinding, ...]:
    """Return the finding of a picture that has too few pixels to be held against the plan's."""
    _, _, width, height = _shared(window, size_px)
    pixels = width * height
    if pixels >= _LEAST_PX or 2.0 * pixels >= plan_px[0] * plan_px[1]:
        return ()
    says = (
        f"the picture has {width:.0f}x{height:.0f} px, too few to hold it against "
        f"{plan_px[0]}x{plan_px[1]}: {_LEAST_PX} are needed"
    )
    return (ClipFinding(code=TOO_SMALL, says=says),)


def _fitted(scan: ClipScan, plan: PictureMatch, *, off: float) -> PicturePlace:
    """Choose among what may have become of another aspect, by how well edges fall together."""
    width, height = map(float, scan.size_px)
    ratio = 1.0 + off
    inside = _centred(width / max(ratio, 1.0), height * min(ratio, 1.0), scan.size_px)
    around = _centred(width * max(1.0 / ratio, 1.0), height * max(ratio, 1.0), scan.size_px)
    options = {
        "the plan's is its middle": inside,
        "the plan's was cut to it": around,
        _STRETCHED: (0.0, 0.0, width, height),
    }
    scores = {how: _likeness_in(window, scan, plan) for how, window in options.items()}
    how = next(iter(options))
    best = max(scores, key=lambda name: scores[name])
    if scores[best] > scores[how] + _BETTER:
        how = best
    says = (
        f"the picture's aspect is {float(scan.pixel_aspect) * width / height:.3f}, "
        f"{plan.size_px[0] / plan.size_px[1]:.3f} was planned; {how}"
    )
    fails = how == _STRETCHED and max(ratio, 1.0 / ratio) > 1.0 + _MOST_STRETCHED
    fails &= all(scores[how] > scores[one] + _BETTER for one in options if one != how)
    found = ClipFinding(code="clip.aspect", says=says, fails=fails)
    return PicturePlace(window=options[how], findings=(found,))


def _likeness_in(window: Window, scan: ClipScan, plan: PictureMatch) -> float:
    """Return how alike plan and clip are where both have a picture."""
    pairs = plan.pairs[:: max(1, len(plan.pairs) // _LOOKS)]
    seen = _shared(window, scan.size_px)
    across, down = plan.size_px[0] / window[2], plan.size_px[1] / window[3]
    planned = (
        (seen[0] - window[0]) * across,
        (seen[1] - window[1]) * down,
        seen[2] * across,
        seen[3] * down,
    )
    own = _fine(plan.drafts[pairs[:, 0]], planned, plan.size_px)
    clip = _fine(scan.drafts[pairs[:, 1]], seen, scan.size_px)
    return float((own * clip).sum(axis=2).mean())


def _shared(window: Window, size_px: tuple[int, int]) -> Window:
    """Return the part of a window that the clip has."""
    left, top = max(window[0], 0.0), max(window[1], 0.0)
    right = min(window[0] + window[2], float(size_px[0]))
    bottom = min(window[1] + window[3], float(size_px[1]))
    return (left, top, right - left, bottom - top)


def _fine(
    drafts: UInt8[np.ndarray, "frame height width"], window: Window, size_px: tuple[int, int]
) -> Structure:
    sketches = [sketch_of(draft, window, size_px=size_px, sketch_px=FINE_PX) for draft in drafts]
    return structure_of(np.stack(sketches))


def _plan_is_dark_there(window: Window, size_px: tuple[int, int], plan: PictureMatch) -> bool:
    """Tell whether the plan itself is black where bars would be, were the clip all its picture.

    Only bars on all four sides may be the scene's own: others leave another aspect than the plan's.
    """
    left, top, wide, high = window
    if wide == size_px[0] or high == size_px[1]:
        return False
    squares = (plan.drafts.astype(np.float32) ** 2).mean(axis=0)
    rows, columns = squares.shape
    around = np.ones((rows, columns), dtype=bool)
    upper, lower = top / size_px[1] * rows, (top + high) / size_px[1] * rows
    near, far = left / size_px[0] * columns, (left + wide) / size_px[0] * columns
    around[int(upper) : int(np.ceil(lower)), int(near) : int(np.ceil(far))] = False
    return int((squares[around] <= _DARK).sum()) * 2 >= int(around.sum())


def _centred(width: float, height: float, size_px: tuple[int, int]) -> Window:
    return ((size_px[0] - width) / 2, (size_px[1] - height) / 2, width, height)
