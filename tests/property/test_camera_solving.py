"""Whatever is asked, the camera is finite, upright enough to render, and above the ground."""

import math

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.agents.studio_set import Set, shoot

from groundplan.agents.camera.move_table import move_table
from groundplan.agents.camera.terms import ANGLES, SIZES

MOVES = sorted(move_table())
places = st.floats(-8.0, 8.0, allow_nan=False)
numbers = st.one_of(st.none(), st.floats(allow_nan=True, allow_infinity=True))


@settings(max_examples=60, deadline=None)
@given(
    move=st.sampled_from(MOVES),
    size=st.sampled_from(["", *SIZES]),
    angle=st.sampled_from(["", *ANGLES]),
    staging=st.sampled_from(["", "over_shoulder", "pov", "profile", "back_view", "two_shot"]),
    height=st.floats(0.02, 20.0),
    to=st.tuples(places, places),
    lens=numbers,
    distance=numbers,
)
def test_a_camera_is_finite_and_above_the_ground(
    *,
    move: str,
    size: str,
    angle: str,
    staging: str,
    height: float,
    to: tuple[float, float],
    lens: float | None,
    distance: float | None,
) -> None:
    scene = Set().put(
        "e1", "character", (0.4 * height, height, 0.3 * height), to=(to[0], 0.0, to[1])
    )
    scene.put("e2", "prop", (1.0, 1.0, 1.0), at=(-2.0, 0.0, -1.0)).say("move", move)
    for facet, value in (("size", size), ("angle", angle), ("staging", staging)):
        if value:
            scene.say(facet, value)
    for facet, amount in (("lens", lens), ("distance", distance)):
        if amount is not None:
            scene.say(facet, amount=amount)
    take = shoot(scene)
    assert np.isfinite(take.world_from_camera).all()
    assert take.centres[:, 1].min() > 0.0
    turns = take.world_from_camera[:, :3, :3]
    assert np.abs(turns @ np.swapaxes(turns, 1, 2) - np.eye(3)).max() < 1e-5
    focal = take.intrinsics[:, 0, 0]
    assert (focal > 0.0).all()
    camera = take.world.entities[take.view.entity("camera")]
    assert (
        math.hypot(*camera.transform.rotation) == 1.0
        or abs(math.hypot(*camera.transform.rotation) - 1.0) < 1e-6
    )
