"""The animatic: every shot in order, its words in their time, the same pictures again."""
# PyAV is typed in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

import importlib.util
import sys
from dataclasses import replace
from importlib.machinery import ModuleSpec
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image
from tests.unit.studio.small_film import small_film

from groundplan.cli import main
from groundplan.errors import InputError, PathError
from groundplan.passes.burn_in import BurnIn
from groundplan.previz.backends.numba_tiles import NumbaRenderer
from groundplan.scene.build import build_stage
from groundplan.scene.library import EMPTY
from groundplan.studio.animatic.cut import CutShot, cut_of, slate_rows, words_on
from groundplan.studio.animatic.frames import Look, animatic_pictures, picture_count, still_of
from groundplan.studio.rendering import parse_guides
from groundplan.units import Subframes
from groundplan.world.document import World
from groundplan.world.sequence import Film, Shot, Timebase

Capture = pytest.CaptureFixture[str]
SMALL = Film(width_px=96, height_px=54, guides=(2.39,))


def short_film() -> World:
    """Return the small film, shots of 14 and 3 frames."""
    world = small_film()
    first, second = world.shots["s1"], world.shots["s2"]
    shots = {"s1": replace(first, last=13_000), "s2": replace(second, last=50_000)}
    return replace(world, film=SMALL, shots=shots)


def words(world: World, cut: CutShot, index: int) -> BurnIn:
    pose = build_stage(world, cut.id).pose(Subframes(cut.first)).camera
    return words_on(cut, index, pose, world=world, guides=())


def test_timecode_runs_through_the_cut_and_frames_are_counted_from_1001() -> None:
    world = small_film()
    first, second = cut_of(world)
    assert words(world, first, 0).top_right == "01:00:00:00"
    assert words(world, first, 47).top_right == "01:00:01:23"
    assert words(world, second, 0).top_right == "01:00:02:00"
    assert (words(world, first, 0).bottom_right, words(world, second, 0).bottom_right) == (
        "1001", "1049",
    )  # fmt: skip
    assert words(world, first, 0).top_left == "SH010   7"
    assert words(world, first, 0).bottom_left == "50 mm   f/4   focus 5.00 m"


def test_a_cut_of_broadcast_rate_drops_its_labels() -> None:
    world = replace(small_film(), timebase=Timebase(fps_num=30000, fps_den=1001))
    _, second = cut_of(world, start="00:00:59;00")
    # 48 frames on: 00:01:00;20 would be, two labels are left out.
    assert words(world, second, 0).top_right == "00:01:00;20"
    with pytest.raises(InputError, match="names no frame"):
        cut_of(world, start="00:01:00;00")


def test_overlapping_coverage_still_counts_up() -> None:
    world = small_film()
    again = Shot(
        name="SH030", order=30, camera=world.shots["s2"].camera, first=0, last=9_000, scene="c1"
    )
    world = replace(world, shots={**world.shots, "s3": again})
    cut = cut_of(world)
    assert words(world, cut[2], 0).top_right == "01:00:04:00"
    assert cut[2].first_frame == 1001


def test_a_subtitle_is_there_while_it_is_spoken() -> None:
    world = small_film()
    first, second = cut_of(world)
    assert words(world, first, 23).subtitle == ""
    assert words(world, first, 24).subtitle == "ANNA: Here I am."
    assert words(world, first, 47).subtitle == "ANNA: Here I am."
    assert words(world, second, 0).subtitle == ""
    assert words(world, second, 2).subtitle == "BEN (V.O.): So I see."
    assert words(world, second, 22).subtitle == ""


def test_one_shot_alone_keeps_its_place_in_the_cut() -> None:
    world = small_film()
    (only,) = cut_of(world, shot="2")
    assert words(world, only, 0).top_right == "01:00:02:00"
    with pytest.raises(PathError):
        cut_of(world, shot="9")


def test_a_slate_says_scene_shot_take_and_lens_and_no_date() -> None:
    world = small_film(lens_name="spherical_s35/50")
    (cut,) = cut_of(world, shot="1", takes={"s1": 2})
    pose = build_stage(world, "s1").pose(Subframes(0)).camera
    said = {k: v for row in slate_rows(cut, pose, world=world, production="P") for k, v in row}
    assert said["scene"] == "7"
    assert said["take"] == "3"
    assert said["lens"] == "50 mm  spherical_s35/50"
    assert said[""] == "INT. STUDIO - DAY"
    assert said["length"] == "2.00 s"
    assert set(said) == {
        "production", "scene", "shot", "take", "", "lens", "stop", "fps", "framing", "length",
        "frames",
    }  # fmt: skip


