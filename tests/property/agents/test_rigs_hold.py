"""Whatever is asked of a key, from whatever side of whatever frame, the meter reads it."""

import numpy as np
import pytest
from tests.unit.agents.studio_set import shoot
from tests.unit.agents.test_light_rigs import lit, person, said

SIZES = ("close_up", "medium", "full", "wide")
ANGLES = ("eye_level", "low_angle", "high_angle")


@pytest.mark.parametrize("seed", range(24))
def test_ratio_lux_stops_and_side_come_out_as_asked(seed: int) -> None:
    rng = np.random.default_rng(seed)
    scene = person(heading=float(rng.uniform(-3.1, 3.1)), size=SIZES[seed % 4])
    scene.say("angle", ANGLES[seed % 3])
    if seed % 2:
        scene.put("e2", "set", (4.5, 2.7, 4.5))
    side = "left" if rng.integers(2) else "right"
    ratio, lux = float(rng.choice([1.5, 2.0, 3.0, 4.0, 6.0, 8.0])), float(rng.uniform(50, 2000))
    kelvin = float(rng.uniform(2000.0, 9000.0))
    fact = said("key", side=side, ratio=ratio, illuminance_lx=lux, temperature_k=kelvin)

    _, read, _ = lit(scene, fact)

    assert read.face.ratio == pytest.approx(ratio, rel=1e-3)
    assert read.face.key_lx == pytest.approx(lux, rel=1e-3)
    assert read.key_over == pytest.approx(0.0, abs=1e-3)
    assert read.face.white.kelvin == pytest.approx(kelvin, rel=0.02)
    (row,) = read.face.of_role("key")
    right = shoot(scene).world_from_camera[4, :3, 0]
    assert (1.0 if side == "right" else -1.0) * float(row.towards @ right) > 0.2
