"""What goes to the reconstructing process, and what comes back."""

from dataclasses import field
from typing import Final

from pydantic.dataclasses import dataclass

from groundplan.world.base import CLOSED

__all__ = ["ANSWER", "MASKS", "PICTURES", "REQUEST", "Answer", "Request", "Row4"]

REQUEST: Final = "request.json"
ANSWER: Final = "answer.json"
PICTURES: Final = "pictures"
MASKS: Final = "masks"
Row4 = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Request:
    """Pictures of one camera; they lie beside it, named by their frame."""

    size_px: tuple[int, int]
    focal_px: float
    focal_is_free: bool
    """It is where the reconstruction starts; else it is kept."""
    threads: int = 1
    """One: sums of several threads differ in their last digits."""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Answer:
    """The largest reconstruction; empty: there is none."""

    camera_from_world: dict[int, tuple[Row4, Row4, Row4]] = field(
        default_factory=dict[int, tuple[Row4, Row4, Row4]]
    )
    """By frame; OpenCV axes, in a world of its own place, turn and scale."""
    focal_px: float | None = None
    reprojection_px: float | None = None
    """Median over the points."""
    parallax_rad: float = 0.0
    """Median over the points of the angle under which its cameras see it."""
    point_count: int = 0
