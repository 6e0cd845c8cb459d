"""Line drawings show outlines, steps and creases, and nothing on a plain surface."""

import numpy as np

from groundplan.shader.encoders.scribble import SceneFrame, line_strength, scribble_frame

SIZE = (24, 32)


def plane(*, right: float = 0.0, down: float = 0.0, near: float = 0.5) -> np.ndarray:
    """Return the depth of a plane: 1/depth is linear in the picture."""
    y, x = np.mgrid[0 : SIZE[0], 0 : SIZE[1]]
    return (1.0 / (near + right * x + down * y)).astype(np.float32)


def scene(
    depth: np.ndarray, *, ids: np.ndarray | None = None, normal: np.ndarray | None = None
) -> SceneFrame:
    facing = np.zeros((*SIZE, 3), dtype=np.float16)
    facing[..., 2] = 1.0
    instance = np.ones(SIZE, dtype=np.uint16) if ids is None else ids
    return SceneFrame(depth, facing if normal is None else normal, instance)


def sky_right_of(column: int) -> SceneFrame:
    depth, ids = plane(), np.ones(SIZE, dtype=np.uint16)
    normal = scene(depth).normal
    depth[:, column:], ids[:, column:], normal[:, column:] = np.inf, 0, 0.0
    return scene(depth, ids=ids, normal=normal)


def test_a_plane_however_steep_has_no_lines() -> None:
    for depth in (plane(), plane(right=0.05), plane(down=0.2), plane(right=0.03, down=-0.02)):
        assert (scribble_frame(scene(depth)) == 255).all()


def test_an_outline_lies_on_the_nearer_thing() -> None:
    ink = line_strength(sky_right_of(20))
    expected = np.zeros(SIZE)
    expected[:, 19] = 1.0
    assert np.array_equal(ink, expected)


def test_sky_has_no_lines() -> None:
    empty = scene(
        np.full(SIZE, np.inf, dtype=np.float32),
        ids=np.zeros(SIZE, dtype=np.uint16),
        normal=np.zeros((*SIZE, 3), dtype=np.float16),
    )
    assert (scribble_frame(empty) == 255).all()


def test_a_step_within_one_thing_lies_on_its_nearer_side() -> None:
    depth = plane()
    depth[10:] *= 0.5
    ink = line_strength(scene(depth))
    assert (ink[10] == 1.0).all()
    assert not np.delete(ink, 10, axis=0).any()


def test_a_crease_is_fainter_than_an_outline() -> None:
    normal = scene(plane()).normal
    normal[:, 16:] = (1.0, 0.0, 0.0)
    ink = line_strength(scene(plane(), normal=normal))
    assert np.allclose(ink[:, 15:17], 0.6)
    assert not ink[:, :15].any()
    assert not ink[:, 17:].any()


def test_a_soft_bend_has_no_line() -> None:
    normal = scene(plane()).normal
    normal[:, 16:] = (0.5, 0.0, 0.866)
    assert not line_strength(scene(plane(), normal=normal)).any()


def test_lines_are_dark_on_white_and_can_be_white_on_black() -> None:
    dark = scribble_frame(sky_right_of(20))
    assert dark[12, :, 0].tolist() == [255] * 18 + [127, 0, 127] + [255] * 11
    light = scribble_frame(sky_right_of(20), dark_lines=False)
    assert np.array_equal(light, 255 - dark)
