"""What the frozen parts make of every sample: made once, kept on disk, named by what decides it."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Final

from groundplan.errors import InputError
from groundplan.shader.adaptation.dataset import Dataset
from groundplan.shader.adaptation.port import Adaptable, Tensors
from groundplan.shader.adaptation.recipe import Precision
from groundplan.shader.adaptation.records import DatasetItem
from groundplan.shader.adaptation.stored_tensors import read_tensors, write_tensors

__all__ = ["PreparedItems", "prepare_items"]

_VERSION: Final = "1"
"""Changes with what an `Adaptable` prepares."""


class PreparedItems:
    """Prepared tensors of every item of a dataset, read one at a time."""

    def __init__(self, paths: tuple[Path, ...]) -> None:
        """Read `paths`, one for each item."""
        self._paths = paths

    def __len__(self) -> int:
        return len(self._paths)

    def __getitem__(self, index: int) -> Tensors:
        """Return the tensors of an item, on the CPU.

        Raises:
            InputError: The file is gone or damaged.
        """
        return read_tensors(self._paths[index])


def prepare_items(
    model: Adaptable,
    dataset: Dataset,
    folder: Path,
    *,
    base_sha256: str,
    precision: Precision,
    progress: Callable[[int, int], None],
) -> PreparedItems:
    """Return the prepared items, making those that `folder` lacks.

    Raises:
        InputError: A clip is damaged, or does not fit the model.
        OutputError: The folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths: list[Path] = []
    samples = dataset.samples()
    for done, item in enumerate(dataset.manifest.items):
        progress(done, len(dataset))
        sample = next(samples)
        model.check(sample)
        path = folder / f"{_key(item, base_sha256, precision)}.safetensors"
        if not _whole(path):
            write_tensors(path, model.prepared(sample))
        paths.append(path)
    model.settled()
    progress(len(dataset), len(dataset))
    return PreparedItems(tuple(paths))


def _key(item: DatasetItem, base_sha256: str, precision: Precision) -> str:
    clips = (item.control_clip, item.target, *item.references)
    parts = [
        _VERSION, base_sha256, precision, item.caption, *(one.pixels_sha256 for one in clips)
    ]  # fmt: skip
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def _whole(path: Path) -> bool:
    """Return whether a file is there and can be read: it is only a cache."""
    try:
        read_tensors(path)
    except InputError:
        return False
    return True
