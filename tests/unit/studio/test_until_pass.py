"""A shot is drawn with new seeds until it passes, within limits, and nothing is paid twice."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.unit.studio.pretend_host import PretendShader, plan_of
from tests.unit.studio.small_film import small_film

from groundplan.errors import CallCancelledError, CallError, InputError
from groundplan.footage.calls import Judgement
from groundplan.footage.ledger import Ledger
from groundplan.footage.provenance import read_provenance
from groundplan.passes.pack import ControlPack
from groundplan.shader.call import ShaderCall
from groundplan.shader.capabilities import Capabilities
from groundplan.shader.plan import ShadePlan
from groundplan.shader.port import CallSession, Delivered
from groundplan.studio.shading.control_pack import render_control_pack
from groundplan.studio.shading.until_pass import Limits, Reroll, Series, draw_until_pass

PRICE = 0.5
"""USD a second; a clip of 5 frames at 8/s costs 0.3125, one of 17 frames in two windows 1.125."""


class Reseeded(PretendShader):
    """A host whose seeds matter: every one gives another picture."""

    seed_changes_take = True

    @property
    def capabilities(self) -> Capabilities:
        """Return what it claims."""
        return replace(super().capabilities, seed_changes_take=self.seed_changes_take)

    def submit(self, call: ShaderCall, *, session: CallSession) -> Delivered:
        """Return the negative, darker by the seed."""
        made = super().submit(call, session=session)
        assert made.frames is not None
        assert isinstance(call.arguments, dict)
        seed = call.arguments["seed"]
        assert isinstance(seed, int)
        return replace(made, frames=made.frames // (seed + 1))


@dataclass
class Eye:
    """A judge that likes one seed, and remembers what it was shown."""

    likes: int
    unsure: bool = False
    shown: list[str] = field(default_factory=list[str])

    def __call__(self, clip: Path, shot: str) -> Judgement:
        """Look at a clip."""
        provenance = read_provenance(clip)
        assert provenance is not None
        assert provenance.shot == shot
        self.shown.append(f"{clip.name} seed {provenance.seed}")
        accepted = provenance.seed == self.likes
        bad = "cannot_tell" if self.unsure else "fail"
        return Judgement(
            protocol="eye/1", verdict="pass" if accepted else bad, metrics={"iou/1": 0.5},
            accepted=accepted, cause="" if accepted else "off the path", accepted_by="rule",
        )  # fmt: skip


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> dict[int, ControlPack]:
    """Return packs of 5 frames, which are one window, and of 17, which are two."""
    folder = tmp_path_factory.mktemp("packs")
    return {
        frames: render_control_pack(
            small_film(), plan_of(PretendShader(folder), frames), folder / str(frames)
        )
        for frames in (5, 17)
    }


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return tmp_path / "take"


@pytest.fixture
def host(tmp_path: Path) -> Path:
    return tmp_path / "host"


def ledger_of(project: Path) -> Ledger:
    return Ledger(project, clock=lambda: datetime(2026, 10, 30, 12, tzinfo=UTC))


def plans(shader: PretendShader, frames: int) -> Callable[[int], ShadePlan]:
    return lambda seed: replace(plan_of(shader, frames), seed=seed)


def drawn(
    shader: PretendShader, pack: ControlPack, project: Path, eye: Eye, *, max_calls: int = 8,
    max_cost: float | None = 100.0, session: CallSession | None = None, first_seed: int = 0,
) -> Series:  # fmt: skip
    limits = Limits(max_calls=max_calls, max_cost=max_cost)
    with ledger_of(project) as ledger:
        return draw_until_pass(
            shader, plans(shader, pack.frame_count), pack, ledger=ledger,
            reroll=Reroll(judge=eye, limits=limits, first_seed=first_seed), session=session,
        )  # fmt: skip


def test_seeds_follow_one_another_until_one_passes(
    packs: dict[int, ControlPack], host: Path, project: Path
) -> None:
    shader, eye = Reseeded(host, price=PRICE), Eye(likes=5)
    series = drawn(shader, packs[5], project, eye, first_seed=3)
    assert eye.shown == ["001.mp4 seed 3", "002.mp4 seed 4", "003.mp4 seed 5"]
    assert (series.passed, series.draws, series.calls, shader.accepted) == (True, 3, 3, 3)
    assert series.cost == pytest.approx(3 * PRICE)  # the host bills 0.5 a call
    assert series.says == "seed 5 passes"
    assert series.shaded is not None
    assert series.shaded.clip == project / "footage" / "s1" / "003.mp4"
    assert series.plan.seed == 5
    with ledger_of(project) as ledger:
        said = [row.judgement for row in ledger.rows()]
    assert [one.accepted if one else None for one in said] == [False, False, True]
    assert said[0] is not None
    assert (said[0].cause, said[0].metrics) == ("off the path", {"iou/1": 0.5})


def test_given_again_nothing_is_called_and_nobody_asked(
    packs: dict[int, ControlPack], host: Path, project: Path
) -> None:
    shader, eye = Reseeded(host, price=PRICE), Eye(likes=2)
    first = drawn(shader, packs[5], project, eye)
    again = drawn(shader, packs[5], project, eye)
    assert (shader.accepted, len(eye.shown)) == (3, 3)
    assert again.shaded is not None
    assert first.shaded is not None
    assert again.shaded.clip == first.shaded.clip
    assert (again.passed, again.calls, again.cost) == (True, first.calls, first.cost)


def test_rejects_that_a_person_deleted_are_not_paid_again(
    packs: dict[int, ControlPack], host: Path, project: Path
) -> None:
    shader, eye = Reseeded(host, price=PRICE), Eye(likes=99)
    drawn(shader, packs[5], project, eye, max_calls=2)
    for clip in (project / "footage" / "s1").glob("*.mp4"):
        clip.unlink()
    series = drawn(shader, packs[5], project, replace(eye, likes=2), max_calls=3)
    assert (series.passed, series.draws, series.calls, shader.accepted) == (True, 3, 3, 3)


def test_calls_are_limited_over_all_commands(
    packs: dict[int, ControlPack], host: Path, project: Path
) -> None:
    shader, eye = Reseeded(host), Eye(likes=99)
    for _ in range(2):
        series = drawn(shader, packs[5], project, eye, max_calls=3, max_cost=None)
        assert (series.passed, series.draws, series.calls, shader.accepted) == (False, 3, 3, 3)
        assert series.says == (
            "none of 3 clips passes: at most 63 % do (95 %), so that a pass takes 1.6 or more; "
            "--max-calls 3 allows no other clip"
        )
    assert drawn(shader, packs[5], project, eye, max_calls=4, max_cost=None).calls == 4


def test_windows_count_as_calls_and_a_clip_is_not_begun_that_could_not_be_ended(
    packs: dict[int, ControlPack], host: Path, project: Path
) -> None:
    shader = Reseeded(host)
    series = drawn(shader, packs[17], project, Eye(likes=99), max_calls=5, max_cost=None)
    assert (series.draws, series.calls, shader.accepted) == (2, 4, 4)
    with ledger_of(project) as ledger:
        assert all(row.judgement is not None for row in ledger.rows())


@pytest.mark.parametrize(("billed", "draws"), [(0.3125, 3), (0.5, 2), (None, 3)])
def test_money_is_checked_before_each_call_by_what_was_billed(
    packs: dict[int, ControlPack], host: Path, project: Path, billed: float | None, draws: int
) -> None:
    shader = Reseeded(host, price=PRICE)
    shader.cost = billed
    series = drawn(shader, packs[5], project, Eye(likes=99), max_cost=1.0)
    # Three at 0.3125 are 0.9375; after two at 0.5 another 0.3125 would be more than 1.
    assert (series.draws, shader.accepted) == (draws, draws)
    assert series.cost == pytest.approx(draws * (billed or 0.3125))
    assert "of --max-cost 1 are spent, and the next clip costs 0.31" in series.says


@pytest.mark.parametrize(("frames", "calls", "cost"), [(5, 2, 100.0), (5, 8, 1.0), (17, 4, 100.0)])
def test_calls_that_would_send_something_else_now_are_new_calls_within_the_limits(
    packs: dict[int, ControlPack], host: Path, project: Path, frames: int, calls: int, cost: float
) -> None:
    shader = Reseeded(host, price=PRICE)
    first = drawn(shader, packs[frames], project, Eye(likes=99), max_calls=calls, max_cost=cost)
    assert (first.draws, shader.accepted) == (2, 2 if frames == 5 else 4)
    shader.extra = "another picture under the same name"
    again = drawn(shader, packs[frames], project, Eye(likes=99), max_calls=calls, max_cost=cost)
    assert (again.draws, shader.accepted) == (0, first.calls)


def test_no_money_at_all_makes_no_call(
    packs: dict[int, ControlPack], host: Path, project: Path
) -> None:
    shader = Reseeded(host, price=PRICE)
    series = drawn(shader, packs[5], project, Eye(likes=0), max_cost=0.1)
    assert (series.passed, series.draws, series.shaded, shader.accepted) == (False, 0, None, 0)
    assert series.says.startswith("no clip was made; 0.00 USD of --max-cost 0.1 are spent")


def test_a_paid_backend_needs_a_limit_of_money(
    packs: dict[int, ControlPack], host: Path, project: Path
) -> None:
    shader = Reseeded(host, price=PRICE)
    with pytest.raises(InputError, match=r"costs 0\.31 USD a clip; say with --max-cost"):
        drawn(shader, packs[5], project, Eye(likes=0), max_cost=None)
    assert shader.accepted == 0


@pytest.mark.parametrize(
    ("calls", "cost"), [(0, None), (1, float("nan")), (1, float("inf")), (1, -1.0)]
)
def test_limits_that_would_not_end_are_refused(calls: int, cost: float | None) -> None:
    with pytest.raises(InputError):
        Limits(max_calls=calls, max_cost=cost)


def test_a_backend_whose_seeds_change_nothing_is_asked_once(
    packs: dict[int, ControlPack], host: Path, project: Path
) -> None:
    shader = Reseeded(host)
    shader.seed_changes_take = False
    series = drawn(shader, packs[5], project, Eye(likes=99))
    assert (series.passed, series.draws, shader.accepted) == (False, 1, 1)
    assert "pretend gives the same take for every seed" in series.says
    assert drawn(shader, packs[5], project, Eye(likes=99)).says == series.says
    assert drawn(shader, packs[5], project, Eye(likes=3), first_seed=3).passed


def test_a_backend_that_gives_the_same_again_is_stopped(
    packs: dict[int, ControlPack], host: Path, project: Path
) -> None:
    shader = PretendShader(host)
    series = drawn(shader, packs[5], project, Eye(likes=99))
    assert (series.draws, shader.accepted) == (2, 2)
    assert "seed 1 gave the same as the one before" in series.says


def test_a_person_overrules_the_judge_and_is_not_overruled(
    packs: dict[int, ControlPack], host: Path, project: Path
) -> None:
    shader, eye = Reseeded(host), Eye(likes=1)
    drawn(shader, packs[5], project, eye)
    with ledger_of(project) as ledger:
        for row, accepted in ((1, True), (2, False)):
            said = ledger.row(row).judgement
            assert said is not None
            ledger.judged(row, replace(said, accepted=accepted, accepted_by="person"))
    series = drawn(shader, packs[5], project, eye)
    assert (series.passed, series.draws, series.says) == (True, 1, "seed 0 passes")
    with ledger_of(project) as ledger:
        said = ledger.row(1).judgement
        assert said is not None
        ledger.judged(1, replace(said, accepted=False))
    series = drawn(shader, packs[5], project, eye, max_calls=3)
    assert (series.passed, series.draws) == (False, 3)
    assert eye.shown[2:] == ["003.mp4 seed 2"]


def test_what_cannot_be_told_does_not_pass_and_is_counted(
    packs: dict[int, ControlPack], host: Path, project: Path
) -> None:
    eye = Eye(likes=99, unsure=True)
    series = drawn(Reseeded(host), packs[5], project, eye, max_calls=2)
    assert (series.passed, series.cannot_tell) == (False, 2)
    assert "none of 2 clips passes (2 of them the judge can't tell)" in series.says


def test_a_series_goes_on_where_a_call_was_cut_off(
    packs: dict[int, ControlPack], host: Path, project: Path
) -> None:
    moments: list[str] = []

    def cut(moment: str) -> None:
        moments.append(moment)
        if moments.count("told") == 2 and moment == "told":
            raise KeyboardInterrupt

    eye = Eye(likes=2)
    with pytest.raises(KeyboardInterrupt):
        drawn(Reseeded(host, price=PRICE, at=cut), packs[5], project, eye)
    shader = Reseeded(host, price=PRICE)
    assert shader.accepted == 2
    # Two calls are in the ledger, one of them at its host: it is fetched even at the limit.
    series = drawn(shader, packs[5], project, eye, max_calls=2)
    assert (series.passed, series.calls, shader.accepted) == (False, 2, 2)
    assert eye.shown == ["001.mp4 seed 0", "002.mp4 seed 1"]
    assert drawn(shader, packs[5], project, eye, max_calls=3).passed


def test_a_judge_that_fails_leaves_the_clip_to_be_judged_by_the_next_command(
    packs: dict[int, ControlPack], host: Path, project: Path
) -> None:
    def blind(clip: Path, shot: str) -> Judgement:
        raise InputError(f"{clip.name} of {shot} can't be seen", "open your eyes")

    shader = Reseeded(host, price=PRICE)
    limits = Limits(max_calls=3, max_cost=9.0)
    with ledger_of(project) as ledger, pytest.raises(InputError, match="of s1 can't be seen"):
        draw_until_pass(
            shader, plans(shader, 5), packs[5], ledger=ledger,
            reroll=Reroll(judge=blind, limits=limits),
        )  # fmt: skip
    assert drawn(shader, packs[5], project, Eye(likes=0)).passed
    assert shader.accepted == 1


def test_a_call_that_fails_ends_the_command_and_may_have_been_billed(
    packs: dict[int, ControlPack], host: Path, project: Path
) -> None:
    shader = Reseeded(host, price=PRICE)
    shader.lost_frames = 1
    with pytest.raises(CallError):
        drawn(shader, packs[5], project, Eye(likes=0))
    shader.lost_frames = 0
    series = drawn(shader, packs[5], project, Eye(likes=0))
    assert (series.passed, series.calls) == (True, 2)
    assert series.cost == pytest.approx(0.3125 + 0.5)


def test_ctrl_c_between_two_calls_stops_there(
    packs: dict[int, ControlPack], host: Path, project: Path
) -> None:
    shader, eye = Reseeded(host), Eye(likes=99)
    session = CallSession(cancelled=lambda: bool(eye.shown))
    with pytest.raises(CallCancelledError, match="stopped between two calls"):
        drawn(shader, packs[5], project, eye, session=session)
    assert (shader.accepted, len(eye.shown)) == (1, 1)
