"""Shots go through a ComfyUI server that keeps to its protocol, and through one that does not."""
# pyright: basic
# ruff: noqa: ANN401  (wishes and mishaps are passed on)

import io
import json
import threading
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from PIL import Image

from groundplan.errors import CallCancelledError, CallError
from groundplan.passes.video import encode_mp4
from groundplan.shader.backends.comfyui_ltx_control import ComfyUiLtxControl
from groundplan.shader.backends.comfyui_wan_fun_camera import ComfyUiWanFunCamera
from groundplan.shader.backends.comfyui_wan_fun_control import ComfyUiWanFunControl
from groundplan.shader.backends.comfyui_wan_vace import ComfyUiWanVace
from groundplan.shader.brief import ShotBrief
from groundplan.shader.call import ShaderCall
from groundplan.shader.comfy.pace import Pace
from groundplan.shader.port import CallSession, Delivered, Shader
from groundplan.shader.wish import ShadeWish

Start = Callable[..., Any]
Shoot = Callable[..., Delivered]
Encode = Callable[..., ShaderCall]
Spoil = Callable[[list[bytes]], list[bytes]]

SIZE = (128, 128)
ROUTES: tuple[type[Any], ...] = (
    ComfyUiWanVace,
    ComfyUiWanFunControl,
    ComfyUiWanFunCamera,
    ComfyUiLtxControl,
)


def wish_of(server: str = "", **more: Any) -> ShadeWish:
    options = (("server", server), ("timeout", "20"), *more.pop("options", ()))
    given = {"size_px": SIZE, "frame_count": 9, "steps": 4, **more}
    return ShadeWish(options=options, **given)


@pytest.fixture(scope="module")
def calls(
    pack_for: Callable[..., Any],
) -> Callable[[type[Any], ShotBrief, ShadeWish], ShaderCall]:
    """Return an encoder that renders one pack per route."""
    packs: dict[str, Any] = {}

    def encode(route: type[Any], brief: ShotBrief, wish: ShadeWish) -> ShaderCall:
        shader: Shader = route()
        plan = shader.plan(brief, wish)
        if route.__name__ not in packs:
            packs[route.__name__] = pack_for(plan)
        return shader.encode(plan, packs[route.__name__])

    return encode


@pytest.fixture
def shoot(calls: Encode, brief: ShotBrief, pace: Pace) -> Shoot:
    """Return one VACE call to a server, from brief to frames."""

    def go(comfy: Any, session: CallSession | None = None, **more: Any) -> Delivered:
        call = calls(ComfyUiWanVace, brief, wish_of(comfy.address, **more))
        return ComfyUiWanVace(pace=pace).submit(call, session=session or CallSession())

    return go


def frames_in(delivered: Delivered) -> np.ndarray:
    assert delivered.frames is not None
    return delivered.frames


@pytest.mark.parametrize("route", ROUTES)
def test_a_shot_comes_back_frame_by_frame_from_exactly_what_was_encoded(
    route: type[Any], serve: Start, calls: Encode, brief: ShotBrief, pace: Pace
) -> None:
    comfy, told, heard = serve(), list[str](), list[tuple[int, int]]()
    call = calls(route, brief, wish_of(comfy.address))
    session = CallSession(submitted=told.append, progress=lambda a, b: heard.append((a, b)))
    delivered = route(pace=pace).submit(call, session=session)
    source = call.clips["control"] if call.clips else call.pictures["start"][None]
    by = SIZE[1] // source.shape[1]
    shown = source.repeat(by, 1).repeat(by, 2)
    shown = shown if len(shown) > 1 else shown.repeat(9, 0)
    assert np.array_equal(frames_in(delivered), 255 - shown)
    assert comfy.mended == []
    assert told == [delivered.request_id]
    assert delivered.request_id in comfy.history
    total = 7 if route is ComfyUiLtxControl else 4
    assert heard == [(step, total) for step in range(1, total + 1)]
    assert delivered.device == "cuda:0 Fake"
    assert delivered.libraries["comfyui"] == "0.3.99"
    assert delivered.weights
    assert all(name.endswith(".safetensors") for name in delivered.weights.values())


