"""A plan becomes a clip with provenance; whatever happens, no call is lost or paid twice."""
# A test holds the ledger's file as another process would.
# pyright: reportPrivateUsage=false

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from tests.unit.studio.pretend_host import PretendShader, plan_of
from tests.unit.studio.small_film import small_film

from groundplan.errors import CallCancelledError, CallError, OutputError, PlanError, StoreError
from groundplan.footage.calls import CallState
from groundplan.footage.clip_facts import clip_facts
from groundplan.footage.ledger import Ledger
from groundplan.footage.provenance import read_provenance
from groundplan.passes.pack import ControlPack
from groundplan.passes.video import encode_mp4
from groundplan.shader.call import ShaderCall
from groundplan.shader.encoders.control_clips import control_clip
from groundplan.shader.plan import PlannedKeyframe, ShadePlan
from groundplan.shader.port import Anchor, CallSession
from groundplan.studio.shading.control_pack import render_control_pack
from groundplan.studio.shading.running import Shaded, pack_hash_of, run_plan
from groundplan.world.canonical import world_hash
from groundplan.world.files import FolderLock

ROOT = Path(__file__).parents[3]
FULL = Path("/dev/full")
PRICES = pytest.mark.parametrize("price", [None, 0.5])


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> dict[int, ControlPack]:
    """Return packs of 5 frames, which are one window, and of 17, which are two."""
    folder = tmp_path_factory.mktemp("packs")
    plans = {frames: plan_of(PretendShader(folder), frames) for frames in (5, 17)}
    assert [len(plan.windows) for plan in plans.values()] == [1, 2]
    return {
        frames: render_control_pack(small_film(), plan, folder / str(frames))
        for frames, plan in plans.items()
    }


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return tmp_path / "take"


@pytest.fixture
def host(tmp_path: Path) -> Path:
    return tmp_path / "host"


def ledger_of(project: Path) -> Ledger:
    return Ledger(project, clock=lambda: datetime(2026, 10, 30, 12, tzinfo=UTC))


def run(
    shader: PretendShader, pack: ControlPack, project: Path, *, again: bool = False,
    session: CallSession | None = None,
) -> Shaded:  # fmt: skip
    with ledger_of(project) as ledger:
        plan = plan_of(shader, pack.frame_count)
        return run_plan(shader, plan, pack, ledger=ledger, session=session, again=again)


def states(project: Path) -> list[CallState]:
    with ledger_of(project) as ledger:
        return [row.state for row in ledger.rows()]


def files_of(project: Path) -> list[str]:
    folder = project / "footage" / "s1"
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.name != ".lock"
    )


CLIP = ["001.mp4", "001.provenance.json"]


@PRICES
def test_a_plan_becomes_a_clip_a_provenance_and_a_row(
    packs: dict[int, ControlPack], host: Path, project: Path, price: float | None
) -> None:
    shader = PretendShader(host, price=price)
    shaded = run(shader, packs[5], project)
    negative = 255 - control_clip("rgb", packs[5], plan_of(shader).windows[0])
    assert shaded.clip == project / "footage" / "s1" / "001.mp4"
    assert shaded.clip.read_bytes() == encode_mp4(negative, rate=Fraction(8))
    assert files_of(project) == CLIP
    (row,) = shaded.rows
    assert (row.state, row.clip, row.request_id) == ("done", "footage/s1/001.mp4", "req-1")
    assert row.call.cost_estimate == (None if price is None else 0.3125)
    assert read_provenance(shaded.clip) == shaded.provenance
    made = shaded.provenance
    assert (made.world_hash, made.pack_hash) == (world_hash(small_film()), pack_hash_of(packs[5]))
    assert made.plan["seed"] == made.seed == 7
    assert (made.calls[0].ledger, made.calls[0].request_id) == (1, "req-1")
    assert made.calls[0].sent == json.loads((host / "req-1.json").read_text())
    assert made.calls[0].made_by.weights == {"negative": "0" * 64}
    assert (made.cost_estimate, made.cost_actual) == (row.call.cost_estimate, price)
    assert (made.clip.frame_count, made.clip.size_px, made.clip.rate) == (5, (64, 36), (8, 1))
    assert not made.remarks


