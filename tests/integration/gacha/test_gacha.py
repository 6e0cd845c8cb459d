"""The gacha experiment: its judge, its captions, its intervals, and the whole chain once."""

# The experiment is no package of ours: it is found by its folder, and torch is typed in part.
# pyright: reportMissingImports=false, reportUnknownVariableType=false
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# pyright: reportUnknownParameterType=false, reportMissingParameterType=false
# ruff: noqa: PLC0415, ANN001 - `gacha` is found only while a test runs

from pathlib import Path

import numpy as np
import pytest

pytestmark = pytest.mark.torch


def _truth(world):  # noqa: ANN202 - likewise
    from gacha.judging import Truth

    return Truth(labels=world.labels[:, 4:40, 8:72], mover=1, landmark=5)


def _seen(truth) -> np.ndarray:
    """Return what a perfect observer sees."""
    return np.array([0, truth.mover, truth.landmark], np.uint8)[truth.labels][None]


def test_a_clip_that_shows_the_plan_is_accepted_with_no_error(painted_worlds) -> None:
    from gacha.judging import LIMITS, causes, measured

    truth = _truth(painted_worlds[0])
    numbers = measured(_seen(truth), truth)
    assert causes(numbers) == [""]
    assert {name: float(numbers[name][0]) for name in LIMITS} == dict.fromkeys(LIMITS, 0.0)


def test_a_clip_shifted_by_a_tenth_of_its_width_is_read_back_and_refused(painted_worlds) -> None:
    from gacha.judging import causes, measured

    truth = _truth(painted_worlds[0])
    numbers = measured(np.roll(_seen(truth), -6, axis=3), truth)
    assert numbers["landmark_off_pct"][0] == pytest.approx(100 * 6 / 64)
    assert numbers["camera_drift_pct"][0] == pytest.approx(0)
    assert causes(numbers) == ["framed otherwise"]
    assert causes(numbers, factor=4.0) != ["framed otherwise"]


def test_a_late_mover_is_refused_and_its_lag_is_read_back(painted_worlds) -> None:
    from gacha.judging import causes, measured

    truth = _truth(painted_worlds[0])
    seen = _seen(truth)
    late = np.where(seen == truth.mover, 0, seen)
    late[:, 1:][seen[:, :-1] == truth.mover] = truth.mover
    late[:, 0][seen[:, 0] == truth.mover] = truth.mover
    numbers = measured(late, truth)
    assert numbers["lag_frames"][0] == 1
    assert causes(numbers) == ["subject off its path"]


def test_another_kind_of_subject_is_missing_and_a_second_one_is_a_stranger(painted_worlds) -> None:
    from gacha.judging import causes, measured

    truth = _truth(painted_worlds[0])
    seen = _seen(truth)
    dog = np.where(seen == truth.mover, 2, seen)
    both = seen.copy()
    both[:, :, :5, :5] = 2
    assert causes(measured(np.concatenate([dog, both]), truth)) == [
        "subject missing",
        "wrong or extra subject",
    ]


def test_a_mirrored_clip_swaps_left_and_right_in_words_and_numbers(painted_worlds) -> None:
    import torch

    from gacha.views import Worlds

    worlds = Worlds(painted_worlds, device=torch.device("cpu"))
    every, none = torch.arange(4), torch.zeros(4, dtype=torch.long)
    plain = worlds.clips(every, left=none + 3, top=none, mirrored=none)
    mirrored = worlds.clips(every, left=none + 3, top=none, mirrored=none + 1)
    assert torch.equal(mirrored.pictures, plain.pictures.flip(-1))
    assert torch.allclose(mirrored.screen[:, ::4], 1 - plain.screen[:, ::4])
    assert torch.allclose(mirrored.screen[:, 1::4], plain.screen[:, 1::4])
    assert torch.equal(mirrored.stated[:, -2], -plain.stated[:, -2])


def test_each_kind_of_caption_says_more_than_the_one_before(painted_worlds) -> None:
    import torch

    from gacha.captions import VOCABULARY
    from gacha.views import Worlds

    worlds = Worlds(painted_worlds[:1], device=torch.device("cpu"))
    zero = torch.zeros(4, dtype=torch.long)
    clips = worlds.clips(zero, left=zero + 3, top=zero, mirrored=zero)
    words, values = clips.caption(torch.arange(4))
    assert (words != VOCABULARY["absent"]).sum(1).tolist() == [0, 9, 16, 40]
    assert (~values.isnan()).sum(1).tolist() == [0, 0, 7, 31]