def test_a_graph_goes_to_the_client_that_listens_and_to_no_other(
    serve: Start, shoot: Shoot
) -> None:
    comfy = serve()
    shoot(comfy)
    (posted,) = comfy.posted
    assert {client for _, client in comfy.sent} == {posted["client_id"]} == set(comfy.sockets)
    kinds = [kind for kind, _ in comfy.sent if kind != "progress"]
    assert kinds[:2] == ["execution_start", "execution_cached"]
    assert kinds[-2:] == ["execution_success", "executing"]


@pytest.mark.parametrize(
    "mishap",
    [
        {"lost_after": 4},
        {"lost_after": 1},
        {"refuses_sockets": True},
        {"no_final": True},
        {"late_looks": 4},
        {"cached": True},
        {"no_final": True, "late_looks": 2, "lost_after": 3},
        {"own_ids": True},
    ],
    ids=str,
)
def test_a_result_is_found_whatever_the_socket_does(
    mishap: dict[str, Any], serve: Start, shoot: Shoot
) -> None:
    comfy = serve(**mishap)
    delivered = shoot(comfy)
    assert len(frames_in(delivered)) == 9
    assert len(comfy.posted) == 1
    assert delivered.request_id in comfy.history


@pytest.mark.parametrize("own_ids", [False, True])
def test_a_graph_whose_answer_was_lost_is_found_and_not_sent_again(
    own_ids: bool,  # noqa: FBT001
    serve: Start,
    shoot: Shoot,
) -> None:
    # The sampler waits until the id is known, so that an own one is found in the queue.
    comfy = serve(answer_lost=True, own_ids=own_ids, waits=own_ids)
    if own_ids:
        session = CallSession(submitted=lambda _id: comfy.stop.set())
        with pytest.raises(CallError, match="someone stopped the graph"):
            shoot(comfy, session)
    else:
        assert len(frames_in(shoot(comfy))) == 9
    assert len(comfy.posted) == 1


def test_a_graph_whose_fate_is_unknown_is_taken_up_by_its_id(serve: Start, shoot: Shoot) -> None:
    comfy, told = serve(dies=True), list[str]()
    with pytest.raises(CallError, match="it may run as") as caught:
        shoot(comfy, CallSession(submitted=told.append))
    assert caught.value.over is False
    comfy.dead = False
    delivered = shoot(comfy, CallSession(resume=told[0]))
    assert len(frames_in(delivered)) == 9
    assert len(comfy.posted) == 1


def test_a_graph_that_never_arrived_may_be_sent_again(serve: Start, shoot: Shoot) -> None:
    comfy = serve(never_queued=True)
    with pytest.raises(CallError, match="nothing was queued") as caught:
        shoot(comfy)
    assert caught.value.over is True
    assert comfy.posted == []
    assert len(frames_in(shoot(comfy))) == 9


def test_a_killed_process_takes_its_graph_up_again(serve: Start, shoot: Shoot) -> None:
    comfy, told = serve(), list[str]()

    def kill(request_id: str) -> None:
        told.append(request_id)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        shoot(comfy, CallSession(submitted=kill))
    uploads = len(comfy.uploads)
    delivered = shoot(comfy, CallSession(resume=told[0], submitted=kill))
    assert len(frames_in(delivered)) == 9
    assert delivered.request_id == told[0]
    assert len(comfy.posted) == 1
    assert len(comfy.uploads) == uploads


def test_the_same_call_sent_twice_on_purpose_has_another_id(serve: Start, shoot: Shoot) -> None:
    comfy = serve()
    first, second = shoot(comfy), shoot(comfy)
    assert first.request_id != second.request_id
    assert np.array_equal(frames_in(first), frames_in(second))


