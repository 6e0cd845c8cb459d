"""Chunks hold every bit, in today's encoding and in that of packs from before."""
# numcodecs ships no types.
# pyright: reportUnknownMemberType=false, reportMissingTypeStubs=false
# pyright: reportAttributeAccessIssue=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numcodecs import blosc

from groundplan.errors import PackError
from groundplan.passes.chunks import decode_chunk, encode_chunk
from groundplan.passes.specs import SPECS
from groundplan.previz.port import Pass


def noise(name: Pass, *, size: tuple[int, int], seed: int) -> np.ndarray:
    """Return any bits at all: NaN of every kind, infinities, denormals."""
    spec = SPECS[name]
    rng = np.random.default_rng(seed)
    data = rng.bytes(spec.frame_bytes(*size))
    return np.frombuffer(data, dtype=spec.dtype).reshape(spec.frame_shape(*size))


@given(
    name=st.sampled_from(list(Pass)),
    size=st.tuples(st.integers(1, 9), st.integers(1, 9)),
    seed=st.integers(0, 1 << 32),
)
def test_any_bits_come_back(name: Pass, size: tuple[int, int], seed: int) -> None:
    frame, spec = noise(name, size=size, seed=seed), SPECS[name]
    back = decode_chunk(encode_chunk(frame, spec=spec), dtype=spec.dtype, shape=frame.shape)
    assert (back.dtype, back.shape) == (frame.dtype, frame.shape)
    assert back.tobytes() == frame.tobytes()


def test_flow_of_a_pack_from_before_still_opens() -> None:
    flow = noise(Pass.FLOW_FWD, size=(8, 6), seed=1)
    before = blosc.Blosc(cname="lz4", clevel=5, shuffle=blosc.BITSHUFFLE).encode(flow)
    assert decode_chunk(bytes(before), dtype="<f4", shape=flow.shape).tobytes() == flow.tobytes()


def test_a_chunk_of_other_items_is_refused() -> None:
    depth = np.zeros((6, 8), dtype="<f4")
    pairs = blosc.Blosc(cname="lz4").encode(depth.view("<u8"))
    with pytest.raises(PackError, match="one frame of its pass"):
        decode_chunk(bytes(pairs), dtype="<f4", shape=depth.shape)


def test_flow_of_a_camera_moving_in_takes_less_room_than_its_values() -> None:
    v, u = np.mgrid[0:240, 0:320].astype(np.float32)
    depth = 4.0 + 0.01 * v + 0.002 * u
    flow = np.stack([(u - 160.3) / depth, (v - 119.7) / depth], axis=-1).astype("<f4")
    plain = blosc.Blosc(cname="lz4", clevel=5, shuffle=blosc.BITSHUFFLE).encode(flow)
    assert len(encode_chunk(flow, spec=SPECS[Pass.FLOW_FWD])) < 0.7 * len(plain)
