"""A board of tokens on which terms of camera, light and setting are marked as understood."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from groundplan.language.facts import QuantityFact, Span
from groundplan.language.stems import stem
from groundplan.language.tokens import Token

__all__ = ["Board", "Segment"]


@dataclass(frozen=True, slots=True)
class Segment:
    """Tokens between two marks: `start` inclusive, `end` exclusive."""

    start: int
    end: int

    def __contains__(self, index: int) -> bool:
        """Whether a token index lies in it."""
        return self.start <= index < self.end


@dataclass(slots=True, kw_only=True)
class Board:
    """Which tokens are explained, and whether the parser still sees them."""

    tokens: tuple[Token, ...]
    quantities: dict[str, QuantityFact]
    hidden: set[int] = field(default_factory=set[int])
    """Tokens that the parser must not see."""
    silent: set[int] = field(default_factory=set[int])
    """Hidden tokens that the parser reads across, as if they were not there."""
    taken: set[int] = field(default_factory=set[int])
    """Tokens that the parser sees, but that name no entity (time of day, light)."""
    used: set[int] = field(default_factory=set[int])
    """Tokens that some fact explains."""
    roles: dict[str, str] = field(default_factory=dict[str, str])
    """What claimed a quantity, by key."""

    _lowers: list[str] = field(default_factory=list[str], init=False)
    _stems: list[str] = field(default_factory=list[str], init=False)
    _segments: dict[str, list[Segment]] = field(
        default_factory=dict[str, list[Segment]], init=False
    )

    def __post_init__(self) -> None:
        """Prepare the words once."""
        self._lowers = [t.lower for t in self.tokens]
        self._stems = [stem(t.lower) for t in self.tokens]

    def lowers(self) -> list[str]:
        """Return the lower-case words."""
        return self._lowers

    def stems(self) -> list[str]:
        """Return the stems of the words."""
        return self._stems

    def hide(self, indices: Sequence[int] | range) -> None:
        """Mark tokens as explained and keep them from the parser."""
        self.hidden.update(indices)
        self.used.update(indices)

    def take(self, indices: Sequence[int] | range) -> None:
        """Mark tokens as explained; the parser sees them as words that name nothing."""
        self.taken.update(indices)
        self.used.update(indices)

    def free(self, index: int) -> bool:
        """Whether nothing has claimed the token yet."""
        return index not in self.hidden and index not in self.taken

    def claim(self, key: str, role: str) -> None:
        """Say what a quantity belongs to."""
        self.roles[key] = role

    def unclaimed(self, indices: range) -> Iterator[tuple[int, QuantityFact]]:
        """Yield (token index, quantity) of those among the tokens that nothing claimed."""
        for index in indices:
            key = self.tokens[index].quantity
            if key and key not in self.roles and not self.quantities[key].role:
                yield index, self.quantities[key]

    def span(self, start: int, end: int) -> Span:
        """Return the span of tokens `start` to `end`, exclusive."""
        return Span(start=self.tokens[start].start, end=self.tokens[end - 1].end)

    def segments(self, marks: str = ".;!?,:") -> list[Segment]:
        """Return the runs of tokens between the marks."""
        if marks not in self._segments:
            self._segments[marks] = self._cut(marks)
        return self._segments[marks]

    def _cut(self, marks: str) -> list[Segment]:
        cuts = [i for i, t in enumerate(self.tokens) if t.text in marks and len(t.text) == 1]
        starts = [0, *(c + 1 for c in cuts)]
        ends = [*cuts, len(self.tokens)]
        return [Segment(s, e) for s, e in zip(starts, ends, strict=True) if e > s]

    def segment_of(self, index: int, marks: str = ".;!?,:") -> Segment:
        """Return the run of tokens that holds a token."""
        segments = self.segments(marks)
        place = bisect_right(segments, index, key=lambda s: s.start) - 1
        return next(s for s in segments[max(place, 0) : place + 1] if index in s)
