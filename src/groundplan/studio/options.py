"""What a take may be told beside its brief."""

import re
from dataclasses import dataclass
from fractions import Fraction

from groundplan.agents.director import PlanOptions
from groundplan.errors import InputError

__all__ = ["TakeOptions", "parse_fps", "parse_size"]

_SMALLEST_PX = 16
_LARGEST_PX = 8192
_LONGEST_S = 600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOptions:
    """Picture format and seed; a number in the brief wins over `fps` and `seconds`."""

    seed: int = 0
    size_px: tuple[int, int] = (832, 480)
    fps: Fraction = Fraction(16)
    seconds: float = 5.0
    """Length of a shot whose brief states none."""

    def planning(self) -> "PlanOptions":
        """Return what the agents are told."""
        width, height = self.size_px
        return PlanOptions(width_px=width, height_px=height, fps=self.fps, seconds=self.seconds)

    def __post_init__(self) -> None:
        """Refuse what cannot be filmed.

        Raises:
            InputError: Length or seed out of range.
        """
        if not 0.0 < self.seconds <= _LONGEST_S:
            raise InputError(
                f"a shot of {self.seconds:g} s cannot be made",
                f"give --seconds more than 0 and at most {_LONGEST_S:g}",
            )
        if not 0 <= self.seed < 2**63:
            raise InputError(f"seed {self.seed} is out of range", "give 0 to 2^63 - 1")


def parse_size(text: str) -> tuple[int, int]:
    """Return (width, height) [px] from `832x480`.

    Raises:
        InputError: Not two whole numbers of 16 to 8192 pixels.
    """
    match = re.fullmatch(r"\s*(\d{1,5})\s*[xX]\s*(\d{1,5})\s*", text)
    size = (int(match[1]), int(match[2])) if match else (0, 0)
    if not all(_SMALLEST_PX <= side <= _LARGEST_PX for side in size):
        raise InputError(
            f"size {text!r} is not a picture size",
            f"write WIDTHxHEIGHT with {_SMALLEST_PX} to {_LARGEST_PX} pixels, as 832x480",
        )
    return size


def parse_fps(text: str) -> Fraction:
    """Return a frame rate [1/s] from `16`, `23.976` or `24000/1001`.

    Raises:
        InputError: Not a rate of 1 to 240 frames per second.
    """
    try:
        rate = Fraction(text.strip())
    except (ValueError, ZeroDivisionError):
        rate = Fraction(0)
    if not 1 <= rate <= 240:
        raise InputError(
            f"frame rate {text!r} cannot be used", "write 1 to 240, as 24, 23.976 or 24000/1001"
        )
    return _broadcast(rate)


def _broadcast(rate: Fraction) -> Fraction:
    """Return the n*1000/1001 rate that a decimal such as 23.976 stands for, or the rate itself."""
    nominal = round(rate * Fraction(1001, 1000))
    exact = Fraction(nominal * 1000, 1001)
    return exact if rate.denominator > 1 and abs(rate - exact) < Fraction(1, 200) else rate
