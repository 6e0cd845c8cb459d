"""Settings, identities, smaller plans and frames of the diffusers backends."""

import hashlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from groundplan.errors import CallError, MissingExtraError, PlanError
from groundplan.passes.pack import ControlPack
from groundplan.shader.backends.sana_wm import SanaWm
from groundplan.shader.backends.wan_vace import WanVace
from groundplan.shader.capabilities import Requirement
from groundplan.shader.diffusion.choice import Adapter, PipelineChoice, pipeline_choice
from groundplan.shader.diffusion.folders import check_components
from groundplan.shader.diffusion.frames import frames_of
from groundplan.shader.diffusion.identity import settings_identity, weights_identity
from groundplan.shader.diffusion.loading import PipelineRecipe
from groundplan.shader.diffusion.requests import pipeline_request
from groundplan.shader.diffusion.requirements import check_installed
from groundplan.shader.diffusion.smaller import smaller_plan, smaller_size
from groundplan.shader.plan import PlannedKeyframe, ShadePlan
from groundplan.world.base import JsonData

WAN = WanVace().capabilities


@pytest.mark.parametrize(
    ("given", "adapters"),
    [
        ("", ()),
        ("a.safetensors", (Adapter(path="a.safetensors"),)),
        ("a:0.5, b", (Adapter(path="a", scale=0.5), Adapter(path="b"))),
        ("C:\\loras\\a", (Adapter(path="C:\\loras\\a"),)),
    ],
)
def test_loras_are_read_with_their_scales(given: str, adapters: tuple[Adapter, ...]) -> None:
    assert pipeline_choice({"lora": given}).adapters == adapters


@pytest.mark.parametrize("given", ["a:9", "a:nan", "a:inf", ",".join("abcdefghi")])
def test_loras_beyond_reason_are_refused(given: str) -> None:
    with pytest.raises(PlanError, match="LoRA"):
        pipeline_choice({"lora": given})


def test_weights_are_named_by_names_sizes_and_contents(tmp_path: Path) -> None:
    (tmp_path / "vae").mkdir()
    (tmp_path / "b.safetensors").write_bytes(b"one")
    (tmp_path / "vae/a.safetensors").write_bytes(b"two")
    (tmp_path / "model_index.json").write_text("{}")
    lines = "".join(
        f"{name}\0{len(data)}\0{hashlib.sha256(data).hexdigest()}\n"
        for name, data in (("b.safetensors", b"one"), ("vae/a.safetensors", b"two"))
    )
    found = weights_identity(tmp_path)
    assert found == hashlib.sha256(lines.encode()).hexdigest()
    settings = settings_identity(tmp_path)
    (tmp_path / "model_index.json").write_text("{ }")
    assert weights_identity(tmp_path) == found
    assert settings_identity(tmp_path) != settings
    (tmp_path / "b.safetensors").write_bytes(b"One")
    assert weights_identity(tmp_path) != found


@pytest.mark.parametrize("made", [False, True])
def test_a_folder_without_weights_is_refused(tmp_path: Path, *, made: bool) -> None:
    folder = tmp_path / "empty"
    if made:
        folder.mkdir()
    with pytest.raises(CallError, match=r"no folder|holds no weight files"):
        weights_identity(folder)


@pytest.mark.parametrize(
    "index", ["", "[]", '{"transformer": 1}', '{"transformer": ["diffusers", "Other"]}', "\x00"]
)
def test_a_model_of_other_parts_is_refused(tmp_path: Path, index: str) -> None:
    (tmp_path / "model_index.json").write_text(index)
    with pytest.raises(CallError):
        check_components(tmp_path, {"transformer": ("WanVACETransformer3DModel",)})


def test_a_module_that_is_missing_says_how_to_get_it() -> None:
    with pytest.raises(MissingExtraError, match="pip install it"):
        check_installed([Requirement(module="no_such_module", install="pip install it")])


def test_a_smaller_plan_is_valid_and_smaller() -> None:
    size = smaller_size(WAN, (1280, 720))
    assert size is not None
    assert size == (960, 544)
    assert WAN.sizes.holds(size)
    assert smaller_size(SanaWm().capabilities, (1280, 704)) is None
    choice = PipelineChoice(device="cuda", dtype="bfloat16")
    said = smaller_plan(WAN, choice, size_px=(1280, 720), frames=81)
    assert said == (
        "try --set offload=model, or 960x544 px instead of 1280x720, or 57 frames instead of 81"
    )
    least = PipelineChoice(device="cuda", dtype="bfloat16", offload="sequential")
    assert smaller_plan(WAN, least, size_px=(64, 64), frames=5) == "use a machine with more memory"


def test_frames_are_rounded_to_the_nearest_of_256() -> None:
    floats = np.array([0.0, 0.4 / 255, 0.6 / 255, 1.0, 1.2, -0.1]).reshape(1, 1, 2, 3)
    found = frames_of(floats, frame_count=1, size_px=(2, 1))
    assert found.ravel().tolist() == [0, 0, 1, 255, 255, 0]


@pytest.mark.parametrize(
    ("shape", "value", "match"),
    [((8, 4, 6, 3), 0.0, "made 8 x 4 x 6 x 3"), ((9, 4, 6, 3), np.nan, "no numbers")],
)
def test_frames_that_were_not_planned_are_refused(
    shape: tuple[int, ...], value: float, match: str
) -> None:
    with pytest.raises(CallError, match=match):
        frames_of(np.full(shape, value), frame_count=9, size_px=(6, 4))


def test_sana_gets_every_camera_in_pixels_of_the_picture_that_it_is_sent(
    plate_plan: ShadePlan, plate_pack: ControlPack
) -> None:
    options = {one.name: one.default for one in SanaWm().capabilities.options}
    planned = replace(
        plate_plan,
        controls=("camera", "keyframe"),
        keyframes=(PlannedKeyframe(frame=0),),
        options=options,
    )
    call = SanaWm().encode(planned, plate_pack)
    poses, lens = call.arrays["c2w"], call.arrays["intrinsics"]
    assert poses.shape == (plate_plan.frame_count, 4, 4)
    assert np.array_equal(poses[0], np.eye(4, dtype=np.float32))
    assert call.pictures["first"].shape == (64, 96, 3)
    # The stage's lens: 1.1 widths of focal length, its axis in the middle.
    assert lens == pytest.approx(np.tile([105.6, 105.6, 48.0, 32.0], (9, 1)), rel=1e-6)
    wider = replace(planned, options=options | {"units_per_metre": "2"})
    assert SanaWm().encode(wider, plate_pack).arrays["c2w"][:, :3, 3] == pytest.approx(
        2 * poses[:, :3, 3]
    )


def test_a_lora_trained_anew_and_another_model_are_another_request(
    tmp_path: Path, plate_plan: ShadePlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    recipe = PipelineRecipe(pipeline="P", components={}, environment="GROUNDPLAN_WAN_VACE")
    plan = replace(plate_plan, options={"lora": str(tmp_path)})

    def request() -> JsonData:
        return pipeline_request(plan, plan.windows[0], recipe=recipe, call={})

    found = [request()]
    for content in (b"one", b"two"):
        (tmp_path / "a.safetensors").write_bytes(content)
        found.append(request())
    monkeypatch.setenv("GROUNDPLAN_WAN_VACE", "org/other")
    found.append(request())
    assert all(one not in found[:index] for index, one in enumerate(found))
    assert found[-1] == request()
