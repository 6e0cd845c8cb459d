"""Two shots of a small world in daylight: Anna stands, Ben stands or walks; one moves in."""

from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

import numpy as np
from tests.unit.studio.small_film import ANNA, BEN, CAMERA, KEY, SECOND, camera, small_film

from groundplan.adherence.selftest.injections import Injection
from groundplan.adherence.selftest.rendered import RenderedClip, rendered_clip
from groundplan.adherence.selftest.staging import injected_stage
from groundplan.adherence.selftest.truth import ClipOrigin, ClipTruth, SubjectTruth, clip_truth
from groundplan.previz.backends.numba_tiles import NumbaRenderer
from groundplan.scene.conforming import Form, conformed_shot
from groundplan.scene.stage import Stage
from groundplan.world.channel import Channel, Key
from groundplan.world.document import World
from groundplan.world.entity import Entity, Light, Transform

FRAMES = 6
_ORIGIN = ClipOrigin(look="beauty", world="small film", held_out=False)
_SKY = "SKY".ljust(26, "0")


def _way(last: int, start: tuple[float, float, float], end: tuple[float, float, float]) -> Channel:
    return Channel(type="vec3", unit="m", keys={"a": Key(t=0, v=start), "b": Key(t=last, v=end)})


def _world(*, ben_walks: bool) -> World:
    world = small_film()
    lens = camera(focal_mm=24.0, auto_exposure=True)
    first, second, ben = (world.entities[name] for name in (CAMERA, SECOND, BEN))
    moves_in = _way(47_000, (0.7, 1.0, 5.5), (0.7, 1.0, 4.0))
    walk = _way(96_000, (-3.0, 0.0, 0.4), (5.0, 0.0, 0.4))
    entities: dict[str, Entity] = {
        **{key: one for key, one in world.entities.items() if key != KEY},
        CAMERA: replace(first, camera=lens, channels={"transform.position_m": moves_in}),
        SECOND: replace(second, camera=lens, transform=Transform(position_m=(0.7, 1.0, 5.0))),
        BEN: replace(ben, channels={"transform.position_m": walk} if ben_walks else {}),
        _SKY: Entity(name="sky", kind="light", light=Light(type="sky", illuminance_lx=10_000.0)),
    }
    return replace(world, entities=entities)


@lru_cache
def stage(shot: str = "s1", *, ben_walks: bool = False) -> Stage:
    """Return 6 frames at 6 fps; s1 moves in, s2 stands still."""
    form = Form(size_px=(160, 96), rate=Fraction(6), frame_count=FRAMES)
    return conformed_shot(_world(ben_walks=ben_walks), shot, form).stage


@lru_cache
def rendered(made: Stage) -> RenderedClip:
    """Return the clip of a stage."""
    return rendered_clip(NumbaRenderer(), made)


def injected(
    injection: Injection, shot: str = "s1", *, ben_walks: bool = False
) -> tuple[RenderedClip, RenderedClip, ClipTruth]:
    """Return plan, clip and truth."""
    planned = stage(shot, ben_walks=ben_walks)
    plan, clip = rendered(planned), rendered(injected_stage(planned, injection))
    truth = clip_truth(plan, clip, injection, subjects=(ANNA, BEN), origin=_ORIGIN)
    return plan, clip, truth


def of(truth: ClipTruth, entity: str) -> SubjectTruth:
    """Return the truth of one subject."""
    return next(one for one in truth.subjects if one.entity == entity)


def mask(clip: RenderedClip, entity: str) -> np.ndarray:
    """Return where an entity shows, per frame."""
    number = next(key for key, name in clip.entities.items() if name == entity)
    return clip.instance == number
