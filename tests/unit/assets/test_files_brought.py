"""Damaged and hostile files of bodies and motion: read or refused, never a crash, never a bomb."""

import re
import tracemalloc
import warnings
from collections.abc import Callable

import numpy as np
import pytest
from tests.unit.assets.glb_files import Description, box, packed, post
from tests.unit.motion.bvh_bodies import walking_file

from groundplan.assets.brought import read_mesh, write_mesh
from groundplan.assets.glb_mesh import mesh_of_glb
from groundplan.assets.mannequin import human_mannequin
from groundplan.errors import GroundplanError, InputError
from groundplan.motion.bvh import read_bvh
from groundplan.motion.clips import read_motion, write_motion
from groundplan.motion.retarget import retargeted
from groundplan.world.sequence import Clip

CASES = 200
NUMBERS = (
    b"-1", b"0", b"1", b"2", b"3", b"7", b"255", b"65536", b"2147483648", b"1000000000",
    b"1e9", b"1e308", b"-1e400", b"nan", b"inf", b"0.0", b"null", b'"x"', b"[]", b"{}", b"true",
)  # fmt: skip


def _retarget(data: bytes) -> None:
    retargeted(read_bvh(data), _SKELETON)


def _play(data: bytes) -> None:
    clip = Clip(format="npz", fps_num=30, fps_den=1, frame_count=3, skeleton="VRM 1.0", source="x",
                licence="CC0-1.0")  # fmt: skip
    read_motion(data, clip)


_SKELETON = human_mannequin(1.8, garments=()).skeleton
_WALKER = walking_file(frames=3)
READERS: dict[str, tuple[bytes, Callable[[bytes], object]]] = {
    "bvh": (_WALKER, _retarget),
    "box.glb": (packed(*box()), mesh_of_glb),
    "post.glb": (packed(*post()), mesh_of_glb),
    "mesh.npz": (write_mesh(mesh_of_glb(packed(*post())).body), read_mesh),
    "motion.npz": (write_motion(retargeted(read_bvh(_WALKER), _SKELETON)), _play),
}


def damaged(data: bytes, rng: np.random.Generator) -> bytes:
    """Return a file with flipped bits, a number changed, a part gone or doubled, or its end cut."""
    for _ in range(rng.integers(1, 4)):
        kind = str(rng.choice(["bits", "number", "number", "cut", "gone", "twice"]))
        at = int(rng.integers(len(data)))
        end = min(len(data), at + int(rng.integers(1, 41)))
        if kind == "bits":
            data = data[:at] + bytes([data[at] ^ (1 << int(rng.integers(8)))]) + data[at + 1 :]
        elif kind == "number":
            found = list(re.finditer(rb"-?\d+(?:\.\d+)?", data))
            if found:
                hit = found[int(rng.integers(len(found)))]
                number = NUMBERS[int(rng.integers(len(NUMBERS)))]
                data = data[: hit.start()] + number + data[hit.end() :]
        elif kind == "cut":
            data = data[:at] or b"\0"
        else:
            data = data[:at] + data[at:end] * (0 if kind == "gone" else 2) + data[end:] or b"\0"
    return data


@pytest.mark.parametrize("name", READERS)
def test_a_damaged_file_is_read_or_refused_in_one_line(name: str) -> None:
    data, read = READERS[name]
    rng = np.random.default_rng(len(data))
    said: list[str] = []
    for _ in range(CASES // len(READERS)):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            try:
                read(damaged(data, rng))
            except GroundplanError as error:
                said.append(str(error))
    assert len(said) > CASES // len(READERS) // 4
    assert max(map(len, said)) < 600
    assert not any("\n" in line for line in said)


def _peak(read: Callable[[], object]) -> int:
    tracemalloc.start()
    try:
        with pytest.raises(InputError):
            read()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def _many_points(count: int) -> tuple[Description, bytes]:
    """Return a box whose file holds `count` points, all at the origin."""
    description, binary = box()
    points = np.zeros((count, 3), dtype=np.float32).tobytes()
    description["bufferViews"][0] = {
        "buffer": 0, "byteOffset": len(binary), "byteLength": len(points)
    }  # fmt: skip
    description["accessors"][0]["count"] = count
    return description, binary + points


def test_many_nodes_that_draw_one_mesh_are_counted_before_they_are_made() -> None:
    description, binary = _many_points(100_000)
    description["nodes"] = [{"mesh": 0}] * 200
    data = packed(description, binary)
    assert _peak(lambda: mesh_of_glb(data)) < 150 << 20


def test_a_body_of_many_vertices_is_refused_before_its_points_are_made() -> None:
    data = packed(*_many_points(600_001))
    assert _peak(lambda: mesh_of_glb(data)) < 4 << 20


def test_few_numbers_for_many_joints_in_many_frames_are_refused_before_they_are_posed() -> None:
    joints = "".join(
        f"JOINT j{k} {{ OFFSET 0 1 0 CHANNELS 0 End Site {{ OFFSET 0 1 0 }} }} " for k in range(511)
    )
    head = f"HIERARCHY ROOT hips {{ OFFSET 0 0 0 CHANNELS 1 Xrotation {joints}}} MOTION "
    data = (head + "Frames: 30000 Frame Time: 0.01 " + "0 " * 30_000).encode()
    with pytest.raises(InputError, match="bring 1 to 2929 frames"):
        read_bvh(data)
    assert _peak(lambda: read_bvh(data)) < 8 << 20


def test_a_large_value_in_a_wrong_place_is_shown_short() -> None:
    description, binary = box()
    description["accessors"][0]["componentType"] = [0] * 100_000
    with pytest.raises(InputError) as refused:
        mesh_of_glb(packed(description, binary))
    assert len(str(refused.value)) < 150
