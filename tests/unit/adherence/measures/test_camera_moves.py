"""The names of camera moves: each for its own movement, and none for its double."""

import numpy as np
import pytest

from groundplan.adherence.measures.camera_moves import (
    EXACT,
    CameraPath,
    MoveParts,
    move_parts,
    move_word,
    same_move,
)
from groundplan.geometry.transforms import inverse_rigid

_FRAMES = 13
_FOCAL = 1.4
_DEPTH_M = 5.0


def _turned(*, right: float = 0.0, up: float = 0.0, clockwise: float = 0.0) -> np.ndarray:
    """Return a camera's axes (OpenCV) after a turn about one of them [rad]."""
    cosine, sine = np.cos(right + up + clockwise), np.sin(right + up + clockwise)
    if right:
        return np.array([[cosine, 0.0, sine], [0.0, 1.0, 0.0], [-sine, 0.0, cosine]])
    if up:
        return np.array([[1.0, 0.0, 0.0], [0.0, cosine, -sine], [0.0, sine, cosine]])
    return np.array([[cosine, -sine, 0.0], [sine, cosine, 0.0], [0.0, 0.0, 1.0]])


def _path(
    turns: list[np.ndarray] | None = None,
    places: np.ndarray | None = None,
    focal: np.ndarray | None = None,
    *,
    base: np.ndarray | None = None,
) -> CameraPath:
    """Return a path; x right, y down, z ahead of the first frame's camera, in a world of `base`."""
    poses = np.tile(np.eye(4), (_FRAMES, 1, 1))
    if turns is not None:
        poses[:, :3, :3] = turns
    if places is not None:
        poses[:, :3, 3] = places
    world = np.eye(4) if base is None else base
    return CameraPath(
        camera_from_world_cv=inverse_rigid(world @ poses),
        focal_widths=np.full(_FRAMES, _FOCAL) if focal is None else focal,
        nearness=1.0 / _DEPTH_M,
    )


def _along(axis: int, metres: float) -> np.ndarray:
    places = np.zeros((_FRAMES, 3))
    places[:, axis] = np.linspace(0.0, metres, _FRAMES)
    return places


def _turns(name: str, rad: float) -> list[np.ndarray]:
    return [_turned(**{name: float(one)}) for one in np.linspace(0.0, rad, _FRAMES)]


def _orbit(rad: float) -> CameraPath:
    """Return a circle to the right about what is `_DEPTH_M` ahead, turned at it."""
    angles = np.linspace(0.0, rad, _FRAMES)
    places = _DEPTH_M * np.stack([np.sin(angles), 0.0 * angles, 1.0 - np.cos(angles)], axis=1)
    return _path([_turned(right=-float(one)) for one in angles], places)


_LENS = _FOCAL * np.linspace(1.0, 1.3, _FRAMES)
_MOVES = {
    "static": _path(),
    "pan_right": _path(_turns("right", 0.2)), "pan_left": _path(_turns("right", -0.2)),
    "tilt_up": _path(_turns("up", 0.2)), "tilt_down": _path(_turns("up", -0.2)),
    "roll_cw": _path(_turns("clockwise", 0.2)), "roll_ccw": _path(_turns("clockwise", -0.2)),
    "truck_right": _path(places=_along(0, 1.0)), "truck_left": _path(places=_along(0, -1.0)),
    "pedestal_up": _path(places=_along(1, -1.0)), "pedestal_down": _path(places=_along(1, 1.0)),
    "dolly_in": _path(places=_along(2, 1.0)), "dolly_out": _path(places=_along(2, -1.0)),
    "zoom_in": _path(focal=_LENS), "zoom_out": _path(focal=_LENS[::-1]),
    "dolly_zoom_in": _path(places=_along(2, 1.3), focal=_LENS[::-1]),
    "dolly_zoom_out": _path(places=_along(2, -1.3), focal=_LENS),
    "arc_right": _orbit(0.5), "arc_left": _orbit(-0.5),
    "crane_up": _path(_turns("up", -0.2), _along(1, -1.0)),
}  # fmt: skip


@pytest.mark.parametrize("name", _MOVES)
def test_every_move_has_its_own_name(name: str) -> None:
    assert move_word(move_parts(_MOVES[name])) == name


@pytest.mark.parametrize(
    ("one", "other"),
    [("zoom_in", "dolly_in"), ("pan_right", "truck_right"), ("tilt_up", "pedestal_up"),
     ("arc_right", "truck_right"), ("dolly_zoom_in", "dolly_in"), ("static", "pan_left")],
)  # fmt: skip
def test_moves_that_are_mistaken_for_one_another_do_not_agree(one: str, other: str) -> None:
    assert not same_move(move_parts(_MOVES[one]), move_parts(_MOVES[other]))


def test_an_orbit_all_the_way_round_is_an_arc_though_it_ends_where_it_began() -> None:
    parts = move_parts(_orbit(2.0 * np.pi))

    assert move_word(parts) == "arc_right"
    assert parts["truck"] == pytest.approx(2.0 * np.pi * _FOCAL, rel=0.02)


def test_a_pan_moves_the_picture_by_focal_length_times_angle() -> None:
    parts = move_parts(_MOVES["pan_right"])

    assert parts["pan"] == pytest.approx(_FOCAL * 0.2, rel=1e-3)
    assert parts["truck"] == parts["zoom"] == 0.0


def test_where_in_the_world_a_path_lies_does_not_matter() -> None:
    base = np.eye(4)
    base[:3, :3] = _turned(right=2.0) @ _turned(up=0.4)
    base[:3, 3] = (30.0, -4.0, 7.0)

    moved = move_parts(_path(_turns("right", 0.2), _along(1, -0.3), base=base))

    plain = move_parts(_path(_turns("right", 0.2), _along(1, -0.3)))
    assert dict(moved) == pytest.approx(dict(plain), abs=1e-9)


def test_a_move_at_the_edge_of_being_one_agrees_with_what_is_just_none() -> None:
    slow, slower = (move_parts(_path(places=_along(2, metres))) for metres in (0.11, 0.09))

    assert (move_word(slow), move_word(slower)) == ("dolly_in", "static")
    assert same_move(slow, slower)


def test_a_drift_that_the_camera_is_not_known_to_is_no_move() -> None:
    still, drift = move_parts(_path()), move_parts(_path(places=_along(2, 0.3)))
    unsure: MoveParts = {**EXACT, "dolly": 0.05}

    assert same_move(still, drift, unsure=unsure)
    assert not same_move(still, drift)


def test_a_planned_move_smaller_than_what_is_known_can_be_neither_seen_nor_missed() -> None:
    still, truck = move_parts(_path()), move_parts(_path(places=_along(0, 0.1)))

    vague: MoveParts = {**EXACT, "truck": 0.05}

    assert same_move(truck, still, unsure=vague) is None
    assert same_move(truck, truck, unsure=vague) is None
    assert same_move(truck, still) is False
