"""What every registered shader promises: pure plans, exact refusals, and an exact list of losses.

A third party runs it on its own class: `GROUNDPLAN_SHADER=package.module:Class pytest
tests/contract/test_shaders.py`.
"""
# pyright: basic, reportArgumentType=false, reportOptionalOperand=false
# pyright: reportOptionalMemberAccess=false
# Worlds are changed by fields that a typed edit would check.

# ruff: noqa: ANN001, ANN202
import importlib
import os
import time
from dataclasses import replace
from fractions import Fraction
from importlib.metadata import entry_points
from pathlib import Path

import orjson
import pytest
from PIL import Image

from groundplan.errors import PlanError
from groundplan.passes.pack import ControlPack
from groundplan.scene.conforming import Form, conformed_shot
from groundplan.shader.brief import ShotBrief
from groundplan.shader.briefing import brief_of
from groundplan.shader.capabilities import Capabilities
from groundplan.shader.intents import TOUCHED
from groundplan.shader.plan import ShadePlan
from groundplan.shader.port import Shader
from groundplan.shader.wish import KeyframeWish, ReferenceWish, ShadeWish
from groundplan.studio.options import TakeOptions
from groundplan.studio.shading.control_pack import render_control_pack
from groundplan.studio.take import plan_world
from groundplan.world.canonical import world_hash
from groundplan.world.document import World

BRIEF = (
    "A woman in a red coat walks past a dog in a street at night. Medium shot, 50 mm lens, "
    "dolly in, key 4:1 from camera left at 3200 K."
)
OWN = os.environ.get("GROUNDPLAN_SHADER", "")
NAMES = [OWN] if OWN else sorted(e.name for e in entry_points(group="groundplan.shaders"))
VALUES = {"model": "tiny", "lora": "tiny", "guardrail": "cosmos_guardrail"}


@pytest.fixture(scope="module")
def world() -> World:
    return plan_world(BRIEF, options=TakeOptions(seconds=1.0)).world


@pytest.fixture(scope="module")
def brief(world: World) -> ShotBrief:
    return brief_of(world, next(iter(world.shots)))


@pytest.fixture(params=NAMES, scope="module")
def shader(request: pytest.FixtureRequest) -> Shader:
    if OWN:
        module, _, name = OWN.partition(":")
        return getattr(importlib.import_module(module), name)()
    (entry,) = entry_points(group="groundplan.shaders", name=request.param)
    return entry.load()()


def least_wish(capabilities: Capabilities) -> ShadeWish:
    """The smallest and shortest call that the backend makes, with every required setting."""
    options = [
        (one.name, VALUES.get(one.name, one.default or "none"))
        for one in capabilities.options
        if one.required
    ]
    return ShadeWish(
        size_px=capabilities.sizes.nearest((160, 96)),
        frame_count=capabilities.frames.at_least(5),
        options=tuple(options),
    )


def pack_of(world: World, plan: ShadePlan, folder: Path) -> ControlPack:
    return render_control_pack(world, plan, folder)


@pytest.fixture(scope="module")
def planned(shader: Shader, brief: ShotBrief) -> ShadePlan:
    return shader.plan(brief, least_wish(shader.capabilities))


@pytest.fixture(scope="module")
def pack(world: World, planned: ShadePlan, tmp_path_factory: pytest.TempPathFactory) -> ControlPack:
    return pack_of(world, planned, tmp_path_factory.mktemp("pack") / "take")


def test_a_shader_satisfies_the_port(shader: Shader) -> None:
    assert isinstance(shader, Shader)


def test_claims_are_data_under_the_registered_name(shader: Shader) -> None:
    claims = shader.capabilities
    assert orjson.loads(orjson.dumps(claims))["name"] == claims.name
    assert OWN or claims.name in NAMES
    assert claims.controls or claims.always
    assert claims.family == "hosted" or claims.price is None
    assert bool(claims.key_variable) <= (claims.family in {"hosted", "other"})


def test_a_plan_is_the_same_every_time_and_quick(
    shader: Shader, brief: ShotBrief, planned: ShadePlan
) -> None:
    wish, lasted = least_wish(shader.capabilities), []
    for _ in range(5):
        began = time.process_time()
        assert shader.plan(brief, wish) == planned
        lasted.append(time.process_time() - began)
    assert min(lasted) < 0.05


