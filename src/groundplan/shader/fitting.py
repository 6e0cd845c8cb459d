"""How a shot is made to fit a model: size, rate, length and windows, by stated rules."""

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, NoReturn

from groundplan.errors import PlanError
from groundplan.shader.brief import ShotBrief
from groundplan.shader.capabilities import Capabilities
from groundplan.shader.plan import Conformed, Window
from groundplan.shader.wish import ShadeWish

__all__ = ["Fitted", "fitted"]

_HANDLES_ALONE: Final = "the shot and its handles, as asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """The clip that a model makes of a shot."""

    size_px: tuple[int, int]
    rate: Fraction
    frame_count: int
    lead_frames: int
    shot_frame_count: int
    windows: tuple[Window, ...]
    conformed: tuple[Conformed, ...]


def fitted(capabilities: Capabilities, brief: ShotBrief, wish: ShadeWish) -> Fitted:
    """Return the clip, and each change from the shot with the rule that it follows.

    * size: the shot's, or the valid one nearest in aspect ratio, then in area. The shot is rendered
      anew in it: the horizontal angle of view stays, nothing is cropped or stretched.
    * rate: the shot's, or the valid one nearest by ratio. The world is posed at the new times.
    * frames: the fewest that are valid and last at least as long as the shot and its handles. What
      is beyond lengthens the handle at the end, in which the world goes on.
    * windows: where one call can't hold them, equal calls that overlap.

    Raises:
        PlanError: A wished value is not valid, `exact` forbids a change, or the shot is too long.
    """
    size, rate = _size(capabilities, brief, wish), _rate(capabilities, brief, wish)
    lead, shot_frames = _handle(brief, wish, rate), math.ceil(brief.seconds * rate)
    windows = _windows(capabilities, wish, shot_frames + 2 * lead, rate=rate)
    count = windows[-1].first + windows[-1].count
    if count <= lead:
        raise PlanError(
            f"{count} frames, {lead} of them a handle", "give more frames or less handle"
        )
    length = _lengthened(capabilities, brief, rate=rate, count=count, lead=lead)
    changes = (*_changes(capabilities, brief, size=size, rate=rate), *length)
    # Handles that were asked for are no change of the shot.
    if wish.exact and (unasked := [c for c in changes if c.rule != _HANDLES_ALONE]):
        first = unasked[0]
        raise PlanError(
            f"{capabilities.name} does not take {first.what} {first.was}",
            f"the nearest right value is {first.becomes} ({first.rule})",
        )
    return Fitted(
        size_px=size,
        rate=rate,
        frame_count=count,
        lead_frames=lead,
        shot_frame_count=min(shot_frames, count - lead),
        windows=windows,
        conformed=changes,
    )


def _size(capabilities: Capabilities, brief: ShotBrief, wish: ShadeWish) -> tuple[int, int]:
    rule, name = capabilities.sizes, capabilities.name
    if wish.size_px is None:
        return rule.nearest(brief.size_px)
    if not rule.holds(wish.size_px):
        near = rule.nearest(wish.size_px)
        raise PlanError(
            f"{name} does not make {_by(wish.size_px)} px", f"give {_by(near)} ({rule.says()})"
        )
    return wish.size_px


def _rate(capabilities: Capabilities, brief: ShotBrief, wish: ShadeWish) -> Fraction:
    rule = capabilities.rates
    if wish.rate is None:
        return rule.nearest(brief.fps)
    if not rule.holds(wish.rate):
        near = rule.nearest(wish.rate)
        raise PlanError(
            f"{capabilities.name} does not make {wish.rate} frames/s",
            f"give {near} ({rule.says()})",
        )
    return wish.rate


def _windows(
    capabilities: Capabilities, wish: ShadeWish, shot_frames: int, *, rate: Fraction
) -> tuple[Window, ...]:
    rule = capabilities.frames
    if wish.frame_count is not None:
        return _of_count(capabilities, wish.frame_count)
    count = rule.at_least(shot_frames)
    if count is not None:
        return (Window(first=0, count=count),)
    if capabilities.windows is None:
        most = rule.at_most(shot_frames) or rule.minimum
        raise PlanError(
            f"the shot has {shot_frames} frames at {rate} frames/s, {capabilities.name} makes "
            f"{rule.says()}",
            f"cut it to {float(most / rate):.3f} s ({most} frames) or into several shots",
        )
    return _overlapping(capabilities, shot_frames)


def _of_count(capabilities: Capabilities, count: int) -> tuple[Window, ...]:
    """Return the windows that make a wished count, and nothing more."""
    rule = capabilities.frames
    if rule.holds(count):
        return (Window(first=0, count=count),)
    if capabilities.windows is None or rule.at_least(count) is not None:
        _refuse_count(capabilities, count)
    windows = _overlapping(capabilities, count)
    made = windows[-1].first + windows[-1].count
    if made != count:
        raise PlanError(
            f"{capabilities.name} does not make {count} frames in {len(windows)} calls",
            f"give {made} ({rule.says()} a call)",
        )
    return windows


def _overlapping(capabilities: Capabilities, shot_frames: int) -> tuple[Window, ...]:
    rule, windows = capabilities.frames, capabilities.windows
    assert windows is not None  # noqa: S101  (its caller asked)
    most = rule.at_most(shot_frames) or rule.minimum
    step = most - windows.overlap
    number = math.ceil((shot_frames - windows.overlap) / step)
    # Equal windows drift alike: the shortest valid length that number covers the shot.
    each = rule.at_least(math.ceil((shot_frames - windows.overlap) / number) + windows.overlap)
    length = most if each is None else each
    firsts = [k * (length - windows.overlap) for k in range(number)]
    last = rule.at_least(shot_frames - firsts[-1]) or length
    return tuple(
        Window(
            first=first,
            count=length if k + 1 < number else min(length, last),
            anchored=windows.overlap if k and windows.anchored else 0,
        )
        for k, first in enumerate(firsts)
    )


def _refuse_count(capabilities: Capabilities, count: int) -> NoReturn:
    rule = capabilities.frames
    near = [n for n in (rule.at_most(count), rule.at_least(count)) if n is not None]
    raise PlanError(
        f"{capabilities.name} does not make {count} frames",
        f"give {' or '.join(str(n) for n in dict.fromkeys(near))} ({rule.says()})",
    )


def _changes(
    capabilities: Capabilities,
    brief: ShotBrief,
    *,
    size: tuple[int, int],
    rate: Fraction,
) -> list[Conformed]:
    found: list[Conformed] = []
    if size != brief.size_px:
        found.append(_resized(capabilities, brief.size_px, size))
    if rate != brief.fps:
        rule = f"{capabilities.rates.says()} frames/s; the world is posed at the new times"
        found.append(Conformed(what="rate", was=str(brief.fps), becomes=str(rate), rule=rule))
    return found


def _lengthened(
    capabilities: Capabilities, brief: ShotBrief, *, rate: Fraction, count: int, lead: int
) -> tuple[Conformed, ...]:
    """Return how the clip is longer or shorter than the shot, if it is."""
    if count / rate == brief.seconds:
        return ()
    tail = count - lead - math.ceil(brief.seconds * rate)
    parts = [capabilities.frames.says()]
    if lead:
        parts.append(f"{_frames(lead)} of handle before the shot")
    if tail > 0:
        parts.append(f"{_frames(tail)} of handle at the end")
    if tail < 0:
        parts.append(f"the last {_frames(-tail)} of the shot are cut off")
    alone = lead and tail == lead and (count - 2 * lead) / rate == brief.seconds
    rule = _HANDLES_ALONE if alone else "; ".join(parts)
    was = f"{brief.frame_count} at {brief.fps} frames/s ({float(brief.seconds):.3f} s)"
    becomes = f"{count} at {rate} frames/s ({float(count / rate):.3f} s)"
    return (Conformed(what="frames", was=was, becomes=becomes, rule=rule),)


def _frames(count: int) -> str:
    return f"{count} frame" if count == 1 else f"{count} frames"


def _handle(brief: ShotBrief, wish: ShadeWish, rate: Fraction) -> int:
    if wish.handle_frames is not None:
        return wish.handle_frames
    return math.ceil(brief.handle_frames / brief.fps * rate)


def _resized(capabilities: Capabilities, was: tuple[int, int], size: tuple[int, int]) -> Conformed:
    taller = (size[1] / size[0]) / (was[1] / was[0]) - 1
    framing = "" if abs(taller) < 0.0005 else f"; the view is {1 + taller:.2f} times as tall"
    rule = f"{capabilities.sizes.says()}; rendered anew, the horizontal angle stays{framing}"
    return Conformed(what="size", was=_by(was), becomes=_by(size), rule=rule)


def _by(size: tuple[int, int]) -> str:
    return f"{size[0]}x{size[1]}"
