"""`path=value` as people type it: names instead of ids, units allowed, degrees at the edge."""

import math
import re
from dataclasses import dataclass
from typing import Final

import orjson

from groundplan.errors import InputError
from groundplan.world.base import JsonValue

__all__ = ["Assignment", "parse_assignment"]

_TO_FIELD_UNIT: Final = {
    "mm": {"mm": 1.0, "cm": 10.0, "m": 1000.0, "in": 25.4},
    "m": {"m": 1.0, "cm": 0.01, "mm": 0.001, "km": 1000.0, "ft": 0.3048, "in": 0.0254},
    "rad": {"rad": 1.0, "deg": math.pi / 180.0, "°": math.pi / 180.0},
    "k": {"K": 1.0, "k": 1.0},
    "lx": {"lx": 1.0, "lux": 1.0},
    "lm": {"lm": 1.0},
    "kg": {"kg": 1.0, "g": 0.001},
    "ev": {"EV": 1.0, "ev": 1.0, "stops": 1.0, "stop": 1.0},
    "mps": {"m/s": 1.0, "km/h": 1.0 / 3.6, "mph": 0.44704},
}
"""By the suffix of a field's name: written unit to factor into the field's unit."""

_NUMBER = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*([a-zA-Z°/]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """A path in people's words, and a JSON value in the field's own unit."""

    path: str
    value: JsonValue


def parse_assignment(text: str) -> Assignment:
    """Return the parsed `path=value`.

    A value is a JSON value, a number with a unit (`50mm`, `45deg`), or else plain text.

    Raises:
        InputError: No `=`, no path, or a unit that the field cannot take.
    """
    path, separator, value = text.partition("=")
    if not separator or not path.strip():
        raise InputError(
            f"{text!r} is not an edit", "write PATH=VALUE, as shot/1/camera.focal_mm=50"
        )
    return Assignment(path=path.strip(), value=_value(path.strip(), value.strip()))


def _value(path: str, text: str) -> JsonValue:
    match = _NUMBER.fullmatch(text)
    if match:
        return _in_field_unit(path, float(match[1]), match[2])
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return text


def _in_field_unit(path: str, number: float, unit: str) -> float:
    suffix = re.split(r"[_./]", path)[-1].lower()
    factors = _TO_FIELD_UNIT.get(suffix, {})
    if unit not in factors:
        known = ", ".join(factors) or "no unit"
        raise InputError(f"{path} cannot take {number:g} {unit}", f"it takes: {known}")
    return number * factors[unit]
