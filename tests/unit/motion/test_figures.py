"""Bodies on legs, as the scene asks for them."""

from dataclasses import replace

import numpy as np
import pytest
from jaxtyping import Float
from tests.unit.motion.request_of import DOG, FPS, WOMAN, asked, cruising, track

from groundplan.assets.skeleton import Skeleton
from groundplan.errors import SceneError
from groundplan.motion.figures import FigureRequest, pose_figure
from groundplan.motion.posture_data import POSES
from groundplan.motion.repertoire import GAITS, cruise_of, gait_of, stride_of
from groundplan.motion.rigs import rig_of

HUMAN = [(WOMAN, name) for name in GAITS["human"]]
ANIMAL = [(DOG, name) for name in GAITS["quadruped"]]
PAWS = [f"{end}{side}Paw" for end in ("front", "hind") for side in ("Left", "Right")]


def _places(request: FigureRequest) -> Float[np.ndarray, "time joint 3"]:
    return pose_figure(request)[..., :3, 3]


def _tips(skeleton: Skeleton) -> list[int]:
    names = ("leftToes", "rightToes") if skeleton is WOMAN else PAWS
    return [skeleton.index(name) for name in names]


def _stride(skeleton: Skeleton, gait: str) -> float:
    rig = rig_of(skeleton, "human" if skeleton is WOMAN else "quadruped")
    return stride_of(cruise_of(gait_of(rig.kind, gait), rig.leg_m), rig.leg_m)


@pytest.mark.parametrize(("skeleton", "gait"), HUMAN + ANIMAL)
@pytest.mark.parametrize("mps", [0.4, 1.4, 4.0])
def test_a_planted_foot_stands_still_in_the_world(
    skeleton: Skeleton, gait: str, mps: float
) -> None:
    request = cruising(skeleton, gait, mps=mps, count=200)
    tips = _places(request)[:, _tips(skeleton)] + request.positions[:, None]
    planted = tips[..., 1] < skeleton.places[_tips(skeleton), 1] + 1e-6
    both = planted[1:] & planted[:-1]
    steps = np.linalg.norm(np.diff(tips, axis=0), axis=-1)[both]
    assert both.sum(axis=0).min() > 5
    assert steps.max() < 1e-6


@pytest.mark.parametrize(("skeleton", "gait"), HUMAN + ANIMAL)
def test_a_gait_repeats_after_a_stride(skeleton: Skeleton, gait: str) -> None:
    request = cruising(skeleton, gait, mps=2.0)
    later = replace(request, travelled=request.travelled + _stride(skeleton, gait))
    np.testing.assert_allclose(_places(later), _places(request), atol=1e-9)


@pytest.mark.parametrize(("skeleton", "gait"), [pair for pair in HUMAN if pair[1] != "limp"])
def test_half_a_stride_later_left_and_right_have_swapped(skeleton: Skeleton, gait: str) -> None:
    request = cruising(skeleton, gait, mps=2.0)
    later = replace(request, travelled=request.travelled + 0.5 * _stride(skeleton, gait))
    twin = [
        skeleton.index(name.replace("left", "R").replace("right", "left").replace("R", "right"))
        for name in skeleton.names
    ]
    np.testing.assert_allclose(
        _places(later), _places(request)[:, twin] * [-1.0, 1.0, 1.0], atol=1e-9
    )


def test_a_trot_lifts_diagonal_paws_together() -> None:
    places = _places(cruising(DOG, "trot", mps=2.0))[:, _tips(DOG)]
    height, ahead = places[..., 1], places[..., 2] - DOG.places[_tips(DOG), 2]
    np.testing.assert_allclose(height[:, 0], height[:, 3], atol=1e-9)
    np.testing.assert_allclose(height[:, 1], height[:, 2], atol=1e-9)
    np.testing.assert_allclose(ahead[:, 0], ahead[:, 3], atol=1e-9)
    assert np.abs(height[:, 0] - height[:, 1]).max() > 0.03


@pytest.mark.parametrize(
    ("skeleton", "kind", "name"),
    [(WOMAN, "gait", name) for name in GAITS["human"]]
    + [(DOG, "gait", name) for name in GAITS["quadruped"]]
    + [(WOMAN, "pose", name) for name in POSES["human"]]
    + [(DOG, "pose", name) for name in POSES["quadruped"]],
)
def test_bones_keep_their_length_and_nothing_sinks_into_the_ground(
    skeleton: Skeleton, kind: str, name: str
) -> None:
    times = np.arange(80) * 600
    way = times / 1000.0 / FPS * 2.0
    places = _places(asked(skeleton, (track(kind, name),), times, way=way, speed=0.0 * way + 2.0))
    parents = np.array(skeleton.parents[1:])
    bones = np.linalg.norm(places[:, 1:] - places[:, parents], axis=-1)
    rest = np.linalg.norm(skeleton.places[1:] - skeleton.places[parents], axis=-1)
    np.testing.assert_allclose(bones, np.broadcast_to(rest, bones.shape), atol=1e-9)
    assert places[..., 1].min() > -0.01


