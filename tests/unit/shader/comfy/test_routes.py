"""What each ComfyUI route plans and encodes: nothing is left for a node to pad, cut or drop."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from groundplan.errors import InputError, PlanError
from groundplan.passes.pack import ControlPack
from groundplan.shader.backends.comfyui_ltx_control import ComfyUiLtxControl
from groundplan.shader.backends.comfyui_wan_fun_camera import ComfyUiWanFunCamera
from groundplan.shader.backends.comfyui_wan_fun_control import ComfyUiWanFunControl
from groundplan.shader.backends.comfyui_wan_vace import ComfyUiWanVace
from groundplan.shader.brief import CameraMove, ShotBrief
from groundplan.shader.call import ShaderCall
from groundplan.shader.encoders.camera_presets import nearest_preset
from groundplan.shader.intents import Control, ShotIntent
from groundplan.shader.plan import PlannedKeyframe, Window
from groundplan.shader.port import Anchor, Shader
from groundplan.shader.prompt.words import ShotWords
from groundplan.shader.wish import KeyframeWish, ReferenceWish, ShadeWish

SIZE = (96, 64)
MOVE = CameraMove(move="dolly_in", travel_m=(0.0, 0.0, -1.2), focal_mm=24.0)


def brief(frames: int = 9, rate: int = 16, size: tuple[int, int] = SIZE) -> ShotBrief:
    return ShotBrief(
        world_hash="ab" * 32,
        shot="SH010",
        name="1",
        size_px=size,
        rate=(rate, 1),
        frame_count=frames,
        camera=MOVE,
        intents=(ShotIntent(name="camera_path", says="dolly in"),),
        words=ShotWords(place="a bare room"),
    )


def nodes(call: ShaderCall, kind: str) -> list[dict[str, Any]]:
    arguments: Any = call.arguments
    prompt = arguments["prompt"]
    return [node["inputs"] for node in prompt.values() if node["class_type"] == kind]


def test_vace_sends_size_length_and_clip_that_the_node_takes_as_they_are(
    plate_pack: ControlPack,
) -> None:
    shader = ComfyUiWanVace()
    plan = shader.plan(brief(), ShadeWish(strength=0.7, steps=8, seed=5))
    call = shader.encode(plan, plate_pack)
    (guide,), (sampler,) = nodes(call, "WanVaceToVideo"), nodes(call, "KSampler")
    assert (guide["width"], guide["height"], guide["length"]) == (96, 64, 9)
    assert (guide["strength"], sampler["steps"], sampler["cfg"], sampler["seed"]) == (
        0.7,
        8,
        6.0,
        5,
    )
    assert call.clips["control"].shape == (9, 64, 96, 3)
    assert set(call.clips) == {"control"} and not call.pictures  # noqa: PT018
    assert "control_masks" not in guide and "reference_image" not in guide  # noqa: PT018
    assert nodes(call, "SaveImage") and not nodes(call, "SaveVideo")  # noqa: PT018


def test_vace_keeps_wished_frames_whole_and_masks_them_black(
    plate_pack: ControlPack, picture_file: Callable[..., Path]
) -> None:
    last = np.full((64, 96, 3), (9, 8, 7), dtype=np.uint8)
    keyframes = (KeyframeWish(frame=0), KeyframeWish(frame=-1, picture=picture_file(last)))
    shader = ComfyUiWanVace()
    plan = shader.plan(brief(), ShadeWish(keyframes=keyframes))
    call = shader.encode(plan, plate_pack)
    control, mask = call.clips["control"], call.clips["mask"]
    assert np.array_equal(control[0], plate_pack["beauty"][0])
    assert np.array_equal(control[8], last)
    assert [int(frame.max()) for frame in mask] == [0, *[255] * 7, 0]
    assert nodes(call, "ImageToMask")[0]["channel"] == "red"


def test_vace_takes_one_reference_and_trims_its_latent(
    plate_pack: ControlPack, picture_file: Callable[..., Path]
) -> None:
    path = picture_file(np.zeros((32, 32, 3), dtype=np.uint8))
    shader, one = ComfyUiWanVace(), ReferenceWish(picture=path)
    with pytest.raises(PlanError, match="2 references"):
        shader.plan(brief(), ShadeWish(references=(one, one)))
    call = shader.encode(shader.plan(brief(), ShadeWish(references=(one,))), plate_pack)
    assert call.pictures["reference"].shape == (64, 96, 3)
    arguments: Any = call.arguments
    guide = next(k for k, n in arguments["prompt"].items() if n["class_type"] == "WanVaceToVideo")
    assert nodes(call, "TrimVideoLatent")[0]["trim_amount"] == [guide, 3]


def test_a_long_vace_shot_is_filmed_in_windows_that_share_nine_frames(
    plate_pack: ControlPack,
) -> None:
    shader = ComfyUiWanVace()
    plan = shader.plan(brief(frames=160), ShadeWish())
    assert all((w.count - 1) % 4 == 0 and w.count <= 81 for w in plan.windows)
    assert [w.anchored for w in plan.windows] == [0, 9, 9]
    # The pack here has nine frames; the rest of the plan is made to fit it.
    short = replace(
        shader.plan(brief(), ShadeWish()), windows=(Window(first=4, count=5, anchored=2),)
    )
    with pytest.raises(PlanError, match="anchor"):
        shader.encode(short, plate_pack)
    given = np.full((2, 64, 96, 3), 77, dtype=np.uint8)
    call = shader.encode(short, plate_pack, anchor=Anchor(frames=given))
    assert (call.clips["control"][:2] == 77).all()
    assert [int(frame.max()) for frame in call.clips["mask"]] == [0, 0, 255, 255, 255]
    assert nodes(call, "WanVaceToVideo")[0]["length"] == 5


def test_frames_of_the_window_before_win_over_a_keyframe_among_them(
    plate_pack: ControlPack, picture_file: Callable[..., Path]
) -> None:
    wished = picture_file(np.full((64, 96, 3), 5, dtype=np.uint8))
    shader = ComfyUiWanVace()
    # Only a changed plan has one there: frames 4 and 5 are those of the window before.
    plan = replace(
        shader.plan(brief(), ShadeWish()),
        windows=(Window(first=4, count=5, anchored=2),),
        keyframes=tuple(PlannedKeyframe(frame=k, picture=str(wished)) for k in (5, 8)),
    )
    given = np.full((2, 64, 96, 3), 77, dtype=np.uint8)
    call = shader.encode(plan, plate_pack, anchor=Anchor(frames=given))
    assert np.array_equal(call.clips["control"][:2], given)
    assert (call.clips["control"][4] == 5).all()
    assert [int(frame.max()) for frame in call.clips["mask"]] == [0, 0, 255, 255, 0]


def test_fun_control_starts_a_window_from_the_last_frame_before_it(plate_pack: ControlPack) -> None:
    shader = ComfyUiWanFunControl()
    plan = shader.plan(brief(), ShadeWish(controls=("depth",)))
    assert not nodes(shader.encode(plan, plate_pack), "CLIPVisionEncode")
    later = replace(plan, windows=(Window(first=4, count=5, anchored=1),))
    with pytest.raises(PlanError, match="last frame before"):
        shader.encode(later, plate_pack)
    frame = np.full((1, 64, 96, 3), 77, dtype=np.uint8)
    call = shader.encode(later, plate_pack, anchor=Anchor(frames=frame))
    assert np.array_equal(call.pictures["start"], frame[0])
    assert "start_image" in nodes(call, "WanFunControlToVideo")[0]


@pytest.mark.parametrize("shader", [ComfyUiWanFunControl(), ComfyUiWanFunCamera()])
def test_a_strength_that_no_node_reads_is_refused(shader: Shader) -> None:
    with pytest.raises(PlanError, match="has no strength of controls"):
        shader.plan(brief(), ShadeWish(strength=0.5))


def test_fun_camera_plans_the_nearest_preset_and_says_what_is_lost(plate_pack: ControlPack) -> None:
    shader = ComfyUiWanFunCamera()
    plan = shader.plan(brief(), ShadeWish())
    nearest = nearest_preset(MOVE, frame_count=9)
    assert plan.options["preset"] == nearest.name == "Zoom In"
    assert plan.options["speed"] == f"{nearest.speed:g}"
    (verdict,) = plan.intents
    assert verdict.honour == "preset"
    assert nearest.says in verdict.says
    call = shader.encode(plan, plate_pack)
    (embedding,) = nodes(call, "WanCameraEmbedding")
    assert (embedding["camera_pose"], embedding["speed"]) == (nearest.name, nearest.speed)
    assert np.array_equal(call.pictures["start"], plate_pack["beauty"][0])
    first, last = nodes(call, "KSamplerAdvanced")
    assert (first["end_at_step"], last["start_at_step"]) == (10, 10)


def test_a_given_preset_is_sent_as_it_is(plate_pack: ControlPack) -> None:
    shader = ComfyUiWanFunCamera()
    options = (("preset", "Pan Left"), ("speed", "0.4"))
    call = shader.encode(shader.plan(brief(), ShadeWish(options=options)), plate_pack)
    (embedding,) = nodes(call, "WanCameraEmbedding")
    assert (embedding["camera_pose"], embedding["speed"]) == ("Pan Left", 0.4)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ((("preset", "Orbit"),), "give auto or one of Static"),
        ((("speed", "11"),), "from 0 to 10"),
        ((("speed", "fast"),), "from 0 to 10"),
        ((("shift", "-1"),), "from 0 to 100"),
        ((("timeout", "0"),), "from 1 to"),
        ((("output", "gif"),), "give frames or video"),
        ((("server", "studio:8188"),), "http or https"),
    ],
)
def test_a_wrong_setting_is_refused_at_the_plan(
    options: tuple[tuple[str, str], ...], says: str
) -> None:
    with pytest.raises(PlanError, match=says):
        ComfyUiWanFunCamera().plan(brief(), ShadeWish(options=options))


def test_one_step_cannot_be_shared_by_two_models() -> None:
    with pytest.raises(PlanError, match="2 or more"):
        ComfyUiWanFunCamera().plan(brief(), ShadeWish(steps=1))


def test_a_first_frame_of_another_size_is_refused(
    plate_pack: ControlPack, picture_file: Callable[..., Path]
) -> None:
    path = picture_file(np.zeros((64, 128, 3), dtype=np.uint8))
    shader = ComfyUiWanFunCamera()
    plan = shader.plan(brief(), ShadeWish(keyframes=(KeyframeWish(frame=0, picture=path),)))
    with pytest.raises(InputError, match="96x64"):
        shader.encode(plan, plate_pack)


@pytest.mark.parametrize(
    ("options", "control", "says"),
    [
        ((), "pose", "pose needs a person"),
        (
            (("lora", "ltx-2.3-22b-ic-lora-union-control-ref0.5.safetensors"),),
            "depth",
            "half a stage",
        ),
        ((("lora", "ltx-2.3-22b-ic-lora-depth.safetensors"),), "depth", "made for LTX-2.3"),
        ((("distilled", ""),), "depth", "second stage needs"),
    ],
)
def test_an_ltx_adapter_that_would_do_nothing_is_refused(
    options: tuple[tuple[str, str], ...],
    control: Control,
    says: str,
) -> None:
    wish = ShadeWish(controls=(control,), options=options)
    with pytest.raises(PlanError, match=says):
        ComfyUiLtxControl().plan(brief(rate=24, size=(128, 128)), wish)


def test_ltx_pose_needs_its_adapter_by_name() -> None:
    someone = replace(brief(rate=24, size=(128, 128)), people=("P",))
    with pytest.raises(PlanError, match="no adapter is known for pose"):
        ComfyUiLtxControl().plan(someone, ShadeWish(controls=("pose",)))


@pytest.mark.parametrize(("size", "near"), [((256, 144), "256x128"), ((832, 480), "832x512")])
def test_ltx_sizes_are_whole_in_both_stages(size: tuple[int, int], near: str) -> None:
    with pytest.raises(PlanError, match=near):
        ComfyUiLtxControl().plan(brief(rate=24), ShadeWish(size_px=size))


@pytest.mark.parametrize(
    ("shader", "count", "near"),
    [
        (ComfyUiWanVace(), 16, "13 or 17"),
        (ComfyUiWanFunControl(), 80, "77 or 81"),
        (ComfyUiWanFunCamera(), 85, "81"),
        (ComfyUiLtxControl(), 20, "17 or 25"),
    ],
)
def test_a_length_that_a_node_would_round_is_refused(shader: Shader, count: int, near: str) -> None:
    with pytest.raises(PlanError, match=near):
        shader.plan(brief(), ShadeWish(frame_count=count))


def test_a_plan_holds_no_server_unless_it_was_named(plate_pack: ControlPack) -> None:
    shader = ComfyUiWanVace()
    arguments: Any = shader.encode(shader.plan(brief(), ShadeWish()), plate_pack).arguments
    assert arguments["server"] == ""
