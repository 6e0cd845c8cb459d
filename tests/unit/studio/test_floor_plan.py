"""Floor plans: to scale, well formed, the same bytes, and labels that leave one another alone."""

import itertools
import math
import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from tests.unit.studio.small_film import ANNA, BEN, CAMERA, KEY, small_film

from groundplan.geometry import quaternions
from groundplan.studio.floor_plan.axis import axis_people
from groundplan.studio.floor_plan.floor_plan import floor_plan
from groundplan.studio.floor_plan.labels import Labels
from groundplan.studio.floor_plan.paper import FRAME, fitted
from groundplan.studio.floor_plan.survey import survey_of
from groundplan.studio.paperwork.naming import file_stem
from groundplan.world.channel import Channel, Key
from groundplan.world.document import World
from groundplan.world.entity import Aim, Asset, Entity, Light, Transform
from groundplan.world.sequence import Framing

SVG = "{http://www.w3.org/2000/svg}"
Point = tuple[float, float]


def shining(at: tuple[float, float, float], to: tuple[float, float, float]) -> Transform:
    ahead = np.array(to) - np.array(at)
    x, y, z, w = quaternions.look_rotation(ahead, np.array([0.0, 1.0, 0.0])).tolist()
    return Transform(position_m=at, rotation=(x, y, z, w))


@pytest.fixture(scope="module")
def world() -> World:
    """Return the small film in a room with a table, a spot and a panel."""
    base = small_film()
    more = {
        "RM".ljust(26, "0"): Entity(
            name="room", kind="set", asset=Asset(catalogue_id="plain_room"), size_m=(8.0, 2.8, 8.0)
        ),
        "TBX".ljust(26, "0"): Entity(
            name="table", kind="prop", asset=Asset(catalogue_id="table"), size_m=(1.4, 0.75, 0.8),
            transform=Transform(position_m=(0.7, 0.0, -1.5)),
        ),
        "SPT".ljust(26, "0"): Entity(
            name="spot", kind="light",
            light=Light(type="spot", luminous_flux_lm=2000.0, role="rim"),
            transform=shining((-2.0, 2.4, -2.0), (0.0, 1.5, 0.0)),
        ),
        "PNE".ljust(26, "0"): Entity(
            name="panel", kind="light",
            light=Light(type="area", luminous_flux_lm=900.0, role="fill", size_m=(1.0, 1.0)),
            transform=shining((3.0, 1.8, 1.0), (1.5, 1.5, 0.0)),
        ),
        "SVN".ljust(26, "0"): Entity(
            name="sun", kind="light",
            light=Light(type="sun", illuminance_lx=500.0, azimuth_rad=1.0, elevation_rad=0.5),
        ),
    }  # fmt: skip
    return replace(base, entities={**base.entities, **more})


@pytest.fixture(scope="module")
def page(world: World) -> ET.Element:
    return ET.fromstring(floor_plan(world, "s1", production="A & B <test>"))  # noqa: S314  (ours)


def scale_of(page: ET.Element) -> int:
    said = [t.text or "" for t in page.iter(f"{SVG}text")]
    return int(next(m[1] for t in said if (m := re.fullmatch(r"1:(\d+) on A3", t))))


def points(element: ET.Element) -> list[Point]:
    pairs = (pair.split(",") for pair in element.attrib["points"].split())
    return [(float(x), float(y)) for x, y in pairs]


def of_class(page: ET.Element, name: str) -> list[ET.Element]:
    return [e for e in page.iter() if e.attrib.get("class", "") == name]


def test_people_stand_as_far_apart_on_the_page_as_the_scale_says(page: ET.Element) -> None:
    anna, ben = ((float(c.attrib["cx"]), float(c.attrib["cy"])) for c in of_class(page, "person"))
    assert math.dist(anna, ben) == pytest.approx(1500.0 / scale_of(page), abs=0.6)
    assert ben[0] > anna[0], "right on the page is +X"


def test_the_view_on_the_page_is_as_wide_as_the_lens_sees(page: ET.Element) -> None:
    eye, a, b = points(of_class(page, "view")[0])
    opening = math.atan2(a[0] - eye[0], eye[1] - a[1]) - math.atan2(b[0] - eye[0], eye[1] - b[1])
    assert math.degrees(abs(opening)) == pytest.approx(27.954, abs=0.05)


def test_the_track_is_two_metres_on_the_page(page: ET.Element) -> None:
    rail = points(of_class(page, "rail")[0])
    assert math.dist(rail[0], rail[-1]) == pytest.approx(2000.0 / scale_of(page), abs=0.02)
    assert len(of_class(page, "viewlater")) == 1


