"""Errors of pictures are as large as was asked."""

from fractions import Fraction

import numpy as np
import pytest

from groundplan.adherence.selftest.injections import Injection, InjectionKind
from groundplan.adherence.selftest.pictures import Frames, injected_pictures
from groundplan.geometry.colour import linear_from_srgb, xyz_from_linear


def clip(level: int | None = None) -> Frames:
    """Return five frames: a flat grey, or noise that was softened."""
    if level is not None:
        return np.full((5, 32, 48, 3), level, np.uint8)
    coarse = np.random.default_rng(3).integers(30, 220, (5, 8, 12, 3))
    return np.repeat(np.repeat(coarse, 4, axis=1), 4, axis=2).astype(np.uint8)


def changed(injection: Injection, frames: Frames, seed: int = 0) -> Frames:
    return injected_pictures(frames, injection, rng=np.random.default_rng(seed), rate=Fraction(8))


def temperature_k(colour: np.ndarray) -> float:
    """Return McCamy's correlated colour temperature of an sRGB colour."""
    x, y, z = xyz_from_linear(linear_from_srgb(colour / 255.0))
    n = (x / (x + y + z) - 0.3320) / (0.1858 - y / (x + y + z))
    return 449.0 * n**3 + 3525.0 * n**2 + 6823.3 * n + 5520.33


@pytest.mark.parametrize("warmer", [500.0, 2000.0, -800.0])
def test_a_neutral_grey_gets_warmer_by_so_many_kelvin(warmer: float) -> None:
    found = changed(Injection(kind="light.warmer", size=warmer), clip(150))
    # A step of 8 bits is about 20 K here.
    assert temperature_k(found[2, 5, 5].astype(float)) == pytest.approx(6504.0 - warmer, abs=40.0)


def test_light_that_warms_by_a_ramp_is_untouched_at_first() -> None:
    found = changed(Injection(kind="light.warmer", size=1000.0, course="ramp"), clip(150))
    assert np.array_equal(found[0], clip(150)[0])
    blues = found[:, 0, 0, 2].astype(int)
    assert np.all(np.diff(blues) < 0)


def test_a_stop_more_is_twice_the_light() -> None:
    found = changed(Injection(kind="light.exposure", size=1.0), clip(100))
    one, two = (linear_from_srgb(frames[0, 0, 0] / 255.0) for frames in (clip(100), found))
    assert two / one == pytest.approx(np.full(3, 2.0), rel=0.01)


def test_flicker_is_brighter_and_darker_in_turn() -> None:
    found = changed(Injection(kind="light.flicker", size=5.0, first_frame=1), clip(200))
    assert found[:, 0, 0, 0].tolist() == [200, 210, 190, 210, 190]


def test_a_mirrored_mirror_is_the_picture() -> None:
    mirror = Injection(kind="picture.mirrored")
    assert np.array_equal(changed(mirror, changed(mirror, clip())), clip())


def test_noise_has_the_deviation_that_was_asked_for() -> None:
    found = changed(Injection(kind="picture.noise", size=6.0), clip(128))
    assert np.std(found.astype(float) - 128.0) == pytest.approx(6.0, rel=0.05)


def test_a_blur_takes_the_sharpness_of_edges() -> None:
    def sharpness(sigma: float) -> float:
        found = changed(Injection(kind="picture.blur", size=sigma), clip()).astype(np.float64)
        return float(np.square(np.diff(found, axis=2)).mean())

    assert sharpness(2.0) < 0.5 * sharpness(0.8) < sharpness(0.0)


def test_a_worse_rate_factor_gives_a_worse_clip_of_the_same_shape() -> None:
    def error(crf: float) -> float:
        found = changed(Injection(kind="picture.compressed", size=crf), clip())
        assert found.shape == clip().shape
        return float(np.square(found.astype(float) - clip()).mean())

    assert error(10.0) < error(30.0) < error(45.0)


@pytest.mark.parametrize("kind", ["picture.noise", "picture.blur", "picture.compressed"])
def test_the_same_seed_gives_the_same_bytes(kind: InjectionKind) -> None:
    injection = Injection(kind=kind, size=5.0)
    assert np.array_equal(changed(injection, clip()), changed(injection, clip()))


@pytest.mark.parametrize("kind", ["none", "camera.pan", "scene.other"])
def test_errors_that_are_none_of_pictures_leave_them(kind: InjectionKind) -> None:
    assert np.array_equal(changed(Injection(kind=kind), clip()), clip())


def test_frames_before_the_error_are_left() -> None:
    found = changed(Injection(kind="picture.noise", size=9.0, first_frame=3), clip())
    same = [bool(np.array_equal(a, b)) for a, b in zip(found, clip(), strict=True)]
    assert same == [True, True, True, False, False]
