"""One frame of a pack as a multi-layer EXR (extra `exr`), for compositing."""
# OpenEXR's module has no types.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportAttributeAccessIssue=false, reportMissingTypeStubs=false

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import orjson
from jaxtyping import Float16, Float32, UInt8, UInt16

from groundplan.errors import MissingExtraError, OutputError
from groundplan.passes.cryptomatte import cryptomatte_id, cryptomatte_key, id_as_float
from groundplan.passes.manifest import InstanceRecord
from groundplan.passes.pack import ControlPack
from groundplan.previz.port import Pass

__all__ = ["CRYPTO_LAYER", "EXR_FOLDER", "ExrSource", "exr_channels", "write_exr"]

CRYPTO_LAYER: Final = "crypto_object"
EXR_FOLDER: Final = "exr"
"""Where a pack keeps its EXR frames."""

_VECTORS: Final = {
    "normal": ("normal.X", "normal.Y", "normal.Z"),
    "flow_fwd": ("forward.u", "forward.v"),
    "flow_bwd": ("backward.u", "backward.v"),
    "position": ("position.X", "position.Y", "position.Z"),
}
_SCALARS: Final = {
    "depth": "depth.Z",
    "occluded_fwd": "forward.occluded",
    "occluded_bwd": "backward.occluded",
    "illuminance": "illuminance.Y",
    "luminance": "luminance.Y",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ExrSource:
    """Frames that are written, of a pack that is finished or is about to be."""

    world_hash: str
    instances: tuple[InstanceRecord, ...]
    passes: frozenset[Pass]
    read: Callable[[Pass, int], np.ndarray]

    @classmethod
    def of(cls, pack: ControlPack) -> "ExrSource":
        """Return the frames of a finished pack."""
        return cls(
            world_hash=pack.manifest.world_hash,
            instances=pack.manifest.instances,
            passes=frozenset(Pass(name) for name in pack),
            read=lambda name, index: pack[name][index],
        )


def write_exr(source: ExrSource, index: int, path: Path) -> None:
    """Write frame `index`: ZIP, all passes, Cryptomatte ids of entity names.

    RGB is display-referred: the tone-mapped beauty with its sRGB curve taken off (linear Rec.709).
    Everything else is as in the pack.

    Raises:
        MissingExtraError: OpenEXR is not installed.
        PackError: The frame is damaged.
        OutputError: The file cannot be written.
    """
    try:
        import OpenEXR  # noqa: PLC0415 (an extra)
    except ImportError:
        raise MissingExtraError(
            "OpenEXR is not installed", "pip install 'groundplan[exr]'"
        ) from None
    header = {"compression": OpenEXR.ZIP_COMPRESSION, "type": OpenEXR.scanlineimage}
    header |= _attributes(source)
    try:
        OpenEXR.File(header, exr_channels(source, index)).write(str(path))
    except (RuntimeError, OSError) as error:
        raise OutputError(f"{path} cannot be written", "choose another folder") from error


def exr_channels(source: ExrSource, index: int) -> dict[str, np.ndarray]:
    """Return the channels of one frame by name; half and float planes.

    Raises:
        PackError: The frame is damaged.
    """
    channels: dict[str, np.ndarray] = {}
    if Pass.BEAUTY in source.passes:
        linear = _linear(source.read(Pass.BEAUTY, index))
        channels |= {name: _plane(linear, i) for i, name in enumerate("RGB")}
    for name, parts in _VECTORS.items():
        if name in source.passes:
            frame = source.read(Pass(name), index)
            channels |= {part: _plane(frame, i) for i, part in enumerate(parts)}
    for name, part in _SCALARS.items():
        if name in source.passes:
            frame = source.read(Pass(name), index)
            channels[part] = frame if frame.dtype == np.float32 else frame.astype(np.float16)
    if Pass.INSTANCE in source.passes:
        channels |= _crypto(source.read(Pass.INSTANCE, index), source.instances)
    return channels


def _attributes(source: ExrSource) -> dict[str, str]:
    key = f"cryptomatte/{cryptomatte_key(CRYPTO_LAYER)}"
    names = {i.name: f"{cryptomatte_id(i.name):08x}" for i in source.instances}
    return {
        f"{key}/name": CRYPTO_LAYER,
        f"{key}/hash": "MurmurHash3_32",
        f"{key}/conversion": "uint32_to_float32",
        f"{key}/manifest": orjson.dumps(names).decode(),
        "groundplan/world": source.world_hash,
        "groundplan/colour": "RGB: display-referred, tone-mapped, linear Rec.709",
        "groundplan/flow": "pixels, x right, y down",
    }


def _crypto(
    instance: UInt16[np.ndarray, "height width"], records: tuple[InstanceRecord, ...]
) -> dict[str, np.ndarray]:
    """Return two ranks; ids are point-sampled, so the first covers a pixel wholly."""
    table = np.zeros(1 << 16, dtype=np.float32)
    for record in records:
        table[record.instance] = id_as_float(cryptomatte_id(record.name))
    ids = np.take(table, instance)
    covered = (ids != 0).astype(np.float32)
    layer, empty = f"{CRYPTO_LAYER}00", np.zeros_like(ids)
    planes = {"r": ids, "g": covered, "b": empty, "a": empty.copy()}
    return {f"{layer}.{part}": plane for part, plane in planes.items()}


def _linear(beauty: UInt8[np.ndarray, "height width 3"]) -> Float16[np.ndarray, "height width 3"]:
    """Return the sRGB curve undone (IEC 61966-2-1)."""
    value: Float32[np.ndarray, " value"] = np.arange(256, dtype=np.float32) / np.float32(255.0)
    table = np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)
    return np.take(table.astype(np.float16), beauty)


def _plane(frame: np.ndarray, component: int) -> np.ndarray:
    return np.ascontiguousarray(frame[..., component])
