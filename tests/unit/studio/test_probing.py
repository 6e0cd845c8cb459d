"""The light meter as people see it: data, rows, a picture in false colour, and plain refusals."""

from pathlib import Path
from typing import cast

import numpy as np
import pytest
from PIL import Image

from groundplan.agents.director import PlanOptions, plan
from groundplan.errors import InputError, PathError
from groundplan.geometry.false_colour import BANDS
from groundplan.inputs.text import facts_from_text
from groundplan.studio.probing import probe_json, probe_rows, probes, write_false_colour
from groundplan.world.document import World

BRIEF = "Medium close-up of a man in a room, key 4:1 from camera left at 3200 K."


@pytest.fixture(scope="module")
def world() -> World:
    options = PlanOptions(width_px=96, height_px=64, seconds=1.0)
    return plan(facts_from_text(BRIEF), seed=0, options=options).world


def test_the_words_come_back_from_the_meter_as_numbers(world: World) -> None:
    data = probe_json(world, probes(world))
    assert data["schema"] == "groundplan.probe/1"
    (shot,) = cast("list[dict[str, float]]", data["shots"])
    lamps = cast("list[dict[str, float]]", shot["lamps"])
    assert shot["ratio"] == pytest.approx(4.0, rel=0.01)
    assert shot["cct_k"] == pytest.approx(3200.0, abs=5.0)
    assert shot["key_over_stops"] == pytest.approx(0.0, abs=0.01)
    assert shot["fill_over_stops"] == pytest.approx(-2.0, abs=0.02)
    assert sum(lamp["dome_lx"] for lamp in lamps) == pytest.approx(shot["dome_lx"], rel=1e-4)
    (key,) = probes(world)[0].face.of_role("key")
    assert float(key.towards[0]) < -0.3


def test_rows_say_the_same_in_words(world: World) -> None:
    whole, lamps = probe_rows(probes(world)[0])
    said = dict(whole)
    assert said["key"].endswith("as exposed")
    assert said["fill"].endswith("2.0 stops under")
    assert said["key : fill"].startswith("4.00 : 1")
    assert {row[1] for row in lamps} == {"key", "fill", "ambience"}


def test_the_meter_can_be_held_anywhere_and_at_any_time(world: World) -> None:
    (here,) = probes(world, where="0.5,1.2,0.5", at_s=0.5)
    assert here.face.place == pytest.approx([0.5, 1.2, 0.5])
    assert here.time == pytest.approx(0.5 * 1000.0 * 16.0)
    (him,) = probes(world, where="man")
    assert him.face.key_lx == pytest.approx(probes(world)[0].face.key_lx)


@pytest.mark.parametrize("where", ["1,2", "a,b,c", "1,2,nan", "1,2,3,4"])
def test_a_place_is_three_numbers(world: World, where: str) -> None:
    with pytest.raises(InputError, match="x,y,z"):
        probes(world, where=where)


def test_who_is_nowhere_and_times_after_the_end_are_refused(world: World) -> None:
    with pytest.raises(PathError, match="nobody"):
        probes(world, where="nobody")
    with pytest.raises(InputError, match="time within a shot"):
        probes(world, at_s=99.0)


def test_false_colour_shows_bands_alone_and_a_legend_below(world: World, tmp_path: Path) -> None:
    target = tmp_path / "exposure.png"
    write_false_colour(world, probes(world), target)
    drawn = np.asarray(Image.open(target).convert("RGB"))
    assert drawn.shape[1] == 96
    assert drawn.shape[0] > 64
    seen = {tuple(int(v) for v in colour) for colour in drawn[:64].reshape(-1, 3)}
    assert seen <= {band.rgb for band in BANDS}
    assert len(seen) >= 3
    with pytest.raises(InputError, match="new file"):
        write_false_colour(world, probes(world), target)
