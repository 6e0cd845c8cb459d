"""An adapter names its base, and no other takes it."""

from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from groundplan.errors import InputError
from groundplan.shader.adaptation.adapter_record import (
    AdapterRecord,
    check_base,
    read_adapter,
    write_adapter,
)
from groundplan.shader.diffusion.adapters import AdapterCard

RECORD = AdapterRecord(
    kind="wan-vace",
    base_name="wan",
    base_sha256="a" * 64,
    rank=4,
    alpha=4.0,
    targets=("to_q",),
    steps=10,
    adapter_sha256="b" * 64,
    dataset_sha256="c" * 64,
    recipe_sha256="d" * 64,
    licences=("CC0-1.0",),
)


def test_a_record_comes_back(tmp_path: Path) -> None:
    write_adapter(tmp_path, RECORD)
    assert read_adapter(tmp_path) == RECORD


def test_the_backends_read_the_record_as_their_card(tmp_path: Path) -> None:
    data = write_adapter(tmp_path, RECORD).read_bytes()
    card = TypeAdapter(AdapterCard).validate_json(data)
    assert (card.base_sha256, card.rank) == ("a" * 64, 4)


def test_another_base_is_refused_by_name() -> None:
    check_base(RECORD, "a" * 64)
    with pytest.raises(InputError, match="belongs to wan"):
        check_base(RECORD, "e" * 64)


def test_a_missing_or_damaged_record_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="names no base model"):
        read_adapter(tmp_path)
    path = write_adapter(tmp_path, replace(RECORD, base_sha256="a" * 64))
    path.write_bytes(path.read_bytes().replace(b"a" * 64, b"short"))
    with pytest.raises(InputError, match="base_sha256"):
        read_adapter(tmp_path)
