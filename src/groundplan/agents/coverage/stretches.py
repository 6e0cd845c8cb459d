"""Which shots a request covers, and which stay: what a director said, set or locked is kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from groundplan.errors import InputError, PathError
from groundplan.units import SUBFRAMES_PER_FRAME
from groundplan.world.document import World
from groundplan.world.opinion import Origin
from groundplan.world.paths import closest
from groundplan.world.queries import shot_numbered, shots_in_order

__all__ = ["Stretch", "kept_because", "stretches_of"]

_SAID: Final = ("size", "move", "angle", "staging", "end_size", "end_angle")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Shots of one scene that follow one another without a gap, to be covered together."""

    shots: tuple[str, ...]
    scene: str
    first: int
    last: int
    before: str = ""
    """Id of the shot of the scene that is cut before it; empty for none."""
    after: str = ""


def stretches_of(
    world: World, *, scene: str = "", shot: str = ""
) -> tuple[tuple[Stretch, ...], dict[str, str]]:
    """Return what to cover, and the shots that stay with the reason.

    A shot that is named is covered whatever its words say of its framing; locks and what people
    set hold all the same. Without scene and shot, all scenes are covered.

    Raises:
        InputError: Both a scene and a shot are named, or there is no shot.
        PathError: There is no such scene or shot.
    """
    if scene and shot:
        raise InputError("there is a scene and a shot", "give one of the two")
    if not world.shots:
        raise InputError("the world has no shot", "make one first")
    if shot:
        key, named = shot_numbered(world, shot)
        why = kept_because(world, key, named_by_hand=True)
        own = [k for k, s in shots_in_order(world) if s.scene == named.scene]
        return (() if why else (_stretch(world, [key], own),)), ({key: why} if why else {})
    chosen = _scene_id(world, scene) if scene else None
    scenes = [own for own in _scenes(world) if chosen in {None, world.shots[own[0]].scene}]
    whys = {key: kept_because(world, key) for own in scenes for key in own}
    found = tuple(
        _stretch(world, run, own) for own in scenes for run in _runs(world, own, whys=whys)
    )
    return found, {key: why for key, why in whys.items() if why}


def _runs(world: World, own: list[str], *, whys: dict[str, str]) -> list[list[str]]:
    """Return the shots of a scene that may go, those together that follow one another."""
    runs = list[list[str]]()
    before = ""
    for key in own:
        if not whys[key]:
            if before and not whys[before] and _follows(world, before, key):
                runs[-1].append(key)
            else:
                runs.append([key])
        before = key
    return runs


def kept_because(world: World, key: str, *, named_by_hand: bool = False) -> str:
    """Return why a shot is not replaced; empty where it may be."""
    camera = world.shots[key].camera
    branches = (f"shots/{key}", f"entities/{camera}")
    if any(_touches(lock, branch) for lock in world.locks for branch in branches):
        return "it or its camera is locked"
    if any(_by_hand(world, branch) for branch in branches):
        return "a person set it"
    said = not named_by_hand and not world.shots[key].setup and _said(world, key)
    return "its framing was asked for in words" if said else ""


def _by_hand(world: World, branch: str) -> bool:
    return any(
        path.startswith(f"{branch}/") and any(o.origin is Origin.HUMAN for o in stack)
        for path, stack in world.opinions.items()
    )


def _said(world: World, key: str) -> bool:
    stacks = (world.opinions.get(f"shots/{key}/framing/{name}", ()) for name in _SAID)
    return any(stack and stack[0].basis == "extracted" for stack in stacks)


def _touches(lock: str, branch: str) -> bool:
    return lock == branch or lock.startswith(f"{branch}/") or branch.startswith(f"{lock}/")


def _scenes(world: World) -> Iterator[list[str]]:
    """Yield the shots of each scene in the order of the cut."""
    found = dict[str, list[str]]()
    for key, shot in shots_in_order(world):
        found.setdefault(shot.scene, []).append(key)
    yield from found.values()


def _scene_id(world: World, wanted: str) -> str:
    scenes = world.narrative.scenes
    ordered = sorted(scenes, key=lambda key: scenes[key].order)
    for position, key in enumerate(ordered, start=1):
        if wanted in {key, scenes[key].number, str(position)}:
            return key
    if not scenes and wanted == "1":
        return ""
    raise PathError(f"there is no scene {wanted!r}", closest(wanted, ordered))


def _follows(world: World, before: str, key: str) -> bool:
    return world.shots[key].first == world.shots[before].last + SUBFRAMES_PER_FRAME


def _stretch(world: World, run: list[str], own: list[str]) -> Stretch:
    first, last = own.index(run[0]), own.index(run[-1])
    return Stretch(
        shots=tuple(run), scene=world.shots[run[0]].scene, first=world.shots[run[0]].first,
        last=world.shots[run[-1]].last, before=own[first - 1] if first else "",
        after=own[last + 1] if last + 1 < len(own) else "",
    )  # fmt: skip
