"""What the narrative says of a shot, sorted by what it is about and not yet in any dialect."""

from pydantic.dataclasses import dataclass

from groundplan.world.base import CLOSED

__all__ = ["ShotWords"]


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class ShotWords:
    """Plain English phrases; empty where the narrative says nothing."""

    subjects: tuple[str, ...] = ()
    """With article and looks: "a woman in a red coat"."""
    actions: tuple[str, ...] = ()
    """Clauses: "the woman walks to the bench"."""
    relations: tuple[str, ...] = ()
    """Clauses: "the cup is on the table"."""
    place: str = ""
    time_of_day: str = ""
    weather: str = ""
    style: tuple[str, ...] = ()
    light: tuple[str, ...] = ()
    """Phrases: "warm key light from the left"."""
    framing: tuple[str, ...] = ()
    """Phrases: "medium close-up", "low angle"."""
    camera: tuple[str, ...] = ()
    """Phrases: "the camera slowly dollies in"."""
    lines: tuple[str, ...] = ()
    """What is spoken: "Anna says: You are late."."""
