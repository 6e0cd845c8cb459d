"""Random edits, notes and re-plans lose nothing that is locked or that a person set by hand.

`tools/fuzz_locks.py` runs as many as wanted; these are few, so that they fit the usual run.
"""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from groundplan.agents.director import plan
from groundplan.inputs.text import facts_from_text
from groundplan.world.apply import apply
from groundplan.world.build import PatchBuilder
from groundplan.world.document import World
from groundplan.world.opinion import Origin
from groundplan.world.queries import entity_named

TOOL = Path(__file__).parents[3] / "tools" / "fuzz_locks.py"


@pytest.fixture(scope="module")
def fuzzer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("fuzz_locks", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["fuzz_locks"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("seed", [1, 2])
def test_random_steps_lose_nothing_that_is_locked_or_a_persons(
    fuzzer: ModuleType, seed: int
) -> None:
    tally = fuzzer.fuzz(steps=60, seed=seed)
    assert tally.violations == []
    assert tally.steps["note"] + tally.steps["replan"] > 5
    assert tally.locks_met + sum(tally.refused.values()) > 0


def _locked() -> tuple[World, str]:
    world = plan(facts_from_text("A red car drives past a blue truck.")).world
    path = f"entities/{entity_named(world, 'truck')[0]}/appearance/color"
    builder = PatchBuilder(world, actor="user:director", summary="lock", origin=Origin.HUMAN)
    return apply(world, builder.lock(path).patch()).world, path


def test_the_fuzzer_sees_a_lock_that_is_not_kept(fuzzer: ModuleType) -> None:
    world, path = _locked()
    bare = apply(
        world,
        PatchBuilder(world, actor="user:x", summary="unlock", origin=Origin.HUMAN)
        .unlock(path)
        .patch(),
    ).world
    builder = PatchBuilder(bare, actor="agent:layout", summary="paint", origin=Origin.PLANNER)
    applied = apply(bare, builder.set_field(path, "#00ff00", origin=Origin.QUANTITY).patch())
    found = list(fuzzer._broken_locks(world, applied.world, kind="agent"))
    assert found == [f"the lock at {path} is gone"]
    found = list(fuzzer._broken_locks(world, applied.world, kind="unlock"))
    assert found == [f"{path} is locked and {path} changed"]


def test_the_fuzzer_sees_a_persons_value_that_is_lost(fuzzer: ModuleType) -> None:
    world = plan(facts_from_text("A red car drives past a blue truck.")).world
    path = f"entities/{entity_named(world, 'truck')[0]}/appearance/color"
    builder = PatchBuilder(world, actor="user:director", summary="edit", origin=Origin.HUMAN)
    held = apply(world, builder.set_field(path, "#00ff00").patch()).world
    agents = PatchBuilder(world, actor="agent:layout", summary="nothing").patch()
    found = list(fuzzer._lost_opinions(held, world, agents))
    assert found == [f"{path}: a person held '#00ff00'"]
