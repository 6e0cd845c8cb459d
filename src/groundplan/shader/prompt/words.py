"""What a shot's words are about, sorted and not yet in any dialect."""

from dataclasses import field

from pydantic.dataclasses import dataclass

from groundplan.world.base import CLOSED

__all__ = ["ShotWords"]


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class ShotWords:
    """Plain English phrases; empty where the world says nothing.

    Clauses call everybody by the later name ("the woman"); where somebody is first spoken of, a
    prompt puts the first one ("a woman in a red coat").
    """

    subjects: tuple[str, ...] = ()
    """Who is seen, with article and looks: "a woman in a red coat"."""
    things: tuple[str, ...] = ()
    """What else is seen and was spoken of: "a bench"."""
    scenery: tuple[str, ...] = ()
    """What only furnishes the place: "trees"."""
    again: dict[str, str] = field(default_factory=dict[str, str])
    """The later name of each of them: "the woman"."""
    actions: tuple[str, ...] = ()
    """Clauses without directions: "the woman walks from the bench to the fountain"."""
    links: tuple[str, ...] = ()
    """How each action is linked to the one before: `then`, `while`, or empty for neither."""
    details: tuple[str, ...] = ()
    """Clauses: "the woman wears blue jeans"."""
    place: str = ""
    """With its preposition: "in a park"."""
    time_of_day: str = ""
    """As "at golden hour"."""
    weather: str = ""
    """As "in the rain"."""
    style: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    """What is spoken, for people to read; no dialect sends it, so that none writes it in the
    picture."""
