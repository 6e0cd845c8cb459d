"""The take that people, an animal, a thing in hands and a vehicle have to share, in numbers."""

from typing import Any

import numpy as np
import pytest

Description = dict[str, Any]


@pytest.fixture(scope="session")
def take(described: dict[str, Description]) -> Description:
    return described["25_handover"]


def entity(take: Description, name: str) -> Description:
    return next(e for e in take["entities"] if e["name"] == name)


def seen(take: Description, name: str) -> list[Description]:
    key = entity(take, name)["id"]
    return [sample["entities"][key] for sample in take["shots"][0]["samples"]]


def way(take: Description, name: str) -> np.ndarray:
    return np.array([state["position_m"] for state in seen(take, name)])


def depths(take: Description, name: str) -> np.ndarray:
    """Return how far in front of the camera it is over time [m]."""
    cameras = [np.array(s["camera_from_world"]) for s in take["shots"][0]["samples"]]
    places = np.concatenate([way(take, name), np.ones((len(cameras), 1))], axis=1)
    return np.array([(c @ p)[2] for c, p in zip(cameras, places, strict=True)])


def test_everyone_and_everything_is_there_and_coloured_as_said(take: Description) -> None:
    attributes = {name: entity(take, name)["attributes"] for name in ("umbrella", "car", "man")}
    assert attributes["umbrella"]["color"] == "blue"
    assert attributes["car"]["color"] == "red"
    assert entity(take, "man")["body"]["age_years"] > 60


def test_the_people_stay_in_frame_and_are_large_enough_to_read(take: Description) -> None:
    height = take["shots"][0]["size_px"][1]
    for name in ("woman", "man"):
        for state in seen(take, name):
            left, top, right, bottom = state["bbox_px"]
            assert 0.0 <= left < right <= take["shots"][0]["size_px"][0]
            assert 0.0 <= top < bottom <= height
            assert bottom - top > 0.25 * height


def test_the_umbrella_goes_from_her_to_him(take: Description) -> None:
    to_her, to_him = (
        np.linalg.norm((way(take, "umbrella") - way(take, name))[:, [0, 2]], axis=1)
        for name in ("woman", "man")
    )
    assert to_her[0] < to_him[0]
    assert to_him[-1] < to_her[-1]


def test_the_wolf_passes_behind_them_and_before_the_parked_car(take: Description) -> None:
    passes = way(take, "wolf")[:, 0]
    assert np.all(np.diff(passes) > 0.0)
    assert passes[0] < way(take, "car")[0, 0] < passes[-1]
    nearest = int(np.argmin(np.abs(passes - way(take, "car")[0, 0])))
    people = max(depths(take, "woman")[nearest], depths(take, "man")[nearest])
    assert people < depths(take, "wolf")[nearest] < depths(take, "car")[nearest]
    visible = [state["visible"] for state in seen(take, "wolf")]
    assert visible[nearest]


def test_the_car_stands(take: Description) -> None:
    assert np.ptp(way(take, "car"), axis=0).max() < 1e-9
