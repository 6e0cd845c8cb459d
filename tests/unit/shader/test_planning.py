"""Plans: shots made to fit by stated rules, and what becomes of every intent."""

from dataclasses import replace
from fractions import Fraction

import pytest

from groundplan.errors import PlanError
from groundplan.shader.brief import CameraMove, ShotBrief
from groundplan.shader.capabilities import (
    BackendOption,
    Capabilities,
    Licence,
    Price,
    PromptRule,
    WindowRule,
)
from groundplan.shader.frame_rules import FrameRule, RateRule, SizeRule
from groundplan.shader.intents import ShotIntent
from groundplan.shader.planning import plan_for
from groundplan.shader.prompt.words import ShotWords
from groundplan.shader.wish import ShadeWish

WAN = Capabilities(
    name="wan", title="Wan", family="diffusers", version="1",
    controls=("depth", "pose", "gray"), together=(("depth", "pose"),),
    frames=FrameRule(stride=4, offset=1, minimum=5, maximum=81),
    sizes=SizeRule(multiple=16), rates=RateRule(fixed=((16, 1),)),
    prompt=PromptRule(dialect="wan", negative=True),
    licence=Licence(name="Apache-2.0", commercial=True),
    options=(BackendOption(name="model", says="a folder"),),
)  # fmt: skip
SHOT = ShotBrief(
    world_hash="0" * 64, shot="s1", name="SH010", size_px=(832, 480), rate=(16, 1), frame_count=81,
    people=("anna",), camera=CameraMove(move="dolly_in"),
    intents=(
        ShotIntent(name="camera_path", says="dolly in, 1.2 m", words="the camera dollies in"),
        ShotIntent(name="skeleton", says="anna walks"),
        ShotIntent(name="light_temperature", says="key 3200 K", words="warm light"),
        ShotIntent(name="focus", says="2.4 m at f/2.8"),
    ),
    words=ShotWords(subjects=("a woman in a red coat",)),
)  # fmt: skip


def test_a_shot_that_fits_is_left_as_it_is() -> None:
    plan = plan_for(WAN, SHOT, ShadeWish(exact=True))
    assert plan.conformed == ()
    assert (plan.size_px, plan.rate, plan.frame_count) == ((832, 480), (16, 1), 81)


def test_eighty_frames_become_eighty_one_with_one_of_handle() -> None:
    plan = plan_for(WAN, replace(SHOT, frame_count=80), ShadeWish())
    (change,) = plan.conformed
    assert (change.what, plan.frame_count, plan.shot_frame_count) == ("frames", 81, 80)
    assert "1 frame of handle" in change.rule


def test_exact_refuses_and_names_the_nearest_right_value() -> None:
    with pytest.raises(PlanError, match="81 at 16 frames/s"):
        plan_for(WAN, replace(SHOT, frame_count=80), ShadeWish(exact=True))


def test_another_rate_keeps_the_seconds() -> None:
    claims = replace(WAN, rates=RateRule(fixed=((24, 1),)), frames=FrameRule(stride=8, offset=1))
    plan = plan_for(claims, replace(SHOT, frame_count=80), ShadeWish())
    assert plan.rate == (24, 1)
    assert plan.shot_frame_count == 120
    assert plan.frame_count == 121


def test_handles_stand_before_and_after_the_shot() -> None:
    short = replace(SHOT, frame_count=49, first=3000)
    plan = plan_for(WAN, short, ShadeWish(handle_frames=8))
    assert (plan.lead_frames, plan.shot_frame_count, plan.frame_count) == (8, 49, 65)
    assert plan.start_time == 3000 - 8000
    assert plan_for(WAN, short, ShadeWish(handle_frames=8, exact=True)) == plan
    (change,) = plan.conformed
    assert change.rule == "the shot and its handles, as asked"


def test_a_shot_brings_its_own_handles_at_the_clips_rate() -> None:
    claims = replace(WAN, rates=RateRule(fixed=((24, 1),)))
    plan = plan_for(claims, replace(SHOT, frame_count=32, handle_frames=4), ShadeWish())
    assert (plan.lead_frames, plan.shot_frame_count) == (6, 48)
    assert plan.frame_count == 61
    assert "6 frames of handle before the shot; 7 frames of handle at the end" in (
        plan.conformed[-1].rule
    )


def test_a_wished_count_that_is_all_handle_is_refused() -> None:
    with pytest.raises(PlanError, match="9 frames, 20 of them a handle"):
        plan_for(WAN, SHOT, ShadeWish(frame_count=9, handle_frames=20))


def test_a_long_shot_is_refused_without_windows() -> None:
    with pytest.raises(PlanError, match=r"5\.062 s \(81 frames\)"):
        plan_for(WAN, replace(SHOT, frame_count=160), ShadeWish())


