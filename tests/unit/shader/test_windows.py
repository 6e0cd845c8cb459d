"""Long shots: windows are joined by a stated rule, and drift is read back exactly."""
# PyAV's packets are generics without arguments.
# pyright: reportUnknownMemberType=false

import io
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Final

import av
import numpy as np
import pytest
from PIL import Image

from groundplan.errors import CallError, PlanError
from groundplan.passes.pack import ControlPack
from groundplan.passes.video import encode_mp4
from groundplan.shader.brief import ShotBrief
from groundplan.shader.call import ShaderCall
from groundplan.shader.capabilities import Capabilities, Licence, WindowRule
from groundplan.shader.frame_rules import FrameRule, RateRule, SizeRule
from groundplan.shader.matching import check_pack, window_of
from groundplan.shader.plan import ShadePlan, Window
from groundplan.shader.planning import plan_for
from groundplan.shader.port import Anchor, CallSession, Delivered
from groundplan.shader.windows import decoded_video, drift_between, film_windows, frames_delivered
from groundplan.shader.wish import ShadeWish

Change = Callable[[np.ndarray], np.ndarray]

TWO: Final = (Window(first=0, count=5), Window(first=3, count=6))
ANCHORED: Final = (Window(first=0, count=5), Window(first=3, count=6, anchored=2))


def _same(frames: np.ndarray) -> np.ndarray:
    return frames


class FlatShader:
    """Paints every frame in one grey by its number in the clip, then drifts in later windows."""

    capabilities = Capabilities(
        name="flat",
        title="Flat greys",
        family="other",
        version="1",
        controls=("rgb",),
        frames=FrameRule(minimum=2, maximum=6),
        sizes=SizeRule(),
        rates=RateRule(),
        windows=WindowRule(overlap=2, anchored=False),
        licence=Licence(name="Apache-2.0", commercial=True),
    )

    def __init__(self, drift: Change = _same) -> None:
        """Change what later windows give by `drift`."""
        self.drift = drift
        self.anchors: list[Anchor | None] = []
        self.sessions: list[CallSession] = []

    def plan(self, brief: ShotBrief, wish: ShadeWish) -> ShadePlan:
        """Return the plan that the capabilities give."""
        return plan_for(self.capabilities, brief, wish)

    def encode(
        self, plan: ShadePlan, pack: ControlPack, *, window: int = 0, anchor: Anchor | None = None
    ) -> ShaderCall:
        """Return the greys."""
        check_pack(plan, pack)
        part = window_of(plan, window)
        self.anchors.append(anchor)
        width, height = plan.size_px
        greys = np.arange(part.first, part.first + part.count, dtype=np.uint8) * 10 + 50
        clip = np.broadcast_to(greys[:, None, None, None], (part.count, height, width, 3)).copy()
        return ShaderCall(backend="flat", arguments={"window": window}, clips={"video": clip})

    def submit(self, call: ShaderCall, *, session: CallSession) -> Delivered:
        """Give the greys back, changed after the first window."""
        self.sessions.append(session)
        frames = call.clips["video"]
        changed = frames if call.arguments == {"window": 0} else self.drift(frames)
        return Delivered(frames=changed)


def _plan(plan: ShadePlan, windows: tuple[Window, ...]) -> ShadePlan:
    return replace(plan, windows=windows)


def _session(_window: int) -> CallSession:
    return CallSession()


def _light(value: float) -> float:
    code = value / 255
    return code / 12.92 if code <= 0.04045 else ((code + 0.055) / 1.055) ** 2.4


def _code(light: float) -> float:
    return 255 * (light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055)


def test_windows_that_agree_join_without_a_trace(
    plate_pack: ControlPack, plate_plan: ShadePlan
) -> None:
    found = film_windows(FlatShader(), _plan(plate_plan, TWO), plate_pack, session_of=_session)
    assert found.frames.shape == (9, 64, 96, 3)
    assert [int(frame[0, 0, 0]) for frame in found.frames] == [50 + 10 * k for k in range(9)]
    assert np.array_equal(
        found.frames, np.broadcast_to(found.frames[:, :1, :1, :1], (9, 64, 96, 3))
    )
    (drift,) = found.drift
    assert (drift.window, drift.first, drift.count) == (1, 3, 2)
    assert (drift.difference, drift.luma, drift.chroma) == (0.0, 0.0, (0.0, 0.0))
    assert len(found.delivered) == len(found.sent) == 2
    assert found.sent[0]["video"] != found.sent[1]["video"]


def test_a_drift_of_brightness_is_read_back_exactly(
    plate_pack: ControlPack, plate_plan: ShadePlan
) -> None:
    shader = FlatShader(lambda frames: frames + np.uint8(7))
    (drift,) = film_windows(shader, _plan(plate_plan, TWO), plate_pack, session_of=_session).drift
    assert drift.difference == 7.0
    assert drift.luma == pytest.approx(7.0, abs=1e-12)
    assert drift.chroma == pytest.approx((0.0, 0.0), abs=1e-12)


