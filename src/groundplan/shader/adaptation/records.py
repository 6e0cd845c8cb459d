"""`groundplan.dataset/1`: what a training set holds, where it came from and on what terms."""

from typing import Annotated, Final, Literal

from pydantic import Field
from pydantic.dataclasses import dataclass

from groundplan.shader.intents import Control
from groundplan.world.base import CLOSED

__all__ = [
    "DATASET_FILE", "MOST_CLIP_BYTES", "MOST_ITEMS", "ClipRecord", "DatasetItem",
    "DatasetManifest", "ItemSource", "TargetKind", "Terms",
]  # fmt: skip

DATASET_FILE: Final = "manifest.json"
MOST_ITEMS: Final = 100_000
MOST_CLIP_BYTES: Final = 1 << 30
"""Of one clip's pixels, decoded: our limit against memory bombs."""

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]
ClipPath = Annotated[str, Field(pattern=r"^clips/[a-z0-9][a-z0-9_-]{0,63}/[a-z0-9_]{1,40}\.npz$")]
"""Relative and fixed in form: it cannot leave the folder."""
Side = Annotated[int, Field(ge=1, le=1 << 14)]
Count = Annotated[int, Field(ge=1, le=1 << 14)]
Rate = Annotated[int, Field(ge=1, le=1 << 31)]
Text = Annotated[str, Field(max_length=10_000)]
Terms = Annotated[str, Field(min_length=1, max_length=400)]

TargetKind = Literal["previz", "traced", "footage", "video"]
"""previz: the beauty as it is drawn. traced: the beauty lit by rays. footage: a clip that a shader
returned. video: a file that a person gave."""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class ClipRecord:
    """Frames in a file: `.npz` with one array `frames` of frame, height, width, 3 (uint8, sRGB)."""

    path: ClipPath
    size_bytes: Annotated[int, Field(ge=1, le=MOST_CLIP_BYTES)]
    sha256: Sha256
    """Of the file."""
    pixels_sha256: Sha256
    """Of the decoded frames in C order: it does not depend on the compressor."""
    size_px: tuple[Side, Side]
    frame_count: Count


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class ItemSource:
    """Where an item came from: enough to make it again."""

    project: Text
    """Name of the project folder, without its place."""
    world_hash: Text
    shot: Text
    window_first: Annotated[int, Field(ge=0, le=1 << 20)] = 0
    """Index of the first frame in the clip that the shot was conformed to."""
    backend: Text
    """The model route whose clock, size and dialect it is for."""
    capabilities_version: Text
    target: TargetKind
    target_name: Text = ""
    """Name of the video file."""
    target_sha256: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")] = ""
    """Of the video file."""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class DatasetItem:
    """What goes in (control, caption, references) and what should come out (target)."""

    name: Name
    caption: Text
    control: Control
    control_clip: ClipRecord
    target: ClipRecord
    references: Annotated[tuple[ClipRecord, ...], Field(max_length=8)] = ()
    """One frame each."""
    rate: tuple[Rate, Rate]
    """Numerator and denominator of frames per second."""
    source: ItemSource
    licence: Terms
    """Terms of the target and the references; "not stated" where nobody said."""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class DatasetManifest:
    """The whole training set; written last, so that without it there is none."""

    schema: Literal["groundplan.dataset/1"] = "groundplan.dataset/1"
    groundplan: Text
    """Version of the program that wrote it."""
    items: Annotated[tuple[DatasetItem, ...], Field(min_length=1, max_length=MOST_ITEMS)]