def test_a_failing_node_is_named(serve: Start, shoot: Shoot) -> None:
    comfy = serve(fails=("RuntimeError", "mat1 and mat2 shapes\ncannot be multiplied"))
    with pytest.raises(CallError, match=r"KSampler \(node \d+\) failed: RuntimeError: mat1") as e:
        shoot(comfy)
    assert e.value.over is True
    assert "\n" not in str(e.value)


def test_a_failure_is_read_from_the_history_where_no_socket_told_it(
    serve: Start, shoot: Shoot
) -> None:
    comfy = serve(fails=("RuntimeError", "mat1"), refuses_sockets=True)
    with pytest.raises(CallError, match=r"KSampler \(node \d+\) failed: RuntimeError: mat1"):
        shoot(comfy)


def test_a_full_gpu_proposes_a_smaller_clip(serve: Start, shoot: Shoot) -> None:
    comfy = serve(fails=("torch.OutOfMemoryError", "Allocation on device 0 would exceed memory"))
    with pytest.raises(CallError, match=r"ran out of memory .* --size 64x64"):
        shoot(comfy)


def test_a_cancelled_call_is_stopped_at_the_server(serve: Start, shoot: Shoot) -> None:
    comfy, started = serve(waits=True), threading.Event()
    session = CallSession(progress=lambda _a, _b: started.set(), cancelled=started.is_set)
    with pytest.raises(CallCancelledError, match="nothing is paid") as caught:
        shoot(comfy, session)
    assert caught.value.over is True
    assert comfy.stop.is_set()
    assert "POST /queue" in comfy.asked
    assert "POST /interrupt" in comfy.asked


def test_a_call_that_is_cancelled_before_uploads_queues_nothing(serve: Start, shoot: Shoot) -> None:
    comfy = serve()
    with pytest.raises(CallCancelledError):
        shoot(comfy, CallSession(cancelled=lambda: True))
    assert comfy.posted == []
    assert comfy.uploads == {}


def test_a_long_wait_ends_with_how_to_go_on(serve: Start, shoot: Shoot) -> None:
    comfy = serve(waits=True)
    with pytest.raises(CallError, match="run again to take") as caught:
        shoot(comfy, options=(("timeout", "1"),))
    assert caught.value.over is False


def test_a_server_that_was_started_anew_is_found_out(serve: Start, shoot: Shoot) -> None:
    with pytest.raises(CallError, match="no longer knows") as caught:
        shoot(serve(forgets=True))
    assert caught.value.over is True


def test_a_model_that_the_server_lacks_is_refused_before_anything_is_sent(
    serve: Start, shoot: Shoot
) -> None:
    comfy = serve()
    with pytest.raises(CallError, match=r"unet_name of UNETLoader.*'x.safetensors'.*wan2.1_vace"):
        shoot(comfy, options=(("unet", "x.safetensors"),))
    assert comfy.posted == []
    assert comfy.uploads == {}


REFUSED = {
    "error": {"message": "Prompt outputs failed validation", "details": ""},
    "node_errors": {"7": {"class_type": "KSampler", "errors": [
        {"message": "Value not in list", "details": "sampler_name: 'x' not in list"}]}},
}  # fmt: skip


@pytest.mark.parametrize(
    ("path", "status", "body", "says"),
    [
        ("/prompt", 400, json.dumps(REFUSED).encode(), r"KSampler \(node 7\): Value not in list"),
        ("/prompt", 400, b'{"error": "no prompt", "node_errors": []}', "no prompt"),
        ("/prompt", 403, b"<html>", "refused with 403"),
        ("/prompt", 500, b"oops", "nothing was queued"),
        ("/upload/image", 500, b"", "the server fails with 500"),
        ("/upload/image", 413, b"", "max-upload-size"),
        ("/upload/image", 200, b"[]", "does not say where"),
        ("/object_info/KSampler", 200, b"{}", "no node KSampler"),
        ("/object_info/KSampler", 200, b"not json", "as ComfyUI does"),
    ],
)
def test_a_refusal_is_one_clear_line_and_nothing_is_queued(
    path: str, status: int, body: bytes, says: str, serve: Start, shoot: Shoot
) -> None:
    comfy = serve(replies={path: (status, body)})
    with pytest.raises(CallError, match=says) as caught:
        shoot(comfy)
    assert "\n" not in str(caught.value)
    assert caught.value.over is True
    assert comfy.posted == []


