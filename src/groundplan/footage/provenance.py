"""Where a clip comes from: `footage/<shot>/<n>.provenance.json`, beside the clip.

It names no clock time and no machine path. Times stand in the ledger, in the rows that `calls`
names.
"""

from dataclasses import field
from pathlib import Path
from typing import Annotated, Final, Literal

import orjson
from pydantic import Field, JsonValue, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from groundplan.errors import InputError
from groundplan.footage.calls import MadeBy
from groundplan.footage.clips import provenance_path, write_whole
from groundplan.world.base import CLOSED, Sha256

__all__ = [
    "CallProvenance", "ClipRecord", "Provenance", "WindowDrift", "parse_provenance",
    "provenance_bytes", "read_provenance", "write_provenance",
]  # fmt: skip

_LIMIT: Final = 16 << 20
_AGAIN: Final = "shade the shot again with this version"

Count = Annotated[int, Field(ge=0)]
Side = Annotated[int, Field(ge=1)]
Finite = Annotated[float, Field(allow_inf_nan=False)]


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class ClipRecord:
    """The clip itself."""

    sha256: Sha256
    size_bytes: Count
    size_px: tuple[Side, Side]
    """Width, height."""
    rate: tuple[Side, Side]
    """Frames per second, as numerator and denominator."""
    frame_count: Side
    as_delivered: bool
    """True: the file of a host, as it came. False: frames that groundplan encoded."""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class CallProvenance:
    """One call that frames of the clip come from."""

    window: Count
    ledger: Annotated[int, Field(ge=1)]
    """Number of its row."""
    request_id: str = ""
    sent: dict[str, Sha256]
    """Of every part that was sent: pixels and numbers, not how they were stored."""
    output: Sha256
    """Of what came back."""
    made_by: MadeBy
    cost_actual: Finite | None = None


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class WindowDrift:
    """How far a window is from the one before it in the frames that both made, before they blend.

    All are of 8-bit sRGB values, 0 to 255; shifts are later minus earlier.
    """

    window: Side
    """The later one."""
    first: Count
    """First shared frame of the clip."""
    count: Side
    difference: Finite
    """Mean absolute difference of all channels."""
    luma: Finite
    chroma: tuple[Finite, Finite]
    """Of Cb and Cr."""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Provenance:
    """All that a clip was made from and by."""

    schema: Literal["groundplan.provenance/1"] = "groundplan.provenance/1"
    groundplan: str
    """Version of the program."""
    key: Sha256
    """Of plan and control pack; the ledger has it too."""
    world_hash: str
    pack_hash: Sha256
    shot: str
    backend: str
    capabilities_version: str
    seed: int
    prompt: str
    negative: str
    plan: dict[str, JsonValue]
    """`groundplan.shade-plan/1`, with paths cut to their last part."""
    conformed: tuple[str, ...] = ()
    """How the shot was made to fit, a sentence each."""
    ignored: tuple[str, ...] = ()
    """What the blueprint fixes and nothing that was sent tells of."""
    words_only: tuple[str, ...] = ()
    """What only the prompt tells of."""
    calls: Annotated[tuple[CallProvenance, ...], Field(min_length=1)]
    drift: tuple[WindowDrift, ...] = ()
    cost_estimate: Finite | None = None
    cost_actual: Finite | None = None
    """None: a host did not say."""
    currency: str = ""
    remarks: tuple[str, ...] = field(default=())
    """What is not as planned, a sentence each."""
    clip: ClipRecord


_ADAPTER: Final = TypeAdapter(Provenance)


def provenance_bytes(provenance: Provenance) -> bytes:
    """Return JSON for people: sorted, two spaces, a final newline; equal data, equal bytes."""
    options = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE
    # orjson sorts the keys of maps only, and keeps fields as declared: hence twice.
    return orjson.dumps(orjson.loads(orjson.dumps(provenance)), option=options)


def parse_provenance(data: bytes) -> Provenance:
    """Return what the bytes of a provenance file say.

    Raises:
        InputError: They are not what we write.
    """
    if len(data) > _LIMIT:
        raise InputError(f"a provenance of {len(data)} bytes", f"it has at most {_LIMIT}")
    try:
        return _ADAPTER.validate_json(data, strict=True)
    except ValidationError as error:
        one = error.errors(include_url=False, include_input=False, include_context=False)[0]
        place = "/".join(str(part) for part in one["loc"])[:120] or "document"
        raise InputError(f"this is no provenance: {place}: {one['msg'][:160]}", _AGAIN) from None


def write_provenance(clip: Path, provenance: Provenance) -> Path:
    """Write the provenance of a clip beside it; with it, the clip counts as finished.

    Raises:
        OutputError: It cannot be written.
    """
    path = provenance_path(clip)
    write_whole(path, provenance_bytes(provenance))
    return path


def read_provenance(clip: Path) -> Provenance | None:
    """Return the provenance of a clip, or None if it has none.

    Raises:
        InputError: It is damaged, or can't be read.
    """
    path = provenance_path(clip)
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            return parse_provenance(file.read(_LIMIT + 1))
    except OSError as error:
        raise InputError(f"{path} can't be read ({error.strerror})", "check the file") from error
