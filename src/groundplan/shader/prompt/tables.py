"""The words of prompts as data, read once."""

from functools import cache
from importlib.resources import files

import yaml
from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from groundplan.world.base import CLOSED

__all__ = [
    "DeedWords", "DialectWords", "MoveWords", "SettingWords", "deed_words", "dialect_words",
    "move_words", "setting_words",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class MoveWords:
    """A named camera move."""

    plain: str
    """Its id in `groundplan.describe/1`."""
    says: str
    """What "the camera" does."""
    of: str = "camera"
    """camera, lens or focus."""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class SettingWords:
    """Place, time, weather, style and framing."""

    place_on: tuple[str, ...]
    place_at: tuple[str, ...]
    place_plain: tuple[str, ...]
    time_of_day: dict[str, str]
    weather: dict[str, str]
    style: dict[str, str]
    size: dict[str, str]
    angle: dict[str, str]
    staging: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class DeedWords:
    """How verbs take their objects."""

    at: dict[str, str]
    give: tuple[str, ...]
    alone: dict[str, str]
    unseen: dict[str, str]
    said: dict[str, str]
    done: dict[str, str]
    postures: dict[str, str]
    ways: tuple[str, ...]
    parts: tuple[str, ...]
    back: tuple[str, ...]
    adverbs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class DialectWords:
    """How one kind of model is spoken to."""

    order: tuple[str, ...]
    pieces: int
    words: int | None = None
    negative: str


def _read(name: str) -> object:
    text = files("groundplan.shader.prompt").joinpath(f"data/{name}.yaml").read_text("utf-8")
    return yaml.safe_load(text)


@cache
def move_words() -> dict[str, MoveWords]:
    """Return the camera moves by id."""
    return TypeAdapter(dict[str, MoveWords]).validate_python(_read("moves"))


@cache
def setting_words() -> SettingWords:
    """Return the words of settings and framing."""
    return TypeAdapter(SettingWords).validate_python(_read("settings"))


@cache
def deed_words() -> DeedWords:
    """Return how verbs are said."""
    return TypeAdapter(DeedWords).validate_python(_read("deeds"))


@cache
def dialect_words() -> dict[str, DialectWords]:
    """Return the dialects by name."""
    return TypeAdapter(dict[str, DialectWords]).validate_python(_read("dialects"))
