"""Which weights made a clip: a hash of what lies in a model's folder."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Final

from groundplan.errors import CallError

__all__ = ["WEIGHT_SUFFIXES", "file_sha256", "settings_identity", "weights_identity"]

WEIGHT_SUFFIXES: Final = frozenset(
    {".safetensors", ".bin", ".ckpt", ".pt", ".pth", ".gguf", ".onnx", ".msgpack", ".h5"}
)
"""How files of weights end; all else in a folder is settings or text."""

_BLOCK: Final = 1 << 20
_MOST_FILES: Final = 4096


def weights_identity(folder: Path) -> str:
    """Return the sha256 of a folder's weights: names, sizes and contents, in order of name.

    Equal weights in equally named files have equal identities, wherever the folder lies.

    Raises:
        CallError: The folder holds no weights, or cannot be read.
    """
    return _identity(
        folder, lambda path: path.suffix.lower() in WEIGHT_SUFFIXES, what="weight files"
    )


def settings_identity(folder: Path) -> str:
    """Return the sha256 of a folder's JSON and text-model files: they decide what weights do.

    Raises:
        CallError: The folder holds none, or cannot be read.
    """
    wanted = frozenset({".json", ".model", ".txt", ".jinja"})
    return _identity(folder, lambda path: path.suffix.lower() in wanted, what="settings")


def file_sha256(path: Path) -> str:
    """Return the sha256 of a file, read in blocks.

    Raises:
        CallError: It cannot be read.
    """
    found = hashlib.sha256()
    try:
        with path.open("rb") as stream:
            while block := stream.read(_BLOCK):
                found.update(block)
    except OSError as error:
        raise CallError(f"{path} cannot be read ({error.strerror})", "check the path") from error
    return found.hexdigest()


def _identity(folder: Path, wanted: Callable[[Path], bool], *, what: str) -> str:
    found = hashlib.sha256()
    names = [name for name, path in _files(folder) if wanted(path)]
    if not names:
        raise CallError(f"{folder} holds no {what}", "give the folder of a diffusers model")
    for name in names:
        path = folder / name
        line = f"{name}\0{path.stat().st_size}\0{file_sha256(path)}\n"
        found.update(line.encode())
    return found.hexdigest()


def _files(folder: Path) -> list[tuple[str, Path]]:
    if not folder.is_dir():
        raise CallError(f"{folder} is no folder", "give the folder of a diffusers model")
    found: list[tuple[str, Path]] = []
    for path in folder.rglob("*"):
        name = path.relative_to(folder)
        if any(part.startswith(".") for part in name.parts) or not path.is_file():
            continue
        found.append((name.as_posix(), path))
        if len(found) > _MOST_FILES:
            raise CallError(
                f"{folder} holds more than {_MOST_FILES} files", "give the folder of one model"
            )
    return sorted(found)
