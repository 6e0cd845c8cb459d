"""The example plug-in is a whole backend: planned, encoded, sent, registered, and short."""

import importlib
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from importlib.metadata import EntryPoint
from pathlib import Path

import numpy as np
import pytest

from groundplan.errors import CallCancelledError, PlanError
from groundplan.passes.pack import ControlPack
from groundplan.shader.brief import ShotBrief
from groundplan.shader.briefing import brief_of
from groundplan.shader.plan import ShadePlan
from groundplan.shader.port import CallSession, Shader
from groundplan.shader.windows import film_windows
from groundplan.shader.wish import ShadeWish
from groundplan.studio.shading.control_pack import render_control_pack
from groundplan.studio.take import TakeOptions, plan_world
from groundplan.world.document import World

PLUGIN = Path(__file__).parents[2] / "examples" / "shader_plugin"
WISH = ShadeWish(size_px=(160, 96), frame_count=4, options=(("bands", "4"),))


@pytest.fixture(scope="module")
def toon() -> Iterator[Shader]:
    """Load the class by the entry point that the plug-in's own `pyproject.toml` states."""
    project = tomllib.loads((PLUGIN / "pyproject.toml").read_text())["project"]
    ((name, value),) = project["entry-points"]["groundplan.shaders"].items()
    sys.path.insert(0, str(PLUGIN))
    try:
        point = EntryPoint(name=name, value=value, group="groundplan.shaders")
        yield point.load()()
    finally:
        sys.path.remove(str(PLUGIN))
        sys.modules.pop("groundplan_toon", None)


@pytest.fixture(scope="module")
def world() -> World:
    return plan_world("A red ball on a table.", options=TakeOptions(seconds=1)).world


@pytest.fixture(scope="module")
def brief(world: World) -> ShotBrief:
    return brief_of(world, next(iter(world.shots)))


@pytest.fixture(scope="module")
def plan(toon: Shader, brief: ShotBrief) -> ShadePlan:
    return toon.plan(brief, WISH)


@pytest.fixture(scope="module")
def pack(world: World, plan: ShadePlan, tmp_path_factory: pytest.TempPathFactory) -> ControlPack:
    return render_control_pack(world, plan, tmp_path_factory.mktemp("toon") / "pack")


def test_it_is_a_shader_in_under_sixty_lines(toon: Shader) -> None:
    assert isinstance(toon, Shader)
    text = (PLUGIN / "groundplan_toon" / "__init__.py").read_text()
    assert len(text.splitlines()) < 60
    assert toon.capabilities.name == "toon"


def test_it_films_a_real_take(toon: Shader, plan: ShadePlan, pack: ControlPack) -> None:
    steps: list[tuple[int, int]] = []
    session = CallSession(progress=lambda done, total: steps.append((done, total)))
    found = film_windows(toon, plan, pack, session_of=lambda _window: session)
    assert found.frames.shape == (4, 96, 160, 3)
    assert steps == [(1, 4), (2, 4), (3, 4), (4, 4)]
    ink = np.all(found.frames == 20, axis=-1)
    assert 0.005 < ink.mean() < 0.3
    tones = np.unique(found.frames[~ink].max(axis=-1)).tolist()
    assert set(tones) <= {63, 127, 191, 255}, "four tones"


def test_it_gives_the_same_bytes_twice(toon: Shader, plan: ShadePlan, pack: ControlPack) -> None:
    first, second = (
        toon.submit(toon.encode(plan, pack), session=CallSession()).frames for _ in range(2)
    )
    assert first is not None
    assert second is not None
    assert np.array_equal(first, second)


def test_what_it_sends_is_the_previz(toon: Shader, plan: ShadePlan, pack: ControlPack) -> None:
    call = toon.encode(plan, pack)
    assert np.array_equal(call.clips["rgb"], pack["beauty"][0:4])
    assert call.arguments == {"bands": 4, "video": {"$clip": "rgb"}}


def test_its_own_rule_is_refused_with_the_right_values(toon: Shader, brief: ShotBrief) -> None:
    with pytest.raises(PlanError, match="40 bands; give --set bands=2 to 16"):
        toon.plan(brief, replace(WISH, options=(("bands", "40"),)))


def test_it_stops_when_it_is_asked_to(toon: Shader, plan: ShadePlan, pack: ControlPack) -> None:
    call = toon.encode(plan, pack)
    with pytest.raises(CallCancelledError):
        toon.submit(call, session=CallSession(cancelled=lambda: True))


def test_another_pack_is_refused(toon: Shader, plan: ShadePlan, pack: ControlPack) -> None:
    with pytest.raises(PlanError, match="another size"):
        toon.encode(replace(plan, size_px=(176, 96)), pack)


def test_the_class_can_be_given_to_the_contract_by_name() -> None:
    sys.path.insert(0, str(PLUGIN))
    try:
        module = importlib.import_module("groundplan_toon")
        assert isinstance(module.ToonShader(), Shader)
    finally:
        sys.path.remove(str(PLUGIN))
        sys.modules.pop("groundplan_toon", None)
