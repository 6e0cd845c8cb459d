"""A patterned card before a patterned wall, 208 x 120 px: where it is, is known to a fraction."""

from typing import Final

import numpy as np

from groundplan.adherence.layout.templates import Template

__all__ = ["CARD", "HOME", "SHAPE", "card_template", "picture"]

SHAPE: Final = (120, 208)
CARD: Final = (30, 44)
"""Width, height."""
HOME: Final = (80.0, 40.0)
"""Left, top as planned."""
_FINE: Final = 4
"""Samples of a pixel, both ways."""


def _tiles(seed: int, shape: tuple[int, int], tile: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    rows, columns = shape[0] // tile + 1, shape[1] // tile + 1
    tiles = rng.uniform(40, 215, (rows, columns, 3))
    return tiles.repeat(tile, axis=0).repeat(tile, axis=1)[: shape[0], : shape[1]]


def picture(
    at: tuple[float, float] | None = HOME, *, scale: float = 1.0, seed: int = 11
) -> np.ndarray:
    """Return the wall with the card at left, top, scaled about its middle; None: without it."""
    height, width = SHAPE
    rows, columns = (np.arange(n * _FINE) / _FINE + 0.5 / _FINE for n in SHAPE)
    fine = _tiles(3, (height, width), 16).repeat(_FINE, axis=0).repeat(_FINE, axis=1)
    if at is not None:
        wide, tall = CARD
        x = (columns - at[0] - wide / 2) / scale + wide / 2
        y = (rows - at[1] - tall / 2) / scale + tall / 2
        inside = ((y >= 0) & (y < tall))[:, None] & ((x >= 0) & (x < wide))[None]
        card = _tiles(seed, (tall, wide), 5)
        there = card[np.clip(y, 0, tall - 1).astype(int)][:, np.clip(x, 0, wide - 1).astype(int)]
        fine = np.where(inside[..., None], there, fine)
    mean = fine.reshape(height, _FINE, width, _FINE, 3).mean(axis=(1, 3))
    return np.rint(mean).astype(np.uint8)


def card_template(*, moved_px: tuple[float, float] = (0.0, 0.0)) -> Template:
    """Return the template of the card as planned; the clip's camera moves it by `moved_px`."""
    wide, tall = CARD
    own = np.zeros((tall + 6, wide + 6), dtype=np.bool_)
    own[3:-3, 3:-3] = True
    centre = np.array([HOME[0] + wide / 2, HOME[1] + tall / 2])
    return Template(
        instance=5,
        mask=np.ones_like(own),
        own=own,
        corner=np.array([int(HOME[0]) - 3, int(HOME[1]) - 3], dtype=np.int64),
        centre_px=centre,
        expected_px=centre + np.array(moved_px),
        spread=np.eye(2),
        depth_m=4.0,
    )
