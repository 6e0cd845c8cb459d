"""The named camera moves as data: what each does in numbers, how it is eased, what carries it."""

from dataclasses import field
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

import yaml
from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from groundplan.geometry.speed_profile import SpeedProfile
from groundplan.world.base import CLOSED
from groundplan.world.entity import RigKind

__all__ = ["MoveEntry", "described_as", "made_by", "move_table"]

_FILE: Final = "data/moves.yaml"


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class MoveEntry:
    """One named move."""

    id: str
    label: str
    make: str
    """Which maker makes its drift."""
    sign: int = 1
    """Of the coordinate that it changes."""
    words: tuple[str, ...]
    """How people call it."""
    does: str
    """What happens, in words of geometry."""
    amount: str
    """How far and fast when nothing is stated."""
    ease: float = 0.0
    """Share of its time for getting up to speed, and again for coming to rest."""
    whole: bool = False
    """Made smaller, it would be another move."""
    rigs: tuple[RigKind, ...] = field(default=("tripod",))
    """What carries it: the first that is able to."""
    told_as: str = ""
    """Its id in `groundplan.describe/1`, where that is another."""
    shares: str = ""
    """Another move that has the same signature, and why both names stay."""
    source: str = "our engineering default"
    """Of its numbers."""

    @property
    def speed(self) -> SpeedProfile:
        """Return how it gets going and comes to rest."""
        return SpeedProfile(ease_in=self.ease, ease_out=self.ease)


@lru_cache(maxsize=1)
def move_table() -> MappingProxyType[str, MoveEntry]:
    """Return all named moves by id, in the order of the data."""
    text = files("groundplan.agents.camera").joinpath(_FILE).read_text(encoding="utf-8")
    rows = TypeAdapter(dict[str, tuple[MoveEntry, ...]]).validate_python(yaml.safe_load(text))
    return MappingProxyType({row.id: row for row in rows["moves"]})


def made_by(move: str) -> str:
    """Return the maker of a move, which all moves of its kind share; of an unknown one `static`."""
    entry = move_table().get(move)
    return entry.make if entry is not None else "static"


def described_as(move: str) -> str:
    """Return the `groundplan.describe/1` id of a move: the plainer one that it is a kind of."""
    entry = move_table().get(move)
    return entry.told_as or move if entry is not None else move
