"""Worlds on disk: pictures, depth and labels of each, small enough to carry to a GPU.

Needs numpy and Pillow alone, so that it also runs where groundplan is not installed.
"""

import io
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from jaxtyping import UInt8
from PIL import Image

from gacha.briefs import Brief

__all__ = ["LANDMARK", "MOVER", "FilmedWorld", "load_worlds", "save_worlds"]

MOVER = 1
LANDMARK = 2
"""Labels; 0 is all else."""
_QUALITY = 82
"""Of training pictures; where nothing is lost it is effort, and 100 would take 15 times as long."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FilmedWorld:
    """A world as groundplan filmed it, spread over the shot."""

    brief: Brief
    pictures: UInt8[np.ndarray, "frame height width 3"]
    """sRGB."""
    nearness: UInt8[np.ndarray, "frame height width"]
    """255 sqrt(2 m / depth along the optical axis), 255 within 2 m, 0: sky; kept in steps of 4."""
    labels: UInt8[np.ndarray, "frame height width"]
    """`MOVER`, `LANDMARK` or 0; from the instance pass."""


def save_worlds(path: Path, worlds: Iterable[FilmedWorld], *, lossless: bool) -> int:
    """Write a shard; return its size [bytes]."""
    arrays: dict[str, np.ndarray] = {}
    records: list[dict[str, object]] = []
    count = 0
    for index, world in enumerate(worlds):
        records.append(asdict(world.brief))
        planes = world.pictures if lossless else _planes(world.pictures)
        for name, frames, kept in (
            ("pictures", planes, lossless),
            ("nearness", world.nearness // 4 * 4, True),
            ("labels", world.labels * 100, True),
        ):
            arrays[f"{name}_{index}"] = _packed(frames, lossless=kept)
        count = len(world.pictures)
    head = {"frames": count, "lossless": lossless, "briefs": records}
    arrays["head"] = np.frombuffer(json.dumps(head).encode(), np.uint8)
    np.savez(path, **arrays)
    return path.stat().st_size


def load_worlds(paths: Iterable[Path], *, limit: int | None = None) -> list[FilmedWorld]:
    """Return the worlds of some shards, at most `limit`."""
    worlds: list[FilmedWorld] = []
    for path in paths:
        with np.load(path, allow_pickle=False) as data:
            head = json.loads(bytes(data["head"]))
            for index, record in enumerate(head["briefs"]):
                if limit is not None and len(worlds) >= limit:
                    break
                worlds.append(_world(data, index, record=record, head=head))
    return worlds


def _world(
    data: np.lib.npyio.NpzFile,
    index: int,
    *,
    record: dict[str, object],
    head: dict[str, object],
) -> FilmedWorld:
    fields = {k: tuple(v) if isinstance(v, list) else v for k, v in record.items()}
    stored = {
        name: _unpacked(data[f"{name}_{index}"], int(str(head["frames"])), grey=grey)
        for name, grey in (
            ("pictures", not head["lossless"]),
            ("nearness", True),
            ("labels", True),
        )
    }
    pictures = stored["pictures"] if head["lossless"] else _from_planes(stored["pictures"])
    return FilmedWorld(
        brief=Brief(**fields),  # pyright: ignore[reportArgumentType]
        pictures=pictures,
        nearness=stored["nearness"],
        labels=stored["labels"] // 100,
    )


def _packed(frames: np.ndarray, *, lossless: bool) -> UInt8[np.ndarray, " byte"]:
    """Return frames one under another as WebP."""
    sheet = np.ascontiguousarray(frames).reshape(-1, *frames.shape[2:])
    out = io.BytesIO()
    Image.fromarray(sheet).save(out, "WEBP", lossless=lossless, quality=_QUALITY, method=4)
    return np.frombuffer(out.getvalue(), np.uint8)


def _unpacked(data: np.ndarray, count: int, *, grey: bool) -> np.ndarray:
    with Image.open(io.BytesIO(data.tobytes())) as image:
        sheet = np.asarray(image.convert("RGB"))
    sheet = sheet[..., 1] if grey else sheet
    return sheet.reshape(count, -1, *sheet.shape[1:])


def _planes(pictures: np.ndarray) -> np.ndarray:
    """Return Y, Cb, Cr side by side: WebP halves colour in both directions, but not grey."""
    planes = [np.asarray(Image.fromarray(frame).convert("YCbCr")) for frame in pictures]
    return np.concatenate(list(np.moveaxis(np.stack(planes), -1, 0)), axis=2)


def _from_planes(planes: np.ndarray) -> np.ndarray:
    frames = np.stack(np.split(planes, 3, axis=2), axis=-1)
    return np.stack([np.asarray(Image.fromarray(f, "YCbCr").convert("RGB")) for f in frames])
