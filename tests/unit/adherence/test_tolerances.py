"""Limits of a shot: defaults, and what intents ask for."""

import math
from dataclasses import replace

import pytest
from tests.unit.adherence.hand_made import ADA, BEN
from tests.unit.studio.small_film import small_film

from groundplan.adherence.definitions import DEFINITIONS
from groundplan.adherence.tolerances import DEFAULT_TOLERANCES, Tolerance, tolerances_of
from groundplan.world.intent import Intent, IntentKind

TURN, LENS, PLACE = "camera.rotation.mean_deg/1", "camera.focal_pct/1", "trajectory.pct/1"


def _limit(definition: str, *intents: Intent, shot: str = "s1") -> Tolerance:
    world = replace(small_film(), intents={f"i{k}": one for k, one in enumerate(intents)})
    return tolerances_of(world, shot)[definition]


def test_without_intents_all_limits_are_defaults() -> None:
    assert tolerances_of(small_film(), "s1") == DEFAULT_TOLERANCES
    assert all(one.source == "default" for one in DEFAULT_TOLERANCES.values())


def test_every_limit_is_of_a_definition_that_somebody_measures() -> None:
    foreign = {name for name in DEFAULT_TOLERANCES if name not in DEFINITIONS}
    assert all(name.startswith(("light.", "flicker.", "picture.")) for name in foreign)


@pytest.mark.parametrize(
    ("intent", "definition", "limit"),
    [
        (Intent(kind="focal_length", shot="s1", value=50.0, tolerance=1.5, unit="mm"), LENS, 3.0),
        (Intent(kind="camera_pitch", shot="s1", value=0.0, tolerance=1.0, unit="deg"), TURN, 1.0),
        (
            Intent(
                kind="camera_roll", shot="s1", value=0.0, tolerance=math.radians(0.9), unit="rad"
            ),
            TURN, 0.9,
        ),
        (Intent(kind="camera_azimuth", value=0.0, tolerance=1.2, unit="deg"), TURN, 1.2),
        (Intent(kind="screen_x", shot="s1", value=0.4, tolerance=0.02), PLACE, 2.0),
        (Intent(kind="screen_y", shot="s1", value=0.4, tolerance=0.032), PLACE, 1.8),
    ],
)  # fmt: skip
def test_an_intent_with_a_tolerance_tightens_its_limit(
    intent: Intent, definition: str, limit: float
) -> None:
    # The film has 1600 x 900 px: a share of its height is 9/16 of that of its width.
    found = _limit(definition, intent)
    assert found.limit == pytest.approx(limit)
    assert found.source == f"intent {intent.kind}"
    assert found.name == DEFAULT_TOLERANCES[definition].name


def test_an_intent_never_loosens_a_limit() -> None:
    loose = Intent(kind="screen_x", shot="s1", value=0.4, tolerance=0.5)
    assert _limit(PLACE, loose) == DEFAULT_TOLERANCES[PLACE]


def test_the_tightest_of_several_counts() -> None:
    rows = [
        Intent(kind="screen_x", shot="s1", value=0.4, tolerance=slack)
        for slack in (0.025, 0.012, 0.02)
    ]
    assert _limit(PLACE, *rows).limit == pytest.approx(1.2)


def test_an_intent_of_another_shot_does_not_count() -> None:
    other = Intent(kind="screen_x", shot="s2", value=0.4, tolerance=0.02)
    assert _limit(PLACE, other) == DEFAULT_TOLERANCES[PLACE]


@pytest.mark.parametrize("slack", [None, 0.0])
def test_an_intent_without_a_tolerance_changes_nothing(slack: float | None) -> None:
    exact = Intent(kind="screen_x", shot="s1", value=0.4, tolerance=slack)
    assert _limit(PLACE, exact) == DEFAULT_TOLERANCES[PLACE]


@pytest.mark.parametrize("definition", [TURN, LENS, PLACE])
def test_no_limit_is_finer_than_footage_is_measured(definition: str) -> None:
    kinds: dict[str, IntentKind] = {TURN: "camera_pitch", LENS: "focal_length", PLACE: "screen_x"}
    unit = {TURN: "deg", LENS: "mm", PLACE: ""}[definition]
    hair = Intent(kind=kinds[definition], shot="s1", value=50.0, tolerance=1e-6, unit=unit)
    assert 0.1 <= _limit(definition, hair).limit < DEFAULT_TOLERANCES[definition].limit


def test_an_intent_of_a_subject_binds_that_subject_alone() -> None:
    found = _limit(
        PLACE,
        Intent(kind="screen_x", shot="s1", subject=ADA, value=0.4, tolerance=0.02),
        Intent(kind="screen_x", shot="s1", subject=ADA, value=0.4, tolerance=0.025),
    )
    assert found.of(ADA).limit == pytest.approx(2.0)
    assert found.of(ADA).source == "intent screen_x"
    assert found.of(BEN).limit == found.limit == DEFAULT_TOLERANCES[PLACE].limit


def test_what_binds_all_is_not_loosened_by_what_binds_one() -> None:
    tight = Intent(kind="screen_x", shot="s1", value=0.4, tolerance=0.012)
    own = Intent(kind="screen_x", shot="s1", subject=ADA, value=0.4, tolerance=0.02)
    for rows in ((tight, own), (own, tight)):
        found = _limit(PLACE, *rows)
        assert found.of(ADA).limit == found.of(BEN).limit == pytest.approx(1.2)
