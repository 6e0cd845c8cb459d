"""Rows of a ledger become draws, and draws become calls and money per accepted shot."""

from dataclasses import replace

import numpy as np
import pytest

from groundplan.footage.acceptance.comparing import compared
from groundplan.footage.acceptance.draws import draws_of
from groundplan.footage.acceptance.intervals import difference_interval, wilson_interval
from groundplan.footage.acceptance.stopping import highest_rate
from groundplan.footage.acceptance.summary import acceptance_of, shot_acceptance, waiting_of
from groundplan.footage.calls import CallRow, CallState, Judgement, NewCall

YES = Judgement(protocol="p", verdict="pass", accepted=True, accepted_by="rule")
NO = replace(YES, verdict="fail", accepted=False)
SAID = {"+": YES, "-": NO, "?": None}


class Rows:
    """Writes rows as a ledger would number them."""

    def __init__(self) -> None:
        """Begin with none."""
        self.all: list[CallRow] = []

    def add(
        self, said: str, *, shot: str = "s1", windows: int = 1, cost: float | None = 0.5,
        state: CallState = "done", actual: float | None = None, **call: str,
    ) -> None:  # fmt: skip
        """Add a clip for every sign: + accepted, - rejected, ? not judged."""
        for sign in said:
            clip = f"footage/{shot}/{len(self.all) + 1:03d}.mp4" if state == "done" else ""
            for _ in range(windows):
                new = NewCall(
                    key="a" * 64, call_hash="b" * 64, shot=shot, world_hash="c" * 64,
                    pack_hash="d" * 64, backend="pretend", capabilities_version="1", seed=0,
                    prompt_hash="e" * 64, cost_estimate=cost, currency="USD" if cost else "",
                )  # fmt: skip
                self.all.append(
                    CallRow(
                        id=len(self.all) + 1, call=replace(new, **call), state=state,
                        planned_at="x", started_at="x", cost_actual=actual, clip=clip,
                        judgement=SAID[sign],
                    )
                )  # fmt: skip


def test_clips_count_once_calls_by_window_and_money_as_it_was_billed() -> None:
    rows = Rows()
    rows.add("--+", windows=2)
    rows.add("-", windows=2, actual=0.2)
    found = acceptance_of(draws_of(rows.all))
    assert (found.draws, found.accepts, found.calls, found.rate) == (4, 1, 8, 0.25)
    assert found.calls_per_accept == 8
    assert found.rate_interval == wilson_interval(1, 4)
    assert found.calls_interval == wilson_interval(1, 4).inverted(2.0)
    (money,) = found.money
    assert money.currency == "USD"
    assert (money.total, money.per_accept) == pytest.approx((3.4, 3.4))
    assert money.interval == wilson_interval(1, 4).inverted(3.4 / 4)


def test_what_nobody_judged_counts_for_nothing_and_a_failed_call_as_money() -> None:
    rows = Rows()
    rows.add("+-??")
    rows.add("?", state="failed")
    rows.add("?", state="failed", actual=0.0)
    rows.add("?", state="submitted")
    found = acceptance_of(draws_of(rows.all))
    assert (found.draws, found.accepts, found.unjudged, found.failed) == (2, 1, 2, 2)
    assert found.money[0].total == pytest.approx(1.5)


def test_nothing_accepted_leaves_a_low_end_and_nothing_judged_leaves_nothing() -> None:
    rows = Rows()
    rows.add("-" * 8)
    found = acceptance_of(draws_of(rows.all))
    assert (found.calls_per_accept, found.money[0].per_accept) == (None, None)
    assert found.calls_interval is not None
    assert found.calls_interval.high is None
    assert found.calls_interval.low == pytest.approx(3.08, abs=0.005)
    rows = Rows()
    rows.add("??", cost=None)
    found = acceptance_of(draws_of(rows.all))
    assert (found.rate, found.rate_interval, found.calls_interval) == (None, None, None)
    assert found.money == ()
    assert waiting_of(draws_of(rows.all)) is None


def test_currencies_are_never_added_up() -> None:
    rows = Rows()
    rows.add("+")
    rows.add("+", cost=3.0, currency="EUR")
    found = acceptance_of(draws_of(rows.all))
    assert [(m.currency, m.per_accept) for m in found.money] == [("EUR", 3.0), ("USD", 0.5)]


def test_clips_that_cost_nothing_make_no_paid_one_cheaper() -> None:
    rows = Rows()
    rows.add("+", cost=0.8)
    rows.add("+--", cost=None)
    (money,) = acceptance_of(draws_of(rows.all)).money
    assert (money.total, money.draws, money.accepts, money.per_accept) == (0.8, 1, 1, 0.8)
    assert money.interval == wilson_interval(1, 1).inverted(0.8)