def test_a_drift_of_colour_is_read_back_exactly(
    plate_pack: ControlPack, plate_plan: ShadePlan
) -> None:
    def warmer(frames: np.ndarray) -> np.ndarray:
        return (frames + np.array([12, 0, -6])).astype(np.uint8)

    (drift,) = film_windows(
        FlatShader(warmer), _plan(plate_plan, TWO), plate_pack, session_of=_session
    ).drift
    luma = 0.2126 * 12 - 0.0722 * 6
    assert drift.difference == pytest.approx(6.0, abs=1e-12)
    assert drift.luma == pytest.approx(luma, abs=1e-12)
    assert drift.chroma == pytest.approx(((-6 - luma) / 1.8556, (12 - luma) / 1.5748), abs=1e-12)


def test_opposite_changes_are_a_difference_but_no_shift(
    plate_pack: ControlPack, plate_plan: ShadePlan
) -> None:
    def mottled(frames: np.ndarray) -> np.ndarray:
        changed = frames.copy()
        changed[:, :, 0::2] += 5
        changed[:, :, 1::2] -= 5
        return changed

    (drift,) = film_windows(
        FlatShader(mottled), _plan(plate_plan, TWO), plate_pack, session_of=_session
    ).drift
    assert (drift.difference, drift.luma) == (5.0, 0.0)


def test_shared_frames_fade_in_linear_light(plate_pack: ControlPack, plate_plan: ShadePlan) -> None:
    shader = FlatShader(lambda frames: np.full_like(frames, 250))
    film = film_windows(shader, _plan(plate_plan, TWO), plate_pack, session_of=_session).frames
    for frame, weight in ((3, 1 / 3), (4, 2 / 3)):
        mixed = _light(50 + 10 * frame) * (1 - weight) + _light(250) * weight
        assert int(film[frame, 0, 0, 0]) == round(_code(mixed))
    assert int(film[2, 0, 0, 0]) == 70
    assert int(film[5, 0, 0, 0]) == 250


def test_a_fade_between_equal_frames_changes_no_value(
    plate_pack: ControlPack, plate_plan: ShadePlan
) -> None:
    values = np.resize(np.arange(256, dtype=np.uint8), (9, 64, 96, 3))

    class Ramp(FlatShader):
        def submit(self, call: ShaderCall, *, session: CallSession) -> Delivered:
            count = len(call.clips["video"])
            return Delivered(frames=values[:count] if session.resume else values[3 : 3 + count])

    film = film_windows(
        Ramp(),
        _plan(plate_plan, TWO),
        plate_pack,
        session_of=lambda window: CallSession(resume="" if window else "first"),
    ).frames
    assert np.array_equal(film, values)


def test_an_anchored_window_is_given_frames_that_then_stay(
    plate_pack: ControlPack, plate_plan: ShadePlan
) -> None:
    shader = FlatShader(lambda frames: np.full_like(frames, 250))
    found = film_windows(shader, _plan(plate_plan, ANCHORED), plate_pack, session_of=_session)
    first, second = shader.anchors
    assert first is None
    assert second is not None
    assert [int(frame[0, 0, 0]) for frame in second.frames] == [80, 90]
    assert [int(frame[0, 0, 0]) for frame in found.frames] == [50, 60, 70, 80, 90] + [250] * 4
    assert found.drift[0].difference == pytest.approx(250 - 85), "it is stated all the same"


def test_each_window_has_its_own_session(plate_pack: ControlPack, plate_plan: ShadePlan) -> None:
    shader = FlatShader()
    film_windows(
        shader,
        _plan(plate_plan, TWO),
        plate_pack,
        session_of=lambda window: CallSession(resume=f"id-{window}"),
    )
    assert [session.resume for session in shader.sessions] == ["id-0", "id-1"]


def test_a_keeper_of_a_ledger_sends_the_calls_itself(
    plate_pack: ControlPack, plate_plan: ShadePlan
) -> None:
    shader, sent = FlatShader(), list[int]()

    def send(window: int, call: ShaderCall) -> Delivered:
        sent.append(window)
        return Delivered(frames=call.clips["video"])

    film_windows(shader, _plan(plate_plan, TWO), plate_pack, session_of=_session, send=send)
    assert sent == [0, 1]
    assert not shader.sessions


def test_a_pack_that_was_not_planned_is_refused_before_any_call(
    plate_pack: ControlPack, plate_plan: ShadePlan
) -> None:
    shader = FlatShader()
    with pytest.raises(PlanError, match="another number of frames"):
        film_windows(shader, replace(plate_plan, frame_count=8), plate_pack, session_of=_session)
    assert not shader.sessions


def _shorter(frames: np.ndarray) -> np.ndarray:
    return frames[:-1]


def _doubled(frames: np.ndarray) -> np.ndarray:
    return np.concatenate([frames, frames])


def _narrower(frames: np.ndarray) -> np.ndarray:
    return frames[:, :, :-2]


