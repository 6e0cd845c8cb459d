"""Where entities are, hands included: what is held goes with its holder's hand, then is let go."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.assets.skeleton import Skeleton
from groundplan.errors import SceneError
from groundplan.geometry import quaternions, transforms
from groundplan.geometry.easing import ease
from groundplan.motion.actions.measures import measures_of
from groundplan.motion.actions.places import SIDES
from groundplan.motion.fingers.grip import MOST_RADIUS_M
from groundplan.motion.fingers.holding import held_radius_m, hollow_from_wrist
from groundplan.motion.limbs import between
from groundplan.motion.physics.port import GRAVITY_MPS2
from groundplan.scene.acting import Actor, entity_from_joint_at
from groundplan.scene.dressing import dressed
from groundplan.scene.library import EMPTY, Library
from groundplan.world import placement
from groundplan.world.document import World
from groundplan.world.entity import Body, Entity
from groundplan.world.sequence import Grip

__all__ = ["body_skeleton", "goes_with_hands", "held_until", "world_from_entity_at"]

_PASSED_S: Final = 0.18
"""Before and after it changes hands, both hands are at a thing for so long."""
_DEEPEST: Final = 64

Times = Float[np.ndarray, " time"]
Matrices = Float[np.ndarray, "time 4 4"]
Matrix = Float[np.ndarray, "4 4"]


def goes_with_hands(world: World, entity_id: str) -> bool:
    """Tell whether an entity, or what carries it, is held at some time."""
    held = {grip.entity for grip in world.grips.values()}
    current: str | None = entity_id
    for _ in range(_DEEPEST):
        if current is None or current not in world.entities:
            return False
        if current in held:
            return True
        current = world.entities[current].parent
    return False


def world_from_entity_at(
    world: World, entity_id: str, times: Times, *, library: Library = EMPTY
) -> Matrices:
    """Return `world_from_entity` at times [subframes] through parents and hands.

    Raises:
        SceneError: A parent or holder is missing, or the holder has no such joint.
    """
    if not world.grips or not goes_with_hands(world, entity_id):
        return placement.world_from_entity_at(world, entity_id, times)
    grips = sorted(
        ((g.first, key, g) for key, g in world.grips.items() if g.entity == entity_id),
        key=lambda row: row[:2],
    )
    return _Held(world, library).placed(entity_id, [g for _, _, g in grips], times)


def held_until(world: World, entity_id: str) -> int | None:
    """Return when an entity is let go for the last time [subframes]; None for what is not held."""
    return max((g.last for g in world.grips.values() if g.entity == entity_id), default=None)


class _Held:
    """Places of held things in one world."""

    def __init__(self, world: World, library: Library) -> None:
        self._world = world
        self._library = library
        self._actors: dict[str, Actor] = {}

    def placed(self, entity_id: str, grips: Sequence[Grip], times: Times) -> Matrices:
        """Return where an entity is, of its grips in the order of time."""
        entity = self._world.entities[entity_id]
        result = self._own(entity_id, entity, times)
        for k, grip in enumerate(grips):
            inside = (times >= grip.first) & (times <= grip.last)
            after = times > grip.last
            if np.any(inside):
                result[inside] = self._in_hand(grip, grips[:k], times[inside])
            if np.any(after) and grip.after != "own":
                end = np.array([float(grip.last)])
                last = self._in_hand(grip, grips[:k], end)[0]
                result[after] = self._let_go(grip, last, times[after], until=self._next(grips, k))
        for k, grip in enumerate(grips[1:], start=1):
            if grip.first == grips[k - 1].last and not grip.keep:
                self._pass_on(result, grips[: k + 1], times)
        return result

    def _pass_on(self, placed: Matrices, grips: Sequence[Grip], times: Times) -> None:
        """Bring a thing from the last hand but one to the last, evenly, while both hold it."""
        before, grip = grips[-2:]
        half = 1000.0 * _PASSED_S * self._world.timebase.fps_num / self._world.timebase.fps_den
        u = np.clip(0.5 + 0.5 * (times - grip.first) / half, 0.0, 1.0)
        both = (u > 0.0) & (u < 1.0) & (times >= before.first) & (times <= grip.last)
        if not np.any(both):
            return
        last = len(grips) - 1
        first, second = (
            transforms.decompose(self._in_hand(grips[k], grips[:k], times[both]))
            for k in (last - 1, last)
        )
        share = ease("ease_in_out", u[both])
        place = first[0] + share[:, None] * (second[0] - first[0])
        placed[both] = transforms.compose(place, between(first[1], second[1], share), first[2])

    def _next(self, grips: Sequence[Grip], k: int) -> tuple[int, Matrix] | None:
        """Return when and where a thing that flies is in the next hand; None for nobody's."""
        if k + 1 >= len(grips) or grips[k].after != "fly":
            return None
        grip = grips[k + 1]
        if grip.keep or grip.first <= grips[k].last:
            return None
        return grip.first, self._in_hand(grip, grips[: k + 1], np.array([float(grip.first)]))[0]

    def _own(self, entity_id: str, entity: Entity, times: Times) -> Matrices:
        if entity.parent is None or not goes_with_hands(self._world, entity.parent):
            return placement.world_from_entity_at(self._world, entity_id, times).copy()
        alone = placement.parent_from_entity_at(entity, times)
        above = world_from_entity_at(self._world, entity.parent, times, library=self._library)
        return transforms.multiply(above, alone)

    def _in_hand(self, grip: Grip, before: Sequence[Grip], times: Times) -> Matrices:
        world_from_hand = self._hand(grip, times)
        if grip.keep:
            first = np.array([float(grip.first)])
            there = self.placed(grip.entity, before, first)
            hand = self._hand(grip, first)
            hand_from_entity = transforms.multiply(transforms.inverse_affine(hand), there)[0]
        else:
            scale = np.array(self._world.entities[grip.entity].transform.scale)
            hand_from_entity = transforms.compose(
                np.array(grip.position_m), np.array(grip.rotation), scale
            )
        return transforms.multiply(
            world_from_hand, np.broadcast_to(hand_from_entity, (len(times), 4, 4))
        )

    def _hand(self, grip: Grip, times: Times) -> Matrices:
        """Return the rigid axes that a grip is stated in."""
        actor = self._actor(grip.holder)
        joints = entity_from_joint_at(self._world, actor, times)
        placed = world_from_entity_at(self._world, grip.holder, times, library=self._library)
        hand = transforms.multiply(placed, joints[:, actor.skeleton.index(grip.joint)])
        place, turn, _ = transforms.decompose(hand)
        if not (grip.upright or grip.other_joint):
            return transforms.compose(place, turn)
        radius = held_radius_m(self._world.entities[grip.entity], grip)
        if grip.other_joint and radius > MOST_RADIUS_M:
            radius = None
        place = _palm(hand, grip.joint, actor.skeleton, radius_m=radius)
        if grip.other_joint:
            other = transforms.multiply(placed, joints[:, actor.skeleton.index(grip.other_joint)])
            second = _palm(other, grip.other_joint, actor.skeleton, radius_m=radius)
            turn = _along(place - second, placed[:, :3, 2])
            place = 0.5 * (place + second)
        if grip.upright:
            turn = quaternions.from_heading(np.arctan2(placed[:, 0, 2], placed[:, 2, 2]))
        return transforms.compose(place, turn)

    def _actor(self, holder_id: str) -> Actor:
        """Return a holder, the same for all its grips: what its body does is found once."""
        if holder_id not in self._actors:
            holder = self._world.entities.get(holder_id)
            if holder is None:
                raise SceneError(f"nobody is called {holder_id}", "name the holder of the grip")
            self._actors[holder_id] = Actor(
                entity_id=holder_id, entity=holder, skeleton=self._skeleton(holder),
                motions=self._library.motions_of(self._world, holder_id),
            )  # fmt: skip
        return self._actors[holder_id]

    def _skeleton(self, holder: Entity) -> Skeleton:
        found = (
            body_skeleton(holder.body) if holder.body is not None
            else getattr(dressed(holder, self._library), "skeleton", None)
        )  # fmt: skip
        if found is None:
            raise SceneError(f"{holder.name} has no hands", "let a jointed body hold it")
        return found

    def _let_go(
        self, grip: Grip, last: Matrix, times: Times, *, until: tuple[int, Matrix] | None
    ) -> Matrices:
        """Return where it is after a hand has let it go: there, or along its throw.

        A throw goes to the ground, or to the next hand so that it is there in time.

        Source:
            Free fall without drag.
        """
        result = np.broadcast_to(last, (len(times), 4, 4)).copy()
        if grip.after != "fly":
            return result
        fps = self._world.timebase.fps_num / self._world.timebase.fps_den
        if until is not None:
            return _passed(last, until[1], times - grip.last, span=until[0] - grip.last, fps=fps)
        vx, vy, vz = grip.velocity_mps
        height = max(float(last[1, 3]), 0.0)
        lands = (vy + (vy * vy + 2.0 * GRAVITY_MPS2 * height) ** 0.5) / GRAVITY_MPS2
        t = np.minimum((times - grip.last) / 1000.0 / fps, lands)
        result[:, 0, 3] += vx * t
        result[:, 1, 3] += vy * t - 0.5 * GRAVITY_MPS2 * t * t
        result[:, 2, 3] += vz * t
        return result


