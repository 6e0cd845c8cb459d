"""A call's arguments as a pipeline takes them: names of clips become pictures."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from PIL import Image

from groundplan.errors import CallError
from groundplan.shader.call import ShaderCall
from groundplan.world.base import JsonData

__all__ = ["argument", "arguments_of", "section", "setting", "whole_number"]

_KINDS: Final = ("$clip", "$picture", "$array", "$seed")


def section(call: ShaderCall, name: str) -> dict[str, JsonData]:
    """Return a part of a request, such as `call` or `load`.

    Raises:
        CallError: The request has no such part: it is of another backend.
    """
    found = call.arguments.get(name) if isinstance(call.arguments, dict) else None
    if not isinstance(found, dict):
        raise CallError(f"a call to {call.backend} has no {name}", "encode it with this backend")
    return found


def argument(call: ShaderCall, name: str) -> JsonData:
    """Return an argument of the pipeline as it is written; None where there is none."""
    return section(call, "call").get(name)


def setting(call: ShaderCall, name: str) -> JsonData:
    """Return what is set on the pipeline before it is called; None where there is none."""
    return section(call, "settings").get(name)


def whole_number(call: ShaderCall, name: str) -> int:
    """Return a count that the request says of itself.

    Raises:
        CallError: It says none.
    """
    found = section(call, "output").get(name)
    if not isinstance(found, int):
        raise CallError(f"a call to {call.backend} has no {name}", "encode it with this backend")
    return found


def arguments_of(call: ShaderCall) -> dict[str, object]:
    """Return the pipeline's arguments: clips as PIL pictures, seeds as generators."""
    return {name: _value(call, value) for name, value in section(call, "call").items()}


def _value(call: ShaderCall, value: JsonData) -> object:
    if isinstance(value, Mapping):
        for kind in _KINDS:
            if kind in value:
                return _named(call, kind, value[kind])
        return {key: _value(call, one) for key, one in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_value(call, one) for one in value]
    return value


def _named(call: ShaderCall, kind: str, name: JsonData) -> object:
    if kind == "$seed" and isinstance(name, int):
        return _generator(name)
    try:
        if kind == "$clip":
            return [_picture(frame) for frame in call.clips[str(name)]]
        if kind == "$picture":
            return _picture(call.pictures[str(name)])
        return call.arrays[str(name)]
    except KeyError as error:
        raise CallError(f"a call has no {name}", "encode it again") from error


def _picture(pixels: np.ndarray) -> Image.Image:
    return Image.fromarray(np.ascontiguousarray(pixels), "RGB")


def _generator(seed: int) -> object:
    """Noise is drawn on the cpu, so that every device gets the same."""
    import torch

    return torch.Generator("cpu").manual_seed(seed)
