"""White balance: neutral for its own white, partial in between."""

import numpy as np
import pytest

from groundplan.errors import InputError
from groundplan.geometry import adaptation, colour
from groundplan.units import CandelaPerSquareMetre, Kelvin


@pytest.mark.parametrize("kelvin", [1900.0, 3200.0, 5600.0, 10_000.0])
def test_a_light_is_neutral_to_a_camera_balanced_to_it(kelvin: float) -> None:
    rgb = colour.rgb_from_kelvin(Kelvin(kelvin), white=Kelvin(kelvin))
    assert rgb == pytest.approx((1.0, 1.0, 1.0), abs=2e-3)


def test_without_a_white_daylight_is_neutral() -> None:
    assert colour.rgb_from_kelvin(colour.D65_K) == pytest.approx((1.0, 1.0, 1.0), abs=2e-3)


def test_adapting_there_and_back_changes_nothing() -> None:
    a, b, seen = np.array([1.1, 1.0, 0.3]), np.array([0.95, 1.0, 1.09]), np.array([0.4, 0.5, 0.2])
    there = adaptation.adapted_xyz(seen, source=a, target=b)
    assert adaptation.adapted_xyz(there, source=b, target=a) == pytest.approx(seen)


def test_bradford_turns_illuminant_a_into_d65_as_the_published_matrix_does() -> None:
    a, d65 = np.array([1.09850, 1.0, 0.35585]), np.array([0.95047, 1.0, 1.08883])
    columns = [adaptation.adapted_xyz(axis, source=a, target=d65) for axis in np.eye(3)]
    published = [[0.8447, -0.1179, 0.3949], [-0.1366, 1.1042, 0.1292], [0.0799, -0.1349, 3.1924]]
    assert pytest.approx(np.array(published), abs=2e-3) == np.array(columns).T


def test_eyes_adapt_more_in_bright_light_and_never_beyond_the_surround() -> None:
    degrees = [adaptation.adaptation_degree(CandelaPerSquareMetre(v)) for v in (0.0, 10.0, 1e5)]
    assert degrees == sorted(degrees)
    assert degrees[-1] == pytest.approx(0.8)


def test_a_partial_white_goes_from_neutral_to_the_scene() -> None:
    ends = [
        adaptation.partial_white(Kelvin(2000.0), neutral=Kelvin(6500.0), degree=d) for d in (0, 1)
    ]
    assert ends == pytest.approx([6500.0, 2000.0])


def test_mixed_light_lies_between_and_no_light_has_no_colour() -> None:
    even = adaptation.mixed_kelvin([(1.0, Kelvin(2000.0)), (1.0, Kelvin(6000.0))])
    assert even == pytest.approx(3000.0)
    with pytest.raises(InputError):
        adaptation.mixed_kelvin([])
