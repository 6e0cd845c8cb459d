"""The worlds of the self-test: short briefs of our own, planned and rendered small."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Final

import numpy as np

from groundplan.adherence.selftest.rendered import RenderedClip, clip_of_pack
from groundplan.agents.dressing import SCENERY
from groundplan.errors import PackError
from groundplan.passes.joints import PosedJoints
from groundplan.passes.pack import ControlPack
from groundplan.passes.render import PackOptions, write_pack
from groundplan.previz.port import TRUTH_PASSES, Pass, RenderOptions
from groundplan.scene.conforming import ConformedShot, Form, conformed_shot
from groundplan.scene.stage import Stage
from groundplan.studio.options import TakeOptions
from groundplan.studio.registry import renderer
from groundplan.studio.take import plan_world
from groundplan.world.document import World
from groundplan.world.queries import shots_in_order

__all__ = ["RENDERER", "SELFTEST_WORLDS", "PlannedClip", "SelfTestWorld", "selftest_pack"]

RENDERER: Final = "numba"
_RATE: Final = Fraction(8)
_PASSES: Final = frozenset({Pass.BEAUTY, Pass.ILLUMINANCE, *TRUTH_PASSES})
_ACTORS: Final = frozenset({"character", "animal", "vehicle", "prop"})
_LEAST_SHARE: Final = 0.002
"""Of the picture's area, in the mean over frames: smaller is nobody's subject."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfTestWorld:
    """A brief, and whether thresholds may be set on it."""

    brief: str
    held_out: bool = False


def _worlds() -> tuple[SelfTestWorld, ...]:
    tuning = (
        "Full shot. A man walks to the right through a park. Static camera.",
        "Wide shot. A boy walks past a girl in a kitchen. The camera pans left.",
        "Full shot. A woman in a red coat stands next to a dog in a park. Slow dolly-in.",
        "Wide shot. Two cars drive to the right on a street. Static camera.",
        "Medium shot of a man in a blue suit in an office. The camera trucks right at 1 m/s.",
        "Wide shot. A horse walks to the left on a meadow. Static camera.",
        "Full shot. A girl in a yellow dress dances on a square. The camera orbits around her.",
        "Handheld shot of a man and a woman who stand in a living room.",
        "A red ball and a white cup on a wooden table. Slow zoom in.",
        "Wide shot. A dog runs to the right in front of a house. The camera pans right.",
        "Full shot. Two children stand on a beach. The camera trucks left at 1 m/s.",
        "Full shot. An old man sits on a bench next to a street lamp in a park. Crane up.",
        "Wide shot. A red car drives to the left past a parked truck. Static camera.",
        "Medium close-up of a woman with a yellow hat in a garden. Static camera.",
        "Full shot. A man runs towards the camera on a street at noon.",
        "Close shot. A cat sits on a sofa in a living room. Slow push in.",
    )
    held_out = (
        "Wide shot. A man walks from the left to a door in a museum, then waves. Static camera.",
        "Full shot. A girl and a boy stand in a library. The camera trucks right at 1 m/s.",
        "Wide shot. A horse runs to the right on a beach. The camera pans right.",
        "A white vase stands on a round table in a kitchen. The camera orbits around it.",
        "Wide shot. A truck drives to the right past a traffic light in the evening.",
        "Full shot. A woman in a green dress walks to the left along a river. Handheld camera.",
        "Full shot of two men in a workshop. Slow zoom in.",
        "Low-angle shot. A dog stands next to a man in a forest. Slow dolly-in.",
        "Wide shot. A boy runs to the left across a square. Static camera, overcast.",
        "Medium shot of a man and a woman in a restaurant. The camera trucks left at 1 m/s.",
    )
    return (
        *(SelfTestWorld(brief=brief) for brief in tuning),
        *(SelfTestWorld(brief=brief, held_out=True) for brief in held_out),
    )


SELFTEST_WORLDS: Final[tuple[SelfTestWorld, ...]] = _worlds()


@dataclass(frozen=True, kw_only=True, eq=False)
class PlannedClip:
    """A world, its stage and its pack, as planned."""

    source: SelfTestWorld
    stage: Stage
    pack: ControlPack
    carried: dict[str, tuple[str, ...]]
    """By entity: those that move along with it."""
    scenery: frozenset[str]

    @cached_property
    def clip(self) -> RenderedClip:
        """Return the pack's pictures and truth."""
        return clip_of_pack(self.pack)

    @cached_property
    def subjects(self) -> tuple[str, ...]:
        """Return whom the picture is about, largest first; nobody who is carried."""
        held = {name for group in self.carried.values() for name in group}
        ids, count = self.clip.instance, self.clip.instance.size
        shares = [
            (float(np.count_nonzero(ids == one.instance)) / count, one.entity)
            for one in self.stage.instances
            if one.kind in _ACTORS and one.entity not in held | self.scenery
        ]
        return tuple(name for share, name in sorted(shares, reverse=True) if share >= _LEAST_SHARE)


def selftest_pack(
    source: SelfTestWorld, folder: Path, *, size_px: tuple[int, int] = (416, 240), frames: int = 9
) -> PlannedClip:
    """Plan a brief and render it at 8 frames per second into `folder`, or open what is there.

    Raises:
        SceneError: The world cannot be posed.
        OutputError: The folder cannot be written.
    """
    options = TakeOptions(size_px=size_px, seconds=float(frames / _RATE))
    world = plan_world(source.brief, options=options).world
    shot, _ = shots_in_order(world)[0]
    form = Form(size_px=size_px, rate=_RATE, frame_count=frames)
    conformed = conformed_shot(world, shot, form)
    return PlannedClip(
        source=source,
        stage=conformed.stage,
        pack=_opened(conformed, folder) or _rendered(conformed, folder),
        carried=_carried(world),
        scenery=frozenset(key for key, one in world.entities.items() if SCENERY in one.tags),
    )


def _opened(shot: ConformedShot, folder: Path) -> ControlPack | None:
    """Return a pack that was rendered before, of this world by this renderer."""
    if not folder.is_dir():
        return None
    try:
        pack = ControlPack.open(folder)
    except PackError:
        return None
    made, stage = pack.manifest, shot.stage
    fits = (
        made.world_hash == stage.world_hash
        and made.renderer.version == renderer(RENDERER).version
        and made.size_px == stage.size_px
        and pack.frame_count == stage.clock.frame_count
    )
    return pack if fits else None


def _rendered(shot: ConformedShot, folder: Path) -> ControlPack:
    options = PackOptions(
        render=RenderOptions(passes=_PASSES), threads=1, previews=(), contact_sheet=False
    )
    write_pack(
        renderer(RENDERER),
        shot.stage,
        folder,
        options=options,
        joints_at=lambda time: {k: PosedJoints(*v) for k, v in shot.bodies(time).items()},
    )
    return ControlPack.open(folder)


def _carried(world: World) -> dict[str, tuple[str, ...]]:
    """Return, by entity, what hangs on it: children, and what it grips or what sits on it."""
    bound = [(one.parent, key) for key, one in world.entities.items() if one.parent]
    bound += [(grip.holder, grip.entity) for grip in world.grips.values()]
    found: dict[str, tuple[str, ...]] = {}
    for holder, held in bound:
        found[holder] = (*found.get(holder, ()), held)
    return found
