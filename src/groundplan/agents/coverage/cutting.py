"""The cut: which set-up is seen when; it follows who speaks and who acts, master first."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from groundplan.agents.coverage.covering import Coverage
from groundplan.agents.coverage.setups import Kind, SetUp
from groundplan.agents.coverage.things import handled_things
from groundplan.agents.lengths import insert_s, least_s
from groundplan.units import SUBFRAMES_PER_FRAME
from groundplan.world.narrative import Line

__all__ = ["Piece", "cut"]

_MASTER_S: Final = 4.0
"""The master is left at the first turn after it was read, at the latest after this long."""
_PATIENCE_S: Final = 1.5
"""So much longer where a turn comes just after."""
_LONG_LINE_S: Final = 5.0
"""A longer line shows who listens, from the middle on."""
_SILENCE_S: Final = 2.5
"""Longer silences go back to both."""
_GOING_M: Final = 0.8
"""Who goes further than this is seen whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of the cut."""

    setup: SetUp
    first: int
    """Subframes of its first frame."""
    last: int
    """Of its last frame, inclusive."""
    reaction: bool = False
    """The subject listens."""


@dataclass(slots=True)
class _Run:
    setup: SetUp
    start: int
    """Frames from the beginning of the stretch."""
    end: int
    """Exclusive."""

    @property
    def frames(self) -> int:
        return self.end - self.start


def cut(coverage: Coverage, *, first: int, last: int, kinds: frozenset[Kind]) -> tuple[Piece, ...]:
    """Return the pieces of a stretch, without gaps and in order; none without set-ups.

    Their lengths add up to that of the stretch, frame by frame.
    """
    if not coverage.setups:
        return ()
    table = _Table(coverage, first=first, last=last, kinds=kinds)
    runs = _readable(table.runs(), table)
    return tuple(
        Piece(
            setup=run.setup, first=table.time(run.start),
            last=table.time(run.end) - SUBFRAMES_PER_FRAME,
            reaction=table.listens(run),
        )
        for run in runs
    )  # fmt: skip


_TURN_S: Final = 2.5
"""How long somebody is seen to talk whose words nobody knows: our engineering default."""


class _Table:
    """A stretch frame by frame: which set-up is wanted."""

    def __init__(
        self, coverage: Coverage, *, first: int, last: int, kinds: frozenset[Kind]
    ) -> None:
        base = coverage.company.world.timebase
        self.rate = base.fps_num / base.fps_den
        self.coverage, self.company = coverage, coverage.company
        self.first, self.kinds = first, kinds
        self.count = (last - first) // SUBFRAMES_PER_FRAME + 1
        self.lines = sorted(
            (ln for ln in self.company.lines.values() if first <= ln.start <= last),
            key=lambda ln: ln.start,
        )
        self.wanted: list[SetUp] = [self.whole(0)] * self.count
        self._fill()

    def time(self, frame: int) -> int:
        """Return the time of a frame of the stretch [subframes]."""
        return self.first + frame * SUBFRAMES_PER_FRAME

    def frame(self, time: float) -> int:
        """Return the frame of the stretch at a time [subframes], within it."""
        return min(self.count, max(0, round((time - self.first) / SUBFRAMES_PER_FRAME)))

    def frames(self, seconds: float) -> int:
        """Return how many frames a time takes."""
        return max(1, round(seconds * self.rate))

    def least(self, setup: SetUp) -> int:
        """Return how many frames a set-up has to stand at least."""
        seconds = insert_s() if setup.role in {"insert", "cutaway"} else least_s(setup.size)
        return self.frames(seconds)

    def runs(self) -> list[_Run]:
        """Return the wanted set-ups as runs."""
        edges = [0, *(k for k in range(1, self.count) if self.wanted[k] != self.wanted[k - 1]),
                 self.count]  # fmt: skip
        return [_Run(self.wanted[a], a, b) for a, b in pairwise(edges)]

    def listens(self, run: _Run) -> bool:
        """Tell whether somebody else speaks while a single is seen."""
        if run.setup.role != "single":
            return False
        start, end = self.time(run.start), self.time(run.end)
        speaking = [ln for ln in self.lines if ln.start < end and ln.end > start]
        return bool(speaking) and all(ln.speaker != run.setup.subject for ln in speaking)

    def whole(self, frame: int) -> SetUp:
        """Return the master, or the widest there is."""
        at = self.time(frame)
        for role in ("master", "two_shot"):
            found = self.coverage.of(role, "", at=at)
            if found is not None:
                return found
        return max(self.coverage.setups, key=lambda s: s.visible_m)

    def _fill(self) -> None:
        self._speech()
        self._silences()
        self._ways()
        self._opening()
        if "inserts" in self.kinds:
            self._inserts()
        if "cutaways" in self.kinds:
            self._cutaway()

    def _put(self, setup: SetUp | None, start: int, end: int) -> None:
        """Want a set-up for some frames, as far as it is right then."""
        if setup is None:
            return
        for frame in range(max(0, start), min(self.count, end)):
            if setup.first <= self.time(frame) <= setup.last + SUBFRAMES_PER_FRAME:
                self.wanted[frame] = setup

    def _face(self, line: Line, frame: int, *, tight: bool) -> SetUp | None:
        """Return the set-up on who speaks: an over in the first half, a single in the second."""
        roles = ("single", "over_shoulder") if tight else ("over_shoulder", "single")
        if line.heard == "off_screen":
            return None
        found = (self.coverage.of(r, line.speaker or "", at=self.time(frame)) for r in roles)
        return next((s for s in found if s is not None and line.speaker), None)

    def _speech(self) -> None:
        if not self.lines:
            self._exchange()
            return
        starts = [self.frame(ln.start) for ln in self.lines]
        ends = [*starts[1:], self.count]
        for number, (line, start, end) in enumerate(zip(self.lines, starts, ends, strict=True)):
            tight = 2 * number >= len(self.lines)
            self._put(self._face(line, min(start, self.count - 1), tight=tight), start, end)
            self._reaction(line, start)

    def _exchange(self) -> None:
        """Show in turn those who talk without words that are known."""
        talks = [a for a in self.company.actions.values() if a.action == "talk"]
        people = [p.entity for p in self.company.players]
        talking = [
            k for k in dict.fromkeys(key for a in talks for key in (a.agent, a.object or ""))
            if k in people
        ]  # fmt: skip
        turn = self.frames(_TURN_S)
        for number, start in enumerate(range(0, self.count, turn) if len(talking) > 1 else ()):
            roles = ("over_shoulder", "single")
            roles = roles[::-1] if 2 * start >= self.count else roles
            speaker = talking[number % len(talking)]
            found = (self.coverage.of(r, speaker, at=self.time(start)) for r in roles)
            self._put(next((s for s in found if s is not None), None), start, start + turn)

    def _reaction(self, line: Line, start: int) -> None:
        """Show who listens from the middle of a long line on."""
        frames = self.frame(line.end) - start
        if "reactions" not in self.kinds or frames < self.frames(_LONG_LINE_S):
            return
        partner = self.company.partner(line.speaker or "")
        if partner is None:
            return
        middle = start + int(0.55 * frames)
        single = self.coverage.of("single", partner.entity, at=self.time(middle))
        if single is not None:
            self._put(single, middle, middle + self.frames(1.25 * least_s(single.size)))

    def _silences(self) -> None:
        """Go back to both where nobody speaks for long."""
        if not self.lines:
            return
        ends = [self.frame(ln.end) for ln in self.lines]
        starts = [*(self.frame(ln.start) for ln in self.lines[1:]), self.count]
        for end, start in zip(ends, starts, strict=True):
            if start - end >= self.frames(_SILENCE_S):
                both = self.coverage.of("two_shot", "", at=self.time(end)) or self.whole(end)
                self._put(both, end + self.frames(0.5), start)

    def _ways(self) -> None:
        """Show who goes somewhere from far enough to see where."""
        for player in self.company.players:
            places, times = player.figure.positions, self.company.times
            for action in self.company.actions.values():
                if action.agent != player.entity:
                    continue
                during = (times >= action.start) & (times <= action.end)
                own = places[during]
                if len(own) > 1 and float(abs(own[-1] - own[0]).max()) > _GOING_M:
                    start = self.frame(action.start)
                    self._put(self.whole(min(start, self.count - 1)), start, self.frame(action.end))

    def _opening(self) -> None:
        """Begin with the master, until the first turn after it has been read."""
        wide = self.whole(0)
        least, most = self.least(wide), self.frames(_MASTER_S)
        turns = [self.frame(ln.start) for ln in self.lines]
        late = most + self.frames(_PATIENCE_S)
        turn = next((t for t in turns if least <= t <= late), None)
        self._put(wide, 0, turn if turn is not None else min(most, max(least, self.count // 4)))

    def _inserts(self) -> None:
        seen = set[str]()
        for action in handled_things(self.company).values():
            thing = action.object or ""
            setup = next(
                (s for s in self.coverage.setups
                 if s.role == "insert" and s.subject == thing and s.first >= action.start - 1),
                None,
            )  # fmt: skip
            if setup is None or (thing in seen and action.action in {"hold", "carry"}):
                continue
            seen.add(thing)
            start = self.frame(action.start)
            length = min(self.frame(action.end) - start, self.frames(2.0 * insert_s()))
            end = start + max(length, self.least(setup))
            for frame in range(max(0, start), min(self.count, end)):
                self.wanted[frame] = setup

    def _cutaway(self) -> None:
        """Cut away once, in the longest run, where that leaves enough of it on both sides."""
        setup = next((s for s in self.coverage.setups if s.role == "cutaway"), None)
        longest = max(self.runs(), key=lambda r: r.frames)
        need = self.least(longest.setup)
        if setup is None or longest.frames < 2 * need + self.least(setup):
            return
        start = longest.start + (longest.frames - self.least(setup)) // 2
        self._put(setup, start, start + self.least(setup))


def _readable(runs: list[_Run], table: _Table) -> list[_Run]:
    """Return the runs, each long enough to be read: short ones grow or go."""
    while True:
        short = min(_short(runs, table), default=None)
        if short is None:
            return runs
        _, number = short
        if not _grown(runs, number, table):
            _dropped(runs, number)
        runs = _joined(runs)


def _short(runs: list[_Run], table: _Table) -> Iterator[tuple[float, int]]:
    """Yield how much of its least length a run has, and its number."""
    if len(runs) < 2:
        return
    for number, run in enumerate(runs):
        need = table.least(run.setup)
        if run.frames < need:
            yield run.frames / need, number


def _grown(runs: list[_Run], number: int, table: _Table) -> bool:
    """Take what a run lacks from its neighbours, where they have more than they need."""
    run = runs[number]
    lacks = table.least(run.setup) - run.frames
    for other in (number + 1, number - 1):
        if not 0 <= other < len(runs):
            continue
        neighbour = runs[other]
        spare = neighbour.frames - table.least(neighbour.setup)
        more = lacks if other > number else -lacks
        if spare >= lacks and _right(table, run, more=more):
            if other > number:
                run.end += lacks
                neighbour.start += lacks
            else:
                run.start -= lacks
                neighbour.end -= lacks
            return True
    return False


def _right(table: _Table, run: _Run, *, more: int) -> bool:
    """Tell whether a run's set-up is still right some frames later, or earlier where negative."""
    setup = run.setup
    if setup.role in {"insert", "cutaway"}:
        return True
    return setup.first <= table.time(min(run.start, run.start + more)) and (
        table.time(max(run.end, run.end + more) - 1) <= setup.last + SUBFRAMES_PER_FRAME
    )


def _dropped(runs: list[_Run], number: int) -> None:
    """Give a run's time to the longer neighbour."""
    run = runs.pop(number)
    before = runs[number - 1] if number else None
    after = runs[number] if number < len(runs) else None
    if before is not None and (after is None or before.frames >= after.frames):
        before.end = run.end
    elif after is not None:
        after.start = run.start


def _joined(runs: list[_Run]) -> list[_Run]:
    """Return the runs, those of one set-up that touch made one."""
    joined = list[_Run]()
    for run in runs:
        if joined and joined[-1].setup == run.setup:
            joined[-1].end = run.end
        else:
            joined.append(run)
    return joined
