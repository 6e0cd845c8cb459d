"""Provenance says all, in the same bytes every time, and reads back strictly."""

from dataclasses import replace
from pathlib import Path

import orjson
import pytest

from groundplan.errors import InputError
from groundplan.footage.provenance import (
    Provenance,
    parse_provenance,
    provenance_bytes,
    read_provenance,
    write_provenance,
)


def test_it_reads_back_as_it_was_written(tmp_path: Path, provenance: Provenance) -> None:
    clip = tmp_path / "001.mp4"
    assert read_provenance(clip) is None
    assert write_provenance(clip, provenance) == tmp_path / "001.provenance.json"
    assert read_provenance(clip) == provenance


def test_equal_provenance_has_equal_bytes_sorted_for_people(provenance: Provenance) -> None:
    data = provenance_bytes(provenance)
    turned = replace(provenance, plan=dict(reversed(provenance.plan.items())))
    assert provenance_bytes(turned) == data
    assert data.endswith(b"}\n")
    names = list(orjson.loads(data))
    assert names == sorted(names)
    assert provenance_bytes(parse_provenance(data)) == data


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"schema": "groundplan.provenance/2"}, "schema"),
        ({"more": 1}, "more"),
        ({"seed": "7"}, "seed"),
        ({"key": "zz"}, "key"),
        ({"calls": []}, "calls"),
        ({"cost_estimate": None, "clip": {}}, "clip/sha256"),
    ],
)
def test_what_we_do_not_write_is_refused_in_one_line(
    provenance: Provenance, change: dict[str, object], says: str
) -> None:
    data = orjson.dumps({**orjson.loads(provenance_bytes(provenance)), **change})
    with pytest.raises(InputError, match=says) as caught:
        parse_provenance(data)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("data", [b"", b"[]", b"\xff\xfe", b"{" * 100_000, b" " * (17 << 20)])
def test_no_bytes_raise_anything_else(data: bytes) -> None:
    with pytest.raises(InputError):
        parse_provenance(data)