def test_walls_are_cut_at_their_thickness(page: ET.Element) -> None:
    walls = [points(e) for e in of_class(page, "wall")]
    assert len(walls) == 3
    thin = [min(np.ptp([p[0] for p in w]), np.ptp([p[1] for p in w])) for w in walls]
    assert max(thin) < 250.0 / scale_of(page)
    long = [max(np.ptp([p[0] for p in w]), np.ptp([p[1] for p in w])) for w in walls]
    assert max(long) == pytest.approx(8000.0 / scale_of(page), rel=0.02)


def test_the_scale_bar_is_as_long_as_it_says(page: ET.Element) -> None:
    fields = [points(e) for e in of_class(page, "black") if len(points(e)) == 4]
    said = [t.text or "" for t in page.iter(f"{SVG}text")]
    metres = float(next(m[1] for t in said if (m := re.fullmatch(r"([\d.]+) m", t))))
    long = 2.0 * (fields[1][0][0] - fields[0][0][0])
    assert long == pytest.approx(metres * 1000.0 / scale_of(page), abs=0.05)


def test_a_beam_points_where_its_lamp_shines(page: ET.Element) -> None:
    lamp, a, b = points(of_class(page, "beam")[-1])
    anna = of_class(page, "person")[0]
    towards = (float(anna.attrib["cx"]) - lamp[0], float(anna.attrib["cy"]) - lamp[1])
    middle = (0.5 * (a[0] + b[0]) - lamp[0], 0.5 * (a[1] + b[1]) - lamp[1])
    off = math.atan2(*towards) - math.atan2(*middle)
    assert abs(math.degrees(off)) < 3.0


def test_everyone_and_every_lamp_is_named_and_all_text_is_escaped(page: ET.Element) -> None:
    said = " | ".join(t.text or "" for t in page.iter(f"{SVG}text"))
    for word in (
        "ANNA", "BEN", "C1 SH010, 50 mm, h 1.5 m", "C2", "table", "rim: spot, 2000 lm",
        "fill: panel", "180° line", "INT. STUDIO - DAY", "A & B <test>", "+X", "sun 29° up",
        "dolly in", "f/4, focus 5 m",
    ):  # fmt: skip
        assert word in said, word


def test_a_plan_needs_nothing_from_elsewhere(world: World) -> None:
    text = floor_plan(world, "s1")
    assert "href" not in text
    assert "url(" not in text.replace("url(#frame)", "")
    assert "<script" not in text
    assert "NaN" not in text


def test_a_plan_has_the_same_bytes_again(world: World) -> None:
    assert floor_plan(world, "s1") == floor_plan(world, "s1")


def test_labels_never_lie_on_one_another() -> None:
    labels = Labels(FRAME)
    rng = np.random.default_rng(3)
    words = [f"somebody number {k}" for k in range(40)]
    drawn = [
        labels.label((float(x), float(y)), word, gap=2.0)
        for word, (x, y) in zip(words, rng.uniform(150.0, 220.0, (40, 2)), strict=True)
    ]
    assert all(drawn)
    for a, b in itertools.combinations(labels.boxes, 2):
        apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
        assert apart, (a, b)


def test_a_label_moves_off_what_it_would_cover() -> None:
    labels = Labels(FRAME)
    labels.keep_clear((100.0, 90.0, 160.0, 110.0))
    labels.label((100.0, 100.0), "free", gap=1.0)
    assert labels.boxes[0][2] <= 100.0


def test_the_scale_is_the_largest_round_one_that_fits() -> None:
    assert fitted([(0.0, 0.0), (3.6, 2.0)]).scale == 10
    assert fitted([(0.0, 0.0), (3.7, 2.0)]).scale == 20
    paper = fitted([(-3.0, -1.0), (15.0, 4.0)])
    assert paper.scale == 50
    assert paper.at((6.0, 1.5)) == (0.5 * (FRAME[0] + FRAME[2]), 0.5 * (FRAME[1] + FRAME[3]))


def test_the_line_of_action_runs_through_whom_the_framing_names(world: World) -> None:
    assert axis_people(world, "s1", (ANNA, BEN)) == (ANNA, BEN)
    # Of shot 2 the framing names one; both speak in its scene.
    assert axis_people(world, "s2", (ANNA, BEN)) == (ANNA, BEN)
    silent = replace(world, narrative=replace(world.narrative, lines={}, actions={}))
    assert axis_people(silent, "s2", (ANNA, BEN)) is None


