"""What goes wrong with a model says so in one line, and never gives other footage instead."""
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false
# Pipelines of diffusers are typed only in part.

import shutil
from collections.abc import Callable
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from groundplan.errors import CallCancelledError, CallError, MissingExtraError
from groundplan.passes.pack import ControlPack
from groundplan.shader.backends.cogvideox_fun import CogVideoXFun
from groundplan.shader.backends.cosmos_transfer import CosmosTransfer
from groundplan.shader.backends.ltx2_keyframes import Ltx2Keyframes
from groundplan.shader.backends.wan_vace import WanVace
from groundplan.shader.brief import ShotBrief
from groundplan.shader.call import ShaderCall
from groundplan.shader.diffusion.choice import PipelineChoice
from groundplan.shader.diffusion.folders import found_folder
from groundplan.shader.plan import ShadePlan
from groundplan.shader.port import CallSession, Shader
from groundplan.shader.wish import ShadeWish

resource = pytest.importorskip("resource", reason="limits of memory are those of POSIX")

pytestmark = [
    pytest.mark.torch,
    # safetensors and diffusers, on import and on saving.
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning"),
]

Pack = Callable[[ShadePlan], ControlPack]
Model = Callable[[str], Path]


@pytest.fixture(scope="module")
def call_of(brief: ShotBrief, pack_of: Pack) -> Callable[..., ShaderCall]:
    """Return a maker of calls of 9 frames; what is given are settings."""

    def call(shader: Shader, *, size_px: tuple[int, int] = (112, 64), **given: str) -> ShaderCall:
        options = {"device": "cpu"} | given
        wish = ShadeWish(size_px=size_px, frame_count=9, steps=1, options=tuple(options.items()))
        plan = shader.plan(brief, wish)
        return shader.encode(plan, pack_of(plan))

    return call


@pytest.mark.parametrize(
    "shape", [(9, 96, 96, 3), (9, 32, 48, 3), (9, 128, 224, 3), (13, 64, 112, 3), (5, 64, 112, 3)]
)
def test_a_control_of_another_shape_never_reaches_the_pipeline(
    call_of: Callable[..., ShaderCall], shape: tuple[int, ...]
) -> None:
    call = call_of(WanVace(), model="none")
    wrong = replace(call, clips={**call.clips, "video": np.zeros(shape, dtype=np.uint8)})
    with pytest.raises(CallError, match="the call takes 9 x 64 x 112 x 3"):
        WanVace().submit(wrong, session=CallSession())