@pytest.mark.parametrize(("skeleton", "gait"), HUMAN + ANIMAL)
def test_knees_bend_forward_and_elbows_of_forelegs_backward(skeleton: Skeleton, gait: str) -> None:
    matrices = pose_figure(cruising(skeleton, gait, mps=2.0))
    legs = ("left", "right") if skeleton is WOMAN else ("frontLeft", "hindLeft")
    for leg in legs:
        foot = "Foot" if skeleton is WOMAN else "Wrist" if leg.startswith("front") else "Hock"
        hip, knee, ankle = (
            matrices[:, skeleton.index(f"{leg}{part}"), :3, 3]
            for part in ("UpperLeg", "LowerLeg", foot)
        )
        bend = np.cross(knee - hip, ankle - knee)[:, 0]
        assert np.all(bend * (-1.0 if leg.startswith("front") else 1.0) > 0.0)


@pytest.mark.parametrize(("skeleton", "gait"), HUMAN + ANIMAL)
def test_at_speed_0_every_gait_is_idling(skeleton: Skeleton, gait: str) -> None:
    times = np.arange(10) * 1000
    still = np.zeros(10)
    posed, idle = (
        _places(asked(skeleton, (track("gait", name),), times, way=still + 0.37, speed=still))
        for name in (gait, "idle")
    )
    np.testing.assert_allclose(posed, idle, atol=1e-9)


@pytest.mark.parametrize(("skeleton", "gait"), [(WOMAN, "walk"), (DOG, "trot")])
def test_a_time_does_not_depend_on_what_else_is_asked(skeleton: Skeleton, gait: str) -> None:
    tracks = (track("gait", gait), track("pose", "sit", first=5000, blend=4000))
    request = replace(cruising(skeleton, gait, mps=1.5, count=48), tracks=tracks)
    whole = pose_figure(request)
    rows = np.random.default_rng(0).permutation(48)[:7]
    some = pose_figure(
        replace(
            request,
            times=request.times[rows], positions=request.positions[rows],
            travelled=request.travelled[rows], speeds=request.speeds[rows],
            headings=request.headings[rows],
        )
    )  # fmt: skip
    np.testing.assert_array_equal(some, whole[rows])
    np.testing.assert_array_equal(pose_figure(request), whole)


def test_tracks_may_come_in_any_order() -> None:
    tracks = (track("gait", "walk"), track("pose", "wave", first=6000, blend=2000))
    request = replace(cruising(WOMAN, "walk", mps=1.4), tracks=tracks)
    swapped = replace(request, tracks=tracks[::-1])
    np.testing.assert_array_equal(pose_figure(swapped), pose_figure(request))


def test_a_cross_fade_has_no_jump_and_ends_in_the_new_pose() -> None:
    times = np.arange(400) * 50
    still = np.zeros(len(times))
    sit = track("pose", "sit", first=4000, blend=8000)
    places = _places(asked(WOMAN, (track("gait", "idle"), sit), times, way=still, speed=still))
    alone = _places(asked(WOMAN, (sit,), times, way=still, speed=still))
    assert np.linalg.norm(np.diff(places, axis=0), axis=-1).max() < 0.02
    np.testing.assert_allclose(places[times >= 12_000], alone[times >= 12_000], atol=1e-9)


@pytest.mark.parametrize(("skeleton", "gait"), [(WOMAN, "walk"), (WOMAN, "run"), (DOG, "trot")])
def test_a_known_way_starts_and_ends_standing_without_a_slip(skeleton: Skeleton, gait: str) -> None:
    times = np.arange(1601) * 50
    u = np.clip(times / 80_000.0, 0.0, 1.0)
    way = 4.0 * u * u * (3.0 - 2.0 * u)
    request = asked(
        skeleton, (track("gait", gait, last=80_000),), times, way=way,
        speed=4.0 * 6.0 * u * (1.0 - u) / 5.0, spans=((0.0, 4.0),),
    )  # fmt: skip
    tips = _places(request)[:, _tips(skeleton)]
    rest = skeleton.places[_tips(skeleton)]
    np.testing.assert_allclose(tips[[0, -1]], np.broadcast_to(rest, (2, *rest.shape)), atol=1e-6)
    world = tips + request.positions[:, None]
    planted = tips[..., 1] < rest[:, 1] + 1e-6
    both = planted[1:] & planted[:-1]
    a_frame = 20.0 * np.linalg.norm(np.diff(world, axis=0), axis=-1)
    assert a_frame[both].max() < 0.01


@pytest.mark.parametrize(("kind", "name"), [("gait", "moonwalk"), ("pose", "handstand")])
def test_an_unknown_name_lists_what_exists(kind: str, name: str) -> None:
    still = np.zeros(1)
    request = asked(
        WOMAN, (track(kind, name),), np.zeros(1, dtype=np.int64), way=still, speed=still
    )
    with pytest.raises(SceneError, match=r"use one of .*(walk|wave)"):
        pose_figure(request)


def test_a_sitting_person_has_the_feet_on_the_ground_before_the_hips() -> None:
    still = np.zeros(1)
    times = np.zeros(1, dtype=np.int64)
    places = _places(asked(WOMAN, (track("pose", "sit"),), times, way=still, speed=still))[0]
    hips, foot = places[WOMAN.index("hips")], places[WOMAN.index("leftToes")]
    assert hips[1] == pytest.approx(0.297 * 1.7, abs=0.01)
    assert foot[1] == pytest.approx(WOMAN.place("leftToes")[1], abs=1e-3)
    assert foot[2] > 0.3
