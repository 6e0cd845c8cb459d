"""What reaches a pipeline: strength, masks, keyframes, anchors, experts and LoRAs."""
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false
# Pipelines of diffusers are typed only in part.

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from groundplan.errors import CallError, PlanError
from groundplan.passes.pack import ControlPack
from groundplan.shader.backends.ltx2_control import Ltx2Control
from groundplan.shader.backends.wan_vace import WanVace
from groundplan.shader.brief import ShotBrief
from groundplan.shader.call import ShaderCall
from groundplan.shader.diffusion.identity import file_sha256, weights_identity
from groundplan.shader.plan import ShadePlan, Window
from groundplan.shader.port import Anchor, CallSession, Shader
from groundplan.shader.wish import KeyframeWish, ShadeWish

pytestmark = [
    pytest.mark.torch,
    # safetensors and diffusers, on import and on saving.
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning"),
]

Pack = Callable[[ShadePlan], ControlPack]
Model = Callable[[str], Path]
Lora = Callable[..., Path]
Shade = Callable[..., np.ndarray]

PLATE = "0" * 25 + "1"


def _frames(shader: Shader, call: ShaderCall) -> np.ndarray:
    frames = shader.submit(call, session=CallSession()).frames
    assert frames is not None
    return frames


@pytest.fixture(scope="module")
def vace() -> WanVace:
    return WanVace()


@pytest.fixture(scope="module")
def vace_plan(brief: ShotBrief, tiny_model: Model, vace: WanVace) -> Callable[..., ShadePlan]:
    """Return a planner of the tiny VACE; what is given changes the wish."""

    def plan(
        *, model: str = "wan-vace", size_px: tuple[int, int] = (112, 64), **given: str
    ) -> ShadePlan:
        options = {"model": str(tiny_model(model)), "device": "cpu"} | given
        wish = ShadeWish(size_px=size_px, frame_count=9, steps=2, options=tuple(options.items()))
        return vace.plan(brief, wish)

    return plan


@pytest.fixture(scope="module")
def plain(vace: WanVace, vace_plan: Callable[..., ShadePlan], pack_of: Pack) -> np.ndarray:
    """Return the tiny VACE's footage with nothing special."""
    plan = vace_plan()
    return _frames(vace, vace.encode(plan, pack_of(plan)))


def test_a_control_of_no_strength_is_not_seen_by_vace(
    vace: WanVace, vace_plan: Callable[..., ShadePlan], pack_of: Pack, plain: np.ndarray
) -> None:
    plan = replace(vace_plan(), strength=0.0)
    call = vace.encode(plan, pack_of(plan))
    inverted = replace(call, clips={**call.clips, "video": 255 - call.clips["video"]})
    off = _frames(vace, call)
    assert not np.array_equal(off, plain)
    assert np.array_equal(_frames(vace, inverted), off)


def test_a_control_of_no_strength_is_not_sent_to_ltx(
    brief: ShotBrief, pack_of: Pack, tiny_model: Model, tiny_lora: Lora
) -> None:
    shader = Ltx2Control()
    options = {
        "model": str(tiny_model("ltx2")), "lora": str(tiny_lora("ltx2")), "device": "cpu",
        "stg": "0",
    }  # fmt: skip
    wish = ShadeWish(size_px=(96, 64), frame_count=9, steps=2, options=tuple(options.items()))
    plan = shader.plan(brief, wish)
    pack = pack_of(plan)
    whole, half, off = (shader.encode(replace(plan, strength=one), pack) for one in (1.0, 0.5, 0.0))
    assert not off.clips
    made = [_frames(shader, call) for call in (whole, half, off)]
    assert not np.array_equal(made[0], made[1])
    assert not np.array_equal(made[0], made[2])


def test_known_frames_are_black_in_the_mask_and_change_the_footage(
    vace: WanVace, vace_plan: Callable[..., ShadePlan], brief: ShotBrief, pack_of: Pack,
    plain: np.ndarray,
) -> None:  # fmt: skip
    wish = ShadeWish(
        size_px=(112, 64), frame_count=9, steps=2, keyframes=(KeyframeWish(frame=0),),
        options=tuple(vace_plan().options.items()),
    )  # fmt: skip
    plan = vace.plan(brief, wish)
    pack = pack_of(plan)
    call = vace.encode(plan, pack)
    assert not call.clips["mask"][0].any()
    assert (call.clips["mask"][1:] == 255).all()
    assert np.array_equal(call.clips["video"][0], pack["beauty"][0])
    assert not np.array_equal(_frames(vace, call), plain)


