"""Plans of the diffusers backends refuse what their pipelines would round, cut or scramble."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from groundplan.errors import PlanError
from groundplan.shader.backends.cogvideox_fun import CogVideoXFun
from groundplan.shader.backends.cosmos_transfer import CosmosTransfer, whole_chunks
from groundplan.shader.backends.ltx2_control import Ltx2Control
from groundplan.shader.backends.ltx2_keyframes import Ltx2Keyframes
from groundplan.shader.backends.sana_wm import SanaWm
from groundplan.shader.backends.wan_vace import WanVace
from groundplan.shader.brief import CameraMove, ShotBrief
from groundplan.shader.diffusion.ltx import latent_index, nearest_places
from groundplan.shader.port import Shader
from groundplan.shader.prompt.words import ShotWords
from groundplan.shader.wish import KeyframeWish, ReferenceWish, ShadeWish

SHOT = ShotBrief(
    world_hash="ab" * 32, shot="SH010", name="SH010", size_px=(832, 480), rate=(16, 1),
    frame_count=81, people=("anna",), camera=CameraMove(move="dolly_in"),
    words=ShotWords(subjects=("a woman",)),
)  # fmt: skip
ALL: tuple[Callable[[], Shader], ...] = (
    WanVace, Ltx2Control, Ltx2Keyframes, SanaWm, CogVideoXFun, CosmosTransfer,
)  # fmt: skip


@pytest.mark.parametrize("shader", ALL)
def test_every_backend_plans_a_usual_shot(shader: Callable[[], Shader]) -> None:
    made = shader()
    assert isinstance(made, Shader)
    plan = made.plan(SHOT, ShadeWish())
    claims = made.capabilities
    assert claims.frames.holds(plan.frame_count)
    assert claims.sizes.holds(plan.size_px)
    assert claims.rates.holds(plan.fps)
    assert plan.frame_count / plan.fps >= SHOT.seconds


@pytest.mark.parametrize(
    ("shader", "count", "right"),
    [
        (WanVace, 16, "13 or 17"), (WanVace, 18, "17 or 21"), (WanVace, 19, "17 or 21"),
        (WanVace, 20, "17 or 21"),
        (CogVideoXFun, 5, "9"), (CogVideoXFun, 12, "9 or 17"), (CogVideoXFun, 13, "9 or 17"),
        (CogVideoXFun, 21, "17 or 25"), (CogVideoXFun, 57, "49"),
        (Ltx2Control, 16, "9 or 17"), (Ltx2Keyframes, 18, "17 or 25"),
        (Ltx2Control, 24, "17 or 25"), (SanaWm, 160, "153 or 161"), (SanaWm, 969, "961"),
        (CosmosTransfer, 92, "89 or 93"),
    ],
)  # fmt: skip
def test_a_frame_count_that_would_be_rounded_is_refused(
    shader: Callable[[], Shader], count: int, right: str
) -> None:
    with pytest.raises(PlanError, match=f"give {right}"):
        shader().plan(SHOT, ShadeWish(frame_count=count))


@pytest.mark.parametrize(
    ("shader", "size", "right"),
    [
        (WanVace, (840, 480), "multiples of 16"), (WanVace, (1920, 1080), "1280x720"),
        (Ltx2Control, (848, 480), "multiples of 32"), (SanaWm, (1280, 720), "1280x704"),
        (CogVideoXFun, (720, 488), "multiples of 16"), (CosmosTransfer, (1280, 712), "16"),
    ],
)  # fmt: skip
def test_a_size_that_would_be_cropped_is_refused(
    shader: Callable[[], Shader], size: tuple[int, int], right: str
) -> None:
    with pytest.raises(PlanError, match=right):
        shader().plan(SHOT, ShadeWish(size_px=size))


@pytest.mark.parametrize(
    ("shader", "rate"),
    [(WanVace, 24), (Ltx2Control, 16), (SanaWm, 24), (CogVideoXFun, 16), (CosmosTransfer, 60)],
)
def test_a_rate_that_the_model_does_not_have_is_refused(
    shader: Callable[[], Shader], rate: int
) -> None:
    with pytest.raises(PlanError, match="frames/s"):
        shader().plan(SHOT, ShadeWish(rate=Fraction(rate)))


def test_wan_makes_no_call_of_more_than_81_frames() -> None:
    plan = WanVace().plan(replace(SHOT, frame_count=200), ShadeWish())
    assert len(plan.windows) == 3
    assert max(window.count for window in plan.windows) <= 81
    assert [window.anchored for window in plan.windows] == [0, 9, 9]
    ends = [window.first + window.count for window in plan.windows]
    assert [window.first for window in plan.windows[1:]] == [end - 9 for end in ends[:-1]]


def test_ltx_puts_keyframes_where_its_latents_begin() -> None:
    places = [frame for frame in range(41) if nearest_places(frame, 41) == (frame,)]
    assert places == [0, 1, 9, 17, 25, 33]
    assert [latent_index(frame) for frame in places] == [0, 1, 2, 3, 4, 5]
    assert nearest_places(5, 41) == (1, 9)
    assert nearest_places(40, 41) == (33,)


@pytest.mark.parametrize(("frame", "right"), [(5, "1 or 9"), (8, "1 or 9"), (-1, "113")])
@pytest.mark.parametrize("shader", [Ltx2Keyframes, Ltx2Control])
def test_a_keyframe_between_latents_is_refused(
    shader: Callable[[], Shader], frame: int, right: str
) -> None:
    wish = ShadeWish(frame_count=121, keyframes=(KeyframeWish(frame=frame),))
    with pytest.raises(PlanError, match=f"LTX-2 takes it at {right}"):
        shader().plan(SHOT, wish)


def test_ltx_without_keyframes_gets_the_first_and_the_last_it_can_take() -> None:
    plan = Ltx2Keyframes().plan(SHOT, ShadeWish(frame_count=121))
    assert [one.frame for one in plan.keyframes] == [0, 113]


def test_half_size_references_want_multiples_of_64() -> None:
    options = (("reference_scale", "2"),)
    assert Ltx2Control().plan(SHOT, ShadeWish(options=options)).size_px == (832, 512)
    with pytest.raises(PlanError, match="multiples of 64"):
        Ltx2Control().plan(SHOT, ShadeWish(size_px=(832, 480), options=options))
    with pytest.raises(PlanError, match="reference_scale"):
        Ltx2Control().plan(SHOT, ShadeWish(options=(("reference_scale", "3"),)))


@pytest.mark.parametrize("shader", [SanaWm, CogVideoXFun])
def test_a_strength_that_would_be_ignored_is_refused(shader: Callable[[], Shader]) -> None:
    with pytest.raises(PlanError, match="takes no strength"):
        shader().plan(SHOT, ShadeWish(strength=0.5))


def test_a_strength_above_what_ltx_knows_is_refused() -> None:
    with pytest.raises(PlanError, match="give 0 to 1"):
        Ltx2Control().plan(SHOT, ShadeWish(strength=1.5))


def test_more_references_than_slots_are_refused(tmp_path: Path) -> None:
    wish = ShadeWish(references=(ReferenceWish(picture=tmp_path),) * 4)
    with pytest.raises(PlanError, match="at most 3"):
        WanVace().plan(SHOT, wish)


@pytest.mark.parametrize(
    ("wish", "match"),
    [
        (ShadeWish(controls=("depth", "mask")), "mask_entities go together"),
        (ShadeWish(options=(("mask_entities", "anna"),)), "mask_entities go together"),
        (ShadeWish(controls=("keyframe",)), "no keyframe"),
        (ShadeWish(controls=("depth", "pose")), "does not take depth"),
        (ShadeWish(options=(("flow_shift", "fast"),)), "flow_shift"),
        (ShadeWish(options=(("flow_shift", "0"),)), "above 0"),
        (ShadeWish(options=(("guidance_2", "-1"),)), "guidance_2"),
        (ShadeWish(options=(("mask_dilation", "1.5"),)), "whole number"),
        (ShadeWish(options=(("device", "tpu"),)), "auto, cpu, cuda"),
        (ShadeWish(options=(("offload", "model"), ("device", "cpu"))), "offload=none"),
    ],
)
def test_settings_that_mean_nothing_are_refused(wish: ShadeWish, match: str) -> None:
    with pytest.raises(PlanError, match=match):
        WanVace().plan(SHOT, wish)


@pytest.mark.parametrize("given", ["0", "-1", "nan", "1001"])
def test_a_path_of_no_length_is_refused(given: str) -> None:
    with pytest.raises(PlanError, match=r"units_per_metre=.*give a number above 0, up to 1000"):
        SanaWm().plan(SHOT, ShadeWish(options=(("units_per_metre", given),)))


@pytest.mark.parametrize("option", [("image_crf", "18.7"), ("stg_block", "1.5")])
@pytest.mark.parametrize("shader", [Ltx2Control, Ltx2Keyframes])
def test_a_number_that_would_be_cut_is_refused(
    shader: Callable[[], Shader], option: tuple[str, str]
) -> None:
    with pytest.raises(PlanError, match=f"{option[0]}='{option[1]}'.*whole number"):
        shader().plan(SHOT, ShadeWish(options=(option,)))


@pytest.mark.parametrize(
    ("count", "whole"),
    [(5, (5, 5, 1)), (93, (93, 93, 1)), (97, (97, 49, 2)), (185, (185, 93, 2)),
     (101, (105, 53, 2)), (189, (193, 65, 3))],
)  # fmt: skip
def test_cosmos_goes_on_in_equal_parts_that_are_full(
    count: int, whole: tuple[int, int, int]
) -> None:
    assert whole_chunks(count) == whole
    frames, part, parts = whole
    assert frames == parts * (part - 1) + 1
    assert (part - 1) % 4 == 0


def test_a_cosmos_clip_that_would_be_filled_up_is_refused() -> None:
    with pytest.raises(PlanError, match="give 105"):
        CosmosTransfer().plan(SHOT, ShadeWish(frame_count=101))
    longer = replace(SHOT, frame_count=101)
    assert CosmosTransfer().plan(longer, ShadeWish()).frame_count == 105


def test_an_unknown_guardrail_is_refused() -> None:
    with pytest.raises(PlanError, match="guardrail=cosmos_guardrail"):
        CosmosTransfer().plan(SHOT, ShadeWish(options=(("guardrail", "none"),)))


def test_planning_imports_neither_torch_nor_diffusers() -> None:
    names = ("wan_vace", "ltx2_control", "ltx2_keyframes", "sana_wm", "cogvideox_fun")
    lines = [f"import groundplan.shader.backends.{name}" for name in (*names, "cosmos_transfer")]
    heavy = "{'torch', 'diffusers', 'transformers', 'safetensors', 'huggingface_hub', 'peft'}"
    lines += ["import sys", f"print(sorted({heavy} & set(sys.modules)))"]
    ran = subprocess.run(  # noqa: S603  (our own interpreter)
        [sys.executable, "-c", "\n".join(lines)], capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "[]"
