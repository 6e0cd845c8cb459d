"""A clip as a file: lossless, the same bytes every time, and read with care."""

import hashlib
import io
import zipfile
from pathlib import Path
from typing import Final

import numpy as np
from jaxtyping import UInt8

from groundplan.errors import InputError, PackError, StoreError
from groundplan.passes.files import read_bounded, sha256_of
from groundplan.shader.adaptation.records import MOST_CLIP_BYTES, ClipRecord
from groundplan.world.arrays import read_arrays

__all__ = ["clip_bytes", "clip_record", "pixels_hash", "read_clip"]

Clip = UInt8[np.ndarray, "frame height width 3"]

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_LEVEL: Final = 4
_NAME: Final = "frames"
_HEADER_BYTES: Final = 4096
_AGAIN: Final = "export the dataset again"


def pixels_hash(clip: Clip) -> str:
    """Return the sha256 of the pixels, frame by frame in C order."""
    return hashlib.sha256(np.ascontiguousarray(clip).data).hexdigest()


def clip_bytes(clip: Clip) -> bytes:
    """Return an `.npz` of the frames; deflated, with no clock time in it.

    Raises:
        InputError: The clip is larger than a dataset may hold.
    """
    if clip.nbytes > MOST_CLIP_BYTES - _HEADER_BYTES:
        raise InputError(
            f"a clip of {clip.nbytes} bytes", f"give smaller or fewer frames: {MOST_CLIP_BYTES}"
        )
    array = io.BytesIO()
    np.lib.format.write_array(array, np.ascontiguousarray(clip), allow_pickle=False)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        entry = zipfile.ZipInfo(f"{_NAME}.npy", date_time=_EPOCH)
        entry.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(entry, array.getvalue(), compresslevel=_LEVEL)
    return buffer.getvalue()


def clip_record(path: str, clip: Clip, data: bytes) -> ClipRecord:
    """Return the record of a clip that is stored as `data` at `path`."""
    return ClipRecord(
        path=path,
        size_bytes=len(data),
        sha256=sha256_of(data),
        pixels_sha256=pixels_hash(clip),
        size_px=(clip.shape[2], clip.shape[1]),
        frame_count=clip.shape[0],
    )


def read_clip(folder: Path, record: ClipRecord) -> Clip:
    """Return the frames of a record; never more memory than it says, nor a link out of `folder`.

    Raises:
        InputError: The file is missing, changed, or holds something else.
    """
    path = folder / record.path
    if not path.resolve().is_relative_to(folder.resolve()):
        raise InputError(f"{record.path} leads out of the dataset", "remove the link")
    width, height = record.size_px
    whole = record.frame_count * height * width * 3
    if whole > MOST_CLIP_BYTES:
        raise InputError(f"{record.path} claims {whole} bytes", f"at most {MOST_CLIP_BYTES}")
    try:
        data = read_bounded(path, record.size_bytes)
        if sha256_of(data) != record.sha256:
            raise InputError(f"{record.path} is not the file that the manifest names", _AGAIN)
        arrays = read_arrays(data, limit_bytes=whole + _HEADER_BYTES)
    except (PackError, StoreError) as error:
        raise InputError(f"{record.path}: {error.problem}", _AGAIN) from None
    clip = arrays.get(_NAME)
    shape = (record.frame_count, height, width, 3)
    if set(arrays) != {_NAME} or clip is None or clip.dtype != np.uint8 or clip.shape != shape:
        raise InputError(f"{record.path} holds no clip of {shape}", _AGAIN)
    if pixels_hash(clip) != record.pixels_sha256:
        raise InputError(f"{record.path} decodes to other pixels", _AGAIN)
    return clip
