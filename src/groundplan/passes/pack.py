"""Reading a control pack: lazily, frame by frame, and never trusting what lies on disk."""

import hashlib
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Final

import numpy as np

from groundplan.errors import PackError
from groundplan.passes.boxes import BoxTrack, parse_boxes
from groundplan.passes.cameras import CameraTrack, parse_cameras
from groundplan.passes.chunks import CHUNK_OVERHEAD, chunk_name, decode_chunk
from groundplan.passes.files import read_bounded, sha256_of
from groundplan.passes.joints import JointTrack, parse_joints
from groundplan.passes.keypoints import KeypointTrack, parse_keypoints
from groundplan.passes.manifest import (
    HASHES_FILE,
    Manifest,
    PassHashes,
    PassRecord,
    parse_hashes,
    read_manifest,
)
from groundplan.passes.specs import SPECS
from groundplan.passes.tracks import SurfaceTracks, parse_tracks
from groundplan.previz.port import Pass

__all__ = ["ControlPack", "PassReader"]

_FILE_LIMIT: Final = 1 << 30
_AGAIN: Final = "render the pack again"


class PassReader:
    """One pass; every frame is read and checked when it is asked for."""

    def __init__(self, folder: Path, record: PassRecord, hashes: PassHashes) -> None:
        """Read `record` of the pack in `folder`."""
        self._folder = folder / record.path
        self._record = record
        self._hashes = hashes
        self._name = record.path.rpartition("/")[2]

    @property
    def name(self) -> str:
        """Return the name of the pass."""
        return self._name

    @property
    def shape(self) -> tuple[int, ...]:
        """Return frame, height, width and, if more than one, component."""
        return self._record.shape

    @property
    def dtype(self) -> np.dtype:
        """Return the type of the arrays."""
        return np.dtype(self._record.dtype)

    @property
    def unit(self) -> str:
        """Return the unit of the numbers."""
        return self._record.unit

    @property
    def convention(self) -> str:
        """Return what the numbers mean, in words."""
        return self._record.convention

    def __len__(self) -> int:
        return self._record.shape[0]

    def __getitem__(self, index: int | slice) -> np.ndarray:
        """Return one frame, or several stacked along a first axis.

        Raises:
            IndexError: There is no such frame.
            PackError: The chunk is missing or is not the one that was written.
        """
        if isinstance(index, slice):
            chosen = range(len(self))[index]
            frames = np.empty((len(chosen), *self.shape[1:]), dtype=self.dtype)
            for row, frame in enumerate(chosen):
                frames[row] = self._read(frame)
            return frames
        return self._read(range(len(self))[index])

    def __iter__(self) -> Iterator[np.ndarray]:
        return (self._read(index) for index in range(len(self)))

    def verify(self) -> None:
        """Decode every frame and compare it with what was written.

        Raises:
            PackError: A frame, or the list of hashes itself, is not what the manifest names.
        """
        total = hashlib.sha256()
        for index in range(len(self)):
            digest = hashlib.sha256(self._read(index).data)
            if digest.hexdigest() != self._hashes.decoded[index]:
                raise PackError(f"frame {index} of {self.name} decodes to other values", _AGAIN)
            total.update(digest.digest())
        if total.hexdigest() != self._record.sha256:
            raise PackError(f"{self.name} is not the pass that the manifest names", _AGAIN)

    def _read(self, index: int) -> np.ndarray:
        path = self._folder / chunk_name(index, SPECS[Pass(self._name)])
        size = int(np.prod(self.shape[1:], dtype=np.int64)) * self.dtype.itemsize
        data = read_bounded(path, size + CHUNK_OVERHEAD)
        # Before decoding: a decompressor should not meet damaged bytes.
        if sha256_of(data) != self._hashes.stored[index]:
            raise PackError(f"frame {index} of {self._name} is damaged", _AGAIN)
        return decode_chunk(data, dtype=self._record.dtype, shape=self.shape[1:])


class ControlPack(Mapping[str, PassReader]):
    """A finished pack: pass names to readers, and what stands beside them."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        """Use `open` instead."""
        self._folder = folder
        self._manifest = manifest
        hashes = parse_hashes(self.file(HASHES_FILE), manifest)
        self._passes = {
            name: PassReader(folder, record, hashes.passes[name])
            for name, record in manifest.passes.items()
        }

    @classmethod
    def open(cls, folder: Path | str) -> "ControlPack":
        """Open the pack in a folder; reads the manifest and the list of hashes, no frame.

        Raises:
            PackError: There is no finished pack, or it is damaged or of an unknown schema.
        """
        return cls(Path(folder), read_manifest(Path(folder)))

    def __getitem__(self, name: str) -> PassReader:
        return self._passes[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._passes)

    def __len__(self) -> int:
        return len(self._passes)

    @property
    def folder(self) -> Path:
        """Return where the pack lies."""
        return self._folder

    @property
    def manifest(self) -> Manifest:
        """Return what the pack says about itself."""
        return self._manifest

    @property
    def frame_count(self) -> int:
        """Return how many frames every pass has."""
        return self._manifest.clock.frame_count

    @cached_property
    def cameras(self) -> CameraTrack:
        """Return the camera of every frame."""
        return parse_cameras(self.file("cameras.json"))

    @cached_property
    def joints(self) -> JointTrack:
        """Return the joints of every body and frame."""
        return parse_joints(self.file("joints.json"))

    @cached_property
    def keypoints(self) -> KeypointTrack:
        """Return the keypoints of every person and animal, and frame."""
        return parse_keypoints(self.file("keypoints.json"))

    @cached_property
    def tracks(self) -> SurfaceTracks:
        """Return the surface points that were followed."""
        return parse_tracks(self.file("tracks.npz"))

    @cached_property
    def boxes(self) -> BoxTrack:
        """Return the boxes of every instance and frame."""
        return parse_boxes(self.file("boxes.json"))

    def file(self, path: str) -> bytes:
        """Return a file that the manifest names, checked.

        Raises:
            PackError: The manifest does not name it, or it is missing or changed.
        """
        record = self._manifest.files.get(path)
        if record is None:
            raise PackError(f"the pack has no {path}", "render it with what makes that file")
        if record.size_bytes > _FILE_LIMIT:
            raise PackError(f"{path} claims {record.size_bytes} bytes", _AGAIN)
        data = read_bounded(self._folder / path, record.size_bytes)
        if sha256_of(data) != record.sha256:
            raise PackError(f"{path} is not the file that the manifest names", _AGAIN)
        return data

    def verify(self) -> None:
        """Read everything and compare it with the manifest.

        Raises:
            PackError: Something is missing or changed; says what.
        """
        for reader in self._passes.values():
            reader.verify()
        for path in self._manifest.files:
            self.file(path)
