"""Writing and reading our own training set: whole or not at all, and never trusted."""

import shutil
import tempfile
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

from groundplan import __version__
from groundplan.errors import InputError, OutputError, PackError
from groundplan.passes.files import json_bytes, read_bounded, sha256_of, write_atomic
from groundplan.shader.adaptation.clips import Clip, clip_bytes, clip_record, read_clip
from groundplan.shader.adaptation.records import (
    DATASET_FILE,
    MOST_ITEMS,
    ClipRecord,
    DatasetItem,
    DatasetManifest,
)
from groundplan.shader.adaptation.sample import Sample

__all__ = ["Dataset", "new_folder", "write_dataset"]

_MANIFEST: Final = TypeAdapter(DatasetManifest)
_MOST_MANIFEST_BYTES: Final = 256 << 20
_AGAIN: Final = "export the dataset again with this version"


class Dataset:
    """A finished training set; clips are read and checked when they are asked for."""

    def __init__(self, folder: Path, manifest: DatasetManifest, *, sha256: str) -> None:
        """Use `open` instead."""
        self.folder = folder
        self.manifest = manifest
        self.sha256 = sha256
        """Of the manifest file, which names every other file by hash."""

    @classmethod
    def open(cls, folder: Path) -> "Dataset":
        """Open the dataset in a folder; reads no clip.

        Raises:
            InputError: There is none, or its manifest is damaged or of an unknown schema.
        """
        path = folder / DATASET_FILE
        if not path.exists():
            raise InputError(
                f"{folder} holds no finished dataset (no {DATASET_FILE})",
                "make one with `groundplan train export`",
            )
        try:
            data = read_bounded(path, _MOST_MANIFEST_BYTES)
            manifest = _MANIFEST.validate_json(data, strict=True)
        except PackError as error:
            raise InputError(error.problem, _AGAIN) from None
        except ValidationError as error:
            raise InputError(f"{path} is no dataset: {_first(error)}", _AGAIN) from None
        _check(manifest)
        return cls(folder, manifest, sha256=sha256_of(data))

    def __len__(self) -> int:
        return len(self.manifest.items)

    def clip(self, record: ClipRecord) -> Clip:
        """Return the frames of a record.

        Raises:
            InputError: They are missing or changed.
        """
        return read_clip(self.folder, record)

    def samples(self) -> Iterator[Sample]:
        """Yield every item with its pixels, checked.

        Raises:
            InputError: A clip is missing or changed.
        """
        for index in range(len(self)):
            yield self.sample(index)

    def sample(self, index: int) -> Sample:
        """Return an item with its pixels, checked.

        Raises:
            InputError: A clip is missing or changed.
        """
        item = self.manifest.items[index]
        return Sample(
            name=item.name,
            caption=item.caption,
            control=item.control,
            control_clip=self.clip(item.control_clip),
            target=self.clip(item.target),
            references=tuple(self.clip(one)[0] for one in item.references),
            rate=Fraction(*item.rate),
            source=item.source,
            licence=item.licence,
        )

    def verify(self) -> None:
        """Read everything and compare it with the manifest.

        Raises:
            InputError: Something is missing or changed.
        """
        for _ in self.samples():
            pass


def write_dataset(samples: Iterable[Sample], folder: Path) -> DatasetManifest:
    """Write samples into a new folder and return the manifest; the same samples, the same bytes.

    Raises:
        InputError: There is no sample, or two have one name.
        OutputError: The folder is not empty or cannot be written; nothing is left there then.
    """
    items: list[DatasetItem] = []
    with new_folder(folder) as place:
        for sample in samples:
            if len(items) == MOST_ITEMS:
                raise InputError("too many samples", f"a dataset holds at most {MOST_ITEMS}")
            items.append(_written(sample, place))
        if not items:
            raise InputError("there is nothing to export", "name projects that have shots")
        manifest = DatasetManifest(groundplan=__version__, items=tuple(items))
        _check(manifest)
        write_atomic(place / DATASET_FILE, json_bytes(manifest))
    return manifest


@contextmanager
def new_folder(folder: Path) -> Generator[Path]:
    """Yield a folder beside `folder` that takes its place when all went well, else vanishes.

    Raises:
        OutputError: `folder` holds something, or cannot be written.
    """
    partial: Path | None = None
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise OutputError(f"{folder} is not empty", "choose another folder with -o")
        folder.parent.mkdir(parents=True, exist_ok=True)
        # A name that nobody has: what is removed at the end is ours.
        partial = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
        partial.chmod(0o755)
        yield partial
        if folder.exists():
            folder.rmdir()
        partial.replace(folder)
    except OSError as error:
        raise OutputError(
            f"{folder} cannot be written ({error.strerror or error}); nothing was kept",
            "free space or choose another folder with -o",
        ) from error
    finally:
        if partial is not None:
            shutil.rmtree(partial, ignore_errors=True)


def _written(sample: Sample, folder: Path) -> DatasetItem:
    place = f"clips/{sample.name}"
    (folder / place).mkdir(parents=True, exist_ok=True)
    return DatasetItem(
        name=sample.name,
        caption=sample.caption,
        control=sample.control,
        control_clip=_stored(folder, f"{place}/control.npz", sample.control_clip),
        target=_stored(folder, f"{place}/target.npz", sample.target),
        references=tuple(
            _stored(folder, f"{place}/reference_{k}.npz", picture[None])
            for k, picture in enumerate(sample.references)
        ),
        rate=(sample.rate.numerator, sample.rate.denominator),
        source=sample.source,
        licence=sample.licence,
    )


def _stored(folder: Path, path: str, clip: Clip) -> ClipRecord:
    data = clip_bytes(clip)
    (folder / path).write_bytes(data)
    return clip_record(path, clip, data)


def _check(manifest: DatasetManifest) -> None:
    names = [item.name for item in manifest.items]
    if len(set(names)) != len(names):
        raise InputError("two items have one name", "give each its own")
    for item in manifest.items:
        control, target = item.control_clip, item.target
        if (control.size_px, control.frame_count) != (target.size_px, target.frame_count):
            raise InputError(f"{item.name}: control and target differ in size or length", _AGAIN)
        if any(one.frame_count != 1 for one in item.references):
            raise InputError(f"{item.name}: a reference is more than one picture", _AGAIN)


def _first(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    place = "/".join(str(part) for part in first["loc"])[:120]
    return f"{place or 'document'}: {first['msg'][:160]}"
