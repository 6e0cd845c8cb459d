"""The sentence that must work, exactly: every clause of it, in numbers."""

import math
from typing import Any

import numpy as np
import pytest

Description = dict[str, Any]


@pytest.fixture(scope="session")
def take(described: dict[str, Description]) -> Description:
    return described["01_first_take"]


def entity(take: Description, name: str) -> Description:
    return next(e for e in take["entities"] if e["name"] == name)


def track(take: Description, name: str) -> np.ndarray:
    key = entity(take, name)["id"]
    samples = take["shots"][0]["samples"]
    return np.array([s["entities"][key]["position_m"] for s in samples])


def sizes(take: Description, name: str) -> list[float]:
    key = entity(take, name)["id"]
    return take["shots"][0]["samples"][0]["entities"][key]["size_m"]


def cameras(take: Description) -> list[np.ndarray]:
    return [np.array(s["camera_from_world"]) for s in take["shots"][0]["samples"]]


def centre(camera_from_world: np.ndarray) -> np.ndarray:
    return -camera_from_world[:3, :3].T @ camera_from_world[:3, 3]


def test_only_what_was_named_is_there(take: Description) -> None:
    named = {e["name"] for e in take["entities"] if e["kind"] not in {"camera", "light", "set"}}
    assert named == {"woman", "bench", "fountain", "dog"}


def test_her_coat_is_red(take: Description) -> None:
    attributes = entity(take, "woman")["attributes"]
    assert attributes["coat.color"] == "red"


def test_bench_and_fountain_are_four_metres_apart(take: Description) -> None:
    apart = track(take, "bench")[0] - track(take, "fountain")[0]
    assert math.hypot(apart[0], apart[2]) == pytest.approx(4.0, abs=0.01)


def test_she_walks_four_metres_in_five_seconds(take: Description) -> None:
    action = next(a for a in take["actions"] if a["verb"] == "walk")
    assert action["agent"] == entity(take, "woman")["id"]
    assert action["end_s"] - action["start_s"] == pytest.approx(5.0, abs=1e-6)
    path = track(take, "woman")
    length = np.linalg.norm(np.diff(path, axis=0), axis=1).sum()
    assert length == pytest.approx(4.0, abs=0.05)


def test_she_starts_at_the_bench_and_ends_at_the_fountain(take: Description) -> None:
    woman, bench, fountain = (track(take, name) for name in ("woman", "bench", "fountain"))
    assert np.linalg.norm(woman[0] - bench[0]) < np.linalg.norm(woman[0] - fountain[0])
    rim = 0.5 * sizes(take, "fountain")[2]
    assert np.linalg.norm(woman[-1] - fountain[-1]) - rim < 1.0
    edge = 0.5 * sizes(take, "bench")[2]
    assert np.linalg.norm(woman[0] - bench[0]) - edge < 2.0


def test_the_dog_trots_beside_her_all_the_way(take: Description) -> None:
    apart = track(take, "dog") - track(take, "woman")
    distances = np.hypot(apart[:, 0], apart[:, 2])
    assert np.all((distances > 0.4) & (distances < 1.2))
    action = next(a for a in take["actions"] if a["verb"] == "trot")
    assert action["agent"] == entity(take, "dog")["id"]
    assert action["end_s"] == pytest.approx(5.0, abs=1e-6)


@pytest.mark.parametrize(("sample", "distance"), [(0, 6.0), (-1, 3.0)])
def test_the_camera_keeps_its_stated_distance(
    take: Description, sample: int, distance: float
) -> None:
    offset = centre(cameras(take)[sample]) - track(take, "woman")[sample]
    assert math.hypot(offset[0], offset[2]) == pytest.approx(distance, abs=0.02)
    assert np.linalg.norm(offset) == pytest.approx(distance, abs=0.02)


def test_the_lens_is_35_mm_on_a_stated_sensor(take: Description) -> None:
    camera = take["shots"][0]["camera"]
    assert camera["lens_mm"] == pytest.approx(35.0)
    assert camera["sensor_mm"] == pytest.approx([24.89, 14.0])
    focal_px = take["shots"][0]["samples"][0]["intrinsics_px"][1][1]
    assert focal_px * 14.0 / 480 == pytest.approx(35.0, rel=1e-6)


def test_the_camera_is_low_and_looks_up(take: Description) -> None:
    for pose in cameras(take):
        assert 0.05 < centre(pose)[1] < 1.5
        assert pose[2, 1] > math.sin(math.radians(5.0))


def test_the_move_is_a_dolly_in(take: Description) -> None:
    poses = cameras(take)
    travel = centre(poses[-1]) - centre(poses[0])
    middle = poses[len(poses) // 2][:3, :3] @ travel
    assert middle[2] > 0
    assert abs(middle[2]) > abs(middle[0])
    assert take["shots"][0]["camera"]["move"] == "dolly_in"


def test_the_sun_is_low_warm_and_on_camera_left(take: Description) -> None:
    sun = next(light for light in take["lights"] if light["kind"] == "sun")
    assert 2000 <= sun["temperature_k"] <= 4000
    assert 0 < sun["elevation_rad"] < math.radians(20)
    towards = np.array([math.sin(sun["azimuth_rad"]), 0.0, math.cos(sun["azimuth_rad"])])
    for pose in (cameras(take)[0], cameras(take)[-1]):
        right = pose[0, :3]
        assert float(right @ towards) < -0.5


def test_what_contradicts_medium_is_said(take: Description) -> None:
    codes = [finding["code"] for finding in take["findings"]]
    assert "camera.size-contradicts-distance" in codes


def test_everybody_is_in_frame_at_both_ends(take: Description) -> None:
    for sample in (take["shots"][0]["samples"][0], take["shots"][0]["samples"][-1]):
        for name in ("woman", "dog"):
            assert sample["entities"][entity(take, name)["id"]]["visible"]


def test_every_number_in_the_words_went_somewhere(take: Description) -> None:
    values = sorted((q["value"], q["unit"]) for q in take["quantities"])
    assert values == [(3.0, "m"), (4.0, "m"), (5.0, "s"), (6.0, "m"), (35.0, "mm")]
    assert all(q["path"] for q in take["quantities"])
    assert take["unresolved"] == []


def test_the_camera_stands_in_every_sample_where_its_matrix_says(take: Description) -> None:
    key = take["shots"][0]["camera"]["entity"]
    for sample in take["shots"][0]["samples"]:
        matrix = np.array(sample["camera_from_world"])
        told = sample["entities"][key]
        assert told["position_m"] == pytest.approx(centre(matrix), abs=1e-6)
        forward = np.array([math.sin(told["heading_rad"]), math.cos(told["heading_rad"])])
        assert forward @ matrix[2, [0, 2]] == pytest.approx(math.hypot(matrix[2, 0], matrix[2, 2]))
        assert told["bbox_px"] is None