def test_splits_share_no_combination_of_mover_landmark_place_and_move() -> None:
    from gacha.briefs import SPLITS, briefs

    seen = [{(*b.words[0:1], *b.words[6:9]) for b in briefs(s, 2000, seed=3)} for s in SPLITS]
    assert not seen[0] & seen[1]
    assert not seen[0] & seen[2]
    assert sum(len(one) for one in seen) == 7 * 4 * 6 * 7


def test_intervals_match_published_and_exact_values() -> None:
    from gacha.intervals import censored_wait, first_accepts, reached_within, wilson

    assert wilson(10, 100) == pytest.approx((0.0552, 0.1744), abs=1e-4)
    accepted = np.array([[True, False, False, False], [False] * 4])
    assert reached_within(accepted).tolist() == pytest.approx([0.125, 0.25, 0.375, 0.5])
    wait = censored_wait(first_accepts(accepted), cap=4)
    assert wait == {"median": 1.0, "restricted_mean": 2.5, "censored_share": 0.5}


def test_an_arm_that_is_never_accepted_keeps_a_rate_that_may_be_above_nothing() -> None:
    from gacha.analyse import Draws, report
    from gacha.judging import LIMITS
    from gacha.pages import _versus

    names = (*LIMITS, "lag_frames")
    arms = ("full_numbers", "depth")
    numbers = np.zeros((4, 2, 8, len(names)))
    numbers[:, 0, :, names.index("unlike")] = 1.0
    draws = Draws(
        head={"ceiling": {"foreign_pairs": 12, "foreign_accepted": 0}}, arms=arms, names=names,
        numbers=numbers, oracle=np.zeros((4, len(names))),
    )  # fmt: skip
    found = report(draws)
    none, every = found["arms"]["full_numbers"], found["arms"]["depth"]
    assert none["rate_worlds_95"] == (0.0, 0.0)
    assert none["rate_95"] == pytest.approx((0.0, 0.1072), abs=1e-4)
    assert none["draws_per_accept_95"] == (pytest.approx(9.33, abs=0.01), None)
    assert every["rate_95"] == pytest.approx((0.8928, 1.0), abs=1e-4)
    assert "the baseline has none | -" in _versus("depth", found["ratios"]["depth"])


def test_worlds_come_back_from_a_shard_as_they_were(painted_worlds, tmp_path: Path) -> None:
    from gacha.shards import load_worlds, save_worlds

    save_worlds(tmp_path / "kept_00.npz", painted_worlds, lossless=True)
    save_worlds(tmp_path / "lossy_00.npz", painted_worlds, lossless=False)
    kept = load_worlds([tmp_path / "kept_00.npz"])
    lossy = load_worlds([tmp_path / "lossy_00.npz"], limit=2)
    assert [world.brief for world in kept] == [world.brief for world in painted_worlds]
    for before, after in zip(painted_worlds, kept, strict=True):
        np.testing.assert_array_equal(after.pictures, before.pictures)
        np.testing.assert_array_equal(after.labels, before.labels)
    assert len(lossy) == 2
    off = np.abs(lossy[0].pictures.astype(int) - painted_worlds[0].pictures)
    assert off.mean() < 4


def test_the_network_puts_patches_back_where_it_cut_them() -> None:
    import torch

    from gacha.network import _cut, _joined

    film = torch.arange(2 * 3 * 6 * 36 * 64).reshape(2, 3, 6, 36, 64)
    assert torch.equal(_joined(_cut(film), (3, 9, 16)), film)


def test_the_chain_trains_draws_judges_and_reports(painted_worlds, tmp_path: Path) -> None:
    import torch

    from gacha.analyse import main as analyse
    from gacha.draw import main as draw
    from gacha.observer import Observer, save_observer
    from gacha.shards import save_worlds
    from gacha.train import main as train

    torch.manual_seed(0)
    for name in ("train_00", "calibration_00", "held_out_00"):
        save_worlds(tmp_path / f"{name}.npz", painted_worlds, lossless=name != "train_00")
    out = tmp_path / "out"
    out.mkdir()
    save_observer(Observer(), out / "judge.npz")
    small = ["--seconds", "0.1", "--batch", "2", "--width", "32", "--depth", "1"]
    train([str(tmp_path), str(out), *small, "--head-width", "16"])
    draw(
        [str(tmp_path), str(out), "--seconds", "9", "--draws", "2", "--steps", "1", "--worlds", "2"]
    )
    analyse([str(out)])
    page = (out / "report.md").read_text()
    assert "control_pack | 0/" in page
    assert (out / "plot.png").stat().st_size > 1000
