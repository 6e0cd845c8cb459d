"""Numbers, frames and verdicts as people read them."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from groundplan.adherence.verdict import Check, ShotReport, Status

__all__ = [
    "STATUS_WORDS", "VERDICTS", "clipped", "frames_text", "limit_text", "name_of", "number_text",
    "quantity_text", "spans",
]  # fmt: skip

STATUS_WORDS: Final[Mapping[Status, str]] = {
    "pass": "✓ passes", "fail": "✗ fails", "cannot_tell": "? can't tell",
}  # fmt: skip
"""A sign and a word: nothing is said by colour alone."""
VERDICTS: Final[Mapping[Status, str]] = {
    "pass": "The clip follows the plan",
    "fail": "The clip does not follow the plan",
    "cannot_tell": "It cannot be told whether the clip follows the plan",
}
_LONGEST: Final = 400
_MOST_SPANS: Final = 8


def clipped(words: str, longest: int = _LONGEST) -> str:
    """Return words cut to a length, so that a hostile name cannot fill the page."""
    return words if len(words) <= longest else f"{words[: longest - 1]}…"


def number_text(value: float) -> str:
    """Return four figures, without needless zeros and without an exponent where one can do."""
    if abs(value) >= 1e7 or 0.0 < abs(value) < 1e-4:
        return f"{value:.3g}"
    if abs(value) >= 1e3:
        return f"{value:.0f}"
    said = f"{value:.4g}"
    return "0" if float(said) == 0.0 else said


def quantity_text(value: float | None, unit: str) -> str:
    """Return a number with its unit; a dash for none."""
    if value is None:
        return "-"
    return number_text(value) if unit in {"", "1"} else f"{number_text(value)} {unit}"


def limit_text(check: Check) -> str:
    """Return a check's tolerance with its direction.

    The direction follows from value and status: what passes above its tolerance, or fails below
    it, is to be large. Of a check that nobody can tell, or that lies right on it, it is not said.
    """
    limit = quantity_text(check.tolerance, check.unit)
    if check.value is None or check.status == "cannot_tell" or check.value == check.tolerance:
        return limit
    above = check.value > check.tolerance
    return f"at least {limit}" if above == (check.status == "pass") else f"at most {limit}"


def frames_text(frames: Sequence[int]) -> str:
    """Return ordered frames as spans: `3, 31 to 80`; of many spans the first."""
    stretches = spans(frames)
    said = [f"{a}" if a == b else f"{a} to {b}" for a, b in stretches[:_MOST_SPANS]]
    more = len(stretches) - _MOST_SPANS
    return ", ".join(said) + (f" and {more} more" if more > 0 else "")


def name_of(report: ShotReport, subject: str) -> str:
    """Return the name of an entity; its id where it has none, `picture` for the whole picture."""
    return report.names.get(subject, subject) or "picture"


def spans(frames: Sequence[int]) -> list[tuple[int, int]]:
    """Return the stretches of neighbouring frames, first and last of each."""
    ordered = sorted(set(frames))
    breaks = [k + 1 for k, (a, b) in enumerate(pairwise(ordered)) if b != a + 1]
    bounds = [0, *breaks, len(ordered)]
    return [(ordered[a], ordered[b - 1]) for a, b in pairwise(bounds) if b > a]
