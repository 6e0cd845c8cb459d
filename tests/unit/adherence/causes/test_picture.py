"""What is wrong with light and picture."""

import pytest
from tests.unit.adherence.hand_made import BEN, failing

from groundplan.adherence.causes.picture import picture_causes
from groundplan.adherence.tolerances import DEFAULT_TOLERANCES


@pytest.mark.parametrize(
    ("definition", "value", "code", "says"),
    [
        ("light.exposure_stops/2", 0.8, "light.exposure", "exposure drifts by 0.80 stops"),
        ("light.cct_mired/2", 41.0, "light.colour", "the light's colour drifts by 41 mired"),
        ("flicker.luma/2", 20.04, "picture.flicker", "the picture flickers by 20.0/255"),
        ("picture.frozen/1", 6.0, "picture.frozen", "6 frames in a row do not change"),
        (
            "picture.stutter_pct/1", 75.0, "picture.stutter",
            "the clip stutters: 75 % of its frames only repeat the one before",
        ),
        (
            "light.inverted/1", 0.98, "light.inverted",
            "tones are inverted, as in a negative (correlation -0.98)",
        ),
        ("picture.cuts/1", 2.0, "picture.cut", "the clip cuts 2 times where the plan does not"),
        (
            "layout.extra_pct/1", 3.21, "subject.extra",
            "something that was not planned fills 3.2 % of the picture",
        ),
    ],
)  # fmt: skip
def test_every_failed_check_has_its_words(
    definition: str, value: float, code: str, says: str
) -> None:
    assert definition in DEFAULT_TOLERANCES
    (found,) = picture_causes([failing(definition, value=value, frames=(3, 4))])
    assert (found.code, found.says, found.frames) == (code, says, (3, 4))


def test_light_of_a_subject_and_other_checks_are_no_cause_here() -> None:
    failed = [failing("light.exposure_stops/2", subject=BEN), failing("trajectory.pct/1")]
    assert picture_causes(failed) == []


def test_who_is_frozen_does_not_stutter_too() -> None:
    failed = [failing("picture.stutter_pct/1", value=90.0), failing("picture.frozen/1", value=9.0)]
    assert [one.code for one in picture_causes(failed)] == ["picture.frozen"]
