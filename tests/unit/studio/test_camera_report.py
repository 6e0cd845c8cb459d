"""The camera report against numbers worked by hand, and lenses that are mounted."""

import csv
import io
import math
from dataclasses import replace
from pathlib import Path

import pytest
from tests.unit.studio.small_film import ANNA, CAMERA, camera, small_film

from groundplan.agents.critic.agent import criticise
from groundplan.errors import InputError
from groundplan.geometry.lenses import lens_named, radial_distortion
from groundplan.studio.history import undo
from groundplan.studio.options import TakeOptions
from groundplan.studio.paperwork.camera_report import shot_report, shot_reports
from groundplan.studio.paperwork.mounting import mount
from groundplan.studio.paperwork.naming import slate_of
from groundplan.studio.paperwork.report_data import report_json
from groundplan.studio.paperwork.report_tables import report_csv, report_tables
from groundplan.studio.project import Project
from groundplan.studio.take import plan_world
from groundplan.world.document import World
from groundplan.world.entity import Aim


def test_the_lens_sees_what_a_pinhole_on_its_gate_sees() -> None:
    lens = shot_report(small_film(), "s1").lens
    # 16:9 of 24.89 x 14.00 mm: all of the height, 24.889 mm of the width.
    assert lens.used_gate_mm == pytest.approx((24.8889, 14.0), abs=1e-3)
    assert lens.fov_horizontal_deg[0] == pytest.approx(27.954, abs=2e-3)  # 2 atan(24.889 / 100)
    assert lens.fov_vertical_deg[0] == pytest.approx(15.939, abs=1e-3)  # 2 atan(0.14)
    assert lens.sensor == "Super 35 16:9"
    assert lens.covers_gate is None


def test_a_gate_that_somebody_changed_is_called_by_its_size() -> None:
    lens = shot_report(small_film(sensor_width_mm=21.95, sensor_height_mm=18.6), "s1").lens
    assert lens.sensor == "21.95 x 18.60 mm"


def test_depth_of_field_and_hyperfocal_follow_from_circle_and_stop() -> None:
    sharp = shot_report(small_film(), "s1").focus
    # c = hypot(24.89, 14) / 1500 = 0.019038 mm; H = 2500 / (4 c) + 50 = 32.88 m.
    assert sharp.circle_mm == pytest.approx(0.019038, abs=1e-6)
    assert sharp.hyperfocal_m[0] == pytest.approx(32.879, abs=2e-3)
    assert sharp.near_m[0] == pytest.approx(4.3449, abs=1e-3)
    assert sharp.far_m[0] == pytest.approx(5.8878, abs=1e-3)
    stated = shot_report(small_film(circle_mm=0.025), "s1").focus
    assert stated.circle_mm == 0.025
    assert stated.hyperfocal_m[0] == pytest.approx(25.05, abs=1e-3)


def test_distance_is_measured_to_the_eyes_and_says_whether_they_are_sharp() -> None:
    sharp = shot_report(small_film(), "s1").focus
    assert sharp.subject_m is not None
    assert sharp.subject_m[0] == pytest.approx(5.0, abs=0.15)
    assert sharp.subject_m[0] - sharp.subject_m[1] == pytest.approx(2.0, abs=0.02)
    assert sharp.subject_sharp == (True, False), "the dolly leaves the focus behind"


def test_a_thousand_lumens_at_two_metres_read_twenty_lux() -> None:
    light = shot_report(small_film(), "s1").exposure
    assert light.metered_lx == pytest.approx(1000.0 / (4.0 * math.pi * 4.0), rel=1e-6)  # 19.894
    assert light.metered_k == pytest.approx(3200.0, abs=1.0)
    assert light.metered_ev100 == pytest.approx(math.log2(19.894 * 100 / 330), abs=1e-3)
    # f/4, 1/48 s, ISO 800: log2(16 * 48 / 8) = 6.585
    assert (light.shutter_s, light.shutter_deg) == pytest.approx((1 / 48, 180.0))
    assert light.ev100 == pytest.approx(6.585, abs=1e-3)
    assert light.over_stops == pytest.approx(2.592 - 6.585, abs=2e-3)
    assert light.iso_for_light == pytest.approx(800.0 * 2.0 ** (6.585 - 2.592), rel=2e-3)
    assert light.tstop_for_light == pytest.approx(4.0 * 2.0 ** (0.5 * (2.592 - 6.585)), rel=2e-3)


def test_a_metered_camera_is_never_over_or_under() -> None:
    light = shot_report(small_film(auto_exposure=True, nd_stops=1.2), "s1").exposure
    assert light.automatic
    assert light.over_stops == pytest.approx(0.0)
    plain = shot_report(small_film(auto_exposure=True), "s1").exposure
    assert light.iso_for_light / plain.iso_for_light == pytest.approx(2.0**1.2)


def test_travel_and_speed_are_those_of_the_dolly() -> None:
    place = shot_report(small_film(), "s1").camera
    assert place.travel_m == pytest.approx(2.0)
    assert place.top_speed_mps == pytest.approx(2.0 / 47 * 24)
    assert place.height_m == (1.5, 1.5)
    assert place.rig == "dolly"
    assert place.top_turn_degps == 0.0


