"""Channels: values that change over time, as sparse keys."""

from typing import Literal

from pydantic.dataclasses import dataclass

from groundplan.world.base import CLOSED, Vector2

__all__ = ["Channel", "ChannelType", "Interpolation", "Key"]

ChannelType = Literal["float", "vec2", "vec3", "quat", "enum", "bool"]
Interpolation = Literal["hold", "linear", "bezier"]


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Key:
    """One key; `interp` shapes the segment that starts here."""

    t: int
    """Subframes: 1/1000 frame from the first frame of the timeline."""
    v: float | tuple[float, ...] | str | bool
    interp: Interpolation = "linear"
    tangent_in: tuple[Vector2, ...] = ()
    """Bezier: (dt [subframes], dv) handle offsets before the key, one per component."""
    tangent_out: tuple[Vector2, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Channel:
    """Keys by id; evaluation sorts them by time, and quaternions slerp."""

    type: ChannelType
    unit: str
    """SI symbol, `mm` for lenses, `1` for numbers without unit."""
    keys: dict[str, Key]
    extrapolation: Literal["hold", "linear", "cycle"] = "hold"
