"""The pictures of an animatic, one after the other; shots are rendered a stretch at a time."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import UInt8

from groundplan.errors import RenderError
from groundplan.passes.burn_in import burned
from groundplan.passes.lens_look import LensLook, widened
from groundplan.passes.slate import slate_card
from groundplan.previz.port import Pass, Renderer, RenderOptions
from groundplan.scene.build import build_stage
from groundplan.scene.library import Library
from groundplan.scene.stage import CameraPose, Stage
from groundplan.studio.animatic.cut import CutShot, rate_of, slate_rows, words_on
from groundplan.world.document import World

__all__ = ["Look", "animatic_pictures", "picture_count", "still_of"]

Picture = UInt8[np.ndarray, "_ _ 3"]
Drawn = tuple[int, Picture, CameraPose]

_STRETCH: Final = 12
"""Frames that one thread renders in a row: they share work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What is drawn over and around the pictures."""

    production: str = ""
    slate_s: float = 1.0
    """How long each slate stays; 0: none."""
    burn_in: bool = True
    guides: tuple[float, ...] = ()
    lens: bool = False
    """Pictures bend as the lens bends them."""
    threads: int = 2


def picture_count(world: World, cut: Sequence[CutShot], look: Look) -> int:
    """Return how many pictures there are, slates included."""
    return sum(shot.frames for shot in cut) + len(cut) * _slate_frames(world, look)


def animatic_pictures(
    world: World, cut: Sequence[CutShot], renderer: Renderer, *, look: Look, library: Library
) -> Iterator[Picture]:
    """Yield every slate and every frame, in order; the same for any number of threads.

    Raises:
        SceneError: A shot cannot be posed.
        RenderError: A frame cannot be drawn.
    """
    for shot in cut:
        stage = build_stage(world, shot.id, library)
        if _slate_frames(world, look):
            card = _slate(world, shot, stage, look=look)
            yield from (card for _ in range(_slate_frames(world, look)))
        for index, picture, pose in _rendered(stage, range(shot.frames), renderer, look=look):
            yield _finished(world, shot, (index, picture, pose), look=look)


def still_of(
    world: World, shot: CutShot, renderer: Renderer, *, look: Look, library: Library
) -> Picture:
    """Return the middle frame of a shot as the animatic shows it."""
    stage = build_stage(world, shot.id, library)
    drawn = next(iter(_rendered(stage, (shot.frames // 2,), renderer, look=look)))
    return _finished(world, shot, drawn, look=look)


def _finished(world: World, shot: CutShot, drawn: Drawn, *, look: Look) -> Picture:
    index, picture, pose = drawn
    if not look.burn_in:
        return picture
    return burned(picture, words_on(shot, index, pose, world=world, guides=look.guides))


def _slate(world: World, shot: CutShot, stage: Stage, *, look: Look) -> Picture:
    pose = stage.pose(stage.clock.time(0)).camera
    rows = slate_rows(shot, pose, world=world, production=look.production)
    return slate_card(stage.size_px, rows)


def _slate_frames(world: World, look: Look) -> int:
    return round(look.slate_s * rate_of(world))


def _rendered(
    stage: Stage, frames: Sequence[int], renderer: Renderer, *, look: Look
) -> Iterator[Drawn]:
    """Yield index, picture and camera of frames, rendered in stretches by some threads."""
    wide, finish = _lens_drawing(stage) if look.lens else _plain_drawing(stage)
    stretches = deque(frames[k : k + _STRETCH] for k in range(0, len(frames), _STRETCH))
    options = RenderOptions(passes=frozenset({Pass.BEAUTY}))

    def run(stretch: Sequence[int]) -> list[Drawn]:
        return [
            finish(frame.index, _beauty(frame.beauty))
            for frame in renderer.render(wide, stretch, options=options)
        ]

    with ThreadPoolExecutor(look.threads) as pool:
        waiting = deque[Future[list[Drawn]]]()
        while stretches or waiting:
            while stretches and len(waiting) <= look.threads:
                waiting.append(pool.submit(run, stretches.popleft()))
            yield from waiting.popleft().result()


Finish = Callable[[int, Picture], Drawn]


def _plain_drawing(stage: Stage) -> tuple[Stage, Finish]:
    return stage, lambda index, picture: (index, picture, _camera(stage, index))


def _lens_drawing(stage: Stage) -> tuple[Stage, Finish]:
    """Return the stage a margin wider, and what bends its pictures."""
    poses = [_camera(stage, index) for index in range(stage.clock.frame_count)]
    lens = LensLook(stage.size_px, poses)

    def finish(index: int, picture: Picture) -> Drawn:
        return index, lens.drawn(picture, poses[index]), poses[index]

    return widened(stage, lens.margin), finish


def _camera(stage: Stage, index: int) -> CameraPose:
    return stage.pose(stage.clock.time(index)).camera


def _beauty(picture: Picture | None) -> Picture:
    if picture is None:
        raise RenderError("the renderer left out the picture", "report it to its maker")
    return picture
