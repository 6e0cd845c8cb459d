"""Previews show what they say, in the colours they are tagged with."""
# PyAV is typed in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportAttributeAccessIssue=false

import io
from fractions import Fraction

import av
import numpy as np
import pytest
from PIL import Image

from groundplan.passes.contact_sheet import SheetSource, contact_sheet, sheet_frames
from groundplan.passes.pictures import (
    depth_limits,
    depth_picture,
    flow_colours,
    flow_picture,
    flow_reach,
    instance_colours,
    instance_picture,
    inverse_depth_range,
    normal_picture,
)
from groundplan.passes.previews import ClipRanges
from groundplan.passes.video import encode_mp4
from groundplan.passes.writer import PackInfo
from groundplan.previz.port import Pass, Renderer, RenderOptions
from groundplan.scene.stage import Stage

RATE = Fraction(24000, 1001)


def flat(rgb: tuple[int, int, int], size: tuple[int, int] = (64, 48)) -> np.ndarray:
    return np.broadcast_to(np.array(rgb, dtype=np.uint8), (size[1], size[0], 3)).copy()


@pytest.mark.parametrize("rgb", [(255, 0, 0), (0, 200, 30), (20, 40, 230), (128, 128, 128)])
def test_a_flat_colour_survives_the_video(rgb: tuple[int, int, int]) -> None:
    data = encode_mp4([flat(rgb)] * 3, rate=RATE)
    with av.open(io.BytesIO(data)) as container:
        stream = container.streams.video[0]
        assert stream.average_rate == RATE
        context = stream.codec_context
        assert (context.color_primaries, context.color_trc, context.colorspace) == (1, 13, 1)
        frames = [f.to_ndarray(format="yuv444p") for f in container.decode(stream)]
    assert len(frames) == 3
    y, cb, cr = (float(plane.mean()) for plane in frames[0])
    # ITU-R BT.709 limited range, written out.
    r, g, b = np.array(rgb) / 255
    luma = 0.2126 * r + 0.7152 * g + 0.0722 * b
    assert y == pytest.approx(16 + 219 * luma, abs=2)
    assert cb == pytest.approx(128 + 224 * (b - luma) / 1.8556, abs=2)
    assert cr == pytest.approx(128 + 224 * (r - luma) / 1.5748, abs=2)


@pytest.mark.parametrize("preset", ["superfast", "ultrafast"])
def test_odd_sizes_are_padded_and_bytes_repeat(preset: str) -> None:
    rng = np.random.default_rng(1)
    clip = [rng.integers(0, 255, (47, 63, 3), dtype=np.uint8) for _ in range(4)]
    data = encode_mp4(clip, rate=RATE, preset=preset)
    small = [picture[:36, :64] for picture in clip]
    assert len({encode_mp4(small, rate=RATE, preset=preset) for _ in range(40)}) == 1
    with av.open(io.BytesIO(data)) as container:
        assert (container.streams.video[0].width, container.streams.video[0].height) == (64, 48)


def test_near_is_bright_and_sky_is_black() -> None:
    depth = np.array([[1.0, 2.0, 4.0, np.inf]], dtype=np.float32)
    picture = depth_picture(depth, inverse_depth_range([depth_limits(depth)]))
    assert picture[0, :, 0].tolist() == [255, 96, 16, 0]
    sky = np.full((2, 2), np.inf, dtype=np.float32)
    assert not depth_picture(sky, inverse_depth_range([depth_limits(sky)])).any()


def test_normals_and_ids_have_their_colours(stage: Stage) -> None:
    normal = np.array([[[0, 0, 0], [1, 0, 0], [0, -1, 0]]], dtype=np.float16)
    assert normal_picture(normal)[0].tolist() == [[128] * 3, [255, 128, 128], [128, 0, 128]]
    colours = instance_colours(stage.instances)
    ids = np.array([[0, 3, 7, 9]], dtype=np.uint16)
    sky, floor, ball, unknown = instance_picture(ids, colours)[0].tolist()
    assert sky == [0, 0, 0]
    assert unknown == [255, 255, 255]
    assert floor != ball
    assert instance_colours(stage.instances[:1])[3].tolist() == floor


def test_flow_to_the_right_is_red_and_stillness_is_white() -> None:
    flow = np.array([[[0, 0], [8, 0], [-8, 0], [np.nan, 1]]], dtype=np.float32)
    still, right, left, missing = flow_picture(flow, 8.0, colours=flow_colours())[0].tolist()
    assert still == [255, 255, 255]
    assert right[0] == 255
    assert max(right[1:]) < 30
    assert left[2] == 255
    assert left[0] < 30
    assert missing == [0, 0, 0]
    assert flow_reach(np.full((8, 8, 2), 3.0, dtype=np.float32)) == pytest.approx(18**0.5)


def test_the_ranges_of_a_clip_do_not_depend_on_the_order_of_frames(
    renderer: Renderer, stage: Stage
) -> None:
    frames = list(renderer.render(stage, range(5), options=RenderOptions()))
    there, back = ClipRanges(), ClipRanges()
    for a, b in zip(frames, reversed(frames), strict=True):
        there.see(a)
        back.see(b)
    assert there.inverse_depth == back.inverse_depth
    assert there.flow_reach_px == back.flow_reach_px
    near = min(float(f.depth.min()) for f in frames if f.depth is not None)
    assert there.inverse_depth[1] == pytest.approx(1.0 / near)


@pytest.mark.parametrize("count", [1, 2, 5, 12, 13, 81, 1000])
def test_sheet_frames_are_even_and_hold_both_ends(count: int) -> None:
    frames = sheet_frames(count)
    assert len(frames) == min(count, 12)
    assert (frames[0], frames[-1]) == (0, count - 1)
    steps = np.diff(frames)
    assert count < 3 or steps.max() - steps.min() <= 1


@pytest.mark.parametrize("title", ["A ball", "word " * 90, "x" * 100_000, "\x00\n\t", ""])
def test_a_sheet_takes_any_title_and_repeats(renderer: Renderer, stage: Stage, title: str) -> None:
    options = RenderOptions()
    frames = list(renderer.render(stage, range(5), options=options))
    source = SheetSource(
        info=PackInfo.of(stage, renderer, options, title=title),
        read=lambda name, index: getattr(frames[index], Pass(name)),
        camera=lambda index: frames[index].camera,
    )
    data = contact_sheet(source)
    assert data == contact_sheet(source)
    assert Image.open(io.BytesIO(data)).width == 1920