def test_a_plan_holds_what_the_claims_allow(shader: Shader, brief: ShotBrief) -> None:
    claims, wish = shader.capabilities, least_wish(shader.capabilities)
    plan = shader.plan(brief, replace(wish, size_px=None, frame_count=None))
    assert claims.sizes.holds(plan.size_px)
    assert claims.rates.holds(Fraction(*plan.rate))
    assert all(claims.frames.holds(window.count) for window in plan.windows)
    assert plan.frame_count / Fraction(*plan.rate) >= brief.seconds
    assert plan.windows[-1].first + plan.windows[-1].count == plan.frame_count
    changed = {
        "size": plan.size_px != brief.size_px,
        "rate": Fraction(*plan.rate) != brief.fps,
        "frames": plan.frame_count / Fraction(*plan.rate) != brief.seconds,
    }
    assert {one.what for one in plan.conformed} == {
        what for what, is_so in changed.items() if is_so
    }


def test_every_intent_has_one_verdict(brief: ShotBrief, planned: ShadePlan) -> None:
    assert [one.name for one in planned.intents] == [one.name for one in brief.intents]
    for one in planned.intents:
        assert bool(one.via) == (one.honour in {"numbers", "pixels", "preset"})
        assert bool(one.fallback) == (one.honour in {"words", "ignored"})


def test_a_wrong_length_is_refused_with_the_nearest_right_one(
    shader: Shader, brief: ShotBrief
) -> None:
    claims, wish = shader.capabilities, least_wish(shader.capabilities)
    for count in range(1, 60):
        by_windows = claims.windows and count > (claims.frames.maximum or count)
        if claims.frames.holds(count) or by_windows:
            continue
        near = claims.frames.at_most(count) or claims.frames.at_least(count)
        with pytest.raises(PlanError, match=str(near)):
            shader.plan(brief, replace(wish, frame_count=count))


def test_a_wrong_size_is_refused_with_the_nearest_right_one(
    shader: Shader, brief: ShotBrief
) -> None:
    claims, wish = shader.capabilities, least_wish(shader.capabilities)
    wrong = (161, 97)
    width, height = claims.sizes.nearest(wrong)
    if claims.sizes.holds(wrong):
        pytest.skip("it makes any size")
    with pytest.raises(PlanError, match=f"{width}x{height}"):
        shader.plan(brief, replace(wish, size_px=wrong))


def test_a_wrong_rate_is_refused(shader: Shader, brief: ShotBrief) -> None:
    claims, wish = shader.capabilities, least_wish(shader.capabilities)
    wrong = Fraction(1001, 3)
    assert not claims.rates.holds(wrong)
    with pytest.raises(PlanError, match=str(claims.rates.nearest(wrong))):
        shader.plan(brief, replace(wish, rate=wrong))


def test_what_it_does_not_take_is_refused(shader: Shader, brief: ShotBrief) -> None:
    claims, wish = shader.capabilities, least_wish(shader.capabilities)
    references = (ReferenceWish(picture=Path("a.png")),) * (claims.references_most + 1)
    foreign = next(c for c in ("mask", "tracks", "layout") if c not in claims.controls)
    wrong = [
        replace(wish, references=references),
        replace(wish, controls=(foreign,)),
        replace(wish, look="baroque"),
        replace(wish, seed=-1),
        replace(wish, options=(*wish.options, ("no_such_setting", "1"))),
    ]
    if claims.keyframes == "none":
        wrong.append(replace(wish, keyframes=(KeyframeWish(frame=0),)))
    for one in wrong:
        with pytest.raises(PlanError):
            shader.plan(brief, one)


def test_strict_refuses_what_is_not_held(shader: Shader, brief: ShotBrief) -> None:
    wish = least_wish(shader.capabilities)
    plan = shader.plan(brief, wish)
    if not plan.unheard:
        assert shader.plan(brief, replace(wish, strict=True)) == plan
        return
    with pytest.raises(PlanError, match=plan.unheard[0].name):
        shader.plan(brief, replace(wish, strict=True))


def test_a_pack_of_another_form_is_refused(
    shader: Shader, planned: ShadePlan, pack: ControlPack
) -> None:
    width, height = planned.size_px
    others = (
        replace(planned, size_px=(width * 2, height * 2)),
        replace(planned, frame_count=planned.frame_count + 1),
        replace(planned, rate=(planned.rate[0] + 1, planned.rate[1])),
        replace(planned, world_hash="0" * 64),
        replace(planned, shot="another"),
    )
    for other in others:
        with pytest.raises(PlanError):
            shader.encode(other, pack)


def test_encoding_is_exact_and_repeatable(
    shader: Shader, planned: ShadePlan, pack: ControlPack, tmp_path: Path
) -> None:
    call = shader.encode(planned, pack)
    assert call.hashes() == shader.encode(planned, pack).hashes()
    for clip in call.clips.values():
        assert len(clip) <= planned.windows[0].count
    written = call.write(tmp_path / "dry")
    assert (tmp_path / "dry" / "request.json") in written
    assert all(path.stat().st_size > 0 for path in written)