def test_a_later_window_begins_with_what_the_one_before_made(
    vace: WanVace, vace_plan: Callable[..., ShadePlan], pack_of: Pack
) -> None:
    windows = (Window(first=0, count=9), Window(first=0, count=9, anchored=5))
    plan = replace(vace_plan(), windows=windows)
    made = np.full((5, 64, 112, 3), 200, dtype=np.uint8)
    first = vace.encode(plan, pack_of(plan), window=0)
    later = vace.encode(plan, pack_of(plan), window=1, anchor=Anchor(frames=made))
    assert np.array_equal(later.clips["video"][:5], made)
    assert np.array_equal(later.clips["video"][5:], first.clips["video"][5:])
    assert not later.clips["mask"][:5].any()
    assert (later.clips["mask"][5:] == 255).all()
    assert not np.array_equal(_frames(vace, later), _frames(vace, first))
    with pytest.raises(PlanError, match="anchor"):
        vace.encode(plan, pack_of(plan), window=1)


def test_a_mask_on_a_portrait_keeps_the_previz_and_runs(
    vace: WanVace, vace_plan: Callable[..., ShadePlan], brief: ShotBrief, pack_of: Pack
) -> None:
    wish = ShadeWish(
        size_px=(64, 112), frame_count=9, steps=2, controls=("depth", "mask"),
        options=tuple((vace_plan().options | {"mask_entities": PLATE}).items()),
    )  # fmt: skip
    plan = vace.plan(brief, wish)
    pack = pack_of(plan)
    call = vace.encode(plan, pack)
    kept = call.clips["mask"][..., 0] == 0
    assert 0 < kept.mean() < 1
    assert np.array_equal(call.clips["video"][kept], pack["beauty"][:][kept])
    assert _frames(vace, call).shape == (9, 112, 64, 3)


def test_the_second_expert_has_a_guidance_of_its_own(
    vace: WanVace, vace_plan: Callable[..., ShadePlan], pack_of: Pack
) -> None:
    one, other = (vace_plan(model="wan-vace-2", guidance_2=given) for given in ("1.5", "8"))
    pack = pack_of(one)
    assert not np.array_equal(
        _frames(vace, vace.encode(one, pack)), _frames(vace, vace.encode(other, pack))
    )


def test_a_guidance_for_an_expert_that_there_is_not_is_refused(
    vace: WanVace, vace_plan: Callable[..., ShadePlan], pack_of: Pack
) -> None:
    plan = vace_plan(guidance_2="3")
    with pytest.raises(CallError, match="one expert"):
        vace.submit(vace.encode(plan, pack_of(plan)), session=CallSession())


def test_the_flow_shift_of_the_plan_is_the_one_that_runs(
    vace: WanVace, vace_plan: Callable[..., ShadePlan], pack_of: Pack, plain: np.ndarray
) -> None:
    plan = vace_plan(flow_shift="12")
    assert not np.array_equal(_frames(vace, vace.encode(plan, pack_of(plan))), plain)


def test_a_lora_counts_as_strongly_as_it_is_scaled_and_is_named(
    vace: WanVace, vace_plan: Callable[..., ShadePlan], pack_of: Pack, tiny_lora: Lora,
    plain: np.ndarray,
) -> None:  # fmt: skip
    path = tiny_lora("wan-vace")
    whole, none = vace_plan(lora=str(path)), vace_plan(lora=f"{path}:0")
    made = vace.submit(vace.encode(whole, pack_of(whole)), session=CallSession())
    assert made.weights["lora_0"] == file_sha256(path)
    assert made.frames is not None
    assert not np.array_equal(made.frames, plain)
    assert np.array_equal(_frames(vace, vace.encode(none, pack_of(none))), plain)


