"""Words that causes share: frames, directions, runs."""

from collections.abc import Sequence
from typing import Final

from groundplan.adherence.report.words import spans
from groundplan.adherence.verdict import Check

__all__ = ["failed_check", "sideways", "since"]

_ALL_SHARE: Final = 0.9
_MOST_SHARE: Final = 0.8
"""Of the frames from the first on, so that they are all but a few to the end."""
_MOST_RUNS: Final = 4


def failed_check(failed: Sequence[Check], definition: str, subject: str = "") -> Check | None:
    """Return the failed check of a definition, if any."""
    for one in failed:
        if one.definition == definition and one.subject == subject:
            return one
    return None


def since(frames: Sequence[int], count: int) -> str:
    """Return when it is so, in frames counted from 0.

    ` from frame 31` to the end, ` in frames 3 to 6 and 9`; of many runs how many frames they are.
    """
    if not frames or len(frames) >= _ALL_SHARE * count:
        return ""
    first, last = frames[0], frames[-1]
    if last >= count - 1 and len(frames) >= _MOST_SHARE * (count - first):
        return f" from frame {first}"
    runs = [f"{a}" if a == b else f"{a} to {b}" for a, b in spans(frames)]
    if len(runs) > _MOST_RUNS:
        return f" in {len(frames)} of frames {first} to {last}"
    listed = " and ".join(filter(None, (", ".join(runs[:-1]), runs[-1])))
    return f" in frame{'s' if len(frames) > 1 else ''} {listed}"


def sideways(across: float, down: float) -> str:
    """Return the main direction of an offset in the picture, x right, y down."""
    if abs(across) >= abs(down):
        return "too far right" if across > 0 else "too far left"
    return "too low" if down > 0 else "too high"
