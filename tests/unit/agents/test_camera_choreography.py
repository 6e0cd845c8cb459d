"""Moves together, one after the other, between two pictures, on rigs: in numbers."""

import math

import numpy as np
import pytest
from tests.unit.agents.shot_classifier import Seen, named
from tests.unit.agents.studio_set import Set, Take, shoot

from groundplan.agents.camera.agent import CameraAgent
from groundplan.agents.camera.choreography import windows_of
from groundplan.agents.camera.course import between, through
from groundplan.agents.camera.move_request import MoveRequest, moves_of, rig_of_words
from groundplan.agents.camera.move_table import move_table
from groundplan.agents.camera.rigs import excesses
from groundplan.agents.camera.setup import Setup
from groundplan.agents.camera.shake import UNREST, Shake
from groundplan.geometry import quaternions
from groundplan.geometry.path_motion import measure_motion, measure_poses
from groundplan.geometry.speed_profile import SpeedProfile
from groundplan.language.reader import read_brief
from groundplan.world.entity import Rig
from groundplan.world.finding import Finding

PERSON = (0.5, 1.7, 0.3)
FPS = 16.0


def person(last: int = 80_000) -> Set:
    return Set(last=last).put("e1", "character", PERSON)


def frames(scene: Set) -> Take:
    return shoot(scene, count=scene.last // 1000 + 1)


def judged(take: Take, *, first: int, last: int) -> str:
    """Return what the frames of a stretch show."""
    part = slice(first, last + 1)
    feet = take.position_of("e1")[part]
    return named(
        Seen(
            poses=take.world_from_camera[part],
            intrinsics=take.intrinsics[part],
            size_px=(832, 480),
            feet=feet,
            height_m=1.7,
            focus_m=np.ones(len(feet)),
            fps=FPS,
        )
    )


def findings(scene: Set) -> tuple[Finding, ...]:
    return CameraAgent().run(scene.view(), scene.facts).findings


def rig(take: Take) -> Rig:
    found = take.world.entities[take.view.entity("camera")].rig
    assert found is not None
    return found


def spoken(text: str) -> tuple[tuple[str, int], ...]:
    return tuple((m.id, m.order) for m in moves_of(read_brief(text)))


@pytest.mark.parametrize(
    ("text", "moves"),
    [
        ("The camera pans left, then dollies in on a woman.", (("pan_left", 0), ("dolly_in", 1))),
        ("The camera holds, then slowly pushes in on a man.", (("static", 0), ("dolly_in", 1))),
        ("The camera arcs left around a man and zooms in.", (("arc_left", 0), ("zoom_in", 0))),
        ("Crash zoom on a man.", (("crash_zoom_in", 0),)),
        ("Whip pan left to a dog.", (("whip_pan_left", 0),)),
        ("Reverse dolly zoom on a man.", (("dolly_zoom_out", 0),)),
        ("Rack focus from a cup to a woman.", (("rack_focus", 0),)),
    ],
)
def test_words_give_moves_and_their_order(text: str, moves: tuple[tuple[str, int], ...]) -> None:
    assert spoken(text) == moves


def test_words_give_the_rig_and_the_length_of_its_arm() -> None:
    found = rig_of_words(read_brief("Shot on a 12 m crane: the camera cranes up over a man."))
    assert found is not None
    assert (found.kind, found.arm_m) == ("crane", 12.0)
    assert rig_of_words(read_brief("A man on a bench.")) is None


def test_a_stated_time_is_that_of_the_move_beside_it() -> None:
    (move,) = moves_of(read_brief("A 3 s dolly-zoom onto Anna."))
    assert (move.id, move.seconds) == ("dolly_zoom", 3.0)


def test_moves_of_two_turns_happen_one_after_the_other() -> None:
    scene = Set(words="pans left, then dollies in", last=96_000).put("e1", "character", PERSON)
    take = frames(scene.say_at("move", "pan_left", 0, 9).say_at("move", "dolly_in", 16, 26))
    assert judged(take, first=0, last=48) == "pan_left"
    assert judged(take, first=48, last=96) == "dolly_in"


def test_a_hold_keeps_still_before_what_follows_it() -> None:
    scene = Set(words="holds, then trucks right", last=96_000).put("e1", "character", PERSON)
    take = frames(scene.say_at("move", "static", 0, 5).say_at("move", "truck_right", 12, 24))
    assert np.ptp(take.world_from_camera[:49], axis=0).max() < 1e-12
    assert judged(take, first=48, last=96) == "truck_right"


def test_stated_times_are_kept_and_the_rest_is_shared() -> None:
    moves = [
        MoveRequest(id="static", order=0, seconds=2.0),
        MoveRequest(id="pan_left", order=1),
        MoveRequest(id="dolly_in", order=2),
    ]
    windows = windows_of(moves, 10.0)
    assert [windows[o] for o in range(3)] == [
        pytest.approx(w) for w in ((0.0, 0.2), (0.2, 0.6), (0.6, 1.0))
    ]


def test_dolly_pan_and_zoom_at_once_do_what_each_does() -> None:
    scene = person().say("move", "dolly_in").say("move", "pan_left").say("move", "zoom_in")
    take = frames(scene)
    turn = take.world_from_camera
    yaw = np.unwrap(np.arctan2(turn[:, 0, 2], turn[:, 2, 2]))
    assert math.degrees(yaw[-1] - yaw[0]) > 10.0
    ahead = -turn[40, :3, 2]
    assert float((take.centres[-1] - take.centres[0]) @ ahead) > 1.0
    assert take.intrinsics[-1, 0, 0] / take.intrinsics[0, 0, 0] == pytest.approx(1.6, abs=1e-6)


def test_an_arc_with_a_zoom_stays_an_arc() -> None:
    take = frames(person().say("move", "arc_left").say("move", "zoom_in"))
    assert judged(take, first=0, last=80) == "arc_left"
    assert take.intrinsics[-1, 0, 0] > 1.3 * take.intrinsics[0, 0, 0]
    camera = take.world.entities[take.view.entity("camera")]
    assert camera.aim is not None


def test_a_crane_that_tilts_as_its_aim_does_keeps_its_subject() -> None:
    take = frames(person().say("move", "crane_up").say("move", "tilt_down"))
    assert judged(take, first=0, last=80) == "crane_up"


def test_a_tilt_against_the_aim_takes_over_from_it() -> None:
    take = frames(person().say("move", "crane_up").say("move", "tilt_up"))
    pitch = take.pitch_deg
    assert pitch[-1] - pitch[0] > 5.0
    assert take.centres[-1, 1] - take.centres[0, 1] > 1.0


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("pan_left", "pan_right"), ("dolly_in", "dolly_out"), ("static", "truck_left"),
        ("zoom_in", "dolly_zoom"), ("orbit", "arc_right"), ("lead", "chase"),
    ],
)  # fmt: skip
def test_moves_that_exclude_each_other_are_named_and_the_first_is_made(
    first: str, second: str
) -> None:
    scene = person().say("move", first).say("move", second)
    found = [f for f in findings(scene) if f.code == "camera.moves-conflict"]
    assert len(found) == 1
    assert len(found[0].options) == 3
    assert found[0].paths == ("shots/s1/framing/move",)
    alone = frames(person().say("move", first)).world_from_camera
    assert frames(scene).world_from_camera == pytest.approx(alone, abs=1e-9)


