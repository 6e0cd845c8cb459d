"""No call is lost, and none is paid twice."""

from collections.abc import Callable
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundplan.errors import CallError
from groundplan.footage.calls import CallRow, CallState, NewCall
from groundplan.footage.repeats import NextStep, next_step

Make = Callable[..., NewCall]
SENT = "b" * 64
STATES: tuple[CallState, ...] = get_args(CallState)


def row(call: NewCall, state: CallState, *, request_id: str = "", error: str = "") -> CallRow:
    return CallRow(
        id=12, call=call, state=state, request_id=request_id, error=error, planned_at="then"
    )


def step(
    latest: CallRow | None, *, kept: bool = False, again: bool = False, sent: str = SENT
) -> NextStep:
    return next_step(latest, call_hash=sent, kept=kept, again=again)


def test_a_call_that_was_never_made_is_made() -> None:
    assert step(None) == NextStep(action="run")


@pytest.mark.parametrize("cost", [None, 0.5])
@pytest.mark.parametrize("state", ["failed", "cancelled"])
def test_a_call_that_is_over_is_made_again(
    new_call: Make, state: CallState, cost: float | None
) -> None:
    assert step(row(new_call(cost=cost), state, request_id="r")) == NextStep(action="run")


@pytest.mark.parametrize("cost", [None, 0.5])
def test_a_call_that_never_left_is_made_and_its_old_row_closed(
    new_call: Make, cost: float | None
) -> None:
    old = row(new_call(cost=cost), "planned")
    assert step(old) == NextStep(action="run", closes=old)


@pytest.mark.parametrize("cost", [None, 0.5])
def test_a_call_that_a_host_has_is_resumed(new_call: Make, cost: float | None) -> None:
    old = row(new_call(cost=cost), "submitted", request_id="req-1")
    assert step(old) == NextStep(action="resume", row=old)


def test_a_free_call_whose_process_ended_is_made_again(new_call: Make) -> None:
    old = row(new_call(), "sending")
    assert step(old) == NextStep(action="run", closes=old)


def test_a_paid_call_whose_process_ended_while_sending_is_refused_with_one_clear_line(
    new_call: Make,
) -> None:
    with pytest.raises(CallError) as caught:
        step(row(new_call(cost=0.5), "sending"))
    assert str(caught.value) == (
        "call 12 of pretend may have been made and paid: it ended while it was being sent; "
        "look at pretend for it; --again makes a new one"
    )
    with pytest.raises(CallError, match=r"being sent \(no answer in 60 s\)"):
        step(row(new_call(cost=0.5), "sending", error="no answer in 60 s"))


@pytest.mark.parametrize("state", ["sending", "submitted"])
def test_a_person_can_ask_for_a_new_call_all_the_same(new_call: Make, state: CallState) -> None:
    old = row(new_call(cost=0.5), state, request_id="r" if state == "submitted" else "")
    assert step(old, again=True) == NextStep(action="run", closes=old)


def test_a_call_that_is_done_is_reused_or_fetched_again_or_made_again(new_call: Make) -> None:
    free, paid = row(new_call(), "done"), row(new_call(cost=0.5), "done", request_id="r")
    assert step(free, kept=True) == NextStep(action="reuse", row=free)
    assert step(paid, kept=True) == NextStep(action="reuse", row=paid)
    assert step(paid, kept=False) == NextStep(action="resume", row=paid)
    assert step(free, kept=False) == NextStep(action="run")
    assert step(paid, kept=True, again=True) == NextStep(action="run")


def test_a_paid_result_that_is_gone_and_cannot_be_fetched_is_not_paid_again(new_call: Make) -> None:
    with pytest.raises(CallError, match="call 12 gave is gone from the project, and it was paid"):
        step(row(new_call(cost=0.5), "done"), kept=False)


def test_another_request_is_another_call(new_call: Make) -> None:
    other = "9" * 64
    assert step(row(new_call(cost=0.5), "done"), kept=True, sent=other) == NextStep(action="run")
    free = row(new_call(), "submitted", request_id="r")
    assert step(free, sent=other) == NextStep(action="run", closes=free)
    with pytest.raises(CallError, match="still at pretend under r, and what would be sent now"):
        step(row(new_call(cost=0.5), "submitted", request_id="r"), sent=other)


@given(
    state=st.sampled_from(STATES),
    request_id=st.sampled_from(["", "r"]),
    kept=st.booleans(),
    sent=st.sampled_from([SENT, "9" * 64]),
)
def test_nothing_that_may_be_paid_and_fetched_is_made_again_unasked(
    state: CallState, request_id: str, *, kept: bool, sent: str
) -> None:
    call = NewCall(
        key="a" * 64, call_hash=SENT, shot="s", world_hash="w", pack_hash="d" * 64, backend="b",
        capabilities_version="1", seed=0, prompt_hash="e" * 64, cost_estimate=0.0, currency="USD",
    )  # fmt: skip
    try:
        found = step(row(call, state, request_id=request_id), kept=kept, sent=sent)
    except CallError:
        assert state in {"sending", "submitted", "done"}
        return
    if found.action == "run":
        assert state in {"planned", "failed", "cancelled"} or (state == "done" and sent != SENT)
