"""From a project to footage by the command line, with the shader that every machine has."""

# JSON is read without types.
# pyright: basic

import io
import json
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from groundplan.cli import main
from groundplan.shader.looks.names import LOOK_NAMES
from groundplan.shader.windows import decoded_video

SIZE = (320, 192)
COUNT = 33


class Said(NamedTuple):
    """What the program printed."""

    stdout: str
    stderr: str


def groundplan(*words: str | Path, status: int = 0) -> Said:
    """Run the program in this process."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "argv", ["groundplan", *map(str, words)])
        with pytest.raises(SystemExit) as stopped:
            main()
    assert int(stopped.value.code or 0) == status, err.getvalue()
    return Said(out.getvalue(), err.getvalue())


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shade") / "take"
    brief = "A woman in a red coat walks past a tree in a field. Medium shot, dolly in, 50 mm lens."
    groundplan(
        "make", brief, "-o", folder, "--seconds", "0.5", "--size", f"{SIZE[0]}x{SIZE[1]}",
        "--no-render",
    )  # fmt: skip
    return folder


def shaded(project: Path, *words: str) -> dict:
    said = groundplan("shade", project, "--shot", "1", *words, "--json").stdout
    (shot,) = json.loads(said)["shots"]
    return shot


def frames_of(path: Path) -> np.ndarray:
    return decoded_video(path.read_bytes(), size_px=SIZE, most_frames=1000)


def test_every_look_gives_footage_of_its_own(project: Path) -> None:
    means = {}
    for look in LOOK_NAMES:
        clip = Path(str(shaded(project, "--look", look)["files"][0]))
        frames = frames_of(clip)
        assert len(frames) == COUNT
        means[look] = frames.mean(axis=(0, 1, 2))
    for one in LOOK_NAMES:
        for other in LOOK_NAMES:
            assert one == other or np.abs(means[one] - means[other]).max() > 4


def test_the_same_call_is_made_once(project: Path) -> None:
    first = shaded(project, "--look", "ink", "--seed", "3")
    again = shaded(project, "--look", "ink", "--seed", "3")
    assert first["files"] == again["files"]
    assert "it was there already: --again makes a new one" in again["notes"]
    anew = shaded(project, "--look", "ink", "--seed", "3", "--again")
    one, other = (Path(str(s["files"][0])) for s in (first, anew))
    assert one != other
    assert one.read_bytes() == other.read_bytes()


def test_the_ledger_has_every_call(project: Path) -> None:
    shaded(project, "--look", "clay", "--seed", "11")
    calls = json.loads(groundplan("ledger", project, "--json").stdout)["calls"]
    rows = [c for c in calls if c["call"]["seed"] == 11]
    assert [row["state"] for row in rows] == ["done", "done"]
    assert len({row["clip"] for row in rows}) == 1
    assert (project / rows[0]["clip"]).is_file()
    assert "embedded" in groundplan("ledger", project).stdout


def test_provenance_names_what_made_the_clip(project: Path) -> None:
    files = shaded(project, "--look", "film", "--seed", "5")["files"]
    provenance = json.loads(Path(str(files[1])).read_text())
    plan = provenance["plan"]
    assert (plan["backend"], plan["look"], plan["seed"]) == ("embedded", "film", 5)
    assert str(project) not in json.dumps(provenance)


def test_a_dry_run_sends_nothing_and_writes_all(project: Path, tmp_path: Path) -> None:
    before = groundplan("ledger", project, "--json").stdout
    out = tmp_path / "dry"
    shot = shaded(project, "--dry-run", "--frames", "9", "-o", str(out))
    assert shot["notes"] == ["nothing was sent"]
    assert json.loads((out / "request.json").read_text())["look"] == "clay"
    assert np.load(out / "depth.npy").shape == (9, SIZE[1], SIZE[0])
    assert groundplan("ledger", project, "--json").stdout == before


def test_a_dry_run_of_windows_stands_on_the_previz(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "dry"
    shot = shaded(
        project, "--backend", "wan-vace", "--frames", "153", "--dry-run", "-o", str(out)
    )  # fmt: skip
    assert [Path(str(f)).parent.name for f in shot["files"]] == ["dry", "window_01", "window_02"]
    assert any("previz" in note for note in shot["notes"])


def test_a_dry_run_leaves_nothing_of_the_one_before(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "dry"
    for frames in ("9", "5"):
        shaded(project, "--backend", "wan-vace", "--frames", frames, "--dry-run", "-o", str(out))
    clips = [one for one in out.iterdir() if one.is_dir()]
    assert clips
    assert all(len(list(clip.iterdir())) == 5 for clip in clips)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("keep")
    groundplan("shade", project, "--shot", "1", "--dry-run", "-o", tmp_path / "mine", status=2)
    assert (tmp_path / "mine" / "notes.txt").read_text() == "keep"


def test_strict_says_what_is_not_held(project: Path) -> None:
    done = groundplan("shade", project, "--strict", status=2)
    assert len(done.stderr.strip().splitlines()) == 1
    assert "identity" in done.stderr


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--backend", "nobody"), "there is no backend"),
        (("--look", "baroque"), "clay, ink, watercolour, film"),
        (("--control", "smell"), "there is no control"),
        (("--size", "321x192"), "give 3"),
        (("--keyframe", "soon"), "first, last or a number"),
        (("--reference", "nobody.png"), "there is no file"),
        (("--set", "novalue"), "name=value"),
        (("--shot", "9"), "there is no shot"),
        (("--backend", "wan-vace"), "--set model="),
        (("--sign-with", "cert.pem"), "--sign-key"),
    ],
)  # fmt: skip
def test_a_wrong_word_gets_one_line(project: Path, words: tuple[str, ...], says: str) -> None:
    done = groundplan("shade", project, *words, status=2)
    assert len(done.stderr.strip().splitlines()) == 1
    assert says in done.stderr


def test_shots_are_filmed_with_handles_and_cut_together_without(tmp_path: Path) -> None:
    folder = tmp_path / "film"
    groundplan(
        "make", "Wide shot: a dog runs to the left in a field. Then a close-up of the dog.",
        "-o", folder, "--seconds", "0.5", "--size", f"{SIZE[0]}x{SIZE[1]}", "--no-render",
    )  # fmt: skip
    missing = groundplan("assemble", folder, status=2).stderr
    assert "SH010 has no clip" in missing
    said = json.loads(groundplan("shade", folder, "--handles", "2", "--json").stdout)["shots"]
    assert len(said) == 2
    counts = [one["plan"]["shot_frame_count"] for one in said]
    assert [one["plan"]["frame_count"] for one in said] == [count + 4 for count in counts]
    made = json.loads(groundplan("assemble", folder, "--json").stdout)
    assert made["frame_count"] == sum(counts)
    assert made["notes"] == []
    film = frames_of(Path(made["film"]))
    assert len(film) == sum(counts)
    first = frames_of(Path(str(said[0]["files"][0])))
    # The film is encoded once more: near, and nearer than any other frame of the clip.
    gaps = [np.abs(film[0].astype(int) - one.astype(int)).mean() for one in first]
    assert int(np.argmin(gaps)) == 2
    groundplan("edit", folder, "shot/1/camera.focal_mm=60")
    assert "changed" in groundplan("assemble", folder).stdout


def test_clips_that_differ_are_not_scaled_together(tmp_path: Path) -> None:
    folder = tmp_path / "film"
    groundplan(
        "make", "Wide shot: a ball lies in a field. Then a close-up of the ball.", "-o", folder,
        "--seconds", "0.3", "--size", "128x96", "--no-render",
    )  # fmt: skip
    groundplan("shade", folder, "--shot", "1")
    groundplan("shade", folder, "--shot", "2", "--size", "96x96")
    said = groundplan("assemble", folder, status=2).stderr
    assert "96x96" in said
    assert len(said.strip().splitlines()) == 1


def test_a_hosts_dry_run_needs_no_key(project: Path) -> None:
    shot = shaded(project, "--backend", "runway-aleph", "--dry-run")
    plan = shot["plan"]
    assert plan["cost"]["amount"] > 0
    held = {one["name"]: one["honour"] for one in plan["intents"]}
    assert held["camera_path"] == "pixels"


def test_backends_are_listed_with_what_is_missing() -> None:
    found = json.loads(groundplan("backends", "--json").stdout)
    assert len(found) >= 10
    by_name = {one["name"]: one for one in found}
    assert by_name["embedded"]["installed"]
    assert any("FAL_KEY" in line for line in by_name["fal-wan-vace"]["missing"])
    assert "watercolour" in json.dumps(by_name["embedded"]["looks"])
    assert "wan-vace" in groundplan("backends").stdout


def test_importing_groundplan_loads_no_torch() -> None:
    program = (
        "import sys, groundplan, groundplan.cli.main, groundplan.studio.shading.shooting\n"
        "from groundplan.studio.registry import shader, shader_names\n"
        "[shader(name).capabilities for name in shader_names()]\n"
        "print(sorted({'torch', 'diffusers', 'transformers', 'onnxruntime'} & set(sys.modules)))\n"
    )
    done = subprocess.run(  # noqa: S603 (fixed arguments)
        [sys.executable, "-c", program], check=True, capture_output=True
    )
    assert done.stdout.decode().strip() == "[]"
