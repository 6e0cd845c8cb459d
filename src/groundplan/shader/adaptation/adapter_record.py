"""`groundplan.json` beside an adapter: which base it belongs to, so that no other takes it.

An adapter on another base silently does nothing or harm: names of layers fit, numbers do not.
"""

from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from groundplan.errors import InputError, PackError
from groundplan.passes.files import json_bytes, read_bounded, write_atomic
from groundplan.world.base import CLOSED, Sha256

__all__ = ["ADAPTER_FILE", "AdapterRecord", "check_base", "read_adapter", "write_adapter"]

ADAPTER_FILE: Final = "groundplan.json"
_LIMIT: Final = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class AdapterRecord:
    """What an adapter is and what it was made of."""

    schema: Literal["groundplan.adapter/1"] = "groundplan.adapter/1"
    kind: str
    """Model family: `wan-vace`."""
    base_name: str
    """Name of the base's folder, for people."""
    base_sha256: Sha256
    """`weights_identity` of the base."""
    rank: Annotated[int, Field(ge=1, le=4096)]
    alpha: float
    targets: tuple[str, ...]
    steps: Annotated[int, Field(ge=0)]
    adapter_sha256: Sha256
    """Of the adapter's file."""
    dataset_sha256: Sha256
    """Of the dataset's manifest."""
    recipe_sha256: Sha256
    licences: tuple[str, ...] = ()
    """Terms of what it was trained on, each once."""


_RECORD: Final = TypeAdapter(AdapterRecord)


def write_adapter(folder: Path, record: AdapterRecord) -> Path:
    """Write the record and return its path.

    Raises:
        OutputError: It cannot be written.
    """
    path = folder / ADAPTER_FILE
    write_atomic(path, json_bytes(record))
    return path


def read_adapter(folder: Path) -> AdapterRecord:
    """Return the record of the adapter in a folder.

    Raises:
        InputError: There is none, or it is damaged.
    """
    try:
        return _RECORD.validate_json(read_bounded(folder / ADAPTER_FILE, _LIMIT), strict=True)
    except PackError as error:
        raise InputError(
            f"{folder} names no base model: {error.problem}",
            "use an adapter that `groundplan train lora` made",
        ) from None
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        place = "/".join(str(part) for part in first["loc"])[:120]
        raise InputError(
            f"{folder / ADAPTER_FILE} is no adapter record: {place}: {first['msg'][:160]}",
            "train the adapter again",
        ) from None


def check_base(record: AdapterRecord, base_sha256: str) -> None:
    """Refuse an adapter of another base.

    Raises:
        InputError: It belongs to other weights; names both.
    """
    if record.base_sha256 != base_sha256:
        raise InputError(
            f"the adapter belongs to {record.base_name or 'another base'} "
            f"({record.base_sha256[:12]}), the model is {base_sha256[:12]}",
            "load the base that it was trained on",
        )
