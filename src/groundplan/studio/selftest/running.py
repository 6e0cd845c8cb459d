"""The exam is sat: clips made, judged one by one, and told as they are done."""

import time
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from groundplan.adherence.plan_view import PlanView, plan_view
from groundplan.errors import InputError
from groundplan.passes.pack import ControlPack
from groundplan.studio.selftest.looks import SELFTEST_LOOKS
from groundplan.studio.selftest.material import SelfTestWorlds, selftest_material
from groundplan.studio.selftest.rows import Trial
from groundplan.studio.selftest.trial import Paper, ran_trial
from groundplan.studio.selftest.worlds import SELFTEST_WORLDS, SelfTestWorld

__all__ = ["SelfTest", "trials_of"]

Clock = Callable[[], float]

_CHUNK: Final = 8
"""Clips that a process is given at a time, at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfTest:
    """Which clips, and how they reach the judge."""

    count: int
    seed: int = 0
    folder: Path
    """Where the plans' packs are kept, or are from before."""
    direct: bool = False
    """Give the judge frames in place of a file."""
    first: int = 0
    """Number of the first clip in the seed's design."""
    worlds: tuple[SelfTestWorld, ...] = SELFTEST_WORLDS
    looks: tuple[str, ...] = field(default_factory=lambda: tuple(SELFTEST_LOOKS))
    size_px: tuple[int, int] = (416, 240)
    frames: int = 9

    def __post_init__(self) -> None:
        """Refuse what has no clip.

        Raises:
            InputError: There is less than one clip, or it starts before the design.
        """
        if self.count < 1 or self.first < 0 or self.seed < 0:
            raise InputError(
                f"{self.count} clips from {self.first} on, seed {self.seed}",
                "give one clip or more, and nothing below 0",
            )


def trials_of(
    test: SelfTest, *, processes: int = 1, clock: Clock = time.process_time
) -> Generator[Trial]:
    """Yield rows as they are done: of one process in the design's order.

    Close the iterator to stop. Rows are the same for any number of processes, but for `clock`,
    which counts CPU seconds (of the process that judges).

    Raises:
        InputError: There is no such look, no world suits an error, or there is no process.
        MissingExtraError: onnxruntime (embedded looks) or PyAV (files) is not installed.
    """
    if processes < 1:
        raise InputError(f"{processes} processes", "give one or more")
    if processes == 1:
        yield from _trials(test, _room(test), clock=clock)
    else:
        yield from _spread(test, processes, clock=clock)


def _trials(test: SelfTest, room: "_Room", *, clock: Clock) -> Iterator[Trial]:
    material = selftest_material(
        seed=test.seed,
        count=test.count,
        first=test.first,
        folder=test.folder,
        looks=test.looks,
        worlds=room.worlds,
    )
    for number, (pack, frames, truth) in enumerate(material, start=test.first):
        paper = Paper(number=number, frames=frames, truth=truth)
        yield ran_trial(room.view(truth.world, pack), paper, direct=test.direct, clock=clock)


def _spread(test: SelfTest, processes: int, *, clock: Clock) -> Iterator[Trial]:
    """Yield rows of several processes: all plans are rendered before the first starts."""
    worlds = _room(test).worlds
    for number in range(len(worlds)):
        worlds[number]
    pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"))
    try:
        for part in [pool.submit(_part, one, clock) for one in _parts(test, processes)]:
            yield from part.result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _part(test: SelfTest, clock: Clock) -> list[Trial]:
    return list(_trials(test, _room(test), clock=clock))


def _parts(test: SelfTest, processes: int) -> list[SelfTest]:
    """Return small parts, so that no process waits long for the last."""
    ends, size = test.first + test.count, max(1, min(_CHUNK, test.count // processes))
    return [
        replace(test, first=first, count=min(size, ends - first))
        for first in range(test.first, ends, size)
    ]


class _Room:
    """Worlds and what the judge knows of their plans: read once in a process."""

    def __init__(self, test: SelfTest) -> None:
        self.worlds = SelfTestWorlds(
            test.folder, size_px=test.size_px, frames=test.frames, worlds=test.worlds
        )
        self._views: dict[str, PlanView] = {}

    def view(self, brief: str, pack: ControlPack) -> PlanView:
        """Return the plan of a brief."""
        if brief not in self._views:
            self._views[brief] = plan_view(pack)
        return self._views[brief]


def _room(test: SelfTest) -> _Room:
    return _kept_room(replace(test, first=0, count=1))


_kept_room = lru_cache(maxsize=1)(_Room)
