"""A clock that ticks when it is read, and calls to keep."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from groundplan.footage.calls import NewCall
from groundplan.footage.ledger import Clock


@pytest.fixture
def clock() -> Clock:
    seconds = count()
    return lambda: datetime(2026, 10, 30, 12, tzinfo=UTC) + timedelta(seconds=next(seconds))


@pytest.fixture
def new_call() -> Callable[..., NewCall]:
    def make(
        *, key: str = "a" * 64, window: int = 0, shot: str = "s1", cost: float | None = None,
        currency: str = "USD", call_hash: str = "b" * 64,
    ) -> NewCall:  # fmt: skip
        return NewCall(
            key=key,
            window=window,
            call_hash=call_hash,
            shot=shot,
            world_hash="c" * 64,
            pack_hash="d" * 64,
            backend="pretend",
            capabilities_version="1",
            seed=7,
            prompt_hash="e" * 64,
            cost_estimate=cost,
            currency=currency if cost is not None else "",
        )

    return make