def test_a_camera_from_above_shows_its_frame_on_the_floor(world: World) -> None:
    eye = replace(
        world.entities[CAMERA], channels={}, transform=Transform(position_m=(0.0, 4.0, 0.3)),
        aim=Aim(target=ANNA),
    )  # fmt: skip
    over = replace(world, entities={**world.entities, CAMERA: eye})
    frame = survey_of(over, "s1").camera.frames[0]
    assert len(frame) == 4
    # 4.01 m down a 50 mm lens: 24.889 mm of gate are 2.0 m of floor.
    assert math.dist(frame[2], frame[3]) == pytest.approx(2.0, rel=0.05)
    assert KEY in over.entities


def test_a_car_is_there_twice_with_its_way_between(world: World) -> None:
    drive = Channel(
        type="vec3", unit="m",
        keys={"a": Key(t=0, v=(-6.0, 0.0, -3.0)), "b": Key(t=47_000, v=(6.0, 0.0, -3.0))},
    )  # fmt: skip
    key = "RACE".ljust(26, "0")
    car = Entity(
        name="car", kind="vehicle", asset=Asset(catalogue_id="car"), size_m=(1.8, 1.5, 4.4),
        transform=Transform(position_m=(-6.0, 0.0, -3.0)),
        channels={"transform.position_m": drive},
    )  # fmt: skip
    shots = {"s1": replace(world.shots["s1"], framing=Framing(subject=key))}
    driven = replace(world, entities={**world.entities, key: car}, shots=shots)
    survey = survey_of(driven, "s1")
    thing = next(thing for thing in survey.things if thing.name == "car")
    apart = np.mean(thing.later, axis=0) - np.mean(thing.outlines[0], axis=0)
    assert apart == pytest.approx([12.0, 0.0], abs=0.01)
    assert (thing.way[0], thing.way[-1]) == ((-6.0, -3.0), (6.0, -3.0))
    assert survey.camera.reaches_m[0] == pytest.approx(math.hypot(6.0, 8.0))
    page = ET.fromstring(floor_plan(driven, "s1"))  # noqa: S314  (ours)
    assert len(of_class(page, "thing later")) == 1


def test_a_crane_says_how_high_it_goes(world: World) -> None:
    lift = Channel(
        type="vec3", unit="m",
        keys={"a": Key(t=0, v=(0.0, 1.0, 5.0)), "b": Key(t=47_000, v=(0.0, 6.5, 5.0))},
    )  # fmt: skip
    eye = replace(world.entities[CAMERA], channels={"transform.position_m": lift})
    lifted = floor_plan(replace(world, entities={**world.entities, CAMERA: eye}), "s1")
    assert "CAM SH010, 50 mm, h 1 &gt; 6.5 m" in lifted


def test_a_sun_that_gives_no_light_is_not_drawn(world: World) -> None:
    key = "SVN".ljust(26, "0")
    assert [sun.name for sun in survey_of(world, "s1").suns] == ["sun"]
    dark = replace(
        world.entities[key], light=Light(type="sun", illuminance_lx=0.0, elevation_rad=0.5)
    )
    assert survey_of(replace(world, entities={**world.entities, key: dark}), "s1").suns == ()


def test_a_shot_may_be_called_anything_and_its_files_stay_in_their_folder() -> None:
    base = small_film()
    named = {"s1": '../<A & "B">', "s2": "SH020"}
    shots = {key: replace(shot, name=named[key]) for key, shot in base.shots.items()}
    odd = replace(base, shots=shots)
    page = ET.fromstring(floor_plan(odd, "s1"))  # noqa: S314  (ours)
    assert page.attrib["aria-label"] == 'floor plan of ../<A & "B">'
    assert [file_stem(odd, key) for key in shots] == ["s1", "SH020"]
    twice = {key: replace(shot, name="SH010") for key, shot in shots.items()}
    assert [file_stem(replace(base, shots=twice), key) for key in shots] == ["s1", "s2"]


@pytest.mark.parametrize("up", [1.0, -1.0])
def test_a_camera_that_looks_steeply_up_or_down_still_looks_ahead(up: float) -> None:
    base = small_film()
    way = np.array([math.cos(math.radians(80.0)), up * math.sin(math.radians(80.0)), 0.0])
    x, y, z, w = quaternions.look_rotation(way, np.array([0.0, 1.0, 0.0])).tolist()
    eye = replace(
        base.entities[CAMERA], channels={},
        transform=Transform(position_m=(0.0, 1.5, 5.0), rotation=(x, y, z, w)),
    )  # fmt: skip
    survey = survey_of(replace(base, entities={**base.entities, CAMERA: eye}), "s1")
    assert survey.camera.headings[0] == pytest.approx(0.5 * math.pi), "towards +X"