def _none(frames: np.ndarray) -> np.ndarray:
    return frames[:0]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (_shorter, "gave 5 frames, 6 were planned"),
        (_doubled, "gave more than 6 frames, 6 were"),
        (_narrower, "gave 94x64 px, 96x64 px were planned"),
        (_none, "gave no frames"),
    ],
)
def test_frames_that_were_not_planned_are_an_error(
    plate_pack: ControlPack, plate_plan: ShadePlan, change: Change, why: str
) -> None:
    with pytest.raises(CallError, match=why):
        film_windows(FlatShader(change), _plan(plate_plan, TWO), plate_pack, session_of=_session)


def test_windows_that_do_not_touch_have_no_drift() -> None:
    clip = np.zeros((2, 4, 4, 3), dtype=np.uint8)
    early, late = Window(first=0, count=2), Window(first=2, count=2)
    assert drift_between(clip, clip, earlier=early, later=late) is None


def _video(count: int, size_px: tuple[int, int] = (96, 64)) -> tuple[np.ndarray, bytes]:
    width, height = size_px
    x = np.linspace(40, 215, width)[None, None, :, None]
    y = np.linspace(-20, 20, height)[None, :, None, None]
    warm = np.array([15.0, 0.0, -15.0])
    frames = (x + y + warm + 2 * np.arange(count)[:, None, None, None]).astype(np.uint8)
    return frames, encode_mp4(frames, rate=Fraction(16))


def test_a_hosts_video_is_decoded_in_its_order() -> None:
    frames, video = _video(9)
    found = frames_delivered(Delivered(video=video), Window(first=0, count=9), (96, 64))
    assert found.shape == frames.shape
    assert float(np.abs(found.astype(float) - frames).mean()) < 2.0
    assert np.all(np.diff(found.mean(axis=(1, 2, 3))) > 1.0)


@pytest.mark.parametrize("colour", [(200, 40, 40), (40, 200, 40), (40, 40, 200), (230, 200, 60)])
def test_a_hosts_video_keeps_its_colours(colour: tuple[int, int, int]) -> None:
    flat = np.full((2, 64, 96, 3), colour, dtype=np.uint8)
    video = encode_mp4(flat, rate=Fraction(16))
    found = frames_delivered(Delivered(video=video), Window(first=0, count=2), (96, 64))
    # Read by the matrix of BT.601, red would be 185 23 41.
    assert np.all(np.abs(found.astype(int) - colour) <= 2)


@pytest.mark.parametrize(
    ("count", "why"), [(8, "gave 8 frames, 9 were"), (12, "gave more than 9 frames, 9 were")]
)
def test_a_video_of_another_length_is_an_error(count: int, why: str) -> None:
    with pytest.raises(CallError, match=why):
        frames_delivered(Delivered(video=_video(count)[1]), Window(first=0, count=9), (96, 64))


def test_a_video_of_another_size_is_an_error() -> None:
    with pytest.raises(CallError, match="gave 96x64 px, 64x96 px were planned"):
        frames_delivered(Delivered(video=_video(9)[1]), Window(first=0, count=9), (64, 96))


@pytest.mark.parametrize("part", [0.0, 0.5])
def test_half_a_video_is_an_error(part: float) -> None:
    video = _video(9)[1]
    torn = video[: int(len(video) * part)] or b"<html>gone</html>"
    with pytest.raises(CallError, match=r"no whole video|frames, 9 were planned"):
        frames_delivered(Delivered(video=torn), Window(first=0, count=9), (96, 64))


def test_an_empty_delivery_is_an_error() -> None:
    with pytest.raises(CallError, match="no frames"):
        frames_delivered(Delivered(), Window(first=0, count=9), (96, 64))


def _growing_video(sizes: tuple[tuple[int, int], ...]) -> bytes:
    """Return an mp4 that says the first size, with a PNG of each size as its frames."""
    buffer = io.BytesIO()
    with av.open(buffer, "w", format="mp4") as container:
        stream = container.add_stream("png", rate=16)
        (stream.width, stream.height), stream.pix_fmt = sizes[0], "rgb24"
        for index, (width, height) in enumerate(sizes):
            picture = io.BytesIO()
            Image.new("RGB", (width, height)).save(picture, "PNG")
            packet = av.Packet(picture.getvalue())
            packet.pts = packet.dts = index
            packet.time_base, packet.stream, packet.is_keyframe = Fraction(1, 16), stream, True
            container.mux(packet)
    return buffer.getvalue()


def test_a_video_whose_frames_grow_is_refused_at_the_first_that_does() -> None:
    same, grown = (64, 48), (4096, 4096)
    assert len(decoded_video(_growing_video((same,) * 2), size_px=same, most_frames=9)) == 2
    tracemalloc.start()
    with pytest.raises(CallError, match="gave 4096x4096 px, 64x48 px were planned"):
        decoded_video(_growing_video((same, *[grown] * 4)), size_px=same, most_frames=9)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4096 * 4096 * 3