@PRICES
def test_the_same_plan_again_is_found_and_no_call_is_made(
    packs: dict[int, ControlPack], host: Path, project: Path, price: float | None
) -> None:
    shader = PretendShader(host, price=price)
    first, second = (run(shader, packs[17], project) for _ in range(2))
    assert (first.reused, second.reused) == (False, True)
    assert (second.clip, second.provenance, second.rows) == (
        first.clip, first.provenance, first.rows,
    )  # fmt: skip
    assert shader.accepted == 2
    assert files_of(project) == CLIP


def test_two_projects_get_the_same_bytes_and_no_path_of_this_machine(
    packs: dict[int, ControlPack], tmp_path: Path
) -> None:
    settings = {"model": f"{tmp_path}/net", "lora": "/a/b.safetensors:0.5,~/c/d.pt", "x": "y"}
    found: list[dict[str, bytes]] = []
    for name in ("one", "two"):
        shader = PretendShader(tmp_path / f"host {name}", price=0.5)
        plan = replace(plan_of(shader, 17), options=settings)
        with ledger_of(tmp_path / name) as ledger:
            shaded = run_plan(shader, plan, packs[17], ledger=ledger)
        assert shaded.provenance.plan["options"] == {
            "model": "net", "lora": "b.safetensors:0.5,d.pt", "x": "y",
        }  # fmt: skip
        folder = shaded.clip.parent
        found.append({file: (folder / file).read_bytes() for file in files_of(tmp_path / name)})
    assert found[0] == found[1]
    assert sorted(found[0]) == CLIP
    assert b"/" not in found[0]["001.provenance.json"].replace(b"groundplan.", b"").replace(
        b"shade-plan/1", b""
    ).replace(b"provenance/1", b"")


def test_the_row_is_on_the_disk_before_the_host_hears_of_the_call(
    packs: dict[int, ControlPack], host: Path, project: Path
) -> None:
    seen: list[tuple[str, list[CallState]]] = []

    def look(moment: str) -> None:
        seen.append((moment, states(project)))

    run(PretendShader(host, price=0.5, at=look), packs[5], project)
    assert seen == [
        ("sending", ["sending"]),
        ("accepted", ["sending"]),
        ("told", ["submitted"]),
        ("made", ["submitted"]),
    ]


def test_the_video_of_a_host_stays_as_it_came(
    packs: dict[int, ControlPack], host: Path, project: Path
) -> None:
    shader = PretendShader(host, price=0.5, video=True)
    shaded = run(shader, packs[5], project)
    frames = 255 - control_clip("rgb", packs[5], plan_of(shader).windows[0])
    assert shaded.clip.read_bytes() == encode_mp4(frames, rate=Fraction(8))
    assert shaded.provenance.clip.as_delivered
    assert shaded.provenance.calls[0].output == shaded.provenance.clip.sha256


def test_windows_are_called_for_one_by_one_and_their_drift_is_stated(
    packs: dict[int, ControlPack], host: Path, project: Path
) -> None:
    shader = PretendShader(host, price=0.5)
    told: list[tuple[int, int]] = []
    session = CallSession(progress=lambda done, total: told.append((done, total)))
    shaded = run(shader, packs[17], project, session=session)
    assert clip_facts(shaded.clip.read_bytes()).frame_count == 17
    assert [row.call.window for row in shaded.rows] == [0, 1]
    assert {row.call.key for row in shaded.rows} == {shaded.provenance.key}
    assert [row.call.cost_estimate for row in shaded.rows] == [0.5625, 0.5625]
    (drift,) = shaded.provenance.drift
    assert (drift.window, drift.first, drift.count, drift.difference) == (1, 8, 1, 0.0)
    assert told == [(1, 2), (2, 2)]
    assert shaded.provenance.cost_actual == 1.0


# Ends the process, as a kill would, at a moment of the host or at the n-th file that is put in
# place.
_KILLED = """
import json, os, signal, sys
from datetime import UTC, datetime
from pathlib import Path

from groundplan.footage.ledger import Ledger
from groundplan.passes.pack import ControlPack
from groundplan.studio.shading.running import run_plan
from tests.unit.studio.pretend_host import PretendShader, plan_of

moment, pack, host, project, price = sys.argv[1:]

def die(): os.kill(os.getpid(), signal.SIGKILL)

def at(now):
    if now == moment: die()

left = int(moment) if moment.isdigit() else 0

def audit(event, arguments):
    global left
    if left and event == "os.rename" and str(arguments[1]).startswith(project):
        left -= 1
        if not left: die()

pack = ControlPack.open(pack)
shader = PretendShader(Path(host), price=json.loads(price), at=at)
ledger = Ledger(Path(project), clock=lambda: datetime(2026, 10, 30, 11, tzinfo=UTC))
sys.addaudithook(audit)
run_plan(shader, plan_of(shader, pack.frame_count), pack, ledger=ledger)
"""


