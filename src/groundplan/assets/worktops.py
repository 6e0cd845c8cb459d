"""How high the surface is that hands work on, where that is not the upper face of the whole thing.

Source:
    Measured on the models of the catalogue: the keys of a piano, the board of a bar.
"""

from typing import Final

__all__ = ["KEYBOARDS", "work_height"]

_OF_HEIGHT: Final = {
    "piano": 0.733 / 1.19, "grand_piano": 0.67 / 1.19, "bar_counter": 1.11 / 1.4,
}  # fmt: skip
"""Height of the surface over that of the whole model."""
KEYBOARDS: Final = frozenset({"piano", "grand_piano"})
"""What is played at from its own front."""


def work_height(catalogue_id: str, height_m: float) -> float:
    """Return the height of the surface that hands work on [m], of a model as high as given."""
    return _OF_HEIGHT.get(catalogue_id, 1.0) * height_m
