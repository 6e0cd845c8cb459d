"""The manifest: what a pack holds, what its numbers mean, and what they hash to.

It names no clock time and no machine: the same world, renderer and version give the same bytes.
"""

from dataclasses import field
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from groundplan.errors import PackError
from groundplan.passes.files import read_bounded
from groundplan.passes.specs import SPECS, DtypeName
from groundplan.previz.port import Pass
from groundplan.world.base import CLOSED
from groundplan.world.finding import Finding

__all__ = [
    "HASHES_FILE", "MANIFEST_FILE", "MAX_PIXELS", "ClockRecord", "FileRecord", "Hashes",
    "InstanceRecord", "Manifest", "PassHashes", "PassRecord", "RendererRecord", "parse_hashes",
    "read_manifest",
]  # fmt: skip

MANIFEST_FILE: Final = "manifest.json"
HASHES_FILE: Final = "passes/hashes.json"
MAX_PIXELS: Final = 1 << 26
"""Largest frame that a pack may claim [px], 8192 x 8192: our limit against memory bombs."""

_MANIFEST_LIMIT: Final = 64 << 20
_MAX_SIDE: Final = 1 << 16
_MAX_FRAMES: Final = 1 << 20

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Count = Annotated[int, Field(ge=0, le=1 << 53)]
Side = Annotated[int, Field(ge=1, le=_MAX_SIDE)]
Rate = Annotated[int, Field(ge=1, le=1 << 31)]
PackPath = Annotated[str, Field(pattern=r"^[A-Za-z0-9_]+(/[A-Za-z0-9_]+)*(\.[a-z0-9]+){0,2}$")]
"""Relative, `/` between parts: it cannot leave the folder."""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class ClockRecord:
    """The frame clock: `fps_num / fps_den` frames per second."""

    fps_num: Rate
    fps_den: Rate
    frame_count: Annotated[int, Field(ge=1, le=_MAX_FRAMES)]
    start_frame: int
    """The number that people read for index 0."""
    start_time_subframes: int
    """Time of index 0 in the world, in 1/1000 frame."""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class RendererRecord:
    """Who rendered, and how the beauty was made (but for light, truth does not depend on it)."""

    name: str
    version: str
    edge_samples: int
    depth_of_field: bool
    motion_blur: bool
    blur_samples: int
    light: Literal["quick", "traced"] = "quick"
    """How beauty, illuminance and luminance were lit."""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class PassRecord:
    """One pass: a Zarr v2 array with one chunk per frame."""

    path: PackPath
    dtype: DtypeName
    shape: tuple[int, ...]
    """Frame, height, width and, if more than one, component."""
    unit: str
    convention: str
    sha256: Sha256
    """Over the sha256 digests (32 bytes each) of the decoded frames: C order, little-endian."""
    stored_bytes: Count


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class InstanceRecord:
    """What an id in the instance pass stands for."""

    instance: Annotated[int, Field(ge=1, le=65535)]
    entity: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class FileRecord:
    """A file beside the chunks."""

    what: str
    """Content and conventions in words; for pictures with their colour space."""
    size_bytes: Count
    sha256: Sha256


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Manifest:
    """Everything that a reader needs to know before it opens a pass."""

    schema: Literal["groundplan.pack/1"] = "groundplan.pack/1"
    groundplan: str
    """Version of the program that wrote the pack."""
    title: str
    world_hash: str
    shot: str
    clock: ClockRecord
    size_px: tuple[Side, Side]
    """Width, height."""
    renderer: RendererRecord
    conventions: dict[str, str]
    passes: dict[str, PassRecord]
    instances: tuple[InstanceRecord, ...]
    files: dict[PackPath, FileRecord]
    findings: tuple[Finding, ...] = ()
    """What could not be delivered, and why."""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class PassHashes:
    """Per frame: of the chunk file, and of the decoded array."""

    stored: tuple[Sha256, ...]
    decoded: tuple[Sha256, ...]


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Hashes:
    """`passes/hashes.json`: one line per chunk, kept out of the manifest so that people read it."""

    schema: Literal["groundplan.pack-hashes/1"] = "groundplan.pack-hashes/1"
    passes: dict[str, PassHashes] = field(default_factory=dict[str, PassHashes])


_MANIFEST: Final = TypeAdapter(Manifest)
_HASHES: Final = TypeAdapter(Hashes)


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of a pack.

    Raises:
        PackError: There is none (an unfinished pack), or it is not one that this version reads.
    """
    path = folder / MANIFEST_FILE
    if not path.exists():
        raise PackError(f"{folder} holds no finished pack (no manifest.json)", "render it again")
    try:
        manifest = _MANIFEST.validate_json(read_bounded(path, _MANIFEST_LIMIT), strict=True)
    except ValidationError as error:
        raise PackError(f"{path} is not a manifest: {_first(error)}", _AGAIN) from None
    _check(manifest)
    return manifest


def parse_hashes(data: bytes, manifest: Manifest) -> Hashes:
    """Return the hashes of all chunks.

    Raises:
        PackError: The bytes are not a list of hashes, or not that of this manifest.
    """
    try:
        hashes = _HASHES.validate_json(data, strict=True)
    except ValidationError as error:
        raise PackError(f"{HASHES_FILE} is damaged: {_first(error)}", _AGAIN) from None
    count = manifest.clock.frame_count
    if set(hashes.passes) != set(manifest.passes):
        raise PackError(f"{HASHES_FILE} lists other passes than the manifest", _AGAIN)
    for name, record in hashes.passes.items():
        if len(record.stored) != count or len(record.decoded) != count:
            raise PackError(f"{HASHES_FILE} does not list {count} frames of {name}", _AGAIN)
    return hashes


_AGAIN: Final = "render the pack again with this version"


def _first(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    place = "/".join(str(part) for part in first["loc"])[:120]
    return f"{place or 'document'}: {first['msg'][:160]}"


def _check(manifest: Manifest) -> None:
    width, height = manifest.size_px
    if width * height > MAX_PIXELS:
        raise PackError(f"a frame of {width}x{height} px", f"a pack has at most {MAX_PIXELS} px")
    if HASHES_FILE not in manifest.files:
        raise PackError(f"the manifest does not name {HASHES_FILE}", _AGAIN)
    for name, record in manifest.passes.items():
        if name not in Pass.__members__.values():
            raise PackError(f"pass {name[:40]!r} is unknown", _AGAIN)
        spec = SPECS[Pass(name)]
        shape = (manifest.clock.frame_count, *spec.frame_shape(width, height))
        if (record.dtype, record.shape, record.path) != (spec.dtype, shape, f"passes/{name}"):
            raise PackError(f"pass {name} is {record.dtype} {record.shape}", f"it must be {shape}")
