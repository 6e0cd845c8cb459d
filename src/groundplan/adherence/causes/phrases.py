"""Words that causes share: frames, directions, runs."""

from collections.abc import Sequence
from typing import Final

from groundplan.adherence.verdict import Check

__all__ = ["failed_check", "sideways", "since"]

_ALL_SHARE: Final = 0.9


def failed_check(failed: Sequence[Check], definition: str, subject: str = "") -> Check | None:
    """Return the failed check of a definition, if any."""
    for one in failed:
        if one.definition == definition and one.subject == subject:
            return one
    return None


def since(frames: Sequence[int], count: int) -> str:
    """Return when it is so, in frames counted from 0: ` from frame 31`, ` in frames 3 to 9`."""
    if not frames or len(frames) >= _ALL_SHARE * count:
        return ""
    first, last = frames[0], frames[-1]
    if last >= count - 1:
        return f" from frame {first}"
    return f" in frame {first}" if first == last else f" in frames {first} to {last}"


def sideways(across: float, down: float) -> str:
    """Return the main direction of an offset in the picture, x right, y down."""
    if abs(across) >= abs(down):
        return "too far right" if across > 0 else "too far left"
    return "too low" if down > 0 else "too high"
