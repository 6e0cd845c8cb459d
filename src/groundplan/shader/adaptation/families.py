"""Which base a folder holds, and the class that makes it ready for training."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, cast

import orjson

from groundplan.errors import InputError, MissingExtraError, PackError
from groundplan.passes.files import read_bounded
from groundplan.shader.adaptation.port import Adaptable, ModelOptions

__all__ = ["FAMILIES", "INSTALL", "adaptable", "chosen_device"]

FAMILIES: Final[dict[str, str]] = {"WanVACEPipeline": "wan-vace"}
"""Pipeline class of diffusers to model family."""
INSTALL: Final = "pip install 'groundplan[diffusers]'"

_INDEX: Final = "model_index.json"


def adaptable(options: ModelOptions) -> Adaptable:
    """Return the base of a folder, loaded.

    Raises:
        InputError: It is no model that can be adapted, or not all of one.
        MissingExtraError: torch, diffusers or peft is not installed.
    """
    name = _class_of(options.folder)
    if name not in FAMILIES:
        raise InputError(
            f"{options.folder} holds {name or 'no pipeline'}, which is not adapted here",
            f"give one of {', '.join(FAMILIES)}, or export for a vendor's trainer (--layout)",
        )
    if find_spec("peft") is None:
        raise MissingExtraError("training needs peft", INSTALL)
    try:
        from groundplan.shader.adaptation.backends.wan_vace import (  # noqa: PLC0415
            WanVaceAdaptable,
        )
    except ImportError as error:
        raise MissingExtraError(f"training needs {error.name}", INSTALL) from error
    return WanVaceAdaptable(options)


def chosen_device(name: str) -> str:
    """Return a device of torch for auto, cpu, cuda or cuda:N.

    Raises:
        InputError: There is no such device here.
        MissingExtraError: torch is not installed.
    """
    try:
        import torch
    except ImportError as error:
        raise MissingExtraError("training needs torch", INSTALL) from error
    if name == "auto":
        return "cuda" if torch.cuda.is_available() else "cpu"
    kind, _, number = name.partition(":")
    if kind not in {"cpu", "cuda"} or (number and not number.isdigit()):
        raise InputError(f"there is no device {name!r}", "give auto, cpu, cuda or cuda:0")
    if kind == "cuda" and int(number or 0) >= torch.cuda.device_count():
        raise InputError(f"there is no device {name}", "give --device cpu: it is slow but works")
    return name


def _class_of(folder: Path) -> str:
    try:
        index: object = orjson.loads(read_bounded(folder / _INDEX, 1 << 20))
    except (PackError, orjson.JSONDecodeError):
        raise InputError(
            f"{folder} holds no diffusers model (no {_INDEX})",
            "give the folder of a model in diffusers' layout",
        ) from None
    found = cast("dict[str, Any]", index).get("_class_name") if isinstance(index, dict) else None
    return found if isinstance(found, str) else ""