def test_tilt_is_up_positive_and_roll_clockwise() -> None:
    world = small_film()
    eye = world.entities[CAMERA]
    aimed = replace(eye, aim=Aim(target=ANNA, height_m=0.5, roll_rad=math.radians(10.0)))
    tilted = replace(world, entities={**world.entities, CAMERA: aimed})
    place = shot_report(tilted, "s1").camera
    assert place.tilt_deg[0] == pytest.approx(-math.degrees(math.atan2(1.0, 5.0)))
    assert place.roll_deg == pytest.approx((10.0, 10.0))


def test_a_slate_says_scene_number_and_letter_as_crews_do() -> None:
    world = small_film()
    assert [slate_of(world, key) for key in ("s1", "s2")] == ["7", "7A"]
    numbered = replace(world.shots["s2"], number="7C-2")
    assert slate_of(replace(world, shots={**world.shots, "s2": numbered}), "s2") == "7C-2"


def test_what_happens_and_is_said_belongs_to_the_shot_of_its_time() -> None:
    first, second = shot_reports(small_film(), takes={"s2": 3})
    assert first.slate.action == "anna wave ben"
    assert second.slate.action == ""
    assert first.slate.dialogue == "ANNA: Here I am."
    assert second.slate.dialogue == "BEN (V.O.): So I see."
    assert (first.slate.takes, second.slate.takes) == (0, 3)
    assert (second.slate.first_frame, second.slate.frames) == (1049, 48)
    assert second.slate.start_s == 2.0
    assert first.slate.guides == ("2.39",)


def test_a_size_that_nobody_asked_is_measured() -> None:
    # 4 m from a 50 mm lens 14 mm show 1.12 m: 0.66 of 1.70 m.
    assert shot_report(small_film(), "s2").slate.size == "medium_long"


def test_the_csv_is_one_line_a_shot_and_reads_back() -> None:
    reports = shot_reports(small_film())
    text = report_csv(reports)
    assert text.count("\r\n") == 3
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["slate"] for row in rows] == ["7", "7A"]
    assert float(rows[0]["travel_m"]) == 2.0
    assert float(rows[0]["hyperfocal_m"]) == pytest.approx(32.88)
    assert rows[0]["far_start_m"] == "5.888"


def test_a_cell_is_never_a_formula() -> None:
    world = small_film()
    named = replace(world.shots["s1"], number='=HYPERLINK("x")')
    assert "'=HYPERLINK" in report_csv(
        shot_reports(replace(world, shots={**world.shots, "s1": named}))
    )


def test_tables_have_a_row_a_shot_and_json_plain_numbers() -> None:
    reports = shot_reports(small_film())
    for table in report_tables(reports):
        assert len(table.rows) == 2
        assert all(len(row) == len(table.headers) for row in table.rows)
    data = report_json(reports)
    assert data["schema"] == "groundplan.report/1"
    shots = data["shots"]
    assert isinstance(shots, list)
    assert shots[0]["camera"]["travel_m"] == 2.0


@pytest.fixture
def project(tmp_path: Path) -> Project:
    planned = plan_world("A woman stands. Static, 47 mm lens.", options=TakeOptions())
    return Project.create(tmp_path / "p", planned)


def optics(world: World) -> tuple[float, str, float, float, float]:
    lens = world.entities[world.shots["s1"].camera].camera or camera()
    return lens.focal_mm, lens.lens_name, lens.breathing, lens.distortion_k1, lens.close_focus_m


def test_a_set_mounts_its_nearest_lens_and_one_undo_takes_it_off(project: Project) -> None:
    before = optics(project.world)
    _, notes = mount(project, "spherical_s35")
    lens = lens_named("spherical_s35/50")
    assert optics(project.world) == pytest.approx(
        (50.0, lens.name, lens.breathing, radial_distortion(lens), 0.5), abs=1e-9
    )
    assert notes == ()
    undo(project)
    assert optics(project.world) == before


def test_an_ideal_mount_neither_breathes_nor_bends(project: Project) -> None:
    mount(project, "spherical_ff/32", character=False)
    assert optics(project.world)[:4] == (32.0, "spherical_ff/32", 0.0, 0.0)


def test_what_does_not_fit_together_is_said_in_numbers(project: Project) -> None:
    _, notes = mount(project, "anamorphic_2x/50")
    assert any("film/desqueeze=2" in note for note in notes)
    _, notes = mount(project, "super16/25")
    assert any("image circle of 16.5 mm" in note for note in notes)
    with pytest.raises(InputError, match="no lens"):
        mount(project, "spherical_s35/51")


def test_a_lens_that_breathes_is_still_the_lens_that_was_asked(tmp_path: Path) -> None:
    planned = plan_world("A woman stands. Close-up, static, 50 mm lens.", options=TakeOptions())
    project = Project.create(tmp_path / "p", planned)
    mount(project, "still_ff/50")
    lens = project.world.entities[project.world.shots["s1"].camera].camera
    assert lens is not None
    assert lens.breathing == 0.1
    assert "camera.lens-differs" not in {f.code for f in criticise(project.world)}
