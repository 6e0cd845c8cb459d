"""A clause: who does what in a shot, and how it follows the clause before it."""

from dataclasses import dataclass, replace
from typing import Final, Literal

from groundplan.shader.prompt.cast import Member
from groundplan.shader.prompt.grammar import joined, present

__all__ = ["RESTING", "STATE", "Deed", "Link", "linked", "merged"]

Link = Literal["", "then", "while", "and"]
"""How a clause follows the one before it; empty: it begins a sentence."""
STATE: Final = 10_000
RESTING: Final = 20_000
"""Added to the order: what is held is said after what is done, where things lie last of all."""
_TOGETHER: Final = 0.5
"""Share of the shorter of two deeds in which both go on, for them to be at the same time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One clause, without directions."""

    members: tuple[Member, ...]
    does: str
    """Predicate with its verb in the plain form: "walk to the door"."""
    start: int
    """Subframes, cut to the shot."""
    end: int
    order: int = 0
    link: Link = ""
    travels: bool = False
    """Who does it changes place."""

    @property
    def rests(self) -> bool:
        """Tell whether it only says what things lie on or in."""
        return self.order >= RESTING

    @property
    def subject(self) -> str:
        """Return who does it, by their later names."""
        return joined([member.again for member in self.members])

    @property
    def predicate(self) -> str:
        """Return what is done, inflected: "walks to the door"."""
        return present(self.does, many=any(m.many for m in self.members) or len(self.members) > 1)

    @property
    def clause(self) -> str:
        """Return subject and predicate."""
        return f"{self.subject} {self.predicate}"


def merged(deeds: list[Deed]) -> list[Deed]:
    """Return the deeds with those put together that several do alike at the same time."""
    found: list[Deed] = []
    for deed in deeds:
        same = next((k for k, one in enumerate(found) if _alike(one, deed)), None)
        if same is None:
            found.append(deed)
        else:
            one = found[same]
            found[same] = replace(one, members=(*one.members, *deed.members))
    return found


def linked(deeds: list[Deed]) -> tuple[Deed, ...]:
    """Return the clauses with how each follows the one before."""
    found: list[Deed] = []
    for deed in deeds:
        link: Link = _link(found[-1], deed) if found else ""
        if link == "and" and found[-1].order >= STATE:
            # What is held goes on: the deed before it tells whether this one comes later.
            own = [one for one in found if one.members == deed.members and one.order < STATE]
            link = "and" if not own or _together(own[-1], deed) else "then"
        if found and link == found[-1].link == "while":
            link = ""
        found.append(replace(deed, link=link))
    return tuple(found)


def _alike(one: Deed, deed: Deed) -> bool:
    others = all(member not in one.members for member in deed.members)
    return one.does == deed.does and others and _together(one, deed)


def _link(last: Deed, deed: Deed) -> Link:
    if last.rests or deed.rests:
        return ""
    together = _together(last, deed)
    if last.members == deed.members:
        return "and" if together else "then"
    return "while" if together else ""


def _together(last: Deed, deed: Deed) -> bool:
    shorter = max(min(last.end - last.start, deed.end - deed.start), 1)
    return min(last.end, deed.end) - max(last.start, deed.start) >= _TOGETHER * shorter