@pytest.mark.parametrize("still", ["zoom_in", "rack_focus", "handheld"])
def test_a_static_camera_may_zoom_pull_focus_or_be_held(still: str) -> None:
    assert findings(person().say("move", "static").say("move", still)) == ()


def test_a_way_between_set_ups_has_both_ends_and_goes_round_the_subject() -> None:
    start = Setup(aim=(0.0, 1.0, 0.0), depth_m=8.0, focal_mm=35.0, azimuth=0.3, pitch=-0.1)
    end = Setup(aim=(0.0, 1.6, 0.0), depth_m=1.5, focal_mm=70.0, azimuth=-0.9, pitch=0.05, roll=0.2)
    course = between(start, end, np.linspace(0.0, 1.0, 81), speed=SpeedProfile(ease_in=0.2))
    for index, setup in ((0, start), (-1, end)):
        assert course.positions[index] == pytest.approx(setup.position)
        assert course.forward[index] == pytest.approx(setup.forward)
        assert course.focals_mm[index] == pytest.approx(setup.focal_mm)
        assert course.roll[index] == pytest.approx(setup.roll)
    way = course.aims - course.positions
    assert np.cross(way, course.forward) == pytest.approx(np.zeros((81, 3)), abs=1e-9)
    grown = course.focals_mm / np.linalg.norm(way, axis=1)
    assert np.diff(grown).min() > 0.0


