"""Array files: a round trip, and nothing but our errors for anything else."""

import io
import zipfile
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundplan.errors import StoreError
from groundplan.world.arrays import read_arrays, write_arrays

LIMIT = 1 << 20
ARRAYS = {
    "points": np.arange(12, dtype=np.float32).reshape(4, 3),
    "names": np.array(["hips", "leftFoot"]),
    "index": np.array([[0, 1], [2, 3]], dtype=np.uint16),
}


def zipped(members: dict[str, bytes], *, method: int = zipfile.ZIP_STORED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def npy(array: np.ndarray, *, allow_pickle: bool = False) -> bytes:
    buffer = io.BytesIO()
    np.save(buffer, array, allow_pickle=allow_pickle)
    return buffer.getvalue()


def test_arrays_come_back_as_they_went_and_give_the_same_bytes() -> None:
    data = write_arrays(ARRAYS)
    assert data == write_arrays(dict(reversed(ARRAYS.items())))
    back = read_arrays(data, limit_bytes=LIMIT)
    assert set(back) == set(ARRAYS)
    for name, array in ARRAYS.items():
        assert np.array_equal(back[name], array)
        assert back[name].dtype == array.dtype


def test_what_numpy_writes_is_read_column_order_and_packing_included() -> None:
    buffer = io.BytesIO()
    turned = np.asfortranarray(np.arange(6.0).reshape(2, 3))
    np.savez_compressed(buffer, turned=turned)
    assert np.array_equal(read_arrays(buffer.getvalue(), limit_bytes=LIMIT)["turned"], turned)


@pytest.mark.parametrize(
    ("members", "problem"),
    [
        ({"a.npy": npy(np.array([{}], dtype=object), allow_pickle=True)}, "isn't read"),
        ({"a.npy": npy(np.zeros(3))[:-1]}, "cut off"),
        ({"a.npy": npy(np.zeros(3)).replace(b"(3,)", b"(9,)")}, "cut off"),
        ({"a.npy": npy(np.zeros(3)).replace(b"(3,)", b"(-1)")}, "isn't read"),
        ({"a.npy": npy(np.array([1 + 2j]))}, "isn't read"),
        ({"a.npy": npy(np.array(["ab"])).replace(b"b\0\0\0", b"\xff\xff\xff\xff")}, "no text"),
        ({"a.txt": b"words"}, "no plain array"),
        ({"a.npy": b"words"}, "no plain array"),
        ({f"{n}.npy": npy(np.zeros(1)) for n in range(40)}, "40 arrays"),
    ],
)
def test_anything_but_plain_arrays_is_refused(members: dict[str, bytes], problem: str) -> None:
    with pytest.raises(StoreError, match=problem):
        read_arrays(zipped(members), limit_bytes=LIMIT)


def test_a_file_that_unpacks_to_more_than_agreed_is_refused_unread() -> None:
    bomb = zipped({"a.npy": npy(np.zeros(1 << 20))}, method=zipfile.ZIP_DEFLATED)
    assert len(bomb) < LIMIT // 8
    with pytest.raises(StoreError, match="unpacked"):
        read_arrays(bomb, limit_bytes=LIMIT)


@settings(max_examples=300, deadline=None)
@given(
    at=st.integers(0, 10_000), junk=st.binary(min_size=1, max_size=6), cut=st.integers(0, 10_000)
)
def test_a_damaged_file_gives_arrays_or_our_error_and_nothing_else(
    at: int, junk: bytes, cut: int
) -> None:
    data = write_arrays(ARRAYS)
    at %= len(data)
    damaged = (data[:at] + junk + data[at + len(junk) :])[: len(data) - cut % 40]
    with suppress(StoreError):
        assert isinstance(read_arrays(damaged, limit_bytes=LIMIT), dict)
