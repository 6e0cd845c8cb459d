"""Two people in other colours before a wall of many, drawn in looks, themselves or swapped."""

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np

__all__ = ["ALIKE", "COLOURS", "LOOKS", "PLACES", "SIZE", "mask_of", "painted", "swapped"]

SIZE: Final = (192, 120)
PLACES: Final = {"ada": (24, 20), "ben": (132, 20)}
"""Left and top of each [px]."""
_WIDE, _HIGH = 24, 80
COLOURS: Final = {
    "ada": ((40, 60, 160), (200, 190, 60)),
    "ben": ((180, 50, 40), (60, 60, 70)),
}
"""Upper and lower half."""
ALIKE: Final = {"ada": ((90, 60, 60), (50, 50, 90)), "ben": ((90, 60, 60), (50, 50, 90))}

Clothes = Mapping[str, tuple[tuple[int, int, int], tuple[int, int, int]]]


def swapped(clothes: Clothes = COLOURS) -> Clothes:
    """Return each in the clothes of the other."""
    return {"ada": clothes["ben"], "ben": clothes["ada"]}


def mask_of(name: str) -> np.ndarray:
    """Return where somebody stands."""
    left, top = PLACES[name]
    mask = np.zeros(SIZE[::-1], dtype=np.bool_)
    mask[top : top + _HIGH, left : left + _WIDE] = True
    return mask


def painted(clothes: Clothes = COLOURS) -> np.ndarray:
    """Return a picture, sRGB."""
    width, height = SIZE
    blocks = np.random.default_rng(5).integers(60, 190, (height // 24, width // 24, 3))
    picture = blocks.repeat(24, axis=0).repeat(24, axis=1).astype(np.uint8)
    for name, (upper, lower) in clothes.items():
        left, top = PLACES[name]
        columns = slice(left, left + _WIDE)
        picture[top : top + _HIGH // 2, columns] = upper
        picture[top + _HIGH // 2 : top + _HIGH, columns] = lower
    return picture


def _mapped(matrix: np.ndarray, shift: float = 0.0) -> Callable[[np.ndarray], np.ndarray]:
    def of(picture: np.ndarray) -> np.ndarray:
        shown = picture.astype(np.float64) @ matrix.T + shift
        return np.rint(np.clip(shown, 0.0, 255.0)).astype(np.uint8)

    return of


LOOKS: Final = {
    "as planned": _mapped(np.eye(3)),
    "red for blue": _mapped(0.6 * np.eye(3)[::-1], 40.0),
    "mixed": _mapped(np.array([[0.5, 0.2, 0.1], [0.0, 0.4, 0.3], [0.2, 0.1, 0.5]]), 20.0),
    "sepia": _mapped(np.array([[0.39, 0.77, 0.19], [0.35, 0.69, 0.17], [0.27, 0.53, 0.13]]) * 0.7),
    "grey": _mapped(np.tile([0.2126, 0.7152, 0.0722], (3, 1))),
    "negative": _mapped(-np.eye(3), 255.0),
}
