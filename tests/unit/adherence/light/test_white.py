"""McCamy's formula gives what is published of it."""

import numpy as np
import pytest

from groundplan.adherence.light.white import WHITE_MIRED, mired_of_gains, mired_of_xy


@pytest.mark.parametrize(
    ("x", "y", "kelvin"),
    [(0.31271, 0.32902, 6505.0), (0.34567, 0.35850, 5002.0), (0.44757, 0.40745, 2857.0)],
)
def test_the_standard_illuminants_have_their_temperatures(
    x: float, y: float, kelvin: float
) -> None:
    assert 1e6 / mired_of_xy(np.array([x]), np.array([y]))[0] == pytest.approx(kelvin, abs=2.0)


def test_more_red_and_less_blue_is_warmer() -> None:
    assert mired_of_gains(np.array([0.1]), np.array([-0.1]))[0] > WHITE_MIRED
    assert pytest.approx(1e6 / 6505.0, abs=0.1) == WHITE_MIRED
