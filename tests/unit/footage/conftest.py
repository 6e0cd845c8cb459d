"""A clock that ticks when it is read, and calls and a provenance to keep."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from groundplan.footage.calls import MadeBy, NewCall
from groundplan.footage.ledger import Clock
from groundplan.footage.provenance import (
    CallProvenance,
    ClipRecord,
    Provenance,
    WindowDrift,
)


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


@pytest.fixture
def provenance() -> Provenance:
    return Provenance(
        groundplan="0.1.0",
        key="a" * 64,
        world_hash="c" * 64,
        pack_hash="d" * 64,
        shot="s1",
        backend="pretend",
        capabilities_version="1",
        seed=7,
        prompt="A woman in a red coat walks past a dog.",
        negative="",
        plan={"schema": "groundplan.shade-plan/1", "seed": 7, "options": {"model": "net"}},
        conformed=("rate 16 becomes 8: 8 frames/s; the world is posed at the new times",),
        ignored=("light_temperature: key 3200 K",),
        calls=(
            CallProvenance(
                window=0,
                ledger=1,
                request_id="req-1",
                sent={"arguments": "1" * 64, "video": "2" * 64},
                output="3" * 64,
                made_by=MadeBy(weights={"net": "4" * 64}, libraries={"torch": "2.13"}),
                cost_actual=0.25,
            ),
        ),
        drift=(
            WindowDrift(
                window=1, first=8, count=1, difference=0.5, luma=-0.25, chroma=(0.125, 0.0)
            ),
        ),
        cost_estimate=0.3,
        cost_actual=0.25,
        currency="USD",
        clip=ClipRecord(
            sha256="3" * 64,
            size_bytes=1796,
            size_px=(64, 36),
            rate=(8, 1),
            frame_count=9,
            as_delivered=False,
        ),
    )
