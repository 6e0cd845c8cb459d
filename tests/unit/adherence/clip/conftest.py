"""Painted plans, and files to hold against them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.unit.adherence.clip.pictured_plans import eased, empty_pack, painted_view, panned, walked

from groundplan.adherence.plan_view import PlanView
from groundplan.passes.pack import ControlPack

COUNT = 33


@pytest.fixture(scope="session")
def pack(tmp_path_factory: pytest.TempPathFactory) -> ControlPack:
    """Return a pack that plans may name."""
    return empty_pack(tmp_path_factory.mktemp("painted") / "pack")


@pytest.fixture(scope="session")
def pan(pack: ControlPack) -> PlanView:
    """Return 33 frames of 192x108 px, 16 a second: a pan that gathers speed, nobody there."""
    return painted_view(pack, panned(eased(COUNT, 160.0)))


@pytest.fixture(scope="session")
def walk(pack: ControlPack) -> PlanView:
    """Return the same pan with somebody who walks through it."""
    both = walked(panned(eased(COUNT, 160.0)))
    return painted_view(pack, both[:COUNT], ids=both[COUNT:, ..., 0].astype("uint16"))


@pytest.fixture
def save(tmp_path: Path) -> Callable[[bytes], Path]:
    """Return a maker of files."""

    def make(data: bytes) -> Path:
        path = tmp_path / "clip.bin"
        path.write_bytes(data)
        return path

    return make
