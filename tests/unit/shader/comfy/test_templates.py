"""Our graphs are wired as ComfyUI's own templates, but for what is named here."""
# pyright: basic

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

import pytest

from groundplan.shader.comfy.ltx_graphs import LtxGraph, ltx_graph
from groundplan.shader.comfy.orders import Built, Take
from groundplan.shader.comfy.stage_nodes import Lora
from groundplan.shader.comfy.wan_graphs import (
    CameraGraph,
    FunGraph,
    VaceGraph,
    camera_graph,
    fun_graph,
    vace_graph,
)

Template = Callable[[str], dict[str, Any]]

TAKE: Final = Take(
    size_px=(720, 720), frame_count=81, rate=16.0, seed=0, steps=20, guidance=6.0, shift=8.0,
    prompt="words", negative="none", as_video=True,
)  # fmt: skip

OWN: Final = {"seed", "noise_seed", "text", "filename_prefix", "format.codec", "file", "image"}
"""Inputs that belong to a shot or a run, not to how a graph is wired."""


def differences(ours: dict[str, Any], theirs: dict[str, Any]) -> set[str]:
    """Return how two graphs differ, from the saving node back, as `node.input: theirs -> ours`."""
    found: set[str] = set()
    seen: set[tuple[str, str]] = set()
    todo = [(saver_of(ours), saver_of(theirs))]
    while todo:
        pair = todo.pop()
        if pair in seen:
            continue
        seen.add(pair)
        mine, other = ours[pair[0]], theirs[pair[1]]
        kind = mine["class_type"]
        assert kind == other["class_type"]
        for name in sorted({*mine["inputs"], *other["inputs"]}):
            a, b = mine["inputs"].get(name), other["inputs"].get(name)
            if name in OWN and not isinstance(a, list):
                continue
            if isinstance(a, list) and isinstance(b, list):
                kinds = ours[a[0]]["class_type"], theirs[b[0]]["class_type"]
                if (kinds[0], a[1]) == (kinds[1], b[1]):
                    todo.append((a[0], b[0]))
                else:
                    found.add(f"{kind}.{name}: {kinds[1]} -> {kinds[0]}")
            elif a != b:
                found.add(f"{kind}.{name}: {told(theirs, b)} -> {told(ours, a)}")
    return found


def told(graph: dict[str, Any], value: Any) -> str:  # noqa: ANN401
    return graph[value[0]]["class_type"] if isinstance(value, list) else repr(value)


def saver_of(graph: dict[str, Any]) -> str:
    (key,) = (key for key, node in graph.items() if node["class_type"] == "SaveVideo")
    return key


def api(built: Built) -> dict[str, Any]:
    return built.graph.api()


def test_vace_is_wired_as_its_template(template: Template) -> None:
    parts = VaceGraph(
        unet="wan2.1_vace_14B_fp16.safetensors",
        clip="umt5_xxl_fp16.safetensors",
        vae="wan_2.1_vae.safetensors",
        lora=Lora(name="Wan21_CausVid_14B_T2V_lora_rank32.safetensors", strength=0.3),
        control="control",
        reference="reference",
    )
    built = vace_graph(parts, replace(TAKE, steps=4, guidance=1.0))
    assert differences(api(built), template("video_wan_vace_14B_v2v")) == set()


def test_fun_control_is_wired_as_its_template(template: Template) -> None:
    parts = FunGraph(
        unet="wan2.1_fun_control_1.3B_bf16.safetensors",
        clip="umt5_xxl_fp8_e4m3fn_scaled.safetensors",
        vae="wan_2.1_vae.safetensors",
        vision="clip_vision_h.safetensors",
        control="control",
        start="start",
    )
    take = replace(TAKE, size_px=(960, 544), frame_count=77, shift=5.0)
    assert differences(api(fun_graph(parts, take)), template("wan2.1_fun_control")) == {
        # The control is drawn by us and not found in a video there.
        "WanFunControlToVideo.control_video: Canny -> GetVideoComponents",
    }


def test_fun_camera_is_wired_as_its_template(template: Template) -> None:
    parts = CameraGraph(
        unet_high="wan2.2_fun_camera_high_noise_14B_fp8_scaled.safetensors",
        unet_low="wan2.2_fun_camera_low_noise_14B_fp8_scaled.safetensors",
        clip="umt5_xxl_fp8_e4m3fn_scaled.safetensors",
        vae="wan_2.1_vae.safetensors",
        start="start",
        preset="Static",
        speed=1.0,
    )
    built = camera_graph(parts, replace(TAKE, guidance=3.5))
    assert differences(api(built), template("video_wan2_2_14B_fun_camera")) == set()


@pytest.mark.parametrize("control", ["depth", "canny"])
def test_ltx_control_is_wired_as_its_template(control: str, template: Template) -> None:
    parts = LtxGraph(
        checkpoint="ltx-2-19b-dev-fp8.safetensors",
        text_encoder="gemma_3_12B_it_fp4_mixed.safetensors",
        adapter=Lora(name=f"ltx-2-19b-ic-lora-{control}-control.safetensors"),
        distilled=Lora(name="ltx-2-19b-distilled-lora-384.safetensors"),
        upscaler="ltx-2-spatial-upscaler-x2-1.0.safetensors",
        control="control",
        start="start",
        start_whole="start_whole",
    )
    take = replace(TAKE, size_px=(1280, 704), frame_count=121, rate=24.0, guidance=3.0, shift=2.05)
    drawn = {"depth": "ImageInvert", "canny": "Canny"}[control]
    assert differences(api(ltx_graph(parts, take)), template(f"video_ltx2_{control}_to_video")) == {
        # No sound is kept.
        "CreateVideo.audio: LTXVAudioVAEDecode -> None",
        # The template measures and resizes what it is given; ours is planned and drawn to size.
        "EmptyLTXVLatentVideo.height: GetImageSize -> 352",
        "EmptyLTXVLatentVideo.length: GetImageSize -> 121",
        "EmptyLTXVLatentVideo.width: GetImageSize -> 640",
        "LTXVEmptyLatentAudio.frames_number: GetImageSize -> 121",
        f"LTXVAddGuide.image: {drawn} -> GetVideoComponents",
        "LTXVImgToVideoInplace.image: ResizeImageMaskNode -> LoadImage",
    }