def _palm(
    hand: Matrices, joint: str, skeleton: Skeleton, *, radius_m: float | None
) -> Float[np.ndarray, "time 3"]:
    """Return where a thing of a radius lies on a palm; the joint itself of anything else [m].

    Without a radius, the middle of the palm: what is wide lies between both.
    """
    if not joint.endswith("Hand"):
        return hand[:, :3, 3]
    side = joint.removesuffix("Hand")
    own = None if radius_m is None else hollow_from_wrist(skeleton, side, radius_m)
    if own is None:
        own = np.array([SIDES[side] * measures_of(skeleton).palm, 0.0, 0.0])
    return hand[:, :3, 3] + hand[:, :3, :3] @ own


def _along(
    way: Float[np.ndarray, "time 3"], ahead: Float[np.ndarray, "time 3"]
) -> Float[np.ndarray, "time 4"]:
    """Return axes whose up is a way, and whose front is as near to `ahead` as can be."""
    up = way / np.maximum(np.linalg.norm(way, axis=1, keepdims=True), 1e-9)
    side = np.cross(up, ahead)
    side = side / np.maximum(np.linalg.norm(side, axis=1, keepdims=True), 1e-9)
    return quaternions.from_matrix(np.stack([side, up, np.cross(side, up)], axis=-1))


def _passed(last: Matrix, there: Matrix, since: Times, *, span: int, fps: float) -> Matrices:
    """Return a flight from one place to another in a given time, turning evenly [subframes].

    Source:
        Free fall without drag: the velocity that covers the way in the time.
    """
    seconds = span / 1000.0 / fps
    t = np.clip(since / 1000.0 / fps, 0.0, seconds)[:, None]
    down = np.array([0.0, -GRAVITY_MPS2, 0.0])
    velocity = (there[:3, 3] - last[:3, 3]) / seconds - 0.5 * down * seconds
    place = last[:3, 3] + velocity * t + 0.5 * down * t * t
    _, turns, scales = transforms.decompose(np.stack([last, there]))
    count = len(since)
    turn = between(
        np.tile(turns[0], (count, 1)), np.tile(turns[1], (count, 1)), t[:, 0] / seconds
    )  # fmt: skip
    return transforms.compose(place, turn, np.tile(scales[0], (count, 1)))


@lru_cache(maxsize=64)
def body_skeleton(body: Body) -> Skeleton | None:
    """Return the joints of a body; None for one that has none."""
    look = dressed(Entity(name="holder", kind="character", body=body))
    return None if look is None else look.skeleton
