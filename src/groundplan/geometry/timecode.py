"""Timecode: frames as people and edit systems read them, HH:MM:SS:FF.

Labels count whole frames of the rounded-up rate. At 30000/1001 and 60000/1001 drop-frame leaves out
the first two (four) labels of every minute that is no tenth, and is written with `;`.

Source:
    The drop-frame rule of SMPTE 12M as the encyclopaedia article "SMPTE timecode" gives it.
"""

import re
from fractions import Fraction
from typing import Final

from groundplan.errors import InputError

__all__ = ["drops_frames", "frame_of_timecode", "timecode"]

_FORM: Final = re.compile(r"(\d\d):(\d\d):(\d\d)([:;])(\d\d+)")
_NTSC: Final = 1001


def drops_frames(rate: Fraction) -> bool:
    """Return whether labels of a rate are counted drop-frame: 29.97 and 59.94, not 23.976."""
    return rate.denominator == _NTSC and rate.numerator in {30_000, 60_000}


def timecode(frame: int, rate: Fraction) -> str:
    """Return the label of a frame that is counted from 00:00:00:00; after 24 hours it starts anew.

    A rate that is neither whole nor over 1001 has labels in real seconds: the frames of each second
    count from 0.

    Raises:
        InputError: The frame is before 0, or the rate not above 0.
    """
    if frame < 0 or rate <= 0:
        raise InputError(f"frame {frame} at {float(rate):g} fps has no timecode", "count from 0")
    if rate.denominator not in {1, _NTSC}:
        return _real_time(frame, rate)
    nominal = -(-rate.numerator // rate.denominator)
    sign = ":"
    if drops_frames(rate):
        frame, sign = _with_dropped(frame, nominal), ";"
    seconds, frames = divmod(frame, nominal)
    return _written(seconds, frames, sign=sign, digits=len(str(nominal - 1)))


def frame_of_timecode(text: str, rate: Fraction) -> int:
    """Return the frame that a label is of; the inverse of `timecode` within 24 hours.

    Raises:
        InputError: It is no label of this rate: wrong form, too many frames, a dropped label.
    """
    found = _FORM.fullmatch(text.strip())
    if found is None or int(found[2]) > 59 or int(found[3]) > 59:
        raise InputError(f"{text[:40]!r} is no timecode", "write HH:MM:SS:FF, as 01:00:00:00")
    hours, minutes, seconds, frames = (int(found[k]) for k in (1, 2, 3, 5))
    total = (hours * 60 + minutes) * 60 + seconds
    if rate.denominator not in {1, _NTSC}:
        frame = -(-total * rate.numerator // rate.denominator) + frames
    else:
        nominal = -(-rate.numerator // rate.denominator)
        frame = total * nominal + frames
        if drops_frames(rate):
            lost = nominal // 15
            minute = hours * 60 + minutes
            frame -= lost * (minute - minute // 10)
    if frame < 0 or timecode(frame, rate).replace(";", ":") != text.strip().replace(";", ":"):
        raise InputError(f"{text[:40]!r} names no frame at {float(rate):g} fps", "count again")
    return frame


def _with_dropped(frame: int, nominal: int) -> int:
    """Return the frame number as its label counts it: with the numbers that were left out."""
    lost = nominal // 15
    minute = 60 * nominal - lost
    tens, rest = divmod(frame, 10 * minute + lost)
    full = 0 if rest < minute + lost else (rest - lost) // minute
    return frame + lost * (9 * tens + full)


def _real_time(frame: int, rate: Fraction) -> str:
    seconds = frame * rate.denominator // rate.numerator
    first = -(-seconds * rate.numerator // rate.denominator)
    nominal = -(-rate.numerator // rate.denominator)
    return _written(seconds, frame - first, sign=":", digits=len(str(max(nominal - 1, 1))))


def _written(seconds: int, frames: int, *, sign: str, digits: int) -> str:
    hours, seconds = divmod(seconds % 86_400, 3600)
    minutes, seconds = divmod(seconds, 60)
    return f"{hours:02d}:{minutes:02d}:{seconds:02d}{sign}{frames:0{max(digits, 2)}d}"
