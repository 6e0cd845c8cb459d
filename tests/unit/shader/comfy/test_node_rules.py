"""A graph is held against a server's nodes, and each breach names node, input and a right value."""

import copy
from typing import Any

import pytest

from groundplan.errors import CallError
from groundplan.shader.comfy.ltx_graphs import LtxGraph, ltx_graph
from groundplan.shader.comfy.node_rules import NodeRule, check_graph, node_rule
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

Api = dict[str, dict[str, Any]]

UMT5 = "umt5_xxl_fp16.safetensors"
VAE = "wan_2.1_vae.safetensors"


def take(*, as_video: bool = False) -> Take:
    return Take(
        size_px=(832, 448), frame_count=81, rate=16.0, seed=7, steps=20, guidance=6.0,
        shift=8.0, prompt="words", negative="none", as_video=as_video,
    )  # fmt: skip


def vace(*, as_video: bool = False) -> Built:
    parts = VaceGraph(
        unet="wan2.1_vace_14B_fp16.safetensors", clip=UMT5, vae=VAE, control="control",
        mask="mask", reference="reference",
    )  # fmt: skip
    return vace_graph(parts, take(as_video=as_video))


def every_graph() -> list[Built]:
    fun = FunGraph(
        unet="wan2.1_fun_control_1.3B_bf16.safetensors", clip=UMT5, vae=VAE,
        vision="clip_vision_h.safetensors", control="control", start="start",
    )  # fmt: skip
    camera = CameraGraph(
        unet_high="wan2.2_fun_camera_high_noise_14B_fp8_scaled.safetensors",
        unet_low="wan2.2_fun_camera_low_noise_14B_fp8_scaled.safetensors", clip=UMT5, vae=VAE,
        start="start", preset="Zoom In", speed=0.8,
    )  # fmt: skip
    ltx = LtxGraph(
        checkpoint="ltx-2-19b-dev-fp8.safetensors",
        text_encoder="gemma_3_12B_it_fp4_mixed.safetensors",
        adapter=Lora(name="ltx-2-19b-ic-lora-depth-control.safetensors"),
        distilled=Lora(name="ltx-2-19b-distilled-lora-384.safetensors"),
        upscaler="ltx-2-spatial-upscaler-x2-1.0.safetensors", control="control", start="start",
        start_whole="start_whole",
    )  # fmt: skip
    return [
        vace(), vace(as_video=True), fun_graph(fun, take()), camera_graph(camera, take()),
        ltx_graph(ltx, take()),
    ]  # fmt: skip


def rules_of(api: Api, object_info: Api) -> dict[str, NodeRule]:
    kinds = {node["class_type"] for node in api.values()}
    return {kind: node_rule(kind, {kind: object_info[kind]}) for kind in kinds}


def api_of(built: Built) -> Api:
    return copy.deepcopy(built.graph.api())  # pyright: ignore[reportReturnType]  (nodes are objects)


def key_of(api: Api, kind: str) -> str:
    return next(key for key, node in api.items() if node["class_type"] == kind)


@pytest.mark.parametrize("index", range(5))
def test_every_graph_fits_the_nodes(index: int, object_info: Api) -> None:
    api = api_of(every_graph()[index])
    check_graph(api, rules_of(api, object_info))


@pytest.mark.parametrize(
    ("kind", "name", "value", "says"),
    [
        (
            "WanVaceToVideo",
            "width",
            840,
            r"width of WanVaceToVideo \(node \d+\).*round; 832 or 848",
        ),
        ("WanVaceToVideo", "length", 80, r"would round; 77 or 81"),
        ("WanVaceToVideo", "height", 8, "takes 16 or more"),
        ("WanVaceToVideo", "width", 1 << 20, "takes 16384 or less"),
        ("WanVaceToVideo", "width", "832", "it takes INT"),
        ("WanVaceToVideo", "width", 832.0, "it takes INT"),
        ("KSampler", "sampler_name", "euler_x", "'euler_x'.*it has euler, euler_ancestral"),
        ("UNETLoader", "unet_name", "a.safetensors", "does not have; it has wan2.1_vace"),
        ("ModelSamplingSD3", "shift", 101.0, "takes 100 or less"),
        (
            "WanVaceToVideo",
            "camera",
            1,
            "has no input camera, it would be dropped; it has positive",
        ),
        ("WanVaceToVideo", "vae", ["1", 0], "takes VAE, output 0 of UNETLoader is MODEL"),
        ("WanVaceToVideo", "vae", ["1", 3], "UNETLoader has no output 3"),
    ],
)
def test_a_breach_names_node_input_and_what_is_right(
    kind: str, name: str, value: object, says: str, object_info: Api
) -> None:
    api = api_of(vace())
    api[key_of(api, kind)]["inputs"][name] = value
    with pytest.raises(CallError, match=says) as caught:
        check_graph(api, rules_of(api, object_info))
    assert caught.value.over is True


def test_an_input_that_another_version_wants_is_named(object_info: Api) -> None:
    api = api_of(vace())
    del api[key_of(api, "WanVaceToVideo")]["inputs"]["strength"]
    with pytest.raises(CallError, match=r"WanVaceToVideo \(node \d+\) needs strength"):
        check_graph(api, rules_of(api, object_info))


def test_a_server_without_any_model_file_is_told_where_they_go(object_info: Api) -> None:
    bare = copy.deepcopy(object_info)
    bare["UNETLoader"]["input"]["required"]["unet_name"][0] = []
    api = api_of(vace())
    with pytest.raises(CallError, match="it has none: put the file into its models folder"):
        check_graph(api, rules_of(api, bare))


@pytest.mark.parametrize("info", [{}, [], None, {"KSampler": None}, {"KSampler": {"input": 3}}])
def test_what_is_no_description_of_a_node_is_refused(info: Any) -> None:  # noqa: ANN401
    with pytest.raises(CallError, match="KSampler"):
        node_rule("KSampler", info)


def test_strange_inputs_of_a_description_do_not_stop_the_check() -> None:
    info: Any = {
        "A": {
            "input": {"required": {"x": [], "y": "INT", "z": [5]}, "optional": None},
            "output": [],
        }
    }
    assert set(node_rule("A", info).inputs) == {"x", "y", "z"}
