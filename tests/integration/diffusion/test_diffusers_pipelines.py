"""Every pipeline, saved, loaded by the product's own path, and run."""
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# Pipelines of diffusers are typed only in part.

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from groundplan.errors import CallCancelledError
from groundplan.passes.pack import ControlPack
from groundplan.shader.backends.cogvideox_fun import CogVideoXFun
from groundplan.shader.backends.ltx2_control import Ltx2Control
from groundplan.shader.backends.ltx2_keyframes import Ltx2Keyframes
from groundplan.shader.backends.sana_wm import SanaWm
from groundplan.shader.backends.wan_vace import WanVace
from groundplan.shader.brief import ShotBrief
from groundplan.shader.call import ShaderCall
from groundplan.shader.diffusion.choice import pipeline_choice
from groundplan.shader.diffusion.identity import weights_identity
from groundplan.shader.plan import ShadePlan
from groundplan.shader.port import CallSession, Shader
from groundplan.shader.wish import ShadeWish

pytestmark = [
    pytest.mark.torch,
    # safetensors and diffusers, on import and on saving.
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning"),
]

Pack = Callable[[ShadePlan], ControlPack]
Model = Callable[[str], Path]


@dataclass(frozen=True, kw_only=True)
class Case:
    """A backend, its tiny model and the smallest plan that it takes."""

    shader: Callable[[], Shader]
    model: str
    wish: ShadeWish
    lora: bool = False


def _wish(size_px: tuple[int, int], **options: str) -> ShadeWish:
    return ShadeWish(size_px=size_px, frame_count=9, steps=2, options=tuple(options.items()))


CASES = {
    "wan-vace": Case(shader=WanVace, model="wan-vace", wish=_wish((112, 64))),
    "ltx2-control": Case(
        shader=Ltx2Control, model="ltx2", wish=_wish((96, 64), stg="0"), lora=True
    ),
    "ltx2-keyframes": Case(shader=Ltx2Keyframes, model="ltx2", wish=_wish((96, 64), stg="0")),
    "cogvideox-fun": Case(shader=CogVideoXFun, model="cogvideox-fun", wish=_wish((112, 64))),
    "sana-wm": Case(shader=SanaWm, model="sana-wm", wish=_wish((1280, 704))),
}


@dataclass(frozen=True, kw_only=True)
class Stand:
    """A backend with a call of its tiny model."""

    shader: Shader
    plan: ShadePlan
    pack: ControlPack
    call: ShaderCall
    model: Path


@pytest.fixture(scope="module", params=CASES)
def stand(
    request: pytest.FixtureRequest,
    brief: ShotBrief,
    pack_of: Pack,
    tiny_model: Model,
    tiny_lora: Callable[[str], Path],
) -> Stand:
    case = CASES[request.param]
    given = {"model": str(tiny_model(case.model)), "device": "cpu"}
    if case.lora:
        given["lora"] = str(tiny_lora(case.model))
    shader = case.shader()
    wish = replace(case.wish, options=(*case.wish.options, *given.items()))
    plan = shader.plan(brief, wish)
    pack = pack_of(plan)
    call = shader.encode(plan, pack)
    return Stand(shader=shader, plan=plan, pack=pack, call=call, model=tiny_model(case.model))


@pytest.fixture(scope="module")
def told() -> list[tuple[int, int]]:
    """Return where the first run's progress is kept."""
    return []


@pytest.fixture(scope="module")
def footage(stand: Stand, told: list[tuple[int, int]]) -> np.ndarray:
    told.clear()
    session = CallSession(progress=lambda done, total: told.append((done, total)))
    made = stand.shader.submit(stand.call, session=session)
    assert made.frames is not None
    assert made.device == "cpu"
    assert made.weights["model"] == weights_identity(stand.model)
    assert {"torch", "diffusers"} <= set(made.libraries)
    return made.frames


def _frames(shader: Shader, call: ShaderCall) -> np.ndarray:
    frames = shader.submit(call, session=CallSession()).frames
    assert frames is not None
    return frames


def test_footage_has_exactly_the_planned_frames_and_says_every_step(
    stand: Stand, footage: np.ndarray, told: list[tuple[int, int]]
) -> None:
    width, height = stand.plan.size_px
    assert footage.shape == (stand.plan.frame_count, height, width, 3)
    assert footage.dtype == np.uint8
    assert footage.std() > 1.0
    assert told == [(1, 2), (2, 2)]


def test_a_model_that_is_saved_again_and_reloaded_gives_the_same_bytes(
    stand: Stand, footage: np.ndarray, tmp_path: Path
) -> None:
    again = _saved_again(stand, tmp_path / "again")
    assert weights_identity(again) == weights_identity(stand.model)
    given = dict(stand.plan.options) | {"model": str(again)}
    plan = replace(stand.plan, options=given)
    shader = type(stand.shader)()
    assert np.array_equal(_frames(shader, shader.encode(plan, stand.pack)), footage)


def test_the_seed_decides_the_footage(stand: Stand, footage: np.ndarray) -> None:
    assert np.array_equal(_frames(stand.shader, stand.call), footage)
    if stand.plan.size_px == (1280, 704):
        return
    other = stand.shader.encode(replace(stand.plan, seed=1), stand.pack)
    assert not np.array_equal(_frames(stand.shader, other), footage)


def test_another_control_makes_other_footage(stand: Stand, footage: np.ndarray) -> None:
    assert not np.array_equal(_frames(stand.shader, _other_control(stand.call)), footage)


def test_decoding_is_never_tiled(stand: Stand, footage: np.ndarray) -> None:
    """Tiles flicker (WanVideoWrapper#523); diffusers tiles only when it is told to."""
    del footage
    store = vars(stand.shader)["_store"]
    request = stand.call.arguments
    assert isinstance(request, dict)
    options = request["load"]
    assert isinstance(options, dict)
    choice = pipeline_choice({name: str(value) for name, value in options.items()})
    assert store.get(choice).pipeline.vae.use_tiling is False


def test_a_call_that_is_cancelled_stops_after_its_step(stand: Stand) -> None:
    done: list[int] = []
    session = CallSession(
        progress=lambda step, _total: done.append(step), cancelled=lambda: bool(done)
    )
    with pytest.raises(CallCancelledError, match="cancelled"):
        stand.shader.submit(stand.call, session=session)
    assert done == [1]


def _saved_again(stand: Stand, folder: Path) -> Path:
    import diffusers

    request = stand.call.arguments
    assert isinstance(request, dict)
    loaded = getattr(diffusers, str(request["pipeline"])).from_pretrained(
        stand.model, local_files_only=True, use_safetensors=True
    )
    loaded.save_pretrained(folder, safe_serialization=True)
    return folder


def _other_control(call: ShaderCall) -> ShaderCall:
    """Return the call with what it is controlled by turned about."""
    if call.clips:
        name = next(name for name in call.clips if name != "mask")
        return replace(call, clips={**call.clips, name: 255 - call.clips[name]})
    if "c2w" in call.arrays:
        still = np.tile(np.eye(4, dtype=np.float32), (len(call.arrays["c2w"]), 1, 1))
        return replace(call, arrays={**call.arrays, "c2w": still})
    return replace(call, pictures={name: 255 - one for name, one in call.pictures.items()})
