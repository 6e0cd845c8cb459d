"""Numbers that no ground and no opened part can have."""

import math

import pytest

from groundplan.errors import EditError
from groundplan.world.limits import check_limits

GRADE = ("entities", "g", "terrain", "grade_rad")
LEAF = ("entities", "d", "parts", "leaf")
LEAF_KEY = ("entities", "d", "channels", "parts.leaf", "keys", "k0", "v")


@pytest.mark.parametrize(
    ("segments", "value"),
    [(GRADE, 0.0), (GRADE, 0.2), (GRADE, math.radians(45.0)), (LEAF, 1.0), (LEAF, -1.0),
     (LEAF_KEY, (0.5,))],
)  # fmt: skip
def test_a_ground_or_a_part_that_can_be_is_taken(segments: tuple[str, ...], value: object) -> None:
    check_limits(segments, value)


@pytest.mark.parametrize(
    ("segments", "value"),
    [(GRADE, -9.0), (GRADE, 1.57), (GRADE, 1e308), (GRADE, math.nan), (LEAF, 7.0), (LEAF, -1.5),
     (LEAF, math.inf), (LEAF_KEY, (3.0,))],
)  # fmt: skip
def test_a_ground_or_a_part_that_cannot_be_is_refused_with_its_range(
    segments: tuple[str, ...], value: object
) -> None:
    with pytest.raises(EditError, match="it must be from"):
        check_limits(segments, value)
