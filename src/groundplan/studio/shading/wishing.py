"""What a person types for a call, checked and typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from groundplan.errors import InputError
from groundplan.shader.intents import CONTROLS, Control
from groundplan.shader.wish import KeyframeWish, ReferenceWish, ShadeWish
from groundplan.studio.options import parse_fps, parse_size
from groundplan.world.document import World
from groundplan.world.queries import entity_named

__all__ = ["WishWords", "wish_of"]

_OF_ENTITIES: Final = "_entities"
"""End of the names of settings that list entities: backends know them by id only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WishWords:
    """Options of `groundplan shade` as they were typed; empty ones leave the choice to the plan."""

    control: str = ""
    """"depth" or "depth+pose"."""
    size: str = ""
    fps: str = ""
    frames: int | None = None
    handles: int | None = None
    exact: bool = False
    strict: bool = False
    seed: int = 0
    steps: int | None = None
    guidance: float | None = None
    strength: float | None = None
    depth_of_field: bool = False
    look: str = ""
    prompt: str = ""
    negative: str = ""
    references: Sequence[str] = ()
    """"FILE" or "NAME=FILE", where NAME is whom it shows."""
    keyframes: Sequence[str] = ()
    """"first", "last", a number, or one of these and "=FILE"; without a file, of the previz."""
    settings: Sequence[str] = ()
    """"name=value"; names of entities, or their ids, where the name ends in `_entities`."""


def wish_of(words: WishWords, world: World) -> ShadeWish:
    """Return the wish of some options.

    Raises:
        InputError: A word is not one of those that are right, or a file is not there.
        PathError: Nobody is called so.
    """
    return ShadeWish(
        controls=tuple(
            _control(name) for name in words.control.replace(",", "+").split("+") if name
        ),
        size_px=parse_size(words.size) if words.size else None,
        rate=parse_fps(words.fps) if words.fps else None,
        frame_count=words.frames,
        handle_frames=words.handles,
        exact=words.exact,
        strict=words.strict,
        seed=words.seed,
        steps=words.steps,
        guidance=words.guidance,
        strength=words.strength,
        depth_of_field=words.depth_of_field,
        look=words.look,
        prompt=words.prompt,
        negative=words.negative,
        references=tuple(_reference(text, world) for text in words.references),
        keyframes=tuple(_keyframe(text) for text in words.keyframes),
        options=tuple(_setting(text, world) for text in words.settings),
    )


def _control(name: str) -> Control:
    for control in CONTROLS:
        if control == name.strip():
            return control
    raise InputError(f"there is no control {name!r}", f"choose from: {', '.join(CONTROLS)}")


def _reference(text: str, world: World) -> ReferenceWish:
    name, equals, path = text.partition("=")
    if not equals:
        return ReferenceWish(picture=_file(text))
    key, _ = entity_named(world, name)
    return ReferenceWish(picture=_file(path), entity=key)


def _keyframe(text: str) -> KeyframeWish:
    place, equals, path = text.partition("=")
    named = {"first": 0, "last": -1}
    try:
        frame = named[place] if place in named else int(place)
    except ValueError:
        raise InputError(f"a keyframe at {place!r}", "give first, last or a number") from None
    return KeyframeWish(frame=frame, picture=_file(path) if equals else None)


def _setting(text: str, world: World) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    name = name.strip()
    if not equals or not name:
        raise InputError(f"--set {text!r}", "write it as name=value")
    if name.endswith(_OF_ENTITIES):
        named = [one.strip() for one in value.split(",") if one.strip()]
        value = ",".join(_entity(one, world) for one in named)
    return name, value


def _entity(name: str, world: World) -> str:
    return name if name in world.entities else entity_named(world, name)[0]


def _file(path: str) -> Path:
    found = Path(path)
    if not found.is_file():
        raise InputError(f"there is no file {path}", "name a picture")
    return found