def perturbed(world: World, intent: str) -> World | None:
    """The world with one thing changed that an intent is about; None: nothing here is."""
    shot = next(iter(world.shots.values()))
    if intent == "camera_path":
        return _moved(world, shot.camera, (0.35, 0.1, 0.0))
    if intent == "focal_length":
        camera = world.entities[shot.camera]
        wider = replace(camera, camera=replace(camera.camera, focal_mm=30.0), channels={
            k: v for k, v in camera.channels.items() if k != "camera.focal_mm"})  # fmt: skip
        return replace(world, entities={**world.entities, shot.camera: wider})
    if intent == "trajectory":
        key = next(k for k, e in world.entities.items() if e.kind == "character")
        return _moved(world, key, (0.25, 0.0, 0.2))
    lamp = next(k for k, e in world.entities.items() if e.light and e.light.role == "key")
    light = world.entities[lamp].light
    changed = {
        "light_level": replace(light, luminous_flux_lm=light.luminous_flux_lm * 6),
        "light_temperature": replace(light, temperature_k=9000.0),
    }.get(intent)
    if changed is None:
        return None
    entity = replace(world.entities[lamp], light=changed)
    return replace(world, entities={**world.entities, lamp: entity})


def _moved(world: World, key: str, by: tuple[float, float, float]) -> World:
    def shifted(v):
        return tuple(a + b for a, b in zip(v, by, strict=True))

    entity = world.entities[key]
    place = replace(entity.transform, position_m=shifted(entity.transform.position_m))
    channels = dict(entity.channels)
    if "transform.position_m" in channels:
        channel = channels["transform.position_m"]
        keys = {k: replace(one, v=shifted(one.v)) for k, one in channel.keys.items()}
        channels["transform.position_m"] = replace(channel, keys=keys)
    moved = replace(entity, transform=place, channels=channels)
    return replace(world, entities={**world.entities, key: moved})


PERTURBED = ("camera_path", "focal_length", "trajectory", "light_level", "light_temperature")


@pytest.mark.parametrize("intent", PERTURBED)
def test_an_intent_changes_what_is_sent_just_when_it_is_called_honoured(
    shader: Shader, world: World, planned: ShadePlan, pack: ControlPack, tmp_path: Path, intent: str
) -> None:
    verdict = next((one for one in planned.intents if one.name == intent), None)
    other = perturbed(world, intent)
    if verdict is None or other is None:
        pytest.skip("the shot does not ask for it")
    if verdict.honour == "preset":
        pytest.skip("a preset is chosen by the plan, not from the pack")
    touched = any(intent in TOUCHED.get(control, ()) for control in planned.controls)
    if verdict.honour in {"words", "ignored"} and touched:
        pytest.skip("it moves pixels of a control that nobody can read it from")
    again = replace(planned, world_hash=world_hash(other))
    before = shader.encode(planned, pack).hashes()
    after = shader.encode(again, pack_of(other, again, tmp_path / "take")).hashes()
    assert (after != before) == (verdict.honour in {"pixels", "numbers"})


def test_a_shot_in_its_own_form_is_posed_at_its_own_times(world: World) -> None:
    shot_id = next(iter(world.shots))
    form = Form(size_px=(832, 480), rate=Fraction(16), frame_count=16)
    twice = Form(size_px=(832, 480), rate=Fraction(32), frame_count=32)
    one = conformed_shot(world, shot_id, form).stage
    two = conformed_shot(world, shot_id, twice).stage
    for frame in (0, 3, 15):
        first = one.pose(one.clock.time(frame)).camera.world_from_camera
        second = two.pose(two.clock.time(2 * frame)).camera.world_from_camera
        assert (first == second).all()


def test_a_head_handle_shows_the_world_before_the_shot(world: World) -> None:
    shot_id = next(iter(world.shots))
    form = Form(size_px=(832, 480), rate=Fraction(32), frame_count=40)
    plain = conformed_shot(world, shot_id, form)
    led = conformed_shot(world, shot_id, replace(form, lead_frames=6))
    assert led.stage.clock.start_frame == plain.stage.clock.start_frame - 6
    for frame in (0, 9, 33):
        now, then = plain.stage.clock.time(frame), led.stage.clock.time(frame + 6)
        assert now == then
        first, second = (s.stage.pose(now).camera.world_from_camera for s in (plain, led))
        assert (first == second).all()
        assert all(
            (one.points_in_world == led.bodies(now)[key].points_in_world).all()
            for key, one in plain.bodies(now).items()
        )


def test_the_pictures_of_a_dry_run_open(shader: Shader, planned: ShadePlan, pack: ControlPack,
                                        tmp_path: Path) -> None:  # fmt: skip
    for path in shader.encode(planned, pack).write(tmp_path / "dry"):
        if path.suffix == ".png":
            with Image.open(path) as picture:
                picture.load()
