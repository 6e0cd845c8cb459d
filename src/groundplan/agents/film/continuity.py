"""Where somebody who comes back is in the new scene: keys behind those of the scenes before."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

import numpy as np

from groundplan.geometry import transforms
from groundplan.geometry.rotation_curves import make_continuous
from groundplan.scene.placing import world_from_entity_at
from groundplan.units import SUBFRAMES_PER_FRAME
from groundplan.world.build import PatchBuilder
from groundplan.world.channel import Channel, ChannelType, Key
from groundplan.world.document import World
from groundplan.world.edits import Patch
from groundplan.world.entity import Entity

__all__ = ["continued"]

_PLACED: Final[Mapping[str, tuple[ChannelType, str]]] = {
    "transform.position_m": ("vec3", "m"),
    "transform.rotation": ("quat", "1"),
}
"""What is stated anew in every scene, also where it does not change in it."""


def continued(
    film: World, scene: World, stars: Iterable[str], *, key: str, shift: int
) -> Patch | None:
    """Return the patch that takes people who are known through a new scene; None without any.

    Args:
        film: the document so far.
        scene: the new scene, planned alone; its people have their ids of the film.
        stars: ids of who comes back.
        key: id of the scene.
        shift: when the scene begins [subframes].
    """
    builder = PatchBuilder(film, actor="agent:motion", summary="Go on into the next scene")
    found = False
    for entity in sorted(stars):
        found = True
        known, now = film.entities[entity], _free(scene, entity)
        builder.set_field(f"entities/{entity}/scenes", (*known.scenes, key))
        for name in sorted({*_PLACED, *known.channels, *now.channels}):
            wanted = _joined(name, known, now, scene=key, shift=shift)
            if wanted is not None:
                path = f"entities/{entity}/channels/{name}"
                _write(builder, path, wanted, known=known.channels.get(name))
    return builder.patch() if found else None


def _free(scene: World, star: str) -> Entity:
    """Return somebody with the places and turns that they have in the world, frame by frame.

    Who rides is known by what they are in the film, where nothing carries them: their places in
    a saddle become places on the ground.
    """
    entity = scene.entities[star]
    if entity.parent is None:
        return entity
    last = max((shot.last for shot in scene.shots.values()), default=0)
    times = np.arange(0, last + 1, SUBFRAMES_PER_FRAME)
    placed = world_from_entity_at(scene, star, times.astype(np.float64))
    places, turns, _ = transforms.decompose(placed)
    values = {"transform.position_m": places, "transform.rotation": make_continuous(turns)}
    channels = {
        name: Channel(
            type=_PLACED[name][0], unit=_PLACED[name][1],
            keys={f"k{i}": Key(t=int(t), v=tuple(float(x) for x in row))
                  for i, (t, row) in enumerate(zip(times, rows, strict=True))},
        )
        for name, rows in values.items()
    }  # fmt: skip
    return replace(entity, parent=None, channels={**entity.channels, **channels})


def _write(builder: PatchBuilder, path: str, wanted: Channel, *, known: Channel | None) -> None:
    """Add the keys that are new; the last one before them holds."""
    if known is None:
        builder.add_node(path, wanted)
        return
    for key, value in wanted.keys.items():
        if key not in known.keys:
            builder.add_node(f"{path}/keys/{key}", value)
        elif value.interp != known.keys[key].interp:
            builder.set_field(f"{path}/keys/{key}/interp", value.interp)


def _joined(name: str, known: Entity, now: Entity, *, scene: str, shift: int) -> Channel | None:
    """Return a channel with the keys of both; None where the new scene says nothing of it."""
    before, after = known.channels.get(name), now.channels.get(name)
    stated = after or _still(name, now)
    if stated is None:
        return None
    earlier = before or _still(name, known)
    kept = _held(earlier.keys) if earlier is not None else {}
    added = {
        f"{scene}_{key}": replace(value, t=value.t + shift) for key, value in stated.keys.items()
    }
    first = min(added.values(), key=lambda value: value.t)
    if first.t > shift:
        added[f"{scene}_begin"] = Key(t=shift, v=first.v, interp="hold")
    return Channel(type=stated.type, unit=stated.unit, keys={**kept, **added})


def _still(name: str, entity: Entity) -> Channel | None:
    """Return a place or a turn that does not change, as a channel of one key."""
    if name not in _PLACED:
        return None
    kind, unit = _PLACED[name]
    value = getattr(entity.transform, name.partition(".")[2])
    return Channel(type=kind, unit=unit, keys={"k": Key(t=0, v=value, interp="hold")})


def _held(keys: Mapping[str, Key]) -> dict[str, Key]:
    """Return the keys; the last holds its value until the next scene."""
    last = max(keys, key=lambda key: keys[key].t)
    return {**keys, last: replace(keys[last], interp="hold", tangent_out=())}
