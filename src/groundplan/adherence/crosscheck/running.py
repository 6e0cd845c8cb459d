"""Starts the reconstructing process, bounds its time, and reads what it leaves behind."""

import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import numpy as np
from jaxtyping import Bool, UInt8
from PIL import Image
from pydantic import TypeAdapter, ValidationError

from groundplan.adherence.crosscheck.messages import (
    ANSWER,
    MASKS,
    PICTURES,
    REQUEST,
    Answer,
    Request,
)

__all__ = ["Finished", "NotApplicable", "Run", "Shown", "installed", "reconstruct", "run_process"]

_WORKER: Final = "groundplan.adherence.crosscheck.worker"
_LARGEST: Final = 64 << 20
"""Bytes that an answer may have."""
_REQUEST: Final = TypeAdapter(Request)
_ANSWER: Final = TypeAdapter(Answer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """How a process ended."""

    status: int | None
    """Negative: by that signal. None: its time was over."""
    said: str = ""
    """Last line of its standard error."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotApplicable:
    """Why there is no reconstruction."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A picture, and where it shows what stands still."""

    picture: UInt8[np.ndarray, "height width 3"]
    still: Bool[np.ndarray, "height width"]


Run = Callable[[Sequence[str], float], Finished]
"""A command and its time limit [s]."""


def installed() -> bool:
    """Tell whether pycolmap is there; it is not imported here."""
    return find_spec("pycolmap") is not None


def run_process(command: Sequence[str], limit_s: float) -> Finished:
    """Run a command to its end or its time limit; what it prints is not shown."""
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module, no shell
            list(command), capture_output=True, timeout=limit_s, check=False
        )
    except subprocess.TimeoutExpired:
        return Finished(status=None)
    lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return Finished(status=done.returncode, said=lines[-1] if lines else "")


def reconstruct(
    frames: Mapping[int, Shown], request: Request, *, limit_s: float, run: Run = run_process
) -> Answer | NotApplicable:
    """Return the cameras of pictures, by frame.

    Raises:
        OSError: There is no room for the pictures.
    """
    with tempfile.TemporaryDirectory(prefix="groundplan-colmap-") as name:
        folder = Path(name)
        _write(folder, frames, request)
        done = run((sys.executable, "-m", _WORKER, name), limit_s)
        if done.status is None:
            return NotApplicable(reason=f"pycolmap was not done after {limit_s:.0f} s")
        if done.status < 0:
            return NotApplicable(reason=f"pycolmap crashed ({_signal(-done.status)})")
        if done.status > 0:
            return NotApplicable(reason=f"pycolmap failed: {done.said[:160] or done.status}")
        return _read(folder / ANSWER)


def _write(folder: Path, frames: Mapping[int, Shown], request: Request) -> None:
    for place in (PICTURES, MASKS):
        (folder / place).mkdir()
    for frame, shown in frames.items():
        name = f"{frame:05d}.png"
        Image.fromarray(shown.picture).save(folder / PICTURES / name)
        # It takes features where a mask is not black.
        Image.fromarray(np.where(shown.still, 255, 0).astype(np.uint8)).save(
            folder / MASKS / f"{name}.png"
        )
    (folder / REQUEST).write_bytes(_REQUEST.dump_json(request))


def _read(path: Path) -> Answer | NotApplicable:
    try:
        if path.stat().st_size > _LARGEST:
            return NotApplicable(reason="pycolmap answered with too much")
        return _ANSWER.validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return NotApplicable(reason="pycolmap left no answer that can be read")


def _signal(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