def kill_at(moment: str, pack: ControlPack, shader: PretendShader, project: Path) -> None:
    arguments = [moment, pack.folder, shader.host, project, json.dumps(shader.cost)]
    killed = subprocess.run(  # noqa: S603  (our own program)
        [sys.executable, "-c", _KILLED, *(str(one) for one in arguments)], check=False, cwd=ROOT
    )
    assert killed.returncode == -9


@pytest.mark.parametrize("moment", ["told", "1", "2", "3"])
def test_a_process_that_is_killed_with_a_paid_call_underway_pays_it_once(
    packs: dict[int, ControlPack], host: Path, project: Path, moment: str
) -> None:
    shader = PretendShader(host, price=0.5)
    kill_at(moment, packs[5], shader, project)
    assert shader.accepted == 1
    shaded = run(shader, packs[5], project)
    assert shader.accepted == 1
    # A clip that was not finished when its process ended stays beside it, and counts for nothing.
    stray = moment == "3"
    assert shaded.clip.name == ("002.mp4" if stray else "001.mp4")
    assert read_provenance(project / "footage" / "s1" / "001.mp4") == (
        None if stray else shaded.provenance
    )
    assert states(project) == ["done"]
    assert run(shader, packs[5], project).reused


def test_a_paid_call_that_was_killed_before_its_id_came_is_not_made_again_unasked(
    packs: dict[int, ControlPack], host: Path, project: Path
) -> None:
    shader = PretendShader(host, price=0.5)
    kill_at("accepted", packs[5], shader, project)
    assert (shader.accepted, states(project)) == (1, ["sending"])
    for _ in range(2):
        with pytest.raises(CallError, match="call 1 of pretend may have been made and paid"):
            run(shader, packs[5], project)
    assert (shader.accepted, states(project)) == (1, ["sending"])
    assert run(shader, packs[5], project, again=True).clip.name == "001.mp4"
    assert (shader.accepted, states(project)) == (2, ["failed", "done"])


@pytest.mark.parametrize("moment", ["told", "accepted"])
def test_an_edit_that_changes_nothing_that_is_sent_pays_no_second_call(
    packs: dict[int, ControlPack], host: Path, project: Path, moment: str
) -> None:
    shader = PretendShader(host, price=0.5)
    kill_at(moment, packs[5], shader, project)
    plan = replace(plan_of(shader), prompt_left_out=("a dog",))
    with ledger_of(project) as ledger:
        if moment == "accepted":
            with pytest.raises(CallError, match="call 1 of pretend may have been made and paid"):
                run_plan(shader, plan, packs[5], ledger=ledger)
            assert states(project) == ["sending"]
        else:
            made = run_plan(shader, plan, packs[5], ledger=ledger)
            found = run_plan(shader, plan, packs[5], ledger=ledger)
            assert (made.reused, found.reused, states(project)) == (False, True, ["done"])
            assert (
                found.rows[0].call.key == found.provenance.key == plan.key(pack_hash_of(packs[5]))
            )
    assert shader.accepted == 1


def test_a_free_call_that_was_killed_is_simply_made_again(
    packs: dict[int, ControlPack], host: Path, project: Path
) -> None:
    shader = PretendShader(host)
    kill_at("accepted", packs[5], shader, project)
    assert run(shader, packs[5], project).clip.name == "001.mp4"
    assert states(project) == ["failed", "done"]


def test_a_window_that_is_done_is_not_called_for_again(
    packs: dict[int, ControlPack], host: Path, project: Path
) -> None:
    shader = PretendShader(host, price=0.5)
    # The second file that is put in place is what the second window gave.
    kill_at("2", packs[17], shader, project)
    assert (shader.accepted, states(project)) == (2, ["done", "submitted"])
    assert files_of(project)[-1] == "parts/1.npy"
    assert run(shader, packs[17], project).provenance.clip.frame_count == 17
    assert (shader.accepted, states(project)) == (2, ["done", "done"])
    assert files_of(project) == CLIP


def raising(error: BaseException, *, at: str) -> Callable[[str], None]:
    def at_moment(moment: str) -> None:
        if moment == at:
            raise error

    return at_moment


