"""The exam papers: plans, clips with errors of known size, and the truth; the same for a seed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from pathlib import Path
from typing import Final

import numpy as np
from jaxtyping import UInt8

from groundplan.adherence.selftest.design import Cell, design
from groundplan.adherence.selftest.injections import Injection, acts_on
from groundplan.adherence.selftest.pictures import injected_pictures
from groundplan.adherence.selftest.rendered import rendered_clip
from groundplan.adherence.selftest.staging import injected_stage
from groundplan.adherence.selftest.truth import ClipOrigin, ClipTruth, clip_truth
from groundplan.errors import InputError
from groundplan.passes.pack import ControlPack
from groundplan.studio.registry import renderer
from groundplan.studio.selftest.looks import SELFTEST_LOOKS, TUNING_LOOKS
from groundplan.studio.selftest.suitability import injection_for
from groundplan.studio.selftest.worlds import (
    RENDERER,
    SELFTEST_WORLDS,
    PlannedClip,
    SelfTestWorld,
    selftest_pack,
)

__all__ = ["SelfTestClip", "SelfTestWorlds", "injected_clip", "selftest_material"]

Frames = UInt8[np.ndarray, "frame height width 3"]

_ALL_LOOKS: Final = tuple(SELFTEST_LOOKS)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SelfTestClip:
    """A clip with what is known of it."""

    plan: ControlPack
    frames: Frames
    """sRGB, at the plan's size, rate and count."""
    truth: ClipTruth


class SelfTestWorlds:
    """The worlds, each planned and rendered when it is first asked for; packs stay in a folder."""

    def __init__(
        self,
        folder: Path,
        *,
        size_px: tuple[int, int] = (416, 240),
        frames: int = 9,
        worlds: Sequence[SelfTestWorld] = SELFTEST_WORLDS,
    ) -> None:
        """Keep packs of that size [px] and length in `folder`."""
        self._folder = folder
        self._size_px = size_px
        self._frames = frames
        self._worlds = tuple(worlds)
        self._planned: dict[int, PlannedClip] = {}

    def __len__(self) -> int:
        return len(self._worlds)

    def __getitem__(self, number: int) -> PlannedClip:
        """Return a world, planned."""
        if number not in self._planned:
            width, height = self._size_px
            place = self._folder / f"{number:02d}-{width}x{height}-{self._frames}"
            self._planned[number] = selftest_pack(
                self._worlds[number], place, size_px=self._size_px, frames=self._frames
            )
        return self._planned[number]


def selftest_material(
    *,
    seed: int,
    count: int,
    folder: Path,
    first: int = 0,
    looks: Sequence[str] = _ALL_LOOKS,
    worlds: SelfTestWorlds | None = None,
) -> Iterator[tuple[ControlPack, Frames, ClipTruth]]:
    """Yield plan pack, clip and truth of a seeded design; packs are kept in `folder`.

    With `first` the design starts later: parts of one design go to several processes, each with a
    folder of its own, or after one has rendered all packs.

    Raises:
        InputError: There is no such look, or no world suits an error.
        MissingExtraError: onnxruntime (embedded looks) or PyAV (coding) is not installed.
    """
    there = worlds or SelfTestWorlds(folder)
    cells = enumerate(design(looks, seed=seed, count=first + count))
    for number, cell in islice(cells, first, None):
        rng = np.random.default_rng([seed, number])
        plan, injection, foreign = _cast(there, cell, rng)
        made = injected_clip(plan, injection, look=cell.look, rng=rng, foreign=foreign)
        yield made.plan, made.frames, made.truth


def injected_clip(
    plan: PlannedClip,
    injection: Injection,
    *,
    look: str,
    rng: np.random.Generator,
    foreign: PlannedClip | None = None,
) -> SelfTestClip:
    """Return a clip of a plan in a look, with an error; `foreign` is what another scene shows.

    Raises:
        InputError: There is no such look, or an error of footage has no other scene.
    """
    if look not in SELFTEST_LOOKS:
        raise InputError(f"there is no look {look!r}", f"choose from: {', '.join(SELFTEST_LOOKS)}")
    paper = int(rng.integers(1 << 31))
    shown = plan.clip
    if acts_on(injection) == "stage":
        stage = injected_stage(plan.stage, injection, carried=plan.carried)
        shown = rendered_clip(renderer(RENDERER), stage)
    frames = SELFTEST_LOOKS[look](shown, paper)
    if acts_on(injection) == "footage":
        frames = _spliced(frames, injection, look=look, paper=paper, foreign=foreign)
    rate = Fraction(plan.stage.clock.fps_num, plan.stage.clock.fps_den)
    frames = injected_pictures(frames, injection, rng=rng, rate=rate)
    origin = ClipOrigin(
        look=look,
        world=plan.source.brief,
        held_out=plan.source.held_out or look not in TUNING_LOOKS,
    )
    truth = clip_truth(plan.clip, shown, injection, subjects=plan.subjects, origin=origin)
    return SelfTestClip(plan=plan.pack, frames=frames, truth=truth)


def _cast(
    worlds: SelfTestWorlds, cell: Cell, rng: np.random.Generator
) -> tuple[PlannedClip, Injection, PlannedClip]:
    """Return the first world of a drawn order that suits a cell, the error, and another world."""
    order = [int(number) for number in rng.permutation(len(worlds))]
    for number in order:
        plan = worlds[number]
        injection = injection_for(cell, plan, rng=rng)
        if injection is not None:
            other = order[0] if number != order[0] else order[-1]
            return plan, injection, worlds[other]
    raise InputError(f"no world suits {cell.kind}", "give more worlds")


def _spliced(
    frames: Frames, injection: Injection, *, look: str, paper: int, foreign: PlannedClip | None
) -> Frames:
    """Return frames with those of another scene in their place."""
    if foreign is None:
        raise InputError(f"{injection.kind} without another scene", "give `foreign`")
    first = injection.first_frame
    last = len(frames) if injection.kind == "scene.other" else first + round(injection.size)
    found = frames.copy()
    found[first:last] = SELFTEST_LOOKS[look](foreign.clip, paper)[first:last]
    return found
