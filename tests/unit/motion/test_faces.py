"""Faces in time: expressions come and go, lips move with speech, lids blink, eyes look."""

import numpy as np
import pytest

from groundplan.assets.human import human_figure
from groundplan.assets.human_shape.face_units import face_units
from groundplan.motion.actions.library import ACTIONS
from groundplan.motion.actions.perform import perform
from groundplan.motion.actions.surroundings import Surroundings
from groundplan.motion.biped import hang_arms
from groundplan.motion.faces.expressions import EXPRESSIONS, FACE_OF_ACTION
from groundplan.motion.faces.performing import blinking, face_weights, lids, speaking
from groundplan.motion.frame import resting
from groundplan.world.sequence import Track

FPS = 24.0
ME = "1" * 26
SHUT = {"sleep", "close_eyes", "pray", "meditate"}


def track(name: str, *, first: float, last: float) -> Track:
    return Track(entity=ME, kind="action", name=name, first=round(first * 24000),
                 last=round(last * 24000))  # fmt: skip


def weights(*tracks: Track, seconds: float = 10.0, seed: float = 0.3) -> dict[str, np.ndarray]:
    times = 1000.0 * np.arange(round(seconds * FPS))
    found = face_weights(tracks, times, fps=FPS, seed=seed)
    assert found.min() >= 0.0
    assert found.max() <= 1.0
    return dict(zip(face_units().names, found.T, strict=True))


def test_every_face_of_an_action_is_known() -> None:
    assert set(FACE_OF_ACTION) <= set(ACTIONS)
    assert set(FACE_OF_ACTION.values()) <= set(EXPRESSIONS)
    assert {"neutral", "smile", "laugh", "frown", "angry", "sad", "surprised", "scared", "talk",
            "eyes_closed", "sleep"} <= set(EXPRESSIONS)  # fmt: skip


@pytest.mark.parametrize("action", sorted(FACE_OF_ACTION))
def test_an_expression_shows_while_it_is_done_and_not_before_or_after(action: str) -> None:
    found = weights(track(action, first=3.0, last=6.0))
    named = [n for n in found if not n.startswith("eyeBlink")]
    total = np.sum([found[n] for n in named], axis=0)
    frames = np.arange(len(total)) / FPS
    during, apart = (frames > 3.0) & (frames < 6.0), (frames < 2.65) | (frames > 6.35)
    assert total[apart].max() == 0.0
    if action in SHUT:
        # A blink is no closed eye, and closed eyes are open before and after, but for blinks.
        assert found["eyeBlinkLeft"][during].min() == 1.0
        assert found["eyeBlinkLeft"][apart].mean() < 0.1
    else:
        assert total[during].max() > 0.1


def test_a_smile_holds_and_is_the_same_on_both_sides() -> None:
    found = weights(track("smile", first=0.0, last=10.0))
    assert np.all(found["mouthSmileLeft"] == pytest.approx(0.75, abs=1e-6))
    assert np.array_equal(found["mouthSmileLeft"], found["mouthSmileRight"])


def test_people_blink_some_fifteen_times_a_minute_each_at_their_own_times() -> None:
    seconds = np.arange(0.0, 60.0, 0.01)
    starts: list[np.ndarray] = []
    for key in (1, 2):
        shut = blinking(seconds, key=key) > 0.5
        starts.append(np.flatnonzero(np.diff(shut.astype(int)) == 1))
        assert 14 <= len(starts[-1]) <= 19
        assert shut.mean() < 0.06
    assert not np.array_equal(starts[0], starts[1])


def test_who_sleeps_keeps_their_eyes_shut() -> None:
    found = weights(track("sleep", first=0.0, last=10.0))
    assert found["eyeBlinkLeft"].min() == 1.0


def test_speech_opens_the_jaw_syllable_by_syllable_with_pauses() -> None:
    seconds = np.arange(0.0, 30.0, 0.005)
    rhythm = EXPRESSIONS["talk"].rhythm
    assert rhythm is not None
    jaw = speaking(rhythm, seconds, key=5)[:, face_units().names.index("jawOpen")]
    peaks = np.flatnonzero((jaw[1:-1] > jaw[:-2]) & (jaw[1:-1] >= jaw[2:]) & (jaw[1:-1] > 0.05))
    assert 2.5 < len(peaks) / 30.0 < 5.0
    assert 0.1 < (jaw < 0.005).mean() < 0.4
    heights = jaw[1:-1][peaks]
    assert heights.max() <= rhythm.jaw
    assert np.std(heights) > 0.03
    still = speaking(rhythm, seconds, key=6)
    assert not np.array_equal(still, speaking(rhythm, seconds, key=5))
    assert np.array_equal(still, speaking(rhythm, seconds, key=6))


def test_faces_do_not_depend_on_which_times_are_asked() -> None:
    tracks = [track("talk", first=1.0, last=8.0), track("smile", first=4.0, last=9.0)]
    times = 1000.0 * np.arange(240)
    whole = face_weights(tracks, times, fps=FPS, seed=0.7)
    again = np.concatenate(
        [face_weights(tracks, times[k : k + 7], fps=FPS, seed=0.7) for k in range(0, 240, 7)]
    )
    assert np.array_equal(whole, again)


def _eyes(target: tuple[float, float, float]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    skeleton = human_figure(1.72).skeleton
    frames = resting(skeleton, 3)
    hang_arms(frames, swing=np.zeros(3), elbow=np.full(3, 0.18))
    around = Surroundings(grasp=np.tile(np.array(target), (3, 1)))
    done = perform(frames, ACTIONS["look_at"], np.array([0.0, 0.2, 3.0]), around=around)
    joints = done.body_from_joint()
    eye = joints[-1, skeleton.index("leftEye")]
    head = joints[-1, skeleton.index("head")]
    return eye, head, lids(skeleton, joints)


def test_eyes_look_at_what_is_looked_at() -> None:
    for target in ((0.5, 1.6, 2.0), (-1.5, 1.0, 2.0), (0.2, 2.2, 3.0)):
        eye, _, _ = _eyes(target)
        wanted = np.array(target) - eye[:3, 3]
        cosine = eye[:3, 2] @ wanted / np.linalg.norm(wanted)
        assert np.degrees(np.arccos(cosine)) < 6.0


def test_eyes_stay_in_their_sockets_and_lids_follow_them() -> None:
    eye, head, _ = _eyes((3.0, 0.0, -1.0))
    inside = head[:3, :3].T @ eye[:3, 2]
    assert np.degrees(np.arccos(inside[2])) < 45.0
    names = face_units().names
    _, _, down = _eyes((0.0, 0.3, 0.5))
    assert down[-1, names.index("eyeLookDownLeft")] > 0.5
    assert down[-1, names.index("eyeLookUpLeft")] == 0.0
    assert down[0].max() == 0.0