def test_a_way_between_two_distant_places_is_straight() -> None:
    start = Setup(aim=(0.0, 1.5, 0.0), depth_m=2.0, focal_mm=35.0)
    end = Setup(aim=(20.0, 1.5, 0.0), depth_m=2.0, focal_mm=35.0, azimuth=1.0)
    places = between(start, end, np.linspace(0.0, 1.0, 41)).positions
    assert np.diff(places, 2, axis=0) == pytest.approx(np.zeros((39, 3)), abs=1e-9)


def test_a_shot_that_ends_on_a_close_up_ends_where_a_close_up_is() -> None:
    scene = person().say("size", "wide", at="start").say("size", "close_up", at="end")
    take = frames(scene)
    close = frames(person().say("size", "close_up"))
    assert take.centres[-1] == pytest.approx(close.centres[0], abs=1e-6)
    assert take.world_from_camera[-1] == pytest.approx(close.world_from_camera[0], abs=1e-6)
    wide = frames(person().say("size", "wide"))
    assert take.centres[0] == pytest.approx(wide.centres[0], abs=1e-6)


def test_a_shot_that_ends_on_a_low_angle_sinks_to_it() -> None:
    scene = person().say("size", "medium").say("angle", "high", at="start")
    take = frames(scene.say("angle", "low", at="end"))
    assert take.pitch_deg[0] < -10.0
    assert take.pitch_deg[-1] > 10.0
    assert take.centres[-1, 1] < take.centres[0, 1]


def test_a_spline_goes_through_its_places_with_continuous_bends() -> None:
    places = [(0.0, 1.5, 6.0), (2.0, 1.5, 5.0), (3.0, 2.0, 3.0), (1.0, 1.6, 2.0)]
    setup = Setup(aim=(0.0, 1.5, 0.0), depth_m=6.0, focal_mm=35.0)
    s = SpeedProfile(ease_in=0.3, ease_out=0.3).progress(np.linspace(0.0, 1.0, 81))
    course = through(setup, places, s, aims=True)
    for place in places:
        assert np.linalg.norm(course.positions - np.array(place), axis=1).min() < 0.1
    assert course.positions[[0, -1]] == pytest.approx(np.array(places)[[0, -1]])
    way = np.array(setup.aim) - course.positions
    assert np.cross(way, course.forward) == pytest.approx(np.zeros((81, 3)), abs=1e-9)
    turns = np.tile(quaternions.identity(), (81, 1))
    motion = measure_motion(course.positions, turns, fps=FPS)
    assert motion.acceleration_mps2 < 8.0  # a polygon of these places has 40


def test_a_rail_between_two_places_is_straight_and_turns_nothing() -> None:
    setup = Setup(aim=(0.0, 1.5, 0.0), depth_m=6.0, focal_mm=35.0)
    ends = [(0.0, 1.5, 6.0), (3.0, 1.0, 4.0)]
    course = through(setup, ends, np.linspace(0.0, 1.0, 11), aims=False)
    assert course.positions == pytest.approx(np.linspace(ends[0], ends[1], 11), abs=1e-9)
    assert np.ptp(course.azimuth) == 0.0


@pytest.mark.parametrize(
    ("move", "kind"),
    [
        ("pan_left", "tripod"), ("dolly_in", "dolly"), ("crane_up", "crane"),
        ("handheld", "handheld"), ("jib_up", "jib"), ("dronie", "drone"), ("drift_left", "slider"),
    ],
)  # fmt: skip
def test_the_usual_rig_carries_a_move(move: str, kind: str) -> None:
    take = frames(person().say("size", "medium").say("move", move))
    assert rig(take).kind == kind
    motion = measure_poses(take.world_from_camera, fps=FPS)
    assert excesses(motion, rig(take)) == ()


def test_a_move_is_made_smaller_for_the_rig_that_was_asked_for() -> None:
    scene = person().say("move", "rig_slider").say("move", "truck_left").say("size", "full")
    take = frames(scene)
    assert rig(take).kind == "slider"
    motion = measure_poses(take.world_from_camera, fps=FPS)
    assert excesses(motion, rig(take)) == ()
    (found,) = findings(scene)
    assert (found.code, found.severity) == ("camera.rig-fitted", "info")
    assert np.linalg.norm(take.centres[-1] - take.centres[0]) == pytest.approx(1.2, abs=0.05)


