"""Tensors in a file (safetensors): no pickles, whole or not at all, the same bytes every time."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from groundplan.errors import InputError, PackError
from groundplan.passes.files import read_bounded, sha256_of, write_atomic

if TYPE_CHECKING:
    from collections.abc import Mapping

    import torch

__all__ = ["read_tensors", "write_tensors"]

_MOST_BYTES: Final = 32 << 30


def write_tensors(path: Path, tensors: "Mapping[str, torch.Tensor]") -> str:
    """Write tensors and return the sha256 of the file.

    Raises:
        OutputError: It cannot be written.
    """
    from safetensors.torch import save  # noqa: PLC0415  (an extra)

    data = save(dict(tensors))
    write_atomic(path, data)
    return sha256_of(data)


def read_tensors(path: Path, *, sha256: str = "") -> "dict[str, torch.Tensor]":
    """Return the tensors of a file, on the CPU; of the given hash, where one is given.

    Raises:
        InputError: It is missing, damaged, or another one.
    """
    from safetensors import SafetensorError  # noqa: PLC0415  (an extra)
    from safetensors.torch import load  # noqa: PLC0415

    try:
        # A read takes as much memory as its limit says: the file's own size.
        size = path.stat().st_size if path.is_file() else 0
        data = read_bounded(path, min(size, _MOST_BYTES))
        if sha256 and sha256_of(data) != sha256:
            raise InputError(f"{path} is not the file that was written", "restore it from a copy")
        return load(data)
    except (PackError, SafetensorError) as error:
        raise InputError(f"{path} is missing or damaged", "restore it from a copy") from error