def test_a_call_that_a_person_cancels_is_cancelled_and_can_be_made_again(
    packs: dict[int, ControlPack], host: Path, project: Path
) -> None:
    stop = raising(CallCancelledError("stopped", "go on when you like", over=True), at="told")
    with pytest.raises(CallCancelledError):
        run(PretendShader(host, price=0.5, at=stop), packs[5], project)
    assert states(project) == ["cancelled"]
    run(PretendShader(host, price=0.5), packs[5], project)
    assert states(project) == ["cancelled", "done"]


@pytest.mark.parametrize(
    ("price", "before", "after"),
    [(None, ["cancelled"], ["cancelled", "done"]), (0.5, ["submitted"], ["done"])],
)
def test_an_interrupt_cancels_a_free_call_and_leaves_a_paid_one_to_be_fetched(
    packs: dict[int, ControlPack], host: Path, project: Path, price: float | None,
    before: list[CallState], after: list[CallState],
) -> None:  # fmt: skip
    stop = raising(KeyboardInterrupt(), at="told")
    with pytest.raises(KeyboardInterrupt):
        run(PretendShader(host, price=price, at=stop), packs[5], project)
    assert states(project) == before
    run(PretendShader(host, price=price), packs[5], project)
    assert states(project) == after


@pytest.mark.parametrize(
    ("price", "over", "moment", "before", "after"),
    [
        (None, None, "told", "failed", ["failed", "done"]),
        (None, False, "told", "submitted", ["done"]),
        (0.5, True, "sending", "failed", ["failed", "done"]),
        (0.5, True, "told", "failed", ["failed", "done"]),
        (0.5, None, "told", "submitted", ["done"]),
        (0.5, False, "told", "submitted", ["done"]),
    ],
)
def test_a_failed_call_is_made_again_only_where_it_is_over(
    packs: dict[int, ControlPack], host: Path, project: Path, *, price: float | None,
    over: bool | None, moment: str, before: CallState, after: list[CallState],
) -> None:  # fmt: skip
    error = CallError("the line broke", "try again", over=over)
    with pytest.raises(CallError) as caught:
        run(PretendShader(host, price=price, at=raising(error, at=moment)), packs[5], project)
    assert caught.value is error
    with ledger_of(project) as ledger:
        (row,) = ledger.rows()
    assert (row.state, row.error) == (before, "the line broke; try again")
    run(PretendShader(host, price=price), packs[5], project)
    assert states(project) == after


def test_a_fault_of_a_backend_passes_through_and_is_noted(
    packs: dict[int, ControlPack], host: Path, project: Path
) -> None:
    fault = ZeroDivisionError("division\nby zero")
    with pytest.raises(ZeroDivisionError):
        run(PretendShader(host, at=raising(fault, at="told")), packs[5], project)
    with ledger_of(project) as ledger:
        assert ledger.rows()[0].error == "ZeroDivisionError: division by zero"


def test_a_resumed_call_that_the_host_no_longer_knows_is_over(
    packs: dict[int, ControlPack], host: Path, project: Path
) -> None:
    shader = PretendShader(host, price=0.5)
    kill_at("told", packs[5], shader, project)
    shutil.rmtree(host)
    with pytest.raises(CallError, match="the host does not know req-1"):
        run(shader, packs[5], project)
    assert states(project) == ["failed"]
    run(shader, packs[5], project)
    assert states(project) == ["failed", "done"]


def test_a_clip_of_another_length_is_refused_and_kept(
    packs: dict[int, ControlPack], host: Path, project: Path
) -> None:
    shader = PretendShader(host, price=0.5)
    shader.lost_frames = 1
    with pytest.raises(CallError, match="4 frames, 5 were planned; what came is kept as"):
        run(shader, packs[5], project)
    with ledger_of(project) as ledger:
        (row,) = ledger.rows()
    assert row.state == "failed"
    assert row.error.endswith("what came is kept as footage/s1/parts/1.npy")
    assert np.load(project / "footage" / "s1" / "parts" / "1.npy").shape == (4, 36, 64, 3)


def test_a_new_clip_is_made_when_a_person_asks_for_it(
    packs: dict[int, ControlPack], host: Path, project: Path
) -> None:
    shader = PretendShader(host, price=0.5)
    run(shader, packs[17], project)
    second = run(shader, packs[17], project, again=True)
    assert (second.clip.name, second.reused, shader.accepted) == ("002.mp4", False, 4)
    assert run(shader, packs[17], project).clip == second.clip