def test_a_stated_way_beyond_the_rig_is_found_with_numbers_and_options() -> None:
    scene = person().say("move", "rig_slider")
    scene.say("move", "truck_left", amount=4.0, unit="m")
    found = [f for f in findings(scene) if f.code == "camera.rig-limit"]
    assert {f.unit for f in found} >= {"m", "m/s"}
    way = next(f for f in found if f.unit == "m")
    assert (way.measured, way.expected) == (4.0, 1.2)
    assert any("dolly" in option for option in way.options)
    centres = shoot(scene, count=2).centres
    assert np.linalg.norm(centres[-1] - centres[0]) == pytest.approx(4.0)


def test_a_longer_arm_reaches_higher() -> None:
    words = "on a 12 m crane, the camera cranes up 9 m"
    scene = Set(words=words).put("e1", "character", PERSON)
    take = frames(scene.say_at("move", "crane_up", 0, 4, amount=9.0, unit="m"))
    assert rig(take).arm_m == 12.0
    assert rig(take).highest_m == 14.0
    assert take.centres[-1, 1] - take.centres[0, 1] == pytest.approx(9.0, abs=1e-6)


@pytest.mark.parametrize("speed", [0.25, 0.5, 1.0])
def test_a_stated_speed_is_kept_from_the_first_frame_to_the_last(speed: float) -> None:
    take = frames(person().say("move", "truck_right", amount=speed, unit="m/s"))
    motion = measure_poses(take.world_from_camera, fps=FPS)
    assert motion.speeds_mps == pytest.approx(np.full(80, speed), rel=1e-4)


def test_an_unstated_move_starts_and_ends_at_rest() -> None:
    take = frames(person().say("move", "truck_right"))
    speeds = measure_poses(take.world_from_camera, fps=FPS).speeds_mps
    assert speeds[[0, -1]].max() < 0.02 * speeds.max()
    assert np.median(speeds) > 0.9 * speeds.max()


@pytest.mark.parametrize("carrier", ["handheld", "steadicam", "gimbal"])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_unrest_has_its_strength_and_nothing_above_its_band(carrier: str, seed: int) -> None:
    unrest = UNREST[carrier]
    rms = math.radians(0.5)
    shake = Shake(seed=seed, rms_rad=rms, fps=24.0, unrest=unrest)
    time = np.arange(24 * 600) / 24.0
    turns = quaternions.to_rotation_vector(shake.turn(time))
    for axis in (0, 1):
        assert float(turns[:, axis].std()) == pytest.approx(rms, rel=0.03)
    window = np.hanning(len(time))[:, None]
    for series in (turns, shake.sway(time)):
        power = np.abs(np.fft.rfft(series * window, axis=0)) ** 2
        above = np.fft.rfftfreq(len(time), 1.0 / 24.0) > shake.band_hz + 0.05
        assert power[above].sum() < 1e-4 * max(power[1:].sum(), 1e-30)


def test_a_stated_angle_is_the_strength_of_a_hands_unrest() -> None:
    scene = Set(last=320_000).put("e1", "character", PERSON)
    scene.say("move", "handheld", amount=math.radians(1.5), unit="rad")
    camera = shoot(scene, count=321)
    assert float(camera.pitch_deg.std()) == pytest.approx(1.5, rel=0.15)


@pytest.mark.parametrize("move", ["dolly_zoom", "dolly_zoom_out", "counter_arc_left"])
@pytest.mark.parametrize(("size", "angle"), [("full", ""), ("medium", "high"), ("close_up", "low")])
def test_a_dolly_zoom_keeps_the_height_of_its_subject(move: str, size: str, angle: str) -> None:
    scene = person().say("move", move)
    for facet, value in (("size", size), ("angle", angle)):
        if value:
            scene.say(facet, value)
    take = frames(scene)
    feet = take.position_of("e1")
    tall = np.linalg.norm(take.pixels(feet + np.array([0.0, 1.7, 0.0])) - take.pixels(feet), axis=1)
    assert np.ptp(tall) / tall.mean() < 0.005
    least = 1.3 if "zoom" in move else 1.005
    assert take.intrinsics[:, 0, 0].max() > least * take.intrinsics[:, 0, 0].min()


@pytest.mark.parametrize("move", [m for m in move_table() if m not in UNREST])
def test_the_limits_of_a_rig_hold_in_every_frame_or_a_finding_says_which_does_not(
    move: str,
) -> None:
    scene = person(last=96_000).say("size", "full").say("move", move)
    take = frames(scene)
    broken = excesses(measure_poses(take.world_from_camera, fps=FPS), rig(take))
    said = [f.measured for f in findings(scene) if f.code == "camera.rig-limit"]
    assert len(said) == min(len(broken), 1)
    if not said:
        assert broken == ()