def test_pictures_come_in_order_and_do_not_depend_on_threads() -> None:
    world = short_film()
    cut = cut_of(world)
    one, two = (
        list(
            animatic_pictures(
                world, cut, NumbaRenderer(), library=EMPTY,
                look=Look(slate_s=0.25, threads=threads, production="P"),
            )
        )
        for threads in (1, 3)
    )  # fmt: skip
    assert len(one) == 6 + 14 + 6 + 3 == picture_count(world, cut, Look(slate_s=0.25))
    assert all(np.array_equal(a, b) for a, b in zip(one, two, strict=True))
    assert np.array_equal(one[0], one[5])
    assert np.array_equal(one[20], one[25])
    assert not np.array_equal(one[0], one[20]), "each shot has a slate of its own"
    assert not np.array_equal(one[6], one[7])


def test_a_bent_lens_bends_the_picture_and_a_perfect_one_does_not() -> None:
    world, bent = short_film(), replace(small_film(distortion_k1=-0.8), film=SMALL)
    look = Look(burn_in=False)
    through = replace(look, lens=True)
    plain, straight, barrel = (
        still_of(w, cut_of(w)[0], NumbaRenderer(), look=one, library=EMPTY)
        for w, one in ((world, look), (world, through), (bent, through))
    )
    assert np.array_equal(plain, straight)
    assert not np.array_equal(plain, barrel)


def test_guides_are_the_films_or_what_is_said() -> None:
    assert parse_guides("film", short_film()) == (2.39,)
    assert parse_guides("", short_film()) == ()
    assert parse_guides("1.85, 9:16", short_film()) == (1.85, 0.5625)


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["groundplan", *arguments])
    with pytest.raises(SystemExit) as stopped:
        main()
    return int(stopped.value.code or 0)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("film") / "p"
    with pytest.MonkeyPatch.context() as patch:
        brief = "A red ball on a table. Static, 50 mm lens."
        assert run(patch, "make", brief, "-o", str(path), "--no-render", "--size", "96x54",
                   "--fps", "24000/1001", "--seconds", "0.5") == 0  # fmt: skip
    return path


def test_the_program_writes_a_video_of_slate_and_shot(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    film, again = tmp_path / "a.mp4", tmp_path / "b.mp4"
    for path, threads in ((film, "1"), (again, "2")):
        assert run(monkeypatch, "animatic", str(folder), "-o", str(path), "--threads", threads) == 0
    assert film.read_bytes() == again.read_bytes()
    with av.open(str(film)) as video:
        stream = video.streams.video[0]
        assert stream.average_rate is not None
        assert stream.average_rate * 1001 == 24000
        frames = sum(1 for _ in video.decode(stream))
    assert 24 + 11 <= frames <= 24 + 14


def test_without_pyav_there_are_stills_and_a_clear_word(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Capture,
) -> None:
    found = importlib.util.find_spec

    def without_av(name: str, package: str | None = None) -> ModuleSpec | None:
        return None if name == "av" else found(name, package)

    monkeypatch.setattr(importlib.util, "find_spec", without_av)
    assert run(monkeypatch, "animatic", str(folder), "-o", str(tmp_path / "a.mp4")) == 2
    assert "groundplan[video]" in capsys.readouterr().err
    assert run(monkeypatch, "animatic", str(folder), "--stills", str(tmp_path / "stills")) == 0
    (still,) = sorted((tmp_path / "stills").iterdir())
    assert still.name == "SH010.png"
    with Image.open(still) as picture:
        assert picture.size == (96, 54)


def test_other_paperwork_is_written_from_the_command_line(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Capture,
) -> None:
    assert run(monkeypatch, "lenses", "--json") == 0
    assert '"spherical_s35/50"' in capsys.readouterr().out
    assert run(monkeypatch, "report", str(folder), "--csv", str(tmp_path / "shots.csv")) == 0
    assert (tmp_path / "shots.csv").read_text().startswith("slate,shot,")
    assert run(monkeypatch, "report", str(folder)) == 0
    assert "Super 35 16:9" in capsys.readouterr().out
    assert run(monkeypatch, "plan", str(folder), "--shot", "1", "-o", str(tmp_path / "plans")) == 0
    assert (tmp_path / "plans" / "SH010.svg").read_text().startswith("<?xml")
    assert run(monkeypatch, "mount", str(folder), "still_ff", "--shot", "1") == 0
    assert "still_ff/50" in capsys.readouterr().out
    assert run(monkeypatch, "mount", str(folder), "nothing") == 2
    assert "lens" in capsys.readouterr().err