def test_money_for_nothing_but_a_free_accept_buys_none() -> None:
    rows = Rows()
    rows.add("--", cost=0.8)
    rows.add("+", cost=None)
    (money,) = acceptance_of(draws_of(rows.all)).money
    assert (money.draws, money.accepts, money.per_accept) == (2, 0, None)
    assert money.interval.low == pytest.approx(1.6 / 2 / (wilson_interval(0, 2).high or 0.0))


def test_a_streak_is_of_the_last_recipe_and_ends_with_an_accept() -> None:
    rows = Rows()
    rows.add("+----", look="ink")
    rows.add("-?-", look="film", windows=2)
    found = shot_acceptance("s1", draws_of(rows.all)).streak
    assert (found.rejects, found.highest_rate) == (2, highest_rate(2))
    assert found.calls_at_least == pytest.approx(2 / highest_rate(2))
    assert found.money_at_least == pytest.approx({"USD": 1.0 / highest_rate(2)})
    rows.add("+", look="film")
    found = shot_acceptance("s1", draws_of(rows.all)).streak
    assert (found.rejects, found.highest_rate, found.calls_at_least) == (0, 1.0, 0.0)


def test_waiting_counts_draws_to_the_first_accept_and_shots_without_one() -> None:
    rows = Rows()
    rows.add("--+-+")
    rows.add("+", shot="s2")
    rows.add("----", shot="s3")
    found = waiting_of(draws_of(rows.all))
    assert found is not None
    assert (found.shots, found.censored, found.cap) == (3, 1, 4)
    assert found.still_waiting == pytest.approx((1, 2 / 3, 2 / 3, 1 / 3, 1 / 3))


def rng() -> np.random.Generator:
    return np.random.default_rng(0)


def test_a_clear_difference_is_told_and_a_small_one_is_not() -> None:
    for second, answer in (("-" * 40, "first"), ("+" * 13 + "-" * 27, "cannot_tell")):
        rows = Rows()
        for shot in ("s1", "s2", "s3", "s4", "s5"):
            rows.add("+" * 20 + "-" * 20, shot=shot, backend="a")
            rows.add(second if answer == "first" else "+" * 19 + "-" * 21, shot=shot, backend="b")
        (pair,) = compared(draws_of(rows.all), "backend", rng=rng()).pairs
        assert (pair.first, pair.second, pair.shots, pair.answer) == ("a", "b", 5, answer)


def test_only_shots_that_both_have_drawn_are_compared() -> None:
    rows = Rows()
    rows.add("+" * 50, shot="easy", backend="a")
    rows.add("+---", shot="both", backend="a")
    rows.add("+---", shot="both", backend="b")
    rows.add("-" * 50, shot="hard", backend="b")
    (pair,) = compared(draws_of(rows.all), "backend", rng=rng()).pairs
    assert (pair.shots, pair.first_counts, pair.second_counts) == (1, (1, 4), (1, 4))
    assert (pair.difference, pair.answer) == (0.0, "cannot_tell")
    rows = Rows()
    rows.add("+" * 50, shot="easy", backend="a")
    rows.add("-" * 50, shot="hard", backend="b")
    (pair,) = compared(draws_of(rows.all), "backend", rng=rng()).pairs
    assert (pair.answer, pair.reason) == ("cannot_tell", "no shot was drawn by both")


def test_a_difference_that_one_shot_makes_is_not_told_of_the_others() -> None:
    rows = Rows()
    for index, shot in enumerate(("s1", "s2", "s3", "s4", "s5")):
        rows.add(("+" if index == 0 else "-") * 40, shot=shot, look="ink")
        rows.add("-" * 40, shot=shot, look="film")
    (pair,) = compared(draws_of(rows.all), "look", rng=rng()).pairs
    assert pair.interval is not None
    assert pair.interval.excludes_zero
    assert (pair.answer, pair.reason) == ("cannot_tell", "it differs from shot to shot")


def test_more_pairs_need_more_certainty() -> None:
    rows = Rows()
    for backend, said in (("a", "+" * 9 + "-"), ("b", "+" * 4 + "-" * 6), ("c", "+---")):
        rows.add(said, backend=backend)
    found = compared(draws_of(rows.all), "backend", rng=rng())
    assert found.pair_confidence == pytest.approx(1 - 0.05 / 3)
    assert difference_interval((9, 10), (4, 10)).excludes_zero
    assert [pair.answer for pair in found.pairs] == ["cannot_tell", "first", "cannot_tell"]
    assert "fewer than 5" in found.pairs[1].reason


def test_groups_without_a_judged_draw_are_left_out() -> None:
    rows = Rows()
    rows.add("+", controls="depth")
    rows.add("??", controls="pose")
    found = compared(draws_of(rows.all), "controls", rng=rng())
    assert [group.value for group in found.groups] == ["depth"]
    assert found.pairs == ()