def test_a_frame_that_does_not_come_at_once_is_asked_for_again(serve: Start, shoot: Shoot) -> None:
    comfy = serve(replies={"/view": (503, b"")})
    assert len(frames_in(shoot(comfy))) == 9


def _png(width: int, height: int) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (width, height)).save(buffer, format="PNG")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("spoils", "says"),
    [
        (lambda files: files[:-1], "8 files came back where 9"),
        (lambda files: [*files, files[0]], "10 files came back where 9"),
        (lambda files: [files[0][:200], *files[1:]], "came back is no whole PNG"),
        (lambda files: [b"<html>", *files[1:]], "no whole PNG"),
        (lambda files: [_png(64, 128), *files[1:]], "64x128 px came back"),
        (lambda files: [b"\x89PNG" * (1 << 20), *files[1:]], "sends more than"),
    ],
)
def test_frames_that_are_not_the_planned_ones_are_refused(
    spoils: Spoil, says: str, serve: Start, shoot: Shoot
) -> None:
    with pytest.raises(CallError, match=says):
        shoot(serve(spoils=spoils))


def test_a_video_is_kept_as_the_server_wrote_it(serve: Start, shoot: Shoot) -> None:
    comfy = serve()
    delivered = shoot(comfy, options=(("output", "video"),))
    assert delivered.frames is None
    assert delivered.video in comfy.files.values()


@pytest.mark.parametrize(
    ("spoils", "says"),
    [
        (lambda files: [files[0][:400]], "came back is damaged"),
        (lambda _files: [b"<html>"], "damaged"),
        (
            lambda _files: [encode_mp4(np.zeros((7, 128, 128, 3), np.uint8), rate=Fraction(16))],
            "7 frames came back",
        ),
        (
            lambda _files: [encode_mp4(np.zeros((9, 64, 128, 3), np.uint8), rate=Fraction(16))],
            "128x64 px came back",
        ),
    ],
)
def test_a_video_that_is_not_the_planned_one_is_refused(
    spoils: Spoil, says: str, serve: Start, shoot: Shoot
) -> None:
    with pytest.raises(CallError, match=says):
        shoot(serve(spoils=spoils), options=(("output", "video"),))


def test_a_server_that_is_not_there_is_named(shoot: Shoot) -> None:
    class Nowhere:
        address = "http://127.0.0.1:9"

    with pytest.raises(CallError, match=r"127.0.0.1:9 cannot be reached .*start ComfyUI") as caught:
        shoot(Nowhere())
    assert caught.value.over is True


def test_the_environment_names_the_server_where_the_plan_does_not(
    serve: Start, calls: Encode, brief: ShotBrief, pace: Pace, monkeypatch: pytest.MonkeyPatch
) -> None:
    comfy = serve()
    monkeypatch.setenv("COMFYUI_URL", comfy.address)
    call = calls(ComfyUiWanVace, brief, wish_of())
    assert comfy.address not in json.dumps(call.arguments)
    delivered = ComfyUiWanVace(pace=pace).submit(call, session=CallSession())
    assert len(frames_in(delivered)) == 9


def test_a_foreign_call_is_refused(
    serve: Start, calls: Encode, brief: ShotBrief, pace: Pace
) -> None:
    call = replace(calls(ComfyUiWanVace, brief, wish_of(serve().address)), arguments={"a": 1})
    with pytest.raises(CallError, match="not one for ComfyUI"):
        ComfyUiWanVace(pace=pace).submit(call, session=CallSession())