def test_no_model_is_one_clear_line(
    call_of: Callable[..., ShaderCall], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GROUNDPLAN_WAN_VACE", raising=False)
    with pytest.raises(CallError, match="set GROUNDPLAN_WAN_VACE"):
        WanVace().submit(call_of(WanVace()), session=CallSession())


def test_the_environment_names_the_model(
    call_of: Callable[..., ShaderCall], tiny_model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GROUNDPLAN_WAN_VACE", str(tiny_model("wan-vace")))
    assert WanVace().submit(call_of(WanVace()), session=CallSession()).frames is not None


def test_a_call_that_is_cancelled_before_it_begins_loads_nothing(
    call_of: Callable[..., ShaderCall],
) -> None:
    call = call_of(WanVace(), model="/nowhere")
    with pytest.raises(CallCancelledError):
        WanVace().submit(call, session=CallSession(cancelled=lambda: True))


@pytest.mark.parametrize(
    ("shader", "model", "match"),
    [
        (WanVace, "ltx2", "LTX2VideoTransformer3DModel as transformer"),
        (CogVideoXFun, "cogvideox", "reads 4 channels"),
    ],
)
def test_a_model_of_another_kind_is_refused(
    call_of: Callable[..., ShaderCall], tiny_model: Model, shader: type[WanVace | CogVideoXFun],
    model: str, match: str,
) -> None:  # fmt: skip
    call = call_of(shader(), model=str(tiny_model(model)))
    with pytest.raises(CallError, match=match):
        shader().submit(call, session=CallSession())


def test_pickled_weights_are_never_opened(
    call_of: Callable[..., ShaderCall], tiny_model: Model, tmp_path: Path
) -> None:
    import torch  # an extra

    folder = tmp_path / "pickled"
    shutil.copytree(tiny_model("wan-vace"), folder)
    (weights,) = (folder / "transformer").glob("*.safetensors")
    weights.unlink()
    torch.save({}, folder / "transformer/diffusion_pytorch_model.bin")
    with pytest.raises(CallError, match="cannot be loaded"):
        WanVace().submit(call_of(WanVace(), model=str(folder)), session=CallSession())


def test_damaged_weights_are_one_clear_line(
    call_of: Callable[..., ShaderCall], tiny_model: Model, tmp_path: Path
) -> None:
    folder = tmp_path / "damaged"
    shutil.copytree(tiny_model("wan-vace"), folder)
    (weights,) = (folder / "vae").glob("*.safetensors")
    weights.write_bytes(weights.read_bytes()[:1000])
    with pytest.raises(CallError, match="cannot be loaded"):
        WanVace().submit(call_of(WanVace(), model=str(folder)), session=CallSession())


def test_a_prompt_that_would_be_cut_is_refused(
    brief: ShotBrief, pack_of: Pack, tiny_model: Model
) -> None:
    options = (("model", str(tiny_model("cogvideox-fun"))), ("device", "cpu"))
    shader = CogVideoXFun()
    wish = ShadeWish(
        size_px=(112, 64), frame_count=9, steps=1, prompt="xyz " * 190, options=options
    )
    plan = shader.plan(brief, wish)
    with pytest.raises(CallError, match="this model reads 226"):
        shader.submit(shader.encode(plan, pack_of(plan)), session=CallSession())


def test_ltx_guidance_through_a_missing_block_is_refused(
    call_of: Callable[..., ShaderCall], tiny_model: Model
) -> None:
    call = call_of(Ltx2Keyframes(), size_px=(96, 64), model=str(tiny_model("ltx2")))
    with pytest.raises(CallError, match="has 1 blocks, and stg_block is 28"):
        Ltx2Keyframes().submit(call, session=CallSession())


def test_cuda_that_is_not_there_is_no_silent_cpu(
    call_of: Callable[..., ShaderCall], tiny_model: Model
) -> None:
    import torch  # an extra

    if torch.cuda.is_available():
        pytest.skip("there is a CUDA device here")
    call = call_of(WanVace(), model=str(tiny_model("wan-vace")), device="cuda", offload="model")
    with pytest.raises(CallError, match="no CUDA device"):
        WanVace().submit(call, session=CallSession())


def test_a_plan_that_does_not_fit_into_memory_names_a_smaller_one(
    brief: ShotBrief, pack_of: Pack, tiny_model: Model
) -> None:
    shader = WanVace()
    options = (("model", str(tiny_model("wan-vace"))), ("device", "cpu"))
    small = shader.plan(
        brief, ShadeWish(size_px=(112, 64), frame_count=9, steps=1, options=options)
    )
    shader.submit(shader.encode(small, pack_of(small)), session=CallSession())
    large = shader.plan(
        brief, ShadeWish(size_px=(832, 480), frame_count=9, steps=1, options=options)
    )
    call = shader.encode(large, pack_of(large))
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (used + (96 << 20), hard))
    try:
        with pytest.raises(CallError, match="ran out of memory on cpu") as caught:
            shader.submit(call, session=CallSession())
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
    assert "624x368 px instead of 832x480" in caught.value.remedy
    assert "5 frames instead of 9" in caught.value.remedy
    assert (
        shader.submit(shader.encode(small, pack_of(small)), session=CallSession()).frames
        is not None
    )


def test_a_model_of_the_hubs_cache_is_named_by_its_commit(
    tiny_model: Model, tmp_path: Path
) -> None:
    commit = "c0ffee" * 6 + "abcd"
    home = tmp_path / "models--some--vace"
    shutil.copytree(tiny_model("wan-vace"), home / "snapshots" / commit)
    (home / "refs").mkdir()
    (home / "refs/main").write_text(commit)
    there = found_folder("some/vace", PipelineChoice(), cache=tmp_path)
    assert there.folder == home / "snapshots" / commit
    assert there.weights["model"] == f"hub:some/vace@{commit}"


def test_a_model_that_the_cache_lacks_is_not_fetched_unasked(tmp_path: Path) -> None:
    with pytest.raises(CallError, match="download=yes"):
        found_folder("some/vace", PipelineChoice(), cache=tmp_path)


def test_cosmos_says_what_it_lacks(call_of: Callable[..., ShaderCall]) -> None:
    shader = CosmosTransfer()
    call = call_of(shader, model="/nowhere")
    with pytest.raises(CallError, match="only with its guardrail"):
        shader.submit(call, session=CallSession())
    named = call_of(shader, model="/nowhere", guardrail="cosmos_guardrail")
    if find_spec("cosmos_guardrail") is None:
        with pytest.raises(MissingExtraError, match="cosmos_guardrail is not installed"):
            shader.submit(named, session=CallSession())
