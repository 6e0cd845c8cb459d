"""A shot as it is told: its world, who is in view, and how they are called."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from groundplan.shader.measuring.ways import Way
from groundplan.shader.prompt.cast import Cast
from groundplan.world.document import World
from groundplan.world.sequence import Shot

__all__ = ["CONTACTS", "Story"]

CONTACTS: Final = {"on": "on", "inside": "in", "under": "under"}
"""Relations that are part of a posture; the others are about where things are in the picture."""
_SECONDS: Final = 0.3
"""What goes on for less than this of a shot, or half of itself, is not of the shot."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Story:
    """What clauses are made of."""

    there: World
    """Only who is in the shot's scene."""
    shot: Shot
    cast: Cast
    ways: Mapping[str, Way]
    """Of those who go somewhere, by entity id."""

    def lasts(self, start: int, end: int) -> bool:
        """Tell whether what goes on from `start` to `end` [subframes] is of the shot."""
        rate = self.there.timebase
        least = min(1000.0 * _SECONDS * rate.fps_num / rate.fps_den, 0.5 * (end - start))
        both = min(end, self.shot.last) - max(start, self.shot.first)
        return both >= max(least, 1.0)

    def called(self, key: str | None, *, by: str = "") -> str:
        """Return the later name of an entity; empty where it is not in view.

        One of several alike is told as one of them, unless several do it (`by` is one of them) or
        they were spoken of together.
        """
        member = self.cast.by_entity.get(key) if key is not None else None
        if member is None:
            return ""
        doer = self.cast.by_entity.get(by)
        together = member.counted or (doer is not None and len(doer.entities) > 1)
        return member.again if together else member.one

    def contact(self, key: str) -> str:
        """Return "on the bench" of what was said to be on it; empty for none in view."""
        for relation in self.there.narrative.relations.values():
            now = relation.when != "end" and relation.relation in CONTACTS
            name = self.called(relation.object, by=key)
            if relation.subject == key and now and name:
                return f"{CONTACTS[relation.relation]} {name}"
        return ""