def test_another_request_under_the_same_names_is_another_call(
    packs: dict[int, ControlPack], host: Path, project: Path
) -> None:
    shader = PretendShader(host, price=0.5)
    run(shader, packs[5], project)
    shader.extra = "another picture under the same path"
    changed = run(shader, packs[5], project)
    assert (changed.reused, changed.clip.name, shader.accepted) == (False, "002.mp4", 2)


def test_a_change_in_a_later_window_alone_is_seen(
    packs: dict[int, ControlPack], host: Path, project: Path
) -> None:
    class Later(PretendShader):
        def encode(
            self, plan: ShadePlan, pack: ControlPack, *, window: int = 0,
            anchor: Anchor | None = None,
        ) -> ShaderCall:  # fmt: skip
            call = super().encode(plan, pack, window=window, anchor=anchor)
            return replace(call, arguments={"extra": self.extra if window else ""})

    shader = Later(host, price=0.5)
    run(shader, packs[17], project)
    shader.extra = "another picture"
    changed = run(shader, packs[17], project)
    assert (changed.reused, shader.accepted) == (False, 3)


def test_a_keyframe_with_other_pixels_is_another_clip(
    packs: dict[int, ControlPack], host: Path, project: Path, tmp_path: Path
) -> None:
    shader, picture, reused = PretendShader(host), tmp_path / "last.png", list[bool]()
    keyframes = (PlannedKeyframe(frame=16, picture=str(picture)),)
    plan = replace(plan_of(shader, 17), keyframes=keyframes)
    with ledger_of(project) as ledger:
        for pixels in (b"one", b"one", b"two"):
            picture.write_bytes(pixels)
            reused.append(run_plan(shader, plan, packs[17], ledger=ledger).reused)
    assert reused == [False, True, False]


@PRICES
def test_a_clip_that_was_deleted_is_fetched_or_made_again(
    packs: dict[int, ControlPack], host: Path, project: Path, price: float | None
) -> None:
    shader = PretendShader(host, price=price)
    run(shader, packs[5], project).clip.unlink()
    shader.cost = None
    fetched = run(shader, packs[5], project)
    assert (fetched.clip.name, fetched.provenance.cost_actual) == ("002.mp4", price)
    assert shader.accepted == 1
    assert states(project) == ["done"]


@pytest.mark.skipif(not FULL.exists(), reason="needs /dev/full")
@pytest.mark.parametrize("name", ["parts/.1.npy.partial", ".001.mp4.partial"])
def test_a_disk_that_fills_up_costs_no_second_call(
    packs: dict[int, ControlPack], host: Path, project: Path, name: str
) -> None:
    shader = PretendShader(host, price=0.5)
    partial_file = project / "footage" / "s1" / name
    partial_file.parent.mkdir(parents=True)
    partial_file.symlink_to(FULL)
    with pytest.raises(OutputError, match="the disk is full, and it needs"):
        run(shader, packs[5], project)
    assert run(shader, packs[5], project).clip.name == "001.mp4"
    assert shader.accepted == 1
    assert files_of(project) == CLIP


def test_a_ledger_that_cannot_keep_a_request_id_says_it(
    packs: dict[int, ControlPack], host: Path, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("groundplan.footage.ledger_schema._BUSY_S", 0.0)
    other = ledger_of(project)

    def hold(moment: str) -> None:
        if moment == "accepted":
            other._open().execute("BEGIN IMMEDIATE")

    with pytest.raises(CallError, match="the host has call 1 under req-1, and the ledger can't"):
        run(PretendShader(host, price=0.5, at=hold), packs[5], project)
    other.close()
    assert states(project) == ["sending"]


def test_one_process_at_a_time_makes_clips_of_a_shot(
    packs: dict[int, ControlPack], host: Path, project: Path
) -> None:
    shader = PretendShader(host)
    folder = project / "footage" / "s1"
    folder.mkdir(parents=True)
    lock = FolderLock(folder)
    with pytest.raises(StoreError, match="open in another process"):
        run(shader, packs[5], project)
    lock.release()
    run(shader, packs[5], project)


def test_a_pack_of_another_plan_is_refused_before_anything_is_written(
    packs: dict[int, ControlPack], host: Path, project: Path
) -> None:
    shader = PretendShader(host, price=0.5)
    with ledger_of(project) as ledger, pytest.raises(PlanError, match="number of frames"):
        run_plan(shader, plan_of(shader, 17), packs[5], ledger=ledger)
    assert not project.exists()
