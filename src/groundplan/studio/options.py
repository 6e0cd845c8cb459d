"""What a take may be told beside its brief."""

import re
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Final, Literal, get_args

from groundplan.agents.director import PlanOptions
from groundplan.errors import InputError

__all__ = [
    "PlannerMode", "PlannerOptions", "TakeOptions", "parse_fps", "parse_planner", "parse_size",
]  # fmt: skip

_SMALLEST_PX = 16
_LARGEST_PX = 8192
_LONGEST_S = 600.0
PlannerMode = Literal["embedded", "llm", "hybrid"]
_MODES: Final[tuple[PlannerMode, ...]] = get_args(PlannerMode)
_LONGEST_WAIT_S: Final = 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannerOptions:
    """How a brief is read; nothing but `embedded` opens the network."""

    mode: PlannerMode = "embedded"
    model: str = ""
    """`openai:NAME` and the like; empty: from the environment."""
    model_url: str = ""
    timeout_s: float = 120.0
    """For all that a language model is asked about one brief."""
    replay: Path | None = None
    """A recording, or a project folder with one: nobody is asked."""

    def __post_init__(self) -> None:
        """Refuse what cannot be.

        Raises:
            InputError: The time-out is out of range, or a model is named and not to be asked.
        """
        if not 0.0 < self.timeout_s <= _LONGEST_WAIT_S:
            raise InputError(
                f"a time-out of {self.timeout_s:g} s cannot be used",
                f"give --model-timeout more than 0 and at most {_LONGEST_WAIT_S:g}",
            )
        if self.mode == "embedded" and (self.model or self.model_url or self.replay):
            raise InputError(
                "--model, --model-url and --replay are for a language model",
                "add --planner llm or --planner hybrid",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOptions:
    """Picture format and seed; a number in the brief wins over `fps` and `seconds`."""

    seed: int = 0
    size_px: tuple[int, int] = (832, 480)
    fps: Fraction = Fraction(16)
    seconds: float = 5.0
    """Length of a shot whose brief states none."""
    planner: PlannerOptions = field(default_factory=PlannerOptions)

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


def parse_planner(text: str) -> PlannerMode:
    """Return who plans.

    Raises:
        InputError: There is no such planner.
    """
    for mode in _MODES:
        if text == mode:
            return mode
    raise InputError(f"there is no planner named {text!r}", f"choose from: {', '.join(_MODES)}")


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
