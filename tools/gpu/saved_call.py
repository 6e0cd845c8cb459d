"""A call read back from the folder that `groundplan shade --dry-run` wrote.

What was planned and drawn on one machine can so be filmed on another, which has neither the
language model nor the renderer.
"""

import json
from fractions import Fraction
from pathlib import Path

import numpy as np
from PIL import Image

from groundplan.errors import InputError
from groundplan.shader.call import ShaderCall

__all__ = ["read_call"]


def read_call(folder: Path, backend: str) -> tuple[ShaderCall, Fraction]:
    """Return the call of a dry run of one window, and its frames per second.

    Raises:
        InputError: The folder is no such dry run, or of another backend.
    """
    try:
        plan = json.loads((folder / "plan.json").read_bytes())
        arguments = json.loads((folder / "request.json").read_bytes())
    except (OSError, ValueError) as error:
        raise InputError(
            f"{folder} holds no dry run of one window", "give a folder of `shade --dry-run`"
        ) from error
    if plan["backend"] != backend:
        raise InputError(f"{folder} is a call to {plan['backend']}", f"give one to {backend}")
    pictures = {path.stem: _pixels(path) for path in sorted(folder.glob("*.png"))}
    clips = {
        path.name: np.stack([_pixels(one) for one in sorted(path.glob("*.png"))])
        for path in sorted(folder.iterdir())
        if path.is_dir()
    }
    arrays = {path.stem: np.load(path) for path in sorted(folder.glob("*.npy"))}
    call = ShaderCall(
        backend=backend, arguments=arguments, clips=clips, pictures=pictures, arrays=arrays
    )
    return call, Fraction(*plan["rate"])


def _pixels(path: Path) -> np.ndarray:
    with Image.open(path) as picture:
        return np.asarray(picture.convert("RGB"))
