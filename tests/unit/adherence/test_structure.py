"""Structure is where edges are, whatever the look."""

import numpy as np

from groundplan.adherence.structure import LEVELS, outline_pyramid, structure_pyramid


def _blocks(*, seed: int = 2, low: float = 60.0, high: float = 180.0) -> np.ndarray:
    """Return grey blocks of 6 px with soft edges, 96 x 64."""
    rng = np.random.default_rng(seed)
    picture = rng.uniform(low, high, (11, 16)).repeat(6, axis=0).repeat(6, axis=1)[:64]
    for axis in (0, 1):
        picture = (picture + np.roll(picture, 1, axis)) / 2
    return picture


def _painted(luma: np.ndarray) -> np.ndarray:
    return np.repeat(np.rint(luma)[..., None], 3, axis=2).astype(np.uint8)


def _likeness(first: np.ndarray, second: np.ndarray) -> float:
    return float(np.corrcoef(first.ravel(), second.ravel())[0, 1])


def test_every_level_is_half_as_large_as_the_one_before() -> None:
    levels = structure_pyramid(_painted(_blocks()))
    assert [one.shape for one in levels] == [(64, 96), (32, 48), (16, 24), (8, 12)]
    assert len(levels) == LEVELS


def test_a_halving_of_an_odd_size_drops_the_last_row_and_column() -> None:
    levels = structure_pyramid(_painted(_blocks()[:63, :95]))
    assert [one.shape for one in levels][1:3] == [(31, 47), (15, 23)]


def test_offset_changes_nothing() -> None:
    picture = np.rint(_blocks())
    plain, lighter = (structure_pyramid(_painted(one)) for one in (picture, picture + 40))
    for one, other in zip(plain, lighter, strict=True):
        np.testing.assert_allclose(one, other, atol=2e-3)


def test_contrast_hardly_matters() -> None:
    picture = _blocks()
    flat = structure_pyramid(_painted(120 + 0.5 * (picture - 120)))
    for one, other in zip(structure_pyramid(_painted(picture)), flat, strict=True):
        assert _likeness(one, other) > 0.98


def test_a_negative_has_the_same_structure() -> None:
    picture = np.rint(_blocks())
    turned = structure_pyramid(_painted(255 - picture))
    for one, other in zip(structure_pyramid(_painted(picture)), turned, strict=True):
        np.testing.assert_allclose(one, other, atol=2e-3)


def test_another_picture_has_another_structure() -> None:
    first, second = (structure_pyramid(_painted(_blocks(seed=seed)))[0] for seed in (2, 3))
    assert abs(_likeness(first, second)) < 0.3


def test_a_flat_picture_has_none() -> None:
    for one in structure_pyramid(np.full((48, 64, 3), 90, dtype=np.uint8)):
        assert not one.any()


def _outlines(
    *, normal: np.ndarray | None = None, depth: np.ndarray | None = None, ids: np.ndarray | None
) -> np.ndarray:
    shape = (48, 64)
    flat = np.tile(np.array([0.0, 0.0, 1.0]), (*shape, 1))
    return outline_pyramid(
        (flat if normal is None else normal).astype(np.float16),
        (np.full(shape, 4.0) if depth is None else depth).astype(np.float32),
        (np.ones(shape) if ids is None else ids).astype(np.uint16),
    )[0]


def _right_half(low: float, high: float) -> np.ndarray:
    found = np.full((48, 64), low)
    found[:, 32:] = high
    return found


def _is_an_edge_in_the_middle(structure: np.ndarray) -> bool:
    return bool(np.argmax(structure[24]) in (31, 32)) and structure[24, :16].max() < 1e-3


def test_outlines_are_where_ids_change() -> None:
    assert _is_an_edge_in_the_middle(_outlines(ids=_right_half(1, 2)))


def test_outlines_are_where_depth_jumps() -> None:
    assert _is_an_edge_in_the_middle(_outlines(depth=_right_half(4.0, 6.0), ids=None))


def test_outlines_are_where_a_surface_turns() -> None:
    normal = np.zeros((48, 64, 3))
    normal[:, :32, 2] = normal[:, 32:, 0] = 1.0
    assert _is_an_edge_in_the_middle(_outlines(normal=normal, ids=None))


def test_sky_is_outlined_and_empty_itself() -> None:
    assert _is_an_edge_in_the_middle(_outlines(depth=_right_half(4.0, np.inf), ids=None))


def test_a_wall_has_no_outlines() -> None:
    assert not _outlines(ids=None).any()