def test_a_lora_of_another_base_is_refused(
    vace: WanVace, vace_plan: Callable[..., ShadePlan], pack_of: Pack, tiny_lora: Lora,
    tiny_model: Model,
) -> None:  # fmt: skip
    path = tiny_lora("wan-vace")
    plan = vace_plan(lora=str(path))
    call = vace.encode(plan, pack_of(plan))
    card = {"schema": "groundplan.adapter/1", "base_sha256": "0" * 64, "rank": 2, "more": 1}
    (path.parent / "groundplan.json").write_text(json.dumps(card))
    with pytest.raises(CallError, match="trained on the model 000000000000"):
        vace.submit(call, session=CallSession())
    card["base_sha256"] = weights_identity(tiny_model("wan-vace"))
    (path.parent / "groundplan.json").write_text(json.dumps(card))
    assert vace.submit(call, session=CallSession()).frames is not None
    (path.parent / "groundplan.json").write_text("{}")
    with pytest.raises(CallError, match="no adapter card"):
        WanVace().submit(call, session=CallSession())


def test_a_lora_that_fits_no_layer_is_refused(
    vace: WanVace, vace_plan: Callable[..., ShadePlan], pack_of: Pack, tiny_lora: Lora
) -> None:
    plan = vace_plan(lora=str(tiny_lora("ltx2")))
    with pytest.raises(CallError, match=r"fit this model|does not fit"):
        vace.submit(vace.encode(plan, pack_of(plan)), session=CallSession())


@pytest.mark.parametrize(("lora", "match"), [(False, "no IC-LoRA"), (True, "reference_scale=2")])
def test_ltx_control_wants_an_ic_lora_and_its_own_scale(
    brief: ShotBrief, pack_of: Pack, tiny_model: Model, tiny_lora: Lora, *, lora: bool, match: str
) -> None:
    options = {"model": str(tiny_model("ltx2")), "device": "cpu", "stg": "0"}
    if lora:
        options["lora"] = str(tiny_lora("ltx2", {"reference_downscale_factor": "2"}))
    shader = Ltx2Control()
    wish = ShadeWish(size_px=(96, 64), frame_count=9, steps=2, options=tuple(options.items()))
    plan = shader.plan(brief, wish)
    with pytest.raises(CallError, match=match):
        shader.submit(shader.encode(plan, pack_of(plan)), session=CallSession())


def test_a_reference_at_half_size_runs(
    brief: ShotBrief, pack_of: Pack, tiny_model: Model, tiny_lora: Lora
) -> None:
    lora = tiny_lora("ltx2", {"reference_downscale_factor": "2"})
    options = {
        "model": str(tiny_model("ltx2")), "lora": str(lora), "device": "cpu", "stg": "0",
        "reference_scale": "2",
    }  # fmt: skip
    shader = Ltx2Control()
    wish = ShadeWish(size_px=(128, 64), frame_count=9, steps=2, options=tuple(options.items()))
    plan = shader.plan(brief, wish)
    call = shader.encode(plan, pack_of(plan))
    assert call.clips["control"].shape == (9, 32, 64, 3)
    assert _frames(shader, call).shape == (9, 64, 128, 3)
    with pytest.raises(PlanError, match="64"):
        shader.plan(brief, replace(wish, size_px=(96, 64)))


def test_an_anchor_of_ltx_changes_the_footage(
    brief: ShotBrief, pack_of: Pack, tiny_model: Model, tiny_lora: Lora
) -> None:
    options = {
        "model": str(tiny_model("ltx2")), "lora": str(tiny_lora("ltx2")), "device": "cpu",
        "stg": "0",
    }  # fmt: skip
    shader = Ltx2Control()
    wish = ShadeWish(size_px=(96, 64), frame_count=17, steps=2, options=tuple(options.items()))
    plan = shader.plan(brief, wish)
    anchored = replace(plan, windows=(Window(first=0, count=17, anchored=9),))
    anchor = Anchor(frames=np.full((9, 64, 96, 3), 200, dtype=np.uint8))
    free = _frames(shader, shader.encode(plan, pack_of(plan)))
    held = _frames(shader, shader.encode(anchored, pack_of(plan), anchor=anchor))
    assert not np.array_equal(free, held)