def test_windows_overlap_and_cover_the_shot_to_the_frame() -> None:
    claims = replace(WAN, windows=WindowRule(overlap=5, anchored=True))
    plan = plan_for(claims, replace(SHOT, frame_count=160), ShadeWish())
    assert [(w.first, w.count, w.anchored) for w in plan.windows] == [
        (0, 57, 0), (52, 57, 5), (104, 57, 5),
    ]  # fmt: skip
    for before, after in zip(plan.windows, plan.windows[1:], strict=False):
        assert before.first + before.count - after.first == 5
    assert plan.windows[-1].first + plan.windows[-1].count == plan.frame_count >= 160


def test_windows_of_any_length_end_with_the_shot() -> None:
    claims = replace(
        WAN, frames=FrameRule(maximum=32), windows=WindowRule(overlap=0, anchored=False)
    )
    plan = plan_for(claims, replace(SHOT, frame_count=80), ShadeWish())
    assert [w.count for w in plan.windows] == [27, 27, 26]
    assert plan.conformed == ()


def test_depth_carries_the_camera_and_not_the_lamps() -> None:
    fates = {one.name: one for one in plan_for(WAN, SHOT, ShadeWish()).intents}
    assert fates["camera_path"].honour == "pixels"
    assert fates["camera_path"].via == ("depth",)
    assert fates["light_temperature"].honour == "words"
    assert fates["light_temperature"].words == "warm light"
    assert fates["focus"].honour == "ignored"
    assert fates["focus"].fallback == "choose --control gray with --depth-of-field"


def test_focus_is_seen_only_where_the_previz_is_rendered_out_of_focus() -> None:
    for blurred, fate in ((False, "ignored"), (True, "pixels")):
        plan = plan_for(WAN, SHOT, ShadeWish(controls=("gray",), depth_of_field=blurred))
        assert {one.name: one.honour for one in plan.intents}["focus"] == fate


def test_pose_leaves_the_camera_to_words() -> None:
    plan = plan_for(WAN, SHOT, ShadeWish(controls=("pose",)))
    assert {one.name: one.honour for one in plan.intents}["camera_path"] == "words"
    assert "dollies in" in plan.prompt


def test_what_the_picture_shows_is_not_said_again() -> None:
    assert "dollies in" not in plan_for(WAN, SHOT, ShadeWish()).prompt


def test_controls_go_together_only_as_claimed() -> None:
    both = plan_for(WAN, SHOT, ShadeWish(controls=("depth", "pose")))
    assert both.controls == ("depth", "pose")
    with pytest.raises(PlanError, match=r"depth\+pose"):
        plan_for(WAN, SHOT, ShadeWish(controls=("depth", "gray")))


def test_at_no_strength_a_picture_is_as_good_as_not_sent() -> None:
    fates = plan_for(WAN, SHOT, ShadeWish(strength=0.0)).intents
    assert {one.name: one.honour for one in fates}["camera_path"] == "words"


def test_pose_needs_a_person() -> None:
    with pytest.raises(PlanError, match="person"):
        plan_for(WAN, replace(SHOT, people=()), ShadeWish(controls=("pose",)))


def test_strict_names_everything_that_is_not_held() -> None:
    with pytest.raises(PlanError, match=r"light_temperature.*only words.*focus.*ignored"):
        plan_for(WAN, SHOT, ShadeWish(strict=True))


def test_a_price_is_reckoned_over_all_windows() -> None:
    claims = replace(WAN, family="hosted", price=Price(amount=0.10, read_on="2026-10-01"))
    plan = plan_for(claims, SHOT, ShadeWish())
    assert plan.cost is not None
    assert plan.cost.amount == pytest.approx(81 / 16 * 0.10)
    assert "2026-10-01" in plan.cost.basis


def test_settings_keep_their_defaults_and_unknown_ones_are_refused() -> None:
    assert plan_for(WAN, SHOT, ShadeWish()).options == {"model": ""}
    with pytest.raises(PlanError, match="model"):
        plan_for(WAN, SHOT, ShadeWish(options=(("modle", "x"),)))


def test_equal_plans_have_equal_keys_and_seeds_tell_them_apart() -> None:
    one, same = plan_for(WAN, SHOT, ShadeWish()), plan_for(WAN, SHOT, ShadeWish())
    other = plan_for(WAN, SHOT, ShadeWish(seed=1))
    assert one.key("pack") == same.key("pack") != other.key("pack")
    assert one.key("pack") != one.key("another")


def test_a_wished_rate_that_is_right_is_taken() -> None:
    claims = replace(WAN, rates=RateRule(minimum=8, maximum=30))
    short = replace(SHOT, frame_count=33)
    assert plan_for(claims, short, ShadeWish(rate=Fraction(24))).rate == (24, 1)
