"""`groundplan measure`, by the command line: a clip and a shot in, a verdict out."""

# JSON and XML are read without types.
# pyright: basic

import io
import json
import shutil
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from tests.unit.adherence.clip.clip_files import Encoding, sound_in_wav, video_bytes

from groundplan.adherence.report.saved import parse_report
from groundplan.cli import main
from groundplan.passes.pack import ControlPack


class Said(NamedTuple):
    """What the program printed."""

    stdout: str
    stderr: str


class Film(NamedTuple):
    """A project, and clips of its only shot."""

    project: Path
    plan: np.ndarray
    rate: Fraction

    def clip(self, folder: Path, frames: np.ndarray, name: str = "clip.mp4") -> Path:
        """Return a video file of frames."""
        path = folder / name
        path.write_bytes(video_bytes(frames, Encoding(rate=self.rate)))
        return path


def groundplan(*words: str | Path, status: int = 0) -> Said:
    """Run the program in this process."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "argv", ["groundplan", *map(str, words)])
        patch.setenv("COLUMNS", "200")
        with pytest.raises(SystemExit) as stopped:
            main()
    assert int(stopped.value.code or 0) == status, out.getvalue() + err.getvalue()
    return Said(out.getvalue(), err.getvalue())


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("measured") / "film"
    groundplan(
        "make", "Full shot. A man walks to the right in front of a house. The camera pans right.",
        "-o", folder, "--seconds", "0.3", "--size", "208x120",
    )  # fmt: skip
    return folder


@pytest.fixture
def film(made: Path, tmp_path: Path) -> Film:
    project = Path(shutil.copytree(made, tmp_path / "film"))
    (take,) = (project / "takes").glob("*/*")
    pack = ControlPack.open(take)
    clock = pack.manifest.clock
    return Film(project, pack["beauty"][:], Fraction(clock.fps_num, clock.fps_den))


def _noise(film: Film) -> np.ndarray:
    """Return as many frames of another scene: blocks that slide."""
    rng = np.random.default_rng(2)
    wide = rng.integers(0, 255, (6, 15, 3)).repeat(20, axis=0).repeat(20, axis=1)
    count = len(film.plan)
    return np.stack([wide[:, 2 * k : 2 * k + 208] for k in range(count)]).astype(np.uint8)


def test_the_previz_as_a_clip_obeys(film: Film, tmp_path: Path) -> None:
    said = groundplan("measure", film.project, film.clip(tmp_path, film.plan))
    assert "clip.mp4: it obeys the plan" in said.stdout
    assert "passes      camera direction: 0 deg (at most 2 deg)" in said.stdout
    assert "passes      cuts: 0 cuts (at most 0 cuts)" in said.stdout
    assert " 1 (at most" not in said.stdout  # a share has no unit
    (saved,) = (film.project / "reports").glob("*/001.json")
    assert parse_report(saved.read_bytes()).status == "pass"
    assert saved.with_suffix(".html").read_bytes().startswith(b"<!")


def test_no_name_of_a_clip_gives_orders_to_a_terminal(film: Film, tmp_path: Path) -> None:
    clip = film.clip(tmp_path, film.plan, "red\x1b[31m\nnew line.mp4")
    said = groundplan("measure", film.project, clip, "--no-report")
    assert "red\ufffd[31m\ufffdnew line.mp4: it obeys the plan" in said.stdout
    clip.write_bytes(b"no clip")
    said = groundplan("measure", film.project, clip, status=2)
    assert "red\ufffd[31m new line.mp4" in said.stderr
    assert "\x1b" not in said.stderr


def test_another_scene_fails_with_status_1_and_junit_says_of_what(
    film: Film, tmp_path: Path
) -> None:
    junit = tmp_path / "judged.xml"
    clip = film.clip(tmp_path, _noise(film))
    words = ("--json", "--no-report", "--junit", junit)
    told = parse_report(groundplan("measure", film.project, clip, *words, status=1).stdout.encode())
    assert told.status == "fail"
    assert not (film.project / "reports").exists()
    suite = next(ET.parse(junit).iter("testsuite"))  # noqa: S314  (our own file)
    cases = list(suite.iter("testcase"))
    failing = sum(one.fails for one in told.mapping.findings)
    assert len(cases) == 1 + failing + len(told.checks)
    assert any(case.find("failure") is not None for case in cases)


def test_a_blank_clip_never_passes(film: Film, tmp_path: Path) -> None:
    clip = film.clip(tmp_path, np.full_like(film.plan, 128))
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(
            sys, "argv", ["groundplan", "measure", str(film.project), str(clip), "--no-report"]
        )
        with pytest.raises(SystemExit) as stopped:
            main()
    assert stopped.value.code in {1, 2, 3}
    assert "Traceback" not in err.getvalue()


def test_the_same_clip_gives_the_same_bytes_in_another_process(film: Film, tmp_path: Path) -> None:
    clip = film.clip(tmp_path, film.plan)
    words = ["measure", str(film.project), str(clip), "--json"]
    here = groundplan(*words).stdout
    command = [sys.executable, "-c", "from groundplan.cli import main; main()", *words]
    there = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    assert there.stdout == here
    told = parse_report(here.encode())
    assert told.clip_name == "clip.mp4"
    assert told.frame_count == len(film.plan)
    one, two = sorted((film.project / "reports").glob("*/*.json"))
    assert (one.stem, two.stem) == ("001", "002")
    assert one.read_bytes() == two.read_bytes()
    assert json.loads(one.read_bytes()) == json.loads(here)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.mp4", b""), ("text.mp4", b"not a video\n" * 50), ("sound.wav", sound_in_wav()),
        ("page.html", b"<html></html>"), ("zeros.mov", bytes(4096)),
    ],
)  # fmt: skip
def test_a_file_that_is_no_video_is_told_in_one_line(
    film: Film, tmp_path: Path, name: str, content: bytes
) -> None:
    clip = tmp_path / name
    clip.write_bytes(content)
    said = groundplan("measure", film.project, clip, status=2)
    assert said.stdout == ""
    assert said.stderr.count("\n") == 1
    assert "Traceback" not in said.stderr


def test_a_truncated_clip_never_passes_and_never_crashes(film: Film, tmp_path: Path) -> None:
    whole = film.clip(tmp_path, film.plan)
    whole.write_bytes(whole.read_bytes()[:1500])
    said = groundplan("measure", film.project, whole, status=2)
    assert said.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("nowhere.mp4",), "there is no file nowhere.mp4"),
        (("clip.mp4", "--shot", "99"), "99"),
        (("clip.mp4", "--tracker", "nobody"), "nobody"),
    ],
)
def test_wrong_words_are_told_in_one_line(
    film: Film, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], line: str
) -> None:
    film.clip(tmp_path, film.plan)
    monkeypatch.chdir(tmp_path)
    said = groundplan("measure", film.project, *words, status=2)
    assert line in said.stderr
    assert said.stderr.count("\n") == 1


def test_help_is_quick_and_loads_no_judge() -> None:
    code = (
        "import sys\n"
        "from groundplan.cli import main\n"
        "sys.argv = ['groundplan', '--help']\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'numba', 'av', 'PIL', 'onnxruntime', 'torch', 'pycolmap'} & set(sys.modules)\n"
        "ours = [name for name in sys.modules if name.startswith('groundplan.adherence.judging')]\n"
        "print(sorted(heavy), ours)\n"
    )
    told = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert told.stdout.splitlines()[-1] == "[] []"
