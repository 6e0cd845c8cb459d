"""Gels do to light what their makers say."""

import pytest

from groundplan.errors import InputError
from groundplan.geometry.gels import GELS, gelled


@pytest.mark.parametrize(
    ("gel", "before", "after", "within"),
    [
        ("full_cto", 6500.0, 3200.0, 10.0), ("half_cto", 6500.0, 3800.0, 10.0),
        ("quarter_cto", 6500.0, 4600.0, 15.0), ("eighth_cto", 6500.0, 5550.0, 20.0),
        ("full_ctb", 3200.0, 5700.0, 10.0), ("half_ctb", 3200.0, 4270.0, 20.0),
        ("quarter_ctb", 3200.0, 3600.0, 10.0), ("eighth_ctb", 3200.0, 3400.0, 10.0),
    ],
)  # fmt: skip
def test_a_conversion_gel_turns_its_light_into_the_published_one(
    gel: str, before: float, after: float, within: float
) -> None:
    assert gelled(before, [gel]).temperature_k == pytest.approx(after, abs=within)


def test_gels_add_in_mired_and_multiply_in_light() -> None:
    both = gelled(6500.0, ["half_cto", "nd6"])
    assert both.temperature_k == gelled(6500.0, ["half_cto"]).temperature_k
    assert both.transmission == pytest.approx(0.708 * 10**-0.6)


def test_neutral_density_is_a_stop_for_each_0_3() -> None:
    for stops, name in ((1, "nd3"), (2, "nd6"), (3, "nd9"), (4, "nd12")):
        assert gelled(5600.0, [name]).transmission == pytest.approx(0.5**stops, rel=0.01)
        assert gelled(5600.0, [name]).tint == "#ffffff"


def test_every_gel_takes_light_away_and_none_is_named_twice() -> None:
    assert all(0.0 < gel.transmission < 1.0 for gel in GELS.values())


def test_an_unknown_gel_is_an_error_that_names_the_known() -> None:
    with pytest.raises(InputError, match="full_cto"):
        gelled(5600.0, ["double_rainbow"])
