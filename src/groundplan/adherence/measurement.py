"""One number of the judge, with all that a reader needs to trust it or not."""

from pydantic.dataclasses import dataclass

from groundplan.world.base import CLOSED

__all__ = ["PROTOCOL", "Measurement"]

PROTOCOL = "groundplan.adherence/1"
"""Version of all definitions together; a changed formula is a new definition id."""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Measurement:
    """A number, or the reason why there is none."""

    definition: str
    """`camera.rotation.mean_deg/1`; listed in `definitions.py`, which gives unit and formula."""
    value: float | None
    """None: not observable."""
    unit: str
    sample_count: int
    """Frames, or pairs of frames, that it rests on."""
    confidence: float
    """0..1: how much of what could be seen was seen; 0 where there is no value."""
    observer: str
    """Who saw it, with its version: `plan-guided/1`."""
    subject: str = ""
    """Entity id; empty: the whole picture."""
    reason: str = ""
    """Why it is not observable."""
    says: str = ""
    """What was seen and what was planned, where they have names: `pan left; planned: static`."""
    series: tuple[float | None, ...] = ()
    """Per plan frame, in the same unit; empty where it has no frames."""
